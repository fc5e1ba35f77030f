/** Addresses that hand an entry over to the repository. Pure. */
import { lengthOf } from "./text.js";
import { linksOf } from "./links.js";

/** Bytes of an address up to which browsers, servers and a detour by the log-in page take it. */
export const MOST_BYTES = 6000;
const LONGEST_TITLE = 200;

const bytesOf = (address) => new TextEncoder().encode(address).length;
export const fits = (address) => bytesOf(address) < MOST_BYTES;

/**
 * A form of the repository with some of its questions answered.
 * @param {string} repository  address without its last slash
 * @param {{template: string, title: string} & Record<string, string>} answers  by the id of the question
 */
export function formAddress(repository, { title, ...answers }) {
  const cut = lengthOf(title) > LONGEST_TITLE ? `${[...title].slice(0, LONGEST_TITLE - 1).join("")}…` : title;
  const known = Object.entries({ ...answers, title: cut }).filter(([, value]) => value);
  return `${repository}/issues/new?${new URLSearchParams(known)}`;
}

/** The page on which a new file of that name is made. */
export const newFileAddress = (repository, key, text) =>
  `${repository}/new/main/entries?${new URLSearchParams({ filename: `${key}.yaml`, ...(text ? { value: text } : {}) })}`;

/** The page on which a file is edited. */
export const editAddress = (repository, key) => `${repository}/edit/main/entries/${key}.yaml`;

/** What leads to the work, as the form's question for it takes it; "" when nothing does. */
export function identifierOf(entry) {
  const { arxiv, doi, openreview, anthology, url, code, project } = entry;
  const address = openreview ? linksOf({ openreview }).find(([label]) => label === "OpenReview")[1] : "";
  return arxiv || doi || address || anthology || url || code || project || "";
}
