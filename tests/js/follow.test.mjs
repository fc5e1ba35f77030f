/** What is new since the last visit, whatever the clock and the storage say; and the feed of a view. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isLooking, looked, newsOf, newsWords, readAdded, readVisit, visitOf } from "../../docs/assets/js/follow/visit.js";
import { feedOf } from "../../docs/assets/js/library/feed.js";

const ADDED = readAdded("2026-11-20 5, 2026-11-03 2, 2026-11-01 40");
const LATEST = "2026-11-20";
const before = (day, seen) => ({ day: "2026-11-21", seen: LATEST, before: { day, seen } });

/** The days of a reader: each a page view with the clock's day and what the site then had. */
function views(...days) {
  let kept = null;
  return days.map(([today, added]) => {
    const known = readAdded(added);
    const visit = visitOf(readVisit(kept), today, known.days[0][0]);
    kept = JSON.stringify(visit);
    return newsOf(visit, known)?.count ?? 0;
  });
}

test("the days of the build are read, latest first", () => {
  assert.deepEqual(ADDED, { days: [["2026-11-20", 5], ["2026-11-03", 2], ["2026-11-01", 40]], isAll: true });
  assert.equal(readAdded("2026-11-20 5, ...").isAll, false);
  assert.deepEqual(readAdded("").days, []);
  assert.deepEqual(readAdded(undefined).days, []);
});

test("a first visit has nothing new", () => {
  assert.equal(newsOf(visitOf(null, "2026-11-21", LATEST), ADDED), null);
});

test("what came in after the visit before is new, on every reload of the day, and not the day after", () => {
  const old = "2026-11-01 40";
  const now = "2026-11-20 5, 2026-11-03 2, 2026-11-01 40";
  assert.deepEqual(views(["2026-11-02", old], ["2026-11-21", now], ["2026-11-21", now], ["2026-11-22", now]), [0, 7, 7, 0]);
});

test("what comes in during a visit in which nothing is told is told in the next", () => {
  const more = "2026-11-02 3, 2026-11-01 40";
  assert.deepEqual(views(["2026-11-02", "2026-11-01 40"], ["2026-11-02", more], ["2026-11-03", more], ["2026-11-04", more]), [0, 0, 3, 0]);
});

test("what was told on a reload is not told again in the next visit", () => {
  const [first, second, third] = ["2026-11-01 40", "2026-11-03 2, 2026-11-01 40", "2026-11-04 1, 2026-11-03 2, 2026-11-01 40"];
  assert.deepEqual(views(["2026-11-02", first], ["2026-11-04", second], ["2026-11-04", third], ["2026-11-05", third]), [0, 2, 3, 0]);
});

test("a clock that is years ahead or behind hides nothing and invents nothing", () => {
  const [old, now] = ["2026-11-01 40", "2026-11-20 5, 2026-11-01 40"];
  for (const [one, other] of [["2031-01-01", "2031-01-09"], ["1999-01-01", "1999-01-02"], ["2031-01-01", "2026-11-21"], ["2026-11-02", "1999-01-01"]]) {
    assert.deepEqual(views([one, old], [other, now], [other, now]), [0, 5, 5], `${one}, ${other}`);
    assert.deepEqual(views([one, now], [other, now]), [0, 0]);
  }
});

test("a site whose latest day was taken back tells what is new again from then on", () => {
  const [wrong, right] = ["2026-12-24 1, 2026-11-01 40", "2026-11-01 40"];
  assert.deepEqual(views(["2026-11-02", wrong], ["2026-11-03", right], ["2026-11-09", "2026-11-08 2, 2026-11-01 40"]), [0, 0, 2]);
});

test("the words name the day of the visit before, and lead to the first day that counts", () => {
  const visit = before("2026-11-02", "2026-11-01");
  const news = newsOf(visit, ADDED);
  assert.deepEqual(news, { count: 7, since: "2026-11-02", isMore: false });
  assert.equal(newsWords(visit, news), "7 new since 2 November");
  assert.equal(newsWords({ ...visit, day: "2027-01-05" }, news), "7 new since 2 November 2026");
});

