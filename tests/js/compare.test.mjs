// Comparing entries: the address, what is shared and what differs, and the table as text.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readAddress, settle, writeAddress } from "../../docs/assets/js/compare/address.js";
import { sentencesOf } from "../../docs/assets/js/compare/messages.js";
import { differWords, tableOf } from "../../docs/assets/js/compare/table.js";
import { csvOf, markdownOf } from "../../docs/assets/js/compare/texts.js";
import { Service } from "../../docs/assets/js/find/service.js";
import { beeDetails, bees, bytes } from "./built.mjs";

function toy() {
  const service = new Service();
  service.load(bytes(bees()));
  service.addDetails(bytes(beeDetails()));
  return service;
}
const compared = (...keys) => tableOf(toy().whole(keys));
const line = (lines, label) => lines.find((it) => it.label === label);
const textsOf = ({ cells }) => cells.map((cell) => cell.map((it) => it.text));
const marksOf = ({ cells }) => cells.map((cell) => cell.map((it) => it.mark));

// Which entries

test("the worker gives entries by key, now or formerly, and null for what is none", () => {
  const found = toy().whole(["b2old", "nope", "a1", "__proto__"]);
  assert.deepEqual(found.map((it) => it?.row.key ?? null), ["b2", null, "a1", null]);
});

test("keys go round through the address, each once and in order", () => {
  assert.deepEqual(readAddress("?ids=c3,a1,,c3&ids=b2&utm_source=x"), { keys: ["c3", "a1", "b2"], isOnlyDifferences: false, aside: [] });
  assert.equal(writeAddress(["c3", "a1"]), "?ids=c3,a1");
  assert.equal(writeAddress(["c3"], true), "?ids=c3&only=differences");
  assert.equal(writeAddress([]), "");
});

test("parts of the address that are not known are named", () => {
  assert.deepEqual(readAddress("?foo=1&only=differences&<b>=2").aside, ["foo", "<b>"]);
});

test("unknown keys are named, former ones resolve, an entry stands once, more than six are cut", () => {
  const now = (key) => ({ row: { key } });
  const keys = ["a1", "old", "nope", "b2", "c3", "d4", "e5", "f6", "g7"];
  const settled = settle(keys, [now("a1"), now("a1"), null, now("b2"), now("c3"), now("d4"), now("e5"), now("f6"), now("g7")]);
  assert.deepEqual(settled.works.map((it) => it.row.key), ["a1", "b2", "c3", "d4", "e5", "f6"]);
  assert.deepEqual(sentencesOf({ ...settled, aside: ["foo"] }), [
    "No entry has the key nope; left aside.", "old is now a1.",
    "A comparison holds 6 entries; left out: g7.", "Left aside in the address: foo.",
  ]);
});

test("a sentence about many or long keys stays short", () => {
  const unknown = [...Array(60).keys()].map((n) => `${n}${"x".repeat(500)}`);
  const [sentence] = sentencesOf({ unknown, former: [], over: [], aside: [] });
  assert.ok(sentence.length < 400);
  assert.match(sentence, / and 55 more; left aside\.$/);
});

// What is shared

test("a line says whether all entries have the same, and items who else has them", () => {
  const lines = compared("c3", "b2");
  assert.deepEqual(textsOf(line(lines, "Authors")), [["Jan van der Berg", "The Bee Atlas"], ["Jan van der Berg", "Monroe Kennedy III", "Aristotle", "明 李", "Ångström Höhne"]]);
  assert.deepEqual(marksOf(line(lines, "Authors")), [["all", "alone"], ["all", "alone", "alone", "alone", "alone"]]);
  assert.equal(line(lines, "Authors").isSame, false);
  assert.deepEqual(textsOf(line(lines, "Where")), [["Bee Letters 2026"], ["Web"]]);
});

test("the order of a list makes no difference", () => {
  const whole = toy().whole(["b2", "b2"]);
  whole[1] = { ...whole[1], row: { ...whole[1].row, allAuthors: [...whole[1].row.allAuthors].reverse() } };
  assert.equal(line(tableOf(whole), "Authors").isSame, true);
});

test("an item of some entries is told from one of all and from one of its own", () => {
  const lines = compared("c3", "b2", "a1");
  assert.deepEqual(textsOf(line(lines, "Approaches")), [["Y-mazes"], ["Radar", "Mazes"], []]);
  assert.deepEqual(marksOf(line(lines, "Approaches")), [["alone"], ["alone", "alone"], []]);
  assert.deepEqual(marksOf(line(lines, "Authors"))[0], ["some", "alone"]);
});

test("links of the same name to other pages differ", () => {
  const whole = toy().whole(["c3", "b2"]);
  whole[1].row.links = [["arXiv", "https://arxiv.org/abs/2503.99999"]];
  assert.equal(line(tableOf(whole), "Links").isSame, false);
});

test("a line that no entry has anything for is left out, and one entry has nothing to differ from", () => {
  const lines = compared("a1");
  assert.equal(line(lines, "arXiv"), undefined);
  assert.equal(lines.every((it) => !it.isSame && marksOf(it).flat().every((mark) => mark === "")), true);
  assert.equal(differWords(lines, 1), "1 entry");
  assert.equal(tableOf([]).length, 0);
});

test("a sentence counts what differs", () => {
  const lines = [{ isSame: true }, { isSame: false }, { isSame: false }];
  assert.equal(differWords(lines, 2), "2 entries, 2 of 3 fields differ");
});

// As text

const LINES = [
  { label: "Where", isSame: false, cells: [[{ text: "=1+1", href: "" }], []] },
  { label: "Links", isSame: true, cells: [[{ text: 'a "b" | c', href: "https://bees.example/<x>" }], [{ text: "two", href: "" }, { text: "three", href: "" }]] },
];

test("as CSV each cell is quoted and none runs as a formula", () => {
  assert.equal(csvOf(["One", "@Two"], LINES), [
    '"Field","One","\'@Two","Comparison"', '"Where","\'=1+1","","differs"',
    '"Links","a ""b"" | c https://bees.example/<x>","two; three","same"', "",
  ].join("\r\n"));
});

test("as Markdown text stays text and each line has a cell for each entry", () => {
  const made = markdownOf(["<b>One</b>", "T*w*o [x](y)"], ["https://bees.example/1/", "https://bees.example/2/"], LINES);
  assert.equal(made, [
    "| Field | [\\<b\\>One\\</b\\>](<https://bees.example/1/>) | [T\\*w\\*o \\[x\\]\\(y\\)](<https://bees.example/2/>) |",
    "| --- | --- | --- |", "| Where | =1\\+1 |  |",
    '| Links (same) | [a "b" \\| c](<https://bees.example/%3Cx%3E>) | two; three |', "",
  ].join("\n"));
});
