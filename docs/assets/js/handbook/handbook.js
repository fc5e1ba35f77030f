/**
 * Cards of the cited works: on the pointer and on keyboard focus, from the list of works below.
 * Without script the list is there, and each link leads to its entry.
 */
import { make } from "../finder/make.js";
import { find, findAll } from "../page.js";
import { sideOf } from "./side.js";

const PAUSE = 150; // ms on the link, or away from it, until the card comes or goes
const ID = "cited-card";
let shown = null; // {link, card}
let timer = 0;

/** What the list of works says of an entry. @param {HTMLAnchorElement} link */
function cardOf(link) {
  const row = document.getElementById(link.dataset.cite);
  const text = (name) => find(name, row)?.textContent.replace(/\s+/g, " ").trim() ?? "";
  return make("span.card", { id: ID, role: "tooltip" },
    make("b", {}, text(".entry__title")), make("span", {}, text(".entry__by")), make("span", {}, text(".entry__where")));
}

function show(link) {
  clearTimeout(timer);
  if (shown?.link === link || !document.getElementById(link.dataset.cite)) return;
  hide();
  const card = cardOf(link);
  link.after(card);
  link.setAttribute("aria-describedby", ID);
  card.classList.add(...sideOf(card.getBoundingClientRect(), link.getBoundingClientRect(), document.documentElement));
  shown = { link, card };
}

function hide() {
  clearTimeout(timer);
  shown?.card.remove();
  shown?.link.removeAttribute("aria-describedby");
  shown = null;
}

function later(act, ...given) {
  clearTimeout(timer);
  timer = setTimeout(act, PAUSE, ...given);
}

for (const place of findAll(".cited")) {
  const link = find("a", place);
  link.removeAttribute("title");
  place.addEventListener("pointerenter", ({ pointerType }) => { if (pointerType === "mouse") later(show, link); });
  place.addEventListener("pointerleave", ({ pointerType }) => { if (pointerType === "mouse") later(hide); });
  link.addEventListener("focus", () => { if (link.matches(":focus-visible")) show(link); });
  link.addEventListener("blur", hide);
}
addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

/* A figure that is wider than the screen scrolls in its frame; the keyboard must reach it. */
function reachFigures() {
  for (const frame of findAll(".figure__frame")) {
    const isWide = frame.scrollWidth > frame.clientWidth;
    frame.toggleAttribute("tabindex", isWide);
    if (isWide) frame.tabIndex = 0;
    for (const [name, value] of [["role", "group"], ["aria-label", "Figure, scrolls sideways"]]) {
      if (isWide) frame.setAttribute(name, value);
      else frame.removeAttribute(name);
    }
  }
}
reachFigures();
addEventListener("resize", reachFigures);
