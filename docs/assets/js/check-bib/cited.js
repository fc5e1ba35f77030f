/** The keys of a .tex beside a file, or beside the entries of the site where it comes alone. */
import { readIdentifiers } from "../submit/identify.js";
import { distance } from "../find/distance.js";
import { comparisonForm } from "../find/fold.js";
import { ID_KINDS, idForm } from "./library.js";
import { readText } from "./work.js";

const SHORTEST = 16;

/**
 * @param {import("./tex.js").Tex} tex @param {import("./work.js").Work[]} works
 * @returns {Generator<import("./report.js").Finding>}
 */
export function* checkCited(tex, works) {
  const keys = new Set(works.map(({ key }) => key));
  for (const [key, line] of tex.cited) {
    if (keys.has(key) || tex.items.some((item) => item.key === key)) continue;
    const near = nearest(key, keys);
    yield { group: "uncited", line, key, words: "Cited, but no entry has this key.", rows: near ? [["Meant?", key, near]] : [], edits: [] };
  }
  if (tex.isAll) return;
  for (const { key, line } of works) {
    if (key && !tex.cited.has(key)) yield { group: "uncited", line, key, words: "In the .bib, but never cited.", rows: [], edits: [] };
  }
}

/** The citations of a .tex without a .bib that are entries of the site. */
export function* matchTex(tex, library, latex) {
  const items = new Map(tex.items.map((item) => [item.key, item]));
  for (const key of new Set([...tex.cited.keys(), ...items.keys()])) {
    const item = items.get(key);
    const line = tex.cited.get(key) ?? item.line;
    const at = library.columns.findKey(key);
    const found = item ? itemMatch(item, library, latex) : null;
    yield found ? { key, line, ...found } : { key, line, at, how: at >= 0 ? "key" : "" };
  }
}

/** By an identifier in the text of an item, else by a title that stands in it whole. */
function itemMatch({ text }, library, latex) {
  const words = readText(text.replace(/\\(?:newblock|emph|textit|url|href)\b/g, " ").replace(/\s+/g, " "), latex).text;
  for (const chunk of words.split(/[\s,;{}]+/)) {
    if (chunk.length < 7) continue;
    const { found } = readIdentifiers(chunk);
    for (const kind of ID_KINDS) {
      const at = found[kind] ? library.byId.get(idForm(kind, found[kind])) : undefined;
      if (at !== undefined) return { at, how: "identifier in the text" };
    }
  }
  const form = comparisonForm(words);
  for (const at of library.likely(words)) {
    const title = comparisonForm(library.columns.titles[at]);
    if (title.length >= SHORTEST && form.includes(title)) return { at, how: "title in the text" };
  }
  return null;
}

function nearest(key, keys) {
  if (key.length < 4) return "";
  const start = key.slice(0, 2).toLowerCase();
  for (const other of keys) {
    if (Math.abs(other.length - key.length) <= 2 && (other.toLowerCase() === key.toLowerCase() || (other.slice(0, 2).toLowerCase() === start && distance(key, other, 1) <= 1))) return other;
  }
  return "";
}
