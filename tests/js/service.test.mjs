// The library as it answers, without worker and network.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Service } from "../../docs/assets/js/find/service.js";
import { beeDetails, bees, bytes, json, text } from "./built.mjs";

const ROW_FACETS = ["models"];
function started(search, details = null, options = {}) {
  const service = new Service();
  service.load(bytes(search), options);
  if (details) service.addDetails(bytes(details));
  return service;
}
const toy = started(bees());
const real = started(text("search.json"), text("details.json"), { rowFacets: ROW_FACETS });
const { count, edition } = json("search.json");
const titles = ({ rows }) => rows.map((row) => row.title);

test("loading tells what there is to choose from", () => {
  assert.deepEqual(new Service().load(bytes(bees())), {
    count: 3, edition: "bees1", years: [2019, 2025],
    facets: [
      { id: "categories", field: "categories", label: "Approaches", singular: "Approach", terms: [
        { id: "radar", label: "Radar", parent: -1 }, { id: "maze", label: "Mazes", parent: -1 }, { id: "y-maze", label: "Y-mazes", parent: 1 }] },
      { id: "kinds", field: "kind", label: "Kinds", singular: "Kind", terms: [{ id: "study", label: "Study", parent: -1 }, { id: "tool", label: "Tool", parent: -1 }] },
      { id: "venues", field: "venue", label: "Venues", singular: "Venue", terms: [{ id: "bee", label: "Bee Letters", parent: -1 }] },
    ],
  });
});

test("damaged files are named", () => {
  const service = new Service();
  for (const broken of ["", "{", text("search.json").slice(0, 5000), "<!doctype html><title>404</title>", "\u0000"]) {
    assert.throws(() => service.load(bytes(broken)), { message: "search.json is damaged: it is not whole, or no JSON" });
  }
  const loaded = started(bees());
  assert.throws(() => loaded.addDetails(bytes("{\"edition\":")), { message: "details.json is damaged: it is not whole, or no JSON" });
  assert.throws(() => loaded.addDetails(bytes("null")), { message: "details.json is damaged: it holds no object" });
  assert.equal(loaded.addDetails(bytes({ ...beeDetails(), edition: "bees2" })), false);
  assert.equal(loaded.find({ state: {} }).rows[0].summary, "");
  assert.equal(loaded.addDetails(bytes(beeDetails())), true);
  assert.equal(loaded.find({ state: {} }).rows[0].summary, "One.");
});

test("a file that fails leaves the library that was loaded", () => {
  const service = started(bees());
  assert.throws(() => service.load(bytes("{}")));
  assert.equal(service.find({ state: {} }).total, 3);
});

test("everything is asked for: all entries, newest first, the rows of a page", () => {
  const answer = real.find({ state: {}, counts: true });
  assert.equal(answer.total, count);
  assert.equal(answer.of, count);
  assert.deepEqual(answer.rows.map((row) => row.position), Array.from({ length: Math.min(50, count) }, (_, at) => at));
  assert.deepEqual([answer.ignored, answer.isRelaxed, answer.suggestion, answer.pages, answer.jump, answer.advice], [[], false, "", [], [], []]);
});

test("an answer has the parts that were asked for", () => {
  assert.equal(real.find({ state: {} }).counts, null);
  assert.deepEqual(real.find({ state: {}, size: 0, counts: true }).rows, []);
  assert.deepEqual(titles(toy.find({ state: {}, start: 1, size: 1 })), ["a radar for bees"]);
  assert.deepEqual(titles(toy.find({ state: {}, start: 5 })), []);
  for (const [start, size] of [[-5, 2], [NaN, 2], ["0", 2], [0.5, 2]]) assert.equal(toy.find({ state: {}, start, size }).rows.length, 2, String(start));
});

test("words find, filters narrow, and found words are marked when that is asked", () => {
  const { total, rows } = toy.find({ state: { text: "radar" }, marks: true });
  assert.equal(total, 1);
  assert.deepEqual(rows[0].marks.title, [[2, 7]]);
  assert.deepEqual(toy.find({ state: { text: "radar" } }).rows[0].marks.title, []);
  assert.deepEqual(titles(toy.find({ state: { text: "bees", code: "yes" } })), ["Mazes for bees"]);
  assert.deepEqual(titles(toy.find({ state: { text: "bees", sort: "title" } })), ["a radar for bees", "Bees", "Mazes for bees"]);
});

test("blanks alone are no words", () => {
  assert.deepEqual(titles(toy.find({ state: { text: "  " } })), titles(toy.find({ state: {} })));
});

test("an empty list has advice", () => {
  assert.deepEqual(toy.find({ state: { text: "radar", code: "yes" } }).advice, [
    { label: "“radar”", patch: { text: "" }, total: 1 }, { label: "Has code", patch: { code: "" }, total: 1 }]);
});

test("words in a summary are found once details are there", () => {
  const service = started(bees());
  const asked = { state: { text: "nectarine" } };
  assert.equal(service.find(asked).total, 0);
  const details = beeDetails();
  details.entries.summary[2] = "About a nectarine.";
  service.addDetails(bytes(details));
  while (service.indexSome());
  assert.deepEqual(titles(service.find(asked)), ["Bees"]);
});

test("terms that a query names can be jumped to", () => {
  assert.deepEqual(toy.find({ state: { text: "mazes" } }).jump[0],
    { facetId: "categories", facetLabel: "Approach", termId: "maze", label: "Mazes", path: "categories/maze/", count: 2 });
});

test("keys are all results in the order of the rows", () => {
  const state = { text: "attention", from: 2024 };
  const { keys, positions, edition: of } = real.keys({ state });
  const { total, rows } = real.find({ state, size: 1000 });
  assert.ok(total > 1);
  assert.deepEqual(keys, rows.map((row) => row.key));
  assert.deepEqual(positions, rows.map((row) => row.position));
  assert.equal(of, edition);
  assert.equal(real.keys({ state: {} }).keys.length, count);
});

test("rows of keys come in their order, former keys too, without what is no entry", () => {
  assert.deepEqual(toy.rows(["a1", "zz", "b2old", "c3", "b2", "__proto__", null, 5]).map((row) => row.key), ["a1", "b2", "c3"]);
});

const QUERIES = readFileSync(new URL("state.test.mjs", import.meta.url), "utf8").split(/[,\n]/).map((it) => it.slice(0, 200));
test(`${QUERIES.length} strange texts are searched without an error`, () => {
  for (const query of QUERIES) {
    const { total, rows } = toy.find({ state: { text: query }, counts: true, marks: true });
    assert.ok(total >= rows.length);
  }
});

test("what is no state asks for everything", () => {
  for (const state of [null, undefined, 5, [], { text: {} }]) assert.equal(toy.find({ state }).total, 3);
});
