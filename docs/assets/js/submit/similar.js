/** How like two titles are; the measure of scripts/literature/submission/match.py without its slowest part. */
import { comparisonForm, words } from "../find/fold.js";

const SHORTEST = 16; // letters of a title that may stand for a longer one

/** 0 to 1; 1 when letters and digits are the same, or one is the other without its subtitle. */
export function titleLikeness(first, second) {
  const [own, other] = [comparisonForm(first), comparisonForm(second)];
  if (!own || !other) return first.trim() === second.trim() ? 1 : 0;
  if (own === other) return 1;
  const shorter = own.length < other.length ? own : other;
  const parts = [first, second].flatMap((title) => title.split(/: | [-–—] |\? /)).map(comparisonForm);
  if (shorter.length >= SHORTEST && parts.filter((part) => part === shorter).length > 1) return 1;
  const sets = [new Set(words(first)), new Set(words(second))];
  const both = [...sets[0]].filter((word) => sets[1].has(word)).length;
  return (2 * both) / (sets[0].size + sets[1].size);
}

/** Part I is not Part II. */
export const sameNumbers = (first, second) => {
  const numbers = (title) => (title.match(/[0-9]+|\b(?:i{1,3}|iv|v|vi{1,3}|ix|x)\b/gi) ?? []).map((it) => it.toLowerCase()).sort().join();
  return numbers(first) === numbers(second);
};
