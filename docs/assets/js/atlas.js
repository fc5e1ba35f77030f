/**
 * What a page can do with script on top of what it can do without.
 * Every page is complete before this runs; buttons that need it carry the class js-only.
 */
import "./cite.js";
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

/* Search: Material's, behind our button. Focus comes back to where it was. */
const toggle = document.getElementById("__search");
const field = find("[data-md-component=search-query]");
let before = null;
function openSearch() {
  if (!toggle || !field) return;
  if (!toggle.checked) { before = document.activeElement; toggle.click(); }
  field.focus();
  field.select();
}
toggle?.addEventListener("change", () => { if (!toggle.checked) before?.focus(); });
onClick("[data-search]", openSearch);
onClick("[data-search-close]", () => toggle?.checked && toggle.click());
addEventListener("keydown", (event) => {
  const typing = event.target instanceof Element && event.target.closest("input,textarea,select,[contenteditable]");
  const command = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey && "/s".includes(event.key);
  if (!field || !(command || (plain && !typing && !toggle.checked))) return;
  event.preventDefault();
  openSearch();
});

/* A table that is wider than the screen scrolls; the keyboard must reach it. */
function reachTables() {
  for (const table of findAll(".md-typeset__scrollwrap")) {
    if (table.scrollWidth <= table.clientWidth) continue;
    table.tabIndex = 0;
    table.setAttribute("role", "group");
    table.setAttribute("aria-label", "Table");
  }
}
addEventListener("load", reachTables);
addEventListener("resize", reachTables);

findAll(".js-only[hidden]").forEach((button) => { button.hidden = false; });
document.documentElement.classList.add("has-script");
