import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, entryAddress, libraryAddress } from "../../docs/assets/js/finder/addresses.js";
import { pieces } from "../../docs/assets/js/finder/pieces.js";
import { allOf, operators, quoted, shownOf, spoken } from "../../docs/assets/js/finder/words.js";

const ROOT = "https://a.example/atlas/";
const shape = (text, ranges) =>
  pieces(text, ranges).map((piece) => (piece.isMarked ? `[${piece.text}]` : piece.text)).join("|");

test("a text without ranges is one piece", () => {
  assert.equal(shape("Bees of the Alps"), "Bees of the Alps");
  assert.deepEqual(pieces(""), []);
});

test("marks cut a text where they begin and end, in the order of the text", () => {
  assert.equal(shape("Bees of the Alps", [[12, 16], [0, 3]]), "[Bee]|s of the |[Alps]");
});

test("marks that overlap or lie outside lose and repeat no letter", () => {
  assert.equal(shape("Bees", [[0, 3], [1, 2], [2, 99], [-5, 1]]), "[Bee]|[s]");
  assert.equal(shape("Bees", [[9, 12], [3, 1]]), "Bees");
});

for (const path of ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "../", "/", "http://[", "data:text/html,x"]) {
  test(`a path that leads elsewhere leads to the root: ${path}`, () => {
    assert.equal(addressOf(ROOT, path), ROOT);
  });
}

test("a page of the site has its address under the root", () => {
  assert.equal(addressOf(ROOT, "about/#scope"), "https://a.example/atlas/about/#scope");
  assert.equal(entryAddress(ROOT, "abe2019sound"), "https://a.example/atlas/entries/abe2019sound/");
  assert.equal(entryAddress(ROOT, "../../x"), "https://a.example/atlas/entries/..%2F..%2Fx/");
});

test("the library takes any query, and none", () => {
  assert.equal(libraryAddress(ROOT, ""), "https://a.example/atlas/library/");
  assert.equal(libraryAddress(ROOT, "a&b #c "), "https://a.example/atlas/library/?q=a%26b+%23c");
  assert.equal(libraryAddress(ROOT, "\ud800"), "https://a.example/atlas/library/?q=%EF%BF%BD");
});

test("the operators are named by the facets of the library", () => {
  const facets = [
    { id: "categories", field: "categories", singular: "Method" },
    { id: "kinds", field: "kind", singular: "Kind of work" },
  ];
  assert.deepEqual(operators(facets, [2013, 2026]), [
    "author:", "year:2024-2026", "method:", "kind:", "tag:",
  ]);
  assert.deepEqual(operators([], [2026, 2026]).slice(0, 2), ["author:", "year:2026-2026"]);
  assert.deepEqual(operators([], undefined).slice(0, 2), ["author:", "year:"]);
});

test("a sentence repeats a long query only in part and cuts no letter in two", () => {
  assert.equal(quoted(" bees "), '"bees"');
  assert.equal(quoted("🐝".repeat(99)), `"${"🐝".repeat(60)}..."`);
});

test("what is said counts results, and pages to jump to", () => {
  const found = { total: 34, rows: Array(8).fill({}), suggestion: "", isRelaxed: false, ignored: [] };
  const nothing = { ...found, total: 0, rows: [] };
  assert.equal(spoken(found, 0, "bees"), "34 results, 8 shown.");
  assert.equal(spoken({ ...found, total: 1, rows: [{}] }, 1, "bees"), "1 result. 1 page to jump to.");
  assert.equal(spoken(nothing, 2, "bees"), 'Nothing for "bees". 2 pages to jump to.');
  assert.equal(spoken({ ...nothing, suggestion: "bee" }, 0, "bees"), 'Nothing for "bees". Did you mean bee?');
});

test("what is said begins with what was not searched as asked", () => {
  const found = { total: 3, rows: [{}, {}, {}], suggestion: "", isRelaxed: true, ignored: ['year: "x" is not a year'] };
  assert.equal(spoken(found, 0, "bees year:x"),
    'Left aside: year: "x" is not a year. No entry has all of these words. These have most of them. 3 results.');
});

test("the foot says how many of all are listed", () => {
  assert.equal(shownOf(34, 8), "8 of 34 results");
  assert.equal(shownOf(1, 1), "1 result");
  assert.equal(shownOf(0, 0), "");
  assert.equal(allOf(1), "1 result in the library");
  assert.equal(allOf(34), "All 34 results in the library");
});
