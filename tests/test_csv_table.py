"""CSV: the header, a row, the quoting, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from thorough import examples
from toy import HOSTILE, SITE, bees, hostile_entry, toy

from literature.model import Entry
from literature.render.csv_table import render_csv, render_row, safe_cell


def table(*entries: Entry) -> str:
    taxonomy = toy().taxonomy
    return render_csv([render_row(it, taxonomy, SITE) for it in entries], taxonomy)


def row(entry: Entry) -> dict[str, str]:
    (read,) = csv.DictReader(io.StringIO(table(entry), newline=""))
    return read


def test_the_header_names_every_field_and_the_labels_of_terms() -> None:
    assert table() == (
        '"key","page","landing","pdf","title","alt_titles","nickname","authors","published",'
        '"arxiv","doi","openreview","anthology","url","venue","venue_label","track","venue_year",'
        '"volume","number","pages","kind","kind_label","categories","categories_label","regions",'
        '"regions_label","summary","code","project","license","covers","covers_label",'
        '"workflows","implements","added","aliases","needs","unverified","evidence","notes"\r\n'
    )


def test_a_row_holds_ids_labels_links_and_joined_lists() -> None:
    known = {name: text for name, text in row(bees("vanderberg2021orchard")).items() if text}
    assert known == {
        "key": "vanderberg2021orchard",
        "page": "https://bees.example/lit/entries/vanderberg2021orchard/",
        "landing": "https://doi.org/10.3897/jhr.81.60528",
        "pdf": "https://arxiv.org/pdf/2103.01234",
        "title": "Orchard bees & the 50% rule: What We Know",
        "alt_titles": "Orchard bees: a first count",
        "authors": "van der Berg, Jan; Müller, Änne",
        "published": "2021-03",
        "arxiv": "2103.01234",
        "doi": "10.3897/jhr.81.60528",
        "venue": "jhr",
        "venue_label": "JHR",
        "venue_year": "2021",
        "volume": "81",
        "pages": "1-20",
        "kind": "study",
        "kind_label": "Study",
        "categories": "field-survey; nest-study",
        "categories_label": "Field surveys; Nest studies",
        "regions": "tyrol",
        "regions_label": "Tyrol",
        "summary": "Counts wild bees in forty orchards and finds that half of the species live in "
        "one tenth of them.",
        "code": "https://github.com/example/orchard",
        "added": "2026-01-05",
        "unverified": "published",
    }


@pytest.mark.parametrize(
    "text",
    [
        "=cmd|'/c calc'!A1",
        "+1",
        "-1",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\ttext",
        "\rtext",
        "\ntext",
        " =1",
        "\u00a0=1",
        "\u200b=1",
        "\ufeff=1",
        "＝1",
        "＋1",
        "－1",
        "＠SUM(1)",
        "﹦1",
        "⁺1",
    ],
)
def test_a_cell_that_could_be_a_formula_starts_with_an_apostrophe(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "1-20", "a=b", "Ünï", "$x$", "'quoted'", "2411.10950", "<1>"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert safe_cell(text) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_comes_back_as_one_cell(text: str) -> None:
    read = row(hostile_entry(text))
    assert read["title"].removeprefix("'") == text
    assert read["notes"].removeprefix("'") == text
    assert None not in read


@settings(max_examples=examples(100), deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_cell_starts_with_a_sign_that_spreadsheets_obey(text: str) -> None:
    cells = row(bees("abe2019sound", title=text, track=text, notes=text)).values()
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in cells)


def test_every_cell_is_quoted() -> None:
    line = table(bees("dubois2020diary")).split("\r\n")[1]
    assert line.startswith('"dubois2020diary","https://')
    assert ',"",' in line
    assert ",," not in line
