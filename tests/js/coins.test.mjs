// COinS of rows drawn by script are the COinS of the build.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { citeFacts, coinsOf } from "../../docs/assets/js/find/coins.js";
import { decode } from "../../docs/assets/js/find/columns.js";
import { fullRows } from "./built.mjs";

const FOLDER = process.env.ATLAS_DATA ?? fileURLToPath(new URL("../../site/data", import.meta.url));
const read = (name) => readFileSync(join(FOLDER, name), "utf8");
const columns = decode(JSON.parse(read("search.json")));
columns.addDetails(JSON.parse(read("details.json")));

/** Key -> COinS of the full row of each entry. */
function builtCoins() {
  const found = new Map();
  for (const [key, article] of fullRows()) {
    const [, coins] = /<span class="Z3988" title="([^"]*)">/.exec(article);
    found.set(key, coins.replaceAll("&amp;", "&").replaceAll("&#39;", "'").replaceAll("&#34;", '"'));
  }
  return found;
}

test("for every entry of the library script makes the COinS that the build made", () => {
  const built = builtCoins();
  assert.equal(built.size, columns.count);
  assert.ok(columns.count > 0 && existsSync(join(FOLDER, "details.json")));
  columns.keys.forEach((key, at) => assert.equal(coinsOf(citeFacts(columns, at)), built.get(key), key));
});

const FACTS = {
  title: "Bees (again)! *Why?*", authors: ["{The Bee Atlas}", "Kennedy, III, Monroe", "{Apis; Bombus}", "Aristotle", "van der Berg, Jan"],
  published: "2022-03-04", venue: null, venueYear: 0, kindType: "article", arxiv: "", doi: "", openreview: "", anthology: "", url: "https://bees.example/a",
  volume: "", number: "", pages: "",
};

test("a group that comes first is a corporation, a suffix goes with the family", () => {
  assert.equal(coinsOf(FACTS),
    "ctx_ver=Z39.88-2004&rft_id=https://bees.example/a&rft_val_fmt=info:ofi/fmt:kev:mtx:dc&rft.type=preprint" +
    "&rft.title=Bees+%28again%29%21+%2AWhy%3F%2A&rft.aucorp=The+Bee+Atlas&rft.au=Kennedy+III,+Monroe&rft.au=Apis%3B+Bombus" +
    "&rft.au=Aristotle&rft.au=van+der+Berg,+Jan&rft.date=2022-03-04");
});

test("a journal article has volume, issue and pages, and the journal's year", () => {
  const coins = coinsOf({ ...FACTS, authors: ["Li, Wei"], venue: { name: "Journal of Bees", type: "article" }, venueYear: 2023, arxiv: "2203.00042", doi: "10.1000/x", volume: "5", number: "2", pages: "10-19" });
  assert.equal(coins,
    "ctx_ver=Z39.88-2004&rft_id=info:doi/10.1000/x&rft_id=https://bees.example/a&rft_val_fmt=info:ofi/fmt:kev:mtx:journal" +
    "&rft.genre=article&rft.atitle=Bees+%28again%29%21+%2AWhy%3F%2A&rft.jtitle=Journal+of+Bees&rft.au=Li,+Wei&rft.date=2023" +
    "&rft.volume=5&rft.issue=2&rft.spage=10&rft.epage=19");
});

for (const [kindType, arxiv, expected] of [
  ["software", "", "computerProgram"], ["post", "", "blogPost"], ["report", "", "report"], ["software", "2203.00042", "preprint"], ["", "", "preprint"],
]) {
  test(`a work of type "${kindType}" ${arxiv ? "with" : "without"} a manuscript is a ${expected} for Zotero`, () => {
    const coins = new URLSearchParams(coinsOf({ ...FACTS, kindType, arxiv }));
    assert.equal(coins.get("rft.type"), expected);
    assert.equal(coins.get("rft.publisher"), arxiv ? "arXiv" : null);
  });
}
