/**
 * The backup of selection and notes: its text, and what a text that claims to be one holds.
 * @typedef {import("./notes.js").Notes} Notes
 */
import { parsed, validKeys, withKeys } from "./selection.js";
import { validNotes } from "./notes.js";

const VERSION = 1;
export const MOST_BYTES = 50_000_000;

/** @param {string[]} keys @param {Notes} notes @param {string} site address of the site @param {string} at ISO */
export const printBackup = (keys, notes, site, at) =>
  `${JSON.stringify({ version: VERSION, site, at, selection: keys, notes: Object.fromEntries(notes) }, null, 1)}\n`;

/** What is in a backup, and how many of its parts are not valid.
 * @returns {{keys: string[], notes: Notes, left: number} | {problem: string}} */
export function readBackup(text) {
  const object = parsed(text);
  if (object === null || typeof object !== "object" || Array.isArray(object)) {
    return { problem: "This file is no backup: it is not what Backup writes." };
  }
  if (object.version !== VERSION) {
    return { problem: "This file is no backup of this version of the site." };
  }
  const keys = validKeys(object.selection);
  const notes = validNotes(object.notes);
  return { keys, notes, left: countOf(object.selection) - keys.length + countOf(object.notes) - notes.size };
}

const countOf = (part) => (part !== null && typeof part === "object" ? Object.keys(part).length : part === undefined ? 0 : 1);

/** What restoring gives: keys picked here stay first, of two notes the one that changed last stays.
 * @param {{keys: string[], notes: Notes}} here @param {{keys: string[], notes: Notes, left: number}} brought
 * @returns {{keys: string[], notes: Notes, report: string}} */
export function merge(here, brought) {
  const keys = withKeys(here.keys, brought.keys);
  const isNewer = ([key, note]) => !here.notes.has(key) || note.at > here.notes.get(key).at;
  const isOther = ([key, note]) => here.notes.has(key) && !isSame(note, here.notes.get(key));
  const newer = [...brought.notes].filter(isNewer);
  const stayed = [...brought.notes].filter((pair) => !isNewer(pair) && isOther(pair));
  return {
    keys,
    notes: new Map([...here.notes, ...newer]),
    report: report({
      keys: keys.length - here.keys.length,
      notes: newer.length,
      replaced: newer.filter(isOther).length,
      stayed: stayed.length,
      left: brought.left,
      over: new Set([...here.keys, ...brought.keys]).size - keys.length,
    }),
  };
}

const isSame = (one, other) => one.note === other.note && one.read === other.read;

function report({ keys, notes, replaced, stayed, left, over }) {
  const took = keys || notes
    ? `Restored ${numbered(keys, "selected entry", "selected entries")} and ${numbered(notes, "note")}.`
    : "Restored nothing: all of it is here already.";
  const rest = [
    replaced && `${numbered(replaced, "note")} replaced an older one.`,
    stayed && `${numbered(stayed, "note")} here ${stayed === 1 ? "is" : "are"} newer and stayed.`,
    left && `Left out ${numbered(left, "part")} of the file that ${left === 1 ? "is" : "are"} not valid.`,
    over && `Left out ${numbered(over, "entry", "entries")}: a selection holds 5,000.`,
  ];
  return [took, ...rest.filter(Boolean)].join(" ");
}

const numbered = (count, one, many = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
