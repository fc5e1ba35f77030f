"""The two files that the browser searches and draws from."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from toy import HOSTILE, bees, hostile_entry, toy

from literature.catalogue import Catalogue
from literature.render.search_data import edition_of, render_details_files, render_search_files
from literature.render.written import Section

SECTIONS = (
    Section("About", "about/", "", "What <this> is."),
    Section("Licences", "about/#licences", "About", "All of them."),
)
KEYS = ["beelab2023keyed", "vanderberg2021orchard", "abe2019sound"]

Render = Callable[[Catalogue, tuple[Section, ...]], str]


def render_search_json(catalogue: Catalogue, _: tuple[Section, ...] = ()) -> str:
    ((_, text),) = render_search_files(catalogue)
    return text


def render_details_json(*told: Any) -> str:
    ((_, text),) = render_details_files(*told)
    return text


def catalogue() -> Catalogue:
    return Catalogue.of(map(bees, KEYS), toy().taxonomy)


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    file: dict[str, Any] = json.loads(render_search_json(catalogue()))
    return file


@pytest.fixture(scope="module")
def details() -> dict[str, Any]:
    file: dict[str, Any] = json.loads(render_details_json(catalogue(), SECTIONS))
    return file


def test_every_column_has_a_value_for_every_entry(
    found: dict[str, Any], details: dict[str, Any]
) -> None:
    for file in (found, details):
        assert file["count"] == 3
        assert {len(column) for column in file["entries"].values()} == {3}


def test_entries_are_newest_first(found: dict[str, Any]) -> None:
    assert found["entries"]["title"] == [catalogue().by_key[key].title for key in KEYS]
    assert found["entries"]["published"] == ["2023", "2021-03", "2019-11-30"]


def test_each_name_is_told_once_in_two_parts(found: dict[str, Any]) -> None:
    assert found["families"] == ["{Bee Lab}", "van der Berg", "Müller", "Abe", "Okafor"]
    assert found["givens"] == ["", "Jan", "Änne", "Yū", "Ngozi"]
    assert found["names"] == ["##########"]
    assert found["entries"]["authors"] == ["#", "##", "##"]


def test_a_term_tells_its_parent_spellings_type_and_full_name(found: dict[str, Any]) -> None:
    facets = {facet["id"]: facet for facet in found["facets"]}
    assert list(facets) == ["categories", "kinds", "regions", "venues"]
    assert facets["regions"]["terms"] == [["alps", "Alps"], ["tyrol", "Tyrol", 0]]
    assert facets["venues"]["terms"][1] == [
        "icba", "ICBA", -1, ["Bee Ecology"], "inproceedings",
        "International Conference on Bee Ecology",
    ]  # fmt: skip
    assert facets["kinds"]["terms"][2][4] == "post"


def test_terms_are_positions_in_their_facet(found: dict[str, Any]) -> None:
    assert found["entries"]["terms"] == ["0|1", "0,1|0|1|0", "0|0|0|1"]


def test_absent_values_are_short(found: dict[str, Any], details: dict[str, Any]) -> None:
    assert found["entries"]["arxiv"] == ["", ".01234", ""]
    assert found["entries"]["aliases"] == [0, 0, ["abe2019sounds"]]
    assert details["entries"]["cite"][2] == 0


def test_both_files_name_the_same_edition_and_another_catalogue_another(
    found: dict[str, Any], details: dict[str, Any]
) -> None:
    assert found["edition"] == details["edition"] == edition_of(catalogue())
    assert edition_of(toy()) != edition_of(catalogue())


def test_sections_of_written_pages_come_with_the_details(
    found: dict[str, Any], details: dict[str, Any]
) -> None:
    assert "pages" not in found
    assert details["pages"] == [
        ["About", "about/", "", "What <this> is."],
        ["Licences", "about/#licences", "About", "All of them."],
    ]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("render", [render_search_json, render_details_json])
def test_any_text_comes_back_as_it_was(render: Render, text: str) -> None:
    entry = hostile_entry(text)
    file = json.loads(render(Catalogue.of([entry], toy().taxonomy), SECTIONS))
    column = file["entries"].get("title") or file["entries"]["summary"]
    assert column == [text]
