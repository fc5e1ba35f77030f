// States and their addresses: what is valid goes round, what is not is named and left aside.
import assert from "node:assert/strict";
import { test } from "node:test";
import { stateFromUrl } from "../../docs/assets/js/find/address.js";
import { decode } from "../../docs/assets/js/find/columns.js";
import { emptyState, fullState, isDay, stateToUrl } from "../../docs/assets/js/find/state.js";
import { bees, json } from "./built.mjs";

const toy = decode(bees());
const real = decode(json("search.json"));
const FACETS = toy.facets.map((facet) => facet.id);
const read = (search, hash = "", columns = toy) => stateFromUrl(search, hash, columns);
const state = (parts) => ({ ...emptyState(), ...parts });
const print = (parts) => stateToUrl(parts, FACETS);

// Addresses that we write

const ADDRESSES = [
  ["", {}],
  ["?q=radar", { text: "radar" }],
  ["?q=a%26b%3Dc%23d+%22e+f%22+100%25+%2B1", { text: 'a&b=c#d "e f" 100% +1' }],
  ["?q=Z%C3%BCrich+%E8%9C%9C", { text: "Zürich 蜜" }],
  ["?categories=maze,radar,-y-maze", { facets: { categories: { any: ["maze", "radar"], none: ["y-maze"] } } }],
  ["?categories=radar&venues=-bee", { facets: { categories: { any: ["radar"], none: [] }, venues: { any: [], none: ["bee"] } } }],
  ["?author=aristotle,-the-bee-atlas", { authors: { any: ["aristotle"], none: ["the-bee-atlas"] } }],
  ["?author=%E6%98%8E-%E6%9D%8E", { authors: { any: ["明-李"], none: [] } }],
  ["?year=2024", { from: 2024, to: 2024 }],
  ["?year=2023-2025", { from: 2023, to: 2025 }],
  ["?year=2024-", { from: 2024 }],
  ["?year=-2020", { to: 2020 }],
  ["?code=1&reviewed=0", { code: "yes", reviewed: "no" }],
  ["?since=2026-01-31", { since: "2026-01-31" }],
  ["?sort=title", { sort: "title" }],
  ["?q=bees&sort=newest", { text: "bees", sort: "newest" }],
  ["?view=compact", { view: "compact" }],
  ["#ids=a1,c3", { ids: ["a1", "c3"] }],
  ["?q=bees&categories=radar&author=aristotle&year=2025&code=0&reviewed=1&since=2026-01-01&sort=added&view=compact#ids=b2", {
    text: "bees", facets: { categories: { any: ["radar"], none: [] } }, authors: { any: ["aristotle"], none: [] }, from: 2025, to: 2025,
    code: "no", reviewed: "yes", since: "2026-01-01", sort: "added", view: "compact", ids: ["b2"],
  }],
];
for (const [address, parts] of ADDRESSES) {
  test(`a view has one address, which leads back to it: ${address || "(everything)"}`, () => {
    assert.equal(print(parts), address);
    const url = new URL(address, "https://bees.example/library/");
    assert.deepEqual(read(url.search, url.hash), state(parts));
  });
}

test("the order of parts and of values does not change the address", () => {
  const one = { facets: { venues: { any: ["bee"], none: [] }, categories: { any: ["radar", "maze"], none: [] } }, text: " bees " };
  assert.equal(print(one), "?q=bees&categories=maze,radar&venues=bee");
  assert.equal(stateToUrl(one), "?q=bees&categories=maze,radar&venues=bee");
});

test("an order that is the usual one is not in the address", () => {
  assert.equal(print({ sort: "newest" }), "");
  assert.equal(print({ sort: "relevance" }), "");
  assert.equal(print({ sort: "relevance", text: "bees" }), "?q=bees");
  assert.deepEqual(read("?sort=newest"), state({}));
  assert.deepEqual(read("?sort=relevance"), state({}));
  assert.deepEqual(read("?sort=relevance&q=bees"), state({ text: "bees" }));
  assert.equal(read("?sort=newest&q=bees").sort, "newest");
});

