/** What the reader keeps in this browser: the selection and the notes. One of each for the page. */
import { memory, say } from "../page.js";
import { keep } from "./kept.js";
import { printNotes, readNotes } from "./notes.js";
import { MOST_SELECTED, printKeys, readKeys, withKeys, withoutKeys } from "./selection.js";

export const selection = keep("atlas.selection", readKeys, printKeys, memory);
export const notes = keep("atlas.notes", readNotes, printNotes, memory);

/** The address of the site, with its last slash. */
export const ROOT = new URL("../../../", import.meta.url).href;

let hasWarned = false;

/** Selects entries, or takes them out; what cannot be done is said. @param {string[]} keys */
export function pick(keys, isPicked) {
  const isKept = selection.change((before) => (isPicked ? withKeys : withoutKeys)(before, keys));
  const isFull = isPicked && keys.some((key) => !selection.value.includes(key));
  if (isFull) say(`A selection holds ${MOST_SELECTED.toLocaleString("en")} entries; the rest was not added.`);
  else if (!isKept && !hasWarned) {
    hasWarned = true;
    say("Your browser does not store the selection: it lasts until you leave this page.");
  }
}

/** "1 entry", "34 entries". */
export const entriesOf = (count) => `${count.toLocaleString("en")} ${count === 1 ? "entry" : "entries"}`;
