/** One facet of the rail: its first values, then all of them with a field to filter them. */
import { make } from "../finder/make.js";
import { Choice } from "./choice.js";
import { nextStanding } from "./moves.js";
import { firstOf, matching, ordered } from "./terms.js";
import { numberWords } from "./words.js";

/**
 * @typedef {{label: string, noun: string, limit: number, given?: number,
 *            turn: (id: string, standing: import("./moves.js").Standing) => void,
 *            beyond?: (text: string) => Node}} FacetOptions
 *          given: there may be more values than these; beyond: what to offer when none of them matches
 */
export class Facet {
  /** @param {FacetOptions} options */
  constructor(options) {
    this.options = options;
    this.choices = new Map();
    this.values = [];
    this.isOpen = false;
    this.list = make("div.facet__terms");
    this.none = make("p.hint", { hidden: "" });
    this.more = make("button.facet__more", { type: "button", "aria-expanded": "false", hidden: "" });
    this.element = make("fieldset.facet", {}, make("legend", {}, options.label), this.list, this.none, this.more);
    this.more.addEventListener("click", () => this.#open(!this.isOpen));
  }

  /** @param {import("./terms.js").Value[]} values all of them, in the order of the vocabulary */
  show(values) {
    if (this.#isInUse()) {
      // What the reader is about to click on must not move.
      const now = new Map(values.map((value) => [value.id, value]));
      const known = this.values.map((value) => now.get(value.id) ?? { ...value, count: 0, standing: "" });
      const met = new Set(known.map((value) => value.id));
      this.values = [...known, ...values.filter((value) => !met.has(value.id))];
    } else {
      this.values = ordered(values);
    }
    this.#draw();
  }

  /** Where the keyboard arrives. */
  get first() { return this.element.querySelector("button:not(:disabled), input"); }

  #isInUse() {
    return this.isOpen || this.element.matches(":hover, :focus-within");
  }

  #draw() {
    const { limit, noun } = this.options;
    const typed = this.isOpen ? this.field.value : "";
    const shown = this.isOpen ? matching(this.values, typed) : firstOf(this.values, limit);
    const elements = shown.map((value) => this.#choice(value).element);
    const isSame = elements.length === this.list.children.length
      && elements.every((element, at) => element === this.list.children[at]);
    if (!isSame) this.list.replaceChildren(...elements);
    this.element.hidden = !this.values.length;
    this.more.hidden = this.values.length <= limit;
    const words = this.isOpen ? "Fewer" : this.#allWords();
    this.more.textContent = words;
    this.more.setAttribute("aria-label", `${words} ${noun}`);
    this.none.hidden = Boolean(elements.length);
    if (!elements.length) this.none.replaceChildren(...this.#nothing(typed));
  }

  #allWords() {
    const count = this.values.length;
    return `${count < (this.options.given ?? Infinity) ? "All" : "First"} ${numberWords(count)}`;
  }

  #nothing(typed) {
    const found = `No ${this.options.noun} like that.`;
    return this.options.beyond ? [found, " ", this.options.beyond(typed.trim())] : [found];
  }

  #choice(value) {
    let choice = this.choices.get(value.id);
    if (!choice) {
      choice = new Choice(value.label, () => {
        const { standing } = this.values.find((each) => each.id === value.id);
        this.options.turn(value.id, nextStanding(standing));
      });
      this.choices.set(value.id, choice);
    }
    choice.show(value.standing, value.count);
    return choice;
  }

  #open(isOpen) {
    this.isOpen = isOpen;
    this.more.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) this.list.before(this.#filterField());
    else this.field.remove();
    this.values = ordered(this.values);
    this.#draw();
    // On a touch screen the focus would bring up the keyboard over the list.
    if (isOpen && matchMedia("(hover: hover)").matches) this.field.focus();
    else if (!isOpen) this.element.scrollIntoView({ block: "nearest" });
  }

  #filterField() {
    const label = `Filter ${this.options.noun}`;
    this.field = make("input.facet__filter", {
      type: "search", placeholder: label, "aria-label": label, maxlength: "100",
      autocomplete: "off", autocapitalize: "off", spellcheck: "false",
    });
    this.field.addEventListener("input", () => this.#draw());
    return this.field;
  }
}
