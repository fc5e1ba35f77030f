"""New works at arXiv and OpenAlex: whatever has one phrase of each of several groups.

https://info.arxiv.org/help/api/user-manual.html#query_details
https://docs.openalex.org/api-entities/works/search-works
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import quote

from ..web import NoAnswer, Web
from . import openalex
from .arxiv import read_arxiv_list
from .openalex import read_openalex_list
from .record import Record

COUNT: Final = 100  # newest works of one search
MAX_PHRASES: Final = 14  # of one group: addresses have a limit

Phrases = Sequence[str]


@dataclass(frozen=True)
class Found:
    """A work and the words of its abstract, which are for ranking and are never stored."""

    record: Record
    abstract: str


def search_arxiv(web: Web, base: str, groups: Sequence[Phrases], since: date) -> list[Found]:
    """The newest preprints submitted since a day. Raises NoAnswer."""
    clauses = [
        _either([f'{place}:"{phrase}"' for phrase in group for place in ("ti", "abs")])
        for group in _clean(groups)
    ]
    clauses.append(f"submittedDate:[{since:%Y%m%d}0000 TO 299912312359]")
    query = quote(" AND ".join(clauses), safe="")
    url = (
        f"{base}/api/query?search_query={query}&sortBy=submittedDate&sortOrder=descending"
        f"&start=0&max_results={COUNT}"
    )
    return _ask(web, url, "arXiv", lambda answer: read_arxiv_list(answer))


def search_openalex(web: Web, base: str, groups: Sequence[Phrases], since: date) -> list[Found]:
    """The newest works published since a day. Raises NoAnswer."""
    words = " AND ".join(_either([f'"{it}"' for it in group]) for group in _clean(groups))
    filters = f"from_publication_date:{since.isoformat()},title_and_abstract.search:{words}"
    url = (
        f"{base}/works?filter={quote(filters, safe=':')}&sort=publication_date:desc"
        f"&per-page={COUNT}&select={openalex.FIELDS},abstract_inverted_index"
    )
    return _ask(web, url, "OpenAlex", read_openalex_list)


def _ask(
    web: Web, url: str, source: str, read: Callable[[object], list[tuple[Record, str]] | None]
) -> list[Found]:
    answer = web.get(url)
    if answer.status != 200:
        raise NoAnswer(f"{source} answered with error {answer.status}")
    found = read(answer.body if source == "arXiv" else answer.json())
    if found is None:
        raise NoAnswer(f"{source} sent no list of works")
    return [Found(record, abstract) for record, abstract in found]


def _either(clauses: Sequence[str]) -> str:
    return f"({' OR '.join(clauses)})"


def _clean(groups: Sequence[Phrases]) -> list[list[str]]:
    """Phrases without what a query would obey; groups that have any."""
    cleaned = [
        dict.fromkeys(" ".join(re.sub(r"[^\w +-]", " ", it).split()) for it in group)
        for group in groups
    ]
    kept = [[it for it in group if len(it) > 2][:MAX_PHRASES] for group in cleaned]
    return [group for group in kept if group]
