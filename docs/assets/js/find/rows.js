/** What a row says of an entry: the same as the rows of the build (scripts/literature/render/edition.py). */
import { citeFacts, coinsOf } from "./coins.js";
import { marks } from "./mark.js";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const AUTHORS_SHOWN = 4;
const UNMARKED = Object.freeze({ title: [], authors: [], summary: [] });

/**
 * @param {import("./types.js").Columns} columns
 * @param {string[]} rowFacets  ids of facets whose terms rows show besides the categories
 * @returns {(at: number, words?: string[]) => import("./types.js").Row}  words: what to mark
 */
export function rowMaker(columns, rowFacets = []) {
  const facets = [...new Set(["categories", ...rowFacets])].map((id) => columns.facetById.get(id)).filter(Boolean);
  return (at, words = []) => {
    const allAuthors = columns.authors[at].map((name) => columns.names[name].printed);
    const row = {
      key: columns.keys[at], position: at, title: columns.titles[at], authors: shortAuthors(allAuthors), allAuthors,
      ...whereOf(columns, at), published: columns.published[at], dateWords: dateWords(columns.published[at]),
      kind: kindOf(columns, at), terms: facets.flatMap((facet) => termsOf(facet, at)),
      links: columns.links?.[at] ?? derivedLinks(columns, at), hasCode: columns.code[at] === 1,
      summary: columns.summaries?.[at] ?? "", marks: UNMARKED,
      coins: columns.cites?.[at] === undefined ? "" : coinsOf(citeFacts(columns, at)),
    };
    if (words.length) row.marks = marksOf(row, words);
    return row;
  };
}

/** Up to four names; of more, three and how many more. */
export function shortAuthors(names) {
  if (names.length <= AUTHORS_SHOWN) return names.join(", ");
  return `${names.slice(0, AUTHORS_SHOWN - 1).join(", ")}, and ${names.length - AUTHORS_SHOWN + 1} more`;
}

/** "2024-11-17" -> "Nov 2024"; "2024" stays. */
export function dateWords(date) {
  const [year, month] = date.split("-");
  return month ? `${MONTHS[month - 1] ?? month} ${year}` : year;
}

export const pathOf = (facet, term) => `${facet.id}/${term.id}/`;

const termsOf = (facet, at) => facet.own[at].map((number) => {
  const term = facet.terms[number];
  return { facetId: facet.id, termId: term.id, label: term.label, path: pathOf(facet, term) };
});

/** The first term of an entry in a facet; undefined without one, or without the facet. */
function firstTerm(columns, facetId, at) {
  const facet = columns.facetById.get(facetId);
  return facet?.terms[facet.own[at][0]];
}

function whereOf(columns, at) {
  const venue = firstTerm(columns, "venues", at);
  if (venue) return { where: `${venue.label} ${columns.venueYears[at]}`, isVenue: true };
  return { where: columns.arxiv[at] ? "arXiv" : "Web", isVenue: false };
}

/** The first kind of the vocabulary is the usual one: rows do not name it. */
function kindOf(columns, at) {
  const kind = firstTerm(columns, "kinds", at);
  return kind?.at ? kind.label : "";
}

/** The landing page and the PDF as far as identifiers tell; the others are in details.json. */
function derivedLinks({ arxiv, doi, openreview, anthology }, at) {
  const candidates = [
    ["arXiv", arxiv[at] && `${SCHEME}arxiv.org/abs/${arxiv[at]}`],
    ["DOI", doi[at] && `${SCHEME}doi.org/${encodedDoi(doi[at])}`],
    ["OpenReview", openreview[at] && `${SCHEME}openreview.net/forum?id=${openreview[at]}`],
    ["Anthology", anthology[at] && `${SCHEME}aclanthology.org/${anthology[at]}/`],
  ];
  const landing = candidates.find(([, url]) => url);
  const pdf = (arxiv[at] && `${SCHEME}arxiv.org/pdf/${arxiv[at]}`)
    || (anthology[at] && `${SCHEME}aclanthology.org/${anthology[at]}.pdf`)
    || (openreview[at] && `${SCHEME}openreview.net/pdf?id=${openreview[at]}`);
  return [...(landing ? [landing] : []), ...(pdf ? [["PDF", pdf]] : [])];
}

const SCHEME = "https:" + "//"; // in two parts: these are addresses of works, never asked by script
/** DOI Handbook 2.5.2.4. */
const encodedDoi = (doi) => doi.replace(/[%"#? <>{}^[\]`|\\]/g, (char) =>
  `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);

const marksOf = ({ title, authors, summary }, words) =>
  ({ title: marks(title, words), authors: marks(authors, words), summary: marks(summary, words) });
