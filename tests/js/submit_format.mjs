/** A small format of entries and vocabulary, of bees, with the characters of LaTeX that the build knows. */
import { readFormat } from "../../docs/assets/js/submit/record.js";
import { json } from "./built.mjs";

const TAXONOMY = {
  version: 1,
  fields: [
    { name: "categories", facet: "categories", label: "Approaches", required: true, max: 3 },
    { name: "kind", facet: "kinds", label: "Kind", required: true, max: 1 },
    { name: "regions", facet: "regions", label: "Regions", required: false, max: 40 },
    { name: "venue", facet: "venues", label: "Venue", required: false, max: 1 },
  ],
  facets: [
    { id: "categories", label: "Approaches", singular: "Approach", field: "categories", description: "How.", terms: [
      { id: "field-survey", label: "Field surveys", description: "Works that count bees outdoors.", aliases: ["transect"] },
      { id: "nest-study", label: "Nest studies", description: "Works that open nests." },
      { id: "radar", label: "Radar", aliases: ["harmonic radar"] }, { id: "maze", label: "Mazes" }] },
    { id: "kinds", label: "Kinds", singular: "Kind", field: "kind", description: "", terms: [
      { id: "study", label: "Study", type: "article" }, { id: "key", label: "Identification key", type: "software" }] },
    { id: "regions", label: "Regions", singular: "Region", field: "regions", description: "", terms: [
      { id: "alps", label: "Alps" }, { id: "tyrol", label: "Tyrol", parent: "alps" }] },
    { id: "venues", label: "Venues", singular: "Venue", field: "venue", description: "", terms: [
      { id: "jhr", label: "JHR", name: "Journal of Hymenoptera Research", bibtex: "article" },
      { id: "icba", label: "ICBA", name: "International Conference on Bee Ecology", bibtex: "inproceedings", aliases: ["Bee Ecology"] },
      { id: "icba-workshops", label: "ICBA Workshops", name: "ICBA Workshops", bibtex: "inproceedings" }] },
  ],
};

const { fields, latex, ...rest } = json("submit.json");
const ORDER = ["title", "alt_titles", "nickname", "authors", "published", "arxiv", "doi", "openreview", "anthology", "url",
  "venue", "track", "venue_year", "volume", "number", "pages", "kind", "categories", "regions", "summary", "code", "project",
  "license", "workflows", "implements", "added", "aliases", "unverified", "evidence", "notes"];

export const format = readFormat({ ...rest, order: ORDER, fields, latex }, TAXONOMY);
