/** What is said while only a part of a large library is searched. */
import { makeButton } from "./make.js";

const numbered = (count) => count.toLocaleString("en");

/**
 * @param {import("../find/growth.js").Growth} growth
 * @returns {string} "" when all is searched
 */
export function partWords({ standing, searched, of }) {
  const said = `The newest ${numbered(searched)} of ${numbered(of)} entries are searched`;
  return {
    whole: "", coming: `${said}; the others are on their way.`, waiting: `${said}.`, failed: `${said}; the others did not load.`,
    changed: `${said}: the site was published anew meanwhile. Reload the page to search all.`,
  }[standing];
}

/** The same with a button that loads the others. @returns {(string|HTMLElement)[]} nothing when all is searched */
export function partNote(growth) {
  const words = partWords(growth);
  const { standing, searched, of } = growth;
  const label = { waiting: `Search the other ${numbered(of - searched)}`, failed: "Try again" }[standing];
  if (!label) return words ? [words] : [];
  return [`${words} `, makeButton(label, () => growth.all().catch(() => {}))];
}
