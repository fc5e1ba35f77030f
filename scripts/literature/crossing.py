"""Two facets crossed: how many entries have a term of the one and a term of the other.

Counts are those of the library: a term holds the entries of those below it, and what is left out
is left out by its terms.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from .catalogue import Catalogue
from .model import Entry
from .taxonomy import Facet

ALL: Final = ""  # in the place of a term: whatever an entry has, or has not, in that facet


@dataclass(frozen=True)
class Cell:
    """The entries that two terms share, newest first: the studies, and what is left out of them."""

    studies: tuple[Entry, ...] = ()
    others: tuple[Entry, ...] = ()

    @property
    def years(self) -> Mapping[int, tuple[int, int]]:
        """Year -> studies and others; years without either are left out."""
        studies, others = (
            Counter([entry.published.year for entry in entries])
            for entries in (self.studies, self.others)
        )
        return {year: (studies[year], others[year]) for year in sorted(studies | others)}


NOTHING: Final = Cell()


@dataclass(frozen=True)
class Place:
    """A term in the order of a table; `depth` is the number of terms above it."""

    id: str
    label: str
    depth: int = 0


@dataclass(frozen=True)
class Crossing:
    """A table: terms of one facet as rows, terms of another as columns, most studied first."""

    row_facet: Facet
    column_facet: Facet
    rows: tuple[Place, ...]  # each parent before those below it
    columns: tuple[Place, ...]
    cells: Mapping[tuple[str, str], Cell]  # (row, column), either may be ALL; without empty ones

    def cell(self, row: str, column: str) -> Cell:
        return self.cells.get((row, column), NOTHING)

    @cached_property
    def largest(self) -> int:
        """The most studies that two terms share."""
        return max(
            (len(cell.studies) for (row, column), cell in self.cells.items() if row and column),
            default=0,
        )


def cross(
    catalogue: Catalogue, rows: str, columns: str, left_out: Mapping[str, Collection[str]]
) -> Crossing:
    """The facets of these two ids, crossed. `left_out`: facet id -> terms that make no study."""
    facets = catalogue.taxonomy.facets
    row_facet, column_facet = facets[rows], facets[columns]
    others = _others(catalogue, left_out)
    studies, rest = (
        _shared([entry for entry in catalogue.entries if (entry.key in others) is is_other],
                row_facet, column_facet)
        for is_other in (False, True)
    )  # fmt: skip
    cells = {
        pair: Cell(tuple(studies.get(pair, ())), tuple(rest.get(pair, ())))
        for pair in dict.fromkeys((*studies, *rest))
    }
    of_rows = {row: cell for (row, column), cell in cells.items() if column == ALL}
    of_columns = {column: cell for (row, column), cell in cells.items() if row == ALL}
    return Crossing(
        row_facet,
        column_facet,
        tuple(_places(row_facet, left_out.get(rows, ()), of_rows)),
        tuple(_places(column_facet, left_out.get(columns, ()), of_columns)),
        cells,
    )


def _others(catalogue: Catalogue, left_out: Mapping[str, Collection[str]]) -> set[str]:
    """The keys of the entries that are no studies; what the vocabulary does not have has none."""
    return {
        entry.key
        for facet_id, terms in left_out.items()
        for term_id in terms
        for entry in catalogue.by_term.get(facet_id, {}).get(term_id, ())
    }


def _shared(
    entries: Sequence[Entry], rows: Facet, columns: Facet
) -> Mapping[tuple[str, str], list[Entry]]:
    found: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    known: dict[tuple[tuple[str, ...], tuple[str, ...]], list[tuple[str, str]]] = {}
    for entry in entries:
        own = entry.terms.get(rows.field, ()), entry.terms.get(columns.field, ())
        if own not in known:
            across = _with_ancestors(columns, own[1])
            known[own] = [
                (row, column) for row in _with_ancestors(rows, own[0]) for column in across
            ]
        for pair in known[own]:
            found[pair].append(entry)
    return found


def _with_ancestors(facet: Facet, own: Sequence[str]) -> Sequence[str]:
    return list(dict.fromkeys((ALL, *(it for term in own for it in facet.with_ancestors(term)))))


def _places(facet: Facet, left_out: Collection[str], totals: Mapping[str, Cell]) -> Iterator[Place]:
    """Terms by their studies, then by all their entries, then in the order of the vocabulary."""

    def size(term_id: str) -> tuple[int, int]:
        cell = totals.get(term_id, NOTHING)
        return -len(cell.studies), -len(cell.others)

    def below(ids: Sequence[str], depth: int) -> Iterator[Place]:
        for term_id in sorted(ids, key=size):
            if term_id not in left_out:
                yield Place(term_id, facet.terms[term_id].label, depth)
                yield from below(facet.children.get(term_id, ()), depth + 1)

    return below([term.id for term in facet.terms.values() if not term.parent], 0)
