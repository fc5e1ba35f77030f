// A library in parts: with all of them it answers as one in a single file; before that it says how much it searched.
import assert from "node:assert/strict";
import { test } from "node:test";
import { joined } from "../../docs/assets/js/find/parts.js";
import { Growth } from "../../docs/assets/js/find/growth.js";
import { Service } from "../../docs/assets/js/find/service.js";
import { unfold } from "../../docs/assets/js/find/unfold.js";
import { filesOf, recordsOf } from "../../docs/assets/js/shelf/export.js";
import { bytes, json, text } from "./built.mjs";
import { cutDetails, cutSearch } from "./cut_library.mjs";
import { toyDetails, toySearch } from "./toy_library.mjs";

const whole = json("search.json");
const details = json("details.json");
const ENDS = [20, 40, 80, 160, 320, whole.count].filter((end, at, all) => end < whole.count || at === all.length - 1);
const OPTIONS = { rowFacets: ["models"] };
const QUERIES = [
  { text: "" }, { text: "sparse" }, { text: "attention heads" }, { text: "langauge" }, { text: "author:li" }, { text: "year:2024" },
  { text: '"language models"' }, { text: "zzqx" }, { text: whole.entries.title.at(-1) }, { text: "a", sort: "title" }, { sort: "oldest" },
  { code: "yes" }, { from: 2023, to: 2024, sort: "added" },
];

function service(files, names, data = details) {
  const [first, ...more] = names.map((name) => bytes(files[name]));
  const made = new Service();
  made.load(first, OPTIONS, more);
  if (data) made.addDetails(bytes(data));
  return made;
}
const answers = (made) => QUERIES.map((state) => made.find({ state, counts: true, marks: true }));
const indexed = (made) => { while (made.indexSome()); return made; };

test("parts put together are the whole file, and unfold to the same", () => {
  const files = cutSearch(whole, ENDS);
  const { of, ends, records, details: size, years, ...same } = joined(Object.values(files));
  const asOneRun = (file) => ({ ...file, names: [file.names.join("")] });
  assert.deepEqual(asOneRun(same), asOneRun(whole));
  assert.equal(of, whole.count);
  assert.deepEqual([ends, records, size], [ENDS, 1, 0]);
  assert.deepEqual(years.map(String), [whole.entries.published.at(-1).slice(0, 4), whole.entries.published[0].slice(0, 4)]);
  assert.deepEqual(unfold(joined(Object.values(files))).entries, unfold(whole).entries);
});

test(`all ${ENDS.length} parts answer ${QUERIES.length} questions as the one file does`, () => {
  const files = cutSearch(whole, ENDS);
  const [one, many] = [service({ "search.json": whole }, ["search.json"]), service(files, Object.keys(files))];
  assert.deepEqual(answers(many), answers(one));
  assert.deepEqual(answers(indexed(many)), answers(indexed(one)));
});

test("some of the parts answer for their entries, and say how many these are", () => {
  const files = cutSearch(whole, ENDS);
  const some = service(files, Object.keys(files).slice(0, 2));
  const all = service({ "search.json": whole }, ["search.json"]);
  const answer = some.find({ state: {}, counts: true });
  assert.deepEqual([answer.total, answer.searched, answer.of], [ENDS[1], ENDS[1], whole.count]);
  assert.deepEqual(answer.rows.slice(0, ENDS[1]), all.find({ state: {} }).rows.slice(0, ENDS[1]));
  assert.deepEqual(some.find({ state: { text: "sparse" } }).rows.filter((row) => row.position >= ENDS[1]), []);
  assert.deepEqual(some.rows([all.find({ state: {}, start: ENDS[1], size: 1 }).rows[0].key]), []);
  assert.ok(indexed(some).find({ state: { text: "the" } }).rows.every((row) => row.position < ENDS[1]), "of the summaries too");
});

test("the first part tells what all have", () => {
  const files = cutSearch(whole, ENDS, { records: 10 });
  const facts = new Service().load(bytes(files["search.json"]));
  assert.equal(facts.count, whole.count);
  assert.deepEqual(facts.years, service({ "search.json": whole }, ["search.json"], null).load(bytes(whole)).years);
  assert.deepEqual(facts.parts, { searched: ENDS[0], files: Object.keys(files).slice(1), records: 10, details: 0 });
});

