/** What of an address is not known here: a few short sentences, fit to be shown. */
import { wellFormed } from "./state.js";

const MAX_SENTENCES = 10;
const MAX_SENTENCE = 80;
const INVISIBLE = /[\p{Cf}\p{Zl}\p{Zp}]/gu;

export class Unknown {
  #said = new Set();

  say(sentence) { this.#said.add(cut(sentence, MAX_SENTENCE)); }

  sayName(name) { this.say(`"${cut(name, 40)}" is no filter of this library`); }

  /** @returns {string[]} */
  get sentences() {
    const all = [...this.#said];
    if (all.length <= MAX_SENTENCES) return all;
    const left = all.length - MAX_SENTENCES + 1;
    return [...all.slice(0, MAX_SENTENCES - 1), `${left} more parts of the address are not known here`];
  }
}

/** The first letters of a text of unknown origin, without those that do not show. */
export function cut(text, most) {
  const letters = [...wellFormed(text.slice(0, 4 * most)).replace(INVISIBLE, "\ufffd")];
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : letters.join("");
}
