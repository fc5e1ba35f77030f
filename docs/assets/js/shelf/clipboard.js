/** Copying a text that may still have to be fetched. */
import { find, say, toClipboard } from "../page.js";
import { make } from "./make.js";

/** Copies the text, or where copying is blocked shows it selected. Rejects when the text does.
 * @param {Promise<string>|string} text @param {string} label what the text is
 * @param {Element} place where to show it @returns {Promise<boolean>} whether it was copied */
export async function copyText(text, label, place) {
  find(".copied", place)?.remove();
  const copied = toClipboard(text).then(() => true, () => false);
  const plain = await text;
  if (await copied) return true;
  const field = make("textarea.copied", { readonly: "", "aria-label": label });
  field.value = plain;
  place.append(field);
  field.select();
  say("Your browser blocked copying. The text is selected: press Ctrl C.");
  return false;
}
