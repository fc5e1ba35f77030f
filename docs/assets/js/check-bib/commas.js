/** Names in lists that BibTeX cannot take apart: a comma at the end, or commas where "and" belongs. */
import { decoded } from "../bibtex/bytes.js";
import { isDamaged } from "./capitals.js";

const INITIALS = /^(?:[A-Z\x80-\xff][a-z]?[.\-~ ]*){1,4}$/;

/**
 * @param {import("./work.js").Work} work @param {string} text  of the file
 * @returns {Generator<import("./report.js").Finding>}
 */
export function* checkCommas(work, text) {
  for (const name of ["author", "editor"]) {
    const field = work.raw.get(name);
    if (!field || field.isBare || isDamaged(work, name) || text.slice(field.start + 1, field.end - 1) !== field.text) continue;
    const names = outside(field.text, /[ \t\r\n]+and[ \t\r\n]+/iy);
    const mended = names.flatMap(mendedName);
    const isDoubtful = mended.some((it) => outside(it, /,/y).length > 3);
    const isChanged = mended.join(" and ") !== names.join(" and ");
    if (!isDoubtful && !isChanged) continue;
    yield { group: "damaged", line: work.line, key: work.key, at: work.at,
      words: isDoubtful ? `${name}: a name with more than two commas; names are joined by “and”.` : `${name}: commas where BibTeX wants none; names are joined by “and”.`,
      rows: isChanged ? [[name, decoded(field.text), decoded(mended.join(" and "))]] : [],
      edits: isChanged && !isDoubtful ? [{ start: field.start, end: field.end, text: `{${mended.join(" and ")}}` }] : [] };
  }
}

/** One name without commas at its ends; or the names of a list that commas join. */
function mendedName(whole) {
  const parts = outside(whole, /[ \t\r\n]*,[ \t\r\n]*/y).map((part) => part.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, ""));
  const some = parts.filter(Boolean);
  const isHole = some.length < parts.length;
  if (some.length > 3 && some.length % 2 === 0 && some.every((part, at) => at % 2 === 0 || INITIALS.test(part))) {
    return some.flatMap((part, at) => (at % 2 ? [] : [`${part}, ${some[at + 1]}`]));
  }
  if (some.length > 2 && some.every((part) => /[^ ][ ~][^ ]/.test(part))) return some;
  return isHole ? [some.join(", ")].filter(Boolean) : [whole];
}

/** The parts between separators that stand outside braces. */
function outside(value, separator) {
  const parts = [];
  let from = 0;
  for (let at = 0, depth = 0; at < value.length;) {
    separator.lastIndex = at;
    const found = depth === 0 ? separator.exec(value)?.[0] : "";
    if (found) {
      parts.push(value.slice(from, at));
      at += found.length;
      from = at;
      continue;
    }
    depth += (value[at] === "{") - (value[at] === "}");
    at++;
  }
  return [...parts, value.slice(from)];
}
