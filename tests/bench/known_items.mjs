/**
 * Queries for one known work each, made from the entries themselves. Each has one right answer by
 * construction: no other title has all its words, or no other work all its facts.
 */

import { KINDS } from "./known_kinds.mjs";
import { dice, Library } from "./known_library.mjs";

/**
 * About `each` queries of every kind for one seed.
 * @returns {{kind: string, query: string, target: string}[]}
 */
export function knownItems(json, seed, each = 15) {
  const lib = new Library(json, dice(seed));
  return Object.entries(KINDS).flatMap(([kind, make]) => {
    const made = new Map();
    for (let attempt = 0; attempt < each * 40 && made.size < each; attempt++) {
      const at = lib.entry();
      const query = make(lib, at);
      if (query) made.set(query, { kind, query, target: json.entries.key[at] });
    }
    return [...made.values()];
  });
}
