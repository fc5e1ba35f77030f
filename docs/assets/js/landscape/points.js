/**
 * The points of the map, and which of them are near a place. Pure.
 * @typedef {{label: string, x: number, y: number, radius: number, colour: number, count: number}} Island
 * @typedef {import("./view.js").Box} Box
 */

const CELLS = 64; // in a row of the grid by which points are found

export class Points {
  /** @param {object} json  data/landscape.json */
  constructor(json) {
    const { count, width, height, islands, home, x, y } = json;
    if (json.version !== 1 || [home, x, y].some((column) => column.length !== count)) throw new Error("landscape.json");
    this.count = count;
    this.edition = json.edition;
    this.map = { width, height };
    this.distance = json.distance;
    this.x = Float64Array.from(x);
    this.y = Float64Array.from(y);
    this.home = Uint16Array.from(home);
    /** @type {Island[]} */
    this.islands = islands.map(([label, left, top, radius, colour, own]) => ({ label, x: left, y: top, radius, colour, count: own }));
    this.changes = 0; // of what is shown
    /** By island: whether its points are shown. */
    this.isOn = new Uint8Array(this.islands.length).fill(1);
    /** By entry: whether it is among those looked for; null when nothing is looked for. @type {Uint8Array|null} */
    this.isFound = null;
    this.cell = Math.max(width, height) / CELLS;
    this.grid = this.#index();
  }

  /** Whether the entry can be pointed at. */
  isLive(at) { return this.isOn[this.home[at]] === 1 && (!this.isFound || this.isFound[at] === 1); }

  /** @param {number[]|null} positions of what was found; null when nothing is looked for */
  find(positions) {
    this.changes++;
    this.isFound = positions && new Uint8Array(this.count);
    for (const at of positions ?? []) this.isFound[at] = 1;
  }

  /** Shows the points of an island, or leaves them out. */
  turn(island, isOn) {
    this.changes++;
    this.isOn[island] = isOn ? 1 : 0;
  }

  /** The live entry nearest to a place, no farther than that; -1 when there is none. */
  nearest(x, y, reach) {
    let best = -1;
    let least = reach * reach;
    for (const at of this.#around({ left: x - reach, top: y - reach, right: x + reach, bottom: y + reach })) {
      const far = (this.x[at] - x) ** 2 + (this.y[at] - y) ** 2;
      if (far <= least && this.isLive(at)) [best, least] = [at, far];
    }
    return best;
  }

  /** The live entries in a box, those nearest to its middle first. @param {Box} box @returns {number[]} */
  within(box) {
    const middle = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const far = (at) => (this.x[at] - middle[0]) ** 2 + (this.y[at] - middle[1]) ** 2;
    const found = [];
    for (const at of this.#around(box)) {
      const isInside = this.x[at] >= box.left && this.x[at] <= box.right && this.y[at] >= box.top && this.y[at] <= box.bottom;
      if (isInside && this.isLive(at)) found.push([far(at), at]);
    }
    return found.sort((one, other) => one[0] - other[0] || one[1] - other[1]).map(([, at]) => at);
  }

  /** The box around all live entries; null when there is none. @returns {Box|null} */
  around() {
    let box = null;
    for (let at = 0; at < this.count; at++) {
      if (!this.isLive(at)) continue;
      const [x, y] = [this.x[at], this.y[at]];
      box ??= { left: x, top: y, right: x, bottom: y };
      box = { left: Math.min(box.left, x), top: Math.min(box.top, y), right: Math.max(box.right, x), bottom: Math.max(box.bottom, y) };
    }
    return box;
  }

  #index() {
    const grid = new Map();
    for (let at = 0; at < this.count; at++) {
      const cell = this.#cellOf(this.x[at]) * CELLS + this.#cellOf(this.y[at]);
      if (!grid.has(cell)) grid.set(cell, []);
      grid.get(cell).push(at);
    }
    return grid;
  }

  #cellOf(value) { return Math.min(CELLS - 1, Math.max(0, Math.floor(value / this.cell))); }

  *#around(box) {
    for (let column = this.#cellOf(box.left); column <= this.#cellOf(box.right); column++) {
      for (let row = this.#cellOf(box.top); row <= this.#cellOf(box.bottom); row++) {
        yield* this.grid.get(column * CELLS + row) ?? [];
      }
    }
  }
}
