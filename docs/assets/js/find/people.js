/** Authors as filters: names that are printed alike are one person, with one address. */
import { words } from "./fold.js";
import { asciiSlug } from "./names.js";

/**
 * @typedef {{
 *   slugs: string[], labels: string[],
 *   starts: Int32Array, values: Int32Array,
 *   find: (slug: string) => number,
 * }} People
 *   slugs: addresses, as those of the author pages where a name has ASCII letters; labels: the name
 *   as the newest entry prints it. Entry i has the people values[starts[i]] to values[starts[i + 1]],
 *   each once. find: the number of a person, -1 for none.
 */

/** @returns {People} */
export function readPeople({ authors, names, count }) {
  const slugs = [];
  const labels = [];
  const numbers = new Map();
  const personOf = new Int32Array(names.length).fill(-1);
  const numberOf = (name) => {
    if (personOf[name] >= 0) return personOf[name];
    const { printed } = names[name];
    const slug = asciiSlug(printed) || words(printed).join("-") || `name-${name}`;
    if (!numbers.has(slug)) {
      numbers.set(slug, slugs.push(slug) - 1);
      labels.push(printed);
    }
    return (personOf[name] = numbers.get(slug));
  };
  const starts = new Int32Array(count + 1);
  const values = [];
  for (let at = 0; at < count; at++) {
    starts[at] = values.length;
    for (const name of authors[at]) {
      const number = numberOf(name);
      if (values.indexOf(number, starts[at]) < 0) values.push(number);
    }
  }
  starts[count] = values.length;
  let others = null;
  const find = (slug) => numbers.get(slug) ?? (others ??= otherSlugs(labels)).get(wordSlug(slug)) ?? -1;
  return { slugs, labels, starts, values: Int32Array.from(values), find };
}

/** Addresses that somebody may write by hand: words of the name, in any case, with any signs between. */
function otherSlugs(labels) {
  const found = new Map();
  labels.forEach((label, number) => {
    const slug = wordSlug(label);
    if (slug && !found.has(slug)) found.set(slug, number);
  });
  return found;
}

const wordSlug = (text) => words(text).join("-");
