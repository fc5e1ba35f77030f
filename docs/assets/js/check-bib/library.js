/** The entries of the site, ready to be matched: by identifier, by title, with their own records. */
import { readBlocks } from "../bibtex/read.js";
import { decode } from "../find/columns.js";
import { comparisonForm, words } from "../find/fold.js";
import { cutBib } from "../shelf/records.js";
import { matchVenue } from "../submit/facts.js";

export const ID_KINDS = ["doi", "arxiv", "openreview", "anthology"];
const RARE = 60; // a word in more titles leads to none of them

export class Library {
  /**
   * @param {object} search  search.json @param {string} bibliography  literature.bib
   * @throws {Error} when the two are not of one build
   */
  constructor(search, bibliography) {
    this.columns = decode(search);
    const { count, keys, titles, altTitles } = this.columns;
    this.records = [...cutBib(bibliography)];
    if (this.records.length !== count || this.records.some(({ key }, at) => key !== keys[at])) {
      throw new Error("the files of the site do not fit each other");
    }
    /** @type {Map<string, number>} */ this.byId = new Map();
    /** @type {Map<string, number[]>} */ this.byTitle = new Map();
    /** @type {Map<string, number[]>} */ this.byWord = new Map();
    for (let at = 0; at < count; at++) {
      for (const kind of ID_KINDS) if (this.columns[kind][at]) this.byId.set(idForm(kind, this.columns[kind][at]), at);
      for (const title of [titles[at], ...altTitles[at]]) put(this.byTitle, comparisonForm(title), at);
      for (const word of new Set(words(titles[at]))) put(this.byWord, word, at);
    }
    const facet = this.columns.facetById.get("venues");
    this.venues = facet && { terms: facet.terms.map(({ id, label, fullName, spellings }) => ({ id, label, name: fullName, aliases: spellings })) };
  }

  authors(at) { return this.columns.authors[at].map((name) => this.columns.names[name].stored); }

  /** The fields of an entry's own BibTeX record. @returns {{type: string, fields: Map<string, string>}} */
  record(at) {
    const [block] = readBlocks(this.records[at].text);
    return { type: block.type, fields: new Map(block.fields.map(({ name, text }) => [name, text])) };
  }

  /** The venue of the published version, or null for a preprint or a page. */
  venue(at) {
    const facet = this.columns.facetById.get("venues");
    const term = facet?.terms[facet.own[at][0]];
    if (!term) return null;
    return { id: term.id, label: term.label, year: this.columns.venueYears[at], isReviewed: ["article", "inproceedings"].includes(term.type) };
  }

  /** The id of the venue that words name; "" when it is not known. */
  venueNamed(text) { return text ? matchVenue(text, this.venues) : ""; }

  /** Entries that share rare words with a title. @returns {number[]} */
  likely(title) {
    const shared = new Map();
    for (const word of new Set(words(title))) {
      const entries = this.byWord.get(word) ?? [];
      if (entries.length <= RARE) for (const at of entries) shared.set(at, (shared.get(at) ?? 0) + 1);
    }
    return [...shared].sort((one, other) => other[1] - one[1]).slice(0, 12).map(([at]) => at);
  }
}

/** What two spellings of an identifier share; those of OpenReview keep their case. */
export const idForm = (kind, value) => `${kind}:${kind === "openreview" ? value : value.toLowerCase()}`;

function put(map, name, value) {
  const list = map.get(name);
  if (!list) map.set(name, [value]);
  else if (list.at(-1) !== value) list.push(value);
}
