/** What the gap map counts in the browser, on a small map and on those that the build made. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { stateToUrl } from "../../docs/assets/js/find/state.js";
import * as counting from "../../docs/assets/js/map/counting.js";
import { FOLDER, json } from "./built.mjs";

const bees = () => counting.readCrossing({
  version: 1, first: 2019, unit: 1, none: { kinds: ["key", "diary"] },
  rows: { facet: "regions", terms: [["alps", "Alps"], ["tyrol", "Tyrol"]] },
  columns: { facet: "approaches", terms: [["traps", "Traps"]] },
  works: [["abe2019sound", "Sound", 2019], ["li2022wall", "A Wall", 2022], ["beelab2023keyed", "Keyed", 2023]],
  cells: [
    [0, 0, [0, 1, 0, 3, 1, 0, 4, 0, 1], [1, 0], [2]], [0, 1, [0, 1, 0, 3, 2, 0], [1, 0], []],
    [2, 1, [0, 2, 0, 3, 9, 1], [1, 0], [2]],
  ],
});
const SPAN = [2019, 2023];
const ALL_YEARS = { from: 2019, to: 2023, hasOthers: false };

test("a cell counts the studies of the years that are asked for", () => {
  assert.equal(counting.countOf(bees(), 0, 0, ALL_YEARS), 2);
  assert.equal(counting.countOf(bees(), 0, 0, { ...ALL_YEARS, from: 2020 }), 1);
  assert.equal(counting.countOf(bees(), 0, 0, { ...ALL_YEARS, to: 2018 }), 0);
  assert.equal(counting.countOf(bees(), 0, 0, { ...ALL_YEARS, hasOthers: true }), 3);
});

test("a cell that the file does not name is empty, and sums stand behind the last row and column", () => {
  assert.equal(counting.countOf(bees(), 1, 0, ALL_YEARS), 0);
  assert.equal(counting.countOf(bees(), 0, 1, ALL_YEARS), 3);
  assert.equal(counting.countOf(bees(), 2, 1, ALL_YEARS), 11);
});

test("the newest works come first, those of other years are left out", () => {
  const titles = (view) => counting.worksOf(bees(), 0, 0, { ...ALL_YEARS, ...view }).map(({ title }) => title);
  assert.deepEqual(titles({}), ["A Wall", "Sound"]);
  assert.deepEqual(titles({ hasOthers: true }), ["Keyed", "A Wall", "Sound"]);
  assert.deepEqual(titles({ to: 2021 }), ["Sound"]);
  assert.deepEqual(counting.worksOf(bees(), 1, 0, ALL_YEARS), []);
});

test("a screen reader hears both terms and the count, or that there is none", () => {
  assert.equal(counting.saidOf(bees(), 0, 0, ALL_YEARS), "Alps, Traps: 2");
  assert.equal(counting.saidOf(bees(), 1, 0, ALL_YEARS), "Tyrol, Traps: no study here");
  assert.equal(counting.saidOf(bees(), 1, 0, { ...ALL_YEARS, hasOthers: true }), "Tyrol, Traps: no entry here");
  assert.equal(counting.saidOf(bees(), 2, 1, ALL_YEARS), "All: 11");
  assert.equal(counting.saidOf(bees(), 1, 1, ALL_YEARS), "Tyrol: 0");
});

test("shades begin at doublings of the unit", () => {
  assert.deepEqual([0, 1, 2, 3, 4, 8, 16, 99].map((it) => counting.stepOf(it, 1)), [0, 1, 2, 2, 3, 4, 5, 5]);
  assert.deepEqual([0, 1, 5, 6, 12, 48].map((it) => counting.stepOf(it, 3)), [0, 1, 1, 2, 3, 5]);
});

test("pairs without an entry are counted", () => {
  assert.deepEqual(counting.emptyOf(bees(), ALL_YEARS), { empty: 1, pairs: 2 });
  assert.deepEqual(counting.emptyOf(bees(), { ...ALL_YEARS, to: 2018 }), { empty: 2, pairs: 2 });
});

test("a cell leads to its two terms, its years, and without what is no study", () => {
  const query = (row, column, view) => counting.queryOf(bees(), row, column, { ...ALL_YEARS, ...view }, SPAN);
  assert.equal(query(0, 0), "?approaches=traps&kinds=-diary,-key&regions=alps");
  assert.equal(query(0, 0, { hasOthers: true }), "?approaches=traps&regions=alps");
  assert.equal(query(2, 1, { hasOthers: true }), "");
  assert.equal(query(0, 1, { from: 2020, to: 2021 }), "?kinds=-diary,-key&regions=alps&year=2020-2021");
  assert.equal(query(0, 1, { from: 2020 }), "?kinds=-diary,-key&regions=alps&year=2020-");
  assert.equal(query(0, 1, { to: 2020 }), "?kinds=-diary,-key&regions=alps&year=-2020");
  assert.equal(query(0, 1, { from: 2023, to: 2023 }), "?kinds=-diary,-key&regions=alps&year=2023");
});

test("its address is the one that the library writes", () => {
  const view = { from: 2020, to: 2020, hasOthers: false };
  const facets = { approaches: { any: ["traps"], none: [] }, regions: { any: ["tyrol"], none: [] }, kinds: { any: [], none: ["key", "diary"] } };
  assert.equal(counting.queryOf(bees(), 1, 0, view, SPAN), stateToUrl({ facets, from: 2020, to: 2020 }));
});

test("a term of the facet that also leaves something out is asked for beside it", () => {
  const crossing = { ...bees(), none: { regions: ["sea"] } };
  assert.equal(counting.queryOf(crossing, 0, 0, ALL_YEARS, SPAN), "?approaches=traps&regions=alps,-sea");
});

test("a file of another version is refused", () => {
  assert.throws(() => counting.readCrossing({ version: 2 }));
  assert.throws(() => counting.readCrossing(null));
});

test("the files of the build name only works and cells that they have", () => {
  const names = readdirSync(join(FOLDER, "map")).filter((name) => name.endsWith(".json"));
  assert.equal(names.length, 3);
  for (const name of names) {
    const crossing = counting.readCrossing(json(`map/${name}`));
    for (const { works, others, years } of crossing.cells.values()) {
      assert.ok([...works, ...others].every((at) => crossing.works[at]));
      assert.equal(years.length % 3, 0);
    }
  }
});
