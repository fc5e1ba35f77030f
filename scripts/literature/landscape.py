"""Where each entry stands on a map of all: on the island of its main category, like beside like.

The map is made by its founders, the entries that came in first. They decide where islands lie and
how large they are. On its island an entry stands where its terms draw it and the founders that are
most like it; where two points would touch, the one that came in later gives way. So an entry does
not move because others come, until they are so many that there are more founders.

Sums are of whole numbers, and roots and quotients are taken one at a time: the same entries give
the same places in every order and on every machine.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from math import isqrt, sqrt
from typing import Final

from .catalogue import Catalogue
from .islands import HEIGHT, WIDTH, Island, home_of, lay_islands
from .model import Entry
from .related import FEW_HOLDERS, Own, Vector, counts_of, vector_of, weight_of

MOST_FOUNDERS: Final = 512
NEAR: Final = 4  # founders that draw an entry
NEAR_ALL: Final = 90  # per cent of the last one's likeness: so much of each counts for nothing
PULL: Final = 85  # per cent of a place that they decide; its own terms the rest
ROUNDS: Final = 6  # in which founders draw each other
OWN_WILL: Final = 120  # weight of the direction that the key gives; all terms together: 900
FINE: Final = 1 << 16  # steps of a quarter of a turn
CROWDED: Final = 0.6  # of the distance at which points fill the islands: nearer ones are parted
TRIED: Final = 126  # places, before two points may touch

Point = tuple[int, int]
Ties = Sequence[Mapping[int, int]]  # of each entry: the number of another, how strongly it draws


@dataclass(frozen=True)
class Landscape:
    """The islands in the order of the vocabulary, and where each entry stands."""

    islands: Mapping[str, Island]
    places: Mapping[str, Point]  # by key
    distance: int  # the least between two points, but for crowds
    made_from: bytes = b""  # digest of all that it hangs on


def lay_out(
    catalogue: Catalogue, own: Mapping[str, Own], known: Landscape | None = None
) -> Landscape:
    """The map of a catalogue. `own` is what related.evidence_of gives for each key; `known` is a
    map made before, which is taken if nothing that it hangs on has changed."""
    order = sorted(catalogue.entries, key=_by_addition)
    made_from = _digest_of_all(order, own)
    if known and known.made_from == made_from:
        return known
    founders = order[: min(MOST_FOUNDERS, step_of(len(order)))]
    categories = catalogue.taxonomy.facets["categories"].terms
    islands = lay_islands(tuple(categories), founders)
    homes = [home_of(entry) for entry in order]
    islands |= {home: _in_the_corner(home) for home in homes if home not in islands}
    drawn = _drawn(order, homes, own, len(founders))
    wanted = _on_islands(homes, drawn, len(founders), islands)
    distance = _distance(islands, len(order))
    places = part(wanted, distance)
    keys = (entry.key for entry in order)
    return Landscape(islands, dict(zip(keys, places, strict=True)), distance, made_from)


def step_of(count: int) -> int:
    """The largest of 1, 2, 3, 4, 6, 8, 12, 16, ... that is not above it; 0 for 0."""
    whole = 1 << count.bit_length() >> 1
    half_more = whole + whole // 2
    return half_more if count >= half_more else whole


def _by_addition(entry: Entry) -> tuple[object, ...]:
    """First come, first. Those of one day in an order that does not hang on what they are."""
    return entry.added, _digest(entry.key), entry.key


@cache
def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=8).digest()


def _digest_of_all(order: Sequence[Entry], own: Mapping[str, Own]) -> bytes:
    found = hashlib.blake2b(digest_size=16)
    for entry in order:
        found.update(repr((entry.key, entry.categories, own[entry.key][-1])).encode())
    return found.digest()


def _in_the_corner(home: str) -> Island:
    """An island for entries without a category that came after the founders, who all had one."""
    return Island(home, WIDTH // 20, HEIGHT - WIDTH // 20, WIDTH // 50)


# What draws an entry


def _drawn(
    order: Sequence[Entry], homes: Sequence[str], own: Mapping[str, Own], founders: int
) -> list[Point]:
    """Which way each entry is drawn from the middle of its island, and how far."""
    weights = _weights([counts_of(own[entry.key]) for entry in order[:founders]])
    vectors = [_vector(counts_of(own[entry.key]), weights) for entry in order]
    begin = [_by_terms(entry.key, vector) for entry, vector in zip(order, vectors, strict=True)]
    ties = _ties(homes, vectors, founders)
    return list(
        zip(*(_pulled([point[axis] for point in begin], ties, founders) for axis in (0, 1)),
            strict=True)
    )  # fmt: skip


def _weights(counts: Sequence[Vector]) -> Vector:
    """How much each feature of the founders tells, as it is counted for related entries."""
    holders = Counter(feature for each in counts for feature in each)
    return {
        feature: weight
        for feature, count in holders.items()
        if (weight := weight_of(feature, count, len(counts)))
    }


def _vector(counts: Vector, weights: Vector) -> Vector:
    return vector_of({name: count for name, count in counts.items() if name in weights}, weights)


def _by_terms(key: str, vector: Vector) -> Point:
    """The mean of the directions of its terms, and a little of its own."""
    way = _direction(key)
    x, y, total = OWN_WILL * way[0], OWN_WILL * way[1], OWN_WILL
    for feature, weight in vector.items():
        if feature[0] == "t":
            way = _direction(feature)
            x += weight * way[0]
            y += weight * way[1]
            total += weight
    return 256 * x // total, 256 * y // total


@cache
def _direction(name: str) -> Point:
    """A point of a square around the middle that hangs on the name alone."""
    digest = _digest(name)
    return int.from_bytes(digest[:2]) - (1 << 15), int.from_bytes(digest[2:4]) - (1 << 15)


def _ties(homes: Sequence[str], vectors: Sequence[Vector], founders: int) -> Ties:
    """For each entry the founders on its island that are most like it; among founders, for both.

    The last of them draws least: when a better one takes its place, little moves.
    """
    holders = _holders(homes[:founders], vectors)
    ties: list[dict[int, int]] = [{} for _ in homes]
    for number, vector in enumerate(vectors):
        best = _most_like(number, vector, holders.get(homes[number], {}), founders)
        least = best[0][0] * NEAR_ALL // 100 if len(best) == NEAR else 0
        for score, other in best:
            ties[number][other] = ties[number].get(other, 0) + score - least
            if number < founders:
                ties[other][number] = ties[other].get(number, 0) + score - least
    return ties


def _holders(homes: Sequence[str], vectors: Sequence[Vector]) -> dict[str, dict[str, list[Point]]]:
    """Home -> feature -> the founders that have it, and how much; without what most there have."""
    found: dict[str, dict[str, list[Point]]] = defaultdict(lambda: defaultdict(list))
    for number, home in enumerate(homes):
        for feature, weight in vectors[number].items():
            found[home][feature].append((number, weight))
    most = {home: max(FEW_HOLDERS, count // 3) for home, count in Counter(homes).items()}
    return {
        home: {name: its for name, its in features.items() if len(its) <= most[home]}
        for home, features in found.items()
    }


def _most_like(
    number: int, vector: Vector, holders: Mapping[str, Sequence[Point]], founders: int
) -> list[Point]:
    """(score, number) of the founders that are most like an entry, the best last."""
    scores: dict[int, int] = defaultdict(int)
    for feature, weight in vector.items():
        for other, its in holders.get(feature, ()):
            scores[other] += weight * its
    scores.pop(number, None)
    # One number for both sorts quicker than a pair.
    best = sorted([score * founders + other for other, score in scores.items()])[-NEAR:]
    return [divmod(each, founders) for each in best]


def _pulled(begin: Sequence[int], ties: Ties, founders: int) -> list[int]:
    """Where all are drawn, along one axis: the founders in rounds, at last those after them."""
    now = begin
    for count in (*[founders] * ROUNDS, len(begin)):
        now = [_mean(now, begin[number], ties[number]) for number in range(count)]
    return list(now)


def _mean(now: Sequence[int], begin: int, ties: Mapping[int, int]) -> int:
    total = sum(ties.values())
    if not total:
        return begin
    drawn = sum([now[other] * weight for other, weight in ties.items()]) // total
    return (begin * (100 - PULL) + drawn * PULL) // 100


# Places


def _on_islands(
    homes: Sequence[str], drawn: Sequence[Point], founders: int, islands: Mapping[str, Island]
) -> Iterator[Point]:
    """Where each entry would stand if it were alone."""
    settlers: dict[str, list[Point]] = defaultdict(list)
    for home, point in zip(homes[:founders], drawn, strict=False):
        settlers[home].append(point)
    spreads = {home: _Spread.of(settlers[home], island) for home, island in islands.items()}
    return (spreads[home].place(point) for home, point in zip(homes, drawn, strict=True))


@dataclass(frozen=True)
class _Spread:
    """How directions and lengths are stretched on an island so that its founders fill it."""

    island: Island
    middle: Point
    turns: Sequence[int]  # of its founders, ascending
    lengths: Sequence[int]

    @classmethod
    def of(cls, points: Sequence[Point], island: Island) -> _Spread:
        count = len(points) or 1
        middle = sum(x for x, _ in points) // count, sum(y for _, y in points) // count
        around = [(x - middle[0], y - middle[1]) for x, y in points]
        lengths = sorted(isqrt(x * x + y * y) for x, y in around)
        return cls(island, middle, sorted(turn_of(*it) for it in around), lengths)

    def place(self, point: Point) -> Point:
        x, y = point[0] - self.middle[0], point[1] - self.middle[1]
        turn = turn_of(x, y)
        # A fifth of the direction stays as it is: a few founders alone would bend it too much.
        share = 0.8 * share_below(turn, self.turns, 4 * FINE) + 0.2 * turn / (4 * FINE)
        right, down = way_of(int(share * 4 * FINE))
        length = self.island.radius * sqrt(share_below(isqrt(x * x + y * y), self.lengths, 0))
        length /= sqrt(right * right + down * down)
        return (
            _within(self.island.x + right * length, WIDTH),
            _within(self.island.y + down * length, HEIGHT),
        )


def _within(value: float, most: int) -> int:
    return min(most, max(0, round(value)))


def share_below(value: int, known: Sequence[int], whole: int) -> float:
    """Which share of the known values, in ascending order, lies below a value, 0 to 1; between two
    of them in proportion. No value is above `whole`, if it is not 0."""
    if not known:
        return value / whole if whole else 0.5
    at = bisect_left(known, value)
    low = known[at - 1] if at else 0
    high = known[at] if at < len(known) else max(whole, value)
    below, above = max(0.0, at - 0.5), min(at + 0.5, len(known))
    part = (value - low) / (high - low) if high > low else 0.5
    return (below + (above - below) * part) / len(known)


def turn_of(x: int, y: int) -> int:
    """The direction of a point in steps of a turn, along a square that stands on its tip.

    It grows as the angle does, and needs no function that machines round in their own ways.
    """
    total = abs(x) + abs(y)
    if not total:
        return 0
    rise = FINE * abs(y) // total
    return (rise if x >= 0 else 2 * FINE - rise) if y >= 0 else (
        2 * FINE + rise if x < 0 else (4 * FINE - rise) % (4 * FINE)
    )  # fmt: skip


def way_of(turn: int) -> Point:
    """The point of that square for which turn_of gives this."""
    quarter, rest = divmod(turn % (4 * FINE), FINE)
    ways = (FINE - rest, rest), (-rest, FINE - rest), (rest - FINE, -rest), (rest, rest - FINE)
    return ways[quarter]


# Parting


def _distance(islands: Mapping[str, Island], count: int) -> int:
    """The least between two points. There is room for all until the next step."""
    area = 3 * sum(island.radius**2 for island in islands.values())
    return int(CROWDED * sqrt(area / (1.5 * max(1, step_of(count)))))


def part(wanted: Iterable[Point], distance: int) -> Iterator[Point]:
    """Each point where it is wanted, or at the nearest place that earlier ones leave free."""
    grain = max(1, distance // 4)
    around = [(x * distance // 64, y * distance // 64) for x, y in _SPIRAL]
    blocked: set[int] = set()
    for target in wanted:
        place = _free_place(target, around, blocked, grain)
        cell = place[0] // grain * _ROW + place[1] // grain
        blocked.update([cell + offset for offset in _BLOCKED])
        yield place


def _free_place(target: Point, around: Sequence[Point], blocked: Set[int], grain: int) -> Point:
    """The target or the first place around it, nearest first, that is free and in the frame."""
    left, top = target
    for right, down in around:
        x, y = left + right, top + down
        is_free = x // grain * _ROW + y // grain not in blocked
        if is_free and 0 <= x <= WIDTH and 0 <= y <= HEIGHT:
            return x, y
    return target


def _spiral() -> tuple[Point, ...]:
    """Offsets in 64ths of the distance, none first: triangles with sides of half of it."""
    found = [
        (32 * column + 16 * row, 28 * row) for row in range(-14, 15) for column in range(-21, 22)
    ]
    return tuple(sorted(found, key=lambda it: (it[0] ** 2 + it[1] ** 2, it))[: TRIED + 1])


_SPIRAL: Final = _spiral()
_ROW: Final = 1 << 16
_BLOCKED: Final = tuple(
    x * _ROW + y for x in range(-4, 5) for y in range(-4, 5) if x * x + y * y < 18
)
