/** The order of entries that match: exact facts about the best, on top of the scores of words. */
import { comparisonForm, words as wordsOf } from "./fold.js";
import { firstFrom } from "./vocabulary.js";

/** So many of the best are looked at closely; the others keep their order. */
const CLOSE_LOOK = 200;
const IS_NAME = 4, IS_OTHER_NAME = 3.9, STARTS_NAME = 1.2, STARTS_OTHER_NAME = 1.1;
/** What matches all words, and not most, is that much better. */
const IS_WHOLE = 0.15;
/** A work is known by its first author. */
const LEADS = 0.12;
const TITLE_SHARE = 1, WHO_SHARE = 0.8, COVERED = 0.4, RUNS = 0.35;

export class Ranker {
  #titles;
  #names;
  /** Name -> its entries, and the names in order. */
  #owners;
  #sortedNames;
  #leaders;

  constructor(columns, postings) {
    this.#titles = postings.titles;
    const { vocabulary } = postings;
    this.#names = columns.altTitles.map((others, at) => [
      postings.titles[at].map((word) => vocabulary.words[word]).join(""),
      ...[columns.nicknames[at], ...others].filter(Boolean).map(comparisonForm),
    ]);
    const owners = new Map();
    this.#names.forEach((names, at) => names.forEach((name) =>
      owners.set(name, [...(owners.get(name) ?? []), at])));
    this.#owners = owners;
    this.#leaders = columns.authors.map(([first]) => wordsOf(columns.names[first]?.family ?? "").map((word) => vocabulary.find(word)));
    this.#sortedNames = [...owners.keys()].sort();
  }

  /**
   * The entries, best first, newest first among equals.
   * @param {number[]} entries  positions
   * @returns {{hits: Int32Array, scores: Float32Array}}
   */
  order(entries, match) {
    const { total } = match;
    const rough = sorted(entries, (at) => match.scores[at]);
    const typed = match.words.map((word) => word.text).join("");
    const near = this.#toFront(rough, typed);
    const close = new Map();
    for (const at of near) {
      const isWhole = (match.matched[at] & match.needed) === match.needed;
      close.set(at, match.scores[at] / total + (isWhole ? IS_WHOLE : 0) + this.#wholeName(at, typed)
        + this.#title(at, match) + who(at, match) + this.#leads(at, match));
    }
    const hits = rough.slice();
    hits.set(sorted(near, (at) => close.get(at)));
    const scores = new Float32Array(hits.length);
    let least = Infinity;
    hits.forEach((at, n) => {
      least = Math.min(least, close.get(at) ?? match.scores[at] / total);
      scores[n] = least;
    });
    return { hits, scores };
  }

  /** Moves entries whose name starts as typed among the first, which are returned. */
  #toFront(rough, typed) {
    const named = new Set(this.#startingWith(typed));
    let next = CLOSE_LOOK;
    for (let n = CLOSE_LOOK; n < rough.length && named.size; n++) {
      if (!named.has(rough[n])) continue;
      const at = rough[n];
      rough.copyWithin(next + 1, next, n);
      rough[next++] = at;
    }
    return rough.subarray(0, next);
  }

  /** Entries of names that start so, a hundred names at most. */
  *#startingWith(typed) {
    const names = this.#sortedNames;
    const from = firstFrom(names, typed);
    for (let n = from; n < Math.min(from + 100, names.length) && names[n].startsWith(typed); n++) {
      yield* this.#owners.get(names[n]);
    }
  }

  /** Whether the query is the title or nickname of the entry, or their start. */
  #wholeName(at, typed) {
    const names = this.#names[at];
    for (let n = 0; n < names.length; n++) if (names[n] === typed) return n ? IS_OTHER_NAME : IS_NAME;
    for (let n = 0; n < names.length; n++) if (names[n].startsWith(typed)) return n ? STARTS_OTHER_NAME : STARTS_NAME;
    return 0;
  }

  #leads(at, { words }) {
    const likely = words.flatMap(({ meaning }) => this.#leaders[at].map((number) => meaning.words.get(number) ?? 0));
    return LEADS * Math.max(0, ...likely);
  }

  /** Words of the title: which share of the query, which share of the title, and in order. */
  #title(at, { words, total }) {
    let share = 0;
    for (const word of words) share += word.rarity * word.name[at];
    if (!share) return 0;
    share /= total;
    const { covered, runs } = overlap(this.#titles[at], words);
    const pairs = words.length - 1;
    return TITLE_SHARE * share * share + COVERED * covered + (pairs ? (RUNS * Math.min(runs, pairs)) / pairs : 0);
  }
}

const best = new Float32Array(32);
let before = new Float32Array(32);
let here = new Float32Array(32);

/** The share of a title that was typed, and how often two words follow each other in both. */
function overlap(title, words) {
  const count = words.length;
  let runs = 0;
  best.fill(0);
  before.fill(0);
  for (const number of title) {
    let run = 0;
    for (let n = 0; n < count; n++) {
      const weight = words[n].meaning.words.get(number) ?? 0;
      here[n] = weight;
      if (weight > best[n]) best[n] = weight;
      if (n > 0 && weight * before[n - 1] > run) run = weight * before[n - 1];
    }
    runs += run;
    [before, here] = [here, before];
  }
  let sum = 0;
  for (let n = 0; n < count; n++) sum += best[n];
  return { covered: Math.min(1, sum / title.length), runs };
}

/** How much of the query is an author, a year or a key. */
function who(at, { words, total }) {
  let share = 0;
  for (const word of words) share += word.rarity * word.who[at];
  return WHO_SHARE * (share / total) ** 2;
}

const STEPS = 1e5, MOST_ENTRIES = 2 ** 20;

/** Positions by a score, highest first; equal ones ascending. Sorts plain numbers, which is quick. */
function sorted(entries, scoreOf) {
  const keys = new Float64Array(entries.length);
  for (let n = 0; n < keys.length; n++) {
    keys[n] = entries[n] - Math.round(scoreOf(entries[n]) * STEPS) * MOST_ENTRIES;
  }
  keys.sort();
  return Int32Array.from(keys, (key) => ((key % MOST_ENTRIES) + MOST_ENTRIES) % MOST_ENTRIES);
}
