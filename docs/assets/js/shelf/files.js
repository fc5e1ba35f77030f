/**
 * The export files of the build, fetched when asked, checked against the index, and cut.
 * @typedef {import("./records.js").Cut} Cut
 * @typedef {{edition: string, keys: string[], now: Map<string, number>, size: number}} Index
 *          now: key, or former key -> position; size: records in a part of a file, 0 where there are none
 * @typedef {{texts: string[], header: string, unknown: string[]}} Taken
 *          unknown: keys that the library does not have
 */
import { FORMATS, csvHeader } from "./records.js";

/** The site was renewed while the page was open, and its files do not fit each other. */
export class FilesChanged extends Error {
  isChange = true;
}

const CHUNK = 500;
const NEARLY_ALL = 0.8; // of the parts: then one file is quicker than many
/** Lets the page answer the reader between two pieces of work. */
export const pause = () => new Promise((resolve) => { setTimeout(resolve, 0); });

/** @param {string} root address of the site, with its last slash
 *  @param {(address: string, options: object) => Promise<Response>} fetcher */
export function filesOf(root, fetcher = (...parts) => fetch(...parts)) {
  /** @type {Promise<Edition>|null} */ let current = null;

  async function text(path, cache) {
    const response = await fetcher(new URL(path, root).href, { cache });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.text();
  }

  function open(cache) {
    const opened = readIndex((path) => text(path, cache)).then((index) => index && new Edition(index, (path) => text(path, cache)));
    opened.catch(() => { if (current === opened) current = null; }); // to be tried again
    return opened;
  }

  return {
    /** The records of these entries in the order of the keys; of all where there are no keys.
     * @param {string} format @param {string[]|null} keys @param {string} [edition] of the list that the reader sees
     * @returns {Promise<Taken>} rejects with FilesChanged when the files do not fit, even as they are now */
    async take(format, keys, edition = "") {
      current ??= open("default");
      for (const isLast of [false, true]) {
        const files = await current;
        const taken = files && (!edition || edition === files.index.edition) ? await files.take(format, keys) : null;
        if (taken && !(taken.unknown.length && edition)) return taken;
        current = isLast ? null : open("reload");
      }
      throw new FilesChanged("The files do not fit each other.");
    },
    /** The records of a few entries from their own files; null unless all are there. @returns {Promise<string[]|null>} */
    async few(keys) {
      const texts = keys.map((key) => text(`entries/${key}/${key}.bib`, "default").catch(() => ""));
      const cuts = (await Promise.all(texts)).map((each) => [...FORMATS.bib.cut(each)]);
      const fits = cuts.every((cut, at) => cut.length === 1 && cut[0].key === keys[at]);
      return fits ? cuts.map(([record]) => record.text) : null;
    },
  };
}

/** The files of one edition of the site. */
class Edition {
  #text;
  #wholes = new Map(); // format -> promise of its records

  /** @param {Index} index @param {(path: string) => Promise<string>} text */
  constructor(index, text) {
    this.index = index;
    this.#text = text;
  }

  /** @returns {Promise<Taken|null>} null when the files do not fit the index */
  async take(format, keys) {
    const { keys: all, now, size } = this.index;
    const wanted = keys ?? all;
    const unknown = wanted.filter((key) => !now.has(key));
    const places = [...new Set(wanted.map((key) => now.get(key)).filter((at) => at !== undefined))];
    const numbers = size ? [...new Set(places.map((at) => Math.floor(at / size)))] : [];
    const isWhole = !size || numbers.length > NEARLY_ALL * Math.ceil(all.length / size);
    const cuts = isWhole ? [await this.#whole(format)] : await Promise.all(numbers.map((number) => this.#part(format, number)));
    if (cuts.includes(null)) return null;
    const byPart = new Map(numbers.map((number, n) => [number, cuts[n]]));
    const textAt = (at) => (isWhole ? cuts[0].records[at] : byPart.get(Math.floor(at / size)).records[at % size]).text;
    return { texts: places.map(textAt), header: cuts[0]?.header ?? "", unknown };
  }

  #whole(format) {
    if (!this.#wholes.has(format)) {
      const coming = this.#cut(format, "data/", this.index.keys);
      this.#wholes.set(format, coming);
      coming.catch(() => this.#wholes.delete(format)); // to be tried again
    }
    return this.#wholes.get(format);
  }

  #part(format, number) {
    const { keys, size } = this.index;
    return this.#cut(format, `data/parts/${number + 1}/`, keys.slice(number * size, (number + 1) * size));
  }

  async #cut(format, folder, keys) {
    const { file, cut, hasKeys } = FORMATS[format];
    const text = await this.#text(folder + file);
    const records = await collect(cut(text));
    const fits = records.length === keys.length && (!hasKeys || records.every((record, at) => record.key === keys[at]));
    return fits ? { records, header: format === "csv" ? csvHeader(text) : "" } : null;
  }
}

/** @param {(path: string) => Promise<string>} text @returns {Promise<Index|null>} null when its parts do not fit */
async function readIndex(text) {
  const [{ unfold }, { furtherFiles, joined }] = await Promise.all([import("../find/unfold.js"), import("../find/parts.js")]);
  const first = JSON.parse(await text("data/search.json"));
  const others = await Promise.all(furtherFiles(first).map((file) => text(`data/${file}`)));
  const json = joined([first, ...others.map((part) => JSON.parse(part))]);
  if (!json) return null;
  const { edition, records = 0, entries: { key: keys, aliases = [] } } = unfold(json);
  const now = new Map(aliases.flatMap((former, at) => (former || []).map((key) => [key, at])));
  keys.forEach((key, at) => now.set(key, at));
  return { edition, keys, now, size: records };
}

async function collect(cuts) {
  const records = [];
  for (const record of cuts) {
    records.push(record);
    if (records.length % CHUNK === 0) await pause();
  }
  return records;
}
