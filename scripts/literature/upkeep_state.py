"""What the programs of upkeep left beside the entries: links that fail, days of last commits.

Nobody's build may fail for a state file: what cannot be read is as if it were not there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

LINKS: Final = "_links.json"  # address -> {"failed": [days], "why": ...}
METRICS: Final = "_metrics.json"  # key of an entry -> {"last_commit": day, ...}
DAYS: Final = 3  # different days on which a link must fail before it counts as dead


@dataclass(frozen=True)
class UpkeepState:
    dead: Mapping[str, str] = field(default_factory=dict)  # address -> why, in words
    last_commits: Mapping[str, date] = field(default_factory=dict)  # key -> day


def read_upkeep_state(folder: Path) -> UpkeepState:
    """The state in the folder of the entries."""
    dead = {
        url: _words(line.get("why"))
        for url, line in _lines(folder / LINKS).items()
        if _is_dead(line.get("failed"))
    }
    days = {key: _day(line.get("last_commit")) for key, line in _lines(folder / METRICS).items()}
    return UpkeepState(dead, {key: day for key, day in days.items() if day})


def _lines(file: Path) -> dict[str, dict[str, object]]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: line for name, line in sorted(found.items()) if isinstance(line, dict)}


def _is_dead(failed: object) -> bool:
    return isinstance(failed, list) and len({_day(day) for day in failed} - {None}) >= DAYS


def _words(why: object) -> str:
    return why[:200] if isinstance(why, str) and why.isprintable() else ""


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None
