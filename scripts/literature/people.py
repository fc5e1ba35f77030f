"""Names as people write them -> names as entries store them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .model import Name
from .values import parse_name, refuse_no_name

# Words in small letters that begin a family name in one language or another.
PARTICLES: Final = frozenset(
    """af al am auf aus bin da das de degli dei del dela della dem den der des di do dos du el
    ibn la las le los o of op ten ter 't te tot van vande vanden vander vom von vor y zu zum zur
    """.split()  # noqa: SIM905 - as prose it can be read
)
_SUFFIX: Final = re.compile(r"(?:Jr|Sr)\.?|I{1,3}|IV|VI{0,3}")


def split_name(text: str) -> Name:
    """A name in reading order: "Jan van der Berg" -> family "van der Berg", given "Jan".

    >>> split_name("Monroe Kennedy III")
    Name(family='Kennedy', given='Monroe', suffix='III', is_group=False)
    """
    words = text.split()
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    start = len(words) - 1
    while start > 1 and words[start - 1] in PARTICLES:
        start -= 1
    if start == 1 and words[0] in PARTICLES:  # a family name alone: "van Gogh"
        start = 0
    return Name(" ".join(words[start:]), " ".join(words[:start]), suffix)


def read_people(text: str) -> tuple[list[Name], list[str]]:
    """Authors, one per line or in one line with ";" or "and"; and what is wrong with the others.

    Both "Family, Given" and "Given Family" are read. A line with commas between full names is a
    list of names.
    """
    names: list[Name] = []
    complaints: list[str] = []
    for piece in _pieces(text):
        try:
            names.append(_name(piece))
        except ValueError as error:
            complaints.append(str(error))
    return names, complaints


def _pieces(text: str) -> Iterator[str]:
    for line in re.split(r"[\n;]", text):
        line = re.sub(r"^\s*(?:[-*•]\s+|[0-9]{1,4}[.)]\s+)", "", line).strip().rstrip(",").strip()
        if re.fullmatch(r"\{[^{}]*\}", line):
            yield line
        elif line:
            parts = [part.strip() for part in re.split(r",?\s+(?:and|&)\s+", line)]
            is_reading_order = len(parts) > 1 and "," not in parts[-1]
            for part in parts:
                yield from _full_names(part, is_reading_order)


def _full_names(text: str, is_reading_order: bool) -> list[str]:
    """A line at its commas, when each part is a whole name; else the line."""
    parts = [part.strip() for part in text.split(",")]
    least = 1 if is_reading_order else 2  # "Ada Liu, Jan Berg and Kim Lee"; "Garcia Lopez, Ana Eva"
    return parts if len(parts) > least and all(" " in part for part in parts) else [text]


def _name(text: str) -> Name:
    if "," in text or " " not in text or re.search(r"[{}]", text):
        return parse_name(text)
    refuse_no_name(text)
    return split_name(text)
