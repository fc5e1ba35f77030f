/** What the entries of the site say of one that is being written: whether it is among them, which key is free. */
import { Duplicates } from "./duplicates.js";
import { readEntry } from "./entry_file.js";
import { deriveKey, freeKey } from "./key.js";

export class SiteAnswers {
  /** @type {import("./duplicates.js").Duplicate|null} */ duplicate = null;
  /** Of the new entry; "" while it cannot be told. */
  key = "";
  #asked = 0; // number of the newest question: an answer to an older one is dropped
  #wanted = "";

  /** @param {() => import("../find/types.js").Client} client @param {string} root @param {string[]} stopWords */
  constructor(client, root, stopWords) {
    Object.assign(this, { client, stopWords });
    this.duplicates = new Duplicates(client, (key) => readEntry(root, key));
  }

  /**
   * @param {import("./record.js").Entry} entry @param {string[]} others  keys of entries that are other works
   * @param {boolean} isNew  whether it needs a key
   * @returns {Promise<boolean>} false when something newer was asked meanwhile
   */
  async ask(entry, others, isNew) {
    const number = ++this.#asked;
    let duplicate = null;
    try {
      [duplicate] = await Promise.all([this.duplicates.find(entry, others), isNew && this.#findKey(entry)]);
    } catch { /* it is looked for again where the submission is checked */ }
    if (number !== this.#asked) return false;
    this.duplicate = duplicate;
    return true;
  }

  async #findKey(entry) {
    const wanted = deriveKey(entry, this.stopWords);
    if (wanted === this.#wanted) return;
    const key = wanted && await freeKey(wanted, async (it) => (await this.client().rows([it])).length > 0);
    this.#wanted = wanted;
    this.key = key;
  }
}
