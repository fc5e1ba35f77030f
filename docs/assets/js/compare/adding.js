/** The field that finds entries to add, with a button for each. */
import { make } from "../finder/make.js";
import { find } from "../page.js";

const PAUSE = 150; // ms without a key until the library is asked
const SHOWN = 6;
const LANE = "compare";

export class Adding {
  /**
   * @param {HTMLFormElement} form
   * @param {() => import("../find/types.js").Client} connect
   * @param {(row: import("../find/types.js").Row) => void} add
   */
  constructor(form, connect, add) {
    Object.assign(this, { form, connect, add, timer: 0, taken: [] });
    this.field = find("input", form);
    this.list = find("[data-hits]", form);
    this.said = find("[data-found]", form);
    this.field.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), PAUSE);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(this.timer);
      this.ask();
    });
  }

  /** Entries that are compared already are not offered. @param {string[]} taken their keys */
  show(taken, isFull) {
    this.taken = taken;
    this.form.hidden = isFull;
  }

  clear() {
    this.field.value = "";
    this.list.replaceChildren();
    this.said.textContent = "";
  }

  async ask() {
    const text = this.field.value.trim();
    if (!text) return this.clear();
    try {
      const answer = await this.connect().find({ lane: LANE, state: { text }, size: SHOWN + this.taken.length });
      if (answer) this.draw(answer, text);
    } catch {
      this.said.textContent = "The list did not load. Try again.";
    }
    return undefined;
  }

  draw({ rows, total }, text) {
    const offered = rows.filter((row) => !this.taken.includes(row.key)).slice(0, SHOWN);
    this.list.replaceChildren(...offered.map((row) => make("li", {}, this.buttonOf(row))));
    const shown = text.length > 60 ? `${[...text].slice(0, 60).join("")}...` : text;
    this.said.textContent = !total ? `Nothing for "${shown}".` : !offered.length ? "These are compared already."
      : total > offered.length ? `The first ${offered.length} of ${total.toLocaleString("en")}.` : "";
  }

  buttonOf(row) {
    const button = make("button.compare__hit", { type: "button" }, make("b", {}, row.title), " ",
      make("span", {}, `${row.authors}, ${row.dateWords}`));
    button.addEventListener("click", () => {
      this.clear();
      this.add(row);
      this.field.focus();
    });
    return button;
  }
}
