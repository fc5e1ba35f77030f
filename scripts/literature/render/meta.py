"""What an entry's page tells machines: Highwire tags, Open Graph, JSON-LD, and COinS for rows.

All values are plain text; whoever writes them into HTML escapes them, except `json_ld`, which is
made to stand inside a script element as it is. How Zotero reads them: `Embedded Metadata.js` of
zotero/translators and `openurl.js` of zotero/utilities.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import quote_plus

from ..model import Entry, Name, PartialDate
from ..taxonomy import Taxonomy
from .csl import WorkType, cited_doi, cited_url, issued, keywords, page_range, venue_of, work_type
from .site_facts import Site

Tag = tuple[str, str]

# <link rel="schema.z" href=...> makes `z.itemType` known to Zotero.
ZOTERO_SCHEMA: Final = "http://www.zotero.org/namespaces/export#"
_ZOTERO_TYPES: Final[Mapping[WorkType, str]] = {
    "article": "preprint", "post-weblog": "blogPost", "report": "report",
    "software": "computerProgram",
}  # fmt: skip
_SCHEMA_TYPES: Final[Mapping[WorkType, str]] = {
    "article": "ScholarlyArticle", "article-journal": "ScholarlyArticle",
    "paper-conference": "ScholarlyArticle", "post-weblog": "BlogPosting", "report": "Report",
    "software": "SoftwareSourceCode",
}  # fmt: skip
# Links to the work itself, not to what belongs to it.
_OWN_LINKS: Final = frozenset(("arXiv", "DOI", "OpenReview", "Anthology", "Page"))
_LICENCES: Final = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
}


def highwire_tags(entry: Entry, taxonomy: Taxonomy, site: Site) -> tuple[Tag, ...]:
    """(name, content) of the tags that Google Scholar and Zotero read, in a fixed order.

    The venue's tag makes Zotero's item type, so a work without a venue has none of them but needs
    `zotero_item_type`. `citation_abstract` is left out: our summary is not the work's abstract.
    The addresses are those of the work, not of our page: what a reader saves is the work.
    """
    return tuple((name, text) for name, text in _highwire(entry, taxonomy, site) if text)


def zotero_item_type(entry: Entry, taxonomy: Taxonomy) -> str:
    """The content of `z.itemType`; empty where the venue's Highwire tag says it already."""
    return _ZOTERO_TYPES.get(work_type(entry, taxonomy), "")


def open_graph(entry: Entry, taxonomy: Taxonomy, site: Site) -> tuple[Tag, ...]:
    """(property, content) for previews of the page; the description is our summary.

    The type is "article" for all: Zotero takes "website" for its item type, "article" for a guess.
    """
    return (
        ("og:type", "article"),
        ("og:title", entry.title),
        ("og:description", entry.blurb),
        ("og:url", site.entry_url(entry.key)),
        ("og:site_name", site.name),
    )


def json_ld(entry: Entry, taxonomy: Taxonomy, site: Site) -> str:
    """schema.org's description of the work, as text for a script element of type ld+json.

    The licence is that of this record (`subjectOf`), for we do not know the work's own; a tool's
    licence is its own. Our summary is the `description`, not the `abstract`.
    """
    known = {name: value for name, value in _schema(entry, taxonomy, site).items() if value}
    return json_script(known)


def json_script(value: object) -> str:
    """The value as JSON, made to stand inside a script element as it is."""
    return escape_script(_ENCODER.encode(value))


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def escape_script(text: str) -> str:
    """JSON text that no HTML parser can leave or enter: no <, >, &, nor Unicode line ends."""
    for sign, code in _SCRIPT_SIGNS:
        text = text.replace(sign, code)
    return text


# Replaced one by one: that takes a third of what a search for any of them takes.
_SCRIPT_SIGNS: Final = tuple((sign, f"\\u{ord(sign):04x}") for sign in "<>&\u2028\u2029")


