/** Where a card has room, and how far a reader has come on a path. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sideOf } from "../../docs/assets/js/handbook/side.js";
import { readOf, wordsOf } from "../../docs/assets/js/start/progress.js";

const WINDOW = { clientWidth: 1000, clientHeight: 800 };
const card = (right, bottom) => ({ width: 300, height: 100, right, bottom });

test("a card with room below and to the right stays there", () => {
  assert.deepEqual(sideOf(card(1000, 800), { top: 680 }, WINDOW), []);
});

test("a card that would leave the window turns to the other side", () => {
  assert.deepEqual(sideOf(card(1001, 500), { top: 380 }, WINDOW), ["card--end"]);
  assert.deepEqual(sideOf(card(900, 801), { top: 700 }, WINDOW), ["card--above"]);
  assert.deepEqual(sideOf(card(1001, 801), { top: 700 }, WINDOW), ["card--end", "card--above"]);
});

test("a card without room above either stays below", () => {
  assert.deepEqual(sideOf(card(900, 801), { top: 90 }, WINDOW), []);
});

test("only what is marked as read counts, not every note", () => {
  const notes = new Map([["a1", { note: "x", read: false }], ["b2", { note: "", read: true }]]);
  assert.equal(readOf(notes, ["a1", "b2", "c3", "constructor"]), 1);
});

test("progress is told in words, and nothing where nothing is to be told", () => {
  assert.equal(wordsOf(2, 7, true), "2 of 7 read");
  assert.equal(wordsOf(7, 7, false), "All 7 read");
  assert.equal(wordsOf(0, 7, true), "0 of 7 read");
  assert.equal(wordsOf(0, 7, false), "");
});
