// What the search engine finds, and in which order.
import assert from "node:assert/strict";
import { test } from "node:test";
import { decode } from "../../docs/assets/js/find/columns.js";
import { createEngine } from "../../docs/assets/js/find/index.js";
import MiniSearch from "../../docs/assets/js/vendor/minisearch.js";
import { toyDetails, toySearch } from "./toy_library.mjs";

function engineOf(hasDetails = false) {
  const columns = decode(toySearch());
  const engine = createEngine(columns, MiniSearch);
  if (hasDetails) {
    columns.addDetails(toyDetails());
    [...engine.addDetails()];
  }
  return { columns, engine, keys: (text) => Array.from(engine.search(text).hits ?? [], (at) => columns.keys[at]) };
}
const lite = engineOf();
const full = engineOf(true);
const firstOf = (text) => lite.keys(text)[0];

const FIRST = {
  "honey detectors": "zhao2025honey",
  "beebox": "silva2024auto",
  "bee swarms study": "silva2024auto",
  "swarm maps": "zhao2024swarm",
  "mapping clouds": "zhao2024swarm",
  "zhao 2024": "zhao2024swarm",
  "2025 zhao": "zhao2025honey",
  "Zhao et al., 2024": "zhao2024swarm",
  "zhao2024": "zhao2024swarm",
  "Ana Silva wax": "silva2023field",
  "hohne": "silva2024auto",
  "Hoehne 2024": "silva2024auto",
  "dinca": "dinca2022models",
  "d'inca": "dinca2022models",
  "oneil queens": "oneil2023what",
  "bee atlas": "oneil2023what",
  "autoencoder swarm": "silva2024auto",
  "auto encoders hear": "silva2024auto",
  "fieldguide": "silva2023field",
  "matrix queens": "li2021queens",
  "queen matrices": "li2021queens",
  "AE hive": "dinca2022models",
  "ASN meadows": "zhao2025honey",
  "apis wax": "silva2023field",
  "oney detectors": "zhao2025honey",
  "hoeny urban": "zhao2025honey",
  "honey detctors": "zhao2025honey",
  "hoxney": "zhao2025honey",
  "sfarm mpas": "zhao2024swarm",
  "Hönéy Ürban": "zhao2025honey",
  "honey det": "zhao2025honey",
  "Language Models: A Hive": "dinca2022models",
};
for (const [query, key] of Object.entries(FIRST)) {
  test(`"${query}" finds ${key} first`, () => assert.equal(firstOf(query), key));
}

const IN_ORDER = {
  silv: ["silva2024auto", "silva2023field", "zhao2025honey"], // the work of a first author comes before a newer one of a later author
  sivla: ["silva2024auto", "silva2023field", "zhao2025honey"],
  "Zhao24 honey": ["zhao2025honey", "zhao2024swarm"],
  "honey OR wax": ["zhao2025honey", "silva2023field"],
  '"queens and matrices" OR "swarm maps"': ["li2021queens", "zhao2024swarm"],
  "zzqx OR wax OR honey": ["silva2023field", "zhao2025honey"],
  "author:dinca OR year:2021 OR": ["dinca2022models", "li2021queens"],
  '"swarm OR maps"': [],
};
for (const [query, keys] of Object.entries(IN_ORDER)) {
  test(`${query} finds ${keys.length} in this order`, () => assert.deepEqual(lite.keys(query), keys));
}

test("sides of which none is found whole are relaxed, and what they ignore is told", () => {
  const found = lite.engine.search("honey zeppelin OR year:x wax zeppelin");
  assert.deepEqual([found.isRelaxed, found.ignored], [true, ['year: "x" is not a year']]);
  assert.deepEqual(Array.from(found.hits, (at) => lite.columns.keys[at]), ["zhao2025honey", "silva2023field"]);
  assert.equal(lite.engine.search("zzqx OR qxzz").isRelaxed, false);
});

const ALONE = {
  "2503.00001": "zhao2025honey",
  "arXiv:2406.12345v3": "silva2024auto",
  "https://arxiv.org/pdf/2406.12345v2.pdf": "silva2024auto",
  "https://doi.org/10.48550/arXiv.2305.54321": "oneil2023what",
  "https://doi.org/10.1234/bees.7": "silva2024auto",
  "10.1234%2FBEES.7": "silva2024auto",
  "https://openreview.net/forum?id=lHbLpwbEyt&noteId=x": "zhao2024swarm",
  "lHbLpwbEyt": "zhao2024swarm",
  "https://aclanthology.org/2023.bees-long.3/": "silva2023field",
  "li2021queens": "li2021queens",
  "li2020queens": "li2021queens",
  "\\citep[see][]{zhao2024swarm}": "zhao2024swarm",
  "honey \\cite{li2020queens}": "li2021queens",
  "[10.1234/bees.7](https://doi.org/10.1234/Bees.7)": "silva2024auto",
  "https://openreview.net/forum?noteId=zzz&id=lHbLpwbEyt": "zhao2024swarm",
  'url = "https://aclanthology.org/2023.bees-long.3/",': "silva2023field",
  "silva23": "silva2023field",
  "https://example.org/atlas/entries/li2021queens/": "li2021queens",
};
for (const [query, key] of Object.entries(ALONE)) {
  test(`${query} finds ${key} alone`, () => assert.deepEqual(lite.keys(query), [key]));
}

