/** Which entries have which words, in flat arrays: one layer for each kind of place. */
import { groupsOf, Lists } from "./lists.js";
import { Vocabulary } from "./vocabulary.js";
import { comparisonForm, compounds, FUNCTION_WORDS, transliterated, words } from "./fold.js";

/** What a match says about an entry: its name, who and when, what it is about, its summary. */
export const NAME = 0;
export const WHO = 1;
export const ABOUT = 2;
export const TEXT = 3;
export const CHANNELS = 4;
const STEP = 250;

/**
 * Words of one kind of place. `groups`: the lists lead to groups of entries, else to entries.
 * isIds: parts of identifiers, which nobody means as words.
 */
class Layer {
  constructor(channel, weight, pairs, count, groups = null, isIds = false) {
    Object.assign(this, { channel, weight, lists: new Lists(pairs, count), groups, isIds });
  }
}

export class Postings {
  constructor(columns) {
    this.count = columns.count;
    this.vocabulary = new Vocabulary();
    /** The words of each title in order, as numbers. */
    this.titles = columns.titles.map((title) => words(title).map((word) => this.vocabulary.add(word)));
    this.nameGroups = groupsOf(columns.authors, columns.names.length);
    this.facetGroups = columns.facets.map((facet) => groupsOf(facet.all, facet.terms.length));
    /** Spelling without blanks -> the terms that it may mean, as [facet, term]. */
    this.spellings = new Map();
    const made = [
      this.#entryLayer(NAME, 1, (at, put) => this.#title(columns, at, put)),
      this.#entryLayer(NAME, 0.9, (at, put) => otherTitles(columns, at).forEach((it) => { putWords(it, put); put(comparisonForm(it)); })),
      this.#entryLayer(WHO, 1, (at, put) => put(columns.published[at].slice(0, 4))),
      this.#entryLayer(WHO, 0.9, (at, put) => columns.venueYears[at] && put(String(columns.venueYears[at]))),
      this.#entryLayer(WHO, 0.8, (at, put) => keysOf(columns, at).forEach((it) => putWords(it, put))),
      this.#entryLayer(WHO, 0.3, (at, put) => idWords(columns, at).forEach(put), true),
      ...this.#nameLayers(columns),
      ...columns.facets.flatMap((facet, at) => this.#facetLayers(facet, at)),
    ];
    this.layers = made.map((make) => make(this.vocabulary.words.length));
  }

  /** How many places have a word: entries, or names and terms, of which each counts with its entries. */
  frequencyOf(number) {
    let sum = 0;
    for (const { lists, groups } of this.layers) {
      if (!groups) sum += lists.starts[number + 1] - lists.starts[number] || 0;
      else for (const group of lists.of(number)) sum += groups.starts[group + 1] - groups.starts[group];
    }
    return sum;
  }

  /** Adds a layer of long texts; a pause after each few hundred lets others have their turn. */
  *addTexts(texts) {
    const read = (at, put) => putWords(texts[at], put);
    const pairs = [];
    for (let from = 0; from < this.count; from += STEP) {
      this.#collect(pairs, read, from, Math.min(from + STEP, this.count));
      yield;
    }
    this.layers.push(new Layer(TEXT, 0.5, pairs, this.vocabulary.words.length, null));
  }

  #title(columns, at, put) {
    for (const word of this.titles[at]) put(word);
    compounds(columns.titles[at]).forEach(put);
  }

  /** Collects now, is made when all words have their number. */
  #entryLayer(channel, weight, read, isIds = false) {
    const pairs = [];
    this.#collect(pairs, read, 0, this.count);
    return (count) => new Layer(channel, weight, pairs, count, null, isIds);
  }

  /** Adds [number of a word, entry] to the pairs, each once. */
  #collect(pairs, read, from, to) {
    const seen = new Map();
    for (let at = from; at < to; at++) {
      read(at, (word) => {
        const number = typeof word === "number" ? word : this.vocabulary.add(word);
        if (seen.get(number) === at) return;
        seen.set(number, at);
        pairs.push(number, at);
      });
    }
  }

  #nameLayers(columns) {
    const families = [], partly = [], others = [];
    columns.names.forEach((name, at) => {
      const wholes = [name.family, transliterated(name.family)].map(comparisonForm);
      const parts = nameWords(name.family);
      for (const word of new Set([...parts, ...nameWords(name.printed), ...wholes])) {
        const pairs = wholes.includes(word) ? families : parts.includes(word) ? partly : others;
        if (word) pairs.push(this.vocabulary.add(word), at);
      }
    });
    return [[0.95, families], [0.85, partly], [0.7, others]].map(([weight, pairs]) => (count) =>
      new Layer(WHO, weight, pairs, count, this.nameGroups));
  }

  /** A word that is a whole spelling of a term says more than one among several. */
  #facetLayers(facet, facetAt) {
    const whole = [], partly = [];
    facet.terms.forEach((term, at) => {
      for (const spelling of new Set([term.label, term.id, term.fullName ?? term.label, ...term.spellings])) {
        const parts = words(spelling);
        const joined = comparisonForm(spelling);
        const list = this.spellings.get(joined) ?? [];
        if (!list.some((it) => it[0] === facetAt && it[1] === at)) list.push([facetAt, at]);
        this.spellings.set(joined, list);
        whole.push(this.vocabulary.add(joined), at);
        if (parts.length < 2 || facet.id === "venues") continue;
        for (const part of parts) {
          if (!FUNCTION_WORDS.has(part)) partly.push(this.vocabulary.add(part), at);
        }
      }
    });
    return [[0.85, whole], [0.35, partly]].map(([weight, pairs]) => (count) =>
      new Layer(ABOUT, weight, pairs, count, this.facetGroups[facetAt]));
  }
}

function putWords(text, put) {
  words(text).forEach(put);
  compounds(text).forEach(put);
}

const keysOf = (columns, at) => [columns.keys[at], ...columns.aliases[at]];
const otherTitles = (columns, at) =>
  [columns.nicknames[at], ...columns.altTitles[at]].filter(Boolean);

/** The parts of ids, so that one is found while it is typed; years would say the wrong thing. */
function idWords(columns, at) {
  return [columns.arxiv[at], columns.doi[at], columns.openreview[at], columns.anthology[at]]
    .filter(Boolean).flatMap(words).filter((word) => !/^(?:19|20)\d\d$/.test(word));
}

const nameWords = (text) =>
  [...words(text), ...compounds(text), ...words(transliterated(text))].filter((word) => word.length > 1
    || /[^a-z]/.test(word));
