/**
 * Export of what a list shows: the library as it is filtered, or all of it before anybody filters.
 * @typedef {{client: {keys: Function}, state: object, total: number, isPart?: boolean, words: string, address: string}} View
 */
import { find, say } from "../page.js";
import { CHOICES, copyBibtex, download } from "./actions.js";
import { makeDisclosure } from "./disclosure.js";
import { make, makeButton } from "./make.js";
import { entriesOf, pick, ROOT, selection } from "./store.js";

const MOST_AT_ONCE = 500;
const [SHORT, LONG] = [0, 1]; // labels of a choice

/** Draws the control. @param {HTMLElement} container
 * @param {() => Promise<import("./export.js").Wanted>} getRequest what is shown at that moment
 * @returns {(total: number) => void} tells the control how many entries are shown */
export function exportMenu(container, getRequest) {
  const choices = (shown) => CHOICES.map(([format, ...labels]) =>
    makeButton("button.plain", labels[shown], () => download(format, getRequest)));
  const label = make("span");
  const menu = makeDisclosure("", choices(LONG));
  const select = makeButton("button.plain", "", () => selectAll(getRequest));
  menu.classList.add("shelf__narrow");
  container.setAttribute("role", "group");
  container.setAttribute("aria-label", "Export");
  container.replaceChildren(
    make("span.actions.shelf__wide", {}, label, ...choices(SHORT)), menu,
    makeButton("button.button", "Copy BibTeX", () => copyBibtex(getRequest, container)), select,
  );
  return (total, isPart = false) => {
    const number = isPart ? "all" : total.toLocaleString("en"); // how many these are shows when all are searched
    label.textContent = isPart ? "Export all of these:" : total === 1 ? "Export this one:" : `Export these ${number}:`;
    menu.firstChild.textContent = `Export ${number}`;
    select.textContent = isPart ? "Select all" : total > MOST_AT_ONCE ? `Select the first ${MOST_AT_ONCE}` : total === 1 ? "Select it" : `Select all ${number}`;
    container.hidden = total === 0;
  };
}

/** The control of the library's page; it follows what that page says it shows. @param {View|null} view */
export function followView(container, view) {
  const show = exportMenu(container, () => shown(view ?? ofAddress()));
  show(view?.total ?? totalOfPage(), view?.isPart);
  document.addEventListener("atlas:view", ({ detail }) => {
    view = detail;
    show(view.total, view.isPart);
  });
}

/** The list may have been drawn before this was loaded; then the address says what it shows. */
function ofAddress() {
  const { search, hash, href } = location;
  if (!search && !hash.startsWith("#ids=")) return null;
  const words = [...new URLSearchParams(search).values()].join(", ") || "selection";
  return { words, address: href };
}

/** @returns {Promise<import("./export.js").Wanted>} of everything when nothing is asked for */
async function shown(view) {
  if (!view) return { keys: null, words: "everything", address: `${ROOT}library/` };
  const client = view.client ?? (await import("../find/client.js")).connect(ROOT);
  await client.all?.();
  // A state that was read while a part was searched may lack entries.
  const state = view.state && !view.isPart ? view.state : await client.read(location.search, location.hash);
  const { keys, edition } = await client.keys({ state });
  return { keys, edition, words: view.words || "everything", address: new URL(view.address, location.href).href };
}

const totalOfPage = () => Number(find(".toolbar__count b")?.textContent.replace(/\D/g, "") ?? 0);

async function selectAll(getRequest) {
  try {
    const keys = ((await getRequest()).keys ?? await allKeys()).slice(0, MOST_AT_ONCE);
    pick(keys, true);
    if (keys.every((key) => selection.value.includes(key))) say(`Selected ${entriesOf(keys.length)}.`);
  } catch {
    say("The list did not load. Try again.");
  }
}

async function allKeys() {
  const client = (await import("../find/client.js")).connect(ROOT);
  return (await client.keys({ state: {} })).keys;
}
