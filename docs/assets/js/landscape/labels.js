/** Which names of islands are written where, so that none lies upon another. Pure. */

const HIGH = 18; // pixels of a line
const EDGE = 6;

/**
 * @param {import("./points.js").Points} points @param {import("./view.js").View} view
 * @param {(text: string) => number} widthOf pixels
 * @returns {{text: string, x: number, y: number, isOn: boolean}[]} middle of each base line, those of large islands first
 */
export function placeLabels(points, view, widthOf) {
  const taken = [];
  const placed = [];
  const order = points.islands.map((island, number) => ({ ...island, number }))
    .sort((one, other) => other.count - one.count || one.number - other.number);
  for (const { label, x, y, radius, number } of order) {
    const [middle, top] = view.toWindow(x, y - radius);
    const bottom = view.toWindow(x, y + radius)[1];
    const half = widthOf(label) / 2 + EDGE;
    if (bottom < 0 || top > view.height || middle + radius * view.scale < 0 || middle - radius * view.scale > view.width) continue;
    const at = { x: clamp(middle, half, view.width - half), y: clamp(top - EDGE - 2, HIGH, view.height - EDGE) };
    const box = { left: at.x - half, right: at.x + half, top: at.y - HIGH, bottom: at.y + EDGE };
    if (taken.some((other) => meet(box, other))) continue;
    taken.push(box);
    placed.push({ text: label, ...at, isOn: points.isOn[number] === 1 });
  }
  return placed;
}

const clamp = (value, least, most) => Math.max(Math.min(value, most), Math.min(least, most));
const meet = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
