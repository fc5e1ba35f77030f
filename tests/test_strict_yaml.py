"""The YAML that is accepted, and where and how the rest is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from literature import strict_yaml
from literature.strict_yaml import Mapping, Sequence, Text, YamlError, decode, file_content, parse


def test_every_scalar_is_text_with_its_line() -> None:
    assert parse("a: 2411.10950\nb: no\nc:\n  - 017\n  - 'x'\n") == Mapping(
        [
            (Text("a", 1, True), Text("2411.10950", 1, True)),
            (Text("b", 2, True), Text("no", 2, True)),
            (
                Text("c", 3, True),
                Sequence([Text("017", 4, True), Text("x", 5)], 4),
            ),
        ],
        1,
    )


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "   "])
def test_a_text_without_a_document_is_nothing(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("text", "is_flow"),
    [("{a: b}", True), ("a: b", False), ("[a]", True), ("- a", False)],
)
def test_brackets_are_told_from_blocks(text: str, is_flow: bool) -> None:
    node = parse(text)
    assert isinstance(node, Mapping | Sequence)
    assert node.is_flow is is_flow


@pytest.mark.parametrize(
    ("text", "is_cut"),
    [
        ("a #b", True),
        ("a\t# b", True),
        ("a#b", False),
        ("'a' # b", False),
        ("'a # b'", False),
        ("a", False),
        ("é #b", True),
        ("a\n  b # c", True),
        ("[a, b # c\n]", True),
    ],
)
def test_text_that_a_comment_cuts_is_marked(text: str, is_cut: bool) -> None:
    node = parse(f"- {text}\n")
    assert isinstance(node, Sequence)
    last = node.items[0]
    while isinstance(last, Sequence):
        last = last.items[-1]
    assert isinstance(last, Text)
    assert last.is_cut is is_cut


def test_each_repetition_of_a_key_is_found() -> None:
    node = parse("a: 1\nb: 2\na: 3\na: 4\n")
    assert isinstance(node, Mapping)
    assert [(key.line, first) for key, first in node.repeated()] == [(3, 1), (4, 1)]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: &x b", 1, "the anchor &x; write the value itself, or quote it"),
        ("a: b\nc: *x", 2, "the alias *x; write the value itself, or quote it"),
        ("&x a: b", 1, "the anchor &x; write the value itself, or quote it"),
        ("a: &" + "x" * 99 + " b", 1, "the anchor &" + "x" * 39 + "…; write the value itself, "
         "or quote it"),
        ("a: !!int 1", 1, "the tag tag:yaml.org,2002:int; remove it, every value is text"),
        ("a: ! b", 1, "the tag !; remove it, every value is text"),
        ("a: !x!y b", 1, "'!' starts the value; put the value in double quotes"),
        ("a: !<x", 1, "'!' starts the value; put the value in double quotes"),
        ("a: !<%zz> b", 1, "'!' starts the value; put the value in double quotes"),
        ("%YAML 1.1\n---\na: b", 1, "a directive; remove the line that starts with '%'"),
        ("%YAML 3.0\n---\na: b", 1, "a directive; remove the line that starts with '%'"),
        ("a: b\n---\nc: d", 2, "a second document; one file holds one entry"),
        ("[[[[[[[[[", 1, "nested deeper than 8 levels; write it flat"),
        ("? [a]\n: b", 1, "a list or mapping as the name of a field; write a word"),
        ("? {a: b}\n: b", 1, "a list or mapping as the name of a field; write a word"),
        ("{[a]: b}", 1, "a list or mapping as the name of a field; write a word"),
        ('a: b\nc: "d\ne: f\n', 2, "a quotation mark is opened and never closed; close it"),
        ('a: b\nc: "d\n---\n', 2, "a quotation mark is opened and never closed; close it"),
        ("a: b\nc d\ne: f\n", 2, "a line without ': ' between field and value; "
         "a longer text goes in double quotes"),
        ("a: b\nc: [d,\n\n", 2, "a value is missing in brackets, or a bracket is never closed; "
         "write [one, two]"),
        ("a: b\nc: [d\ne: f\n", 2, "a '[' is opened and never closed; close it with ']'"),
        ("a: *", 1, "'*' or '&' starts the value; put the value in double quotes"),
        ("a: }", 1, "a bracket or comma where a value should be; put the value in double quotes"),
        ("a: >0\n", 1, "'>' or '|' starts the value; put the value in double quotes, "
         "or begin the text in the next line"),
        ("a:\n -\tb\n", 2, "the value starts with a character that YAML reserves; "
         "put the value in double quotes"),
        ("a: b\n\tc: d\n", 2, "a tab indents this line; use spaces"),
        ("  a: b\nc: d\n", 2, "text before or after the entry; "
         "start every field at the beginning of its line"),
    ],
)  # fmt: skip
def test_what_could_surprise_is_refused_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(YamlError) as refusal:
        parse(text)
    assert (refusal.value.line, refusal.value.message) == (line, message)


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(YamlError, match="not YAML"):
        parse("a: \ud800")


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"12345678901", 0, "larger than 10 bytes; shorten it"),
        (b"a: b\n\xff", 2, "byte 0xFF is not UTF-8; save the file as UTF-8"),
        (b"\xff\xfea\0", 1, "the file is UTF-16 or UTF-32; save it as UTF-8"),
        (b"\xfe\xff\0a", 1, "the file is UTF-16 or UTF-32; save it as UTF-8"),
        (b"a\0:\0", 1, "the file is UTF-16 or UTF-32; save it as UTF-8"),
        (b"\xef\xbb\xbfa: b", 1, "the file starts with a byte order mark; "
         "save it as UTF-8 without BOM"),
        (b"a: b\r\n", 1, "a carriage return; use Unix line ends (LF) in the whole file"),
        (b"a: b\nc: \x7f", 2, "U+007F (control character) is not allowed; remove it"),
        (b"a: b\n\tc", 2, "a tab indents this line; use spaces"),
        (b"\n<<<<<<<", 2, "a merge-conflict marker; keep one side and delete the markers"),
        (b">>>>>>> x", 1, "a merge-conflict marker; keep one side and delete the markers"),
        (b"=======", 1, "a merge-conflict marker; keep one side and delete the markers"),
    ],
)  # fmt: skip
def test_bytes_that_are_no_clean_text_are_refused(content: bytes, line: int, message: str) -> None:
    with pytest.raises(YamlError) as refusal:
        decode(content, 10)
    assert (refusal.value.line, refusal.value.message) == (line, message)


@pytest.mark.parametrize(
    "text", ["a: é 李 😀\n", "a: b\tc\n", "a: ======\n", "<<<<: b\n", "a: >>\n"]
)
def test_clean_text_passes(text: str) -> None:
    assert decode(text.encode(), 100) == text


def test_file_content_reads_one_byte_more_than_allowed_at_most(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"0123456789")
    assert strict_yaml.file_content(path, 4) == b"01234"


def test_without_libyaml_the_same_nodes_come_out(monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'a: 2411.10950 # c\nb:\n  - "x"\n  - [y, z]\nc: >-\n  long\n  text\n'
    with_libyaml = parse(text)
    monkeypatch.setattr(strict_yaml, "_Loader", yaml.BaseLoader)
    assert parse(text) == with_libyaml


@pytest.mark.parametrize("text", ["a: [", "a: \x00", "'", "- a\nb", "a: b: c", "\ud800", "a: *"])
def test_without_libyaml_broken_text_is_refused_too(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strict_yaml, "_Loader", yaml.BaseLoader)
    with pytest.raises(YamlError):
        parse(text)


def test_what_is_no_plain_file_has_no_line(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("folder")
    for name, message in (
        ("folder", "a folder; entries lie side by side, one plain file each"),
        ("link", "a symbolic link; put the file itself here"),
        ("missing", "the file is missing; restore it"),
    ):
        with pytest.raises(YamlError) as caught:
            file_content(tmp_path / name, 10)
        assert (caught.value.line, caught.value.message) == (0, message)


def test_one_byte_more_than_allowed_is_read(tmp_path: Path) -> None:
    (tmp_path / "long").write_bytes(b"x" * 20)
    assert file_content(tmp_path / "long", 10) == b"x" * 11
