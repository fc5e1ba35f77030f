/**
 * What is made ready after the summaries came, bit by bit, so that questions are answered meanwhile:
 * the index of their words, then the search of written pages, for works are what most readers want.
 */

const pause = () => new Promise((resolve) => { setTimeout(resolve); });

/** @param {import("./service.js").Service} service */
export async function indexDetails(service) {
  while (service.indexSome()) await pause();
}

/** @param {import("./service.js").Service} service */
export async function loadPageSearch(service) {
  try {
    service.searchPagesWith((await import("../vendor/minisearch.js")).default);
  } catch { /* the titles of pages are found all the same */ }
}
