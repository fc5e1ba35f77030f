/** A work beside the entry that it is: published by now, or with another title, year or authors. */
import { ofText } from "../bibtex/bytes.js";
import { comparisonForm } from "../find/fold.js";
import { moreField, newField, newValue, withoutField } from "./edits.js";
import { likeness } from "./match.js";
import { authorsFault } from "./names.js";
import { readText } from "./work.js";

const OF_VENUE = ["booktitle", "journal", "year", "volume", "number", "pages", "doi"];
const PREPRINT = /arxiv|preprint|\bcorr\b|openreview|under review|submitted|manuscript/i;
const MAY_GO = ["journal", "journaltitle", "booktitle", "howpublished", "note", "publisher", "institution", "month", "volume", "number"];

/**
 * @param {import("./work.js").Work} work  that is an entry of the library
 * @param {{library: import("./library.js").Library, text: string, latex: import("../bibtex/latex_read.js").LatexReader}} desk
 * @returns {Generator<import("./report.js").Finding>}
 */
export function* compareWork(work, desk) {
  const { library } = desk;
  const record = library.record(work.at);
  const base = { line: work.line, key: work.key, at: work.at };
  const venue = library.venue(work.at);
  const isOvertaken = venue?.isReviewed && work.isPreprint;
  if (isOvertaken) yield { ...base, ...published(work, record, venue, desk) };
  yield* checkTitle(work, record, base, desk);
  if (!isOvertaken) yield* checkYear(work, record, venue, base, library);
  yield* checkAuthors(work, record, base, desk);
}

/** The fields of the venue in the place of those of the manuscript; all else stays. */
function published(work, record, venue, { text, latex }) {
  const { raw, block } = work;
  const container = record.fields.has("journal") ? "journal" : "booktitle";
  const old = [...raw.keys()].filter((name) => MAY_GO.includes(name) && mayGo(name, work));
  const place = old.find((name) => ["journal", "journaltitle", "booktitle", "howpublished"].includes(name));
  const rows = [["Type", work.type, record.type]], edits = [];
  if (work.type !== record.type) edits.push({ start: block.typeStart, end: block.typeStart + block.type.length, text: record.type });
  for (const name of OF_VENUE) {
    const value = ofText(record.fields.get(name) ?? "");
    if (!value) continue;
    const field = raw.get(name === "year" && !raw.has("year") ? "date" : name);
    if (name === container && place) edits.push(...newField(raw.get(place), name, value));
    else if (field) edits.push(...newValue(field, value));
    else edits.push(...moreField(text, block, name, value));
    const before = name === container && place ? work.value(place) : field ? work.value(field.name) : "";
    const [was, is] = [before, value].map((it) => readText(it, latex).text);
    if (was !== is) rows.push([name, was, is]);
  }
  for (const name of old.filter((it) => it !== place && !record.fields.has(it))) {
    edits.push(...withoutField(text, raw.get(name)));
    rows.push([name, readText(work.value(name), latex).text, ""]);
  }
  return { group: "published", words: `Published at ${venue.label} ${venue.year}.`, rows: rows.filter(([, was, is]) => was !== is), edits };
}

function mayGo(name, work) {
  return ["month", "volume", "number"].includes(name) || PREPRINT.test(work.value(name));
}

function* checkTitle(work, record, base, { library, latex }) {
  const field = work.raw.get("title");
  if (!field || !work.title) return;
  const { titles, altTitles } = library.columns;
  const right = titles[work.at];
  const form = comparisonForm(work.title);
  if (form === comparisonForm(right) || (work.isOddTitle && likeness(work.title, right) >= 0.6)) return;
  const isFormer = altTitles[work.at].some((title) => comparisonForm(title) === form);
  const edits = newValue({ ...field, isBare: false }, ofText(record.fields.get("title")));
  if (work.raw.has("subtitle")) edits.length = 0;
  yield { ...base, group: "differs", words: isFormer ? "The work has another title by now." : "Another title.",
    rows: [["Title", work.title, readText(record.fields.get("title"), latex).text]], edits };
}

function* checkYear(work, record, venue, base, library) {
  const field = work.raw.get("year") ?? work.raw.get("date");
  if (!field) return;
  const first = Number(library.columns.published[work.at].slice(0, 4));
  const years = venue?.year && !work.isPreprint ? [venue.year] : [first, venue?.year].filter(Boolean);
  if (years.includes(work.year)) return;
  // The version of another venue has a year of its own.
  if (!work.isPreprint && work.venue && (!venue || library.venueNamed(work.venue) !== venue.id) && work.year >= first) return;
  const right = String(years[0]);
  yield { ...base, group: "differs", words: "Another year.", rows: [["Year", work.value(field.name) || "none", venue?.year === years[0] ? `${right} (${venue.label})` : `${right} (first version)`]],
    edits: newValue(field, right) };
}

function* checkAuthors(work, record, base, { library, latex }) {
  const field = work.raw.get("author");
  if (!field || !work.authors.length) return;
  const right = library.authors(work.at);
  const fault = authorsFault(work.authors, work.isCut, right);
  if (!fault) return;
  yield { ...base, group: "differs", words: `Other authors: ${fault}.`,
    rows: [["Authors", readText(work.value("author"), latex).text, right.join(" and ")]],
    edits: newValue({ ...field, isBare: false }, ofText(record.fields.get("author") ?? "")) };
}
