"""Citation keys: family name, year, first content word. Given once, frozen for ever."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache

from .model import Entry, Name
from .text import ascii_fold

SHAPE = re.compile(r"([a-z]+)([0-9]{4})([a-z0-9]+)")
MAX_LENGTH = 60
_APPENDED = re.compile(r"z?[b-z]?")
STOP_WORDS = frozenset(
    """a an the of on in for to and or with from by at as is are be do does did can could will
    would should how what why when where who which whose that this these those it its into via
    using towards toward through not no than then vs your our we i you their they all more under
    over between within without beyond""".split()  # noqa: SIM905 - as prose it can be read
)


@lru_cache(100_000)
def family_part(name: Name) -> str:
    """The family name as a key has it: "van der Berg" -> vanderberg; without letters, "anon"."""
    return re.sub(r"[^a-z]", "", ascii_fold(name.family).lower())[:30] or "anon"


def title_word(title: str) -> str:
    """The first content word of a title as a key has it; empty when no ASCII word is left."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", ascii_fold(title).lower()))
    content = [word for word in words if word not in STOP_WORDS] or words
    return content[0][:24] if content else ""


def derive_key(authors: Sequence[Name], year: int, title: str) -> str:
    """The key of a new entry, before a clash is resolved: vanderberg2024bees."""
    family = family_part(authors[0]) if authors else "anon"
    word = title_word(title) or "x" + hashlib.blake2b(title.encode(), digest_size=3).hexdigest()
    return f"{family}{year:04d}{word}"


def free_key(wanted: str, taken: frozenset[str] | set[str]) -> str:
    """The key itself, or with b, c, ... z, zb, ... appended when others have it."""
    suffixes = (
        "",
        *(prefix + letter for prefix in ("", "z") for letter in "bcdefghijklmnopqrstuvwxyz"),
    )
    for suffix in suffixes:
        if wanted + suffix not in taken:
            return wanted + suffix
    raise ValueError(f"more than {len(suffixes)} entries want the key {wanted}")


def _is_key_word(word: str, own: str) -> bool:
    """Whether a key's word is that of a title, with or without what free_key appends."""
    return word.startswith(own) and bool(_APPENDED.fullmatch(word, len(own)))


def key_mismatch(entry: Entry) -> str:
    """Why the key of an entry does not follow from it; empty when it does.

    A key outlives corrections, so it may follow from any author, from any title the work has had,
    and from a year beside the one known today.
    """
    match = SHAPE.fullmatch(entry.key)
    if not match or len(entry.key) > MAX_LENGTH:
        return "is not family + year + word in small letters"
    family, year, word = match.groups()
    if entry.authors and not any(family_part(name) == family for name in entry.authors):
        return f"starts with '{family}', which is no author's family name"
    if entry.year and abs(int(year) - entry.year) > 1:
        return f"has the year {year}, but the work is from {entry.year}"
    words = {title_word(title) for title in entry.titles} - {""}
    if words and not any(_is_key_word(word, own) for own in words):
        return f"ends with '{word}', which is not the first content word of a title"
    return ""
