/** Lists of numbers in two flat arrays. */

/** List i is values[starts[i]] to values[starts[i + 1]]. */
export class Lists {
  constructor(pairs, count) {
    this.starts = new Int32Array(count + 1);
    this.values = new Int32Array(pairs.length / 2);
    for (let at = 0; at < pairs.length; at += 2) this.starts[pairs[at] + 1]++;
    for (let at = 0; at < count; at++) this.starts[at + 1] += this.starts[at];
    const next = this.starts.slice();
    for (let at = 0; at < pairs.length; at += 2) this.values[next[pairs[at]]++] = pairs[at + 1];
  }

  /** List i; empty for a number beyond those known when the lists were made. */
  of(at) {
    return this.values.subarray(this.starts[at] ?? 0, this.starts[at + 1] ?? 0);
  }
}

/** Group -> the positions of the lists that it is in. */
export function groupsOf(lists, count) {
  const pairs = [];
  lists.forEach((list, at) => list.forEach((group) => pairs.push(group, at)));
  return new Lists(pairs, count);
}