def coins(entry: Entry, taxonomy: Taxonomy) -> str:
    """The OpenURL context object of the work (Z39.88-2004), not yet escaped for an attribute.

    Authors are in printed order. Only papers with a venue have a format of their own; for all else
    Dublin Core carries Zotero's item type, as Zotero itself writes it, so preprints stay preprints.
    """
    pairs = (("ctx_ver", "Z39.88-2004"), *_referent(entry, taxonomy))
    return "&".join(f"{name}={_percent(text)}" for name, text in pairs if text)


def _percent(text: str) -> str:
    """The text as a value of a query: blanks as "+", unreserved characters and :/, as they are."""
    if text.isascii():
        return _RESERVED.sub(_percent_sign, text).replace(" ", "+")
    return quote_plus(text, safe=_AS_IS)


def _percent_sign(sign: re.Match[str]) -> str:
    return f"%{ord(sign[0]):02X}"


_AS_IS: Final = ":/,"
_RESERVED: Final = re.compile(r"[^A-Za-z0-9_.~:/, -]")


def _highwire(entry: Entry, taxonomy: Taxonomy, site: Site) -> Iterator[Tag]:
    kind = work_type(entry, taxonomy)
    venue = venue_of(entry, taxonomy)
    first, last = page_range(entry.pages)
    address = cited_url(entry, kind)
    yield "citation_title", entry.title
    yield from (("citation_author", _tag_author(name)) for name in entry.authors)
    when = issued(entry)
    yield "citation_publication_date", _slashed(when)
    if when is not entry.published:
        yield "citation_online_date", _slashed(entry.published)
    if venue and kind == "article-journal":
        yield "citation_journal_title", venue.full_name
    if venue and kind == "paper-conference":
        yield "citation_conference_title", venue.full_name
    yield "citation_volume", entry.volume
    yield "citation_issue", entry.number
    yield "citation_firstpage", first
    yield "citation_lastpage", last
    yield "citation_doi", cited_doi(entry, kind)
    yield "citation_arxiv_id", entry.arxiv
    yield "citation_pdf_url", entry.pdf
    yield "citation_public_url", address
    yield "citation_abstract_html_url", address or site.entry_url(entry.key)
    yield "citation_keywords", "; ".join(keywords(entry, taxonomy))


def _tag_author(name: Name) -> str:
    """The name as "Family, Given", the suffix with the family.

    Zotero takes a comma between two parts that both hold a blank for one between two people, so
    such names go in reading order.
    """
    family = f"{name.family} {name.suffix}" if name.suffix else name.family
    if name.is_group or not name.given or (" " in family and " " in name.given):
        return name.printed
    return f"{family}, {name.given}"


def _slashed(when: PartialDate) -> str:
    """YYYY/MM/DD as far as it is known."""
    return str(when).replace("-", "/")


def _schema(entry: Entry, taxonomy: Taxonomy, site: Site) -> dict[str, object]:
    kind = work_type(entry, taxonomy)
    address = cited_url(entry, kind)
    when = issued(entry)
    own = _OWN_LINKS | {"Code"} if kind == "software" else _OWN_LINKS
    addresses = (link.url for link in entry.links if link.label in own)
    return {
        "@context": "https://schema.org",
        "@type": _SCHEMA_TYPES[kind],
        "@id": f"{site.entry_url(entry.key)}#work",
        "name": entry.title,
        "headline": entry.title if kind == "post-weblog" else "",
        "alternateName": [*entry.alt_titles, *filter(None, [entry.nickname])],
        "author": [_person(name) for name in entry.authors],
        "datePublished": str(when),
        "dateCreated": str(entry.published) if when is not entry.published else "",
        "description": entry.summary,
        "keywords": list(keywords(entry, taxonomy)),
        "url": address,
        "sameAs": [url for url in dict.fromkeys(addresses) if url != address],
        "encoding": _pdf(entry),
        "identifier": list(_identifiers(entry, kind)),
        "isPartOf": _container(entry, taxonomy, kind),
        "pagination": entry.pages,
        "codeRepository": entry.code if kind == "software" else "",
        "license": f"https://spdx.org/licenses/{entry.license}" if entry.license else "",
        "subjectOf": _record(entry, site),
    }


