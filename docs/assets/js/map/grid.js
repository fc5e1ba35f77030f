/** Arrow keys in a table of links: one of them is in the order of tabs, the others are reached from it. */

const KEYS = {
  ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0],
  Home: [0, -Infinity], End: [0, Infinity],
};

/** @param {HTMLTableElement} table */
export function makeGrid(table) {
  table.setAttribute("role", "grid");
  const links = () => [...table.querySelectorAll("a")];
  for (const link of links()) link.tabIndex = -1;
  let current = table.querySelector("tbody a.s5, tbody td a") ?? links()[0];
  const choose = (link) => {
    current.tabIndex = -1;
    current = link;
    current.tabIndex = 0;
  };
  if (current) choose(current);
  table.addEventListener("focusin", ({ target }) => { if (target.closest("a")) choose(target.closest("a")); });
  table.addEventListener("keydown", (event) => {
    const move = KEYS[event.key];
    if (!move || event.altKey || event.metaKey || event.shiftKey || !event.target.closest("a")) return;
    const next = nextLink(table, event.target.closest("th,td"), move, event.ctrlKey);
    if (next) next.focus();
    event.preventDefault();
  });
  return {
    /** After rows were hidden: the one tab stop is among those that are seen. */
    refresh() {
      if (current && !current.getClientRects().length) choose(table.querySelector("tbody td a"));
    },
  };
}

/** The link of the next cell in that direction that has one and is seen. */
function nextLink(table, cell, [down, right], isFar) {
  const rows = [...table.rows].filter((row) => row.getClientRects().length);
  let [row, column] = [rows.indexOf(cell.parentElement), cell.cellIndex];
  if (Number.isFinite(right)) {
    do { row += down; column += right; } while (rows[row]?.cells[column] && !rows[row].cells[column].querySelector("a"));
    return rows[row]?.cells[column]?.querySelector("a");
  }
  if (isFar) row = right < 0 ? 0 : rows.length - 1;
  const linked = [...rows[row].cells].filter((it) => it.querySelector("a"));
  return linked.at(right < 0 ? 0 : -1)?.querySelector("a");
}
