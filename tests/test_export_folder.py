"""Exports for databases and search engines: their lines, their mapping, and the folder."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from thorough import examples
from toy import HOSTILE, SITE, TOY_ENTRIES, bees, hostile_entry, toy

from literature.catalogue import Catalogue
from literature.export.bulk import bulk_bodies, index_name, render_index
from literature.export.folder import Unfit, export, fit_folder
from literature.export.lines import entry_lines, line_of, term_lines
from literature.export.table import entry_columns, entry_rows
from literature.model import Entry
from literature.render.api import render_entries_json

ROOT = Path(__file__).parent.parent
LINE_ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


def catalogue_of(*entries: Entry) -> Catalogue:
    return Catalogue.of(entries or toy().entries, toy().taxonomy)


def bulk(*entries: Entry) -> list[dict[str, object]]:
    """Every line of the bulk bodies, read."""
    (body,) = bulk_bodies(catalogue_of(*entries), SITE)
    return [json.loads(line) for line in b"".join(body).decode().splitlines()]


# Rows and lines


def test_a_row_holds_derived_facts_ids_and_labels_and_nothing_that_is_not_known() -> None:
    (row,) = entry_rows([bees("beelab2023keyed")], toy().taxonomy, SITE)
    assert row == {
        "key": "beelab2023keyed",
        "page": "https://bees.example/lit/entries/beelab2023keyed/",
        "landing": "https://github.com/example/keyed",
        "year": 2023,
        "published_from": date(2023, 1, 1),
        "title": "Keyed: naming bees by their wings",
        "authors": ["{Bee Lab}"],
        "published": "2023",
        "kind": "key",
        "kind_label": "Identification key",
        "categories": ["field-survey"],
        "categories_label": ["Field surveys"],
        "summary": "A program that names a bee from a photograph of its wing; "
        "it knows two hundred Alpine species.",
        "code": "https://github.com/example/keyed",
        "license": "MIT",
        "covers": ["alps", "tyrol"],
        "covers_label": ["Alps", "Tyrol"],
        "workflows": ["Name one bee"],
        "implements": ["vanderberg2021orchard"],
        "added": date(2026, 1, 7),
    }


def test_a_row_has_columns_of_the_list_alone_and_in_its_order() -> None:
    names = [column.name for column in entry_columns(toy().taxonomy)]
    for row in entry_rows(toy().entries, toy().taxonomy, SITE):
        assert list(row) == [name for name in names if name in row]
    assert len(names) == len(set(names)) == 43


def test_lines_are_the_objects_of_the_sites_own_data_in_order_of_the_keys() -> None:
    lines = "".join(entry_lines(toy(), SITE)).splitlines()
    own = json.loads(render_entries_json(toy(), SITE))["entries"]
    assert [json.loads(line) for line in lines] == sorted(own, key=lambda it: it["key"])
    assert len(lines) == 6


def test_each_term_has_a_line_with_its_facet() -> None:
    lines = list(term_lines(toy()))
    assert len(lines) == 9
    assert lines[6] == (
        '{"facet": "regions", "id": "tyrol", "label": "Tyrol", '
        '"description": "North and South Tyrol.", "parent": "alps"}\n'
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_comes_back_from_one_line_of_each_form(text: str) -> None:
    entry = hostile_entry(text)
    (line,) = entry_lines(catalogue_of(entry), SITE)
    assert line.splitlines() == [line.removesuffix("\n")]
    action, document = bulk(entry)
    for read in (json.loads(line), document):
        assert (read["title"], read["summary"], read["notes"]) == (text, text, text)
        assert read["alt_titles"] == [text]
    assert action == {"index": {"_index": "bees-co", "_id": "abe2019sound"}}


@settings(max_examples=examples(200), deadline=None)
@given(st.text() | st.text(st.sampled_from(f'{LINE_ENDS}"\\u2028 x')))
def test_a_line_has_no_end_but_its_own(text: str) -> None:
    line = line_of({"title": text, text: [text]})
    assert line.splitlines() == [line.removesuffix("\n")]
    assert json.loads(line) == {"title": text, text: [text]}


# Bulk bodies and the mapping


def test_an_action_and_its_document_follow_each_other_in_order_of_the_keys() -> None:
    read = bulk()
    assert [line["index"] for line in read[::2]] == [
        {"_index": "bees-co", "_id": key}
        for key in (
            "abe2019sound", "beelab2023keyed", "dubois2020diary", "li2022solitary",
            "okafor2022nest", "vanderberg2021orchard",
        )
    ]  # fmt: skip
    assert [line["key"] for line in read[1::2]] == [line["index"]["_id"] for line in read[::2]]  # type: ignore[index]
    assert (read[1]["published"], read[1]["published_from"]) == ("2019-11-30", "2019-11-30")


def test_a_body_is_smaller_than_the_limit_and_no_pair_is_torn() -> None:
    bodies = list(bulk_bodies(toy(), SITE, 2500))
    assert len(bodies) > 2
    assert all(len(b"".join(body)) < 2500 for body in bodies)
    assert all(pair.count(b"\n") == 2 for body in bodies for pair in body)
    (whole,) = bulk_bodies(toy(), SITE)
    assert b"".join(b"".join(body) for body in bodies) == b"".join(whole)


def test_an_entry_over_the_limit_has_a_body_of_its_own() -> None:
    assert [len(body) for body in bulk_bodies(toy(), SITE, 1)] == [1] * 6


def test_no_entry_makes_no_body() -> None:
    assert list(bulk_bodies(Catalogue.of([], toy().taxonomy), SITE)) == []


@pytest.mark.parametrize(
    ("name", "index"),
    [("Bees & Co", "bees-co"), ("ATLAS", "atlas"), ("Überblick 2", "uberblick-2"),
     ("_-+.x", "x"), ("蜂", "literature"), ("x" * 200, "x" * 80)],
)  # fmt: skip
def test_the_index_is_called_after_the_site_as_indices_may_be(name: str, index: str) -> None:
    assert index_name(replace(SITE, name=name)) == index


def test_each_column_has_a_type_and_no_other_field_is_let_in() -> None:
    index = json.loads(render_index(toy(), SITE))
    properties = index["mappings"]["properties"]
    assert list(properties) == [column.name for column in entry_columns(toy().taxonomy)]
    assert index["mappings"]["dynamic"] == "strict"
    assert index["mappings"]["_meta"] == {
        "site": "Bees & Co", "url": "https://bees.example/lit/", "licence": "CC0-1.0",
    }  # fmt: skip


def test_a_field_is_looked_up_as_it_is_used() -> None:
    index = json.loads(render_index(toy(), SITE))
    properties = index["mappings"]["properties"]
    keyword, folded = {"type": "keyword"}, {"type": "text", "analyzer": "folded"}
    english = {"english": {"type": "text", "analyzer": "english"}}
    expected = {
        "key": keyword, "doi": keyword, "categories": keyword, "evidence": keyword,
        "volume": keyword,
        "year": {"type": "integer"}, "venue_year": {"type": "integer"},
        "added": {"type": "date", "format": "strict_date"},
        "published": {"type": "date", "format": "strict_date||strict_year_month||strict_year"},
        "title": {**folded, "fields": {"keyword": keyword, **english}},
        "summary": {**folded, "fields": english},
        "authors": {**folded, "fields": {"keyword": keyword}},
        "categories_label": {**folded, "fields": {"keyword": keyword}},
    }  # fmt: skip
    assert {name: properties[name] for name in expected} == expected
    assert index["settings"]["analysis"]["analyzer"]["folded"] == {
        "type": "custom", "tokenizer": "standard", "filter": ["lowercase", "asciifolding"],
    }  # fmt: skip


# The folder


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A repository with the bees: all that an export reads."""
    root = tmp_path / "shelf"
    root.mkdir()
    (root / "entries").symlink_to(TOY_ENTRIES)
    (root / "mkdocs.yml").write_text("site_name: Bee shelf\nsite_url: https://bees.example/\n")
    return root


