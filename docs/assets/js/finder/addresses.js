/** Where the box leads: always a page of this site, whatever the data or the query say. */

/** The address of a path under the root; the root itself for a path that leads elsewhere. */
export function addressOf(root, path) {
  try {
    const { href } = new URL(path, root);
    return href.startsWith(root) ? href : root;
  } catch {
    return root;
  }
}

export const entryAddress = (root, key) => addressOf(root, `entries/${encodeURIComponent(key)}/`);

/** The library with a query; URLSearchParams takes any string, also half a surrogate pair. */
export const libraryAddress = (root, text) =>
  text ? `${root}library/?${new URLSearchParams({ q: text.trim() })}` : `${root}library/`;
