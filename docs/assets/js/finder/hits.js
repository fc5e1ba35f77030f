/** The list of hits: one link each, of which at most one is chosen with the arrow keys. */
import { entryAddress } from "./addresses.js";
import { make } from "./make.js";
import { pieces } from "./pieces.js";
import { allOf } from "./words.js";

const marked = (text, ranges) =>
  pieces(text, ranges).map((piece) => (piece.isMarked ? make("mark", {}, piece.text) : piece.text));

export class Hits {
  /** @param {HTMLElement} list @param {HTMLElement} field the combobox that the list belongs to */
  constructor(list, field) {
    this.list = list;
    this.field = field;
    this.chosen = null;
    list.addEventListener("focusin", (event) => this.choose(event.target.closest(".hit")));
  }

  get options() { return [...this.list.children]; }
  get first() { return this.list.firstElementChild; }

  /**
   * Shows the rows of an answer and a last line that leads to all of them. The hit that was
   * chosen stays so where the list still has it.
   */
  draw(root, answer, library) {
    const before = this.chosen?.href;
    const hits = answer.rows.map((row) => makeHit(root, row));
    if (answer.total) hits.push(make("a.hit.hit--all", { href: library }, allOf(answer.total, answer.searched < answer.of)));
    hits.forEach((hit, at) => {
      hit.id = `${this.list.id}-${at}`;
      hit.setAttribute("role", "option");
      hit.setAttribute("aria-selected", "false");
    });
    this.list.replaceChildren(...hits);
    this.list.hidden = !hits.length;
    this.field.setAttribute("aria-expanded", String(hits.length > 0));
    this.choose(hits.find((hit) => hit.href === before) ?? null);
  }

  clear() { this.draw("", { rows: [], total: 0 }, ""); }

  /** @param {HTMLElement|null} hit */
  choose(hit) {
    this.chosen?.setAttribute("aria-selected", "false");
    this.chosen = hit;
    if (!hit) return this.field.removeAttribute("aria-activedescendant");
    hit.setAttribute("aria-selected", "true");
    this.field.setAttribute("aria-activedescendant", hit.id);
    hit.scrollIntoView({ block: "nearest" });
  }

  /** One further down (1) or up (-1); from the last to the first and back. */
  move(step) {
    const options = this.options;
    if (!options.length) return;
    const at = this.chosen ? options.indexOf(this.chosen) + step : step > 0 ? 0 : -1;
    this.choose(options.at(at % options.length));
  }
}

function makeHit(root, row) {
  const { title, authors } = row.marks ?? {};
  return make("a.hit", { href: entryAddress(root, row.key) },
    make("b.hit__title", {}, ...marked(row.title, title)), " ",
    make("span.hit__by", {}, ...marked(row.authors, authors)), " ",
    make("span.hit__where", {}, make("span", {}, row.where), " ", make("span", {}, row.dateWords)));
}
