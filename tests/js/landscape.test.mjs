/** The map's own parts: what is in view, which point is near, where names are written. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { placeLabels } from "../../docs/assets/js/landscape/labels.js";
import { Points } from "../../docs/assets/js/landscape/points.js";
import { View } from "../../docs/assets/js/landscape/view.js";

const FILE = {
  version: 1, edition: "e", count: 4, width: 1000, height: 600, distance: 10,
  islands: [["North", 200, 200, 100, 0, 2], ["South", 800, 400, 150, 1, 2]],
  home: [0, 0, 1, 1], x: [200, 220, 800, 1000], y: [200, 200, 400, 600],
};

function viewOf(width, height) {
  const view = new View(1000, 600);
  view.resize(width, height);
  return view;
}
const near = (found, wanted) => found.forEach((value, n) => assert.ok(Math.abs(value - wanted[n]) < 1e-6, `${found} is not ${wanted}`));

test("at first the whole map is in the middle of its window", () => {
  const view = viewOf(500, 500);
  near(view.toWindow(500, 300), [250, 250]);
  assert.equal(view.scale, 0.5);
  assert.ok(view.isWhole);
});

test("what lies under the pointer stays there when the map comes closer", () => {
  const view = viewOf(500, 300);
  const before = view.toMap(120, 80);
  view.zoom(3, 120, 80);
  near(view.toMap(120, 80), before);
  assert.equal(view.isWhole, false);
});

test("the map is never smaller than whole, and not larger than 48 times that", () => {
  const view = viewOf(500, 300);
  view.zoom(0.01);
  assert.equal(view.scale, 0.5);
  view.zoom(1e9);
  assert.equal(view.scale, 24);
});

test("no edge is drawn into the window", () => {
  const view = viewOf(500, 300);
  view.zoom(2);
  view.move(9999, 9999);
  near([view.box.left, view.box.top], [0, 0]);
  view.move(-9999, -9999);
  near([view.box.right, view.box.bottom], [1000, 600]);
});

test("a window that changes its size keeps what was in its middle", () => {
  const view = viewOf(500, 300);
  view.zoom(4, 400, 200);
  const middle = view.toMap(250, 150);
  view.resize(800, 400);
  near(view.toMap(400, 200), middle);
});

test("a window without size does no harm", () => {
  const view = viewOf(0, 0);
  assert.ok([view.x, view.y, view.scale].every(Number.isFinite));
});

test("a box is shown as large as it fits", () => {
  const view = viewOf(500, 300);
  view.show({ left: 400, top: 200, right: 500, bottom: 260 }, 0);
  near([view.box.left, view.box.top], [400, 200]);
});

test("the nearest point is found within reach, and only a live one", () => {
  const points = new Points(FILE);
  assert.equal(points.nearest(207, 203, 20), 0);
  assert.equal(points.nearest(214, 203, 20), 1);
  assert.equal(points.nearest(300, 300, 20), -1);
  assert.equal(points.nearest(1003, 598, 9), 3);
  points.find([1, 2]);
  assert.equal(points.nearest(207, 203, 20), 1);
  points.turn(0, false);
  assert.equal(points.nearest(207, 203, 20), -1);
});

test("points in a box come with those nearest to its middle first", () => {
  const points = new Points(FILE);
  assert.deepEqual(points.within({ left: 0, top: 0, right: 1000, bottom: 600 }), [1, 0, 2, 3]);
  assert.deepEqual(points.within({ left: 0, top: 0, right: 210, bottom: 600 }), [0]);
  points.find([3]);
  assert.deepEqual(points.within({ left: 0, top: 0, right: 1000, bottom: 600 }), [3]);
  points.find(null);
  assert.equal(points.within({ left: 0, top: 0, right: 1000, bottom: 600 }).length, 4);
});

test("the box around what was found holds just that", () => {
  const points = new Points(FILE);
  points.find([1, 2]);
  assert.deepEqual(points.around(), { left: 220, top: 200, right: 800, bottom: 400 });
  points.find([]);
  assert.equal(points.around(), null);
});

test("a file of another form is refused", () => {
  assert.throws(() => new Points({ ...FILE, version: 2 }));
  assert.throws(() => new Points({ ...FILE, x: [1] }));
});

test("an empty map is a map", () => {
  const points = new Points({ ...FILE, count: 0, islands: [], home: [], x: [], y: [] });
  assert.equal(points.nearest(1, 1, 1000), -1);
  assert.deepEqual(placeLabels(points, viewOf(300, 200), () => 10), []);
});

test("names stand above their islands, inside the window, none upon another", () => {
  const points = new Points(FILE);
  const found = placeLabels(points, viewOf(1000, 600), () => 60);
  assert.deepEqual(found.map((it) => [it.text, it.x]), [["North", 200], ["South", 800]]);
  assert.deepEqual(placeLabels(points, viewOf(100, 60), () => 60).map((it) => it.text), ["North"]);
});

test("the name of an island out of view is not written", () => {
  const points = new Points(FILE);
  const view = viewOf(1000, 600);
  view.show({ left: 700, top: 300, right: 900, bottom: 500 }, 0);
  assert.deepEqual(placeLabels(points, view, () => 60).map((it) => it.text), ["South"]);
});
