"""What changes by itself and is measured by a program: stars, last activity, citations.

It stands in entries/_metrics.json, not in the entries, and never has to be there: an absent file,
key or value is unknown, and nothing is shown. A value that cannot be right is a problem.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

from .model import Problem
from .strict_yaml import YamlError, decode_utf8, file_content
from .text import shown

T = TypeVar("T")
FILE_NAME: Final = "_metrics.json"
MAX_BYTES: Final = 20_000_000
MAX_COUNT: Final = 100_000_000
_KEY: Final = re.compile(r"[a-z][a-z0-9]{2,59}")


@dataclass(frozen=True)
class Metrics:
    """What was measured of one entry. None: unknown."""

    stars: int | None = None  # of the repository
    last_commit: date | None = None
    citations: int | None = None
    asked: date | None = None  # the day of the measurement


def read_metrics(folder: Path) -> tuple[Mapping[str, Metrics], list[Problem]]:
    """Key -> what was measured, and what is wrong with the file. Never raises for wrong input.

    What is wrong is left out. Members that are not known here are left to programs that do.
    """
    path = folder / FILE_NAME
    if not path.exists() and not path.is_symlink():
        return {}, []
    reader = _Reader(f"{folder.name or folder.resolve().name}/{FILE_NAME}")
    try:
        reader.read(decode_utf8(file_content(path, MAX_BYTES), MAX_BYTES))
    except YamlError as error:
        reader.report(error.line, "", error.message)
    return reader.found, reader.problems


class _Reader:
    """Turns the text of the file into metrics and collects what is wrong on the way."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.text = ""
        self.found: dict[str, Metrics] = {}
        self.problems: list[Problem] = []

    def report(self, line: int, where: str, message: str) -> None:
        self.problems.append(Problem(self.path, line, where, message))

    def read(self, text: str) -> None:
        self.text = text
        content = self.parsed()
        if content is not None and not isinstance(content, dict):
            self.report(1, "", "must be an object of keys of entries")
        for key, values in content.items() if isinstance(content, dict) else ():
            if not _KEY.fullmatch(key):
                self.report(self.line_of(key), key, "is no key of an entry; remove it")
            elif not isinstance(values, dict):
                self.report(self.line_of(key), key, 'must be an object, like {"stars": 12}')
            else:
                self.found[key] = self.metrics(key, values)

    def parsed(self) -> object:
        """The value that the text stands for; None, and a problem, when it is no JSON of ours."""
        line, where, message = 1, "", "null is nothing; write {} or remove the file"
        try:
            content: object = json.loads(self.text, object_pairs_hook=_object)
            if content is not None:
                return content
        except json.JSONDecodeError as error:
            line, message = error.lineno, f"no JSON: {error.msg}; write it anew"
        except _Twice as error:
            line, where, message = self.line_of(error.name), error.name, "given twice; keep one"
        except RecursionError:
            message = "too many levels; write it anew"
        except ValueError:  # a number of thousands of digits
            message = "a number is too long; write it anew"
        self.report(line, where, message)
        return None

    def metrics(self, key: str, values: Mapping[str, object]) -> Metrics:
        return Metrics(
            self.value(key, values, "stars", _count),
            self.value(key, values, "last_commit", _day),
            self.value(key, values, "citations", _count),
            self.value(key, values, "asked", _day),
        )

    def value(
        self, key: str, values: Mapping[str, object], name: str, read: Callable[[object], T]
    ) -> T | None:
        """One value, None where it is absent, null or wrong."""
        value = values.get(name)
        if value is None:
            return None
        try:
            return read(value)
        except ValueError as error:
            self.report(self.line_of(key), f"{key}.{name}", str(error))
            return None

    def line_of(self, name: str) -> int:
        """The first line in which a name stands in quotes."""
        at = self.text.find(json.dumps(name, ensure_ascii=False))
        return self.text.count("\n", 0, at) + 1 if at >= 0 else 1


class _Twice(Exception):
    """A name that an object has twice."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise _Twice(name)
        found[name] = value
    return found


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_COUNT:
        raise ValueError(f"'{shown(str(value)[:60])}' is no count; write a whole number like 12")
    return value


def _day(value: object) -> date:
    if isinstance(value, str) and re.fullmatch(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError(f"'{shown(str(value)[:60])}' is no day; write it like 2026-11-17")
