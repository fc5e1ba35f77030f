/** What the library says when there is something to say instead of rows, or above them. */
import { make, makeButton } from "../finder/make.js";
import { ROOT } from "./row.js";
import { NO_ENTRY, numberWords, RELAXED } from "./words.js";

const contribute = () => make("a", { href: `${ROOT}submit/` }, "Tell us what is missing");

/**
 * @param {{text: string, answer: import("../find/types.js").Answer, hasFilters: boolean}} found nothing
 * @param {{search: (text: string) => void, follow: (advice: import("../find/types.js").Advice) => void, clear: () => void}} acts
 * @returns {HTMLElement[]}
 */
export function emptyNote({ text, answer, hasFilters }, acts) {
  const { advice = [], suggestion } = answer;
  const notes = [];
  if (text && !hasFilters) notes.push(make("p.empty__head", {}, `Nothing for “${short(text)}”.`));
  else notes.push(make("p.empty__head", {}, NO_ENTRY));
  if (suggestion) {
    notes.push(make("p", {}, "Did you mean ", makeButton(suggestion, () => acts.search(suggestion)), "?"));
  }
  if (advice.length) notes.push(adviceLine(advice, acts));
  else if (hasFilters) notes.push(make("p", {}, makeButton("Clear all filters", () => acts.clear())));
  notes.push(make("p", {}, contribute(), ", or browse the ", make("a", { href: `${ROOT}categories/` }, "category pages"), "."));
  return [make("div.empty", {}, ...notes)];
}

function adviceLine(advice, acts) {
  const buttons = advice.map((each) => {
    const button = make("button.chip", { type: "button" }, each.label, make("span.chip__x", { "aria-hidden": "true" }),
      make("span.n", {}, ` gives ${numberWords(each.total)}`));
    button.setAttribute("aria-label", `Remove ${each.label} gives ${numberWords(each.total)}`);
    button.addEventListener("click", () => acts.follow(each));
    return button;
  });
  return make("p.empty__advice", {}, make("span", {}, "Remove a filter: "), ...buttons,
    make("span", {}, " or ", makeButton("clear all", () => acts.clear())));
}

/** What was left aside, and that the words were taken loosely; empty when there is nothing to say. */
export function asideNote({ unknown = [], ignored = [], isRelaxed = false }) {
  const left = [...new Set([...unknown, ...ignored])];
  const lines = left.slice(0, 5).map((sentence) => make("p", {}, short(sentence)));
  if (left.length > 5) lines.push(make("p", {}, `And ${numberWords(left.length - 5)} more.`));
  if (left.length) lines.unshift(make("p", {}, make("b", {}, "Part of this address or search was left aside.")));
  if (isRelaxed) lines.push(make("p", {}, RELAXED));
  return lines;
}

/** The line above the list: what was left aside, or that nothing came. */
export class Message {
  /** @param {HTMLElement} element */
  constructor(element) { this.element = element; }

  /** @param {Node[]} lines none: there is nothing to say @param {"status"|"alert"} role */
  tell(lines, role = "status") {
    this.element.setAttribute("role", role);
    this.element.replaceChildren(...lines);
    this.element.hidden = !lines.length;
  }

  /** @param {() => void} retry */
  fail(retry) { this.tell([failureNote(retry)], "alert"); }
}

const failureNote = (retry) => make("p", {}, "The list did not load. ",
  makeButton("Try again", retry), ", or browse the ",
  make("a", { href: `${ROOT}categories/` }, "category pages"), ": they need no script.");

const short = (text) => (text.length > 200 ? `${text.slice(0, 200)}…` : text);
