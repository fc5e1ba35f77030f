/** Entries of a file that are one work, or share a key. */
import { comparisonForm } from "../find/fold.js";
import { withoutBlock } from "./edits.js";
import { ID_KINDS, idForm } from "./library.js";
import { shareAuthor } from "./names.js";

const SHORTEST = 12;

/**
 * @param {import("./work.js").Work[]} works @param {{text: string, cited: Set<string>|null}} desk  cited: keys of a .tex
 * @returns {Generator<import("./report.js").Finding>} told of the later one, with the earlier
 */
export function* checkDuplicates(works, { text, cited }) {
  const byKey = new Map(), byId = new Map(), byTitle = new Map(), byEntry = new Map();
  const taken = new Set(works.map(({ key }) => key.toLowerCase()));
  for (const work of works) {
    const sameKey = first(byKey, work.key && work.key.toLowerCase(), work);
    const ids = ID_KINDS.filter((kind) => work.ids[kind]).map((kind) => first(byId, idForm(kind, work.ids[kind]), work));
    const form = comparisonForm(work.title);
    const titled = first(byTitle, form.length >= SHORTEST && form, work);
    const sameTitle = titled && !isApart(titled, work) && (!titled.authors.length || !work.authors.length || shareAuthor(titled.authors, work.authors)) ? titled : null;
    const sameEntry = first(byEntry, work.at >= 0 && work.at, work);
    const other = ids.find(Boolean) ?? sameTitle ?? sameEntry;
    const base = { group: "twice", line: work.line, key: work.key, at: work.at };
    const rows = (twin) => [["Line", String(twin.line), String(work.line)], ["Key", twin.key, work.key], ["Title", twin.title, work.title]];
    if (sameKey) {
      const isSame = other === sameKey || (!work.title && !other);
      const name = isSame ? "" : freeKey(work.key, taken);
      yield { ...base, rows: rows(sameKey), words: isSame ? "The same key and the same work; the second goes." : `The same key for another work; it becomes ${name}.`,
        edits: isSame ? withoutBlock(text, work.block) : [{ start: work.block.keyStart, end: work.block.keyEnd, text: work.block.key + name.slice(work.key.length) }] };
    }
    if (other && other !== sameKey) {
      const how = ids.some(Boolean) ? "the same identifier" : sameTitle ? "the same title" : "the same entry of this site";
      const isCited = !cited || cited.has(work.key) || !cited.has(other.key);
      yield { ...base, rows: rows(other), words: `Twice under two keys: ${how}.${cited && !isCited ? " The second is not cited and goes." : ""}`,
        edits: isCited ? [] : withoutBlock(text, work.block) };
    }
  }
}

/** Whether works with one title are two all the same: volumes of a book, or DOIs of two that a venue published. */
function isApart(one, other) {
  const differ = (name) => one.value(name) && other.value(name) && one.value(name) !== other.value(name);
  if (/book|collection|proceedings$|reference/.test(one.type) && one.type === other.type && differ("volume")) return true;
  return !one.isPreprint && !other.isPreprint && one.ids.doi && other.ids.doi && idForm("doi", one.ids.doi) !== idForm("doi", other.ids.doi);
}

/** The work that had this name first; null when it is the first, or has none. */
function first(map, name, work) {
  if (name === false || name === "" || name === undefined) return null;
  if (map.has(name)) return map.get(name);
  map.set(name, work);
  return null;
}

function freeKey(key, taken) {
  for (let number = 2; ; number++) {
    const free = `${key}-${number}`;
    if (taken.has(free.toLowerCase())) continue;
    taken.add(free.toLowerCase());
    return free;
  }
}
