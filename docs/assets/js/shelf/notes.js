/**
 * What a reader noted about entries: what is valid, and how it changes.
 * @typedef {{note: string, read: boolean, at: string}} Note  at: when it last changed, ISO, or ""
 * @typedef {Map<string, Note>} Notes  a Map, for a key may be called "constructor"
 */
import { isKey, parsed } from "./selection.js";

export const MOST_CHARACTERS = 10_000;
const MOST_NOTES = 10_000;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/;

/** Notes out of anything; what is no note is left out. @returns {Notes} */
export function validNotes(object) {
  if (object === null || typeof object !== "object" || Array.isArray(object)) return new Map();
  return new Map(Object.entries(object).flatMap(([key, value]) => {
    const note = isKey(key) && validNote(value);
    return note ? [[key, note]] : [];
  }).slice(0, MOST_NOTES));
}

function validNote(value) {
  if (value === null || typeof value !== "object") return null;
  const note = typeof value.note === "string" ? value.note.slice(0, MOST_CHARACTERS) : "";
  const read = value.read === true;
  const at = typeof value.at === "string" && TIME.test(value.at) ? value.at : "";
  return note.trim() || read ? { note, read, at } : null;
}

/** @param {string|null} text as localStorage has it, or whatever it has */
export const readNotes = (text) => validNotes(parsed(text));
export const printNotes = (notes) => (notes.size ? JSON.stringify(Object.fromEntries(notes)) : null);

/** @param {Notes} notes @param {string} key @param {Note} note  an empty one is removed */
export function withNote(notes, key, note) {
  const after = new Map(notes);
  const valid = validNote(note);
  if (valid) after.set(key, valid);
  else after.delete(key);
  return after;
}
