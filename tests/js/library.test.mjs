/** The pure parts of the library page: moves from state to state, sentences, periods, bars, terms. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { bars } from "../../docs/assets/js/library/bars.js";
import * as moves from "../../docs/assets/js/library/moves.js";
import { dayOf, firstDay, periodOf } from "../../docs/assets/js/library/periods.js";
import { firstOf, matching, ordered } from "../../docs/assets/js/library/terms.js";
import * as words from "../../docs/assets/js/library/words.js";

const PLAIN = Object.freeze({
  text: "", facets: {}, authors: { any: [], none: [] }, from: 0, to: 0, code: "", reviewed: "",
  since: "", sort: "", view: "", ids: [], unknown: [],
});
const value = (id, count, standing = "", label = id) => ({ id, label, count, standing });
const labelOf = (filter) => filter.termId ?? filter.slug;

// Moves

test("three clicks include, exclude and clear a term", () => {
  const standings = [];
  let state = PLAIN;
  for (let click = 0; click < 3; click++) {
    const standing = moves.standingOf(state.facets.models, "gpt");
    state = moves.withTerm(state, "models", "gpt", moves.nextStanding(standing));
    standings.push(moves.standingOf(state.facets.models, "gpt"));
  }
  assert.deepEqual(standings, ["any", "none", ""]);
  assert.deepEqual(state, PLAIN);
});

test("a move leaves the state it came from as it was", () => {
  const before = moves.withTerm(PLAIN, "models", "gpt", "any");
  moves.withTerm(before, "models", "gpt", "none");
  moves.withAuthor(before, "ada-lovelace", "any");
  assert.deepEqual(before.facets, { models: { any: ["gpt"], none: [] } });
  assert.deepEqual(PLAIN.authors.any, []);
});

test("an unknown standing starts again", () => {
  assert.equal(moves.nextStanding("nonsense"), "");
});

test("Has code goes from yes to no to not asked for", () => {
  assert.equal(moves.withFlag(PLAIN, "code", "any").code, "yes");
  assert.equal(moves.withFlag(PLAIN, "code", "none").code, "no");
  assert.equal(moves.withFlag(PLAIN, "code", "").code, "");
  assert.deepEqual(["yes", "no", ""].map(moves.flagStanding), ["any", "none", ""]);
});

test("years given the wrong way round are turned", () => {
  const { from, to } = moves.withYears(PLAIN, 2025, 2020);
  assert.deepEqual([from, to], [2020, 2025]);
  const open = moves.withYears(PLAIN, 2025, 0);
  assert.deepEqual([open.from, open.to], [2025, 0]);
});

function everything() {
  let state = moves.withTerm(PLAIN, "models", "gpt", "any");
  state = moves.withTerm(state, "topics", "memory", "none");
  state = moves.withAuthor(state, "ada-lovelace", "none");
  state = moves.withFlag(moves.withYears(state, 2020, 0), "code", "any");
  return { ...state, since: "2026-01-05", ids: ["a", "b"], text: "words", sort: "title", unknown: ["x"] };
}

test("every active filter has its chip, with its words", () => {
  const said = moves.filtersOf(everything()).map((filter) => words.filterWords(filter, labelOf));
  assert.deepEqual(said, [
    "2 chosen entries", "gpt", "not memory", "2020 or later", "Has code", "not ada-lovelace",
    "Added since 5 Jan 2026",
  ]);
});

test("removing one filter after the other leaves the words and the order", () => {
  const state = moves.filtersOf(everything()).reduce(moves.without, everything());
  assert.deepEqual(state, { ...PLAIN, text: "words", sort: "title", unknown: ["x"] });
});

test("Clear all leaves the words and the order, and forgets what was not understood", () => {
  assert.deepEqual(moves.cleared(everything()), { ...PLAIN, text: "words", sort: "title" });
});

test("a view alone asks for nothing, anything else does", () => {
  assert.equal(moves.isAsking({ ...PLAIN, view: "compact" }), false);
  for (const part of [{ text: "a" }, { sort: "title" }, { ids: ["a"] }, { from: 2020 }, { unknown: ["x"] }]) {
    assert.equal(moves.isAsking({ ...PLAIN, ...part }), true, JSON.stringify(part));
  }
});

test("with words the best match comes first, without them the newest", () => {
  assert.equal(moves.sortOf(PLAIN), "newest");
  assert.equal(moves.sortOf({ ...PLAIN, text: "a" }), "relevance");
  assert.equal(moves.sortOf({ ...PLAIN, text: "a", sort: "title" }), "title");
});

// Sentences

test("numbers are written as the build writes them", () => {
  assert.equal(words.numberWords(1234567), "1,234,567");
  assert.equal(words.entriesWords(1), "1 entry");
  assert.equal(words.ofWords(454, 454), "entries");
  assert.equal(words.ofWords(34, 454), "of 454 entries");
  assert.equal(words.ofWords(0, 1), "of 1 entry");
  assert.equal(words.shownWords(50, 10000), "50 of 10,000 shown.");
});

test("a value says its state to a screen reader", () => {
  assert.equal(words.choiceWords(42, ""), " entries");
  assert.equal(words.choiceWords(42, "any"), " entries, included");
  assert.equal(words.choiceWords(1, "none"), " entry, excluded");
  assert.equal(words.choiceWords(0, "none"), "excluded");
});

test("years are said as a reader says them", () => {
  assert.equal(words.yearsWords(2024, 2026), "2024 to 2026");
  assert.equal(words.yearsWords(2024, 2024), "2024");
  assert.equal(words.yearsWords(2024, 0), "2024 or later");
  assert.equal(words.yearsWords(0, 2020), "2020 or earlier");
});

test("what is no day stays as it is", () => {
  assert.equal(words.dayWords("2026-02-09"), "9 Feb 2026");
  assert.equal(words.dayWords("2026-13-09"), "2026-13-09");
  assert.equal(words.dayWords("<b>"), "<b>");
});

test("a view is said in words", () => {
  assert.equal(words.viewWords("bees", moves.filtersOf(everything()).slice(1, 3), labelOf), "“bees”, gpt, not memory");
  assert.equal(words.viewWords("", [], labelOf), "");
});

test("what is not asked for is said in words of its own", () => {
  assert.equal(words.filterWords({ type: "code", isNot: true }, labelOf), "No code");
  assert.equal(words.filterWords({ type: "reviewed", isNot: true }, labelOf), "Not peer-reviewed");
});

// Periods

test("periods end today and begin on the same day of an earlier month", () => {
  const today = new Date(2026, 10, 21);
  assert.equal(dayOf(today), "2026-11-21");
  assert.equal(firstDay("week", today), "2026-11-14");
  assert.equal(firstDay("month", today), "2026-10-21");
  assert.equal(firstDay("quarter", today), "2026-08-21");
  assert.equal(firstDay("year", today), "2025-11-21");
  assert.equal(firstDay("", today), "");
  assert.equal(firstDay("day", today), "");
});

test("a month that is shorter gives its last day", () => {
  assert.equal(firstDay("month", new Date(2026, 2, 31)), "2026-02-28");
  assert.equal(firstDay("year", new Date(2028, 1, 29)), "2027-02-28");
});

test("a day that begins a period is shown as that period", () => {
  const today = new Date(2026, 10, 21);
  assert.equal(periodOf("2026-10-21", today), "month");
  assert.equal(periodOf("2026-10-20", today), "day");
  assert.equal(periodOf("", today), "");
});

// Bars

test("each year has a bar, the fullest year the whole height", () => {
  const drawn = bars({ 2024: 10, 2026: 5 }, [2024, 2026], { width: 30, height: 20, gap: 2 });
  assert.deepEqual(drawn.map(({ year, count, shape }) => [year, count, shape]), [
    [2024, 10, "M1 20v-20h8v20z"],
    [2025, 0, "M11 20v-0h8v0z"],
    [2026, 5, "M21 20v-10h8v10z"],
  ]);
  assert.equal(drawn[1].column, "M10 0h10v20h-10z");
});

test("few among many are still seen, and a strange span draws nothing", () => {
  const drawn = bars({ 2024: 1000, 2025: 1 }, [2024, 2025], { width: 20, height: 20, gap: 2 });
  assert.equal(drawn[1].shape, "M11 20v-1h8v1z");
  assert.deepEqual(bars({}, [2026, 2024], { width: 20, height: 20, gap: 2 }), []);
});

// Terms

test("what is asked for comes first, then the most entries, then the order of the vocabulary", () => {
  const values = [value("a", 1), value("b", 5), value("c", 5), value("d", 0, "none"), value("e", 2, "any")];
  assert.deepEqual(ordered(values).map(({ id }) => id), ["e", "d", "b", "c", "a"]);
});

test("the first few always hold what is asked for", () => {
  const values = [value("a", 9), value("b", 8), value("c", 7), value("d", 1, "any")];
  assert.deepEqual(firstOf(values, 2).map(({ id }) => id), ["a", "b", "d"]);
});

test("a filter within a facet looks for every word, without accents and case", () => {
  const values = [value("x", 1, "", "Ångström scale"), value("large-scale", 1, "", "Large")];
  assert.deepEqual(matching(values, "ANGSTROM sc").map(({ id }) => id), ["x"]);
  assert.deepEqual(matching(values, "scale").map(({ id }) => id), ["x", "large-scale"]);
  assert.deepEqual(matching(values, "  ").length, 2);
  assert.deepEqual(matching(values, "(.*".repeat(9999)), []);
});
