"""The page on which readers check a bibliography of their own; all is done by its script."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from ..text import count_of
from .edition import Edition
from .html import render
from .pages import Page

PATH: Final = "check-bib/"


def check_pages(edition: Edition) -> Iterator[Page]:
    """The one page; it is complete without script, which its form needs."""
    count = count_of(len(edition.catalogue.entries), "entry", "entries")
    yield Page(
        PATH,
        "Check my bibliography",
        "Drop a .bib or a .tex: preprints that are published, wrong years, duplicates and damage, "
        "with a repaired file. Nothing is uploaded.",
        partial(render, "check_bib.html", site=edition.site, count=count),
    )
