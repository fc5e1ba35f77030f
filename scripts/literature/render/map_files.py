"""The gap map as files: a table, a picture, and what the script of the page counts with."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Final

from ..crossing import ALL, Cell, Crossing
from ..crossing import Place as Term
from ..model import Entry
from .csv_table import csv_line, safe_cell
from .edition import Edition
from .html import escape
from .map_page import Table, shown_rows
from .site_facts import Pairing

VERSION: Final = 1  # raised when a script of an older page would misread the file
WORKS: Final = 3  # of a cell, the newest ones


def map_tables(edition: Edition) -> Iterator[tuple[str, str]]:
    for pairing, crossing in edition.crossings:
        yield f"data/map/{pairing.name}.csv", render_csv(crossing)
        yield f"data/map/{pairing.name}.svg", render_svg(edition, pairing, crossing)


def map_counts(edition: Edition) -> Iterator[tuple[str, str]]:
    for pairing, crossing in edition.crossings:
        yield f"data/map/{pairing.name}.json", render_json(edition, crossing)


def render_csv(crossing: Crossing) -> str:
    """Studies as the page counts them: a line for each row, a column for each column.

    Before them stand the id of the row's term, its label, that of the term above it, and all of
    its studies.
    """
    terms = crossing.row_facet.terms
    head = ["id", "label", "part_of", "all", *(column.id for column in crossing.columns)]
    lines = [csv_line(head)]
    for row in crossing.rows:
        counts = [crossing.cell(row.id, it) for it in (ALL, *(it.id for it in crossing.columns))]
        cells = [row.id, row.label, terms[row.id].parent, *(str(len(it.studies)) for it in counts)]
        lines.append(csv_line(map(safe_cell, cells)))
    return "".join(lines)


# What the script counts with


def render_json(edition: Edition, crossing: Crossing) -> str:
    """Every count by year, studies and others apart, and the newest works of each cell.

    A cell is [row, column, [year, studies, others, ...], works, others]; a row or column behind
    the last one stands for all. Years are counted from the first; works by their place in `works`.
    """
    rows = {**{term.id: at for at, term in enumerate(crossing.rows)}, ALL: len(crossing.rows)}
    columns = {**{it.id: at for at, it in enumerate(crossing.columns)}, ALL: len(crossing.columns)}
    first = min(edition.catalogue.by_year, default=0)
    works: dict[str, int] = {}
    cells = [
        _encode([rows[row], columns[column], *_counts(cell, first, works)])
        for (row, column), cell in crossing.cells.items()
        if row in rows and column in columns
    ]
    by_key = edition.catalogue.by_key
    members = {
        "version": VERSION,
        "first": first,
        "unit": Table(crossing, {}).unit,
        "none": edition.not_studies,
        "rows": _terms(crossing.row_facet.id, crossing.rows),
        "columns": _terms(crossing.column_facet.id, crossing.columns),
        "works": [[key, by_key[key].title, by_key[key].year] for key in works],
    }
    head = ",\n".join(f"{_encode(name)}:{_encode(value)}" for name, value in members.items())
    return f'{{{head},\n"cells":[\n' + ",\n".join(cells) + "\n]}\n"


def _counts(cell: Cell, first: int, works: dict[str, int]) -> Sequence[object]:
    years = [number for year, counts in cell.years.items() for number in (year - first, *counts)]
    return years, *(_places(entries, works) for entries in (cell.studies, cell.others))


def _places(entries: Sequence[Entry], works: dict[str, int]) -> list[int]:
    return [works.setdefault(entry.key, len(works)) for entry in entries[:WORKS]]


def _terms(facet_id: str, terms: Sequence[Term]) -> Mapping[str, object]:
    return {"facet": facet_id, "terms": [[term.id, term.label] for term in terms]}


_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


# The picture

_LEFT, _WIDE, _HIGH, _GAP = 216, 88, 26, 2
_TOP = 108
_LINES: Final = 12  # letters of a heading above a column
_LIGHT: Final = ("#ffffff", "#171b20", "#4a525c", "#dfe3e7", "#0b6b62")
_DARK: Final = ("#15181c", "#e8eaed", "#b3bac3", "#2d333a", "#5cc9b7")
_SHARES: Final = (0, 0.12, 0.24, 0.38, 0.88)


def render_svg(edition: Edition, pairing: Pairing, crossing: Crossing) -> str:
    """The rows that the page shows at first, fit to stand alone, in the reader's own scheme."""
    table = Table(crossing, edition.not_studies)
    rows = shown_rows(crossing)
    width = _LEFT + _WIDE * len(crossing.columns) + 60
    height = _TOP + _HIGH * len(rows) + 36
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" aria-labelledby="t d">',
        f'<title id="t">{escape(pairing.title)}</title>',
        f'<desc id="d">{escape(pairing.text)}</desc>',
        f"<style>{_style()}</style>",
        f'<rect class="bg" width="{width}" height="{height}"/>',
        f'<text class="h" x="16" y="34">{escape(pairing.title)}</text>',
        *(_column(at, column) for at, column in enumerate(crossing.columns)),
        *(line for at, row in enumerate(rows) for line in _row(table, at, row)),
        f'<text x="16" y="{height - 14}">{escape(_source(edition, len(rows), crossing))}</text>',
        "</svg>\n",
    ]
    return "\n".join(parts)


