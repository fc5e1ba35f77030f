"""The library in numbers, on the toy library; the page and the files of them."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from toy import HOSTILE, SITE, bees, hostile_entry, toy

from literature.catalogue import Catalogue
from literature.model import PartialDate
from literature.render import charts
from literature.render.edition import Edition
from literature.render.stats_page import path_of, render_stats_json, stats_pages, stats_tables
from literature.stats import Figure, View, all_figures


def figures(catalogue: Catalogue | None = None) -> dict[str, Figure]:
    catalogue = catalogue or toy()
    facets = catalogue.taxonomy.facets
    found = all_figures(catalogue, (facets["categories"], facets["regions"]))
    return {figure.name: figure for figure in found}


def numbers(figure: Figure) -> list[tuple[object, ...]]:
    return [(row.id, *(count.number for count in row.counts)) for row in figure.rows]


def edition(catalogue: Catalogue | None = None) -> Edition:
    return Edition(catalogue or toy(), replace(SITE, row_facets=("regions",)))


def page_text(of: Edition) -> str:
    (page,) = stats_pages(of)
    return of.assemble(page.make_body(), page.depth)


# Facts


def test_entries_by_year_add_up() -> None:
    assert numbers(figures()["growth"]) == [
        ("2019", 1, 1), ("2020", 1, 2), ("2021", 1, 3), ("2022", 2, 5), ("2023", 1, 6),
    ]  # fmt: skip


def test_a_year_without_entries_is_among_the_years() -> None:
    catalogue = Catalogue.of(
        [bees("abe2019sound"), bees("abe2019sound", key="abe2021x", published=PartialDate(2021))],
        toy().taxonomy,
    )
    assert numbers(figures(catalogue)["growth"]) == [("2019", 1, 1), ("2020", 0, 1), ("2021", 1, 2)]


def test_additions_are_counted_by_month_earliest_first() -> None:
    later = bees("abe2019sound", key="abe2019x", added=date(2026, 3, 1))
    found = figures(Catalogue.of([*toy().entries, later], toy().taxonomy))["additions"]
    assert [(row.label, *(it.number for it in row.counts)) for row in found.rows] == [
        ("Jan 2026", 6), ("Mar 2026", 1),
    ]  # fmt: skip
    assert found.rows[0].counts[0].view == View(month="2026-01")


def test_code_and_venues_split_each_year_in_two() -> None:
    assert numbers(figures()["code"]) == [
        ("2019", 0, 1), ("2020", 0, 1), ("2021", 1, 0), ("2022", 0, 2), ("2023", 1, 0),
    ]  # fmt: skip
    assert numbers(figures()["reviewed"]) == [
        ("2019", 1, 0), ("2020", 0, 1), ("2021", 1, 0), ("2022", 1, 1), ("2023", 0, 1),
    ]  # fmt: skip


def test_venues_stand_by_their_entries() -> None:
    assert numbers(figures()["venues"]) == [("icba", 2), ("jhr", 1)]


def test_terms_with_none_above_them_are_followed_by_year() -> None:
    assert figures()["regions-by-year"].columns == ("all", "2019", "2020", "2021", "2022", "2023")
    assert numbers(figures()["regions-by-year"]) == [("alps", 3, 1, 0, 1, 1, 0)]
    assert numbers(figures()["categories-by-year"]) == [
        ("field-survey", 4, 1, 1, 1, 0, 1), ("nest-study", 3, 0, 0, 1, 2, 0),
    ]  # fmt: skip


def test_completeness_tells_of_fields_that_an_entry_need_not_have() -> None:
    found = {row[0]: row[1] for row in numbers(figures()["fields"])}
    assert (found["venue"], found["code"], found["doi"], found["regions"]) == (3, 2, 2, 3)
    assert (found["covers"], found["project"]) == (1, 0)
    assert not {"title", "kind", "categories", "aliases", "notes", "unverified"} & found.keys()


def test_fields_in_doubt_are_counted() -> None:
    assert numbers(figures()["doubts"]) == [("any", 1), ("published", 1)]
    both = bees("abe2019sound", unverified=("code", "published"))
    catalogue = Catalogue.of([both, bees("vanderberg2021orchard")], toy().taxonomy)
    assert numbers(figures(catalogue)["doubts"]) == [("any", 2), ("published", 2), ("code", 1)]


def test_an_empty_library_has_figures_without_rows() -> None:
    empty = Catalogue.of([], toy().taxonomy)
    assert {name for name, it in figures(empty).items() if it.rows} == {"fields"}
    assert "No entry yet" in page_text(edition(empty))


# Views


@pytest.mark.parametrize(
    ("view", "path"),
    [
        (None, ""),
        (View(), "library/"),
        (View(years=(2021, 2021)), "library/?year=2021"),
        (View(years=(0, 2021)), "library/?year=-2021"),
        (View(years=(2021, 2021), code="no"), "library/?year=2021&code=0"),
        (View(years=(2021, 2021), reviewed="yes"), "library/?year=2021&reviewed=1"),
        (View(("venues", "jhr")), "library/?venues=jhr"),
        (View(month="2026-01"), "digest/2026-01/"),
    ],
)
def test_a_view_has_its_address(view: View | None, path: str) -> None:
    assert path_of(view) == path


# The page and the files


def test_the_page_links_its_sums_and_the_parts_of_its_columns() -> None:
    text = page_text(edition())
    assert '<a href="../library/">6 entries</a>' in text
    assert '<a href="../library/?code=1">2 with code</a>' in text
    assert '<a href="../library/?reviewed=0">3 preprints or pages</a>' in text
    assert '<a href="../library/?year=2022&amp;code=0" aria-label="2022, without: 2">' in text
    assert '<td><a href="../library/?regions=alps&amp;year=2021">1</a></td>' in text


def test_a_count_of_nothing_is_no_link() -> None:
    assert "<td>0</td>" in page_text(edition())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_entries_leave_the_page_and_the_files_whole(text: str) -> None:
    of = edition(Catalogue.of([hostile_entry(text)], toy().taxonomy))
    assert "<script>alert" not in page_text(of)
    json.loads(render_stats_json(of))


def test_each_figure_is_a_table() -> None:
    tables = dict(stats_tables(edition()))
    assert sorted(path.removeprefix("data/stats/") for path in tables) == [
        "additions.csv", "categories-by-year.csv", "code.csv", "doubts.csv", "fields.csv",
        "growth.csv", "regions-by-year.csv", "reviewed.csv", "venues.csv",
    ]  # fmt: skip
    assert list(csv.reader(StringIO(tables["data/stats/venues.csv"]))) == [
        ["id", "label", "entries"], ["icba", "ICBA", "2"], ["jhr", "JHR", "1"],
    ]  # fmt: skip


def test_all_figures_are_in_one_file_with_the_numbers_of_the_tables() -> None:
    made = json.loads(render_stats_json(edition()))
    assert (made["version"], made["entries"]) == (1, 6)
    for figure in made["figures"]:
        text = dict(stats_tables(edition()))[f"data/stats/{figure['name']}.csv"]
        lines = list(csv.reader(StringIO(text)))
        assert lines[0] == ["id", "label", *figure["columns"]]
        assert lines[1:] == [[str(cell) for cell in row] for row in figure["rows"]]


# Drawing


def test_parts_of_a_column_stand_on_each_other() -> None:
    (column,) = charts.columns([("2021", [("with", 1, "a/"), ("without", 3, "b/")])])
    assert [part.shape for part in column.parts] == [
        "M10.0 120.0v-24.5h56.0v24.5z", "M10.0 95.5v-73.5h56.0v73.5z",
    ]  # fmt: skip
    assert [part.said for part in column.parts] == ["2021, with: 1", "2021, without: 3"]
    assert (column.words, column.top) == ("25 %", 17.0)


def test_a_column_of_one_part_has_its_number_and_an_empty_one_nothing() -> None:
    full, empty = charts.columns(
        [("2021", [("entries", 1200, "")]), ("2022", [("entries", 0, "")])]
    )
    assert (full.words, empty.words, empty.parts) == ("1,200", "", ())


def test_the_last_ten_columns_are_drawn_within_the_picture() -> None:
    drawn = charts.columns([(str(year), [("entries", 1, "")]) for year in range(2000, 2026)])
    assert [column.label for column in drawn] == [str(year) for year in range(2016, 2026)]
    assert 0 < drawn[0].middle < drawn[-1].middle < charts.WIDTH


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(0, 0, "0 %"), (0, 9, "0 %"), (9, 9, "100 %"), (1, 3, "33 %"), (1, 999, "< 1 %"),
     (998, 999, "> 99 %")],
)  # fmt: skip
def test_a_share_claims_neither_all_nor_nothing_where_it_is_neither(
    part: int, whole: int, words: str
) -> None:
    assert charts.percent(part, whole) == words


def test_bars_have_their_length() -> None:
    assert charts.bar(1, 4) == "M0 0h25.0v8H0z"
    assert charts.bar(0, 0) == "M0 0h0.0v8H0z"
    assert (
        charts.line_of_bars([0, 1, 2]) == "M0 24v-0.5h10V24zM12 24v-12.0h10V24zM24 24v-24.0h10V24z"
    )
