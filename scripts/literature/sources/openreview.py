"""OpenReview: submissions to conferences and journals that are reviewed in the open.

https://docs.openreview.net/reference/api-v2/entities/note
"""

from __future__ import annotations

import re
from typing import Final

from ..model import Name, PartialDate, openreview_url
from . import cleaning
from .names import authors_of, printed_name
from .parts import items, part, whole, word
from .record import Record

SOURCE: Final = "OpenReview"
# What stands in the place of a venue as long as there is none.
_NO_VENUE: Final = re.compile(
    r"\b(?:submitted to|under review|submission|withdrawn|rejected|blind|desk)\b", re.IGNORECASE
)
_WITHDRAWN: Final = re.compile(r"withdrawn|desk[ _]reject|retracted", re.IGNORECASE)


def read_openreview(answer: object) -> Record | None:
    """The record in an answer to /notes?id=<id>; None for a review or comment, or no title."""
    note = part(answer, "notes", 0)
    forum = cleaning.fitting("openreview", word(note, "forum") or word(note, "id"))
    title = cleaning.title_of(word(_content(note, "title")))
    if not forum or not title or word(note, "id") != forum:
        return None
    venue = cleaning.plain(word(_content(note, "venue")))
    venue_id = cleaning.plain(word(_content(note, "venueid")))
    abstract = cleaning.plain(word(_content(note, "abstract")), cleaning.MAX_RAW)
    has_venue = bool(venue) and not _NO_VENUE.search(venue)
    return Record(
        source=SOURCE,
        page=openreview_url(forum),
        title=title,
        authors=authors_of(_author(author) for author in items(_content(note, "authors"))),
        published=_published(note),
        arxiv=cleaning.arxiv_of(word(_content(note, "html"))),
        openreview=forum,
        venue=venue if has_venue else "",
        venue_year=cleaning.year_in(venue) or cleaning.year_in(venue_id) if has_venue else 0,
        code=_code(note, abstract),
        is_withdrawn=bool(_WITHDRAWN.search(f"{venue} {venue_id}")),
    )


def _content(note: object, name: str) -> object:
    """A field of the content: {"value": ...}, or the value itself in notes of the first API."""
    found = part(note, "content", name)
    return part(found, "value") if isinstance(found, dict) else found


def _author(author: object) -> Name | None:
    """By name; newer notes hold {"fullname": ..., "username": ...}."""
    return printed_name(word(author) or word(author, "fullname") or word(author, "name"))


def _published(note: object) -> PartialDate | None:
    """When it became public, else when it was submitted. The first API holds years as 1 January."""
    public = [cleaning.date_of_moment(whole(note, name)) for name in ("odate", "pdate")]
    found = cleaning.earliest(public) or cleaning.date_of_moment(whole(note, "cdate"))
    return cleaning.day_or_year(found)


def _code(note: object, abstract: str) -> str:
    for name in ("code", "code_url", "github", "software"):
        if url := cleaning.url_of(word(_content(note, name))):
            return url
    return cleaning.code_in(abstract)
