/**
 * The filters: a rail beside the list, a drawer on a phone.
 * @typedef {import("../find/types.js").State} State
 * @typedef {import("../find/types.js").Answer} Answer
 */
import { make, makeButton } from "../finder/make.js";
import { Choice } from "./choice.js";
import { Facet } from "./facet.js";
import { cleared, filtersOf, flagStanding, nextStanding, standingOf, withAuthor, withFlag, withTerm, withYears } from "./moves.js";
import { Since } from "./since.js";
import { entriesWords, LOADING, NOT_LOADED, turnedWords } from "./words.js";
import { Years } from "./years.js";

const FEW = 6;
const FEW_OF_MAIN = 12; // the main facet is the way most readers take
const AUTHORS_GIVEN = 200;
const NO_COUNTS = { authors: [], code: [0, 0], reviewed: [0, 0], years: {} };

export class Rail {
  /**
   * @param {HTMLFormElement} form
   * @param {{change: (move: (state: State) => State, words: string) => void, search: (text: string) => void}} acts
   */
  constructor(form, acts) {
    this.form = form;
    this.acts = acts;
    this.labels = new Map(); // of authors met so far, by slug
    this.close = make("button.button", {
      type: "button", popovertarget: form.id, popovertargetaction: "hide",
    }, "Close");
    this.clear = makeButton("Clear all", () => { this.close.focus(); this.#change(cleared); });
    this.clear.hidden = true;
    this.head = make("p.facets__head", {}, make("b", {}, "Filters"), this.clear, this.close);
    this.body = make("div", {}, make("p.hint", {}, LOADING));
    form.replaceChildren(this.head, this.body);
    form.classList.add("facets--waiting");
    form.addEventListener("submit", (event) => event.preventDefault());
  }

  fail() { this.body.replaceChildren(make("p.hint", {}, NOT_LOADED)); }

  /** @param {import("../find/types.js").Facts} facts what there is to choose from */
  build(facts) {
    this.facets = new Map(facts.facets.map((facet, at) => [facet.id, this.#facetOf(facet, at)]));
    this.vocabulary = new Map(facts.facets.map((facet) => [facet.id, new Map(facet.terms.map((term) => [term.id, term.label]))]));
    this.order = facts.facets;
    this.years = new Years(facts.years, (from, to) => this.#change((state) => withYears(state, from, to)));
    this.flags = { code: this.#flag("code", "Has code"), reviewed: this.#flag("reviewed", "Peer-reviewed") };
    this.status = make("fieldset.facet", {}, make("legend", {}, "Status"),
      ...Object.values(this.flags).map((choice) => choice.element));
    this.authors = new Facet({
      label: "Author", noun: "authors", limit: FEW, given: AUTHORS_GIVEN,
      turn: (slug, standing) => this.#change((state) => withAuthor(state, slug, standing), this.labels.get(slug), standing),
      beyond: (text) => makeButton(`Search for author “${text}”`, () => this.acts.search(authorQuery(text))),
    });
    this.since = new Since((day) => this.#change((state) => ({ ...state, since: day })));
    const [main, ...others] = [...this.facets.values()].map((facet) => facet.element);
    this.body.replaceChildren(make("p.facets__hint", {}, "Click to include, again to exclude."),
      main, this.years.element, this.status, ...others, this.authors.element, this.since.element);
    this.form.classList.remove("facets--waiting");
  }

  /** @param {State} state @param {Answer|null} answer null: the numbers stay as they are */
  show(state, answer) {
    if (answer) this.counts = { ...NO_COUNTS, ...answer.counts };
    const before = answer ? null : this.state; // without new numbers only what was clicked on changes
    this.state = state;
    this.clear.hidden = !filtersOf(state).length;
    const counts = this.counts ?? NO_COUNTS;
    for (const { id, terms } of this.order) {
      if (before && before.facets[id] === state.facets[id]) continue;
      this.facets.get(id).show(terms.map((term) => ({
        id: term.id, label: term.label, count: counts[id]?.[term.id] ?? 0, standing: standingOf(state.facets[id], term.id),
      })));
    }
    if (before?.authors !== state.authors) this.authors.show(this.#authorValues(state, counts));
    for (const [name, choice] of Object.entries(this.flags)) choice.show(flagStanding(state[name]), counts[name][0]);
    this.since.show(state);
    if (!answer) return;
    this.years.show(state, counts.years);
    this.close.textContent = answer.total ? `Show ${entriesWords(answer.total)}` : "Close";
  }

  /** The label of a term or an author; an author not met yet is named by the slug. */
  labelOf(filter) {
    if (filter.type === "author") return this.labels.get(filter.slug) ?? filter.slug;
    return this.vocabulary.get(filter.facetId)?.get(filter.termId) ?? filter.termId;
  }

  /** Where the keyboard arrives. */
  get first() { return this.facets?.values().next().value?.first ?? this.close; }

  #change(move, label = "", standing = "") { this.acts.change(move, label && turnedWords(label, standing)); }

  #facetOf(facet, at) {
    return new Facet({
      label: facet.singular, noun: facet.label.toLowerCase(), limit: at ? FEW : FEW_OF_MAIN,
      turn: (id, standing) => this.#change((state) => withTerm(state, facet.id, id, standing), this.vocabulary.get(facet.id).get(id), standing),
    });
  }

  #flag(name, label) {
    return new Choice(label, () => {
      const standing = nextStanding(flagStanding(this.state[name]));
      this.#change((state) => withFlag(state, name, standing), label, standing);
    });
  }

  #authorValues(state, counts) {
    for (const author of counts.authors) this.labels.set(author.slug, author.label);
    const met = new Set(counts.authors.map((author) => author.slug));
    const missing = [...state.authors.any, ...state.authors.none].filter((slug) => !met.has(slug));
    return [
      ...counts.authors.map(({ slug, label, n }) => ({ id: slug, label, count: n, standing: standingOf(state.authors, slug) })),
      ...missing.map((slug) => ({ id: slug, label: this.labels.get(slug) ?? slug, count: 0, standing: standingOf(state.authors, slug) })),
    ];
  }
}

/** @param {string} text a name */
const authorQuery = (text) => `author:"${text.replaceAll('"', "")}"`;
