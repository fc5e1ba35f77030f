/**
 * Which values of a facet are shown, and in which order. Pure.
 * @typedef {{id: string, label: string, count: number, standing: import("./moves.js").Standing}} Value
 */
import { fold } from "../find/fold.js";

/** Asked for first, then the most entries, then the order of the vocabulary. @param {Value[]} values @returns {Value[]} */
export function ordered(values) {
  return values
    .map((value, at) => [value, at])
    .sort(([one, at], [other, place]) =>
      Boolean(other.standing) - Boolean(one.standing) || other.count - one.count || at - place)
    .map(([value]) => value);
}

/** The first few; whatever is asked for is always among them. @param {Value[]} values in their order @returns {Value[]} */
export function firstOf(values, limit) {
  const asked = values.filter((value) => value.standing).length;
  return values.filter((value, at) => value.standing || at < Math.max(limit, asked));
}

/** The values whose label has every word that was typed. @param {Value[]} values @param {string} text @returns {Value[]} */
export function matching(values, text) {
  const wanted = fold(text.slice(0, 100)).split(/\s+/).filter(Boolean);
  return values.filter(({ label, id }) => {
    const folded = fold(`${label} ${id}`);
    return wanted.every((word) => folded.includes(word));
  });
}
