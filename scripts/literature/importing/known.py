"""What is here already, found quickly: works by identifier, by title and by likeness."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from ..identifiers import same_arxiv
from ..keys import STOP_WORDS, family_part
from ..model import Entry
from ..submission.match import same_work, title_likeness
from ..text import ascii_fold, comparison_form

ALMOST: Final = 0.93  # likeness of two titles of one work, where nobody names authors
MAX_LIKE: Final = 12  # entries that are looked at closely
_FORMS: Final[Mapping[str, Callable[[str], str]]] = {
    "arxiv": same_arxiv, "doi": str.casefold, "openreview": str, "anthology": str,
}  # fmt: skip


@dataclass(frozen=True)
class Match:
    """A place of `Known`, and what says that the work there is the same."""

    place: int
    reason: str
    is_certain: bool = True


@dataclass
class Known:
    """Entries by number of place, with indexes. An entry can grow; its place stays."""

    entries: list[Entry] = field(default_factory=list)
    by_id: dict[tuple[str, str], int] = field(default_factory=dict)
    by_title: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_word: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_code: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Known:
        known = cls()
        for entry in entries:
            known.add(entry)
        return known

    def add(self, entry: Entry) -> int:
        self.entries.append(entry)
        place = len(self.entries) - 1
        self._index(place)
        return place

    def grow(self, place: int, entry: Entry) -> None:
        """The entry of a place with more than before."""
        self.entries[place] = entry
        self._index(place)

    def _index(self, place: int) -> None:
        entry = self.entries[place]
        for pair in _ids(entry):
            self.by_id.setdefault(pair, place)
        if entry.code:
            self.by_code.setdefault(plain_address(entry.code), place)
        for title in entry.titles:
            form = comparison_form(title) or title
            if form and place not in self.by_title[form]:
                self.by_title[form].append(place)
            for word in _words(title):
                if not self.by_word[word] or self.by_word[word][-1] != place:
                    self.by_word[word].append(place)

    def with_identifier(self, entry: Entry) -> Match | None:
        """The place of the first identifier or address that is known."""
        for kind, value in _ids(entry):
            place = self.by_id.get((kind, value))
            if place is not None:
                return Match(place, _REASONS[kind])
        return None

    def with_title(self, entry: Entry) -> Match | None:
        """The place with the same title, or nearly the same one, that nothing else speaks against."""  # noqa: E501
        for title in entry.titles:
            for place in self.by_title.get(comparison_form(title) or title, []) if title else []:
                if not differ(entry, self.entries[place]):
                    return Match(place, "the same title")
        near = [place for place in self._near(entry) if not differ(entry, self.entries[place])]
        if entry.authors:
            found = same_work(entry, [self.entries[place] for place in near])
            if found:
                place = next(it for it in near if self.entries[it] is found.entry)
                return Match(place, found.reason, found.is_certain)
            near = [place for place in near if not self.entries[place].authors]
        for place in near:
            other = self.entries[place]
            if _is_almost(entry, other):
                return Match(place, "nearly the same title", False)
        return None

    def same_title_other_work(self, entry: Entry) -> int | None:
        """The place of another work with the very same title."""
        for place in self.by_title.get(comparison_form(entry.title) or entry.title, []):
            if differ(entry, self.entries[place]):
                return place
        return None

    def _near(self, entry: Entry) -> list[int]:
        """Places whose titles share most of their words, best first."""
        words = _words(entry.title)
        if not words:
            return []
        counts: Counter[int] = Counter()
        rare = sorted(words, key=lambda word: len(self.by_word.get(word, ())))[:6]
        for word in rare:
            counts.update(self.by_word.get(word, [])[:2000])
        least = max(1, len(rare) // 2)
        return [place for place, count in counts.most_common(MAX_LIKE) if count >= least]


_REASONS: Final = {
    "arxiv": "the same arXiv id", "doi": "the same DOI", "openreview": "the same OpenReview id",
    "anthology": "the same ACL Anthology id", "url": "the same address",
}  # fmt: skip


def _ids(entry: Entry) -> list[tuple[str, str]]:
    pairs = [
        (kind, form(getattr(entry, kind))) for kind, form in _FORMS.items() if getattr(entry, kind)
    ]
    if entry.url:
        pairs.append(("url", plain_address(entry.url)))
    if entry.code and not pairs:
        pairs.append(("url", plain_address(entry.code)))
    return pairs


def plain_address(url: str) -> str:
    """What two spellings of an address share."""
    return re.sub(
        r"^https?://(?:www\.)?|(?:\.git)?/*(?:#.*)?$|/tree/(?:main|master)/?$", "", url.casefold()
    )


def _words(title: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]{2,}", ascii_fold(title).lower())) - STOP_WORDS


def differ(own: Entry, other: Entry) -> bool:
    """Whether identifiers or people say that two works with one title are two."""
    if own.arxiv and other.arxiv and same_arxiv(own.arxiv) != same_arxiv(other.arxiv):
        return True
    first, second = ({family_part(name) for name in it.authors} for it in (own, other))
    return bool(first and second and not first & second)


def _is_almost(own: Entry, other: Entry) -> bool:
    numbers = [re.findall(r"[0-9]+|\b[IVX]+\b", it.title) for it in (own, other)]
    return numbers[0] == numbers[1] and any(
        title_likeness(own.title, title) >= ALMOST for title in other.titles
    )
