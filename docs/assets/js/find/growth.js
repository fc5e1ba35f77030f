/**
 * How much of a library is searched: a large one answers from its newest entries while the rest comes.
 * @typedef {"whole"|"coming"|"waiting"|"failed"|"changed"} Standing
 *   waiting: the rest is loaded when somebody asks for it; changed: the site was published anew
 */
export class Growth {
  /** @type {Standing} */ standing = "whole";
  searched = 0; // entries
  of = 0;
  #acts;
  /** @type {() => Promise<import("./rest.js").Rest>} */ #rest;
  #running = null;
  #followers = new Set();

  /** @param {Pick<import("./rest.js").Acts, "get"|"start"|"swap">} acts */
  constructor(acts) { this.#acts = acts; }

  /** @param {ArrayBuffer} first  of search.json @param {import("./types.js").Facts} facts  that it holds @param {object} options  of the host */
  begin(first, facts, options) {
    const bytes = facts.parts ? first : null; // not kept for nothing
    let rest = null;
    const own = () => rest ??= import("./rest.js").then((it) => new it.Rest(bytes, facts, { ...this.#acts, options, tell, isOld }));
    const isOld = () => this.#rest !== own; // what ran before a library was loaded anew counts no more
    const tell = (...told) => isOld() || this.#tell(...told);
    this.#rest = own;
    this.#running = null;
    this.#tell(facts.parts ? "waiting" : "whole", facts);
  }

  /** Calls when anything here has changed. @param {(growth: Growth) => void} act */
  follow(act) { this.#followers.add(act); }

  /** Resolves once all is searched; begins to load what lacks, or again after a failure. @returns {Promise<void>} */
  all() {
    if (this.standing === "whole") return Promise.resolve();
    if (!this.#running) {
      const running = this.#rest().then((rest) => rest.load()).finally(() => { if (this.#running === running) this.#running = null; });
      this.#running = running;
    }
    return this.#running;
  }

  /** Resolves when nothing is on its way any more. */
  async settled() { await this.#running?.catch(() => {}); }

  #tell(standing, facts) {
    this.standing = standing;
    if (facts) [this.searched, this.of] = [facts.parts?.searched ?? facts.count, facts.count];
    for (const act of this.#followers) act(this);
  }
}
