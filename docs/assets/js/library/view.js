/**
 * One state, from which the list, the filters and the address follow.
 * @typedef {import("../find/types.js").State} State
 * @typedef {"push"|"replace"|"later"|"none"} How what becomes of the address
 */
import { connect } from "../find/client.js";
import { Address } from "./address.js";
import { Drawing } from "./drawing.js";
import * as moves from "./moves.js";
import { ROOT } from "./row.js";

const PAUSE = 300; // ms until details of another answer are asked for
const pause = () => new Promise((resolve) => { setTimeout(resolve, PAUSE); });

export class View {
  /** @param {HTMLElement} library @param {ConstructorParameters<typeof Drawing>[1]} parts */
  constructor(library, parts) {
    this.library = library;
    this.drawing = new Drawing(library, parts, { more: () => this.more(), go: (move) => this.go(move) });
    this.toolbar = parts.toolbar;
    this.list = this.drawing.list;
    this.number = 0; // of the newest question: an answer to an older one is dropped
    this.grown = (growth) => this.#grow(growth);
    this.address = new Address({ place: () => this.list.place, back: (kept) => this.back(kept) });
  }

  /** Loads what there is to filter, then shows what the address asks for. */
  async start() {
    try {
      this.client = connect(ROOT);
      this.client.growth.follow(this.grown);
      const facts = await this.client.ready;
      const state = await this.client.read(location.search, location.hash);
      this.drawing.build(facts);
      this.#begin(this.typed ? { ...state, text: this.typed } : state);
    } catch {
      this.#fail();
    }
  }

  #begin(state) {
    const { kept } = this.address;
    if (!moves.isAsking(state) && !kept.shown) this.#showFilters(state);
    else this.show(state, { how: this.typed ? "replace" : "none", kept: kept.scroll ? kept : null });
  }

  /** The plain list of the page is right as it is; only the filters get their numbers. */
  async #showFilters(state) {
    this.state = state;
    const number = ++this.number;
    const { rail } = this.drawing;
    this.toolbar.show(state, 0);
    rail.show(state, null);
    const answer = await this.#ask(state, { size: 0, marks: false }).catch(() => null);
    if (answer && number === this.number) rail.show(state, answer);
  }

  /** @param {(state: State) => State} move what a click asks for @param {string} words that say what was done */
  go(move, words = "") {
    if (this.state) this.show(move({ ...this.state, text: this.toolbar.field.value }), { how: "push", words });
  }

  /** @param {string} text @param {boolean} isDone whether the reader pressed Enter */
  type(text, isDone = false) {
    this.typed = text;
    if (!this.state || (text === this.state.text && !isDone)) return;
    this.show({ ...this.state, text }, { how: isDone ? "replace" : "later", isTyping: !isDone });
  }

  /** @param {""|"compact"} view */
  look(view) {
    if (!this.state) return;
    this.state = { ...this.state, view };
    this.address.write("replace", this.client.address(this.state));
  }

  /** Back and Forward. @param {import("./address.js").Kept|null} kept */
  async back(kept) {
    if (!this.state) return;
    const { number } = this;
    const state = await this.client.read(location.search, location.hash).catch(() => this.state);
    if (number !== this.number) return; // the reader has moved on
    const [from, to] = [this.state, state].map((each) => this.client.address(each));
    if (from !== to) this.show(state, { how: "none", kept }); // else an anchor of the page
  }

  /** @param {State} state @param {{how: How, kept?: import("./address.js").Kept|null, isTyping?: boolean, words?: string}} options */
  async show(state, { how, kept = null, isTyping = false, words = "" }) {
    const number = ++this.number;
    this.seen = 0;
    const isPastTop = this.library.getBoundingClientRect().top < 0; // measured before anything changes: that is cheap
    this.state = state;
    const coming = this.#ask(state, { size: Math.max(this.list.size, kept?.shown ?? 0) }); // on its way meanwhile
    this.#takeOver();
    this.address.write(how, this.client.address(state));
    this.drawing.ask(state);
    try {
      const answer = await coming;
      if (!answer || number !== this.number || answer.searched < this.seen) return;
      this.list.container.classList.toggle("is-measured", Boolean(kept?.scroll)); // every row has its height
      this.#draw(answer, { isTyping, words });
      if (kept) this.list.returnTo(kept);
      else if (how === "push" && isPastTop) scrollTo({ top: 0, behavior: "instant" });
      this.#loadDetails(answer.rows);
    } catch {
      if (number === this.number) this.#fail();
    }
  }

  /** The rows after those on the page. */
  async more() {
    const { number, state } = this;
    const start = this.list.keys.length;
    const answer = await this.#ask(state, { start, counts: false, lane: "library.more" }).catch(() => null);
    if (!answer || number !== this.number || start !== this.list.keys.length) return;
    this.list.add(answer);
    this.#loadDetails(answer.rows);
  }

  /** Summaries and the rest of the links come after the first rows, and are searched from then on. */
  async #loadDetails(rows) {
    const { number } = this;
    if (this.details) await pause(); // each answer has others, where they come in pieces
    if (number !== this.number) return;
    const coming = this.client.details(rows.map((row) => row.position));
    if (coming === this.details) return;
    this.details = coming;
    try {
      await coming;
      await this.#again();
    } catch { /* the rows stay as they are */ }
    this.list.container.classList.remove("is-waiting");
  }

  /** The same question: more is known than when it was answered. */
  async #again() {
    const { number, state } = this;
    const answer = await this.#ask(state, { size: Math.max(this.list.size, this.list.keys.length), lane: "library.again" });
    if (!answer || number !== this.number) return;
    this.#draw(answer, { isTyping: this.toolbar.speaking > 0, isLater: true });
    this.#loadDetails(answer.rows);
  }

  /** More of a large library is searched. @param {import("../find/growth.js").Growth} growth */
  async #grow(growth) {
    try {
      await this.drawing.showGrowth(growth);
      if (!this.state || growth.searched === this.searched) return;
      this.searched = growth.searched;
      // What the address names may be among the entries that came now.
      if (this.state.unknown.length && !this.address.waiting) await this.back(null);
      await (this.address.isOurs ? this.#again() : this.#showFilters(this.state));
    } catch { /* what is there stays */ }
  }

  #draw(answer, said) {
    this.drawing.show(this.state, answer, said);
    this.drawing.announce(this.client, this.state, answer);
    this.seen = answer.searched;
  }

  #takeOver() {
    this.address.takeOver();
    this.drawing.takeOver();
    if (!this.details) this.list.container.classList.add("is-waiting");
  }

  #ask(state, { start = 0, size = this.list.size, counts = true, marks = true, lane = "library" }) {
    return this.client.find({ lane, state, start, size, counts, marks });
  }

  #fail() {
    this.drawing.fail(() => {
      this.address.settle();
      this.start();
    });
  }
}
