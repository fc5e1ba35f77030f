/**
 * One BibTeX entry taken apart: braces, quotes, "#", macros of @string and of months.
 * @typedef {{type: string, key: string, fields: Record<string, string>, faults: string[]}} Bibtex
 *   names of fields in small letters, values without their delimiters, LaTeX still in them; faults:
 *   sentences about what could not be read
 */

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** Whether a text is meant as BibTeX. @param {string} text */
export const isBibtex = (text) => /^\s*(?:%[^\n]*\n\s*)*@[a-z]+\s*[{(]/i.test(text);

/** @param {string} text @returns {Bibtex|null} null when there is no entry in it */
export function readBibtex(text) {
  const source = { text: text.slice(0, 100_000), at: 0 };
  const macros = new Map(MONTHS.map((name, at) => [name, String(at + 1)]));
  let first = null;
  for (const start of source.text.matchAll(/@([A-Za-z]+)\s*([{(])/g)) {
    if (start.index < source.at) continue; // inside what was read
    source.at = start.index + start[0].length;
    const type = start[1].toLowerCase();
    if (type === "comment" || type === "preamble") {
      source.at--;
      skipGroup(source);
    } else if (type === "string") {
      for (const [name, value] of Object.entries(readFields(source, macros, []))) macros.set(name, value);
    } else if (first) {
      first.faults.push("There are several entries; only the first was read.");
      break;
    } else {
      first = readOne(source, type, macros);
    }
  }
  return first;
}

function readOne(source, type, macros) {
  const faults = [];
  const key = take(source, /[^\s,{}()"#=]*/y);
  take(source, /\s*,?/y);
  return { type, key, fields: readFields(source, macros, faults), faults };
}

/** Fields up to the brace that closes the entry. */
function readFields(source, macros, faults) {
  const fields = {};
  for (;;) {
    take(source, /[\s,]*/y);
    if (take(source, /[})]/y)) return fields;
    const name = take(source, /[^\s=,{}()"#]+(?=\s*=)/y).toLowerCase();
    if (!name) {
      faults.push(source.at >= source.text.length ? "The entry does not end: a brace is missing."
        : `After “${source.text.slice(Math.max(0, source.at - 20), source.at).trim()}” something else than a field was found; the rest was not read.`);
      source.at = source.text.length;
      return fields;
    }
    take(source, /\s*=\s*/y);
    const value = readValue(source, macros, faults, name);
    if (Object.hasOwn(fields, name)) faults.push(`${name} stands there twice; the first was taken.`);
    else fields[name] = value;
  }
}

/** Pieces joined by "#". */
function readValue(source, macros, faults, field) {
  let value = "";
  do {
    take(source, /\s*/y);
    const sign = source.text[source.at];
    if (sign === "{") value += readBraced(source);
    else if (sign === '"') value += readQuoted(source);
    else {
      const word = take(source, /[^\s,{}()"#=]+/y);
      if (/^[0-9]+$/.test(word) || !word) value += word;
      else if (macros.has(word.toLowerCase())) value += macros.get(word.toLowerCase());
      else faults.push(`${field}: nothing says what ${word} stands for; it was left out.`);
    }
  } while (take(source, /\s*#/y));
  if (/(?:^|[\s,}])[a-z]{3,}\s*=\s*[{"]/i.test(value)) faults.push(`${field}: a brace or comma seems to be missing in it.`);
  return value.replace(/\s+/g, " ").trim();
}

function readBraced(source) {
  const start = source.at + 1;
  skipGroup(source);
  return source.text.slice(start, source.text[source.at - 1] === "}" ? source.at - 1 : source.at);
}

function readQuoted(source) {
  const start = ++source.at;
  for (let depth = 0; source.at < source.text.length; source.at++) {
    const sign = source.text[source.at];
    if (sign === "\\") source.at++;
    else if (sign === "{") depth++;
    else if (sign === "}") depth--;
    else if (sign === '"' && depth <= 0) break;
  }
  return source.text.slice(start, source.at++);
}

/** Moves behind the brace that closes the one here. */
function skipGroup(source) {
  let depth = 0;
  while (source.at < source.text.length) {
    const sign = source.text[source.at++];
    if (sign === "\\") source.at++;
    else if (sign === "{" || (depth === 0 && sign === "(")) depth++;
    else if (sign === "}" && --depth <= 0) return;
  }
}

function take(source, pattern) {
  pattern.lastIndex = source.at;
  const found = pattern.exec(source.text)?.[0] ?? "";
  source.at += found.length;
  return found;
}
