/**
 * Identifiers in whatever people paste: bare and prefixed ids, addresses, several of one work.
 * The counterpart of read_identifiers in scripts/literature/identifiers.py; a test compares them.
 * @typedef {{arxiv?: string, doi?: string, openreview?: string, anthology?: string, url?: string}} Identifiers
 */
import { arxivOfDoi } from "./arxiv.js";

const ARXIV_HOST = /^(?:.+\.)?(?:arxiv\.org|alphaxiv\.org|ar5iv\.org|huggingface\.co|semanticscholar\.org)$/;
const ARXIV_ID = "[0-9]{4}\\.[0-9]{4,5}|[a-z]+(?:-[a-z]+)?(?:\\.[A-Za-z]{2})?/[0-9]{7}";
const IN_PATH = new RegExp(`(?:^|[/:])(${ARXIV_ID})(?:v[0-9]+)?(?:\\.pdf)?(?![0-9.]*[0-9])`, "i");
const ALONE = new RegExp(`^(?:arxiv[:.]?)?(${ARXIV_ID})(?:v[0-9]+)?$`, "i");
const DOI = /(?<![0-9.])10\.[0-9]{4,9}(?:\.[0-9]+)*\/[\x21-\x7e]+/;
const APPENDED = /(?:v[0-9]+)?(?:\/(?:full|abstract|pdf|epdf|html|meta|fulltext)|\.(?:pdf|html?|full))$/;
const ANTHOLOGY = "([0-9]{4}\\.[a-z0-9_]+-[a-z0-9]+\\.[0-9]+|[A-Z][0-9]{2}-[0-9]{4,5})(?:v[0-9]+)?";
const ANTHOLOGY_ALONE = new RegExp(`^${ANTHOLOGY}$`);
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
  const joined = text.replace(/\b(arxiv|doi|openreview)\s*:\s+/gi, "$1:");
  return joined.split(/[\s,;]+(?![^/]*\))|\]\(/).flatMap((chunk) => ofChunk(bare(chunk)));
}

const count = (text, sign) => text.split(sign).length - 1;

/** Without the signs that stand around an identifier in running text; those within it stay. */
function bare(chunk) {
  let text = chunk.replace(/^["'`“”‘’.,;:!]+|["'`“”‘’.,;:!]+$/g, "");
  for (const [opening, closing] of ["<>", "()", "[]", "{}"]) {
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
  if ((match = ANTHOLOGY_ALONE.exec(chunk))) return [["anthology", match[1]]];
  if ((match = /^openreview[:=]([A-Za-z0-9_-]{6,40})$/i.exec(chunk))) return [["openreview", match[1]]];
  return [];
}

function ofAddress(address) {
  const full = address.includes("://") ? address : `https:${"//"}${address}`;
  const [, place, rawPath, rawQuery = ""] = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?/i.exec(full) ?? [];
  if (place === undefined) return [];
  const host = place.replace(/^.*@/, "").replace(/:[0-9]*$/, "").toLowerCase().replace(/^www\./, "");
  const [path, query] = [unquoted(rawPath), unquoted(rawQuery)];
  return [...idsAt(host, path, query), ["url", full.replace(/^http:/, "https:")]];
}

function idsAt(host, path, query) {
  let match;
  if (host === "openreview.net" && (match = /(?:^|&)id=([A-Za-z0-9_-]{6,40})/.exec(query))) return [["openreview", match[1]]];
  if (["aclanthology.org", "aclanthology.info", "aclweb.org"].includes(host)
    && (match = ANTHOLOGY_WITHIN.exec(path))) return [["anthology", match[1]]];
  const isInQuery = query.includes("10.");
  if ((match = DOI.exec(isInQuery ? `${path}?${query}` : path))) {
    return ofDoi(isInQuery ? match[0].split("&")[0] : match[0]);
  }
  if (ARXIV_HOST.test(host) && (match = IN_PATH.exec(path))) return [["arxiv", withArchiveCase(match[1])]];
  return [];
}

function ofDoi(text) {
  const arxiv = arxivOfDoi(text);
  if (arxiv) return [["arxiv", arxiv]];
  const short = text.replace(APPENDED, "");
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
