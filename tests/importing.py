"""What the tests of the import share: a fresh place to import into, and an import in one call."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from conftest import ROOT

from literature.importing.found import Found, Reading
from literature.importing.markdown import read_markdown
from literature.importing.report import Report
from literature.importing.run import Wishes, import_file
from literature.importing.settle import Outcome
from literature.sources import Sources

TODAY = date(2026, 11, 21)
TOY = Path(__file__).parent / "library" / "entries"


def fresh(folder: Path, vocabulary: Path = TOY) -> Path:
    """A place with a vocabulary and no entry."""
    (folder / "entries").mkdir(parents=True)
    shutil.copy(vocabulary / "_taxonomy.yaml", folder / "entries")
    return folder


def bees_library(folder: Path) -> Path:
    """A place with the six entries about bees."""
    shutil.copytree(TOY, folder / "entries")
    return folder


def real_library(folder: Path) -> Path:
    """A place with the entries of this site."""
    shutil.copytree(ROOT / "entries", folder / "entries")
    return folder


def taken_from(
    root: Path, text: str | bytes, name: str = "list.md", *, is_writing: bool = False,
    category: str = "", map_text: str = "", sources: Sources | None = None, format: str = "",
) -> Report:  # fmt: skip
    """The report on a text, as a file beside the entries."""
    source = root / name
    source.write_bytes(text if isinstance(text, bytes) else text.encode())
    path = root / "map.yaml" if map_text else None
    if path:
        path.write_text(map_text)
    defaults = {"categories": category} if category else {}
    return import_file(root, source, TODAY, Wishes(is_writing, path, defaults, sources, format))


def only(report: Report) -> Outcome:
    """The outcome of the one record."""
    assert len(report.outcomes) == 1, [it.found.label for it in report.outcomes]
    return report.outcomes[0]


def told(report: Report, kind: str) -> list[tuple[int, str]]:
    """Line and message of each remark of a kind."""
    return [(it.line, it.message) for it in report.all_remarks if it.kind == kind]


def lines_of(report: Report, kind: str) -> set[int]:
    return {line for line, _ in told(report, kind)}


def read(text: str) -> Reading:
    """The reading of a list in Markdown, below two headings."""
    return read_markdown(f"# Bees\n## Nests\n{text}\n")


def one(text: str) -> Found:
    """The only record of such a list."""
    found = read(text).found
    assert len(found) == 1, [it.label for it in found]
    return found[0]
