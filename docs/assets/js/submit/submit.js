/** The page on which people submit a work or correct an entry. */
import { connect } from "../find/client.js";
import { find } from "../page.js";
import { makeButton } from "../shelf/make.js";
import { siteName } from "../shelf/actions.js";
import { Desk } from "./desk.js";
import { readEntry } from "./entry_file.js";
import { readFormat } from "./record.js";

const ROOT = new URL("../../../", import.meta.url).href;

async function json(file) {
  const response = await fetch(`${ROOT}data/${file}`);
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  return response.json();
}

/** @param {HTMLElement} place */
async function start(place) {
  const message = find("[data-message]", place);
  const say = (words, ...nodes) => {
    message.replaceChildren(words, " ", ...nodes);
    message.hidden = !words;
  };
  const form = find("form", place);
  form.onsubmit = (event) => event.preventDefault();
  const retry = makeButton("button.plain", "Try again", () => { say(""); start(place); });
  const key = new URLSearchParams(location.search).get("entry") ?? "";
  try {
    const [submit, taxonomy, entry] = await Promise.all([
      json("submit.json"), json("taxonomy.json"), key ? readWithFormer(key) : null,
    ]);
    const parts = { place, root: ROOT, site: place.dataset.site || siteName(), format: readFormat(submit, taxonomy), client: () => connect(ROOT), say };
    const desk = new Desk(parts, entry);
    if (key && !entry) say(`No entry has the key ${key.slice(0, 60)}. Here you can submit a new one.`);
    else desk.welcome();
  } catch {
    say("The form did not load.", retry);
  }
}

/** The entry of a key, or of the key that came after it. */
async function readWithFormer(key) {
  const entry = await readEntry(ROOT, key);
  if (entry) return entry;
  const [row] = await connect(ROOT).rows([key]);
  return row ? readEntry(ROOT, row.key) : null;
}

const place = find("[data-submit]");
if (place) start(place);
