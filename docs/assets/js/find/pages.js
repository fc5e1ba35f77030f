/** Sections of written pages that match; a small full-text index of their own. */
import { FUNCTION_WORDS, siblings, words } from "./fold.js";

const MOST = 8;

export class PageIndex {
  #MiniSearch;
  #index = null;
  #titles;

  constructor(columns, MiniSearch) {
    this.read(columns, MiniSearch);
  }

  /** Reads what is there of them; they come with the summaries. */
  read({ pages }, MiniSearch = this.#MiniSearch) {
    this.#MiniSearch = MiniSearch;
    pages ??= [];
    this.#titles = pages.map(({ title }) => words(title));
    if (!MiniSearch) return;
    this.#index = new MiniSearch({
      fields: ["title", "page", "text"], tokenize: words, processTerm: (word) => word,
    });
    this.#index.addAll(pages.map((section, id) => ({ id, ...section })));
  }

  /**
   * @param {{text: string, isLast: boolean}[]} typed
   * @returns {{at: number, score: number}[]} best first
   */
  search(typed) {
    const telling = typed.filter((it) => !FUNCTION_WORDS.has(it.text));
    const list = telling.length ? telling : typed;
    if (!list.length) return [];
    if (!this.#index) return this.#byTitle(list);
    const queries = list.map(({ text, isLast }) => ({
      combineWith: "OR",
      queries: [
        { queries: [text], prefix: isLast, fuzzy: text.length > 4 ? 1 : false },
        { queries: siblings(text).slice(0, 6), fuzzy: false },
      ],
    }));
    return this.#index.search({ combineWith: "AND", queries }, {
      boost: { title: 4, page: 1.5 }, weights: { fuzzy: 0.3, prefix: 0.6 },
    }).slice(0, MOST).map(({ id, score }) => ({ at: id, score }));
  }

  /** Until the index is there: titles in which each word begins one. */
  #byTitle(list) {
    const fits = (title) => list.every(({ text }) => title.some((word) => word.startsWith(text)));
    return this.#titles.flatMap((title, at) => (fits(title) ? [{ at, score: 1 / title.length }] : [])).slice(0, MOST);
  }
}
