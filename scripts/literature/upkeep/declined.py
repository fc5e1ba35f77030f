"""Works that were looked at and do not belong here: entries/_declined.txt.

One a line: an arXiv id, a DOI, another identifier or a title; then " # " and the reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..identifiers import read_identifiers, same_arxiv
from ..publish import write_if_changed
from ..read import DECLINED
from ..sources import Record
from ..text import comparison_form

HEADING = "# Works that do not belong here: identifier or title, then # and the reason.\n"


@dataclass(frozen=True)
class Declined:
    """Identifiers and titles of declined works, in the form in which they are compared."""

    ids: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()

    def holds(self, record: Record) -> bool:
        title = comparison_form(record.title)
        return bool(self.ids & set(ids_of(record))) or (bool(title) and title in self.titles)


def ids_of(record: Record) -> list[str]:
    """The identifiers of a work, as they are compared."""
    ids = (same_arxiv(record.arxiv), record.doi.casefold(), record.openreview, record.anthology)
    return [id for id in ids if id]


def read_declined(folder: Path) -> Declined:
    """What the file of a folder of entries says; nothing where there is none."""
    try:
        lines = (folder / DECLINED).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError):
        return Declined()
    ids, titles = set(), set()
    for line in lines:
        text = "" if line.startswith("#") else line.partition(" # ")[0].strip()
        found = _ids_in(text)
        ids.update(found)
        if text and not found:
            titles.add(comparison_form(text))
    return Declined(frozenset(ids), frozenset(titles))


def _ids_in(text: str) -> list[str]:
    """The identifiers in a line that has nothing else."""
    if " " in text:
        return []
    try:
        found = read_identifiers(text)
    except ValueError:
        return []
    ids = (same_arxiv(found.arxiv), found.doi.casefold(), found.openreview, found.anthology)
    return [id for id in ids if id]


def add_declined(folder: Path, lines: Iterable[tuple[str, str]]) -> None:
    """Adds (identifier or title, reason) to the file, each once."""
    lines = list(lines)
    if not lines:
        return
    file = folder / DECLINED
    text = file.read_text(encoding="utf-8") if file.exists() else HEADING
    for work, reason in lines:
        line = f"{work} # {reason}\n"
        if line not in text:
            text += line
    write_if_changed(file, text)
