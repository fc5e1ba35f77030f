/**
 * The shelf: selection, notes and exports, on top of pages that are complete without.
 * Light, for it is on every page with entries; the rest is loaded when it is wanted.
 */
import { find, say } from "../page.js";
import { decorate, followRows } from "./rows.js";
import { selection } from "./store.js";

const failed = () => say("Selection and notes did not load. Reload the page to try again.");

decorate(document);
followRows();
document.addEventListener("atlas:rows", ({ detail }) => {
  decorate(detail instanceof Element ? detail : document);
  // Zotero looks for works when a page is loaded; this tells it to look again.
  document.dispatchEvent(new Event("ZoteroItemUpdated", { bubbles: true, cancelable: true }));
});

let view = null; // what the library's page says it shows, until the control is there
const noteView = ({ detail }) => { view = detail; };
const exports = find("[data-export]");
if (exports) {
  document.addEventListener("atlas:view", noteView);
  import("./exports.js").then(({ followView }) => {
    document.removeEventListener("atlas:view", noteView);
    followView(exports, view);
  }).catch(failed);
}

const head = find(".head[data-key]");
if (head) import("./entry.js").then(({ followEntry }) => followEntry(head)).catch(failed);

let isTrayAsked = false;
selection.follow((keys) => {
  if (!keys.length || isTrayAsked) return;
  isTrayAsked = true;
  import("./tray.js").then(({ showTray }) => showTray()).catch(() => { isTrayAsked = false; failed(); });
});
