/** Entries of this site, read from their pages. */

const RECORD = /<script type="application\/json" data-record>([^<]*)<\/script>/;

/**
 * @param {string} root  address of the site, with its last slash @param {string} key
 * @param {(address: string) => Promise<Response>} fetcher
 * @returns {Promise<import("./record.js").Entry|null>} with its key; null when no such entry is there
 * @throws {Error} when the page cannot be loaded
 */
export async function readEntry(root, key, fetcher = (address) => fetch(address)) {
  if (!/^[a-z][a-z0-9]{2,59}$/.test(key)) return null;
  const response = await fetcher(`${root}entries/${key}/`);
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  const record = RECORD.exec(await response.text())?.[1];
  return record ? JSON.parse(record) : null;
}