def _person(name: Name) -> dict[str, str]:
    if name.is_group:
        return {"@type": "Organization", "name": name.family}
    person = {"@type": "Person", "name": name.printed, "familyName": name.family}
    if name.given:
        person["givenName"] = name.given
    if name.suffix:
        person["honorificSuffix"] = name.suffix
    return person


def _pdf(entry: Entry) -> dict[str, str]:
    kind = {"@type": "MediaObject", "encodingFormat": "application/pdf"}
    return {**kind, "contentUrl": entry.pdf} if entry.pdf else {}


def _identifiers(entry: Entry, kind: WorkType) -> Iterator[dict[str, str]]:
    values = (
        ("doi", cited_doi(entry, kind)), ("arXiv", entry.arxiv),
        ("OpenReview", entry.openreview), ("ACL Anthology", entry.anthology),
    )  # fmt: skip
    for name, value in values:
        if value:
            yield {"@type": "PropertyValue", "propertyID": name, "value": value}


def _container(entry: Entry, taxonomy: Taxonomy, kind: WorkType) -> dict[str, object]:
    venue = venue_of(entry, taxonomy)
    if venue is None:
        return {}
    if kind != "article-journal":
        return {"@type": "CreativeWork", "name": venue.full_name}
    issue: dict[str, object] = {"@type": "Periodical", "name": venue.full_name}
    for type_, name, number in (
        ("PublicationVolume", "volumeNumber", entry.volume),
        ("PublicationIssue", "issueNumber", entry.number),
    ):
        if number:
            issue = {"@type": type_, name: number, "isPartOf": issue}
    return issue


def _record(entry: Entry, site: Site) -> dict[str, str]:
    licence = _LICENCES.get(site.licence, f"https://spdx.org/licenses/{site.licence}")
    return {
        "@type": "WebPage", "url": site.entry_url(entry.key), "license": licence,
        "dateCreated": entry.added.isoformat(),
    }  # fmt: skip


def _referent(entry: Entry, taxonomy: Taxonomy) -> Iterator[Tag]:
    kind = work_type(entry, taxonomy)
    venue = venue_of(entry, taxonomy)
    first, last = page_range(entry.pages)
    doi = cited_doi(entry, kind)
    yield "rft_id", f"info:doi/{doi}" if doi else ""
    yield "rft_id", cited_url(entry, kind)
    if venue and kind == "article-journal":
        yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:journal"
        yield "rft.genre", "article"
        yield "rft.atitle", entry.title
        yield "rft.jtitle", venue.full_name
    elif venue and kind == "paper-conference":
        yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:book"
        yield "rft.genre", "proceeding"
        yield "rft.atitle", entry.title
        yield "rft.btitle", venue.full_name
    else:
        yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"
        yield "rft.type", _ZOTERO_TYPES.get(kind, "")
        yield "rft.title", entry.title
        yield "rft.publisher", "arXiv" if kind == "article" and entry.arxiv else ""
    yield from _coins_authors(entry)
    yield "rft.date", str(issued(entry))
    yield "rft.volume", entry.volume
    yield "rft.issue", entry.number
    yield "rft.spage", first
    yield "rft.epage", last


def _coins_authors(entry: Entry) -> Iterator[Tag]:
    """rft.au for each; a group that comes first as rft.aucorp, which Zotero puts before all."""
    for index, name in enumerate(entry.authors):
        if name.is_group:
            yield "rft.au" if index else "rft.aucorp", name.family
        else:
            family = f"{name.family} {name.suffix}" if name.suffix else name.family
            yield "rft.au", f"{family}, {name.given}" if name.given else family
