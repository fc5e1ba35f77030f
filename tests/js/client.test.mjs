// The page's side: loading, lanes, failures, with and without a worker.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { beeDetails, bees, bytes } from "./built.mjs";

const FIND = new URL("../../docs/assets/js/find/", import.meta.url);
const ROOT = "https://bees.example/lit/";
let fetched, files, loads = 0, workers;

/** A client.js of its own for each test: it holds one client. */
const freshConnect = async () => (await import(`${FIND}client.js?${++loads}`)).connect;

/** The worker's program in this thread, with its own listeners. Messages are copied, as between threads. */
class SameThreadWorker extends EventTarget {
  static mode = "works";
  constructor(url, options) {
    super();
    assert.equal(options.type, "module");
    workers.push(this);
    if (SameThreadWorker.mode === "refused") throw new Error("blocked");
    this.listening = SameThreadWorker.mode === "broken"
      ? Promise.resolve().then(() => { this.fail(); })
      : this.#start(url);
  }
  fail() { this.dispatchEvent(new Event("error", { cancelable: true })); }
  async #start(url) {
    const reply = (data) => queueMicrotask(() => this.isOver || this.dispatchEvent(new MessageEvent("message", { data: structuredClone(data) })));
    let listener;
    const before = [globalThis.addEventListener, globalThis.postMessage];
    globalThis.addEventListener = (_, act) => { listener = act; };
    globalThis.postMessage = reply;
    await import(`${url}?${workers.length}-${loads}`);
    [globalThis.addEventListener] = before;
    return listener;
  }
  postMessage(data, transfer) {
    const copy = structuredClone(data, { transfer });
    this.sent = (this.sent ?? 0) + 1;
    this.listening.then((listen) => this.isOver || listen({ data: copy }));
  }
  terminate() { this.isOver = true; }
}

beforeEach(() => {
  fetched = [];
  workers = [];
  files = { "search.json": bees(), "details.json": beeDetails() };
  SameThreadWorker.mode = "works";
  globalThis.Worker = SameThreadWorker;
  globalThis.fetch = async (url, { cache }) => {
    const name = url.replace(`${ROOT}data/`, "");
    fetched.push(`${name} ${cache}`);
    const file = typeof files[name] === "function" ? files[name](cache) : files[name];
    if (file === null) throw new TypeError("Failed to fetch");
    if (typeof file === "number") return { ok: false, status: file };
    return { ok: true, status: 200, arrayBuffer: async () => bytes(file) };
  };
});
const unhandled = [];
process.on("unhandledRejection", (error) => unhandled.push(error));
afterEach(async () => {
  await new Promise((resolve) => { setTimeout(resolve); });
  assert.deepEqual(unhandled.splice(0), []);
});

for (const mode of ["works", "refused", "broken", "missing"]) {
  test(`a worker that ${mode === "works" ? mode : `is ${mode}`}: questions are answered`, async () => {
    SameThreadWorker.mode = mode;
    if (mode === "missing") delete globalThis.Worker;
    const client = (await freshConnect())(ROOT);
    const facts = await client.ready;
    assert.deepEqual([facts.count, facts.years], [3, [2019, 2025]]);
    const answer = await client.find({ lane: "library", state: { text: "radar" }, counts: true });
    assert.deepEqual([answer.total, answer.rows[0].key, answer.counts.years[2025]], [1, "b2", 1]);
    assert.deepEqual((await client.keys({ state: {} })).keys, ["c3", "b2", "a1"]);
    assert.deepEqual((await client.rows(["a1"])).map((row) => row.title), ["Bees"]);
    const state = await client.read("?kind=tool&x=1", "#ids=b2");
    assert.deepEqual(state.unknown, ['"x" is no filter of this library']);
    assert.equal(client.address(state), "?kinds=tool#ids=b2");
    assert.deepEqual(fetched, ["search.json default"]);
    await client.details();
    assert.deepEqual(fetched, ["search.json default", "details.json default"]);
    assert.equal((await client.find({ state: {} })).rows[2].summary, "Three.");
    assert.equal(workers.length, mode === "missing" ? 0 : 1);
  });
}

test("a page has one client", async () => {
  const connect = await freshConnect();
  assert.equal(connect(ROOT), connect(ROOT));
  await connect(ROOT).ready;
  assert.deepEqual(fetched, ["search.json default"]);
});

test("an address is made before the data are there", async () => {
  assert.equal((await freshConnect())(ROOT).address({ text: "bees", facets: { kinds: { any: ["tool"], none: [] } } }), "?q=bees&kinds=tool");
});

test("of a lane the newest question is answered, the others are null, and lanes do not meet", async () => {
  const client = (await freshConnect())(ROOT);
  const ask = (lane, text) => client.find({ lane, state: { text } });
  const answers = await Promise.all([ask("a", "r"), ask("a", "ra"), ask("b", "maze"), ask("a", "radar")]);
  assert.deepEqual(answers.map((it) => it?.total ?? null), [null, null, 2, 1]);
  assert.equal((await ask("a", "radar")).total, 1);
  assert.equal(workers[0].sent, 1 + 3 + 1, "loading, the first of a, b, the last of a, and one more");
});