// Addresses that people and other sites write

const READINGS = [
  ["?category=radar", { facets: { categories: { any: ["radar"], none: [] } } }],
  ["?approach=Harmonic+Radar", { facets: { categories: { any: ["radar"], none: [] } } }],
  ["?APPROACHES=mazes", { facets: { categories: { any: ["maze"], none: [] } } }],
  ["?venue=letters%20on%20bees&kind=studies", { facets: { kinds: { any: ["study"], none: [] }, venues: { any: ["bee"], none: [] } } }],
  ["?categories=radar&category=-maze&categories=radar", { facets: { categories: { any: ["radar"], none: ["maze"] } } }],
  ["?categories=radar,-radar", { facets: { categories: { any: [], none: ["radar"] } } }],
  ["?author=Jan+van+der+Berg&author=Aristotle", { authors: { any: ["aristotle", "jan-van-der-berg"], none: [] } }],
  ["?year=2025-2023", { from: 2023, to: 2025 }],
  ["?code=yes&reviewed=false", { code: "yes", reviewed: "no" }],
  ["?q=&categories=&year=&code=&sort=&since=&view=&author=", {}],
  ["?q=a&q=b", { text: "a b" }],
  ["?q=%20%20bees%09", { text: "bees" }],
  ["?ids=a1,b2old,a1", { ids: ["a1", "b2"] }],
  ["?utm_source=x&utm_campaign=y&fbclid=z&gclid=w&v=9", {}],
  ["?v=9&categories=radar", { facets: { categories: { any: ["radar"], none: [] } } }],
  ["?year=2024&year=2024", { from: 2024, to: 2024 }],
  ["?", {}],
  ["?&&&=&=x&", {}],
];
for (const [search, parts] of READINGS) {
  test(`${search} is understood`, () => {
    const { unknown, ...read_ } = read(search);
    const { unknown: none, ...wanted } = state(parts);
    assert.deepEqual(read_, wanted);
    assert.deepEqual(unknown, search === "?&&&=&=x&" ? ['"" is no filter of this library'] : none);
  });
}

test("an anchor of the page asks for nothing", () => {
  for (const hash of ["", "#", "#y2024", "#a1", "#:~:text=bees", "#%zz", "#\ud800"]) assert.deepEqual(read("", hash), state({}), hash);
});

// What is not understood

const UNKNOWN = [
  ["?foo=1", ['"foo" is no filter of this library']],
  ["?categories=nectar,radar", ['categories: "nectar" is not in the vocabulary']],
  ["?category=-nectar", ['category: "-nectar" is not in the vocabulary']],
  ["?author=nobody", ['author: "nobody" is no author in this library']],
  ["?year=99999", ['year: "99999" is not a year']],
  ["?year=20-2024", ['year: "20-2024" is not a year']],
  ["?year=20242025", ['year: "20242025" is not a year']],
  ["?year=0000", ['year: "0000" is not a year']],
  ["?year=-", ['year: "-" is not a year']],
  ["?code=2", ['code: "2" is neither 1 nor 0']],
  ["?reviewed=maybe", ['reviewed: "maybe" is neither 1 nor 0']],
  ["?since=2026-13-45", ['since: "2026-13-45" is no day; write 2026-01-31']],
  ["?since=2026-02-30", ['since: "2026-02-30" is no day; write 2026-01-31']],
  ["?since=yesterday", ['since: "yesterday" is no day; write 2026-01-31']],
  ["?sort=best", ['sort: "best" is no order of this list']],
  ["?view=wide", ['view: "wide" is no view of this list']],
  ["?year=2024&year=2025", ['year: given twice; "2025" is left out']],
  ["?ids=zzz", ['ids: "zzz" is no entry of this library']],
  ["#page=2", ['"page" is no filter of this library']],
  ["?__proto__=1&constructor=2&toString=3&hasOwnProperty=4", ['"__proto__" is no filter of this library', '"constructor" is no filter of this library', '"toString" is no filter of this library', '"hasOwnProperty" is no filter of this library']],
  ["?categories=__proto__,constructor", ['categories: "__proto__" is not in the vocabulary', 'categories: "constructor" is not in the vocabulary']],
];
for (const [address, sentences] of UNKNOWN) {
  test(`${address} is named`, () => {
    const { search, hash } = new URL(address, "https://bees.example/");
    assert.deepEqual(read(search, hash).unknown, sentences);
  });
}

