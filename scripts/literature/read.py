"""Disk -> model: reads entry files, with a problem for each value that is not what it must be."""

from __future__ import annotations

import difflib
import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from . import identifiers, strict_yaml
from .model import Entry, FieldSpec, Name, PartialDate, Problem, field_specs
from .strict_yaml import Node, Sequence, Text, YamlError
from .taxonomy import FILE_NAME, Taxonomy, TermField
from .text import UNSAFE, describe_character

MAX_BYTES: Final = 65_536
SPECS: Final = {spec.name: spec for spec in field_specs()}


@dataclass
class Reading:
    """What one file gave: an entry as far as it could be read, and what is wrong with it."""

    path: str
    entry: Entry | None = None
    lines: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def report(self, line: int, field_name: str, message: str) -> None:
        self.problems.append(Problem(self.path, line, field_name, message))


def entry_files(folder: Path) -> list[str]:
    """Names of all files in the folder that should be entries, sorted."""
    names = (item.name for item in os.scandir(folder))
    return sorted(name for name in names if name != FILE_NAME)


def read_entry(path: Path, taxonomy: Taxonomy) -> Reading:
    """One file. Never raises for wrong input."""
    reading = Reading(f"{path.parent.name}/{path.name}")
    content = _file_content(path, reading)
    return reading if content is None else read_content(reading, path.stem, content, taxonomy)


def read_content(reading: Reading, key: str, content: bytes, taxonomy: Taxonomy) -> Reading:
    """The entry in the bytes of a file, put into the reading. Never raises for wrong input."""
    try:
        text = strict_yaml.decode(content, MAX_BYTES)
        root = strict_yaml.parse(text)
    except YamlError as error:
        reading.report(error.line, "", error.message)
        return reading
    if root is None or isinstance(root, Text) and not root.value:
        reading.report(1, "", "the file is empty; an entry starts with 'title:'")
    elif not isinstance(root, strict_yaml.Mapping):
        reading.report(root.line, "", "not an entry; write 'field: value' lines, first 'title:'")
    else:
        if not text.endswith("\n"):
            line = text.count("\n") + 1
            reading.report(line, "", "the last line has no line end; the file may be cut off")
        reading.entry = _entry(reading, key, root, taxonomy)
    return reading


def _file_content(path: Path, reading: Reading) -> bytes | None:
    """The bytes of a regular file; None, and a problem, for anything else."""
    if path.suffix != ".yaml":
        reading.report(0, "", "only .yaml files belong here; rename or move it")
        return None
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            reading.report(0, "", "a symbolic link; put the entry's own file here")
        elif not stat.S_ISREG(mode):
            reading.report(0, "", "not a file; an entry is a plain file")
        else:
            with path.open("rb") as file:
                return file.read(MAX_BYTES + 1)
    except OSError as error:
        reading.report(0, "", f"cannot be read: {error.strerror}")
    return None


def _entry(reading: Reading, key: str, root: strict_yaml.Mapping, taxonomy: Taxonomy) -> Entry:
    for again, first in root.repeated():
        reading.report(
            again.line, _shown(again.value), f"given twice, first in line {first}; keep one"
        )
    values: dict[str, object] = {}
    terms: dict[str, tuple[str, ...]] = {}
    for name, node in root.pairs:
        reading.lines.setdefault(name.value, name.line)
        if name.value in SPECS:
            values[name.value] = _convert(reading, SPECS[name.value], node)
        elif name.value in taxonomy.fields:
            terms[name.value] = _terms(reading, taxonomy.fields[name.value], node)
        else:
            reading.report(name.line, _shown(name.value), _unknown_field(name.value, taxonomy))
    for missing in _missing(values, terms, taxonomy):
        reading.report(1, missing, "is missing; every entry needs it")
    known = {name: value for name, value in values.items() if value is not None}
    return Entry(key=key, terms=MappingProxyType(terms), **{**_BLANK, **known})  # type: ignore[arg-type]


