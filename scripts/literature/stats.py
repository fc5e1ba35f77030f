"""What the catalogue is made of, in numbers, each with the view of the library that it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final, Literal

from .catalogue import Catalogue
from .model import Entry, PartialDate, field_specs
from .taxonomy import Facet

Flag = Literal["", "yes", "no"]
# Fields that say nothing of how well a work is described.
_APART: Final = frozenset(("aliases", "unverified", "notes"))
_REVIEWED: Final = "venues"  # the facet whose terms make a work a published one


@dataclass(frozen=True)
class View:
    """What a reader asks the library for, or the page of a month of additions."""

    term: tuple[str, str] = ("", "")  # ids of a facet and of its term
    years: tuple[int, int] = (0, 0)  # first and last; 0 leaves that side open
    code: Flag = ""
    reviewed: Flag = ""
    month: str = ""  # "2026-11"


@dataclass(frozen=True)
class Count:
    number: int
    view: View | None = None  # None where the library cannot ask for just these


@dataclass(frozen=True)
class Row:
    id: str
    label: str
    counts: tuple[Count, ...]


@dataclass(frozen=True)
class Figure:
    """Counts in rows; `columns` are what they are called."""

    name: str
    head: str  # what the rows are
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def all_figures(catalogue: Catalogue, followed: Sequence[Facet]) -> tuple[Figure, ...]:
    """Every figure; the terms of the `followed` facets are counted year by year."""
    return (
        growth(catalogue),
        additions(catalogue),
        code(catalogue),
        reviewed(catalogue),
        venues(catalogue),
        *(over_time(catalogue, facet) for facet in followed),
        fields(catalogue),
        doubts(catalogue),
    )


def growth(catalogue: Catalogue) -> Figure:
    """Entries by year of first publication, and how many there were by the end of it."""
    total, rows = 0, []
    for year in _span(catalogue):
        count = len(catalogue.by_year.get(year, ()))
        total += count
        counts = Count(count, View(years=(year, year))), Count(total, View(years=(0, year)))
        rows.append(Row(str(year), str(year), counts))
    return Figure("growth", "Year", ("entries", "so far"), tuple(rows))


def additions(catalogue: Catalogue) -> Figure:
    """Entries by the month in which they came into the database, earliest first."""
    found = Counter([(entry.added.year, entry.added.month) for entry in catalogue.entries])
    months = {f"{year:04d}-{month:02d}": found[year, month] for year, month in sorted(found)}
    rows = (
        Row(month, _words(month), (Count(count, View(month=month)),))
        for month, count in months.items()
    )
    return Figure("additions", "Month", ("entries",), tuple(rows))


def _words(month: str) -> str:
    """ "Nov 2026"."""
    return PartialDate.parse(month).words


def code(catalogue: Catalogue) -> Figure:
    """Entries of each year with code and without."""
    return Figure("code", "Year", ("with code", "without"), tuple(
        _halves(catalogue, lambda entry: bool(entry.code),
                lambda year, flag: View(years=(year, year), code=flag))
    ))  # fmt: skip


def reviewed(catalogue: Catalogue) -> Figure:
    """Entries of each year that appeared at a venue, and those that did not."""
    return Figure("reviewed", "Year", ("at a venue", "preprint or web"), tuple(
        _halves(catalogue, lambda entry: bool(entry.venue),
                lambda year, flag: View(years=(year, year), reviewed=flag))
    ))  # fmt: skip


def _halves(
    catalogue: Catalogue, is_so: Callable[[Entry], bool], view_of: Callable[[int, Flag], View]
) -> Iterator[Row]:
    for year in _span(catalogue):
        entries = catalogue.by_year.get(year, ())
        yes = sum(is_so(entry) for entry in entries)
        counts = Count(yes, view_of(year, "yes")), Count(len(entries) - yes, view_of(year, "no"))
        yield Row(str(year), str(year), counts)


def venues(catalogue: Catalogue) -> Figure:
    """Venues with their entries, most first."""
    facet = catalogue.taxonomy.facets[_REVIEWED]
    rows = (
        Row(term_id, facet.terms[term_id].label, (Count(len(entries), View((facet.id, term_id))),))
        for term_id, entries in _ranked(catalogue, facet)
    )
    return Figure("venues", facet.singular, ("entries",), tuple(rows))


def over_time(catalogue: Catalogue, facet: Facet) -> Figure:
    """The terms of a facet that have none above them, most entries first, by year."""
    years = _span(catalogue)

    def counts(term_id: str, entries: Sequence[Entry]) -> Iterator[Count]:
        found = Counter([entry.published.year for entry in entries])
        yield Count(len(entries), View((facet.id, term_id)))
        for year in years:
            yield Count(found[year], View((facet.id, term_id), (year, year)))

    rows = tuple(
        Row(term_id, facet.terms[term_id].label, tuple(counts(term_id, entries)))
        for term_id, entries in _ranked(catalogue, facet)
        if not facet.terms[term_id].parent
    )
    return Figure(f"{facet.id}-by-year", facet.singular, ("all", *map(str, years)), rows)


def fields(catalogue: Catalogue) -> Figure:
    """How many entries have each field that they need not have, most first."""
    required = {spec.name for spec in field_specs() if spec.required}
    required |= {*catalogue.taxonomy.required_fields, *_APART}
    names = [name for name in catalogue.taxonomy.entry_fields if name not in required]
    found = {name: _having(catalogue, name) for name in names}
    rows = (
        Row(name, name, (Count(found[name], _view_of_field(name)),))
        for name in sorted(names, key=lambda name: (-found[name], name))
    )
    return Figure("fields", "Field", ("entries",), tuple(rows))


def doubts(catalogue: Catalogue) -> Figure:
    """How many entries have a field that nobody has confirmed: any, then by field, most first."""
    doubtful = [entry.unverified for entry in catalogue.entries if entry.unverified]
    found = Counter(name for names in doubtful for name in names)
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    counts = [("any", len(doubtful)), *ranked] if doubtful else []
    rows = (Row(name, name, (Count(count),)) for name, count in counts)
    return Figure("doubts", "Field", ("entries",), tuple(rows))


def _having(catalogue: Catalogue, name: str) -> int:
    """How many entries have a field."""
    if name in catalogue.taxonomy.fields:
        return sum([1 for entry in catalogue.entries if entry.terms.get(name)])
    value = attrgetter(name)
    return sum([1 for entry in catalogue.entries if value(entry)])


def _view_of_field(name: str) -> View | None:
    known: Mapping[str, View] = {"code": View(code="yes"), "venue": View(reviewed="yes")}
    return known.get(name)


def _span(catalogue: Catalogue) -> Sequence[int]:
    """Every year from the first that has entries to the last."""
    found = sorted(catalogue.by_year)
    return range(found[0], found[-1] + 1) if found else ()


def _ranked(catalogue: Catalogue, facet: Facet) -> list[tuple[str, Sequence[Entry]]]:
    """Terms that have entries, those with most first; of equals, in the order of the vocabulary."""
    terms = [it for it in catalogue.by_term[facet.id].items() if it[1]]
    return sorted(terms, key=lambda item: -len(item[1]))
