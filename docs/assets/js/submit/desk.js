/** The parts of the page at work together: each change is checked, shown and kept. */
import { makeButton } from "../shelf/make.js";
import { faultsOf, missingIn } from "./checks.js";
import { Correction } from "./correction.js";
import { Draft } from "./draft.js";
import { Form } from "./form.js";
import { Identity } from "./identity.js";
import { LatexReader } from "../bibtex/latex_read.js";
import { LatexWriter } from "./latex_write.js";
import { Lookup, REGISTERS } from "./lookup.js";
import { DuplicateNote } from "./note.js";
import { correctionOffer, entryOffer } from "./offer.js";
import { Preview } from "./preview.js";
import { ordered } from "./record.js";
import { Send } from "./send.js";
import { SiteAnswers } from "./site_answers.js";
import { inSentence, today } from "./words.js";
import { renderEntry } from "./yaml.js";

const PATIENCE = 2000; // ms that a look-up waits for the entries of the site
const PAUSE = 150; // ms without a change until the entries of the site are asked

export class Desk {
  #differs = []; // keys of entries that are said to be other works
  #timer = 0;

  /**
   * @param {{place: HTMLElement, root: string, site: string, format: import("./record.js").Format,
   *          client: () => import("../find/types.js").Client, say: (words: string, ...nodes: Node[]) => void}} parts
   * @param {import("./record.js").Entry|null} entry  to be corrected; null for a new work
   */
  constructor(parts, entry) {
    Object.assign(this, parts);
    const { place, format, root, client, site } = parts;
    const changed = () => this.#changed();
    this.form = new Form(place, format, changed);
    const typed = this.form.draft; // before the script was there
    this.draft = new Draft(entry?.key ?? "");
    this.preview = new Preview(place, format, new LatexWriter(format.latex));
    this.answers = new SiteAnswers(client, root, format.stopWords);
    this.note = new DuplicateNote({ site, root, isNew: !entry, dismiss: (key) => this.#dismiss(key) });
    this.send = new Send(place, { clear: () => this.#clear(), complain: () => { this.form.showAll(); this.#show(); } });
    const latex = new LatexReader(format.latex);
    const bases = Object.fromEntries(Object.keys(REGISTERS).map((name) => [name, place.dataset[name]]).filter(([, base]) => base));
    const lookup = new Lookup(bases, { particles: format.particles, latex });
    this.identity = new Identity(place, { form: this.form, format, lookup, latex, changed, isHere: () => this.#isHere() });
    this.correction = entry ? new Correction(place, entry, this.form, root, changed) : null;
    if (!entry) this.form.reset();
    this.correction?.source.addEventListener("change", changed);
    place.addEventListener("focusin", () => client(), { once: true }); // its data are on their way before they are needed
    this.#restore(this.draft.read() ?? {});
    this.form.restore(typed);
    this.identity.begin();
    this.#changed();
  }

  /** Says that a draft is shown, if one is. */
  welcome() {
    if (!this.isRestored) return;
    const away = makeButton("button.plain", "Start anew", () => {
      const undo = this.#clear();
      const back = makeButton("button.plain", "Undo", () => { undo(); this.say(""); });
      this.say("The form is as it was at first.", back);
      back.focus();
    });
    this.say("This is what you typed last time.", away);
  }

  #restore(kept) {
    this.isRestored = Boolean(kept.fields && (Object.keys(kept.fields).length || kept.identify || kept.source || kept.confirmed?.length));
    if (typeof kept.identify === "string" && !this.identity.text) this.identity.text = kept.identify;
    if (Array.isArray(kept.differs)) this.#differs = kept.differs.filter((key) => typeof key === "string");
    if (this.correction && typeof kept.source === "string") this.correction.source.value = kept.source;
    if (this.correction && Array.isArray(kept.confirmed)) this.correction.confirmed = kept.confirmed;
    this.form.restore(kept.fields);
  }

  get #kept() {
    const fields = this.correction ? this.correction.draft : this.form.draft;
    const [identify, source, confirmed] = [this.identity.text, this.correction?.source.value ?? "", this.correction?.confirmed ?? []];
    if (!Object.keys(fields).length && !identify && !source && !confirmed.length) return null;
    return { fields, identify, source, confirmed, differs: this.#differs };
  }

  #clear() {
    const before = this.#kept;
    this.identity.text = "";
    if (this.correction) this.form.take(this.correction.base);
    else this.form.reset();
    this.#restore({ fields: {}, differs: [], source: "", confirmed: [] });
    this.draft.write(null);
    this.#changed();
    return () => {
      this.#restore(before ?? {});
      this.#changed();
    };
  }

  #changed() {
    this.#show();
    this.draft.keep(() => this.#kept);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), PAUSE);
  }

  get #entry() { return this.correction ? this.correction.entry : this.form.entry; }

  /** Everything that can be told without asking. */
  #show() {
    const entry = this.#entry;
    const faults = faultsOf(entry, this.format, today());
    this.form.show(faults);
    const file = this.correction ? entry : ordered({ ...entry, added: today() }, this.format);
    this.preview.show(this.correction || Object.keys(entry).length > this.#defaults ? file : {}, this.correction?.key ?? this.answers.key);
    if (this.correction) {
      this.correction.show();
      this.preview.showChanges(this.correction.changes, this.form);
    }
    this.send.show(this.#offer(entry, faults, renderEntry(file, this.format)));
    this.send.showKept(this.draft.isKept);
  }

  #offer(entry, faults, file) {
    const task = (name) => ({ words: inSentence(this.form.labelOf(name)), focus: () => this.form.focus(name) });
    const duplicate = this.answers.duplicate ? [{ words: "the duplicate", focus: () => this.note.focus() }] : [];
    const todo = [...duplicate, ...[...faults.keys()].map(task)];
    const missing = missingIn(entry, this.format).map(task);
    const { dataset } = this.place;
    if (!this.correction) {
      return { ...entryOffer(dataset, entry, file, this.answers.key, renderEntry(entry, this.format)), todo, missing };
    }
    const labels = this.correction.confirmed.map((name) => inSentence(this.form.labelOf(name)));
    const offer = correctionOffer(dataset, { ...this.correction, changes: this.correction.changes }, labels, file);
    return { ...offer, todo: [...todo, ...missing, ...this.correction.todo], missing: [] };
  }

  /** Fields that are filled in from the start. */
  get #defaults() {
    return [...this.form.fields.values()].filter((field) => field.origin === "default").length;
  }

  /** What the entries of the site say is shown as soon as they have come. */
  async #ask() {
    const others = [...this.#differs, ...(this.correction ? [this.correction.key] : [])];
    if (!await this.answers.ask(this.#entry, others, !this.correction)) return;
    const { duplicate } = this.answers;
    const isById = duplicate && !/title/.test(duplicate.reason) && !this.correction;
    this.note.show(duplicate, isById ? this.identity.place : this.form.fields.get("title").element);
    this.#show();
  }

  /** Whether the work is surely among the entries of the site; soon, even if they do not come. */
  async #isHere() {
    clearTimeout(this.#timer);
    await Promise.race([this.#ask(), new Promise((resolve) => { setTimeout(resolve, PATIENCE); })]);
    return Boolean(this.answers.duplicate);
  }

  #dismiss(key) {
    this.#differs.push(key);
    this.answers.duplicate = null;
    this.note.show(null);
    this.identity.input.focus();
    this.#changed();
    if (!this.correction) this.identity.resume();
  }
}
