/** Which entry of the site a work is: by identifier, then by title, authors and year. */
import { comparisonForm } from "../find/fold.js";
import { sameNumbers, titleLikeness } from "../submit/similar.js";
import { ID_KINDS, idForm } from "./library.js";
import { isSameName, shareAuthor } from "./names.js";

const NEAR = 0.8; // of titles, where an author is the same
const FAIR = 0.6; // where all authors are
const SHORTEST = 12; // letters of a title that can stand for itself
const WORDS_FOR = { doi: "DOI", arxiv: "arXiv id", openreview: "OpenReview id", anthology: "Anthology id" };

/**
 * @param {import("./work.js").Work} work @param {import("./library.js").Library} library
 * @returns {{at: number, how: string, wrongId: string, other: number}} wrongId: the name of an identifier that leads to
 *   another work, at position other
 */
export function matchWork(work, library) {
  const found = ID_KINDS.filter((kind) => work.ids[kind]).map((kind) => ({ kind, at: library.byId.get(idForm(kind, work.ids[kind])) ?? -1 }))
    .filter(({ at }) => at >= 0);
  const right = found.find(({ at }) => isPlausible(work, library, at));
  const wrong = found.find(({ at }) => at !== right?.at && !isPlausible(work, library, at));
  const doubt = { wrongId: wrong ? WORDS_FOR[wrong.kind] : "", other: wrong?.at ?? -1 };
  if (right) return { at: right.at, how: WORDS_FOR[right.kind], ...doubt };
  const { at, how } = byTitle(work, library);
  return { at, how, ...doubt };
}

/** An identifier with another title and other authors is of another work. */
function isPlausible({ title, authors }, library, at) {
  const { titles, altTitles } = library.columns;
  if (!title || likeness(title, titles[at]) >= 0.5 || altTitles[at].some((it) => likeness(title, it) >= 0.5)) return true;
  return authors.length > 0 && isSameName(authors[0], library.authors(at)[0]);
}

function byTitle(work, library) {
  const form = comparisonForm(work.title);
  const isShort = form.length < SHORTEST;
  const exact = (library.byTitle.get(form) ?? []).find((at) => (isShort ? isSameShort(work, library, at) : !work.authors.length || shareAuthor(work.authors, library.authors(at))));
  if (exact !== undefined) return { at: exact, how: "title" };
  if (isShort) return { at: -1, how: "" };
  for (const at of library.likely(work.title)) {
    if (isNear(work, library, at)) return { at, how: "likeness of title, authors and year" };
  }
  return { at: -1, how: "" };
}

/** A name such as that of a tool needs an author and the year to be known by. */
function isSameShort({ authors, year }, library, at) {
  return shareAuthor(authors, library.authors(at)) && Math.abs(year - Number(library.columns.published[at].slice(0, 4))) <= 1;
}

function isNear(work, library, at) {
  const { titles, published } = library.columns;
  const authors = library.authors(at);
  if (!work.authors.length || !sameNumbers(work.title, titles[at])) return false;
  const year = Number(published[at].slice(0, 4));
  if (work.year && Math.abs(work.year - year) > 3) return false;
  const like = likeness(work.title, titles[at]);
  if (like >= NEAR) return shareAuthor(work.authors, authors);
  return like >= FAIR && work.authors.length > 1 && work.authors.every((name, n) => authors[n] && isSameName(name, authors[n]));
}

/** 0 to 1: by words, or by letters where one is misspelt. */
export function likeness(one, other) {
  const byWords = titleLikeness(one, other);
  return byWords >= NEAR ? byWords : Math.max(byWords, ofThree(comparisonForm(one), comparisonForm(other)));
}

function ofThree(one, other) {
  const [first, second] = [one, other].map((text) => new Set(Array.from({ length: Math.max(0, text.length - 2) }, (_, at) => text.slice(at, at + 3))));
  let both = 0;
  for (const three of first) if (second.has(three)) both++;
  return (2 * both) / Math.max(1, first.size + second.size);
}