def contents(folder: Path) -> dict[str, bytes]:
    """Path of each file below the folder -> its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes()
            for path in folder.rglob("*") if path.is_file()}  # fmt: skip


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_folder_holds_what_its_list_says(shelf: Path, tmp_path: Path) -> None:
    told = list(export(shelf, tmp_path / "out", "opensearch"))
    assert told[0] == f"6 entries as opensearch in {tmp_path}/out:"
    listed = json.loads((tmp_path / "out" / "export.json").read_text())
    assert names_in(tmp_path / "out") == ["bulk-0001.ndjson", "export.json", "index.json"]
    assert (listed["entries"], listed["index"]) == (6, "bee-shelf")
    for file in listed["files"]:
        content = (tmp_path / "out" / file["name"]).read_bytes()
        digest = sha256(content).hexdigest()
        assert file == {"name": file["name"], "bytes": len(content), "sha256": digest}


@pytest.mark.parametrize("format_name", ["opensearch", "jsonl"])
def test_the_same_entries_give_the_same_bytes(
    shelf: Path, tmp_path: Path, format_name: str
) -> None:
    for name in ("one", "two"):
        list(export(shelf, tmp_path / name, format_name))
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_an_older_export_gives_way_as_a_whole(shelf: Path, tmp_path: Path) -> None:
    list(export(shelf, tmp_path / "out", "opensearch"))
    list(export(shelf, tmp_path / "out", "jsonl"))
    assert names_in(tmp_path / "out") == ["entries.jsonl", "export.json", "terms.jsonl"]
    assert names_in(tmp_path) == ["out", "shelf"]


def test_a_folder_with_anything_else_in_it_is_refused_and_left_alone(
    shelf: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    list(export(shelf, out, "jsonl"))
    (out / "mine.txt").write_text("mine")
    before = contents(tmp_path)
    with pytest.raises(Unfit, match=r"holds mine\.txt, which is of no export; name another folder"):
        list(export(shelf, out, "jsonl"))
    assert contents(tmp_path) == before


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"files": [1]}', '{"files": "x"}', "\xff"])
def test_a_list_that_is_none_vouches_for_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "export.json").write_text(text, encoding="latin-1")
    with pytest.raises(Unfit, match=r"holds export\.json, which is of no export"):
        fit_folder(tmp_path)


@pytest.mark.parametrize(
    ("folder", "message"),
    [
        (None, r"Name a folder: make export DIR="),
        (ROOT / "mkdocs.yml", "is a file; name a folder that is empty or not there"),
        (Path("/no/such/out"), "/no/such is not there; make it first"),
        (ROOT, "is of no export; name another folder"),
    ],
)
def test_a_folder_that_will_not_do_is_refused(folder: Path | None, message: str) -> None:
    with pytest.raises(Unfit, match=message):
        fit_folder(folder)


def test_the_command_says_which_formats_there_are(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, ROOT / "scripts" / "export.py", tmp_path / "out", "--format", "xlsx"],
        capture_output=True, text=True,
    )  # fmt: skip
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == "FORMAT: 'xlsx': must be one of opensearch, parquet, jsonl\n"
    assert names_in(tmp_path) == []


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no folder that nobody may write to")
def test_a_disk_that_takes_nothing_is_told_in_one_line() -> None:
    run = subprocess.run(
        [sys.executable, ROOT / "scripts" / "export.py", "/proc/out"],
        capture_output=True, text=True,
    )  # fmt: skip
    assert (run.returncode, run.stdout) == (1, "")
    assert re.fullmatch(r"\[Errno \d+\] .*\n", run.stderr), run.stderr
