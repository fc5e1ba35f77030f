/** The dialog as a thing to open, to steer with keys, and to leave. */
import { libraryAddress } from "./addresses.js";
import { makeDialog } from "./dialog.js";
import { Hits } from "./hits.js";

export class Box {
  /**
   * @param {string} root address of the site
   * @param {{ask: () => void, move: (step: number) => void, enter: (isNewTab: boolean) => void}} on
   *   what typing, arrows and Enter do
   */
  constructor(root, on) {
    this.root = root;
    this.on = on;
    const parts = (this.parts = makeDialog(libraryAddress(root, "")));
    this.hits = new Hits(parts.list, parts.field);
    this.#listen(parts);
    document.body.append(parts.dialog);
  }

  /** What is typed, "" for blanks alone; a blank at the end tells the engine that the word is whole. */
  get text() { return this.parts.field.value.trim() && this.parts.field.value; }
  get isOpen() { return this.parts.dialog.open; }
  get isTyping() { return document.activeElement === this.parts.field; }

  /** @param {Element} [opener] gets the focus back */
  open(opener) {
    const { dialog, field } = this.parts;
    if (!dialog.open) {
      this.opener = opener;
      dialog.showModal();
    }
    field.focus();
    field.select();
  }

  /** Puts words into the field as if they were typed. */
  type(words) {
    const { field } = this.parts;
    field.value = words;
    field.focus();
    this.on.ask();
  }

  close() {
    const { dialog } = this.parts;
    dialog.querySelector(":focus")?.blur(); // the browser would leave it in the hidden field for a moment
    dialog.close();
  }

  /** Into the status line, at once or after a pause (ms) in which nothing else is said. */
  say(sentence, after = 0) {
    clearTimeout(this.saying);
    this.saying = setTimeout(() => { this.parts.status.textContent = sentence; }, after);
  }

  follow(address, isNewTab = false) {
    if (isNewTab) return void window.open(address, "_blank", "noopener");
    this.#closeIfHere(address);
    location.assign(address);
  }

  #listen({ dialog, form, field, close, body }) {
    let isPressedOutside = false;
    field.addEventListener("input", () => this.on.ask());
    form.addEventListener("submit", (event) => { event.preventDefault(); this.on.enter(false); });
    close.addEventListener("click", () => this.close());
    dialog.addEventListener("keydown", (event) => this.#onKey(event));
    dialog.addEventListener("pointerdown", (event) => { isPressedOutside = event.target === dialog; });
    dialog.addEventListener("click", (event) => {
      if (isPressedOutside && event.target === dialog) this.close();
      const link = event.target.closest("a");
      if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) this.#closeIfHere(link.href);
    });
    dialog.addEventListener("close", () => dialog.open || this.opener?.focus?.({ preventScroll: true }));
    body.addEventListener("touchmove", () => field.blur(), { passive: true }); // a phone's keyboard makes room
    addEventListener("pagehide", () => this.close()); // so that Back shows the page
  }

  #onKey(event) {
    event.stopPropagation(); // the page behind has keys of its own
    if (event.isComposing || event.keyCode === 229 || event.altKey) return;
    const act = this.#actOf(event);
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** What a key does here; undefined leaves it to the browser, as plain Enter, which submits. */
  #actOf({ key, target, shiftKey, ctrlKey, metaKey }) {
    const { field } = this.parts;
    const isCommand = ctrlKey || metaKey;
    if (key === "Escape") return () => this.close();
    if (isCommand && key.toLowerCase() === "k") return () => field.select();
    if (key === "Enter" && isCommand && target === field) return () => this.on.enter(true);
    if (key === "Enter" && shiftKey && !target.closest("button")) {
      return () => this.follow(libraryAddress(this.root, this.text));
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (!step || isCommand || shiftKey) return undefined;
    return () => { field.focus(); this.on.move(step); };
  }

  /** Another page takes the box away by itself; a place on this page would stay hidden under it. */
  #closeIfHere(address) {
    const page = (url) => url.split("#")[0];
    if (page(address) === page(location.href)) this.close();
  }
}
