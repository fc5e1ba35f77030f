"""What holds whatever the input: no exception but problems, clean lines, and no long wait.

The twelfth of the properties, any bytes as the file of an entry, stands here first. The eleven on
what is written and reads back are listed in test_round_trips.py.
"""

from __future__ import annotations

import re
import time
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import KEY, PROBE, TOY, reading_of
from thorough import examples

from literature.identifiers import bare
from literature.keys import derive_key
from literature.model import Name, Problem
from literature.read import Reading
from literature.strict_yaml import YamlError, decode, parse
from literature.taxonomy import read_taxonomy_content, spelling
from literature.text import UNSAFE, comparison_form, shown, slug
from literature.values import parse_name, parse_url

COMMON = settings(
    max_examples=examples(300), derandomize=True, database=None, deadline=timedelta(seconds=1)
)
BYTES = settings(COMMON, max_examples=examples(500))
YAMLISH = st.text(
    st.sampled_from("abe:-#[]{},&*!|>'\"%@`?~\n\n\n  \t\\/0123.éu\u0301\u200b\u202e\r\x00\ufeff<=")
    | st.characters(),
    max_size=300,
)
FIELDS = [line.split(":")[0] for line in PROBE.splitlines() if line[0] not in " -"]


def sound(reading: Reading, lines: int) -> None:
    """An entry, or problems: each one clean line with the path and a line of the file."""
    assert reading.entry or reading.problems
    for problem in reading.problems:
        assert problem.path == f"entries/{KEY}.yaml"
        assert 0 <= problem.line <= lines
        assert_clean(problem)


def assert_clean(problem: Problem) -> None:
    text = str(problem)
    assert len(problem.message) <= 300
    assert len(text) <= 600
    assert not UNSAFE.search(text)
    assert not re.search(r"[\n\t]", text)


def with_field(name: str, value: str) -> str:
    """The valid entry with another value of one field."""
    lines = re.compile(rf"^{name}:.*\n(?: .*\n)*", re.MULTILINE)
    return lines.sub(lambda _: f"{name}: {value}\n", PROBE)


@BYTES
@given(st.binary(max_size=500))
def test_any_bytes_give_an_entry_or_problems(content: bytes) -> None:
    sound(reading_of(content), content.count(b"\n") + 1)


@BYTES
@given(YAMLISH)
def test_any_text_gives_an_entry_or_problems(text: str) -> None:
    content = text.encode("utf-8", "surrogatepass")
    sound(reading_of(content), content.count(b"\n") + 1)


@BYTES
@given(st.sampled_from(FIELDS), YAMLISH)
def test_any_value_of_a_field_gives_an_entry_or_problems(field: str, value: str) -> None:
    text = re.sub(
        rf"^{field}:(?:.*\n)(?: .*\n)*", lambda _: f"{field}: {value}\n", PROBE, flags=re.M
    )
    content = text.encode("utf-8", "surrogatepass")
    sound(reading_of(content), content.count(b"\n") + 1)


@BYTES
@given(st.sampled_from(FIELDS), st.text(max_size=700))
def test_any_quoted_value_of_a_field_gives_an_entry_or_problems(field: str, value: str) -> None:
    quoted = "".join(f"\\U{ord(char):08x}" for char in value)
    text = with_field(field, f'"{quoted}"')
    sound(reading_of(text), text.count("\n") + 1)


@BYTES
@given(st.data())
def test_any_piece_put_anywhere_gives_an_entry_or_problems(data: st.DataObject) -> None:
    content = PROBE.encode()
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 40)))
    piece = data.draw(st.binary(max_size=20) | YAMLISH.map(lambda t: t.encode("utf-8", "ignore")))
    changed = content[:start] + piece + content[end:]
    sound(reading_of(changed), changed.count(b"\n") + 1)


