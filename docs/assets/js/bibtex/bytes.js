/**
 * Files as texts of one sign for each byte: what is cut out and put together again is the same
 * bytes, whatever their encoding. What people read is decoded where it is read.
 */

const CHUNK = 0x2000;
const NOT_ASCII = /[\x80-\xff]/;
const utf8 = new TextDecoder("utf-8", { fatal: true });
const western = new TextDecoder("windows-1252");

/** @param {Uint8Array} bytes  UTF-16 is made UTF-8 @returns {string} one sign for each byte */
export function ofBytes(bytes) {
  const wide = { fffe: "utf-16le", feff: "utf-16be" }[[...bytes.slice(0, 2)].map((it) => it.toString(16)).join("")];
  if (wide) return ofText(new TextDecoder(wide).decode(bytes));
  const parts = [];
  for (let at = 0; at < bytes.length; at += CHUNK) parts.push(String.fromCharCode(...bytes.subarray(at, at + CHUNK)));
  return parts.join("");
}

/** @param {string} text */
export const ofText = (text) => (/[^\0-\x7f]/.test(text) ? ofBytes(new TextEncoder().encode(text)) : text);

/** @param {string} signs @returns {Uint8Array} */
export function toBytes(signs) {
  const bytes = new Uint8Array(signs.length);
  for (let at = 0; at < signs.length; at++) bytes[at] = signs.charCodeAt(at);
  return bytes;
}

/** Whether these are bytes of UTF-8. @param {string} signs */
export function isUtf8(signs) {
  if (!NOT_ASCII.test(signs)) return true;
  try {
    return Boolean(utf8.decode(toBytes(signs))) || true;
  } catch {
    return false;
  }
}

/** What people read: UTF-8, else what old files of western languages have. @param {string} signs */
export function decoded(signs) {
  if (!NOT_ASCII.test(signs)) return signs;
  const bytes = toBytes(signs);
  try { return utf8.decode(bytes); } catch { return western.decode(bytes); }
}
