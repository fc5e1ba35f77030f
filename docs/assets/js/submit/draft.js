/**
 * What somebody has typed, kept in this browser until it was sent: one draft for a new work, one for
 * each entry that is being corrected. Storage may be full or blocked, and may hold anything.
 */
import { memory } from "../page.js";

const PAUSE = 300; // ms without a key until what was typed is kept

export class Draft {
  #timer = 0;
  #make = null;

  /** @param {string} key  of the entry that is corrected; "" for a new work */
  constructor(key) {
    this.name = key ? `atlas.draft.${key}` : "atlas.draft";
    addEventListener("pagehide", () => this.keepNow());
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.keepNow(); });
  }

  /** Whether the last attempt to keep something succeeded. */
  isKept = true;

  /** @returns {object|null} what was kept; null for nothing, or something else than a draft */
  read() {
    try {
      const kept = JSON.parse(memory.get(this.name));
      return kept?.version === 1 ? kept : null;
    } catch {
      return null;
    }
  }

  /** @param {() => object|null} make  what to keep, null for nothing; called a moment later */
  keep(make) {
    this.#make = make;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.keepNow(), PAUSE);
  }

  keepNow() {
    clearTimeout(this.#timer);
    const made = this.#make?.();
    this.#make = null;
    if (made !== undefined) this.write(made);
  }

  /** @param {object|null} kept */
  write(kept) {
    this.#make = null;
    clearTimeout(this.#timer);
    const text = kept && JSON.stringify({ version: 1, ...kept });
    memory.set(this.name, text);
    this.isKept = memory.get(this.name) === text;
  }
}
