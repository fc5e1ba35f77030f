/**
 * A state and its answer, drawn into the parts of the page.
 * @typedef {import("../find/types.js").State} State
 * @typedef {import("../find/types.js").Answer} Answer
 */
import { find } from "../page.js";
import { List } from "./list.js";
import * as moves from "./moves.js";
import { asideNote, emptyNote, Message } from "./notes.js";
import { viewWords } from "./words.js";

const SLOW = 200; // ms until a wait is shown

export class Drawing {
  /**
   * @param {HTMLElement} library
   * @param {{rail: import("./rail.js").Rail, toolbar: import("./toolbar.js").Toolbar, chips: import("./chips.js").Chips}} parts
   * @param {{more: () => void, go: (move: (state: State) => State) => void}} acts
   */
  constructor(library, parts, acts) {
    Object.assign(this, parts);
    this.library = library;
    this.rows = find("[data-rows]", library);
    this.message = new Message(find("[data-message]", library));
    this.list = new List(this.rows, { size: Number(library.dataset.pageSize) || 50, more: acts.more });
    this.waysOut = {
      search: (text) => acts.go((state) => ({ ...state, text })),
      clear: () => acts.go(moves.cleared),
      follow: (advice) => acts.go((state) => ({ ...state, ...advice.patch })),
    };
  }

  /** The filters are known: they take the place of the plain lists. @param {import("../find/types.js").Facts} facts */
  build(facts) {
    this.isBuilt = true;
    this.message.tell([]);
    this.rail.build(facts);
    find(".facets--plain", this.library)?.setAttribute("hidden", "");
  }

  /** From here on the list of the page is ours; until then it is the one that was built. */
  takeOver() {
    find(".pages", this.library)?.setAttribute("hidden", "");
  }

  /** What is asked for, before its answer is there. @param {State} state */
  ask(state) {
    this.toolbar.show(state, moves.filtersOf(state).length);
    this.rail.show(state, null);
    this.chips.show(state);
    clearTimeout(this.slow);
    this.slow = setTimeout(() => this.rows.setAttribute("aria-busy", "true"), SLOW);
  }

  /**
   * @param {State} state @param {Answer} answer
   * @param {{isTyping?: boolean, words?: string, isLater?: boolean}} said isLater: the same again, with more in it
   */
  show(state, answer, said) {
    const filters = moves.filtersOf(state);
    const isNews = !said.isLater || answer.total !== this.list.total || answer.searched !== this.searched;
    this.searched = answer.searched;
    this.#stopWaiting();
    this.rail.show(state, answer);
    this.chips.show(state, answer.jump ?? [], answer.total);
    if (isNews) this.toolbar.say(answer, said);
    this.message.tell(asideNote({ ...answer, unknown: state.unknown }));
    this.list.showPages((state.text && answer.pages) || []);
    if (said.isLater && this.list.complete(answer)) return;
    const draw = () => this.list.show(answer, moves.sortOf(state));
    if (answer.total && said.isLater && this.part) this.part.keepPlace(this.list, draw);
    else if (answer.total) draw();
    else this.list.showInstead(...emptyNote({ text: state.text, answer, hasFilters: filters.length > 0 }, this.waysOut));
  }

  /** @param {import("../find/growth.js").Growth} growth */
  async showGrowth(growth) {
    if (growth.standing === "whole" && !this.part) return;
    const { PartNote } = await import("./part_note.js");
    this.part ??= new PartNote(this.message.element);
    this.part.show(growth);
  }

  /** Tells other parts of the page what is shown, such as the one that exports it. */
  announce(client, state, { total, searched, of }) {
    const words = viewWords(state.text, moves.filtersOf(state), (filter) => this.rail.labelOf(filter));
    const address = location.pathname + client.address(state);
    document.dispatchEvent(new CustomEvent("atlas:view", { detail: { client, state, total, isPart: searched < of, words, address } }));
  }

  /** @param {() => void} retry */
  fail(retry) {
    this.#stopWaiting();
    if (!this.isBuilt) this.rail.fail();
    this.message.fail(retry);
  }

  #stopWaiting() {
    clearTimeout(this.slow);
    this.rows.removeAttribute("aria-busy");
  }
}
