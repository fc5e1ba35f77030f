// What search.json and details.json hold, read and checked.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { decode } from "../../docs/assets/js/find/columns.js";
import { asciiSlug, Name } from "../../docs/assets/js/find/names.js";
import { beeDetails, bees, json, SITE } from "./built.mjs";

const real = decode(json("search.json"));
const toy = decode(bees());
const nameOf = ({ printed, family, folded }) => ({ printed, family, folded });

test("every entry of the library is there, newest first", () => {
  const { count } = json("search.json");
  assert.ok(count > 0);
  assert.equal(real.count, count);
  assert.deepEqual(real.published.map((date) => date.slice(0, 4)), real.published.map((date) => date.slice(0, 4)).sort().reverse());
});

test("what search.json says shortly is what the entries say", () => {
  const ids = (entry, { field }) => [entry[field] ?? []].flat();
  assert.deepEqual(
    json("entries.json").entries.map((entry) => [entry.key, entry.authors, entry.added, entry.arxiv ?? "", real.facets.map((facet) => ids(entry, facet))]),
    real.keys.map((key, at) => [
      key, real.authors[at].map((name) => real.names[name].stored), real.added[at], real.arxiv[at],
      real.facets.map((facet) => facet.own[at].map((term) => facet.terms[term].id)),
    ]),
  );
});

test("short forms are told from long ones", () => {
  const file = bees();
  Object.assign(file, { families: ["O'Neil", "{The Bee Atlas}", "Li"], givens: ["Seán", "", "Wei"], names: ["####", ["李, "], "##$%"] });
  Object.assign(file.entries, {
    title: ["Mazes for bees", "A radar for bees", "«Bees»"], key: [2, 1, 0], added: [20454, 0, "2026-02-01"],
    arxiv: [".00001", "math/0309136", "2503.00002"],
  });
  const columns = decode({ ...file, entries: { ...file.entries, authors: ["##", "%###", "&"] } });
  assert.deepEqual(columns.names.map(({ stored }) => stored), ["O'Neil, Seán", "{The Bee Atlas}", "李, ", "Li, Wei", "O'Neil"]);
  assert.deepEqual(columns.keys, ["oneil2025bees", "thebeeatlas2025radar", "2019bees"]);
  assert.deepEqual(columns.added, ["2026-01-01", "1970-01-01", "2026-02-01"]);
  assert.deepEqual(columns.arxiv, ["2503.00001", "math/0309136", "2503.00002"]);
});

test("numbers in letters are told of any length", () => {
  const file = bees();
  const families = Array.from({ length: 2000 }, (_, at) => `F${at + 1}`);
  const names = ["#".repeat(4000)]; // 2,000 names, all of new parts
  const columns = decode({ ...file, families, givens: families, names, entries: { ...file.entries, authors: ["#".repeat(2000), "$[^#^$", "^[_#$"] } });
  assert.deepEqual(columns.authors.slice(1), [[0, 55, 56, 57], [112, 113, 0]]);
  assert.equal(columns.names[1999].stored, "F2000, F2000");
});

test("damaged names are told", () => {
  for (const names of [["###"], ["##", 5], ["$$"], ["##", "é#"]]) {
    const file = Object.assign(bees(), { families: ["Li"], givens: ["Wei"], names });
    assert.throws(() => decode(file), { message: /^search\.json is damaged: "(?:names|authors)" has a wrong value at [01]$/ }, JSON.stringify(names));
  }
});

test("names are printed in reading order", () => {
  assert.deepEqual(toy.names.map(nameOf), [
    { printed: "Jan van der Berg", family: "van der Berg", folded: "jan van der berg" },
    { printed: "The Bee Atlas", family: "The Bee Atlas", folded: "the bee atlas" },
    { printed: "Monroe Kennedy III", family: "Kennedy", folded: "monroe kennedy iii" },
    { printed: "Aristotle", family: "Aristotle", folded: "aristotle" },
    { printed: "明 李", family: "李", folded: "明 李" },
    { printed: "Ångström Höhne", family: "Höhne", folded: "angstrom hohne" },
  ]);
  assert.equal(new Name("{Apis, Bombus; and others}").printed, "Apis, Bombus; and others");
});

test("terms count for the terms above them", () => {
  const approaches = toy.facetById.get("categories");
  assert.deepEqual(approaches.own, [[2], [0, 1], []]);
  assert.deepEqual(approaches.all, [[2, 1], [0, 1], []]);
});

