/** Field conditions of a query: which entries they allow, and which of them are no condition. */
import { comparisonForm, fold, siblings, words } from "./fold.js";

const YEAR = /^(\d{4})$/;
const YEARS = /^(\d{4})?\s*(?:-|–|\.\.+)\s*(\d{4})?$/;
const BOUND = /^([<>]=?)\s*(\d{4})$/;

/**
 * @returns {{allowed: Uint8Array|null, ignored: string[]}}  allowed: null without any condition
 */
export function applyFields(columns, fields) {
  const ignored = [];
  let allowed = null;
  for (const field of fields) {
    const test = testOf(columns, field);
    if (typeof test === "string") {
      ignored.push(test);
      continue;
    }
    allowed ??= new Uint8Array(columns.count).fill(1);
    for (let at = 0; at < columns.count; at++) if (test(at) === field.isNot) allowed[at] = 0;
  }
  return { allowed, ignored };
}

/** A function of a position, or the sentence that says why there is none. */
function testOf(columns, { name, value }) {
  if (!value) return `${name}: is followed by nothing`;
  if (name === "author" || name === "authors") return authorTest(columns, value, name);
  if (name === "year") return yearTest(columns, value);
  if (name === "title") return titleTest(columns, value);
  if (name === "key") return idTest([columns.keys, columns.aliases], value);
  if (name === "doi") return idTest([columns.doi], value);
  if (name === "arxiv") return idTest([columns.arxiv], value.replace(/^arxiv:|v\d+$/gi, ""));
  return termTest(columns, name, value);
}

function authorTest(columns, value, name) {
  const wanted = words(value);
  if (!wanted.length) return `${name}: "${value}" is no name`;
  const fits = columns.names.map((author) => {
    const parts = words(author.printed);
    parts.push(comparisonForm(author.family));
    return wanted.every((start) => parts.some((part) => part.startsWith(start)));
  });
  return (at) => columns.authors[at].some((author) => fits[author]);
}

function titleTest(columns, value) {
  const wanted = words(value);
  if (!wanted.length) return `title: "${value}" has no word`;
  return (at) => {
    const parts = words(columns.titles[at]);
    return wanted.every((start) => parts.some((part) => part.startsWith(start)));
  };
}

function yearTest(columns, value) {
  const range = yearRange(value);
  if (!range) return `year: "${value}" is not a year`;
  return (at) => {
    const year = Number(columns.published[at].slice(0, 4));
    return range[0] <= year && year <= range[1];
  };
}

function yearRange(value) {
  const one = YEAR.exec(value);
  if (one) return [Number(one[1]), Number(one[1])];
  const bound = BOUND.exec(value);
  if (bound) {
    const year = Number(bound[2]);
    const shift = bound[1].length === 1 ? 1 : 0;
    return bound[1][0] === "<" ? [0, year - shift] : [year + shift, 9999];
  }
  const range = YEARS.exec(value);
  if (!range || !(range[1] || range[2])) return null;
  const [from, to] = [Number(range[1] ?? 0), Number(range[2] ?? 9999)];
  return from <= to ? [from, to] : [to, from];
}

function idTest(lists, value) {
  const wanted = value.toLowerCase();
  return (at) => lists.some((list) => [list[at]].flat().some((id) => id.toLowerCase() === wanted));
}

function termTest(columns, name, value) {
  const facets = name === "tag" ? columns.facets : [columns.findFacet(name)].filter(Boolean);
  const terms = facets.map((facet) => termsOf(columns, facet, value));
  if (!terms.some((list) => list.size)) return `${name}: "${value}" is not in the vocabulary`;
  return (at) => facets.some((facet, n) => facet.all[at].some((term) => terms[n].has(term)));
}

/** The positions of the term that is called so, else of those whose label starts so. */
function termsOf(columns, facet, value) {
  const term = columns.findTerm(facet, value);
  if (term) return new Set([term.at]);
  const wanted = comparisonForm(value);
  if (!wanted) return new Set();
  const forms = new Set([wanted, ...siblings(wanted)]);
  const called = facet.terms.filter((it) =>
    [it.id, it.label, ...it.spellings].some((text) => forms.has(comparisonForm(text))));
  if (called.length) return new Set(called.map((it) => it.at));
  return new Set(facet.terms.filter((it) =>
    [it.id, it.label].some((text) => comparisonForm(text).startsWith(wanted)
      || fold(text).split(/\s+/).some((word) => word.startsWith(wanted)))).map((it) => it.at));
}