const toy = () => cutSearch(toySearch(), [2, 4, 7]);
for (const [what, damage] of [
  ["of another edition", (files) => { files["search-2.json"].edition = "other"; }],
  ["in another order", (files) => { [files["search-2.json"], files["search-3.json"]] = [files["search-3.json"], files["search-2.json"]]; }],
  ["shorter than it should be", (files) => { files["search-3.json"].count = 2; }],
  ["null", (files) => { files["search-2.json"] = null; }],
]) {
  test(`a part that is ${what} does not join the others`, () => {
    const files = toy();
    damage(files);
    const [first, ...more] = Object.values(files).map(bytes);
    assert.equal(new Service().load(first, OPTIONS, more), null);
  });
}

test("what is damaged is named", () => {
  const files = toy();
  const load = (changes) => () => new Service().load(bytes({ ...files["search.json"], ...changes }), OPTIONS);
  assert.throws(() => new Service().load(bytes(files["search.json"]), OPTIONS, [bytes("{")]), { message: "search-2.json is damaged: it is not whole, or no JSON" });
  for (const changes of [{ ends: [2, 4, 6] }, { ends: [] }, { ends: "2" }, { of: -1 }, { years: [] }, { records: null }, { details: "1" }, { ends: [3, 4, 7] }]) {
    assert.throws(load(changes), { message: "search.json is damaged: what it says of its parts is wrong" }, JSON.stringify(changes));
  }
});

test("details in pieces complete the rows that they are of, and no others", () => {
  const files = { ...cutSearch(toySearch(), [2, 4, 7], { details: 2 }), ...cutDetails(toyDetails(), 2) };
  const made = service(files, ["search.json", "search-2.json", "search-3.json"], files["details.json"]);
  indexed(made);
  const summaries = () => made.find({ state: {} }).rows.map((row) => row.summary !== "" && row.coins !== "");
  assert.deepEqual(summaries(), [false, false, false, false, false, false, false]);
  assert.equal(made.addDetails(bytes(files["details/2.json"])), true);
  assert.equal(made.addDetails(bytes(files["details/4.json"])), true);
  assert.deepEqual(summaries(), [false, false, true, true, false, false, true]);
  assert.equal(made.addDetails(bytes({ ...files["details/1.json"], edition: "other" })), false);
  assert.throws(() => made.addDetails(bytes({ ...files["details/1.json"], start: -1 })), /does not say where it begins/);
  assert.equal(made.find({ state: { text: "swarm" } }).rows[0].key, "zhao2024swarm");
});

// Loading

const FACTS = (used, of = 3) => ({ count: 7, parts: { searched: [2, 4, 7][used - 1], files: ["search-2.json", "search-3.json"].slice(0, of - 1) } });

/** A growth over files that come when `come` is called with their name; notes what is asked and used. */
function growing({ use } = {}) {
  const asked = [], used = [], told = [], waiting = new Map();
  const make = use ?? (async (parts) => { used.push(parts.length); return FACTS(parts.length); });
  const growth = new Growth({
    get: (file, cache) => { asked.push(`${file} ${cache}`); return new Promise((resolve, reject) => waiting.set(file, { resolve, reject })); },
    start: async () => ({ stop() {}, ask: async (name, [first, , more]) => (name === "load" ? make([first, ...more]) : undefined) }),
    swap() {},
  });
  growth.follow(({ standing, searched }) => told.push(`${standing} ${searched}`));
  growth.begin("1", FACTS(1));
  const come = async (file, error) => {
    while (!waiting.has(file)) await new Promise((resolve) => { setImmediate(resolve); });
    if (error) waiting.get(file).reject(error);
    else waiting.get(file).resolve(file);
    waiting.delete(file);
    await new Promise((resolve) => { setImmediate(resolve); });
  };
  return { growth, asked, used, told, come };
}

test("parts come one after the other, and each answers when it is there", async () => {
  const { growth, asked, used, told, come } = growing();
  const all = growth.all();
  assert.equal(growth.all(), all);
  await come("search-2.json");
  assert.deepEqual([asked, used], [["search-2.json default", "search-3.json default"], [2]]);
  await come("search-3.json");
  await all;
  assert.deepEqual([used, told], [[2, 3], ["waiting 2", "coming 2", "coming 4", "coming 7", "whole 7"]]);
  await growth.all();
  assert.equal(asked.length, 2);
});

test("what came while a part was made ready is used at once with the others", async () => {
  let finish;
  const used = [];
  const use = async (parts) => {
    used.push(parts.length);
    if (used.length === 1) await new Promise((resolve) => { finish = resolve; });
    return FACTS(parts.length, 4);
  };
  const { growth, come } = growing({ use: async (parts) => ({ ...await use(parts), parts: { searched: parts.length, files: ["search-2.json", "search-3.json", "search-4.json"] } }) });
  growth.begin("1", { count: 7, parts: { searched: 1, files: ["search-2.json", "search-3.json", "search-4.json"] } });
  const all = growth.all();
  await come("search-2.json");
  await come("search-3.json");
  await come("search-4.json");
  finish();
  await all;
  assert.deepEqual(used, [2, 4]);
});

