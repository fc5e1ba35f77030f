/** What stands above or instead of the hits: hint, loading, failure, nothing found, links to jump to. */
import { addressOf } from "./addresses.js";
import { make, makeButton } from "./make.js";
import * as words from "./words.js";

const PAGES = 3;
const ASIDES = 3; // sentences on what was left aside

/** Before anything is typed: a hint, and the operators once the facets are known. */
export function hintNote(facts, insert) {
  const hint = make("p", {}, words.HINT);
  if (!facts) return [hint];
  const names = words.operators(facts.facets, facts.years).map((name) => makeButton(name, () => insert(name)));
  const examples = words.EXAMPLES.map((example) => make("span", {}, example));
  return [hint, make("p.finder__operators", {}, "Narrow with", ...names, ...examples)];
}

export const loadingNote = () => [make("p", {}, words.LOADING)];

/** The data did not come: try again, or take the pages that need no script. */
export function failureNote(root, retry) {
  return [make("p", {}, `${words.NOT_LOADED} `, makeButton("Try again", retry), ", or browse the ",
    make("a", { href: addressOf(root, "library/") }, "library"), " or the ",
    make("a", { href: addressOf(root, "categories/") }, "category pages"), ": they need no script.")];
}

/** What an answer says beside its hits: what was left aside, what is not quite what was asked. */
export function answerNote(root, text, answer, search) {
  const { part = [] } = answer;
  const asides = [...answer.ignored.slice(0, ASIDES).map((sentence) => make("p", {}, words.ignoring(sentence))),
    ...(part.length ? [make("p", {}, ...part)] : [])];
  if (!answer.total && part.length) return [make("p", {}, `Nothing for ${words.quoted(text)} so far.`), ...asides];
  if (!answer.total) return [...asides, nothingNote(root, text, answer.suggestion, search)];
  return answer.isRelaxed ? [...asides, make("p", {}, words.RELAXED)] : asides;
}

function nothingNote(root, text, suggestion, search) {
  const missing = (label) => make("a", { href: addressOf(root, "submit/") }, label);
  const nothing = `Nothing for ${words.quoted(text)}. `;
  if (!suggestion) return make("p", {}, nothing, missing("Tell us what is missing"), ".");
  // U+2060 joins words: no line begins with the question mark.
  return make("p", {}, nothing, "Did you mean ", makeButton(suggestion, () => search(suggestion)), "\u2060? Or ",
    missing("tell us what is missing"), ".");
}

/** Links to terms with their counts, then to written pages. */
export function jumpLinks(root, answer) {
  const jump = answer.jump ?? [];
  const isTwice = (term) => jump.some((other) => other !== term && other.label === term.label);
  const terms = jump.map((term) => {
    const name = isTwice(term) ? `${term.label} (${term.facetLabel})` : term.label;
    return make("a", { href: addressOf(root, term.path) }, name, " ", make("data", { value: String(term.count) }, String(term.count)));
  });
  const pages = (answer.pages ?? []).slice(0, PAGES).map((page) =>
    make("a", { href: addressOf(root, page.path) }, page.page ? `${page.page}: ${page.title}` : page.title));
  return [...terms, ...pages];
}
