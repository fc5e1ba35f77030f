"""The page of figures about the library, and the same figures as files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from ..stats import Count, Figure, Row, View
from ..text import count_of
from . import charts
from .csv_table import csv_line, safe_cell
from .edition import Edition, Place
from .html import render
from .library_link import library_link
from .pages import Page

PATH: Final = "stats/"
TITLE: Final = "Statistics"
LEAD: Final = "What the library holds, in numbers. Each number leads to the entries that it counts."
VERSION: Final = 1  # of data/stats.json: raised when something in it changes its meaning
ROWS_SHOWN: Final = 12
BY_YEAR: Final = "-by-year"

# Name of a figure -> its title and a sentence.
_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "growth": ("Entries by year", "By the year of first publication."),
    "additions": ("Additions by month", "When entries came into the database."),
    "code": ("Share with code", "Of the entries of a year."),
    "reviewed": ("Published at a venue", "Of the entries of a year."),
    "venues": ("Venues", "Where the works appeared."),
    "fields": ("Completeness", "How many entries have a field that they need not have; "
               "some apply to few works."),
    "doubts": ("Unconfirmed", "Fields that nobody has confirmed against a source yet."),
}  # fmt: skip
_COLUMNS: Final = ("growth", "code", "reviewed")
_BARS: Final = (("venues",), ("fields",), ("doubts", "additions"))  # one above the other
_OF_FIELDS: Final = ("fields", "doubts")  # bars against all entries, not against the largest


@dataclass(frozen=True)
class Number:
    """A count with the path of the list of what it counts; none for what no list has."""

    number: int
    path: str


@dataclass(frozen=True)
class Line:
    """A row of a table with its numbers and, where it has one, its drawing."""

    label: str
    numbers: tuple[Number, ...]
    shape: str = ""
    share: str = ""


def stats_pages(edition: Edition) -> Iterator[Page]:
    yield Page(PATH, TITLE, LEAD, partial(_body, edition))


def _body(edition: Edition) -> str:
    figures = {figure.name: figure for figure in edition.figures}
    total = len(edition.catalogue.entries)
    by_year = [it for name, it in figures.items() if name.endswith(BY_YEAR)]
    return render(
        "stats.html", crumbs=(Place("Home"),), heading=TITLE, lead=LEAD, total=total,
        facts=_facts(edition, figures), height=charts.HEIGHT, width=charts.WIDTH,
        columns=[_with_columns(figures[name]) for name in _COLUMNS],
        by_year=[_with_years(edition, it) for it in by_year],
        stacks=[[_with_bars(figures[name], total) for name in names if figures[name].rows]
                for names in _BARS],
    )  # fmt: skip


def _facts(edition: Edition, figures: Mapping[str, Figure]) -> list[Place]:
    """The sums in a line: "454 entries", "251 with code"."""
    entries = edition.catalogue.entries
    with_code, at_venue = (
        sum(row.counts[0].number for row in figures[name].rows) for name in ("code", "reviewed")
    )
    return [
        Place(count_of(len(entries), "entry", "entries"), "library/"),
        Place(f"{with_code:,} with code", library_link(code="yes")),
        Place(f"{at_venue:,} at a venue", library_link(reviewed="yes")),
        Place(f"{len(entries) - at_venue:,} preprints or pages", library_link(reviewed="no")),
    ]


def path_of(view: View | None) -> str:
    """Where a reader sees what was counted, from the root; empty where there is no such list."""
    if view is None:
        return ""
    if view.month:
        return f"digest/{view.month}/"
    facet, term = view.term
    return library_link(
        {facet: [term]} if term else {}, years=view.years, code=view.code, reviewed=view.reviewed
    )


def _number(count: Count) -> Number:
    return Number(count.number, path_of(count.view))


def _head(figure: Figure, facet_title: str = "") -> dict[str, object]:
    title, text = _WORDS.get(figure.name, (facet_title, ""))
    return {
        "name": figure.name, "title": title, "text": text, "head": figure.head,
        "columns": figure.columns, "rows": [_line(row) for row in figure.rows],
        "file": f"data/stats/{figure.name}.csv",
    }  # fmt: skip


def _line(row: Row) -> Line:
    return Line(row.label, tuple(map(_number, row.counts)))


def _with_columns(figure: Figure) -> dict[str, object]:
    """Columns by year; of growth only what is new in a year, not the sum so far."""
    drawn = [it for it in figure.columns if it != "so far"]
    counts = [
        (row.label, [(what, count.number, path_of(count.view))
                     for what, count in zip(drawn, row.counts, strict=False)])
        for row in figure.rows
    ]  # fmt: skip
    left = len(counts) - charts.MOST
    return {
        **_head(figure),
        "drawn": charts.columns(counts),
        "key": drawn if len(drawn) > 1 else [],
        "left": f"The last {charts.MOST}; the table has all." if left > 0 else "",
    }


def _with_years(edition: Edition, figure: Figure) -> dict[str, object]:
    """A line of small bars for each of the largest terms, on its own scale."""
    lines = [
        Line(row.label, (_number(row.counts[0]),),
             charts.line_of_bars([count.number for count in row.counts[1:]][-charts.MOST:]))
        for row in figure.rows[:ROWS_SHOWN]
    ]  # fmt: skip
    years = figure.columns[1:][-charts.MOST :]
    label = edition.taxonomy.facets[figure.name.removesuffix(BY_YEAR)].label
    return {
        **_head(figure, f"{label} by year"),
        "lines": lines,
        "span": f"{years[0]} to {years[-1]}" if years else "",
        "wide": 12 * len(years) - 2,
    }


def _with_bars(figure: Figure, total: int) -> dict[str, object]:
    """Bars of the first rows: of fields against all entries, else against the largest."""
    is_of_fields = figure.name in _OF_FIELDS
    rows = figure.rows[::-1] if figure.name == "additions" else figure.rows  # the latest first
    counts = [row.counts[0].number for row in rows]
    whole = total if is_of_fields else max(counts)
    lines = [
        Line(row.label, (_number(row.counts[0]),), charts.bar(count, whole),
             charts.percent(count, total))
        for row, count in zip(rows, counts, strict=True)
    ]  # fmt: skip
    return {**_head(figure), "lines": lines[:ROWS_SHOWN], "more": lines[ROWS_SHOWN:],
            "is_of_fields": is_of_fields}  # fmt: skip


def stats_tables(edition: Edition) -> Iterator[tuple[str, str]]:
    """Each figure as CSV: the id of a row, its label, and its counts."""
    for figure in edition.figures:
        lines = [csv_line(["id", "label", *figure.columns])]
        for row in figure.rows:
            cells = [row.id, row.label, *(str(count.number) for count in row.counts)]
            lines.append(csv_line(map(safe_cell, cells)))
        yield f"data/stats/{figure.name}.csv", "".join(lines)


def render_stats_json(edition: Edition) -> str:
    """All figures; a row of one is [id, label, count, ...], as `columns` says; a row per line."""
    site = {"name": edition.site.name, "url": edition.site.url}
    figures = ",\n".join(map(_figure, edition.figures))
    return (
        f'{{"version":{VERSION},"site":{_encode(site)},'
        f'"entries":{len(edition.catalogue.entries)},"figures":[\n{figures}\n]}}\n'
    )


def _figure(figure: Figure) -> str:
    head = _encode({"name": figure.name, "head": figure.head, "columns": figure.columns})
    rows = ",\n".join(
        _encode([row.id, row.label, *(count.number for count in row.counts)]) for row in figure.rows
    )
    return f'{head[:-1]},"rows":[\n{rows}\n]}}' if rows else f'{head[:-1]},"rows":[]}}'


_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
