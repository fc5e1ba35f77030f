/**
 * What an entry of a file says of its work.
 * @typedef {{block: import("../bibtex/read.js").Block, line: number, key: string, type: string,
 *   value: (name: string) => string, raw: Map<string, import("../bibtex/scan.js").Field>,
 *   title: string, isOddTitle: boolean, authors: string[], isCut: boolean, year: number,
 *   ids: Record<string, string>, venue: string, isPreprint: boolean, at: number, how: string}} Work
 *   isOddTitle: it has LaTeX that cannot be read; isCut: "and others"; at: position in the library, -1 for none
 */
import { decoded } from "../bibtex/bytes.js";
import { authorsOf, identifiersOf } from "../bibtex/facts.js";

const PREPRINT = /arxiv|preprint|\bcorr\b|biorxiv|medrxiv|ssrn|openreview|under review|submitted|manuscript|in submission/i;
const MAY_BE_PREPRINT = new Set(["misc", "article", "unpublished", "techreport", "report", "online", "electronic", "preprint", "inproceedings", "conference"]);
const MOST = 20_000; // signs of a value; a longer one is no title
const DEEPEST = 200;

/**
 * @param {import("../bibtex/read.js").Block} block @param {number} line
 * @param {import("../bibtex/latex_read.js").LatexReader} latex
 * @returns {Work}
 */
export function workOf(block, line, latex) {
  const raw = new Map(block.fields.map((field) => [field.name, field]));
  const value = (name) => {
    const field = raw.get(name);
    return field ? decoded(field.text.slice(0, MOST)).replace(/\s+/g, " ").trim() : "";
  };
  const { text: title, isOdd } = readText([value("title"), value("subtitle")].filter(Boolean).join(": "), latex);
  const faults = [];
  const names = value("author");
  const ids = identifiersOf(Object.fromEntries(["doi", "eprint", "archiveprefix", "eprinttype", "journal", "note", "howpublished", "url", "volume"].map((name) => [name, value(name)])), faults);
  const year = Number(/(?:1[5-9]|20)[0-9]{2}/.exec(value("year") || value("date"))?.[0] ?? 0);
  const work = {
    block, line, key: decoded(block.key), type: block.type, value, raw, title, isOddTitle: isOdd,
    authors: isDeep(names) ? [] : authorsOf(names, latex, []), isCut: /\band\s+others\s*$/i.test(names), year, ids,
    venue: readText(value("booktitle") || value("journal") || value("journaltitle"), latex).text, at: -1, how: "",
  };
  return { ...work, isPreprint: isPreprint(work) };
}

/** LaTeX as characters. */
export function readText(value, latex) {
  if (isDeep(value)) return { text: value.replace(/[{}\\]/g, ""), isOdd: true };
  const { text, unknown } = latex.read(value);
  return { text, isOdd: unknown.length > 0 };
}

function isDeep(value) {
  let depth = 0;
  for (const sign of value) {
    depth += (sign === "{") - (sign === "}");
    if (depth > DEEPEST) return true;
  }
  return false;
}

/** Whether it cites the manuscript and not what a venue published. */
function isPreprint({ type, ids, venue, value }) {
  if (!MAY_BE_PREPRINT.has(type)) return false;
  if (venue) return PREPRINT.test(venue);
  if (ids.doi && !PREPRINT.test(ids.doi)) return false;
  const isLoose = Boolean(ids.arxiv || ids.openreview) || PREPRINT.test(`${value("howpublished")} ${value("note")} ${value("publisher")} ${value("institution")}`);
  return isLoose || ["misc", "unpublished", "online", "preprint"].includes(type);
}
