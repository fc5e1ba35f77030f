/** Which terms of a facet a typed text means, best first. Pure. */
import { fold } from "../find/fold.js";

/** @param {import("./record.js").Term[]} terms @param {string} typed @returns {import("./record.js").Term[]} */
export function matching(terms, typed) {
  const wanted = fold(typed).trim();
  if (!wanted) return terms;
  return terms.map((term, at) => [term, rankOf(term, wanted), at]).filter(([, rank]) => rank < NOT)
    .sort(([, one, at], [, other, place]) => one - other || at - place).map(([term]) => term);
}

const NOT = 9;

function rankOf({ id, label, name = "", aliases = [], description = "", short = "" }, wanted) {
  const own = fold(label);
  const others = [name, ...aliases, id].map(fold);
  if (own.startsWith(wanted)) return 0;
  if (others.some((text) => text.startsWith(wanted))) return 1;
  if ([own, ...others].some((text) => text.includes(wanted))) return 2;
  return wanted.length > 2 && fold(`${short} ${description}`).includes(wanted) ? 3 : NOT;
}
