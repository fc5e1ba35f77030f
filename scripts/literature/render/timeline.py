"""Entries by quarter of first publication and by main category: a chart, its numbers, a file.

The chart and the numbers by quarter count an entry once, under its main category. The numbers by
year are those of the library: an entry counts under each of its categories.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..islands import OTHERS, home_of
from ..model import Entry
from ..taxonomy import Facet
from .csv_table import csv_line, safe_cell
from .edition import Edition
from .library_link import library_link

WIDTH: Final = 1000
HEIGHT: Final = 260
FLOOR: Final = 212  # of the bars; years and their numbers stand below
TOP: Final = 14
EARLIER_SHARE: Final = 0.4  # of the width of a year, for all that is older than the first one
QUARTERS: Final = ("January to March", "April to June", "July to September", "October to December")

Period = tuple[int, int]  # year, quarter: 1 to 4, 0 where the month is not known
Edges = tuple[float, float]  # of a bar: where it begins, how wide it is


@dataclass(frozen=True)
class Cell:
    """A number with the view of the library that counts the same; no view, no link."""

    count: int
    path: str = ""


@dataclass(frozen=True)
class Span:
    """Something that the chart names, between two edges of it."""

    label: str
    left: float
    width: float
    count: int = 0
    path: str = ""


@dataclass(frozen=True)
class Chart:
    """The shapes of a chart, WIDTH by HEIGHT."""

    layers: Sequence[tuple[int, str]]  # place of a category in the vocabulary, path of its bars
    years: Sequence[Span]
    quarters: Mapping[str, Sequence[Span]]  # label of a year -> its quarters
    lines: Sequence[tuple[float, int]]  # height of a line, the number that it stands for


@dataclass(frozen=True)
class Numbers:
    """A table: the heads of its columns, then rows of a head and cells."""

    heads: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Cell]]]


def period_of(entry: Entry) -> Period:
    return entry.year, (entry.published.month + 2) // 3


def by_period(entries: Iterable[Entry]) -> Counter[tuple[Period, str]]:
    """(period, main category) -> entries."""
    return Counter((period_of(entry), home_of(entry)) for entry in entries)


def label_of(period: Period) -> str:
    """ "2024 Q3", or "2024" where the month is not known."""
    return f"{period[0]} Q{period[1]}" if period[1] else str(period[0])


def names_of(edition: Edition) -> dict[str, str]:
    """Id of each category -> label, in the order of the vocabulary; OTHERS last if it is needed."""
    terms = edition.taxonomy.facets["categories"].terms
    names = {term.id: term.label for term in terms.values()}
    has_others = any(not entry.categories for entry in edition.catalogue.entries)
    return names | ({OTHERS: "Others"} if has_others else {})


# The chart


def draw_chart(edition: Edition) -> Chart:
    """Bars for the quarters of the years that charts show, and one for all that is older."""
    years = edition.years
    names = list(names_of(edition))
    counts = by_period(edition.catalogue.entries)
    columns = dict(_columns(years, any(year < years[0] for (year, _), _ in counts)))
    stacks: dict[Period, Counter[str]] = {period: Counter() for period in columns}
    for (period, name), count in counts.items():
        if period[0] < years[0]:
            stacks[0, 0][name] += count
        elif period[1]:
            stacks[period][name] += count
    tallest = max((sum(stack.values()) for stack in stacks.values()), default=0) or 1
    unit = (FLOOR - TOP) / tallest
    layers = [(number, _bars(columns, stacks, names[: number + 1], unit))
              for number in range(len(names))]  # fmt: skip
    return Chart(
        [(number, shape) for number, shape in layers if shape],
        list(_spans(edition, columns)),
        {str(year): _quarters(year, columns, stacks) for year in years},
        [(round(FLOOR - value * unit, 1), value) for value in _round_numbers(tallest)],
    )


def _columns(years: Sequence[int], has_earlier: bool) -> Iterator[tuple[Period, Edges]]:
    """Period -> left edge and width of its bar; (0, 0) is all that is older."""
    if not years:
        return
    earlier = EARLIER_SHARE if has_earlier else 0.0
    year_width = WIDTH / (len(years) + earlier)
    if has_earlier:
        yield (0, 0), (year_width * 0.08, year_width * (earlier - 0.16))
    for number, year in enumerate(years):
        left = year_width * (number + earlier)
        for quarter in (1, 2, 3, 4):
            width = year_width * 0.84 / 4
            yield (year, quarter), (left + year_width * 0.08 + width * (quarter - 1), width - 3)


def _bars(
    columns: Mapping[Period, Edges],
    stacks: Mapping[Period, Counter[str]],
    names: Sequence[str],
    unit: float,
) -> str:
    """One path of the pieces of the last of these categories, which stand upon the others."""
    shape = ""
    for period, (left, width) in columns.items():
        stack = stacks[period]
        if count := stack[names[-1]]:
            bottom = FLOOR - sum(stack[name] for name in names[:-1]) * unit
            shape += f"M{left:.1f} {bottom:.1f}v-{count * unit:.1f}h{width:.1f}v{count * unit:.1f}z"
    return shape


def _spans(edition: Edition, columns: Mapping[Period, Edges]) -> Iterator[Span]:
    """The years below the chart, each with the view of the library that holds its entries."""
    counts = {year: len(entries) for year, entries in edition.catalogue.by_year.items()}
    first = edition.years[0] if edition.years else 0
    for (year, quarter), (left, width) in columns.items():
        if quarter == 1:
            whole = (width + 3) * 4
            link = library_link(years=(year, year)) if year in counts else ""
            yield Span(str(year), round(left, 1), round(whole, 1), counts.get(year, 0), link)
        elif not quarter:
            count = sum(count for year, count in counts.items() if year < first)
            link = library_link(years=(0, first - 1))
            yield Span(f"to {first - 1}", round(left, 1), round(width, 1), count, link)


def _quarters(
    year: int,
    columns: Mapping[Period, Edges],
    stacks: Mapping[Period, Counter[str]],
) -> list[Span]:
    return [
        Span(f"{QUARTERS[quarter - 1]} {year}", round(left, 1), round(width, 1), total)
        for quarter in (1, 2, 3, 4)
        for left, width in [columns[year, quarter]]
        if (total := sum(stacks[year, quarter].values()))
    ]


def _round_numbers(most: int) -> list[int]:
    """At most three numbers up to `most`: 1, 2 or 5 with noughts, and their multiples."""
    step, size = 1, 1
    while most // step > 3:
        step = step * 2 if step != 2 * size else step // 2 * 5
        if step == 10 * size:
            size = step
    return list(range(step, most + 1, step))


# The numbers


def numbers_by_year(edition: Edition) -> Numbers:
    """Categories in rows, years in columns, the latest first, as the library counts them."""
    facet = edition.taxonomy.facets["categories"]
    years = edition.years[::-1]
    spans = [(year, year) for year in years]
    if years and min(edition.catalogue.by_year) < years[-1]:
        spans.append((0, years[-1] - 1))
    heads = [str(last) if first else f"to {last}" for first, last in spans]
    rows = [
        (term.label, _cells(edition, facet, term.id, spans))
        for term in facet.terms.values()
        if edition.catalogue.by_term[facet.id][term.id]
    ]
    return Numbers(["All", *heads], rows)


def _cells(
    edition: Edition, facet: Facet, term_id: str, spans: Sequence[tuple[int, int]]
) -> list[Cell]:
    counts = Counter(entry.year for entry in edition.catalogue.by_term[facet.id][term_id])
    any_of = {facet.id: [term_id]}
    cells = [Cell(counts.total(), library_link(any_of))]
    for first, last in spans:
        count = sum(count for year, count in counts.items() if first <= year <= last)
        cells.append(Cell(count, library_link(any_of, years=(first, last)) if count else ""))
    return cells


def numbers_by_quarter(edition: Edition) -> Numbers:
    """Quarters of the years shown in rows, the latest first; main categories in columns."""
    counts = by_period(edition.catalogue.entries)
    used = {name for _, name in counts}
    names = {name: label for name, label in names_of(edition).items() if name in used}
    periods = sorted({period for period, _ in counts if period[0] in edition.years}, reverse=True)
    rows = [
        (
            label_of(period) if period[1] else f"{period[0]}, month not known",
            [Cell(sum(counts[period, name] for name in names)),
             *(Cell(counts[period, name]) for name in names)],
        )
        for period in periods
    ]  # fmt: skip
    return Numbers(["All", *names.values()], rows)


def without_month(edition: Edition) -> int:
    """How many entries of the years shown are in no bar, because their month is not known."""
    return sum(
        1
        for entry in edition.catalogue.entries
        if entry.year in edition.years and not entry.published.month
    )


def render_csv(edition: Edition) -> str:
    """A row for each quarter and main category that has entries: "2024 Q3","x","Label of x","7".

    A year alone stands for entries whose month is not known. In the order of time, then of the
    vocabulary.
    """
    names = names_of(edition)
    order = {name: number for number, name in enumerate(names)}
    counts = by_period(edition.catalogue.entries)
    rows = [["quarter", "category", "label", "entries"]]
    for period, name in sorted(counts, key=lambda it: (it[0], order[it[1]])):
        rows.append([label_of(period), name, safe_cell(names[name]), str(counts[period, name])])
    return "".join(map(csv_line, rows))
