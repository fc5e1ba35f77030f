/** What is said below a field: that it is wrong, what a source says instead, what it was before. */
import { make, makeButton } from "../shelf/make.js";

let last = 0;

export class Remarks {
  #fault = null;
  #other = null;
  #was = null;

  /** @param {HTMLElement} element  the field @param {HTMLElement} control @param {HTMLElement} described  what remarks are about */
  constructor(element, control, described = control) {
    Object.assign(this, { element, control, described });
  }

  /** @param {string} message  "" when nothing is wrong */
  fault(message) {
    if ((this.#fault?.textContent ?? "") === message) return;
    this.#fault?.remove();
    this.#fault = message ? make("p.field__error", { id: `remark-${++last}` }, message) : null;
    if (this.#fault) this.control.after(this.#fault);
    if (this.control.matches("input, textarea")) {
      if (message) this.control.setAttribute("aria-invalid", "true");
      else this.control.removeAttribute("aria-invalid");
    }
    this.#describe();
  }

  /** @param {string} words  "" for nothing @param {string} [label] of a button @param {() => void} [act] */
  other(words, label, act) {
    this.#other = this.#put(this.#other, words, label, act);
  }

  was(words, label, act) {
    this.#was = this.#put(this.#was, words, label, act);
  }

  #put(old, words, label, act) {
    if (old && words && old.dataset.words === words) return old;
    if (old?.contains(document.activeElement)) this.control.focus();
    old?.remove();
    const note = words ? make("p.hint.field__remark", { id: `remark-${++last}`, "data-words": words }, words, " ", makeButton("button.plain", label, act)) : null;
    if (note) this.element.append(note);
    queueMicrotask(() => this.#describe());
    return note;
  }

  #describe() {
    const ids = [this.#fault, this.#other, this.#was].filter(Boolean).map(({ id }) => id).join(" ");
    if (ids) this.described.setAttribute("aria-describedby", ids);
    else this.described.removeAttribute("aria-describedby");
  }
}
