"""The keys that were ever published: their addresses must answer for ever.

They stand in entries/_published.txt, one a line; `key  # withdrawn: reason` is one whose entry was
taken down on purpose. `make published` appends to it. The site that a build replaces counts too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from .read import PUBLISHED

FILE_NAME = PUBLISHED

_LINE = re.compile(r"([a-z][a-z0-9]{2,59})(?:\s+# withdrawn: (.{1,300}))?")
_HEADING = "# Keys ever published, one a line. Never remove one; see docs/maintaining.md.\n"


@dataclass(frozen=True)
class Published:
    keys: Set[str]
    withdrawn: Mapping[str, str]  # key -> reason


def read_published(folder: Path) -> Published:
    """The list of a folder of entries; empty when there is none. Other lines count for nothing."""
    path = folder / FILE_NAME
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.exists() else []
    found = [match for line in lines if (match := _LINE.fullmatch(line.strip()))]
    return Published(
        frozenset(match[1] for match in found),
        {match[1]: match[2] for match in found if match[2]},
    )


def missing_keys(folder: Path, old_site: Path, keys: Set[str]) -> Iterator[str]:
    """A message for each key that was published and is no longer: no entry, no alias, no notice."""
    known = read_published(folder).keys | site_keys(old_site)
    for key in sorted(known - keys):
        yield (
            f"entries/{key}.yaml was published and is gone; put it back, name '{key}' under the "
            f"aliases of the entry that replaces it, or write '{key}  # withdrawn: <reason>' "
            f"in entries/{FILE_NAME}"
        )


def site_keys(site: Path) -> Set[str]:
    """The keys that have an address in a built site."""
    folder = site / "entries"
    return {path.name for path in folder.iterdir() if path.is_dir()} if folder.is_dir() else set()


def with_keys(folder: Path, keys: Iterable[str]) -> str:
    """The text of the list with these keys added, sorted; notices of withdrawal stay."""
    published = read_published(folder)
    lines = (
        f"{key}  # withdrawn: {published.withdrawn[key]}" if key in published.withdrawn else key
        for key in sorted(published.keys | set(keys))
    )
    return _HEADING + "".join(f"{line}\n" for line in lines)
