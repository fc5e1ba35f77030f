"""OpenAlex: nearly everything, gathered from the others; asked when they are silent.

https://docs.openalex.org/api-entities/works/work-object
"""

from __future__ import annotations

import re
from typing import Final

from ..model import Name
from . import cleaning
from .names import authors_of, printed_name
from .parts import count, items, part, word
from .record import Record

SOURCE: Final = "OpenAlex"
# What we read of a work: the rest weighs twenty times as much.
FIELDS: Final = (
    "id,doi,title,display_name,publication_date,publication_year,authorships,primary_location,"
    "locations,biblio,is_retracted,cited_by_count"
)


def read_openalex(answer: object) -> Record | None:
    """The record in an answer to /works/<id>, or the first of a list; None without title or id."""
    work = part(answer, "results", 0) or answer
    title = cleaning.marked_title_of(word(work, "title") or word(work, "display_name"))
    page = _page(work)
    if not title or not page:
        return None
    venue = _venue(work)
    pages = [word(work, "biblio", name) for name in ("first_page", "last_page")]
    year = cleaning.year_of(word(work, "publication_year"))
    doi = cleaning.doi_of(word(work, "doi"))
    return Record(
        source=SOURCE,
        page=page,
        title=title,
        authors=_authors(work),
        published=cleaning.day_or_year(cleaning.date_of(word(work, "publication_date")))
        or cleaning.date_of_parts(year),
        arxiv=_arxiv(work),
        doi=doi,
        anthology=cleaning.anthology_of_doi(doi),
        venue=venue,
        venue_year=year if venue else 0,
        volume=cleaning.fitting("volume", word(work, "biblio", "volume")),
        number=cleaning.fitting("number", word(work, "biblio", "issue")),
        pages=cleaning.pages_of("-".join(dict.fromkeys(filter(None, pages)))),
        is_withdrawn=part(work, "is_retracted") is True,
        citations=count(work, "cited_by_count"),
    )


def read_openalex_list(answer: object) -> list[tuple[Record, str]] | None:
    """The records of a search and the words of each abstract; None for what is no list."""
    if not isinstance(part(answer, "results"), list):
        return None
    found = [(read_openalex(work), _abstract(work)) for work in items(answer, "results")]
    return [(record, abstract) for record, abstract in found if record]


def _abstract(work: object) -> str:
    """Its words in any order: {"bees": [0, 7], ...} says where each stands."""
    places = part(work, "abstract_inverted_index")
    if not isinstance(places, dict):
        return ""
    return " ".join(
        f"{name} " * min(len(items(at)), 20) for name, at in list(places.items())[:2000]
    )[: cleaning.MAX_RAW]


def _page(work: object) -> str:
    match = re.search(r"W[0-9]{1,15}$", word(work, "id"))
    return f"https://openalex.org/{match[0]}" if match else ""


def _authors(work: object) -> tuple[Name, ...]:
    """As printed where known; none when OpenAlex kept only the first hundred."""
    if part(work, "is_authors_truncated") is True:
        return ()
    return authors_of(
        printed_name(word(one, "raw_author_name") or word(one, "author", "display_name"))
        for one in items(work, "authorships")
    )


def _arxiv(work: object) -> str:
    addresses = [word(work, "doi")]
    addresses += [word(place, "landing_page_url") for place in items(work, "locations")[:50]]
    return next(filter(None, map(cleaning.arxiv_of, addresses)), "")


def _venue(work: object) -> str:
    source = part(work, "primary_location", "source")
    is_archive = word(source, "type") == "repository" or "arxiv" in word(
        source, "display_name"
    ).lower()  # fmt: skip
    return "" if is_archive else cleaning.unmarked(word(source, "display_name"))
