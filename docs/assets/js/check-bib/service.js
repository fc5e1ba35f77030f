/** The checker with its files; it pauses now and then, so that whoever waits can be told. */
import { furtherFiles, joined } from "../find/parts.js";
import { Checker } from "./report.js";

const MOMENT = 40; // ms of work between two pauses
const parsed = (bytes) => new TextDecoder().decode(bytes);

export class Service {
  #checker = new Checker();

  /** @param {ArrayBuffer} search  search.json @returns {string[]} names of the other parts of a large library */
  furtherFiles(search) { return furtherFiles(JSON.parse(parsed(search))); }

  /** @param {ArrayBuffer[]} search  all parts @param {ArrayBuffer} bibliography @param {ArrayBuffer} submit @param {string[]} rowFacets */
  load(search, bibliography, submit, rowFacets) {
    this.#checker.load(joined(search.map((part) => JSON.parse(parsed(part)))), parsed(bibliography), JSON.parse(parsed(submit)).latex, rowFacets);
  }

  /**
   * @param {{bib: Uint8Array|null, tex: Uint8Array|null}} files @param {(count: number) => void} tell
   * @returns {Promise<import("./report.js").Report>}
   */
  async check(files, tell) {
    const work = this.#checker.check(files);
    for (let since = performance.now(); ;) {
      const { done, value } = work.next();
      if (done) return value;
      if (performance.now() - since < MOMENT) continue;
      tell(value);
      await new Promise((resolve) => { setTimeout(resolve); });
      since = performance.now();
    }
  }

  /** @param {number[]} ids */
  repaired(ids) { return this.#checker.repaired(ids); }
}
