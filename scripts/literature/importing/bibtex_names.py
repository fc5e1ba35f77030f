"""Author fields of BibTeX -> names, by the rules of BibTeX (Patashnik, "BibTeXing", section 4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ..model import Name
from ..sources.names import authors_of, group, person, printed_name
from ..values import parse_name
from .mojibake import repaired
from .tex_text import text_of

MAX_FIELD: Final = 200_000
MAX_NAMES: Final = 3000


@dataclass(frozen=True)
class People:
    """The names of a field in order. `is_cut`: it ends with "and others"."""

    names: tuple[Name, ...] = ()
    is_cut: bool = False
    odd: tuple[str, ...] = ()  # what is no name


def read_authors(value: str) -> People:
    """The names in the value of an author field."""
    parts = _split(" ".join(value[:MAX_FIELD].split()), _AND)
    is_cut = any(_OTHERS.fullmatch(part.strip(" {},.")) for part in parts)
    parts = [
        part for part in parts if part.strip(" ,") and not _OTHERS.fullmatch(part.strip(" {},."))
    ]
    if len(parts) == 1:
        parts = _separated_otherwise(parts[0])
    names: list[Name] = []
    odd = []
    for part in parts[: MAX_NAMES + 1]:
        part, cut = re.subn(r",?\s+et\.?\s+al\.?\s*$", "", part)
        is_cut = is_cut or bool(cut)
        name = read_name(part)
        if name is None:
            odd.append(part)
        elif name not in names or len(parts) > 50:
            names.append(name)
    return People(authors_of(names), is_cut, tuple(odd))


_AND: Final = re.compile(r"\s+and\s+", re.IGNORECASE)
_OTHERS: Final = re.compile(r"others|et\.? al\.?|\.\.\.|\\ldots|\\dots", re.IGNORECASE)


def _separated_otherwise(text: str) -> list[str]:
    """A field that people filled with semicolons, or with full names between commas."""
    if ";" in text and "{" not in text:
        return [part.strip() for part in text.split(";") if part.strip()]
    if family_first := family_before_initials(text):
        return family_first
    parts = [part.strip() for part in _split(text, re.compile(r",\s*(?:&|and\b)?"))]
    full = [part for part in parts if re.search(r"\S\s+\S", part)]
    if len(parts) > 2 and len(full) == len(parts):
        return parts
    parts = _split(text, re.compile(r"\s+&\s+|\s+\\&\s+"))
    return parts if len(parts) > 1 and all(" " in part.strip() for part in parts) else [text]


_WITH_INITIALS: Final = re.compile(
    r"([^\W\d_][^\d,;]*?[^\W\d_])\s+((?:[A-Z]\.[ -]?){1,4}|[A-Z]{1,3})"
)


_INITIALS: Final = re.compile(r"(?:[A-Z]\.?[ -]?){1,4}")


def family_before_initials(text: str) -> list[str]:
    """The names of "Smith J., van Doe A.B." or "Smith, J., Doe, A.", each as "Smith, J."."""
    if len(text) > MAX_FIELD:
        return []
    pairs = [part.strip() for part in re.split(r",\s*(?:and\s+|&\s*)?", text) if part.strip()]
    if len(pairs) > 3 and len(pairs) % 2 == 0 and all(map(_INITIALS.fullmatch, pairs[1::2])):
        return [f"{one}, {two}" for one, two in zip(pairs[::2], pairs[1::2], strict=True)]
    parts = [_WITH_INITIALS.fullmatch(part.strip()) for part in text.split(",")]
    whole = [f"{part[1]}, {part[2].strip()}" for part in parts if part]
    return whole if len(whole) == len(parts) > 1 else []


@lru_cache(50_000)
def read_name(value: str) -> Name | None:
    """One name: "First von Last", "von Last, First" or "von Last, Jr, First"; None for none.

    >>> read_name("Ludwig van Beethoven").family
    'van Beethoven'
    """
    value = repaired(value.strip().strip(",;").strip())
    if _is_one_unit(value):
        name = group(text_of(value[1:-1]))
        return _exact(text_of(value[1:-1]), "", "", is_group=True) or name
    parts = [part.strip() for part in _split(value, re.compile(","))]
    if re.match(r"\w+\s*=", parts[0]):
        return _of_pairs(parts)
    if len(parts) > 2 and len(parts[1]) > 4 and re.fullmatch(_JUNIOR, parts[2]):
        parts = [parts[0], parts[2], parts[1]]  # "Kennedy, Monroe, III"
    texts = [text_of(part) for part in parts if part]
    if len(texts) >= 3:
        return _exact(texts[0], " ".join(texts[2:]), texts[1]) or person(
            texts[0], " ".join(texts[2:]), texts[1]
        )
    if len(texts) == 2:
        if re.fullmatch(_JUNIOR, texts[1]):  # "Monroe Kennedy, III"
            given, family = _turned(parts[0])
            return person(family, given, texts[1])
        return _exact(texts[0], texts[1]) or person(texts[0], texts[1])
    if not texts:
        return None
    given, family = _turned(parts[0])
    if re.fullmatch(_JUNIOR, family) and " " in given:
        given, family_of_junior = _turned(" ".join(_split(parts[0], _BLANK)[:-1]))
        return person(family_of_junior, given, family)
    if not given:
        return _exact(family, "") or printed_name(family)
    return _exact(family, given) or person(family, given)


def _of_pairs(parts: list[str]) -> Name | None:
    """A name in the extended form of biblatex: "family=Berg, given=Jan, prefix=van der"."""
    pairs = dict(part.split("=", 1) for part in parts if "=" in part)
    texts = {name.strip().lower(): text_of(value.strip()) for name, value in pairs.items()}
    family = f"{texts.get('prefix', '')} {texts.get('family', '')}".strip()
    return person(family, texts.get("given", ""), texts.get("suffix", ""))


_BLANK: Final = re.compile(r"[\s~]+")
_JUNIOR: Final = r"(?:Jr|Sr)\.?|I{2,3}|IV|VI{1,3}"


def _is_one_unit(value: str) -> bool:
    """Whether braces hold the whole: a group. A macro is a letter and no group."""
    if not (value.startswith("{") and value.endswith("}")) or value.startswith("{\\"):
        return (
            value.startswith("{{") and value.endswith("}") and _closes_at(value) == len(value) - 1
        )
    return _closes_at(value) == len(value) - 1


def _closes_at(value: str) -> int:
    depth = 0
    for index, char in enumerate(value):
        depth += (char == "{") - (char == "}")
        if depth == 0:
            return index
    return -1


def _turned(value: str) -> tuple[str, str]:
    """Given and family name of "First von Last": von begins with the first word in small letters."""  # noqa: E501
    words = [word for word in _split(value, _BLANK) if word]
    start = next(
        (at for at, word in enumerate(words[:-1]) if at and _is_small(word)), len(words) - 1
    )
    if len(words) > 1 and _is_small(words[0]):
        start = 0
    texts = [text_of(word) for word in words]
    return " ".join(texts[:start]), " ".join(texts[start:])


def _is_small(word: str) -> bool:
    """Whether BibTeX takes a word for a particle: its first letter outside braces is small."""
    if word.startswith("{") and not word.startswith("{\\"):
        return False
    letters = [char for char in text_of(word) if char.isalpha()]
    return bool(letters) and letters[0].islower()


def _exact(family: str, given: str, suffix: str = "", is_group: bool = False) -> Name | None:
    """The name as it stands, when an entry holds it like that."""
    name = Name(family, given, suffix, is_group)
    try:
        is_same = parse_name(f"{{{family}}}" if is_group else name.inverted) == name
    except ValueError:
        return None
    return name if is_same and len(name.inverted) <= 200 else None


def _split(text: str, separator: re.Pattern[str]) -> list[str]:
    """The parts between separators that stand outside braces."""
    if "{" not in text:
        return separator.split(text)
    parts: list[str] = []
    depth = start = at = 0
    while at < len(text):
        char = text[at]
        depth = max(depth + (char == "{") - (char == "}"), 0)
        match = separator.match(text, at) if depth == 0 and char not in "{}" else None
        if match and match.end() > at:
            parts.append(text[start:at])
            start = at = match.end()
        else:
            at += 1
    return [*parts, text[start:]]
