/** Look-ups: who is asked in which order, what becomes of an answer, and of one that is none. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldsOf } from "../../docs/assets/js/submit/facts.js";
import { LatexReader } from "../../docs/assets/js/bibtex/latex_read.js";
import { Lookup } from "../../docs/assets/js/submit/lookup.js";
import { ofCrossref, ofDataCite, ofOpenAlex } from "../../docs/assets/js/submit/registers.js";
import { sameNumbers, titleLikeness } from "../../docs/assets/js/submit/similar.js";
import { format } from "./submit_format.mjs";

const tools = { particles: format.particles, latex: new LatexReader(format.latex) };
const BASES = { datacite: "https:" + "//d.example", crossref: "https:" + "//c.example", openalex: "https:" + "//o.example" };

const datacite = (attributes) => ({ data: { attributes } });
const WAGGLE = datacite({
  doi: "10.48550/arxiv.2403.01234", titles: [{ title: "Waggle dances in the dark" }, { title: "Andere", titleType: "TranslatedTitle" }],
  creators: [
    { name: "van der Berg, Jan", nameType: "Personal", givenName: "Jan", familyName: "van der Berg" },
    { name: "Kennedy III, Monroe", givenName: "Monroe", familyName: "Kennedy III" }, { name: "The Hive", nameType: "Organizational" }, { name: "Divyansh" }],
  dates: [{ date: "2025-01-02T00:00:00Z", dateType: "Submitted" }, { date: "2024-03-05T19:01:16Z", dateType: "Submitted" }, { date: "2024-03", dateType: "Available" }],
  publicationYear: 2024, relatedIdentifiers: [{ relationType: "IsVersionOf", relatedIdentifier: "10.1000/WAG.1", relatedIdentifierType: "DOI" }],
});
const PRINTED = { message: {
  DOI: "10.1000/wag.1", title: ["Waggle dances <i>in</i> the dark"], author: [{ family: "van der Berg", given: "Jan", suffix: "" }], type: "journal-article",
  "container-title": ["Journal of Hymenoptera Research"], published: { "date-parts": [[2024, 9, 2]] }, volume: "81", issue: "3", page: "101–117",
} };

/** A web that answers from a table, and notes what it was asked. */
function web(table) {
  const asked = [];
  const fetcher = async (address) => {
    asked.push(decodeURIComponent(address.replace("https://", "")));
    const answer = table[Object.keys(table).find((start) => decodeURIComponent(address).includes(start))];
    if (answer === undefined) return new Response("", { status: 404 });
    if (typeof answer === "function") return answer();
    return new Response(typeof answer === "string" ? answer : JSON.stringify(answer));
  };
  return { asked, fetcher };
}
const ask = (table, ids, patience) => {
  const { asked, fetcher } = web(table);
  return new Lookup(BASES, tools, fetcher, patience).ask(ids).then((found) => ({ asked, ...found }));
};

// Who is asked

test("an arXiv id asks DataCite, and then Crossref for the version that it names", async () => {
  const { asked, found, faults } = await ask({ "d.example": WAGGLE, "c.example": PRINTED }, { arxiv: "2403.01234" });
  assert.deepEqual(asked, ["d.example/dois/10.48550/arXiv.2403.01234", "c.example/works/10.1000/WAG.1"]);
  assert.deepEqual(faults, []);
  const [first, second] = found.map((facts) => fieldsOf(facts, format).entry);
  assert.deepEqual(first, {
    title: "Waggle dances in the dark", authors: ["van der Berg, Jan", "Kennedy, III, Monroe", "{The Hive}", "Divyansh"],
    published: "2024-03-05", arxiv: "2403.01234", doi: "10.1000/WAG.1",
  });
  assert.deepEqual([second.venue, second.venue_year, second.volume, second.number, second.pages, second.published], ["jhr", "2024", "81", "3", "101-117", "2024-03-05"]);
});

