/** A way out of an empty list: which one condition to drop, and how many entries that gives. */
import { size } from "./bits.js";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const FLAGS = { code: ["Has code", "No code"], reviewed: ["Peer-reviewed", "Not peer-reviewed"] };

/**
 * @param {import("./types.js").Columns} columns
 * @param {import("./facets.js").Filters} filters
 * @param {import("./facets.js").Selection} selection  of which nothing is left
 * @param {import("./types.js").State} state
 * @returns {import("./types.js").Advice[]} most entries first; empty when no single condition is to blame
 */
export function adviceFor(columns, filters, selection, state) {
  return selection.conditions
    .map(({ id }) => ({ ...wordsAndPatch(columns, id, state), total: size(filters.without(selection, id)) }))
    .filter(({ total }) => total > 0)
    .sort((one, other) => other.total - one.total);
}

function wordsAndPatch(columns, id, state) {
  switch (id) {
    case "text": return { label: `“${shortened(state.text)}”`, patch: { text: "" } };
    case "ids": return { label: idsWords(state.ids.length), patch: { ids: [] } };
    case "years": return { label: yearsWords(state.from, state.to), patch: { from: 0, to: 0 } };
    case "since": return { label: `Added since ${dayWords(state.since)}`, patch: { since: "" } };
    case "code":
    case "reviewed": return { label: FLAGS[id][state[id] === "yes" ? 0 : 1], patch: { [id]: "" } };
    default: return sideWords(columns, id, state);
  }
}

/** @param {string} id  "models.any": the terms of that facet of which an entry must have one */
function sideWords(columns, id, state) {
  const cut = id.lastIndexOf(".");
  const name = id.slice(0, cut);
  const side = id.slice(cut + 1);
  const isFacet = columns.facetById.has(name);
  const sides = isFacet ? state.facets[name] : state.authors;
  const labels = sides[side].map(isFacet
    ? (termId) => columns.facetById.get(name).byId.get(termId)?.label
    : (slug) => columns.people.labels[columns.people.find(slug)]).filter(Boolean);
  const label = `${side === "none" ? "not " : ""}${labels.join(" or ")}`;
  const left = { ...sides, [side]: [] };
  if (!isFacet) return { label, patch: { authors: left } };
  const facets = { ...state.facets, [name]: left };
  if (!left.any.length && !left.none.length) delete facets[name];
  return { label, patch: { facets } };
}

const idsWords = (count) => (count === 1 ? "1 chosen entry" : `${count} chosen entries`);

function yearsWords(from, to) {
  if (from && to) return from === to ? String(from) : `${from} to ${to}`;
  return from ? `${from} or later` : `${to} or earlier`;
}

function dayWords(day) {
  const [year, month, date] = day.split("-").map(Number);
  return `${date} ${MONTHS[month - 1]} ${year}`;
}

const shortened = (text) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
