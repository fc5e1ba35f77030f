/**
 * Draws the map. Points are stamped from a small picture for each colour, on a sheet that is wider than the window: a
 * map that is dragged is that sheet, moved.
 */
import { findAll } from "../page.js";
import { placeLabels } from "./labels.js";

const PALE = 0.14; // of what is not looked for
const WASH = 0.08; // of an island
const LEAST = 1.3, MOST = 8; // radius of a point in pixels
const FULL = 2 * Math.PI;
const SPARE = 0.3; // of the window on each side of the sheet

export class Painter {
  /** @param {HTMLElement} frame @param {import("./points.js").Points} points @param {import("./view.js").View} view */
  constructor(frame, points, view) {
    Object.assign(this, { frame, points, view });
    this.canvas = document.createElement("canvas");
    this.canvas.setAttribute("aria-hidden", "true");
    this.pen = this.canvas.getContext("2d");
    this.current = -1; // the entry that is pointed at
    this.isAsked = false;
    this.stamps = { of: "", pictures: [] };
    this.sheet = { of: "", canvas: document.createElement("canvas"), x: 0, y: 0 };
    this.restyle();
  }

  /** Takes the colours of the scheme from the picture that the build made. */
  restyle() {
    const style = getComputedStyle(this.frame);
    const read = (name) => style.getPropertyValue(name).trim();
    Object.assign(this, { ink: read("--ink"), page: read("--bg"), font: `600 13px ${style.fontFamily}` });
    this.colours = findAll(".land__island", this.frame).map((island) => getComputedStyle(island).color);
    this.stamps.of = this.sheet.of = "";
    this.ask();
  }

  /** Once before the next picture, however often it is called. */
  ask() {
    if (this.isAsked) return;
    this.isAsked = true;
    requestAnimationFrame(() => {
      this.isAsked = false;
      this.draw();
    });
  }

  draw() {
    const { pen, canvas, view } = this;
    const dense = globalThis.devicePixelRatio || 1;
    const [width, height] = [Math.round(view.width * dense), Math.round(view.height * dense)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, width, height);
    pen.setTransform(dense, 0, 0, dense, 0, 0);
    this.#islands();
    this.#dots(dense);
    this.#ring();
    this.#labels();
  }

  /** Radius of a point in pixels. */
  get radius() {
    return Math.min(MOST, Math.max(LEAST, this.points.distance * 0.4 * this.view.scale));
  }

  #islands() {
    const { pen, points, view } = this;
    pen.globalAlpha = WASH;
    points.islands.forEach((island, number) => {
      if (!points.isOn[number]) return;
      const [x, y] = view.toWindow(island.x, island.y);
      pen.fillStyle = this.colours[number];
      pen.beginPath();
      pen.arc(x, y, (island.radius + points.distance / 2) * view.scale, 0, FULL);
      pen.fill();
    });
    pen.globalAlpha = 1;
  }

  #dots(dense) {
    const { pen, view, sheet } = this;
    const spare = [Math.ceil(view.width * SPARE), Math.ceil(view.height * SPARE)];
    const moved = [view.x - sheet.x, view.y - sheet.y];
    const of = `${view.scale} ${view.width} ${view.height} ${dense} ${this.points.changes}`;
    if (sheet.of !== of || moved.some((by, axis) => Math.abs(by) > spare[axis])) {
      this.#fillSheet(spare, dense);
      Object.assign(sheet, { of, x: view.x, y: view.y });
      moved.fill(0);
    }
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.drawImage(sheet.canvas, ...moved.map((by, axis) => Math.round((by - spare[axis]) * dense)));
    pen.setTransform(dense, 0, 0, dense, 0, 0);
  }

  /** Stamps all points of the window and around it. */
  #fillSheet(spare, dense) {
    const { points, view, sheet: { canvas } } = this;
    const [width, height] = [view.width + 2 * spare[0], view.height + 2 * spare[1]].map((it) => Math.round(it * dense));
    Object.assign(canvas, { width, height }); // empties it
    const pen = canvas.getContext("2d");
    const pictures = this.#pictures(dense);
    const size = pictures[0]?.width ?? 0;
    const scale = view.scale * dense;
    const [left, top] = [(view.x + spare[0]) * dense - size / 2, (view.y + spare[1]) * dense - size / 2];
    const { x, y, home, isOn, isFound, count } = points;
    for (const isBehind of isFound ? [true, false] : [false]) {
      pen.globalAlpha = isBehind ? PALE : 1;
      for (let at = count - 1; at >= 0; at--) {
        if (!isOn[home[at]] || (isFound && (isFound[at] === 0) !== isBehind)) continue;
        const [h, v] = [Math.round(x[at] * scale + left), Math.round(y[at] * scale + top)];
        if (h > -size && v > -size && h < width && v < height) pen.drawImage(pictures[home[at]], h, v);
      }
    }
  }

  /** For each island a picture of a point. */
  #pictures(dense) {
    const radius = this.radius * dense;
    const of = `${radius.toFixed(2)} ${dense}`;
    if (this.stamps.of !== of) {
      this.stamps = { of, pictures: this.colours.map((colour) => stamp(colour, this.page, radius, dense)) };
    }
    return this.stamps.pictures;
  }

  #ring() {
    if (this.current < 0) return;
    const { pen, points, view, radius } = this;
    const [x, y] = view.toWindow(points.x[this.current], points.y[this.current]);
    for (const [width, colour] of [[5, this.page], [2, this.ink]]) {
      Object.assign(pen, { lineWidth: width, strokeStyle: colour });
      pen.beginPath();
      pen.arc(x, y, radius + 4, 0, FULL);
      pen.stroke();
    }
  }

  #labels() {
    const { pen } = this;
    Object.assign(pen, { font: this.font, textAlign: "center", lineJoin: "round", lineWidth: 4, strokeStyle: this.page, fillStyle: this.ink });
    for (const { text, x, y, isOn } of placeLabels(this.points, this.view, (it) => pen.measureText(it).width)) {
      pen.globalAlpha = isOn ? 1 : 0.45;
      pen.strokeText(text, x, y);
      pen.fillText(text, x, y);
    }
    pen.globalAlpha = 1;
  }
}

/** A point with an edge in the colour of the page, so that points that touch can be told apart. */
function stamp(colour, page, radius, dense) {
  const edge = radius > 3 * dense ? dense : 0;
  const size = 2 * Math.ceil(radius + edge) + 1;
  const picture = Object.assign(document.createElement("canvas"), { width: size, height: size });
  const pen = picture.getContext("2d");
  for (const [reach, fill] of [[radius + edge, page], [radius, colour]]) {
    pen.fillStyle = fill;
    pen.beginPath();
    pen.arc(size / 2, size / 2, reach, 0, FULL);
    if (reach > radius || fill === colour) pen.fill();
  }
  return picture;
}
