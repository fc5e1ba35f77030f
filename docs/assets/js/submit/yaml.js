/** An entry as the text of its file, to the byte as scripts/literature/render/entry_yaml.py writes it. */
import { isList } from "./record.js";
import { lengthOf } from "./text.js";

const WIDTH = 100;
const QUOTED = ["title", "alt_titles", "arxiv", "volume", "number", "published", "added", "nickname"];
const FOLDED = ["summary", "notes"];
const PLAIN = new RegExp(
  "^[A-Za-z\\u00c0-\\uffef][^\\0-\\x1f:#\"'\\[\\]{},&*!|>%@`]*(?:,[^\\0-\\x1f:#\"'\\[\\]{}&*!|>%@`]*)?$", "u");
const WITH_MEANING = ["true", "false", "yes", "no", "on", "off", "null", "y", "n", "nan", "inf"];
const SCHEME = "https:" + "//";

/** @param {import("./record.js").Entry} entry @param {import("./record.js").Format} format */
export function renderEntry(entry, format) {
  return format.order.flatMap((name) => fieldLines(name, entry[name], format)).map((line) => `${line}\n`).join("");
}

function fieldLines(name, value, format) {
  if (!value?.length) return [];
  if (format.terms.has(name) && isList(format, name)) {
    const line = `${name}: [${value.join(", ")}]`;
    if (lengthOf(line) <= WIDTH) return [line];
    return [`${name}:`, ...value.map((id) => `  - ${id}`)];
  }
  return valueLines(name, name, value, "");
}

/**
 * A value under a key: one line, a folded text, or an item per line.
 * @param {string} key @param {string} name  of the field, which decides about quotes
 */
export function valueLines(key, name, value, indent) {
  if (Array.isArray(value)) return [`${indent}${key}:`, ...value.map((item) => `${indent}  - ${scalar(name, item)}`)];
  if (FOLDED.includes(name)) return [`${indent}${key}: >-`, ...folded(value, `${indent}  `)];
  return [`${indent}${key}: ${scalar(name, value)}`];
}

/** Plain where that is safe for every reader, else in double quotes. */
function scalar(name, text) {
  const isPlain = !QUOTED.includes(name)
    && !WITH_MEANING.includes(text.toUpperCase().toLowerCase())
    && (PLAIN.test(text) || (text.startsWith(SCHEME) && !/\s#|: /.test(text)))
    && !/[ :]$/.test(text);
  return isPlain ? text : `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/** Lines of whole words; a word that is longer than a line stays whole. */
function folded(text, indent) {
  const lines = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line && lengthOf(indent + line) + 1 + lengthOf(word) > WIDTH) {
      lines.push(indent + line);
      line = word;
    } else {
      line = line ? `${line} ${word}` : word;
    }
  }
  return [...lines, indent + line];
}
