// The comment that heads an export, and its file's name: nothing typed can break out of either.
import assert from "node:assert/strict";
import { test } from "node:test";
import { asciiOf, fileName, localDay } from "../../docs/assets/js/shelf/file_name.js";
import { heading } from "../../docs/assets/js/shelf/heading.js";

const ABOUT = {
  site: "Bees & Co", words: "nest studies, 2020 to 2023", address: "https://bees.example/lit/library/?categories=nest-study",
  count: 34, date: "2026-11-21",
};
const HOSTILE = [
  "x\n@misc{evil,\n}", "x\r\n@comment{", "@string{a = {b}}", "a\u2028@article{b,", "a\u0085@book{c,", "a\u000b@x{", "＠misc{full,",
  "﹫misc{small,", "\u202e}cсim@", "x --> <script>alert(1)</script>", "--!>", "->", ">", "--", "<!--", "%", "% \\end{document}",
  "\\input{/etc/passwd}", "{", "}", "\"", "a".repeat(1_000_000), "漢字", "😀\ud800", "", "   ", "\0",
];

test("the comment of a BibTeX file says site, words, number, day and address", () => {
  const expected = "% Bees & Co: nest studies, 2020 to 2023, 34 entries, exported 2026-11-21\n" +
    "% https://bees.example/lit/library/?categories=nest-study\n\n";
  assert.equal(heading("bib", ABOUT), expected);
  assert.equal(heading("biblatex", ABOUT), expected);
});

test("Markdown begins with a comment, citations with a line", () => {
  const said = "Bees & Co: nest studies, 2020 to 2023, 1 entry, exported 2026-11-21; https://bees.example/lit/library/?categories=nest-study";
  assert.equal(heading("md", { ...ABOUT, count: 1 }), `<!-- ${said} -->\n\n`);
  assert.equal(heading("txt", { ...ABOUT, count: 1 }), `${said}\n\n`);
});

test("formats without comments have none", () => {
  for (const format of ["ris", "csl", "csv"]) assert.equal(heading(format, ABOUT), "");
});

for (const [number, words] of HOSTILE.entries()) {
  const address = `https://bees.example/lit/library/?q=${encodeURIComponent(words.toWellFormed().slice(0, 5000))}#ids=@a--b`;
  const about = { ...ABOUT, words, site: words, address };

  test(`hostile words ${number} stay two ASCII lines without "@" in a BibTeX file`, () => {
    for (const format of ["bib", "biblatex"]) {
      const lines = heading(format, about).split("\n");
      assert.equal(lines.length, 4);
      assert.ok(lines.slice(0, 2).every((line) => /^% [\x20-\x3f\x41-\x7e]*$/.test(line)), lines.join("|"));
      assert.deepEqual(lines.slice(2), ["", ""]);
      assert.ok(lines.join("").length < 3000);
    }
  });

  test(`hostile words ${number} do not end the comment of Markdown`, () => {
    const text = heading("md", about);
    assert.match(text, /^<!-- [^\n]* -->\n\n$/);
    const inner = text.slice(4, -5);
    assert.ok(!/--|[<>\p{Cc}]/u.test(inner.slice(0, -1)), inner);
  });

  test(`hostile words ${number} are one line before the citations`, () => {
    assert.match(heading("txt", about), /^[^\n\r\p{Cc}\u2028\u2029\u202e]+\n\n$/u);
  });

  test(`hostile words ${number} make a safe file name`, () => {
    const name = fileName(about, ".biblatex.bib");
    assert.match(name, /^[a-z0-9][a-z0-9-]*-2026-11-21\.biblatex\.bib$/);
    assert.ok(name.length <= 80);
  });
}

test("a name says site, query and day", () => {
  assert.equal(fileName(ABOUT, ".bib"), "bees-co-nest-studies-2020-to-2023-2026-11-21.bib");
  assert.equal(fileName({ ...ABOUT, site: "Atlas", words: "selection" }, ".csl.json"), "atlas-selection-2026-11-21.csl.json");
  assert.equal(fileName({ ...ABOUT, site: "漢字", words: "漢字" }, ".csv"), "library-entries-2026-11-21.csv");
});

test("a long address loses its keys, then its query", () => {
  const long = "a,".repeat(2000);
  assert.match(heading("txt", { ...ABOUT, address: `https://bees.example/library/?q=x#ids=${long}` }), /library\/\?q=x\n\n$/);
  assert.match(heading("txt", { ...ABOUT, address: `https://bees.example/library/?q=${long}` }), /library\/\n\n$/);
});

test("letters are folded as the build folds them", () => {
  assert.equal(asciiOf("Höhne, Łukasz Straße ﬁ Ægir 漢字"), "Hohne, Lukasz Strasse fi AEgir ");
});

test("the day is the reader's", () => {
  assert.equal(localDay(new Date(2026, 0, 5, 23, 59)), "2026-01-05");
});
