/**
 * The one row, as scripts/literature/render/templates/row.html has it.
 * @typedef {import("../find/types.js").Row} Row
 */
import { make } from "../finder/make.js";
import { pieces } from "../finder/pieces.js";

export const ROOT = new URL("../../../", import.meta.url).href;

const pattern = make("article.entry", {},
  make("h3.entry__title", {}, make("a")),
  make("p.entry__by"),
  make("p.entry__where"),
  make("p.entry__summary"),
  make("p.entry__terms"),
  make("p.entry__links"));
const termOf = new WeakMap();

/** @param {Row} row @returns {HTMLElement} */
export function drawRow(row) {
  const article = pattern.cloneNode(true);
  const [title, by, where, summary, terms, links] = article.children;
  article.id = row.key;
  title.firstChild.href = pageOf(row.key);
  title.firstChild.append(...marked(row.title, row.marks?.title));
  by.append(...marked(row.authors, row.marks?.authors));
  where.append(row.isVenue ? make("b", {}, row.where) : row.where, " ",
    make("time", { datetime: row.published }, row.dateWords));
  summary.append(...marked(row.summary, row.marks?.summary));
  if (row.kind) terms.append(make("b", {}, row.kind), " ");
  for (const term of row.terms) terms.append(termLink(term), " ");
  links.append(...linksOf(row));
  addCoins(article, row);
  return article;
}

/** What came later: the summary and all links. @param {HTMLElement} article @param {Row} row */
export function completeRow(article, row) {
  const links = article.querySelector(".entry__links");
  article.querySelector(".entry__summary").replaceChildren(...marked(row.summary, row.marks?.summary));
  if (!links.contains(document.activeElement)) links.replaceChildren(...linksOf(row));
  addCoins(article, row);
}

/** What Zotero reads; it comes with the summaries. */
function addCoins(article, { coins }) {
  if (coins && !article.querySelector(".Z3988")) article.append(make("span.Z3988", { title: coins }));
}

/** The term that a link of a row stands for; undefined for links that are not of our drawing. */
export const termOfLink = (link) => termOf.get(link);

/** @param {string} text @param {[number, number][]} [ranges] @returns {(string|HTMLElement)[]} */
export const marked = (text, ranges) =>
  pieces(text, ranges).map((piece) => (piece.isMarked ? make("mark", {}, piece.text) : piece.text));

/** The address as a link may have it; "" for anything but the web. @param {string} address */
export function webAddress(address) {
  try {
    const url = new URL(address);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : "";
  } catch {
    return "";
  }
}

/** The address of a page of this site; the site itself for a path that leads elsewhere. @param {string} path */
export function siteAddress(path) {
  try {
    const { href } = new URL(path, ROOT);
    return href.startsWith(ROOT) ? href : ROOT;
  } catch {
    return ROOT;
  }
}

const pageOf = (key) => `${ROOT}entries/${encodeURIComponent(key)}/`;

function termLink(term) {
  const link = make("a", { href: siteAddress(term.path) }, term.label);
  termOf.set(link, term);
  return link;
}

function linksOf({ key, links }) {
  const safe = links.map(([label, url]) => [label, webAddress(url)]).filter(([, href]) => href);
  const drawn = safe.flatMap(([label, href]) => [make("a", { href }, label), " "]);
  const cite = make("a", { href: `${pageOf(key)}${encodeURIComponent(key)}.bib`, "data-copy": "" }, "Cite");
  return [...drawn, cite];
}
