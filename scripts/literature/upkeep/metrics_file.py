"""The numbers that change by themselves, in one file beside the entries: one line an entry."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ..metrics import FILE_NAME as METRICS
from ..publish import write_if_changed
from ..sources import Record, Repository

Numbers = Mapping[str, int | str]


def numbers_of(
    records: Sequence[Record], code: Repository | None, day: str
) -> dict[str, int | str]:
    """What is told of one entry; empty when nothing is. The highest count of citations holds."""
    told: dict[str, int | str] = {}
    if code and code.stars is not None:
        told["stars"] = code.stars
    if code and code.last_commit:
        told["last_commit"] = code.last_commit
    counts = [record.citations for record in records if record.citations is not None]
    if counts:
        told["citations"] = max(counts)
    days = [it.asked for it in (*records, *((code,) if code else ())) if it.asked]
    return {**told, "asked": min(days, default=day)} if told else {}


def merged(
    known: Mapping[str, Numbers], told: Mapping[str, Numbers], keys: Iterable[str]
) -> dict[str, Numbers]:
    """The numbers of the keys: a line is replaced only by one that says as much, so that the day
    holds for all of it."""
    found: dict[str, Numbers] = {}
    for key in sorted(keys):
        old, new = known.get(key, {}), told.get(key, {})
        numbers = new if new and new.keys() >= old.keys() else old
        if numbers:
            found[key] = numbers
    return found


def read_numbers(folder: Path) -> dict[str, Numbers]:
    """What the file beside the entries holds; nothing of one that cannot be read."""
    try:
        found = json.loads((folder / METRICS).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {key: numbers for key, numbers in found.items() if isinstance(numbers, dict)}


def write_numbers(folder: Path, numbers: Mapping[str, Numbers]) -> bool:
    """Writes the file, if it changes; says whether it did."""
    if not numbers and not (folder / METRICS).exists():
        return False
    return write_if_changed(folder / METRICS, render_lines(numbers))


def render_lines(content: Mapping[str, object]) -> str:
    """JSON with one line for each name, sorted: two changes seldom touch the same line."""
    lines = ",\n".join(
        f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(content[name], ensure_ascii=False)}"
        for name in sorted(content)
    )
    return f"{{\n{lines}\n}}\n" if lines else "{}\n"
