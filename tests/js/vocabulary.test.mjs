// Words near a typed one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { distance, lettersOf, mayBeNear } from "../../docs/assets/js/find/distance.js";
import { Vocabulary } from "../../docs/assets/js/find/vocabulary.js";

const DISTANCES = [["vision", "vision", 0], ["vsiion", "vision", 1], ["ision", "vision", 1], ["vvision", "vision", 1], ["wision", "vision", 1],
  ["visoin", "vision", 1], ["vsioin", "vision", 2], ["noisiv", "vision", 3], ["a", "abcd", 3]];
for (const [one, other, slips] of DISTANCES) {
  test(`${one} is ${slips} from ${other}`, () => {
    assert.equal(distance(one, other, 2), slips);
    assert.equal(distance(other, one, 2), slips);
    assert.ok(slips > 2 || mayBeNear(lettersOf(one), lettersOf(other), 2));
  });
}

function full(word, other, most) {
  const rows = [Array.from({ length: other.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= word.length; i++) {
    rows.push([i]);
    for (let j = 1; j <= other.length; j++) {
      const cost = word[i - 1] === other[j - 1] ? 0 : 1;
      let value = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + cost);
      if (i > 1 && j > 1 && word[i - 1] === other[j - 2] && word[i - 2] === other[j - 1]) value = Math.min(value, rows[i - 2][j - 2] + 1);
      rows[i].push(value);
    }
  }
  return Math.min(rows[word.length][other.length], most + 1);
}

test("the banded distance is the full one up to its limit", () => {
  const letters = "abc";
  const words = Array.from({ length: 120 }, (_, n) => [...String(n * 7919)].map((digit) => letters[digit % 3]).join(""));
  for (const one of words) for (const other of words) for (const most of [1, 2]) {
    assert.equal(Math.min(distance(one, other, most), most + 1), full(one, other, most), `${one} ${other} ${most}`);
  }
});

test("a vocabulary knows starts, slips and relatives of words", () => {
  const vocabulary = new Vocabulary();
  for (const word of ["vision", "visual", "visualisation", "fission", "2024"]) vocabulary.add(word);
  const named = (numbers) => numbers.map((it) => vocabulary.words[it]);
  assert.deepEqual(named(vocabulary.startingWith("vis")), ["vision", "visual", "visualisation"]);
  assert.deepEqual(vocabulary.near("ision", 1).map(([it, slips]) => [vocabulary.words[it], slips]), [["vision", 1]]);
  assert.deepEqual(vocabulary.near("2023", 1), []);
  assert.deepEqual(vocabulary.startsNear("vizual", 6), ["visual"]);
  vocabulary.add("ivory");
  assert.deepEqual(named(vocabulary.startingWith("i")), ["ivory"]);
});
