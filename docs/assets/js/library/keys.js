/** Single keys of the library: next and previous row, select, open, copy, filters; and the list of them. */
import { make } from "../finder/make.js";
import { find, findAll, memory } from "../page.js";

const KEYS = [
  ["j", "Next entry"], ["k", "Previous entry"], ["o", "Open the entry"], ["x", "Select the entry"],
  ["c", "Copy its BibTeX"], ["f", "Go to the filters"], ["/", "Search the site"], ["?", "Show these keys"],
];
const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable]";
const OFF = "atlas.keys";
const headerHeight = () => find(".md-header")?.getBoundingClientRect().bottom ?? 0;

/** @param {{rows: HTMLElement, filters: () => void}} page */
export function listenToKeys({ rows, filters }) {
  const inRow = (selector) => find(selector, here(rows) ?? new DocumentFragment());
  const acts = {
    j: () => step(rows, 1),
    k: () => step(rows, -1),
    o: () => inRow(".entry__title a")?.click(),
    x: () => inRow(".entry__pick")?.click(),
    c: () => inRow("[data-copy]")?.click(),
    f: filters,
    "?": showKeys,
  };
  addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof Element && event.target.closest(TYPING);
    const isCommand = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
    if (isTyping || isCommand || event.defaultPrevented || !Object.hasOwn(acts, event.key)) return;
    if (find("dialog[open]") || (event.key !== "?" && memory.get(OFF) === "off")) return;
    event.preventDefault();
    acts[event.key]();
  });
}

/** The row with the focus, else the first that is in sight. */
function here(rows) {
  const focused = document.activeElement?.closest("article.entry");
  if (focused && rows.contains(focused)) return focused;
  return findAll("article.entry", rows).find((row) => row.getBoundingClientRect().top >= headerHeight() - 1);
}

function step(rows, by) {
  const all = findAll("article.entry", rows);
  const focused = all.indexOf(document.activeElement?.closest("article.entry"));
  const next = focused >= 0 ? all[focused + by] : here(rows);
  const link = next && find(".entry__title a", next);
  if (!link) return;
  link.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

let dialog = null;

/** The keys in a dialog; there they can be turned off, for readers whose software types letters. */
export function showKeys() {
  dialog ??= makeDialog();
  if (!dialog.open) dialog.showModal();
}

function makeDialog() {
  const box = make("input", { type: "checkbox" });
  box.checked = memory.get(OFF) !== "off";
  box.addEventListener("change", () => memory.set(OFF, box.checked ? null : "off"));
  const close = make("button.button", { type: "submit", autofocus: "" }, "Close");
  const made = make("dialog.keys", { "aria-labelledby": "keys-heading" },
    make("h2", { id: "keys-heading" }, "Keys"),
    make("dl", {}, ...KEYS.map(([key, words]) => make("div", {}, make("dt", {}, make("kbd", {}, key)), make("dd", {}, words)))),
    make("label", {}, box, " Single letters act"),
    make("form", { method: "dialog" }, close));
  made.addEventListener("click", (event) => { if (event.target === made) made.close(); });
  (find(".atlas") ?? document.body).append(made);
  return made;
}
