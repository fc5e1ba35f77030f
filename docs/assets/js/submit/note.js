/** The note that a work is here already. */
import { make, makeButton } from "../shelf/make.js";

export class DuplicateNote {
  #key = null;

  /** @param {{site: string, root: string, isNew: boolean, dismiss: (key: string) => void}} options */
  constructor(options) {
    this.options = options;
    this.element = make("div.note", { role: "alert", hidden: "" });
    this.element.id = "duplicate";
  }

  /** @param {import("./duplicates.js").Duplicate|null} found @param {HTMLElement} place  the field that tells */
  show(found, place) {
    if ((found?.key ?? null) === this.#key && (!found || this.element.parentElement === place)) return;
    this.#key = found?.key ?? null;
    this.element.hidden = !found;
    if (!found) return this.element.replaceChildren();
    place.append(this.element);
    return this.element.replaceChildren(...this.#content(found));
  }

  focus() { this.element.querySelector("a, button")?.focus(); }

  #content({ key, title, authors, where, reason }) {
    const { site, root, isNew, dismiss } = this.options;
    const page = `${root}entries/${encodeURIComponent(key)}/`;
    const correct = make("a.button", { href: `?entry=${encodeURIComponent(key)}` }, "Correct that entry");
    const other = makeButton("button.plain", "Mine is a different work", () => dismiss(key));
    return [
      make("p", {}, make("b", {}, `Already in ${site}.`), ` An entry has ${reason}:`),
      make("p", {}, make("a.note__title", { href: page }, title), make("br"), `${authors}. ${where}`),
      make("p.actions", {}, ...(isNew ? [correct, " "] : []), other),
    ];
  }
}