def _source(edition: Edition, shown: int, crossing: Crossing) -> str:
    rows = f"{shown} of {len(crossing.rows)} rows" if shown < len(crossing.rows) else "all rows"
    return f"{edition.site.name}, {edition.site.url}map/ ({rows}; ? = no study here)"


def _column(at: int, column: Term) -> str:
    lines = wrap(column.label, _LINES, break_long_words=False)[-3:]
    x, y = _LEFT + _WIDE * at, _TOP - 8 - 14 * (len(lines) - 1)
    spans = "".join(
        f'<tspan x="{x}" y="{y + 14 * number}">{escape(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    return f'<text class="c">{spans}</text>'


def _row(table: Table, at: int, row: Term) -> Iterator[str]:
    y = _TOP + _HIGH * at
    yield f'<text class="i" x="16" y="{y + 17}">{escape(_cut(row.label))}</text>'
    for number, column in enumerate(table.crossing.columns):
        cell = table.cell(row, column)
        x = _LEFT + _WIDE * number
        yield (
            f'<rect class="s{cell.step}" x="{x}" y="{y}" width="{_WIDE - _GAP}" '
            f'height="{_HIGH - _GAP}"/><text class="m t{cell.step}" x="{x + _WIDE // 2 - 1}" '
            f'y="{y + 17}">{cell.count or "?"}</text>'
        )
    x = _LEFT + _WIDE * len(table.crossing.columns) + 26
    yield f'<text class="m" x="{x}" y="{y + 17}">{table.cell(row, None).count}</text>'


def _cut(label: str, limit: int = 28) -> str:
    return label if len(label) <= limit else f"{label[: limit - 1]}…"


def _style() -> str:
    """Fixed colours, for programs that mix none; those of the site in both schemes."""
    plain = (
        "text{font:12px Inter,'Helvetica Neue',Arial,sans-serif}.h{font-size:17px;font-weight:600}"
        ".m{text-anchor:middle}.c{font-size:11px}"
    )
    return f"{plain}{_colours(_LIGHT)}@media (prefers-color-scheme:dark){{{_colours(_DARK)}}}"


def _colours(scheme: Sequence[str]) -> str:
    page, ink, ink2, line, accent = scheme
    steps = [_mix(accent, page, share) for share in _SHARES] + [_mix(accent, ink, 0.6)]
    rules = [f".s{at}{{fill:{colour}}}" for at, colour in enumerate(steps)]
    return "".join(
        [
            f".bg{{fill:{page}}}text{{fill:{ink2}}}.h,.i,.t1,.t2,.t3{{fill:{ink}}}",
            f".t4,.t5{{fill:{page}}}",
            *rules,
            f".s0{{stroke:{line}}}",
        ]
    )


def _mix(colour: str, other: str, share: float) -> str:
    pairs = ((int(it[at : at + 2], 16) for it in (colour, other)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)
