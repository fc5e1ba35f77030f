/** Which entries match which words of a query, and how well. */
import { FUNCTION_WORDS } from "./fold.js";
import { ABOUT, CHANNELS, NAME, TEXT, WHO } from "./postings.js";
import { termSpans } from "./spans.js";

const MAX_WORDS = 30;
/** Where a word matched in more than one way, each further way counts this share. */
const FURTHER = 0.3;
/** How much a whole spelling of a term says, when it is several words. */
const SPELLED = 0.9;
/** A word without meaning of its own says this share. */
const FUNCTION_SHARE = 0.3;
const INITIAL = /^[a-z]$/;
const REMEMBERED = 16;

/**
 * @typedef {{text: string, meaning: import("./expand.js").Meaning, isNeeded: boolean,
 *   rarity: number, name: Float32Array, who: Float32Array, all: Float32Array}} Word
 *   name, who, all: how well each entry matches it, by title, by author or year, by anything
 * @typedef {{words: Word[], scores: Float32Array, matched: Int32Array, needed: number,
 *   total: number}} Match  matched: bits of words; total: the sum of rarities
 */

export class Matcher {
  #postings;
  #expander;
  #scratch;
  /** While a query is typed, only its last word is new. */
  #known = new Map();

  constructor(postings, expander) {
    this.#postings = postings;
    this.#expander = expander;
    this.#scratch = Array.from({ length: CHANNELS }, () => new Float32Array(postings.count));
  }

  /** To be called after texts were added. */
  forget() {
    this.#known.clear();
    this.#expander.forget();
  }

  /**
   * @param {{text: string, isLast: boolean}[]} typed
   * @param {boolean} isSlip  whether known words too may be typing errors
   * @returns {Match}
   */
  match(typed, isSlip = false) {
    const list = typed.slice(0, MAX_WORDS);
    const spans = termSpans(this.#postings, list);
    const isAllFunction = list.every((word) => FUNCTION_WORDS.has(word.text));
    const words = list.map(({ text, isLast }, at) => {
      const joined = [at > 0 && list[at - 1].text + text, at + 1 < list.length && text + list[at + 1].text];
      const meaning = this.#expander.expand(text, isLast, isSlip, joined);
      const evidence = this.#evidence(meaning, spans[at]);
      const isNeeded = isAllFunction || !(FUNCTION_WORDS.has(text) || (!isLast && INITIAL.test(text)));
      return { text, meaning, isNeeded, ...evidence, rarity: evidence.rarity * (isNeeded ? 1 : FUNCTION_SHARE) };
    });
    return addUp(words, this.#postings.count);
  }

  #evidence(meaning, spans) {
    const name = `${meaning.name}|${spans.join(";")}`;
    const known = this.#known.get(name);
    if (known) return known;
    const evidence = combine(this.#weigh(meaning, spans));
    if (this.#known.size >= REMEMBERED) this.#known.delete(this.#known.keys().next().value);
    this.#known.set(name, evidence);
    return evidence;
  }

  /** The best weight per channel and entry of one word. */
  #weigh(meaning, spans) {
    const postings = this.#postings;
    const channels = this.#scratch;
    for (const channel of channels) channel.fill(0);
    for (const [number, likely] of meaning.words) {
      for (const layer of postings.layers) raiseLayer(channels[layer.channel], layer, number, likely);
    }
    for (const [first, second] of meaning.pairs) raisePair(channels[NAME], postings, first, second);
    for (const [facet, term] of spans) raise(channels[ABOUT], postings.facetGroups[facet], term, SPELLED);
    return channels;
  }
}

function raiseLayer(into, { lists, groups, weight }, number, likely) {
  const { starts, values } = lists;
  const end = starts[number + 1];
  const value = likely * weight;
  for (let at = starts[number]; at < end; at++) {
    if (groups) raise(into, groups, values[at], value);
    else if (into[values[at]] < value) into[values[at]] = value;
  }
}

function raise(into, { starts, values }, group, value) {
  for (let at = starts[group]; at < starts[group + 1]; at++) {
    if (into[values[at]] < value) into[values[at]] = value;
  }
}

/** Titles with both words next to each other. */
function raisePair(into, postings, first, second) {
  for (const at of postings.layers[0].lists.of(first)) {
    const title = postings.titles[at];
    if (title.some((word, place) => word === first && title[place + 1] === second)) into[at] = 0.9;
  }
}

/** One word's weights from all channels, and how rare it is: few entries, much said. */
function combine(channels) {
  const [name, who] = [channels[NAME].slice(), channels[WHO].slice()];
  const [about, text] = [channels[ABOUT], channels[TEXT]];
  const all = new Float32Array(name.length);
  let count = 0;
  for (let at = 0; at < all.length; at++) {
    const sum = name[at] + who[at] + about[at] + text[at];
    if (sum === 0) continue;
    const best = Math.max(name[at], who[at], about[at], text[at]);
    all[at] = best + FURTHER * (sum - best);
    count += Math.min(1, best * 1.4);
  }
  return { name, who, all, rarity: Math.log(1 + all.length / (count + 0.5)) };
}

/** @returns {Match} */
function addUp(words, count) {
  const scores = new Float32Array(count);
  const matched = new Int32Array(count);
  let needed = 0;
  let total = 0;
  words.forEach(({ all, rarity, isNeeded }, n) => {
    const bit = 1 << n;
    if (isNeeded) needed |= bit;
    total += rarity;
    for (let at = 0; at < count; at++) {
      if (all[at] === 0) continue;
      scores[at] += rarity * all[at];
      matched[at] |= bit;
    }
  });
  return { words, scores, matched, needed, total };
}
