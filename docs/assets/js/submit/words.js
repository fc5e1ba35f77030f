/** Sentences of the page. */

/** "a", "a and b", "a, b and c". @param {string[]} items */
export function listed(items) {
  return items.length > 1 ? `${items.slice(0, -1).join(", ")} and ${items.at(-1)}` : items.join("");
}

/** What a source filled in: "title, 5 authors and date". @param {import("./record.js").Entry} entry @param {string[]} names */
export function filledWords(entry, names, labelOf) {
  return listed(names.map((name) => (name === "authors" ? `${entry.authors.length} author${entry.authors.length === 1 ? "" : "s"}`
    : inSentence(labelOf(name)))));
}

/** A label in the middle of a sentence: names keep their capitals. */
export const inSentence = (label) => (/^[A-Z][a-z]/.test(label) && !/^OpenReview/.test(label) ? label[0].toLowerCase() + label.slice(1) : label);

const COUNT = ["Nothing", "One thing", "Two things", "Three things", "Four things", "Five things"];
/** "Two things to settle first: ". */
export const toSettle = (count) => `${COUNT[count] ?? `${count} things`} to settle first: `;

export const NO_ANSWER = "Fill in the fields by hand; they are checked later.";
export const KEPT = "What you type is kept in this browser.";
export const LOST = "Your browser does not store what you type: copy the file before you leave this page.";

/** The day here, ISO. */
export function today(now = new Date()) {
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((it) => String(it).padStart(2, "0")).join("-");
}
