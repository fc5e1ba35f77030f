/** The picked terms in the address, under the ids of their facets as in the library. Pure. */

const SILENT = /^(?:utm_.*|fbclid|gclid|v)$/; // added by other sites, or reserved; they ask for nothing
const MOST = 2000;

/**
 * @param {string} search  "?..." or ""
 * @param {Record<string, string[]>} known  id of a facet -> ids of its terms
 * @returns {{picked: Record<string, string>, aside: string[]}}  "" for a facet without a pick
 */
export function readAddress(search, known) {
  const picked = Object.fromEntries(Object.keys(known).map((facet) => [facet, ""]));
  const aside = [];
  for (const [name, value] of new URLSearchParams(search.slice(0, MOST))) {
    if (!Object.hasOwn(known, name)) {
      if (!SILENT.test(name)) aside.push(name);
    } else if (known[name].includes(value.trim()) && !picked[name]) picked[name] = value.trim();
    else if (value.trim()) aside.push(`${name} ${value.trim()}`);
  }
  return { picked, aside: [...new Set(aside.map((text) => text.replace(/\p{C}/gu, " ")))] };
}

/** @param {Record<string, string>} picked @returns {string} "?..." or "" */
export function writeAddress(picked) {
  const query = new URLSearchParams(Object.entries(picked).filter(([, term]) => term)).toString();
  return query && `?${query}`;
}
