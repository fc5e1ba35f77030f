// An export: the right records in the right order, or a clear failure; never something of another edition.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { filesOf, makeExport, recordsOf } from "../../docs/assets/js/shelf/export.js";
import { builtKeys } from "./built.mjs";

const ROOT = "https://bees.example/lit/";
const FOLDER = process.env.ATLAS_DATA ?? fileURLToPath(new URL("../../site/data", import.meta.url));
const BIB = { a1: "@misc{a1,\n  title = {A},\n}", b2: "@misc{b2,\n  title = {B},\n}", c3: "@article{c3,\n  title = {C},\n}" };

const indexText = (keys, edition = "e1", aliases = keys.map(() => 0)) =>
  JSON.stringify({ version: 3, edition, count: keys.length, entries: { key: keys, aliases } });
const bibText = (keys) => `% Bees\n\n${keys.map((key) => BIB[key]).join("\n\n")}\n`;
const SITE = { "data/search.json": indexText(["a1", "b2", "c3"]), "data/literature.bib": bibText(["a1", "b2", "c3"]) };

/** A site of some files; "reload " before a path is what it is after a reload. Notes what is asked. */
function serve(site) {
  const asked = [];
  const fetcher = async (address, { cache }) => {
    const path = address.slice(ROOT.length);
    asked.push(`${cache} ${path}`);
    const text = (cache === "reload" ? site[`reload ${path}`] : undefined) ?? site[path];
    if (text instanceof Error) throw text;
    return { ok: text !== undefined, status: text === undefined ? 404 : 200, text: async () => text };
  };
  return { asked, files: filesOf(ROOT, fetcher) };
}
const WANTED = { words: "bees", address: `${ROOT}library/?q=bees`, site: "Bees", date: "2026-11-21" };
const many = (keys) => ({ ...WANTED, keys, edition: "e1" });

test("records come in the order asked for, and each once", async () => {
  const { files } = serve(SITE);
  const { texts, unknown } = await recordsOf(files, "bib", { keys: ["c3", "a1", "c3"] });
  assert.deepEqual([texts, unknown], [[BIB.c3, BIB.a1], []]);
});

test("without keys it is everything, in the order of the files", async () => {
  const { files } = serve(SITE);
  const made = await makeExport(files, "bib", { ...WANTED, keys: null });
  assert.equal(made.parts.join(""),
    `% Bees: bees, 3 entries, exported 2026-11-21\n% ${ROOT}library/?q=bees\n\n${BIB.a1}\n\n${BIB.b2}\n\n${BIB.c3}\n`);
  assert.deepEqual([made.name, made.type, made.count], ["bees-bees-2026-11-21.bib", "application/x-bibtex", 3]);
});

test("a few entries come from their own files, without the file of all", async () => {
  const { files, asked } = serve({ "entries/a1/a1.bib": `${BIB.a1}\n`, "entries/c3/c3.bib": `${BIB.c3}\n` });
  const { texts } = await recordsOf(files, "bib", { keys: ["c3", "a1"] });
  assert.deepEqual(texts, [BIB.c3, BIB.a1]);
  assert.deepEqual(asked, ["default entries/c3/c3.bib", "default entries/a1/a1.bib"]);
});

test("where one of the few is missing, or is another page, the file of all is taken", async () => {
  for (const instead of [undefined, "<!doctype html>", `${BIB.b2}\n`, `${BIB.a1}\n\n${BIB.b2}\n`, new TypeError("offline")]) {
    const { files } = serve({ ...SITE, "entries/a1/a1.bib": instead });
    assert.deepEqual((await recordsOf(files, "bib", { keys: ["a1"] })).texts, [BIB.a1]);
  }
});

test("a file is fetched once", async () => {
  const { files, asked } = serve(SITE);
  await Promise.all([recordsOf(files, "bib", { keys: null }), recordsOf(files, "bib", { keys: null })]);
  await recordsOf(files, "bib", { keys: null });
  assert.deepEqual(asked.filter((each) => each.endsWith("literature.bib")).length, 1);
});

test("a former key gives its entry; a key that is none is named", async () => {
  const { files } = serve({ ...SITE, "data/search.json": indexText(["a1", "b2", "c3"], "e1", [0, ["old1", "old2"], 0]) });
  const { texts, unknown } = await recordsOf(files, "bib", { keys: ["old2", "zz9", "b2"] });
  assert.deepEqual([texts, unknown], [[BIB.b2], ["zz9"]]);
});

