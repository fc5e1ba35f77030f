/**
 * An export: the records of some entries as the build wrote them, under a comment that says what
 * they are. Imported when somebody asks for one.
 * @typedef {{keys: string[]|null, edition?: string, words: string, address: string}} Wanted
 *          keys: null for all entries, in the order of the files; edition: of the list they are from
 * @typedef {{parts: string[], name: string, type: string, count: number, unknown: string[]}} Made
 */
import { pause } from "./files.js";
import { fileName } from "./file_name.js";
import { heading } from "./heading.js";
import { FORMATS } from "./records.js";

export { filesOf } from "./files.js";
export { localDay } from "./file_name.js";

const FEW = 12;
const CHUNK = 500;

/** The records of the entries in the order of the keys, and the keys that the library does not know.
 * @param {ReturnType<import("./files.js").filesOf>} files @param {string} format @param {Wanted} wanted
 * @returns {Promise<{texts: string[], header: string, unknown: string[]}>} */
export async function recordsOf(files, format, { keys, edition = "" }) {
  const few = format === "bib" && keys && keys.length <= FEW ? await files.few(keys) : null;
  if (few) return { texts: few, header: "", unknown: [] };
  return files.take(format, keys, edition);
}

/** The file to download. @param {Wanted & {site: string, date: string}} wanted
 * @param {(done: number, of: number) => void} progress @returns {Promise<Made>} */
export async function makeExport(files, format, wanted, progress = () => {}) {
  const { texts, header, unknown } = await recordsOf(files, format, wanted);
  const { ending, type, join: [before, between, after] } = FORMATS[format];
  const about = { ...wanted, count: texts.length };
  const parts = [heading(format, about), before, header];
  for (let at = 0; at < texts.length; at += CHUNK) {
    if (at) {
      progress(at, texts.length);
      await pause();
      parts.push(between);
    }
    parts.push(texts.slice(at, at + CHUNK).join(between));
  }
  parts.push(after);
  return { parts, name: fileName(about, ending), type, count: texts.length, unknown };
}
