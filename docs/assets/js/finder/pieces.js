/** A text cut where marks begin and end. */

/**
 * @param {string} text
 * @param {[number, number][]} [ranges] from and to, in any order; what lies outside the text is cut off
 * @returns {{text: string, isMarked: boolean}[]} the whole text, piece by piece
 */
export function pieces(text, ranges = []) {
  const inside = ranges
    .map(([from, to]) => [Math.max(0, from), Math.min(text.length, to)])
    .filter(([from, to]) => from < to)
    .sort((one, other) => one[0] - other[0]);
  const cut = [];
  let at = 0;
  const add = (to, isMarked) => {
    if (to > at) cut.push({ text: text.slice(at, to), isMarked });
    at = Math.max(at, to);
  };
  for (const [from, to] of inside) {
    add(from, false);
    add(to, true);
  }
  add(text.length, false);
  return cut;
}
