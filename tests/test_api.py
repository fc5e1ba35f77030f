"""The JSON of entries and vocabulary: literal lines, one item a line, everything read back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from thorough import examples
from toy import HOSTILE, SITE, bees, hostile_entry, toy

from literature.catalogue import Catalogue
from literature.model import Entry
from literature.render.api import render_entries_json, render_taxonomy_json
from literature.taxonomy import Facet, Taxonomy, Term

HEAD = (
    '{\n"version": 1,\n'
    '"site": {"name": "Bees & Co", "url": "https://bees.example/lit/", '
    '"description": "What is known of <wild> bees.", '
    '"repository": "https://github.com/example/bees"},\n'
    '"licence": "CC0-1.0",\n'
)


def render(*entries: Entry) -> str:
    return render_entries_json(Catalogue.of(entries, toy().taxonomy), SITE)


def test_an_entry_is_a_line_with_the_fields_of_its_file() -> None:
    assert render(bees("beelab2023keyed", notes="Ask the lab.")) == HEAD + (
        '"count": 1,\n"entries": [\n'
        '{"key": "beelab2023keyed", '
        '"page": "https://bees.example/lit/entries/beelab2023keyed/", '
        '"title": "Keyed: naming bees by their wings", "authors": ["{Bee Lab}"], '
        '"published": "2023", "kind": "key", "categories": ["field-survey"], '
        '"summary": "A program that names a bee from a photograph of its wing; '
        'it knows two hundred Alpine species.", '
        '"code": "https://github.com/example/keyed", "license": "MIT", '
        '"covers": ["alps", "tyrol"], "workflows": ["Name one bee"], '
        '"implements": ["vanderberg2021orchard"], "added": "2026-01-07", '
        '"notes": "Ask the lab."}\n]\n}\n'
    )


def test_values_have_the_form_of_the_files() -> None:
    (read,) = json.loads(render(bees("vanderberg2021orchard")))["entries"]
    assert read["authors"] == ["van der Berg, Jan", "Müller, Änne"]
    assert read["alt_titles"] == ["Orchard bees: a first count"]
    assert (read["published"], read["venue"], read["venue_year"]) == ("2021-03", "jhr", 2021)
    assert read["unverified"] == ["published"]


def test_a_suffix_stays_between_family_and_given_name() -> None:
    (read,) = json.loads(render(bees("li2022solitary")))["entries"]
    assert read["authors"] == ["Li, Wei", "Kennedy, III, Monroe", "Divyansh"]


def test_absent_fields_are_left_out() -> None:
    (read,) = json.loads(render(bees("dubois2020diary")))["entries"]
    assert list(read) == (
        [
            "key",
            "page",
            "title",
            "authors",
            "published",
            "url",
            "kind",
            "categories",
            "summary",
            "added",
        ]
    )


def test_entries_are_newest_first_and_counted() -> None:
    read = json.loads(render(*toy().entries))
    assert read["count"] == 6
    assert [entry["key"] for entry in read["entries"]] == [
        "beelab2023keyed",
        "okafor2022nest",
        "li2022solitary",
        "vanderberg2021orchard",
        "dubois2020diary",
        "abe2019sound",
    ]


def test_no_entries_are_still_a_document() -> None:
    assert json.loads(render())["entries"] == []


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_comes_back_from_one_line(text: str) -> None:
    written = render(hostile_entry(text))
    assert written.count("\n") == 9
    (read,) = json.loads(written)["entries"]
    assert (read["title"], read["summary"], read["notes"]) == (text, text, text)


@settings(max_examples=examples(100), deadline=None)
@given(st.text(min_size=1))
def test_every_title_comes_back(title: str) -> None:
    (read,) = json.loads(render(bees("abe2019sound", title=title)))["entries"]
    assert read["title"] == title


def test_the_vocabulary_has_a_line_for_each_term() -> None:
    term = Term("osmia", "Mason bees", "Bees that build.", aliases=("Osmia",), parent="bees")
    facet = Facet("kin", "Kin", "Kin", "kin", "Who they are.", True, 2, {"osmia": term})
    assert render_taxonomy_json(Taxonomy({"kin": facet}, {}), SITE) == HEAD + (
        '"fields": [\n],\n"facets": [\n'
        '{\n"id": "kin",\n"label": "Kin",\n"singular": "Kin",\n"field": "kin",\n'
        '"description": "Who they are.",\n"required": true,\n"max": 2,\n"terms": [\n'
        '{"id": "osmia", "label": "Mason bees", "description": "Bees that build.", '
        '"aliases": ["Osmia"], "parent": "bees"}\n]\n}\n]\n}\n'
    )


def test_the_vocabulary_tells_which_fields_draw_on_a_facet() -> None:
    read = json.loads(render_taxonomy_json(toy().taxonomy, SITE))
    assert read["fields"][-1] == {
        "name": "covers",
        "facet": "regions",
        "label": "Regions covered",
        "required": False,
        "max": 40,
    }
    assert [facet["id"] for facet in read["facets"]] == ["categories", "kinds", "regions", "venues"]
    assert read["facets"][2]["terms"][1] == {
        "id": "tyrol",
        "label": "Tyrol",
        "description": "North and South Tyrol.",
        "parent": "alps",
    }
