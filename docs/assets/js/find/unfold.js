/**
 * The content of search.json without its short forms (scripts/literature/render/short_forms.py).
 * What is damaged stays so: shape.js says what is wrong. Looks at ASCII alone, as the build does.
 */

/**
 * @param {any} json
 * @returns {any} the same with `names` as texts, positions of authors, whole keys and ids, ISO days,
 *   terms of six values, and a column `terms.…` for each facet
 */
export function unfold(json) {
  const { entries, facets } = json ?? {};
  if (!entries || !Array.isArray(entries.key)) return json;
  const names = namesOf(json);
  const number = counter();
  const authors = column(entries.authors, (list) => column(list, number));
  const firstOf = (at) => String(names?.[authors?.[at]?.[0]] ?? "");
  return {
    ...json, names,
    facets: column(facets, (facet) => ({ ...facet, terms: column(facet?.terms, longTerm) })),
    entries: {
      ...entries, authors,
      key: column(entries.key, (key, at) =>
        (Number.isInteger(key) ? longKey(firstOf(at), entries.published?.[at], entries.title?.[at], key) : key)),
      added: column(entries.added, isoDays()),
      arxiv: column(entries.arxiv, (id, at) =>
        (String(id).startsWith(".") ? String(entries.published?.[at]).slice(2, 7).replace("-", "") + id : id)),
      ...termColumns(entries.terms, facets),
    },
  };
}

const column = (values, read) => (Array.isArray(values) ? values.map(read) : values);

/** Numbers of first uses to positions: 0 is the next that was not used before, n the n-th. */
function counter() {
  let used = 0;
  return (number) => (number === 0 ? used++ : number - 1);
}

/** Families and givens joined, two numbers for each name; a text is a whole name. */
function namesOf({ families, givens, names }) {
  if (![families, givens, names].every(Array.isArray)) return names;
  const [familyAt, givenAt] = [counter(), counter()];
  const found = [];
  for (let at = 0; at < names.length; at++) {
    if (typeof names[at] === "string") {
      found.push(names[at]);
      continue;
    }
    const [family, given] = [families[familyAt(names[at++])], givens[givenAt(names[at])]];
    found.push(typeof family !== "string" || typeof given !== "string" ? null : given ? `${family}, ${given}` : family);
  }
  return found;
}

function longKey(name, published, title, at) {
  const word = String(title).match(/[A-Za-z0-9]+/g)?.[at];
  const family = name.split(", ", 1)[0].replace(/[^A-Za-z]/g, "");
  return word === undefined ? null : (family + String(published).slice(0, 4) + word).toLowerCase();
}

/** Days since 1970 to ISO days; many entries share one. */
function isoDays() {
  const known = new Map();
  return (day) => {
    if (!(Math.abs(day) < MOST_DAYS)) return day;
    if (!known.has(day)) known.set(day, new Date(day * MS_OF_DAY).toISOString().slice(0, 10));
    return known.get(day);
  };
}
const MS_OF_DAY = 86_400_000;
const MOST_DAYS = 1e6;

function longTerm(term) {
  if (!Array.isArray(term)) return term;
  const [id, label, parent = -1, spellings = [], type = "", fullName = label] = term;
  return [id, label, parent, spellings, type, fullName];
}

/** "8,4||0": places of terms by commas, facets by bars. Equal lists are one. */
function termColumns(rows, facets) {
  if (!Array.isArray(rows) || !Array.isArray(facets)) return {};
  const known = new Map([["", []]]);
  const listOf = (text) => {
    if (!known.has(text)) known.set(text, text.split(",").map(Number));
    return known.get(text);
  };
  const parts = rows.map((row) => (typeof row === "string" ? row.split("|") : null));
  return Object.fromEntries(facets.map((facet, n) =>
    [`terms.${facet?.id}`, parts.map((lists) => (lists ? listOf(lists[n] ?? "") : null))]));
}
