"""Semantic Scholar: gathered from publishers and the web; asked only with a key of one's own.

https://api.semanticscholar.org/api-docs/graph#tag/Paper-Data/operation/get_graph_get_paper
"""

from __future__ import annotations

import re
from typing import Final

from . import cleaning
from .names import authors_of, printed_name
from .parts import count, items, word
from .record import Record

SOURCE: Final = "Semantic Scholar"
FIELDS: Final = "externalIds,title,authors,venue,year,publicationDate,citationCount"


def read_semantic_scholar(answer: object) -> Record | None:
    """The record in an answer to /graph/v1/paper/<id>; None without title or id."""
    paper = word(answer, "paperId")
    title = cleaning.title_of(word(answer, "title"))
    if not title or not re.fullmatch(r"[0-9a-f]{40}", paper):
        return None
    venue = cleaning.plain(word(answer, "venue"))
    has_venue = bool(venue) and "arxiv" not in venue.lower()
    year = cleaning.year_of(word(answer, "year"))
    doi = cleaning.doi_of(word(answer, "externalIds", "DOI"))
    return Record(
        source=SOURCE,
        page=f"https://www.semanticscholar.org/paper/{paper}",
        title=title,
        authors=authors_of(printed_name(word(one, "name")) for one in items(answer, "authors")),
        published=cleaning.day_or_year(cleaning.date_of(word(answer, "publicationDate")))
        or cleaning.date_of_parts(year),
        arxiv=cleaning.arxiv_of(word(answer, "externalIds", "ArXiv")),
        doi=doi,
        anthology=cleaning.anthology_of_doi(doi),
        venue=venue if has_venue else "",
        venue_year=year if has_venue else 0,
        citations=count(answer, "citationCount"),
    )
