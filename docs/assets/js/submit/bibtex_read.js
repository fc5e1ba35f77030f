/**
 * The one entry that somebody pasted, with sentences about what could not be read.
 * @typedef {{type: string, key: string, fields: Record<string, string>, faults: string[]}} Bibtex
 *   names of fields in small letters, values without their delimiters, LaTeX still in them
 */
import { isBibtex as startsAsBibtex } from "../bibtex/is_bibtex.js";
import { readBlocks } from "../bibtex/read.js";

/** Whether there is a BibTeX entry in a paste, be it behind some words. @param {string} text */
export const isBibtex = (text) => startsAsBibtex(text) || /[\s:]@[a-z]+\s*\{[^\s,{}"]+,/i.test(text);

const SENTENCES = {
  end: () => "The entry does not end: a brace is missing.",
  open: () => "The entry does not end: a brace is missing.",
  junk: ({ at }, text) => `After “${text.slice(Math.max(0, at - 20), at).trim()}” something else than a field was found; it was not read.`,
  twice: ({ name }) => `${name} stands there twice; the first was taken.`,
  macro: ({ name, word }) => `${name}: nothing says what ${word} stands for; it was left out.`,
  swallowed: ({ name }) => `${name}: a brace or comma seems to be missing in it.`,
};

/** @param {string} text @returns {Bibtex|null} null when there is no entry in it */
export function readBibtex(text) {
  const source = text.slice(0, 100_000);
  let first = null;
  for (const { kind, type, key, fields, faults } of readBlocks(source)) {
    if (kind !== "entry") continue;
    if (first) {
      first.faults.push("There are several entries; only the first was read.");
      break;
    }
    const told = faults.map((fault) => SENTENCES[fault.code]?.(fault, source)).filter(Boolean);
    const values = fields.map(({ name, text: value }) => [name, value.replace(/\s+/g, " ").trim()]);
    first = { type, key, fields: Object.assign(Object.create(null), Object.fromEntries(values)), faults: [...new Set(told)] };
  }
  return first;
}
