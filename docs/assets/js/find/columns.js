/** The library in the worker's memory: what search.json and details.json hold, ready to be asked. */
import { comparisonForm, siblings } from "./fold.js";
import { Name } from "./names.js";
import { readPeople } from "./people.js";
import { checkDetails, checkSearch } from "./shape.js";
import { unfold } from "./unfold.js";

/**
 * @param {object} folded  the content of search.json
 * @returns {import("./types.js").Columns}
 * @throws {Error} when it is damaged or of another version
 */
export function decode(folded) {
  const json = unfold(folded);
  checkSearch(json);
  const { entries, edition, count } = json;
  const of = json.of ?? count;
  const piece = json.details ?? 0;
  const facets = json.facets.map((facet) => readFacet(facet, entries[`terms.${facet.id}`]));
  const columns = {
    count, of, piece, edition, facets,
    keys: entries.key, titles: entries.title, nicknames: entries.nickname,
    altTitles: listsOf(entries.alt_titles), authors: entries.authors, names: json.names.map((stored) => new Name(stored)),
    published: entries.published, added: entries.added, venueYears: entries.venue_year,
    arxiv: entries.arxiv, doi: entries.doi, openreview: entries.openreview, anthology: entries.anthology,
    aliases: listsOf(entries.aliases), code: Uint8Array.from(entries.code),
    facetById: new Map(facets.map((facet) => [facet.id, facet])),
    pages: null, summaries: null, links: null, urls: null, cites: null,
    addDetails(details) {
      checkDetails(details, columns);
      const { start = 0, pages, entries: { summary, links, url, cite } } = details;
      if (pages) columns.pages = pages.map(([title, path, page, text]) => ({ title, path, page, text }));
      for (const [name, values] of Object.entries({ summaries: summary, links, urls: url, cites: cite })) {
        columns[name] ??= [];
        for (let n = 0; n < values.length && start + n < count; n++) columns[name][start + n] = values[n]; // they may be of more entries
      }
    },
    findTerm,
    findFacet: (name) => findIn((facetNames ??= facetSpellings(facets)), name),
    findKey: (key) => (positions ??= keyPositions(columns)).get(key) ?? -1,
    get people() { return (people ??= readPeople(columns)); },
  };
  let facetNames, positions, people;
  return columns;
}

const NONE = Object.freeze([]);
const listsOf = (column) => column.map((value) => value || NONE);

function readFacet({ id, field, label, singular, terms }, own) {
  const read = terms.map(([termId, termLabel, parent, spellings, type, fullName], at) => (
    { id: termId, label: termLabel, parent, spellings, type, fullName: fullName ?? termLabel, at }));
  const above = read.map((term) => ancestors(read, term));
  const all = own.map((list) => (list.some((at) => above[at].length)
    ? [...new Set(list.flatMap((at) => [at, ...above[at]]))] : list));
  return { id, field, label, singular, terms: read, byId: new Map(read.map((term) => [term.id, term])), own, all };
}

/** Positions of the terms above a term; a ring of terms ends. */
function ancestors(terms, { at, parent }) {
  const found = [];
  for (let next = parent; next >= 0 && next !== at && !found.includes(next); next = terms[next].parent) found.push(next);
  return found;
}

/** The term with that id, label, other spelling or full name; null when there is none. */
function findTerm(facet, text) {
  return facet.byId.get(text) ?? findIn((facet.bySpelling ??= termSpellings(facet)), text);
}

/** A spelling of two things is that of the one for which it is the more proper name. */
function termSpellings({ terms }) {
  return spellings([
    ...terms.map((term) => [term.id, term]), ...terms.map((term) => [term.label, term]),
    ...terms.flatMap((term) => term.spellings.map((spelling) => [spelling, term])),
    ...terms.map((term) => [term.fullName, term]),
  ]);
}

function facetSpellings(facets) {
  return spellings(["id", "field", "label", "singular"].flatMap((name) => facets.map((facet) => [facet[name], facet])));
}

function spellings(pairs) {
  const found = new Map();
  for (const [text, value] of pairs) {
    const form = comparisonForm(text);
    if (form && !found.has(form)) found.set(form, value);
  }
  return found;
}

/** What is called so, or in the singular or plural. */
function findIn(found, text) {
  if (text.length > LONGEST) return null;
  const form = comparisonForm(text);
  return [form, ...siblings(form)].map((spelling) => found.get(spelling)).find(Boolean) ?? null;
}
const LONGEST = 300;

function keyPositions({ keys, aliases }) {
  const found = new Map();
  aliases.forEach((former, at) => former.forEach((key) => found.set(key, at)));
  keys.forEach((key, at) => found.set(key, at));
  return found;
}
