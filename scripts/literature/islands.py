"""Islands of a map: a disc for each category, wide as its entries are many, like beside like.

Numbers are taken one at a time, by sums, products, quotients and roots alone, which are the same on
every machine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isqrt, sqrt
from typing import Final

from .model import Entry

WIDTH: Final = 10000
HEIGHT: Final = 6000
MARGIN: Final = 300  # beside the islands; labels need it, too
OTHERS: Final = ""  # in place of a category: entries without one
ROUNDS: Final = 100
PAIRS: Final = 60000  # looked at in all rounds together, if there are many islands
GAP: Final = 1.5  # between two islands; 1 is the radius of an island with one entry
TO_MIDDLE: Final = (0.008, 0.032)  # share of the way in a round: the frame is wider than high

Centre = tuple[float, float]
Ties = Mapping[tuple[int, int], float]


@dataclass(frozen=True)
class Island:
    """The place of a category on the map."""

    category: str  # OTHERS for entries without one
    x: int
    y: int
    radius: int


def home_of(entry: Entry) -> str:
    """The category on whose island an entry stands: its main one."""
    return entry.categories[0] if entry.categories else OTHERS


def lay_islands(categories: Sequence[str], entries: Sequence[Entry]) -> dict[str, Island]:
    """An island for each category, in their order, none upon another; those with entries in common
    lie near each other. One for OTHERS comes last if an entry needs it."""
    counts = Counter(home_of(entry) for entry in entries)
    names = [*categories, *([OTHERS] if counts[OTHERS] else [])]
    radii = [sqrt(max(1, counts[name])) for name in names]
    centres = _settled(radii, _ties(names, entries, counts))
    return _in_frame(names, _apart(centres, radii), radii)


def _ties(names: Sequence[str], entries: Sequence[Entry], counts: Mapping[str, int]) -> Ties:
    """How much two categories have in common, for those that have something."""
    at = {name: number for number, name in enumerate(names)}
    common: Counter[tuple[int, int]] = Counter()
    for entry in entries:
        common.update(combinations(sorted({at[name] for name in entry.categories}), 2))
    return {
        pair: count / sqrt(max(1, counts[names[pair[0]]]) * max(1, counts[names[pair[1]]]))
        for pair, count in common.items()
    }


def _settled(radii: Sequence[float], ties: Ties) -> list[Centre]:
    """Centres of discs that are drawn to each other and to the middle, and push each other away."""
    x, y = _in_rows(radii)
    pairs = list(combinations(range(len(radii)), 2))
    for turn in range(min(ROUNDS, 20 + PAIRS // (len(pairs) + 1))):
        ease = 1 - turn / (ROUNDS * 1.25)
        for number in range(len(radii)):
            x[number] *= 1 - TO_MIDDLE[0] * ease
            y[number] *= 1 - TO_MIDDLE[1] * ease
        for one, other in pairs:
            right, down = x[other] - x[one], y[other] - y[one]
            length = sqrt(right * right + down * down) or 1.0
            free = length - radii[one] - radii[other] - GAP
            drawn = min(free, 3.0) * 0.06 * ties.get((one, other), 0.0) * ease
            force = (drawn if free > 0 else free * 0.5) / length
            share = radii[other] / (radii[one] + radii[other])  # the lighter one moves more
            x[one] += force * right * share
            y[one] += force * down * share
            x[other] -= force * right * (1 - share)
            y[other] -= force * down * (1 - share)
    return list(zip(x, y, strict=True))


def _in_rows(radii: Sequence[float]) -> tuple[list[float], list[float]]:
    """Where discs begin: one after the other, in rows around the middle."""
    step = 2.4 * max(radii, default=1.0)
    columns = max(1, isqrt(len(radii) * 5 // 2))
    left, top = (columns - 1) / 2, len(radii) // columns / 2
    numbers = range(len(radii))
    return (
        [step * (number % columns - left) for number in numbers],
        [step * (number // columns - top) for number in numbers],
    )


def _apart(centres: Sequence[Centre], radii: Sequence[float]) -> list[Centre]:
    """The centres, all as much farther from the middle as it takes that no two discs touch."""
    spread = 1.0
    for one, other in combinations(range(len(radii)), 2):
        right, down = (centres[one][axis] - centres[other][axis] for axis in (0, 1))
        length = max(1e-6, sqrt(right * right + down * down))
        spread = max(spread, (radii[one] + radii[other] + GAP / 2) / length)
    return [(x * spread, y * spread) for x, y in centres]


def _in_frame(
    names: Sequence[str], centres: Sequence[Centre], radii: Sequence[float]
) -> dict[str, Island]:
    """The discs as large as the frame allows, in its middle."""
    if not names:
        return {}
    edges = [
        (
            min(centre[axis] - radius for centre, radius in zip(centres, radii, strict=True)),
            max(centre[axis] + radius for centre, radius in zip(centres, radii, strict=True)),
        )
        for axis in (0, 1)
    ]
    room = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN
    scale = min(room[axis] / (edges[axis][1] - edges[axis][0]) for axis in (0, 1))
    middle = [(low + high) / 2 for low, high in edges]
    return {
        name: Island(
            name,
            round(WIDTH / 2 + (centre[0] - middle[0]) * scale),
            round(HEIGHT / 2 + (centre[1] - middle[1]) * scale),
            int(radius * scale),
        )
        for name, centre, radius in zip(names, centres, radii, strict=True)
    }
