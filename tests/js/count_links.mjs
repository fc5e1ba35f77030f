/**
 * Follows every link of /map/ and /stats/ that says a number, and every cell of every map under
 * several years, to the view of the library that it asks for. Prints as JSON how many were
 * followed, and those that show another number.
 *
 * Usage: node count_links.mjs <folder of a built site>
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stateFromUrl } from "../../docs/assets/js/find/address.js";
import { decode } from "../../docs/assets/js/find/columns.js";
import { Filters } from "../../docs/assets/js/find/facets.js";
import { stateToUrl } from "../../docs/assets/js/find/state.js";
import { countOf, queryOf, readCrossing } from "../../docs/assets/js/map/counting.js";

const SITE = process.argv[2];
const text = (name) => readFileSync(join(SITE, name), "utf8");
const columns = decode(JSON.parse(text("data/search.json")));
const filters = new Filters(columns);
const facetIds = [...columns.facetById.keys()].sort();
const wrong = [];
const followed = { map: 0, stats: 0, "other years": 0 };

/** What the library shows at an address; -1 for one that it does not understand to the letter. */
function shown(query) {
  const state = stateFromUrl(query, "", columns);
  const isOwn = !state.unknown.length && stateToUrl(state, facetIds) === query;
  return isOwn ? filters.select(state).total : -1;
}

function follow(kind, said, count, query) {
  followed[kind] += 1;
  const there = shown(query);
  if (there !== count) wrong.push(`${kind}: ${said}: ${count}, but ${there} at ${query}`);
}

const LINK = /<a ([^>]*)>([\s\S]*?)<\/a>/g;
const attribute = (attributes, name) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1].replaceAll("&amp;", "&");
/** The number that a link ends or begins with: "Bees, Traps: 4", "454 entries"; null for none. */
function numberOf(words) {
  if (words.endsWith(": no study here")) return 0;
  const [, found] = /: ([\d,]+)$/.exec(words) ?? /^([\d,]+)(?: |$)/.exec(words) ?? [];
  return found ? Number(found.replaceAll(",", "")) : null;
}

for (const page of ["map", "stats"]) {
  const html = text(`${page}/index.html`).split("<main")[1] ?? text(`${page}/index.html`);
  for (const [, attributes, inner] of html.matchAll(LINK)) {
    const said = attribute(attributes, "aria-label") ?? inner.replace(/<[^>]*>/g, "");
    const href = attribute(attributes, "href");
    const count = numberOf(said);
    const month = /^\.\.\/digest\/(\d{4}-\d\d)\/$/.exec(href)?.[1];
    if (count === null) continue;
    if (href.startsWith("../library/")) follow(page, said, count, href.slice("../library/".length));
    else if (month) {
      followed[page] += 1;
      const there = columns.added.filter((day) => day.startsWith(month)).length;
      if (there !== count) wrong.push(`${month}: ${count}, but ${there}`);
    }
  }
}

const [first, last] = filters.span;
const spans = [[first, last], [last, last], [first, last - 1], [first + 2, last - 1], [first, first], [last - 1, last]];
const maps = [...text("map/index.html").matchAll(/data-map="\.\.\/([^"]*)"/g)].map(([, name]) => name);
for (const name of maps) {
  const crossing = readCrossing(JSON.parse(text(name)));
  for (const [from, to] of spans) {
    for (const hasOthers of [false, true]) {
      for (let row = 0; row <= crossing.rows.terms.length; row++) {
        for (let column = 0; column <= crossing.columns.terms.length; column++) {
          const view = { from, to, hasOthers };
          follow("other years", `${name} ${row} ${column} ${from}-${to}`, countOf(crossing, row, column, view),
            queryOf(crossing, row, column, view, [first, last]));
        }
      }
    }
  }
}
console.log(JSON.stringify({ followed, wrong: wrong.slice(0, 20), maps }));
