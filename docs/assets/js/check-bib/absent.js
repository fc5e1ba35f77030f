/**
 * Entries of the site on the topics of a file that the file does not have. Terms count most, then
 * words of titles and authors; rare ones more, as in scripts/literature/related.py.
 * @typedef {{at: number, why: string}} Absent
 */
import { FUNCTION_WORDS, words } from "../find/fold.js";

const COUNT = 10;
// Facets that say how and where a work appeared, not what it is about.
const LEFT_OUT = new Set(["kinds", "venues"]);
const SHARE = { t: 1, w: 0.6, a: 0.4 };
const REASONS = 3;
const COMMON = 1 / 3; // of all entries have it: no reason by itself

/** @param {number[]} present  positions of entries @param {import("./library.js").Library} library @returns {Absent[]} best first */
export function absentEntries(present, { columns }) {
  const own = new Set(present);
  if (!own.size || own.size === columns.count) return [];
  const features = Array.from({ length: columns.count }, (_, at) => featuresOf(columns, at));
  const holders = new Map();
  for (const list of features) for (const name of list) holders.set(name, (holders.get(name) ?? 0) + 1);
  const weight = (name) => SHARE[name[0]] * Math.log(1 + columns.count / holders.get(name)) ** 2;
  const inFile = new Map();
  for (const at of own) for (const name of features[at]) inFile.set(name, (inFile.get(name) ?? 0) + 1);
  const scored = [];
  features.forEach((list, at) => {
    if (own.has(at)) return;
    let score = 0, length = 0;
    for (const name of list) {
      length += weight(name);
      const count = inFile.get(name);
      // What many works of the file have tells its topic; what one has may be chance.
      if (count) score += weight(name) * Math.sqrt(count / own.size) * Math.min(1, count / 2);
    }
    scored.push({ at, score: score / Math.sqrt(length || 1) });
  });
  const rare = (list) => [...list].filter((name) => holders.get(name) <= COMMON * columns.count);
  scored.sort((one, other) => other.score - one.score || one.at - other.at);
  return scored.slice(0, COUNT).filter(({ score }) => score > 0)
    .map(({ at }) => ({ at, why: reasonOf(rare(features[at]), inFile, weight, columns) || reasonOf(features[at], inFile, weight, columns) }));
}

function featuresOf(columns, at) {
  const found = new Set();
  for (const facet of columns.facets) {
    if (!LEFT_OUT.has(facet.id)) for (const term of facet.all[at]) found.add(`t${facet.id}/${term}`);
  }
  for (const word of words(columns.titles[at])) if (word.length > 2 && !FUNCTION_WORDS.has(word)) found.add(`w${word}`);
  for (const name of columns.authors[at]) found.add(`a${name}`);
  return found;
}

/** "Probing (12 of your works), CLIP (7)". */
function reasonOf(features, inFile, weight, columns) {
  const shared = [...features].filter((name) => inFile.has(name))
    .sort((one, other) => weight(other) * inFile.get(other) - weight(one) * inFile.get(one));
  const terms = shared.filter((name) => name[0] === "t");
  const authors = shared.filter((name) => name[0] === "a");
  const chosen = [...terms.slice(0, REASONS), ...authors.slice(0, 1)];
  const shown = chosen.length ? chosen : shared.slice(0, REASONS);
  return shown.map((name, at) => `${labelOf(name, columns)} (${inFile.get(name)}${at ? "" : " of your works"})`).join(", ");
}

function labelOf(name, columns) {
  if (name[0] === "w") return `“${name.slice(1)}”`;
  if (name[0] === "a") return columns.names[Number(name.slice(1))].printed;
  const [facet, term] = name.slice(1).split("/");
  return columns.facetById.get(facet).terms[Number(term)].label;
}
