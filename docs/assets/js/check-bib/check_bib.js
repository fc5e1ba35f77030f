/** The page that checks a bibliography: what is dropped or pasted stays in this browser. */
import { getBytes } from "../find/load.js";
import { find, say } from "../page.js";
import { drawReport } from "./drawing.js";
import { addFile, filesOf, kindOf, shownFiles } from "./files.js";
import { startHost } from "./host.js";

const ROOT = new URL("../../../", import.meta.url).href;
const place = find("[data-check-bib]");
const report = find("[data-report]");
const said = find("[data-said]");
const paste = find("[data-paste]");
let files = [];
let run = 0;

/** Everything comes at once, before a file is there: then nothing has to be asked for any more. */
async function load() {
  const coming = ["search.json", "literature.bib", "submit.json"].map((file) => getBytes(`${ROOT}data/${file}`));
  import("../shelf/shelf.js").catch(() => {});
  import("../shelf/tray.js").catch(() => {});
  const [host, search, ...bytes] = await Promise.all([startHost(), ...coming]);
  const further = await host.ask("furtherFiles", search);
  const parts = await Promise.all(further.map((file) => getBytes(`${ROOT}data/${file}`)));
  await host.ask("load", [search, ...parts], ...bytes, place.dataset.rowFacets.split(/\s+/).filter(Boolean));
  return host;
}
let loading = load();
loading.then(() => { place.dataset.isReady = ""; }, () => { said.textContent = "The entries of this site did not load. Reload the page to try again."; });

async function check() {
  const number = ++run;
  const chosen = filesOf(files, paste.value);
  find("[data-files]").replaceChildren(...shownFiles(chosen, (file) => { files = files.filter((it) => it !== file); check(); }));
  report.hidden = true;
  if (!chosen.bib && !chosen.tex) {
    said.textContent = chosen.unknown ? "This is neither BibTeX nor LaTeX." : "Nothing to check yet: drop a file, or paste its text.";
    return;
  }
  said.textContent = "Reading…";
  try {
    const host = await loading;
    host.tell = (count) => { if (number === run) said.textContent = `Reading… ${count.toLocaleString("en")} entries`; };
    const found = await host.ask("check", { bib: chosen.bib?.bytes ?? null, tex: chosen.tex?.bytes ?? null });
    if (number !== run) return;
    said.textContent = drawReport(report, found, (ids) => save(host, ids, chosen.bib.name));
    report.hidden = false;
    document.dispatchEvent(new CustomEvent("atlas:rows", { detail: report }));
  } catch (error) {
    if (number === run) said.textContent = `This could not be checked: ${error.message}.`;
  }
}

async function save(host, ids, name) {
  const bytes = await host.ask("repaired", ids);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: "application/x-bibtex" }));
  link.download = name.replace(/(\.[a-z]+)?$/i, (ending) => `.repaired${ending || ".bib"}`);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  say(`Saved ${link.download}.`);
}

async function take(list) {
  for (const file of list) files = addFile(files, file.name, new Uint8Array(await file.arrayBuffer()));
  await check();
}

find("form", place).addEventListener("submit", (event) => { event.preventDefault(); check(); });
find("[data-choose]").addEventListener("change", ({ target }) => { take([...target.files]).then(() => { target.value = ""; }); });
paste.addEventListener("paste", () => setTimeout(() => {
  const kind = kindOf("", paste.value);
  if (!kind) return;
  files = files.filter((file) => file.kind !== kind); // the newest is meant
  check();
}));
for (const name of ["dragover", "dragenter"]) {
  place.addEventListener(name, (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    place.classList.add("is-over");
  });
}
for (const name of ["dragleave", "drop"]) place.addEventListener(name, () => place.classList.remove("is-over"));
place.addEventListener("drop", (event) => {
  if (!event.dataTransfer.files.length) return;
  event.preventDefault();
  take([...event.dataTransfer.files]);
});
