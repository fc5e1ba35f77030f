/** Fields that a type of entry must have: btxdoc (Patashnik 1988), section 3.1; biblatex manual, 2.1.1. */
import { ofText } from "../bibtex/bytes.js";
import { moreField } from "./edits.js";
import { readText } from "./work.js";

const YEAR = "year|date";
const REQUIRED = {
  article: ["author", "title", "journal|journaltitle", YEAR],
  book: ["author|editor", "title", "publisher", YEAR],
  booklet: ["title"],
  collection: ["editor", "title", YEAR],
  conference: ["author", "title", "booktitle", YEAR],
  inbook: ["author|editor", "title", "chapter|pages", "publisher", YEAR],
  incollection: ["author", "title", "booktitle", "publisher", YEAR],
  inproceedings: ["author", "title", "booktitle", YEAR],
  manual: ["title"],
  mastersthesis: ["author", "title", "school|institution", YEAR],
  misc: ["title|howpublished|note"],
  online: ["title", "url|doi|eprint"],
  phdthesis: ["author", "title", "school|institution", YEAR],
  proceedings: ["title", YEAR],
  report: ["author", "title", "institution", YEAR],
  techreport: ["author", "title", "institution", YEAR],
  thesis: ["author", "title", "institution|school", YEAR],
  unpublished: ["author", "title", "note|howpublished|eprint"],
};
const OTHERS = new Set("artwork bibnote bookinbook commentary customa customb customc dataset electronic inreference jurisdiction legal letter legislation movie mvbook mvcollection mvproceedings mvreference patent performance periodical reference review set software standard suppbook suppcollection suppperiodical www xdata preprint".split(" "));
const INHERITED = { booktitle: "title" };

/**
 * @param {import("./work.js").Work} work @param {Map<string, import("./work.js").Work>} byKey  keys in small letters
 * @param {{library: import("./library.js").Library, text: string, latex: object}} desk
 * @returns {Generator<import("./report.js").Finding>}
 */
export function* checkRequired(work, byKey, { library, text, latex }) {
  const base = { group: "incomplete", line: work.line, key: work.key, at: work.at };
  const required = REQUIRED[work.type];
  if (!required && !OTHERS.has(work.type)) {
    const near = Object.keys(REQUIRED).find((type) => isOneSlip(type, work.type));
    const { typeStart } = work.block;
    yield { ...base, words: `@${work.type} is no type that styles know.`, rows: near ? [["Type", work.type, near]] : [],
      edits: near ? [{ start: typeStart, end: typeStart + work.type.length, text: near }] : [] };
    return;
  }
  const parent = byKey.get(work.value("crossref").toLowerCase()) ?? byKey.get(work.value("xdata").toLowerCase());
  const wanted = work.value("crossref");
  if (wanted && !parent) {
    yield { ...base, words: `crossref names ${wanted}, which is not in this file.`, rows: [], edits: [] };
    return;
  }
  const has = (name) => Boolean(work.value(name) || work.raw.get(name)?.isBare || parent?.value(name) || (INHERITED[name] && parent?.value(INHERITED[name])));
  const missing = (required ?? []).filter((names) => !names.split("|").some(has));
  if (!missing.length) return;
  const record = work.at >= 0 ? library.record(work.at).fields : new Map();
  const found = missing.map((names) => names.split("|").find((name) => record.get(name))).filter(Boolean);
  const edits = found.flatMap((name) => addField(work, text, name, ofText(record.get(name))));
  yield { ...base, words: `@${work.type} needs ${missing.map((names) => names.replaceAll("|", " or ")).join(", ")}.`,
    rows: found.map((name) => [name, "", readText(record.get(name), latex).text]), edits };
}

/** An empty field gets its value; one that is not there is added. */
function addField({ raw, block }, text, name, value) {
  const field = raw.get(name);
  return field ? [{ start: field.start, end: field.end, text: `{${value}}` }] : moreField(text, block, name, value);
}

/** One letter more, less, other, or two that changed places. */
function isOneSlip(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0, end = 0;
  while (start < Math.min(one.length, other.length) && one[start] === other[start]) start++;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  const [left, right] = [one, other].map((word) => word.slice(start, word.length - end));
  return Math.max(left.length, right.length) <= 1 || (left.length === 2 && left === [...right].reverse().join(""));
}
