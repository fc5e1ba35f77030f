/** "Did you mean": the query with words that the library has. */
import { words } from "./fold.js";

const FAR = 2;

/**
 * A query in which unknown words are replaced by the nearest known ones; "" when none finds more.
 * @param {(text: string) => boolean} finds  whether a query finds anything
 */
export function suggest({ postings }, query, finds) {
  const text = query.text.replace(/(?<!\p{L})\p{L}{3,64}(?![\p{L}:])/gu, (typed) => {
    const [word, ...others] = words(typed);
    if (!word || others.length) return typed;
    return nearest(postings.vocabulary, word) ?? typed;
  });
  return text !== query.text && finds(text) ? text : "";
}

function nearest(vocabulary, word) {
  if (vocabulary.find(word) !== undefined || vocabulary.startingWith(word).length) return null;
  const near = vocabulary.near(word, word.length > 4 ? FAR : 1).sort((a, b) => a[1] - b[1] || a[0] - b[0]);
  return near.length ? vocabulary.words[near[0][0]] : null;
}
