/**
 * Text -> LaTeX for classic BibTeX, to the byte as the dialect "bibtex" of
 * scripts/literature/render/latex.py; the characters come from the build.
 */
import { CAPITALS_MATTER, WORD } from "../bibtex/capitals.js";

// Characters that no text has stand for braces until the text around them is encoded.
const [BREAK, OPEN, CLOSE, BRACKET] = ["\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"];
const MARKERS = { [BREAK]: "{}", [OPEN]: "{", [CLOSE]: "}", [BRACKET]: "{[}" };
const SPECIAL = /[^A-Za-z0-9 .:;()/*+=!?'@[\]",-]|--|''|,,|\[U\+|  /u;
const CLUSTER = /([^\ufdd0-\ufdd3][\u0300-\u036f]+)/u;
const LIGATURE = /(?<=[-–—])(?=[-–—])|(?<=['”])(?=['”])|(?<=[`“?!])(?=[`“])|(?<=,)(?=,)/gu;
const ENTRY_START = /@(?=[\p{L}\p{N}_]*[ \t]*\{)/gu;
const CODE = new RegExp(
  "^(?:\\{\\{\\$[^$]*\\$\\}\\}|\\{\\$[^$]*\\$\\}"
  + "|\\{\\\\(?:[^{}]|\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\})*\\}"
  + "|\\{\\[U\\+[0-9A-F]{4,6}\\]\\}|\\{[`'@\\[-]?\\}|\\\\[&%#_$]|---?|``|''|[{}])$");

export class LatexWriter {
  #table;
  #formula;

  /** @param {object} table  "latex" of data/submit.json */
  constructor(table) {
    this.#table = table;
    this.#formula = new RegExp(table.formula);
  }

  /** A value of a field that no style changes the case of. @param {string} text */
  encode(text) {
    return SPECIAL.test(text) ? escapeAt(this.#translate(markLigatures(single(text)))) : text;
  }

  /** A title: words with inner capitals keep them, formulas stay formulas; `name` is protected, too. */
  encodeTitle(title, name = "") {
    const whole = single(title);
    const pieces = whole.split("$").length > 2 ? whole.split(this.#formula) : [whole];
    return escapeAt(pieces.map((piece, at) => {
      if (at % 2) return `{{${piece}}}`;
      const safe = protect(piece, name);
      return SPECIAL.test(safe) ? this.#translate(markLigatures(safe)) : safe;
    }).join(""));
  }

  #translate(text) {
    return text.split(CLUSTER)
      .map((piece, at) => (at % 2 && this.#cluster(piece)) || [...piece].map((char) => this.#character(char)).join(""))
      .join("");
  }

  #cluster(piece) {
    const [base, ...marks] = piece.normalize("NFD");
    return this.#putMarks(base, marks);
  }

  #character(char) {
    const { reserved, symbols, punctuation, letters } = this.#table;
    const known = MARKERS[char] ?? own(reserved, char) ?? (own(symbols, char) && `{$${symbols[char]}$}`)
      ?? own(punctuation, char) ?? own(letters, char);
    if (known !== undefined) return known;
    const code = char.codePointAt(0);
    if (code >= 32 && code < 127) return char;
    const isLatin = (code >= 0xc0 && code < 0x250) || (code >= 0x1e00 && code < 0x1f00);
    const accented = isLatin && char.normalize("NFD") !== char ? this.#cluster(char) : "";
    return accented || `{[U+${code.toString(16).toUpperCase().padStart(4, "0")}]}`;
  }

  /** A letter under its marks; "" when LaTeX has no macro for one of them. */
  #putMarks(base, marks) {
    const { letters } = this.#table;
    const isLetter = own(letters, base) !== undefined;
    if (!isLetter && !/^[A-Za-z]$/.test(base)) return "";
    let macro = { i: "\\i", j: "\\j" }[base] ?? own(letters, base) ?? base;
    const known = marks.map((mark) => own(this.#table.marks, mark));
    if (known.includes(undefined)) return "";
    // What stands above goes on first: LaTeX sets an accent on a letter, a dot below under anything.
    for (const [accent] of known.sort((one, other) => other[1] - one[1])) macro = putAccent(accent, macro);
    return macro;
  }
}

function putAccent(accent, inner) {
  const within = inner.startsWith("{") ? inner.slice(1, -1) : inner;
  if (accent === "hook") return `{\\accent\`\\'${within}}`;
  if (accent === "horn") return within.startsWith("\\") ? `{${within}\\negthinspace'}` : `{\\relax ${within}\\negthinspace'}`;
  if (inner.startsWith("{")) return `{\\${accent}${inner}}`;
  return /^[a-z]+$/i.test(accent) ? `{\\${accent}{${inner}}}` : `{\\${accent}${inner}}`;
}

/** An encoded value as one unit, which BibTeX neither splits nor changes. @param {string} value */
export function inBraces(value) {
  if (value.startsWith("\\")) return `{{${value.slice(0, 2)}}${value.slice(2)}}`;
  return CODE.test(`{${value}}`) ? `{${value}{}}` : `{${value}}`;
}

const own = (table, key) => (Object.hasOwn(table, key) ? table[key] : undefined);
const single = (text) => text.replace(/[\s\ufdd0-\ufdd3\x1c-\x1f\x85]+/g, " ").trim();
const markLigatures = (text) => text.replace(LIGATURE, BREAK).replaceAll("[U+", `${BRACKET}U+`);
const escapeAt = (value) => value.replace(ENTRY_START, "{@}");

function protect(text, name) {
  return text.replace(WORD, (word) => {
    const shadow = [...word].map(shadowOf).join("");
    return CAPITALS_MATTER.test(shadow) || (word === name && !isLower(word)) ? `${OPEN}${word}${CLOSE}` : word;
  });
}

/** A letter of any alphabet as an ASCII one of the same case. */
function shadowOf(char) {
  if (char <= "\x7f") return char;
  return /\p{Uppercase}/u.test(char) ? "A" : /\p{L}/u.test(char) ? "a" : ".";
}

const isLower = (word) => /\p{Lowercase}/u.test(word) && !/[\p{Uppercase}\p{Lt}]/u.test(word);
