/** An entry that is being corrected or confirmed: what it says now, and what becomes of it. */
import { find } from "../page.js";
import { make } from "../shelf/make.js";
import { Remarks } from "./remarks.js";
import { urlFault } from "./values.js";
import { changesOf } from "./change.js";
import { printed } from "./names.js";
import { ordered } from "./record.js";
import { shortAuthors } from "./card.js";

export class Correction {
  #boxes = new Map(); // field in doubt -> the box by which somebody confirms it

  /**
   * @param {HTMLElement} place @param {import("./record.js").Entry} entry  with its key
   * @param {import("./form.js").Form} form @param {string} root @param {() => void} changed
   */
  constructor(place, { key, ...entry }, form, root, changed) {
    this.key = key;
    this.form = form;
    this.base = ordered(entry, form.format);
    this.source = find("#source", place);
    this.remarks = new Remarks(this.source.parentElement, this.source);
    this.source.addEventListener("input", changed);
    this.#dress(place, root);
    form.take(this.base);
    this.#markDoubts(changed);
  }

  /** The entry as it will be: what the form does not ask for stays. @returns {import("./record.js").Entry} */
  get entry() {
    const fixed = Object.entries(this.base).filter(([name]) => !this.form.fields.has(name));
    return ordered({ ...Object.fromEntries(fixed), ...this.form.entry }, this.form.format);
  }

  get changes() { return changesOf(this.base, this.entry, this.form.format); }

  /** Fields that were in doubt and that somebody has compared with a source. @returns {string[]} */
  get confirmed() {
    const changed = this.changes.map(({ name }) => name);
    return [...this.#boxes].filter(([name, box]) => box.checked && !changed.includes(name)).map(([name]) => name);
  }

  set confirmed(names) {
    for (const [name, box] of this.#boxes) box.checked = names.includes(name);
  }

  /** What is still to do besides the fields of the entry. */
  get todo() {
    const source = this.source.value.trim();
    const isMissing = !source && this.confirmed.length > 0;
    return isMissing || (source && urlFault(source)) ? [{ words: "the source", focus: () => this.source.focus() }] : [];
  }

  /** Says below each field what it was. */
  show() {
    const source = this.source.value.trim();
    const fault = source && document.activeElement !== this.source ? urlFault(source) : "";
    this.remarks.fault(fault && `${fault}.`);
    const changed = new Map(this.changes.map((change) => [change.name, change]));
    for (const [name, field] of this.form.fields) {
      const change = changed.get(name);
      const words = !change ? "" : change.before === undefined ? "Was empty." : `Was: ${field.words(change.before)}`;
      field.remarks.was(words, "Take it back", () => {
        field.set(change.before ?? "", "entry");
        field.focus();
        field.options.changed();
      });
    }
  }

  /** What a draft keeps: the changed fields alone, so that the others follow the entry. */
  get draft() {
    const changed = new Set(this.changes.map(({ name }) => name));
    const all = [...this.form.fields].filter(([name]) => changed.has(name));
    return Object.fromEntries(all.map(([name, field]) => [name, [field.raw, "person"]]));
  }

  #dress(place, root) {
    const { title = "", authors = [] } = this.base;
    const name = find(".brand")?.textContent.trim() ?? "";
    find("[data-heading]").textContent = "Correct an entry";
    find("[data-lead]").textContent = "Change what is wrong and say where you saw it. What you changed, and nothing else, is sent.";
    document.title = `Correct an entry${name ? ` - ${name}` : ""}`;
    find("[data-identify]", place).hidden = true;
    find("[data-entry]", place).hidden = false;
    find("[data-describe]", place).textContent = "Correct";
    find("[data-source]", place).hidden = false;
    find("[data-entry-row]", place).replaceChildren(
      make("p", {}, make("a.note__title", { href: `${root}entries/${this.key}/` }, title), make("br"), shortAuthors(authors.map(printed))));
    const main = find("[data-send]", place);
    if (main) main.textContent = "Open the correction on GitHub";
    const create = find("[data-create]", place);
    if (create) create.textContent = "Edit it on GitHub";
    for (const details of place.querySelectorAll("details[data-more]")) details.open = [...details.querySelectorAll("[data-field]")].some((field) => this.base[field.dataset.field]);
  }

  /** What nobody has confirmed yet says so, and can be confirmed. */
  #markDoubts(changed) {
    for (const name of this.base.unverified ?? []) {
      const field = this.form.fields.get(name);
      if (!field) continue;
      field.element.querySelector("label, .field__label").append(" ", make("small.doubt", {}, "not yet confirmed"));
      const box = make("input", { type: "checkbox", autocomplete: "off" });
      box.addEventListener("change", changed);
      this.#boxes.set(name, box);
      field.element.append(make("label.field__confirm", {}, box, ` ${field.label}: right, compared with the source`));
    }
  }
}
