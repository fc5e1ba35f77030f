/** What a view of the library asks for, whole and valid; and its address. Pure; never throws. */
import { SORTS, sortOf } from "./order.js";

export const MAX_TEXT = 1000; // characters of a query, as query.js reads them
export const MAX_IDS = 5000;

/** @returns {import("./types.js").State} */
export const emptyState = () => ({
  text: "", facets: {}, authors: { any: [], none: [] }, from: 0, to: 0, code: "", reviewed: "",
  since: "", sort: "", view: "", ids: [], unknown: [],
});

/**
 * A state of which nothing is missing and every part is of its type; what is not valid is left out.
 * @param {Partial<import("./types.js").State>} state
 * @returns {import("./types.js").State}
 */
export function fullState(state) {
  const given = isObject(state) ? state : {};
  const years = [given.from, given.to].map((year) => (isYear(year) ? year : 0));
  const [from, to] = years[0] && years[1] ? years.sort((a, b) => a - b) : years;
  const facets = Object.entries(isObject(given.facets) ? given.facets : {})
    .map(([id, sides]) => [id, readSides(sides)])
    .filter(([, { any, none }]) => any.length || none.length);
  return {
    text: cleanText(given.text), facets: Object.fromEntries(facets), authors: readSides(given.authors), from, to,
    code: oneOf(["yes", "no"], given.code), reviewed: oneOf(["yes", "no"], given.reviewed),
    since: isDay(given.since) ? given.since : "", sort: oneOf(SORTS, given.sort),
    view: oneOf(["compact"], given.view), ids: texts(given.ids).slice(0, MAX_IDS), unknown: texts(given.unknown),
  };
}

/**
 * What follows the path in the address of a view: "?q=bees&year=2024#ids=a,b". "" for everything.
 * Two states that ask for the same have the same address.
 * @param {Partial<import("./types.js").State>} state
 * @param {string[]} facetIds  all facets, in the order they shall have; without it by their ids
 */
export function stateToUrl(state, facetIds = null) {
  const { text, facets, authors, from, to, code, reviewed, since, sort, view, ids } = fullState(state);
  const order = (facetIds ?? Object.keys(facets).sort()).filter((id) => Object.hasOwn(facets, id));
  const trimmed = text.trim();
  const query = [
    ["q", trimmed],
    ...order.map((id) => [id, sidesText(facets[id])]),
    ["author", sidesText(authors)], ["year", yearsText(from, to)],
    ["code", FLAGS[code]], ["reviewed", FLAGS[reviewed]], ["since", since],
    ["sort", sort === sortOf({ sort: "", text: trimmed }) || (sort === "relevance" && !trimmed) ? "" : sort], ["view", view],
  ].filter(([, value]) => value).map(encoded).join("&");
  return (query && `?${query}`) + (ids.length ? `#${encoded(["ids", ids.join(",")])}` : "");
}

const FLAGS = { yes: "1", no: "0", "": "" };
const YEAR_DIGITS = 4;
const encoded = (pair) => new URLSearchParams([pair]).toString().replaceAll("%2C", ",");
const sidesText = ({ any, none }) => [...[...any].sort(), ...none.map((id) => `-${id}`).sort()].join(",");
const yearText = (year) => (year ? String(year).padStart(YEAR_DIGITS, "0") : "");
const yearsText = (from, to) => (from === to ? yearText(from) : `${yearText(from)}-${yearText(to)}`);

/** Text without controls and halves of characters, of bounded length. */
export const cleanText = (text) => (typeof text === "string" ? wellFormed(text.slice(0, MAX_TEXT)) : "");
export const wellFormed = (text) => text.replace(/\p{Cc}/gu, " ").replace(/\p{Cs}/gu, "\ufffd");

export const isYear = (year) => Number.isInteger(year) && year >= 1 && year <= 9999;

/** Whether it is an ISO day that exists. */
export function isDay(text) {
  if (typeof text !== "string" || !/^[1-9]\d{3}-\d\d-\d\d$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

const isObject = (value) => typeof value === "object" && value !== null;
const oneOf = (values, value) => (values.includes(value) ? value : "");
const texts = (list) => (Array.isArray(list) ? [...new Set(list.filter((it) => typeof it === "string" && it))] : []);

/** What is excluded is not asked for as well. */
function readSides(sides) {
  const none = texts(sides?.none);
  return { any: texts(sides?.any).filter((id) => !none.includes(id)), none };
}
