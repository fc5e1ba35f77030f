/** The report of a check on the page. Everything of the reader's file is text. */
import { drawRow, ROOT } from "../library/row.js";
import { make, makeButton } from "../shelf/make.js";
import { drawFinding } from "./finding.js";

const FIRST = 50; // findings drawn at once
const GROUPS = [
  ["unreadable", "Cannot be read", "What programs stumble over. The other entries are not harmed by it."],
  ["damaged", "Slips of writing", "Signs that are missing or too many; it is plain what was meant."],
  ["twice", "Duplicates", "One key or one work, twice."],
  ["published", "Published by now", "Cited as preprints; the venue is known. The key and all other fields stay."],
  ["differs", "Other than the entry here", "What the file says, beside what this site has."],
  ["incomplete", "Fields that are missing", "What the type of an entry must have."],
  ["capitals", "Unprotected capitals", "Many styles set titles in small letters; braces keep these words."],
  ["uncited", "Citations", "Keys of the paper beside keys of the bibliography."],
  ["told", "Worth a look", "Nothing here is changed."],
];
const number = (count) => count.toLocaleString("en");
const counted = (count, one, many) => `${number(count)} ${count === 1 ? one : many}`;

/**
 * @param {HTMLElement} place @param {import("./report.js").Report} report
 * @param {(ids: number[]) => void} save  gives the reader the file with these changes
 * @returns {string} the report in a sentence
 */
export function drawReport(place, report, save) {
  const ticked = new Set(report.told.filter(({ hasChange }) => hasChange).map(({ id }) => id));
  const all = ticked.size;
  const totals = [];
  const showTotal = () => { for (const total of totals) total.textContent = `${number(ticked.size)} of ${counted(all, "change", "changes")} ticked`; };
  const bar = () => {
    const total = make("span.hint");
    totals.push(total);
    return make("p.actions", {}, makeButton("button.button.button--main", "Download repaired file", () => save([...ticked])), total);
  };
  const groups = GROUPS.map(([id, label, words]) => ({ id, label, words, found: report.told.filter(({ group }) => group === id) })).filter(({ found }) => found.length);
  const here = report.here.filter(({ at }) => at >= 0);
  const parts = [countsOf(groups, here, report), ...report.notes.map((note) => make("p.note", {}, note))];
  if (all) parts.push(bar());
  for (const group of groups) parts.push(sectionOf(group, report, ticked, showTotal));
  if (all > FIRST) parts.push(bar());
  parts.push(hereOf(here, report), absentOf(report.absent));
  place.replaceChildren(...parts.filter(Boolean));
  showTotal();
  return sentenceOf(report, here, all);
}

function sentenceOf({ count, isTex, told }, here, changes) {
  const what = isTex ? counted(count, "citation", "citations") : counted(count, "entry", "entries");
  return `${what}, ${number(here.length)} of them here. ${told.length ? `${counted(told.length, "finding", "findings")}, ${number(changes)} with a change.` : isTex ? "" : "Nothing to mend."}`;
}

function countsOf(groups, here, { absent }) {
  const items = [...groups.map(({ id, label, found }) => [`found-${id}`, label, found.length]),
    ...(here.length ? [["found-here", "In this library", here.length]] : []), ...(absent.length ? [["found-absent", "Not in your file", absent.length]] : [])];
  return make("ul.check__counts", { "aria-label": "Found" }, ...items.map(([id, label, count]) =>
    make("li", {}, make("a", { href: `#${id}` }, label), " ", make("span.n", {}, number(count)))));
}

function sectionOf({ id, label, words, found }, report, ticked, changed) {
  const list = make("ol.findings");
  const drawFrom = (from, to) => list.append(...found.slice(from, to).map((one) => drawFinding(one, report.entries[one.at], ticked, changed)));
  drawFrom(0, FIRST);
  const section = make("section.section.check__group", { id: `found-${id}` }, make("h2", {}, label, " ", make("span.n", {}, number(found.length))), make("p.hint", {}, words));
  const changes = found.filter(({ hasChange }) => hasChange).map((one) => one.id);
  if (changes.length > 1) section.append(tickAll(list, changes, ticked, changed));
  section.append(list);
  if (found.length > FIRST) {
    const more = makeButton("button.button", `Show the other ${number(found.length - FIRST)}`, () => {
      const at = list.children.length;
      drawFrom(FIRST, found.length);
      more.remove();
      list.children[at].tabIndex = -1;
      list.children[at].focus();
    });
    section.append(more);
  }
  return section;
}

function tickAll(list, ids, ticked, changed) {
  const set = (isTicked) => {
    for (const id of ids) ticked[isTicked ? "add" : "delete"](id);
    for (const box of list.querySelectorAll("input")) box.checked = isTicked;
    changed();
  };
  return make("p.actions", {}, makeButton("button.plain", "Tick all", () => set(true)), makeButton("button.plain", "Tick none", () => set(false)));
}

function hereOf(here, { entries }) {
  if (!here.length) return null;
  const list = make("ul.lines.check__here");
  const more = make("details", {}, make("summary", {}, `Show ${counted(here.length, "work", "works")}`), list);
  more.addEventListener("toggle", () => {
    if (list.firstChild) return;
    list.append(...here.slice(0, 2000).map(({ key, line, at, how }) => make("li", {},
      make("a", { href: `${ROOT}entries/${encodeURIComponent(entries[at].key)}/` }, entries[at].title), make("span", {}, `${key}, line ${line}, by ${how}`))));
  });
  return make("section.section", { id: "found-here" }, make("h2", {}, "In this library ", make("span.n", {}, number(here.length))), more);
}

function absentOf(absent) {
  if (!absent.length) return null;
  const rows = absent.map(({ row, why }) => {
    const drawn = drawRow(row);
    drawn.querySelector(".entry__summary").textContent = why;
    return drawn;
  });
  return make("section.section", { id: "found-absent" }, make("h2", {}, "On the same topics, not in your file"),
    make("p.hint", {}, "The entries that share most with the works above. Tick one to put it into your selection."), make("div.rows", { "data-rows": "" }, ...rows));
}
