/** The addresses of a work, as scripts/literature/model.py derives them from its identifiers. */

const SCHEME = "https:" + "//"; // in two parts: these are addresses of works, never asked by script
/** DOI Handbook 2.5.2.4. */
const encodedDoi = (doi) => doi.replace(/[%"#? <>{}^[\]`|\\]/g, (char) =>
  `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);

/** Label and address, most useful first. @param {import("./record.js").Entry} entry @returns {[string, string][]} */
export function linksOf({ arxiv, doi, openreview, anthology, url, code, project }) {
  const pdf = (arxiv && `${SCHEME}arxiv.org/pdf/${arxiv}`)
    || (anthology && `${SCHEME}aclanthology.org/${anthology}.pdf`)
    || (openreview && `${SCHEME}openreview.net/pdf?id=${openreview}`);
  return [
    ["arXiv", arxiv && `${SCHEME}arxiv.org/abs/${arxiv}`],
    ["PDF", pdf],
    ["DOI", doi && `${SCHEME}doi.org/${encodedDoi(doi)}`],
    ["OpenReview", openreview && `${SCHEME}openreview.net/forum?id=${openreview}`],
    ["Anthology", anthology && `${SCHEME}aclanthology.org/${anthology}/`],
    ["Page", url],
    ["Code", code],
    ["Project", project],
  ].filter(([, address]) => address);
}

/** The one best address; "" when none is known. @param {import("./record.js").Entry} entry */
export function landing(entry) {
  const links = linksOf(entry).filter(([label]) => label !== "PDF");
  return (links.find(([label]) => label === "DOI") ?? links[0])?.[1] ?? "";
}

/** What a row shows: one page, the PDF, the code. @param {import("./record.js").Entry} entry */
export function rowLinks(entry) {
  const links = linksOf(entry);
  const first = links.find(([label]) => !["PDF", "Code", "Project"].includes(label));
  const others = links.filter(([label]) => label === "PDF" || label === "Code");
  const chosen = [...(first ? [first] : []), ...others];
  return chosen.filter(([, address], at) => chosen.findIndex((link) => link[1] === address) === at);
}
