/**
 * The page's side of the search: questions in, promises of answers out.
 * @typedef {import("./types.js").Client} Client
 */
import { Details } from "./details.js";
import { Growth } from "./growth.js";
import { startHost } from "./host.js";
import { Lanes } from "./lanes.js";
import { getBytes } from "./load.js";
import { stateToUrl } from "./state.js";

/** The site's root, from where this file is. */
const ROOT = new URL("../../../", import.meta.url).href;
/** Whether the reader may not want what was not asked for. */
const isThrifty = ({ saveData, effectiveType } = globalThis.navigator?.connection ?? {}) =>
  saveData || /[23]g/.test(effectiveType);
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
  #isBroken = false;
  #lanes = new Lanes();
  /** How much of a large library is searched. */
  growth = new Growth({ get: (file, cache) => this.#get(file, cache), start: () => this.#startHost(), swap: (...told) => this.#swap(...told) });
  #details = new Details({
    get: (file, cache) => this.#get(file, cache), add: (bytes) => this.#ask("addDetails", bytes),
    ready: () => this.ready, settled: () => this.growth.settled(), renew: () => this.#renew(),
  });

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

  /** All results of the whole library. */
  async keys({ state }) {
    await this.all();
    return this.#ask("keys", { state });
  }

  /** @param {string[]} keys @returns {Promise<import("./types.js").Row[]>} */
  rows(keys) { return this.#askForKeys("rows", keys, (rows) => rows.length === new Set(keys).size); }

  /** @param {string[]} keys @returns {Promise<(import("./types.js").Whole|null)[]>} null: no such entry */
  whole(keys) { return this.#askForKeys("whole", keys, (found) => !found.includes(null)); }

  /** Resolves once all entries are searched; loads what lacks. @returns {Promise<void>} */
  async all() {
    await this.ready;
    await this.growth.all();
  }

  /** @returns {Promise<import("./types.js").State>} */
  read(search, hash) { return this.#ask("read", String(search ?? ""), String(hash ?? "")); }

  /** @param {Partial<import("./types.js").State>} state */
  address(state) { return stateToUrl(state, this.#facetIds); }

  /**
   * @param {number[]} positions  of the entries that are shown: details of a large library come in pieces
   * @returns {Promise<void>} the same one as long as nothing new is to come
   */
  details(positions = []) { return this.#details.of(positions); }

  #start(cache) {
    this.#isBroken = false;
    this.#running = null;
    const bytes = this.#get("search.json", cache); // on its way while the program starts
    bytes.catch(() => {});
    const host = this.#startHost();
    this.#host = host;
    this.#details.forget();
    /** @type {Promise<import("./types.js").Facts>} */
    this.ready = this.#load(bytes);
    this.ready.catch(() => host.then((it) => it.stop(), () => {}));
  }

  #startHost() {
    const host = startHost(() => {
      if (this.#host !== host) return;
      this.#isBroken = true;
      this.#running = null;
    });
    return host;
  }

  /** Another host takes the place of the one that answers. */
  #swap(coming, host, facts) {
    const former = this.#running;
    this.ready = Promise.resolve(facts);
    this.#host = coming;
    this.#running = host;
    this.#details.forget();
    const stop = () => former?.stop();
    former?.ask("rows", [[]]).then(stop, stop); // after the answers that are still to come
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
    const facts = await host.ask("load", [bytes, this.#options]);
    this.#facetIds = facts.facets.map((facet) => facet.id);
    this.#details.size = facts.parts?.details ?? 0;
    if (!this.#isBroken) this.#running = host;
    this.growth.begin(bytes, facts, this.#options);
    // On the page itself it would stop the reader, who may pay for what is loaded besides.
    if (!host.isHere && !isThrifty()) this.growth.all().catch(() => {});
    return facts;
  }

  /** Asks again when an entry lacks that may be in a part still to come. */
  async #askForKeys(name, keys, isEnough) {
    const found = await this.#ask(name, [...keys]);
    if (this.growth.standing === "whole" || isEnough(found)) return found;
    await this.growth.all();
    return this.#ask(name, [...keys]);
  }

  /** The titles again, as they are now. */
  async #renew() {
    const bytes = this.#get("search.json", "reload");
    await Promise.all([bytes, this.growth.settled()]);
    this.ready = Promise.resolve(await this.#load(bytes));
    await this.growth.settled();
  }
}

function pageRowFacets() {
  const names = globalThis.document?.querySelector("[data-row-facets]")?.getAttribute("data-row-facets");
  return names?.split(/\s+/).filter(Boolean) ?? [];
}
