/** A BibTeX entry -> what the form can hold of it. */
import { authorsOf, identifiersOf } from "../bibtex/facts.js";
import { plain } from "./text.js";

/**
 * @param {import("./bibtex_read.js").Bibtex} bibtex @param {import("../bibtex/latex_read.js").LatexReader} latex
 * @returns {{facts: import("./facts.js").Facts, faults: string[]}} faults: what could not be read, in sentences
 */
export function factsOfBibtex({ fields, faults: first }, latex) {
  const faults = [...first];
  const text = (name, most = 500) => {
    const { text: read, unknown } = latex.read(fields[name] ?? "");
    if (unknown.length) faults.push(`${name}: ${unknown.join(" ")} is LaTeX that this form cannot read.`);
    return plain(read, most);
  };
  const title = [text("title"), text("subtitle")].filter(Boolean).join(": ");
  const entry = {
    title, authors: authorsOf(fields.author ?? fields.editor ?? "", latex, faults), ...identifiersOf(fields, faults),
    published: dateOf(fields), volume: /^abs\//.test(fields.volume ?? "") ? "" : text("volume", 20), number: text(fields.number ? "number" : "issue", 20),
    pages: /arxiv/i.test(fields.pages ?? "") ? "" : (fields.pages ?? "").replace(/\s*(?:--+|[–—-])\s*/g, "-").trim(),
  };
  if (!fields.author && fields.editor) faults.push("It names editors and no authors; the editors were taken.");
  const preprint = /arxiv|preprint|openreview|corr\b/i;
  const places = ["booktitle", "journal", "journaltitle", "booktitleaddon", "series"].map((name) => text(name));
  const venue = places.filter((place) => place && !preprint.test(place));
  return { facts: { source: "BibTeX", entry, venues: venue, venueYear: entry.published.slice(0, 4) }, faults };
}

/** "2024-06-12", "2024-06" or "2024". */
function dateOf({ date = "", year = "", month = "", day = "" }) {
  const whole = /^[0-9]{4}(?:-[0-9]{2}){0,2}(?![0-9])/.exec(date)?.[0];
  if (whole) return whole;
  const digits = /(?:1[89]|20)[0-9]{2}/.exec(year || date)?.[0] ?? "";
  const names = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
  const word = month.trim().toLowerCase();
  const number = Number(/^[0-9]{1,2}/.exec(word)?.[0]) || names.indexOf(word.slice(0, 3)) + 1;
  if (!digits || number < 1 || number > 12) return digits;
  const two = (value) => String(value).padStart(2, "0");
  const dayNumber = Number(/^[0-9]{1,2}$/.exec(day.trim())?.[0] ?? 0);
  return `${digits}-${two(number)}${dayNumber ? `-${two(dayNumber)}` : ""}`;
}
