"""The page that sets some entries side by side: its address says which, script draws them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

from .edition import Edition, Place
from .html import render
from .pages import Page

PATH: Final = "compare/"
MOST: Final = 6  # as in assets/js/compare/address.js


def compare_page(edition: Edition) -> Iterator[Page]:
    """The one page; without script it says where the facts of each entry stand."""
    lead = "Two to six entries side by side: what they share, and where they differ."
    body = partial(render, "compare.html", crumbs=(Place("Home"),), lead=lead, site=edition.site)
    yield Page(PATH, "Compare", lead, body)


def compare_link(keys: Iterable[str]) -> str:
    """The path of a comparison from the site's root."""
    return f"{PATH}?ids={','.join([*keys][:MOST])}"