test("an identifier is found while it is typed", () => {
  for (const typed of ["2406.1", "2406.1234", "10.1234/be", "2023.bees-long.3"]) {
    assert.equal(firstOf(typed), typed.startsWith("2023") ? "silva2023field" : "silva2024auto", typed);
  }
});

test("an identifier of no entry finds nothing", () => assert.deepEqual(lite.keys("arxiv.org/abs/1901.00001"), []));

test("an address that two entries link to finds both", () =>
  assert.deepEqual(full.keys("https://github.com/silva/bees"), ["silva2024auto", "silva2023field"]));

const RESTRICTED = {
  "author:silva": ["zhao2025honey", "silva2024auto", "silva2023field"],
  'author:"ana silva" year:2023': ["silva2023field"],
  "author:höhne": ["silva2024auto"],
  "-author:silva year:2024-2025": ["zhao2024swarm"],
  "year:-2022": ["dinca2022models", "li2021queens"],
  "year:<2022": ["li2021queens"],
  "method:acoustics": ["zhao2025honey", "zhao2024swarm", "oneil2023what", "li2021queens"],
  "tag:AE": ["silva2024auto", "dinca2022models"],
  "venue:apis field": ["silva2024auto", "silva2023field"],
  '"field guide"': ["silva2023field"],
  "-queens -swarm -bees year:2022-": ["zhao2025honey", "silva2023field", "dinca2022models"],
};
for (const [query, keys] of Object.entries(RESTRICTED)) {
  test(`${query} restricts to ${keys.length}`, () => assert.deepEqual(lite.keys(query).sort(), [...keys].sort()));
}

test("conditions alone give the newest first", () =>
  assert.deepEqual(lite.keys("author:silva"), ["zhao2025honey", "silva2024auto", "silva2023field"]));

const IGNORED = {
  "year:abcd": ['year: "abcd" is not a year'],
  "method:nonesuch": ['method: "nonesuch" is not in the vocabulary'],
  "author:": ["author: is followed by nothing"],
};
for (const [query, sentences] of Object.entries(IGNORED)) {
  test(`${query} is named and restricts nothing`, () => {
    const found = lite.engine.search(query);
    assert.deepEqual([found.ignored, found.isAll, found.hits], [sentences, true, null]);
  });
}

test("a word before a colon that is no field is a word", () => assert.equal(firstOf("honey:detectors"), "zhao2025honey"));

test("all words are asked for first; without any such entry, most words", () => {
  const found = lite.engine.search("honey detectors zeppelin");
  assert.deepEqual([found.isRelaxed, found.whole, lite.columns.keys[found.hits[0]]], [true, 0, "zhao2025honey"]);
  assert.equal(lite.engine.search("honey detectors").isRelaxed, false);
});

test("the summaries are searched once they are there, below titles", () => {
  assert.deepEqual(lite.keys("recurrent"), []);
  assert.deepEqual(full.keys("recurrent"), ["silva2024auto"]);
  assert.deepEqual(full.keys("autoencoders").at(-1), "silva2023field");
});

test("a query that finds nothing is answered with one that does", () => {
  assert.equal(lite.engine.search("author:zhoa").suggestion, "author:zhao");
  assert.equal(lite.engine.search("qqqqqqqq").suggestion, "");
});

test("terms that are called so are offered", () => {
  const named = (text) => lite.engine.search(text).jump.map(({ facet, term }) => `${facet.id}/${term.id}`);
  assert.deepEqual(named("AEs"), ["categories/autoencoders"]);
  assert.deepEqual(named("auto-enc"), ["categories/autoencoders"]);
  assert.deepEqual(named("acoustic sensing"), ["categories/acoustics"]);
  assert.deepEqual(named("zeppelin"), []);
});

test("sections of written pages are found once they are there", () => {
  assert.deepEqual(lite.engine.search("how do I add a work").pages, []);
  assert.deepEqual(full.engine.search("how do I add a work").pages.map(({ at }) => at), [1]);
  assert.deepEqual(full.engine.search("send").pages.map(({ at }) => at), [1]);
});

test("no text makes it fail", () => {
  const texts = [null, undefined, "", " ", "\0", "\ud800", "author:", "author:\"", " OR ", "a OR ".repeat(1e5), "\" OR ".repeat(1e5), " OR".repeat(1e5), "-", "--", "-\"", "\"", "((", "[", "\\", "a".repeat(1e6),
    "a-".repeat(1e5), "'a".repeat(1e5), "10.1234/" + "/".repeat(1e5), "%E0%A4%A", "constructor", "__proto__", "year:-", "tag:\"", "文字", "key:", "é".repeat(2000)];
  for (const text of texts) assert.ok(full.engine.search(text).ignored, String(text).slice(0, 20));
});

test("every hit is given once", () => {
  for (const text of ["a", "silva", "2503.00001 honey", "hoeny bee swarm", "the"]) {
    const { hits, scores } = full.engine.search(text);
    assert.equal(new Set(hits).size, hits.length);
    assert.equal(scores.length, hits.length);
  }
});
