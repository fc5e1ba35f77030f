/** Backup and Restore: selection and notes as a file, and back. */
import { say } from "../page.js";
import { saveFile, siteName } from "./actions.js";
import { MOST_BYTES, merge, printBackup, readBackup } from "./backup.js";
import { fileName, localDay } from "./file_name.js";
import { make } from "./make.js";
import { notes, ROOT, selection } from "./store.js";

export function saveBackup() {
  const text = printBackup(selection.value, notes.value, ROOT, new Date().toISOString());
  const about = { site: siteName(), words: "backup", date: localDay() };
  saveFile([text], "application/json", fileName(about, ".json"));
  say("Downloaded selection and notes. Restore takes them back, here or in another browser.");
}

/** Asks for a file and takes what is valid in it. */
export function askForBackup() {
  const field = make("input", { type: "file", accept: ".json,application/json", hidden: "", "aria-label": "Backup" });
  field.addEventListener("change", async () => {
    if (field.files[0]) say(await restore(field.files[0]));
    field.remove();
  });
  field.addEventListener("cancel", () => field.remove());
  document.body.append(field);
  field.click();
}

/** @param {File} file @returns {Promise<string>} what was done, for the reader */
async function restore(file) {
  if (file.size > MOST_BYTES) return "This file is no backup: it is too large.";
  const text = await file.text().catch(() => null);
  if (text === null) return "The file could not be read. Try again.";
  const brought = readBackup(text);
  if ("problem" in brought) return brought.problem;
  const merged = merge({ keys: selection.value, notes: notes.value }, brought);
  const together = (here) => merge(here, brought);
  const isKept = [
    selection.change((keys) => together({ keys, notes: new Map() }).keys),
    notes.change((all) => together({ keys: [], notes: all }).notes),
  ].every(Boolean);
  return isKept ? merged.report : `${merged.report} Your browser does not store it: it lasts until you leave this page.`;
}
