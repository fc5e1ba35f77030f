/** The library that answers: in the worker, or on the page where there is none. Knows no network. */
import { stateFromUrl } from "./address.js";
import { adviceFor } from "./advice.js";
import { decode } from "./columns.js";
import { countsOf } from "./counts.js";
import { Filters } from "./facets.js";
import { createEngine } from "./index.js";
import { marks } from "./mark.js";
import { Order, sortOf } from "./order.js";
import { furtherFiles, joined } from "./parts.js";
import { pathOf, rowMaker } from "./rows.js";
import { fullState } from "./state.js";
import { wholeOf } from "./whole.js";

const PAGE = 50;
const MAX_ROWS = 1000;
const NOTHING_FOUND = Object.freeze({ hits: null, isRelaxed: false, suggestion: "", ignored: [], pages: [], jump: [], terms: [] });

export class Service {
  #columns;
  #filters;
  #order;
  #makeRow;
  #engine = null;
  #steps = null;
  #MiniSearch = null;

  /**
   * @param {ArrayBuffer} bytes  of search.json
   * @param {{rowFacets?: string[]}} options
   * @param {ArrayBuffer[]} more  the further parts of a large library, as many as there are yet
   * @returns {import("./types.js").Facts|null} null when the parts are not of one edition
   * @throws {Error} when they are damaged
   */
  load(bytes, { rowFacets = [] } = {}, more = []) {
    const first = parse(bytes, "search.json");
    const json = joined([first, ...more.map((each, at) => parse(each, furtherFiles(first ?? {})[at] ?? "a part"))]);
    if (more.length && !json) return null;
    const columns = decode(json);
    const filters = new Filters(columns);
    this.#columns = columns;
    this.#filters = filters;
    this.#order = new Order(columns);
    this.#makeRow = rowMaker(columns, rowFacets);
    this.#engine = null;
    return {
      count: columns.of, edition: columns.edition, years: json.years ?? filters.span,
      facets: columns.facets.map(({ id, field, label, singular, terms }) => ({
        id, field, label, singular, terms: terms.map((term) => ({ id: term.id, label: term.label, parent: term.parent })),
      })),
      ...(json.of === undefined ? {} : {
        parts: { searched: columns.count, files: furtherFiles(json), records: json.records, details: json.details },
      }),
    };
  }

  /** Makes the index of words, if there is time before it is asked for. */
  warm() {
    this.#engine ??= createEngine(this.#columns, this.#MiniSearch);
    return this.#engine;
  }

  /** Indexes some more of the summaries. @returns {boolean} whether there are more */
  indexSome() {
    this.#steps ??= this.warm().addDetails();
    return !this.#steps.next().done;
  }

  /**
   * @param {ArrayBuffer} bytes  of details.json, or of a piece of it
   * @returns {boolean} false when they belong to another edition
   * @throws {Error} when they are damaged
   */
  addDetails(bytes) {
    const details = parse(bytes, "details.json");
    if (details?.edition !== this.#columns.edition && typeof details?.edition === "string") return false;
    this.#columns.addDetails(details);
    this.#steps = null;
    return true;
  }

  /** The same as warm, for those who wait for no more than that it is done. */
  prepare() { this.warm(); }

  /** @param {Function} MiniSearch  the class that searches the written pages */
  searchPagesWith(MiniSearch) {
    if (MiniSearch === this.#MiniSearch) return;
    this.#MiniSearch = MiniSearch;
    this.#engine?.searchPagesWith(MiniSearch);
  }

  /** @returns {import("./types.js").State} */
  read(search, hash) { return stateFromUrl(search, hash, this.#columns); }

  /** @param {import("./types.js").Request} request @returns {import("./types.js").Answer} */
  find({ state: asked, start = 0, size = PAGE, counts = false, marks: hasMarks = false }) {
    const state = fullState(asked);
    const found = this.#search(state);
    const selection = this.#filters.select(state, found.hits);
    const order = size > 0 ? this.#order.of(selection.bits, sortOf(state), found.hits) : [];
    const first = Math.max(0, Math.trunc(start) || 0);
    const words = hasMarks ? found.terms : [];
    return {
      total: selection.total, of: this.#columns.of, searched: this.#columns.count,
      rows: Array.from(order.slice(first, first + Math.min(size, MAX_ROWS)), (at) => this.#makeRow(at, words)),
      counts: counts ? countsOf(this.#columns, this.#filters, selection, state) : null,
      ignored: found.ignored, isRelaxed: found.isRelaxed, suggestion: found.suggestion,
      pages: found.pages.map(({ at }) => this.#page(at, words)),
      jump: found.jump.map(({ facet, term }) => this.#jump(facet, term)),
      advice: selection.total ? [] : adviceFor(this.#columns, this.#filters, selection, state),
    };
  }

  /** All results in order. */
  keys({ state: asked }) {
    const state = fullState(asked);
    const { hits } = this.#search(state);
    const order = this.#order.of(this.#filters.select(state, hits).bits, sortOf(state), hits);
    const { keys, edition } = this.#columns;
    return { keys: Array.from(order, (at) => keys[at]), positions: [...order], edition };
  }

  /** @param {string[]} keys  former ones too; what is no entry is left out */
  rows(keys) {
    const positions = keys.map((key) => this.#columns.findKey(key)).filter((at) => at >= 0);
    return [...new Set(positions)].map((at) => this.#makeRow(at));
  }

  /** All that is known of each, in the order of the keys; null for what is no entry. */
  whole(keys) {
    const positions = keys.map((key) => this.#columns.findKey(key));
    return positions.map((at) => (at < 0 ? null : wholeOf(this.#columns, at, this.#makeRow(at))));
  }

  #search({ text }) {
    return text.trim() ? this.warm().search(text) : NOTHING_FOUND;
  }

  #page(at, words) {
    const { title, path, page } = this.#columns.pages[at];
    return { title, path, page, marks: marks(title, words) };
  }

  #jump(facet, term) {
    const count = this.#filters.countOf(facet.id, term.at);
    return { facetId: facet.id, facetLabel: facet.singular, termId: term.id, label: term.label, path: pathOf(facet, term), count };
  }
}

/** @throws {Error} that names the file */
function parse(bytes, file) {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new Error(`${file} is damaged: it is not whole, or no JSON`);
  }
}
