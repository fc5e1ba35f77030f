/** The reader of BibTeX files: what it makes of each kind of damage, and where. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { decoded, isUtf8, ofBytes, ofText, toBytes } from "../../docs/assets/js/bibtex/bytes.js";
import { applied, readBlocks } from "../../docs/assets/js/bibtex/read.js";

const blocks = (text) => [...readBlocks(text)];
const entries = (text) => blocks(text).filter(({ kind }) => kind === "entry");
const fieldsOf = ({ fields }) => Object.fromEntries(fields.map(({ name, text }) => [name, text]));
const FINE = "\n\n@misc{fine, title = {Fine}}\n";

test("a clean file has no faults, and each block its place", () => {
  const text = "Words before.\n@string(press = \"A \" # {Press})\n@preamble{\"x\"}\n@comment{ @misc{a, b = {c}} }\n"
    + "@Book{one+two:3/4, Title = {A {B}ee}, publisher = press # \" Ltd\", year = 1990 }\n@misc(two, title = \"In {\"}quotes{\"}\")";
  const read = blocks(text);
  assert.deepEqual(read.map(({ kind, type, key }) => [kind, type, key]), [
    ["string", "string", ""], ["preamble", "preamble", ""], ["comment", "comment", ""], ["entry", "book", "one+two:3/4"], ["entry", "misc", "two"]]);
  assert.deepEqual(fieldsOf(read[3]), { title: "A {B}ee", publisher: "A Press Ltd", year: "1990" });
  assert.deepEqual(fieldsOf(read[4]), { title: "In {\"}quotes{\"}" });
  assert.deepEqual(read.flatMap(({ faults }) => faults), []);
  assert.equal(text.slice(read[3].start, read[3].end).slice(0, 5) + text.slice(read[3].end - 6, read[3].end), "@Book1990 }");
});

/** Name -> text, codes of the faults, fields that are read, and the text once it is mended. */
const MENDED = {
  "a value that nothing closes": ["@misc{x,\n  title = {A {B study},\n  year = {2020}\n}", ["open"], { title: "A {B study}", year: "2020" },
    "@misc{x,\n  title = {A {B study}},\n  year = {2020}\n}"],
  "an entry that nothing closes": ["@misc{x,\n  title = {A},\n  year = {2020},", ["end"], { title: "A", year: "2020" }, "@misc{x,\n  title = {A},\n  year = {2020},\n}"],
  "a brace too many within": ["@misc{x,\n  title = {A}},\n  year = {2020}\n}", ["surplus"], { title: "A", year: "2020" }, "@misc{x,\n  title = {A},\n  year = {2020}\n}"],
  "a brace too many behind": ["@misc{x,\n  title = {A}\n}\n}", ["surplus"], { title: "A" }, "@misc{x,\n  title = {A}\n}\n"],
  "a comma that is missing": ["@misc{x,\n  title = {A}\n  year = 2020\n}", ["comma"], { title: "A", year: "2020" }, "@misc{x,\n  title = {A},\n  year = 2020\n}"],
  "no comma behind the key": ["@misc{x\n  title = {A}\n}", ["comma"], { title: "A" }, "@misc{x,\n  title = {A}\n}"],
  "commas too many": ["@misc{x,, title = {A},,}", ["commas", "commas"], { title: "A" }, "@misc{x, title = {A},}"],
  "no sign of equality": ["@misc{x, title {A}}", ["equals"], { title: "A" }, "@misc{x, title = {A}}"],
  "text without braces": ["@misc{x, title = A bee in a wall, year = 2020}", ["bare"], { title: "A bee in a wall", year: "2020" }, "@misc{x, title = {A bee in a wall}, year = 2020}"],
  "a number that is none": ["@misc{x, doi = 10.1000/x, year = 2020}", ["bare"], { doi: "10.1000/x", year: "2020" }, "@misc{x, doi = {10.1000/x}, year = 2020}"],
  "a sign behind a name": ["@misc{x,\n title\" = {A}}", ["sign"], { title: "A" }, "@misc{x,\n title = {A}}"],
  "a quote inside quotes": ["@misc{x,\n author = \"K. G\\\"odel\",\n year = 1931}", ["quote"], { author: "K. G\\\"odel", year: "1931" }, "@misc{x,\n author = {K. G\\\"odel},\n year = 1931}"],
  "a quote that nothing closes": ["@misc{x,\n title = \"A,\n year = 1931\n}", ["open"], { title: "A", year: "1931" }, "@misc{x,\n title = \"A\",\n year = 1931\n}"],
  "a comment within": ["@misc{x,\n % no\n title = {A}}", ["percent"], { title: "A" }, "@misc{x,\n \n title = {A}}"],
  "no key": ["@misc{, title = {A}}", ["key"], { title: "A" }, "@misc{nokey6, title = {A}}"],
  "a field for a key": ["@misc{title = {A}}", ["key"], { title: "A" }, "@misc{nokey6, title = {A}}"],
  "a blank in the key": ["@misc{x y, title = {A}}", ["blank"], { title: "A" }, "@misc{x_y, title = {A}}"],
  "the other bracket": ["@misc(x, title = {A}}", ["closer"], { title: "A" }, "@misc(x, title = {A})"],
  "a field twice": ["@misc{x, title = {A}, title = {B}}", ["twice"], { title: "A" }, "@misc{x, title = {A},}"],
  "all in one line": ["@misc{x, title = {A {B}, year = {2020}}", ["open"], { title: "A {B}", year: "2020" }, "@misc{x, title = {A {B}}, year = {2020}}"],
};
for (const [name, [text, codes, fields, mended]] of Object.entries(MENDED)) {
  test(`${name} is read, told and mended, and harms no other entry`, () => {
    const [first, second] = entries(text + FINE);
    assert.deepEqual([first.faults.map(({ code }) => code), fieldsOf(first), second.key, second.faults.length, first.isReadable], [codes, fields, "fine", 0, true]);
    assert.equal(applied(text, first.faults.flatMap(({ edits }) => edits)), mended);
    assert.deepEqual(entries(mended + FINE).map(({ faults }) => faults.length), [0, 0]);
  });
}

