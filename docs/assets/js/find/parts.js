/** A large library comes in parts (scripts/literature/render/parts.py): the newest entries first. */

/** The files of the parts after the first. @param {{ends?: number[]}} json  of search.json */
export const furtherFiles = ({ ends = [] }) => ends.slice(1).map((_, at) => `search-${at + 2}.json`);

/**
 * The content of search.json as if it held all entries of these parts.
 * @param {any[]} parts  of search.json, search-2.json and so on, none left out
 * @returns {any} null when they are not of one edition
 */
export function joined([first, ...others]) {
  if (!others.length) return first;
  const { edition, version, ends } = first ?? {};
  const isNext = (part, at) => part?.edition === edition && part.version === version && part.part === at + 2
    && part.count === ends?.[at + 1] - ends?.[at];
  if (!others.every(isNext)) return null;
  const all = [first, ...others];
  const together = (read) => [].concat(...all.map(read));
  return {
    ...first, count: ends[others.length],
    families: together((part) => part.families), givens: together((part) => part.givens), names: together((part) => part.names),
    entries: Object.fromEntries(Object.keys(first.entries ?? {}).map((name) => [name, together((part) => part.entries?.[name])])),
  };
}
