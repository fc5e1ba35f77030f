/** What a reader typed, taken apart: words, phrases, exclusions, fields and identifiers. */
import { fold, words as wordsOf } from "./fold.js";
import { idIn } from "./ids.js";

/**
 * @typedef {{
 *   text: string,
 *   words: {text: string, isLast: boolean}[],
 *   phrases: string[],
 *   without: string[],
 *   fields: {name: string, value: string, isNot: boolean}[],
 *   ids: import("./ids.js").Id[],
 * }} Query  `text` as typed, cut; words and phrases folded; isLast: may still be being typed.
 */

export const MOST_LETTERS = 1000;
const QUOTED = /^["“”„«»]([^"“”„«»]*)["“”„«»]/;
const NAMED = /^([\p{L}][\p{L}\p{N}_-]{0,40}):(\s*)/u;
/** Fields that every library has; the engine adds those of its facets. */
export const FIELDS = ["author", "authors", "year", "title", "tag", "key", "doi", "arxiv"];
const ID_FIELDS = ["arxiv", "doi"];

/**
 * Never throws; any text is a query.
 * @param {string} text
 * @param {(name: string) => boolean} isField  whether a folded name is a field of this library
 * @returns {Query}
 */
export function parseQuery(text, isField = (name) => FIELDS.includes(name)) {
  const typed = String(text ?? "").slice(0, MOST_LETTERS);
  const query = { text: typed.trim(), words: [], phrases: [], without: [], fields: [], ids: [] };
  let rest = typed.replace(/[\p{Cc}\p{Cs}\p{Z}]/gu, " ").trimStart();
  let endsInWord = false;
  while (rest) {
    const known = query.words.length;
    rest = readPart(rest, query, isField);
    endsInWord = query.words.length > known && !rest && /[\p{L}\p{N}\p{M}]$/u.test(typed);
    rest = rest.trimStart();
  }
  if (endsInWord) query.words.at(-1).isLast = true;
  return query;
}

/** Reads the first part of the text into the query; what is left. */
function readPart(text, query, isField) {
  const isNot = /^-["“„«\p{L}\p{N}]/u.test(text);
  const body = isNot ? text.slice(1) : text;
  const field = readField(body, isField);
  if (field) {
    putField(query, field, isNot);
    return field.rest;
  }
  const [value, isQuoted, rest] = readValue(body);
  const folded = wordsOf(value);
  const id = isNot || value.includes(" ") ? null : idIn(value);
  if (id) query.ids.push(id);
  else if (!isNot && !isQuoted) query.words.push(...folded.map((word) => ({ text: word, isLast: false })));
  else if (folded.length) (isNot ? query.without : query.phrases).push(folded.join(" "));
  return rest;
}

function putField(query, { name, value }, isNot) {
  const id = !isNot && ID_FIELDS.includes(name) ? idIn(`${name}:${value}`) : null;
  if (id) query.ids.push(id);
  else query.fields.push({ name, value, isNot });
}

/** `name:value`. A blank may follow the names in FIELDS alone: titles have "... Models: A ...". */
function readField(text, isField) {
  const match = NAMED.exec(text);
  const name = match && fold(match[1]);
  if (!match || !isField(name) || (match[2] && !FIELDS.includes(name))) return null;
  const after = text.slice(match[0].length);
  const [value, , rest] = NAMED.test(after) && match[2] ? ["", false, after] : readValue(after);
  return { name, value: value.trim(), rest };
}

/** The first value, whether it stood in quotes, and what is left. */
function readValue(text) {
  const quoted = QUOTED.exec(text);
  if (quoted) return [quoted[1], true, text.slice(quoted[0].length)];
  const end = text.indexOf(" ");
  return end < 0 ? [text, false, ""] : [text.slice(0, end), false, text.slice(end)];
}
