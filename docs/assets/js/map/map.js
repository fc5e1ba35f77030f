/** The gap map: years, what is no study, arrow keys, and what a cell holds. The page is whole without. */
import { find, findAll } from "../page.js";
import { MapTable } from "./table.js";
import { Told } from "./told.js";

const ROOT = new URL("../../../", import.meta.url).href;
const PAUSE = 400; // ms until a screen reader hears what a slider did

const controls = find("[data-controls]");
const [from, to, others] = ["[data-from]", "[data-to]", "[data-others]"].map((it) => find(it, controls));
const span = [Number(controls.dataset.first), Number(controls.dataset.last)];
const told = new Told();
const tables = findAll("[data-map]").map((section) => new MapTable(section, ROOT, span, told));
let timer = 0;

/** @returns {import("./counting.js").View} a slider that passes the other takes it along */
function view(moved) {
  if (Number(from.value) > Number(to.value)) (moved === to ? from : to).value = moved.value;
  for (const input of [from, to]) find("b", input.parentElement).textContent = input.value;
  return { from: Number(from.value), to: Number(to.value), hasOthers: Boolean(others?.checked) };
}

async function show(moved) {
  const asked = view(moved);
  const done = await Promise.allSettled(tables.map((table) => table.show(asked)));
  clearTimeout(timer);
  timer = setTimeout(() => {
    const isWhole = done.every(({ status }) => status === "fulfilled");
    find("[data-said]").textContent = isWhole ? `Counted: ${asked.from} to ${asked.to}.` : "The counts did not load. Try again.";
  }, PAUSE);
}

controls.addEventListener("input", ({ target }) => show(target));
controls.addEventListener("submit", (event) => event.preventDefault());
controls.addEventListener("pointerenter", () => tables.forEach((table) => table.load().catch(() => {})), { once: true });

/** A browser keeps what was set when a reader comes back. */
const isChanged = () => Number(from.value) !== span[0] || Number(to.value) !== span[1] || others?.checked;
if (isChanged()) show(from);
addEventListener("pageshow", () => { if (isChanged()) show(from); });