const FAILURES = [
  [{ "search.json": 404 }, "search.json did not come: the server answered 404"],
  [{ "search.json": 503 }, "search.json did not come: the server answered 503"],
  [{ "search.json": null }, "search.json did not come: no answer from the server"],
  [{ "search.json": JSON.stringify(bees()).slice(0, 700) }, "search.json is damaged: it is not whole, or no JSON"],
  [{ "search.json": { ...bees(), version: 2 } }, "search.json is of version 2; this page reads version 3"],
  [{ "search.json": { ...bees(), count: 4 } }, 'search.json is damaged: "key" has 3 values instead of 4'],
];
for (const mode of ["works", "missing"]) {
  for (const [broken, message] of FAILURES) {
    test(`who asks is told, with a worker that ${mode === "works" ? mode : `is ${mode}`}: ${message}`, async () => {
      if (mode === "missing") delete globalThis.Worker;
      Object.assign(files, broken);
      const connect = await freshConnect();
      const client = connect(ROOT);
      await assert.rejects(client.ready, { message });
      for (const asked of [client.find({ lane: "a", state: {} }), client.keys({ state: {} }), client.rows([]), client.read("", ""), client.details()]) {
        await assert.rejects(asked, { message });
      }
      files["search.json"] = bees();
      fetched.length = 0;
      const again = connect(ROOT);
      assert.notEqual(again, client);
      assert.equal((await again.find({ state: {} })).total, 3);
      assert.deepEqual(fetched, ["search.json reload"]);
      assert.ok(workers.slice(0, -1).every((worker) => worker.isOver));
    });
  }
}

test("a connection that is cut while the file comes is told", async () => {
  globalThis.fetch = async () => ({ ok: true, arrayBuffer: async () => { throw new TypeError("network error"); } });
  await assert.rejects((await freshConnect())(ROOT).ready, { message: "search.json did not come whole: the connection was cut" });
});

test("details that fail are told, and can be asked for again", async () => {
  files["details.json"] = 500;
  const client = (await freshConnect())(ROOT);
  await assert.rejects(client.details(), { message: "details.json did not come: the server answered 500" });
  assert.equal((await client.find({ state: {} })).total, 3);
  files["details.json"] = beeDetails();
  await client.details();
  assert.equal((await client.find({ state: {} })).rows[0].summary, "One.");
});

test("details asked for twice are loaded once", async () => {
  const client = (await freshConnect())(ROOT);
  await Promise.all([client.details(), client.details()]);
  await client.details();
  assert.deepEqual(fetched, ["search.json default", "details.json default"]);
});

test("files of different editions are loaded again, once, past what is kept here", async () => {
  const newer = { ...bees(), edition: "bees2", entries: { ...bees().entries, key: ["n9", "b2", "a1"] } };
  files["search.json"] = (cache) => (cache === "reload" ? newer : bees());
  files["details.json"] = { ...beeDetails(), edition: "bees2" };
  const client = (await freshConnect())(ROOT);
  assert.equal((await client.ready).edition, "bees1");
  await client.details();
  assert.equal((await client.ready).edition, "bees2");
  const { rows } = await client.find({ state: {} });
  assert.deepEqual([rows[0].key, rows[0].summary], ["n9", "One."]);
  assert.deepEqual(fetched, ["search.json default", "details.json default", "search.json reload", "details.json reload"]);
});

test("editions that stay different are a failure of details; the list goes on", async () => {
  files["details.json"] = { ...beeDetails(), edition: "other" };
  const client = (await freshConnect())(ROOT);
  await assert.rejects(client.details(), { message: "search.json and details.json are of different editions" });
  assert.equal((await client.find({ state: {} })).total, 3);
  assert.equal(fetched.length, 4);
});

test("a worker that breaks down tells those who wait; the next question starts another", async () => {
  const client = (await freshConnect())(ROOT);
  await client.details();
  workers[0].isOver = true; // it says nothing any more
  const asked = assert.rejects(client.find({ lane: "a", state: {} }), { message: "the search has stopped" });
  await new Promise((resolve) => { setTimeout(resolve); });
  workers[0].fail();
  await asked;
  assert.equal((await client.find({ lane: "a", state: {} })).total, 3);
  await client.details();
  assert.equal((await client.find({ state: {} })).rows[0].summary, "One.");
  assert.equal(workers.length, 2);
});

test("the worker answers nothing but questions of the library", async () => {
  const client = (await freshConnect())(ROOT);
  await client.ready;
  const worker = workers[0];
  const answer = await new Promise((resolve) => {
    worker.addEventListener("message", ({ data }) => data.id === 99 && resolve(data));
    worker.postMessage({ id: 99, name: "constructor", args: [] });
  });
  assert.deepEqual(answer, { id: 99, error: "nothing is called constructor" });
});