test("what cannot be mended is told and harms no other entry", () => {
  for (const text of ["@misc{x,\n ??? !!\n title = {A}}", "@misc{x, title = {A} and {B}, year = 2020}", "@misc{x, title = \"A } B\", year = 2020}"]) {
    const read = entries(text + FINE);
    assert.deepEqual([read.at(-1).key, read[0].isReadable], ["fine", false], text);
  }
});

test("braces are counted as bibtex counts them, whatever stands before", () => {
  assert.deepEqual(entries("@misc{x, title = {A \\{ B \\} C}}").map(fieldsOf), [{ title: "A \\{ B \\} C" }]);
});

test("an @ in a comment or an address is no entry", () => {
  assert.deepEqual(blocks("% @misc{x, title = {A}}\nme@example.org\n").map(({ kind }) => kind), ["stray", "stray"]);
});

test("keys may have odd signs", () => {
  for (const key of ["a=b", "a'b\"", "DBLP:conf/x/Y-20", "é2020", "a(b)", "#1", "a&b*c"]) {
    assert.deepEqual(entries(`@misc{${key}, title = {A}}`).map((it) => [it.key, it.faults.length]), [[key, 0]]);
  }
});

test("no text breaks the reader or keeps it for long", () => {
  const odd = ["@".repeat(5000), "@misc{".repeat(5000), "@misc{x, a = {\n".repeat(2000), `@misc{x, title = {${"{".repeat(50_000)}`, "@comment{".repeat(5000),
    `@misc{x, ${"a b, ".repeat(20_000)}}`, "@misc{x, a = \"".repeat(2000), "@string{a = ".repeat(2000), "@misc{x, a = 1 # # # 2}", "\0@misc{\0, \0 = {\0}}"];
  for (const text of odd) {
    const start = performance.now();
    const read = blocks(text);
    assert.ok(read.every((block, at) => block.end > block.start && block.start >= (read[at - 1]?.end ?? 0)), text.slice(0, 20));
    assert.ok(performance.now() - start < 5000, text.slice(0, 20));
  }
});

test("bytes come back as they were, whatever they are", () => {
  const all = Uint8Array.from({ length: 70_000 }, (_, at) => (at * 7 + (at >> 8)) % 256);
  assert.deepEqual(toBytes(ofBytes(all)), all);
  assert.equal(decoded(ofText("Müller 中")), "Müller 中");
  assert.equal(decoded("M\xfcller"), "Müller");
  assert.deepEqual([isUtf8("M\xfcller"), isUtf8(ofText("Müller")), isUtf8("")], [false, true, true]);
  assert.equal(ofBytes(Uint8Array.of(0xff, 0xfe, 0x40, 0, 0xfc, 0)), ofText("@ü"));
});
