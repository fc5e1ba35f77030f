"""Which entries want something: what is not confirmed, dead, stale, overtaken or without code.

No clock is read: what is old is older than the latest addition to the library.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from .catalogue import Catalogue
from .metrics import Metrics
from .model import Entry, PartialDate

PREPRINT_MONTHS: Final = 18
STALE_MONTHS: Final = 24


@dataclass(frozen=True)
class Want:
    """What one entry wants, in words: "the venue, the code link"."""

    entry: Entry
    words: str


@dataclass(frozen=True)
class Wants:
    """One kind of want, and who has it; the most useful to mend come first."""

    id: str
    wants: tuple[Want, ...]


def latest_addition(entries: Iterable[Entry]) -> date:
    """The day that stands for today; 1 January of year 1 for no entries."""
    return max((entry.added for entry in entries), default=date.min)


def months_before(day: date, months: int) -> str:
    """The ISO day so many months before, the 28th at most: each month has that.

    >>> months_before(date(2026, 8, 31), 18)
    '2025-02-28'
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return f"{max(year, 1):04d}-{month + 1:02d}-{min(day.day, 28):02d}"


def find_wants(
    catalogue: Catalogue,
    dead_links: Mapping[str, str],
    metrics: Mapping[str, Metrics],
    reached: Mapping[str, int],
    field_words: Callable[[str], str],
) -> tuple[Wants, ...]:
    """All kinds in the order of urgency, those that nobody has among them.

    `reached` says how many pages lead to an entry: a mistake in one that many reach is seen more.
    """
    entries = sorted(
        catalogue.entries, key=lambda entry: (-reached.get(entry.key, 0), entry.sort_key)
    )
    latest = latest_addition(entries)
    return (
        Wants("dead", _dead(entries, dead_links)),
        Wants("unverified", _unverified(entries, field_words)),
        Wants("preprints", _preprints(entries, months_before(latest, PREPRINT_MONTHS))),
        Wants("stale", _stale(entries, metrics, months_before(latest, STALE_MONTHS))),
        Wants("code", tuple(Want(entry, "") for entry in entries if not entry.code)),
    )


def _dead(entries: Sequence[Entry], dead: Mapping[str, str]) -> tuple[Want, ...]:
    if not dead:
        return ()
    found = []
    for entry in entries:
        links = [*((link.label, link.url) for link in entry.links),
                 *(("a source", url) for url in entry.evidence)]  # fmt: skip
        told = [f"{label}: {dead[url] or 'no answer'}" for label, url in links if url in dead]
        if told:
            found.append(Want(entry, "; ".join(dict.fromkeys(told))))
    return tuple(found)


def _unverified(entries: Sequence[Entry], words: Callable[[str], str]) -> tuple[Want, ...]:
    """Those with most doubts first."""
    doubtful = [entry for entry in entries if entry.unverified]
    return tuple(
        Want(entry, ", ".join(words(name) for name in entry.unverified))
        for entry in sorted(doubtful, key=lambda entry: -len(entry.unverified))
    )


def _preprints(entries: Sequence[Entry], before: str) -> tuple[Want, ...]:
    return tuple(
        Want(entry, f"first version {entry.published.words}")
        for entry in entries
        if not entry.venue
        and (entry.arxiv or entry.openreview)
        and _last_day(entry.published) < before
    )


def _last_day(day: PartialDate) -> str:
    """The latest day that it can mean; no month is longer than 31 days."""
    return f"{day.year:04d}-{day.month or 12:02d}-{day.day or 31:02d}"


def _stale(
    entries: Sequence[Entry], metrics: Mapping[str, Metrics], before: str
) -> tuple[Want, ...]:
    found = []
    for entry in entries:
        commit = metrics[entry.key].last_commit if entry.key in metrics else None
        told = []
        if entry.code and commit and commit.isoformat() < before:
            told.append(f"last commit of the code {commit.isoformat()}")
        if entry.added.isoformat() < before:
            told.append(f"added {entry.added.isoformat()}")
        if told:
            found.append(Want(entry, ", ".join(told)))
    return tuple(found)


def first_five(lists: Iterable[Wants]) -> tuple[tuple[str, Want], ...]:
    """Five entries to start with and the kind of want of each: of every kind the first, then the
    second of every kind; no entry twice. Missing code only where nothing else is wanted: it is
    seldom a mistake."""
    kinds = [kind for kind in lists if kind.wants]
    kinds = [kind for kind in kinds if kind.id != "code"] or kinds
    found: dict[str, tuple[str, Want]] = {}
    longest = max((len(kind.wants) for kind in kinds), default=0)
    for rank in range(min(longest, 25)):
        for kind in kinds:
            if rank < len(kind.wants) and len(found) < 5:
                want = kind.wants[rank]
                found.setdefault(want.entry.key, (kind.id, want))
    return tuple(found.values())
