// A query taken apart.
import assert from "node:assert/strict";
import { test } from "node:test";
import { idIn, plainAddress } from "../../docs/assets/js/find/ids.js";
import { FIELDS, parseQuery } from "../../docs/assets/js/find/query.js";

const isField = (name) => [...FIELDS, "model", "models"].includes(name);
const parse = (text) => {
  const { words, phrases, without, fields, ids } = parseQuery(text, isField);
  const parts = { words: words.map((it) => it.text + (it.isLast ? "*" : "")).join(" "), phrases, without,
    fields: fields.map((it) => `${it.isNot ? "-" : ""}${it.name}=${it.value}`), ids: ids.map((it) => `${it.kind}=${it.value}`) };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value.length));
};

const PARSED = {
  "Auto-Encoders are": { words: "auto encoders are*" },
  "auto ": { words: "auto" },
  "what?": { words: "what" },
  'bees "wax comb" -honey -"royal jelly"': { words: "bees", phrases: ["wax comb"], without: ["honey", "royal jelly"] },
  'author:"Ana Silva" year:2023-2025 -model:x-1': { fields: ["author=Ana Silva", "year=2023-2025", "-model=x-1"] },
  "author: silva bees": { words: "bees*", fields: ["author=silva"] },
  "author: year:2023": { fields: ["author=", "year=2023"] },
  "Hive Models: A Study": { words: "hive models a study*" },
  "foo:bar": { words: "foo bar*" },
  'author:"ana': { fields: ['author="ana'] },
  'un"balanced': { words: "un balanced*" },
  "-": {}, "--": {}, '""': {}, "": {}, "year:": { fields: ["year="] },
  "arxiv:2411.10950": { ids: ["arxiv=2411.10950"] },
  "doi: 10.1/x": { fields: ["doi=10.1/x"] },
  "DOI: 10.1234/X": { ids: ["doi=10.1234/x"] },
  "see 2411.10950v2 [cs.CV]": { words: "see cs cv", ids: ["arxiv=2411.10950"] },
};
for (const [text, parts] of Object.entries(PARSED)) {
  test(`parses ${text || "nothing"}`, () => assert.deepEqual(parse(text), parts));
}

const IDS = {
  "2411.10950": "arxiv 2411.10950", "2411.10950v12": "arxiv 2411.10950", "arXiv:2411.10950": "arxiv 2411.10950",
  "http://www.arxiv.org/abs/2411.10950v2?x=1": "arxiv 2411.10950", "arxiv.org/pdf/2411.10950v1.pdf": "arxiv 2411.10950",
  "https://arxiv.org/abs/cs/9901001": "arxiv cs/9901001", "https://ar5iv.labs.arxiv.org/html/2411.10950": "arxiv 2411.10950",
  "https://huggingface.co/papers/2411.10950": "arxiv 2411.10950", "https://www.alphaxiv.org/abs/2411.10950v1": "arxiv 2411.10950",
  "https://doi.org/10.48550/arXiv.2411.10950": "arxiv 2411.10950",
  "https://doi.org/10.1145/3600211.3604717": "doi 10.1145/3600211.3604717", "(doi:10.1145/3600211.3604717).": "doi 10.1145/3600211.3604717",
  "https://dl.acm.org/doi/pdf/10.1145/3600211.3604717?download=true": "doi 10.1145/3600211.3604717",
  "https://doi.org/10.1145%2F3600211.3604717": "doi 10.1145/3600211.3604717",
  "https://openreview.net/forum?id=lHbLpwbEyt": "openreview lHbLpwbEyt", "openreview.net/pdf?id=lHbLpwbEyt#x": "openreview lHbLpwbEyt",
  "https://openreview.net/forum?noteId=x_1&id=lHbLpwbEyt": "openreview lHbLpwbEyt", "https://openreview.net/forum?noteId=x_1": "openreview x_1",
  "abs/2411.10950": "arxiv 2411.10950", "https://example.org/abs/x": "url example.org/abs/x",
  "[10.1145/3600211](https://doi.org/10.1145/3600211)": "doi 10.1145/3600211", "10.1016/S0140-6736(05)1[2": "doi 10.1016/s0140-6736(05)1[2",
  "2023.acl-long.3": "anthology 2023.acl-long.3", "https://aclanthology.org/2023.acl-long.3.pdf": "anthology 2023.acl-long.3",
  "https://www.aclweb.org/anthology/P19-1001/": "anthology p19-1001",
  "https://www.example.org/A/b/?q=1#c": "url example.org/a/b?q=1",
  "2024": "", "vision": "", "10.1": "", "auto-encoders": "",
};
for (const [text, id] of Object.entries(IDS)) {
  test(`${text} is ${id || "no identifier"}`, () => {
    const found = idIn(text);
    assert.equal(found ? `${found.kind} ${found.value}` : "", id);
  });
}

test("addresses are equal whatever their scheme and last slash", () => {
  assert.equal(plainAddress("http://www.Example.org/a/"), plainAddress("https://example.org/a"));
  assert.equal(plainAddress("just words"), "");
});

test("a query is cut at a thousand characters", () => assert.equal(parseQuery("ab ".repeat(1e6)).words.length, 334));
