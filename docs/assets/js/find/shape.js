/** Whether what was loaded has the shape that the build writes; else an Error that says what is wrong. */

export const VERSION = 3;
const isText = (value) => typeof value === "string";
const isNumber = (value) => Number.isInteger(value) && value >= 0;
const isTexts = (value) => Array.isArray(value) && value.every(isText);
const isLink = (value) => Array.isArray(value) && value.length === 2 && isTexts(value);
const isDay = (value) => isText(value) && /^\d{4}-\d\d-\d\d$/.test(value);
const isDate = (value) => isText(value) && /^\d{4}(?:-\d\d){0,2}$/.test(value);
const zeroOr = (test) => (value) => value === 0 || test(value);
const below = (end) => (value) => Array.isArray(value) && value.every((it) => isNumber(it) && it < end);

const SEARCH_COLUMNS = {
  key: isText, title: isText, nickname: isText, alt_titles: zeroOr(isTexts), published: isDate,
  added: isDay, venue_year: isNumber, arxiv: isText, doi: isText, openreview: isText,
  anthology: isText, aliases: zeroOr(isTexts), code: (value) => value === 0 || value === 1,
};
const DETAILS_COLUMNS = {
  summary: isText, links: (value) => Array.isArray(value) && value.every(isLink),
  url: zeroOr(isText), cite: zeroOr((value) => isTexts(value) && value.length === 3),
};

/** @throws {Error} unless it is a search.json of this version, unfolded */
export function checkSearch(json) {
  const check = checkHead(json, "search.json");
  if (json.of !== undefined) checkParts(json, check);
  check.list("facets", json.facets, isFacet);
  check.list("names", json.names, isText);
  check.columns({ ...SEARCH_COLUMNS, authors: below(json.names.length) });
  check.columns(Object.fromEntries(
    json.facets.map((facet) => [`terms.${facet.id}`, below(facet.terms.length)])));
}

/** @throws {Error} unless it is a details.json, or a piece of one, that goes with the library */
export function checkDetails(json, { of, piece }) {
  const check = checkHead(json, "details.json");
  if (json.start === undefined) {
    const count = piece ? 0 : of;
    if (json.count !== count) check.fail(`has ${shown(json.count)} entries instead of ${count}`);
    check.list("pages", json.pages, (page) => isTexts(page) && page.length === 4);
  } else if (!isNumber(json.start)) check.fail("is damaged: it does not say where it begins");
  check.columns(DETAILS_COLUMNS);
}

function checkHead(json, file) {
  const fail = (what) => { throw new Error(`${file} ${what}`); };
  if (!isObject(json)) fail("is damaged: it holds no object");
  if (json.version !== VERSION) fail(`is of version ${shown(json.version)}; this page reads version ${VERSION}`);
  if (!isText(json.edition) || !json.edition) fail("is damaged: it names no edition");
  if (!isNumber(json.count)) fail("is damaged: it does not say how many entries it has");
  if (!isObject(json.entries)) fail("is damaged: it has no entries");
  const list = (name, values, test) => {
    if (!Array.isArray(values)) fail(`is damaged: "${name}" is no list`);
    const at = values.findIndex((value) => !test(value));
    if (at >= 0) fail(`is damaged: "${name}" has a wrong value at ${at}`);
  };
  const columns = (tests) => {
    for (const [name, test] of Object.entries(tests)) {
      const values = Object.hasOwn(json.entries, name) ? json.entries[name] : undefined;
      list(name, values, test);
      if (values.length !== json.count) fail(`is damaged: "${name}" has ${values.length} values instead of ${json.count}`);
    }
  };
  return { fail, list, columns };
}

/** What the first of several parts says besides. */
function checkParts({ count, of, ends, records, details, years }, { fail }) {
  const isWell = Array.isArray(ends) && ends.includes(count) && ends.at(-1) === of
    && [...ends, of, records, details, years?.[0], years?.[1]].every(isNumber);
  if (!isWell) fail("is damaged: what it says of its parts is wrong");
}

function isFacet(facet) {
  return isObject(facet) && [facet.id, facet.field, facet.label, facet.singular].every(isText)
    && Array.isArray(facet.terms) && facet.terms.every((term) => isTerm(term, facet.terms.length));
}

function isTerm(term, count) {
  if (!Array.isArray(term) || term.length !== 6) return false;
  const [id, label, parent, spellings, type, fullName] = term;
  return [id, label, type, fullName].every(isText) && isTexts(spellings)
    && Number.isInteger(parent) && parent >= -1 && parent < count;
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const shown = (value) => JSON.stringify(value)?.slice(0, 20) ?? "none";
