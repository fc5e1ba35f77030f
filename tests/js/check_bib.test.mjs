/** The checker of bibliographies over a library of three bees: what it finds, and what it changes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { MILD, readBlocks } from "../../docs/assets/js/bibtex/read.js";
import { Checker } from "../../docs/assets/js/check-bib/report.js";
import { lines, readTex } from "../../docs/assets/js/check-bib/tex.js";
import { bees, json, text as built } from "./built.mjs";

const TITLES = ["Mazes for the Bees That Remember", "A Radar for Bumblebees in GPS Flight", "Bees and Walls of Vision"];
const RECORDS = `% Bees

@article{c3,
  title = {Mazes for the Bees That Remember},
  author = {van der Berg, Jan and Okafor, Ngozi},
  journal = {Letters on Bees},
  year = {2026},
  volume = {4},
  pages = {1--9},
  doi = {10.1000/a<b>},
  eprint = {2503.00001},
  archivePrefix = {arXiv},
}

@misc{b2,
  title = {A Radar for {Bumblebees} in {GPS} Flight},
  author = {{The Bee Atlas} and Kennedy, III, Monroe},
  year = {2025},
  eprint = {2503.00002},
  archivePrefix = {arXiv},
}

@misc{a1,
  title = {Bees and Walls of Vision},
  author = {H{\\"o}hne, {\\AA}ngstr{\\"o}m},
  year = {2019},
  doi = {10.1000/x#1},
}
`;

function library() {
  const search = bees();
  search.names = ["van der Berg, Jan", "Okafor, Ngozi", "{The Bee Atlas}", "Kennedy, III, Monroe", "Höhne, Ångström"];
  Object.assign(search.entries, { title: TITLES, authors: [[0, 0], [0, 0], [0]], published: ["2025-03-04", "2025-03-01", "2019"], arxiv: ["2503.00001", "2503.00002", ""], alt_titles: [["Mazes for Bees"], 0, 0] });
  return search;
}

const latex = json("submit.json").latex;
const bytes = (value) => Uint8Array.from(value, (sign) => sign.charCodeAt(0));
const whole = (signs) => Buffer.from(signs).toString("latin1");

function checked(bib, tex) {
  const checker = new Checker();
  checker.load(library(), RECORDS, latex, []);
  const work = checker.check({ bib: bib === undefined ? null : bytes(bib), tex: tex === undefined ? null : bytes(tex) });
  for (;;) {
    const { done, value } = work.next();
    if (done) return { ...value, repaired: (ids = value.told.filter(({ hasChange }) => hasChange).map(({ id }) => id)) => whole(checker.repaired(ids)) };
  }
}
const entry = (fields, head = "@article{x") => `${head},\n${Object.entries(fields).map(([name, value]) => `  ${name} = {${value}},\n`).join("")}}\n`;
const told = (report) => report.told.map(({ group, words, rows }) => [group, words, ...rows]);
const MAZES = { title: "Mazes for the Bees that Remember", author: "Jan van der Berg and N. Okafor", journal: "Letters on Bees", year: "2026" };
const RADAR = { title: "A Radar for {B}umblebees in {GPS} Flight", author: "{The Bee Atlas} and Monroe Kennedy III", year: "2025", eprint: "2503.00002" };

test("a work is known by DOI, by arXiv id, by its title, and by likeness", () => {
  const how = (fields) => checked(entry(fields)).here.map(({ at, how: by }) => [at, by])[0];
  assert.deepEqual(how({ ...MAZES, doi: "https://doi.org/10.1000/A<B>" }), [0, "DOI"]);
  assert.deepEqual(how({ ...MAZES, journal: "arXiv preprint arXiv:2503.00001v2" }), [0, "arXiv id"]);
  assert.deepEqual(how({ ...MAZES, title: "{Mazes} for the bees that remember" }), [0, "title"]);
  assert.deepEqual(how({ ...MAZES, title: "Mazes for the Bees That Rememeber" }), [0, "likeness of title, authors and year"]);
  assert.deepEqual(how({ ...MAZES, title: "Something Else Altogether for Ants" }), [-1, ""]);
  assert.deepEqual(how({ ...MAZES, author: "Somebody, Else" }), [-1, ""]);
});

test("a file that says what the entries say gives no finding and stays as it is", () => {
  const report = checked(RECORDS);
  assert.deepEqual([told(report), report.here.length, report.absent, report.repaired()], [[], 3, [], RECORDS]);
});

test("a preprint that was published gets the fields of its venue, and keeps all others", () => {
  const report = checked("@misc{mine,\r\n  title = {Mazes for the Bees That Remember},\r\n  author = {van der Berg, Jan and Okafor, Ngozi},\r\n  journal = {arXiv preprint arXiv:2503.00001},\r\n  year = 2025,\r\n  month = mar,\r\n  abstract = {Ours}\r\n}\r\n");
  assert.deepEqual(told(report), [["published", "Published at Bee Letters 2026.", ["Type", "misc", "article"], ["journal", "arXiv preprint arXiv:2503.00001", "Letters on Bees"],
    ["year", "2025", "2026"], ["volume", "", "4"], ["pages", "", "1–9"], ["doi", "", "10.1000/a<b>"], ["month", "3", ""]]]);
  assert.equal(report.repaired(), "@article{mine,\r\n  title = {Mazes for the Bees That Remember},\r\n  author = {van der Berg, Jan and Okafor, Ngozi},\r\n  journal = {Letters on Bees},\r\n  year = 2026,\r\n  abstract = {Ours},\r\n  volume = {4},\r\n  pages = {1--9},\r\n  doi = {10.1000/a<b>}\r\n}\r\n");
});

test("title, year and authors are shown beside those of the entry", () => {
  assert.deepEqual(told(checked(entry({ ...MAZES, doi: "10.1000/a<b>", title: "Mazes for Ants That Remember", year: "2020" }))), [
    ["differs", "Another title.", ["Title", "Mazes for Ants That Remember", TITLES[0]]], ["differs", "Another year.", ["Year", "2020", "2026 (Bee Letters)"]]]);
  assert.deepEqual(told(checked(entry({ ...MAZES, author: "Jan van der Berg" }))), [
    ["differs", "Other authors: 1 of 2 authors is missing.", ["Authors", "Jan van der Berg", "van der Berg, Jan and Okafor, Ngozi"]]]);
  assert.deepEqual(told(checked(entry({ ...MAZES, author: "Okafor, N. and van der Berg, J." }))).map((it) => it[1]), ["Other authors: another order."]);
  assert.deepEqual(told(checked(entry({ ...MAZES, author: "van der Berg, Jan and others" }))), []);
  assert.deepEqual(told(checked(entry({ ...MAZES, doi: "10.1000/a<b>", title: "Mazes for Bees" }))).map((it) => it[1]), ["The work has another title by now."]);
});

test("an identifier of another work is told, and nothing of that work is put in", () => {
  const report = checked(entry({ title: "Sentences on the Growth of Trees", author: "Elm, Ada", journal: "Trees", year: "2001", doi: "10.1000/x#1" }));
  assert.deepEqual(report.told.map(({ words, hasChange }) => [words, hasChange]), [["The DOI leads to another work.", false]]);
});

test("duplicates: the same key and work goes, another work gets a key, one work under two keys is told", () => {
  const one = entry(MAZES, "@article{a"), other = entry({ ...MAZES, title: "On Quite Another Thing in Trees", author: "Elm, Ada" }, "@article{A");
  assert.equal(checked(`${one}\n${one}\n${entry(RADAR, "@misc{r")}`).repaired().split("@").length, 3);
  assert.match(checked(one + other).repaired(), /@article\{A-2,/);
  const report = checked(one + one.replace("{a", "{b"));
  assert.deepEqual(report.told.map(({ group, words, hasChange }) => [group, words, hasChange]), [["twice", "Twice under two keys: the same title.", false]]);
  const withPaper = checked(one + one.replace("{a", "{b"), "\\cite{a}");
  assert.equal(withPaper.repaired(), one);
});

test("capitals that a style would lower get braces, those in braces and formulas do not", () => {
  const repaired = (title) => checked(entry({ ...MAZES, title })).repaired().split("\n")[1];
  assert.equal(repaired("CLIP and GPT-4 on ImageNet-1k: {BERT} in $AB$ for A Bee"), "  title = {{CLIP} and {GPT-4} on {ImageNet-1k}: {BERT} in $AB$ for A Bee},");
  assert.equal(repaired("\\emph{CLIP} and the {\\em X} in M{\\\"u}nchen"), "  title = {\\emph{CLIP} and the {\\em X} in M{\\\"u}nchen},");
  assert.equal(repaired("{CLIP on all}"), "  title = {{CLIP on all}},");
  assert.equal(repaired("A STUDY OF BERT IN WALLS"), "  title = {A STUDY OF BERT IN WALLS},");
  assert.deepEqual(told(checked(entry({ ...RADAR, title: "A Radar for Bumblebees in {GPS} Flight" }, "@misc{x"))), [["capitals", "{Bumblebees}", ["Title", TITLES[1], ""]]]);
});

test("commas where names are joined are told and mended", () => {
  const author = (value) => /author = \{(.*)\},\n/.exec(checked(entry({ title: "Trees of Words", author: value, journal: "T", year: "2001" })).repaired())[1];
  assert.equal(author("Elm, A., Oak, B., and Ash, C. D."), "Elm, A. and Oak, B. and Ash, C. D.");
  assert.equal(author("Ada Elm, Bo Oak, Cy Ash"), "Ada Elm and Bo Oak and Cy Ash");
  assert.equal(author("Elm, Ada, and Oak, Bo,"), "Elm, Ada and Oak, Bo");
  assert.equal(author("King, Jr., Martin Luther and {Oak, Elm, Ash, and Sons, Ltd}"), "King, Jr., Martin Luther and {Oak, Elm, Ash, and Sons, Ltd}");
});

test("fields that a type must have are told, and filled where the entry has them", () => {
  const report = checked(entry({ title: MAZES.title, author: MAZES.author, doi: "10.1000/a<b>" }));
  assert.deepEqual(told(report), [["incomplete", "@article needs journal or journaltitle, year or date.", ["journal", "", "Letters on Bees"], ["year", "", "2026"]]]);
  assert.equal(report.repaired().split("\n").slice(3, 7).join("\n"), "  doi = {10.1000/a<b>},\n  journal = {Letters on Bees},\n  year = {2026},\n}");
  assert.deepEqual(told(checked("@inproceedings{x, author = {Elm, A}, title = {Trees of Words}, crossref = {p}}\n@proceedings{p, title = {Trees}, year = 2001}")), []);
  assert.deepEqual(told(checked("@inproceeding{x, title = {Trees}}")), [["incomplete", "@inproceeding is no type that styles know.", ["Type", "inproceeding", "inproceedings"]]]);
});

test("a crossref to nothing is told, and what the entry may have from there is not", () => {
  const words = (bib) => told(checked(bib)).map((it) => it[1]);
  assert.deepEqual(words("@incollection{x, author = {Elm, A}, title = {Trees of Words}, crossref = {p}}\n"), ["crossref names p, which is not in this file."]);
  assert.deepEqual(words("@inproceedings{x, author = {Elm, A}, title = {Trees of Words}, booktitle = {Trees}, year = 2001, crossref = {p}}\n"), ["crossref names p, which is not in this file."]);
});

test("a field that nothing defines is told once: it is there", () => {
  const report = checked("@article{x, author = {Elm, A}, title = {Trees of words}, journal = jtrees, year = 2001}\n");
  assert.deepEqual(told(report).map((it) => it.slice(0, 2)), [["told", "journal: nothing in this file says what jtrees stands for."]]);
});

test("one title is two works where volumes or DOIs of venues differ", () => {
  const twins = (one, other, type = "article") => told(checked([one, other].map((fields, n) => entry({ title: "Introduction to This Issue", author: "Elm, A", journal: "Trees", year: "2001", publisher: "P", ...fields }, `@${type}{x${n}`)).join("\n"))).filter(([group]) => group === "twice").length;
  assert.equal(twins({ volume: "1" }, { volume: "2" }, "book"), 0);
  assert.equal(twins({ doi: "10.1000/tree1" }, { doi: "10.1000/tree2" }), 0);
  assert.equal(twins({ doi: "10.1000/tree1" }, { doi: "10.1000/TREE1" }), 1);
  assert.equal(twins({ doi: "10.1000/tree1" }, { journal: "arXiv preprint arXiv:2503.00009" }), 1);
  assert.equal(twins({ volume: "1" }, { volume: "2" }), 1);
});

test("damage is told with its line; what cannot be mended is set aside", () => {
  const report = checked(`% one\n\n@misc{x,\n  title = {A {B},\n  year = 2020\n}\n@misc{y,\n  ??? !\n  title = {me@x}}\n${entry(RADAR, "@misc{r")}`);
  assert.deepEqual(report.told.map(({ group, line, key, hasChange }) => [group, line, key, hasChange]), [["damaged", 4, "x", true], ["unreadable", 8, "y", true]]);
  assert.equal(report.repaired(), `% one\n\n@misc{x,\n  title = {A {B}},\n  year = 2020\n}\nmisc{y,\n  ??? !\n  title = {me at x}}\n${entry(RADAR, "@misc{r")}`);
});

test("without a change each byte is as it was", () => {
  const file = `\xef\xbb\xbf% M\xfcller\r\n@string{a = "b"}\r\r\n@misc{x, title = {M\xc3\xbcller und CLIP},, note = "\xff\0"}\n\n\n@misc{x, title={`;
  assert.equal(checked(file).repaired([]), file);
  assert.match(checked(file).repaired(), /^\xef\xbb\xbf% M\xfcller\r\n@string\{a = "b"\}\r\r\n@misc\{x, title = \{M\xc3\xbcller und \{CLIP\}\}, note = "\xff\0"\}\n\n\n/);
});

test("hostile text stays text, and nothing of it is lost", () => {
  const title = "<script>alert(1)</script> \"><img src=x onerror=y> __proto__ and the Bees";
  const report = checked(entry({ title, author: "constructor, __proto__", year: "2020", journal: "toString", __proto__x: "a" }, "@article{__proto__"));
  assert.equal(report.here[0].title, title);
  assert.equal(report.here[0].key, "__proto__");
});

test("entries on the same topics come with a reason", () => {
  const { absent } = checked(entry(MAZES));
  assert.deepEqual(absent.map(({ row: { key }, why }) => [key, why]), [["b2", "Mazes (1 of your works)"], ["a1", "“bees” (1 of your works)"]]);
});

test("the keys of a .tex: every command that cites, none in a comment", () => {
  const { cited, isAll, items } = readTex("\\citep[see][]{a, b} \\textcite{c}% \\cite{no}\n\\autocites(x)[1]{d}[2]{e} \\nocite{*} 50\\% \\cite{f}\n\\citestyle{plain}\\Citeauthor*{g}"
    + "\\begin{thebibliography}{9}\\bibitem[A(1)]{h} Text \\bibitem{i} More\\end{thebibliography}");
  assert.deepEqual([[...cited.keys()], isAll, items.map(({ key, text }) => [key, text.trim()])], [["a", "b", "c", "d", "e", "f", "g"], true, [["h", "Text"], ["i", "More"]]]);
  assert.equal(lines("a\r\nb\rc\nd")(7), 4);
});

test("a .tex beside the file: keys without an entry, entries that nothing cites", () => {
  const report = checked(entry(MAZES, "@article{mazes2026") + entry(RADAR, "@misc{radar"), "\n\\cite{mazes2025}");
  assert.deepEqual(told(report), [["uncited", "In the .bib, but never cited."], ["uncited", "Cited, but no entry has this key.", ["Meant?", "mazes2025", "mazes2026"]], ["uncited", "In the .bib, but never cited."]]);
});

test("a .tex alone: its keys and the texts of its list, matched to entries", () => {
  const report = checked(undefined, "\\cite{c3,b2old,nobody}\\begin{thebibliography}{1}\\bibitem{q} H{\\\"o}hne. \\newblock Bees and walls of {V}ision. 2019.\n\\bibitem{r} arXiv:2503.00002\\end{thebibliography}");
  assert.deepEqual(report.here.map(({ key, at, how }) => [key, at, how]), [["c3", 0, "key"], ["b2old", 1, "key"], ["nobody", -1, ""], ["q", 2, "title in the text"], ["r", 1, "identifier in the text"]]);
});

test("the records of this site give no finding among themselves", () => {
  const checker = new Checker();
  checker.load(json("search.json"), built("literature.bib"), latex, []);
  const work = checker.check({ bib: new TextEncoder().encode(built("literature.bib")), tex: null });
  let step = work.next();
  while (!step.done) step = work.next();
  assert.deepEqual(told(step.value), []);
  assert.ok(step.value.here.every(({ at }, n) => at === n));
});

test("changes that meet in one place do not spoil each other", () => {
  const repaired = (file) => checked(file).repaired();
  const start = "@misc{x,\n  title = {Mazes for the Bees That Remember},\n  author = {van der Berg, Jan and Okafor, Ngozi},\n";
  assert.match(repaired(`${start}  journal = {arXiv 2503.00001},\n  month = {mar}\n  year = {2025}\n}`), /journal = \{Letters on Bees\},\n {2}year = \{2026\},\n {2}volume/);
  assert.match(repaired(`${start}  journal = {arXiv 2503.00001}\n  month = {mar},\n  year = {2025}\n}`), /journal = \{Letters on Bees\},\n {2}year = \{2026\},\n {2}volume/);
  assert.match(repaired(`${start}  journal = {arXiv 2503.00001,\n  year{2025}\n}`), /journal = \{Letters on Bees\},\n {2}year = \{2026\},\n {2}volume/);
});

test("what is left of a file spoilt at chance reads without a fault once it is repaired", () => {
  const checker = new Checker();
  checker.load(json("search.json"), built("literature.bib"), latex, []);
  let seed = 20261121;
  const chance = (most) => { seed = (seed * 1103515245 + 12345) % 2147483648; return Math.floor((seed / 2147483648) * most); };
  for (let round = 0; round < 6; round++) {
    let spoilt = built("literature.bib");
    for (let n = 0; n < 40; n++) {
      const sign = "{},=\"#%\\'"[chance(9)], at = chance(spoilt.length), gone = spoilt.indexOf(sign, at);
      spoilt = chance(2) || gone < 0 ? spoilt.slice(0, at) + sign + spoilt.slice(at) : spoilt.slice(0, gone) + spoilt.slice(gone + 1);
    }
    const work = checker.check({ bib: bytes(spoilt), tex: null });
    let step = work.next();
    while (!step.done) step = work.next();
    assert.equal(whole(checker.repaired([])), spoilt);
    const left = [...readBlocks(whole(checker.repaired(step.value.told.map(({ id }) => id))))];
    assert.deepEqual(left.flatMap(({ key, faults }) => faults.filter(({ code }) => !MILD.has(code)).map(({ code }) => [key, code])), [], `round ${round}`);
    assert.ok(left.length > 440);
  }
});
