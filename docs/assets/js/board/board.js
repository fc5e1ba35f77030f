/** The board: two picks answer which works do one thing with another. The table is complete without. */
import { make } from "../finder/make.js";
import { find, findAll } from "../page.js";
import { readAddress, writeAddress } from "./address.js";
import { groupsOf } from "./standing.js";
import { answerWords, asideWords, groupWords } from "./words.js";

const listOf = (text) => (text ?? "").split(" ").filter(Boolean);

class Board {
  /** @param {HTMLElement} place */
  constructor(place) {
    this.place = place;
    this.buttons = findAll("[data-pick]", place);
    this.select = find("[data-with]", place);
    this.body = find("[data-members]", place);
    this.options = findAll("option[value]:not([value=''])", this.select);
    this.above = new Map(this.options.map((option) => [option.value, listOf(option.dataset.above)]));
    this.labels = new Map(this.options.map((option) => [option.value, option.textContent.replace(/ \(\d+\)$/, "")]));
    this.works = findAll("tr[data-does]", this.body).map((line) => ({
      line, does: listOf(line.dataset.does), supports: listOf(line.dataset.supports), filed: listOf(line.dataset.filed),
    }));
    this.said = find("[data-said]", place);
    this.view = find("[data-view]", place);
    this.atFirst = { said: [...this.said.childNodes], address: this.view.href };
    this.listen();
    this.read();
  }

  listen() {
    const { rowsFacet, columnsFacet } = this.place.dataset;
    for (const button of this.buttons) {
      button.addEventListener("click", () => {
        const isPicked = button.getAttribute("aria-pressed") === "true";
        this.pick({ ...this.picked, [rowsFacet]: isPicked ? "" : button.dataset.pick });
      });
    }
    this.select.addEventListener("change", () => this.pick({ ...this.picked, [columnsFacet]: this.select.value }));
    find("[data-clear]", this.place).addEventListener("click", () => {
      this.pick({});
      this.buttons[0]?.focus();
    });
    addEventListener("popstate", () => this.read());
  }

  /** Takes the picks from the address. */
  read() {
    const { rowsFacet, columnsFacet } = this.place.dataset;
    const known = { [rowsFacet]: this.buttons.map((it) => it.dataset.pick), [columnsFacet]: this.options.map((it) => it.value) };
    const { picked, aside } = readAddress(location.search, known);
    this.picked = picked;
    const note = find("[data-aside]", this.place);
    note.textContent = asideWords(aside);
    note.hidden = !aside.length;
    this.draw();
  }

  pick(picked) {
    history.pushState(null, "", location.pathname + writeAddress(picked));
    this.read();
  }

  draw() {
    const { rowsFacet, columnsFacet, any } = this.place.dataset;
    const row = this.picked[rowsFacet];
    const column = this.picked[columnsFacet];
    for (const button of this.buttons) button.setAttribute("aria-pressed", String(button.dataset.pick === row));
    for (const cell of findAll("[data-column]", this.place)) cell.classList.toggle("is-picked", cell.dataset.column === row);
    this.select.value = column;
    find("[data-clear]", this.place).hidden = !row && !column;
    const groups = groupsOf(this.works, { row, column }, this.above, listOf(any));
    this.body.replaceChildren(...groups.flatMap((group) => this.linesOf(group, column)));
    this.tell(groups, row, column);
  }

  /** The lines of a group under a heading, which a pick of a column makes. */
  linesOf({ standing, works }, column) {
    const lines = works.map((work) => work.line);
    if (!column) return lines;
    const labelled = (ids) => ids.map((id) => this.labels.get(id) ?? id).join(" or ");
    const words = groupWords(standing, {
      label: labelled([column]), family: labelled(this.above.get(column) ?? []),
      any: labelled(listOf(this.place.dataset.any)), things: find(".board thead th:last-child", this.place).textContent,
    });
    const head = make("th.board__group", { scope: "rowgroup", colspan: String(this.buttons.length + 2) },
      words, " ", make("span.n", {}, String(works.length)));
    return [make("tr", {}, head), ...lines];
  }

  tell(groups, row, column) {
    const isPicked = row || column;
    const named = groups.find((group) => group.standing === "named")?.works ?? [];
    const all = groups.flatMap((group) => group.works);
    const words = isPicked ? [answerWords({
      named: named.length, others: all.length - named.length, nouns: [this.place.dataset.noun, this.place.dataset.nouns],
      row: find(`[data-pick="${row}"] b`, this.place)?.textContent ?? "", column: this.labels.get(column) ?? "",
    })] : this.atFirst.said;
    this.said.replaceChildren(...words);
    const root = this.atFirst.address.replace(/library\/.*$/, "library/");
    this.view.href = isPicked ? `${root}#ids=${all.map((work) => work.line.id).join(",")}` : this.atFirst.address;
    this.view.dataset.count = String(all.length);
    this.view.hidden = !all.length;
  }
}

const place = find("[data-board]");
if (place) new Board(place);