test("a part that fails is told; what is there answers; asked again, only what lacks is loaded, past what is kept", async () => {
  const { growth, asked, used, told, come } = growing();
  const all = growth.all();
  await come("search-2.json");
  await Promise.all([assert.rejects(all, { message: "cut" }), come("search-3.json", new Error("cut"))]);
  assert.deepEqual([growth.standing, growth.searched, used], ["failed", 4, [2]]);
  const again = growth.all();
  await come("search-3.json");
  await again;
  assert.deepEqual(asked, ["search-2.json default", "search-3.json default", "search-3.json reload"]);
  assert.equal(told.at(-1), "whole 7");
});

test("parts of another edition are all loaded anew, once", async () => {
  const used = [];
  const answers = [null, FACTS(1), FACTS(2), FACTS(3)];
  const { growth, asked, come } = growing({ use: async (parts) => { used.push(parts.length); return answers.shift(); } });
  const all = growth.all();
  for (const file of ["search-2.json", "search.json", "search-2.json", "search-3.json"]) await come(file);
  await all;
  assert.deepEqual([used, growth.standing], [[2, 1, 2, 3], "whole"]);
  assert.deepEqual(asked.filter((each) => each.endsWith("reload")), ["search.json reload", "search-2.json reload", "search-3.json reload"]);
});

test("editions that stay different are told apart from a failure", async () => {
  const answers = [null, FACTS(1), null];
  const { growth, come } = growing({ use: async () => answers.shift() });
  const all = assert.rejects(growth.all(), /different editions/);
  for (const file of ["search-2.json", "search.json", "search-2.json"]) await come(file);
  await all;
  assert.equal(growth.standing, "changed");
});

test("a library that is loaded anew forgets what was on its way", async () => {
  const { growth, used, come } = growing();
  const before = assert.rejects(growth.all(), /loaded anew/);
  growth.begin("1", FACTS(1));
  await come("search-2.json");
  await before;
  assert.deepEqual([growth.standing, used], ["waiting", []]);
});

// Exports

test("records of a cut library come from the parts that have them, equal to the byte", async () => {
  const size = 10;
  const names = { bib: "literature.bib", ris: "literature.ris", csl: "literature.csl.json", csv: "literature.csv", md: "literature.md.txt", txt: "literature.txt" };
  const files = cutSearch(whole, ENDS, { records: size });
  const all = filesOf("https://bees.example/", async (address) => ({ ok: true, text: async () => text(address.split("/").at(-1)) }));
  const keys = unfold(whole).entries.key.filter((_, at) => [3, 4, 55, 200, whole.count - 1].includes(at)).reverse();
  for (const [format, name] of Object.entries(names)) {
    const asked = [];
    const { texts, header } = await recordsOf(all, format, { keys: null });
    const join = { bib: ["% Bees\n\n", "\n\n", "\n"], ris: ["", "\n", ""], csl: ["[\n", ",\n", "\n]\n"], csv: [header, "", ""], md: ["", "", ""], txt: ["", "", ""] }[format];
    const partOf = (number) => join[0] + texts.slice((number - 1) * size, number * size).join(join[1]) + join[2];
    const cut = filesOf("https://bees.example/", async (address) => {
      const path = address.replace("https://bees.example/data/", "");
      asked.push(path);
      const part = /^parts\/(\d+)\//.exec(path);
      return { ok: true, text: async () => (part ? partOf(Number(part[1])) : path.startsWith("search") ? JSON.stringify(files[path]) : text(path)) };
    });
    const wanted = { keys: [...keys, ...keys.slice(0, 1), "zz9"] };
    const found = await recordsOf(cut, format, format === "bib" ? { ...wanted, keys: [...wanted.keys, ...Array.from({ length: 12 }, (_, at) => `none${at}`)] } : wanted);
    assert.deepEqual(found.texts, (await recordsOf(all, format, { keys })).texts, format);
    assert.equal(found.header, header);
    assert.equal(found.unknown[0], "zz9");
    assert.deepEqual(asked.filter((path) => path.startsWith("parts/")).length, new Set([3, 4, 55, 200, whole.count - 1].map((at) => Math.floor(at / size))).size);
    assert.ok(!asked.includes(name), "the file of all is not asked for");
    assert.deepEqual((await recordsOf(cut, format, { keys: null })).texts, texts);
    assert.ok(asked.includes(name), "everything comes in one file");
  }
});
