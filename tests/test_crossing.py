"""Two facets crossed: which entries meet, what is left out, in which order rows stand."""

from __future__ import annotations

import pytest
from toy import bees, toy

from literature.catalogue import Catalogue
from literature.crossing import ALL, Crossing, cross


def crossed(left_out: dict[str, list[str]] | None = None) -> Crossing:
    return cross(toy(), "regions", "categories", left_out or {})


def keys(crossing: Crossing, row: str, column: str) -> list[str]:
    return [entry.key for entry in crossing.cell(row, column).studies]


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [
        ("alps", "field-survey", ["vanderberg2021orchard", "abe2019sound"]),
        ("alps", "nest-study", ["okafor2022nest", "vanderberg2021orchard"]),
        ("tyrol", "nest-study", ["vanderberg2021orchard"]),
        ("alps", ALL, ["okafor2022nest", "vanderberg2021orchard", "abe2019sound"]),
        (ALL, "nest-study", ["okafor2022nest", "li2022solitary", "vanderberg2021orchard"]),
    ],
)
def test_a_cell_has_the_entries_of_both_terms_and_of_those_below_them_newest_first(
    row: str, column: str, expected: list[str]
) -> None:
    assert keys(crossed(), row, column) == expected


def test_an_entry_with_two_terms_below_one_counts_once() -> None:
    both = bees("abe2019sound", terms={**bees("abe2019sound").terms, "regions": ("alps", "tyrol")})
    crossing = cross(Catalogue.of([both], toy().taxonomy), "regions", "categories", {})
    assert keys(crossing, "alps", "field-survey") == ["abe2019sound"]


def test_what_is_no_study_is_counted_apart() -> None:
    crossing = crossed({"kinds": ["key"]})
    cell = crossing.cell(ALL, "field-survey")
    assert [entry.key for entry in cell.others] == ["beelab2023keyed"]
    assert len(cell.studies) == 3
    assert cell.years == {2019: (1, 0), 2020: (1, 0), 2021: (1, 0), 2023: (0, 1)}


def test_leaving_out_a_term_leaves_out_those_below_it() -> None:
    crossing = crossed({"regions": ["alps"]})
    assert keys(crossing, "tyrol", ALL) == []
    assert [entry.key for entry in crossing.cell("tyrol", ALL).others] == ["vanderberg2021orchard"]


def test_a_term_that_is_left_out_is_no_row() -> None:
    assert [row.id for row in crossed({"regions": ["tyrol"]}).rows] == ["alps"]


def test_terms_that_the_vocabulary_does_not_have_leave_nothing_out() -> None:
    assert crossed({"weathers": ["rain"], "kinds": ["no-such-kind"]}) == crossed()


def test_rows_stand_below_their_parents_and_columns_by_their_studies() -> None:
    crossing = crossed({"kinds": ["key", "diary"]})
    assert [(row.id, row.depth) for row in crossing.rows] == [("alps", 0), ("tyrol", 1)]
    assert [column.id for column in crossing.columns] == ["nest-study", "field-survey"]


def test_the_largest_cell_is_that_of_two_terms_not_a_sum() -> None:
    assert crossed().largest == 2


def test_a_pair_that_never_meets_is_an_empty_cell() -> None:
    catalogue = Catalogue.of([bees("abe2019sound")], toy().taxonomy)
    crossing = cross(catalogue, "regions", "categories", {})
    assert crossing.cell("tyrol", "nest-study").studies == ()
    assert [row.id for row in crossing.rows] == ["alps", "tyrol"]


def test_an_empty_library_has_a_table_without_counts() -> None:
    crossing = cross(Catalogue.of([], toy().taxonomy), "regions", "categories", {})
    assert (crossing.largest, crossing.cells) == (0, {})
    assert len(crossing.rows) == 2
