/** Rows of entries: a box that selects, and the marks of what the reader noted. */
import { findAll } from "../page.js";
import { make } from "./make.js";
import { isKey } from "./selection.js";
import { notes, pick, ROOT, selection } from "./store.js";

const LIST = "[data-rows], .rows, .section, .panel, .md-content";
let last = null; // the box that was clicked last: where a range begins

/** Gives each row in the container its box and its marks. @param {Element|Document} container */
export function decorate(container) {
  for (const row of findAll("article.entry[id]", container)) {
    if (!isKey(row.id) || row.querySelector(".entry__pick")) continue;
    const title = row.querySelector(".entry__title")?.textContent.trim() ?? row.id;
    row.prepend(make("input.entry__pick", { type: "checkbox", autocomplete: "off", "aria-label": `Select ${title}` }));
  }
  showPicked(selection.value, container);
  showNotes(notes.value, container);
}

/** From now on the rows follow the reader, and what other tabs change. */
export function followRows() {
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.matches(".entry__pick")) onPick(event.target, event.shiftKey);
  });
  // A click with Shift would also select the text between.
  document.addEventListener("mousedown", (event) => {
    if (event.shiftKey && event.target instanceof Element && event.target.matches(".entry__pick")) event.preventDefault();
  });
  selection.follow((keys) => showPicked(keys, document));
  notes.follow((all) => showNotes(all, document));
}

function onPick(box, isRange) {
  const boxes = isRange ? between(last, box) : [box];
  last = box;
  pick(boxes.map((each) => each.closest(".entry").id), box.checked);
}

/** The boxes from one to the other in the order of their list; the second alone if they share none. */
function between(from, to) {
  const list = to.closest(LIST);
  if (!from?.isConnected || !list || from.closest(LIST) !== list) return [to];
  const boxes = findAll(".entry__pick", list);
  const [start, end] = [boxes.indexOf(from), boxes.indexOf(to)].sort((one, other) => one - other);
  return boxes.slice(start, end + 1);
}

function showPicked(keys, container) {
  const picked = new Set(keys);
  for (const box of findAll(".entry__pick", container)) box.checked = picked.has(box.closest(".entry").id);
}

function showNotes(all, container) {
  for (const row of findAll("article.entry[id]", container)) {
    row.querySelector(".entry__mark")?.remove();
    const note = all.get(row.id);
    if (note) (row.querySelector(".entry__terms") ?? row).append(markOf(row.id, note));
  }
}

function markOf(key, { note, read }) {
  const mark = make("span.entry__mark");
  if (read) mark.append("Read");
  if (read && note.trim()) mark.append(", ");
  if (note.trim()) mark.append(make("a", { href: `${ROOT}entries/${key}/#your-notes` }, read ? "your note" : "Your note"));
  return mark;
}
