/**
 * What can be done with a list of entries: download it, copy it. Everything that happens is said.
 * @typedef {import("./export.js").Wanted} Wanted
 * @typedef {() => Promise<Wanted>|Wanted} GetWanted
 */
import { find, say } from "../page.js";
import { copyText } from "./clipboard.js";
import { make } from "./make.js";
import { entriesOf, ROOT } from "./store.js";

/** What readers choose from: format of records.js, short and long label. */
export const CHOICES = [
  ["bib", ".bib", "BibTeX (.bib)"],
  ["biblatex", "biblatex", "biblatex (.bib)"],
  ["ris", "RIS", "RIS (EndNote, Mendeley, Zotero)"],
  ["csl", "CSL-JSON", "CSL-JSON"],
  ["csv", "CSV", "CSV (spreadsheet)"],
  ["md", "Markdown", "Markdown list"],
  ["txt", "Citations", "Citations as plain text"],
];

const SLOW = 400; // ms until a wait is told
let files = null;
let isBusy = false;

export const siteName = () => find(".brand")?.textContent.trim() ?? "";

/** What makes the texts is loaded when somebody asks for one. */
async function exporter() {
  const module = await import("./export.js");
  files ??= module.filesOf(ROOT);
  return module;
}

/** @param {string} format one of FORMATS @param {GetWanted} getWanted */
export async function download(format, getWanted) {
  await alone(async () => {
    const [{ makeExport, localDay }, wanted] = await Promise.all([exporter(), getWanted()]);
    const tell = (done, of) => say(`Preparing the file: ${done.toLocaleString("en")} of ${entriesOf(of)}.`);
    const made = await makeExport(files, format, { ...wanted, site: siteName(), date: localDay() }, tell);
    if (!made.count) return say(`Nothing to download.${unknownOf(made)}`);
    saveFile(made.parts, made.type, made.name);
    say(`Downloaded ${entriesOf(made.count)}.${unknownOf(made)}`);
  });
}

/** The BibTeX records alone, to be pasted into a file. @param {GetWanted} getWanted @param {Element} place */
export async function copyBibtex(getWanted, place) {
  await alone(async () => {
    const found = Promise.all([exporter(), getWanted()])
      .then(([{ recordsOf }, wanted]) => recordsOf(files, "bib", wanted));
    const text = found.then(({ texts, unknown }) => {
      if (!texts.length) throw new NoText(`Nothing to copy.${unknownOf({ unknown })}`);
      return `${texts.join("\n\n")}\n`;
    });
    if (!await copyText(text, "BibTeX", place)) return;
    const { texts, unknown } = await found;
    say(`Copied BibTeX of ${entriesOf(texts.length)}.${unknownOf({ unknown })}`);
  });
}

/** Something that cannot be done; the message is for the reader. */
class NoText extends Error {}

/** One thing at a time, and what fails is said. */
async function alone(act) {
  if (isBusy) return;
  isBusy = true;
  const timer = setTimeout(say, SLOW, "Preparing.");
  try {
    await act();
  } catch (error) {
    say(messageOf(error));
  } finally {
    clearTimeout(timer);
    isBusy = false;
  }
}

function messageOf(error) {
  if (error instanceof NoText) return error.message;
  return error.isChange ? "The files changed while you were here; reload the page." : "The file did not load. Try again.";
}

function unknownOf({ unknown }) {
  if (!unknown.length) return "";
  const named = `${unknown.slice(0, 3).join(", ")}${unknown.length > 3 ? " and others" : ""}`;
  return ` Not in the library: ${named}.`;
}

/** @param {string[]} parts @param {string} type @param {string} name */
export function saveFile(parts, type, name) {
  const address = URL.createObjectURL(new Blob(parts, { type }));
  const link = make("a", { href: address, download: name, hidden: "" });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
