/** The sentences of the board. Pure. */

const LONGEST = 60; // characters of an address that a sentence repeats

/**
 * What the heading of a group says.
 * @param {import("./standing.js").Standing} standing
 * @param {{label: string, family: string, any: string, things: string}} names  label: of what was picked;
 *   family: of the terms above it; any: of the terms that stand for all; things: label of the field
 */
export function groupWords(standing, { label, family, any, things }) {
  return {
    named: `Names ${label}`,
    family: `Names ${family}, the family of ${label}`,
    any: `Names ${any}`,
    filed: `${things} not recorded, filed under ${label}`,
    unsaid: `${things} not recorded`,
  }[standing];
}

/** "7 tools": the words are those of the vocabulary, for one and for several. */
export const counted = (count, [one, many]) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/**
 * What is said once something is picked.
 * @param {{named: number, others: number, row: string, column: string, nouns: [string, string]}} answer
 *   others: that answer less surely; row, column: labels of what was picked, "" for nothing;
 *   nouns: what they are called, one and several
 */
export function answerWords({ named, others, row, column, nouns }) {
  const what = [row && ` for ${row}`, column && ` that ${(named || !others) && named !== 1 ? "name" : "names"} ${column}`].filter(Boolean).join("");
  const more = others ? `; ${others.toLocaleString("en")} more may do` : "";
  return `${named || !others ? counted(named, nouns) : `No ${nouns[0]}`}${what}${more}`;
}

/** @param {string[]} names  parts of the address that say nothing here */
export const asideWords = (names) => (names.length ? `Left aside: ${names.map(cut).join(", ")}.` : "");

const cut = (text) => (text.length > LONGEST ? `${[...text].slice(0, LONGEST).join("")}...` : text);
