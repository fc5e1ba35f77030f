/**
 * All that is found in a file, and the file with the changes that the reader ticked.
 * @typedef {{group: string, line: number, key: string, words: string, rows: [string, string, string][],
 *            edits: import("../bibtex/scan.js").Edit[], at?: number}} Finding
 *   rows: label, what the file has, what would stand there; edits: none where a person must decide
 * @typedef {{id: number, group: string, line: number, key: string, words: string, rows: [string, string, string][],
 *            hasChange: boolean, at: number}} Told  a finding as the page gets it
 * @typedef {{line: number, key: string, how: string, at: number, title: string}} Here
 * @typedef {{count: number, isTex: boolean, notes: string[], here: Here[], told: Told[],
 *            absent: {row: import("../find/types.js").Row, why: string}[], entries: Record<number, {key: string, title: string, where: string}>}} Report
 */
import { decoded, isUtf8, ofBytes, toBytes } from "../bibtex/bytes.js";
import { LatexReader } from "../bibtex/latex_read.js";
import { applied, readBlocks } from "../bibtex/read.js";
import { rowMaker } from "../find/rows.js";
import { absentEntries } from "./absent.js";
import { checkCapitals } from "./capitals.js";
import { checkCited, matchTex } from "./cited.js";
import { checkCommas } from "./commas.js";
import { compareWork } from "./compare.js";
import { checkDuplicates } from "./duplicates.js";
import { Library } from "./library.js";
import { matchWork } from "./match.js";
import { checkRequired } from "./required.js";
import { checkSyntax } from "./syntax.js";
import { lines, readTex } from "./tex.js";
import { workOf } from "./work.js";

const SLICE = 50; // entries between two pauses

export class Checker {
  #text = "";
  /** @type {import("../bibtex/scan.js").Edit[][]} */ #edits = [];

  /** @param {object} search @param {string} bibliography @param {object} latex  of submit.json @param {string[]} rowFacets */
  load(search, bibliography, latex, rowFacets) {
    this.library = new Library(search, bibliography);
    this.latex = new LatexReader(latex);
    this.makeRow = rowMaker(this.library.columns, rowFacets);
  }

  /**
   * @param {{bib: Uint8Array|null, tex: Uint8Array|null}} files
   * @returns {Generator<number, Report>} pauses now and then, with the number of entries read
   */
  * check({ bib, tex }) {
    const cites = tex && readTex(decoded(ofBytes(tex)));
    this.#text = bib ? ofBytes(bib) : "";
    this.#edits = [];
    if (!bib) return this.#told([...matchTex(cites, this.library, this.latex)].map((it) => ({ ...it, title: "" })), [], [], true, cites.cited.size || cites.items.length);
    const found = [], works = [], notes = notesOf(bib, this.#text);
    const lineOf = lines(this.#text);
    for (const block of readBlocks(this.#text)) {
      if (block.kind === "stray" || block.faults.length) found.push(...checkSyntax(block, this.#text, lineOf));
      if (block.kind === "entry") works.push(this.#match(block, lineOf(block.start), found));
      if (works.length % SLICE === 0) yield works.length;
    }
    yield* this.#checkWorks(works, cites, found);
    const here = works.map(({ line, key, how, at, title }) => ({ line, key, how, at, title }));
    return this.#told(here, found, notes, false, works.length);
  }

  #match(block, line, found) {
    const work = workOf(block, line, this.latex);
    const { at, how, wrongId, other } = matchWork(work, this.library);
    if (wrongId) {
      found.push({ group: "differs", line, key: work.key, at: other, words: `The ${wrongId} leads to another work.`,
        rows: [["Title", work.title, this.library.columns.titles[other]]], edits: [] });
    }
    return Object.assign(work, { at, how });
  }

  * #checkWorks(works, cites, found) {
    const desk = { library: this.library, text: this.#text, latex: this.latex, cited: cites && !cites.isAll ? new Set(cites.cited.keys()) : null };
    const byKey = new Map(works.map((work) => [work.key.toLowerCase(), work]));
    found.push(...checkDuplicates(works, desk));
    for (const [n, work] of works.entries()) {
      const own = work.block.isReadable ? [...this.#checkWork(work, byKey, desk)] : [];
      found.push(...own);
      if (n % SLICE === 0) yield works.length;
    }
    if (cites) found.push(...checkCited(cites, works));
  }

  * #checkWork(work, byKey, desk) {
    const compared = work.at < 0 ? [] : [...compareWork(work, desk)];
    yield* compared;
    if (!compared.some(({ rows, edits }) => edits.length && rows.some(([label]) => label === "Authors"))) yield* checkCommas(work, this.#text);
    const hasNewTitle = compared.some(({ rows, edits }) => edits.length && rows.some(([label]) => label === "Title"));
    if (!hasNewTitle) yield* checkCapitals(work, this.#text, work.at < 0 ? "" : this.library.record(work.at).fields.get("title"));
    if (!compared.some(({ group }) => group === "published")) yield* checkRequired(work, byKey, desk);
  }

  /** @param {Here[]} all @param {Finding[]} found @returns {Report} */
  #told(all, found, notes, isTex, count) {
    const order = found.map((finding, n) => ({ ...finding, n })).sort((one, other) => one.line - other.line || one.n - other.n);
    this.#edits = order.map(({ edits }) => edits);
    const told = order.map(({ group, line, key, words, rows, edits, at = -1 }, id) => ({ id, group, line, key, words, rows, hasChange: edits.length > 0, at }));
    const present = [...new Set(all.map(({ at }) => at).filter((at) => at >= 0))];
    const named = new Set([...present, ...told.map(({ at }) => at).filter((at) => at >= 0)]);
    return {
      count, isTex, notes, told, here: all,
      entries: Object.fromEntries([...named].map((at) => [at, this.#entry(at)])),
      absent: absentEntries(present, this.library).map(({ at, why }) => ({ row: this.makeRow(at), why })),
    };
  }

  #entry(at) {
    const { key, title, where } = this.makeRow(at);
    return { key, title, where };
  }

  /** The file with these changes; all else is byte for byte as it was. @param {number[]} ids @returns {Uint8Array} */
  repaired(ids) {
    const edits = [...ids].sort((one, other) => one - other).flatMap((id) => this.#edits[id] ?? []);
    // What mends the writing comes before what is put beside it.
    return toBytes(applied(this.#text, edits));
  }
}

function notesOf(bytes, text) {
  const [first, second] = bytes;
  const isWide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return [
    isWide ? "The file is UTF-16, which BibTeX cannot read; the repaired one is UTF-8." : "",
    isUtf8(text) ? "" : `Not all of the file is UTF-8 (first in line ${firstOdd(text)}); such lines are read as Windows-1252 and stay as they are.`,
  ].filter(Boolean);
}

function firstOdd(text) {
  return text.split(/\r\n|\n|\r/).findIndex((line) => !isUtf8(line)) + 1;
}
