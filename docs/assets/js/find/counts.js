/** How many entries each value of each filter would show, were it chosen now. */
import { positions, size, sizeOfBoth } from "./bits.js";

const MOST_AUTHORS = 200;

/**
 * A value is counted among the entries that all other filters leave; what its own filter excludes
 * stays excluded.
 * @param {import("./types.js").Columns} columns
 * @param {import("./facets.js").Filters} filters
 * @param {import("./facets.js").Selection} selection  of that state
 * @param {import("./types.js").State} state
 * @returns {import("./types.js").Counts}
 */
export function countsOf(columns, filters, selection, state) {
  const ids = new Set(selection.conditions.map(({ id }) => id));
  const left = (id) => (ids.has(id) ? filters.without(selection, id) : selection.bits);
  const ofTerms = ({ id, terms }) => {
    const bits = left(`${id}.any`);
    return [id, Object.fromEntries(filters.terms.get(id).map((set, at) => [terms[at].id, sizeOfBoth(bits, set)]))];
  };
  const yearBits = left("years");
  return {
    ...Object.fromEntries(columns.facets.map(ofTerms)),
    authors: authorCounts(columns.people, left("authors.any"), state.authors),
    code: yesAndNo(left("code"), filters.code), reviewed: yesAndNo(left("reviewed"), filters.reviewed),
    years: Object.fromEntries([...filters.years].map(([year, set]) => [year, sizeOfBoth(yearBits, set)])),
  };
}

function yesAndNo(bits, set) {
  const yes = sizeOfBoth(bits, set);
  return [yes, size(bits) - yes];
}

/** Those with most entries first; those that are asked for are always among them. */
function authorCounts({ slugs, labels, starts, values, find }, bits, { any, none }) {
  const counts = new Int32Array(slugs.length);
  for (const at of positions(bits)) {
    for (let n = starts[at]; n < starts[at + 1]; n++) counts[values[n]] += 1;
  }
  const chosen = new Set([...any, ...none].map(find).filter((person) => person >= 0));
  for (const person of largest(counts, MOST_AUTHORS)) chosen.add(person);
  return [...chosen].sort((a, b) => counts[b] - counts[a] || a - b)
    .map((person) => ({ slug: slugs[person], label: labels[person], n: counts[person] }));
}

/** Positions of the largest numbers above 0, at most so many; the first of equal ones. */
function largest(counts, most) {
  const highest = counts.reduce((a, b) => Math.max(a, b), 0);
  const howMany = new Int32Array(highest + 1);
  for (let at = 0; at < counts.length; at++) howMany[counts[at]] += 1;
  let least = highest;
  let above = 0; // numbers larger than `least`
  while (least > 1 && above + howMany[least] <= most) above += howMany[least--];
  let equal = most - above;
  const found = [];
  for (let at = 0; at < counts.length; at++) {
    const count = counts[at];
    if (count > 0 && (count > least || (count === least && equal-- > 0))) found.push(at);
  }
  return found;
}
