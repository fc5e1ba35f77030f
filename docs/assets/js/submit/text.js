/** Text of strangers, made fit to be stored and shown; the counterparts of scripts/literature/text.py. */

const UNSAFE = new RegExp(
  "[\\0-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f"
  + "\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ud800-\\uf8ff\\ufe00-\\ufe0f\\ufeff\\uffa0"
  + "\\ufff0-\\uffff\\p{Noncharacter_Code_Point}\\u{e0000}-\\u{e0fff}\\u{f0000}-\\u{10ffff}]", "gu");
const SPECIAL = {
  ß: "ss", ø: "o", Ø: "O", æ: "ae", Æ: "AE", œ: "oe", Œ: "OE", ð: "d", Ð: "D", þ: "th", Þ: "Th",
  ł: "l", Ł: "L", đ: "d", Đ: "D", ı: "i", ħ: "h",
};
// Markup that registers keep in titles; other words in angle brackets are words.
const TAG = new RegExp(
  "</?(?:(?:jats|mml):[a-z]+|i|b|u|em|strong|sub|sup|sc|scp|tt|ovl|strike|span|font|br|p|div"
  + "|italic|bold|monospace|script|style|inline-formula|math|m(?:i|n|o|row|sub|sup|text|frac))"
  + "(?:\\s+[\\w:-]{1,40}=(?:\"[^\"<>]{0,500}\"|'[^'<>]{0,500}'))*\\s?/?>", "gi");
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** The first character that no entry may hold; "" when there is none. @param {string} text */
export const unsafeIn = (text) => text.match(UNSAFE)?.[0] ?? "";

/** Characters as a reader counts them. @param {string} text */
export const lengthOf = (text) => [...text].length;

/** Single blanks, none at the ends, composed letters. @param {string} text */
export const tidy = (text) => text.replace(/[\s\x1c-\x1f\x85]+/g, " ").trim().normalize("NFC");

/** Fit for a message: one line, no odd characters, cut to the limit. @param {string} text */
export function shown(text, limit = 80) {
  const line = [...text.replace(/[\n\t]/g, " ").replace(UNSAFE, "?")];
  return line.length <= limit ? line.join("") : `${line.slice(0, limit - 1).join("")}…`;
}

/**
 * What another service says, as plain text: no tags, entities read, no odd characters, one line.
 * @param {unknown} value  "" for anything but a text
 * @param {number} most  a longer one is left out, not cut: half a title is a wrong one
 */
export function plain(value, most) {
  if (typeof value !== "string" || value.length > 20 * most) return "";
  const text = tidy(entities(value.replace(TAG, "")).replace(UNSAFE, ""));
  return lengthOf(text) <= most ? text : "";
}

function entities(text) {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/gi, (whole, decimal, hex, name) => {
    if (name) return ENTITIES[name] ?? whole;
    const code = decimal ? Number(decimal) : parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
  });
}

/** Without accents, only ASCII left: "Höhne" -> "Hohne". @param {string} text */
export function asciiFold(text) {
  return text.replace(/[ßøØæÆœŒðÐþÞłŁđĐıħ]/g, (letter) => SPECIAL[letter])
    .normalize("NFKD").replace(/[^\0-\x7f]/g, "");
}

/** What two spellings of a term share. @param {string} text */
export const spelling = (text) => text.toLowerCase().toUpperCase().toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
