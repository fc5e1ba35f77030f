"""What the library wants: entries that somebody with five minutes can mend, and a table of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from ..taxonomy import Taxonomy
from ..wanting import (
    PREPRINT_MONTHS,
    STALE_MONTHS,
    Want,
    Wants,
    find_wants,
    first_five,
    latest_addition,
)
from .csv_table import csv_line, safe_cell
from .edition import Edition, Place
from .entry_page import FIELD_WORDS
from .html import render
from .library_link import library_link
from .pages import Page

PATH: Final = "status/"
CSV: Final = "data/status.csv"
SHOWN: Final = 20  # entries of a kind on the page; all are in the table

# Kind -> heading, what it is, what helps.
_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "dead": ("Links known to be dead", "They failed on three days. Give the one that holds."),
    "unverified": (
        "Not confirmed",
        "Values that nobody has checked against the work. Look, then confirm or correct them.",
    ),
    "preprints": (
        "Preprints without a venue",
        f"First made public more than {PREPRINT_MONTHS} months before the latest addition. Many "
        "are published by now: name the venue.",
    ),
    "stale": (
        "Stale",
        f"Added, or with code last changed, more than {STALE_MONTHS} months before the latest "
        "addition. See whether all of it still holds.",
    ),
    "code": (
        "Without a code link",
        "Add a repository where the authors have made one public. Many works have none.",
    ),
}
_ORDER: Final = "Those come first that have most to check, then those that most pages lead to."


@dataclass(frozen=True)
class Line:
    """One entry of a list."""

    title: str
    path: str  # of its page
    words: str  # what it wants
    correct: str  # path of its correction form
    heading: str = ""  # of the kind, where several stand together


@dataclass(frozen=True)
class Section:
    """One kind of want on the page."""

    id: str
    heading: str
    lead: str
    count: int
    lines: tuple[Line, ...]
    rest: int
    categories: tuple[Place, ...]  # with the number of all of them
    view: str  # path of the library's view of exactly these; empty where it has no such filter


def status_pages(edition: Edition) -> Iterator[Page]:
    """The one page: counts, five to start with, and the first of each kind."""
    yield Page(
        PATH,
        "Status",
        "What is not confirmed, dead or missing in the library, and where five minutes help.",
        partial(_body, edition),
    )


def render_status_csv(edition: Edition) -> str:
    """Every want of every entry, one a row, in the order of the page."""
    rows = [csv_line(["want", "key", "title", "details", "page", "correct"])]
    site = edition.site
    for kind in wants_of(edition):
        rows += [
            csv_line(map(safe_cell, (
                kind.id, want.entry.key, want.entry.title, want.words,
                site.entry_url(want.entry.key), f"{site.url}{_correction(want)}",
            )))
            for want in kind.wants
        ]  # fmt: skip
    return "".join(rows)


def wants_of(edition: Edition) -> tuple[Wants, ...]:
    lists = edition.related.lists
    reached = Counter(found.key for relations in lists.values() for found in relations)
    return find_wants(
        edition.catalogue,
        edition.dead_links,
        edition.catalogue.metrics,
        reached,
        partial(_field_words, edition.taxonomy),
    )


def _field_words(taxonomy: Taxonomy, name: str) -> str:
    """What readers call a field: "the venue"."""
    if name in FIELD_WORDS:
        return FIELD_WORDS[name]
    own = taxonomy.fields.get(name)
    return f"the {(own.label if own else name.replace('_', ' ')).lower()}"


def _body(edition: Edition) -> str:
    kinds = wants_of(edition)
    entries = edition.catalogue.entries
    sections = [_section(edition, kind) for kind in kinds]
    return render(
        "status.html",
        crumbs=(Place("Home"),),
        total=len(entries),
        day=latest_addition(entries).isoformat() if entries else "",
        sections=sections,
        five=[_line(want, _WORDS[kind][0]) for kind, want in first_five(kinds)],
        order=_ORDER,
        csv=CSV,
    )


def _section(edition: Edition, kind: Wants) -> Section:
    heading, lead = _WORDS[kind.id]
    shown = kind.wants[:SHOWN]
    return Section(
        kind.id, heading, lead, len(kind.wants),
        tuple(_line(want) for want in shown), len(kind.wants) - len(shown),
        tuple(_categories(edition, kind)),
        library_link(code="no") if kind.id == "code" and kind.wants else "",
    )  # fmt: skip


def _line(want: Want, heading: str = "") -> Line:
    entry = want.entry
    return Line(entry.title, f"entries/{entry.key}/", want.words, _correction(want), heading)


def _correction(want: Want) -> str:
    return f"submit/?entry={want.entry.key}"


def _categories(edition: Edition, kind: Wants) -> Iterator[Place]:
    """How many of the kind each category has, those below it included, as in the library."""
    keys = {want.entry.key for want in kind.wants}
    terms = edition.taxonomy.facets["categories"].terms
    for term_id, entries in edition.catalogue.by_term["categories"].items():
        count = sum(entry.key in keys for entry in entries)
        view = library_link({"categories": [term_id]}, code="no") if kind.id == "code" else ""
        if count:
            yield Place(terms[term_id].label, view, count=count)
