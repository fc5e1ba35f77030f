"""Whether two records are of one work."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from ..identifiers import same_arxiv
from ..keys import family_part
from ..model import Entry
from ..text import ascii_fold, comparison_form

SAME_TITLE: Final = 0.85  # below it an id belongs to another work
NEAR_TITLE: Final = 0.9  # above it, with the same first author, a work is there already
NEAR_YEARS: Final = 2


@dataclass(frozen=True)
class Likeness:
    """An entry that is, or may be, of the same work, and what says so."""

    entry: Entry
    reason: str  # "the same arXiv id"
    is_certain: bool
    issue: int = 0  # of the submission that proposes it; 0 for one in the database


def title_likeness(first: str, second: str, shortest: int = 12) -> float:
    """0 to 1; 1 when letters and digits are the same, or one is the other without its subtitle.

    `shortest` is the least number of letters of what stands before or after a colon.
    """
    own, other = comparison_form(first), comparison_form(second)
    if not own or not other:
        return 1.0 if first.strip() == second.strip() else 0.0
    if own == other:
        return 1.0
    shorter = min(own, other, key=len)
    if len(shorter) >= shortest and _is_part(shorter, first, second):
        return 1.0
    words = [set(re.findall(r"[a-z0-9]+", ascii_fold(it).lower())) for it in (first, second)]
    both = len(words[0] & words[1])
    overlap = 2 * both / (len(words[0]) + len(words[1])) if all(words) else 0.0
    letters = SequenceMatcher(None, own, other, autojunk=False)
    # At best; where lengths differ that much, a close look at 60,000 letters is of no use.
    return (
        overlap
        if letters.real_quick_ratio() <= max(overlap, 0.1)
        else max(overlap, letters.ratio())
    )


def _is_part(shorter: str, first: str, second: str) -> bool:
    """Whether it is what stands before or after a colon or dash of the other title."""
    parts = [
        comparison_form(part)
        for title in (first, second)
        for part in re.split(r": | [-–—] |\? ", title)
    ]
    return shorter in parts and parts.count(shorter) > 1


def likest_title(title: str, others: Iterable[str], shortest: int = 12) -> float:
    """How like a title is to the likest of others."""
    return max((title_likeness(title, other, shortest) for other in others), default=0.0)


def same_work(entry: Entry, others: Sequence[Entry], issues: Sequence[int] = ()) -> Likeness | None:
    """The entry of the same work, best evidence first; None when nothing speaks for one.

    `issues` are the numbers of the submissions that the others come from, if they do.
    """
    numbers = list(issues) or [0] * len(others)
    pairs = list(zip(others, numbers, strict=True))
    for find in (_by_identifier, _by_title, _by_likeness):
        for other, number in pairs:
            reason = find(entry, other)
            if reason:
                return Likeness(other, reason, find is not _by_likeness, number)
    return None


def _by_identifier(own: Entry, other: Entry) -> str:
    if own.arxiv and other.arxiv and same_arxiv(own.arxiv) == same_arxiv(other.arxiv):
        return "the same arXiv id"
    if own.doi and own.doi.casefold() == other.doi.casefold():
        return "the same DOI"
    if own.openreview and own.openreview == other.openreview:
        return "the same OpenReview id"
    if own.anthology and own.anthology == other.anthology:
        return "the same ACL Anthology id"
    if own.url and _plain(own.url) in {_plain(link) for link in (other.url, other.project) if link}:
        return "the same address"
    if own.url and other.kind and not other.url and _plain(own.url) == _plain(other.code or "-"):
        return "the same repository"
    return ""


def _plain(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?|/+$", "", url.casefold())


def _by_title(own: Entry, other: Entry) -> str:
    return "the same title" if _forms(own.titles) & _forms(other.titles) else ""


@lru_cache(10_000)
def _forms(titles: tuple[str, ...]) -> frozenset[str]:
    return frozenset(comparison_form(title) or title for title in titles) - {""}


def _by_likeness(own: Entry, other: Entry) -> str:
    """Nearly the same title by the same first author: an earlier or later version, most often."""
    if not (own.authors and other.authors and own.title):
        return ""
    if family_part(own.authors[0]) != family_part(other.authors[0]):
        return ""
    if own.year and other.year and abs(own.year - other.year) > NEAR_YEARS:
        return ""
    if _numbers(own.title) != _numbers(other.title):  # Part I and Part II
        return ""
    own_arxiv, other_arxiv = own.arxiv, other.arxiv
    if own_arxiv and other_arxiv:  # arXiv gave out two ids, and a new version keeps its id
        return ""
    is_near = likest_title(own.title, other.titles) >= NEAR_TITLE
    return "nearly the same title and the same first author" if is_near else ""


def _numbers(title: str) -> list[str]:
    return sorted(re.findall(r"(?i)[0-9]+|\b(?:i{1,3}|iv|v|vi{1,3}|ix|x)\b", title))
