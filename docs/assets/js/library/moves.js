/**
 * Steps from one state of the library to the next. Pure: a state is never changed, a new one is given.
 * @typedef {import("../find/types.js").State} State
 * @typedef {{type: "term", facetId: string, termId: string, isNot: boolean}
 *         | {type: "author", slug: string, isNot: boolean}
 *         | {type: "code"|"reviewed", isNot: boolean}
 *         | {type: "years", from: number, to: number}
 *         | {type: "since", day: string}
 *         | {type: "ids", count: number}} Filter one thing that narrows the list, as a chip shows it
 * @typedef {""|"any"|"none"} Standing not asked for, included, excluded
 */

/** First click includes, the second excludes, the third clears. */
const NEXT = { "": "any", any: "none", none: "" };
const FLAGS = { "": "", any: "yes", none: "no" };

/** @returns {Standing} */
export function standingOf(sides, id) {
  if (sides?.any?.includes(id)) return "any";
  return sides?.none?.includes(id) ? "none" : "";
}

/** @returns {Standing} of "Has code" or "Peer-reviewed" */
export const flagStanding = (value) => ({ yes: "any", no: "none" })[value] ?? "";

/** @param {Standing} standing @returns {Standing} */
export const nextStanding = (standing) => NEXT[standing] ?? "";

/** @param {State} state @param {Standing} standing @returns {State} */
export function withTerm(state, facetId, termId, standing) {
  const facets = { ...state.facets, [facetId]: moved(state.facets[facetId], termId, standing) };
  if (!facets[facetId].any.length && !facets[facetId].none.length) delete facets[facetId];
  return { ...state, facets };
}

/** @param {State} state @param {Standing} standing @returns {State} */
export const withAuthor = (state, slug, standing) =>
  ({ ...state, authors: moved(state.authors, slug, standing) });

/** @param {State} state @param {"code"|"reviewed"} name @param {Standing} standing @returns {State} */
export const withFlag = (state, name, standing) => ({ ...state, [name]: FLAGS[standing] });

/** Years in either order; 0 leaves an end open. @param {State} state @returns {State} */
export function withYears(state, from, to) {
  return from && to && from > to ? { ...state, from: to, to: from } : { ...state, from, to };
}

/** @param {State} state @returns {Filter[]} one for each chip */
export function filtersOf(state) {
  const found = [];
  if (state.ids.length) found.push({ type: "ids", count: state.ids.length });
  for (const [facetId, sides] of Object.entries(state.facets)) {
    for (const termId of sides.any) found.push({ type: "term", facetId, termId, isNot: false });
    for (const termId of sides.none) found.push({ type: "term", facetId, termId, isNot: true });
  }
  if (state.from || state.to) found.push({ type: "years", from: state.from, to: state.to });
  for (const type of ["code", "reviewed"]) if (state[type]) found.push({ type, isNot: state[type] === "no" });
  for (const slug of state.authors.any) found.push({ type: "author", slug, isNot: false });
  for (const slug of state.authors.none) found.push({ type: "author", slug, isNot: true });
  if (state.since) found.push({ type: "since", day: state.since });
  return found;
}

/** @param {State} state @param {Filter} filter @returns {State} */
export function without(state, filter) {
  switch (filter.type) {
    case "term": return withTerm(state, filter.facetId, filter.termId, "");
    case "author": return withAuthor(state, filter.slug, "");
    case "years": return withYears(state, 0, 0);
    case "ids": return { ...state, ids: [] };
    default: return { ...state, [filter.type]: "" };
  }
}

/** Every filter is gone; the words, the order and the view stay. @param {State} state @returns {State} */
export const cleared = (state) => filtersOf(state).reduce(without, { ...state, unknown: [] });

/** Whether anything of the list is asked for; its view alone is not. */
export const isAsking = (state) =>
  Boolean(state.text || state.sort || state.unknown.length || filtersOf(state).length);

/** The order in which the list stands. */
export const sortOf = (state) => state.sort || (state.text ? "relevance" : "newest");

function moved(sides, id, standing) {
  const others = (list) => (list ?? []).filter((each) => each !== id);
  const any = others(sides?.any);
  const none = others(sides?.none);
  if (standing === "any") any.push(id);
  if (standing === "none") none.push(id);
  return { any, none };
}
