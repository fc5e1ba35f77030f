/** Draws the comparison. Text only: nothing of an entry becomes HTML. */
import { make, makeButton } from "../finder/make.js";
/** @typedef {import("./table.js").Line} Line */

const SIGNS = { all: ["=", "in all: "], some: ["~", "in some: "], alone: ["+", "here alone: "] };

/**
 * @param {import("../find/types.js").Whole[]} works
 * @param {Line[]} lines
 * @param {string} root address of the site
 * @param {(key: string) => void} remove
 * @returns {HTMLTableElement}
 */
export function drawTable(works, lines, root, remove) {
  const heads = works.map(({ row }) => {
    const button = makeButton("Remove", () => remove(row.key));
    button.setAttribute("aria-label", `Remove ${row.title}`);
    button.dataset.remove = row.key;
    return make("th", { scope: "col" }, make("a.compare__title", { href: `${root}entries/${row.key}/` }, row.title), button);
  });
  return make("table.compare", {},
    make("thead", {}, make("tr", {}, make("td", {}, make("span.sr", {}, "Field")), ...heads)),
    make("tbody", {}, ...lines.map((line) => drawLine(line, root))));
}

function drawLine(line, root) {
  const head = make("th", { scope: "row" }, line.label);
  if (line.isSame) head.append(" ", make("span.compare__same", {}, "same"));
  const drawn = make("tr", {}, head, ...line.cells.map((cell) => drawCell(cell, line.form, root)));
  if (line.isSame) drawn.classList.add("is-same");
  return drawn;
}

function drawCell(cell, form, root) {
  if (!cell.length) return make("td.compare__none", {}, "not recorded");
  // Most authors have written one of the works alone: signs for them would tell nothing.
  const items = cell.map((it) => drawItem(form === "names" && it.mark === "alone" ? { ...it, mark: "" } : it, root));
  if (form === "list") return make("td", {}, make("ul", {}, ...items.map((parts) => make("li", {}, ...parts))));
  return make("td", {}, ...items.flatMap((parts, at) => (at ? [form === "text" ? " " : ", ", ...parts] : parts)));
}

function drawItem({ text, href, path, mark }, root) {
  const shown = href || path ? make("a", { href: href || root + path }, text) : text;
  if (!mark) return [shown];
  const [sign, words] = SIGNS[mark];
  return [make("span.compare__sign", { "aria-hidden": "true" }, sign), make("span.sr", {}, words), shown];
}
