"""Names of people in a list: a column, a label, a line of names, or what stands before a title."""

from __future__ import annotations

import re
from typing import Final

from ..model import Name
from ..people import PARTICLES, read_people
from .bibtex_names import family_before_initials

MAX_TEXT: Final = 5000
_CUT: Final = re.compile(r"(?i)\bet\.?,? al|\betc\b|\.\.\.|…")
_SEPARATOR: Final = re.compile(r"\s*[,;，、]\s*(?:and\s+|&\s*)?|\s+(?:and|&)\s+")
_AFTER_NAMES: Final = re.compile(
    r"\s*(?:\([^()]*[0-9]{2}[^()]*\)|[,.;]\s*(?:(?!I{2,3}\b)[A-Z][\w&/-]*[A-Z][\w&/-]*\s*,?\s*)?"
    r"(?:19|20)[0-9]{2}\b).*$"
)


_SHORT: Final = re.compile(r"[A-Z][\w'’-]*[a-z](?:[ -][A-Z][\w'’-]*[a-z])? [A-Z]{1,3}")


def is_person(text: str) -> bool:
    """Whether words are a given and a family name: capitals, initials, particles, no digit."""
    words = text.split()
    if not 2 <= len(words) <= 6 or re.search(r"[0-9:/@()\[\]{}!?\"“”]", text):
        return False
    strong = [word for word in words if word.lower() not in PARTICLES]
    return (
        len(strong) < 5 and all(word[0].isupper() for word in strong)
        and bool(strong) and words[-1][0].isupper()
        and len(re.sub(r"\W", "", words[-1])) > 1
    )  # fmt: skip


def people_in(text: str, is_named: bool = False) -> tuple[Name, ...]:
    """The names when the whole text is names, and no "et al." cuts them; else nothing.

    `is_named`: a label or a column says that they are names, so that one name is enough.
    """
    text = re.sub(r"[*†‡§¶∗]|\d+(?=,|$|\s)", "", text)
    family_first = family_before_initials(text.strip(" ,;:|()<>-–—"))
    text = text.strip(" .,;:|()<>-–—")
    if not text or _CUT.search(text) or len(text) > MAX_TEXT:
        return ()
    if family_first:
        return _read("; ".join(family_first))
    inverted = re.split(r"\s+and\s+", text)
    if len(inverted) > 1 and all(_is_inverted(part) for part in inverted):
        return _read("; ".join(inverted))  # as BibTeX writes them
    parts = [part.strip() for part in _SEPARATOR.split(text) if part.strip()]
    if not is_named and (len(parts) < 2 or not all(map(is_person, parts))):
        return ()
    return _read("; ".join(parts) if all(" " in part for part in parts) else text)


def people_behind_by(text: str) -> tuple[Name, ...]:
    """The names in "by Ann Lee and Bo Chen, ICLR 2024", where each is given and family name."""
    text = re.sub(r"[*†‡§¶∗]", "", text[:MAX_TEXT])
    text = _AFTER_NAMES.sub("", text).strip(" .,;|()<>-–—")
    parts = [part.strip() for part in _SEPARATOR.split(text) if part.strip()]
    if not parts or _CUT.search(text) or not all(map(is_person, parts)):
        return ()
    return _read("; ".join(parts))


def names_before_title(text: str) -> str:
    """The beginning of a citation that only names its authors: "A. Abe, B. Chen et al., "."""
    taken = 0
    for match in re.finditer(r"([^,;]{2,60}?)\s*(,\s*(?:and\s+|&\s*)?|;\s*)", text[:2000]):
        part = re.sub(r"[*†‡§¶∗]", "", match[1]).strip()
        pieces = [it.strip() for it in re.split(r"\s+(?:and|&)\s+", part)]
        is_name = all(is_person(it) or _SHORT.fullmatch(it) for it in pieces) or bool(
            re.fullmatch(r"(?i)et\.? al\.?", part)
        )
        is_cut = bool(re.fullmatch(r"(?:.{3,50}) et\.? al\.?", part))
        if match.start() != taken or not (is_name or is_cut):
            break
        taken = match.end()
    last = re.match(
        r"\s*([^,;.]{0,12}\b[A-Z][^,;.]{2,40}|(?:[A-Z]\.[ -]?)+[A-Z][^\s,;.]+)\.\s+", text[taken:]
    )
    if taken and last and (is_person(last[1].strip()) or _SHORT.fullmatch(last[1].strip())):
        taken += last.end()
    names = text[:taken]
    is_short = len(re.findall(r"[a-z] [A-Z]{1,3}[,.]", names)) > 2  # "Lee A, Chen B, Diaz C."
    return names if is_short or re.search(r"\b[A-Z]\.|[,;].*[,;]|et\.? al", names) else ""


def is_list_of_people(text: str) -> bool:
    """Whether a text names people and nothing else, whole or cut by "et al."."""
    text = re.sub(r"[*†‡§¶∗]|(?i:[,\s]*(?:and\s+)?(?:et\.?,? al\.?|others)[\s.]*$)", "", text)
    parts = [part.strip() for part in _SEPARATOR.split(text.strip(" .,;")) if part.strip()]
    return len(parts) > 1 and all(map(is_person, parts))


def _is_inverted(part: str) -> bool:
    family, comma, given = part.strip(" .").partition(",")
    return bool(comma and family.strip() and given.strip()) and "," not in given and (
        len(family.split()) < 5 and not re.search(r"[0-9:]", part)
    )  # fmt: skip


def people_before_year(text: str) -> tuple[Name, ...]:
    """The names that a citation begins with: "Lee, A., & Chen, B. (2023). Bees ..."."""
    dated = re.match(r"([^()]{5,3000}?)\s*\((?:19|20)[0-9]{2}[a-z]?\)", text)
    return _read("; ".join(family_before_initials(dated[1]))) if dated else ()


def _read(text: str) -> tuple[Name, ...]:
    names, complaints = read_people(text)
    return () if complaints else tuple(dict.fromkeys(names))
