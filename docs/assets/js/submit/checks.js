/**
 * What is wrong with an entry as far as it is filled in, in the words of scripts/literature/rules.py
 * and read.py. That something is missing is no fault here.
 */
import { arxivFault, arxivMonth, arxivOfDoi, sameArxiv } from "./arxiv.js";
import { comparisonForm } from "../find/fold.js";
import { readIdentifiers } from "./identify.js";
import { lengthOf, shown, unsafeIn } from "./text.js";
import { codeFault, dateFault, nameFault, urlFault, yearFault } from "./values.js";

const FAULT_OF = { "partial-date": dateFault, year: yearFault, url: urlFault, urls: urlFault };
const FAULT_IN = { authors: nameFault, code: codeFault };

/**
 * @param {import("./record.js").Entry} entry @param {import("./record.js").Format} format
 * @param {string} today  ISO
 * @returns {Map<string, string>} field -> the first thing that is wrong with it, a sentence
 */
export function faultsOf(entry, format, today) {
  const faults = new Map();
  for (const [name, message] of [...ofValues(entry, format), ...RULES.flatMap((rule) => rule(entry, format, today))]) {
    if (message && !faults.has(name)) faults.set(name, `${message[0].toUpperCase()}${message.slice(1)}.`);
  }
  return faults;
}

/** Fields that every entry needs and this one lacks. @returns {string[]} */
export function missingIn(entry, { fields, terms, order }) {
  const isNeeded = (name) => (terms.get(name) ?? fields[name])?.required && name !== "added";
  return order.filter((name) => isNeeded(name) && !entry[name]?.length);
}

/** Whether a reader can reach the work. */
export const hasWayIn = (entry) =>
  ["arxiv", "doi", "openreview", "anthology", "url", "code", "project"].some((name) => entry[name]);

function ofValues(entry, format) {
  return Object.entries(entry).flatMap(([name, value]) => {
    const limits = format.fields[name];
    if (format.terms.has(name)) return [[name, termFault(value, format.terms.get(name))]];
    if (!limits) return [];
    if (!Array.isArray(value)) return [[name, valueFault(name, value, limits)]];
    const twice = value.length > 50 ? "" : value.find((item, at) => value.indexOf(item) < at);
    return [
      [name, value.length > limits.items ? `${value.length.toLocaleString("en")} lines; at most ${limits.items.toLocaleString("en")} are allowed` : ""],
      ...value.map((item) => [name, valueFault(name, item, limits)]),
      [name, twice ? `'${shown(twice)}' is listed twice; keep one` : ""],
    ];
  });
}

function termFault(value, { facet, max, label }) {
  const ids = [value].flat();
  const unknown = ids.find((id) => !facet.byId.has(id));
  if (unknown) return `unknown term '${shown(unknown, 60)}'`;
  return ids.length > max && max > 1 ? `${ids.length} ${label.toLowerCase()}; at most ${max} are allowed` : "";
}

function valueFault(name, text, { type, max, pattern, example }) {
  const unsafe = unsafeIn(text);
  if (unsafe) return `a character that one cannot see (U+${unsafe.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}) is not allowed; remove it`;
  if (pattern) return patternFault(name, text, pattern, example) || lengthFault(text, max);
  return lengthFault(text, max) || (FAULT_IN[name] ?? FAULT_OF[type])?.(text) || "";
}

const lengthFault = (text, max) => (lengthOf(text) > max ? `${lengthOf(text).toLocaleString("en")} characters; shorten to ${max.toLocaleString("en")}` : "");

function patternFault(name, text, pattern, example) {
  const whole = new RegExp(`^(?:${pattern})$`);
  if (whole.test(text)) return "";
  const bare = readIdentifiers(text).found[name] ?? "";
  if (!whole.test(bare)) return `'${shown(text)}' is not of the right form; write it like ${example}`;
  return `'${shown(text)}' is ${text.replace(bare, "").includes("/") ? "a URL" : "not bare"}; write ${bare}`;
}

const RULES = [
  function datesAreInOrder({ published = "", arxiv = "" }, format, today) {
    if (!published || dateFault(published)) return [];
    const [year, month = 1] = published.split("-").map(Number);
    if (year < 1800) return [["published", `${year} is too early; write the year of first publication`]];
    if (`${published}-01-01`.slice(0, 10) > today) return [["published", `${published} is after today`]];
    if (!arxiv || patternFault("arxiv", arxiv, format.fields.arxiv.pattern) || arxivFault(arxiv)) return [];
    const [given, in_] = arxivMonth(arxiv);
    // An id is given out at submission and announced some days later.
    const isLate = year * 12 + month > given * 12 + in_ + 1;
    return isLate ? [["published", `${published} is later than arXiv ${arxiv}, which is from ${given}-${String(in_).padStart(2, "0")}`]] : [];
  },
  function arxivIdIsPossible({ arxiv = "" }, format) {
    const fault = arxiv && !patternFault("arxiv", arxiv, format.fields.arxiv.pattern) ? arxivFault(arxiv) : "";
    return fault ? [["arxiv", `'${arxiv}' ${fault}; copy the id from the arXiv page`]] : [];
  },
  function arxivDoiAgrees({ doi = "", arxiv = "" }) {
    const inside = arxivOfDoi(doi);
    if (inside && !arxiv) return [["doi", `this is the DOI of arXiv ${inside}; write that id under arXiv instead`]];
    if (!inside || sameArxiv(inside) === sameArxiv(arxiv)) return [];
    return [["doi", `this is the DOI of arXiv ${inside}, but the arXiv id is ${arxiv}; keep the right one`]];
  },
  function anthologyDoiAgrees({ doi = "", anthology = "" }) {
    const inside = /^10\.18653\/v1\/(.+)$/i.exec(doi)?.[1] ?? "";
    if (!inside || !anthology || inside.toLowerCase() === anthology.toLowerCase()) return [];
    return [["doi", `is of ${shown(inside)}, but the Anthology id is ${anthology}; keep the right one`]];
  },
  function venueHasYear(entry) {
    const { venue, venue_year: year, published = "" } = entry;
    const alone = ["venue_year", "track", "volume", "number", "pages"].filter((name) => entry[name] && !venue);
    return [
      ["venue_year", venue && !year ? "add the year of the venue" : ""],
      ...alone.map((name) => [name, "this needs a venue; add the venue or remove this"]),
      ["venue_year", year && !yearFault(year) && !dateFault(published) && year < published.slice(0, 4)
        ? `${year} is before the first publication, ${published}` : ""],
    ];
  },
  function titleIsPlain({ title = "", alt_titles: others = [] }) {
    return [["title", title], ...others.map((other) => ["alt_titles", other])].map(([name, text]) => {
      if (/\\[a-zA-Z"'`^~=.]|\{\\/.test(text)) return [name, "this holds LaTeX; write the characters themselves"];
      const letters = text.match(/\p{L}/gu) ?? [];
      const isShouted = letters.length > 20 && letters.every((letter) => /\p{Lu}/u.test(letter));
      return [name, isShouted ? "this is all capitals; write it as a sentence or in title case" : ""];
    });
  },
  function titlesDiffer({ title = "", alt_titles: others = [] }) {
    const same = others.some((other) => other.toLowerCase() === title.toLowerCase() && comparisonForm(other) === comparisonForm(title));
    return [["alt_titles", same ? "this is the title itself; remove it" : ""]];
  },
  function summaryIsLong({ summary = "" }, { minSummary }) {
    return [["summary", summary && lengthOf(summary) < minSummary ? `${lengthOf(summary)} characters; write at least ${minSummary}` : ""]];
  },
];
