/**
 * The comment that an exported file begins with.
 * All of it can hold what somebody typed or put into an address, so nothing here may end a comment,
 * begin a record, or turn into anything but text.
 * @typedef {{site: string, words: string, address: string, count: number, date: string}} About
 */
import { asciiOf, MOST_WORDS, oneLine } from "./file_name.js";

const MOST_ADDRESS = 2000; // signs

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
  const site = oneLine(about.site, MOST_WORDS) || "Library";
  return { ...about, site, words: oneLine(about.words, MOST_WORDS) || "entries", address: shortAddress(about.address) };
}

/** An address has no blank and nothing but ASCII; too long to be read, it loses what makes it long. */
function shortAddress(address) {
  const url = new URL(address);
  if (url.href.length > MOST_ADDRESS) url.hash = "";
  if (url.href.length > MOST_ADDRESS) url.search = "";
  return url.href;
}
