/**
 * Names of authors: taken apart, put together, turned round.
 * @typedef {{family: string, given: string, suffix: string, isGroup: boolean}} Name
 */
import { isSuffix } from "./values.js";

/** "Family, Given", "Family, Jr, Given", "{Group}" or one name. @param {string} stored @returns {Name} */
export function parseName(stored) {
  if (stored.startsWith("{") && stored.endsWith("}")) {
    return { family: stored.slice(1, -1).trim(), given: "", suffix: "", isGroup: true };
  }
  const [family, ...others] = stored.split(",").map((part) => part.trim());
  const suffix = others.length > 1 ? others.shift() : "";
  return { family, given: others.join(", "), suffix, isGroup: false };
}

export const familyOf = (stored) => parseName(stored).family;

/** In reading order: "Jan van der Berg". @param {string} stored */
export function printed(stored) {
  const { family, given, suffix } = parseName(stored);
  return [given, family, suffix].filter(Boolean).join(" ");
}

/** As an entry has it. @param {Partial<Name>} name */
export function stored({ family = "", given = "", suffix = "", isGroup = false }) {
  if (isGroup) return family ? `{${family.replace(/[{}]/g, "")}}` : "";
  return [family, suffix, given].filter(Boolean).join(", ");
}

/**
 * A name in reading order: "Jan van der Berg" -> "van der Berg, Jan", as split_name in
 * scripts/literature/people.py does it.
 * @param {string} text @param {string[]} particles  words in small letters that begin a family name
 */
export function turned(text, particles) {
  const words = text.split(" ").filter(Boolean);
  const suffix = words.length > 2 && isSuffix(words.at(-1)) ? words.pop() : "";
  let start = words.length - 1;
  while (start > 1 && particles.includes(words[start - 1])) start--;
  if (start === 1 && particles.includes(words[0])) start = 0; // a family name alone: "van Gogh"
  return stored({ family: words.slice(start).join(" "), given: words.slice(0, start).join(" "), suffix });
}
