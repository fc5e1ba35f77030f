/** All words of an index, numbered, and which of them are near a typed one. */
import { distance, mayBeNear, lettersOf } from "./distance.js";
import { root } from "./fold.js";

export class Vocabulary {
  /** @type {Map<string, number>} */ #numbers = new Map();
  /** @type {string[]} */ words = [];
  #sorted = null;
  #roots = null;
  #byLength = null;
  /** @type {Map<number, {texts: string[], masks: number[]}>} */ #starts = new Map();

  /** The number of a word, new or known. */
  add(word) {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    if (this.#sorted || this.#byLength || this.#roots) this.#forget();
    this.#numbers.set(word, this.words.length);
    return this.words.push(word) - 1;
  }

  /** The number of a word; undefined when no text has it. */
  find(word) {
    return this.#numbers.get(word);
  }

  /** The numbers of all words that start so. */
  startingWith(start) {
    const sorted = this.#sorted ??= [...this.words].sort();
    const found = [];
    for (let at = firstFrom(sorted, start); at < sorted.length && sorted[at].startsWith(start); at++) {
      found.push(this.#numbers.get(sorted[at]));
    }
    return found;
  }

  /** The numbers of the words with the same root. */
  withRoot(start) {
    if (!start) return [];
    this.#roots ??= grouped(this.words, root);
    return this.#roots.get(start) ?? [];
  }

  /**
   * Words one or more slips of the finger away from the typed one, with the number of slips.
   * A slip is a letter too many, missing, other, or swapped with its neighbour. Numbers never slip.
   * @returns {[number, number][]}
   */
  near(word, most) {
    if (!LETTERS.test(word) || word.length < 3) return [];
    this.#byLength ??= lettersByLength(this.words);
    const letters = lettersOf(word);
    const found = [];
    for (let length = word.length - most; length <= word.length + most; length++) {
      const { numbers = [], masks } = this.#byLength.get(length) ?? {};
      for (let n = 0; n < numbers.length; n++) {
        if (!mayBeNear(masks[n], letters, most)) continue;
        const slips = distance(word, this.words[numbers[n]], most);
        if (slips > 0 && slips <= most) found.push([numbers[n], slips]);
      }
    }
    return found;
  }

  /** Starts of words, of that length, that are one slip away from the typed one. */
  startsNear(word, length) {
    if (!LETTERS.test(word)) return [];
    let starts = this.#starts.get(length);
    if (!starts) this.#starts.set(length, starts = startsOf(this.words, length));
    const letters = lettersOf(word);
    return starts.texts.filter((start, n) =>
      mayBeNear(starts.masks[n], letters, 1) && distance(word, start, 1) === 1);
  }

  #forget() {
    this.#sorted = this.#roots = this.#byLength = null;
    this.#starts.clear();
  }
}

function startsOf(words, length) {
  const longer = words.filter((word) => word.length > length && LETTERS.test(word));
  const texts = [...new Set(longer.map((word) => word.slice(0, length)))];
  return { texts, masks: texts.map(lettersOf) };
}

const LETTERS = /^\P{N}+$/u;

/** Length -> the numbers of words of letters, and which letters each has. */
function lettersByLength(words) {
  const groups = new Map();
  words.forEach((word, number) => {
    if (!LETTERS.test(word)) return;
    if (!groups.has(word.length)) groups.set(word.length, { numbers: [], masks: [] });
    groups.get(word.length).numbers.push(number);
    groups.get(word.length).masks.push(lettersOf(word));
  });
  return groups;
}

function grouped(words, groupOf) {
  const groups = new Map();
  words.forEach((word, at) => {
    const group = groupOf(word);
    const list = groups.get(group);
    if (list) list.push(at);
    else groups.set(group, [at]);
  });
  return groups;
}

/** Where in a sorted list the texts begin that are not before the start. */
export function firstFrom(sorted, start) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
