"""The schema for editors: right entries pass, and mistakes are seen while typing."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from toy import SITE, toy

from literature.render.json_schema import render_json_schema
from literature.taxonomy import read_taxonomy

HERE = Path(__file__).parent
FOLDERS = (HERE / "library" / "entries", HERE.parent / "entries")


@cache
def validator(folder: Path) -> Draft202012Validator:
    taxonomy, problems = read_taxonomy(folder)
    assert not problems
    schema = json.loads(render_json_schema(taxonomy, SITE))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def plain(path: Path) -> dict[str, object]:
    """The file as a YAML reader sees it that takes every scalar for text."""
    with path.open(encoding="utf-8") as file:
        read = yaml.load(file, yaml.CBaseLoader)
    assert isinstance(read, dict)
    return read


def faults(**changes: object) -> list[str]:
    """Where the schema finds fault with a good entry after some changes."""
    entry = plain(FOLDERS[0] / "vanderberg2021orchard.yaml") | changes
    errors = validator(FOLDERS[0]).iter_errors(entry)
    return sorted({str(error.absolute_path[0]) if error.path else "" for error in errors})


@pytest.mark.parametrize("folder", FOLDERS, ids=["toy", "real"])
def test_every_entry_passes(folder: Path) -> None:
    check = validator(folder)
    found = [
        f"{path.name}: {error.json_path}: {error.message}"
        for path in sorted(folder.glob("[!_]*.yaml"))
        for error in check.iter_errors(plain(path))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 501),
        ("authors", []),
        ("authors", "van der Berg, Jan"),
        ("authors", ["Li, Wei", "Li, Wei"]),
        ("authors", ["{Bee Lab"]),
        ("published", "17 May 2020"),
        ("arxiv", "https://arxiv.org/abs/2103.01234"),
        ("arxiv", "2103.01234v2"),
        ("arxiv", 2103.01234),
        ("doi", "https://doi.org/10.3897/jhr.81.60528"),
        ("url", "http://example.org/"),
        ("url", "https://user@example.org/"),
        ("venue", "JHR"),
        ("venue_year", "21"),
        ("kind", "paper"),
        ("categories", "field-survey"),
        ("categories", ["field-surveys"]),
        ("categories", ["field-survey", "nest-study", "field-survey"]),
        ("summary", "Too short."),
        ("summary", "x" * 481),
        ("implements", ["Not A Key"]),
        ("unverified", ["publication"]),
        ("added", "2026-1-5"),
    ],
)
def test_a_wrong_value_is_seen(field: str, value: object) -> None:
    assert faults(**{field: value}) == [field]


def test_an_unknown_field_is_seen() -> None:
    assert faults(autors=["Li, Wei"]) == [""]


@pytest.mark.parametrize(
    "field", ["title", "authors", "published", "kind", "categories", "summary", "added"]
)
def test_a_missing_field_is_seen(field: str) -> None:
    entry = plain(FOLDERS[0] / "vanderberg2021orchard.yaml")
    del entry[field]
    assert not validator(FOLDERS[0]).is_valid(entry)


@pytest.mark.parametrize(
    ("field", "value"),
    [("published", 2021), ("venue_year", 2021), ("volume", 81), ("pages", 1834)],
)
def test_a_number_without_quotes_passes_where_nothing_is_lost(field: str, value: int) -> None:
    assert faults(**{field: value}) == []


def test_editors_are_told_what_a_term_means() -> None:
    schema = json.loads(render_json_schema(toy().taxonomy, SITE))
    assert schema["$id"] == "https://bees.example/lit/data/entry.schema.json"
    assert schema["properties"]["covers"] == {
        "description": "Regions covered. Where the bees were.",
        "type": "array",
        "items": {"$ref": "#/$defs/regions"},
        "minItems": 1,
        "maxItems": 40,
        "uniqueItems": True,
    }
    assert schema["$defs"]["regions"] == {
        "enum": ["alps", "tyrol"],
        "enumDescriptions": [
            "Alps: The Alps and their foothills.",
            "Tyrol: North and South Tyrol.",
        ],
    }


def test_examples_are_values_that_pass() -> None:
    schema = json.loads(render_json_schema(toy().taxonomy, SITE))
    for name, field in schema["properties"].items():
        for example in field.get("examples", ()):
            assert Draft202012Validator(field).is_valid(example), name
