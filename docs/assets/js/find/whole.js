/** All that the two files hold of one entry, for the page that sets entries side by side. */
import { pathOf } from "./rows.js";

/**
 * @param {import("./types.js").Columns} columns
 * @param {number} at  position of the entry
 * @param {import("./types.js").Row} row
 * @returns {import("./types.js").Whole}
 */
export function wholeOf(columns, at, row) {
  const { nicknames, altTitles, added, arxiv, doi, openreview, anthology, facets } = columns;
  return {
    row, nickname: nicknames[at], altTitles: altTitles[at], added: added[at],
    ids: { arXiv: arxiv[at], DOI: doi[at], OpenReview: openreview[at], Anthology: anthology[at] },
    facets: facets.map((facet) => ({
      id: facet.id, label: facet.label, singular: facet.singular,
      terms: facet.own[at].map((number) => facet.terms[number])
        .map((term) => ({ label: term.label, path: pathOf(facet, term) })),
    })),
  };
}
