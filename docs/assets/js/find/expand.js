/** Which words of the index a typed word may stand for, each with how likely (0 to 1). */
import { FUNCTION_WORDS, root, siblings } from "./fold.js";

const REMEMBERED = 500;
/** A family and two digits of a year, as labels of citations have it: keys begin so, with the whole year. */
const LABEL = /^([a-z]{2,})(\d\d)$/;

/** @typedef {{name: string, words: Map<number, number>, isKnown: boolean, pairs: [number, number][]}} Meaning
 * name: equal for equal meanings; words: number of a word -> how likely; pairs: two words that were typed as one. */

export class Expander {
  #vocabulary;
  #known = new Map();

  #frequencyOf;

  /** @param {(number: number) => number} frequencyOf  how many places have a word */
  constructor(vocabulary, frequencyOf) {
    this.#vocabulary = vocabulary;
    this.#frequencyOf = frequencyOf;
  }

  /** To be called after words were added. */
  forget() {
    this.#known.clear();
  }

  /**
   * @param {string} word  folded
   * @param {boolean} isLast  it may still be being typed
   * @param {boolean} isSlip  look for typing errors though the word is known
   * @param {(string|false)[]} joined  the word joined with its neighbours
   * @returns {Meaning}
   */
  expand(word, isLast, isSlip = false, joined = []) {
    const name = `${isLast ? 1 : 0}${isSlip ? 1 : 0}${word} ${joined.join(" ")}`;
    const known = this.#known.get(name);
    if (known) return known;
    const meaning = this.#expand(name, word, isLast, isSlip, joined);
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known.set(name, meaning);
    return meaning;
  }

  #expand(name, word, isLast, isSlip, joined) {
    const found = new Map();
    const put = (at, weight) => {
      if (at !== undefined && !(found.get(at) >= weight)) found.set(at, weight);
    };
    this.#putForms(word, put);
    for (const text of joined.filter(Boolean)) this.#putForms(text, (at, weight) => put(at, weight * 0.95));
    const isKnown = found.size > 0;
    const before = isLast && joined[0];
    if (before?.length > 5) for (const at of this.#vocabulary.startingWith(before)) put(at, 0.8);
    const hasStarts = this.#putStarts(word, isLast, isKnown, put) && isLast;
    if (!isKnown || isSlip) this.#putSlips(word, isKnown || hasStarts, put);
    if (LABEL.test(word)) for (const at of this.#vocabulary.startingWith(word.replace(LABEL, "$120$2"))) put(at, 0.8);
    const start = root(word);
    if (word.length > 4) for (const at of this.#vocabulary.withRoot(start)) put(at, 0.65);
    if (!found.size && word.length > 4) this.#putUnfinishedSlips(word, put);
    return { name, words: found, isKnown, pairs: this.#pairs(word) };
  }

  #putForms(word, put) {
    put(this.#vocabulary.find(word), 1);
    for (const form of siblings(word)) put(this.#vocabulary.find(form), 0.95);
  }

  #putStarts(word, isLast, isKnown, put) {
    if (!isLast && (word.length < 4 || FUNCTION_WORDS.has(word))) return false;
    const weight = isLast ? (isKnown ? (word.length < 4 ? 0.45 : 0.6) : 0.85) : 0.45;
    const numbers = this.#vocabulary.startingWith(word);
    for (const at of numbers) {
      const share = word.length / this.#vocabulary.words[at].length;
      put(at, weight * (0.85 + 0.15 * share));
    }
    return numbers.length > 0;
  }

  /**
   * Most slips keep the first letter; a short word has many neighbours, so one slip at most.
   * Of two words equally near, the rarer one leads to what is looked for sooner. "gand" is hardly "and".
   */
  #putSlips(word, isKnown, put) {
    if (isKnown && word.length < 4) return;
    const most = word.length > 7 ? 2 : 1;
    for (const [at, slips] of this.#vocabulary.near(word, most)) {
      const other = this.#vocabulary.words[at];
      const weight = (slips === 1 ? 0.8 : 0.55) - (other[0] === word[0] ? 0 : 0.05)
        - (word.length < 4 ? 0.2 : 0) - Math.min(0.12, 0.015 * Math.log2(1 + this.#frequencyOf(at)));
      put(at, weight * (isKnown ? 0.7 : 1) * (FUNCTION_WORDS.has(other) ? 0.3 : 1));
    }
  }

  #putUnfinishedSlips(word, put) {
    for (let length = word.length + 1; length >= word.length - 1; length--) {
      for (const start of this.#vocabulary.startsNear(word, length)) {
        for (const at of this.#vocabulary.startingWith(start)) put(at, 0.45);
      }
    }
  }

  /** "honeybees" -> the numbers of "honey" and "bees". */
  #pairs(word) {
    const pairs = [];
    for (let cut = 2; cut <= word.length - 2; cut++) {
      const first = this.#vocabulary.find(word.slice(0, cut));
      const second = first === undefined ? undefined : this.#vocabulary.find(word.slice(cut));
      if (second !== undefined) pairs.push([first, second]);
    }
    return pairs;
  }
}