test("a day that cannot be right is not named", () => {
  for (const day of ["2031-01-01", "1999-01-01"]) {
    const visit = before(day, "2026-11-03");
    assert.equal(newsWords(visit, newsOf(visit, ADDED)), "5 new since 4 November");
  }
});

test("days that are not told make the number a lower bound", () => {
  const visit = before("2025-01-01", "2025-01-01");
  const news = newsOf(visit, readAdded("2026-11-20 1200, 2026-11-03 34, ..."));
  assert.equal(newsWords(visit, news), "More than 1,234 new since 1 January 2025");
});

test("after looking there is nothing new, and what comes in later is", () => {
  const visit = looked(before("2026-11-02", "2026-11-01"), LATEST);
  assert.equal(newsOf(visit, ADDED), null);
  const next = visitOf(visit, "2026-11-25", "2026-11-24");
  assert.equal(newsOf(next, readAdded("2026-11-24 3, 2026-11-20 5")).count, 3);
});

test("the library shows all that is new when it asks for that day or an earlier one, and for nothing else", () => {
  const news = { since: "2026-11-02" };
  const shows = ["?since=2026-11-02", "?since=2026-10-01&sort=added", "?since=2026-11-02&view=compact"];
  const not = ["", "?since=2026-11-03", "?since=2026-11-02&q=bees", "?since=never", "?since="];
  for (const search of shows) assert.equal(isLooking(search, news), true, search);
  for (const search of not) assert.equal(isLooking(search, news), false, search);
});

test("what was kept and is damaged counts as nothing", () => {
  const damaged = [null, "", "{", "null", "7", "[]", "{}", '{"day":"2026-11-21"}', '{"day":"2026-02-31","seen":"2026-11-20"}',
    '{"day":"2026-11-21","seen":"<b>"}', '{"day":{},"seen":[]}', '{"day":"+275760-09-13","seen":"2026-11-20"}'];
  for (const text of damaged) assert.equal(readVisit(text), null, text);
  const half = readVisit('{"day":"2026-11-21","seen":"2026-11-20","before":{"day":"x"},"more":1}');
  assert.deepEqual(half, { day: "2026-11-21", seen: "2026-11-20", before: null });
});

// The feed of a view

const PLAIN = Object.freeze({
  text: "", facets: {}, authors: { any: [], none: [] }, from: 0, to: 0, code: "", reviewed: "",
  since: "", sort: "", view: "", ids: [], unknown: [],
});
const known = { facets: ["categories", "models"], total: 3 };
const term = (facetId, any, none = []) => ({ ...PLAIN, facets: { [facetId]: { any, none } } });

test("one term of a facet with feeds has a feed, in any order and look", () => {
  assert.equal(feedOf(term("models", ["gpt"]), known), "feeds/models/gpt.xml");
  assert.equal(feedOf({ ...term("models", ["gpt"]), sort: "added", view: "compact" }, known), "feeds/models/gpt.xml");
});

test("an author of three entries has a feed, of two not", () => {
  const state = { ...PLAIN, authors: { any: ["ada-liu"], none: [] } };
  assert.equal(feedOf(state, known), "feeds/authors/ada-liu.xml");
  assert.equal(feedOf(state, { ...known, total: 2 }), "");
});

test("a view that shows anything else has none", () => {
  const others = [PLAIN, term("venues", ["acl"]), term("models", ["gpt", "clip"]), term("models", [], ["gpt"]),
    { ...term("models", ["gpt"]), text: "bees" }, { ...term("models", ["gpt"]), code: "yes" }, { ...PLAIN, since: "2026-01-01" },
    { ...PLAIN, authors: { any: [], none: ["ada-liu"] } }];
  for (const state of others) assert.equal(feedOf(state, known), "", JSON.stringify(state));
});