test("a DOI asks Crossref, then DataCite, then OpenAlex", async () => {
  const { asked, found, faults } = await ask({}, { doi: "10.1000/x" });
  assert.deepEqual(asked, ["c.example/works/10.1000/x", "d.example/dois/10.1000/x", "o.example/works/doi:10.1000/x"]);
  assert.deepEqual(found, []);
  assert.deepEqual(faults, ["Crossref does not know 10.1000/x.", "DataCite does not know 10.1000/x.", "OpenAlex does not know 10.1000/x."]);
});

test("an ACL Anthology id asks for its DOI; an OpenReview id and an address can be asked of nobody", async () => {
  assert.deepEqual((await ask({ "c.example": PRINTED }, { anthology: "2024.bees-main.1" })).asked[0], "c.example/works/10.18653/v1/2024.bees-main.1");
  const lookup = new Lookup(BASES, tools);
  assert.deepEqual([{ openreview: "abcdef1" }, { url: "x" }, {}, { arxiv: "2403.01234" }].map((ids) => lookup.canAsk(ids)), [false, false, false, true]);
  assert.equal(new Lookup({}, tools).canAsk({ arxiv: "2403.01234" }), false);
});

test("a second source with another title is left out, and that is told", async () => {
  const other = { message: { ...PRINTED.message, title: ["Honey"] } };
  const { found, faults } = await ask({ "d.example": WAGGLE, "c.example": other }, { arxiv: "2403.01234" });
  assert.equal(found.length, 1);
  assert.deepEqual(faults, ["Crossref has another title for 10.1000/WAG.1: “Honey”. It was left out."]);
});

test("an id with odd signs stays one piece of the address", async () => {
  const { fetcher } = web({});
  const addresses = [];
  await new Lookup(BASES, tools, (address) => { addresses.push(address); return fetcher(address); }).ask({ doi: "10.1000/a?b=c#d/../e" });
  assert.equal(addresses[0], "https:" + "//c.example/works/10.1000%2Fa%3Fb%3Dc%23d%2F..%2Fe");
});

// Answers that are none

test("each failure is a sentence", async () => {
  const only = (answer) => new Lookup({ crossref: BASES.crossref }, tools, web({ "c.example": answer }).fetcher, 50).ask({ doi: "10.1000/x" }).then(({ faults }) => faults);
  assert.deepEqual(await only(() => new Response("", { status: 500 })), ["Crossref answered with the error 500."]);
  assert.deepEqual(await only(() => new Response("", { status: 429 })), ["Crossref has too much to do at the moment."]);
  assert.deepEqual(await only(() => { throw new TypeError("Failed to fetch"); }), ["Crossref cannot be reached."]);
  assert.deepEqual(await only("<!doctype html>"), ["Crossref answered with something else than a record."]);
  assert.deepEqual(await only('{"message": {"title'), ["Crossref answered with something else than a record."]);
  assert.deepEqual(await only("null"), ["Crossref knows no title of 10.1000/x."]);
  assert.deepEqual(await only(() => new Response(" ".repeat(6_000_000))), ["Crossref answered with something else than a record."]);
});

test("a register that says nothing is not waited for", async () => {
  const silent = (_, { signal }) => new Promise((_resolve, reject) => { signal.addEventListener("abort", () => reject(new DOMException("", "AbortError"))); });
  const lookup = new Lookup({ crossref: BASES.crossref }, tools, silent, 30);
  assert.deepEqual(await lookup.ask({ doi: "10.1000/x" }), { found: [], faults: ["Crossref did not answer within 0 seconds."] });
});

test("a look-up that nobody waits for any more says nothing", async () => {
  const stop = new AbortController();
  const silent = (_, { signal }) => new Promise((_resolve, reject) => { signal.addEventListener("abort", () => reject(new DOMException("", "AbortError"))); });
  const asked = new Lookup(BASES, tools, silent).ask({ doi: "10.1000/x" }, stop.signal);
  stop.abort();
  assert.deepEqual(await asked, { found: [], faults: [] });
});

// Answers of strangers

