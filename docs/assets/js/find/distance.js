/** How many slips of the finger lie between two words. */

/** A bit for each letter that occurs. */
export function lettersOf(word) {
  let mask = 0;
  for (let at = 0; at < word.length; at++) mask |= 1 << (word.charCodeAt(at) & 31);
  return mask;
}

/** Whether words with those letters can be so near: a slip changes two of the bits at most. */
export const mayBeNear = (letters, others, most) => ones(letters ^ others) <= 2 * most;

/** The number of bits that are set. (S. E. Anderson, Bit Twiddling Hacks) */
function ones(mask) {
  let bits = mask - ((mask >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

const ROWS = [new Uint8Array(66), new Uint8Array(66), new Uint8Array(66)];

/**
 * Optimal string alignment distance (Damerau without edits inside a swapped pair); most + 1 when it
 * is larger than `most`. (Damerau 1964)
 */
export function distance(a, b, most) {
  const n = a.length, m = b.length;
  if (Math.abs(n - m) > most || n > 64 || m > 64) return most + 1;
  let [before, last, row] = ROWS;
  for (let j = 0; j <= m; j++) last[j] = j;
  for (let i = 1; i <= n; i++) {
    const from = Math.max(1, i - most), to = Math.min(m, i + most);
    row[0] = i;
    if (from > 1) row[from - 1] = most + 1;
    let least = row[from - 1];
    for (let j = from; j <= to; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let value = last[j - 1] + (same ? 0 : 1);
      if (j < i + most) value = Math.min(value, last[j] + 1);
      value = Math.min(value, row[j - 1] + 1);
      if (i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2)
        && a.charCodeAt(i - 2) === b.charCodeAt(j - 1)) value = Math.min(value, before[j - 2] + 1);
      row[j] = value;
      if (value < least) least = value;
    }
    if (least > most) return most + 1;
    [before, last, row] = [last, row, before];
  }
  return last[m];
}
