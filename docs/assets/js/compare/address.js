/** Which entries are compared stands in the address, and nowhere else. Pure. */

export const MOST = 6;
const LONGEST = 4000;
const SILENT = /^(?:utm_.*|fbclid|gclid|v)$/; // added by other sites, or reserved; they ask for nothing

/**
 * @param {string} search  "?ids=a,b&only=differences"
 * @returns {{keys: string[], isOnlyDifferences: boolean, aside: string[]}}
 *   keys: each once, in order, whatever they are and however many; aside: names of other parts
 */
export function readAddress(search) {
  const query = new URLSearchParams(search.slice(0, LONGEST));
  const keys = query.getAll("ids").flatMap((text) => text.split(",")).map((key) => key.trim()).filter(Boolean);
  const aside = [...query.keys()].filter((name) => !["ids", "only"].includes(name) && !SILENT.test(name));
  return { keys: [...new Set(keys)], isOnlyDifferences: query.get("only") === "differences", aside: [...new Set(aside)] };
}

/** @param {string[]} keys @returns {string} "?..." or "" */
export function writeAddress(keys, isOnlyDifferences = false) {
  const ids = keys.length ? `ids=${keys.map(encodeURIComponent).join(",")}` : "";
  const query = [ids, isOnlyDifferences && "only=differences"].filter(Boolean).join("&");
  return query && `?${query}`;
}

/**
 * What the address asks for, held against the library.
 * @param {string[]} keys  as the address has them
 * @param {(import("../find/types.js").Whole|null)[]} found  in the same order
 * @returns {{works: import("../find/types.js").Whole[], unknown: string[], former: [string, string][], over: import("../find/types.js").Whole[]}}
 *   works: each once, at most six; former: key in the address, key now
 */
export function settle(keys, found) {
  const works = new Map();
  const former = [];
  found.forEach((work, at) => {
    if (work && work.row.key !== keys[at]) former.push([keys[at], work.row.key]);
    if (work) works.set(work.row.key, work);
  });
  const all = [...works.values()];
  const unknown = keys.filter((key, at) => !found[at]);
  return { works: all.slice(0, MOST), unknown, former, over: all.slice(MOST) };
}
