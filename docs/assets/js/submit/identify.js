/**
 * Identifiers in whatever people paste: bare and prefixed ids, addresses, several of one work.
 * The counterpart of read_identifiers in scripts/literature/identifiers.py; a test compares them.
 * @typedef {{arxiv?: string, doi?: string, openreview?: string, anthology?: string, url?: string}} Identifiers
 */
import { arxivFault, arxivOfDoi } from "./arxiv.js";

const ARXIV_HOST = /^(?:.+\.)?(?:arxiv\.org|alphaxiv\.org|ar5iv\.org|huggingface\.co|hf\.co|semanticscholar\.org)$/;
const ARXIV_ID = "[0-9]{4}\\.[0-9]{4,5}|[a-z]+(?:-[a-z]+)?(?:\\.[A-Za-z]{2})?/[0-9]{7}";
const IN_PATH = new RegExp(`(?:^|[/:])(${ARXIV_ID})(?:v[0-9]+)?(?:\\.pdf)?(?![0-9.]*[0-9])`, "i");
const NAMED = new RegExp(`arxiv(?:\\.org/(?:abs|pdf|html)/|[:/=])(${ARXIV_ID})(?![0-9.]*[0-9])`, "i");
const LAST = /\/([0-9]{4}\.[0-9]{4,5})(?:v[0-9]+)?(?:\.pdf)?\/?$/;
const DASHED = /\/corr\/abs-([0-9]{4})-([0-9]{4,5})(?![0-9])|[0-9]{4}arXiv([0-9]{4})([0-9]{5})[A-Z]/;
const ALONE = new RegExp(`^#?(?:arxiv[:./_-]?|abs/|pdf/)?(${ARXIV_ID})(?:v[0-9]+)?(?:\\.pdf)?$`, "i");
const DOI = /(?<![0-9.])10\.[0-9]{4,9}(?:\.[0-9]+)*\/[\x21-\x7e]+/;
const APPENDED = /(?:v[0-9]+)?(?:\/(?:full|abstract|pdf|epdf|html|meta|fulltext)|\.(?:pdf|html?|full))+$/;
const ANTHOLOGY = "([0-9]{4}\\.[a-z0-9_]+-[a-z0-9]+\\.[0-9]+|[A-Z][0-9]{2}-[0-9]{4,5})(?:v[0-9]+)?";
const ANTHOLOGY_ALONE = new RegExp(`^${ANTHOLOGY}$`);
const ANTHOLOGY_PASTED = new RegExp(`^(?:[Aa][Cc][Ll][:/])?${ANTHOLOGY}(?:\\.(?:pdf|bib))?$`);
// Hosts whose addresses hold the end of a DOI.
const DOI_PLACES = [
  ["nature.com", /^\/articles\/([a-z0-9.-]+?)(?:\.pdf|\/.*)?$/, "10.1038/"],
  ["zenodo.org", /^\/records?\/([0-9]+)(?:\/.*)?$/, "10.5281/zenodo."],
];
const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
const BETWEEN = /[\s\x1c-\x1f\x85\u3001\u3002\u300c-\u300f]+|[,;](?!2-[0-9A-Z#](?![0-9A-Za-z]))(?![^/()\s]{0,40}\))|\]\(/;
const BRACKETS = ["<>", "()", "[]", "{}"];
const ANTHOLOGY_WITHIN = new RegExp(ANTHOLOGY);
const ACL_DOI = /^10\.(?:18653\/v1|3115\/v1)\/(.+)$/i;

/**
 * @param {string} text
 * @returns {{found: Identifiers, fault: string}} fault: a sentence when they lead to several works
 */
export function readIdentifiers(text) {
  const found = {};
  for (const [kind, value] of identifiersIn(text)) {
    const first = (found[kind] ??= value);
    if (kind !== "url" && first.toLowerCase() !== value.toLowerCase()) {
      return { found: {}, fault: `This names two works, ${first.slice(0, 60)} and ${value.slice(0, 60)}; keep one.` };
    }
  }
  if (Object.keys(found).length > 1) delete found.url; // an address whose identifier is known says no more
  return { found, fault: "" };
}

function identifiersIn(text) {
  const joined = text.replace(UNSEEN, "").normalize("NFKC").replaceAll("\\_", "_")
    .replace(/\b(arxiv|doi|openreview)\s*:\s+/gi, "$1:")
    .replace(/(?<=[^\0-\x7f])[:(]?(?=https?:\/\/|arxiv|10\.)/gi, " ");
  return joined.split(BETWEEN).flatMap((chunk) => ofChunk(bare(chunk)));
}

const count = (text, sign) => text.split(sign).length - 1;

/** Without the signs that stand around an identifier in running text; those within it stay. */
function bare(chunk) {
  let text = chunk.replace(/^["'`“”‘’.,;:!]+|["'`“”‘’.,;:!]+$/g, "");
  for (const [opening, closing] of BRACKETS) {
    if (count(text, opening) < count(text, closing)) {
      while (text.endsWith(closing)) text = text.slice(0, -1);
    } else if (text.startsWith(opening)) {
      text = text.slice(1, text.endsWith(closing) ? -1 : undefined);
    }
  }
  return text.replace(/[.,;:!]+$/, "");
}

/** Kind and value of each identifier in a text without blanks. */
function ofChunk(chunk) {
  let match;
  if ((match = ALONE.exec(chunk))) return [["arxiv", withArchiveCase(match[1])]];
  if (/^(?:https?:\/\/|[a-z0-9.-]+\.[a-z]{2,}\/)/i.test(chunk)) return ofAddress(chunk);
  if ((match = DOI.exec(chunk))) return ofDoi(match[0]);
  if ((match = ANTHOLOGY_PASTED.exec(chunk))) return [["anthology", match[1]]];
  if ((match = /^openreview[:=]([A-Za-z0-9_-]{6,40})$/i.exec(chunk))) return [["openreview", match[1]]];
  return [];
}

function ofAddress(address) {
  const full = address.includes("://") ? address : `https:${"//"}${address}`;
  const [, place, rawPath, rawQuery = ""] = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?/i.exec(full) ?? [];
  if (place === undefined) return [];
  const host = place.replace(/^.*@/, "").replace(/:[0-9]*$/, "").toLowerCase().replace(/^www\./, "");
  const [path, query] = [unquoted(rawPath), unquoted(rawQuery)];
  return [...idsAt(host, path, query, /^[a-z0-9.-]+$/i.test(place)), ["url", full.replace(/^http:/, "https:")]];
}

function idsAt(host, path, query, isPlain) {
  let match;
  if (host === "openreview.net" && (match = /(?:^|&)id=([A-Za-z0-9_-]{6,40})/.exec(query))) return [["openreview", match[1]]];
  if (["aclanthology.org", "aclanthology.info", "aclweb.org"].includes(host)
    && (match = ANTHOLOGY_WITHIN.exec(path))) return [["anthology", match[1]]];
  const isInQuery = query.includes("10.");
  if ((match = DOI.exec(isInQuery ? `${path}?${query}` : path))) {
    return ofDoi(isInQuery ? match[0].split("&")[0] : match[0]);
  }
  if (ARXIV_HOST.test(host) && (match = IN_PATH.exec(path))) return [["arxiv", withArchiveCase(match[1])]];
  const arxiv = isPlain ? arxivElsewhere(path, query) : "";
  if (arxiv) return [["arxiv", arxiv]];
  return DOI_PLACES.flatMap(([place, pattern, prefix]) =>
    (host === place && (match = pattern.exec(path)) ? [["doi", prefix + match[1]]] : []));
}

/** The arXiv id in an address of another host. */
function arxivElsewhere(path, query) {
  let match = NAMED.exec(`${path}?${query}`);
  if (match) return withArchiveCase(match[1]);
  if ((match = LAST.exec(path)) && !arxivFault(match[1])) return match[1];
  match = DASHED.exec(path);
  return match ? `${match[1] ?? match[3]}.${match[2] ?? match[4]}` : "";
}

function ofDoi(text) {
  let inner = text;
  for (const [opening, closing] of BRACKETS) { // doi = {10.1000/xyz}
    while (inner.endsWith(closing) && count(inner, opening) < count(inner, closing)) inner = inner.slice(0, -1);
  }
  const arxiv = arxivOfDoi(inner);
  if (arxiv) return [["arxiv", arxiv]];
  const short = inner.replace(APPENDED, "");
  // bioRxiv and medRxiv number versions in addresses only
  const doi = short.startsWith("10.1101/") ? short.replace(/v[0-9]+$/, "") : short;
  const inside = ACL_DOI.exec(doi)?.[1] ?? "";
  return ANTHOLOGY_ALONE.test(inside) ? [["doi", doi], ["anthology", inside]] : [["doi", doi]];
}

/** Archives in small letters, their subject classes in capitals: math.GT/0309136. */
function withArchiveCase(arxiv) {
  const at = arxiv.lastIndexOf("/");
  const [name, subject] = arxiv.slice(0, Math.max(at, 0)).split(".");
  return at < 0 ? arxiv : `${name.toLowerCase()}${subject ? `.${subject.toUpperCase()}` : ""}${arxiv.slice(at)}`;
}

function unquoted(text) {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (codes) => {
    try { return decodeURIComponent(codes); } catch { return codes; }
  });
}
