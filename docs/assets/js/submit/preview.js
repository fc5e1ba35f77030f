/** The entry as it will look: its row, its file and its BibTeX record, beside the form. */
import { find } from "../page.js";
import { make } from "../shelf/make.js";
import { renderRecord } from "./bibtex_write.js";
import { drawCard } from "./card.js";
import { renderEntry } from "./yaml.js";

export class Preview {
  /**
   * @param {HTMLElement} place @param {import("./record.js").Format} format
   * @param {import("./latex_write.js").LatexWriter} latex
   */
  constructor(place, format, latex) {
    Object.assign(this, { format, latex, rowFacets: place.dataset.rowFacets.split(" ").filter(Boolean) });
    this.row = find("[data-row]", place);
    this.empty = [...this.row.childNodes];
    this.file = find("#file-entry code", place);
    this.bibtex = find("#file-bibtex code", place);
    this.changes = find("[data-changes]", place);
  }

  /** @param {import("./record.js").Entry} entry  as its file will have it @param {string} key  "" when none can be told */
  show(entry, key) {
    const isEmpty = !["title", "authors", "summary"].some((name) => entry[name]?.length);
    this.row.replaceChildren(...(isEmpty ? this.empty : [drawCard(entry, this.format, this.rowFacets)]));
    this.file.textContent = renderEntry(entry, this.format);
    this.bibtex.textContent = isEmpty ? "" : renderRecord(entry, key || "key", this.format, this.latex);
  }

  /**
   * What a correction changes.
   * @param {import("./change.js").Change[]} changes @param {import("./form.js").Form} form
   */
  showChanges(changes, form) {
    const words = (name, value) => (value === undefined ? "" : form.fields.get(name).words(value));
    const side = (tag, name, value) => (value === undefined ? [] : [make(tag, {}, words(name, value))]);
    const items = changes.flatMap(({ name, before, after }) => [
      make("dt", {}, form.labelOf(name)),
      make("dd", {}, ...side("del", name, before), ...side("ins", name, after)),
    ]);
    find("dl", this.changes).replaceChildren(...items);
    this.changes.hidden = !changes.length;
  }
}
