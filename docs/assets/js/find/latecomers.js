/** What is loaded after the summaries: the search of written pages, for works are what most readers want. */

/** @param {import("./service.js").Service} service */
export async function loadPageSearch(service) {
  try {
    service.searchPagesWith((await import("../vendor/minisearch.js")).default);
  } catch { /* the titles of pages are found all the same */ }
}
