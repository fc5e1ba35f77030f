/** One value of a filter: a button with three states, included, excluded and neither. */
import { make } from "../finder/make.js";
import { choiceWords, isUncounted, numberWords } from "./words.js";

export class Choice {
  /** @param {string} label @param {() => void} turn called when the reader wants the next state */
  constructor(label, turn) {
    this.number = make("data");
    this.state = make("span.sr");
    this.element = make("button.facet__term", { type: "button" }, make("span.facet__box", { "aria-hidden": "true" }),
      make("span.facet__name", {}, label), make("span.sr", {}, ", "), this.number, this.state);
    this.element.addEventListener("click", () => {
      if (this.element.getAttribute("aria-disabled") !== "true") turn();
    });
  }

  /** @param {import("./moves.js").Standing} standing @param {number} count what it would show */
  show(standing, count) {
    if (standing !== this.standing || count !== this.count) {
      Object.assign(this, { standing, count });
      this.element.dataset.standing = standing;
      this.number.value = String(count);
      this.number.textContent = isUncounted(count, standing) ? "" : numberWords(count);
      this.state.textContent = choiceWords(count, standing);
    }
    this.#setEnabled(Boolean(count || standing));
  }

  /** A button that has the focus keeps it: it only says that it does nothing. */
  #setEnabled(isEnabled) {
    const hasFocus = this.element === document.activeElement;
    if (isEnabled === this.isEnabled && !hasFocus && !this.hadFocus) return; // hundreds of them stay as they are
    Object.assign(this, { isEnabled, hadFocus: hasFocus });
    this.element.disabled = !isEnabled && !hasFocus;
    if (!isEnabled && hasFocus) this.element.setAttribute("aria-disabled", "true");
    else this.element.removeAttribute("aria-disabled");
  }
}
