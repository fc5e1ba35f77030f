/**
 * How far a work of the board answers what was picked. Pure.
 * @typedef {{does: string[], supports: string[], filed: string[]}} Facts  ids of terms
 * @typedef {"named"|"family"|"any"|"filed"|"unsaid"|"other"} Standing
 *   named: it names the term or one below it; family: one above it; any: a term that stands for all;
 *   filed, unsaid: it does not say, and is or is not filed under the term; other: it names others only
 */

/** Standings that answer, best first. "other" does not. */
export const ORDER = ["named", "family", "any", "filed", "unsaid"];

/**
 * @param {Facts} facts
 * @param {string} term  "" for none
 * @param {Map<string, string[]>} above  term -> the terms above it
 * @param {string[]} any  terms that stand for all
 * @returns {Standing}
 */
export function standingOf({ supports, filed }, term, above, any) {
  const isAt = (own) => own === term || (above.get(own) ?? []).includes(term);
  if (!term || supports.some(isAt)) return "named";
  if (supports.some((own) => (above.get(term) ?? []).includes(own))) return "family";
  if (supports.some((own) => any.includes(own))) return "any";
  if (supports.length) return "other";
  return filed.some(isAt) ? "filed" : "unsaid";
}

/** @param {Facts} facts @param {string} row "" for none */
export const isDone = ({ does }, row) => !row || does.includes(row);

/**
 * The works that answer, in groups.
 * @template {Facts} Work
 * @param {Work[]} works
 * @param {{row: string, column: string}} picked
 * @returns {{standing: Standing, works: Work[]}[]} best first, without empty groups; the works in their order
 */
export function groupsOf(works, { row, column }, above, any) {
  const able = works.filter((work) => isDone(work, row));
  const standings = new Map(able.map((work) => [work, standingOf(work, column, above, any)]));
  return ORDER.map((standing) => ({ standing, works: able.filter((work) => standings.get(work) === standing) }))
    .filter((group) => group.works.length);
}
