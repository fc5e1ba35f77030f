// Filters and their live counts, against a plain reading of the same conditions.
import assert from "node:assert/strict";
import { test } from "node:test";
import { adviceFor } from "../../docs/assets/js/find/advice.js";
import * as sets from "../../docs/assets/js/find/bits.js";
import { decode } from "../../docs/assets/js/find/columns.js";
import { countsOf } from "../../docs/assets/js/find/counts.js";
import { Filters } from "../../docs/assets/js/find/facets.js";
import { Order } from "../../docs/assets/js/find/order.js";
import { fullState } from "../../docs/assets/js/find/state.js";
import { bees, json } from "./built.mjs";

const real = decode(json("search.json"));
const filters = new Filters(real);
const everything = Array.from({ length: real.count }, (_, at) => at);

const slugsOfEntries = everything.map((at) => real.authors[at].map((name) => real.people.slugs[real.people.find(real.names[name].printed)]));
const peopleOf = (at) => slugsOfEntries[at];

/** What a state means, entry by entry. `without`: the condition that is not looked at. */
function plain(state, hits = null, without = "") {
  const inside = (id, any, none, own) => {
    const isIn = (ids) => ids.some((it) => own.includes(it));
    return (without === `${id}.any` || !any.length || isIn(any)) && !isIn(none);
  };
  return everything.filter((at) => {
    const year = Number(real.published[at].slice(0, 4));
    const isReviewed = real.facetById.get("venues").own[at].length > 0;
    return (!hits || without === "text" || hits.includes(at))
      && (!state.ids.length || without === "ids" || state.ids.includes(real.keys[at]))
      && real.facets.every((facet) => {
        const { any = [], none = [] } = state.facets[facet.id] ?? {};
        return inside(facet.id, any, none, facet.all[at].map((term) => facet.terms[term].id));
      })
      && inside("authors", state.authors.any, state.authors.none, peopleOf(at))
      && (without === "years" || ((!state.from || year >= state.from) && (!state.to || year <= state.to)))
      && (!state.code || without === "code" || (state.code === "yes") === (real.code[at] === 1))
      && (!state.reviewed || without === "reviewed" || (state.reviewed === "yes") === isReviewed)
      && (!state.since || without === "since" || real.added[at] >= state.since);
  });
}

/** What clicking on each value would show, found by asking for it. */
function plainCounts(state, hits) {
  const termsOf = (facet) => {
    const left = plain(state, hits, `${facet.id}.any`);
    return Object.fromEntries(facet.terms.map(({ id, at: term }) => [id, left.filter((at) => facet.all[at].includes(term)).length]));
  };
  const years = plain(state, hits, "years").map((at) => Number(real.published[at].slice(0, 4)));
  const code = plain(state, hits, "code").map((at) => real.code[at] === 1);
  const reviewed = plain(state, hits, "reviewed").map((at) => real.facetById.get("venues").own[at].length > 0);
  const pair = (list) => [list.filter(Boolean).length, list.filter((it) => !it).length];
  return {
    ...Object.fromEntries(real.facets.map((facet) => [facet.id, termsOf(facet)])),
    years: Object.fromEntries([...new Set(real.published.map((it) => Number(it.slice(0, 4))))].map((year) => [year, years.filter((it) => it === year).length])),
    code: pair(code), reviewed: pair(reviewed),
  };
}

