/** The years of the rail: a histogram, and two numbers that bound the list. */
import { make } from "../finder/make.js";
import { bars } from "./bars.js";

const SVG = "http://www.w3.org/2000/svg";
const BOX = { width: 240, height: 40, gap: 6 };

export class Years {
  /** @param {[number, number]} span first and last year of the library @param {(from: number, to: number) => void} choose */
  constructor(span, choose) {
    this.span = span;
    this.choose = choose;
    this.chart = draw("svg", {
      class: "spark years__chart", viewBox: `0 0 ${BOX.width} ${BOX.height}`, preserveAspectRatio: "none", "aria-hidden": "true",
    });
    this.from = this.#bound();
    this.to = this.#bound();
    this.element = make("fieldset.facet", {}, make("legend", {}, "Year"), this.chart,
      make("p.facet__range", {}, make("label", {}, "From ", this.from), " ", make("label", {}, "to ", this.to)));
    this.chart.addEventListener("click", (event) => {
      const year = Number(event.target.closest("[data-year]")?.dataset.year);
      const isAlone = this.state.from === year && this.state.to === year;
      if (year) choose(isAlone ? 0 : year, isAlone ? 0 : year);
    });
  }

  /** @param {{from: number, to: number}} state @param {Record<number, number>} counts */
  show(state, counts) {
    this.state = state;
    if (document.activeElement !== this.from) this.from.value = state.from || "";
    if (document.activeElement !== this.to) this.to.value = state.to || "";
    this.chart.replaceChildren(...bars(counts, this.span, BOX).map((bar) => {
      const isOutside = (state.from && bar.year < state.from) || (state.to && bar.year > state.to);
      return draw("g", { "data-year": String(bar.year), class: isOutside ? "years__outside" : "" },
        draw("title", {}, `${bar.year}: ${bar.count}`),
        draw("path", { class: "years__column", d: bar.column }), draw("path", { d: bar.shape }));
    }));
  }

  #bound() {
    const [min, max] = this.span;
    const field = make("input", { type: "number", inputmode: "numeric", min: String(min), max: String(max), step: "1" });
    field.addEventListener("change", () => {
      const year = (input) => (/^\d{4}$/.test(input.value) ? Number(input.value) : 0);
      const [from, to] = [year(this.from), year(this.to)];
      if (from !== this.state.from || to !== this.state.to) this.choose(from, to);
    });
    return field;
  }
}

function draw(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) if (value) element.setAttribute(key, value);
  element.append(...children);
  return element;
}
