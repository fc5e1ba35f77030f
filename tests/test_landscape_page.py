"""The page of the map and the quarters: true numbers, links that hold them, a bounded picture."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape
from html.parser import HTMLParser

import pytest
from toy import HOSTILE, SITE, bees, hostile_entry, toy

from literature.catalogue import Catalogue
from literature.model import Entry, PartialDate
from literature.render import timeline
from literature.render.edition import Edition
from literature.render.landscape_page import landscape_pages, regions_of, render_landscape_json
from literature.render.search_data import edition_of
from literature.render.timeline import Cell


def edition(*entries: Entry) -> Edition:
    chosen = entries or toy().entries
    return Edition(Catalogue.of(chosen, toy().taxonomy), SITE)


EMPTY = Edition(Catalogue.of((), toy().taxonomy), SITE)


def body(of: Edition) -> str:
    (page,) = landscape_pages(of)
    return of.assemble(page.make_body(), page.depth)


def many(count: int) -> list[Entry]:
    return [bees("abe2019sound", key=f"a{n}") for n in range(count)]


# --- The page ------------------------------------------------------------------------------------


def test_the_page_names_each_category_with_the_number_of_its_view_of_the_library() -> None:
    text = body(edition())
    assert '<a href="../library/?categories=field-survey">Field surveys</a> <data>4</data>' in text
    assert '<a href="../library/?categories=nest-study">Nest studies</a> <data>3</data>' in text


def test_the_picture_has_a_point_for_each_entry_and_a_name_for_each_island() -> None:
    text = body(edition())
    picture = text[text.index("<svg") : text.index("</svg>")]
    assert len(re.findall(r"M\d+ \d+h0", picture)) == 6
    assert re.findall(r"<text[^>]*>([^<]*)</text>", picture) == ["Field surveys", "Nest studies"]
    assert "2 islands, one for each main approach" in picture


def test_a_large_library_has_a_picture_of_some_of_its_points_and_says_so() -> None:
    text = body(edition(*many(4500)))
    assert len(re.findall(r"M\d+ \d+h0", text)) == 1500
    assert "The picture shows 1,500 of the points." in text
    assert len(text[text.index("<svg") : text.index("</svg>")]) < 60_000


def test_an_empty_library_has_a_sentence_and_no_map() -> None:
    text = body(EMPTY)
    assert "No entry yet." in text
    assert "<svg" not in text
    assert json.loads(render_landscape_json(EMPTY))["count"] == 0
    assert timeline.render_csv(EMPTY) == '"quarter","category","label","entries"\r\n'


def test_one_entry_makes_a_page() -> None:
    assert "Map of 1 entry" in body(edition(bees("abe2019sound")))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_entry_adds_no_element(text: str) -> None:
    plain = edition(bees("abe2019sound"))
    assert _tags(body(edition(hostile_entry(text)))) == _tags(body(plain))


def _tags(text: str) -> list[str]:
    found: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: found.append(tag)  # type: ignore[method-assign]
    parser.feed(text)
    return found


def test_an_entry_without_a_category_stands_apart_and_is_counted() -> None:
    of = edition(*toy().entries, bees("abe2019sound", key="abe2019stray", terms={}))
    assert [(it.label, it.count, it.own) for it in regions_of(of)] == [
        ("Field surveys", 4, 4), ("Nest studies", 3, 2), ("Others", 1, 1),
    ]  # fmt: skip


# --- What the script reads -----------------------------------------------------------------------


def test_the_file_is_in_the_order_of_the_search_file() -> None:
    of = edition()
    found = json.loads(render_landscape_json(of))
    assert found["edition"] == edition_of(of.catalogue)
    assert [it[0] for it in found["islands"]] == ["Field surveys", "Nest studies"]
    assert found["home"] == [0, 1, 1, 0, 0, 0]
    assert list(zip(found["x"], found["y"], strict=True)) == [
        of.landscape.places[entry.key] for entry in of.catalogue.entries
    ]


# --- Quarters ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "label"),
    [("2024-01-31", "2024 Q1"), ("2024-03", "2024 Q1"), ("2024-04", "2024 Q2"),
     ("2024-09", "2024 Q3"), ("2024-12-31", "2024 Q4"), ("2024", "2024")],
)  # fmt: skip
def test_a_month_belongs_to_a_quarter_and_a_year_alone_to_none(day: str, label: str) -> None:
    entry = bees("abe2019sound", published=PartialDate.parse(day))
    assert timeline.label_of(timeline.period_of(entry)) == label


def test_the_file_of_quarters_counts_each_entry_once() -> None:
    rows = list(csv.DictReader(io.StringIO(timeline.render_csv(edition()))))
    assert [tuple(row.values()) for row in rows] == [
        ("2019 Q4", "field-survey", "Field surveys", "1"),
        ("2020 Q2", "field-survey", "Field surveys", "1"),
        ("2021 Q1", "field-survey", "Field surveys", "1"),
        ("2022 Q2", "nest-study", "Nest studies", "2"),
        ("2023", "field-survey", "Field surveys", "1"),
    ]


def test_numbers_by_year_are_those_of_the_library_with_its_views() -> None:
    numbers = timeline.numbers_by_year(edition())
    assert list(numbers.heads) == ["All", "2023", "2022", "2021", "2020", "2019"]
    label, cells = numbers.rows[1]
    assert label == "Nest studies"
    assert list(cells) == [
        Cell(3, "library/?categories=nest-study"),
        Cell(0), Cell(2, "library/?categories=nest-study&year=2022"),
        Cell(1, "library/?categories=nest-study&year=2021"), Cell(0), Cell(0),
    ]  # fmt: skip


def test_what_is_older_than_the_chart_stands_together() -> None:
    entries = [bees("abe2019sound", key=f"a{year}", published=PartialDate(year, 2))
               for year in (1998, 2001, 2020, 2026)]  # fmt: skip
    of = edition(*entries)
    assert timeline.numbers_by_year(of).rows[0][1][-1] == Cell(
        2, "library/?categories=field-survey&year=-2018"
    )
    assert timeline.draw_chart(of).years[0].label == "to 2018"
    assert timeline.draw_chart(of).years[0].count == 2


def test_the_years_below_the_chart_hold_all_entries() -> None:
    chart = timeline.draw_chart(edition())
    assert [(it.label, it.count, it.path) for it in chart.years] == [
        ("2019", 1, "library/?year=2019"), ("2020", 1, "library/?year=2020"),
        ("2021", 1, "library/?year=2021"), ("2022", 2, "library/?year=2022"),
        ("2023", 1, "library/?year=2023"),
    ]  # fmt: skip
    assert timeline.without_month(edition()) == 1
    assert "1 of which only the year is known is in the numbers of its year" in unescape(
        body(edition())
    )


def test_bars_stand_upon_each_other_inside_the_chart() -> None:
    entries = [bees(key, key=f"{key}{n}", published=PartialDate(2024, 5))
               for n, key in enumerate(["abe2019sound"] * 3 + ["okafor2022nest"] * 2)]  # fmt: skip
    chart = timeline.draw_chart(edition(*entries))
    pieces = [
        tuple(map(float, piece))
        for _, shape in chart.layers
        for piece in re.findall(r"M([\d.]+) ([\d.]+)v-([\d.]+)h", shape)
    ]
    (left, floor, tall), (other_left, other_floor, other_tall) = pieces
    assert left == other_left
    assert floor == timeline.FLOOR
    assert other_floor == pytest.approx(floor - tall, abs=0.11)
    assert other_floor - other_tall == pytest.approx(timeline.TOP, abs=0.11)
    assert tall / other_tall == pytest.approx(1.5, abs=0.01)
    assert [value for _, value in chart.lines] == [2, 4]


@pytest.mark.parametrize(
    ("most", "lines"),
    [(1, [1]), (3, [1, 2, 3]), (4, [2, 4]), (9, [5]), (51, [20, 40]), (1000, [500, 1000])],
)
def test_lines_stand_at_round_numbers(most: int, lines: list[int]) -> None:
    assert timeline._round_numbers(most) == lines
