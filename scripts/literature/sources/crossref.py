"""Crossref: journals, proceedings, books, and preprints other than arXiv's.

https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..model import Name, PartialDate, doi_url
from . import cleaning
from .names import authors_of, group, person
from .parts import items, part, whole, word
from .record import Record

SOURCE: Final = "Crossref"
# Dates of which the first is that of the first public version.
_DATES: Final = ("posted", "published-online", "published-print", "published", "issued")
_RETRACTIONS: Final = frozenset(("retraction", "withdrawal", "removal"))
_PREPRINTS: Final = ("has-preprint", "is-version-of", "has-version", "is-same-as")


def read_crossref(answer: object) -> Record | None:
    """The record in an answer to /works/<doi>; None when it has no title or DOI."""
    work = part(answer, "message")
    titles = _titles(work)
    own_doi = cleaning.doi_of(word(work, "DOI"))
    if not titles or not own_doi:
        return None
    is_preprint = word(work, "type") == "posted-content"
    venue = "" if is_preprint else _venue(work)
    return Record(
        source=SOURCE,
        page=cleaning.url_of(doi_url(own_doi)),
        title=titles[0],
        alt_titles=cleaning.others_of(titles[0], titles[1:]),
        authors=authors_of(_author(author) for author in items(work, "author")),
        published=cleaning.earliest(_date(work, name) for name in _DATES),
        arxiv=_arxiv(work),
        doi=(_related_doi(work, "is-preprint-of") if is_preprint else "") or own_doi,
        anthology=cleaning.anthology_of_doi(own_doi),
        venue=venue,
        event=_text(part(work, "event", "name")),
        venue_year=_venue_year(work) if venue else 0,
        volume=cleaning.fitting("volume", word(work, "volume")),
        number=cleaning.fitting(
            "number", word(work, "issue") or word(work, "journal-issue", "issue")
        ),
        pages=cleaning.pages_of(word(work, "page")) or cleaning.pages_of(
            word(work, "article-number")
        ),
        is_withdrawn=_is_retracted(work, titles[0]),
    )  # fmt: skip


def _titles(work: object) -> list[str]:
    """The title, with its subtitle, and the others."""
    titles = [_title(title) for title in items(work, "title")[:20]]
    titles = [title for title in titles if title]
    if not titles:
        return []
    subtitle = next((_title(title) for title in items(work, "subtitle")[:20]), "")
    originals = [_title(title) for title in items(work, "original-title")[:20]]
    return [cleaning.with_subtitle(titles[0], subtitle), *titles[1:], *originals]


def _title(title: object) -> str:
    return cleaning.marked_title_of(word(title), is_xml=True)


def _text(value: object) -> str:
    return cleaning.unmarked(word(value), is_xml=True)


def _author(author: object) -> Name | None:
    if name := word(author, "name"):
        return group(name)
    return person(word(author, "family"), word(author, "given"), word(author, "suffix"))


def _date(work: object, name: str) -> PartialDate | None:
    parts = part(work, name, "date-parts", 0)
    return cleaning.date_of_parts(*(whole(parts, index) for index in range(3)))


def _related(work: object, relation: str) -> Iterator[tuple[str, str]]:
    """Kind and value of each identifier of a related work."""
    for other in items(work, "relation", relation):
        yield word(other, "id-type").lower(), word(other, "id")


def _related_doi(work: object, relation: str) -> str:
    dois = (cleaning.doi_of(value) for kind, value in _related(work, relation) if kind == "doi")
    return next(filter(None, dois), "")


def _arxiv(work: object) -> str:
    """The id of the preprint on arXiv, where the publisher knows it."""
    ids = (
        cleaning.arxiv_of(value) for relation in _PREPRINTS for _, value in _related(work, relation)
    )
    return next(filter(None, ids), "")


def _venue(work: object) -> str:
    """The proceedings or the journal. A series such as LNCS comes before the volume in it."""
    titles = [_text(title) for title in items(work, "container-title")]
    return next(filter(None, reversed(titles)), "") or _text(part(work, "event", "name"))


def _venue_year(work: object) -> int:
    """Year of the conference, else of the printed issue, else of publication."""
    dates = (
        cleaning.date_of_parts(whole(work, "event", "start", "date-parts", 0, 0)),
        _date(work, "published-print"),
        _date(work, "published"),
        _date(work, "issued"),
    )
    return next((date.year for date in dates if date), 0)


def _is_retracted(work: object, title: str) -> bool:
    updates = {word(update, "type") for update in items(work, "updated-by")}
    return bool(updates & _RETRACTIONS or re.match(r"(?:RETRACTED|WITHDRAWN)\b", title))
