"""One address of every type of page, picked from what the library holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from conftest import FORMER_KEY, NOW_AT, WITHDRAWN_KEY, RawEntry

# Name of a type -> its path from the site's root.
FIXED = {
    "home": "",
    "categories": "categories/",
    "models": "models/",
    "library": "library/",
    "library, page 2": "library/2/",
    "recent": "recent/",
    "months": "digest/",
    "handbook": "handbook/",
    "reading paths": "start/",
    "glossary": "glossary/",
    "years": "years/",
    "year": "years/2024/",
    "authors": "authors/",
    "kind": "kinds/survey/",
    "entry": f"entries/{NOW_AT}/",
    "former key": f"entries/{FORMER_KEY}/",
    "withdrawn entry": f"entries/{WITHDRAWN_KEY}/",
    "about": "about/",
    "contribute": "contribute/",
    "cite": "cite/",
    "design": "design/",
    "fields": "fields/",
    "importing": "importing/",
    "maintaining": "maintaining/",
    "new site": "new-site/",
    "submitting": "submitting/",
    "upkeep": "upkeep/",
    "search": "search/",
    "submit": "submit/",
    "landscape": "landscape/",
    "check my bibliography": "check-bib/",
    "status": "status/",
    "map": "map/",
    "stats": "stats/",
    "board": "tools/",
    "compare": "compare/",
    "404": "no/such/page",
}
PICKED = (
    "month", "category", "topic", "model", "venue", "author", "tool", "blog", "doubtful entry",
    "entry of many authors", "chapter", "reading path",
)  # fmt: skip
NAMES = (*FIXED, *PICKED)


def page_types(entries: dict[str, RawEntry], site: Path) -> dict[str, str]:
    """Name of each of NAMES -> path from the site's root."""

    def usual(field: str) -> str:
        """The middle one of the terms in use, by how often they are."""
        counts = Counter(term for entry in entries.values() for term in _terms(entry, field))
        ranked = [term for term, _ in counts.most_common()]
        return ranked[len(ranked) // 2]

    def first(is_wanted: Callable[[RawEntry], bool]) -> str:
        return next(f"entries/{key}/" for key, entry in entries.items() if is_wanted(entry))

    most = max(len(entry["authors"]) for entry in entries.values())
    authors = sorted(path.name for path in (site / "authors").iterdir() if path.is_dir())
    paths = sorted(path.name for path in (site / "start").iterdir() if path.is_dir())
    latest = max(entry["added"] for entry in entries.values())
    return FIXED | {
        "month": f"digest/{latest[:7]}/",
        "category": f"categories/{usual('categories')}/",
        "topic": f"topics/{usual('topics')}/",
        "model": f"models/{usual('models')}/",
        "venue": f"venues/{usual('venue')}/",
        "author": f"authors/{authors[-1]}/",
        "tool": first(lambda entry: entry["kind"] == "tool" and bool(entry.get("implements"))),
        "blog": first(lambda entry: entry["kind"] == "blog"),
        "doubtful entry": first(lambda entry: len(entry.get("unverified", ())) > 1),
        "entry of many authors": first(lambda entry: len(entry["authors"]) == most),
        "chapter": f"handbook/{usual('categories')}/",
        "reading path": f"start/{paths[0]}/",
    }


def _terms(entry: RawEntry, field: str) -> Iterable[str]:
    value = entry.get(field, ())
    return (value,) if isinstance(value, str) else value
