"""All entries as one table (RFC 4180): every cell quoted, CRLF, UTF-8 without byte order mark."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from ..model import Entry
from ..taxonomy import Taxonomy
from .api import field_names, field_value
from .site_facts import Site

LINKS: Final = ("landing", "pdf")
_INVISIBLE_START: Final = re.compile(r"^[\s\x00-\x1f\x7f\u200b-\u200f\u2060\ufeff]+")


def render_csv(rows: Iterable[str], taxonomy: Taxonomy) -> str:
    """The rows that render_row gives, in the order given, under a header line.

    Columns: `key`; `page`, the entry's page here; `landing` and `pdf`, derived links; then every
    field of an entry file under its own name, in the order of a file. A field that draws on the
    vocabulary has the ids of its terms, and their labels in a second column `<field>_label`.
    Lists are joined by "; ". Cells that a spreadsheet would run as a formula start with an
    apostrophe.
    """
    header = csv_line(["key", "page", *LINKS, *_columns(field_names(taxonomy), taxonomy)])
    return "".join([header, *rows])


def render_row(entry: Entry, taxonomy: Taxonomy, site: Site) -> str:
    """The line of an entry."""
    cells = [entry.key, site.entry_url(entry.key), entry.landing, entry.pdf]
    for name in field_names(taxonomy):
        if name in taxonomy.fields:
            cells += _term_cells(name, entry.terms.get(name, ()), taxonomy)
        else:
            value = getattr(entry, name)
            cells.append(_cell(field_value(entry, name, taxonomy)) if value else "")
    return csv_line([safe_cell(cell) if cell else cell for cell in cells])


def csv_line(cells: Iterable[str]) -> str:
    """Cells in quotes, a quote in a cell doubled (RFC 4180, 2.5 to 2.7)."""
    return '"' + '","'.join([cell.replace('"', '""') for cell in cells]) + '"\r\n'


def safe_cell(text: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet could take it for a formula.

    Source: OWASP, "CSV Injection". Also full-width and small forms of the signs, which some
    programs fold, and signs after blanks or characters that do not show.

    >>> safe_cell("=1+1"), safe_cell("1+1")
    ("'=1+1", '1+1')
    """
    if not text or (text[0].isascii() and text[0].isalnum()):
        return text
    start = _INVISIBLE_START.sub("", text, count=1)
    is_formula = unicodedata.normalize("NFKC", start[:1])[:1] in ("=", "+", "-", "@")
    return f"'{text}" if is_formula or text[:1] in ("\t", "\r", "\n") else text


def _columns(fields: Sequence[str], taxonomy: Taxonomy) -> Iterable[str]:
    for name in fields:
        yield name
        if name in taxonomy.fields:
            yield f"{name}_label"


def _term_cells(name: str, ids: Sequence[str], taxonomy: Taxonomy) -> tuple[str, str]:
    """The ids of a field's terms, and their labels."""
    if not ids:
        return "", ""
    return "; ".join(ids), "; ".join([taxonomy.term(name, term_id).label for term_id in ids])


def _cell(value: str | int | list[str]) -> str:
    return "; ".join(value) if isinstance(value, list) else str(value)
