/** From words to hits: all words first, then with typing errors, then most words. */

/** An entry that matches better with a typing error mended must be that much better. */
const BETTER = 1.25;
/** Of the words that the best entry matches, by rarity, a relaxed hit matches this share. */
const RELAXED_SHARE = 0.4;
/** With fewer entries than this that match all words, those that match most words follow. */
const ENOUGH = 20;
const MOST_TERMS = 60;

/** @returns the part of Found that words decide; `whole`: how many hits match all words */
export function chooseHits({ matcher, ranker, postings }, query, allowed, known) {
  const match = matcher.match(query.words);
  const whole = withAll(match, allowed);
  const isFew = whole.length < ENOUGH && !known.length;
  const ordered = ranker.order(isFew ? withMost(match, allowed) : whole, match);
  const found = { ordered, whole: whole.length, matches: [match] };
  if (!ordered.hits.length || !isPlain(match, ordered.hits[0])) mend(found, query, { matcher, ranker, allowed });
  const { hits, scores } = withKnown(found.ordered, known);
  const wholes = Math.min(hits.length, found.whole + known.length);
  return {
    hits, scores, whole: wholes, isRelaxed: hits.length > 0 && wholes === 0,
    terms: markedTerms(postings, query, found.matches),
  };
}

/** Takes typing errors in known words into account, where that finds anything better. */
function mend(found, query, { matcher, ranker, allowed }) {
  const match = matcher.match(query.words, true);
  const more = ranker.order(withAll(match, allowed), match);
  const before = found.ordered;
  found.ordered = before.hits.length ? withBetter(before, more, match) : more;
  if (found.ordered === before) return;
  found.matches.push(match);
  found.whole = Math.max(found.whole, found.ordered.hits.length - before.hits.length, 1);
}

/** Entries that match every word that is needed. */
function withAll({ matched, needed }, allowed) {
  const entries = [];
  for (let at = 0; at < matched.length; at++) {
    if ((matched[at] & needed) === needed && (!allowed || allowed[at])) entries.push(at);
  }
  return entries;
}

/** Entries that match all words, and those that match about as much of the query as the best. */
function withMost({ scores, matched, needed }, allowed) {
  const isAllowed = (at) => matched[at] & needed && (!allowed || allowed[at]);
  let best = 0;
  for (let at = 0; at < scores.length; at++) if (scores[at] > best && isAllowed(at)) best = scores[at];
  const entries = [];
  for (let at = 0; at < scores.length; at++) {
    if (isAllowed(at) && (scores[at] >= best * RELAXED_SHARE || (matched[at] & needed) === needed)) entries.push(at);
  }
  return entries;
}

/** Whether the entry's title, authors, year or key have all words as typed. */
function isPlain({ words }, at, least = 0.6) {
  return words.every((word) => !word.isNeeded || Math.max(word.name[at], word.who[at]) >= least);
}

/** Puts what matches much better with a typing error mended before the others. */
function withBetter(ordered, more, mended) {
  const best = ordered.scores[0] * BETTER;
  const have = new Set(ordered.hits);
  const hits = [], scores = [];
  for (let n = 0; n < more.hits.length && more.scores[n] > best && n < 20; n++) {
    if (!isPlain(mended, more.hits[n], 0.35)) continue;
    hits.push(more.hits[n]);
    scores.push(more.scores[n]);
  }
  if (!hits.length) return ordered;
  ordered.hits.forEach((at, n) => {
    if (hits.includes(at)) return;
    hits.push(at);
    scores.push(ordered.scores[n]);
  });
  return { hits: Int32Array.from(hits), scores: Float32Array.from(scores) };
}

function withKnown({ hits, scores }, known) {
  if (!known.length) return { hits, scores };
  const others = Array.from(hits, (at, n) => [at, scores[n]]).filter(([at]) => !known.includes(at));
  return {
    hits: Int32Array.from([...known, ...others.map((it) => it[0])]),
    scores: Float32Array.from([...known.map(() => 9), ...others.map((it) => it[1])]),
  };
}

/** Words to mark: those that the typed ones were found as; a star stands for any ending. */
function markedTerms({ vocabulary }, query, matches) {
  const terms = new Set(query.phrases.flatMap((phrase) => phrase.split(" ")));
  for (const { words } of matches) {
    words.forEach(({ text, meaning }, n) => {
      if (query.words[n].isLast) terms.add(`${text}*`);
      const likely = [...meaning.words].filter((it) => it[1] >= 0.5).sort((a, b) => b[1] - a[1]);
      for (const [number] of likely.slice(0, MOST_TERMS)) terms.add(vocabulary.words[number]);
    });
  }
  return [...terms];
}