test("terms that are above each other in a ring end", () => {
  const ring = bees();
  ring.facets[0].terms[1][2] = 2;
  assert.deepEqual(decode(ring).facetById.get("categories").all[0], [2, 1]);
});

test("what is absent is an empty list or null", () => {
  assert.deepEqual(toy.altTitles, [[], [], ["On bees"]]);
  assert.deepEqual(toy.aliases, [[], ["b2old"], []]);
  assert.equal(toy.summaries, null);
  assert.equal(toy.links, null);
});

test("a term is found by id, label, other spelling and full name, in singular and plural", () => {
  const [approaches, , venues] = toy.facets;
  for (const text of ["radar", "Radar", "RADARS", "harmonic-radar", "Harmonic Radar"]) assert.equal(toy.findTerm(approaches, text)?.id, "radar", text);
  for (const text of ["maze", "mazes", "Mazes"]) assert.equal(toy.findTerm(approaches, text)?.id, "maze", text);
  assert.equal(toy.findTerm(venues, "letters on bees")?.id, "bee");
  for (const text of ["", " ", "-", "rad", "__proto__", "constructor", "x".repeat(100_000)]) assert.equal(toy.findTerm(approaches, text), null, text.slice(0, 20));
});

test("every term of the library is found by its id, its label and its full name", () => {
  for (const facet of real.facets) {
    for (const term of facet.terms) {
      assert.equal(real.findTerm(facet, term.id), term);
      assert.ok(real.findTerm(facet, term.label), term.label);
      assert.ok(real.findTerm(facet, term.fullName), term.fullName);
    }
  }
});

test("a facet is found by id, field and labels, in singular and plural", () => {
  for (const name of ["categories", "category", "Approaches", "approach"]) assert.equal(toy.findFacet(name)?.id, "categories", name);
  for (const name of ["venue", "venues", "VENUE"]) assert.equal(toy.findFacet(name)?.id, "venues", name);
  for (const name of ["", "__proto__", "constructor", "author", "x"]) assert.equal(toy.findFacet(name), null, name);
});

test("a key finds its entry, also a former one", () => {
  assert.deepEqual(["c3", "a1", "b2old", "x", "constructor", "__proto__", ""].map(toy.findKey), [0, 2, 1, -1, -1, -1, -1]);
});

test("a person is found by the address of the name and by its words", () => {
  const { people } = toy;
  assert.deepEqual(people.slugs, ["jan-van-der-berg", "the-bee-atlas", "monroe-kennedy-iii", "aristotle", "明-李", "angstrom-hohne"]);
  assert.equal(people.find("angstrom-hohne"), 5);
  assert.equal(people.find("Ångström Höhne"), 5);
  assert.equal(people.find("明-李"), 4);
  for (const text of ["", "nobody", "constructor", "__proto__"]) assert.equal(people.find(text), -1);
});

test("names that are printed alike are one person, once in an entry", () => {
  const twice = bees();
  twice.names[2] = "Berg, Jan van der";
  const { slugs, starts, values } = decode(twice).people;
  assert.deepEqual(slugs.slice(0, 2), ["jan-van-der-berg", "the-bee-atlas"]);
  assert.deepEqual([...values.subarray(starts[1], starts[2])], [0, 2, 3, 4]);
});

test("addresses of names are those of the build", () => {
  const slugs = new Set(real.people.slugs);
  const folders = readdirSync(join(SITE, "authors"), { withFileTypes: true }).filter((it) => it.isDirectory() && !/^\d+$/.test(it.name));
  assert.ok(folders.length > 100);
  assert.deepEqual(folders.map((it) => it.name).filter((name) => !slugs.has(name)), []);
  assert.equal(asciiSlug("Moreno D'Incà"), "moreno-d-inca");
  assert.equal(asciiSlug("Søren Ægir Þór-Łuk"), "soren-aegir-thor-luk");
  assert.equal(asciiSlug("李明"), "");
  assert.equal(asciiSlug("x".repeat(200)), "x".repeat(80));
});

test("details go with the columns that they were made for", () => {
  const columns = decode(bees());
  columns.addDetails(beeDetails());
  assert.deepEqual(columns.summaries, ["One.", "Two.", "Three."]);
  assert.deepEqual(columns.links[1], [["Page", "https://bees.example/"]]);
  assert.deepEqual(columns.cites, [0, ["1", "", "2-3"], 0]);
  assert.deepEqual(columns.urls, [0, 0, 0]);
  assert.deepEqual(columns.pages, [
    { title: "About", path: "about/", page: "", text: "About this." },
    { title: "Scope", path: "about/#scope", page: "About", text: "What belongs here." },
  ]);
});

