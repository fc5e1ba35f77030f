/**
 * The rows on the page: drawn in groups of years where the order is of time, more of them when asked.
 * @typedef {import("../find/types.js").Answer} Answer
 */
import { make } from "../finder/make.js";
import { completeRow, drawRow, siteAddress } from "./row.js";
import { numberWords, shownWords } from "./words.js";

const BY_YEAR = new Set(["newest", "oldest"]);
const FIRST = 12; // rows that fill a screen; those below it wait until these are painted
const UNASKED = 4; // times that more rows come by themselves, so that the end of the page can be reached

export class List {
  /** @param {HTMLElement} container @param {{size: number, more: () => void}} options */
  constructor(container, { size, more }) {
    this.container = container;
    this.size = size;
    this.onMore = more;
    this.shown = make("p.hint.more__shown", { tabindex: "-1" });
    this.button = make("button.button", { type: "button" });
    this.foot = make("div.more-rows", { hidden: "" }, this.shown, this.button);
    this.button.addEventListener("click", () => { this.unasked = UNASKED; more(); });
    this.pages = make("p.hint", { hidden: "" });
    container.after(this.foot, this.pages);
    this.keys = [];
    this.total = 0;
    this.rest = [];
  }

  /** The rows in sight at once, the others after the next frame. @param {Answer} answer @param {string} sort the order it is in */
  show(answer, sort) {
    this.#begin(answer, sort);
    const drawn = document.createDocumentFragment();
    if (!this.byYear) drawn.append(make("h2.sr", {}, "Entries"));
    this.rest = answer.rows.slice(FIRST);
    this.#append(drawn, answer.rows.slice(0, FIRST));
    this.container.replaceChildren(drawn);
    if (!this.rest.length) return this.#finish();
    const { rest } = this;
    afterPaint(() => { if (rest === this.rest) this.#showRest(); });
  }

  /** Whoever needs all rows on the page calls this first. */
  #showRest() {
    if (!this.rest.length) return;
    this.#append(this.container, this.rest.splice(0));
    this.#finish();
  }

  /** @param {Answer} answer with the rows after those on the page */
  add(answer) {
    this.#showRest();
    const hadFocus = document.activeElement === this.button;
    this.#append(this.container, answer.rows);
    this.#finish();
    if (hadFocus && this.button.hidden) this.shown.focus({ preventScroll: true });
  }

  /** Whether these are the rows on the page; if so they get what came later. @param {Answer} answer */
  complete(answer) {
    this.#showRest();
    const isSame = answer.total === this.total && answer.rows.length === this.keys.length
      && answer.rows.every((row, at) => row.key === this.keys[at]);
    if (isSame) {
      const articles = this.container.querySelectorAll("article.entry");
      answer.rows.forEach((row, at) => completeRow(articles[at], row));
      document.dispatchEvent(new CustomEvent("atlas:rows", { detail: this.container }));
    }
    return isSame;
  }

  /** Nothing to show but what is said instead. @param {...Node} nodes */
  showInstead(...nodes) {
    this.keys = [];
    this.rest = [];
    this.total = 0;
    this.container.replaceChildren(...nodes);
    this.#finish();
  }

  /** Where the reader is. @returns {{shown: number, key: string, gap: number}} */
  get place() {
    const shown = this.keys.length;
    if (!shown || !scrollY) return { shown, key: "", gap: 0 };
    for (const row of this.container.querySelectorAll("article.entry")) {
      const { top, bottom } = row.getBoundingClientRect();
      if (bottom > 0) return { shown, key: row.id, gap: Math.round(top) };
    }
    return { shown, key: "", gap: 0 };
  }

  /** Brings the reader back there. @param {import("./address.js").Kept} kept */
  returnTo({ scroll, key, gap }) {
    this.#showRest();
    scrollTo({ top: scroll, behavior: "instant" });
    const row = scroll && this.keys.includes(key) && document.getElementById(key);
    if (row) scrollBy({ top: row.getBoundingClientRect().top - gap, behavior: "instant" });
  }

  /** Sections of written pages that have the words. @param {import("../find/types.js").PageHit[]} pages */
  showPages(pages) {
    const links = pages.slice(0, 3).flatMap(({ title, path, page }) => [" ", make("a", { href: siteAddress(path) }, page ? `${page}: ${title}` : title)]);
    this.pages.replaceChildren("In the pages of this site:", ...links);
    this.pages.hidden = !links.length;
  }

  #begin(answer, sort) {
    this.keys = [];
    this.total = answer.total;
    this.byYear = BY_YEAR.has(sort) ? answer.counts?.years ?? {} : null;
    this.year = "";
    this.group = null;
    this.unasked = UNASKED;
  }

  #append(place, rows) {
    for (const row of rows) {
      this.keys.push(row.key);
      this.#placeOf(row, place).append(drawRow(row));
    }
  }

  #placeOf(row, place) {
    const year = row.published.slice(0, 4);
    if (!this.byYear) return place;
    if (year !== this.year) {
      this.year = year;
      this.group = make("div");
      const count = make("span.n", {}, numberWords(this.byYear[year] ?? 0));
      const label = make("h2.year__label", { id: `y${year}` }, `${year} `, count);
      place.append(make("section.year", {}, label, this.group));
    }
    return this.group;
  }

  #finish() {
    const shown = this.keys.length;
    const left = this.total - shown;
    this.foot.hidden = this.total <= this.size;
    this.shown.textContent = shownWords(shown, this.total);
    this.button.hidden = left <= 0;
    this.button.textContent = `Show ${numberWords(Math.min(this.size, left))} more`;
    this.#watch(left > 0);
    document.dispatchEvent(new CustomEvent("atlas:rows", { detail: this.container }));
  }

  /** The next rows come by themselves when the reader is near the end of these. */
  #watch(hasMore) {
    this.watcher?.disconnect();
    if (!hasMore || this.unasked === 0) return;
    this.watcher = new IntersectionObserver((seen) => {
      if (!seen.some((each) => each.isIntersecting)) return;
      this.watcher.disconnect();
      this.unasked -= 1;
      this.onMore();
    }, { rootMargin: "0px 0px 600px" });
    this.watcher.observe(this.foot);
  }
}

const afterPaint = (act) => (document.hidden ? act() : requestAnimationFrame(() => setTimeout(act)));
