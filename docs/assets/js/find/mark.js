/** Which parts of a text to mark as matched. */
import { fold } from "./fold.js";

const WORDS = /[\p{L}\p{N}\p{M}]+(?:['’][\p{L}]+)?/gu;
const JOINERS = /^[-‐‑–'’./_+· ]$/;

/**
 * Ranges of a text whose words are among the terms; neighbours that only a joiner parts are one.
 * A term with a star at its end stands for all words that start so.
 * @param {string} text
 * @param {string[]} terms  folded words, as an engine's answer has them
 * @returns {[number, number][]}  [from, to) in UTF-16 units, ascending, apart
 */
export function marks(text, terms) {
  if (!text || !terms.length) return [];
  const whole = new Set(terms.filter((term) => !term.endsWith("*")));
  const starts = terms.filter((term) => term.endsWith("*")).map((term) => term.slice(0, -1));
  const tokens = [...text.matchAll(WORDS)].map((match) => ({
    from: match.index, to: match.index + match[0].length, word: fold(match[0]).replace(/['’]/g, ""),
  }));
  const found = [];
  tokens.forEach((token, at) => {
    if (whole.has(token.word) || whole.has(token.word.replace(/s$/, ""))) found.push([token.from, token.to]);
    else {
      const start = starts.find((it) => token.word.startsWith(it));
      if (start) found.push([token.from, endOfStart(text, token, start)]);
      const next = tokens[at + 1];
      if (next && whole.has(token.word + next.word) && JOINERS.test(text.slice(token.to, next.from))) {
        found.push([token.from, next.to]);
      }
    }
  });
  return merged(found);
}

/** Where the folded start ends in the text as written. */
function endOfStart(text, { from, to }, start) {
  for (let end = from + 1; end < to; end++) {
    const folded = fold(text.slice(from, end)).replace(/['’]/g, "");
    if (folded.length >= start.length && !/^\p{M}/u.test(text.slice(end))) return end;
  }
  return to;
}

function merged(ranges) {
  const apart = [];
  for (const [from, to] of ranges.sort((a, b) => a[0] - b[0])) {
    const last = apart.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else apart.push([from, to]);
  }
  return apart;
}
