"""The gap map: which terms of two facets meet in an entry, how often, and which never do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import pairwise, product
from typing import Final

from ..crossing import ALL, Crossing
from ..crossing import Place as Term
from ..text import plural_of
from .edition import Edition, Place
from .html import render
from .library_link import library_link
from .pages import Page
from .site_facts import Pairing

PATH: Final = "map/"
TITLE: Final = "Gap map"
LEAD: Final = "What has been studied, how often, and what has not."
ROWS_SHOWN: Final = 20  # the others come with a click
NARROW: Final = 8  # columns; a table with fewer does not take the whole width
GAPS_SHOWN: Final = 6
_ROW, _COLUMN = "ROW", "COLUMN"  # stand for ids of terms, which have small letters
DOUBLINGS: Final = (1, 2, 4, 8, 16)  # where the shades begin, in units


@dataclass(frozen=True)
class Cell:
    """One count of a table and the view of the library that it counts."""

    said: str  # "Bees, Traps: 4"
    count: int
    path: str
    step: int  # 0 for none, 5 for the darkest


@dataclass(frozen=True)
class Row:
    head: Place
    depth: int
    is_more: bool  # shown only when all rows are asked for
    cells: tuple[Cell, ...]
    total: Cell


def map_pages(edition: Edition) -> Iterator[Page]:
    """The page, where mkdocs.yml names facets to cross."""
    if edition.pairings:
        yield Page(PATH, TITLE, LEAD, partial(_body, edition))


def _body(edition: Edition) -> str:
    years = sorted(edition.catalogue.by_year)
    return render(
        "map.html", crumbs=(Place("Home"),), heading=TITLE, lead=LEAD,
        first=years[0] if years else 0, last=years[-1] if years else 0,
        left_out=_left_out_words(edition),
        maps=[_map(edition, *it) for it in edition.crossings],
    )  # fmt: skip


def _map(edition: Edition, pairing: Pairing, crossing: Crossing) -> Mapping[str, object]:
    table = Table(crossing, edition.not_studies)
    rows = table.rows()
    cells = [cell for row in rows for cell in row.cells]
    return {
        "pairing": pairing,
        "corner": crossing.row_facet.singular,
        "columns": [table.head(crossing.column_facet.id, it) for it in crossing.columns],
        "rows": rows,
        "totals": [table.cell(None, it) for it in crossing.columns],
        "whole": table.cell(None, None),
        "empty": sum(not cell.count for cell in cells),
        "pairs": len(cells),
        "gaps": table.gaps(),
        "is_narrow": len(crossing.columns) < NARROW,
        "has_more": any(row.is_more for row in rows),
        "scale": scale(table.unit),
        "files": [
            Place(it.upper(), f"data/map/{pairing.name}.{it}") for it in ("csv", "svg", "json")
        ],
    }


@dataclass(frozen=True)
class Table:
    """A crossing as a reader sees it: studies counted, and each count a link."""

    crossing: Crossing
    left_out: Mapping[str, Sequence[str]]

    @cached_property
    def unit(self) -> int:
        """How many entries a doubling of the shades begins with: 1 in a small library."""
        return max(1, -(-self.crossing.largest // (2 * DOUBLINGS[-1])))

    def rows(self) -> list[Row]:
        shown = {row.id for row in shown_rows(self.crossing)}
        return [self._row(row, row.id not in shown) for row in self.crossing.rows]

    def _row(self, row: Term, is_more: bool) -> Row:
        cells = tuple(self.cell(row, column) for column in self.crossing.columns)
        head = self.head(self.crossing.row_facet.id, row)
        return Row(head, row.depth, is_more, cells, self.cell(row, None))

    def head(self, facet_id: str, term: Term) -> Place:
        return Place(term.label, f"{facet_id}/{term.id}/")

    def cell(self, row: Term | None, column: Term | None) -> Cell:
        """The cell of two terms; None stands for all entries, whatever they have there."""
        ids = row.id if row else ALL, column.id if column else ALL
        count = len(self.crossing.cell(*ids).studies)
        label = ", ".join(term.label for term in (row, column) if term) or "All"
        number = f"{count:,}" if count or not (row and column) else "no study here"
        return Cell(f"{label}: {number}", count, self.path(*ids), step_of(count, self.unit))

    def path(self, row: str, column: str) -> str:
        path = self._paths[bool(row), bool(column)]
        return path.replace(_ROW, row).replace(_COLUMN, column)

    @cached_property
    def _paths(self) -> Mapping[tuple[bool, bool], str]:
        """Whether a cell has a row and a column of its own -> the path of such cells.

        Made once for thousands of cells; ids of terms are written as they are in an address.
        """
        stands = (self.crossing.row_facet.id, _ROW), (self.crossing.column_facet.id, _COLUMN)
        return {
            (row, column): library_link(
                {id: [term] for (id, term), is_asked in zip(stands, (row, column), strict=True)
                 if is_asked},
                self.left_out,
            )
            for row, column in product((True, False), repeat=2)
        }  # fmt: skip

    def gaps(self) -> list[Place]:
        """Pairs without a study, those first whose terms have most studies of their own."""
        crossing = self.crossing
        across = {it.id: len(crossing.cell(ALL, it.id).studies) for it in crossing.columns}
        down = {it.id: len(crossing.cell(it.id, ALL).studies) for it in crossing.rows}
        empty = [
            (-down[row.id] * across[column.id], f"{row.label}, {column.label}", row, column)
            for row in crossing.rows
            for column in crossing.columns
            if not row.depth and not crossing.cell(row.id, column.id).studies
        ]
        return [
            Place(label, self.path(row.id, column.id))
            for weight, label, row, column in sorted(empty, key=lambda it: it[:2])[:GAPS_SHOWN]
            if weight
        ]


def shown_rows(crossing: Crossing) -> list[Term]:
    """The rows that are seen at first: terms with none above them, most studied first."""
    return [row for row in crossing.rows if not row.depth][:ROWS_SHOWN]


def step_of(count: int, unit: int) -> int:
    """The shade of a count: 0 for none, 1 for less than two units, 5 for sixteen and more."""
    return sum(count >= (bound * unit if bound > 1 else 1) for bound in DOUBLINGS)


def scale(unit: int) -> list[str]:
    """What each shade stands for: "none", "1", "2–3", ..., "16+"."""
    starts = [1, *(bound * unit for bound in DOUBLINGS[1:])]
    spans = [
        f"{start}" if after - start == 1 else f"{start}–{after - 1}"
        for start, after in pairwise(starts)
    ]
    return ["none", *spans, f"{starts[-1]}+"]


def _left_out_words(edition: Edition) -> str:
    """What is no study, in words: "surveys, tools and adjacent works"."""
    facets = edition.taxonomy.facets
    words = [
        plural_of(label) if facet_id == "kinds" else f"{label} works"
        for facet_id, terms in edition.not_studies.items()
        for label in (facets[facet_id].terms[term].label.lower() for term in terms)
    ]
    return " and ".join([*filter(None, [", ".join(words[:-1])]), *words[-1:]])
