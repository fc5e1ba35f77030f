/** The field that takes whatever leads to a work, and what follows from it: identifiers, a look-up. */
import { find } from "../page.js";
import { isBibtex, readBibtex } from "./bibtex_read.js";
import { fieldsOf } from "./facts.js";
import { factsOfBibtex } from "./from_bibtex.js";
import { readIdentifiers } from "./identify.js";
import { REGISTERS } from "./lookup.js";
import { filledWords, listed, NO_ANSWER } from "./words.js";

const KINDS = ["arxiv", "doi", "openreview", "anthology", "url"];
const SLOW = 200; // ms until a wait is told
const PAUSE = 300; // ms without a key until BibTeX is read
const IDENTIFIED = "identifier";
const SOURCES = [...Object.values(REGISTERS).map(({ label }) => label), "BibTeX"];
const OF_REGISTERS = SOURCES.filter((source) => source !== "BibTeX");

export class Identity {
  #asked = 0; // number of the newest look-up: an answer to an older one is dropped
  #stop = null;
  #known = ""; // what the fields were filled for
  #timer = 0;
  #bibtexSaid = "";

  /**
   * @param {HTMLElement} place
   * @param {{form: import("./form.js").Form, format: import("./record.js").Format, changed: () => void, isHere: () => Promise<boolean>,
   *          lookup: import("./lookup.js").Lookup, latex: import("../bibtex/latex_read.js").LatexReader}} parts
   */
  constructor(place, parts) {
    Object.assign(this, parts);
    this.place = find("[data-identify] .field", place);
    this.input = find("#identify", place);
    this.found = find("[data-found]", place);
    this.input.addEventListener("input", () => this.#typed());
    this.input.addEventListener("paste", (event) => this.#pasted(event));
    this.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      this.lookUp();
    });
    find("[data-look-up]", place).addEventListener("click", () => this.lookUp());
  }

  /** Reads what was typed before the script was there. */
  begin() {
    if (this.text && this.text !== this.#known) this.#typed();
  }

  get text() { return this.input.value; }

  /** @param {string} text  of a draft: nothing is asked for it */
  set text(text) {
    this.#forget();
    this.input.value = text;
    this.#known = text;
  }

  /** The pasted text takes one line, and is looked up at once. */
  #pasted(event) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const line = text.replace(/\s+/g, " ").trim();
    if (!line) return;
    event.preventDefault();
    const { selectionStart, selectionEnd } = this.input;
    // The field is for one work: an identifier takes the place of the one that stands there.
    const isWhole = isBibtex(line) || Object.keys(readIdentifiers(line).found).length > 0;
    if (isWhole || !this.input.value.trim()) this.input.value = line;
    else this.input.setRangeText(line, selectionStart, selectionEnd, "end");
    clearTimeout(this.#timer);
    this.#read();
    if (this.#ids().length || isBibtex(this.text)) this.#lookUpNew();
  }

  /** What is here already need not be asked of others. */
  async #lookUpNew() {
    const number = this.#asked;
    if (!await this.isHere() && number === this.#asked) this.lookUp();
  }

  #typed() {
    clearTimeout(this.#timer);
    if (!isBibtex(this.text)) return this.#read();
    this.#timer = setTimeout(() => this.#readBibtex(), PAUSE);
    return undefined;
  }

  /** Puts the identifiers in the text into their fields. */
  #read() {
    this.#forget();
    if (isBibtex(this.text)) return this.#readBibtex();
    const { found, fault } = readIdentifiers(this.text);
    if (fault) this.#say(fault);
    for (const kind of KINDS) {
      const field = this.form.fields.get(kind);
      if (!field) continue;
      if (found[kind] && field.origin !== "person") field.set(found[kind], IDENTIFIED);
      else if (!found[kind] && field.origin === IDENTIFIED) field.set("", "");
    }
    return this.changed();
  }

  #readBibtex() {
    if (this.#known === this.text) return this.#say(this.#bibtexSaid);
    const read = readBibtex(this.text);
    if (!read) return undefined;
    this.#known = this.text;
    this.form.clear([...SOURCES, IDENTIFIED]);
    const { facts, faults } = factsOfBibtex(read, this.latex);
    this.#bibtexSaid = this.#fill([facts], faults);
    this.#say(this.#bibtexSaid);
    return this.changed();
  }

  /** Looks up what was left because it seemed to be here. */
  resume() {
    if (this.#known !== this.text && this.#ids().length) this.lookUp();
  }

  /** Asks the registers for what is known of the work. */
  async lookUp() {
    clearTimeout(this.#timer);
    this.#read();
    if (this.#known !== this.text && !isBibtex(this.text)) this.form.clear(OF_REGISTERS);
    const { entry } = this.form;
    if (!this.lookup.canAsk(entry)) return this.#say(this.#whyNot(entry));
    const number = ++this.#asked;
    this.#stop = new AbortController();
    this.#known = this.text;
    const before = isBibtex(this.text) ? `${this.#bibtexSaid} ` : "";
    const slow = setTimeout(() => this.#say(`${before}Asking ${this.#names()}.`), SLOW);
    const { found, faults } = await this.lookup.ask(entry, this.#stop.signal);
    clearTimeout(slow);
    if (number !== this.#asked) return undefined;
    this.#say(before + (found.length ? this.#fill(found, []) : [...faults, NO_ANSWER].join(" ")));
    return this.changed();
  }

  /** Fills the form; what was filled and what could not be, in sentences. */
  #fill(found, faults) {
    const sentences = found.map((facts) => {
      const { entry, unknownVenue } = fieldsOf(facts, this.format);
      const filled = this.form.fill(entry, facts.source);
      const words = filledWords(entry, filled, (name) => this.form.labelOf(name));
      const venue = unknownVenue ? ` The venue “${unknownVenue}” is not in the vocabulary: choose one, or propose it.` : "";
      return `${facts.source} ${words ? `gave ${words}` : "has nothing more"}.${venue}`;
    });
    return [...sentences, ...(found.length ? [CHECK] : []), ...faults].join(" ");
  }

  #whyNot(entry) {
    if (isBibtex(this.text)) return this.#bibtexSaid || "No BibTeX entry was found in this.";
    if (!this.#ids().length) return this.text.trim() ? NO_IDENTIFIER : "Paste an identifier first.";
    if (!this.#names()) return "The identifier was read.";
    const why = entry.openreview ? "OpenReview does not answer pages of other sites." : "No register can be asked for this address.";
    return `${why} ${NO_ANSWER}`;
  }

  #ids() { return Object.keys(readIdentifiers(this.text).found); }

  #names() { return listed(Object.keys(this.lookup.bases).map((name) => REGISTERS[name].label)).replace(/ and (?=\S+$)/, " or "); }

  /** What is on its way is of no use any more. */
  #forget() {
    this.#asked++;
    this.#stop?.abort();
    this.#say("");
  }

  #say(words) {
    if (this.found.textContent !== words) this.found.textContent = words;
  }
}

const CHECK = "Compare it with the work.";
const NO_IDENTIFIER = "No identifier was found in this. Paste an arXiv id, a DOI, a link or a BibTeX entry, or fill in the fields by hand.";
