"""Names as people write them -> names as entries store them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .model import Name
from .text import shown
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


# What ends the name of a group and of no person.
GROUP: Final = re.compile(
    r"(?:^|\s)(?:collaborations?|consortium|teams?|committee|initiative|project|working group)$",
    re.IGNORECASE,
)
_INITIALS: Final = re.compile(r"[A-Z]{1,2}|[A-Z]\.(?:[ -]?[A-Z]\.){0,3}|[A-Z](?: [A-Z]){1,2}")
# "Liu A", as medical journals print names; "Henry Ford II" is no such name.
_SHORT: Final = re.compile(r"(?!.* (?:I{1,3}|IV|VI{0,3})$)\S.* [A-Z]{1,3}")
_AND: Final = re.compile(r",? (?:and|&|und|et(?! al)|en|og|och) ")
_MARK: Final = re.compile(r"(?:[-*•]|[0-9]{1,4}[.)]?|[a-z]\)) ")


def read_people(text: str) -> tuple[list[Name], list[str]]:
    """Authors, one per line or in one line with ";" or "and"; and what is wrong with the others.

    Both "Family, Given" and "Given Family" are read. A line with commas between full names is a
    list of names, and so is "Liu, A., Lee, K." with initials.
    """
    names: list[Name] = []
    complaints: list[str] = []
    pieces = list(_pieces(text))
    if len(pieces) > 1 and all("," not in it and _SHORT.fullmatch(it) for it in pieces):
        pieces = [", ".join(piece.rsplit(" ", 1)) for piece in pieces]
    for piece in pieces:
        try:
            names.append(_name(piece))
        except ValueError as error:
            complaints.append(str(error))
    return names, complaints


def one_or_two(text: str) -> str:
    """A line that may be one name or two, "Ada Liu, Jan Berg" or "Garcia Lopez, Ana Eva"; or "".

    Beside names that stand as Family, Given, or in a list with marks, it is one.
    """
    lines = [line for line in _lines(text) if line]
    is_alone = len(lines) == 1 or any("," not in line and " " in line for line in lines)
    for line in lines if is_alone else ():
        parts = line.split(", ")
        is_doubtful = (
            len(parts) == 2
            and all(" " in part for part in parts)
            and not (_MARK.match(line) or _AND.search(line) or len(_full_names(line, False)) > 1)
            and line.split()[0] not in PARTICLES
            and not _INITIALS.fullmatch(parts[1].split()[-1])
        )
        if is_doubtful or _is_of_families(_AND.split(line)):
            return line
    return ""


def _is_of_families(parts: list[str]) -> bool:
    """Whether it may be a list of family names alone: "Liu, Berg, and Lee"."""
    words = [word.strip() for part in parts for word in part.split(",")]
    return "," in "".join(parts[:-1]) and "," not in parts[-1] and not any(
        " " in word or _INITIALS.fullmatch(word) for word in words
    )  # fmt: skip


def _lines(text: str) -> Iterator[str]:
    """What stands between line ends and other signs that no name has; with single blanks."""
    text = re.sub("[\uff0c\u060c]", ", ", text)
    text = re.sub(r"(?m)^[ \t]*•", "-", text)
    for line in re.split(
        r"[\n;|•\u3001\uff1b]|(?<!,)\t|[ ][·/–+][ ]|(?<=[\u4e00-\u9fff])\u30fb", text
    ):
        line = re.sub(
            r"(?<=[A-Za-z][a-z]{2})\.$", "", " ".join(line.split()).rstrip(", ").strip('"“”')
        )
        line = line if line.startswith("{") else re.sub(r",(?=\S)", ", ", line)
        yield re.sub(r", (?:Ph\.? ?D|M\.?D|M\.?Sc)\b\.?(?=,|$)", "", line)


def _pieces(text: str) -> Iterator[str]:
    for line in _lines(text):
        line = _MARK.sub("", line, count=1) if _MARK.match(line) else line
        if re.fullmatch(r"\{[^{}]*\}", line):
            yield line
        elif line:
            yield from _names_of_line(re.sub(r"^(?:by|By) ", "", line))


def _names_of_line(line: str) -> Iterator[str]:
    parts = [part.strip() for part in _AND.split(line)]
    single = [name.strip() for part in parts for name in part.split(",")]
    if len(single) > 1 and all(map(_SHORT.fullmatch, single)):
        yield from (", ".join(name.rsplit(" ", 1)) for name in single)
        return
    is_reading_order = len(parts) > 1 and "," not in parts[-1]
    for part in parts:
        yield from _full_names(part, is_reading_order)


def _full_names(text: str, is_reading_order: bool) -> list[str]:
    """A line at its commas, when each part is a whole name; else the line."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > 3 and not len(parts) % 2 and all(map(_INITIALS.fullmatch, parts[1::2])):
        return [", ".join(pair) for pair in zip(parts[::2], parts[1::2], strict=True)]
    is_list = all(" " in part for part in parts) and re.match(r"[A-Z]\. ?\S", text)
    is_chinese = all(map(_CHINESE.fullmatch, parts)) and any(len(part) > 2 for part in parts)
    least = 1 if is_reading_order else 2  # "Ada Liu, Jan Berg and Kim Lee"; "Garcia Lopez, Ana Eva"
    is_long = len(parts) > least and all(" " in part for part in parts)
    return parts if is_long or is_list or is_chinese else [text]


_CHINESE: Final = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]{2,}")


def _name(text: str) -> Name:
    text = re.sub(r"^(?:(?:Dr|Prof)\.? )+", "", text)
    if re.fullmatch(r"anonymous(?: author(?:s|\(s\))?)?", text, re.IGNORECASE):
        raise ValueError(f"'{shown(text)}' is no author; list everyone by name")
    if GROUP.search(text) and not re.search(r"[{},]", text):
        return parse_name(f"{{{text}}}")
    if "," in text or " " not in text or re.search(r"[{}]", text):
        return parse_name(text)
    refuse_no_name(text)
    if re.search(r"\S \S.* y \S+ \S", text):  # Ortega y Gasset is one
        raise ValueError(f"'{shown(text)}' looks like several names; give each its own line")
    return split_name(text)
