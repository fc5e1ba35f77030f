/**
 * The answers of DataCite, Crossref and OpenAlex -> facts. Nothing of an answer is certain: what is
 * not as expected is not there.
 * @typedef {import("./facts.js").Facts} Facts
 */
import { arxivOfDoi } from "./arxiv.js";
import { readIdentifiers } from "./identify.js";
import { stored, turned } from "./names.js";
import { plain } from "./text.js";
import { dateFault, nameFault } from "./values.js";

const MOST_AUTHORS = 3000;
const TITLE = 500;

/** What lies behind names and positions; undefined when it is not there. */
const part = (value, ...path) => path.reduce((at, step) => (at !== null && typeof at === "object" && Object.hasOwn(at, step) ? at[step] : undefined), value);
const items = (value, ...path) => {
  const found = part(value, ...path);
  return Array.isArray(found) && found.length <= 10_000 ? found : [];
};
const text = (value, ...path) => {
  const found = part(value, ...path);
  return Number.isSafeInteger(found) && found >= 0 ? String(found) : found;
};

/** @typedef {{particles: string[], latex: import("../bibtex/latex_read.js").LatexReader}} Tools */

/** @param {Tools} tools @returns {Facts} */
export function ofDataCite(answer, { particles, latex }) {
  const work = part(answer, "data", "attributes");
  const dates = items(work, "dates");
  const first = dates.filter((date) => part(date, "dateType") === "Submitted").map((date) => text(date, "date"));
  const issued = dates.filter((date) => ["Issued", "Available"].includes(part(date, "dateType"))).map((date) => text(date, "date"));
  const related = items(work, "relatedIdentifiers").filter((it) => part(it, "relationType") === "IsVersionOf");
  const names = items(work, "creators").map((creator) => (part(creator, "nameType") === "Organizational"
    ? stored({ family: plain(text(creator, "name"), 190), isGroup: true })
    : person(latex, particles, text(creator, "familyName"), text(creator, "givenName"), "", text(creator, "name"))));
  const titles = items(work, "titles").filter((title) => !part(title, "titleType"));
  return {
    source: "DataCite",
    entry: {
      title: titleOf(latex, part(titles, 0, "title")), authors: authorsOf(names),
      published: earliest([...first, ...(first.length ? [] : issued)].map(dateOf)) || dateOf(text(work, "publicationYear")),
      arxiv: arxivOfDoi(plain(text(work, "doi"), 200)),
      doi: related.map((it) => doiOf(text(it, "relatedIdentifier"))).find(Boolean) ?? "",
    },
  };
}

/** @param {Tools} tools @returns {Facts} */
export function ofCrossref(answer, { particles, latex }) {
  const work = part(answer, "message");
  const dates = ["published-online", "published-print", "published", "issued", "posted"].map((name) => dateOfParts(items(work, name, "date-parts", 0)));
  const venueDate = ["published-print", "published", "issued"].map((name) => dateOfParts(items(work, name, "date-parts", 0))).find(Boolean) ?? "";
  const names = items(work, "author").map((author) => (part(author, "name")
    ? stored({ family: plain(text(author, "name"), 190), isGroup: true })
    : person(latex, particles, text(author, "family"), text(author, "given"), text(author, "suffix"))));
  const [title, subtitle] = ["title", "subtitle"].map((name) => titleOf(latex, part(work, name, 0)));
  const preprints = items(work, "relation", "has-preprint").map((it) => arxivOfDoi(plain(text(it, "id"), 200)));
  const venues = [text(work, "container-title", 0), text(work, "event", "name"), text(work, "short-container-title", 0)].map((name) => plain(name, 300));
  return {
    source: "Crossref",
    entry: {
      title: subtitle && !title.includes(subtitle) ? `${title}: ${subtitle}` : title, authors: authorsOf(names),
      published: earliest(dates), doi: doiOf(text(work, "DOI")), arxiv: preprints.find(Boolean) ?? "",
      volume: plain(text(work, "volume"), 20), number: plain(text(work, "issue"), 20), pages: pagesOf(text(work, "page")),
    },
    venues: part(work, "type") === "posted-content" ? [] : venues.filter(Boolean), venueYear: venueDate.slice(0, 4),
  };
}

