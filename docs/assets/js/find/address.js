/** From an address to the state it asks for. What is not understood is named and left aside. */
import { SORTS, sortOf } from "./order.js";
import { cleanText, emptyState, fullState, isDay, isYear, MAX_IDS, MAX_TEXT } from "./state.js";
import { cut, Unknown } from "./unknown.js";

const MAX_SEARCH = 20_000; // characters; what is longer was not made by this site
const MAX_HASH = 400_000; // so that many ids fit
/** Added by other sites, or reserved; they ask for nothing. */
const SILENT = /^(?:utm_.*|fbclid|gclid|v)$/;
const YES = ["1", "yes", "true"];
const NO = ["0", "no", "false"];

/**
 * @param {string} search  "?..." or ""
 * @param {string} hash  "#..." or ""; an anchor of the page asks for nothing
 * @param {import("./types.js").Columns} columns
 * @returns {import("./types.js").State}
 */
export function stateFromUrl(search, hash, columns) {
  const reading = new Reading(columns);
  const query = String(search ?? "").replace(/^\?/, "");
  const anchor = String(hash ?? "").replace(/^#/, "");
  if (query.length > MAX_SEARCH || anchor.length > MAX_HASH) reading.unknown.say("The address is too long; its end is left out");
  for (const [name, value] of new URLSearchParams(query.slice(0, MAX_SEARCH))) reading.read(name, value);
  if (anchor.includes("=") && !anchor.startsWith(":~:")) {
    for (const [name, value] of new URLSearchParams(anchor.slice(0, MAX_HASH))) {
      if (name === "ids") reading.read(name, value);
      else reading.unknown.sayName(name);
    }
  }
  return reading.end();
}

class Reading {
  unknown = new Unknown();
  #columns;
  #state = emptyState();
  #facets = new Map();
  #once = new Map(); // name of a part that has one value -> that value

  constructor(columns) { this.#columns = columns; }

  read(name, value) {
    const text = value.trim();
    const single = SINGLE[name];
    if (!text || SILENT.test(name)) return;
    if (name === "q") this.#readText(text);
    else if (name === "author" || name === "authors") this.#readAuthors(name, text);
    else if (name === "ids") this.#readIds(text);
    else if (single && Object.hasOwn(SINGLE, name)) this.#readSingle(name, text, single);
    else this.#readFacet(name, text);
  }

  /** @returns {import("./types.js").State} */
  end() {
    const { facets } = this.#columns;
    const known = facets.filter(({ id }) => this.#facets.has(id)).map(({ id }) => [id, this.#facets.get(id)]);
    const state = fullState({ ...this.#state, facets: Object.fromEntries(known) });
    for (const sides of [state.authors, ...Object.values(state.facets)]) Object.values(sides).forEach((ids) => ids.sort());
    if (state.sort === sortOf({ ...state, sort: "" }) || (state.sort === "relevance" && !state.text)) state.sort = "";
    return { ...state, unknown: this.unknown.sentences };
  }

  #readText(text) {
    const joined = this.#state.text ? `${this.#state.text} ${text}` : text;
    if (joined.length > MAX_TEXT) this.unknown.say("The search is longer than 1,000 characters; its end is left out");
    this.#state.text = cleanText(joined).trim();
  }

  #readSingle(name, text, readValue) {
    const value = readValue(text);
    if (value === null) return this.unknown.say(`${name}: "${cut(text, 30)}" ${WRONG[name]}`);
    if (this.#once.has(name) && this.#once.get(name) !== text) return this.unknown.say(`${name}: given twice; "${cut(text, 30)}" is left out`);
    this.#once.set(name, text);
    return Object.assign(this.#state, value);
  }

  #readFacet(name, text) {
    const facet = this.#columns.facetById.get(name) ?? this.#columns.findFacet(name);
    if (!facet) return this.unknown.sayName(name);
    if (!this.#facets.has(facet.id)) this.#facets.set(facet.id, { any: [], none: [] });
    return this.#readList(name, text, this.#facets.get(facet.id), (value) => this.#columns.findTerm(facet, value)?.id);
  }

  /** Values with commas between; a hyphen before one excludes it. */
  #readList(name, text, sides, find, wrong = "is not in the vocabulary") {
    for (const part of new Set(text.split(",").map((it) => it.trim()).filter(Boolean))) {
      const isNot = part.startsWith("-");
      const id = find(isNot ? part.slice(1) : part);
      if (id) sides[isNot ? "none" : "any"].push(id);
      else this.unknown.say(`${cut(name, 20)}: "${cut(part, 30)}" ${wrong}`);
    }
  }

  #readIds(text) {
    for (const key of text.split(",", MAX_IDS).map((it) => it.trim()).filter(Boolean)) {
      const at = this.#columns.findKey(key);
      if (at >= 0) this.#state.ids.push(this.#columns.keys[at]);
      else this.unknown.say(`ids: "${cut(key, 30)}" is no entry of this library`);
    }
  }

  #readAuthors(name, text) {
    const { slugs, find } = this.#columns.people;
    this.#readList(name, text, this.#state.authors, (slug) => slugs[find(slug)], "is no author in this library");
  }
}

/** Parts that have one value: what it says for the state; null where it is not valid. */
const SINGLE = {
  year: readYears,
  code: (text) => flag("code", text),
  reviewed: (text) => flag("reviewed", text),
  since: (text) => (isDay(text) ? { since: text } : null),
  sort: (text) => (SORTS.includes(text) ? { sort: text } : null),
  view: (text) => (text === "compact" ? { view: text } : null),
};
const WRONG = {
  year: "is not a year", code: "is neither 1 nor 0", reviewed: "is neither 1 nor 0",
  since: "is no day; write 2026-01-31", sort: "is no order of this list", view: "is no view of this list",
};

const flag = (name, text) => (YES.includes(text) ? { [name]: "yes" } : NO.includes(text) ? { [name]: "no" } : null);

/** 2024, 2023-2025, 2024- or -2020. */
function readYears(text) {
  const [, first, dash, last] = /^(\d{4})?\s*([-–])?\s*(\d{4})?$/.exec(text) ?? [];
  if (!first && !last) return null;
  const years = dash ? [first, last] : last ? [] : [first, first];
  const [from, to] = years.map((year) => (year ? Number(year) : 0));
  if (!years.length || years.some((year) => year && !isYear(Number(year)))) return null;
  return { from, to };
}
