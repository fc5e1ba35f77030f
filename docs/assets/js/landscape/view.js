/** What part of the map is seen, and how large. Pure. @typedef {{left: number, top: number, right: number, bottom: number}} Box */

const CLOSEST = 48; // times as large as the whole map
const ROOM = 24; // pixels around what is fitted in

export class View {
  /** @param {number} width of the map, in its own units @param {number} height */
  constructor(width, height) {
    this.map = { width, height };
    this.width = this.height = 1; // of the window, in pixels
    this.scale = 1; // pixels for a unit
    this.x = this.y = 0; // pixels from the window's corner to the map's
  }

  /** The window was made so large: what stood in its middle stays there. */
  resize(width, height) {
    const middle = this.toMap(this.width / 2, this.height / 2);
    const times = this.scale / this.least;
    const isFirst = this.width === 1;
    [this.width, this.height] = [Math.max(1, width), Math.max(1, height)];
    if (isFirst) return this.showAll();
    this.scale = times * this.least;
    this.#centre(middle);
  }

  /** Pixels for a unit where the whole map fits. */
  get least() {
    return Math.max(1e-6, Math.min(this.width / this.map.width, this.height / this.map.height));
  }

  get isWhole() { return this.scale <= this.least * 1.001; }

  showAll() { this.show({ left: 0, top: 0, right: this.map.width, bottom: this.map.height }, 0); }

  /** As large as it can be with all of a box in the window. @param {Box} box */
  show(box, room = ROOM) {
    const across = (this.width - 2 * room) / Math.max(1, box.right - box.left);
    const down = (this.height - 2 * room) / Math.max(1, box.bottom - box.top);
    this.scale = this.#bounded(Math.min(across, down));
    this.#centre([(box.left + box.right) / 2, (box.top + box.bottom) / 2]);
  }

  /** So many times as large; the point of the map at these pixels stays where it is. */
  zoom(times, x = this.width / 2, y = this.height / 2) {
    const [mapX, mapY] = this.toMap(x, y);
    this.scale = this.#bounded(this.scale * times);
    this.x = x - mapX * this.scale;
    this.y = y - mapY * this.scale;
    this.#keepInside();
  }

  move(right, down) {
    this.x += right;
    this.y += down;
    this.#keepInside();
  }

  toMap(x, y) { return [(x - this.x) / this.scale, (y - this.y) / this.scale]; }
  toWindow(x, y) { return [x * this.scale + this.x, y * this.scale + this.y]; }

  /** @returns {Box} what is in the window, in units of the map */
  get box() {
    const [left, top] = this.toMap(0, 0);
    const [right, bottom] = this.toMap(this.width, this.height);
    return { left, top, right, bottom };
  }

  #bounded(scale) { return Math.min(this.least * CLOSEST, Math.max(this.least, scale)); }

  #centre([x, y]) {
    this.x = this.width / 2 - x * this.scale;
    this.y = this.height / 2 - y * this.scale;
    this.#keepInside();
  }

  /** No edge of the map comes farther into the window than it must. */
  #keepInside() {
    this.x = inside(this.x, this.width, this.map.width * this.scale);
    this.y = inside(this.y, this.height, this.map.height * this.scale);
  }
}

function inside(at, window, map) {
  return map <= window ? (window - map) / 2 : Math.min(0, Math.max(window - map, at));
}
