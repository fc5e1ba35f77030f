"""Addresses that are known to be dead, from the file that `make links` keeps beside the entries.

Nobody's build may fail for that file: what cannot be read is as if it were not there.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Final

from .read import LINKS

DAYS: Final = 3  # different days on which a link must fail before it counts as dead


def read_dead_links(folder: Path) -> dict[str, str]:
    """Address -> why it is dead, in words that may be empty; sorted by address.

    A line of the file: `"https://...": {"failed": ["2026-01-01", ...], "why": "404"}`.
    """
    try:
        found = json.loads((folder / LINKS).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    lines = found.items() if isinstance(found, dict) else ()
    return {
        url: _words(line.get("why"))
        for url, line in sorted(lines)
        if isinstance(line, dict) and _is_dead(line.get("failed"))
    }


def _is_dead(failed: object) -> bool:
    return isinstance(failed, list) and len(set(filter(_is_day, failed))) >= DAYS


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _words(why: object) -> str:
    return why[:200] if isinstance(why, str) and why.isprintable() else ""
