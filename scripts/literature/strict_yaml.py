"""YAML as this project allows it: text, lists and mappings, each with its line.

PyYAML's loaders guess types (2411.10950 becomes 2411.1095, `no` becomes False), keep the last of
two equal keys and expand aliases. Here every scalar is text, and what could surprise is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from .text import UNSAFE, describe_character

try:
    from yaml import CBaseLoader as _Loader
except ImportError:  # PyYAML without libyaml: the same language, ten times slower
    from yaml import BaseLoader as _Loader  # type: ignore[assignment]

MAX_DEPTH = 8


class YamlError(Exception):
    """A text that is not the YAML we accept, with the line and what would be right."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(slots=True)
class Text:
    value: str
    line: int


@dataclass(slots=True)
class Sequence:
    items: list[Node]
    line: int


@dataclass(slots=True)
class Mapping:
    pairs: list[tuple[Text, Node]]
    line: int

    def repeated(self) -> Iterator[tuple[Text, int]]:
        """Each key that occurs again, with the line of its first occurrence."""
        first: dict[str, int] = {}
        for key, _ in self.pairs:
            if key.value in first:
                yield key, first[key.value]
            else:
                first[key.value] = key.line


Node = Text | Sequence | Mapping


def decode(content: bytes, max_bytes: int) -> str:
    """The text of a file; raises YamlError with the line when it is not clean UTF-8."""
    if len(content) > max_bytes:
        raise YamlError(1, f"the file has {len(content)} bytes; at most {max_bytes} are allowed")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise YamlError(1, "the file is UTF-16; save it as UTF-8")
    if content.startswith(b"\xef\xbb\xbf"):
        raise YamlError(1, "the file starts with a byte order mark; save it as UTF-8 without BOM")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = content[error.start]
        raise YamlError(line, f"byte 0x{byte:02X} is not UTF-8; save the file as UTF-8") from None
    _refuse_raw_oddities(text)
    return text


def _refuse_raw_oddities(text: str) -> None:
    if "\r" in text:
        raise YamlError(text.count("\n", 0, text.index("\r")) + 1,
                        "the line ends with a carriage return; use Unix line ends (LF)")  # fmt: skip
    unsafe = UNSAFE.search(text)
    if unsafe:
        line = text.count("\n", 0, unsafe.start()) + 1
        raise YamlError(line, f"{describe_character(unsafe[0])} is not allowed; remove it")
    for number, line_text in enumerate(text.split("\n"), 1):
        if line_text.startswith(("<<<<<<< ", ">>>>>>> ", "||||||| ")) or line_text == "=======":
            raise YamlError(number, "a merge-conflict marker; keep one side and delete the markers")
        if line_text[: len(line_text) - len(line_text.lstrip(" \t"))].find("\t") >= 0:
            raise YamlError(number, "a tab indents this line; use spaces")


def parse(text: str) -> Node | None:
    """The one document of a text; None when it is empty. Raises YamlError."""
    loader = _Loader(text)
    try:
        return _build(loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlError(mark.line + 1 if mark else 1, _explain(error)) from None
    except yaml.YAMLError as error:
        raise YamlError(1, f"not YAML: {error}") from None
    finally:
        loader.dispose()


def _build(loader: _Loader) -> Node | None:
    root: Node | None = None
    documents = 0
    stack: list[Sequence | Mapping] = []
    keys: list[Text | None] = []
    while True:
        event = loader.get_event()
        kind = type(event)
        if kind is yaml.ScalarEvent:
            _refuse_anchor(event)
            node: Node = Text(event.value, event.start_mark.line + 1)
        elif kind is yaml.SequenceStartEvent or kind is yaml.MappingStartEvent:
            _refuse_anchor(event)
            line = event.start_mark.line + 1
            if len(stack) >= MAX_DEPTH:
                raise YamlError(line, f"nested deeper than {MAX_DEPTH} levels; write it flat")
            opened = Sequence([], line) if kind is yaml.SequenceStartEvent else Mapping([], line)
            if stack:
                _attach(stack[-1], keys, opened)
            else:
                root = opened
            stack.append(opened)
            keys.append(None)
            continue
        elif kind is yaml.SequenceEndEvent or kind is yaml.MappingEndEvent:
            stack.pop()
            keys.pop()
            continue
        elif kind is yaml.AliasEvent:
            line = event.start_mark.line + 1
            raise YamlError(line, f"the alias *{event.anchor}; write the value itself, or quote it")
        elif kind is yaml.DocumentStartEvent:
            documents += 1
            if documents > 1:
                line = event.start_mark.line + 1
                raise YamlError(line, "a second document; one file holds one entry")
            continue
        elif kind is yaml.StreamEndEvent:
            return root
        else:
            continue
        if stack:
            _attach(stack[-1], keys, node)
        else:
            root = node


def _attach(parent: Sequence | Mapping, keys: list[Text | None], node: Node) -> None:
    if isinstance(parent, Sequence):
        parent.items.append(node)
        return
    key = keys[-1]
    if key is None:
        if not isinstance(node, Text):
            raise YamlError(node.line, "a list or mapping as the name of a field; write a word")
        keys[-1] = node
    else:
        parent.pairs.append((key, node))
        keys[-1] = None


def _refuse_anchor(event: yaml.NodeEvent) -> None:
    line = event.start_mark.line + 1
    if event.anchor is not None:
        raise YamlError(line, f"the anchor &{event.anchor}; write the value itself, or quote it")
    if event.tag is not None:
        raise YamlError(line, f"the tag {event.tag[:60]}; remove it, every value is text")


_EXPLANATIONS = (
    ("mapping values are not allowed", "': ' inside unquoted text; put the text in double quotes"),
    ("could not find expected ':'", "a line without ': ' between field and value; "
     "a longer text goes in double quotes"),
    ("found unexpected end of stream", "a quotation mark is opened and never closed; close it"),
    ("found unexpected document indicator", "a quotation mark is opened and never closed; close it"),
    ("did not find expected key", "this line does not fit the lines above it; "
     "check its indentation and quotation marks"),
    ("did not find expected '-' indicator", "this line does not fit the list above it; "
     "start it with '- '"),
    ("did not find expected ',' or ']'", "a '[' is opened and never closed; close it with ']'"),
    ("did not find expected ',' or '}'", "a '{' is opened and never closed; close it with '}'"),
    ("found character that cannot start any token", "the value starts with a character that YAML "
     "reserves; put the value in double quotes"),
    ("found unknown escape character", "a backslash in double quotes; double it, "
     "or use single quotes"),
    ("block sequence entries are not allowed", "'- ' where no list can stand; "
     "put each item on its own line below the field"),
    ("found invalid Unicode character escape", "an escape that is no character; "
     "write the character itself"),
    ("did not find expected alphabetic or numeric character", "'*' or '&' starts the value; "
     "put the value in double quotes"),
    ("did not find expected <document start>", "text before or after the entry; "
     "one file holds one entry"),
    ("while scanning a directive", "'%' starts the line; put the value in double quotes"),
    ("found a tab character", "a tab indents this line; use spaces"),
)  # fmt: skip


def _explain(error: yaml.MarkedYAMLError) -> str:
    raw = " ".join(part for part in (error.context, error.problem) if part)
    for needle, explanation in _EXPLANATIONS:
        if needle in raw:
            return explanation
    return f"not YAML: {raw}"
