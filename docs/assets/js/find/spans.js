/** Terms whose spellings stand in a query. */
import { siblings } from "./fold.js";

/** A spelling has at most so many words. */
const LONGEST = 6;

/**
 * For each word the terms whose spelling is a run of typed words that the word is part of:
 * "colony collapse disorder" finds what has the term, whatever its title says.
 * @returns {[number, number][][]}  facet, term
 */
export function termSpans(postings, list) {
  const spans = list.map(() => []);
  for (let from = 0; from < list.length; from++) {
    let run = "";
    for (let to = from; to < Math.min(list.length, from + LONGEST); to++) {
      run += list[to].text;
      for (const form of [run, ...siblings(run)]) {
        for (const term of postings.spellings.get(form) ?? []) {
          for (let at = from; at <= to; at++) spans[at].push(term);
        }
      }
    }
  }
  return spans;
}
