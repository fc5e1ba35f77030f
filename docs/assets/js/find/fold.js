/** Text as search compares it: case, accents, hyphens and plurals left aside. */

const SPECIAL = {
  ß: "ss", ø: "o", æ: "ae", œ: "oe", ð: "d", þ: "th", ł: "l", đ: "d", ı: "i", ħ: "h", ς: "σ",
};
const SPECIAL_LETTERS = /[ßøæœðþłđıħς]/g;
const ASCII = /^[\0-\x7f]*$/;
/** Combining marks of alphabets; vowel signs of Indic and Thai scripts are letters and stay. */
const MARKS = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g;
/** Soft hyphens, zero-width and direction signs, which pasted text carries along. */
const INVISIBLE = /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/g;
const APOSTROPHE = /['’‘ʼ`´]/;
const APOSTROPHES = /(?<=[\p{L}\p{N}])['’‘ʼ`´](?=\p{L})/gu;
const ASCII_WORDS = /[a-z0-9]+/g;
/** A character of a script that writes no spaces is a word of its own. */
const WORDS = new RegExp(
  "[\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}]"
  + "|(?:(?![\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}])[\\p{L}\\p{N}\\p{M}])+", "gu");
const JOINERS = /[-‐‑–'’‘ʼ`´./_+·]/;
const COMPOUNDS = /[\p{L}\p{N}]+(?:[-‐‑–'’‘ʼ`´./_+·][\p{L}\p{N}]+)+/gu;

/** Lower case without accents: "Höhne" -> "hohne". Other scripts keep their letters. */
export function fold(text) {
  const lower = text.toLowerCase();
  if (ASCII.test(lower)) return lower;
  return lower.replace(INVISIBLE, "").normalize("NFKD").replace(MARKS, "").normalize("NFC")
    .toLowerCase().replace(SPECIAL_LETTERS, (letter) => SPECIAL[letter]);
}

/** The folded words in order: "Bee's nest-boxes" -> ["bees", "nest", "boxes"]. */
export function words(text) {
  const lower = fold(text);
  const folded = APOSTROPHE.test(lower) ? lower.replace(APOSTROPHES, "") : lower;
  return folded.match(ASCII.test(folded) ? ASCII_WORDS : WORDS) ?? [];
}

/**
 * Other words that a compound may be written as: joined, neighbours joined, and the parts around
 * an apostrophe: "nest-box" -> ["nestbox"], "D'Inca" -> ["dinca", "inca"].
 */
export function compounds(text) {
  if (!JOINERS.test(text)) return [];
  const found = new Set();
  for (const [compound] of fold(text).matchAll(COMPOUNDS)) {
    const parts = compound.match(/[\p{L}\p{N}]+/gu);
    for (let at = 0; at + 1 < parts.length; at++) found.add(parts[at] + parts[at + 1]);
    found.add(parts.join(""));
    if (APOSTROPHE.test(compound)) for (const part of parts) if (part.length > 1) found.add(part);
  }
  return [...found];
}

/** What two spellings of one title share: its letters and digits alone. */
export const comparisonForm = (text) => words(text).join("");

/** How names with an umlaut are also written in ASCII: "Höhne" -> "hoehne"; "" without one. */
export function transliterated(text) {
  if (ASCII.test(text)) return "";
  const composed = text.toLowerCase().normalize("NFC");
  if (!/[äöüåø]/.test(composed)) return "";
  const pairs = { ä: "ae", ö: "oe", ü: "ue", å: "aa", ø: "oe" };
  return fold(composed.replace(/[äöüåø]/g, (letter) => pairs[letter]));
}

/** Endings after which English puts "es" for the plural. */
const HISSING = /(?:s|x|z|ch|sh|o)$/;

/** Spellings that may be the singular or plural of an English word; most are no words. */
export function siblings(word) {
  if (word.length < 3 || !/[a-z]$/.test(word)) return [];
  const forms = [`${word}${HISSING.test(word) ? "es" : "s"}`];
  if (word.endsWith("y")) forms.push(`${word.slice(0, -1)}ies`);
  if (word.endsWith("is")) forms.push(`${word.slice(0, -2)}es`);
  if (/[ei]x$/.test(word)) forms.push(`${word.slice(0, -2)}ices`);
  if (!word.endsWith("s") || word.endsWith("ss") || word.length < 4 || FUNCTION_WORDS.has(word)) return forms;
  forms.push(word.slice(0, -1));
  if (word.endsWith("es")) forms.push(`${word.slice(0, -2)}is`);
  if (word.endsWith("es") && HISSING.test(word.slice(0, -2))) forms.push(word.slice(0, -2));
  if (word.endsWith("ies")) forms.push(`${word.slice(0, -3)}y`);
  if (word.endsWith("ices")) forms.push(`${word.slice(0, -4)}ix`, `${word.slice(0, -4)}ex`);
  return forms;
}

const ENDINGS = new RegExp("(?:i[sz]ations?|i[sz](?:ing|ed|es?|ers?)|ations?|at(?:ing|ed|es?|ors?|ive)"
  + "|ab(?:le|ility)|ib(?:le|ility)|ions?|ings?|ively|ive|ments?|ers?|ors?|ally|als?|ly|ity|ed|es|e|s)$");

/** The start that an English word shares with its relatives: "localising" -> "local"; "" if short. */
export function root(word) {
  const start = word.replace(ENDINGS, "");
  return start.length >= 4 && /^[a-z]+$/.test(start) ? start : "";
}

/** Words that carry no meaning of their own: they may match, but need not. */
export const FUNCTION_WORDS = new Set((
  "a an and are as at be by can do does et al etc for from has have how i in into is it its my of on or our"
  + " that the their them there these they this to toward towards via was we were what when where which"
  + " who why will with you your").split(" "));
