/**
 * Changes of a file by position: each gives edits, and touches nothing else.
 * @typedef {import("../bibtex/scan.js").Edit} Edit
 * @typedef {import("../bibtex/read.js").Block} Block
 */

/** The line break that a file uses. @param {string} text */
export const lineBreakOf = (text) => /\r\n|\n|\r/.exec(text)?.[0] ?? "\n";

/** Another value; a bare number stays bare. @returns {Edit[]} */
export function newValue({ start, end, isBare }, value) {
  return [{ start, end, text: isBare && /^[0-9]+$/.test(value) ? value : `{${value}}` }];
}

/** Another name and value in the place of a field. @returns {Edit[]} */
export const newField = ({ nameStart, end }, name, value) => [{ start: nameStart, end, text: `${name} = {${value}}` }];

/** A field without its comma and the blanks before it. @param {string} text @returns {Edit[]} */
export function withoutField(text, { nameStart, end }) {
  let start = nameStart;
  while (" \t\r\n".includes(text[start - 1])) start--;
  // A brace too many may stand before the comma.
  const comma = /[ \t\r\n]*(?:,|\}[ \t\r\n]*,(?=[ \t\r\n]*[A-Za-z][\w+-]*[ \t]*=))/y;
  comma.lastIndex = end;
  return [{ start, end: comma.test(text) ? comma.lastIndex : end, text: "" }];
}

/** One more field behind the last, as the fields before it are set. @param {string} text @param {Block} block @returns {Edit[]} */
export function moreField(text, block, name, value) {
  const last = block.fields.at(-1);
  if (!last) {
    const comma = /[ \t\r\n]*,/y;
    comma.lastIndex = block.keyEnd;
    const at = comma.test(text) ? comma.lastIndex : block.keyEnd;
    return [{ start: at, end: at, text: `${at === block.keyEnd ? "," : ""}${lineBreakOf(text)}  ${name} = {${value}}${at === block.keyEnd ? "" : ","}` }];
  }
  const before = /(?:\r\n|\n|\r)?[ \t]*$/.exec(text.slice(block.start, last.nameStart))[0] || " ";
  return [{ start: last.end, end: last.end, text: `,${before}${name} = {${value}}` }];
}

/** A whole block and the blank line behind it. @param {string} text @param {Block} block @returns {Edit[]} */
export function withoutBlock(text, { start, end }) {
  const blank = /[ \t]*(?:\r\n|\n|\r){0,2}/y;
  blank.lastIndex = end;
  blank.test(text);
  const isOwnLine = start === 0 || "\r\n".includes(text[start - 1]);
  return [{ start, end: isOwnLine ? Math.max(end, blank.lastIndex) : end, text: "" }];
}

/** A block that programs pass over: its text stays, its "@" go. @param {string} text @param {Block} block @returns {Edit[]} */
export function setAside(text, { start, end }) {
  const edits = [];
  for (let at = start; at < end; at++) {
    if (text[at] === "@") edits.push({ start: at, end: at + 1, text: at === start ? "" : " at " });
  }
  return edits;
}
