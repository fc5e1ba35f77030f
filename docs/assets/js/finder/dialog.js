/** The empty dialog: a field, links to jump to, a list of hits, and what the keys do. */
import { make } from "./make.js";

export const LIST = "finder-list";

/**
 * @param {string} library address of the library, where the form leads
 * @returns {Record<"dialog"|"form"|"field"|"close"|"jump"|"body"|"list"|"note"|"count"|"status", HTMLElement>}
 */
export function makeDialog(library) {
  const field = make("input.finder__input", {
    name: "q", type: "text", role: "combobox", "aria-label": "Search the library", placeholder: "Search",
    "aria-autocomplete": "list", "aria-controls": LIST, "aria-expanded": "false", autocomplete: "off",
    autocapitalize: "off", autocorrect: "off", spellcheck: "false", enterkeyhint: "search", maxlength: "1000",
  });
  const close = make("button.plain", { type: "button", "aria-label": "Esc, close search" },
    make("kbd", {}, "Esc"), make("span", {}, "Close"));
  const form = make("form", { role: "search", action: library }, field, close);
  const jump = make("p.finder__terms", { hidden: "" });
  const list = make("div", { id: LIST, role: "listbox", "aria-label": "Entries" });
  const note = make("div.finder__note");
  const body = make("div.finder__hits", {}, note, list);
  const count = make("span.finder__n");
  const status = make("p.sr", { role: "status" });
  const dialog = make("dialog.finder", { "aria-label": "Search" }, form, jump, body, makeFoot(count), status);
  return { dialog, form, field, close, jump, body, list, note, count, status };
}

function makeFoot(count) {
  const key = (name) => make("kbd", {}, name);
  const said = (...parts) => make("span", {}, ...parts);
  return make("p.finder__foot", {},
    said(key("↑"), " ", key("↓"), " move"),
    said(key("Enter"), " open"),
    said(key("Shift"), " ", key("Enter"), " see all in library"),
    count);
}
