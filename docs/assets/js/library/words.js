/** The library's sentences. Pure. */

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const STANDINGS = { any: ", included", none: ", excluded", "": "" };
const FLAGS = { code: ["Has code", "No code"], reviewed: ["Peer-reviewed", "Not peer-reviewed"] };

export const LOADING = "Loading the filters.";
export const NOT_LOADED = "The filters did not load.";
export const NO_ENTRY = "No entry has all of these.";
export const RELAXED = "No entry has all of these words. These have most of them.";

/** 12345 -> "12,345", as the build writes numbers. */
export const numberWords = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

/** 1 -> "1 entry". */
export const entriesWords = (count) => `${numberWords(count)} ${count === 1 ? "entry" : "entries"}`;

/** What follows the number of results: 34 of 454 -> "of 454 entries"; "so far" when not all are searched. */
export const ofWords = (total, all, searched = all) =>
  searched < all ? "so far" : total === all ? entriesWords(total).split(" ")[1] : `of ${entriesWords(all)}`;

export const shownWords = (shown, total) => `${numberWords(shown)} of ${numberWords(total)} shown.`;

/** What a screen reader hears after the number of a value. @param {import("./moves.js").Standing} standing */
export const choiceWords = (count, standing) =>
  (isUncounted(count, standing) ? "excluded" : ` ${count === 1 ? "entry" : "entries"}${STANDINGS[standing]}`);

/** What is excluded is in no result: its number says nothing. */
export const isUncounted = (count, standing) => standing === "none" && !count;

/** What was done, for a screen reader. @param {import("./moves.js").Standing} standing */
export const turnedWords = (label, standing) => `${label} ${{ any: "included", none: "excluded" }[standing] ?? "removed"}`;

/** "2026-01-05" -> "5 Jan 2026"; what is no day stays as it is. */
export function dayWords(day) {
  const [, year, month, number] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? [];
  return MONTHS[month - 1] ? `${Number(number)} ${MONTHS[month - 1]} ${year}` : day;
}

export function yearsWords(from, to) {
  if (from && to) return from === to ? String(from) : `${from} to ${to}`;
  return from ? `${from} or later` : `${to} or earlier`;
}

/**
 * What a chip says.
 * @param {import("./moves.js").Filter} filter
 * @param {(filter: import("./moves.js").Filter) => string} labelOf the label of a term or an author
 */
export function filterWords(filter, labelOf) {
  switch (filter.type) {
    case "years": return yearsWords(filter.from, filter.to);
    case "since": return `Added since ${dayWords(filter.day)}`;
    case "ids": return filter.count === 1 ? "1 chosen entry" : `${numberWords(filter.count)} chosen entries`;
    case "code":
    case "reviewed": return FLAGS[filter.type][filter.isNot ? 1 : 0];
    default: return `${filter.isNot ? "not " : ""}${labelOf(filter)}`;
  }
}

/** A view in words, for the head of an export: "“bees”, 2024, not Survey". */
export const viewWords = (text, filters, labelOf) =>
  [...(text ? [`“${text}”`] : []), ...filters.map((filter) => filterWords(filter, labelOf))].join(", ");
