"""What came in, month by month: a page for each month, and a feed of the months that are over.

A service that mails a feed sends each item once, when it first sees it. So a month gets into the
feed when it is whole: as soon as there is an entry of a later one. No clock is read for that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby

from ..model import Entry
from ..text import count_of
from . import feed
from .edition import Edition, Place, short_authors
from .html import RowKind, render
from .pages import Listing, Page

MONTHS_IN_FEED = 6
# Of a larger month an item of the feed has the first of each category: mail programs cut a
# message at some 100 KB.
ITEM_LENGTH = 100


@dataclass(frozen=True)
class Month:
    """The entries that were added in one month, newest work first; never none."""

    first_day: date
    entries: tuple[Entry, ...]

    @property
    def path(self) -> str:
        return f"digest/{self.first_day:%Y-%m}/"

    @property
    def label(self) -> str:
        return f"{_NAMES[self.first_day.month - 1]} {self.first_day.year}"

    @property
    def last_addition(self) -> date:
        return max(entry.added for entry in self.entries)


_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True)
class Group:
    """The entries of a month whose main category is the same."""

    label: str
    anchor: str
    entries: tuple[Entry, ...]


def months_of(entries: Sequence[Entry]) -> tuple[Month, ...]:
    """The months in which entries were added, the latest first; empty months are left out."""
    order = sorted(entries, key=lambda entry: (_first_day(entry), entry.added), reverse=True)
    return tuple(
        Month(first_day, tuple(sorted(group, key=lambda entry: entry.sort_key)))
        for first_day, group in groupby(order, key=_first_day)
    )


def groups_of(edition: Edition, entries: Sequence[Entry]) -> tuple[Group, ...]:
    """Entries by main category, in the order of the vocabulary; those without one come last."""
    terms = edition.taxonomy.facets["categories"].terms
    found: dict[str, list[Entry]] = {term_id: [] for term_id in terms}
    others: list[Entry] = []
    for entry in entries:
        (found[entry.categories[0]] if entry.categories else others).append(entry)
    groups = [
        Group(terms[term_id].label, f"c-{term_id}", tuple(group))
        for term_id, group in found.items()
    ]
    groups.append(Group("Others", "others", tuple(others)))
    return tuple(group for group in groups if group.entries)


def _first_day(entry: Entry) -> date:
    return entry.added.replace(day=1)


def digest_pages(edition: Edition) -> Iterator[Page]:
    """The list of months, and the pages of each."""
    months = months_of(edition.catalogue.entries)
    yield _index(edition, months)
    around = (None, *months, None)
    for newer, month, older in zip(around, months, around[2:], strict=False):
        yield from _month_pages(edition, month, newer, older)


def _feed(edition: Edition) -> Place:
    return Place(_title(edition), "feeds/digest.xml")


def _title(edition: Edition) -> str:
    return f"{edition.site.name}: month by month"


def _index(edition: Edition, months: Sequence[Month]) -> Page:
    lead = "What came into the database, a page for each month."
    body = partial(
        render,
        "digest.html", crumbs=(Place("Home"),), lead=lead, feed=_feed(edition),
        months=[
            Place(month.label, month.path, count=len(month.entries), text=_largest(edition, month))
            for month in months
        ],
    )  # fmt: skip
    return Page("digest/", "Month by month", lead, body, feed=_feed(edition))


def _largest(edition: Edition, month: Month) -> str:
    """The categories that most of a month's entries have: "Probing 12, Circuits 7"."""
    groups = sorted(groups_of(edition, month.entries), key=lambda group: -len(group.entries))
    return ", ".join(f"{group.label} {len(group.entries):,}" for group in groups[:3])


def _month_pages(
    edition: Edition, month: Month, newer: Month | None, older: Month | None
) -> Iterator[Page]:
    groups = groups_of(edition, month.entries)
    order = [(group, entry) for group in groups for entry in group.entries]
    parts = [(it, order[part]) for it, part in Listing.of(month.path, len(order))]
    page_of = {
        group.anchor: listing.path_of(listing.number)
        for listing, shown in reversed(parts)
        for group, _ in shown
    }
    lines = [
        Place(group.label, f"{page_of[group.anchor]}#{group.anchor}",
              note=f"{len(group.entries):,}")
        for group in groups
    ]  # fmt: skip
    values = {
        "crumbs": (Place("Home"), Place("Month by month", "digest/")),
        "newer": Place(newer.label, newer.path) if newer else None,
        "older": Place(older.label, older.path) if older else None,
        "lines": lines,
        "feed": _feed(edition),
        "category": edition.taxonomy.facets["categories"].singular.lower(),
    }
    for listing, shown in parts:
        title = f"Added in {month.label}" + (
            f", page {listing.number}" if listing.number > 1 else ""
        )
        yield Page(
            listing.path_of(listing.number),
            title,
            f"{count_of(len(order), 'entry', 'entries')} that came in in {month.label}.",
            partial(_body, edition, shown, listing, heading=title, **values),
            is_bounded=listing.number == 1,
            made_from=partial(_made_from, edition, shown, title, listing, values),
            feed=_feed(edition),
        )


def _body(
    edition: Edition, shown: Sequence[tuple[Group, Entry]], listing: Listing, **values: object
) -> str:
    rows: RowKind = "full" if listing.number == 1 else "short"
    parts = [
        {"label": group.label, "anchor": group.anchor, "count": len(group.entries),
         "rows": edition.rows_of((entry for _, entry in pairs), rows)}
        for group, pairs in groupby(shown, key=lambda pair: pair[0])
    ]  # fmt: skip
    return render("month.html", parts_of_month=parts, listing=listing, **values)


def _made_from(
    edition: Edition, shown: Sequence[tuple[Group, Entry]], title: str, listing: Listing,
    values: Mapping[str, object],
) -> object:  # fmt: skip
    anchors = [group.anchor for group, _ in shown]
    return title, listing, values, anchors, edition.digest_of(entry for _, entry in shown)


def digest_feeds(edition: Edition) -> Iterator[tuple[str, str]]:
    """The feed of the months that are over, in both formats: an item for each of the last
    MONTHS_IN_FEED."""
    months = months_of(edition.catalogue.entries)[1 : MONTHS_IN_FEED + 1]
    items = [
        (edition.site.url + month.path, f"{_title(edition)}, {month.label}",
         feed.moment(month.last_addition), _content(edition, month))
        for month in months
    ]  # fmt: skip
    title, page, site = _title(edition), "digest/", edition.site
    updated = items[0][2] if items else feed.NEVER
    yield "feeds/digest.xml", feed.atom_document(
        title, "feeds/digest.xml", page, site, updated,
        [feed.atom_html_item(*item) for item in items],
    )  # fmt: skip
    yield (
        "feeds/digest.json",
        feed.json_document(
            title, "feeds/digest.json", page, site, [feed.json_html_item(*item) for item in items]
        ),
    )


def _content(edition: Edition, month: Month) -> str:
    """The list of a month as HTML that needs nothing else: no style, full addresses."""
    groups = groups_of(edition, month.entries)
    share = len(month.entries)
    if share > ITEM_LENGTH:
        share = max(1, ITEM_LENGTH // len(groups))
    return render(
        "digest_item.html", base=edition.site.url, month=month,
        total=len(month.entries), authors_of=short_authors, where_of=edition.where,
        groups=[
            {"label": group.label, "count": len(group.entries), "entries": group.entries[:share],
             "left": len(group.entries[share:])}
            for group in groups
        ],
    )  # fmt: skip
