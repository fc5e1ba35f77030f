/** Faults of writing as findings: what stands in the file, and what mends it. */
import { decoded } from "../bibtex/bytes.js";
import { lineBreakOf, setAside } from "./edits.js";

const WORDS = {
  end: () => "The brace that closes the entry is missing.",
  open: ({ name }) => `${name || "A value"}: a brace or quote that closes it is missing.`,
  quote: ({ name }) => `${name}: a quote stands inside quotes; braces hold it.`,
  comma: ({ word }) => (word ? `The comma behind the key ${word} is missing.` : "A comma between two fields is missing."),
  commas: () => "A comma too many.",
  sign: ({ name, word }) => `${name}: behind its name stands ${word}.`,
  equals: ({ name }) => `${name}: the sign = is missing.`,
  bare: ({ name }) => `${name}: its text stands without braces.`,
  empty: ({ name }) => `${name}: it has no value.`,
  surplus: () => "A brace too many.",
  closer: () => "It begins with one kind of bracket and ends with the other.",
  percent: () => "A comment inside the entry; it goes before it, for BibTeX knows none.",
  key: () => "It has no key; a made-up one lets programs read it.",
  blank: ({ word }) => `The key ${word} has a blank; an underscore takes its place.`,
  junk: ({ word }) => `Something that is no field: ${word}`,
  twice: ({ name, word }) => `${name} stands there twice; BibTeX reads the first. The second: ${word}`,
  macro: ({ name, word }) => `${name}: nothing in this file says what ${word} stands for.`,
  swallowed: ({ name }) => `${name}: another field seems to be inside it; a brace or comma is missing.`,
};
const short = (text, most = 80) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/**
 * @param {import("../bibtex/read.js").Block} block @param {string} text  of the file
 * @param {(at: number) => number} lineOf
 * @returns {Generator<import("./report.js").Finding>}
 */
export function* checkSyntax(block, text, lineOf) {
  const key = decoded(block.key);
  if (block.kind === "stray") {
    const rest = decoded(text.slice(block.start, block.start + 200)).split(/[\r\n]/)[0];
    yield { group: "unreadable", line: lineOf(block.start), key: "", words: "An @ outside of entries; BibTeX stops at it, in comments too. It goes.", rows: [["Here", short(rest), ""]],
      edits: [{ start: block.start, end: block.end, text: /\w/.test(text[block.start - 1] ?? "") ? " at " : "" }] };
    return;
  }
  const told = block.faults.map((fault) => ({ ...fault, sentence: WORDS[fault.code]({ ...fault, word: short(decoded(fault.word)) }) }));
  if (!block.isReadable) {
    yield { group: "unreadable", line: lineOf(told[0]?.at ?? block.start), key, rows: told.map((it) => [`Line ${lineOf(it.at)}`, it.sentence, ""]),
      words: `This ${block.kind} cannot be read whole. Mend it by hand, or set it aside: its text stays, programs pass over it.`, edits: setAside(text, block) };
    return;
  }
  for (const fault of told) {
    const edits = fault.code === "percent" && !fault.word.includes("@")
      ? [{ start: block.start, end: block.start, text: fault.word + lineBreakOf(text) }, ...fault.edits] : fault.edits;
    yield { group: edits.length ? "damaged" : "told", line: lineOf(fault.at), key, words: fault.sentence, rows: [], edits };
  }
}
