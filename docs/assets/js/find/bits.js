/** Sets of entries, a bit each: 32 entries in a number. */

/** @typedef {Uint32Array} Bits  bits beyond the last entry are never set */

export const noneOf = (count) => new Uint32Array((count + 31) >>> 5);

export function allOf(count) {
  const bits = noneOf(count).fill(0xffffffff);
  if (count & 31) bits[bits.length - 1] = (1 << (count & 31)) - 1;
  return bits;
}

/** @param {Iterable<number>} positions */
export function bitsOf(count, positions) {
  const bits = noneOf(count);
  for (const at of positions) put(bits, at);
  return bits;
}

/** The entries for which the test holds. @param {(at: number) => unknown} test */
export function bitsWhere(count, test) {
  const bits = noneOf(count);
  for (let at = 0; at < count; at++) if (test(at)) put(bits, at);
  return bits;
}

export function put(bits, at) { bits[at >>> 5] |= 1 << (at & 31); }
export const has = (bits, at) => (bits[at >>> 5] & (1 << (at & 31))) !== 0;

/** Each of these changes the first set. */
export function keepOnly(bits, others) {
  for (let at = 0; at < bits.length; at++) bits[at] &= others[at];
  return bits;
}
export function drop(bits, others) {
  for (let at = 0; at < bits.length; at++) bits[at] &= ~others[at];
  return bits;
}
export function add(bits, others) {
  for (let at = 0; at < bits.length; at++) bits[at] |= others[at];
  return bits;
}

export function size(bits) {
  let count = 0;
  for (let at = 0; at < bits.length; at++) count += ones(bits[at]);
  return count;
}

/** How many entries are in both. */
export function sizeOfBoth(bits, others) {
  let count = 0;
  for (let at = 0; at < bits.length; at++) {
    const both = bits[at] & others[at];
    if (both) count += ones(both);
  }
  return count;
}

/** The entries of a set, ascending. */
export function positions(bits) {
  const found = new Int32Array(size(bits));
  let next = 0;
  for (let word = 0; word < bits.length; word++) {
    for (let left = bits[word]; left; left &= left - 1) found[next++] = (word << 5) + (31 - Math.clz32(left & -left));
  }
  return found;
}

/** Bits set in 32: sums of neighbours (Anderson, Bit Twiddling Hacks, "counting bits set, in parallel"). */
function ones(word) {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
