"""How like a new work is to the entries: the words of its title and abstract, rare ones first."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..model import Entry
from ..related import stems
from ..taxonomy import Taxonomy

Vector = Mapping[str, float]
NEAREST = 3


@dataclass(frozen=True)
class Shelf:
    """The entries as vectors of words, by word."""

    total: int
    holders: Mapping[str, tuple[tuple[str, float], ...]]  # word -> keys that have it, with weight

    @classmethod
    def of(cls, entries: Iterable[Entry], taxonomy: Taxonomy) -> Shelf:
        words = {entry.key: _words_of(entry, taxonomy) for entry in entries}
        counts = Counter(word for found in words.values() for word in found)
        holders: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for key, found in words.items():
            for word, weight in _vector(found, counts, len(words)).items():
                holders[word].append((key, weight))
        return cls(len(words), {word: tuple(keys) for word, keys in holders.items()})

    def nearest(self, text: str) -> list[tuple[str, float]]:
        """Keys of the entries most like a text, best first, each with a likeness of 0 to 1."""
        counts = {word: len(keys) for word, keys in self.holders.items()}
        vector = _vector(Counter(stems(text)), counts, self.total)
        scores: dict[str, float] = defaultdict(float)
        for word, weight in vector.items():
            for key, other in self.holders.get(word, ()):
                scores[key] += weight * other
        best = sorted(scores.items(), key=lambda it: (-round(it[1], 9), it[0]))
        return best[:NEAREST]


def _words_of(entry: Entry, taxonomy: Taxonomy) -> Counter[str]:
    """A word of the title counts twice."""
    labels = [
        taxonomy.term(name, term_id).label
        for name, ids in entry.terms.items() for term_id in ids
        if name not in ("kind", "venue")
    ]  # fmt: skip
    return Counter(stems(" ".join([*entry.titles, entry.title, entry.summary, *labels])))


def _vector(words: Mapping[str, int], counts: Mapping[str, int], total: int) -> Vector:
    """Of length 1. A word that no entry has counts for the length alone."""
    raw = {
        word: (1 + math.log(count)) * math.log((1 + total) / (1 + counts.get(word, 0)) + 1)
        for word, count in words.items()
    }
    length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
    return {word: weight / length for word, weight in raw.items()}
