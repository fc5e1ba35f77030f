/**
 * Runs functions of the submission page for a Python test: in on stdin as {submit, taxonomy, calls},
 * calls being [name, ...arguments]; out on stdout, a list of what they gave.
 */
import { readFileSync } from "node:fs";
import { arxivFault, arxivOfDoi } from "../../docs/assets/js/submit/arxiv.js";
import { renderRecord } from "../../docs/assets/js/submit/bibtex_write.js";
import { changesOf, renderChanges } from "../../docs/assets/js/submit/change.js";
import { missingIn } from "../../docs/assets/js/submit/checks.js";
import { matchVenue } from "../../docs/assets/js/submit/facts.js";
import { readIdentifiers } from "../../docs/assets/js/submit/identify.js";
import { deriveKey, SUFFIXES } from "../../docs/assets/js/submit/key.js";
import { LatexWriter } from "../../docs/assets/js/submit/latex_write.js";
import { linksOf, rowLinks } from "../../docs/assets/js/submit/links.js";
import { printed, turned } from "../../docs/assets/js/submit/names.js";
import { ordered, readFormat } from "../../docs/assets/js/submit/record.js";
import { asciiFold, shown, spelling } from "../../docs/assets/js/submit/text.js";
import { dateFault, nameFault, urlFault, yearFault } from "../../docs/assets/js/submit/values.js";
import { renderEntry } from "../../docs/assets/js/submit/yaml.js";

const { submit, taxonomy, calls } = JSON.parse(readFileSync(0, "utf8"));
const format = readFormat(submit, taxonomy);
const latex = new LatexWriter(format.latex);

const FUNCTIONS = {
  yaml: (entry) => renderEntry(ordered(entry, format), format),
  bibtex: (entry, key) => renderRecord(ordered(entry, format), key, format, latex),
  changes: (before, after) => renderChanges(changesOf(ordered(before, format), ordered(after, format), format)),
  encode: (text) => latex.encode(text),
  encodeTitle: (text, name) => latex.encodeTitle(text, name),
  key: (entry) => deriveKey(entry, format.stopWords),
  suffixes: () => SUFFIXES,
  missing: (entry) => missingIn(entry, format),
  venue: (text) => matchVenue(text, format.terms.get("venue").facet),
  turned: (text) => turned(text, format.particles),
  identifiers: (text) => readIdentifiers(text).found,
  arxivFault, arxivOfDoi, asciiFold, dateFault, linksOf, nameFault, printed, rowLinks, shown, spelling, urlFault, yearFault,
};

process.stdout.write(JSON.stringify(calls.map(([name, ...parts]) => FUNCTIONS[name](...parts))));
