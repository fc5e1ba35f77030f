"""Columns by year or month and bars in tables, as the geometry of SVG shapes without styles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 380  # units; texts are 12 units high
HEIGHT: Final = 140
MOST: Final = 10  # columns: more do not fit above their years
WIDEST: Final = 56
_FLOOR: Final = HEIGHT - 20
_HEAD: Final = 22  # for the number above the tallest


@dataclass(frozen=True)
class Part:
    """One part of a column: what it counts and its shape."""

    said: str
    path: str
    shape: str


@dataclass(frozen=True)
class Column:
    label: str
    words: str  # above the column
    parts: tuple[Part, ...]  # from below
    middle: float
    top: float


Counted = tuple[str, int, str]  # what is counted, how many, the path of the list of them


def columns(counts: Sequence[tuple[str, Sequence[Counted]]]) -> tuple[Column, ...]:
    """The last MOST columns, each with its parts one above the other.

    A column of one part has its number above it, one of several the share of the first.
    """
    shown = counts[-MOST:]
    tallest = max((_total(parts) for _, parts in shown), default=0) or 1
    step = WIDTH / max(len(shown), MOST // 2)
    return tuple(
        _column(label, parts, at * step, step, (_FLOOR - _HEAD) / tallest)
        for at, (label, parts) in enumerate(shown)
    )


def _column(label: str, counts: Sequence[Counted], left: float, step: float, unit: float) -> Column:
    width = min(step - 6, WIDEST)
    middle = left + step / 2
    floor, parts = float(_FLOOR), []
    for what, number, path in counts:
        tall = number * unit
        shape = f"M{middle - width / 2:.1f} {floor:.1f}v-{tall:.1f}h{width:.1f}v{tall:.1f}z"
        if number:
            parts.append(Part(f"{label}, {what}: {number:,}", path, shape))
        floor -= tall
    return Column(label, _words(counts), tuple(parts), round(middle, 1), round(floor - 5, 1))


def _words(counts: Sequence[Counted]) -> str:
    total = _total(counts)
    if not total:
        return ""
    return f"{total:,}" if len(counts) == 1 else percent(counts[0][1], total)


def _total(counts: Sequence[Counted]) -> int:
    return sum(number for _, number, _ in counts)


def percent(part: int, whole: int) -> str:
    """ "12 %", in whole numbers that claim neither all nor nothing where it is neither."""
    if not whole:
        return "0 %"
    share = round(100 * part / whole)
    if part and not share:
        return "< 1 %"
    return "> 99 %" if share == 100 and part < whole else f"{share} %"


def bar(part: int, whole: int) -> str:
    """One bar of at most 100 x 8 units."""
    return f"M0 0h{100 * part / (whole or 1):.1f}v8H0z"


def line_of_bars(counts: Sequence[int]) -> str:
    """Bars of 12 units side by side, 24 units high, on their own scale; a line where there is
    nothing."""
    tallest = max(counts, default=0) or 1
    heights = [max(24 * count / tallest, 1.5 if count else 0.5) for count in counts]
    return "".join(f"M{12 * at} 24v-{tall:.1f}h10V24z" for at, tall in enumerate(heights))
