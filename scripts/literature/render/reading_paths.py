"""Where to start: the list of reading paths, and a page of steps for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from ..model import Entry
from ..reading_paths import ReadingPath, Step
from .edition import Edition, Place
from .html import render
from .library_link import library_link
from .pages import Page
from .written import Section

PATH: Final = "start/"
TITLE: Final = "Start here"


def path_place(path: ReadingPath) -> Place:
    return Place(path.label, f"{PATH}{path.id}/", count=len(path.steps), text=path.description)


def reading_path_pages(edition: Edition) -> Iterator[Page]:
    """The list of paths and the paths; nothing where there are none."""
    paths = edition.catalogue.handbook.paths
    if not paths:
        return
    lead = (
        "Short lists of works in reading order, each with the reason why it stands where it does."
    )
    body = partial(
        render, "start.html", crumbs=(Place("Home"),), heading=TITLE, lead=lead,
        paths=[(path_place(path), path.audience, _keys(edition, path)) for path in paths],
        has_chapters=bool(edition.catalogue.handbook.chapters),
    )  # fmt: skip
    yield Page(PATH, TITLE, lead, body)
    around = (None, *paths, None)
    for before, path, after in zip(around, paths, around[2:], strict=False):
        body = partial(_body, edition, path, before, after)
        yield Page(path_place(path).path, path.label, path.description, body)


def path_files(edition: Edition) -> Iterator[tuple[str, str, Sequence[Entry]]]:
    """Path of its bibliography, label and works, of each reading path."""
    for path in edition.catalogue.handbook.paths:
        entries = [entry for entry, _ in _steps(edition, path)]
        yield f"data/paths/{path.id}.bib", path.label, entries


def path_sections(edition: Edition) -> Iterator[Section]:
    """The paths as search finds them."""
    for path in edition.catalogue.handbook.paths:
        texts = (path.description, path.audience, *(step.reason for step in path.steps))
        yield Section(path.label, path_place(path).path, "", " ".join(texts))


def _steps(edition: Edition, path: ReadingPath) -> list[tuple[Entry, Step]]:
    """The steps whose entries there are: a preview may show others, too."""
    by_key = edition.catalogue.by_key
    return [(by_key[step.entry], step) for step in path.steps if step.entry in by_key]


def _keys(edition: Edition, path: ReadingPath) -> list[str]:
    return [entry.key for entry, _ in _steps(edition, path)]


def _body(
    edition: Edition, path: ReadingPath, before: ReadingPath | None, after: ReadingPath | None
) -> str:
    keys = _keys(edition, path)
    return render(
        "path.html",
        crumbs=(Place("Home"), Place(TITLE, PATH)),
        path=path,
        keys=keys,
        steps=[
            (entry, edition.rows_of([entry], "short"), step.reason)
            for entry, step in _steps(edition, path)
        ],
        bibliography=f"data/paths/{path.id}.bib",
        view=library_link(keys=keys),
        before=path_place(before) if before else None,
        after=path_place(after) if after else None,
    )