_BLANK: Final = {
    "title": "", "authors": (), "published": PartialDate(0), "summary": "", "added": date.min,
}  # fmt: skip


def _missing(
    values: Mapping[str, object], terms: Mapping[str, object], taxonomy: Taxonomy
) -> Iterator[str]:
    yield from (name for name, spec in SPECS.items() if spec.required and name not in values)
    yield from (
        name for name, term in taxonomy.fields.items() if term.is_required and name not in terms
    )


def _shown(name: str) -> str:
    """A name out of a file, fit for a message: short and without odd characters."""
    return UNSAFE.sub("?", name)[:60]


def _unknown_field(name: str, taxonomy: Taxonomy) -> str:
    near = difflib.get_close_matches(name.lower(), (*SPECS, *taxonomy.fields), n=1, cutoff=0.7)
    hint = f"did you mean {near[0]}?" if near else "see docs/fields.md for the fields"
    return f"unknown field; {hint}"


def _convert(reading: Reading, spec: FieldSpec, node: Node) -> object:
    """The value of a shared field; None, and a problem, when it is not of the field's type."""
    if spec.type in ("list", "urls"):
        return _list(reading, spec, node)
    report = _reporter(reading, spec.name, node.line)
    text = _text(node, report, spec.max_length)
    if text is None:
        return None
    if spec.type == "text":
        return text if _matches(spec, text, report) else None
    try:
        return _SCALARS[spec.type](text)
    except ValueError as error:
        report(str(error))
        return None


def _list(reading: Reading, spec: FieldSpec, node: Node) -> tuple[object, ...] | None:
    values: list[object] = []
    for item, text in _items(reading, spec.name, node, spec.max_items, spec.max_length):
        try:
            value = _ITEMS.get(spec.name, _SCALARS[spec.type])(text)
        except ValueError as error:
            reading.report(item.line, spec.name, str(error))
            continue
        values.append(value)
        reading.lines[f"{spec.name}[{len(values) - 1}]"] = item.line
    return tuple(values)


def _terms(reading: Reading, term_field: TermField, node: Node) -> tuple[str, ...]:
    """The ids as written; whether they exist is a rule's business."""
    if term_field.is_single:
        text = _text(node, _reporter(reading, term_field.name, node.line), 100)
        return (text,) if text else ()
    ids: list[str] = []
    for item, text in _items(reading, term_field.name, node, term_field.max_items, 100):
        ids.append(text)
        reading.lines[f"{term_field.name}[{len(ids) - 1}]"] = item.line
    return tuple(ids)


def _items(
    reading: Reading, name: str, node: Node, max_items: int, max_length: int
) -> Iterator[tuple[Node, str]]:
    if not isinstance(node, Sequence):
        reading.report(
            node.line, name, "must be a list; write each item on its own line after '- '"
        )
        return
    if not node.items:
        reading.report(node.line, name, "is empty; remove the line when it is unknown")
    if len(node.items) > max_items:
        reading.report(node.line, name, f"{len(node.items)} items; at most {max_items} are allowed")
        return
    seen: dict[str, int] = {}
    for item in node.items:
        text = _text(item, _reporter(reading, name, item.line), max_length)
        if text is None:
            continue
        if text in seen:
            reading.report(item.line, name, f"'{text}' is listed twice, first in line {seen[text]}")
            continue
        seen[text] = item.line
        yield item, text


def _reporter(reading: Reading, name: str, line: int) -> Callable[[str], None]:
    return lambda message: reading.report(line, name, message)


