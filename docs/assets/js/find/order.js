/** In which order entries stand. */
import { has, positions } from "./bits.js";
import { words } from "./fold.js";

export const SORTS = ["relevance", "newest", "oldest", "added", "title"];

/** @param {import("./types.js").State} state */
export const sortOf = ({ sort, text }) => sort || (text ? "relevance" : "newest");

export class Order {
  #columns;
  #ranks = {};

  constructor(columns) { this.#columns = columns; }

  /**
   * @param {import("./bits.js").Bits} bits
   * @param {string} sort  relevance needs hits, else it is newest
   * @param {Int32Array|null} hits  best first
   * @returns {Int32Array} positions
   */
  of(bits, sort, hits) {
    if (sort === "relevance" && hits) return hits.filter((at) => has(bits, at));
    const found = positions(bits); // newest first
    if (sort === "oldest") return found.reverse();
    if (sort !== "added" && sort !== "title") return found;
    const rank = this.#ranks[sort] ??= this.#rank(sort);
    return found.sort((a, b) => rank[a] - rank[b]);
  }

  /** Where each entry stands when all are sorted; newest first among equals. */
  #rank(sort) {
    const { added, titles, count } = this.#columns;
    const values = sort === "added" ? added : titles.map((title) => words(title).join(" "));
    const direction = sort === "added" ? -1 : 1;
    const order = Array.from({ length: count }, (_, at) => at).sort((a, b) =>
      (values[a] === values[b] ? a - b : values[a] < values[b] ? -direction : direction));
    const rank = new Int32Array(count);
    order.forEach((at, place) => { rank[at] = place; });
    return rank;
  }
}
