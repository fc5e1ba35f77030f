/** What the submission page says of an entry, and where it hands it over to. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { faultsOf, hasWayIn, missingIn } from "../../docs/assets/js/submit/checks.js";
import { reasonOf } from "../../docs/assets/js/submit/duplicates.js";
import { readEntry } from "../../docs/assets/js/submit/entry_file.js";
import { editAddress, fits, formAddress, identifierOf, newFileAddress } from "../../docs/assets/js/submit/handover.js";
import { freeKey } from "../../docs/assets/js/submit/key.js";
import { correctionOffer, entryOffer } from "../../docs/assets/js/submit/offer.js";
import { ordered, readFormat } from "../../docs/assets/js/submit/record.js";
import { plain, shown, tidy, unsafeIn } from "../../docs/assets/js/submit/text.js";
import { codeFault } from "../../docs/assets/js/submit/values.js";
import { filledWords, inSentence, listed, today, toSettle } from "../../docs/assets/js/submit/words.js";
import { renderEntry } from "../../docs/assets/js/submit/yaml.js";
import { json } from "./built.mjs";
import { format } from "./submit_format.mjs";

const DAY = "2026-11-21";
const WHOLE = {
  title: "How bees find their way home", authors: ["van der Berg, Jan"], published: "2024-11-17", arxiv: "2411.10950",
  kind: "study", categories: ["radar"], summary: "Follows marked bees with radar and measures how they turn back.",
};
const faults = (changes) => Object.fromEntries(faultsOf(ordered({ ...WHOLE, ...changes }, format), format, DAY));

test("a whole entry has no faults and lacks nothing", () => {
  assert.deepEqual(faults({}), {});
  assert.deepEqual(missingIn(WHOLE, format), []);
  assert.deepEqual(missingIn({ arxiv: "2411.10950" }, format), ["title", "authors", "published", "kind", "categories", "summary"]);
});

test("each fault says what would be right", () => {
  const table = [
    [{ title: "On {\\em bees}" }, { title: "This holds LaTeX; write the characters themselves." }],
    [{ title: "HOW BEES FIND THEIR WAY BACK HOME" }, { title: "This is all capitals; write it as a sentence or in title case." }],
    [{ title: "x".repeat(501) }, { title: "501 characters; shorten to 500." }],
    [{ title: "Bees\u200b" }, { title: "A character that one cannot see (U+200B) is not allowed; remove it." }],
    [{ authors: ["Berg, Jan", "Aya Ito"] }, { authors: "'Aya Ito' has no comma; write Ito, Aya (or {Aya Ito} for a group)." }],
    [{ authors: ["Berg, Jan", "Berg, Jan"] }, { authors: "'Berg, Jan' is listed twice; keep one." }],
    [{ published: "17.11.2024" }, { published: "'17.11.2024' is not a date; write 2024-11-17, 2024-11 or 2024." }],
    [{ published: "2027" }, { published: "2027-01-01 is after today.".replace("-01-01", "") }],
    [{ published: "2025-02" }, { published: "2025-02 is later than arXiv 2411.10950, which is from 2024-11." }],
    [{ published: "1700" }, { published: "1700 is too early; write the year of first publication." }],
    [{ arxiv: "2411.1095" }, { arxiv: "'2411.1095' has 4 digits after the dot; arXiv gave 5 in 2024; copy the id from the arXiv page." }],
    [{ arxiv: "https://arxiv.org/abs/2411.10950v2" }, { arxiv: "'https://arxiv.org/abs/2411.10950v2' is a URL; write 2411.10950." }],
    [{ arxiv: "arXiv:2411.10950" }, { arxiv: "'arXiv:2411.10950' is not bare; write 2411.10950." }],
    [{ arxiv: "bees" }, { arxiv: "'bees' is not of the right form; write it like 2411.10950." }],
    [{ doi: "https://doi.org/10.1000/x" }, { doi: "'https://doi.org/10.1000/x' is a URL; write 10.1000/x." }],
    [{ doi: "10.48550/arXiv.2411.10950", arxiv: "" }, { doi: "This is the DOI of arXiv 2411.10950; write that id under arXiv instead." }],
    [{ doi: "10.48550/arXiv.2411.10951" }, { doi: "This is the DOI of arXiv 2411.10951, but the arXiv id is 2411.10950; keep the right one." }],
    [{ doi: "10.18653/v1/2025.acl-long.1", anthology: "2025.acl-long.2" }, { doi: "Is of 2025.acl-long.1, but the Anthology id is 2025.acl-long.2; keep the right one." }],
    [{ venue: "jhr" }, { venue_year: "Add the year of the venue." }],
    [{ venue: "jhr", venue_year: "2023" }, { venue_year: "2023 is before the first publication, 2024-11-17." }],
    [{ volume: "3" }, { volume: "This needs a venue; add the venue or remove this." }],
    [{ categories: ["radar", "maze", "nest-study", "field-survey"] }, { categories: "4 approaches; at most 3 are allowed." }],
    [{ categories: ["honey"] }, { categories: "Unknown term 'honey'." }],
    [{ summary: "Too short." }, { summary: "10 characters; write at least 40." }],
    [{ summary: "x".repeat(481) }, { summary: "481 characters; shorten to 480." }],
    [{ code: "github.com/mshukor" }, { code: "'github.com/mshukor' is not an https address; write https://host/path." }],
    [{ code: "https://github.com/mshukor" }, { code: "This is an account, not a repository; write https://github.com/owner/name." }],
    [{ project: "http://bees.example" }, { project: "'http://bees.example' is not an https address; write https://bees.example." }],
    [{ alt_titles: ["how bees find their way home"] }, { alt_titles: "This is the title itself; remove it." }],
  ];
  for (const [changes, wanted] of table) assert.deepEqual(faults(changes), wanted, JSON.stringify(changes));
});

test("a repository is no account", () => {
  assert.equal(codeFault("https:" + "//github.com/owner/name"), "");
  assert.equal(codeFault("https:" + "//bees.example/"), "");
});

test("any of the addresses is a way in", () => {
  assert.equal(hasWayIn({}), false);
  for (const name of ["arxiv", "doi", "openreview", "anthology", "url", "code", "project"]) assert.equal(hasWayIn({ [name]: "x" }), true);
});

// Handing over

const REPOSITORY = "https:" + "//github.example/owner/bees";
const PLACE = { repository: REPOSITORY, add: "add-entry.yml", addTitle: "[Entry] ", correct: "correct-entry.yml", correctTitle: "[Correction] " };
const answersOf = (address) => Object.fromEntries(new URL(address).searchParams);

test("an entry goes to the form with its identifier and its record", () => {
  const record = renderEntry(WHOLE, format);
  const { form, create, file, fileName, nothing } = entryOffer(PLACE, WHOLE, `${record}added: "2026-11-21"\n`, "vanderberg2024bees", record);
  assert.equal(nothing, "");
  assert.ok(form.whole.startsWith(`${REPOSITORY}/issues/new?`));
  assert.deepEqual(answersOf(form.whole), { template: "add-entry.yml", title: "[Entry] How bees find their way home", identifier: "2411.10950", record });
  assert.deepEqual(answersOf(form.bare), { template: "add-entry.yml", title: "[Entry] How bees find their way home", identifier: "2411.10950" });
  assert.deepEqual(answersOf(create.whole), { filename: "vanderberg2024bees.yaml", value: file });
  assert.ok(create.whole.startsWith(`${REPOSITORY}/new/main/entries?`));
  assert.equal(fileName, "vanderberg2024bees.yaml");
});

test("every character arrives as it is", () => {
  const odd = { ...WHOLE, title: "a+b & c=d #e %f ä 😀 \"g\" 'h'", notes: "x" };
  const record = renderEntry(odd, format);
  assert.equal(answersOf(entryOffer(PLACE, odd, "", "", record).form.whole).record, record);
});

test("an address is measured as it is sent: 6,000 bytes are too many", () => {
  const of = (length) => formAddress(REPOSITORY, { template: "t", title: "", record: "ä".repeat(length) });
  assert.equal(of(1).length - of(0).length, "&record=%C3%A4".length);
  assert.equal(fits(of(900)), true);
  assert.equal(fits(of(1000)), false);
});

test("a long title is cut in the title of the issue alone", () => {
  const offer = entryOffer(PLACE, { ...WHOLE, title: "b".repeat(400) }, "", "", "");
  assert.equal(answersOf(offer.form.whole).title.length, 200);
});

test("without anything that leads to the work there is nothing to send", () => {
  assert.equal(entryOffer(PLACE, { title: "Bees" }, "", "", "").nothing, "An identifier or a link is needed; everything else can follow.");
});

test("a correction goes to its form with what changed, and its file is edited", () => {
  const changes = [{ name: "title", before: "Bees", after: "Bees!" }];
  const { form, create, nothing } = correctionOffer(PLACE, { key: "a2024bees", source: { value: " https://x.example/ " }, changes }, [], "");
  assert.deepEqual(answersOf(form.whole), {
    template: "correct-entry.yml", title: "[Correction] a2024bees", entry: "a2024bees", source: "https:" + "//x.example/",
    change: 'title:\n  old: "Bees"\n  new: "Bees!"\n',
  });
  assert.deepEqual([create.whole, create.bare, nothing], ["", editAddress(REPOSITORY, "a2024bees"), ""]);
  assert.equal(correctionOffer(PLACE, { key: "k", source: { value: "" }, changes: [] }, [], "").nothing, "Nothing has been changed yet.");
});

test("a confirmation is told in plain words, beside changes as a note", () => {
  const of = (changes) => answersOf(correctionOffer(PLACE, { key: "k", source: { value: "" }, changes }, ["date", "venue"], "").form.whole);
  assert.equal(of([]).change, "Compared with the source and right: date and venue.");
  assert.equal(of([{ name: "title", before: "A", after: "B" }]).notes, "Compared with the source and right: date and venue.");
});

test("the identifier is what the form's question takes", () => {
  assert.equal(identifierOf({ openreview: "abcdef1", url: "x" }), "https:" + "//openreview.net/forum?id=abcdef1");
  assert.equal(identifierOf({ doi: "10.1000/x", arxiv: "2411.10950" }), "2411.10950");
  assert.equal(identifierOf({}), "");
  assert.equal(newFileAddress(REPOSITORY, "k", ""), `${REPOSITORY}/new/main/entries?filename=k.yaml`);
});

test("a key that is taken gets a letter", async () => {
  const taken = new Set(["k2024a", "k2024ab"]);
  assert.equal(await freeKey("k2024a", async (key) => taken.has(key)), "k2024ac");
  assert.equal(await freeKey("", async () => false), "");
});

test("an identifier tells duplicates however it is written", () => {
  assert.equal(reasonOf({ doi: "10.1000/ABC" }, { doi: "10.1000/abc" }), "the same DOI");
  assert.equal(reasonOf({ arxiv: "math.GT/0309136" }, { arxiv: "math/0309136" }), "the same arXiv id");
  assert.equal(reasonOf({ openreview: "abcdefG" }, { openreview: "abcdefg" }), "");
  assert.equal(reasonOf({ url: "http://www.bees.example/a/" }, { url: "https:" + "//bees.example/a" }), "the same address");
  assert.equal(reasonOf({ doi: "10.1000/a" }, { doi: "10.1000/a/b" }), "");
});

// What comes from the site

test("the record of an entry is read from its page", async () => {
  const page = (text, status = 200) => async () => new Response(text, { status });
  const script = '<p>x</p><script type="application/json" data-record>{"key":"a2024bees","title":"\\u003c/script\\u003e"}</script>';
  assert.deepEqual(await readEntry("/", "a2024bees", page(script)), { key: "a2024bees", title: "</script>" });
  assert.equal(await readEntry("/", "a2024bees", page("", 404)), null);
  assert.equal(await readEntry("/", "a2024bees", page("moved")), null);
  assert.equal(await readEntry("/", "../../evil", page(script)), null);
  await assert.rejects(readEntry("/", "a2024bees", page("", 500)), /answered 500/);
});

test("files of another version are refused", () => {
  const [submit, taxonomy] = [json("submit.json"), json("taxonomy.json")];
  assert.throws(() => readFormat({ ...submit, version: 2 }, taxonomy));
  assert.throws(() => readFormat(submit, {}));
  assert.ok(readFormat(submit, taxonomy).terms.size > 5);
});

// Words

test("sentences", () => {
  assert.equal(listed([]), "");
  assert.equal(listed(["a", "b", "c"]), "a, b and c");
  assert.equal(toSettle(2), "Two things to settle first: ");
  assert.equal(toSettle(7), "7 things to settle first: ");
  assert.deepEqual(["Title", "DOI", "arXiv", "OpenReview", "ACL Anthology"].map(inSentence), ["title", "DOI", "arXiv", "OpenReview", "ACL Anthology"]);
  assert.equal(filledWords({ authors: ["a", "b"] }, ["title", "authors"], (name) => name), "title and 2 authors");
  assert.equal(today(new Date(2026, 0, 5)), "2026-01-05");
});

test("text of strangers", () => {
  assert.equal(plain("a<b", 9), "a<b");
  assert.equal(plain("<p>a&amp;b&#x3c;&unknown;</p>", 99), "a&b<&unknown;");
  assert.equal(plain("x".repeat(10), 9), "");
  assert.equal(plain(5, 9), "");
  assert.equal(unsafeIn("a\u202eb"), "\u202e");
  assert.equal(unsafeIn("Ünï 漢字 😀"), "");
  assert.equal(shown("a\nb\u202e", 9), "a b?");
  assert.equal(tidy(" e\u0301 \u00a0 x "), "é x");
});
