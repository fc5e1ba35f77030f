/**
 * What a page can do with script on top of what it can do without.
 * Every page is complete before this runs; buttons that need it carry the class js-only.
 */
import "./cite.js";
import { settleFonts } from "./fonts.js";
import { find, findAll, memory, onClick } from "./page.js";

/* Summaries: the style sheet hides them while the box is empty; here it is only remembered. */
for (const box of findAll("[data-summaries]")) {
  const kept = memory.get("atlas.summaries");
  if (kept !== null) box.checked = kept === "on";
  box.addEventListener("change", () => memory.set("atlas.summaries", box.checked ? "on" : "off"));
}

/* Colour scheme: the system's until the reader chooses the other one. */
const dark = matchMedia("(prefers-color-scheme: dark)");
const system = () => (dark.matches ? "slate" : "default");
function paint(scheme) {
  document.body.dataset.mdColorScheme = scheme;
  find("[data-scheme]")?.setAttribute("aria-pressed", String(scheme === "slate"));
  const page = getComputedStyle(document.body).getPropertyValue("--bg");
  findAll("meta[name=theme-color]").forEach((meta) => { meta.content = page; });
}
onClick("[data-scheme]", () => {
  const scheme = document.body.dataset.mdColorScheme === "slate" ? "default" : "slate";
  memory.set("atlas.scheme", scheme === system() ? null : scheme);
  paint(scheme);
});
dark.addEventListener("change", () => paint(memory.get("atlas.scheme") ?? system()));
paint(document.body.dataset.mdColorScheme);

/* Search: loaded at the first sign that it is wanted, its data and its program side by side. */
const root = new URL("../../", import.meta.url).href;
const loadFinder = () => {
  preload(`${root}data/search.json`); // not one way to the server later, when client.js asks for it
  import("./find/client.js").then((it) => it.connect(root)).catch(() => {});
  return import("./finder.js");
};
function preload(href) {
  if (find("link[as=fetch]") || performance.getEntriesByName(href).length) return;
  const link = document.createElement("link");
  Object.assign(link, { rel: "preload", as: "fetch", crossOrigin: "anonymous", href });
  document.head.append(link);
}
let typed = null; // what is typed while the box is on its way
async function openSearch(opener) {
  if (typed !== null) return;
  typed = "";
  const finder = await loadFinder().catch(() => null);
  const early = typed;
  typed = null;
  if (finder) finder.openFinder(root, opener, early);
  else location.href = `${root}library/`;
}
addEventListener("keydown", (event) => {
  if (typed === null || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key.length === 1) typed += event.key;
  else if (event.key === "Backspace") typed = typed.slice(0, -1);
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);
for (const button of findAll("[data-search]")) {
  const warm = () => { if (!navigator.connection?.saveData) loadFinder().catch(() => {}); };
  button.addEventListener("pointerenter", warm, { once: true });
  button.addEventListener("focus", warm, { once: true });
}
onClick("[data-search]", (button) => openSearch(button));
addEventListener("keydown", (event) => {
  const typing = event.target instanceof Element && event.target.closest("input,textarea,select,[contenteditable]");
  const command = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey && (event.key === "/" || event.key === "s")
    && memory.get("atlas.keys") !== "off"; // the switch is in the library's list of keys
  if (!find("[data-search]") || find("dialog[open]") || !(command || (plain && !typing))) return;
  event.preventDefault();
  openSearch(document.activeElement);
});

/* Selection: where there is something to select, or something was. */
if (find("article.entry,[data-key]") || memory.get("atlas.selection")) {
  import("./shelf/shelf.js").catch(() => {});
}

/* What is wider than the screen scrolls in its frame; the keyboard must reach it. */
for (const table of findAll(".md-typeset table")) {
  const frame = document.createElement("div");
  frame.className = "md-typeset__scrollwrap";
  table.replaceWith(frame);
  frame.append(table);
}
function reachFrames() {
  for (const frame of findAll(".md-typeset__scrollwrap, .md-typeset pre > code")) {
    if (frame.scrollWidth <= frame.clientWidth) continue;
    frame.tabIndex = 0;
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", frame.matches("code") ? "Code" : "Table");
  }
}
reachFrames();
addEventListener("resize", reachFrames);

addEventListener("load", settleFonts);
findAll(".js-only[hidden]").forEach((button) => { button.hidden = false; });
document.documentElement.classList.add("has-script");
