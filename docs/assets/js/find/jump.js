/** Terms that a query names: ways to a page instead of a list. */
import { comparisonForm, siblings, words } from "./fold.js";

const MOST = 5;

/**
 * Reads the vocabulary once.
 * @returns {(typed: string[], isOpen: boolean) => {facet: object, term: object}[]}  for folded
 *   words, the last of which may be unfinished: at most five terms that have entries, best first
 */
export function createJump(columns) {
  const all = columns.facets.flatMap((facet) => {
    const counts = new Int32Array(facet.terms.length);
    for (const terms of facet.all) for (const term of terms) counts[term] += 1;
    return facet.terms.filter((term) => counts[term.at]).map((term) => ({
      facet, term, count: counts[term.at],
      label: comparisonForm(term.label),
      others: [term.id, ...term.spellings].map(comparisonForm),
      starts: ` ${words(term.label).join(" ")}`,
    }));
  });
  return (typed, isOpen) => {
    if (!typed.length) return [];
    const joined = typed.join("");
    const query = {
      joined, forms: siblings(joined), spaced: ` ${typed.join(" ")}`, isOpen: isOpen && joined.length > 1,
    };
    const found = [];
    for (const it of all) {
      const rank = rankOf(it, query);
      if (rank) found.push({ it, rank });
    }
    return found.sort((a, b) => b.rank - a.rank || b.it.count - a.it.count)
      .slice(0, MOST).map(({ it: { facet, term } }) => ({ facet, term }));
  };
}

/** 5 for the label, 4 for another spelling, less for their start; 0 when it is not named. */
function rankOf({ label, others, starts }, { joined, forms, spaced, isOpen }) {
  if (label === joined || forms.includes(label)) return 5;
  if (others.some((other) => other === joined || forms.includes(other))) return 4;
  if (!isOpen) return 0;
  if (label.startsWith(joined)) return 3;
  if (others.some((other) => other.startsWith(joined))) return 2;
  return starts.includes(spaced) ? 1 : 0;
}