test("many unknown parts are ten sentences", () => {
  const search = `?${Array.from({ length: 500 }, (_, at) => `x${at}=1`).join("&")}`;
  const { unknown } = read(search);
  assert.equal(unknown.length, 10);
  assert.equal(unknown[9], "491 more parts of the address are not known here");
});

test("a long search is cut, a long address too, and that is said", () => {
  const long = read(`?q=${"a".repeat(5000)}`);
  assert.equal(long.text.length, 1000);
  assert.deepEqual(long.unknown, ["The search is longer than 1,000 characters; its end is left out"]);
  assert.ok(read(`?q=${"a".repeat(1_000_000)}`).unknown.includes("The address is too long; its end is left out"));
});

test("five thousand entries can be asked for", () => {
  const keys = real.keys.join(",");
  assert.deepEqual(read("", `#ids=${keys}`, real).ids, real.keys);
  assert.deepEqual(fullState({ ids: Array.from({ length: 6000 }, (_, at) => `k${at}`) }).ids.length, 5000);
});

test("a day is one that exists", () => {
  for (const day of ["2024-02-29", "1999-12-31"]) assert.ok(isDay(day), day);
  for (const day of ["2023-02-29", "2024-00-10", "2024-1-1", "24-01-01", "2024-01-01T00:00", "", null, 20240101, "0000-01-01"]) assert.ok(!isDay(day), String(day));
});

// States that other modules make, or anybody

const STRANGE = [
  undefined, null, 5, "text", [], [[]], { text: 5 }, { text: null }, { facets: null }, { facets: [] }, { facets: "abc" }, { facets: { categories: null } },
  { facets: { categories: { any: "radar" } } }, { facets: { categories: { any: [1, null, {}, ""], none: {} } } }, { facets: { nothing: { any: [], none: [] } } },
  { authors: null }, { authors: { any: 7 } }, { from: "2024", to: NaN }, { from: Infinity, to: -5 }, { from: 1.5 }, { code: true }, { reviewed: "perhaps" },
  { since: "2026-13-45" }, { since: {} }, { sort: "constructor" }, { sort: 3 }, { view: ["compact"] }, { ids: "a1" }, { ids: [5, null] }, { unknown: 3 },
];
for (const strange of STRANGE) {
  test(`${JSON.stringify(strange)} asks for everything`, () => {
    assert.deepEqual(fullState(strange), emptyState());
    assert.equal(stateToUrl(strange), "");
  });
}

test("years the wrong way round are turned, and controls and halves of characters are no text", () => {
  assert.deepEqual([fullState({ from: 2025, to: 2020 }).from, fullState({ from: 2025, to: 2020 }).to], [2020, 2025]);
  assert.equal(fullState({ text: "a\u0000b\ud800c" }).text, "a b\ufffdc");
});

// Hostile addresses

