/**
 * The export files of the build, fetched once when asked, checked against the index, and cut.
 * @typedef {import("./records.js").Cut} Cut
 * @typedef {{edition: string, keys: string[], now: Map<string, number>}} Index
 *          now: key, or former key -> position
 * @typedef {{index: Index, records: Cut[], header: string}} Loaded
 */
import { FORMATS, csvHeader } from "./records.js";

/** The site was renewed while the page was open, and its files do not fit each other. */
export class FilesChanged extends Error {
  isChange = true;
}

const CHUNK = 500;
/** Lets the page answer the reader between two pieces of work. */
export const pause = () => new Promise((resolve) => { setTimeout(resolve, 0); });

/** @param {string} root address of the site, with its last slash
 *  @param {(address: string, options: object) => Promise<Response>} fetcher */
export function filesOf(root, fetcher = (...parts) => fetch(...parts)) {
  const loaded = new Map(); // format -> promise of Loaded

  async function text(path, cache) {
    const response = await fetcher(new URL(path, root).href, { cache });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.text();
  }

  async function load(format, edition, cache) {
    const { file, cut, hasKeys } = FORMATS[format];
    const [index, whole] = await Promise.all([
      text("data/search.json", cache).then(indexOf),
      text(`data/${file}`, cache),
    ]);
    const records = await collect(cut(whole));
    const fits = records.length === index.keys.length && (!edition || edition === index.edition) &&
      (!hasKeys || records.every((record, at) => record.key === index.keys[at]));
    return fits ? { index, records, header: format === "csv" ? csvHeader(whole) : "" } : null;
  }

  async function loadAgain(format, edition) {
    const found = await load(format, edition, "default") ?? await load(format, edition, "reload");
    if (!found) throw new FilesChanged("The files do not fit each other.");
    return found;
  }

  return {
    /** @param {string} format @param {string} [edition] of the list that the reader sees @returns {Promise<Loaded>} */
    records(format, edition = "") {
      const asked = (loaded.get(format) ?? Promise.resolve(null))
        .then((known) => (known && (!edition || edition === known.index.edition) ? known : loadAgain(format, edition)));
      loaded.set(format, asked);
      asked.catch(() => loaded.delete(format)); // to be tried again
      return asked;
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

/** @returns {Promise<Index>} */
async function indexOf(text) {
  const { unfold } = await import("../find/unfold.js");
  const { edition, entries: { key: keys, aliases = [] } } = unfold(JSON.parse(text));
  const now = new Map(aliases.flatMap((former, at) => (former || []).map((key) => [key, at])));
  keys.forEach((key, at) => now.set(key, at));
  return { edition, keys, now };
}

async function collect(cuts) {
  const records = [];
  for (const record of cuts) {
    records.push(record);
    if (records.length % CHUNK === 0) await pause();
  }
  return records;
}
