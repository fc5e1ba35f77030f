/** A field of terms of the vocabulary: chips, and a list to pick from. */
import { find } from "../page.js";
import { make, makeButton } from "../shelf/make.js";
import { Picker } from "./picker.js";
import { Remarks } from "./remarks.js";

export class TermField {
  /** Who the value is from: "" for nobody, "person", "entry", or the name of a source. */
  origin = "";
  #ids = [];

  /** @param {HTMLElement} element @param {import("./record.js").TermField} field @param {{changed: () => void, left: () => void}} options */
  constructor(element, field, options) {
    this.name = field.name;
    this.field = field;
    this.element = element;
    this.options = options;
    this.label = field.label;
    this.isSingle = field.max === 1;
    this.chips = find(".chips", element);
    this.button = makeButton("button.plain.chips__add", "Add", () => this.#toggle());
    this.button.setAttribute("aria-expanded", "false");
    this.remarks = new Remarks(element, this.chips, element);
    this.#draw();
  }

  /** @returns {string|string[]} */
  get value() { return this.isSingle ? this.#ids[0] ?? "" : [...this.#ids]; }

  get raw() { return [...this.#ids]; }

  get isEmpty() { return !this.#ids.length; }

  get isInUse() { return Boolean(this.picker?.isOpen); }

  /** @param {string|string[]} value  ids @param {string} origin */
  set(value, origin) {
    this.#ids = [value].flat().filter((id) => id && typeof id === "string");
    this.origin = this.#ids.length ? origin : "";
    this.remarks.other("");
    this.#draw();
  }

  /** @param {string|string[]} value */
  words(value) { return [value ?? []].flat().map((id) => this.#labelOf(id)).join(", "); }

  focus() { this.button.focus(); }

  #labelOf(id) { return this.field.facet.byId.get(id)?.label ?? id; }

  #toggle() {
    this.picker ??= new Picker(this.field, { toggle: (id) => this.#pick(id), closed: () => this.#closed() });
    if (this.picker.isOpen) return this.picker.close();
    this.element.append(this.picker.element);
    this.button.setAttribute("aria-expanded", "true");
    return this.picker.open(this.#ids);
  }

  #closed() {
    this.button.setAttribute("aria-expanded", "false");
    this.options.left();
  }

  #pick(id) {
    const isChosen = this.#ids.includes(id);
    if (this.isSingle) this.#change(isChosen && !this.field.required ? [] : [id]);
    else if (isChosen) this.#change(this.#ids.filter((other) => other !== id));
    else if (this.#ids.length < this.field.max) this.#change([...this.#ids, id]);
    const isDone = this.isSingle || (!isChosen && this.#ids.length >= this.field.max);
    if (!isDone) return this.picker.show(this.#ids);
    this.picker.close();
    return this.button.focus();
  }

  #change(ids) {
    this.#ids = ids;
    this.origin = "person";
    this.remarks.other("");
    this.#draw();
    this.options.changed();
  }

  #draw() {
    const isFixed = this.isSingle && this.field.required;
    const chips = this.#ids.map((id) => (isFixed
      ? make("span.chip", {}, this.#labelOf(id)) : this.#chip(id)));
    const isFull = !this.isSingle && this.#ids.length >= this.field.max;
    this.button.textContent = this.isSingle && this.#ids.length ? "Change" : isFull ? "Change" : "Add";
    this.button.setAttribute("aria-label", `${this.button.textContent} ${this.label.toLowerCase()}`);
    this.chips.replaceChildren(...chips.flatMap((chip) => [chip, " "]), this.button);
  }

  #chip(id) {
    const label = this.#labelOf(id);
    const chip = makeButton("button.chip", label, () => {
      this.#change(this.#ids.filter((other) => other !== id));
      this.button.focus();
      this.options.left();
    });
    chip.append(make("span.chip__x", { "aria-hidden": "true" }));
    chip.setAttribute("aria-label", `Remove ${label}`);
    return chip;
  }
}