const put = (path, value) => (object) => {
  const names = path.split("/");
  const last = names.pop();
  names.reduce((place, name) => place[name], object)[last] = value;
};
const DAMAGED = [
  [put("version", 2), 'search.json is of version 2; this page reads version 3'],
  [put("version", undefined), "search.json is of version none; this page reads version 3"],
  [put("edition", 5), "search.json is damaged: it names no edition"],
  [put("count", "3"), "search.json is damaged: it does not say how many entries it has"],
  [put("count", -1), "search.json is damaged: it does not say how many entries it has"],
  [put("count", 4), 'search.json is damaged: "key" has 3 values instead of 4'],
  [put("entries", []), "search.json is damaged: it has no entries"],
  [put("entries/doi", undefined), 'search.json is damaged: "doi" is no list'],
  [put("entries/title", ["a", "b"]), 'search.json is damaged: "title" has 2 values instead of 3'],
  [put("entries/title/1", 7), 'search.json is damaged: "title" has a wrong value at 1'],
  [put("entries/published/0", "yesterday"), 'search.json is damaged: "published" has a wrong value at 0'],
  [put("entries/authors/2", [7]), 'search.json is damaged: "authors" has a wrong value at 2'],
  [put("entries/authors/2", "&]#"), 'search.json is damaged: "authors" has a wrong value at 2'],
  [put("entries/authors/2", "\\"), 'search.json is damaged: "authors" has a wrong value at 2'],
  [put("entries/authors/2", [-1]), 'search.json is damaged: "authors" has a wrong value at 2'],
  [put("entries/aliases/0", [1]), 'search.json is damaged: "aliases" has a wrong value at 0'],
  [put("entries/code/0", true), 'search.json is damaged: "code" has a wrong value at 0'],
  [put("entries/terms/0", "2|2|0"), 'search.json is damaged: "terms.kinds" has a wrong value at 0'],
  [put("entries/terms/1", 0), 'search.json is damaged: "terms.categories" has a wrong value at 1'],
  [put("entries/terms/1", "x"), 'search.json is damaged: "terms.categories" has a wrong value at 1'],
  [put("entries/terms", null), 'search.json is damaged: "terms.categories" is no list'],
  [put("entries/key/0", 9), 'search.json is damaged: "key" has a wrong value at 0'],
  [put("entries/added/0", 1e9), 'search.json is damaged: "added" has a wrong value at 0'],
  [put("facets/0/terms/0/2", 9), 'search.json is damaged: "facets" has a wrong value at 0'],
  [put("facets/1/id", 3), 'search.json is damaged: "facets" has a wrong value at 1'],
  [put("facets", {}), 'search.json is damaged: "facets" is no list'],
  [put("names/1", null), 'search.json is damaged: "names" has a wrong value at 1'],
];
for (const [damage, message] of DAMAGED) {
  test(`damage is named: ${message}`, () => {
    const file = bees();
    damage(file);
    assert.throws(() => decode(file), { message });
  });
}

for (const nothing of [null, undefined, 5, "text", [], true]) {
  test(`${JSON.stringify(nothing)} is no library`, () => {
    assert.throws(() => decode(nothing), { message: "search.json is damaged: it holds no object" });
  });
}

const DAMAGED_DETAILS = [
  [put("version", 9), "details.json is of version 9; this page reads version 3"],
  [put("count", 2), "details.json has 2 entries instead of 3"],
  [put("pages/1", ["One", "one/", "text"]), 'details.json is damaged: "pages" has a wrong value at 1'],
  [put("pages", undefined), 'details.json is damaged: "pages" is no list'],
  [put("entries/summary/0", 0), 'details.json is damaged: "summary" has a wrong value at 0'],
  [put("entries/links/0", [["arXiv"]]), 'details.json is damaged: "links" has a wrong value at 0'],
  [put("entries/cite", [0, 0]), 'details.json is damaged: "cite" has 2 values instead of 3'],
];
for (const [damage, message] of DAMAGED_DETAILS) {
  test(`damage is named: ${message}`, () => {
    const file = beeDetails();
    damage(file);
    const columns = decode(bees());
    assert.throws(() => columns.addDetails(file), { message });
    assert.equal(columns.summaries, null);
  });
}

test("an empty library is a library", () => {
  const file = bees();
  file.count = 0;
  for (const name of Object.keys(file.entries)) file.entries[name] = [];
  const columns = decode(file);
  assert.equal(columns.count, 0);
  assert.deepEqual([...columns.people.slugs], []);
});
