/** arXiv ids; the counterparts in scripts/literature/identifiers.py. */

/** Year and month in which an id was given out: "2411.10950" -> [2024, 11]. */
export function arxivMonth(arxiv) {
  const at = arxiv.lastIndexOf("/");
  const digits = arxiv.slice(at + 1);
  const year = Number(digits.slice(0, 2));
  return [(at > 0 && year > 90 ? 1900 : 2000) + year, Number(digits.slice(2, 4))];
}

/** Why arXiv cannot have given out an id of the right form; "" when it can. */
export function arxivFault(arxiv) {
  const [year, month] = arxivMonth(arxiv);
  const when = year * 12 + month;
  const two = String(month).padStart(2, "0");
  const isOld = arxiv.includes("/");
  if (month < 1 || month > 12) return `has no month ${two}`;
  if (isOld !== (when >= 1991 * 12 + 8 && when <= 2007 * 12 + 3)) {
    return `is not how arXiv numbered works in ${year}-${two}`;
  }
  const digits = arxiv.split(".")[1]?.length ?? 0;
  const wanted = year < 2015 ? 4 : 5;
  return isOld || digits === wanted ? "" : `has ${digits} digits after the dot; arXiv gave ${wanted} in ${year}`;
}

/** The id inside a DOI that arXiv registered; "" for any other DOI. */
export const arxivOfDoi = (doi) => (/^10\.48550\/arxiv\.(.+)$/i.exec(doi)?.[1] ?? "").replace(/v[0-9]+$/i, "");

/** What two ids of one preprint share: math.GT/0309136 is math/0309136. */
export const sameArxiv = (arxiv) => arxiv.replace(/\.[A-Z]{2}\//, "/");
