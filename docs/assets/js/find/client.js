/**
 * The page's side of the search: questions in, promises of answers out.
 * @typedef {import("./types.js").Client} Client
 */
import { startHost } from "./host.js";
import { Lanes } from "./lanes.js";
import { getBytes } from "./load.js";
import { stateToUrl } from "./state.js";

/** The site's root, from where this file is. */
const ROOT = new URL("../../../", import.meta.url).href;
let current = null;
let hasFailed = false;

/**
 * The client of this page. After it failed to load, a new one that loads everything again.
 * @param {string} root  address of the site with its last slash
 * @param {{rowFacets?: string[]}} options  unless told, rowFacets are those that the page names
 * @returns {Client}
 */
export function connect(root = ROOT, options = {}) {
  if (!current) {
    const client = new LibraryClient(root, options, hasFailed ? "reload" : "default");
    client.ready.catch(() => {
      if (current === client) current = null;
      hasFailed = true;
    });
    current = client;
  }
  return current;
}

class LibraryClient {
  #root;
  #options;
  #host;
  /** The host once it has the data; null before, and when it broke down. */ #running = null;
  #facetIds = null;
  #details = null;
  #isBroken = false;
  #lanes = new Lanes();

  constructor(root, options, cache) {
    this.#root = root;
    this.#options = { rowFacets: options.rowFacets ?? pageRowFacets() };
    this.#start(cache);
  }

  /** @param {import("./types.js").Request} request @returns {Promise<import("./types.js").Answer|null>} */
  find(request) {
    const ask = () => this.#ask("find", { ...request });
    return request.lane === undefined ? ask() : this.#lanes.ask(request.lane, ask);
  }

  keys({ state }) { return this.#ask("keys", { state }); }

  /** @param {string[]} keys @returns {Promise<import("./types.js").Row[]>} */
  rows(keys) { return this.#ask("rows", [...keys]); }

  /** @param {string[]} keys @returns {Promise<(import("./types.js").Whole|null)[]>} null: no such entry */
  whole(keys) { return this.#ask("whole", [...keys]); }

  /** @returns {Promise<import("./types.js").State>} */
  read(search, hash) { return this.#ask("read", String(search ?? ""), String(hash ?? "")); }

  /** @param {Partial<import("./types.js").State>} state */
  address(state) { return stateToUrl(state, this.#facetIds); }

  /** @returns {Promise<void>} */
  details() {
    this.#details ??= this.#loadDetails().catch((error) => {
      this.#details = null;
      throw error;
    });
    return this.#details;
  }

  #start(cache) {
    this.#isBroken = false;
    this.#running = null;
    this.#details = null;
    const bytes = this.#get("search.json", cache); // on its way while the program starts
    bytes.catch(() => {});
    const host = startHost(() => {
      this.#isBroken = true;
      this.#running = null;
    });
    this.#host = host;
    /** @type {Promise<import("./types.js").Facts>} */
    this.ready = this.#load(bytes);
    this.ready.catch(() => host.then((it) => it.stop(), () => {}));
  }

  /** Posted before this returns where everything is there: the worker is at it while the page draws. */
  #ask(name, ...args) {
    return this.#running ? this.#running.ask(name, args) : this.#askLater(name, args);
  }

  /** A worker that broke down after it had started is started again by the next question. */
  async #askLater(name, args) {
    if (this.#isBroken) this.#start("default");
    await this.ready;
    return (await this.#host).ask(name, args);
  }

  #get(file, cache) { return getBytes(`${this.#root}data/${file}`, cache); }

  async #load(coming) {
    const host = await this.#host;
    const bytes = await coming;
    const facts = await host.ask("load", [bytes, this.#options], [bytes]);
    this.#facetIds = facts.facets.map((facet) => facet.id);
    if (!this.#isBroken) this.#running = host;
    return facts;
  }

  async #loadDetails() {
    const coming = this.#get("details.json");
    coming.catch(() => {});
    await this.ready;
    if (await this.#addDetails(coming)) return;
    // The site was published anew between the two: take both again, as they are now.
    const both = ["search.json", "details.json"].map((file) => this.#get(file, "reload"));
    await Promise.all(both);
    const facts = await this.#load(both[0]);
    this.ready = Promise.resolve(facts);
    if (!(await this.#addDetails(both[1]))) throw new Error("search.json and details.json are of different editions");
  }

  async #addDetails(coming) {
    const bytes = await coming;
    return (await this.#host).ask("addDetails", [bytes], [bytes]);
  }
}

function pageRowFacets() {
  const names = globalThis.document?.querySelector("[data-row-facets]")?.getAttribute("data-row-facets");
  return names?.split(/\s+/).filter(Boolean) ?? [];
}
