/** "Copy link to this view": the address on the clipboard, or selected in a field. */
import { make } from "../finder/make.js";
import { find, say } from "../page.js";

/** @param {HTMLElement} place after which the field goes when the browser refuses */
export async function copyAddress(place) {
  try {
    await navigator.clipboard.writeText(location.href);
    find(".copied--link", place.parentElement)?.remove();
    say("Copied");
  } catch {
    const field = find(".copied--link", place.parentElement)
      ?? make("input.copied--link", { type: "text", readonly: "", "aria-label": "Link to this view" });
    field.value = location.href;
    place.after(field);
    field.select();
    say("Your browser blocked copying. The text is selected: press Ctrl C.");
  }
}
