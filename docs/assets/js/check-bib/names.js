/** Whether two lists of authors are of the same people. */
import { fold, transliterated, words } from "../find/fold.js";
import { parseName } from "../submit/names.js";

const letters = (text) => words(text).join("");

/** @param {string} one  "Family, Given" @param {string} other */
export function isSameName(one, other) {
  const [first, second] = [parseName(one), parseName(other)];
  const all = [one, other].map((name) => words(name.replace(/[{}]/g, "")));
  if (all[0].toSorted().join(" ") === all[1].toSorted().join(" ")) return true;
  const forms = [first, second].map(({ family }) => [letters(family), transliterated(family)]);
  const isFamily = forms[0][0] === forms[1][0] || forms[0].some((form) => form && forms[1].includes(form))
    || isInside(first.family, all[1]) || isInside(second.family, all[0]);
  return isFamily && haveSameInitial(first, second, all);
}

/** "Cruz" stands for "de la Cruz" where particles went astray. */
function isInside(family, name) {
  const parts = words(family);
  return parts.length > 0 && parts.every((part) => name.includes(part));
}

function haveSameInitial({ given: one }, { given: other }, all) {
  if (!one || !other) return true;
  const initial = (given) => fold(given).match(/[\p{L}\p{N}]/u)?.[0];
  return initial(one) === initial(other) || all[0].every((word) => all[1].some((it) => it[0] === word[0]));
}

/** Families that both lists have. */
export function shareAuthor(one, other) {
  const families = new Set(one.map((name) => letters(parseName(name).family)));
  return other.some((name) => families.has(letters(parseName(name).family)));
}

/**
 * What is wrong with a list; "" when nothing is.
 * @param {string[]} given @param {boolean} isCut  it ends with "and others" @param {string[]} right
 */
export function authorsFault(given, isCut, right) {
  const shown = isCut ? right.slice(0, given.length) : right;
  if (given.length === shown.length && given.every((name, at) => isSameName(name, shown[at]))) return "";
  const missing = right.filter((name) => !given.some((it) => isSameName(it, name)));
  const strange = given.filter((name) => !right.some((it) => isSameName(it, name)));
  if (!missing.length && !strange.length) return given.length === right.length ? "another order" : "a name stands twice";
  if (!strange.length && isCut) return "another order";
  if (!strange.length) return `${missing.length} of ${right.length} authors ${missing.length === 1 ? "is" : "are"} missing`;
  return `${strange.length} ${strange.length === 1 ? "name differs" : "names differ"}`;
}
