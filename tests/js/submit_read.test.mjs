/** What the submission page makes of what people paste: identifiers, BibTeX, LaTeX, names, venues. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isBibtex, readBibtex } from "../../docs/assets/js/submit/bibtex_read.js";
import { fieldsOf, matchVenue } from "../../docs/assets/js/submit/facts.js";
import { factsOfBibtex } from "../../docs/assets/js/submit/from_bibtex.js";
import { readIdentifiers } from "../../docs/assets/js/submit/identify.js";
import { LatexReader } from "../../docs/assets/js/bibtex/latex_read.js";
import { matching } from "../../docs/assets/js/submit/terms.js";
import { json, SITE } from "./built.mjs";
import { format } from "./submit_format.mjs";
import { ordered, readFormat } from "../../docs/assets/js/submit/record.js";
import { readFileSync } from "node:fs";

const latex = new LatexReader(format.latex);
const text = (value) => latex.read(value).text;
const facts = (bibtex) => factsOfBibtex(readBibtex(bibtex), latex);
const entryOf = (bibtex) => fieldsOf(facts(bibtex).facts, format).entry;

// Identifiers

test("two different works in one paste are named, and neither is taken", () => {
  const { found, fault } = readIdentifiers("2411.10950 and 2411.10951");
  assert.deepEqual(found, {});
  assert.equal(fault, "This names two works, 2411.10950 and 2411.10951; keep one.");
});

test("a DOI keeps its case, and an address without an identifier is an address", () => {
  assert.deepEqual(readIdentifiers("https://doi.org/10.1000/ABC_(d)").found, { doi: "10.1000/ABC_(d)" });
  assert.deepEqual(readIdentifiers("http://bees.example/post?a=b").found, { url: "https:" + "//bees.example/post?a=b" });
});

test("no text breaks the reading of identifiers", () => {
  for (const odd of ["", " ", "%", "%ff%zz", "https://", "http://[", "::::", "10.", "\u202e2411.10950", "((((", "a".repeat(50_000), "10.1000/" + "(".repeat(2000)]) {
    assert.equal(typeof readIdentifiers(odd).found, "object", odd.slice(0, 20));
  }
});

// BibTeX

test("BibTeX is known behind other words, and an address of mail is none", () => {
  assert.equal(isBibtex("Here it is: @article{b1, title = {Bees}} Thanks!"), true);
  assert.equal(isBibtex("Ada <ada@hive{x}.example>, bees"), false);
  assert.equal(isBibtex("arXiv:2411.10950 by @ada"), false);
});

test("marks on marked letters make one letter, as Vietnamese names have them", () => {
  assert.equal(text(String.raw`Nguy{\~{\^e}}n Tr\`{\^{a}}n Ph{\d{a}}m`), "Nguy\u1ec5n Tr\u1ea7n Ph\u1ea1m");
});

test("the id in the number of a volume is found, where a record calls arXiv a journal", () => {
  assert.equal(entryOf("@article{b, title={Bees}, author={Liu, Ada}, journal={CoRR}, volume={abs/2411.10950}, year=2024}").arxiv, "2411.10950");
  assert.equal(entryOf("@article{b, title={Bees}, author={Liu, Ada}, journal={Bee World}, volume={abs/2411.10950}, year=2024}").arxiv, undefined);
});

const PAPER = `
@string{icba = "International Conference on Bee Ecology"}
@inproceedings{berg2024bees,
  title = {{BeeNet}: How {B}ees Find \\emph{Home} in 50\\% of $n$ Cases},
  author = "van der Berg, Jan and M{\\"u}ller, {\\'A}nne and Kennedy, III, Monroe and {The Bee Atlas}",
  booktitle = "Proceedings of the 12th " # icba # " (" # 2024 # ")",
  year = 2024, month = jun, volume = {3}, number = 2, pages = {101--117},
  doi = {10.1000/bees\\_1}, eprint = {2403.01234v2}, archivePrefix = {arXiv}, publisher = {Bee Press},
}`;

test("an entry with everything in it", () => {
  assert.deepEqual(entryOf(PAPER), {
    title: "BeeNet: How Bees Find Home in 50% of $n$ Cases",
    authors: ["van der Berg, Jan", "Müller, Ánne", "Kennedy, III, Monroe", "{The Bee Atlas}"],
    published: "2024-06", arxiv: "2403.01234", doi: "10.1000/bees_1", venue: "icba", venue_year: "2024",
    volume: "3", number: "2", pages: "101-117",
  });
  assert.deepEqual(facts(PAPER).faults, []);
});

test("a paste that lost its line breaks, brackets for braces, and capitals in names of fields", () => {
  const line = PAPER.replace(/\s+/g, " ");
  assert.deepEqual(entryOf(line), entryOf(PAPER));
  assert.deepEqual(entryOf("@MISC(x, TITLE={A Bee}, Year=\"2020\")"), { title: "A Bee", published: "2020" });
  assert.equal(isBibtex(`  % a comment\n${PAPER.trim()}`), true);
  assert.equal(isBibtex("a@b.example {x}"), false);
});

test("names by the rules of BibTeX", () => {
  const names = "Jan van der Berg and Ludwig {van Beethoven} and de la Cruz, Ana and Divyansh and {OpenBees} and "
    + "Charles Louis Xavier Joseph de la Vall{\\'e}e Poussin and Martin Luther King Jr. and {\\'E}mile Zola and {M}ax {P}lanck";
  assert.deepEqual(entryOf(`@misc{x, author={${names}}}`).authors, [
    "van der Berg, Jan", "van Beethoven, Ludwig", "de la Cruz, Ana", "Divyansh", "{OpenBees}",
    "de la Vallée Poussin, Charles Louis Xavier Joseph", "King, Jr., Martin Luther", "Zola, Émile", "Planck, Max",
  ]);
});

test("an arXiv id is found wherever it is written", () => {
  const where = [
    "eprint={2403.01234}, archivePrefix={arXiv}", "eprint={arXiv:2403.01234v1}, eprinttype={arxiv}",
    "journal={arXiv preprint arXiv:2403.01234}", "note={arXiv:2403.01234 [cs.CV]}", "howpublished={\\url{https://arxiv.org/abs/2403.01234}}",
    "url={https://arxiv.org/abs/2403.01234v3}", "doi={10.48550/arXiv.2403.01234}", "volume={abs/2403.01234}, journal={CoRR}, url={https://arxiv.org/abs/2403.01234}",
  ];
  for (const field of where) {
    const entry = entryOf(`@article{x, title={A}, year={2024}, ${field}}`);
    assert.deepEqual([entry.arxiv, entry.venue], ["2403.01234", undefined], field);
  }
});

test("dates: month by name, number or macro, and biblatex's own", () => {
  const dates = {
    "year=2024, month=jun": "2024-06", "year={2024}, month={June}": "2024-06", "year=2024, month=6, day=3": "2024-06-03",
    "year=2024, month={06}": "2024-06", "year={in press, 2024}": "2024", "date={2024-06-03}": "2024-06-03", "date={2024-06/2024-07}": "2024-06",
    "year=2024, month={Summer}": "2024", "year={forthcoming}": undefined,
  };
  for (const [field, wanted] of Object.entries(dates)) assert.equal(entryOf(`@misc{x, title={A}, ${field}}`).published, wanted, field);
});

test("what cannot be read is told and not guessed", () => {
  const told = (bibtex) => facts(bibtex).faults;
  assert.deepEqual(told("@misc{x, title={A \\foo{bar} \\baz}}"), ["title: \\foo \\baz is LaTeX that this form cannot read."]);
  assert.deepEqual(told("@misc{x, title=nowhere}"), ["title: nothing says what nowhere stands for; it was left out."]);
  assert.deepEqual(told("@misc{x, title={A}, author={Ito, Aya and others}}"), ["The list of authors ends with “and others”; add the others."]);
  assert.deepEqual(told("@misc{x, title={A"), ["The entry does not end: a brace is missing."]);
  assert.deepEqual(told("@misc{x, title={A}, title={B}}"), ["title stands there twice; the first was taken."]);
  assert.deepEqual(told("@misc{x, title={A}} @misc{y, title={B}}"), ["There are several entries; only the first was read."]);
  assert.deepEqual(told("@misc{x, title={A}, doi={10.1000/a}, url={https://doi.org/10.1000/b}}"), ["It has two values for doi, 10.1000/a and 10.1000/b; the first was taken."]);
  assert.match(told("@misc{x, title={A}, = {B}}")[0], /something else than a field was found/);
  assert.deepEqual(told("@misc{x, title={1 year={2}}, note={3}}"), ["title: a brace or comma seems to be missing in it."]);
  assert.equal(fieldsOf(facts("@article{x, title={A}, journal={Honey Letters}, volume=3}").facts, format).unknownVenue, "Honey Letters");
});

test("what needs a venue is left out without one", () => {
  assert.deepEqual(entryOf("@article{x, title={A}, journal={Honey Letters}, volume=3, pages={1--2}}"), { title: "A" });
});

test("no BibTeX breaks the page", () => {
  const odd = ["@", "@misc", "@misc{", "@misc{}", "@misc{x,,,,}", "@misc{x, a}", "@misc{x, a=}", "@misc{x, a=#}", "@misc{x, a={} # {} #", "@string{a=", "@comment{",
    "@misc{x, author={and and and}}", "@misc{x, author={,}, title={$$}}", `@misc{x, title={${"{".repeat(3000)}`, "@misc{x, title={\\\"}}", "@misc{__proto__, __proto__={x}, constructor={y}}"];
  for (const bibtex of odd) {
    const read = readBibtex(bibtex);
    if (read) fieldsOf(factsOfBibtex(read, latex).facts, format);
  }
});

test("the records of this site read back as its entries", () => {
  const real = readFormat(json("submit.json"), json("taxonomy.json"));
  let count = 0;
  for (const raw of json("entries.json").entries) {
    const entry = ordered(raw, real);
    const read = readBibtex(readFileSync(`${SITE}/entries/${raw.key}/${raw.key}.bib`, "utf8"));
    const { facts: found, faults } = factsOfBibtex(read, latex);
    const { entry: again } = fieldsOf(found, real);
    for (const name of ["title", "authors", "arxiv", "venue", "venue_year", "volume", "pages"]) assert.deepEqual(again[name], entry[name], `${raw.key} ${name}`);
    assert.deepEqual(faults, [], raw.key);
    count++;
  }
  assert.ok(count > 400);
});

test("exports of programs and catalogues: escaped addresses, old DOIs, numbers of manuscripts", () => {
  const paste = (fields) => {
    const { facts: { entry }, faults } = facts(`@article{a, title = {Bees}, year = {2019}, ${fields} }`);
    return [entry.doi ?? "", entry.arxiv ?? "", entry.volume, entry.pages, faults];
  };
  assert.deepEqual(paste("doi = {10.1000/978-3{\\_}26}, url = {http://link.example.org/10.1000/978-3{\\_}26}"), ["10.1000/978-3_26", "", "", "", []]);
  assert.deepEqual(paste("doi = {10.1002/(SICI)10(1998)19:4<377::AID-BEE1>3.0.CO;2-P}"), ["10.1002/(SICI)10(1998)19:4<377::AID-BEE1>3.0.CO;2-P", "", "", "", []]);
  assert.deepEqual(paste("journal = {CoRR}, volume = {abs/1905.11946}"), ["", "1905.11946", "", "", []]);
  assert.deepEqual(paste("eprint = {2303.08830}, archivePrefix = {arXiv}, pages = {arXiv:2303.08830}"), ["", "2303.08830", "", "", []]);
});

// LaTeX

test("LaTeX becomes characters", () => {
  const table = {
    "M{\\\"u}ller": "Müller", "M\\\"uller": "Müller", "M\\\"{u}ller": "Müller", "\\'{\\i}": "í", "\\v{c}\\c c": "čç",
    "\\L{}ukasz \\o re {\\ss}": "Łukasz øre ß", "A--B --- C": "A–B — C", "``q'' \\& \\% \\_ \\#": "“q” & % _ #", "a~b\\,c": "a b c",
    "{BERT} is {\\bf bold} and \\textit{it}": "BERT is bold and it", "\\href{https://x.example}{here}": "here",
    "$\\alpha$-bees": "α-bees", "$n$ bees": "$n$ bees", "$x_i^2$": "$x_i^2$", "$\\beta_1$ or $H_2$O": "β₁ or H₂O", "{{$n$}}": "$n$",
    "\\textsc{Bee}\\textregistered": "Bee®", "{[U+4E2D]}": "中", "\\H{o}\\r a\\k{a}\\u{g}": "őåąğ", "cost \\$5": "cost $5",
    "{\\accent`\\'a}": "ả", "{\\relax o\\negthinspace'}": "ơ", "a\\-b\\/c": "ab c",
  };
  for (const [value, wanted] of Object.entries(table)) assert.equal(text(value), wanted, value);
});

// Venues and terms

test("a venue is found under the names that registers use", () => {
  const facet = format.terms.get("venue").facet;
  for (const words of ["JHR", "journal of hymenoptera research", "Proceedings of the 12th International Conference on Bee Ecology",
    "International Conference on Bee Ecology (ICBA), 2024", "ICBA 2024", "Bee Ecology '24", "2024 International Conference on Bee Ecology"]) {
    assert.notEqual(matchVenue(words, facet), "", words);
  }
  for (const words of ["", "Zenodo", "ICBA 2024 Workshop on Walls", "Bees"]) assert.equal(matchVenue(words, facet), "", words);
});

test("a track stands behind the venue", () => {
  const { entry } = fieldsOf({ source: "", entry: {}, venues: ["ICBA Workshops: Workshop on Walls"], venueYear: "2024" }, format);
  assert.deepEqual(entry, { venue: "icba-workshops", track: "Workshop on Walls", venue_year: "2024" });
});

test("terms are found by label, then by other spellings, then by what they mean", () => {
  const { terms } = format.terms.get("categories").facet;
  const found = (typed) => matching(terms, typed).map(({ id }) => id);
  assert.deepEqual(found(""), ["field-survey", "nest-study", "radar", "maze"]);
  assert.deepEqual(found("nest"), ["nest-study"]);
  assert.deepEqual(found("Trans"), ["field-survey"]);
  assert.deepEqual(found("RÁDAR"), ["radar"]);
  assert.deepEqual(found("outdoors"), ["field-survey"]);
  assert.deepEqual(found("zzz"), []);
});
