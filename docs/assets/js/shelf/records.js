/**
 * The files of the build cut into records, and records put together again, byte for byte.
 * Each cutter knows how the build prints its format (scripts/literature/render), and no more: what
 * does not look so gives fewer records, which whoever asked notices by their number.
 * @typedef {{text: string, key: string}} Cut  a record as it stands in its file; key "" where the format has none
 * @typedef {{file: string, ending: string, type: string, hasKeys: boolean,
 *            cut: (text: string) => Generator<Cut>, join: [string, string, string]}} Format
 *          join: what comes before the records, between two of them, and after the last
 */

/** @type {Record<string, Format>} */
export const FORMATS = {
  bib: {
    file: "literature.bib", ending: ".bib", type: "application/x-bibtex",
    hasKeys: true, cut: cutBib, join: ["", "\n\n", "\n"],
  },
  biblatex: {
    file: "literature.biblatex.bib", ending: ".biblatex.bib", type: "application/x-bibtex",
    hasKeys: true, cut: cutBib, join: ["", "\n\n", "\n"],
  },
  ris: {
    file: "literature.ris", ending: ".ris", type: "application/x-research-info-systems",
    hasKeys: true, cut: cutRis, join: ["", "\n", ""],
  },
  csl: {
    file: "literature.csl.json", ending: ".csl.json", type: "application/json",
    hasKeys: true, cut: cutCsl, join: ["[\n", ",\n", "\n]\n"],
  },
  csv: {
    file: "literature.csv", ending: ".csv", type: "text/csv",
    hasKeys: true, cut: cutCsv, join: ["", "", ""],
  },
  md: {
    file: "literature.md.txt", ending: ".md", type: "text/markdown",
    hasKeys: false, cut: cutLines, join: ["", "", ""],
  },
  txt: {
    file: "literature.txt", ending: ".txt", type: "text/plain",
    hasKeys: false, cut: cutLines, join: ["", "", ""],
  },
};

const firstGroup = (text, pattern) => pattern.exec(text)?.[1] ?? "";

/** A record begins at a line that starts with "@"; no value holds a line break. */
export function* cutBib(text) {
  let at = text.startsWith("@") ? 0 : text.indexOf("\n@") + 1;
  if (at === 0 && !text.startsWith("@")) return;
  while (at < text.length) {
    const next = text.indexOf("\n@", at);
    const record = text.slice(at, next < 0 ? text.length : next).replace(/\n+$/, "");
    yield { text: record, key: firstGroup(record, /^@\w+\{([^,\s]+),/) };
    if (next < 0) return;
    at = next + 1;
  }
}

/** From a TY line to the ER line, its line break included. */
export function* cutRis(text) {
  const last = "\nER  - \n";
  for (let at = 0; text.startsWith("TY  - ", at);) {
    const end = text.indexOf(last, at);
    if (end < 0) return;
    const record = text.slice(at, end + last.length);
    yield { text: record, key: firstGroup(record, /^ID {2}- (.*)$/m) };
    at = end + last.length + 1;
  }
}

/** The build begins and ends each object with a brace on a line of its own. */
export function* cutCsl(text) {
  for (let at = text.indexOf("\n{\n") + 1; at > 0;) {
    const end = text.indexOf("\n}", at);
    if (end < 0) return;
    const record = text.slice(at, end + 2);
    yield { text: record, key: firstGroup(record, /^ "id": "([^"]*)"/m) };
    at = text.startsWith(",\n{\n", end + 2) ? end + 4 : 0;
  }
}

/** Rows below the header, each with its line break (RFC 4180); the key is the first cell. */
export function* cutCsv(text) {
  const rows = csvRows(text);
  rows.next();
  for (const row of rows) yield { text: row, key: firstGroup(row, /^"?([a-z0-9]+)"?(?:,|\r|$)/) };
}

/** The header line of a table, with its line break. */
export const csvHeader = (text) => csvRows(text).next().value ?? "";

function* csvRows(text) {
  for (let from = 0; from < text.length;) {
    const end = endOfRow(text, from);
    yield text.slice(from, end);
    from = end;
  }
}

/** Where the next row begins: after the first line break that stands in no quoted cell. */
function endOfRow(text, from) {
  for (let at = from; ;) {
    const lineBreak = text.indexOf("\n", at);
    const quote = text.indexOf('"', at);
    if (lineBreak < 0) return text.length;
    if (quote < 0 || lineBreak < quote) return lineBreak + 1;
    const closing = text.indexOf('"', quote + 1);
    if (closing < 0) return text.length;
    at = closing + 1; // a doubled quote opens the cell again at once
  }
}

/** One citation per line. */
export function* cutLines(text) {
  for (let at = 0; at < text.length;) {
    const end = text.indexOf("\n", at);
    yield { text: text.slice(at, end < 0 ? text.length : end + 1), key: "" };
    if (end < 0) return;
    at = end + 1;
  }
}
