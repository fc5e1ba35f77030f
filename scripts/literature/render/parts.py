"""Where the data of a large library are cut; those of a small one stay in one file each.

`part` is the one size that is set (`extra.part_size`); the others follow from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

# Entries of the first part of search.json: about 210 KB compressed, a second on a slow line.
PART: Final = 4_000


@dataclass(frozen=True)
class Cuts:
    """The sizes of parts for a number of entries. Position i is the i-th entry, newest first."""

    count: int
    part: int = PART

    @property
    def is_whole(self) -> bool:
        """Whether one search.json has all: a quarter more is not worth a second request."""
        return self.count <= self.part * 5 // 4

    @property
    def search(self) -> list[int]:
        """Where the parts of search.json end: each is as long as all before it, the last shorter.

        So they are few, and an index that is made anew with each takes twice the work of one.
        """
        ends = [min(self.part, self.count)]
        while not self.is_whole and ends[-1] < self.count:
            ends.append(min(2 * ends[-1], self.count))
        return ends if not self.is_whole else [self.count]

    @property
    def records(self) -> int:
        """Records in each part of an export file; 0 where there are no parts."""
        return 0 if self.is_whole else max(1, self.part // 4)

    @property
    def details(self) -> int:
        """Entries in each part of details.json; 0 where it has all.

        A browser loads and indexes 20,000 summaries in the background, not many more.
        """
        return 0 if self.count <= self.part * 5 else max(1, self.part // 40)


def spans(count: int, size: int) -> Iterator[tuple[int, int]]:
    """From and to of each part of that many entries; none for the size 0.

    >>> list(spans(5, 2))
    [(0, 2), (2, 4), (4, 5)]
    """
    if size:
        yield from ((start, min(start + size, count)) for start in range(0, count, size))


def cut_authors(
    names: dict[str, list[str] | list[int | str]], authors: list[list[int]], ends: Sequence[int]
) -> Iterator[tuple[dict[str, list[str] | list[int | str]], list[list[int]]]]:
    """What short_forms.author_columns gives, cut: numbers go on counting across the parts, so
    that parts put one behind the other are the whole again."""
    families, givens, pool = names["families"], names["givens"], names["names"]
    at = family = given = 0
    for start, end in pairwise([0, *ends]):
        rows = authors[start:end]
        first = (family, given, at)
        for _ in range(sum(number == 0 for row in rows for number in row)):
            if isinstance(pool[at], str):
                at += 1
                continue
            family += pool[at] == 0
            given += pool[at + 1] == 0
            at += 2
        yield {
            "families": families[first[0] : family], "givens": givens[first[1] : given],
            "names": pool[first[2] : at],
        }, rows  # fmt: skip
