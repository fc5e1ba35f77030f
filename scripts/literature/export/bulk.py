"""Entries as search engines load them: bodies of bulk requests, and the mapping of their index.

https://docs.opensearch.org/latest/api-reference/document-apis/bulk/
https://docs.opensearch.org/latest/mappings/
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from ..catalogue import Catalogue
from ..render.site_facts import Site
from ..text import slug
from .lines import line_of
from .table import Column, ColumnType, entry_columns, entry_rows

# A server refuses a body over its limit: 100 MB unless told, 10 MiB at some hosts.
MAX_BYTES: Final = 10_000_000

_Mapping = dict[str, object]

_KEYWORD: Final[_Mapping] = {"type": "keyword"}
_TYPES: Final[Mapping[ColumnType, _Mapping]] = {
    "text": _KEYWORD,
    "texts": _KEYWORD,
    "integer": {"type": "integer"},
    "date": {"type": "date", "format": "strict_date"},
    "partial-date": {"type": "date", "format": "strict_date||strict_year_month||strict_year"},
}
# Words are found without their accents, and in a sub-field by their stems.
_FOLDED: Final[_Mapping] = {"type": "text", "analyzer": "folded"}
_STEMMED: Final[_Mapping] = {"english": {"type": "text", "analyzer": "english"}}
_TITLE: Final[_Mapping] = {**_FOLDED, "fields": {"keyword": _KEYWORD, **_STEMMED}}
# Longer than a keyword may be once it has many bytes a letter, and never looked up whole.
_PROSE: Final[_Mapping] = {**_FOLDED, "fields": _STEMMED}
_NAME: Final[_Mapping] = {**_FOLDED, "fields": {"keyword": _KEYWORD}}
_FIELDS: Final = {
    "title": _TITLE, "alt_titles": _TITLE, "nickname": _NAME, "authors": _NAME, "track": _NAME,
    "summary": _PROSE, "workflows": _PROSE, "notes": _PROSE,
}  # fmt: skip


def index_name(site: Site) -> str:
    """The site's name as an index may be called: lower case, letters, digits and hyphens."""
    return slug(site.name) or "literature"


def render_index(catalogue: Catalogue, site: Site) -> str:
    """What creates the index: PUT it to the index's address. Unknown fields are refused."""
    columns = entry_columns(catalogue.taxonomy)
    folded = {"type": "custom", "tokenizer": "standard", "filter": ["lowercase", "asciifolding"]}
    index = {
        "settings": {"analysis": {"analyzer": {"folded": folded}}},
        "mappings": {
            "dynamic": "strict",
            "_meta": {"site": site.name, "url": site.url, "licence": site.licence},
            "properties": {column.name: _mapping(column) for column in columns},
        },
    }
    return json.dumps(index, ensure_ascii=False, indent=1) + "\n"


def bulk_bodies(
    catalogue: Catalogue, site: Site, max_bytes: int = MAX_BYTES
) -> Iterator[list[bytes]]:
    """Bodies of requests as lines, each body smaller than the limit if its entries are."""
    return _filled(_pairs(catalogue, site), max_bytes)


def _pairs(catalogue: Catalogue, site: Site) -> Iterator[bytes]:
    """For each entry the line of the action, then that of the document.

    `index` puts a document in the place of an older one, so that loading twice does no harm.
    """
    name = index_name(site)
    for row in entry_rows(catalogue.entries, catalogue.taxonomy, site):
        action = line_of({"index": {"_index": name, "_id": row["key"]}})
        yield (action + line_of(row)).encode()


def _filled(pairs: Iterable[bytes], max_bytes: int) -> Iterator[list[bytes]]:
    body: list[bytes] = []
    size = 0
    for pair in pairs:
        if body and size + len(pair) >= max_bytes:
            yield body
            body, size = [], 0
        body.append(pair)
        size += len(pair)
    if body:
        yield body


def _mapping(column: Column) -> _Mapping:
    return _NAME if column.is_label else _FIELDS.get(column.name, _TYPES[column.type])
