/** A field of text: one line, several, or an item per line. */
import { find } from "../page.js";
import { make } from "../shelf/make.js";
import { Remarks } from "./remarks.js";
import { lengthOf, tidy } from "./text.js";
import { SECURE } from "./values.js";

export class TextField {
  /** Who the value is from: "" for nobody, "person", "entry", or the name of a source. */
  origin = "";

  /** @param {HTMLElement} element @param {{isList: boolean, most: number, changed: () => void, left: () => void}} options */
  constructor(element, options) {
    this.name = element.dataset.field;
    this.element = element;
    this.control = find("input, textarea", element);
    this.label = find("label", element).firstChild.textContent.trim();
    this.remarks = new Remarks(element, this.control);
    this.options = options;
    if (this.control.value) this.origin = "person";
    this.control.addEventListener("input", () => {
      this.origin = "person";
      this.remarks.other("");
      this.#count();
      options.changed();
    });
    this.control.addEventListener("change", () => {
      this.#completeAddress();
      options.left();
    });
    this.#addCounter();
  }

  /** @returns {string|string[]} */
  get value() {
    if (!this.options.isList) return tidy(this.control.value);
    return this.control.value.split("\n").map(tidy).filter(Boolean);
  }

  /** As it stands in the control, for a draft. */
  get raw() { return this.control.value; }

  get isEmpty() { return !this.value.length; }

  /** Whether somebody is typing here. */
  get isInUse() { return document.activeElement === this.control; }

  /** @param {string|string[]} value @param {string} origin */
  set(value, origin) {
    this.control.value = Array.isArray(value) ? value.join("\n") : value;
    this.origin = this.control.value ? origin : "";
    this.remarks.other("");
    this.#count();
  }

  /** @param {string|string[]} value */
  words(value) { return [value ?? []].flat().join("; "); }

  focus() { this.control.focus(); }

  /** People leave out the scheme, copy an old one or what git takes, or a full stop behind it. */
  #completeAddress() {
    if (this.control.inputMode !== "url") return;
    const text = tidy(this.control.value).replace(/^<|[>.,;]+$/g, "").replace(/^git@([\w.-]+):/, "$1/").replace(/\.git$/, "");
    if (!/^(?:https?:\/\/)?[\w-]+(?:\.[\w-]+)+(?:\/|$)/i.test(text)) return;
    const whole = SECURE + text.replace(/^https?:\/\//i, "");
    if (whole === this.control.value) return;
    this.control.value = whole;
    this.options.changed();
  }

  #addCounter() {
    if (this.name !== "summary") return;
    this.counter = make("p.hint.field__count");
    this.control.after(this.counter);
    this.#count();
  }

  #count() {
    if (this.counter) this.counter.textContent = `${lengthOf(this.value)} of ${this.options.most} characters`;
  }
}
