// Text as search compares it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { comparisonForm, compounds, fold, root, siblings, transliterated, words } from "../../docs/assets/js/find/fold.js";

const FOLDED = {
  "Höhne": "hohne", "Stöhler ẞ ß": "stohler ss ss", "Søgaard": "sogaard", "Œuvre Æon": "oeuvre aeon", "Łódź Đặng": "lodz dang",
  "Sarıtaş İ": "saritas i", "Ωμέγας": "ωμεγασ", "Ёлка": "елка", "がく": "がく", "한글": "한글", "x²": "x2", "soft\u00adhyphen": "softhyphen",
};
for (const [text, folded] of Object.entries(FOLDED)) {
  test(`${text} is folded to ${folded}`, () => assert.equal(fold(text), folded));
}

test("words are runs of letters and digits; apostrophes join, other signs part", () => {
  assert.deepEqual(words("CLIP's auto-encoder (v2.5)"), ["clips", "auto", "encoder", "v2", "5"]);
  assert.deepEqual(words("神经网络 ok"), ["神", "经", "网", "络", "ok"]);
  assert.deepEqual(words("?!… \ud800"), []);
});

test("compounds are also written joined", () => {
  assert.deepEqual(compounds("Text-to-image"), ["textto", "toimage", "texttoimage"]);
  assert.deepEqual(compounds("D'Incà"), ["dinca", "inca"]);
  assert.deepEqual(compounds("two words"), []);
});

test("the comparison form is letters and digits alone", () => assert.equal(comparisonForm("What, Auto-Encoders?"), "whatautoencoders"));

test("umlauts have a second ASCII form", () => {
  assert.equal(transliterated("Höhne"), "hoehne");
  assert.equal(transliterated("Ho\u0308hne"), "hoehne");
  assert.equal(transliterated("Hohne"), "");
});

const NUMBERS = [["model", "models"], ["box", "boxes"], ["study", "studies"], ["analysis", "analyses"], ["matrix", "matrices"], ["bias", "biases"], ["key", "keys"]];
for (const [one, many] of NUMBERS) {
  test(`${one} and ${many} are one word in two numbers`, () => {
    assert.ok(siblings(one).includes(many));
    assert.ok(siblings(many).includes(one));
  });
}

test("words of one family share a start, short ones have none", () => {
  assert.equal(root("hallucinations"), root("hallucinate"));
  assert.equal(root("localising"), root("localization"));
  assert.equal(root("sing"), "");
});
