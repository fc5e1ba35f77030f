/** What the page says of an address that asks for what it cannot give. Pure. */
import { MOST } from "./address.js";

const SHOWN = 5;
const LONGEST = 60;

/**
 * @param {ReturnType<typeof import("./address.js").settle> & {aside: string[]}} asked
 * @returns {string[]} sentences
 */
export function sentencesOf({ unknown, former, over, aside }) {
  return [
    unknown.length && `No entry has the key ${listed(unknown)}; left aside.`,
    ...former.slice(0, SHOWN).map(([was, is]) => `${cut(was)} is now ${is}.`),
    over.length && `A comparison holds ${MOST} entries; left out: ${listed(over.map(({ row }) => row.key))}.`,
    aside.length && `Left aside in the address: ${listed(aside)}.`,
  ].filter(Boolean);
}

function listed(texts) {
  const rest = texts.length - SHOWN;
  return texts.slice(0, SHOWN).map(cut).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

function cut(text) {
  const letters = [...text.replace(/\p{C}/gu, " ")];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST).join("")}...` : letters.join("");
}