test("tags, entities, odd characters and TeX do not get into the form", () => {
  const { entry } = ofCrossref({ message: {
    title: ["Flight of <i>Apis</i>\n &amp; CO<sub>2</sub>&#160;\u202eat 5\u200b°"], author: [{ name: "<b>Hive</b> &lt;x&gt;" }, { family: "M\\\"uller", given: "\u0000Anne" }], DOI: "https://doi.org/10.1000/X" } }, tools);
  assert.equal(entry.title, "Flight of Apis & CO2 at 5°");
  assert.deepEqual([entry.authors, entry.doi], [["{Hive <x>}", "Müller, Anne"], "10.1000/X"]);
  assert.deepEqual(ofCrossref({ message: { author: [{ family: "Ito", given: "A" }, { family: "et al." }] } }, tools).entry.authors, []); // a list with a gap
  assert.equal(ofDataCite(datacite({ titles: [{ title: "On $\\alpha$-bees: {\\em M\\\"uller}" }] }), tools).entry.title, "On α-bees: Müller");
});

test("nothing of an answer is believed", () => {
  const odd = [null, undefined, 0, "", "x", [], {}, { message: null, data: null }, { message: [], data: [] },
    { message: { title: "x", author: "y", published: 7, DOI: {}, relation: { "has-preprint": "z" }, page: [] } },
    { message: { title: [["x"]], author: [null, 1, "a", { family: {} }], published: { "date-parts": [["2024", null]] }, volume: -1, page: 3 } },
    { data: { attributes: { titles: {}, creators: [null], dates: [{ date: 5, dateType: "Submitted" }], publicationYear: "soon" } } },
    { display_name: 5, authorships: [{}], biblio: null, publication_date: "tomorrow", locations: [{ landing_page_url: "javascript:alert(1)" }], primary_location: [] },
    JSON.parse('{"__proto__": {"message": {"title": ["x"]}}, "message": {"__proto__": {"title": ["x"]}}}'),
    { message: { title: ["a".repeat(100_000)], author: Array(4000).fill({ family: "A", given: "B" }) } }];
  for (const read of [ofCrossref, ofDataCite, ofOpenAlex]) {
    for (const answer of odd) {
      const { entry, venues = [] } = read(answer, tools);
      for (const value of Object.values(entry).flat()) assert.equal(typeof value, "string");
      assert.ok(venues.every((venue) => typeof venue === "string"));
      assert.ok(!entry.title, JSON.stringify(answer)?.slice(0, 80));
    }
  }
});

test("OpenAlex: names in reading order, the first of January for a year, the preprint among the places", () => {
  const { entry, venues } = ofOpenAlex({
    display_name: "Bees", authorships: [{ raw_author_name: "Jan van der Berg" }, { author: { display_name: "Monroe Kennedy III" } }], publication_date: "2024-01-01", publication_year: 2024,
    doi: "https://doi.org/10.1000/x", biblio: { volume: "3", issue: null, first_page: "7", last_page: "7" },
    primary_location: { source: { display_name: "Journal of Hymenoptera Research" } }, locations: [{ landing_page_url: "https://arxiv.org/abs/2403.01234" }] }, tools);
  assert.deepEqual(entry, {
    title: "Bees", authors: ["van der Berg, Jan", "Kennedy, III, Monroe"], published: "2024", doi: "10.1000/x", arxiv: "2403.01234", volume: "3", number: "", pages: "7",
  });
  assert.deepEqual(venues, ["Journal of Hymenoptera Research"]);
});

// Likeness

test("titles of one work are alike, those of two are not", () => {
  assert.equal(titleLikeness("How Bees Find Home", "How bees find home."), 1);
  assert.equal(titleLikeness("Counting Wings of Solitary Bees: A Census", "Counting Wings of Solitary Bees"), 1);
  assert.ok(titleLikeness("How Bees Find Their Way Home", "How Wasps Find Their Nest") < 0.9);
  assert.equal(sameNumbers("On Bees, Part II", "On Bees, Part I"), false);
  assert.equal(sameNumbers("On 3 Bees", "3 Bees"), true);
});
