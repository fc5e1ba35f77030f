/**
 * COinS: what Zotero reads from a row, the same text that the build writes into static rows
 * (scripts/literature/render/meta.py and csl.py; Z39.88-2004).
 * @typedef {{title: string, authors: string[], published: string, venue: {name: string, type: string}|null,
 *   venueYear: number, kindType: string, arxiv: string, doi: string, openreview: string, anthology: string,
 *   url: string, volume: string, number: string, pages: string}} Facts  of an entry
 *   authors: as stored ("Family, Given", groups in braces); url: the address of the cited version
 */

const OF_VENUE = { article: "article-journal", inproceedings: "paper-conference" };
const OF_KIND = { article: "article", post: "post-weblog", report: "report", software: "software" };
const ZOTERO_TYPES = { article: "preprint", "post-weblog": "blogPost", report: "report", software: "computerProgram" };

/** The context object, not escaped for an attribute. @param {Facts} facts */
export const coinsOf = (facts) =>
  [["ctx_ver", "Z39.88-2004"], ...referent(facts)]
    .filter(([, text]) => text)
    .map(([name, text]) => `${name}=${percent(text)}`)
    .join("&");

/** A value of a query: blanks as "+", unreserved characters and :/, as they are. */
const percent = (text) =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"))
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%(?:3A|2F|2C)/g, decodeURIComponent).replaceAll("%20", "+");

/** The venue decides before the kind; whatever has a manuscript is cited as that. */
function workType({ venue, arxiv, openreview, anthology, kindType }) {
  if (venue && OF_VENUE[venue.type]) return OF_VENUE[venue.type];
  return arxiv || openreview || anthology ? "article" : OF_KIND[kindType] ?? "article";
}

/** The venue's year, or the date of first publication where that is the cited version. */
function issued({ venue, venueYear, published, arxiv, openreview }) {
  if (!venue || !venueYear) return published;
  const isFirst = venueYear === Number(published.slice(0, 4)) && !(arxiv || openreview);
  return isFirst ? published : String(venueYear).padStart(4, "0");
}

function* referent(facts) {
  const { title, venue, arxiv, url, volume, number, pages } = facts;
  const type = workType(facts);
  const doi = facts.doi || (type === "article" && arxiv ? `10.48550/arXiv.${arxiv}` : "");
  yield ["rft_id", doi && `info:doi/${doi}`];
  yield ["rft_id", url];
  if (type === "article-journal") {
    yield ["rft_val_fmt", "info:ofi/fmt:kev:mtx:journal"];
    yield ["rft.genre", "article"];
    yield ["rft.atitle", title];
    yield ["rft.jtitle", venue.name];
  } else if (type === "paper-conference") {
    yield ["rft_val_fmt", "info:ofi/fmt:kev:mtx:book"];
    yield ["rft.genre", "proceeding"];
    yield ["rft.atitle", title];
    yield ["rft.btitle", venue.name];
  } else {
    yield ["rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"];
    yield ["rft.type", ZOTERO_TYPES[type]];
    yield ["rft.title", title];
    yield ["rft.publisher", type === "article" && arxiv ? "arXiv" : ""];
  }
  yield* authorsOf(facts.authors);
  yield ["rft.date", issued(facts)];
  yield ["rft.volume", volume];
  yield ["rft.issue", number];
  const dash = pages.indexOf("-");
  yield ["rft.spage", dash < 0 ? pages : pages.slice(0, dash)];
  yield ["rft.epage", dash < 0 ? "" : pages.slice(dash + 1)];
}

/** rft.au for each; a group that comes first as rft.aucorp, which Zotero puts before all. */
function* authorsOf(authors) {
  for (const [index, stored] of authors.entries()) {
    if (stored.startsWith("{") && stored.endsWith("}")) yield [index ? "rft.au" : "rft.aucorp", stored.slice(1, -1).trim()];
    else yield ["rft.au", inverted(stored.split(",").map((part) => part.trim()))];
  }
}

/** "Family, Given" or "Family, Jr, Given"; the suffix goes with the family. */
function inverted([family, second = "", ...rest]) {
  if (!rest.length) return second ? `${family}, ${second}` : family;
  const named = second ? `${family} ${second}` : family;
  return rest.join(", ") ? `${named}, ${rest.join(", ")}` : named;
}

/** The facts of the i-th entry of the decoded data; null before their details are loaded.
 * @returns {Facts|null} */
export function citeFacts(columns, i) {
  if (columns.cites?.[i] === undefined) return null;
  const [volume, number, pages] = columns.cites[i] || ["", "", ""];
  const venue = termOf(columns, "venues", i);
  return {
    title: columns.titles[i],
    authors: columns.authors[i].map((at) => columns.names[at].stored),
    published: columns.published[i],
    venue: venue && { name: venue.fullName, type: venue.type },
    venueYear: columns.venueYears[i],
    kindType: termOf(columns, "kinds", i)?.type ?? "",
    arxiv: columns.arxiv[i],
    doi: columns.doi[i],
    openreview: columns.openreview[i],
    anthology: columns.anthology[i],
    url: columns.urls[i] || (columns.urls[i] === 0 ? columns.links[i][0]?.[1] ?? "" : ""),
    volume, number, pages,
  };
}

function termOf(columns, facetId, i) {
  const facet = columns.facetById.get(facetId);
  const at = facet?.own[i][0];
  return at === undefined ? null : facet.terms[at];
}
