/** The page that sets entries side by side: what the address names, drawn and ready to be taken. */
import { connect } from "../find/client.js";
import { make, makeButton } from "../finder/make.js";
import { find, memory, say } from "../page.js";
import { saveFile, siteName } from "../shelf/actions.js";
import { exportMenu } from "../shelf/exports.js";
import { fileName, localDay } from "../shelf/file_name.js";
import { readKeys } from "../shelf/selection.js";
import { Adding } from "./adding.js";
import { MOST, readAddress, settle, writeAddress } from "./address.js";
import { drawTable } from "./draw.js";
import { sentencesOf } from "./messages.js";
import { differWords, tableOf } from "./table.js";
import { csvOf, markdownOf } from "./texts.js";

const ROOT = new URL("../../../", import.meta.url).href;
const ENOUGH = 2;
const MANY = 60; // keys of an address that are looked up

class Comparison {
  /** @param {HTMLElement} place */
  constructor(place) {
    this.part = (name) => find(`[data-${name}]`, place);
    this.works = [];
    this.lines = [];
    this.turn = 0;
    this.adding = new Adding(this.part("add"), connect, (row) => this.go([...this.keys, row.key], `Added ${row.title}.`));
    this.showCount = exportMenu(this.exports(), () => this.wanted());
    this.part("only").addEventListener("change", (event) => this.go(this.keys, "", event.target.checked));
    addEventListener("popstate", () => this.read());
    this.offerSelection();
    this.read();
  }

  get keys() { return this.works.map(({ row }) => row.key); }

  wanted() { return { keys: this.keys, words: "comparison", address: location.href }; }

  /** The exports of the entries, and those of the table. */
  exports() {
    const ofEntries = make("div.actions");
    this.part("take").append(ofEntries, make("p.actions", {}, "The table: ",
      makeButton("CSV", () => this.save(".csv", "text/csv")), " ",
      makeButton("Markdown", () => this.save(".md", "text/markdown"))));
    return ofEntries;
  }

  /** A link to compare what the reader has selected, where that is two to six. */
  offerSelection() {
    const keys = readKeys(memory.get("atlas.selection"));
    const link = this.part("selected");
    link.hidden = keys.length < ENOUGH || keys.length > MOST;
    link.textContent = `Compare the ${keys.length} selected`;
    link.href = writeAddress(keys) || "?";
  }

  go(keys, words = "", isOnly = this.part("only").checked) {
    history.pushState(null, "", location.pathname + writeAddress(keys, isOnly && keys.length > 0));
    return this.read(words);
  }

  async remove(key) {
    const at = this.keys.indexOf(key);
    const { title } = this.works[at].row;
    await this.go(this.keys.filter((other) => other !== key), `Removed ${title}.`);
    const buttons = [...this.part("table").querySelectorAll("[data-remove]")];
    (buttons[Math.min(at, buttons.length - 1)] ?? this.adding.field).focus();
  }

  /** Takes the entries from the address. */
  async read(words = "") {
    const { keys, isOnlyDifferences, aside } = readAddress(location.search);
    const turn = ++this.turn;
    const looked = keys.slice(0, MANY);
    let found = [];
    try {
      found = looked.length ? await this.look(looked) : [];
    } catch {
      if (turn === this.turn) this.fail();
      return;
    }
    if (turn !== this.turn) return;
    const settled = settle(looked, found);
    this.works = settled.works;
    this.lines = tableOf(this.works);
    this.part("only").checked = isOnlyDifferences;
    this.tell(sentencesOf({ ...settled, aside }));
    this.draw(isOnlyDifferences);
    if (words) say(words);
  }

  /** All that is known of the entries, their summaries too. */
  async look(keys) {
    const client = connect();
    await client.details();
    const found = await client.whole(keys);
    await client.details(found.filter(Boolean).map(({ row }) => row.position));
    return client.whole(keys);
  }

  draw(isOnlyDifferences) {
    const count = this.works.length;
    const lines = isOnlyDifferences ? this.lines.filter((line) => !line.isSame) : this.lines;
    this.part("empty").hidden = count > 0;
    for (const name of ["table", "tools", "take"]) this.part(name).hidden = !count;
    for (const name of ["key"]) this.part(name).hidden = count < ENOUGH;
    this.part("only").closest("label").hidden = count < ENOUGH;
    this.part("said").textContent = count === 1 ? "1 entry: add another to compare" : differWords(this.lines, count);
    this.part("table").replaceChildren(drawTable(this.works, lines, ROOT, (key) => this.remove(key)));
    this.adding.show(this.keys, count >= MOST);
    this.showCount(count);
  }

  tell(sentences, ...more) {
    const note = this.part("message");
    note.replaceChildren(...sentences.map((text) => make("p", {}, text)), ...more);
    note.hidden = !note.childNodes.length;
  }

  fail() {
    this.tell(["The list did not load."], makeButton("Try again", () => this.read()));
  }

  save(ending, type) {
    const titles = this.works.map(({ row }) => row.title);
    const pages = this.keys.map((key) => `${ROOT}entries/${key}/`);
    const text = ending === ".csv" ? csvOf(titles, this.lines) : markdownOf(titles, pages, this.lines);
    saveFile([text], type, fileName({ site: siteName(), words: "comparison", date: localDay() }, ending));
    say("Downloaded the table.");
  }
}

const place = find("[data-compare]");
if (place) new Comparison(place);
