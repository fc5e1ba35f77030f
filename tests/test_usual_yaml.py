"""The quick reader: it gives what the strict parser gives, or leaves the text to that."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from thorough import examples

from literature.strict_yaml import Mapping, Node, YamlError, parse
from literature.usual_yaml import read_usual

ROOT = Path(__file__).parent.parent
USUAL = """title: "A: title, \u201cquoted\u201d # and all"
authors:
  - van der Berg, Jan
  - "{Group}"
  - Gonz\u00e1lez-D'\u00c1vila, J. (the elder)
published: 2024-11-17
url: https://example.org/a/?b=c&d
categories: [nest-study, b-2.5]
summary: >-
  Two lines: the first
  "and" the # second.
kind: no
"""


def parsed(text: str) -> Node | YamlError | None:
    try:
        return parse(text)
    except YamlError as error:
        return error


def same_or_left(text: str) -> bool:
    """Whether the text was read; fails if it was read differently."""
    quick = read_usual(text)
    if quick is None:
        return False
    assert quick == parsed(text)
    return True


def test_every_usual_way_to_write_a_field_is_read() -> None:
    assert same_or_left(USUAL)


def test_nearly_all_entries_are_written_in_the_usual_way() -> None:
    files = [file for folder in ("entries", "tests/library") for file in entry_files(ROOT / folder)]
    read = [same_or_left(file.read_text(encoding="utf-8")) for file in files]
    assert sum(read) > 0.9 * len(read) > 100


def entry_files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("[a-z]*.yaml"))


def test_damaged_files_are_read_the_same_or_left() -> None:
    files = entry_files(ROOT / "tests" / "damaged")
    texts = [file.read_bytes().decode("utf-8", "replace") for file in files]
    assert len([same_or_left(text) for text in texts]) > 200


@pytest.mark.parametrize(
    "text",
    [
        "", "\n", "a: b", "a:\n", "a: b\n\n", "a: b # c\n", "a: b: c\n", "a: b\n  c\n", "a: b \n",
        "a: &x b\n", "a: *x\n", "a: !t b\n", "a: |\n  b\n", "a: >-\n   b\n", "a: >-\n  b\n   c\n",
        "a: >-\n  b\n\n  c\n", "a: []\n", "a: [b,c]\n", "a:\n- b\n", "a:\n  - b: c\n",
        "a:\n  - b\n    c\n", "a:\n  - - b\n", 'a: "b\\n"\n', 'a: "b" c\n', "a: 'b'\n",
        "---\na: b\n",
        "A: b\n", "a : b\n", "a: b\r\n", "a: b\u2028c\n", "a: b\x85\n", "a: b\ta\n", " a: b\n",
        "a: b\n...\n", "a: -b\n", "a: b\n- c\n", "a: [b\n", "a: \u00a0b\n", "\ufeffa: b\n",
        "a: ?\n", "a: b:\n", "a: :b\n", "a: b #c\n", "a: ,b\n",
    ],
)  # fmt: skip
def test_what_is_not_usual_is_left_to_the_parser(text: str) -> None:
    assert read_usual(text) is None


PIECES = st.sampled_from(
    ["a", "b: ", "title: ", "\n", "  - ", "- ", "  ", " ", '"', "'", "\\", "#", " #", ":", ": ",
     ">-\n", "|\n", "[", "]", ", ", "{", "}", "&", "*", "!", "%", "@", "`", "?", "---", "...", "~",
     "null", "\t", "\r", "\x85", "\u2028", "\u00a0", "\u00e9", "\u4e2d", "0", "2024-11", "://",
     "https://a.b/c", "=", "<<", "e\u0301", "\U0001f41d"]
)  # fmt: skip
LINES = st.sampled_from([line + "\n" for line in USUAL.split("\n")])


@settings(max_examples=examples(2000), deadline=None)
@given(st.lists(PIECES | LINES, max_size=14).map("".join))
@example("a: 'b'\n")
def test_any_text_is_read_the_same_or_left(text: str) -> None:
    same_or_left(text)


@settings(max_examples=examples(2000), deadline=None)
@given(
    st.sampled_from(["a: {}\n", 'a: "{}"\n', "a:\n  - {}\n  - b\n", "a: [b, {}]\n",
                     "a: >-\n  {}\n  b {}\n", "{}: b\n", "a: b\nc: {}\nd: e\n"]),
    st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFFF) | st.sampled_from(" :#,-\"'/\n"),
            max_size=8),
)  # fmt: skip
def test_any_value_is_read_the_same_or_left(form: str, value: str) -> None:
    same_or_left(form.replace("{}", value))


def test_the_result_is_a_mapping_in_blocks() -> None:
    root = read_usual("a: b\n")
    assert isinstance(root, Mapping)
    assert not root.is_flow
