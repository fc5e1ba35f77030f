/** The BibTeX record of an entry, to the byte as scripts/literature/render/bibtex.py writes it. */
import { inBraces } from "./latex_write.js";
import { landing } from "./links.js";
import { parseName } from "./names.js";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const HOW = { software: "Computer software", post: "Blog post", report: "Technical report" };
// What BibTeX would split or take for "et al."
const NOT_IN_PART = /[,={}"]|(?<![\p{L}\p{N}_])and(?![\p{L}\p{N}_])|^\s*(?:others\s*)?$/iu;
const NOT_ALONE = new RegExp(`\\s|${NOT_IN_PART.source}`, "iu");
// BibTeX takes all before the last lower-case word for particles: "Ramón y" of "Ramón y Cajal".
const LATE_PARTICLE = /^(?![a-z])[\p{L}\p{N}_]\S*(?: \S+)* [a-z]/u;
const NO_VENUE = { bibtex: "", fullName: "" };

/**
 * @param {import("./record.js").Entry} entry @param {string} key
 * @param {import("./record.js").Format} format @param {import("./latex_write.js").LatexWriter} latex
 */
export function renderRecord(entry, key, format, latex) {
  const venue = venueOf(entry, format);
  const work = workOf(entry, format);
  const text = (value) => `{${latex.encode(value)}}`;
  const year = yearOf(entry);
  const fields = [
    ["title", `{${latex.encodeTitle(entry.title ?? "", entry.nickname ?? "")}}`],
    ["author", `{${(entry.authors ?? []).map((name) => nameOf(parseName(name), latex)).join(" and ")}}`],
    ...container(entry, venue, work, text),
    ["year", `{${year.padStart(4, "0")}}`],
    ...month(entry, venue, year),
    ...identifiers(entry, venue),
  ];
  const type = ["article", "inproceedings"].includes(venue.bibtex) ? venue.bibtex : "misc";
  return `@${type}{${key},\n${fields.map(([name, value]) => `  ${name} = ${value},\n`).join("")}}`;
}

function venueOf({ venue }, { terms }) {
  const term = venue && facetOf(terms, "venues")?.byId.get(venue);
  return term ? { bibtex: term.bibtex ?? "", fullName: term.name || term.label } : NO_VENUE;
}

/** Whatever has a manuscript is cited as that. */
function workOf({ arxiv, openreview, anthology, kind }, { terms }) {
  if (arxiv || openreview || anthology || !kind) return "article";
  return facetOf(terms, "kinds")?.byId.get(kind)?.type ?? "article";
}

const facetOf = (terms, id) => [...terms.values()].find(({ facet }) => facet.id === id)?.facet;
const yearOf = ({ venue, venue_year: venueYear, published = "" }) => (venue && venueYear) || published.slice(0, 4);

function container(entry, venue, work, text) {
  const { track = "", volume, number, pages } = entry;
  const issue = [
    ...(volume ? [["volume", text(volume)]] : []),
    // Classic styles want a number only beside the volume of a journal.
    ...(number ? [[venue.bibtex === "article" && volume ? "number" : "issue", text(number)]] : []),
    ...(pages ? [["pages", `{${pages.replaceAll("-", "--")}}`]] : []),
  ];
  if (venue.bibtex === "inproceedings") return [["booktitle", text(withTrack(venue.fullName, track))], ...issue];
  if (venue.bibtex === "article") return [["journal", text(venue.fullName)], ...issue, ...(track ? [["note", text(track)]] : [])];
  if (venue.bibtex) return [["howpublished", text(withTrack(venue.fullName, track))]];
  return HOW[work] ? [["howpublished", text(HOW[work])]] : [];
}

function withTrack(venue, track) {
  if (!track) return venue;
  return `${venue}${venue.includes(":") ? "," : ":"} ${track}`;
}

/** The month of first publication is no month of the proceedings. */
function month({ published = "" }, venue, year) {
  const isFirst = year === published.slice(0, 4) && !["article", "inproceedings"].includes(venue.bibtex);
  const name = MONTHS[Number(published.slice(5, 7)) - 1];
  return isFirst && name ? [["month", name]] : [];
}

function identifiers(entry, venue) {
  const isPublished = Boolean(entry.doi) || ["article", "inproceedings"].includes(venue.bibtex);
  const doi = isPublished ? entry.doi : entry.arxiv && `10.48550/arXiv.${entry.arxiv}`;
  const url = address(entry, isPublished);
  return [
    ...(doi ? [["doi", `{${quoted(doi, /[^!-$&-[\]-z|~]/gu)}}`]] : []),
    ...(entry.arxiv ? [["eprint", `{${entry.arxiv}}`], ["archivePrefix", "{arXiv}"]] : []),
    ...(url ? [["url", `{${quoted(url, /[^!#-;=?-[\]_a-z~]/gu)}}`]] : []),
  ];
}

/** Of a published work the publisher's page, of any other the best there is. */
function address(entry, isPublished) {
  const { anthology, openreview, url, doi } = entry;
  if (!isPublished) return landing(entry);
  if (anthology || openreview) return landing({ anthology, openreview: anthology ? "" : openreview });
  return url || (doi ? landing({ doi }) : landing(entry));
}

const quoted = (text, pattern) => text.replace(pattern, (char) =>
  encodeURIComponent(char.isWellFormed?.() === false ? "\ufffd" : char));

/** One author as BibTeX reads names: "von Last, Jr, First", a group in braces. */
function nameOf({ family, given, suffix, isGroup }, latex) {
  const part = (text, trouble) => (trouble.test(text) ? inBraces(latex.encode(text)) : latex.encode(text));
  if (isGroup) return inBraces(latex.encode(family));
  if (!given && !suffix) return part(family, NOT_ALONE);
  const first = LATE_PARTICLE.test(family) ? inBraces(latex.encode(family)) : part(family, NOT_IN_PART);
  return [first, ...(suffix ? [part(suffix, NOT_IN_PART)] : []), part(given, NOT_IN_PART)].join(", ");
}
