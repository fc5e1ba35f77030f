/** The sentences of the box, and the operators it offers. */

const LONGEST = 60; // characters of a query that a sentence repeats

export const HINT = "Type a title, an author, a method or an arXiv id.";
export const LOADING = "Loading the list...";
export const NOT_LOADED = "The list did not load.";
export const RELAXED = "No entry has all of these words. These have most of them.";

/** A query as a sentence names it, cut when it is long. */
export const quoted = (text) => `"${cut(text.trim(), LONGEST)}"`;

/** What the engine left aside, in its own sentences. */
export const ignoring = (sentence) => `Left aside: ${cut(sentence, 2 * LONGEST)}.`;

/** The first letters of a text; a letter of two code units stays whole. */
function cut(text, most) {
  const letters = [...text];
  return letters.length > most ? `${letters.slice(0, most).join("")}...` : text;
}

export const countOf = (total) => (total === 1 ? "1 result" : `${total} results`);

/** How many of all are listed, for the foot of the box. */
export const shownOf = (total, shown, isPart = false) =>
  (shown < total ? `${shown} of ${countOf(total)}` : total ? countOf(total) : "") + (total && isPart ? " so far" : "");

/** The last line of the list, which leads to the library. */
export const allOf = (total, isPart = false) =>
  (isPart ? "All results in the library" : total === 1 ? "1 result in the library" : `All ${total} results in the library`);

/**
 * What a screen reader hears once typing stops.
 * @param {{total: number, rows: object[], suggestion: string, isRelaxed: boolean, ignored: string[]}} answer
 * @param {number} links how many terms and pages can be jumped to
 * @param {string} text the query
 */
export function spoken({ total, rows, suggestion, isRelaxed, searched, of, ignored = [] }, links, text) {
  const soFar = searched < of ? " so far" : "";
  const count = total ? `${countOf(total)}${soFar}${rows.length < total ? `, ${rows.length} shown` : ""}.` : `Nothing for ${quoted(text)}${soFar}.`;
  return [
    ...ignored.map(ignoring),
    total && isRelaxed ? RELAXED : "",
    count,
    links ? `${links === 1 ? "1 page" : `${links} pages`} to jump to.` : "",
    !total && suggestion ? `Did you mean ${suggestion}?` : "",
  ].filter(Boolean).join(" ");
}

/**
 * What can be typed before a value: the name of each facet, from the data, and what every library has.
 * @param {{id: string, field: string, singular: string}[]} facets
 * @param {[number, number]} [years] first and last of the library
 * @returns {string[]}
 */
export function operators(facets, years) {
  const names = facets.map((facet) => [facet.singular, facet.field, facet.id].find(isOneWord)?.toLowerCase());
  const last = years?.[1];
  return [
    "author:",
    last ? `year:${Math.max(years[0], last - 2)}-${last}` : "year:",
    ...names.filter(Boolean).map((name) => `${name}:`),
    "tag:",
  ];
}
/** What else narrows, by example. */
export const EXAMPLES = ['"a phrase"', "-word"];
const isOneWord = (name) => typeof name === "string" && /^\p{L}[\p{L}\p{N}_-]{0,40}$/u.test(name);