const PIECES = [
  "%", "%z", "%zz", "%E0%A4%A", "%FF%FE", "%00", "%0d%0aSet-Cookie:x", "\u0000", "\ud800", "\udfff\ud800", "%ED%A0%80", "\u202e", "\ufeff", "'", '"', "`", "\\",
  "<script>alert(1)</script>", "%3Cscript%3Ealert(1)%3C/script%3E", "javascript:alert(1)", "data:text/html,<b>", "//evil.example/", "../../etc/passwd", "${7*7}", "{{7*7}}",
  "__proto__", "constructor", "prototype", "toString", "valueOf", "hasOwnProperty", "__defineGetter__", "length", "name", "then", "toJSON", "NaN", "Infinity", "-0", "1e309",
  "[]", "[object Object]", "a[]=1", "a[b]=c", "x".repeat(10_000), ",".repeat(5000), "-".repeat(3000), "-,-,-", ",,a,,", "a,".repeat(4000), "👩‍👩‍👧‍👦".repeat(500), "e\u0301".repeat(800),
  "(((((((((((((((", "(a+)+$", "\u2028\u2029", "null", "undefined", "true", "99999", "2026-13-45", "2024-2023-2022", "١٩٩٩", "²⁰²⁴", " ", "+", "%20", "%2B", "&", "=", "#", "?", ";", "v=9",
];
const NAMES = ["q", "categories", "category", "author", "year", "code", "reviewed", "since", "sort", "view", "ids", "v", "utm_x", "__proto__", "constructor", "toString", "", "x y", "%zz", "<b>", "models"];
const HOSTILE = [
  ...PIECES, ...PIECES.map((piece) => `?${piece}`), ...PIECES.map((piece) => `#ids=${piece}`),
  ...NAMES.flatMap((name) => PIECES.map((piece) => `?${name}=${piece}`)),
  ...NAMES.map((name) => `?${name}=a&${name}=b&${name}[]=c&${name}[0]=d`),
  `?${NAMES.flatMap((name) => PIECES.slice(0, 60).map((piece) => `${name}=${piece}`)).join("&")}`,
  `?${"&".repeat(100_000)}`, `?${"a=1&".repeat(50_000)}`, `?ids=${"a1,".repeat(300_000)}`, `#ids=${"zz,".repeat(300_000)}`, `?categories=${"radar,".repeat(3000)}`,
  `?q=${"%F0%9F%90%9D".repeat(100_000)}`, "?v=9&filters=%7B%22a%22%3A1%7D&mode=graph",
];

test(`${HOSTILE.length} hostile addresses: none is an error, all are valid states that go round`, () => {
  assert.ok(HOSTILE.length >= 200);
  for (const hostile of HOSTILE) {
    for (const [search, hash] of [[hostile, ""], ["", hostile], [hostile, hostile]]) {
      const shown = JSON.stringify(hostile.slice(0, 60));
      const got = read(search, hash);
      assert.deepEqual(fullState(got), got, shown);
      assert.ok(got.unknown.length <= 10 && got.unknown.every((it) => [...it].length <= 80), shown);
      // Nothing that a reader cannot see, and no half of a character, comes into a sentence.
      assert.ok(got.unknown.every((it) => !/[\p{Cc}\p{Cs}\p{Cf}\u2028\u2029]/u.test(it)), shown);
      const url = new URL(print(got), "https://bees.example/library/");
      assert.deepEqual(read(url.search, url.hash), { ...got, unknown: [] }, shown);
      assert.equal(url.origin + url.pathname, "https://bees.example/library/");
    }
  }
});

test("what is not a text is no address", () => {
  for (const strange of [null, undefined, 5, {}, []]) assert.deepEqual(read(strange, strange).text, "");
});

test("hostile addresses are read in no time", () => {
  const start = performance.now();
  for (const hostile of HOSTILE) read(hostile, hostile, real);
  assert.ok(performance.now() - start < 20 * HOSTILE.length);
});

test("every term and author of the library goes round", () => {
  const facets = Object.fromEntries(real.facets.map((facet) => [facet.id, { any: [], none: facet.terms.map(({ id }) => id).sort() }]));
  const all = state({ facets });
  const url = new URL(stateToUrl(all, real.facets.map(({ id }) => id)), "https://bees.example/");
  assert.deepEqual(read(url.search, url.hash, real), all);
  for (const slug of real.people.slugs) assert.deepEqual(read(`?author=${encodeURIComponent(slug)}`, "", real).authors.any, [slug]);
});