def _text(node: Node, report: Callable[[str], None], max_length: int) -> str | None:
    """The text of a scalar with single blanks; None, and a problem, when it is not clean."""
    if not isinstance(node, Text):
        report("must be one text, not a list or mapping")
        return None
    unsafe = UNSAFE.search(node.value)
    if unsafe:
        report(f"{describe_character(unsafe[0])} is not allowed; remove it")
        return None
    text = " ".join(node.value.split())
    if not text:
        report("is empty; remove the line when it is unknown")
        return None
    if not unicodedata.is_normalized("NFC", text):
        report(f"is not in Unicode form NFC; write {unicodedata.normalize('NFC', text)[:80]!r}")
        return None
    if len(text) > max_length:
        report(f"{len(text)} characters; shorten to {max_length}")
        return None
    return text


def _matches(spec: FieldSpec, text: str, report: Callable[[str], None]) -> bool:
    if spec.pattern is None or re.fullmatch(spec.pattern, text):
        return True
    found = identifiers.bare(spec.name, text)
    if found and "/" in text.removesuffix(found):
        report(f"'{text}' is a URL; write {found}")
    elif found:
        report(f"'{text}' is not bare; write {found}")
    else:
        report(
            f"'{text[:80]}' is not of the right form; write it like {spec.example.strip(chr(34))}"
        )
    return False


def _year(text: str) -> int:
    if not re.fullmatch(r"(?:1[89]|20)[0-9]{2}", text):
        raise ValueError(f"'{text}' is no year; write four digits, like 2025")
    return int(text)


def _day(text: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(f"'{text}' is no day; write it like 2026-11-20")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"'{text}' is a day that does not exist") from None


def _url(text: str) -> str:
    """An https address without user info that names a public-looking host."""
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise ValueError(f"'{text[:80]}' is not a URL; write https://host/path") from None
    if parts.scheme != "https" or not text.startswith("https://"):
        secure = "https://" + text.removeprefix("http://") if text.startswith("http://") else ""
        hint = secure or "an address that starts with https://"
        raise ValueError(f"'{text[:80]}' is not an https address; write {hint}")
    if "@" in parts.netloc:
        raise ValueError(
            f"'{text[:80]}' hides its host behind user info; remove what is before '@'"
        )
    if (
        not re.fullmatch(
            r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]", host
        )
        or port
    ):
        raise ValueError(f"'{text[:80]}' has no proper host name; write https://host/path")
    if re.search(r'[\s\\<>"`{}|^]', text) or not text.isascii():
        raise ValueError(f"'{text[:80]}' has a character that no URL has; percent-encode it")
    return text


def _name(text: str) -> Name:
    """An author; raises ValueError with the right form for what is plainly none."""
    if text.startswith("{") or text.endswith("}"):
        if not re.fullmatch(r"\{[^{}]*[^{}\s][^{}]*\}", text):
            raise ValueError(f"'{text}' has unbalanced braces; write {{{text.strip('{} ')}}}")
        return Name.parse(text)
    if re.search(r"\bet\.? al\b\.?|^(and )?others$", text, re.IGNORECASE):
        raise ValueError(f"'{text}' is no author; list everyone by name")
    if re.search(r"[{}\\<>;@]|https?:", text):
        raise ValueError(f"'{text}' has a character that no name has; write Family, Given")
    parts = [part.strip() for part in text.split(",")]
    if not all(parts) or len(parts) > 3:
        raise ValueError(f"'{text}' is not one name; write Family, Given")
    if re.search(r" and ", text):
        raise ValueError(f"'{text}' looks like several names; give each its own line, "
                         "or put the name of a group in braces")  # fmt: skip
    if len(parts) == 1 and " " in text:
        given, _, family = text.rpartition(" ")
        raise ValueError(f"'{text}' has no comma; write {family}, {given} "
                         f"(or {{{text}}} for a group)")  # fmt: skip
    return Name.parse(text)


_SCALARS: Final[Mapping[str, Callable[[str], object]]] = {
    "text": str, "list": str, "partial-date": PartialDate.parse, "date": _day, "year": _year,
    "url": _url, "urls": _url,
}  # fmt: skip
_ITEMS: Final[Mapping[str, Callable[[str], object]]] = {"authors": _name}
