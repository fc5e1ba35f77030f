/** The end of the form: what is still to do, and the ways to hand the entry over. */
import { find, say } from "../page.js";
import { saveFile } from "../shelf/actions.js";
import { copyText } from "../shelf/clipboard.js";
import { make, makeButton } from "../shelf/make.js";
import { fits } from "./handover.js";
import { KEPT, LOST, toSettle } from "./words.js";

export class Send {
  /** @type {import("./offer.js").Offer|null} */ #offer = null;

  /** @param {HTMLElement} place @param {{clear: () => () => void, complain: () => void}} acts  clear gives what undoes it */
  constructor(place, acts) {
    this.acts = acts;
    const part = (name) => find(`[data-${name}]`, place);
    Object.assign(this, {
      main: part("send"), anyway: part("send-anyway"), state: part("state"), handed: part("handed"), createLink: part("create"),
      createSaid: part("create-said"), kept: part("kept-words"),
    });
    for (const link of [this.main, this.anyway]) link?.addEventListener("click", (event) => this.#open(event, link, "form"));
    this.createLink?.addEventListener("click", (event) => this.#open(event, this.createLink, "create"));
    // A link without an address does not answer to Enter.
    for (const link of [this.main, this.createLink]) {
      link?.addEventListener("keydown", (event) => { if (event.key === "Enter" && !link.href) link.click(); });
    }
    part("copy-file").addEventListener("click", () => this.#copy(this.#offer?.file ?? "", "Entry"));
    part("download").addEventListener("click", () => saveFile([this.#offer.file], "text/yaml", this.#offer.fileName));
    part("anew").addEventListener("click", () => this.#clear("The form is as it was at first."));
  }

  /** @param {import("./offer.js").Offer} offer */
  show(offer) {
    this.#offer = offer;
    const { todo, missing, nothing } = offer;
    const isReady = !nothing && !todo.length;
    turn(this.main, isReady && !missing.length ? addressOf(offer.form) : "");
    turn(this.createLink, isReady && !missing.length ? addressOf(offer.create) : "");
    if (this.anyway) {
      this.anyway.hidden = !isReady || !missing.length;
      turn(this.anyway, this.anyway.hidden ? "" : addressOf(offer.form));
    }
    if (this.createSaid) this.createSaid.textContent = offer.createSays;
    this.#tell(nothing ? [nothing] : todo.length ? [toSettle(todo.length), ...inRow(todo), "."]
      : missing.length ? ["Still missing: ", ...inRow(missing), `.${this.anyway ? " Sent as it is, the maintainers complete it." : ""}`]
        : [this.main ? "All there. Nothing is sent before you press the button on the page that opens." : "All there."]);
  }

  /** @param {boolean} isKept  whether storage took the draft */
  showKept(isKept) { this.kept.textContent = isKept ? KEPT : LOST; }

  #tell(pieces) {
    const words = pieces.map((piece) => piece.textContent ?? piece).join("");
    if (this.state.textContent === words || this.state.contains(document.activeElement)) return;
    this.state.replaceChildren(...pieces);
  }

  async #open(event, link, what) {
    if (!link.href) {
      event.preventDefault();
      this.acts.complain();
      return (this.#offer.todo[0] ?? this.#offer.missing[0])?.focus();
    }
    const way = this.#offer[what];
    if (link.href === way.whole) return this.#hand(way, true);
    event.preventDefault();
    await this.#copy(way.text, "Record");
    this.#hand(way, false);
    return window.open(link.href, "_blank", "noopener");
  }

  #hand(way, isWhole) {
    const again = makeButton("button.plain", isWhole ? "copy it" : "Copy it again", () => this.#copy(way.text, "Record"));
    const words = isWhole
      ? [`It is open in a new tab: look it over and send it there. Should ${way.into} be empty, `, again, " and paste it."]
      : [`The text does not travel with the link, so it was copied: paste it into ${way.into} in the new tab. `, again];
    this.#note(words, [
      makeButton("button.button", "I have sent it", () => this.#clear("The form is as it was at first.")),
      makeButton("button.plain", "Not yet", () => { this.handed.hidden = true; this.main?.focus(); }),
    ]);
  }

  #clear(words) {
    const undo = this.acts.clear();
    const back = makeButton("button.plain", "Undo", () => {
      undo();
      this.handed.hidden = true;
      find("[data-anew]").focus();
    });
    this.#note([words, " ", back], []);
    back.focus();
  }

  #note(words, actions) {
    this.handed.hidden = false;
    this.handed.replaceChildren(make("p", { role: "status" }, ...words),
      ...(actions.length ? [make("p.actions", {}, ...actions.flatMap((action) => [action, " "]))] : []));
  }

  async #copy(text, label) {
    if (await copyText(text, label, this.handed.parentElement)) say("Copied");
  }
}

const addressOf = ({ whole, bare }) => (whole && fits(whole) ? whole : bare);

/** A link that leads nowhere stays where it is, and can be asked why. */
function turn(link, address) {
  if (!link || (link.getAttribute("href") ?? "") === address) return;
  const [on, off] = [{ href: address, target: "_blank", rel: "noopener" }, { role: "link", "aria-disabled": "true", tabindex: "0" }];
  for (const name of Object.keys(address ? off : on)) link.removeAttribute(name);
  for (const [name, value] of Object.entries(address ? on : off)) link.setAttribute(name, value);
}

/** Buttons in a row of words: "a, b and c". */
function inRow(items) {
  return items.flatMap(({ words, focus }, at) => [
    at === 0 ? "" : at === items.length - 1 ? " and " : ", ", makeButton("button.plain", words, focus)]);
}
