/**
 * What there is to send, and where to.
 * @typedef {{whole: string, bare: string, text: string, into: string}} Way
 *   whole: the address with the text in it, "" where it cannot be; bare: the address without; into: where
 *   the text belongs when it does not travel along
 * @typedef {{
 *   todo: {words: string, focus: () => void}[], missing: {words: string, focus: () => void}[], nothing: string,
 *   form: Way, create: Way, createSays: string, file: string, fileName: string,
 * }} Offer
 *   todo: what is wrong; missing: what the maintainers would have to complete; nothing: why there is nothing to send
 */
import { renderChanges } from "./change.js";
import { hasWayIn } from "./checks.js";
import { listed } from "./words.js";
import { editAddress, formAddress, identifierOf, newFileAddress } from "./handover.js";

/** @param {DOMStringMap} facts  of the page @param {string} file @param {string} key  "" when it is not known @param {string} record */
export function entryOffer({ repository, add, addTitle }, entry, file, key, record) {
  const identifier = identifierOf(entry);
  const question = { template: add, title: `${addTitle}${entry.title ?? identifier}`, identifier };
  const name = key || "entry";
  return {
    nothing: hasWayIn(entry) ? "" : "An identifier or a link is needed; everything else can follow.",
    form: { whole: formAddress(repository, { ...question, record }), bare: formAddress(repository, question), text: record, into: "“Record”" },
    create: { whole: newFileAddress(repository, name, file), bare: newFileAddress(repository, name, ""), text: file, into: "the file" },
    createSays: "Creating it makes a fork and a pull request in your own name.", file, fileName: `${name}.yaml`,
  };
}

/**
 * Confirmations are told in plain words: a person reads them.
 * @param {DOMStringMap} facts  of the page
 * @param {{key: string, source: HTMLInputElement, changes: import("./change.js").Change[]}} correction
 * @param {string[]} confirmed  labels of fields @param {string} file
 */
export function correctionOffer({ repository, correct, correctTitle }, { key, source, changes }, confirmed, file) {
  const words = confirmed.length ? `Compared with the source and right: ${listed(confirmed)}.` : "";
  const change = changes.length ? renderChanges(changes) : words;
  const question = {
    template: correct, title: `${correctTitle}${key}`, entry: key, source: source.value.trim(), notes: changes.length ? words : "",
  };
  return {
    nothing: change ? "" : "Nothing has been changed yet.",
    form: { whole: formAddress(repository, { ...question, change }), bare: formAddress(repository, question), text: change, into: "“Change”" },
    create: { whole: "", bare: editAddress(repository, key), text: file, into: "the file, over all that is there" },
    createSays: "Editing it copies the corrected file, to be pasted over the old one.", file, fileName: `${key}.yaml`,
  };
}
