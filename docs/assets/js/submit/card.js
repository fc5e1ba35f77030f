/** The row of an entry that is not there yet, as templates/row.html has it. */
import { make } from "../shelf/make.js";
import { rowLinks } from "./links.js";
import { printed } from "./names.js";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const AUTHORS_SHOWN = 4;

/**
 * @param {import("./record.js").Entry} entry @param {import("./record.js").Format} format
 * @param {string[]} rowFacets  ids of facets whose terms rows show besides the categories
 * @returns {HTMLElement}
 */
export function drawCard(entry, format, rowFacets) {
  const { title = "", authors = [], summary = "", published = "" } = entry;
  const [year, month] = published.split("-");
  const when = MONTHS[month - 1] ? `${MONTHS[month - 1]} ${year}` : year;
  return make("article.entry", {},
    make("h3.entry__title", {}, title || make("span.n", {}, "Title")),
    make("p.entry__by", {}, shortAuthors(authors.map(printed)) || make("span.n", {}, "Authors")),
    make("p.entry__where", {}, ...where(entry, format), " ", ...(when ? [make("time", {}, when)] : [])),
    make("p.entry__summary", {}, summary),
    make("p.entry__terms", {}, ...terms(entry, format, rowFacets)),
    make("p.entry__links", {}, ...rowLinks(entry).flatMap(([label, address]) => link(label, address)), make("span.n", {}, "Cite")));
}

/** Up to four names; of more, three and how many more. */
export function shortAuthors(names) {
  if (names.length <= AUTHORS_SHOWN) return names.join(", ");
  return `${names.slice(0, AUTHORS_SHOWN - 1).join(", ")}, and ${names.length - AUTHORS_SHOWN + 1} more`;
}

function where({ venue, venue_year: year = "", arxiv }, { terms: fields }) {
  const label = venue && fields.get("venue")?.facet.byId.get(venue)?.label;
  return label ? [make("b", {}, `${label} ${year}`.trim())] : [arxiv ? "arXiv" : "Web"];
}

/** The first kind of the vocabulary is the usual one: rows do not name it. */
function terms(entry, { terms: fields }, rowFacets) {
  const shown = [...fields.values()].filter(({ name, facet }) => facet.field === name && ["categories", ...rowFacets].includes(facet.id));
  const kind = fields.get("kind")?.facet;
  const kindLabel = entry.kind && kind?.terms[0].id !== entry.kind ? kind?.byId.get(entry.kind)?.label : "";
  const labels = shown.flatMap(({ name, facet }) => [entry[name] ?? []].flat().map((id) => facet.byId.get(id)?.label ?? id));
  return [...(kindLabel ? [make("b", {}, kindLabel), " "] : []), labels.join(" · ")];
}

/** An address that the form says is wrong leads nowhere. */
function link(label, address) {
  if (!/^https:\/\/[^\s]+$/i.test(address)) return [];
  return [make("a", { href: address, target: "_blank", rel: "noopener" }, label), " "];
}
