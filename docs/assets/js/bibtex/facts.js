/** What the fields of an entry say: its identifiers and its authors. */
import { readIdentifiers } from "../submit/identify.js";
import { stored } from "../submit/names.js";
import { plain } from "../submit/text.js";
import { isSuffix } from "../submit/values.js";

/** @param {Record<string, string>} fields @param {string[]} faults  gets sentences @returns {import("../submit/identify.js").Identifiers} */
export function identifiersOf(fields, faults) {
  const eprint = `${fields.archiveprefix ?? ""}${fields.eprinttype ?? ""}`.toLowerCase();
  const doi = fields.doi?.replace(/^.*doi\.org\//i, "").replaceAll("\\_", "_").replace(/[{}]/g, "").trim();
  const sources = [
    doi && `doi:${doi}`,
    fields.eprint && (eprint === "arxiv" || !eprint) && fields.eprint.replace(/^arxiv:/i, ""),
    /arxiv/i.test(`${fields.journal} ${fields.note} ${fields.howpublished}`) && `${fields.journal} ${fields.note} ${fields.howpublished}`,
    /^(?:corr|arxiv)/i.test(fields.journal ?? "") && /^(?:abs\/|[0-9]{4}\.[0-9])/.test(fields.volume ?? "")
      && `arXiv:${fields.volume.replace(/^abs\//, "")}`, // as DBLP wrote it
    fields.url?.replace(/^\\url\{(.*)\}$/, "$1"), /https?:/.test(fields.howpublished ?? "") && /https?:[^\s{}]+/.exec(fields.howpublished)[0],
  ];
  const all = {};
  for (const source of sources.filter(Boolean)) {
    const { found, fault } = readIdentifiers(source.replace(/\{\\([%_&])\}|\\([%_&])/g, "$1$2"));
    if (fault) faults.push(fault);
    for (const [kind, value] of Object.entries(found)) {
      if (kind === "url" && Object.keys(all).length) continue;
      if (all[kind] && all[kind].toLowerCase() !== value.toLowerCase()) faults.push(`It has two values for ${kind}, ${all[kind]} and ${value}; the first was taken.`);
      all[kind] ??= value;
    }
  }
  return all;
}

/**
 * The authors as an entry of this site has them: "Family, Given".
 * @param {string} value @param {import("./latex_read.js").LatexReader} latex @param {string[]} faults  gets sentences
 */
export function authorsOf(value, latex, faults) {
  const names = splitOutside(value, /\s+and\s+/iy).map((name) => name.trim()).filter(Boolean);
  const isCut = names.at(-1)?.toLowerCase() === "others";
  if (isCut) faults.push("The list of authors ends with “and others”; add the others.");
  return (isCut ? names.slice(0, -1) : names).map((name) => nameOf(name, latex, faults)).filter(Boolean);
}

/** One name by the rules of BibTeX: "First von Last", "von Last, First", "von Last, Jr, First", "{Group}". */
function nameOf(value, latex, faults) {
  const read = (text) => {
    const { text: plainText, unknown } = latex.read(text);
    if (unknown.length) faults.push(`author: ${unknown.join(" ")} is LaTeX that this form cannot read.`);
    return plain(plainText, 200);
  };
  if (/^\{[^]*\}$/.test(value) && closes(value)) return stored({ family: read(value), isGroup: true });
  const parts = splitOutside(value, /\s*,\s*/y).map(read);
  if (parts.length === 2) return stored({ family: parts[0], given: parts[1] });
  if (parts.length > 2) return stored({ family: parts[0], suffix: parts[1], given: parts.slice(2).join(" ") });
  const words = splitOutside(value, /[\s~]+/y);
  const suffix = words.length > 2 && isSuffix(words.at(-1)) ? words.pop() : "";
  const particle = words.findIndex((word, at) => at < words.length - 1 && /^\p{Ll}/u.test(word.replace(/^\{\\[^A-Za-z]*/, "")));
  const start = particle >= 0 ? particle : words.length - 1;
  return stored({ family: read(words.slice(start).join(" ")), given: read(words.slice(0, start).join(" ")), suffix });
}

/** Whether the brace at the start is closed by the one at the end. */
function closes(value) {
  let depth = 0;
  return [...value].every((sign, at, all) => {
    depth += (sign === "{") - (sign === "}");
    return depth > 0 || at === all.length - 1;
  });
}

/** The parts between separators that stand outside braces. */
function splitOutside(value, separator) {
  const parts = [""];
  for (let at = 0, depth = 0; at < value.length;) {
    separator.lastIndex = at;
    const found = depth === 0 ? separator.exec(value)?.[0] : "";
    if (found) {
      parts.push("");
      at += found.length;
      continue;
    }
    depth += (value[at] === "{") - (value[at] === "}");
    parts.push(parts.pop() + value[at++]);
  }
  return parts;
}
