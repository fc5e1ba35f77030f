"""Names of authors as sources give them -> names as entries hold them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ..model import Name, field_specs
from ..people import GROUP, split_name
from ..values import parse_name
from .cleaning import unmarked
from .tex import without_tex

_AUTHORS: Final = next(spec for spec in field_specs() if spec.name == "authors")
_SUFFIX: Final = r"(?:Jr|Sr)\.?|I{2,3}|IV|VI{1,3}"
_NO_AUTHOR: Final = re.compile(r"et\.? al\.?|(?:and )?others|\W*", re.IGNORECASE)


def authors_of(names: Iterable[Name | None]) -> tuple[Name, ...]:
    """The authors in order. None when there are more than an entry holds: a part would be wrong."""
    found = tuple(name for name in names if name)
    return found if len(found) <= _AUTHORS.max_items else ()


def person(family: str, given: str = "", suffix: str = "") -> Name | None:
    """Somebody whose parts the source tells apart."""
    family, given, suffix = (_without_marks(part) for part in (family, given, suffix))
    if not (family and given):
        return printed_name(f"{family}{given}")
    if GROUP.search(f"{given} {family}"):
        return group(f"{given} {family}")
    family, given, suffix = _with_suffix(family, given, suffix)
    return _fitting(Name(family, given, suffix))


def printed_name(text: str) -> Name | None:
    """Somebody whose name is in one piece: "Jan van der Berg", "Berg, Jan" or one word."""
    text = _without_marks(text)
    if GROUP.search(text):
        return group(text)
    family, _, given = text.partition(",")
    if family.strip() and given.strip():
        return person(family, given)
    return _fitting(split_name(text)) if text else None


def group(text: str) -> Name | None:
    """A group, where the source says that it is one."""
    return _fitting(Name(re.sub(r"[{}]", "", _cleaned(text)), is_group=True))


def _cleaned(text: str) -> str:
    return without_tex(unmarked(text, 500)).strip(" ,;")


def _without_marks(text: str) -> str:
    """Without the marks of footnotes: "Ito*", "Abe1,2"."""
    return re.sub(r"^[\s*†‡§¶#,;]+|[\s*†‡§¶#|0-9⁰¹²³⁴-⁹,;]+$", "", _cleaned(text))


def _with_suffix(family: str, given: str, suffix: str) -> tuple[str, str, str]:
    """The parts, with a suffix in its own place: "Kennedy III", "Monroe" -> "III"."""
    if not suffix and (match := re.fullmatch(rf"(.+?),?\s+({_SUFFIX})", family)):
        family, suffix = match[1], match[2]
    if not suffix and (match := re.fullmatch(rf"(.+?),?\s+({_SUFFIX})", given)):
        given, suffix = match[1], match[2]
    if not re.fullmatch(rf"{_SUFFIX}|I|V", suffix):
        suffix = ""
    family, given = (" ".join(part.replace(",", " ").split()) for part in (family, given))
    return family, given, suffix


def _fitting(name: Name) -> Name | None:
    """The name when an entry can hold it; without the characters that keep it from that."""
    for candidate in (name, _repaired(name)):
        written = f"{{{candidate.family}}}" if candidate.is_group else candidate.inverted
        if _NO_AUTHOR.fullmatch(candidate.printed) or len(written) > _AUTHORS.max_length:
            continue
        try:
            if parse_name(written) == candidate:
                return candidate
        except ValueError:
            continue
    return None


def _repaired(name: Name) -> Name:
    if name.is_group or re.search(r" (?:and|&) ", name.printed):  # several, or a firm
        return Name(" ".join(re.sub(r"[{}]", " ", name.printed).split()), is_group=True)
    odd = r"[{}\\<>;@*†‡§¶|=0-9,]|https?:"
    parts = (" ".join(re.sub(odd, " ", part).split()) for part in (name.family, name.given))
    family, given = parts
    return Name(family, given, name.suffix if given else "")
