// What is marked in a text.
import assert from "node:assert/strict";
import { test } from "node:test";
import { marks } from "../../docs/assets/js/find/mark.js";

const marked = (text, terms) => marks(text, terms).map(([from, to]) => text.slice(from, to));

const CASES = [
  ["Sparse autoencoders see", ["autoencoders"], ["autoencoders"]],
  ["Auto-Encoders and auto encoders", ["autoencoders"], ["Auto-Encoders", "auto encoders"]],
  ["Interpreting interpreters", ["interpr*"], ["Interpr", "interpr"]],
  ["Marina Höhne", ["hohne"], ["Höhne"]],
  ["Große Straße", ["strass*"], ["Straß"]],
  ["D'Incà et al.", ["dinca"], ["D'Incà"]],
  ["CLIP's models", ["clips", "model"], ["CLIP's", "models"]],
  ["art article", ["art"], ["art"]],
  ["a b c", [], []],
  ["", ["a"], []],
];
for (const [text, terms, parts] of CASES) {
  test(`in "${text}" ${terms} marks ${parts.length}`, () => assert.deepEqual(marked(text, terms), parts));
}

test("ranges ascend and do not touch", () => assert.deepEqual(marks("bee bees", ["bee*", "bees", "bee"]), [[0, 3], [4, 8]]));
