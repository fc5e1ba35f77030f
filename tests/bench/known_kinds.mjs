/** How queries for one known work are made. */
import { ACCENTS, plain, put, singular, slip, tokens } from "./known_library.mjs";

const ways = (lib) => 2 + Math.floor(lib.random() * 3);
const isLong = (word) => /^[a-z]{4,}$/.test(word);

/** The plural of a singular and the other way round. */
function otherNumber(word) {
  if (singular(word) !== word) return word.endsWith("ies") ? `${word.slice(0, -3)}y` : singular(word);
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|x|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}

/** kind -> a query for the entry, or null when the entry allows none. */
export const KINDS = {
  "title words"(lib, at) {
    const words = lib.uniqueWords(at, ways(lib));
    return words && (lib.random() < 0.3 ? words.reverse() : words).join(" ");
  },
  "whole title"(lib, at) {
    const title = lib.entries.title[at];
    if (lib.joined.filter((it) => it.startsWith(lib.words[at].join(""))).length !== 1) return null;
    return lib.pick([title, title.toLowerCase(), lib.words[at].join(" "), title.replace(/:/g, " -"), `"${title}"`]);
  },
  "title start"(lib, at) {
    const title = lib.entries.title[at].toLowerCase();
    const cut = title.slice(0, 6 + Math.floor(lib.random() * 25));
    const start = tokens(cut).join("");
    return start.length > 5 && lib.joined.filter((it) => it.startsWith(start)).length === 1 ? cut : null;
  },
  "unfinished word"(lib, at) {
    const words = lib.uniqueWords(at, 1 + ways(lib));
    if (!words) return null;
    const last = words.at(-1);
    const start = last.slice(0, Math.max(3, Math.ceil(last.length * (0.4 + 0.5 * lib.random()))));
    const others = lib.withAll(words.slice(0, -1))
      .filter((it) => lib.names[it].some((word) => word.startsWith(start)));
    return others.length === 1 ? [...words.slice(0, -1), start].join(" ") : null;
  },
  "typo in title"(lib, at) {
    const words = lib.uniqueWords(at, ways(lib), isLong);
    if (!words) return null;
    const which = lib.pick(words.flatMap((word, n) => (isLong(word) ? [n] : [])));
    return put(words, which, slip(words[which], lib.random)).join(" ");
  },
  "typos in title"(lib, at) {
    const words = lib.uniqueWords(at, 4, isLong);
    return words && words.map((word) => (
      isLong(word) && word.length > 5 && lib.random() < 0.6 ? slip(word, lib.random) : word)).join(" ");
  },
  "author, year"(lib, at) {
    const name = lib.pick(lib.families[at]);
    if (!name || lib.byFamily(name, lib.years[at]).length !== 1) return null;
    return lib.random() < 0.8 ? `${name} ${lib.years[at]}` : `${lib.years[at]} ${name.toLowerCase()}`;
  },
  "typo in author, year"(lib, at) {
    const name = plain(lib.families[at][0] ?? "");
    if (!/^[a-z]{5,}$/.test(name) || lib.byFamily(name, lib.years[at]).length !== 1) return null;
    const typed = slip(name, lib.random);
    return lib.byFamily(typed).length ? null : `${typed} ${lib.years[at]}`;
  },
  "author, words"(lib, at) {
    const name = lib.pick(lib.families[at]);
    const words = lib.some(lib.words[at].filter((word) => word.length > 3), 1 + Math.floor(lib.random() * 2));
    if (!name || !words.length) return null;
    const others = lib.byFamily(name).filter((it) => lib.withAll(words).includes(it));
    return others.length === 1 ? [name, ...words].join(" ") : null;
  },
  "typo in author, words"(lib, at) {
    const name = plain(lib.pick(lib.families[at]) ?? "");
    const words = lib.uniqueWords(at, 2);
    return words && /^[a-z]{5,}$/.test(name) ? [slip(name, lib.random), ...words].join(" ") : null;
  },
  "citation"(lib, at) {
    const [first, second] = lib.families[at];
    const year = lib.years[at];
    if (!first || lib.byFamily(first, year).length !== 1) return null;
    return lib.pick([`${first} et al. ${year}`, `(${first} et al., ${year})`,
      `${first} & ${second ?? first} (${year})`, `${first} and ${second ?? first} ${year}`, `${lib.given(at)[0] ?? ""}. ${first}, ${year}`, `${first}${year}`]);
  },
  "full name, year"(lib, at) {
    const [name] = lib.families[at];
    if (!name || lib.byFamily(name, lib.years[at]).length !== 1) return null;
    return `${lib.given(at)} ${name} ${lib.years[at]}`;
  },
  "typo in whole title"(lib, at) {
    const words = lib.words[at];
    const long = words.flatMap((word, n) => (isLong(word) ? [n] : []));
    if (!long.length || words.length < 3 || lib.withAll(words).length !== 1) return null;
    const which = lib.pick(long);
    return put(words, which, slip(words[which], lib.random)).join(" ");
  },
  "typo in unfinished words"(lib, at) {
    const words = lib.uniqueWords(at, 3, isLong);
    if (!words) return null;
    const which = lib.pick(words.flatMap((word, n) => (isLong(word) ? [n] : [])));
    const start = words[2].slice(0, Math.max(4, words[2].length - 2));
    return [...put(words, which, slip(words[which], lib.random)).slice(0, 2), start].join(" ");
  },
  "words, year"(lib, at) {
    const words = lib.uniqueWords(at, ways(lib));
    return words && `${words.join(" ")} ${lib.years[at]}`;
  },
  "accents dropped"(lib, at) {
    const name = lib.families[at].find((it) => plain(it) !== it.toLowerCase());
    if (!name) return null;
    if (lib.byFamily(name, lib.years[at]).length === 1) return `${plain(name)} ${lib.years[at]}`;
    const words = lib.uniqueWords(at, 2);
    return words && [plain(name), ...words].join(" ");
  },
  "accents added"(lib, at) {
    const words = lib.uniqueWords(at, ways(lib), isLong);
    return words && words.join(" ").replace(/[aeioucn]/g, (letter) => (
      lib.random() < 0.3 ? lib.pick([...ACCENTS[letter]]) : letter));
  },
  "hyphens"(lib, at) {
    const title = plain(lib.entries.title[at]);
    const compound = lib.pick([...title.matchAll(/\p{L}+(?:-\p{L}+)+/gu)].map((it) => it[0]) ?? []);
    const words = compound && lib.uniqueWords(at, 2);
    if (!words || lib.withAll([...words, ...compound.split("-")]).length !== 1) return null;
    const form = lib.pick([
      compound.replaceAll("-", " "), compound.replaceAll("-", ""), compound.replace("-", ""), compound]);
    return lib.pick([[form, ...words], [...words, form]]).join(" ");
  },
  "words joined or parted"(lib, at) {
    const list = lib.words[at];
    const n = Math.floor(lib.random() * (list.length - 1));
    const [one, two] = [list[n], list[n + 1]];
    const words = two && one.length > 2 && two.length > 2 && lib.uniqueWords(at, 2);
    return words && lib.pick([`${one}${two}`, `${one}-${two}`]) + " " + words.join(" ");
  },
  "plural or singular"(lib, at) {
    const words = lib.uniqueWords(at, ways(lib), isLong);
    return words && words.map((word) => (!isLong(word) || lib.random() < 0.4 ? word : otherNumber(word))).join(" ");
  },
  "abbreviation, words"(lib, at) {
    const facet = lib.pick(lib.json.facets);
    const own = lib.pick(lib.entries[`terms.${facet.id}`][at]);
    const short = own === undefined ? [] : facet.terms[own][3].filter((it) => /^[A-Z][A-Za-z0-9.-]{1,7}s?$/.test(it));
    if (!short.length) return null;
    const words = lib.some([...new Set(lib.words[at])].filter((word) => word.length > 3), ways(lib) - 1);
    const isBelow = (term) => term >= 0 && (term === own || isBelow(facet.terms[term][2]));
    if (!words.length) return null;
    const others = lib.withAll(words).filter((it) => lib.entries[`terms.${facet.id}`][it].some(isBelow));
    if (others.length !== 1) return null;
    return lib.pick([[lib.pick(short), ...words], [...words, lib.pick(short)]]).join(" ");
  },
  "venue, year, words"(lib, at) {
    const venue = lib.entries["terms.venues"]?.[at][0];
    if (venue === undefined || !lib.entries.venue_year[at]) return null;
    const words = lib.uniqueWords(at, 2);
    const label = lib.json.facets.find((it) => it.id === "venues").terms[venue][1];
    return words && `${words.join(" ")} ${label} ${lib.entries.venue_year[at]}`;
  },
  "nickname"(lib, at) {
    const name = lib.entries.nickname[at];
    if (!name || lib.withAll(tokens(name)).length !== 1) return null;
    return lib.pick([name, name.toLowerCase(), name.replace(/-/g, " ")]);
  },
  "reference"(lib, at) {
    const { title, arxiv } = lib.entries;
    if (lib.withAll(lib.words[at]).length !== 1) return null;
    return lib.pick([
      `${lib.families[at][0]} et al. (${lib.years[at]}). ${title[at]}.`,
      `${lib.families[at][0]}, ${lib.years[at]}, ${title[at]}`,
      `[${arxiv[at] || lib.years[at]}] ${title[at]}`,
    ]);
  },
  "identifier"(lib, at) {
    const { arxiv, doi, openreview, anthology, key } = lib.entries;
    const id = (kind, forms) => (kind[at] ? forms.map((form) => form(kind[at])) : []);
    return lib.pick([
      ...id(arxiv, [
        (it) => it, (it) => `arXiv:${it}`, (it) => `arXiv:${it} [cs.CV]`, (it) => `https://arxiv.org/abs/${it}`,
        (it) => `arxiv.org/abs/${it}v2`, (it) => `https://arxiv.org/pdf/${it}v3.pdf`, (it) => `http://arxiv.org/pdf/${it}`,
        (it) => `https://doi.org/10.48550/arXiv.${it}`, (it) => `https://www.alphaxiv.org/abs/${it}`,
        (it) => `https://huggingface.co/papers/${it}`,
      ]),
      ...id(doi, [
        (it) => it, (it) => `https://doi.org/${it}`, (it) => `doi:${it}`, (it) => `DOI: ${it}`,
        (it) => `http://dx.doi.org/${it.toUpperCase()}`, (it) => `https://dl.acm.org/doi/abs/${it}`,
      ]),
      ...id(openreview, [
        (it) => it, (it) => `https://openreview.net/forum?id=${it}`, (it) => `openreview.net/pdf?id=${it}`,
        (it) => `https://openreview.net/forum?id=${it}&noteId=abc`,
      ]),
      ...id(anthology, [
        (it) => it, (it) => `https://aclanthology.org/${it}/`, (it) => `https://aclanthology.org/${it}.pdf`,
        (it) => `https://www.aclweb.org/anthology/${it}`,
      ]),
      ...id(key, [(it) => it]),
    ]);
  },
  "unfinished author, year"(lib, at) {
    const name = plain(lib.families[at][0] ?? "");
    const start = name.slice(0, 4);
    const led = lib.families.flatMap((list, it) => (plain(list[0] ?? "").startsWith(start) && lib.years[it] === lib.years[at] ? [it] : []));
    return /^[a-z]{6,}$/.test(name) && led.length === 1 ? `${lib.years[at]} ${start}` : null;
  },
  "label, word"(lib, at) {
    const name = plain(lib.families[at][0] ?? "");
    const word = lib.pick(lib.words[at].filter((it) => it.length > 3));
    return word && /^[a-z]{3,}$/.test(name) && lib.byFamily(name, lib.years[at]).length === 1 ? `${name}${lib.years[at].slice(2)} ${word}` : null;
  },
  "command or link"(lib, at) {
    const { arxiv, doi, openreview, anthology, key } = lib.entries;
    return lib.pick([
      `\\citep[see][]{${key[at]}}`, `as \\citet{${key[at]}} shows`, `@misc{${key[at]},`,
      ...(arxiv[at] ? [`[${arxiv[at]}](https://arxiv.org/abs/${arxiv[at]})`, `url = "https://arxiv.org/abs/${arxiv[at]}",`] : []),
      ...(doi[at] ? [`[${doi[at]}](https://doi.org/${doi[at]})`, `doi = "${doi[at]}",`] : []),
      ...(openreview[at] ? [`https://openreview.net/forum?noteId=x&id=${openreview[at]}`] : []),
      ...(anthology[at] ? [`url = "https://aclanthology.org/${anthology[at]}/",`] : []),
    ]);
  },
  "either"(lib, at) {
    const other = lib.uniqueWords(lib.entry(), 2);
    const words = lib.uniqueWords(at, 2);
    return words && other && `${words.join(" ")} OR ${other.join(" ")}`;
  },
};
