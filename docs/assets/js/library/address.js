/**
 * The address bar and the history: every view has an address, and Back returns to the one before.
 * @typedef {{scroll: number, shown: number, key: string, gap: number}} Kept  of a view that was left:
 *   how far it was scrolled, how many rows it had, which row was first in sight and how far down
 */

const SCROLL_PAUSE = 200; // ms; browsers refuse too many changes of the history
const TYPING_PAUSE = 300; // ms without a key until the address follows the words

export class Address {
  /** @param {{place: () => Omit<Kept, "scroll">, back: (kept: Kept) => void}} page */
  constructor(page) {
    this.page = page;
    addEventListener("popstate", () => page.back(this.kept));
    addEventListener("scroll", () => this.#later(), { passive: true });
    addEventListener("pagehide", () => { this.settle(); this.keep(); });
  }

  /** What was kept of this view. Anybody may have put it there. @returns {Kept} */
  get kept() {
    const { scroll, shown, key, gap } = history.state ?? {};
    const number = (value) => (Number.isFinite(value) ? value : 0);
    return {
      scroll: Math.max(0, number(scroll)), shown: Math.max(0, number(shown)),
      key: typeof key === "string" ? key : "", gap: number(gap),
    };
  }

  /** From now on the page says where a view was scrolled to. */
  takeOver() {
    this.isOurs = true;
    history.scrollRestoration = "manual";
  }

  /**
   * @param {"push"|"replace"|"later"|"none"} how push: Back will return to the view before
   * @param {string} address the part after the path
   */
  write(how, address) {
    if (how === "push") this.settle();
    clearTimeout(this.typing);
    this.waiting = how === "later" ? address : null;
    if (how === "later") this.typing = setTimeout(() => this.settle(), TYPING_PAUSE);
    if (how === "replace") change(() => history.replaceState(this.#here(), "", location.pathname + address));
    if (how !== "push") return;
    this.keep();
    change(() => history.pushState(null, "", location.pathname + address));
  }

  /** What was typed last is in the address at once. */
  settle() {
    if (typeof this.waiting === "string") this.write("replace", this.waiting);
  }

  keep() {
    clearTimeout(this.timer);
    if (!this.isOurs) return;
    const [here, { kept }] = [this.#here(), this];
    const isKept = Object.keys(here).every((name) => here[name] === kept[name]);
    if (!isKept) change(() => history.replaceState(here, ""));
  }

  #here() {
    return { scroll: Math.round(scrollY), ...this.page.place() };
  }

  #later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), SCROLL_PAUSE);
  }
}

/** A browser that refuses, because there were too many, leaves the address as it was. */
function change(act) {
  try {
    act();
  } catch { /* the view is right all the same */ }
}
