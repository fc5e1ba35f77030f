/** The list of a facet's terms with their descriptions and a field to filter it. */
import { make, makeButton } from "../shelf/make.js";
import { matching } from "./terms.js";

let last = 0;

export class Picker {
  isOpen = false;
  #ids = [];
  #active = -1;

  /** @param {import("./record.js").TermField} field @param {{toggle: (id: string) => void, closed: () => void}} acts */
  constructor({ facet, max, label }, acts) {
    const name = `picker-${++last}`;
    Object.assign(this, { facet, max, acts, name });
    this.list = make("ul.picker__list", { id: name, role: "listbox", "aria-label": label, ...(max > 1 ? { "aria-multiselectable": "true" } : {}) });
    this.filter = make("input.picker__filter", {
      type: "text", role: "combobox", "aria-controls": name, "aria-expanded": "true", "aria-autocomplete": "list",
      "aria-label": `Filter ${label.toLowerCase()}`, placeholder: "Filter", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
    });
    this.said = make("p.hint.picker__said", { role: "status" });
    this.done = makeButton("button.plain", "Done", () => this.#leave());
    this.element = make("div.picker", {}, make("p.picker__head", {}, this.filter, this.done), this.said, this.list);
    this.#listen();
  }

  /** @param {string[]} ids  the chosen ones */
  open(ids) {
    this.isOpen = true;
    this.element.hidden = false;
    this.filter.value = "";
    this.show(ids);
    this.#activate(this.#options.findIndex((option) => ids.includes(option.dataset.id)));
    this.filter.focus();
    this.element.scrollIntoView({ block: "nearest" });
  }

  /** The chosen ones have changed. @param {string[]} ids */
  show(ids) {
    this.#ids = ids;
    const found = matching(this.facet.terms, this.filter.value);
    const isFull = this.max > 1 && ids.length >= this.max;
    this.list.replaceChildren(...found.map((term, at) => this.#option(term, at, isFull)));
    this.list.hidden = !found.length;
    const count = found.length === 1 ? "1 term" : `${found.length} terms`;
    this.said.textContent = isFull ? `At most ${this.max}: remove one to take another.`
      : !found.length ? "No term like that. Words are proposed with a form of their own."
        : this.filter.value ? count : this.facet.description;
    this.#activate(Math.min(this.#active, found.length - 1));
  }

  close() {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.element.remove();
    this.acts.closed();
  }

  get #options() { return [...this.list.children]; }

  #option(term, at, isFull) {
    const isChosen = this.#ids.includes(term.id);
    const text = term.description || term.short || (term.name !== term.label && term.name) || "";
    const id = `${this.name}-${at}`;
    return make("li.picker__term", {
      role: "option", id, "data-id": term.id, "aria-selected": String(isChosen),
      ...(text ? { "aria-describedby": `${id}-text` } : {}), ...(isFull && !isChosen ? { "aria-disabled": "true" } : {}),
    }, make("b", {}, term.label), ...(text ? [" ", make("span", { id: `${id}-text`, "aria-hidden": "true" }, text)] : []));
  }

  #activate(at) {
    this.#active = at;
    this.#options.forEach((option, place) => option.classList.toggle("is-active", place === at));
    const option = this.#options[at];
    if (option) {
      this.filter.setAttribute("aria-activedescendant", option.id);
      const [top, bottom] = [option.offsetTop, option.offsetTop + option.offsetHeight];
      if (top < this.list.scrollTop) this.list.scrollTop = top;
      else if (bottom > this.list.scrollTop + this.list.clientHeight) this.list.scrollTop = bottom - this.list.clientHeight;
    } else {
      this.filter.removeAttribute("aria-activedescendant");
    }
  }

  #take(option) {
    if (option && option.getAttribute("aria-disabled") !== "true") this.acts.toggle(option.dataset.id);
  }

  #leave() {
    const button = this.element.parentElement?.querySelector("[aria-expanded=true].chips__add");
    this.close();
    button?.focus();
  }

  #listen() {
    this.filter.addEventListener("input", () => {
      this.show(this.#ids);
      this.#activate(this.filter.value && this.list.children.length ? 0 : -1);
    });
    this.filter.addEventListener("keydown", (event) => this.#onKey(event));
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.#leave();
    });
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", (event) => this.#take(event.target.closest("[role=option]")));
    this.element.addEventListener("focusout", ({ relatedTarget }) => {
      const field = this.element.parentElement;
      if (relatedTarget && !field?.contains(relatedTarget)) this.close();
    });
    document.addEventListener("click", ({ target }) => {
      if (this.isOpen && target.isConnected && !this.element.parentElement?.contains(target)) this.close();
    });
  }

  #onKey(event) {
    const count = this.list.children.length;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 }[event.key];
    if (event.key === "Enter") this.#take(this.#options[this.#active]);
    else if (step && count) this.#activate(Math.abs(step) > 1 ? Math.max(0, Math.min(count - 1, this.#active + step))
      : (Math.max(this.#active, step < 0 && this.#active < 0 ? 0 : -1) + step + count) % count);
    else return;
    event.preventDefault();
  }
}
