/**
 * Fonts on a slow line: the first page keeps to the reader's own, since ours would compete with what was
 * asked for and arrive in the middle of reading. They are fetched in idle time, for the pages after.
 * A script in the head decides (main.html); without script they load as usual.
 */
import { findAll, memory } from "./page.js";

const PAUSE = 5000; // ms after the page: a search that was begun has its data by then
const FAMILIES = ["16px Inter", '600 16px "Source Serif 4"'];
const { classList } = document.documentElement;
const isSparing = () => navigator.connection?.saveData;

async function fetchFonts() {
  if (isSparing() || findAll("dialog[open]").length) return setTimeout(fetchFonts, PAUSE);
  await Promise.all(FAMILIES.map((family) => document.fonts.load(family)));
  return memory.set("atlas.fonts", "kept");
}

export function settleFonts() {
  if (classList.contains("own-fonts")) setTimeout(() => fetchFonts().catch(() => {}), PAUSE);
  else memory.set("atlas.fonts", "kept");
}
