/**
 * The search box of every page. atlas.js loads this at the first sign that it is wanted; the data
 * are asked for before the dialog is made.
 */
import { connect } from "./find/client.js";
import { libraryAddress } from "./finder/addresses.js";
import { Box } from "./finder/box.js";
import { answerNote, failureNote, hintNote, jumpLinks, loadingNote } from "./finder/notes.js";
import { LOADING, NOT_LOADED, shownOf, spoken } from "./finder/words.js";

const SIZE = 8;
const SLOW = 200; // ms until a wait is shown
const PAUSE = 700; // ms without a key until the number of results is said
const savesData = () => navigator.connection?.saveData === true;
const whenIdle = (act) => (window.requestIdleCallback ? requestIdleCallback(act) : setTimeout(act, SLOW));

let finder = null;

export const isOpen = () => finder?.box.isOpen ?? false;

/**
 * @param {string} root address of the site, with its last slash
 * @param {Element} [opener] gets the focus back
 * @param {string} [typed] what was typed while this file was on its way
 */
export function openFinder(root, opener, typed = "") {
  finder ??= new Finder(root);
  finder.open(opener, typed);
}

class Finder {
  constructor(root) {
    this.root = root;
    this.number = 0; // of the newest question: an answer to an older one is dropped
    this.#load();
    this.box = new Box(root, {
      ask: () => this.#ask(),
      move: (step) => this.#move(step),
      enter: (isNewTab) => this.#enter(isNewTab),
    });
  }

  open(opener, typed) {
    this.box.open(opener);
    if (this.hasFailed) this.#load();
    if (typed) this.box.type(typed);
    else if (!this.box.text || this.answered !== this.box.text) this.#ask();
  }

  #load() {
    this.hasFailed = false;
    this.client = connect(this.root);
    this.ready = this.client.ready.then((facts) => { this.facts = facts; });
    this.client.growth.follow(() => this.#again().catch(() => {}).then(() => this.isWide && this.#widen())); // what is there stays
    this.ready.catch(() => {});
  }

  /** Asks for what is in the field now, and shows the answer unless something newer was asked. */
  async #ask() {
    const number = ++this.number;
    const { text } = this.box;
    this.isWanted = null;
    this.steps = [];
    this.answered = null;
    this.box.hits.choose(null);
    this.box.say("");
    if (!text) this.#hint();
    clearTimeout(this.slow);
    this.slow = setTimeout(() => this.#wait(text), SLOW);
    try {
      await this.ready;
      if (number !== this.number) return;
      const answer = text && (await this.#find(text));
      if (number !== this.number) return;
      if (!text) this.#hint();
      else if (answer) this.#show(text, answer);
    } catch {
      if (number === this.number) this.#fail();
    } finally {
      if (number === this.number) clearTimeout(this.slow);
    }
  }

  async #find(text) {
    const answer = await this.client.find({ lane: "finder", state: { text }, size: SIZE, marks: true });
    if (answer && text.trimEnd().endsWith(":")) answer.ignored = []; // its value is still to come
    // What is to be said of the entries that are not searched yet.
    if (answer?.searched < answer?.of) answer.part = (await import("./finder/part.js")).partNote(this.client.growth);
    return answer;
  }

  #show(text, answer) {
    const { list, jump, note, count } = this.box.parts;
    const { total, rows } = answer;
    const links = jumpLinks(this.root, answer);
    this.answered = text;
    this.box.hits.draw(this.root, answer, libraryAddress(this.root, text));
    jump.replaceChildren("Jump to", ...links);
    jump.hidden = !links.length;
    note.replaceChildren(...answerNote(this.root, text, answer, (words) => this.box.type(words)));
    count.textContent = shownOf(total, rows.length, answer.searched < answer.of);
    list.removeAttribute("aria-busy");
    this.box.say(spoken(answer, links.length, text), PAUSE);
    this.steps.splice(0).forEach((step) => this.box.hits.move(step));
    if (this.isWanted) this.#enter(this.isWanted === "tab");
    if (!this.isWide) whenIdle(() => this.#widen());
    this.isWide = true;
  }

  /** Summaries and written pages are searched too once they are there; not under a reader who chooses. */
  async #widen() {
    if (savesData()) return;
    try {
      await this.client.details();
      await this.#again();
    } catch { /* what is there stays */ }
  }

  /** Asks what is answered again, when more is searched. */
  async #again() {
    const isStill = (number) =>
      number === this.number && this.answered && this.box?.isOpen && this.box.isTyping && !this.box.hits.chosen;
    const { number } = this;
    if (!isStill(number)) return;
    const text = this.answered;
    const answer = await this.#find(text);
    if (answer && isStill(number)) this.#show(text, answer);
  }

  /** Arrows choose in the answer to what is typed, also when it is still on its way. */
  #move(step) {
    if (this.answered === this.box.text) this.box.hits.move(step);
    else this.steps.push(step);
  }

  /** Opens what is chosen, else the first; an answer that is still on its way is waited for. */
  #enter(isNewTab) {
    const { text, hits, parts } = this.box;
    if (this.hasFailed) return this.#retry();
    if (!text) return undefined;
    if (this.answered !== text) return void (this.isWanted = isNewTab ? "tab" : "here");
    const link = hits.chosen ?? hits.first ?? parts.jump.querySelector("a");
    return link && this.box.follow(link.href, isNewTab);
  }

  #retry() {
    this.#load();
    this.box.parts.field.focus();
    this.#ask();
  }

  #hint() {
    this.#note(hintNote(this.facts, (words) => this.box.type(words)));
  }

  #wait(text) {
    if (this.facts) return this.box.parts.list.setAttribute("aria-busy", "true");
    if (text) this.#note(loadingNote());
    return this.box.say(LOADING);
  }

  #fail() {
    this.hasFailed = true;
    this.#note(failureNote(this.root, () => this.#retry()));
    this.box.say(NOT_LOADED);
  }

  /** A note instead of hits. */
  #note(nodes) {
    const { jump, note, count } = this.box.parts;
    this.box.hits.clear();
    jump.hidden = true;
    count.textContent = "";
    note.replaceChildren(...nodes);
  }
}
