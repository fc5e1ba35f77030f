/** What a cell holds, told beside it while a pointer or the keyboard is on it. */
import { make } from "../finder/make.js";
import { countOf, noneWords, pairOf, worksOf } from "./counting.js";

const ID = "told";

export class Told {
  element = make("div.told", { id: ID, role: "tooltip" });

  /** @param {HTMLAnchorElement} link of a cell @param {import("./counting.js").Crossing} crossing @param {import("./counting.js").View} view */
  show(link, crossing, row, column, view) {
    const count = countOf(crossing, row, column, view);
    const works = worksOf(crossing, row, column, view);
    this.element.replaceChildren(
      make("p", {}, make("b", {}, pairOf(crossing, row, column)), count ? ` ${entries(count)}` : ` ${noneWords(view)}: an open question, as far as this library goes.`),
      ...(works.length ? [make("ul", {}, ...works.map(({ title, year }) => make("li", {}, `${title} `, make("span", {}, String(year)))))] : []),
    );
    link.after(this.element);
    link.setAttribute("aria-describedby", ID);
    this.link = link;
  }

  hide() {
    this.element.remove();
    this.link?.removeAttribute("aria-describedby");
    this.link = null;
  }
}

const entries = (count) => (count === 1 ? "1 entry" : `${count.toLocaleString("en")} entries`);
