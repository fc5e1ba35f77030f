/**
 * Asks registers about a work: DataCite for arXiv ids, Crossref for DOIs, and others where they do
 * not know it. Each is asked once, waited for eight seconds, and believed in nothing.
 * @typedef {import("./facts.js").Facts} Facts
 * @typedef {{found: Facts[], faults: string[]}} Found  found: that of what was asked for first; faults: sentences
 */
import { earliest, ofCrossref, ofDataCite, ofOpenAlex } from "./registers.js";
import { titleLikeness } from "./similar.js";

const PATIENCE = 8000; // ms
const LATE = "late";
const MOST_BYTES = 5_000_000;
const SAME = 0.6;
export const REGISTERS = {
  datacite: { label: "DataCite", read: ofDataCite, path: (doi) => `/dois/${encodeURIComponent(doi)}` },
  crossref: { label: "Crossref", read: ofCrossref, path: (doi) => `/works/${encodeURIComponent(doi)}` },
  openalex: { label: "OpenAlex", read: ofOpenAlex, path: (doi) => `/works/doi:${encodeURIComponent(doi)}` },
};

export class Lookup {
  /**
   * @param {Record<string, string>} bases  name of a register -> origin of its API
   * @param {import("./registers.js").Tools} tools
   * @param {typeof fetch} fetcher @param {number} patience  ms
   */
  constructor(bases, tools, fetcher = (...parts) => fetch(...parts), patience = PATIENCE) {
    Object.assign(this, { bases, tools, fetcher, patience });
  }

  /** Whether anything could be asked. @param {import("./identify.js").Identifiers} ids */
  canAsk(ids) { return this.#questions(ids).length > 0; }

  /** @param {import("./identify.js").Identifiers} ids @param {AbortSignal} [signal] @returns {Promise<Found>} */
  async ask(ids, signal) {
    const faults = [];
    const found = [];
    const asked = new Set();
    const ask = async (questions) => {
      for (const { doi, registers } of questions.filter((it) => !asked.has(it.doi.toLowerCase()))) {
        asked.add(doi.toLowerCase());
        const facts = await this.#first(doi, registers, faults, signal);
        if (facts && found.every((other) => titleLikeness(other.entry.title, facts.entry.title) >= SAME)) found.push(facts);
        else if (facts) faults.push(`${facts.source} has another title for ${doi}: “${facts.entry.title}”. It was left out.`);
      }
    };
    await ask(this.#questions(ids));
    if (found.length) await ask(this.#questions(found[0].entry)); // the published version, or the preprint
    const published = earliest(found.map((facts) => facts.entry.published));
    return { found: found.map((facts) => ({ ...facts, entry: { ...facts.entry, published } })), faults };
  }

  /** Each DOI to ask for, with the registers that may know it, likeliest first. */
  #questions({ arxiv, doi, anthology }) {
    const acl = anthology && !doi ? `10.18653/v1/${anthology}` : "";
    return [
      ...(arxiv ? [{ doi: `10.48550/arXiv.${arxiv}`, registers: ["datacite", "openalex"] }] : []),
      ...[doi, acl].filter(Boolean).map((it) => ({ doi: it, registers: ["crossref", "datacite", "openalex"] })),
    ].map(({ doi: it, registers }) => ({ doi: it, registers: registers.filter((name) => this.bases[name]) }))
      .filter(({ registers }) => registers.length);
  }

  async #first(doi, registers, faults, signal) {
    for (const name of registers) {
      try {
        const facts = await this.#askOne(name, doi, signal);
        if (facts.entry.title) return facts;
        faults.push(`${facts.source} knows no title of ${doi}.`);
      } catch (error) {
        if (signal?.aborted) return null;
        faults.push(error.message);
      }
    }
    return null;
  }

  async #askOne(name, doi, signal) {
    const { label, read, path } = REGISTERS[name];
    const stop = new AbortController();
    const leave = () => stop.abort();
    const timer = setTimeout(() => stop.abort(LATE), this.patience);
    signal?.addEventListener("abort", leave);
    let answer;
    try {
      const response = await this.fetcher(this.bases[name] + path(doi), {
        signal: stop.signal, credentials: "omit", referrerPolicy: "no-referrer",
      });
      if (response.status === 404) throw new Fault(`${label} does not know ${doi}.`);
      if (response.status === 429) throw new Fault(`${label} has too much to do at the moment.`);
      if (!response.ok) throw new Fault(`${label} answered with the error ${response.status}.`);
      answer = JSON.parse(await textOf(response));
    } catch (error) {
      if (error instanceof Fault) throw error;
      if (stop.signal.reason === LATE) throw new Fault(`${label} did not answer within ${Math.round(this.patience / 1000)} seconds.`);
      throw new Fault(error instanceof SyntaxError ? `${label} answered with something else than a record.` : `${label} cannot be reached.`);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", leave);
    }
    return read(answer, this.tools);
  }
}

/** Something to tell the reader. */
class Fault extends Error {}

async function textOf(response) {
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let [text, size] = ["", 0];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > MOST_BYTES) {
      reader.cancel().catch(() => {});
      throw new SyntaxError("too long");
    }
    text += decoder.decode(value, { stream: true });
  }
}
