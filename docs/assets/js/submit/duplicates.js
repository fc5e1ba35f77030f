/**
 * Whether a work is here already: by its identifiers, then by title and first author.
 * @typedef {{key: string, title: string, authors: string, where: string, reason: string}} Duplicate
 *   reason: "the same arXiv id"
 */
import { words } from "../find/fold.js";
import { sameArxiv } from "./arxiv.js";
import { asciiFold } from "./text.js";
import { familyOf } from "./names.js";
import { linksOf } from "./links.js";
import { sameNumbers, titleLikeness } from "./similar.js";

const NEAR_TITLE = 0.9;
const NEAR_YEARS = 2;
const NO_WORK = "0001.00001"; // beside another id it makes the search look for whole ids, not for their starts
const plainAddress = (address) => address.toLowerCase().replace(/^https?:\/\/(?:www\.)?|\/+$/g, "");
const letters = (text) => words(text).join("");
const NAMES = [
  ["arxiv", "the same arXiv id", sameArxiv],
  ["doi", "the same DOI", (doi) => doi.toLowerCase()],
  ["openreview", "the same OpenReview id", String],
  ["anthology", "the same ACL Anthology id", (id) => id.toLowerCase()],
  ["url", "the same address", plainAddress],
];

export class Duplicates {
  /**
   * @param {() => import("../find/types.js").Client} client  loads the data of the site when it is first asked
   * @param {(key: string) => Promise<import("./record.js").Entry|null>} readEntry  an entry of the site
   */
  constructor(client, readEntry) {
    Object.assign(this, { client, readEntry });
  }

  /**
   * @param {import("./record.js").Entry} entry @param {string[]} others  keys of entries that are known to be other works
   * @returns {Promise<Duplicate|null>} the likeliest; rejects when the data cannot be loaded
   */
  async find(entry, others) {
    return await this.#byIdentifier(entry, others) ?? await this.#byTitle(entry, others);
  }

  async #byIdentifier(entry, others) {
    const asked = this.#queries(entry);
    if (asked.length) await this.client().all?.();
    if (asked.some(({ name }) => name === "url")) await this.client().details(); // addresses are among them
    for (const { text } of asked) {
      const { rows } = await this.client().find({ state: { text: `${text} ${NO_WORK}` }, size: 4 });
      for (const row of rows.filter(({ key }) => !others.includes(key))) {
        const reason = reasonOf(entry, await this.readEntry(row.key).catch(() => null));
        if (reason) return { ...row, reason };
      }
    }
    return null;
  }

  /** What the search is asked, for each identifier: bare ids, but OpenReview's in an address. */
  #queries(entry) {
    return NAMES.map(([name]) => {
      const value = entry[name];
      const address = name === "openreview" && value ? linksOf({ openreview: value }).at(-1)[1] : value;
      return { name, text: name === "doi" && value ? `doi:${value}` : address };
    }).filter(({ text }) => text);
  }

  async #byTitle(entry, others) {
    const { title = "", authors = [] } = entry;
    const typed = words(title);
    if (typed.join("").length < 12) return null;
    await this.client().all?.();
    const { rows } = await this.client().find({ state: { text: typed.slice(0, 16).join(" ") }, size: 10 });
    for (const row of rows.filter(({ key }) => !others.includes(key))) {
      if (letters(title) === letters(row.title)) return { ...row, reason: "the same title" };
      if (authors.length && isNear(entry, row)) return { ...row, reason: "nearly the same title and the same first author" };
    }
    return null;
  }
}

/** Why two records are of one work; "" when no identifier says so. */
export function reasonOf(entry, other) {
  if (!other) return "the same identifier";
  return NAMES.find(([name, , form]) => entry[name] && other[name] && form(entry[name]) === form(other[name]))?.[1] ?? "";
}

function isNear({ title, authors, published = "", arxiv = "" }, row) {
  const family = (name) => asciiFold(name).toLowerCase().replace(/[^a-z]/g, "");
  const years = [published, row.published].map((date) => Number(date.slice(0, 4)));
  // arXiv gave out two ids, and a new version keeps its id.
  const isTwice = arxiv && row.links.some(([label]) => label === "arXiv");
  return !isTwice && titleLikeness(title, row.title) >= NEAR_TITLE && sameNumbers(title, row.title)
    && family(row.allAuthors[0] ?? "").endsWith(family(familyOf(authors[0])))
    && (!years[0] || Math.abs(years[0] - years[1]) <= NEAR_YEARS);
}
