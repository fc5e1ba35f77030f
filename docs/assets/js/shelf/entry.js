/** The page of an entry: a button that selects it, and the reader's own notes. */
import { find, say } from "../page.js";
import { make, makeButton } from "./make.js";
import { MOST_CHARACTERS, withNote } from "./notes.js";
import { isKey } from "./selection.js";
import { notes, pick, selection } from "./store.js";

const PAUSE = 400; // ms without a key until what was typed is kept
const ID = "your-notes";
const QUIET = "Kept in this browser only.";
const LOST = "Your browser does not store this: its storage is full or blocked. Copy the text before you leave this page.";

/** @param {HTMLElement} head the head of the page, with the key of its entry */
export function followEntry(head) {
  const { key } = head.dataset;
  if (!isKey(key)) return;
  find(".actions", head)?.append(" ", selectButton(key));
  const main = find("section", head.parentElement)?.parentElement;
  const section = notesSection(key);
  const after = main && find(":scope > .pages", main);
  if (after) after.before(section);
  else main?.append(section);
  if (location.hash === `#${ID}`) find("textarea", section).focus();
}

function selectButton(key) {
  const button = makeButton("button.button", "", () => pick([key], !selection.value.includes(key)));
  selection.follow((keys) => {
    const isPicked = keys.includes(key);
    button.textContent = isPicked ? "Selected" : "Select";
    button.setAttribute("aria-pressed", String(isPicked));
  });
  return button;
}

function notesSection(key) {
  const field = make("textarea", { id: "note", rows: "4", "aria-labelledby": `${ID}-label`, "aria-describedby": "note-kept", autocomplete: "off" });
  const box = make("input", { type: "checkbox", autocomplete: "off" });
  const state = make("p.hint", { id: "note-kept", role: "status" }, QUIET);
  let timer = 0;
  let isChanged = false;

  function keepNow() {
    clearTimeout(timer);
    if (!isChanged) return;
    isChanged = false;
    const note = { note: field.value, read: box.checked, at: new Date().toISOString() };
    notes.change((all) => withNote(all, key, note));
    const message = messageFor(field.value);
    state.classList.toggle("doubt", message !== QUIET);
    if (state.textContent !== message) state.textContent = message;
    (notes.isKept ? removeEventListener : addEventListener)("beforeunload", warn);
  }
  function later() {
    isChanged = true;
    clearTimeout(timer);
    timer = setTimeout(keepNow, PAUSE);
  }
  field.addEventListener("input", later);
  field.addEventListener("change", keepNow);
  box.addEventListener("change", () => { isChanged = true; keepNow(); });
  addEventListener("pagehide", keepNow);
  notes.follow((all) => {
    const { note = "", read = false } = all.get(key) ?? {};
    if (isChanged || document.activeElement === field) return;
    if (field.value.slice(0, MOST_CHARACTERS) !== note) field.value = note;
    box.checked = read;
  });
  return make("section.section.notes", { id: ID },
    make("h2", { id: `${ID}-label` }, "Your notes"), field,
    make("div.actions", {}, make("label", {}, box, "Read"), state, ...backupButtons()));
}

/** Leaving would lose what is not stored: the browser asks first. */
const warn = (event) => event.preventDefault();

function messageFor(text) {
  if (!notes.isKept) return LOST;
  const most = MOST_CHARACTERS.toLocaleString("en");
  return text.length <= MOST_CHARACTERS ? QUIET
    : `Only the first ${most} of ${text.length.toLocaleString("en")} characters are kept.`;
}

function backupButtons() {
  const failed = () => say("This did not load. Try again.");
  return [
    makeButton("button.plain", "Backup", () => import("./restore.js").then((it) => it.saveBackup(), failed)),
    makeButton("button.plain", "Restore", () => import("./restore.js").then((it) => it.askForBackup(), failed)),
  ];
}
