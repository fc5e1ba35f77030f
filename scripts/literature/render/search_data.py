"""What the browser searches, filters and shows: the catalogue as columns, in two files.

The first holds what finds a known work and what filters; the second what rows show besides, the
long texts and the written pages. Position i of every column is the i-th entry, newest first, in
the same order as the records of every export file. `edition` is equal in files that belong
together.

The first file is what readers on a slow line wait for: it says nothing twice (short_forms.py).
That of a large library holds the newest entries, and names what the further parts hold (parts.py).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from ..catalogue import Catalogue
from ..model import Entry
from ..taxonomy import Facet, Taxonomy
from .csl import cited_url, work_type
from .edition import row_links
from .parts import PART, Cuts, cut_authors, spans
from .short_forms import (
    author_columns,
    day_number,
    letters,
    names_in_letters,
    short_arxiv,
    short_key,
    short_term,
    term_rows,
)
from .written import Section

# Raised when a reader of an older file would misread a newer one.
VERSION: Final = 3


def render_search_files(catalogue: Catalogue, part: int = PART) -> Iterator[tuple[str, str]]:
    """search.json, and search-2.json and so on where the library is large: (name, text).

    The vocabulary, the names of authors, a column for each short field. Names are as stored
    ("Family, Given", groups in braces), `published` is an ISO date, absent values are "" or 0; the
    other columns are in short forms. Lists and columns of the parts, one behind
    the other, are those of the whole; `of` is its number of entries.
    """
    entries, facets = catalogue.entries, list(catalogue.taxonomy.facets.values())
    cuts = Cuts(len(entries), part)
    names, authors = author_columns(entries)
    cut = cut_authors(names, authors, cuts.search)
    for number, (start, end) in enumerate(pairwise([0, *cuts.search]), 1):
        found_names, own_authors = next(cut)
        own_names = {**found_names, "names": names_in_letters(found_names["names"])}
        columns = _search_columns(entries[start:end], facets, own_authors)
        if number > 1:
            head = {**_head(catalogue), "count": end - start, "part": number}
            yield f"search-{number}.json", _document(head, own_names, columns)
            continue
        head = {**_head(catalogue), "count": end, **_whole(catalogue, cuts)}
        facet_list = [_facet(facet) for facet in facets]
        yield "search.json", _document(head, {"facets": facet_list, **own_names}, columns)


def _whole(catalogue: Catalogue, cuts: Cuts) -> dict[str, object]:
    """What the first part says of the others."""
    if cuts.is_whole:
        return {}
    years = [entry.published.year for entry in catalogue.entries]
    return {
        "of": cuts.count, "ends": cuts.search, "records": cuts.records, "details": cuts.details,
        "years": [min(years), max(years)],
    }  # fmt: skip


def _search_columns(
    entries: Sequence[Entry], facets: Sequence[Facet], authors: list[list[int]]
) -> dict[str, object]:
    return {
        "key": [short_key(entry) for entry in entries],
        "title": [entry.title for entry in entries],
        "nickname": [entry.nickname for entry in entries],
        "alt_titles": [list(entry.alt_titles) or 0 for entry in entries],
        "authors": [letters(numbers) for numbers in authors],
        "published": [str(entry.published) for entry in entries],
        "added": [day_number(entry.added) for entry in entries],
        "venue_year": [entry.venue_year for entry in entries],
        "arxiv": [short_arxiv(entry) for entry in entries],
        "doi": [entry.doi for entry in entries],
        "openreview": [entry.openreview for entry in entries],
        "anthology": [entry.anthology for entry in entries],
        "aliases": [list(entry.aliases) or 0 for entry in entries],
        "code": [1 if entry.code else 0 for entry in entries],
        "terms": list(term_rows(entries, facets)),
    }


def render_details_files(
    catalogue: Catalogue, sections: Sequence[Section], part: int = PART
) -> Iterator[tuple[str, str]]:
    """details.json: summaries, the links of a row, what citing needs besides, and the sections of
    written pages; of a large library these alone, and the rest in details/1.json and so on.

    `url` is the address of the cited version, 0 where it is the first of the links; `cite` is
    [volume, number, pages] or 0.
    """
    entries, size = catalogue.entries, Cuts(len(catalogue.entries), part).details
    head = _head(catalogue)
    pages = {"pages": [[it.title, it.path, it.page, it.text] for it in sections]}
    own = entries[:0] if size else entries
    columns = _details_columns(own, catalogue.taxonomy)
    yield "details.json", _document({**head, "count": len(own)}, pages, columns)
    for number, (start, end) in enumerate(spans(len(entries), size), 1):
        columns = _details_columns(entries[start:end], catalogue.taxonomy)
        told = {**head, "count": end - start, "start": start}
        yield f"details/{number}.json", _document(told, {}, columns)


def _details_columns(entries: Sequence[Entry], taxonomy: Taxonomy) -> dict[str, object]:
    return {
        "summary": [entry.summary for entry in entries],
        "links": [[[link.label, link.url] for link in row_links(entry)] for entry in entries],
        "url": [_address(entry, taxonomy) for entry in entries],
        "cite": [_cite(entry) for entry in entries],
    }


def edition_of(catalogue: Catalogue) -> str:
    """A short digest of the keys in order: which files belong together."""
    keys = "\n".join(entry.key for entry in catalogue.entries)
    return hashlib.sha256(keys.encode()).hexdigest()[:12]


def _head(catalogue: Catalogue) -> dict[str, object]:
    count = len(catalogue.entries)
    return {"version": VERSION, "edition": edition_of(catalogue), "count": count}


def _facet(facet: Facet) -> dict[str, object]:
    at = {term_id: number for number, term_id in enumerate(facet.terms)}
    return {
        "id": facet.id, "field": facet.field, "label": facet.label, "singular": facet.singular,
        "terms": [short_term(term, at) for term in facet.terms.values()],
    }  # fmt: skip


def _address(entry: Entry, taxonomy: Taxonomy) -> str | int:
    links = row_links(entry)
    address = cited_url(entry, work_type(entry, taxonomy))
    return 0 if links and links[0].url == address else address


def _cite(entry: Entry) -> list[str] | int:
    values = [entry.volume, entry.number, entry.pages]
    return values if any(values) else 0


def _document(
    head: Mapping[str, object],
    lists: Mapping[str, object],
    columns: Mapping[str, object],
) -> str:
    """One member per line: a change of one field shows as one changed line."""
    members = [f"{_dump(name)}:{_dump(value)}" for name, value in {**head, **lists}.items()]
    entries = [f"{_dump(name)}:{_dump(column)}" for name, column in columns.items()]
    return "{" + ",\n".join(members) + ',\n"entries":{' + ",\n".join(entries) + "}}\n"


def _dump(value: object) -> str:
    return _ENCODER.encode(value)


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
