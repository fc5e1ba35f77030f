/** The map: drawn over the picture that the build made, moved, searched and read aloud. */
import { connect } from "../find/client.js";
import { find, findAll } from "../page.js";
import { ZOOMS, listen } from "./moves.js";
import { Painter } from "./painter.js";
import { Points } from "./points.js";
import { Card, List, addressOf } from "./texts.js";
import { View } from "./view.js";

const ROOT = new URL("../../../", import.meta.url).href;
const REACH = 14; // pixels from a point that count as on it
const REST = 180; // ms without a change before the list is made anew

class LandscapeMap {
  /** @param {HTMLElement} place @param {Points} points */
  constructor(place, points) {
    this.points = points;
    this.view = new View(points.map.width, points.map.height);
    this.frame = find("[data-frame]", place);
    this.painter = new Painter(this.frame, points, this.view);
    this.card = new Card(find("[data-card]", place), ROOT);
    this.list = new List(find("[data-list]", place), find("[data-count]", place), ROOT);
    this.said = find("[data-said]", place);
    this.timer = this.asked = 0;
    /** Keys by position, once they are here. @type {string[]|null} */
    this.keys = null;
    this.#open();
    this.#listen(place);
  }

  #open() {
    this.frame.append(this.painter.canvas);
    this.frame.classList.add("is-drawn");
    this.frame.setAttribute("role", "application");
    const size = () => {
      this.view.resize(this.frame.clientWidth, this.frame.clientHeight);
      this.painter.draw();
      this.listSoon();
    };
    new ResizeObserver(size).observe(this.frame);
    size();
    document.fonts?.ready.then(() => this.painter.ask());
    new MutationObserver(() => this.painter.restyle()).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
  }

  #listen(place) {
    listen(this.frame, this.view, {
      moved: () => this.moved(), over: (x, y) => this.point(this.at(x, y)),
      left: () => { if (!this.isPinned) this.point(-1); },
      picked: (x, y, event) => this.pick(this.at(x, y), event),
    });
    for (const button of findAll("[data-zoom]", place)) {
      button.addEventListener("click", () => { ZOOMS[button.dataset.zoom](this.view); this.moved(); });
    }
    for (const box of findAll("[data-island]", place)) {
      const turn = () => { this.points.turn(Number(box.dataset.island), box.checked); this.moved(); };
      box.addEventListener("change", turn);
      if (!box.checked) turn(); // as the browser kept it
    }
    for (const [event, act] of [["focusin", (at) => this.point(at)], ["focusout", () => this.point(-1)],
      ["pointerover", (at) => this.point(at)], ["pointerleave", () => this.point(-1)]]) {
      this.list.place.addEventListener(event, ({ target }) => act(Number(target.closest("[data-at]")?.dataset.at ?? -1)));
    }
    addEventListener("keydown", ({ key }) => { if (key === "Escape") this.point(-1); });
  }

  at(x, y) { return this.points.nearest(...this.view.toMap(x, y), Math.max(REACH, this.painter.radius) / this.view.scale); }

  /** After a change of what is seen. */
  moved() {
    this.painter.ask();
    this.listSoon();
  }

  /** Marks an entry and says what it is; none for -1. */
  async point(at) {
    if (this.painter.current === at) return;
    this.painter.current = at;
    this.isPinned = false;
    this.frame.classList.toggle("is-over", at >= 0);
    this.painter.ask();
    if (at < 0 || !this.keys) return this.card.hide();
    const [row] = await connect(ROOT).rows([this.keys[at]]);
    if (!row || this.painter.current !== at) return;
    const [x, y] = this.view.toWindow(this.points.x[at], this.points.y[at]);
    this.card.show(row, x < this.view.width / 2, y < this.view.height / 2);
  }

  /** A click opens the entry; a finger needs the card first, to see what it hit. */
  pick(at, event) {
    if (at < 0 || !this.keys || event.pointerType !== "mouse") {
      this.point(at);
      this.isPinned = at >= 0;
      return;
    }
    const address = addressOf(ROOT, this.keys[at]);
    if (event.ctrlKey || event.metaKey) open(address, "_blank", "noopener");
    else location.assign(address);
  }

  listSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.makeList(), REST);
  }

  async makeList() {
    if (!this.keys) return;
    const mine = ++this.asked;
    const found = this.points.within(this.view.box);
    const shown = found.slice(0, this.list.room);
    const rows = await connect(ROOT).rows(shown.map((at) => this.keys[at]));
    if (mine === this.asked) this.list.show(rows, shown, found.length);
  }

  /** @param {string} text */
  async search(text) {
    const mine = this.searched = (this.searched ?? 0) + 1;
    const found = text.trim() ? (await connect(ROOT).keys({ state: { text } })).positions : null;
    if (mine !== this.searched) return;
    this.points.find(found);
    this.said.textContent = !found ? "" : found.length
      ? `${found.length.toLocaleString("en")} of ${this.points.count.toLocaleString("en")} entries`
      : `Nothing for “${text.trim().slice(0, 60)}”.`;
    this.moved();
  }

  /** Comes as close as it can with all that was found in view. */
  showFound() {
    const box = this.points.isFound && this.points.around();
    if (box) this.view.show(box, 48);
    this.moved();
  }
}

/** @param {HTMLElement} place */
async function start(place) {
  const answer = await fetch(`${ROOT}data/landscape.json`);
  const map = new LandscapeMap(place, new Points(await answer.json()));
  const client = connect(ROOT);
  const { keys, edition } = await client.keys({ state: {} });
  if (edition !== map.points.edition) return; // published anew in between: the map stays a picture to look at
  map.keys = keys;
  map.makeList();
  const form = find(".land__find", place);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await map.search(form.elements.q.value);
    map.showFound();
  });
  const search = () => map.search(form.elements.q.value);
  form.elements.q.addEventListener("input", search);
  // Summaries are searched, too, once they are here.
  form.elements.q.addEventListener("focus", () => client.details().then(search, () => {}), { once: true });
  if (form.elements.q.value) search();
}

const place = find("[data-landscape]");
if (place) {
  start(place).catch(() => { find("[data-said]", place).textContent = "The map did not load; this is its picture. Try again later."; });
}
