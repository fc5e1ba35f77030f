/** One map on the page: its table, drawn again when other years or works are counted. */
import { find, findAll } from "../page.js";
import { countOf, emptyOf, queryOf, readCrossing, saidOf, stepOf } from "./counting.js";
import { makeGrid } from "./grid.js";

export class MapTable {
  /**
   * @param {HTMLElement} section @param {string} root @param {[number, number]} span
   * @param {import("./told.js").Told} told
   */
  constructor(section, root, span, told) {
    this.section = section;
    this.root = root;
    this.span = span;
    this.told = told;
    this.table = find("table", section);
    this.grid = makeGrid(this.table);
    this.view = null; // what is drawn; null: what the build wrote
    find("[data-rows-all]", section)?.addEventListener("change", () => this.grid.refresh());
    this.table.addEventListener("pointerover", ({ target }) => {
      if (target.closest("a, th")) this.#tell(target.closest("td a") ?? this.#focused()); // else between two cells
    });
    this.table.addEventListener("pointerleave", () => this.#tell(this.#focused()));
    this.table.addEventListener("focusin", () => this.#tell(this.#focused()));
    this.table.addEventListener("focusout", () => this.#tell(null));
    addEventListener("keydown", ({ key }) => { if (key === "Escape") told.hide(); });
  }

  /** The counts, loaded once, at the first sign that they are wanted. */
  load() {
    this.loading ??= fetch(this.section.dataset.map).then((answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    }).then(readCrossing);
    this.loading.catch(() => { this.loading = undefined; });
    return this.loading;
  }

  /** @param {import("./counting.js").View} view */
  async show(view) {
    this.view = view;
    const crossing = await this.load();
    if (this.view !== view) return; // another one was asked for meanwhile
    for (const [link, row, column] of this.#cells()) this.#draw(link, crossing, row, column);
    const { empty, pairs } = emptyOf(crossing, view);
    find("[data-empty]", this.section).textContent = `${empty.toLocaleString("en")} of ${pairs.toLocaleString("en")} pairs are empty.`;
  }

  #draw(link, crossing, row, column) {
    const count = countOf(crossing, row, column, this.view);
    if (link.className) link.className = `s${stepOf(count, crossing.unit)}`;
    link.textContent = count || !link.className ? count.toLocaleString("en") : "";
    link.href = `${this.root}library/${queryOf(crossing, row, column, this.view, this.span)}`;
    link.setAttribute("aria-label", saidOf(crossing, row, column, this.view));
  }

  /** @returns {[HTMLAnchorElement, number, number][]} each count with its row and column, behind the last for all */
  #cells() {
    return [...this.table.tBodies[0].rows, this.table.tFoot.rows[0]].flatMap((row, at) =>
      findAll("td a", row).map((link, column) => [link, at, column]));
  }

  #focused() {
    return this.table.contains(document.activeElement) ? document.activeElement.closest("td a") : null;
  }

  /** @param {HTMLAnchorElement|null} link of a cell; null for none */
  async #tell(link) {
    this.wanted = link;
    if (!link) return this.told.hide();
    const crossing = await this.load().catch(() => null);
    if (!crossing || this.wanted !== link) return null;
    const row = link.closest("tfoot") ? crossing.rows.terms.length : link.closest("tr").sectionRowIndex;
    const column = link.closest("td").cellIndex - 1;
    const [from, to] = this.span;
    return this.told.show(link, crossing, row, column, this.view ?? { from, to, hasOthers: false });
  }
}
