"""The vocabulary: what it gives, and how a broken one is told."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from samples import TOY, toy_taxonomy

from literature.catalogue import read_catalogue
from literature.taxonomy import Taxonomy, read_taxonomy, spelling

SMALL = """\
facets:
  categories:
    label: Approaches
    required: yes
    max: 3
    terms:
      nest:
        label: Nest
        aliases: [hole]
      wall-nest:
        label: Wall nest
        parent: nest
  kinds:
    field: kind
    terms:
      study: {label: Study, type: article}
  venues:
    field: venue
    terms:
      jhr: {label: JHR, name: Journal, bibtex: article}
fields:
  covers: {facet: categories, label: Covered}
"""


def read(folder: Path, text: str | bytes) -> tuple[Taxonomy, list[str]]:
    entries = folder / "entries"
    entries.mkdir(exist_ok=True)
    content = text.encode() if isinstance(text, str) else text
    (entries / "_taxonomy.yaml").write_bytes(content)
    taxonomy, problems = read_taxonomy(entries)
    return taxonomy, [str(problem) for problem in problems]


def test_a_right_vocabulary_has_no_problem(tmp_path: Path) -> None:
    taxonomy, problems = read(tmp_path, SMALL)
    assert problems == []
    assert list(taxonomy.facets) == ["categories", "kinds", "venues"]
    assert list(taxonomy.fields) == ["categories", "kind", "venue", "covers"]
    assert taxonomy.facets["categories"].is_required
    assert taxonomy.facets["categories"].max_items == 3
    assert taxonomy.fields["kind"].is_single
    assert not taxonomy.fields["covers"].is_single
    assert taxonomy.term("covers", "wall-nest").label == "Wall nest"
    assert taxonomy.term("venue", "jhr").full_name == "Journal"
    assert taxonomy.term("kind", "study").full_name == "Study"


def test_terms_know_those_above_and_below_them(tmp_path: Path) -> None:
    facet = read(tmp_path, SMALL)[0].facets["categories"]
    assert facet.with_ancestors("wall-nest") == ("wall-nest", "nest")
    assert facet.children == {"nest": ("wall-nest",)}


@pytest.mark.parametrize(
    ("old", "new", "messages"),
    [
        ("facets:", "facet:", [
            "1: facet: unknown; the file has 'facets' and 'fields'",
            "1: facets: 'categories' is missing; every site needs it",
            "1: facets: 'kinds' is missing; every site needs it",
            "1: facets: 'venues' is missing; every site needs it",
        ]),
        (SMALL, "", ["1: not a vocabulary; start with 'facets:'"]),
        (SMALL, "# nothing\n", ["1: not a vocabulary; start with 'facets:'"]),
        (SMALL, "categories\n", ["1: not a vocabulary; start with 'facets:'"]),
        (SMALL, "- facets\n", ["1: not a vocabulary; start with 'facets:'"]),
        ("label: Approaches", "label: [Approaches", [
            "3: a '[' is opened and never closed; close it with ']'"]),
        ("label: Approaches", "label: Appro\u200baches", [
            "3: U+200B ZERO WIDTH SPACE is not allowed; remove it"]),
        ("label: Approaches", 'label: "Appro\\u200baches"', [
            "3: categories.label: U+200B ZERO WIDTH SPACE is not allowed; remove it"]),
        ("label: Approaches", "label: &a Approaches", [
            "3: the anchor &a; write the value itself, or quote it"]),
        ("    label: Approaches\n", "\tlabel: Approaches\n", [
            "3: a tab indents this line; use spaces"]),
        ("label: Approaches", "lable: Approaches", [
            "3: categories.lable: unknown; write one of field, label, singular, description, "
            "required, max, terms"]),
        ("label: Approaches", "label: Approaches\n    label: Methods", [
            "4: label: given twice, first in line 3; keep one"]),
        ("label: Approaches", "label: [Approaches]", ["3: categories.label: must be one text"]),
        ("label: Approaches", "label:", [
            "3: categories.label: is empty; remove the line or write a text"]),
        ("label: Approaches", "label: Approaches #1", [
            "3: categories.label: a comment cuts this text at ' #'; put it in quotes"]),
        ("label: Approaches", "label: Cafe\u0301s", [
            "3: categories.label: is not in Unicode form NFC; type it anew"]),
        ("label: Approaches", "label: " + "x" * 1001, [
            "3: categories.label: 1,001 characters; shorten to 1,000"]),
        ("required: yes", "required: Yes", ["4: categories.required: 'Yes'; write yes or no"]),
        ("max: 3", "max: 0", ["5: categories.max: '0' is no count; write a number from 1 to 999"]),
        ("max: 3", "max: three", [
            "5: categories.max: 'three' is no count; write a number from 1 to 999"]),
        ("        label: Nest\n", "", [
            "7: categories.nest: has no label; add the words that readers see"]),
        ("      nest:", "      Nest:", [
            "10: categories.wall-nest: its parent 'nest' is no term here; add it",
            "7: categories.Nest: is no term id; use lower-case words joined by hyphens"]),
        ("aliases: [hole]", "aliases: hole", ["9: categories.nest.aliases: must be a list"]),
        ("aliases: [hole]", "aliases:\n          - hole\n          - [gap]", [
            "11: categories.nest.aliases: must be one text"]),
        ("aliases: [hole]", "aliases: [Wall-Nest]", [
            "10: categories.wall-nest: 'wall-nest' already names nest; a spelling has one term"]),
        ("label: Wall nest", "label: HOLE", [
            "10: categories.wall-nest: 'HOLE' already names nest; a spelling has one term"]),
        ("aliases: [hole]", "short: " + "x" * 71, [
            "9: categories.nest.short: 71 characters; shorten to 70"]),
        ("aliases: [hole]", "colour: red", [
            "9: categories.nest.colour: unknown; write one of label, short, description, parent, "
            "name, bibtex, type, aliases"]),
        ("aliases: [hole]", "parent: wall-nest", [
            "10: categories.wall-nest: is its own ancestor; break the circle",
            "7: categories.nest: is its own ancestor; break the circle"]),
        ("aliases: [hole]", "parent: nest", [
            "7: categories.nest: is its own ancestor; break the circle"]),
        ("terms:\n      study: {label: Study, type: article}", "terms: none", [
            "15: kinds: must be a mapping of names to values"]),
        ("      wall-nest:", "      nest:", [
            "10: nest: given twice, first in line 7; keep one"]),
        ("type: article", "type: paper", [
            "16: kinds.study.type: 'paper' is unknown; write one of article, software, post, "
            "report"]),
        (", type: article", "", [
            "16: kinds.study: has no type; write one of article, software, post, report"]),
        ("bibtex: article", "bibtex: book", [
            "20: venues.jhr.bibtex: 'book' is unknown; write one of article, inproceedings, misc"]),
        (", bibtex: article", "", [
            "20: venues.jhr: has no bibtex; write one of article, inproceedings, misc"]),
        ("  kinds:\n    field: kind\n", "  kinds:\n", ["13: kinds: its field must be 'kind'"]),
        ("field: venue", "field: kind", [
            "17: kind: already the field of facet kinds; rename it",
            "17: venues: its field must be 'venue'"]),
        ("covers:", "kind:", ["22: kind: already the field of facet kinds; rename it"]),
        ("covers:", "title:", ["22: title: already a field of every entry; rename it"]),
        ("covers:", "Covers-all:", [
            "22: Covers-all: cannot be a field name; use lower-case words joined by '_'"]),
        ("facet: categories", "facet: colours", [
            "22: covers: 'colours' is no facet; write one of categories, kinds, venues"]),
        ("{facet: categories, label: Covered}", "{label: Covered}", [
            "22: covers: '' is no facet; write one of categories, kinds, venues"]),
        ("{facet: categories, label: Covered}", "categories", [
            "22: covers: '' is no facet; write one of categories, kinds, venues",
            "22: covers: must be a mapping of names to values"]),
        ("label: Covered", "max: 3", ["22: covers.max: unknown; write one of facet, label"]),
        ("fields:\n", "  entries: {terms: {a: {label: A}}}\nfields:\n", [
            "21: entries: cannot be a facet id; use another lower-case word"]),
        ("fields:\n", "  Bad Id: {field: bad, terms: {a: {label: A}}}\nfields:\n", [
            "21: Bad Id: cannot be a facet id; use another lower-case word"]),
        ("fields:\n", "  dates:\n    field: Date of\nfields:\n", [
            "21: Date of: cannot be a field name; use lower-case words joined by '_'"]),
        ("covers:", "constructor:", [
            "22: constructor: is in every object of a browser; rename it"]),
        ("fields:\n", "  constructor:\n    field: made\nfields:\n", [
            "21: constructor: cannot be a facet id; use another lower-case word"]),
    ],
)  # fmt: skip
def test_a_broken_vocabulary_is_told_line_by_line(
    tmp_path: Path, old: str, new: str, messages: list[str]
) -> None:
    assert old in SMALL
    _, problems = read(tmp_path, SMALL.replace(old, new, 1))
    assert sorted(text.removeprefix("entries/_taxonomy.yaml:") for text in problems) == messages


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"facets: \xff", ":1: byte 0xFF is not UTF-8; save the file as UTF-8"),
        (SMALL.encode("utf-16"), ":1: the file is UTF-16 or UTF-32; save it as UTF-8"),
        (b"#" * 2_000_001, ": larger than 2,000,000 bytes; shorten it"),
        (b"[" * 5000, ":1: nested deeper than 8 levels; write it flat"),
    ],
)
def test_bytes_that_are_no_vocabulary_are_told(
    tmp_path: Path, content: bytes, message: str
) -> None:
    assert read(tmp_path, content) == (Taxonomy({}, {}), [f"entries/_taxonomy.yaml{message}"])


def test_a_missing_vocabulary_is_told(tmp_path: Path) -> None:
    _, problems = read_taxonomy(tmp_path / "entries")
    assert [str(problem) for problem in problems] == [
        "entries/_taxonomy.yaml: the file is missing; restore it"
    ]


def test_a_vocabulary_that_is_no_file_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "_taxonomy.yaml")
    _, problems = read_taxonomy(tmp_path)
    assert [problem.message for problem in problems] == [
        "neither a file nor a folder; an entry is a plain file"
    ]


def test_with_a_broken_vocabulary_entries_are_told_what_is_wrong_anyway(tmp_path: Path) -> None:
    entries = tmp_path / "entries"
    read(tmp_path, "facets: [\n")
    good = (TOY / "abe2019sound.yaml").read_text(encoding="utf-8")
    (entries / "abe2019sound.yaml").write_text(good, encoding="utf-8")
    (entries / "abe2020sound.yaml").write_text("kind: [\n", encoding="utf-8")
    wrong = good.replace("2019-11-30", "2019-13").replace("10.1000", "https://doi.org/10.1000")
    (entries / "abe2021sound.yaml").write_text(wrong, encoding="utf-8")
    catalogue, problems = read_catalogue(entries)
    assert catalogue.entries == ()
    assert [str(problem).removeprefix("entries/") for problem in problems] == [
        "_taxonomy.yaml:1: a value is missing in brackets, or a bracket is never closed; "
        "write [one, two]",
        "abe2020sound.yaml:1: kind: a value is missing in brackets, or a bracket is never closed; "
        "write [one, two]",
        "abe2021sound.yaml:1: title: 'The Sound of $n$ Bees at 100 Hz' is already a title of "
        "abe2019sound; merge the two entries",
        "abe2021sound.yaml:5: published: '2019-13' is no date that exists; "
        "write 2024-11-17, 2024-11 or 2024",
        "abe2021sound.yaml:6: doi: 'https://doi.org/10.1000/bees_(2019)<1>' is a URL; "
        "write 10.1000/bees_(2019)<1>",
        "abe2021sound.yaml:15: aliases: 'abe2019sounds' already leads to abe2019sound; "
        "keep one of them",
    ]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Pan Traps", ("field-survey",)),
        ("pan-trap", ("field-survey",)),
        ("FIELD SURVEY", ("field-survey",)),
        ("feild-survey", ("field-survey",)),
        ("nest-studies", ("nest-study",)),
        ("quantum", ()),
        ("", ()),
    ],
)
def test_what_someone_may_have_meant_is_suggested(text: str, ids: tuple[str, ...]) -> None:
    assert toy_taxonomy().suggest("categories", text) == ids


def test_a_name_that_is_the_id_of_another_term_means_that_term(tmp_path: Path) -> None:
    text = SMALL.replace(
        "      jhr:", "      journal: {label: The Journal, bibtex: article}\n      jhr:"
    )
    taxonomy, problems = read(tmp_path, text)
    assert problems == []
    assert taxonomy.suggest("venues", "Journal") == ("journal",)


def test_a_huge_unknown_term_is_answered_at_once() -> None:
    started = time.perf_counter()
    assert toy_taxonomy().suggest("categories", "field survey " * 100_000) == ()
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("LLaVA-1.5", "llava15"),
        ("wild bees", "wildbees"),
        ("Ärger_1", "ärger1"),
    ],
)
def test_case_blanks_hyphens_and_dots_do_not_count(text: str, form: str) -> None:
    assert spelling(text) == form
