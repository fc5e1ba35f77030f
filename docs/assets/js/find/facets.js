/** Which entries a state asks for. */
import { add, allOf, bitsOf, bitsWhere, drop, keepOnly, noneOf, put, size } from "./bits.js";

/**
 * @typedef {import("./bits.js").Bits} Bits
 * @typedef {{id: string, bits: Bits}} Condition  bits: the entries it allows
 * @typedef {{conditions: Condition[], bits: Bits, total: number}} Selection
 */

export class Filters {
  #columns;
  #all;
  #years;

  /** @param {import("./types.js").Columns} columns */
  constructor(columns) {
    const { count, published, code, venueYears, facets } = columns;
    const venues = columns.facetById.get("venues");
    this.#columns = columns;
    this.#all = allOf(count);
    this.#years = Int16Array.from(published, (date) => Number(date.slice(0, 4)));
    /** @type {Map<string, Bits[]>} facet id -> a set for each term, with the entries of the terms below */
    this.terms = new Map(facets.map((facet) => [facet.id, termSets(facet, count)]));
    /** @type {Map<number, Bits>} year -> the entries of that year */
    this.years = setsByValue(this.#years);
    this.code = bitsWhere(count, (at) => code[at]);
    this.reviewed = bitsWhere(count, (at) => (venues ? venues.own[at].length : venueYears[at]));
  }

  /**
   * @param {import("./types.js").State} state
   * @param {ArrayLike<number>|null} hits  entries that the text finds; null: all
   * @returns {Selection}
   */
  select(state, hits = null) {
    const conditions = [...this.#conditions(state, hits)];
    const bits = allowedBy(this.#all, conditions);
    return { conditions, bits, total: size(bits) };
  }

  /** The entries that are left when a condition of a selection is dropped. */
  without({ conditions }, id) {
    return allowedBy(this.#all, conditions.filter((it) => it.id !== id));
  }

  /** Entries of a term in the whole library. */
  countOf(facetId, at) { return size(this.terms.get(facetId)[at]); }

  /** First and last year of the library; [0, 0] of an empty one. */
  get span() {
    const years = [...this.years.keys()];
    return years.length ? [Math.min(...years), Math.max(...years)] : [0, 0];
  }

  /** @returns {Iterable<Condition>} one for each filter that can be dropped by itself */
  *#conditions(state, hits) {
    const { count, added } = this.#columns;
    if (hits) yield { id: "text", bits: bitsOf(count, hits) };
    if (state.ids.length) yield { id: "ids", bits: bitsOf(count, this.#positions(state.ids)) };
    for (const { id, byId } of this.#columns.facets) {
      if (!Object.hasOwn(state.facets, id)) continue;
      const setsOf = (ids) => ids.filter((it) => byId.has(it)).map((it) => this.terms.get(id)[byId.get(it).at]);
      yield* this.#sides(id, setsOf(state.facets[id].any), setsOf(state.facets[id].none));
    }
    const { from, to } = state;
    const years = this.#years;
    if (from || to) yield { id: "years", bits: bitsWhere(count, (at) => years[at] >= from && (!to || years[at] <= to)) };
    for (const [name, set] of [["code", this.code], ["reviewed", this.reviewed]]) {
      if (state[name]) yield { id: name, bits: state[name] === "yes" ? set : this.#except(set) };
    }
    yield* this.#sides("authors", this.#personSets(state.authors.any), this.#personSets(state.authors.none));
    if (state.since) yield { id: "since", bits: bitsWhere(count, (at) => added[at] >= state.since) };
  }

  *#sides(id, any, none) {
    if (any.length) yield { id: `${id}.any`, bits: any.reduce(add, noneOf(this.#columns.count)) };
    if (none.length) yield { id: `${id}.none`, bits: this.#except(none.reduce(add, noneOf(this.#columns.count))) };
  }

  #except(set) { return drop(this.#all.slice(), set); }

  #positions(keys) { return keys.map((key) => this.#columns.findKey(key)).filter((at) => at >= 0); }

  #personSets(slugs) {
    const { find, starts, values } = this.#columns.people;
    return slugs.map(find).filter((person) => person >= 0).map((person) => {
      const set = noneOf(this.#columns.count);
      let at = 0;
      for (let n = values.indexOf(person); n >= 0; n = values.indexOf(person, n + 1)) {
        while (starts[at + 1] <= n) at += 1;
        put(set, at);
      }
      return set;
    });
  }
}

function termSets(facet, count) {
  const sets = facet.terms.map(() => noneOf(count));
  facet.all.forEach((terms, at) => { for (const term of terms) put(sets[term], at); });
  return sets;
}

/** @returns {Map<number, Bits>} */
function setsByValue(values) {
  const sets = new Map();
  values.forEach((value, at) => {
    if (!sets.has(value)) sets.set(value, noneOf(values.length));
    put(sets.get(value), at);
  });
  return sets;
}

const allowedBy = (all, conditions) => conditions.reduce((bits, it) => keepOnly(bits, it.bits), all.slice());
