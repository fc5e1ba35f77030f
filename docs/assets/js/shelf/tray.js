/** The tray: what can be done with the selection, on every page, while something is selected. */
import { find, say } from "../page.js";
import { CHOICES, copyBibtex, download } from "./actions.js";
import { copyText } from "./clipboard.js";
import { makeDisclosure } from "./disclosure.js";
import { make, makeButton } from "./make.js";
import { withKeys } from "./selection.js";
import { entriesOf, ROOT, selection } from "./store.js";

/** Puts the tray onto the page; from then on it follows the selection. */
export function showTray() {
  const place = find(".results") ?? document.getElementById("atlas-content");
  if (!place || find(".tray")) return;
  const tray = make("div.tray", { role: "region", "aria-label": "Selection" });
  const bar = barOf(tray);
  tray.append(...bar.items);
  selection.follow((keys) => {
    if (keys.length) tray.replaceChildren(...bar.items);
    if (keys.length) bar.count.textContent = keys.length.toLocaleString("en");
    tray.hidden = keys.length === 0 && !tray.querySelector("[data-undo]");
  });
  place.append(tray);
}

function barOf(tray) {
  const count = make("b");
  const items = [
    make("p", { role: "status" }, count, make("span", {}, " selected")),
    makeButton("button.button.button--main", "Copy BibTeX", () => copyBibtex(wanted, tray)),
    makeDisclosure("Download", CHOICES.map(([format, , label]) =>
      makeButton("button.plain", label, () => download(format, wanted)))),
    viewLink("a.button.shelf__wide"),
    compareLink("a.button.shelf__wide"),
    makeButton("button.button.shelf__wide", "Copy link", () => copyLink(tray)),
    makeButton("button.plain", "Clear", () => clear(tray)),
    makeDisclosure("More", [
      viewLink("a.plain.shelf__narrow"),
      compareLink("a.plain.shelf__narrow"),
      makeButton("button.plain.shelf__narrow", "Copy link", () => copyLink(tray)),
      makeButton("button.plain", "Copy keys", () => copyKeys(tray)),
      makeButton("button.plain", "Backup", () => import("./restore.js").then((it) => it.saveBackup(), failed)),
      makeButton("button.plain", "Restore", () => import("./restore.js").then((it) => it.askForBackup(), failed)),
    ]),
  ];
  return { count, items };
}

const MOST_COMPARED = 6; // as in compare/address.js
const failed = () => say("This did not load. Try again.");
const address = () => `${ROOT}library/#ids=${selection.value.join(",")}`;
const wanted = () => ({ keys: selection.value, words: "selection", address: address() });

async function copyLink(tray) {
  if (await copyText(address(), "Link", tray)) say("Copied the link.");
}

async function copyKeys(tray) {
  const count = selection.value.length;
  if (await copyText(`\\cite{${selection.value.join(",")}}`, "Keys", tray)) say(`Copied the keys of ${entriesOf(count)}.`);
}

function viewLink(name) {
  const link = make(name, {}, "View");
  selection.follow(() => { link.href = address(); });
  return link;
}

/** Side by side: two to six entries fit. */
function compareLink(name) {
  const link = make(name, {}, "Compare");
  selection.follow((keys) => {
    link.href = `${ROOT}compare/?ids=${keys.slice(0, MOST_COMPARED).join(",")}`;
    link.hidden = keys.length < 2 || keys.length > MOST_COMPARED;
  });
  return link;
}

function clear(tray) {
  const cleared = selection.value;
  const undo = makeButton("button.button", "Undo", () => {
    selection.change((keys) => withKeys(cleared, keys));
    tray.querySelector("button")?.focus();
  });
  undo.dataset.undo = "";
  const close = makeButton("button.plain", "Close", () => { tray.hidden = true; undo.remove(); });
  undo.setAttribute("aria-describedby", "tray-cleared");
  tray.replaceChildren(make("p", { id: "tray-cleared" }, `Cleared ${entriesOf(cleared.length)}.`), undo, close);
  selection.change((keys) => keys.filter((key) => !cleared.includes(key)));
  undo.focus();
}