for (const [name, stale] of Object.entries({
  "one record fewer": bibText(["a1", "b2"]),
  "other keys": bibText(["a1", "c3", "b2"]),
  "a page instead of the file": "<!doctype html>",
})) {
  test(`${name}: all is fetched again, once, past the cache`, async () => {
    const { files, asked } = serve({ ...SITE, "data/literature.bib": stale, "reload data/literature.bib": SITE["data/literature.bib"] });
    assert.equal((await makeExport(files, "bib", many(null))).count, 3);
    assert.deepEqual(asked.slice(2).sort(), ["reload data/literature.bib", "reload data/search.json"]);
  });

  test(`${name} even then: the export fails, and a later one tries again`, async () => {
    const site = { ...SITE, "data/literature.bib": stale };
    const { files } = serve(site);
    await assert.rejects(makeExport(files, "bib", many(null)), (error) => error.isChange);
    site["data/literature.bib"] = SITE["data/literature.bib"];
    assert.equal((await makeExport(files, "bib", many(null))).count, 3);
  });
}

test("a list of another edition is not cut out of these files", async () => {
  const { files, asked } = serve(SITE);
  await assert.rejects(makeExport(files, "bib", { ...many(["a1"]), keys: null, edition: "e2" }), (error) => error.isChange);
  assert.deepEqual(asked, ["default data/search.json", "reload data/search.json"]);
});

test("a list of this edition that holds an unknown key fails rather than losing it", async () => {
  const { files } = serve(SITE);
  await assert.rejects(makeExport(files, "bib", many(["a1", "zz9"])), (error) => error.isChange);
});

test("a file that does not load is an error of another kind, and is tried again", async () => {
  const site = { ...SITE, "data/literature.bib": new TypeError("offline") };
  const { files } = serve(site);
  await assert.rejects(makeExport(files, "bib", many(null)), (error) => !error.isChange);
  site["data/literature.bib"] = SITE["data/literature.bib"];
  assert.equal((await makeExport(files, "bib", many(null))).count, 3);
});

test("exports of the real library, in every format, are records of the build and nothing else", async () => {
  const read = (name) => readFileSync(join(FOLDER, name), "utf8");
  const index = JSON.parse(read("search.json"));
  const files = filesOf(ROOT, async (address) => ({ ok: true, text: async () => read(address.split("/").at(-1)) }));
  const keys = builtKeys().filter((_, at) => at % 7 === 3);
  const wanted = { ...WANTED, keys, edition: index.edition };
  const made = async (format) => (await makeExport(files, format, wanted)).parts.join("");
  const bib = (text) => Object.fromEntries(text.split(/\n\n(?=@)/).slice(1).map((record) => [/\{(.*?),/.exec(record)[1], record.trimEnd()]));
  for (const [format, file] of [["bib", "literature.bib"], ["biblatex", "literature.biblatex.bib"]]) {
    const [mine, all] = [bib(await made(format)), bib(read(file))];
    assert.deepEqual(mine, Object.fromEntries(keys.map((key) => [key, all[key]])));
  }
  const items = JSON.parse(await made("csl"));
  const byId = new Map(JSON.parse(read("literature.csl.json")).map((item) => [item.id, item]));
  assert.deepEqual(items, keys.map((key) => byId.get(key)));
  assert.deepEqual((await made("ris")).match(/^ID {2}- .*$/gm), keys.map((key) => `ID  - ${key}`));
  for (const [format, file] of [["txt", "literature.txt"], ["md", "literature.md.txt"]]) {
    const lines = read(file).trimEnd().split("\n").filter((_, at) => at % 7 === 3);
    assert.deepEqual((await made(format)).trimEnd().split("\n").slice(2), lines);
  }
  const csv = await made("csv");
  assert.ok(csv.startsWith(read("literature.csv").split("\r\n")[0]) && csv.endsWith('"\r\n'));
});

test("a large export says how far it is and lets the page breathe", async () => {
  const keys = Array.from({ length: 1800 }, (_, at) => `k${at}`);
  const lines = keys.map((key) => `${key}.\n`).join("");
  const { files } = serve({ "data/search.json": indexText(keys), "data/literature.txt": lines });
  const told = [];
  const made = await makeExport(files, "txt", many(null), (done, of) => told.push([done, of]));
  assert.deepEqual(told, [[500, 1800], [1000, 1800], [1500, 1800]]);
  assert.equal(made.parts.slice(1).join(""), lines);
});
