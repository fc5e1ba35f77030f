/** Names and acronyms in titles that a style would set in small letters. */
import { decoded } from "../bibtex/bytes.js";
import { CAPITALS_MATTER } from "../bibtex/capitals.js";

// Outside braces; signs beyond ASCII are bytes of letters.
const WORD = /[A-Za-z0-9\x80-\xff](?:[^ \t\r\n{}"$~\\]*[A-Za-z0-9\x80-\xff])?/y;
const PROTECTED = /(?<![\\\p{L}])\{([^{}\\$]+)\}/gu;
const LOUD = 0.6; // of the words are in capitals: nothing tells acronyms from others

/**
 * @param {import("./work.js").Work} work @param {string} text  of the file
 * @param {string} record  the title in the entry's own record; "" without one
 * @returns {Generator<import("./report.js").Finding>}
 */
export function* checkCapitals(work, text, record) {
  const field = work.raw.get("title");
  if (!field || isDamaged(work, "title") || !/^["{]/.test(text[field.start]) || isLoud(work.title)) return;
  const names = new Set(Array.from(record.matchAll(PROTECTED), (found) => found[1]));
  const found = bareWords(text, field).filter(({ word }) => CAPITALS_MATTER.test(word) || names.has(word));
  if (!found.length) return;
  const words = [...new Set(found.map(({ word }) => decoded(word)))];
  yield { group: "capitals", line: work.line, key: work.key, at: work.at, words: words.map((word) => `{${word}}`).join(", "),
    rows: [["Title", work.title, ""]], edits: found.flatMap(({ start, end }) => [{ start, end: start, text: "{" }, { start: end, end, text: "}" }]) };
}

/** Whether what mends the field comes first. */
export const isDamaged = ({ block }, name) =>
  block.faults.some((fault) => fault.name.toLowerCase() === name && fault.code !== "macro" && fault.code !== "twice");

/** The words of a value that stand in no braces and no formula, with their places. */
function bareWords(text, { start, end }) {
  const found = [];
  const outer = text[start] === "{" ? 1 : 0;
  let depth = 0, isFormula = false;
  for (let at = start; at < end;) {
    const sign = text[at];
    if (sign === "{") depth++;
    else if (sign === "}") depth--;
    else if (sign === "$") isFormula = !isFormula;
    else if (sign === "\\") {
      at += /^\\(?:[A-Za-z]+|[^])/.exec(text.slice(at, at + 60))[0].length;
      continue;
    } else if (depth === outer && !isFormula) {
      WORD.lastIndex = at;
      const word = WORD.exec(text)?.[0];
      if (word) {
        const isPart = /[A-Za-z]/.test(word) && text[at - 1] === "\\";
        if (!isPart) found.push({ word, start: at, end: at + word.length });
        at += word.length;
        continue;
      }
    }
    at++;
  }
  return found;
}

function isLoud(title) {
  const words = title.match(/\p{L}{2,}/gu) ?? [];
  return words.length > 2 && words.filter((word) => word === word.toUpperCase()).length / words.length >= LOUD;
}
