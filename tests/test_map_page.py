"""The gap map as a page and as files, on the toy library."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from html import escape
from io import StringIO
from xml.etree import ElementTree

import pytest
from toy import HOSTILE, SITE, toy

from literature.catalogue import Catalogue
from literature.render.edition import Edition
from literature.render.map_files import map_counts, map_tables
from literature.render.map_page import map_pages, scale, step_of
from literature.render.site_facts import Pairing
from literature.taxonomy import Taxonomy

PAIRING = Pairing("regions", "categories", "Approaches by region", "How often where.")
MAPPED = replace(
    SITE, maps=(PAIRING,), not_studies=(("kinds", ("key", "no-such-kind")), ("weathers", ("rain",)))
)
SVG = "{http://www.w3.org/2000/svg}"


def edition(catalogue: Catalogue | None = None, **changes: object) -> Edition:
    return Edition(catalogue or toy(), replace(MAPPED, **changes))  # type: ignore[arg-type]


def page_text(of: Edition) -> str:
    (page,) = map_pages(of)
    return of.assemble(page.make_body(), page.depth)


def files(of: Edition) -> dict[str, str]:
    return {**dict(map_tables(of)), **dict(map_counts(of))}


# The page


def test_without_facets_to_cross_there_is_no_page_and_no_file() -> None:
    for maps in ((), (Pairing("regions", "weathers", "x"),), (Pairing("regions", "regions", "x"),)):
        of = edition(maps=maps)
        assert list(map_pages(of)) == []
        assert files(of) == {}


def test_a_cell_is_a_link_to_the_studies_that_it_counts() -> None:
    assert (
        '<td><a class="s2" href="../library/?categories=nest-study&amp;kinds=-key'
        '&amp;regions=alps" aria-label="Alps, Nest studies: 2">2</a></td>' in page_text(edition())
    )


def test_an_empty_cell_leads_to_the_empty_view_and_says_that_nobody_is_known() -> None:
    one = Catalogue.of([toy().by_key["abe2019sound"]], toy().taxonomy)
    assert (
        '<a class="s0" href="../library/?categories=nest-study&amp;kinds=-key&amp;regions=tyrol"'
        ' aria-label="Tyrol, Nest studies: no study here"></a>' in page_text(edition(one))
    )


def test_a_sum_of_nothing_is_a_number() -> None:
    one = Catalogue.of([toy().by_key["abe2019sound"]], toy().taxonomy)
    assert 'aria-label="Tyrol: 0">0</a>' in page_text(edition(one))


def test_the_sums_leave_out_what_is_no_study_too() -> None:
    text = page_text(edition())
    assert 'href="../library/?kinds=-key&amp;regions=alps" aria-label="Alps: 3">3</a>' in text
    assert 'href="../library/?kinds=-key" aria-label="All: 5">5</a>' in text


def test_the_page_says_what_it_leaves_out_and_how_much_is_empty() -> None:
    text = page_text(edition())
    assert "Not counted as studies: identification keys." in text
    assert "0 of 4 pairs are empty." in text


def test_what_is_left_out_is_said_in_words() -> None:
    of = edition(not_studies=(("kinds", ("key", "diary")), ("regions", ("tyrol",))))
    assert "Count identification keys, diaries and tyrol works, too" in page_text(of)


def test_where_nothing_is_left_out_there_is_no_switch() -> None:
    text = page_text(edition(not_studies=()))
    assert "data-others" not in text
    assert 'href="../library/" aria-label="All: 6">6</a>' in text


def test_rows_below_others_come_with_a_click() -> None:
    text = page_text(edition())
    assert "All 2 rows" in text
    assert text.count('<tr class="row--more">') == 1
    assert '<th scope="row" class="d1"><a href="../regions/tyrol/">Tyrol</a></th>' in text


def test_the_largest_gaps_are_named_most_studied_terms_first() -> None:
    two = [toy().by_key[key] for key in ("abe2019sound", "li2022solitary")]
    text = page_text(edition(Catalogue.of(two, toy().taxonomy)))
    assert 'Largest gaps: <a href="../library/?categories=nest-study&amp;kinds=-key' in text


def test_an_empty_library_has_a_page_of_questions() -> None:
    text = page_text(edition(Catalogue.of([], toy().taxonomy)))
    assert text.count('class="s0"') == 4 + 1  # and the legend
    assert "Largest gaps" not in text


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_label_stays_text(text: str) -> None:
    taxonomy = toy().taxonomy
    regions = taxonomy.facets["regions"]
    alps = replace(regions.terms["alps"], label=text)
    facets = {**taxonomy.facets, "regions": replace(regions, terms={**regions.terms, "alps": alps})}
    of = edition(Catalogue.of(toy().entries, Taxonomy(facets, taxonomy.fields)))
    made = page_text(of)
    assert "<script>alert" not in made
    assert "<b>bold" not in made
    for path, content in files(of).items():
        assert "<script>alert" not in content or path.endswith((".csv", ".json"))
        if path.endswith(".svg") and "\x0b" not in text:
            ElementTree.fromstring(content)
        if path.endswith(".json"):
            json.loads(content)


# Shades


@pytest.mark.parametrize(
    ("count", "unit", "step"),
    [(0, 1, 0), (1, 1, 1), (2, 1, 2), (7, 1, 3), (8, 1, 4), (16, 1, 5), (3, 2, 1), (4, 2, 2)],
)
def test_a_count_has_its_shade(count: int, unit: int, step: int) -> None:
    assert step_of(count, unit) == step


def test_the_legend_says_what_a_shade_stands_for() -> None:
    assert scale(1) == ["none", "1", "2–3", "4–7", "8–15", "16+"]
    assert scale(4) == ["none", "1–7", "8–15", "16–31", "32–63", "64+"]


# Files


def test_the_table_has_a_line_for_each_row_and_a_column_for_each_column() -> None:
    rows = list(csv.reader(StringIO(files(edition())["data/map/regions-categories.csv"])))
    assert rows == [
        ["id", "label", "part_of", "all", "field-survey", "nest-study"],
        ["alps", "Alps", "", "3", "2", "2"],
        ["tyrol", "Tyrol", "alps", "1", "1", "1"],
    ]


def test_the_counts_by_year_tell_studies_from_others() -> None:
    made = json.loads(files(edition())["data/map/regions-categories.json"])
    assert made["none"] == {"kinds": ["key"]}
    assert made["rows"] == {"facet": "regions", "terms": [["alps", "Alps"], ["tyrol", "Tyrol"]]}
    cells = {(cell[0], cell[1]): cell[2:] for cell in made["cells"]}
    years, works, others = cells[2, 0]  # behind the last row: field surveys of all regions
    assert years == [0, 1, 0, 1, 1, 0, 2, 1, 0, 4, 0, 1]
    assert [made["works"][at][0] for at in works] == [
        "vanderberg2021orchard", "dubois2020diary", "abe2019sound",
    ]  # fmt: skip
    assert [made["works"][at] for at in others] == [
        ["beelab2023keyed", "Keyed: naming bees by their wings", 2023]
    ]


def test_the_picture_stands_alone_in_both_schemes() -> None:
    text = files(edition())["data/map/regions-categories.svg"]
    root = ElementTree.fromstring(text)
    words = [it.text for it in root.iter(f"{SVG}text") if it.text]
    assert words == [
        "Approaches by region", "Alps", "2", "2", "3",
        "Bees & Co, https://bees.example/lit/map/ (1 of 2 rows; ? = no study here)",
    ]  # fmt: skip
    assert "prefers-color-scheme:dark" in text
    assert "Inter,'Helvetica Neue',Arial,sans-serif" in text
    assert "url(" not in text
    assert root.find(f"{SVG}title") is not None


def test_the_title_and_the_sentence_of_a_map_are_escaped() -> None:
    of = edition(maps=(replace(PAIRING, title="A & <b>", text="x < y"),))
    assert escape("A & <b>") in page_text(of)
    ElementTree.fromstring(files(of)["data/map/regions-categories.svg"])
