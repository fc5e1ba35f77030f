/** All fields of the page together. */
import { findAll } from "../page.js";
import { isList, isSame, ordered } from "./record.js";
import { TermField } from "./term_field.js";
import { TextField } from "./text_field.js";

export class Form {
  /** @type {Map<string, TextField|TermField>} */ fields = new Map();
  #left = new Set(); // fields that somebody has been in: only these are told what is wrong

  /**
   * @param {HTMLElement} element @param {import("./record.js").Format} format
   * @param {() => void} changed  called when a value has changed, and when somebody leaves a field
   */
  constructor(element, format, changed) {
    this.format = format;
    for (const place of findAll("[data-field]", element)) {
      const name = place.dataset.field;
      const left = () => { this.#left.add(name); changed(); };
      const term = format.terms.get(name);
      const most = format.fields[name]?.max ?? 0;
      this.fields.set(name, term ? new TermField(place, term, { changed, left })
        : new TextField(place, { isList: isList(format, name), most, changed, left }));
    }
  }

  /** @returns {import("./record.js").Entry} what is filled in */
  get entry() {
    return ordered(Object.fromEntries([...this.fields].map(([name, field]) => [name, field.value])), this.format);
  }

  labelOf(name) { return this.fields.get(name)?.label ?? name.replaceAll("_", " "); }

  focus(name) {
    const field = this.fields.get(name);
    field?.element.closest("details")?.setAttribute("open", "");
    field?.focus();
  }

  /**
   * Puts what a source says where nobody has typed; where somebody has, it is offered.
   * @param {import("./record.js").Entry} entry @param {string} source
   * @returns {string[]} names of the fields that it filled
   */
  fill(entry, source) {
    const filled = [];
    for (const [name, value] of Object.entries(entry)) {
      const field = this.fields.get(name);
      if (!field || isSame(field.value, value) || (name === "doi" && isSame(String(field.value).toLowerCase(), value.toLowerCase()))) continue;
      const isMoreExact = name === "published" && field.origin === "BibTeX" && value.startsWith(field.value);
      if (field.isEmpty || field.origin === DEFAULT || isMoreExact) {
        field.set(value, source);
        this.#left.add(name);
        filled.push(name);
      } else if (field.origin !== source) {
        field.remarks.other(`${source} has “${field.words(value)}”.`, "Use it", () => {
          field.set(value, source);
          field.focus();
          this.#left.add(name);
          field.options.changed();
        });
      }
    }
    return filled;
  }

  /** Empties the fields that these sources filled. @param {string[]} sources */
  clear(sources) {
    for (const field of this.fields.values()) {
      field.remarks.other("");
      if (sources.includes(field.origin)) field.set("", "");
    }
  }

  /** Empties everything; single terms that every entry needs start with the vocabulary's first. */
  reset() {
    this.#left.clear();
    for (const [name, field] of this.fields) {
      const term = this.format.terms.get(name);
      const first = term?.required && term.max === 1 ? term.facet.terms[0]?.id ?? "" : "";
      field.set(first, first ? DEFAULT : "");
      field.remarks.fault("");
    }
  }

  /** Every field takes the value of an entry. @param {import("./record.js").Entry} entry */
  take(entry) {
    this.#left = new Set(this.fields.keys());
    for (const [name, field] of this.fields) field.set(entry[name] ?? "", "entry");
  }

  /** What is wrong is said once its field was left. @param {Map<string, string>} faults */
  show(faults) {
    for (const [name, field] of this.fields) {
      const isKnown = this.#left.has(name);
      const message = isKnown ? faults.get(name) ?? "" : "";
      if (!message || !field.isInUse || field.element.querySelector(".field__error")) field.remarks.fault(message);
    }
  }

  /** From now on all that is wrong is said. */
  showAll() { this.#left = new Set(this.fields.keys()); }

  /** What a draft keeps: the text, and who it is from. @returns {Record<string, [string|string[], string]>} */
  get draft() {
    const kept = [...this.fields].filter(([, field]) => field.raw.length && field.origin !== DEFAULT);
    return Object.fromEntries(kept.map(([name, field]) => [name, [field.raw, field.origin]]));
  }

  /** @param {Record<string, [string|string[], string]>} draft  anything at all: it comes from storage */
  restore(draft) {
    for (const [name, kept] of Object.entries(draft ?? {})) {
      const [raw, origin] = Array.isArray(kept) ? kept : [];
      const field = this.fields.get(name);
      const isFit = field instanceof TermField ? Array.isArray(raw) : typeof raw === "string";
      if (!field || !isFit) continue;
      field.set(raw, typeof origin === "string" && origin ? origin : "person");
      this.#left.add(name);
    }
  }
}

const DEFAULT = "default";
