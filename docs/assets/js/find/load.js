/** Files of the site. */

/**
 * @param {string} url
 * @param {RequestCache} cache  "reload" asks the server whatever is kept here
 * @returns {Promise<ArrayBuffer>}
 * @throws {Error} that names the file and says why it did not come
 */
export async function getBytes(url, cache = "default") {
  const file = url.replace(/^.*\//, "");
  let response;
  try {
    response = await fetch(url, { cache });
  } catch {
    throw new Error(`${file} did not come: no answer from the server`);
  }
  if (!response.ok) throw new Error(`${file} did not come: the server answered ${response.status}`);
  try {
    return await response.arrayBuffer();
  } catch {
    throw new Error(`${file} did not come whole: the connection was cut`);
  }
}
