/** One finding: a box where there is a change, the place in the file, and both sides. */
import { ROOT } from "../library/row.js";
import { make } from "../shelf/make.js";

/**
 * @param {import("./report.js").Told} found @param {{key: string, title: string}|undefined} entry
 * @param {Set<number>} ticked @param {() => void} changed
 */
export function drawFinding(found, entry, ticked, changed) {
  const { id, line, key, words, rows, hasChange } = found;
  const place = make("p.finding__place", {}, ...(key ? [make("b", {}, key), " "] : []), `line ${line.toLocaleString("en")}`);
  if (entry) place.append(" ", make("a", { href: `${ROOT}entries/${encodeURIComponent(entry.key)}/` }, "Entry"));
  const said = make("p.finding__words", { id: `finding-${id}` }, words);
  const body = make("div", {}, place, said);
  if (rows.length) body.append(sidesOf(rows));
  const item = make("li.finding", {}, hasChange ? boxOf(id, key || `line ${line}`, ticked, changed) : make("span"), body);
  return item;
}

function boxOf(id, name, ticked, changed) {
  const box = make("input", { type: "checkbox", autocomplete: "off", "aria-label": `Change ${name}`, "aria-describedby": `finding-${id}` });
  box.checked = ticked.has(id);
  box.addEventListener("change", () => {
    ticked[box.checked ? "add" : "delete"](id);
    changed();
  });
  return box;
}

function sidesOf(rows) {
  const list = make("dl.sides");
  for (const [label, was, is] of rows) {
    const sides = [make("dd", {}, was ? make(is && is !== was ? "del" : "span", {}, was) : make("span.n", {}, "nothing"))];
    if (is) sides.push(make("dd", {}, make("ins", {}, is)));
    else if (was && rows.some((row) => row[2])) sides.push(make("dd", {}, make("span.n", {}, "goes")));
    list.append(make("div", {}, make("dt", {}, label), ...sides));
  }
  return list;
}
