// The files of the build, cut into records and joined again: nothing is lost, nothing is changed.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { FORMATS, csvHeader, cutBib, cutCsl, cutCsv, cutLines, cutRis } from "../../docs/assets/js/shelf/records.js";
import { builtKeys } from "./built.mjs";

const FOLDER = process.env.ATLAS_DATA ?? fileURLToPath(new URL("../../site/data", import.meta.url));
const built = (name) => readFileSync(join(FOLDER, name), "utf8");
const cut = (format) => [...FORMATS[format].cut(built(FORMATS[format].file))];
const texts = (cuts) => cuts.map(({ text }) => text);
const keys = (cuts) => cuts.map(({ key }) => key);

for (const [format, { file, hasKeys, join: [before, between, after] }] of Object.entries(FORMATS)) {
  test(`every record of ${file} is cut out, in the order of the index`, () => {
    const records = cut(format);
    assert.equal(records.length, builtKeys().length);
    if (hasKeys) assert.deepEqual(keys(records), builtKeys());
    else assert.deepEqual(new Set(keys(records)), new Set([""]));
  });

  test(`the records of ${file}, joined again, are the file to the byte, but for what heads it`, () => {
    const whole = built(file);
    const head = format === "csv" ? csvHeader(whole) : format.startsWith("bib") ? whole.slice(0, whole.indexOf("\n@") + 1) : "";
    assert.equal(head + before + texts(cut(format)).join(between) + after, whole);
  });
}

test("a BibTeX record ends where its file has an empty line, whatever heads the file", () => {
  const records = [...cutBib("% Bees: @nobody, 2 entries\n\n@misc{a1b,\n  title = {A@b \\% c},\n}\n\n@online{c2d,\n}\n")];
  assert.deepEqual(records, [
    { text: "@misc{a1b,\n  title = {A@b \\% c},\n}", key: "a1b" },
    { text: "@online{c2d,\n}", key: "c2d" },
  ]);
});

test("a file of one BibTeX record alone is that record", () => {
  assert.deepEqual([...cutBib("@misc{a1b,\n}\n")], [{ text: "@misc{a1b,\n}", key: "a1b" }]);
});

test("a RIS record runs from its TY line to the line break of its ER line", () => {
  const records = [...cutRis("TY  - UNPB\nID  - a1b\nTI  - ER  - TY  - \nER  - \n\nTY  - CONF\nID  - c2d\nER  - \n")];
  assert.deepEqual(records, [
    { text: "TY  - UNPB\nID  - a1b\nTI  - ER  - TY  - \nER  - \n", key: "a1b" },
    { text: "TY  - CONF\nID  - c2d\nER  - \n", key: "c2d" },
  ]);
});

test("a CSL item may hold braces, brackets and an id of something else", () => {
  const first = '{\n "author": [{"family": "}],{"}],\n "id": "a1b",\n "title": "\\"id\\": \\"x\\""\n}';
  const second = '{\n "id": "c2d"\n}';
  assert.deepEqual([...cutCsl(`[\n${first},\n${second}\n]\n`)], [{ text: first, key: "a1b" }, { text: second, key: "c2d" }]);
});

test("a row of a table keeps its quotes, commas and line breaks", () => {
  const rows = ['"a1b","x ""y"", z"\r\n', '"c2d","two\r\nlines\n"\r\n', '"e3f",""\r\n'];
  const table = `"key","title"\r\n${rows.join("")}`;
  assert.deepEqual(texts([...cutCsv(table)]), rows);
  assert.deepEqual(keys([...cutCsv(table)]), ["a1b", "c2d", "e3f"]);
  assert.equal(csvHeader(table), '"key","title"\r\n');
});

test("a list has one citation per line, and only a line feed ends a line", () => {
  assert.deepEqual(texts([...cutLines("a\u2028b\u0085c\nd\r\n")]), ["a\u2028b\u0085c\n", "d\r\n"]);
});

test("what is no such file gives no error and no record with a key", () => {
  for (const text of ["", "\n", "<!doctype html>", "@", "[\n\n]\n", "[\n{\n", "TY  - X\nID  - a", '"a', "{", "\u0000"]) {
    for (const { cut: cutter } of Object.values(FORMATS)) assert.ok([...cutter(text)].every(({ key }) => key === "" || text === '"a'));
  }
  assert.deepEqual([...cutBib("")], []);
  assert.deepEqual([...cutRis("<!doctype html>")], []);
  assert.deepEqual([...cutCsl("[\n\n]\n")], []);
});

test("files of many megabytes are cut in less than a second each", () => {
  for (const { cut: cutter, file } of Object.values(FORMATS)) {
    const text = built(file).repeat(12);
    const start = performance.now();
    [...cutter(text)];
    assert.ok(performance.now() - start < 1000, file);
  }
});
