/** The search engine: a query in, entries out, best first. Pure; runs in the worker. */
import { applyFields } from "./conditions.js";
import { Expander } from "./expand.js";
import { createJump } from "./jump.js";
import { Lookup } from "./lookup.js";
import { chooseHits } from "./choose.js";
import { Matcher } from "./match.js";
import { PageIndex } from "./pages.js";
import { Phrases } from "./phrases.js";
import { Postings } from "./postings.js";
import { FIELDS, MOST_LETTERS, parseQuery } from "./query.js";
import { Ranker } from "./rank.js";
import { suggest } from "./suggest.js";

/**
 * @typedef {{
 *   query: import("./query.js").Query, isAll: boolean, hits: Int32Array|null,
 *   scores: Float32Array|null, isRelaxed: boolean, whole: number, terms: string[],
 *   pages: {at: number, score: number}[], ignored: string[], suggestion: string,
 *   jump: {facet: object, term: object}[],
 * }} Found
 */

/**
 * @param {object} columns  what columns.js decodes
 * @param {Function|null} MiniSearch  the class that searches the written pages; null: their titles alone
 * @returns {{search: (text: string) => Found, addDetails: () => Generator, searchPagesWith: (MiniSearch: Function) => void}}
 */
export function createEngine(columns, MiniSearch = null) {
  const postings = new Postings(columns);
  const parts = {
    columns, postings,
    matcher: new Matcher(postings, new Expander(postings.vocabulary, (number) => postings.frequencyOf(number))),
    ranker: new Ranker(columns, postings),
    lookup: new Lookup(columns),
    phrases: new Phrases(columns, postings),
    jump: createJump(columns),
    pages: new PageIndex(columns, MiniSearch),
  };
  let hasDetails = false;
  return {
    search: (text) => searchEither(parts, String(text ?? "").slice(0, MOST_LETTERS)),
    searchPagesWith: (it) => parts.pages.read(columns, it),
    *addDetails() {
      if (!columns.pages || hasDetails) return;
      hasDetails = true;
      if (!columns.piece) {
        yield* postings.addTexts(columns.summaries);
        parts.matcher.forget();
        parts.lookup.addAddresses(columns.links, columns.urls);
      }
      parts.pages.read(columns);
    },
  };
}

/** "bees OR wasps", outside quotes. */
const EITHER = /\sOR(?:\s|$)(?=(?:[^"]*"[^"]*")*[^"]*$)/;
const MOST_SIDES = 10;

/** What the sides find, by turns; those that are found whole, if any is. @returns {Found} */
function searchEither(parts, text) {
  const typed = text.split(EITHER, MOST_SIDES);
  if (typed.length < 2) return search(parts, text);
  const sides = typed.map((side) => search(parts, side)).filter(({ hits }) => hits);
  const best = sides.filter(({ hits, isRelaxed }) => hits.length && !isRelaxed);
  const found = new Set();
  for (let n = 0; n < parts.columns.count; n++) for (const { hits } of best.length ? best : sides) if (n < hits.length) found.add(hits[n]);
  return {
    ...search(parts, ""), isAll: false, hits: Int32Array.from(found), scores: new Float32Array(found.size), isRelaxed: found.size > 0 && !best.length,
    terms: sides.flatMap((side) => side.terms), ignored: sides.flatMap((side) => side.ignored),
  };
}

/** @returns {Found} */
function search(parts, text, isFinal = false) {
  const isField = (name) => FIELDS.includes(name) || parts.columns.findFacet(name) !== null;
  const query = parseQuery(text, isField);
  const { allowed, ignored } = restrict(parts, query);
  const found = {
    query, isAll: false, hits: new Int32Array(0), scores: new Float32Array(0), isRelaxed: false, whole: 0,
    terms: [], pages: [], ignored, suggestion: "", jump: [],
  };
  const known = knownEntries(parts, query);
  if (known.length && !query.words.length) return onlyThese(found, known);
  if (query.words.length) {
    Object.assign(found, chooseHits(parts, query, allowed, known));
    found.jump = parts.jump(query.words.map((it) => it.text), query.words.at(-1).isLast);
    if (!query.fields.length) found.pages = parts.pages.search(query.words);
  } else if (query.ids.length) {
    return found;
  } else if (allowed) {
    found.hits = Int32Array.from(parts.phrases.positions(allowed));
    found.scores = new Float32Array(found.hits.length);
    found.terms = query.phrases.flatMap((phrase) => phrase.split(" "));
  } else {
    return { ...found, isAll: true, hits: null, scores: null };
  }
  if (!found.hits.length && !isFinal) {
    found.suggestion = suggest(parts, query, (other) => search(parts, other, true).hits?.length > 0);
  }
  return found;
}

/** What fields, phrases and exclusions leave; null when there are none. */
function restrict({ columns, phrases }, query) {
  const { allowed: byFields, ignored } = applyFields(columns, query.fields);
  let allowed = byFields;
  const all = () => new Uint8Array(columns.count).fill(1);
  for (const phrase of query.phrases) phrases.keep(allowed ??= all(), phrase);
  for (const phrase of query.without) phrases.drop(allowed ??= all(), phrase);
  return { allowed, ignored };
}

/** The entries of pasted identifiers, in their order. */
function knownEntries({ lookup }, query) {
  const bare = lookup.bare(query.text);
  if (bare.length) query.words.length = 0;
  if (bare.length) return bare;
  const keys = query.words.flatMap(({ text: value }) => (/\d/.test(value) ? { kind: "key", value } : []));
  const known = new Set([...query.ids, ...keys].flatMap((id) => lookup.find(id)));
  if (!known.size && query.ids.length === 1 && !query.words.length) return lookup.startingWith(query.ids[0]);
  return [...known];
}

function onlyThese(found, positions) {
  return { ...found, hits: Int32Array.from(positions), scores: new Float32Array(positions.length).fill(9) };
}
