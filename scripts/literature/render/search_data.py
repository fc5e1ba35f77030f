"""What the browser searches, filters and shows: the catalogue as columns, in two files.

The first holds what finds a known work and what filters; the second what rows show besides, and
the long texts. Position i of every column is the i-th entry, newest first, in the same order as
the records of every export file. `edition` is equal in files that belong together.

The first file is what readers on a slow line wait for: it says nothing twice (short_forms.py).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Final

from ..catalogue import Catalogue
from ..model import Entry
from ..taxonomy import Facet, Taxonomy
from .csl import cited_url, work_type
from .edition import row_links
from .short_forms import (
    author_columns,
    day_number,
    short_arxiv,
    short_key,
    short_term,
    term_rows,
)
from .written import Section

# Raised when a reader of an older file would misread a newer one.
VERSION: Final = 2


def render_search_json(catalogue: Catalogue, sections: Sequence[Section]) -> str:
    """The vocabulary, the names of authors, a column for each short field, titles of pages.

    Names are as stored ("Family, Given", groups in braces), `published` is an ISO date, absent
    values are "" or 0; the other columns are in short forms.
    """
    entries, facets = catalogue.entries, list(catalogue.taxonomy.facets.values())
    names, authors = author_columns(entries)
    columns: dict[str, object] = {
        "key": [short_key(entry) for entry in entries],
        "title": [entry.title for entry in entries],
        "nickname": [entry.nickname for entry in entries],
        "alt_titles": [list(entry.alt_titles) or 0 for entry in entries],
        "authors": authors,
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
    return _document(
        _head(catalogue),
        {
            "facets": [_facet(facet) for facet in facets],
            **names,
            "pages": [[section.title, section.path, section.page] for section in sections],
        },
        columns,
    )


def render_details_json(catalogue: Catalogue, sections: Sequence[Section]) -> str:
    """Summaries, the links of a row, what citing needs besides, and the text of written pages.

    `url` is the address of the cited version, 0 where it is the first of the links; `cite` is
    [volume, number, pages] or 0.
    """
    entries, taxonomy = catalogue.entries, catalogue.taxonomy
    columns: dict[str, object] = {
        "summary": [entry.summary for entry in entries],
        "links": [[[link.label, link.url] for link in row_links(entry)] for entry in entries],
        "url": [_address(entry, taxonomy) for entry in entries],
        "cite": [_cite(entry) for entry in entries],
    }
    return _document(_head(catalogue), {"pages": [it.text for it in sections]}, columns)


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
