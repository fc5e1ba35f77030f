/**
 * What an exported file says of itself: its name, and the comment it begins with.
 * All of it can hold what somebody typed or put into an address, so nothing here may end a comment,
 * begin a record, or turn into anything but text.
 * @typedef {{site: string, words: string, address: string, count: number, date: string}} About
 */

const MOST = { words: 300, address: 2000, name: 80, site: 24 };
const LETTERS = { ß: "ss", ø: "o", Ø: "O", æ: "ae", Æ: "AE", œ: "oe", Œ: "OE", ð: "d", Ð: "D", þ: "th", Þ: "Th", ł: "l", Ł: "L", đ: "d", Đ: "D", ı: "i", ħ: "h" };

/** The comment, with the empty line after it; "" for formats that have no comments.
 * @param {string} format @param {About} about */
export function heading(format, about) {
  const { site, words, address, count, date } = clean(about);
  const first = `${site}: ${words}, ${count} ${count === 1 ? "entry" : "entries"}, exported ${date}`;
  const write = WRITERS[format];
  return write ? `${write(first, address)}\n\n` : "";
}

const WRITERS = {
  bib: bibComment,
  biblatex: bibComment,
  md: (first, address) => `<!-- ${inMarkup(first)}; ${address.replace(/-(?=-)/g, "%2D")} -->`,
  txt: (first, address) => `${first}; ${address}`,
};

/** Classic BibTeX knows no comments: it skips what is outside records, and an "@" begins one. */
function bibComment(first, address) {
  return `% ${asciiOf(first).replaceAll("@", " at ")}\n% ${address.replaceAll("@", "%40")}`;
}

/** "--" ends a comment of HTML, and so does ">" right at its beginning. */
const inMarkup = (text) => text.replace(/-(?=-)/g, "- ").replace(/[<>]/g, " ");

function clean(about) {
  const site = oneLine(about.site, MOST.words) || "Library";
  return { ...about, site, words: oneLine(about.words, MOST.words) || "entries", address: shortAddress(about.address) };
}

/** One line without controls, marks of direction, or anything else that does not show. */
export function oneLine(text, most) {
  const line = String(text).slice(0, 10 * most).replace(/[\p{C}\p{Z}]+/gu, " ").trim();
  return line.length <= most ? line : `${[...line].slice(0, most - 1).join("")}…`;
}

/** An address has no blank and nothing but ASCII; too long to be read, it loses what makes it long. */
function shortAddress(address) {
  const url = new URL(address);
  if (url.href.length > MOST.address) url.hash = "";
  if (url.href.length > MOST.address) url.search = "";
  return url.href;
}

/** The text without accents, only printable ASCII left, as ascii_fold of the build does it. */
export function asciiOf(text) {
  return text.replace(/[^\x20-\x7e]/gu, (letter) => LETTERS[letter] ?? letter)
    .normalize("NFKD").replace(/[^\x20-\x7e]/g, "");
}

export const slug = (text, most) =>
  asciiOf(text).toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, most).replace(/^-|-$/g, "");

/** "atlas-sparse-autoencoders-2026-11-21.bib": ASCII, at most 80 characters.
 * @param {About} about @param {string} ending */
export function fileName({ site, words, date }, ending) {
  const first = slug(oneLine(site, MOST.words), MOST.site) || "library";
  const room = MOST.name - first.length - date.length - ending.length - 2;
  return `${first}-${slug(oneLine(words, MOST.words), room) || "entries"}-${date}${ending}`;
}

/** The day where the reader is, ISO. */
export const localDay = (now = new Date()) =>
  [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
