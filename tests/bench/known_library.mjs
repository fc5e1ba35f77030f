/** A library as the makers of queries see it, read apart from the code under test; chance and slips. */

const ASCII = "abcdefghijklmnopqrstuvwxyz";
export const ACCENTS = { a: "áàâäã", e: "éèêë", i: "íìîï", o: "óòôöõ", u: "úùûü", c: "ç", n: "ñ" };

/** A repeatable source of chance (mulberry32): a function of nothing, from 0 to 1. */
export function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const plain = (text) => text.toLowerCase()
  .replace(/ß/g, "ss").replace(/ø/g, "o").replace(/ł/g, "l").replace(/ı/g, "i").normalize("NFKD").replace(/\p{M}/gu, "");
export const tokens = (text) => plain(text).replace(/(?<=\p{L})['’](?=\p{L})/gu, "").match(/[\p{L}\p{N}]+/gu) ?? [];
export const singular = (word) => (word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word);

/** What the makers of queries ask of a library: the columns of search.json unfolded, read a second way. */
export class Library {
  constructor(json, random) {
    const { entries } = json;
    Object.assign(this, { json, random, entries, count: json.count });
    this.words = entries.title.map(tokens);
    this.names = entries.title.map((title, at) =>
      tokens([title, entries.nickname[at], ...(entries.alt_titles[at] || [])].join(" ")));
    this.having = new Map();
    this.names.forEach((list, at) => {
      for (const word of new Set(list.map(singular))) {
        if (!this.having.has(word)) this.having.set(word, new Set());
        this.having.get(word).add(at);
      }
    });
    this.joined = this.names.map((list) => list.join(""));
    this.families = entries.authors.map((list) => list.map((n) => family(json.names[n])));
    this.years = entries.published.map((date) => date.slice(0, 4));
  }

  pick(list) { return list[Math.floor(this.random() * list.length)]; }
  entry() { return Math.floor(this.random() * this.count); }

  some(list, n) {
    const left = list.map((it, at) => at);
    const taken = [];
    while (taken.length < n && left.length) taken.push(...left.splice(Math.floor(this.random() * left.length), 1));
    return taken.sort((a, b) => a - b).map((at) => list[at]);
  }

  /** The entries whose names have all words, in any number. */
  withAll(words) {
    const sets = words.map((word) => this.having.get(singular(word)) ?? new Set()).sort((a, b) => a.size - b.size);
    return [...sets[0] ?? []].filter((at) => sets.every((set) => set.has(at)));
  }

  /** n words of a title that no other title has together; null after too many attempts. */
  uniqueWords(at, n, fits = () => true) {
    const usable = [...new Set(this.words[at])].filter((word) => word.length > 2 || this.random() < 0.2);
    for (let attempt = 0; attempt < 8; attempt++) {
      const words = this.some(usable, n);
      if (words.length === n && words.some(fits) && this.withAll(words).length === 1) return words;
    }
    return null;
  }

  /** The given names of the first author. */
  given(at) { return (this.json.names[this.entries.authors[at][0]] ?? "").split(", ")[1] ?? ""; }

  /** The entries with an author of that family name and that year. */
  byFamily(name, year) {
    const wanted = plain(name);
    this.familyIndex ??= this.families.reduce((index, list, at) => {
      for (const it of new Set(list.map(plain))) index.set(it, [...(index.get(it) ?? []), at]);
      return index;
    }, new Map());
    return (this.familyIndex.get(wanted) ?? []).filter((at) => !year || this.years[at] === year);
  }
}

const family = (stored) => (stored.startsWith("{") ? stored.slice(1, -1) : stored.split(", ")[0]);
export const put = (words, at, word) => words.map((it, n) => (n === at ? word : it));

/** One slip anywhere in the word, the first letter included. */
export function slip(word, random) {
  const at = Math.floor(random() * word.length);
  const letter = ASCII[Math.floor(random() * 26)];
  const other = letter !== word[at] ? letter : letter === "x" ? "q" : "x";
  switch (Math.floor(random() * 4)) {
    case 0: return word.slice(0, at) + other + word.slice(at + 1);
    case 1: return word.slice(0, at) + word.slice(at + 1);
    case 2: return word.slice(0, at) + letter + word.slice(at);
    default: {
      const first = Math.min(at, word.length - 2);
      const swapped = word.slice(0, first) + word[first + 1] + word[first] + word.slice(first + 2);
      return swapped === word ? word.slice(1) : swapped;
    }
  }
}
