/** "Added since" of the rail: a period that ends today, or a day. */
import { make } from "../finder/make.js";
import { firstDay, periodOf, PERIODS } from "./periods.js";

const EARLIEST = "1900";

export class Since {
  /** @param {(day: string) => void} choose "" for any time */
  constructor(choose) {
    this.select = make("select", { "aria-label": "Added" }, ...PERIODS.map(([value, label]) => make("option", { value }, label)));
    this.day = make("input", { type: "date", "aria-label": "Added since", hidden: "" });
    this.element = make("fieldset.facet.facet--since", {}, make("legend", {}, "Added"), this.select, " ", this.day);
    this.select.addEventListener("change", () => {
      const period = this.select.value;
      this.day.hidden = period !== "day";
      if (period === "day") this.day.focus();
      else choose(firstDay(period, new Date()));
    });
    this.day.addEventListener("change", () => {
      // While a year is typed its first digits are years too.
      if (!this.day.value || this.day.value > EARLIEST) choose(this.day.value);
    });
  }

  /** @param {{since: string}} state */
  show({ since }) {
    const isChoosing = this.element.contains(document.activeElement) && this.select.value === "day";
    if (isChoosing && !since) return;
    this.select.value = periodOf(since, new Date());
    if (isChoosing) this.select.value = "day";
    this.day.hidden = this.select.value !== "day";
    if (document.activeElement !== this.day) this.day.value = since;
  }
}
