// The board: which works answer two picks, its address, and that its counts are the library's.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readAddress, writeAddress } from "../../docs/assets/js/board/address.js";
import { groupsOf, standingOf } from "../../docs/assets/js/board/standing.js";
import { answerWords, asideWords, groupWords } from "../../docs/assets/js/board/words.js";
import { stateFromUrl } from "../../docs/assets/js/find/address.js";
import { decode } from "../../docs/assets/js/find/columns.js";
import { Filters } from "../../docs/assets/js/find/facets.js";
import { json, SITE } from "./built.mjs";

const ABOVE = new Map([["alps", []], ["tyrol", ["alps"]], ["coast", []], ["anywhere", []]]);
const work = (supports, filed = [], does = ["count"]) => ({ does, supports, filed });

for (const [supports, filed, term, expected] of [
  [["tyrol"], [], "", "named"],
  [["tyrol"], [], "tyrol", "named"],
  [["tyrol"], [], "alps", "named"], // a term holds those below it
  [["alps"], [], "tyrol", "family"],
  [["anywhere", "tyrol"], [], "tyrol", "named"],
  [["anywhere"], [], "tyrol", "any"],
  [["coast"], [], "tyrol", "other"],
  [["coast"], ["tyrol"], "tyrol", "other"],
  [[], ["tyrol"], "alps", "filed"],
  [[], ["coast"], "tyrol", "unsaid"],
  [[], [], "tyrol", "unsaid"], // not recorded is not no
]) {
  test(`a work of [${supports}] filed under [${filed}] answers "${term}" so: ${expected}`, () => {
    assert.equal(standingOf(work(supports, filed), term, ABOVE, ["anywhere"]), expected);
  });
}

test("the works that answer come in groups, best first, and the others not at all", () => {
  const works = [work(["coast"]), work([]), work(["tyrol"], [], ["name"]), work(["alps"]), work(["tyrol"])];
  const groups = groupsOf(works, { row: "count", column: "tyrol" }, ABOVE, []);
  assert.deepEqual(groups.map((group) => [group.standing, group.works.map((it) => works.indexOf(it))]), [
    ["named", [4]], ["family", [3]], ["unsaid", [1]],
  ]);
});

test("without picks all works are one group", () => {
  const works = [work([]), work(["coast"])];
  assert.deepEqual(groupsOf(works, { row: "", column: "" }, ABOVE, []), [{ standing: "named", works }]);
});

const KNOWN = { categories: ["count", "name"], regions: ["alps", "tyrol"] };

test("two picks go round through the address", () => {
  const address = writeAddress({ categories: "count", regions: "tyrol" });
  assert.equal(address, "?categories=count&regions=tyrol");
  assert.deepEqual(readAddress(address, KNOWN), { picked: { categories: "count", regions: "tyrol" }, aside: [] });
  assert.equal(writeAddress({ categories: "", regions: "" }), "");
});

test("what an address holds that is not known is named and left aside", () => {
  const { picked, aside } = readAddress("?categories=dance&regions=alps,tyrol&foo=1&utm_source=x&__proto__=1", KNOWN);
  assert.deepEqual(picked, { categories: "", regions: "" });
  assert.deepEqual(aside, ["categories dance", "regions alps,tyrol", "foo", "__proto__"]);
  assert.equal(asideWords(["foo", "b".repeat(70)]), `Left aside: foo, ${"b".repeat(60)}....`);
});

test("sentences say how sure an answer is", () => {
  const words = (named, others, row, column) => answerWords({ named, others, row, column, nouns: ["key", "keys"] });
  assert.equal(words(1, 3, "Counting", "Tyrol"), "1 key for Counting that names Tyrol; 3 more may do");
  assert.equal(words(2, 0, "", "Tyrol"), "2 keys that name Tyrol");
  assert.equal(words(0, 2, "Counting", "Tyrol"), "No key for Counting that names Tyrol; 2 more may do");
  assert.equal(words(5, 0, "Counting", ""), "5 keys for Counting");
  assert.equal(words(0, 0, "Counting", ""), "0 keys for Counting");
  assert.equal(words(0, 0, "", "Tyrol"), "0 keys that name Tyrol");
  const names = { label: "Tyrol", family: "Alps", any: "Anywhere", things: "Regions covered" };
  assert.equal(groupWords("unsaid", names), "Regions covered not recorded");
  assert.equal(groupWords("family", names), "Names Alps, the family of Tyrol");
});

// The real board

const page = readFileSync(join(SITE, "tools", "index.html"), "utf8");
const columns = decode(json("search.json"));
const filters = new Filters(columns);
const tags = [...page.matchAll(/<a\b[^>]*\bdata-count="(\d+)"[^>]*>/g)];
const links = tags.map(([tag, count]) => [/\bhref="([^"]*)"/.exec(tag)[1].replaceAll("&amp;", "&"), Number(count)]);

test("every count of the board is that of the library's page it links to", () => {
  assert.ok(links.length > 50, `only ${links.length} counts`);
  const wrong = links.map(([href, count]) => {
    const { pathname, search, hash } = new URL(href, "https://site.example/tools/");
    const state = stateFromUrl(search, hash, columns);
    return [href, count, pathname, state.unknown, filters.select(state).total];
  }).filter(([, count, path, unknown, total]) => path !== "/library/" || unknown.length || total !== count);
  assert.deepEqual(wrong, []);
});

test("every tool of the library stands on the board, and no other entry", () => {
  const kinds = columns.facetById.get("kinds");
  const tools = columns.keys.filter((_, at) => kinds.own[at].some((term) => kinds.terms[term].id === "tool"));
  const shown = [...page.matchAll(/<tr id="([a-z0-9]+)" data-does/g)].map((match) => match[1]);
  assert.deepEqual([...shown].sort(), [...tools].sort());
  assert.ok(shown.length >= 30);
});

test("a column has as many marks as its head counts", () => {
  const heads = [...page.matchAll(/data-column="([a-z-]+)"><a [^>]*data-count="(\d+)"/g)];
  const marks = [...page.matchAll(/<td class="board__mark" data-column="([a-z-]+)">/g)].map((match) => match[1]);
  assert.equal(heads.length, columns.facetById.get("categories").terms.length);
  assert.deepEqual(heads.map(([, id, count]) => [id, Number(count)]), heads.map(([, id]) => [id, marks.filter((it) => it === id).length]));
});
