/** Identifiers of works inside what people paste: addresses, prefixed forms, bare ids. */

/** @typedef {{kind: "arxiv"|"doi"|"openreview"|"anthology"|"key"|"url", value: string}} Id */

const ARXIV = "([0-9]{4}\\.[0-9]{4,5}|[a-z]+(?:-[a-z]+)?(?:\\.[a-z]{2})?/[0-9]{7})";
const ANTHOLOGY = "([0-9]{4}\\.[a-z0-9_]+-[a-z0-9]+\\.[0-9]+|[a-z][0-9]{2}-[0-9]{4,5})";
const SUFFIX = "(?:v[0-9]+)?(?:\\.[a-z]+)?/?(?:[?#].*)?";
const VERSION = "(?:v[0-9]+)?(?:\\.pdf)?";
const PATTERNS = [
  ["arxiv", new RegExp(`^(?:arxiv[.:/]?|abs/)?${ARXIV}${VERSION}$`)],
  ["arxiv", new RegExp(`10\\.48550/arxiv\\.${ARXIV}(?:v[0-9]+)?`)],
  ["arxiv", new RegExp(`^\\S*(?:arxiv|ar5iv|alphaxiv|/papers?)\\S*?[/:=]${ARXIV}${VERSION}(?![0-9])`)],
  ["openreview", /openreview\.net\/\S*?(?:[?&]id|[?&]noteid(?!.*[?&]id=))=([\w-]+)/i],
  ["anthology", new RegExp(`^${ANTHOLOGY}(?:v[0-9]+)?(?:\\.pdf|\\.bib)?$`)],
  ["anthology", new RegExp(`acl(?:anthology|web)\\.org/(?:\\S*/)?${ANTHOLOGY}${SUFFIX}$`)],
  ["doi", /(?:^|doi[:=/]|[/=:])(10\.[0-9]{4,9}(?:\.[0-9]+)*\/[^\s?#&]+)/],
];

/**
 * The identifier in a text without blanks; null when it is an ordinary word.
 * Values are in lower case, apart from those of OpenReview, where case counts.
 * @returns {Id | null}
 */
export function idIn(chunk) {
  const raw = decoded(chunk).replace(/^.*\]\(/, "").replace(/^[<([{"'“]+|[>)\]}"'”.,;!]+$/g, "");
  if (raw.length < 7) return null;
  const lower = raw.toLowerCase();
  for (const [kind, pattern] of PATTERNS) {
    const match = pattern.exec(kind === "openreview" ? raw : lower);
    if (match) return { kind, value: match[1] };
  }
  const address = plainAddress(raw);
  return address ? { kind: "url", value: address } : null;
}

/** Host and path of a web address, so that two spellings are equal; "" for anything else. */
export function plainAddress(text) {
  const match = /^(?:https?:\/\/|(?=www\.))(?:www\.)?([^/?#\s]+\.[^/?#\s]+)([^#\s]*)/i.exec(text);
  return match ? (match[1] + match[2]).toLowerCase().replace(/\/+(?=\?|$)/, "") : "";
}

function decoded(text) {
  if (!text.includes("%")) return text;
  try { return decodeURIComponent(text); } catch { return text; }
}

/** The forms that a DOI in an address may have without what publishers append, longest first. */
export function doiForms(doi) {
  const forms = [doi];
  const cut = doi.replace(/\.(?:pdf|html?|full)$/, "");
  for (let form = cut; form.split("/").length > 1; form = form.slice(0, form.lastIndexOf("/"))) {
    forms.push(form, form.replace(/v[0-9]+$/, ""));
  }
  return forms;
}
