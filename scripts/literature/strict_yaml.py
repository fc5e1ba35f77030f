"""YAML as this project allows it: text, lists and mappings, each with its line.

PyYAML's loaders guess types (2411.10950 becomes 2411.1095, `no` becomes False), keep the last of
two equal keys and expand aliases. Here every scalar is text, and what could surprise is refused.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from .text import UNSAFE, describe_character, has_unsafe, shown

try:
    from yaml import CBaseLoader as _Loader
except ImportError:  # PyYAML without libyaml: the same language, ten times slower
    from yaml import BaseLoader as _Loader  # type: ignore[assignment]

MAX_DEPTH = 8
MAX_ODDITIES = 20
CARRIAGE_RETURN = "a carriage return; use Unix line ends (LF) in the whole file"


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
    is_plain: bool = False  # written without quotation marks
    is_cut: bool = False  # plain, and what follows it in its line is a comment


@dataclass(slots=True)
class Sequence:
    items: list[Node]
    line: int
    is_flow: bool = False  # written as [a, b]

    def add(self, node: Node) -> None:
        self.items.append(node)


@dataclass(slots=True)
class Mapping:
    pairs: list[tuple[Text, Node]]
    line: int
    is_flow: bool = False  # written as {a: b}
    _key: Text | None = field(default=None, repr=False, compare=False)

    def add(self, node: Node) -> None:
        """The next key or, after a key, its value."""
        if self._key is not None:
            self.pairs.append((self._key, node))
            self._key = None
        elif isinstance(node, Text):
            self._key = node
        else:
            raise YamlError(node.line, "a list or mapping as the name of a field; write a word")

    def repeated(self) -> Iterator[tuple[Text, int]]:
        """Each key that occurs again, with the line of its first occurrence."""
        first: dict[str, int] = {}
        for key, _ in self.pairs:
            if key.value in first:
                yield key, first[key.value]
            else:
                first[key.value] = key.line


Node = Text | Sequence | Mapping


def file_content(path: Path, max_bytes: int) -> bytes:
    """The bytes of a plain file, at most one more than allowed; raises YamlError for other kinds.

    Never opens a pipe or a device, which could block, nor a link, which could lead anywhere.
    """
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            raise YamlError(0, "a symbolic link; put the file itself here")
        if stat.S_ISDIR(mode):
            raise YamlError(0, "a folder; entries lie side by side, one plain file each")
        if not stat.S_ISREG(mode):
            raise YamlError(0, "neither a file nor a folder; an entry is a plain file")
        with path.open("rb") as file:
            return file.read(max_bytes + 1)
    except FileNotFoundError:
        raise YamlError(0, "the file is missing; restore it") from None
    except OSError as error:
        raise YamlError(0, f"cannot be read: {error.strerror or error}") from None


def decode(content: bytes, max_bytes: int) -> str:
    """The text of a file; raises YamlError for the first thing that makes it unclean."""
    text = decode_utf8(content, max_bytes)
    for line, message in oddities(text):
        raise YamlError(line, message)
    return text


def decode_utf8(content: bytes, max_bytes: int) -> str:
    """The text of a file, which may still hold oddities; raises YamlError if it is not UTF-8."""
    if len(content) > max_bytes:
        raise YamlError(0, f"larger than {max_bytes:,} bytes; shorten it")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content[:4]:
        raise YamlError(1, "the file is UTF-16 or UTF-32; save it as UTF-8")
    if content.startswith(b"\xef\xbb\xbf"):
        raise YamlError(1, "the file starts with a byte order mark; save it as UTF-8 without BOM")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = content[error.start]
        raise YamlError(line, f"byte 0x{byte:02X} is not UTF-8; save the file as UTF-8") from None


def oddities(text: str) -> Iterator[tuple[int, str]]:
    """Lines with a character that nobody sees, or that does harm unseen: one finding a line."""
    told: set[int | str] = set()
    number, counted = 1, 0
    for match in _ODDITY.finditer(text):
        number += text.count("\n", counted, match.start())
        counted = match.start()
        message = _oddity(match[0])
        if {number, message} & told:
            continue
        if len(told) >= MAX_ODDITIES:
            yield number, "more lines like those above; mend them all"
            return
        told.add(number if message != CARRIAGE_RETURN else message)
        yield number, message


def is_clean(text: str) -> bool:
    """Whether a text surely has no oddities; False may only mean that a closer look is due."""
    return not (has_unsafe(text) or "\t" in text or any(mark in text for mark in _CONFLICT_MARKS))


_CONFLICT_MARKS = ("<<<<<<<", ">>>>>>>", "|||||||", "=======")


def without_oddities(text: str) -> str:
    """The text with the same lines, in which only what stops a parser is odd."""
    return UNSAFE.sub("", text.replace("\r\n", "\n"))


# A merge-conflict marker, a tab that indents, or an unsafe character.
_ODDITY = re.compile(
    rf"^(?:<{{7}}|>{{7}}|\|{{7}})(?= |\r?$)|^={{7}}(?=\r?$)|^ *\t|{UNSAFE.pattern}", re.MULTILINE
)


def _oddity(found: str) -> str:
    if found == "\r":
        return CARRIAGE_RETURN
    if found.endswith("\t"):
        return "a tab indents this line; use spaces"
    if len(found) == 7:
        return "a merge-conflict marker; keep one side and delete the markers"
    return f"{describe_character(found)} is not allowed; remove it"


def parse(text: str) -> Node | None:
    """The one document of a text; None when it is empty. Raises YamlError."""
    try:
        loader = _Loader(text)
        try:
            return _build(loader, text.split("\n") if "#" in text else [])
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        last = text.rstrip().count("\n") + 1
        raise YamlError(min(_line(error), last), _explain(error)) from None
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise YamlError(1, f"not YAML: {shown(str(error))}") from None


def _build(loader: _Loader, lines: list[str]) -> Node | None:
    root: Node | None = None
    documents = 0
    above: list[Sequence | Mapping] = []
    while not isinstance(event := loader.get_event(), yaml.StreamEndEvent):
        if type(event) is yaml.ScalarEvent and 0 < len(above) < MAX_DEPTH:
            above[-1].add(_scalar(event, lines))
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if event.version or event.tags:
                raise YamlError(_start(event), "a directive; remove the line that starts with '%'")
            if documents > 1:
                raise YamlError(_start(event), "a second document; one file holds one entry")
        elif isinstance(event, yaml.CollectionEndEvent):
            above.pop()
        elif isinstance(event, yaml.NodeEvent):
            node = _node(event, lines)
            if len(above) >= MAX_DEPTH:
                raise YamlError(node.line, f"nested deeper than {MAX_DEPTH} levels; write it flat")
            if above:
                above[-1].add(node)
            else:
                root = node
            if not isinstance(node, Text):
                above.append(node)
    return root


def _scalar(event: yaml.ScalarEvent, lines: list[str]) -> Text:
    if event.anchor is not None or event.tag is not None:
        _refuse(event)
    is_plain = not event.style
    return Text(
        event.value, _start(event), is_plain, bool(is_plain and lines and _is_cut(event, lines))
    )


def _refuse(event: yaml.NodeEvent) -> None:
    """Raises YamlError for an anchor, an alias or a tag."""
    line = _start(event)
    if event.anchor is not None:
        mark = "alias *" if isinstance(event, yaml.AliasEvent) else "anchor &"
        raise YamlError(
            line, f"the {mark}{shown(event.anchor, 40)}; write the value itself, or quote it"
        )
    tag = getattr(event, "tag", None)
    if tag is not None:
        raise YamlError(line, f"the tag {shown(tag, 40)}; remove it, every value is text")


def _node(event: yaml.NodeEvent, lines: list[str]) -> Node:
    _refuse(event)
    line = _start(event)
    if isinstance(event, yaml.SequenceStartEvent):
        return Sequence([], line, bool(event.flow_style))
    if isinstance(event, yaml.MappingStartEvent):
        return Mapping([], line, bool(event.flow_style))
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event, lines)
    raise TypeError(f"{event!r} is no node")


def _is_cut(event: yaml.Event, lines: list[str]) -> bool:
    end = event.end_mark
    if end is None or end.line >= len(lines):
        return False
    return bool(_COMMENT.match(lines[end.line], end.column))


def _start(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


_COMMENT = re.compile(r"[ \t]+#")
# What libyaml says -> what is right, in words of someone who does not know YAML. The first half is
# told where the parser noticed, the second where that which it waits for began.
_EXPLANATIONS = {
    "mapping values are not allowed": "': ' inside unquoted text, or a line indented too far; "
    "put the text in double quotes",
    "did not find expected key": "does not fit the lines above; check the indentation here and "
    "the quotation marks and brackets here and above",
    "did not find expected '-' indicator": "does not fit the list above; start the line with '- '",
    "found character that cannot start any token": "the value starts with a character that YAML "
    "reserves; put the value in double quotes",
    "while parsing a flow node": "a value is missing in brackets, or a bracket is never closed; "
    "write [one, two]",
    "did not find expected node content": "a bracket or comma where a value should be; put the "
    "value in double quotes",
    "found unknown escape character": "a backslash in double quotes; double it, "
    "or use single quotes",
    "block sequence entries are not allowed": "'- ' where no list can stand; "
    "put each item on its own line below the field",
    "found invalid Unicode character escape": "an escape that is no character; "
    "write the character itself",
    "did not find expected hexdecimal number": "an escape that is no character; "
    "write the character itself",
    "did not find expected alphabetic or numeric character": "'*' or '&' starts the value; "
    "put the value in double quotes",
    "did not find expected <document start>": "text before or after the entry; "
    "start every field at the beginning of its line",
    "while scanning a directive": "'%' starts the line; put the value in double quotes",
    "found incompatible YAML document": "a directive; remove the line that starts with '%'",
    "while scanning a block scalar": "'>' or '|' starts the value; put the value in double quotes, "
    "or begin the text in the next line",
    "while scanning a tag": "'!' starts the value; put the value in double quotes",
    "while parsing a tag": "'!' starts the value; put the value in double quotes",
    "undefined tag handle": "'!' starts the value; put the value in double quotes",
    "found a tab character": "a tab indents this line; use spaces",
}
_EXPLANATIONS_OF_BEGINNINGS = {
    "could not find expected ':'": "a line without ': ' between field and value; "
    "a longer text goes in double quotes",
    "found unexpected end of stream": "a quotation mark is opened and never closed; close it",
    "found unexpected document indicator": "a quotation mark is opened and never closed; close it",
    "did not find expected ',' or ']'": "a '[' is opened and never closed; close it with ']'",
    "did not find expected ',' or '}'": "a '{' is opened and never closed; close it with '}'",
}


def _line(error: yaml.MarkedYAMLError) -> int:
    is_beginning = any(needle in _raw(error) for needle in _EXPLANATIONS_OF_BEGINNINGS)
    marks = (error.context_mark, error.problem_mark)
    mark = (marks[0] or marks[1]) if is_beginning else (marks[1] or marks[0])
    return mark.line + 1 if mark else 1


def _explain(error: yaml.MarkedYAMLError) -> str:
    raw = _raw(error)
    for needle, explanation in (_EXPLANATIONS_OF_BEGINNINGS | _EXPLANATIONS).items():
        if needle in raw:
            return explanation
    return f"not YAML: {raw}"


def _raw(error: yaml.MarkedYAMLError) -> str:
    return " ".join(part for part in (error.context, error.problem) if part)