@COMMON
@given(st.binary(max_size=300) | YAMLISH.map(lambda text: text.encode("utf-8", "ignore")))
def test_any_bytes_are_yaml_or_refused(content: bytes) -> None:
    try:
        parse(decode(content, 1000))
    except YamlError as error:
        assert 0 <= error.line <= content.count(b"\n") + 1


TAXONOMY = (TOY / "_taxonomy.yaml").read_text(encoding="utf-8")


@COMMON
@given(st.data())
def test_any_piece_put_into_the_vocabulary_gives_facets_or_problems(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TAXONOMY)))
    end = data.draw(st.integers(start, min(len(TAXONOMY), start + 40)))
    text = TAXONOMY[:start] + data.draw(YAMLISH) + TAXONOMY[end:]
    content = text.encode("utf-8", "surrogatepass")
    taxonomy, problems = read_taxonomy_content("entries/_taxonomy.yaml", content)
    assert taxonomy.facets or problems
    for problem in problems:
        assert_clean(problem)


@COMMON
@given(st.text(), st.text(), st.text())
def test_a_problem_is_clean_whatever_it_is_made_of(path: str, field: str, message: str) -> None:
    assert_clean(Problem(path, 1, field, message))


@COMMON
@given(st.text(max_size=200), st.integers(1800, 2100), st.text(max_size=200))
def test_every_key_is_a_safe_file_name(family: str, year: int, title: str) -> None:
    key = derive_key([Name(family)], year, title)
    assert re.fullmatch(r"[a-z][a-z0-9]{2,59}", key)


@COMMON
@given(st.text())
def test_a_slug_of_a_slug_is_itself(text: str) -> None:
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug(text))
    assert slug(slug(text)) == slug(text)
    assert len(slug(text)) <= 80


@COMMON
@given(st.text())
def test_forms_for_comparison_ignore_case(text: str) -> None:
    assert comparison_form(comparison_form(text)) == comparison_form(text)
    assert spelling(spelling(text)) == spelling(text)


@COMMON
@given(st.text() | YAMLISH)
def test_any_text_is_an_address_and_a_name_or_refused(text: str) -> None:
    for convert in (parse_url, parse_name):
        try:
            convert(text)
        except ValueError as error:
            assert str(error)
    for kind in ("arxiv", "doi", "openreview", "anthology", "title"):
        assert bare(kind, text) in text
    assert len(shown(text, 40)) <= 40


BEFORE = (
    "",
    "title: ",
    'title: "',
    "title: |\n  ",
    "categories: [",
    "kind: ",
    "doi: ",
    "authors:\n  - ",
)
REPEATED = (
    "[", "{", "a: ", "- ", "? ", '"', "'", "&a ", "*a ", "!", "!a ", "%", "#", ":", ",", "a,",
    "\n", " ", "|", ">", "a\n", "a:\n", "a: b\n", "- a\n", "  - a\n", "é", "\u0301", "\u0345\u0301",
    "\ufdfa", "doi:", "10.1000/", "et al ", "arxiv.org/abs/", "\\", "\\u200b", "a" * 40 + ": x\n",
    "https://", "@", "\r", "\t", "---\n", "...\n", "<<: ", "\u200b\n", "x y, ",
)  # fmt: skip


def assert_quick(content: bytes) -> None:
    started = time.process_time()
    sound(reading_of(content), 65_536)
    assert time.process_time() - started < 1, content[:40]


@pytest.mark.parametrize("piece", REPEATED)
def test_64_kib_of_one_thing_take_less_than_a_second(piece: str) -> None:
    assert_quick(piece.encode() * (65_000 // len(piece.encode())) + b"\n")


@pytest.mark.slow
@pytest.mark.parametrize("before", BEFORE)
def test_64_kib_of_anything_anywhere_take_less_than_a_second(before: str) -> None:
    for piece in REPEATED:
        content = before.encode() + piece.encode() * (64_900 // len(piece.encode()))
        for end in (b"", b"\n", b'"\nadded: 2026-01-09\n'):
            assert_quick(content + end)
