/**
 * What is wrong with one value, in the words of scripts/literature/values.py and model.py: the end of
 * a sentence that says what would be right. "" when nothing is.
 */
import { shown } from "./text.js";

/** @param {string} text "2024-11-17", "2024-11" or "2024" */
export function dateFault(text) {
  const match = /^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?$/.exec(text);
  if (!match) return `'${shown(text)}' is not a date; write 2024-11-17, 2024-11 or 2024`;
  const [year, month, day] = [Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1)];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists = year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? "" : `'${text}' is no date that exists; write 2024-11-17, 2024-11 or 2024`;
}

/** @param {string} text */
export const yearFault = (text) =>
  (/^(?:1[89]|20)[0-9]{2}$/.test(text) ? "" : `'${shown(text)}' is no year; write four digits, like 2025`);

const HOST = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;
// Names that no public server can have (RFC 2606, RFC 6762, RFC 8375).
const NO_HOST = /^.*\.(?:test|invalid|localhost|local|internal|lan|home\.arpa|onion)$/;
const SECURE = "https:" + "//";

/** @param {string} text */
export function urlFault(text) {
  if (/^http:\/\//.test(text)) {
    return `'${shown(text)}' is not an https address; write ${shown(text.replace(/^http:/, "https:"))}`;
  }
  if (!text.startsWith(SECURE)) return `'${shown(text)}' is not an https address; write ${SECURE}host/path`;
  const place = /^[^/?#]*/.exec(text.slice(SECURE.length))[0];
  if (place.includes("@")) return `'${shown(text)}' hides its host behind user info; remove what is before '@'`;
  const host = place.replace(/:.*$/, "").toLowerCase();
  if (!HOST.test(host) || NO_HOST.test(host)) return `'${shown(text)}' has no public host name; write ${SECURE}host/path`;
  if (place.toLowerCase() !== host) return `'${shown(text)}' has a port; write ${SECURE}${shown(host)}/path`;
  const isOdd = /[\s\\<>"`{}|^[\]]|%(?![0-9A-Fa-f]{2})|[^\0-\x7f]/.test(text);
  return isOdd ? `'${shown(text)}' has a character that no URL has; percent-encode it` : "";
}

/** An address of code: a page of one repository where the host has such. @param {string} text */
export function codeFault(text) {
  const fault = urlFault(text);
  if (fault) return fault;
  const account = /^https:\/\/(github\.com|gitlab\.com|codeberg\.org)(?:\/[^/]*)?\/?$/i.exec(text);
  return account ? `This is an account, not a repository; write ${SECURE}${account[1]}/owner/name` : "";
}

const SUFFIX = /^(?:(?:Jr|Sr)\.?|I{1,3}|IV|VI{0,3})$/;
const NAME_FAULTS = [
  [/\bet\.? al\b\.?|^(?:and )?others$|^(?:\.\.\.|…)$/i, "is no author; list everyone by name"],
  [/[{}\\<>;@*†‡§¶|=0-9]|https?:/i, "has a character that no name has; write Family, Given "
    + "(a group or a made-up name in braces)"],
  [/^[^\p{L}\p{N}]+$/u, "has no letter; write Family, Given"],
  [/ (?:and|&) /i, "looks like several names; give each its own line, or put the name of a group in braces"],
];

/** @param {string} text "Family, Given", "Family, Jr, Given" or "{Group}" */
export function nameFault(text) {
  if (text.startsWith("{") || text.endsWith("}")) {
    if (/^\{[^{}]+\}$/.test(text) && text.slice(1, -1).trim()) return "";
    return `'${shown(text)}' has unbalanced braces; write {${shown(text.replace(/[{}]/g, "").trim()) || "Group"}}`;
  }
  const fault = NAME_FAULTS.find(([pattern]) => pattern.test(text));
  if (fault) return `'${shown(text)}' ${fault[1]}`;
  const parts = text.split(",").map((part) => part.trim());
  if (parts.includes("") || parts.length > 3) return `'${shown(text)}' is not one name; write Family, Given`;
  if (parts.length === 3 && !SUFFIX.test(parts[1])) {
    return `'${shown(text)}' has two commas but no 'Jr' or 'III' between them; `
      + "write Family, Given, or Family, III, Given";
  }
  const blank = text.lastIndexOf(" ");
  if (parts.length > 1 || blank < 0) return "";
  return `'${shown(text)}' has no comma; write ${shown(text.slice(blank + 1))}, ${shown(text.slice(0, blank))}`
    + ` (or {${shown(text)}} for a group)`;
}

export const isSuffix = (text) => SUFFIX.test(text);