/** @param {Tools} tools @returns {Facts} */
export function ofOpenAlex(answer, { particles, latex }) {
  const names = items(answer, "authorships").map((it) =>
    person(latex, particles, "", "", "", text(it, "raw_author_name") ?? text(it, "author", "display_name")));
  const pages = [text(answer, "biblio", "first_page"), text(answer, "biblio", "last_page")].map((page) => plain(page, 20)).filter(Boolean);
  const source = plain(text(answer, "primary_location", "source", "display_name"), 300);
  const day = dateOf(text(answer, "publication_date"));
  const year = dateOf(text(answer, "publication_year"));
  const places = items(answer, "locations").map((it) => readIdentifiers(plain(text(it, "landing_page_url"), 300)).found.arxiv);
  return {
    source: "OpenAlex",
    entry: {
      title: titleOf(latex, part(answer, "display_name") ?? part(answer, "title")), authors: authorsOf(names),
      published: day.endsWith("-01-01") ? day.slice(0, 4) : day || year, doi: doiOf(text(answer, "doi")),
      arxiv: places.find(Boolean) ?? "", volume: plain(text(answer, "biblio", "volume"), 20),
      number: plain(text(answer, "biblio", "issue"), 20), pages: pages[0] === pages[1] ? pages[0] ?? "" : pages.join("-"),
    },
    venues: /arxiv|zenodo|repository/i.test(source) ? [] : [source].filter(Boolean), venueYear: year,
  };
}

const titleOf = (latex, raw) => plain(latex.read(plain(raw, TITLE * 4)).text, TITLE);

/** As an entry has it; "" for what no author is. Parts that the source tells apart are kept apart. */
function person(latex, particles, family, given, suffix, whole) {
  const [last, first, jr, name] = [family, given, suffix, whole].map((raw) =>
    latex.read(plain(raw, 200)).text.replace(/^[\s*†‡§¶#,;0-9]+|[\s*†‡§¶#,;0-9]+$/g, ""));
  const made = last && first ? stored({ family: last, given: first, suffix: jr })
    : (last || name).includes(",") ? (last || name) : turned(last || name, particles);
  const fixed = suffixOf(made);
  return nameFault(fixed) || /\bet\.? al\b|^(?:and )?others$/i.test(last || name) ? "" : fixed;
}

/** "Kennedy III, Monroe" -> "Kennedy, III, Monroe". */
const suffixOf = (name) => name.replace(/^([^,]+?),? ((?:Jr|Sr)\.?|I{2,3}|IV|VI{1,3}), ([^,]+)$/, "$1, $2, $3");

/** All or none: a list with gaps would be a wrong one. */
const authorsOf = (names) => (names.length <= MOST_AUTHORS && names.every(Boolean) ? [...new Set(names)] : []);

function dateOf(raw) {
  const found = /^[0-9]{4}(?:-[0-9]{2}){0,2}(?![0-9])/.exec(typeof raw === "string" ? raw.slice(0, 40) : "")?.[0] ?? "";
  return found && !dateFault(found) && found >= "1400" ? found : "";
}

function dateOfParts(parts) {
  const numbers = parts.filter((it) => Number.isInteger(it) && it > 0).slice(0, 3);
  return dateOf(numbers.map((it, at) => String(it).padStart(at ? 2 : 4, "0")).join("-"));
}

/** The first date; of two that may be the same, the one that says more. */
export const earliest = (dates) => {
  const whole = (date) => `${date}-99-99`.slice(0, 10);
  return dates.filter(Boolean).sort((one, other) => (whole(one) < whole(other) ? -1 : Number(whole(one) > whole(other))))[0] ?? "";
};

function doiOf(raw) {
  const { doi = "" } = readIdentifiers(plain(raw, 300)).found;
  return doi;
}

const pagesOf = (raw) => plain(raw, 60).replace(/\s*(?:--+|[‐‑‒–—−])\s*/g, "-");
