/** Reading paths: what has been read, kept where the pages of entries keep it. */
import { find, findAll, say } from "../page.js";
import { withNote } from "../shelf/notes.js";
import { notes } from "../shelf/store.js";
import { readOf, wordsOf } from "./progress.js";

for (const step of findAll("[data-step]")) {
  const box = find("input", step.querySelector(".step__tick"));
  box.addEventListener("change", () => keep(step.dataset.step, box.checked));
  notes.follow((all) => {
    box.checked = all.get(step.dataset.step)?.read === true;
    step.classList.toggle("is-read", box.checked);
  });
}

let hasWarned = false;
function keep(key, read) {
  const at = new Date().toISOString();
  const isKept = notes.change((all) => withNote(all, key, { note: all.get(key)?.note ?? "", read, at }));
  if (isKept || hasWarned) return;
  hasWarned = true;
  say("Your browser does not store this: it lasts until you leave this page.");
}

for (const line of findAll("[data-progress]")) {
  const keys = line.dataset.progress.split(" ").filter(Boolean);
  const bar = line.parentElement.querySelector("progress");
  notes.follow((all) => {
    const count = readOf(all, keys);
    const words = wordsOf(count, keys.length, Boolean(bar));
    if (line.textContent !== words) line.textContent = words;
    if (bar) bar.value = count;
  });
}
