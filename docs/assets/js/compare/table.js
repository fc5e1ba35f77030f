/**
 * The comparison as a table: a line for each field, a cell for each entry. Pure.
 * @typedef {import("../find/types.js").Whole} Whole
 * @typedef {{text: string, href: string, path: string,
 *   mark: ""|"all"|"some"|"alone"}} Item
 *   href: an address elsewhere; path: a page of this site; mark: of a list, who else has it
 * @typedef {{label: string, form: "list"|"names"|"text"|"value", cells: Item[][], isSame: boolean}} Line
 *   cells: one for each entry, empty where nothing is recorded
 */

const item = (text, { href = "", path = "" } = {}) => ({ text, href, path, mark: "" });
const value = (text) => (text ? [item(text)] : []);

/** What stands in each line, in this order; facets come where they are named. */
const BEFORE = [
  ["Short name", "value", (work) => value(work.nickname)],
  ["Summary", "text", (work) => value(work.row.summary)],
  ["Authors", "names", (work) => work.row.allAuthors.map((name) => item(name))],
  ["First published", "value", (work) => value(work.row.published)],
  ["Where", "value", (work) => value(work.row.where)],
];
const AFTER = [
  ["Code", "value", (work) => [item(work.row.hasCode ? "yes" : "no link recorded")]],
  ["Links", "text", (work) => work.row.links.map(([label, href]) => item(label, { href }))],
  ...["arXiv", "DOI", "OpenReview", "Anthology"].map((name) => [name, "text", (work) => value(work.ids[name])]),
  ["Other titles", "text", (work) => work.altTitles.map((title) => item(title))],
  ["Key", "text", (work) => value(work.row.key)],
  ["Added", "value", (work) => value(work.added)],
];
const VENUES = "venues"; // "Where" says it with its year

/** @param {Whole[]} works @returns {Line[]} without the lines that are empty for all */
export function tableOf(works) {
  if (!works.length) return [];
  const facets = works[0].facets.filter(({ id }) => id !== VENUES).map(({ id, label, singular }) => {
    const termsOf = (work) => work.facets.find((facet) => facet.id === id)?.terms ?? [];
    const shown = works.some((work) => termsOf(work).length > 1) ? label : singular;
    return [shown, "list", (work) => termsOf(work).map((term) => item(term.label, { path: term.path }))];
  });
  return [...BEFORE, ...facets, ...AFTER]
    .map(([label, form, read]) => lineOf(label, form, works.map(read)))
    .filter(({ cells }) => cells.some((cell) => cell.length));
}

function lineOf(label, form, cells) {
  const contents = cells.map((cell) => cell.map(({ text, href }) => `${text} ${href}`).sort().join("\n"));
  const isSame = cells.length > 1 && new Set(contents).size === 1;
  const isMarked = MARKED.includes(form) && cells.length > 1;
  return { label, form, isSame, cells: isMarked ? cells.map((cell) => marked(cell, cells)) : cells };
}

const MARKED = ["list", "names"];

/** Items of a list with who else has them. */
function marked(cell, cells) {
  const holders = (text) => cells.filter((other) => other.some((it) => it.text === text)).length;
  return cell.map((it) => {
    const count = holders(it.text);
    return { ...it, mark: count === cells.length ? "all" : count === 1 ? "alone" : "some" };
  });
}

/** How many lines differ, as a sentence says it. */
export function differWords(lines, count) {
  const differing = lines.filter((line) => !line.isSame).length;
  const entries = `${count} ${count === 1 ? "entry" : "entries"}`;
  return count < 2 ? entries : `${entries}, ${differing} of ${lines.length} fields differ`;
}
