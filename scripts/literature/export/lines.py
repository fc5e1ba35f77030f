"""JSON in lines: an object a line, whatever a reader takes for the end of one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from ..catalogue import Catalogue
from ..render.api import render_fields, with_members
from ..render.site_facts import Site
from .table import term_rows

# JSON lets these stand in a text; readers that split at every line of Unicode would cut there.
_LINE_ENDS: Final = {ord(char): f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029"}


def entry_lines(catalogue: Catalogue, site: Site) -> Iterator[str]:
    """A line per entry in order of the keys: the objects of the site's data/entries.json."""
    for entry in sorted(catalogue.entries, key=lambda it: it.key):
        head = {"key": entry.key, "page": site.entry_url(entry.key)}
        fields = render_fields(entry, catalogue.taxonomy)
        yield with_members(head, fields).translate(_LINE_ENDS) + "\n"


def term_lines(catalogue: Catalogue) -> Iterator[str]:
    """A line per term, with the facet that it belongs to."""
    return map(line_of, term_rows(catalogue.taxonomy))


def line_of(members: Mapping[str, object]) -> str:
    """A JSON object in one line, with its end; dates in ISO form."""
    return _ENCODER.encode(members).translate(_LINE_ENDS) + "\n"


def joined(lines: Iterable[str]) -> bytes:
    return "".join(lines).encode()


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, default=_iso)
