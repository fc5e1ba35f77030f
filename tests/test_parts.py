"""The data of a large library in parts: put together they are the whole, and nothing is lost."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from test_search_data import SECTIONS
from toy import SITE, toy

from literature.render.edition import Edition
from literature.render.parts import Cuts, spans
from literature.render.search_data import render_details_files, render_search_files
from literature.site import ENTRY_FILES, EXPORTS, FILES

COUNT = 6  # entries of the toy library


def edition(part_size: int) -> Edition:
    return Edition(toy(), replace(SITE, part_size=part_size))


def search_files(part: int) -> list[dict[str, Any]]:
    return [json.loads(text) for _, text in render_search_files(toy(), part)]


@pytest.mark.parametrize(
    ("count", "ends", "records", "details"),
    [
        (0, [0], 0, 0),
        (5_000, [5_000], 0, 0),
        (5_001, [4_000, 5_001], 1_000, 0),
        (20_001, [4_000, 8_000, 16_000, 20_001], 1_000, 100),
        (120_000, [4_000, 8_000, 16_000, 32_000, 64_000, 120_000], 1_000, 100),
    ],
)
def test_a_library_is_cut_by_its_size(
    count: int, ends: list[int], records: int, details: int
) -> None:
    cuts = Cuts(count)
    assert (cuts.search, cuts.records, cuts.details) == (ends, records, details)


def test_spans_cover_everything_once() -> None:
    assert [list(spans(5, size)) for size in (0, 2, 5, 9)] == [
        [], [(0, 2), (2, 4), (4, 5)], [(0, 5)], [(0, 5)]
    ]  # fmt: skip


@pytest.mark.parametrize("part", [1, 2, 3, 4])
def test_parts_one_behind_the_other_are_the_whole(part: int) -> None:
    (whole,), parts = search_files(COUNT), search_files(part)
    assert len(parts) == len(Cuts(COUNT, part).search) > 1
    for name in ("families", "givens"):
        assert [it for each in parts for it in each[name]] == whole[name], name
    assert "".join(it for each in parts for it in each["names"]) == "".join(whole["names"])
    for name, column in whole["entries"].items():
        assert [it for each in parts for it in each["entries"][name]] == column, name
    assert parts[0]["facets"] == whole["facets"]


@pytest.mark.parametrize("part", [1, 2, 3, 4])
def test_a_part_says_what_it_is_of(part: int) -> None:
    parts = search_files(part)
    first, *others = parts
    ends = Cuts(COUNT, part).search
    assert (first["of"], first["ends"], first["years"]) == (COUNT, ends, [2019, 2023])
    assert [each["part"] for each in others] == list(range(2, len(ends) + 1))
    assert [each["count"] for each in parts] == [b - a for a, b in pairwise([0, *ends])]
    assert {each["edition"] for each in parts} == {first["edition"]}
    for each in parts:
        assert {len(column) for column in each["entries"].values()} == {each["count"]}


def test_details_come_whole_or_in_pieces() -> None:
    ((_, text),) = render_details_files(toy(), SECTIONS, 2)
    (name, head), *pieces = render_details_files(toy(), SECTIONS, 1)
    whole = json.loads(text)
    assert name == "details.json"
    assert json.loads(head)["count"] == 0
    assert json.loads(head)["pages"] == whole["pages"]
    assert [name for name, _ in pieces] == [f"details/{at}.json" for at in range(1, COUNT + 1)]
    found = [json.loads(text) for _, text in pieces]
    assert [each["start"] for each in found] == list(range(COUNT))
    for name, column in whole["entries"].items():
        assert [it for each in found for it in each["entries"][name]] == column, name


@pytest.mark.parametrize("name", EXPORTS)
def test_parts_of_an_export_hold_its_records(name: str) -> None:
    cut = edition(4)  # one record in each part
    pieces = {path: text for make in ENTRY_FILES.values() for path, text in make(cut)}
    whole = dict(FILES[f"/data/{name}"](cut))[f"data/{name}"]
    parts = [pieces[f"data/parts/{number}/{name}"] for number in range(1, COUNT + 1)]
    records = [_record(name, part) for part in parts]
    assert "" not in records
    assert len(set(records)) == COUNT
    at = 0
    for record in records:
        at = whole.index(record, at) + len(record)


def _record(name: str, text: str) -> str:
    """The one record of a part, without what stands before and after all records."""
    if name.endswith(".bib"):
        return text.partition("\n\n")[2].rstrip("\n")
    if name.endswith(".json"):
        return text.removeprefix("[\n").removesuffix("\n]\n")
    return text.partition("\r\n")[2] if name.endswith(".csv") else text


def test_a_library_in_one_file_has_no_parts() -> None:
    paths = [
        path for make in (*FILES.values(), *ENTRY_FILES.values()) for path, _ in make(edition(5))
    ]
    assert "data/search.json" in paths
    assert [path for path in paths if "/search-" in path or "/parts/" in path] == []
    assert [path for path in paths if path.startswith("data/details/")] == []


def test_a_size_of_no_entries_is_refused() -> None:
    with pytest.raises(ValueError, match=r"extra\.part_size: '0' must be a number above 0"):
        edition(0)
