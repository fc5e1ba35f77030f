/** The name of a file that the reader saves, and texts fit for it. */

export const MOST_WORDS = 300;
const MOST = { name: 80, site: 24 };
const LETTERS = { ß: "ss", ø: "o", Ø: "O", æ: "ae", Æ: "AE", œ: "oe", Œ: "OE", ð: "d", Ð: "D", þ: "th", Þ: "Th", ł: "l", Ł: "L", đ: "d", Đ: "D", ı: "i", ħ: "h" };

/** One line without controls, marks of direction, or anything else that does not show. */
export function oneLine(text, most) {
  const line = String(text).slice(0, 10 * most).replace(/[\p{C}\p{Z}]+/gu, " ").trim();
  return line.length <= most ? line : `${[...line].slice(0, most - 1).join("")}…`;
}

/** The text without accents, only printable ASCII left, as ascii_fold of the build does it. */
export function asciiOf(text) {
  return text.replace(/[^\x20-\x7e]/gu, (letter) => LETTERS[letter] ?? letter)
    .normalize("NFKD").replace(/[^\x20-\x7e]/g, "");
}

const slug = (text, most) =>
  asciiOf(text).toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, most).replace(/^-|-$/g, "");

/** "atlas-sparse-autoencoders-2026-11-21.bib": ASCII, at most 80 characters.
 * @param {import("./heading.js").About} about @param {string} ending */
export function fileName({ site, words, date }, ending) {
  const first = slug(oneLine(site, MOST_WORDS), MOST.site) || "library";
  const room = MOST.name - first.length - date.length - ending.length - 2;
  return `${first}-${slug(oneLine(words, MOST_WORDS), room) || "entries"}-${date}${ending}`;
}

/** The day where the reader is, ISO. */
export const localDay = (now = new Date()) =>
  [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
