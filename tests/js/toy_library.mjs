// A small invented library for tests of search: search.json and details.json as the build writes them.

const WORKS = [
  // key, title, nickname, authors, published, venue year, arxiv, other ids, methods, venue, summary
  ["zhao2025honey", "Honey Detectors for Urban Meadows", "", ["Zhao, Mei", "Silva, Ana"], "2025-03-01", 0, "2503.00001", {}, [1], "", "Counts bees with microphones."],
  ["silva2024auto", "Auto-encoders Hear Bee Swarms: A Field Study", "BeeBox", ["Silva, Ana", "Höhne, Marina M.-C."], "2024-06-11", 2025, "2406.12345", { doi: "10.1234/Bees.7" }, [0], 0, "A recurrent network listens to hives."],
  ["zhao2024swarm", "Swarm Maps", "", ["Zhao, Mei"], "2024-02", 2024, "", { openreview: "lHbLpwbEyt" }, [1], 1, "Draws the path of a swarm."],
  ["oneil2023what", "What Do Drones Know about Queens?", "", ["O'Neil, Sean", "{The Bee Atlas}"], "2023-05-05", 0, "2305.54321", {}, [2], "", "Asks what drones remember."],
  ["silva2023field", "A Field Guide to Wax", "", ["Silva, Ana"], "2023-01-01", 2023, "", { anthology: "2023.bees-long.3" }, [], 0, "Explains comb building; mentions autoencoders."],
  ["dinca2022models", "Language Models: A Hive Perspective", "", ["D'Incà, Moreno"], "2022-09-09", 0, "2209.99999", {}, [0], "", "Compares texts with dances."],
  ["li2021queens", "Queens and Matrices", "", ["Li, Wei"], "2021", 0, "", {}, [2], "", "Linear algebra of hives."],
];
const METHODS = [
  ["autoencoders", "Autoencoders", -1, ["AE", "AEs", "auto-associative networks"], ""],
  ["acoustics", "Acoustic sensing", -1, ["microphones", "ASN"], ""],
  ["interviews", "Interviews of bees", 1, ["talking cure"], ""],
];
const VENUES = [["apis", "APIS", -1, ["Conference on Apiculture"], "inproceedings"], ["hive", "Hive Workshops", -1, [], "inproceedings"]];
const PAGES = [["About", "about/", "", "Who made this."], ["Add a work", "contribute/#add", "Contribute", "How to send an entry for the library."]];

const column = (at) => WORKS.map((work) => work[at]);
const ids = (kind) => WORKS.map((work) => work[7][kind] ?? "");

export function toySearch() {
  const names = [];
  const use = (name) => (names.includes(name) ? names.indexOf(name) + 1 : names.push(name) && 0);
  return {
    version: 3, edition: "toy", count: WORKS.length,
    facets: [
      { id: "categories", field: "categories", label: "Methods", singular: "Method", terms: METHODS },
      { id: "kinds", field: "kind", label: "Kinds", singular: "Kind", terms: [["paper", "Paper", -1, [], "article"]] },
      { id: "venues", field: "venue", label: "Venues", singular: "Venue", terms: VENUES },
    ],
    names,
    entries: {
      key: column(0), title: column(1), nickname: column(2),
      alt_titles: WORKS.map(([key]) => (key === "zhao2024swarm" ? ["Mapping Clouds of Insects"] : 0)),
      authors: column(3).map((list) => list.map(use)),
      published: column(4), added: WORKS.map(() => "2026-01-01"), venue_year: column(5), arxiv: column(6),
      doi: ids("doi"), openreview: ids("openreview"), anthology: ids("anthology"),
      aliases: WORKS.map(([key]) => (key === "li2021queens" ? ["li2020queens"] : 0)), code: WORKS.map(() => 0),
      terms: WORKS.map((work) => `${work[8]}|0|${work[9]}`),
    },
  };
}

export function toyDetails() {
  return {
    version: 3, edition: "toy", count: WORKS.length,
    pages: PAGES,
    entries: {
      summary: column(10), url: WORKS.map(() => 0), cite: WORKS.map(() => 0),
      links: WORKS.map(([key]) => (key.startsWith("silva") ? [["Code", "https://github.com/silva/bees"]] : [])),
    },
  };
}
