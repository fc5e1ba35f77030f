/**
 * The further parts of a large library: they come one after the other, while what is there answers.
 * @typedef {{get: (file: string, cache: RequestCache) => Promise<ArrayBuffer>,
 *            start: () => Promise<import("./host.js").Host>, options: object, isOld: () => boolean,
 *            swap: (coming: Promise<import("./host.js").Host>, host: import("./host.js").Host, facts: import("./types.js").Facts) => void,
 *            tell: (standing: import("./growth.js").Standing, facts?: import("./types.js").Facts) => void}} Acts
 *   swap: lets another host answer; isOld: whether the library was loaded anew, and these parts are for nothing
 */
const FIRST = "search.json";

class Changed extends Error {}

export class Rest {
  #acts;
  #files = [];
  /** @type {ArrayBuffer[]} */ #parts;
  #used = 1; // of the parts
  #cache = "default";

  /** @param {ArrayBuffer} first @param {import("./types.js").Facts} facts @param {Acts} acts */
  constructor(first, facts, acts) {
    this.#parts = [first];
    this.#files = facts.parts.files;
    this.#acts = acts;
  }

  /** @returns {Promise<void>} rejects with why not all came; what came answers */
  async load() {
    this.#acts.tell("coming");
    try {
      if (!await this.#grow()) {
        await this.#renew();
        if (!await this.#grow()) throw new Changed("the parts of the library are of different editions");
      }
    } catch (error) {
      this.#parts.length = this.#used; // what came besides may be damaged
      this.#cache = "reload";
      this.#acts.tell(error instanceof Changed ? "changed" : "failed");
      throw error;
    }
    this.#parts = [];
    this.#acts.tell("whole");
  }

  /** Uses what came while the parts before it were made ready. @returns {Promise<boolean>} false: other editions */
  async #grow() {
    const parts = this.#parts;
    let last = Promise.resolve();
    const arrivals = this.#files.map((file, at) => {
      if (at + 1 >= parts.length) last = last.then(() => this.#acts.get(file, this.#cache)).then((bytes) => { parts[at + 1] = bytes; });
      return last;
    });
    for (const arrival of arrivals) arrival.catch(() => {}); // whoever waits for a part is told
    while (this.#used <= this.#files.length) {
      await arrivals[this.#used - 1];
      const now = parts.length;
      const facts = await this.#use(parts.slice());
      if (!facts) return false;
      this.#take(facts, now);
    }
    return true;
  }

  /** The site was published anew in between: all parts again, as they are now. */
  async #renew() {
    this.#cache = "reload";
    this.#parts = [await this.#acts.get(FIRST, "reload")];
    this.#take(await this.#use(this.#parts.slice()), 1);
  }

  /** Lets these parts answer, once their index is made. @returns {Promise<import("./types.js").Facts|null>} null: other editions */
  async #use(parts) {
    const { start, swap, options, isOld } = this.#acts;
    if (isOld()) throw new Error("the library was loaded anew");
    const coming = start();
    const host = await coming;
    try {
      const facts = await host.ask("load", [parts[0], options, parts.slice(1)]);
      if (facts) await host.ask("prepare", []);
      if (facts && !isOld()) swap(coming, host, facts);
      else host.stop();
      return facts;
    } catch (error) {
      host.stop();
      throw error;
    }
  }

  #take(facts, used) {
    this.#files = facts.parts?.files ?? [];
    this.#used = used;
    this.#acts.tell("coming", facts);
  }
}
