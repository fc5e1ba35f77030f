/** The comparison as text: CSV (RFC 4180) and a table in Markdown. Pure. */
/** @typedef {import("./table.js").Line} Line */

const FORMULA = /^[\s\p{C}]*[=+\-@\uff0b\uff0d\uff1d\uff20\ufe62\ufe63\ufe66\ufe6b]/u;

/** A cell in quotes; one that a spreadsheet could run starts with an apostrophe (OWASP, CSV Injection). */
const csvCell = (text) => `"${(FORMULA.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
const csvLine = (cells) => `${cells.map(csvCell).join(",")}\r\n`;

/** What a cell holds, in one text. */
const plain = (cell) => cell.map(({ text, href }) => (href ? `${text} ${href}` : text)).join("; ");

/** A line for each field, a column for each entry. @param {string[]} titles @param {Line[]} lines */
export function csvOf(titles, lines) {
  const rows = lines.map((line) => [line.label, ...line.cells.map(plain), line.isSame ? "same" : "differs"]);
  return [["Field", ...titles, "Comparison"], ...rows].map(csvLine).join("");
}

/** @param {string[]} titles @param {string[]} addresses of their pages @param {Line[]} lines */
export function markdownOf(titles, addresses, lines) {
  const head = ["Field", ...titles.map((title, at) => `[${words(title)}](${address(addresses[at])})`)];
  const rows = lines.map((line) => [`${words(line.label)}${line.isSame ? " (same)" : ""}`, ...line.cells.map(cellOf)]);
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

const cellOf = (cell) => cell.map(({ text, href }) => (href ? `[${words(text)}](${address(href)})` : words(text))).join("; ");

/** Text that stays text: CommonMark lets any ASCII sign be escaped (2.4), and a table ends cells at "|". */
const words = (text) => text.replace(/[\p{Zl}\p{Zp}\p{Cc}\s]+/gu, " ").replace(/[\\`*_{}[\]<>()#+!|~&$:@]/g, "\\$&");
const address = (href) => `<${href.replace(/[<>|\s\\]/g, (sign) => encodeURIComponent(sign))}>`;
