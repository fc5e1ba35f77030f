/**
 * The rest of a large library: its parts come one after the other, while what is there answers.
 * @typedef {"whole"|"coming"|"waiting"|"failed"|"changed"} Standing
 *   waiting: the rest is loaded when somebody asks for it; changed: the site was published anew
 * @typedef {{get: (file: string, cache: RequestCache) => Promise<ArrayBuffer>,
 *            use: (parts: ArrayBuffer[]) => Promise<import("./types.js").Facts|null>}} Acts
 *   use: lets these parts answer from now on; null when they are not of one edition
 */
const FIRST = "search.json";

class Changed extends Error {}

export class Growth {
  /** @type {Standing} */ standing = "whole";
  searched = 0; // entries
  of = 0;
  #acts;
  #files = [];
  /** @type {ArrayBuffer[]} */ #parts = [];
  #used = 0; // of the parts
  #running = null;
  #turn = 0; // of begin: what was running before it does not count
  #cache = "default";
  #followers = new Set();

  /** @param {Acts} acts */
  constructor(acts) { this.#acts = acts; }

  /** @param {ArrayBuffer} first  of search.json @param {import("./types.js").Facts} facts  that it holds */
  begin(first, facts) {
    this.#turn += 1;
    this.#running = null;
    this.#parts = facts.parts ? [first] : [];
    this.#take(facts, 1);
    this.#tell(facts.parts ? "waiting" : "whole");
  }

  /** Calls when anything here has changed. @param {(growth: Growth) => void} act */
  follow(act) { this.#followers.add(act); }

  /** Resolves once all parts answer; begins to load them, or again after a failure. @returns {Promise<void>} */
  all() {
    if (this.standing === "whole") return Promise.resolve();
    if (!this.#running) {
      const running = this.#run(this.#turn).finally(() => { if (this.#running === running) this.#running = null; });
      this.#running = running;
    }
    return this.#running;
  }

  /** Resolves when nothing is on its way any more. */
  async settled() { await this.#running?.catch(() => {}); }

  async #run(turn) {
    this.#tell("coming");
    try {
      if (!await this.#grow(turn)) {
        await this.#renew();
        if (!await this.#grow(turn)) throw new Changed("the parts of the library are of different editions");
      }
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
      throw error;
    }
    this.#parts = [];
    return this.#tell("whole");
  }

  #fail(error) {
    this.#parts.length = this.#used; // what came may be damaged
    this.#cache = "reload";
    this.#tell(error instanceof Changed ? "changed" : "failed");
  }

  /** Uses what came while the parts before it were made ready. @returns {Promise<boolean>} false: other editions */
  async #grow(turn) {
    const parts = this.#parts;
    let last = Promise.resolve();
    const arrivals = this.#files.map((file, at) => {
      if (at + 1 >= parts.length) last = last.then(() => this.#acts.get(file, this.#cache)).then((bytes) => { parts[at + 1] = bytes; });
      return last;
    });
    last.catch(() => {}); // whoever waits for a part is told
    for (const arrival of arrivals) arrival.catch(() => {});
    while (this.#used <= this.#files.length) {
      await arrivals[this.#used - 1];
      if (turn !== this.#turn) throw new Error("the library was loaded anew");
      const now = parts.length;
      const facts = await this.#acts.use(parts.slice());
      if (!facts) return false;
      this.#take(facts, now);
      this.#tell("coming");
    }
    return true;
  }

  /** The site was published anew in between: all parts again, as they are now. */
  async #renew() {
    this.#cache = "reload";
    this.#parts = [await this.#acts.get(FIRST, "reload")];
    this.#used = 0;
    const facts = await this.#acts.use(this.#parts.slice());
    this.#take(facts, 1);
    this.#tell("coming");
  }

  #take({ count, parts }, used) {
    this.of = count;
    this.searched = parts?.searched ?? count;
    this.#files = parts?.files ?? [];
    this.#used = used;
  }

  #tell(standing) {
    this.standing = standing;
    for (const act of this.#followers) act(this);
  }
}
