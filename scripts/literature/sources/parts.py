"""Ways through JSON of which nothing is certain: what is not as expected is not there."""

from __future__ import annotations

from collections.abc import Mapping

MAX_ITEMS = 10_000  # of a list that anybody sends


def part(value: object, *path: str | int) -> object:
    """What lies behind names and positions; None when it is not there.

    >>> part({"a": [{"b": 1}]}, "a", 0, "b")
    1
    """
    for step in path:
        if isinstance(value, Mapping) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and len(value) > step:
            value = value[step]
        else:
            return None
    return value


def items(value: object, *path: str | int) -> list[object]:
    """The items of the list behind a path; none when there is no list, or one without measure."""
    found = part(value, *path)
    return found if isinstance(found, list) and len(found) <= MAX_ITEMS else []


def word(value: object, *path: str | int) -> str:
    """The text behind a path, as sent; a whole number counts as text, all else as empty."""
    found = part(value, *path)
    if isinstance(found, int) and not isinstance(found, bool) and 0 <= found < 10**15:
        return str(found)
    return found if isinstance(found, str) else ""


def count(value: object, *path: str | int) -> int | None:
    """The number of things behind a path; None when it is not told."""
    found = part(value, *path)
    is_whole = isinstance(found, int) and not isinstance(found, bool)
    return found if is_whole and isinstance(found, int) and 0 <= found < 10**8 else None


def whole(value: object, *path: str | int) -> int:
    """The whole number behind a path; 0 when there is none."""
    found = part(value, *path)
    is_whole = isinstance(found, int) and not isinstance(found, bool)
    return found if is_whole and isinstance(found, int) and abs(found) < 10**15 else 0
