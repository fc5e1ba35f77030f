"""Pictures of counts: which years are shown, how tall a bar is, where it leads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toy import bees, toy

from literature.model import Entry, PartialDate
from literature.render.figures import Bar, counts_by_year, shown_years, spark, year_bars


def entries_of(*years: int) -> list[Entry]:
    return [bees("abe2019sound", published=PartialDate(year)) for year in years]


def bars(entries: Sequence[Entry], years: Sequence[int]) -> tuple[Bar, ...]:
    return year_bars(counts_by_year(entries), years, 120, lambda year: f"years/{year}/")


def test_no_entries_show_no_years() -> None:
    assert shown_years([]) == ()
    assert bars([], []) == ()
    assert spark([], []) == ""


def test_the_years_of_the_toy_library_have_no_gap() -> None:
    assert shown_years(toy().entries) == (2019, 2020, 2021, 2022, 2023)
    assert shown_years(entries_of(2019, 2022)) == (2019, 2020, 2021, 2022)


def test_at_most_eight_years_are_shown_the_last_ones() -> None:
    assert shown_years(entries_of(1998, 2010, 2026)) == tuple(range(2019, 2027))


def test_entries_are_counted_by_year() -> None:
    assert dict(counts_by_year(toy().entries)) == {2019: 1, 2020: 1, 2021: 1, 2022: 2, 2023: 1}


def test_a_bar_has_label_count_and_the_page_of_its_year() -> None:
    found = [
        (bar.label, bar.count, bar.path) for bar in bars(entries_of(2020, 2022), (2020, 2021, 2022))
    ]
    assert found == [("2020", 1, "years/2020/"), ("2021", 0, ""), ("2022", 1, "years/2022/")]


def test_what_is_older_stands_in_one_bar_before_the_others() -> None:
    entries = entries_of(1998, 2001, 2018, *range(2019, 2027))
    first, second = bars(entries, shown_years(entries))[:2]
    assert (first.label, first.count, first.path) == ("to 2018", 3, "years/2018/")
    assert (second.label, second.count) == ("2019", 1)


def test_bars_share_the_width_and_the_tallest_fills_the_height() -> None:
    low, high = bars(entries_of(2020, *[2021] * 4), (2020, 2021))
    # 380 wide: two columns of 190; floor at 100, 22 for the number, so 78 for the tallest.
    assert low.shape == "M3.0 100v-19.5h184.0v19.5z"
    assert high.shape == "M193.0 100v-78.0h184.0v78.0z"
    assert (low.middle, high.middle) == (95.0, 285.0)
    assert (low.top, high.top) == (75.5, 17.0)


def test_a_year_without_entries_is_a_line_not_a_hole() -> None:
    _, empty, _ = bars(entries_of(2020, 2022), (2020, 2021, 2022))
    assert "v-1.0h" in empty.shape


def test_a_small_count_among_large_ones_can_still_be_seen() -> None:
    small, _ = bars(entries_of(2020, *[2021] * 900), (2020, 2021))
    assert "v-1.0h" in small.shape


def test_every_bar_of_nine_stays_within_the_picture() -> None:
    entries = entries_of(1998, *range(2019, 2027))
    found = bars(entries, shown_years(entries))
    assert len(found) == 9
    for bar in found:
        left, width = map(float, re.findall(r"M([\d.]+) .*h([\d.]+)v", bar.shape)[0])
        assert left >= 0
        assert left + width <= 380


def test_a_spark_is_one_path_on_its_own_scale() -> None:
    assert spark(entries_of(2020, 2022, 2022), (2020, 2021, 2022)) == (
        "M0 18v-9h5V18zM7 18v-1h5V18zM14 18v-18h5V18z"
    )
