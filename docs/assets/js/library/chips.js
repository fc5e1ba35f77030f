/** The active filters in a line above the list, each a button that removes it. */
import { make, makeButton } from "../finder/make.js";
import { feedOf } from "./feed.js";
import { filtersOf, standingOf } from "./moves.js";
import { siteAddress } from "./row.js";
import { entriesWords, filterWords } from "./words.js";

export class Chips {
  /**
   * @param {HTMLElement} container
   * @param {{remove: (filter: import("./moves.js").Filter, words: string) => void, clear: () => void, copy: () => void,
   *          add: (term: {facetId: string, termId: string}) => void,
   *          labelOf: (filter: import("./moves.js").Filter) => string, rest: () => HTMLElement}} acts
   *          rest: what takes the focus when no chip is left
   * @param {string[]} fedFacets whose terms have feeds
   */
  constructor(container, acts, fedFacets = []) {
    this.container = container;
    this.fedFacets = fedFacets;
    this.offers = [];
    this.acts = acts;
    container.setAttribute("role", "group");
    container.setAttribute("aria-label", "Active filters");
    this.clear = makeButton("Clear all", () => acts.clear());
    this.copy = makeButton("Copy link to this view", () => acts.copy());
    this.copy.classList.add("chips__save");
  }

  /** @param {import("../find/types.js").State} state @param {import("../find/types.js").Jump[]} offers terms that the words name; unless told, those of before @param {number} total entries of the view, when known */
  show(state, offers = this.offers, total = 0) {
    this.offers = offers;
    const filters = filtersOf(state);
    const focused = [...this.container.children].indexOf(document.activeElement);
    const chips = filters.map((filter) => this.#chip(filter));
    if (chips.length) chips.push(this.clear);
    chips.push(...offers.filter((offer) => !standingOf(state.facets[offer.facetId], offer.termId)).slice(0, 3).map((offer) => this.#offer(offer)));
    const feed = feedOf(state, { facets: this.fedFacets, total });
    if (feed) chips.push(make("a.feed", { href: siteAddress(feed) }, "Feed", make("span.sr", {}, ` of ${filterWords(filters[0], this.acts.labelOf)}`)));
    if (chips.length || state.text || state.sort) chips.push(this.copy);
    this.container.replaceChildren(...chips);
    if (focused >= 0 && !this.container.contains(document.activeElement)) this.#focus(Math.min(focused, filters.length - 1));
  }

  /** Gives the focus to the chip of the filter that came last. @param {string} words */
  focus(words) {
    this.#focus([...this.container.children].findIndex((chip) => chip.dataset.words === words));
  }

  #focus(at) {
    (this.container.children[at] ?? this.acts.rest()).focus({ preventScroll: true });
  }

  #chip(filter) {
    const words = filterWords(filter, this.acts.labelOf);
    const chip = make("button.chip", { type: "button", "aria-label": `Remove filter ${words}`, "data-words": words },
      words, make("span.chip__x", { "aria-hidden": "true" }));
    chip.addEventListener("click", () => this.acts.remove(filter, words));
    return chip;
  }

  #offer(offer) {
    const name = `Add filter ${offer.facetLabel} ${offer.label}, ${entriesWords(offer.count)}`;
    const button = make("button.plain.chips__offer", { type: "button", "aria-label": name }, offer.label);
    button.addEventListener("click", () => this.acts.add(offer));
    return button;
  }
}
