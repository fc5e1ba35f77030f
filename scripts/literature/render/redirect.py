"""Pages at addresses that an entry has left."""

from __future__ import annotations

from ..model import Entry
from .html import render
from .site_facts import Site


def render_redirect(entry: Entry, site: Site) -> str:
    """A page that leads from a former key to the entry, with and without script."""
    return render("redirect.html", entry=entry, target=f"../{entry.key}/",
                  canonical=f"{site.url}entries/{entry.key}/")  # fmt: skip


def render_tombstone(key: str, reason: str) -> str:
    """A page that says why an entry is no longer here."""
    return render("tombstone.html", key=key, reason=reason)
