/**
 * What the cells of a map count for a span of years, with and without what is no study. Pure.
 * @typedef {{from: number, to: number, hasOthers: boolean}} View
 * @typedef {{facet: string, terms: [string, string][]}} Side
 * @typedef {{years: number[], works: number[], others: number[]}} Cell years: triples of year, studies, others
 * @typedef {{first: number, unit: number, none: Record<string, string[]>, rows: Side, columns: Side,
 *   works: [string, string, number][], cells: Map<number, Cell>}} Crossing
 */

const VERSION = 1;
const DOUBLINGS = [1, 2, 4, 8, 16];
const MOST_WORKS = 3;

/** @param {any} json the file of a map @returns {Crossing} */
export function readCrossing(json) {
  if (json?.version !== VERSION) throw new Error("not a map of this version");
  const cells = new Map(json.cells.map(([row, column, years, works, others]) =>
    [placeOf(json, row, column), { years, works, others }]));
  return { ...json, cells };
}

const placeOf = ({ columns }, row, column) => row * (columns.terms.length + 1) + column;
const cellAt = (crossing, row, column) => crossing.cells.get(placeOf(crossing, row, column));

/**
 * Entries of a cell. A row or column behind the last one stands for all.
 * @param {Crossing} crossing @param {View} view
 */
export function countOf(crossing, row, column, { from, to, hasOthers }) {
  const years = cellAt(crossing, row, column)?.years ?? [];
  let count = 0;
  for (let at = 0; at < years.length; at += 3) {
    const year = crossing.first + years[at];
    if (from <= year && year <= to) count += years[at + 1] + (hasOthers ? years[at + 2] : 0);
  }
  return count;
}

/** The newest works of a cell that the file names and the view has. @returns {{title: string, year: number}[]} */
export function worksOf(crossing, row, column, { from, to, hasOthers }) {
  const cell = cellAt(crossing, row, column);
  if (!cell) return [];
  return [...cell.works, ...(hasOthers ? cell.others : [])]
    .map((at) => ({ title: crossing.works[at][1], year: crossing.works[at][2] }))
    .filter(({ year }) => from <= year && year <= to)
    .sort((a, b) => b.year - a.year).slice(0, MOST_WORKS);
}

/** The shade of a count: 0 for none, 5 for the darkest. */
export const stepOf = (count, unit) =>
  DOUBLINGS.filter((bound) => count >= (bound > 1 ? bound * unit : 1)).length;

/** "Bees, Traps"; "All" where no term is named. */
export function pairOf({ rows, columns }, row, column) {
  const labels = [rows.terms[row], columns.terms[column]].filter(Boolean).map(([, label]) => label);
  return labels.join(", ") || "All";
}

/** What a screen reader says of a cell; sums are always numbers. @param {View} view */
export function saidOf(crossing, row, column, view) {
  const count = countOf(crossing, row, column, view);
  const isSum = !crossing.rows.terms[row] || !crossing.columns.terms[column];
  return `${pairOf(crossing, row, column)}: ${count || isSum ? count.toLocaleString("en") : noneWords(view)}`;
}

/** @param {View} view */
export const noneWords = ({ hasOthers }) => (hasOthers ? "no entry here" : "no study here");

/** Pairs of two terms, and how many of them are empty. @param {View} view */
export function emptyOf(crossing, view) {
  const [rows, columns] = [crossing.rows.terms.length, crossing.columns.terms.length];
  let empty = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) empty += countOf(crossing, row, column, view) ? 0 : 1;
  }
  return { empty, pairs: rows * columns };
}

/**
 * The query of the view of the library that a cell counts, as find/state.js writes it.
 * @param {Crossing} crossing @param {View} view @param {[number, number]} span years that bound nothing
 */
export function queryOf(crossing, row, column, { from, to, hasOthers }, [first, last]) {
  const sides = new Map();
  const add = (facet, values) => sides.set(facet, [...(sides.get(facet) ?? []), ...values]);
  for (const [{ facet, terms }, at] of [[crossing.rows, row], [crossing.columns, column]]) {
    if (terms[at]) add(facet, [terms[at][0]]);
  }
  if (!hasOthers) for (const [facet, terms] of Object.entries(crossing.none)) add(facet, terms.map((term) => `-${term}`).sort());
  const parts = [...sides].sort(([a], [b]) => (a < b ? -1 : 1)).map(([facet, values]) => [facet, values.join(",")]);
  const bounds = [from > first ? from : "", to < last ? to : ""];
  if (bounds.some(Boolean)) parts.push(["year", from === to ? String(from) : bounds.join("-")]);
  const query = new URLSearchParams(parts).toString().replaceAll("%2C", ",");
  return query && `?${query}`;
}
