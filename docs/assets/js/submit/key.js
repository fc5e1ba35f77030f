/** The citation key of a new entry, as scripts/literature/keys.py derives it. */
import { asciiFold, lengthOf } from "./text.js";
import { familyOf } from "./names.js";

/**
 * @param {import("./record.js").Entry} record  with authors, published and title
 * @param {string[]} stopWords
 * @returns {string} before a clash is resolved; "" when something that it follows from is missing
 */
export function deriveKey({ authors = [], published = "", title = "" }, stopWords) {
  if (!authors.length || !/^[0-9]{4}/.test(published) || !title) return "";
  const family = asciiFold(familyOf(authors[0])).toLowerCase().replace(/[^a-z]/g, "").slice(0, 30) || "anon";
  return `${family}${published.slice(0, 4)}${titleWord(title, stopWords) || madeUp(title)}`;
}

function titleWord(title, stopWords) {
  const words = asciiFold(title.replace(/['’]/g, "")).toLowerCase().replace(/'/g, "").match(/[a-z0-9]+/g) ?? [];
  return (words.find((word) => !stopWords.includes(word)) ?? words[0] ?? "").slice(0, 24);
}

/** For a title without an ASCII word: any word will do, if it is always the same. (FNV-1a, 24 bits) */
function madeUp(title) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(title)) hash = Math.imul(hash ^ byte, 0x01000193);
  return `x${((hash >>> 8) ^ (hash & 0xff)).toString(16).padStart(6, "0").slice(-6)}`;
}

/** What may be appended where others have the key: nothing, b, c, ... z, zb, ... */
export const SUFFIXES = ["", ...["", "z"].flatMap((start) => [..."bcdefghijklmnopqrstuvwxyz"].map((letter) => start + letter))];

/** @param {string} wanted @param {(key: string) => Promise<boolean>} isTaken @returns {Promise<string>} */
export async function freeKey(wanted, isTaken) {
  for (const suffix of SUFFIXES) {
    if (lengthOf(wanted) && !await isTaken(wanted + suffix)) return wanted + suffix;
  }
  return "";
}
