/** From an identifier to its entries. */
import { doiForms, plainAddress } from "./ids.js";

const MOST = 100;
const KINDS = ["arxiv", "doi", "openreview", "anthology"];

export class Lookup {
  #ids = { arxiv: new Map(), doi: new Map(), openreview: new Map(), anthology: new Map(), key: new Map() };
  /** @type {Map<string, Set<number>>} */ #addresses = new Map();

  constructor(columns) {
    for (const kind of KINDS) {
      const form = (id) => (kind === "openreview" ? id : id.toLowerCase());
      columns[kind].forEach((id, at) => id && this.#ids[kind].set(form(id), at));
    }
    const { key } = this.#ids;
    columns.aliases.forEach((former, at) => former.forEach((it) => key.set(it.toLowerCase(), at)));
    columns.keys.forEach((it, at) => key.set(it.toLowerCase(), at));
  }

  /** Adds the addresses of rows; several entries may share one. */
  addAddresses(links, urls) {
    links.forEach((list, at) => {
      for (const url of [...list.map((link) => link[1]), urls[at]]) {
        const address = url && plainAddress(url);
        if (!address) continue;
        if (this.#addresses.has(address)) this.#addresses.get(address).add(at);
        else this.#addresses.set(address, new Set([at]));
      }
    });
  }

  /** The positions of the entries with that identifier, newest first; none when it is unknown. */
  find({ kind, value }) {
    if (kind === "url") return this.#address(value);
    const forms = kind === "doi" ? doiForms(value) : [value];
    for (const form of forms) {
      const at = this.#ids[kind].get(form) ?? (kind === "doi" ? this.#ofAcl(form) : undefined);
      if (at !== undefined) return [at];
    }
    return [];
  }

  /** Entries whose identifier of that kind starts so: it is still being typed. */
  startingWith({ kind, value }) {
    const found = [];
    for (const [id, at] of this.#ids[kind] ?? []) {
      if (id.startsWith(value) && found.push(at) === MOST) break;
    }
    return found.sort((a, b) => a - b);
  }

  /** The entry of which the whole text is the key or a bare identifier, in a list; else none. */
  bare(text) {
    if (text.length > 200 || /\s/.test(text)) return [];
    const { key, openreview } = this.#ids;
    const at = key.get(text.toLowerCase()) ?? openreview.get(text);
    return at === undefined ? [] : [at];
  }

  /** DOIs of the ACL Anthology end in its own id. */
  #ofAcl(doi) {
    return this.#ids.anthology.get(doi.replace(/^10\.18653\/v1\//, ""));
  }

  #address(value) {
    const known = this.#addresses.get(value);
    if (known) return [...known];
    const at = this.#ids.key.get(value.replace(/\?.*/, "").split("/").at(-1));
    return at === undefined ? [] : [at];
  }
}
