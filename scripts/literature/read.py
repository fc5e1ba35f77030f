"""Disk -> model: reads entry files, with a problem for each value that is not what it must be."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from pathlib import Path
from sys import intern
from typing import Final

from . import identifiers, strict_yaml
from .metrics import FILE_NAME as METRICS
from .model import Entry, FieldSpec, PartialDate, Problem, field_specs
from .strict_yaml import Node, Sequence, Text, YamlError
from .taxonomy import FILE_NAME, Taxonomy, TermField
from .text import UNSAFE, describe_character, has_unsafe, shown
from .usual_yaml import read_usual
from .values import parse_day, parse_name, parse_url, parse_year

PUBLISHED: Final = "_published.txt"  # the keys that were ever published
LINKS: Final = "_links.json"  # addresses that did not answer, and when
DECLINED: Final = "_declined.txt"  # works that do not belong here
# What stands beside the entries, for readers of their own.
BESIDE: Final = frozenset(
    (FILE_NAME, METRICS, PUBLISHED, LINKS, DECLINED, "_handbook", "_paths.yaml")
)
MAX_BYTES: Final = 65_536
MAX_FIELDS: Final = 100
MAX_TERM: Final = 100
SPECS: Final = {spec.name: spec for spec in field_specs()}


@dataclass
class Reading:
    """What one file gave: an entry as far as it could be read, and what is wrong with it."""

    path: str
    entry: Entry | None = None
    lines: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    is_sound: bool = False  # known to have no problems of its own
    read_lines: Callable[[], dict[str, int]] | None = None  # of a sound one, should they be needed

    def report(self, line: int, field_name: str, message: str) -> None:
        self.problems.append(Problem(self.path, line, field_name, message))


def entry_files(folder: Path) -> list[str]:
    """Names of all that should be entries in the folder, sorted; empty when there is no folder.

    Hidden files and the back-ups of editors (x.yaml~, #x.yaml#) are nobody's entries.
    """
    names = (item.name for item in folder.iterdir()) if folder.is_dir() else ()
    return sorted(name for name in names if not _is_ignored(name))


def _is_ignored(name: str) -> bool:
    if name in BESIDE:
        return True
    return name.startswith(".") or name.endswith("~") or name[0] == name[-1] == "#"


Recall = Callable[[str, bytes], Entry | None]


def recall_nothing(key: str, content: bytes) -> Entry | None:
    """The memory of a first build."""
    return None


def read_entry(path: Path, taxonomy: Taxonomy, recall: Recall = recall_nothing) -> Reading:
    """One file. Never raises for wrong input.

    `recall` gives the entry of a key if it was read from the same bytes before, under the same
    vocabulary, and had no problems of its own.
    """
    reading = Reading(f"{path.parent.name or path.parent.resolve().name}/{path.name}")
    try:
        content = strict_yaml.file_content(path, MAX_BYTES)
    except YamlError as error:
        reading.report(0, "", error.message)
        return reading
    if path.suffix != ".yaml":
        reading.report(0, "", _unfit_name(path))
        return reading
    reading.entry = recall(path.stem, content)
    if reading.entry is None:
        return read_content(reading, path.stem, content, taxonomy)
    reading.is_sound = True
    reading.read_lines = partial(_lines_of, reading.path, path.stem, content, taxonomy)
    return reading


def _lines_of(path: str, key: str, content: bytes, taxonomy: Taxonomy) -> dict[str, int]:
    return read_content(Reading(path), key, content, taxonomy).lines


def read_content(
    reading: Reading, key: str, content: bytes, taxonomy: Taxonomy, is_whole: bool = True
) -> Reading:
    """The entry in the bytes of a file, put into the reading. Never raises for wrong input.

    Of an entry that is not whole, required fields may be missing; `lines` tells which are there.
    """
    lines: list[str] = []
    try:
        text = strict_yaml.decode_utf8(content, MAX_BYTES)
        lines = text.split("\n")
        if not strict_yaml.is_clean(text):
            for line, message in strict_yaml.oddities(text):
                is_everywhere = message == strict_yaml.CARRIAGE_RETURN
                reading.report(line, "" if is_everywhere else _field_at(lines, line), message)
            text = strict_yaml.without_oddities(text)
            if any(strict_yaml.oddities(text)):
                return reading
        root = read_usual(text) or strict_yaml.parse(text)
    except YamlError as error:
        reading.report(error.line, _field_at(lines, error.line), error.message)
        return reading
    if root is None or (isinstance(root, Text) and not root.value):
        reading.report(1, "", "the file is empty; an entry starts with 'title:'")
    elif not isinstance(root, strict_yaml.Mapping) or root.is_flow:
        reading.report(root.line, "", "not an entry; write 'field: value' lines, first 'title:'")
    elif len(root.pairs) > MAX_FIELDS:
        message = f"{len(root.pairs):,} fields; an entry has at most {MAX_FIELDS}"
        reading.report(root.line, "", message)
    else:
        if not text.endswith("\n"):
            line = text.count("\n") + 1
            reading.report(line, "", "the last line has no line end; the file may be cut off")
        reading.entry = read_fields(reading, key, root, taxonomy)
        if is_whole:
            _check_presence(reading, taxonomy)
    return reading


def _field_at(lines: list[str], number: int) -> str:
    """The field that a line belongs to, as far as that can be seen without parsing; or empty."""
    for line in reversed(lines[:number]):
        match = re.match(r"([A-Za-z_]{1,40}):", line)
        if match:
            return match[1]
        if line.strip() and not re.match(r"\s|- ", line):
            break
    return ""


def _unfit_name(path: Path) -> str:
    if path.suffix.lower() in (".yaml", ".yml"):
        return f"only .yaml files belong here; rename it to {shown(path.stem.lower())}.yaml"
    return "only .yaml files belong here; move it elsewhere"


def read_fields(reading: Reading, key: str, root: strict_yaml.Mapping, taxonomy: Taxonomy) -> Entry:
    """The entry that some fields make; what is missing is blank. Problems go into the reading."""
    for again, first in root.repeated():
        reading.report(again.line, again.value, f"given twice, first in line {first}; keep one")
    values: dict[str, object] = {}
    terms: dict[str, tuple[str, ...]] = {}
    for name, node in root.pairs:
        if name.value in reading.lines:
            continue
        reading.lines[name.value] = name.line
        if name.value in SPECS:
            values[name.value] = _convert(reading, SPECS[name.value], name.line, node)
        elif name.value in taxonomy.fields:
            terms[name.value] = _terms(reading, taxonomy.fields[name.value], name.line, node)
        else:
            reading.report(name.line, name.value, _unknown_field(name.value, taxonomy))
    known = {name: value for name, value in values.items() if value is not None}
    return Entry(key=key, terms=terms, **{**_BLANK, **known})  # type: ignore[arg-type]


_BLANK: Final = {
    "title": "", "authors": (), "published": PartialDate(0), "summary": "", "added": date.min,
}  # fmt: skip


_REQUIRED: Final = tuple(name for name, spec in SPECS.items() if spec.required)


def _check_presence(reading: Reading, taxonomy: Taxonomy) -> None:
    """Required fields are there, and `added` is the last of them: so a cut file is noticed."""
    required = _REQUIRED + taxonomy.required_fields
    needed = reading.entry.needs if reading.entry else ()
    for name in required:
        if name not in reading.lines and name not in needed:
            reading.report(1, name, "is missing; every entry needs it")
    present = [name for name in reading.lines if name in required]
    if "added" in present and present[-1] != "added":
        reading.report(
            reading.lines["added"],
            "added",
            f"comes before {present[-1]}; write it after all required fields, "
            "so that a cut file is noticed",
        )


def _unknown_field(name: str, taxonomy: Taxonomy) -> str:
    known = (*SPECS, *taxonomy.fields)
    near = difflib.get_close_matches(name.lower()[:60], known, n=1, cutoff=0.7)
    hint = f"did you mean {near[0]}?" if near else "see docs/fields.md for the fields"
    return f"unknown field; {hint}"


def _convert(reading: Reading, spec: FieldSpec, line: int, node: Node) -> object:
    """The value of a shared field; None, and a problem, when it is not of the field's type."""
    if spec.type in ("list", "urls"):
        return _list(reading, spec, line, node)
    report = _reporter(reading, spec.name, line)
    if spec.pattern:
        return _identifier(spec, node, report)
    text = _text(node, report, spec.max_length, spec.type == "text", spec.required)
    if text is None:
        return None
    try:
        return _SCALARS[spec.type](text)
    except ValueError as error:
        report(str(error))
        return None


def _list(reading: Reading, spec: FieldSpec, line: int, node: Node) -> tuple[object, ...] | None:
    if spec.name == "authors" and isinstance(node, Sequence) and node.is_flow and node.items:
        message = "in [brackets] a comma ends a name; write each author on a line after '- '"
        reading.report(line, spec.name, message)
        return None
    values: list[object] = []
    for item, text in _items(reading, spec, line, node):
        try:
            value = _ITEMS.get(spec.name, _SCALARS[spec.type])(text)
        except ValueError as error:
            reading.report(item.line, spec.name, str(error))
            continue
        reading.lines[f"{spec.name}[{len(values)}]"] = item.line
        values.append(value)
    return tuple(values)


def _terms(reading: Reading, term_field: TermField, line: int, node: Node) -> tuple[str, ...]:
    """The ids as written; whether they exist is a rule's business. Each is held once: there are
    few, and every entry has some."""
    if term_field.is_single:
        report = _reporter(reading, term_field.name, line)
        text = _text(node, report, MAX_TERM, is_required=term_field.is_required)
        return (intern(text),) if text else ()
    spec = _list_spec(term_field)
    ids: list[str] = []
    for item, text in _items(reading, spec, line, node):
        reading.lines[f"{spec.name}[{len(ids)}]"] = item.line
        ids.append(intern(text))
    return tuple(ids)


@cache
def _list_spec(term_field: TermField) -> FieldSpec:
    return FieldSpec(
        term_field.name,
        "list",
        description="",
        example="",
        required=term_field.is_required,
        max_length=MAX_TERM,
        max_items=term_field.max_items,
    )


def _items(reading: Reading, spec: FieldSpec, line: int, node: Node) -> Iterator[tuple[Node, str]]:
    """The clean items of a list, each with its node; problems for the others."""
    report = _reporter(reading, spec.name, line)
    if not isinstance(node, Sequence):
        report("must be a list; write each item on its own line after '- '")
    elif not node.items:
        report(_EMPTY[spec.required])
    elif len(node.items) > spec.max_items:
        report(f"{len(node.items):,} items; at most {spec.max_items:,} are allowed")
    else:
        # A paper of hundreds has namesakes among its authors.
        may_repeat = spec.name == "authors" and len(node.items) > 50
        seen: dict[str, int] = {}
        for item in node.items:
            report = _reporter(reading, spec.name, item.line)
            text = _text(item, report, spec.max_length, is_prose=spec.type == "list")
            if text is None:
                continue
            if text in seen and not may_repeat:
                report(f"'{shown(text)}' is listed twice, first in line {seen[text]}; keep one")
                continue
            seen[text] = item.line
            yield item, text


_EMPTY: Final = {
    True: "is empty; every entry needs it",
    False: "is empty; remove the line when it is unknown",
}


def _reporter(reading: Reading, name: str, line: int) -> Callable[[str], None]:
    return lambda message: reading.report(line, name, message)


def _text(
    node: Node,
    report: Callable[[str], None],
    max_length: int,
    is_prose: bool = False,
    is_required: bool = False,
) -> str | None:
    """The text of a scalar with single blanks; None, and a problem, when it is not clean."""
    if not isinstance(node, Text):
        report("must be one text, not a list or mapping")
        return None
    text = " ".join(node.value.split())
    complaint = _complaint(node, text, max_length)
    if not text or (node.is_plain and text in _NULLS):
        complaint = _EMPTY[is_required]
    elif is_prose and node.is_cut:
        complaint = complaint or "a comment cuts this text at ' #'; put the text in double quotes"
    if complaint:
        report(complaint)
        return None
    return text


_NULLS: Final = ("~", "null", "Null", "NULL")


def _complaint(node: Text, text: str, max_length: int) -> str:
    is_simple = node.value.isascii() and node.value.isprintable()
    if not is_simple and has_unsafe(node.value):
        unsafe = UNSAFE.findall(node.value)[0]
        return f"{describe_character(unsafe)} is not allowed; remove it"
    if len(text) > max_length:
        return f"{len(text):,} characters; shorten to {max_length:,}"
    if not is_simple and not unicodedata.is_normalized("NFC", text):
        return f"is not in Unicode form NFC; write '{shown(unicodedata.normalize('NFC', text))}'"
    return ""


def _identifier(spec: FieldSpec, node: Node, report: Callable[[str], None]) -> str | None:
    """A text of the field's pattern. The form comes before the length: an address is longer."""
    text = _text(node, report, 2000)
    if text is None or spec.pattern is None:
        return None
    found = identifiers.bare(spec.name, text)
    if re.fullmatch(spec.pattern, text):
        if len(text) <= spec.max_length:
            return text
        report(f"{len(text):,} characters; shorten to {spec.max_length:,}")
    elif not re.fullmatch(spec.pattern, found):
        example = spec.example.strip('"')
        report(f"'{shown(text)}' is not of the right form; write it like {example}")
    elif "/" in text.removesuffix(found):
        report(f"'{shown(text)}' is a URL; write {found}")
    else:
        report(f"'{shown(text)}' is not bare; write {found}")
    return None


_SCALARS: Final[Mapping[str, Callable[[str], object]]] = {
    "text": str,
    "list": str,
    "partial-date": PartialDate.parse,
    "date": parse_day,
    "year": parse_year,
    "url": parse_url,
    "urls": parse_url,
}
_ITEMS: Final[Mapping[str, Callable[[str], object]]] = {"authors": parse_name}
