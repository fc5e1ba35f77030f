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
  const authors = column(entries.authors, (list) => column(typeof list === "string" ? numbersOf(list) : list, number));
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

/** Numbers one behind the other: the last digit of each is one of 57 from "#" on, those before it of 34 from "]" on. */
function numbersOf(text) {
  const found = [];
  let first = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 92) first = first * 34 + code - 93;
    else {
      found.push(first * 57 + code - 35);
      first = 0;
    }
  }
  return found;
}

/** Families and givens joined, two numbers for each name; one in a list is whole. */
function namesOf({ families, givens, names }) {
  if (![families, givens, names].every(Array.isArray)) return names;
  const [family, given] = [counter(), counter()];
  const found = [];
  for (const run of names) {
    const numbers = typeof run === "string" ? numbersOf(run) : [];
    for (let at = 0; at < numbers.length; at += 2) {
      const first = families[family(numbers[at])], second = givens[given(numbers[at + 1])];
      found.push(second === "" ? first : first === undefined || second === undefined ? null : `${first}, ${second}`);
    }
    if (typeof run !== "string") found.push(run?.[0]);
  }
  return found;
}

const WORD = /[A-Za-z0-9]+/g;

/** null when the title has no such word. */
function longKey(name, published, title, at) {
  let left = at;
  for (const [word] of String(title).matchAll(WORD)) {
    if (left--) continue;
    const family = name.split(", ", 1)[0].replace(/[^A-Za-z]/g, "");
    return (family + String(published).slice(0, 4) + word).toLowerCase();
  }
  return null;
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

/** "8,4||0": places of terms by commas, facets by bars. Equal lists are one, for many entries share them. */
function termColumns(rows, facets) {
  if (!Array.isArray(rows) || !Array.isArray(facets)) return {};
  const [lists, known] = [new Map([["", []]]), new Map()];
  const listOf = (text = "") => {
    if (!lists.has(text)) lists.set(text, text.split(",").map(Number));
    return lists.get(text);
  };
  const readRow = (row) => {
    const parts = typeof row === "string" ? row.split("|") : null;
    return facets.map((facet, n) => (parts ? listOf(parts[n]) : null));
  };
  const found = facets.map(() => []);
  for (const row of rows) {
    let own = known.get(row);
    if (!own) known.set(row, own = readRow(row));
    for (let n = 0; n < own.length; n++) found[n].push(own[n]);
  }
  return Object.fromEntries(facets.map((facet, n) => [`terms.${facet?.id}`, found[n]]));
}
