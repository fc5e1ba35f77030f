/** What stands above the list: the search field, the number of results, the order, the summaries. */
import { make } from "../finder/make.js";
import { find } from "../page.js";
import { sortOf } from "./moves.js";
import { numberWords, ofWords } from "./words.js";

const TYPING_PAUSE = 60;
const SPEAKING_PAUSE = 500;
const SORTS = [
  ["relevance", "Best match"], ["newest", "Newest first"], ["oldest", "Oldest first"],
  ["added", "Recently added"], ["title", "Title"],
];

export class Toolbar {
  /**
   * @param {HTMLElement} library
   * @param {{type: (text: string) => void, submit: (text: string) => void, sort: (sort: string) => void, view: (view: string) => void}} acts
   */
  constructor(library, acts) {
    this.field = find("#q", library);
    this.count = find("[data-count]", library);
    this.filters = find(".toolbar__filters", library);
    this.select = find("[data-sort]", library);
    this.summaries = find("[data-summaries]", library);
    this.acts = acts;
    this.count.tabIndex = -1;
    this.options = SORTS.map(([value, label]) => make("option", { value }, label));
    this.select.replaceChildren(...this.options);
    this.select.value = "newest";
    this.select.addEventListener("change", () => acts.sort(this.select.value));
    this.summaries?.addEventListener("change", () => acts.view(this.summaries.checked ? "" : "compact"));
    this.#listenToField();
  }

  /** @param {import("../find/types.js").State} state @param {number} filters how many are active */
  show(state, filters) {
    if (this.field.value.trim() !== state.text.trim()) this.field.value = state.text;
    this.options[0].disabled = !state.text;
    this.select.value = sortOf(state);
    if (state.view === "compact" && this.summaries) this.summaries.checked = false;
    this.filters?.replaceChildren("Filters", ...(filters ? [" ", make("b", {}, numberWords(filters))] : []));
  }

  /** Says the number of results, while somebody types only after a pause. @param {import("../find/types.js").Answer} answer @param {{words?: string, isTyping?: boolean}} said words: what was done */
  say({ total, of, searched }, { words = "", isTyping = false }) {
    const speak = () => {
      this.speaking = 0;
      this.count.replaceChildren(...(words ? [make("span.sr", {}, `${words}. `)] : []),
        make("b", {}, numberWords(total)), " ", ofWords(total, of, searched));
    };
    clearTimeout(this.speaking);
    if (isTyping) this.speaking = setTimeout(speak, SPEAKING_PAUSE);
    else speak();
  }

  #listenToField() {
    const read = () => {
      clearTimeout(this.typing);
      this.acts.type(this.field.value);
    };
    this.field.addEventListener("input", (event) => {
      clearTimeout(this.typing);
      if (!event.isComposing) this.typing = setTimeout(read, TYPING_PAUSE);
    });
    this.field.addEventListener("compositionend", read);
    this.field.form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(this.typing);
      this.acts.submit(this.field.value);
    });
  }
}
