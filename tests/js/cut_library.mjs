// A library of this build cut into parts, as scripts/literature/render/parts.py cuts a large one.

const NEXT = "#"; // the number 0, which is told of what is used first
const numbersOf = (text) => (typeof text === "string" ? text.match(/[\]-~]*[#-[]/g) ?? [] : text.map((it) => it || NEXT));
/** A run of names as a text of two numbers for each; a name in a list is whole. */
const namesOf = (run) => (typeof run === "string" ? run.match(/(?:[\]-~]*[#-[]){2}/g) ?? [] : [run]);

/**
 * @param {any} json  a search.json in short forms @param {number[]} ends  where the parts end
 * @param {{records?: number, details?: number}} sizes  of other parts
 * @returns {Record<string, any>} file -> content
 */
export function cutSearch(json, ends, { records = 1, details = 0 } = {}) {
  const years = json.entries.published.map((date) => Number(date.slice(0, 4)));
  const files = {};
  const names = json.names.flatMap(json.families ? namesOf : (name) => [[name]]);
  let [start, name, family, given] = [0, 0, 0, 0];
  ends.forEach((end, n) => {
    const from = [name, family, given];
    const entries = Object.fromEntries(Object.entries(json.entries).map(([column, values]) => [column, values.slice(start, end)]));
    for (let left = entries.authors.flatMap(numbersOf).filter((number) => number === NEXT).length; left > 0; left--) {
      const numbers = numbersOf(names[name++]); // of a whole name: none
      family += numbers[0] === NEXT;
      given += numbers[1] === NEXT;
    }
    const own = {
      version: json.version, edition: json.edition, count: end - start, entries, names: names.slice(from[0], name),
      families: (json.families ?? []).slice(from[1], family), givens: (json.givens ?? []).slice(from[2], given),
    };
    files[n ? `search-${n + 1}.json` : "search.json"] = n ? { ...own, part: n + 1 } : {
      ...own, facets: json.facets, of: ends.at(-1), ends, records, details, years: [Math.min(...years), Math.max(...years)],
    };
    start = end;
  });
  return files;
}

/** details.json in pieces. @returns {Record<string, any>} */
export function cutDetails(json, size) {
  const columns = (from, to) => Object.fromEntries(Object.entries(json.entries).map(([name, values]) => [name, values.slice(from, to)]));
  const files = { "details.json": { ...json, count: 0, entries: columns(0, 0) } };
  for (let start = 0; start < json.count; start += size) {
    const count = Math.min(size, json.count - start);
    files[`details/${start / size + 1}.json`] = { version: json.version, edition: json.edition, count, start, entries: columns(start, start + size) };
  }
  return files;
}
