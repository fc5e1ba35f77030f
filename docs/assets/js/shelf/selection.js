/** The keys of the selected entries, in the order of picking: what is valid, and how it changes. */

export const MOST_SELECTED = 5000;
const KEY = /^[a-z0-9]{1,100}$/;

export const isKey = (key) => typeof key === "string" && KEY.test(key);

/** Keys out of anything: each once, only what can be a key, not too many. @returns {string[]} */
export const validKeys = (list) =>
  Array.isArray(list) ? [...new Set(list.filter(isKey))].slice(0, MOST_SELECTED) : [];

/** @param {string|null} text as localStorage has it, or whatever it has */
export const readKeys = (text) => validKeys(parsed(text));
export const printKeys = (keys) => (keys.length ? JSON.stringify(keys) : null);

/** @param {string[]} keys @param {string[]} more @returns {string[]} those not there yet go last */
export const withKeys = (keys, more) => validKeys([...keys, ...more]);
export const withoutKeys = (keys, fewer) => {
  const gone = new Set(fewer);
  return keys.filter((key) => !gone.has(key));
};

/** JSON that may be none: null then. */
export function parsed(text) {
  try { return JSON.parse(text ?? "null"); } catch { return null; }
}
