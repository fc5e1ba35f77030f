"""CSL-JSON 1.0.2, and the few decisions about a work that every other export shares.

Reads: https://docs.citationstyles.org/en/stable/specification.html and its appendices III and IV.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal

from ..model import Entry, Name, PartialDate
from ..taxonomy import Taxonomy, Term

WorkType = Literal[
    "article", "article-journal", "paper-conference", "post-weblog", "report", "software"
]

_OF_VENUE: Final[Mapping[str, WorkType]] = {
    "article": "article-journal", "inproceedings": "paper-conference",
}  # fmt: skip
_OF_KIND: Final[Mapping[str, WorkType]] = {
    "article": "article", "post": "post-weblog", "report": "report", "software": "software",
}  # fmt: skip


def work_type(entry: Entry, taxonomy: Taxonomy) -> WorkType:
    """What the work is cited as, in CSL's words; "article" is a preprint or manuscript.

    The venue decides before the kind: a tool presented at a conference is cited as that paper.
    For the same reason whatever has a manuscript on a preprint server is cited as that.
    """
    venue = venue_of(entry, taxonomy)
    if venue and venue.bibtex in _OF_VENUE:
        return _OF_VENUE[venue.bibtex]
    if entry.arxiv or entry.openreview or entry.anthology or not entry.kind:
        return "article"
    return _OF_KIND.get(taxonomy.term("kind", entry.kind).type, "article")


def venue_of(entry: Entry, taxonomy: Taxonomy) -> Term | None:
    """The term of the venue; None when none is known."""
    return taxonomy.term("venue", entry.venue) if entry.venue else None


def issued(entry: Entry) -> PartialDate:
    """When the cited version appeared: the venue's year, else the first public version.

    The day is kept only where the first public version is the cited one: a preprint's day says
    nothing about the day of the proceedings.
    """
    if not (entry.venue and entry.venue_year):
        return entry.published
    is_first = entry.venue_year == entry.year and not (entry.arxiv or entry.openreview)
    return entry.published if is_first else PartialDate(entry.venue_year)


def cited_doi(entry: Entry, kind: WorkType) -> str:
    """The DOI of the cited version: the work's own, or for a preprint the one arXiv registered."""
    return entry.doi or (entry.arxiv_doi if kind == "article" else "")


def cited_url(entry: Entry, kind: WorkType) -> str:
    """The address of the cited version: its DOI, else a published work's own page before the
    preprint's, else the landing page; empty when none is known."""
    if entry.doi or kind not in ("article-journal", "paper-conference"):
        return entry.landing
    pages = {link.label: link.url for link in entry.links}
    published = (pages[label] for label in ("Anthology", "OpenReview", "Page") if label in pages)
    return next(published, entry.landing)


def keywords(entry: Entry, taxonomy: Taxonomy) -> tuple[str, ...]:
    """Labels of the terms of all fields that take several, in the vocabulary's order, each once."""
    labels: list[str] = []
    for name, terms in taxonomy.lists:
        if name in entry.terms:
            labels += [terms[term_id].label for term_id in entry.terms[name]]
    return tuple(dict.fromkeys(labels))


def csl_item(entry: Entry, taxonomy: Taxonomy) -> dict[str, object]:
    """One item, keys sorted.

    There is no `abstract`: our summary is not the work's abstract, and styles would print it as
    such. Titles go out as plain text: CSL has no escape for the few tags that it reads as markup.
    """
    return dict(sorted(_variables(entry, taxonomy)))


def render_item(entry: Entry, taxonomy: Taxonomy) -> str:
    """The item as JSON text, a variable per line, so that changes show as small differences."""
    encode = _ENCODER.encode
    item = csl_item(entry, taxonomy)
    lines = [f' "{name}": {encode(value)}' for name, value in item.items()]
    return "{\n" + ",\n".join(lines) + "\n}"


def render_csl(items: Iterable[str]) -> str:
    """The JSON array of items that render_item made."""
    return "[\n" + ",\n".join(items) + "\n]\n"


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


def _variables(entry: Entry, taxonomy: Taxonomy) -> Iterator[tuple[str, object]]:
    kind = work_type(entry, taxonomy)
    when = issued(entry)
    texts = (
        ("id", entry.key), ("type", kind), ("title", entry.title), ("volume", entry.volume),
        ("issue", entry.number), ("page", entry.pages), ("DOI", cited_doi(entry, kind)),
        ("URL", cited_url(entry, kind)), ("keyword", "; ".join(keywords(entry, taxonomy))),
        *_container(entry, kind, venue_of(entry, taxonomy)), *_eprint(entry, kind),
    )  # fmt: skip
    yield from ((name, text) for name, text in texts if text)
    yield "author", [_name(name) for name in entry.authors]
    yield "issued", _date(when)
    if when is not entry.published:
        yield "available-date", _date(entry.published)


def _container(entry: Entry, kind: WorkType, venue: Term | None) -> Iterator[tuple[str, str]]:
    """Where it appeared. A workshop is the event; the proceedings are the container."""
    if venue:
        yield "container-title", venue.full_name
        if kind == "article-journal" and venue.label != venue.full_name:
            yield "container-title-short", venue.label
        if kind == "paper-conference":
            yield "event-title", entry.track


def _eprint(entry: Entry, kind: WorkType) -> Iterator[tuple[str, str]]:
    """The arXiv id: as number and publisher of a preprint (Zotero's archive id and repository),
    beside a published version in `note`, as Zotero itself writes it."""
    if entry.arxiv and kind == "article":
        yield "publisher", "arXiv"
        yield "number", f"arXiv:{entry.arxiv}"
    elif entry.arxiv:
        yield "note", f"arXiv:{entry.arxiv}"


def _name(name: Name) -> dict[str, str]:
    """Particles stay in the family name: whether they drop depends on a language we do not know."""
    if name.is_group or not name.given:
        return {"literal" if name.is_group else "family": name.family}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: text for part, text in parts.items() if text}


def _date(when: PartialDate) -> dict[str, list[list[int]]]:
    return {"date-parts": [[part for part in (when.year, when.month, when.day) if part]]}


def page_range(pages: str) -> tuple[str, str]:
    """First and last page; the last is empty for a single page or an article number.

    >>> page_range("2856-2861"), page_range("e175")
    (('2856', '2861'), ('e175', ''))
    """
    first, _, last = pages.partition("-")
    return first, last
