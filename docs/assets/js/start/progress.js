/** How far a reader has come on a path. Pure. */

/** How many of the keys are marked as read. @param {Map<string, {read: boolean}>} notes @param {string[]} keys */
export const readOf = (notes, keys) => keys.filter((key) => notes.get(key)?.read === true).length;

/** "2 of 7 read"; nothing where nothing is read, unless it shall always be told. */
export function wordsOf(count, total, isAlways) {
  if (!count && !isAlways) return "";
  return count === total && total ? `All ${total} read` : `${count} of ${total} read`;
}
