/**
 * Which of the reader's files is the bibliography, and which the paper.
 * @typedef {{name: string, kind: "bib"|"tex"|"", bytes: Uint8Array}} Given
 */
import { isBibtex } from "../bibtex/is_bibtex.js";
import { make, makeButton } from "../shelf/make.js";

/** What a text is; "" when it is neither. */
export function kindOf(name, text) {
  if (/\.bib$/i.test(name)) return "bib";
  if (/\.(?:tex|bbl|ltx)$/i.test(name)) return "tex";
  if (/\\(?:documentclass|bibitem|begin\s*\{document\})/.test(text)) return "tex";
  if (isBibtex(text) || /^[ \t]*@[a-z]+\s*[{(]/im.test(text)) return "bib";
  return /\\[a-z]*cite[a-z]*\*?\s*[[{]/i.test(text) ? "tex" : "";
}

/** The newest of each kind. @param {Given[]} files @returns {Given[]} */
export function addFile(files, name, bytes) {
  const kind = kindOf(name, new TextDecoder("windows-1252").decode(bytes));
  return [...files.filter((file) => file.kind !== kind), { name, kind, bytes }];
}

/** @param {Given[]} files @param {string} text  what was pasted; a file of its kind goes before it */
export function filesOf(files, text) {
  const typed = text.trim() ? addFile([], "", new TextEncoder().encode(text)).map((it) => ({ ...it, name: it.kind === "tex" ? "pasted.tex" : "pasted.bib", isPasted: true })) : [];
  const all = [...files, ...typed];
  const of = (kind) => all.find((file) => file.kind === kind) ?? null;
  return { bib: of("bib"), tex: of("tex"), unknown: of("") };
}

/** @returns {HTMLElement[]} the files that are checked, each with a button that drops it */
export function shownFiles({ bib, tex }, drop) {
  return [bib, tex].filter((file) => file && !file.isPasted).map((file) =>
    make("span.chip", {}, file.name, " ", Object.assign(makeButton("button.plain", "Remove", () => drop(file)), { ariaLabel: `Remove ${file.name}` })));
}