/** The same "random" numbers each time: a linear congruential generator (Numerical Recipes). */
function dice(seed) {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

function someState(number) {
  const throwDice = dice(number * 7919 + 1);
  const pick = (list, most) => Array.from({ length: throwDice(most + 1) }, () => list[throwDice(list.length)]);
  const facets = {};
  for (const facet of real.facets) {
    if (throwDice(3)) continue;
    const ids = facet.terms.map((term) => term.id);
    facets[facet.id] = { any: pick(ids, 3), none: pick(ids, 2) };
  }
  const hits = throwDice(2) ? pick(everything, 300) : null;
  return [fullState({
    facets, authors: { any: throwDice(4) ? [] : pick(real.people.slugs, 30), none: pick(real.people.slugs, 3) },
    from: throwDice(3) ? 0 : 2021 + throwDice(6), to: throwDice(3) ? 0 : 2021 + throwDice(6),
    code: ["", "", "yes", "no"][throwDice(4)], reviewed: ["", "", "yes", "no"][throwDice(4)],
    since: throwDice(4) ? "" : "2026-11-20", ids: throwDice(5) ? [] : pick(real.keys, 200),
  }), hits];
}

test("a hundred states give what a plain reading gives, and their counts too", () => {
  let met = 0;
  for (let number = 0; number < 100; number++) {
    const [state, hits] = someState(number);
    const selection = filters.select(state, hits);
    assert.deepEqual([...sets.positions(selection.bits)], plain(state, hits), JSON.stringify(state));
    const { authors, ...counts } = countsOf(real, filters, selection, state);
    assert.deepEqual(counts, plainCounts(state, hits));
    met += selection.total ? 1 : 0;
    const left = plain(state, hits, "authors.any").map(peopleOf);
    for (const { slug, n } of authors.slice(0, 20)) assert.equal(n, left.filter((people) => people.includes(slug)).length, slug);
  }
  assert.ok(met > 20, "states that show something");
});

test("without any condition everything is there, and each term counts its entries", () => {
  const selection = filters.select(fullState({}));
  assert.equal(selection.total, real.count);
  const counts = countsOf(real, filters, selection, fullState({}));
  assert.equal(counts.code[0] + counts.code[1], real.count);
  assert.equal(Object.values(counts.years).reduce((a, b) => a + b), real.count);
});

test("a value that is excluded stays excluded when another of its facet is counted", () => {
  const toy = decode(bees());
  const state = fullState({ facets: { categories: { any: ["radar"], none: ["y-maze"] } } });
  const some = new Filters(toy);
  assert.deepEqual(countsOf(toy, some, some.select(state), state).categories, { radar: 1, maze: 1, "y-maze": 0 });
});

test("authors: two hundred with most entries, and those asked for though they have none", () => {
  const last = real.people.slugs.at(-1);
  const state = fullState({ authors: { any: [last], none: [] } });
  const { authors } = countsOf(real, filters, filters.select(state, []), state);
  assert.deepEqual(authors.map(({ slug, n }) => [slug, n]), [[last, 0]]);
  const { authors: all } = countsOf(real, filters, filters.select(fullState({})), fullState({}));
  assert.equal(all.length, 200);
  const numbers = all.map(({ n }) => n);
  assert.deepEqual(numbers, [...numbers].sort((a, b) => b - a));
  const counts = real.people.slugs.map((_, person) => real.people.values.filter((it) => it === person).length).sort((a, b) => b - a);
  assert.deepEqual(numbers, counts.slice(0, 200));
});

test("terms, authors and facets that are not known ask for nothing", () => {
  const state = fullState({ facets: { nothing: { any: ["x"], none: [] }, categories: { any: ["constructor"], none: ["__proto__"] } }, authors: { any: ["nobody"], none: [] } });
  assert.equal(filters.select(state).total, real.count);
});

for (const count of [0, 1, 31, 32, 33, 64, 100]) {
  test(`a set of ${count} entries has each of them once`, () => {
    const all = sets.allOf(count);
    assert.equal(sets.size(all), count);
    assert.deepEqual([...sets.positions(all)], Array.from({ length: count }, (_, at) => at));
    const odd = sets.bitsWhere(count, (at) => at % 2);
    assert.equal(sets.sizeOfBoth(all, odd), Math.floor(count / 2));
    assert.equal(sets.size(sets.drop(all.slice(), odd)), Math.ceil(count / 2));
    assert.deepEqual(sets.positions(sets.bitsOf(count, sets.positions(odd))), sets.positions(odd));
  });
}

// Order

const toy = decode(bees());
const order = new Order(toy);
const ordered = (sort, hits = null) => [...order.of(sets.allOf(3), sort, hits)].map((at) => toy.keys[at]);

test("entries stand newest first, oldest first, last added first, by title, or best first", () => {
  assert.deepEqual(ordered("newest"), ["c3", "b2", "a1"]);
  assert.deepEqual(ordered("oldest"), ["a1", "b2", "c3"]);
  assert.deepEqual(ordered("added"), ["b2", "a1", "c3"]);
  assert.deepEqual(ordered("title"), ["b2", "a1", "c3"]);
  assert.deepEqual(ordered("relevance", Int32Array.of(1, 2, 0)), ["b2", "a1", "c3"]);
  assert.deepEqual(ordered("relevance"), ["c3", "b2", "a1"]);
});

test("of the hits only those that the filters leave are shown", () => {
  assert.deepEqual([...order.of(sets.bitsOf(3, [0, 2]), "relevance", Int32Array.of(2, 1, 0))], [2, 0]);
  assert.deepEqual([...order.of(sets.bitsOf(3, [0, 2]), "title", Int32Array.of(2, 1, 0))], [2, 0]);
});

test("entries with equal titles or days stand newest first", () => {
  const same = bees();
  same.entries.title = ["Bees", "bees", "BEES"];
  same.entries.added = ["2026-01-01", "2026-01-01", "2026-01-01"];
  const other = new Order(decode(same));
  for (const sort of ["title", "added"]) assert.deepEqual([...other.of(sets.allOf(3), sort, null)], [0, 1, 2]);
});

// Advice

const few = new Filters(toy);
const advice = (state, hits = null) => adviceFor(toy, few, few.select(fullState(state), hits), fullState(state));

test("an empty list is told which single condition to drop, and what that gives", () => {
  const state = { text: "radar", code: "yes", from: 2025, facets: { categories: { any: ["radar"], none: [] } } };
  assert.deepEqual(advice(state, [1]), [{ label: "Has code", patch: { code: "" }, total: 1 }]);
  assert.deepEqual(advice({ text: "x", from: 2025, to: 2025 }, []), [{ label: "“x”", patch: { text: "" }, total: 2 }]);
});

test("most entries come first; a patch leaves the rest of the state", () => {
  const facets = { categories: { any: ["radar", "maze"], none: [] }, kinds: { any: [], none: ["study"] }, venues: { any: ["bee"], none: [] } };
  assert.deepEqual(advice({ facets }), [
    { label: "not Study", patch: { facets: { categories: facets.categories, venues: facets.venues } }, total: 1 },
    { label: "Bee Letters", patch: { facets: { categories: facets.categories, kinds: facets.kinds } }, total: 1 },
  ]);
});

test("each kind of condition has its words", () => {
  const words = (state) => advice({ ...state, ids: ["a1"], facets: {} }).map(({ label }) => label);
  assert.deepEqual(words({ from: 2025, to: 2025 }), ["1 chosen entry", "2025"]);
  assert.deepEqual(words({ to: 2018 }), ["2018 or earlier"]);
  assert.deepEqual(words({ from: 2020 }), ["1 chosen entry", "2020 or later"]);
  assert.deepEqual(words({ since: "2026-03-01" }), ["1 chosen entry", "Added since 1 Mar 2026"]);
  assert.deepEqual(words({ reviewed: "yes" }), ["1 chosen entry", "Peer-reviewed"]);
  assert.deepEqual(words({ authors: { any: ["jan-van-der-berg", "aristotle"], none: [] } }), ["1 chosen entry", "Jan van der Berg or Aristotle"]);
});

test("no single condition is to blame: no advice", () => {
  assert.deepEqual(advice({ code: "yes", reviewed: "no", from: 2030 }), []);
});
