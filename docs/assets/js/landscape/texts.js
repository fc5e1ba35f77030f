/** What the page says of entries: the card of the one pointed at, the list of those in view. */
import { make } from "../finder/make.js";

const SHOWN = 12;

/** @param {string} root @param {string} key */
export const addressOf = (root, key) => `${root}entries/${key}/`;

export class Card {
  /** @param {HTMLElement} place @param {string} root */
  constructor(place, root) { Object.assign(this, { place, root }); }

  /** @param {import("../find/types.js").Row} row @param {boolean} isRight @param {boolean} isLow the corner to stand in */
  show(row, isRight, isLow) {
    const link = make("a", { href: addressOf(this.root, row.key) }, row.title);
    this.place.replaceChildren(make("h3", {}, link), make("p", {}, row.authors), make("p", {}, `${row.where} · ${row.dateWords}`));
    this.place.classList.toggle("land__card--right", isRight);
    this.place.classList.toggle("land__card--low", isLow);
    this.place.hidden = false;
  }

  hide() { this.place.hidden = true; }
}

export class List {
  /** @param {HTMLElement} place @param {HTMLElement} count @param {string} root */
  constructor(place, count, root) { Object.assign(this, { place, count, root }); }

  /** How many there are room for. */
  get room() { return SHOWN; }

  /** @param {import("../find/types.js").Row[]} rows @param {number[]} positions of these @param {number} total */
  show(rows, positions, total) {
    this.count.textContent = rows.length < total ? `${rows.length} of ${total.toLocaleString("en")}, nearest the middle` : String(total);
    const held = document.activeElement?.closest?.("[data-at]")?.dataset.at;
    this.place.replaceChildren(...rows.map((row, n) => make("li", { "data-at": String(positions[n]) },
      make("a", { href: addressOf(this.root, row.key) }, row.title), make("span", {}, row.published.slice(0, 4)))));
    if (held) this.place.querySelector(`[data-at="${held}"] a`)?.focus({ preventScroll: true });
  }
}
