/** The checker with its files; it pauses now and then, so that whoever waits can be told. */
import { Checker } from "./report.js";

const MOMENT = 40; // ms of work between two pauses
const parsed = (bytes) => new TextDecoder().decode(bytes);

export class Service {
  #checker = new Checker();

  /** @param {ArrayBuffer} search @param {ArrayBuffer} bibliography @param {ArrayBuffer} submit @param {string[]} rowFacets */
  load(search, bibliography, submit, rowFacets) {
    this.#checker.load(JSON.parse(parsed(search)), parsed(bibliography), JSON.parse(parsed(submit)).latex, rowFacets);
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
