/**
 * BibTeX files of any quality as blocks, each with its place in the text. What is damaged harms
 * its own block alone: the next line that begins an entry ends it.
 * @typedef {import("./scan.js").Fault} Fault
 * @typedef {import("./scan.js").Field} Field
 * @typedef {{kind: "entry"|"string"|"preamble"|"comment"|"stray", type: string, typeStart: number, start: number, end: number,
 *            key: string, keyStart: number, keyEnd: number, fields: Field[], faults: Fault[], isReadable: boolean}} Block
 *   type, names of fields: in small letters. stray: an "@" that begins no entry. isReadable: bibtex takes it
 *   once the edits of its faults are made
 */
import { MACROS, readFields, readKey } from "./entry.js";
import { Scanner } from "./scan.js";

const HEAD = /@[ \t\r\n]*([A-Za-z][\w-]*)[ \t\r\n]*([{(])/y;
const LINE_HEAD = /^[ \t]*@[ \t]*[A-Za-z]+[ \t\r\n]*[{(]/gm;
const INLINE_HEAD = /[ \t})\r\n]@(?:article|book|inproceedings|conference|incollection|inbook|misc|online|phdthesis|mastersthesis|techreport|report|unpublished|proceedings|string)[ \t]*[{(][ \t]*[^ \t\r\n,={}"]+[ \t]*[,=]/i;
const LONGEST_COMMENT = 500;
/** Faults that stop no program. */
export const MILD = new Set(["macro", "twice", "swallowed"]);

/** @param {string} text @returns {Generator<Block>} in the order of the file */
export function* readBlocks(text) {
  const heads = Array.from(text.matchAll(LINE_HEAD), (found) => found.index + found[0].indexOf("@"));
  const macros = new Map(MACROS);
  let next = 0;
  for (let from = 0, start; (start = text.indexOf("@", from)) >= 0;) {
    while (next < heads.length && heads[next] <= start) next++;
    const block = readBlock(text, from, start, heads[next] ?? text.length, macros);
    if (block.kind === "string") for (const field of block.fields) macros.set(field.name, field.text);
    yield block;
    from = block.end;
  }
}

function readBlock(text, from, start, limit, macros) {
  HEAD.lastIndex = start;
  const [head, type = "", opening] = HEAD.exec(text) ?? [];
  const blank = { kind: "stray", type: type.toLowerCase(), typeStart: 0, start, end: start + 1, key: "", keyStart: 0, keyEnd: 0, fields: [], faults: [], isReadable: true };
  const isComment = /%[^\r\n]*$/.test(text.slice(Math.max(from, start - LONGEST_COMMENT), start));
  if (!head || isComment) return { ...blank, isReadable: false };
  const inside = start + head.length;
  const base = { ...blank, typeStart: start + head.search(/[A-Za-z]/), end: inside };
  if (base.type === "comment") return { ...base, kind: "comment", end: endOfComment(text, inside - 1) };
  const read = (isCareful, reach) => readInside(text, base, inside, opening, reach, macros, isCareful);
  const strict = read(false, limit);
  if (!strict.faults.some(({ code }) => code !== "macro" && code !== "twice")) return withoutSurplus(text, strict, limit);
  const next = text.slice(inside, limit).search(INLINE_HEAD); // a slice: what lies behind is not looked through
  const careful = read(true, next < 0 ? limit : inside + next + 1);
  const isClean = isRead(mended(text, careful), macros);
  if (!isClean && strict.faults.every(({ code }) => MILD.has(code))) return strict; // bibtex reads it, oddly
  return withoutSurplus(text, { ...careful, isReadable: isClean }, limit);
}

function readInside(text, base, inside, opening, limit, macros, isCareful) {
  const scanner = new Scanner(text, inside, limit, isCareful);
  const closer = opening === "(" ? ")" : "}";
  const kind = base.type === "string" || base.type === "preamble" ? base.type : "entry";
  const block = { ...base, kind };
  if (kind === "entry") Object.assign(block, readKey(scanner, closer));
  if (kind === "preamble") block.fields = [{ name: "preamble", nameStart: inside, ...scanner.value("preamble", macros) }];
  block.fields = [...block.fields, ...readFields(scanner, closer, macros)];
  return { ...block, end: scanner.at, faults: scanner.faults, isReadable: !scanner.faults.some(({ code }) => !MILD.has(code)) };
}

/** The text of a block after all that mends it. */
function mended(text, { start, end, faults }) {
  return applied(text.slice(start, end), faults.flatMap(({ edits }) => edits).map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start })));
}

const isCut = ({ start, end }) => Number(end > start);

/** @param {string} text @param {import("./scan.js").Edit[]} edits  those inside of another are left out */
export function applied(text, edits) {
  const order = edits.map((edit, at) => ({ ...edit, at })).sort((one, other) => one.start - other.start || Boolean(one.isLast) - Boolean(other.isLast) || isCut(one) - isCut(other) || other.end - one.end || one.at - other.at);
  const parts = [];
  let from = 0, isReplaced = false, isGone = false;
  for (const { start, end, text: put, isWithin, isBehind } of order) {
    if (start < from || (start === from && ((isWithin && isReplaced) || (isBehind && isGone)))) continue;
    parts.push(text.slice(from, start), put);
    isReplaced = end > start || (isReplaced && start === from);
    isGone = end > start ? !put : isGone && start === from;
    from = end;
  }
  return parts.join("") + text.slice(from);
}

/** Whether a text is one block without a fault. */
function isRead(text, macros) {
  HEAD.lastIndex = 0;
  const [head, type, opening] = HEAD.exec(text) ?? [];
  if (!head) return false;
  const base = { type: type.toLowerCase(), fields: [] };
  const again = readInside(text, base, head.length, opening, text.length, macros, false);
  return again.isReadable && again.end === text.length;
}

/** A brace too many behind an entry harms nothing, but is not meant. */
function withoutSurplus(text, block, limit) {
  const found = /[ \t\r\n]*\}/y;
  found.lastIndex = block.end;
  const match = block.isReadable && found.exec(text);
  if (!match || found.lastIndex > limit) return block;
  const at = found.lastIndex - 1;
  return { ...block, end: at + 1, faults: [...block.faults, { code: "surplus", at, name: "", word: "", edits: [{ start: at, end: at + 1, text: "" }] }] };
}

/** Behind the brace that closes it; without one, the end of the line. */
function endOfComment(text, start) {
  for (let at = start, depth = 0; at < text.length; at++) {
    if ("{(".includes(text[at]) && (text[at] === "{" || at === start)) depth++;
    else if ((text[at] === "}" || (text[start] === "(" && depth === 1 && text[at] === ")")) && --depth === 0) return at + 1;
  }
  const end = text.indexOf("\n", start);
  return end < 0 ? text.length : end;
}
