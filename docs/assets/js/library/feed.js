/** Which feed has exactly what a view shows. Pure. */
import { filtersOf } from "./moves.js";

const OF_AUTHOR = 3; // entries that a name must have, as the build counts

/**
 * The path of the feed from the site's root; "" for a view that no feed follows.
 * @param {import("./moves.js").State} state
 * @param {{facets: string[], total?: number}} known facets whose terms have feeds; how many entries the view has
 */
export function feedOf(state, { facets, total = 0 }) {
  const filters = filtersOf(state);
  const [filter] = filters;
  if (state.text.trim() || filters.length !== 1 || filter.isNot) return "";
  if (filter.type === "term" && facets.includes(filter.facetId)) return `feeds/${filter.facetId}/${filter.termId}.xml`;
  if (filter.type === "author" && total >= OF_AUTHOR) return `feeds/authors/${filter.slug}.xml`;
  return "";
}
