/**
 * Summaries and links on their way to the host: all at once, after the titles; of a large library in
 * pieces, of the entries that are shown.
 * @typedef {{get: (file: string, cache?: RequestCache) => Promise<ArrayBuffer>,
 *            add: (bytes: ArrayBuffer) => Promise<boolean>,
 *            ready: () => Promise<unknown>, settled: () => Promise<void>, renew: () => Promise<void>}} Acts
 *   add: false where they are of another edition; ready: the first titles are there; settled: no more
 *   of them are to come; renew: loads the titles again, past what is kept here
 */

export class Details {
  /** Entries of a piece; 0 where details.json has all. */ size = 0;
  #acts;
  /** @type {Promise<void>|null} */ #all = null;
  #isThere = false;
  /** @type {Map<number, Promise<void>>} */ #pieces = new Map();
  /** @type {Promise<void>|null} */ #asked = null;

  /** @param {Acts} acts */
  constructor(acts) { this.#acts = acts; }

  /** To be called when another host answers. */
  forget() {
    if (this.#isThere || this.size) this.#all = this.#asked = null; // else they are still to come, to that one
    this.#isThere = false;
    this.#pieces.clear();
  }

  /** @param {number[]} positions @returns {Promise<void>} the same one as long as nothing new is to come */
  of(positions) {
    const numbers = this.size ? [...new Set(positions.map((at) => Math.floor(at / this.size) + 1))] : [];
    const lacking = numbers.filter((number) => !this.#pieces.has(number));
    if (this.#asked && !lacking.length) return this.#asked;
    this.#all ??= this.#loadAll();
    const asked = Promise.all([this.#all, ...lacking.map((number) => this.#loadPiece(number))]).then(() => {});
    this.#asked = asked;
    asked.catch(() => { if (this.#asked === asked) this.#all = this.#asked = null; });
    return asked;
  }

  async #loadAll() {
    if (!this.size) await this.#acts.settled(); // titles first
    const coming = this.#acts.get("details.json");
    coming.catch(() => {});
    await this.#acts.ready();
    if (!this.size) await this.#acts.settled();
    if (!(await this.#acts.add(await coming))) await this.#loadAgain();
    this.#isThere = true;
  }

  async #loadAgain() {
    // The site was published anew between the two: take both again, as they are now.
    const [, bytes] = await Promise.all([this.#acts.renew(), this.#acts.get("details.json", "reload")]);
    if (!(await this.#acts.add(bytes))) throw new Error("search.json and details.json are of different editions");
  }

  async #loadPiece(number) {
    const piece = this.#acts.get(`details/${number}.json`).then((bytes) => this.#acts.add(bytes)).then(() => {});
    this.#pieces.set(number, piece);
    piece.catch(() => this.#pieces.delete(number));
    await piece;
  }
}
