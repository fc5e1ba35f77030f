"""Small pictures of counts, as the geometry of SVG shapes (no styles, so a strict CSP holds)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from ..model import Entry

_YEAR = attrgetter("published.year")
YEARS_SHOWN = 8


@dataclass(frozen=True)
class Bar:
    """One bar of a chart: what it counts, where it leads, and its shape."""

    label: str
    count: int
    path: str  # of the list of what it counts, from the site's root; empty when that is nothing
    shape: str
    middle: float
    top: float


def shown_years(entries: Sequence[Entry]) -> tuple[int, ...]:
    """The last years that have entries, without gaps, oldest first: at most YEARS_SHOWN."""
    years = [entry.published.year for entry in entries]
    if not years:
        return ()
    first = max(min(years), max(years) - YEARS_SHOWN + 1)
    return tuple(range(first, max(years) + 1))


def counts_by_year(entries: Sequence[Entry]) -> Mapping[int, int]:
    return Counter(map(_YEAR, entries))


def year_bars(
    counts: Mapping[int, int],
    years: Sequence[int],
    height: int,
    path_of: Callable[[int], str],
    earlier_path: str = "",
) -> tuple[Bar, ...]:
    """Bars 380 units wide together; what is older than the first year stands in a bar before it,
    which leads to `earlier_path`, or to the latest of those years.
    """
    columns = [
        (str(year), counts.get(year, 0), path_of(year) if year in counts else "") for year in years
    ]
    earlier = [year for year in counts if years and year < years[0]]
    if earlier:
        count = sum(counts[year] for year in earlier)
        columns.insert(0, (f"to {years[0] - 1}", count, earlier_path or path_of(max(earlier))))
    tallest = max((count for _, count, _ in columns), default=0) or 1
    step = 380 / max(len(columns), 1)
    return tuple(
        _bar(column, index * step, step, height, tallest) for index, column in enumerate(columns)
    )


def _bar(column: tuple[str, int, str], left: float, step: float, height: int, tallest: int) -> Bar:
    label, count, path = column
    floor = height - 20
    tall = max(1.0, (floor - 22) * count / tallest)
    width = step - 6
    shape = f"M{left + 3:.1f} {floor}v-{tall:.1f}h{width:.1f}v{tall:.1f}z"
    return Bar(label, count, path, shape, round(left + step / 2, 1), round(floor - tall - 5, 1))


def spark(entries: Sequence[Entry], years: Sequence[int]) -> str:
    """One SVG path of bars 54 x 18, on its own scale."""
    counts = counts_by_year(entries)
    tallest = max((counts.get(year, 0) for year in years), default=0) or 1
    return "".join(
        f"M{7 * index} 18v-{max(1, round(18 * counts.get(year, 0) / tallest))}h5V18z"
        for index, year in enumerate(years)
    )
