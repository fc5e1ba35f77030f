/** The data that the build made, and a library of three bees for what the real one does not have. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const FOLDER = process.env.ATLAS_DATA ?? fileURLToPath(new URL("../../site/data", import.meta.url));
export const SITE = join(FOLDER, "..");
export const text = (name) => readFileSync(join(FOLDER, name), "utf8");
export const json = (name) => JSON.parse(text(name));
export const bytes = (value) => new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value)).buffer;

/** The keys of all entries in their order, as the file for other programs has them. */
export const builtKeys = () => json("entries.json").entries.map((entry) => entry.key);

/** Key -> the HTML of its full row: the first pages of lists have them, and an entry is on one at least. */
export function fullRows() {
  const found = new Map();
  for (const folder of readdirSync(SITE).filter((it) => !["entries", "authors", "assets", "data", "feeds"].includes(it))) {
    if (!statSync(join(SITE, folder)).isDirectory()) continue;
    for (const name of readdirSync(join(SITE, folder), { recursive: true }).filter((it) => it.endsWith("index.html"))) {
      const html = readFileSync(join(SITE, folder, name), "utf8");
      for (const [article, key] of html.matchAll(/<article class="entry" id="([^"]*)">[^]*?<\/article>/g)) {
        if (article.includes("entry__summary")) found.set(key, article);
      }
    }
  }
  return found;
}

/** A search.json of its own each time, so that a test may damage it. */
export const bees = () => ({
  version: 3, edition: "bees1", count: 3,
  facets: [
    { id: "categories", field: "categories", label: "Approaches", singular: "Approach", terms: [
      ["radar", "Radar", -1, ["harmonic radar"], "", "Radar"], ["maze", "Mazes", -1, [], "", "Mazes"], ["y-maze", "Y-mazes", 1, [], "", "Y-mazes"]] },
    { id: "kinds", field: "kind", label: "Kinds", singular: "Kind", terms: [["study", "Study", -1, [], "article", "Study"], ["tool", "Tool", -1, [], "software", "Tool"]] },
    { id: "venues", field: "venue", label: "Venues", singular: "Venue", terms: [["bee", "Bee Letters", -1, [], "article", "Letters on Bees"]] },
  ],
  names: ["van der Berg, Jan", "{The Bee Atlas}", "Kennedy, III, Monroe", "Aristotle", "李, 明", "Höhne, Ångström"],
  entries: {
    key: ["c3", "b2", "a1"], title: ["Mazes for bees", "a radar for bees", "Bees"], nickname: ["", "BeeTrack", ""],
    alt_titles: [0, 0, ["On bees"]], authors: [[0, 0], [1, 0, 0, 0, 0], [5]], published: ["2025-03-04", "2025-03", "2019"],
    added: ["2026-01-01", "2026-03-01", "2026-02-01"], venue_year: [2026, 0, 0], arxiv: ["2503.00001", "", ""],
    doi: ["10.1000/a<b>", "", "10.1000/x#1"], openreview: ["", "", ""], anthology: ["", "", ""], aliases: [0, ["b2old"], 0],
    code: [1, 0, 0], terms: ["2|0|0", "0,1|1", "|0"],
  },
});

export const beeDetails = () => ({
  version: 3, edition: "bees1", count: 3, 
  pages: [["About", "about/", "", "About this."], ["Scope", "about/#scope", "About", "What belongs here."]],
  entries: {
    summary: ["One.", "Two.", "Three."], url: [0, 0, 0], cite: [0, ["1", "", "2-3"], 0],
    links: [[["arXiv", "https://arxiv.org/abs/2503.00001"]], [["Page", "https://bees.example/"]], []],
  },
});
