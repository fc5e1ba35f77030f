/** Words that must stand together, and words that must not occur. */
import { siblings, words } from "./fold.js";

export class Phrases {
  #columns;
  #postings;

  constructor(columns, postings) {
    this.#columns = columns;
    this.#postings = postings;
  }

  /** Positions that are still allowed, ascending. */
  *positions(allowed) {
    for (let at = 0; at < allowed.length; at++) if (allowed[at]) yield at;
  }

  /** Takes away the entries without the phrase. */
  keep(allowed, phrase) {
    const parts = phrase.split(" ");
    const having = this.#having(parts);
    for (let at = 0; at < allowed.length; at++) {
      if (allowed[at] && !(having[at] === parts.length && this.#says(at, phrase))) allowed[at] = 0;
    }
  }

  /** Takes away the entries with the word or phrase, in singular or plural. */
  drop(allowed, phrase) {
    const parts = phrase.split(" ");
    const having = this.#having(parts, true);
    for (let at = 0; at < allowed.length; at++) {
      if (having[at] === parts.length && (parts.length === 1 || this.#says(at, phrase))) allowed[at] = 0;
    }
    if (parts.length > 1) for (const at of this.#entriesOf(parts.join(""), true)) allowed[at] = 0;
  }

  /** How many of the words each entry has. */
  #having(parts, isAnyNumber = false) {
    const counts = new Uint8Array(this.#columns.count);
    for (const part of new Set(parts)) {
      for (const at of this.#entriesOf(part, isAnyNumber)) counts[at] += 1;
    }
    const repeated = parts.length - new Set(parts).size;
    return repeated ? counts.map((count) => count + repeated) : counts;
  }

  #entriesOf(word, isAnyNumber) {
    const found = new Set();
    for (const form of isAnyNumber ? [word, ...siblings(word)] : [word]) {
      const number = this.#postings.vocabulary.find(form);
      if (number === undefined) continue;
      for (const layer of this.#postings.layers) {
        if (layer.isIds) continue;
        for (const it of layer.lists.of(number)) {
          if (layer.groups) layer.groups.of(it).forEach((at) => found.add(at));
          else found.add(it);
        }
      }
    }
    return found;
  }

  /** Whether a text of the entry has the phrase. */
  #says(at, phrase) {
    const { titles, nicknames, altTitles, authors, names, facets, summaries } = this.#columns;
    const texts = [titles[at], nicknames[at], ...altTitles[at], summaries?.[at] ?? "",
      ...authors[at].flatMap((it) => [names[it].printed, names[it].stored]),
      ...facets.flatMap((facet) => facet.all[at].flatMap((it) =>
        [facet.terms[it].label, ...facet.terms[it].spellings]))];
    return texts.some((text) => ` ${words(text).join(" ")} `.includes(` ${phrase} `));
  }
}
