"""One valid entry, and what the checks say when it is changed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from literature.catalogue import check_readings
from literature.model import Entry
from literature.read import Reading, read_content
from literature.taxonomy import Taxonomy, read_taxonomy

TOY = Path(__file__).parent / "library" / "entries"
KEY = "ito2025probe"
PROBE = """\
title: "Probe the Hive"
authors:
  - Ito, Aya
  - van der Berg, Jan
published: 2025-03-14
doi: 10.1000/x
venue: icba
venue_year: 2025
kind: study
categories: [field-survey]
regions:
  - alps
summary: >-
  Lowers a warm probe into forty hives and
  counts which bees come to look at it.
code: https://example.org/code
added: 2026-01-09
"""


@cache
def toy_taxonomy() -> Taxonomy:
    return read_taxonomy(TOY)[0]


def changed(*changes: tuple[str, str]) -> str:
    """The valid entry with each first text replaced by the second, which must be there."""
    text = PROBE
    for old, new in changes:
        assert old in text, f"the sample has no {old!r}"
        text = text.replace(old, new, 1)
    return text


def reading_of(content: str | bytes, key: str = KEY) -> Reading:
    """What the reader and all rules make of a file."""
    reading = Reading(f"entries/{key}.yaml")
    text = content.encode() if isinstance(content, str) else content
    read_content(reading, key, text, toy_taxonomy())
    check_readings([reading], toy_taxonomy())
    return reading


def entry_of(content: str, key: str = KEY) -> Entry:
    """The entry in a text that must be free of problems."""
    reading = reading_of(content, key)
    assert not reading.problems, reading.problems
    assert reading.entry
    return reading.entry


def messages_of(content: str | bytes, key: str = KEY) -> list[str]:
    """All problems of a file as "line: field: message", sorted."""
    problems = sorted(reading_of(content, key).problems)
    return [str(problem).removeprefix(f"entries/{key}.yaml:") for problem in problems]
