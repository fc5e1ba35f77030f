// Rows made by script are the rows of the build, for every entry.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { decode } from "../../docs/assets/js/find/columns.js";
import { dateWords, rowMaker, shortAuthors } from "../../docs/assets/js/find/rows.js";
import { bees, fullRows, json, SITE } from "./built.mjs";

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"' };
const plain = (html) => html.replace(/<[^>]*>/g, "")
  .replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (_, decimal, hex, name) => ENTITIES[name] ?? String.fromCodePoint(Number(decimal ?? `0x${hex}`)));
const part = (article, name) => new RegExp(`<p class="entry__${name}">([^]*?)</p>`).exec(article)?.[1] ?? "";
const linksIn = (html) => [...html.matchAll(/<a href="([^"]*)"[^>]*>([^]*?)<\/a>/g)].map(([, href, label]) => [plain(label), plain(href)]);

/** What a static row says, read from its HTML. */
function readRow(article) {
  const where = part(article, "where");
  const [, published, dateText] = /<time datetime="([^"]*)">([^]*?)<\/time>/.exec(where);
  const terms = part(article, "terms");
  return {
    title: plain(/<h3[^>]*>([^]*?)<\/h3>/.exec(article)[1]), authors: plain(part(article, "by")),
    where: plain(where.replace(/<time[^]*/, "")).trim(), isVenue: where.startsWith("<b>"), published, dateWords: dateText,
    kind: plain(/^<b>([^]*?)<\/b>/.exec(terms)?.[1] ?? ""), summary: plain(part(article, "summary")),
    terms: linksIn(terms).map(([label, href]) => [label, href.replace(/^(?:\.\.\/)+/, "")]),
    links: linksIn(part(article, "links")).slice(0, -1),
  };
}

/** The page of the library says which facets its rows show. */
const first = readFileSync(join(SITE, "library", "index.html"), "utf8");
const rowFacets = /data-row-facets="([^"]*)"/.exec(first)[1].split(" ");

const columns = decode(json("search.json"));
const makeRow = rowMaker(columns, rowFacets);
const built = new Map([...fullRows()].map(([key, article]) => [key, readRow(article)]));
const withoutDetails = columns.keys.map((_, at) => makeRow(at));
columns.addDetails(json("details.json"));
const withDetails = columns.keys.map((_, at) => makeRow(at));

test("every entry has a full row on a page of the site", () => {
  assert.equal(built.size, columns.count);
  assert.ok(columns.count > 100);
});

test("every row says what the row of the build says", () => {
  for (const row of withDetails) {
    const { title, authors, where, isVenue, published, dateWords: words, kind, summary, terms, links } = row;
    assert.deepEqual(
      { title, authors, where, isVenue, published, dateWords: words, kind, summary, terms: terms.map((it) => [it.label, it.path]), links },
      built.get(row.key), row.key);
  }
});

test("before details come a row says the same, but for its summary and some links", () => {
  for (const row of withoutDetails) {
    const { summary, links, coins, ...others } = row;
    const { summary: later, links: all, coins: whole, ...same } = withDetails[row.position];
    assert.deepEqual(others, same, row.key);
    assert.equal(summary, "");
    assert.ok(later.length > 0);
    assert.equal(coins, "");
    assert.match(whole, /^ctx_ver=Z39\.88-2004&/);
    assert.deepEqual(links, all.filter(([label]) => label !== "Page" && label !== "Code"), row.key);
  }
});

test("position, key and code are those of the columns", () => {
  withDetails.forEach((row, at) => {
    assert.equal(row.position, at);
    assert.equal(row.key, columns.keys[at]);
    assert.equal(row.hasCode, columns.code[at] === 1);
    assert.equal(row.allAuthors.length, columns.authors[at].length);
  });
});

test("four names are told, of more three", () => {
  assert.equal(shortAuthors(["A", "B", "C", "D"]), "A, B, C, D");
  assert.equal(shortAuthors(["A", "B", "C", "D", "E"]), "A, B, C, and 2 more");
  assert.equal(shortAuthors([]), "");
});

test("dates are told without their day", () => {
  assert.deepEqual(["2024-11-17", "2024-01", "2024"].map(dateWords), ["Nov 2024", "Jan 2024", "2024"]);
});

test("signs that an address cannot hold are encoded in that of a DOI", () => {
  const toy = rowMaker(decode(bees()));
  assert.deepEqual(toy(2).links, [["DOI", "https://doi.org/10.1000/x%231"]]);
  assert.deepEqual(toy(0).links, [["arXiv", "https://arxiv.org/abs/2503.00001"], ["PDF", "https://arxiv.org/pdf/2503.00001"]]);
});

test("a row of a library without some facets and venues is made all the same", () => {
  const row = rowMaker(decode(bees()), ["nothing", "categories"])(1);
  assert.equal(row.where, "Web");
  assert.equal(row.kind, "Tool");
  assert.deepEqual(row.terms.map((term) => term.path), ["categories/radar/", "categories/maze/"]);
  assert.equal(row.authors, "Jan van der Berg, Monroe Kennedy III, Aristotle, and 2 more");
});

test("words that were found are marked, in title, authors and summary", () => {
  const toy = decode(bees());
  const row = rowMaker(toy)(1, ["radar", "aristotle"]);
  assert.deepEqual(row.marks, { title: [[2, 7]], authors: [[38, 47]], summary: [] });
  assert.deepEqual(rowMaker(toy)(1).marks, { title: [], authors: [], summary: [] });
});
