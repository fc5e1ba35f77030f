/** The library's line on how much of it is searched; loaded where there is something to say. */
import { make } from "../finder/make.js";
import { partNote } from "../finder/part.js";
import { find } from "../page.js";

const PATIENCE = 800; // ms

/** Quiet at first, for most of a library comes at once. */
export class PartNote {
  /** @param {HTMLElement} before */
  constructor(before) {
    this.element = make("p.note", { role: "status", hidden: "" });
    before.after(this.element);
  }

  /** @param {import("../find/growth.js").Growth} growth */
  show(growth) {
    clearTimeout(this.timer);
    if (growth.standing === "coming" && this.element.hidden) this.timer = setTimeout(() => this.#draw(growth), PATIENCE);
    else this.#draw(growth);
  }

  /** Draws the rows anew under a reader who has some of them in sight, or the focus on one. @param {import("./list.js").List} list @param {() => void} draw */
  keepPlace(list, draw) {
    const { place } = list;
    const focused = document.activeElement?.closest("[data-rows] article.entry")?.id;
    draw();
    if (!place.key && !focused) return;
    list.returnTo({ scroll: scrollY, ...place });
    if (focused && list.keys.includes(focused)) find("a", document.getElementById(focused)).focus({ preventScroll: true });
  }

  #draw(growth) {
    const note = partNote(growth);
    const hadFocus = this.element.contains(document.activeElement);
    this.element.replaceChildren(...note);
    this.element.hidden = !note.length;
    if (hadFocus) find("#q")?.focus({ preventScroll: true });
  }
}
