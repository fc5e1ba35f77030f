"""Addresses of views of the library, as its script reads and writes them (find/state.js)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal
from urllib.parse import urlencode

Flag = Literal["", "yes", "no"]
_FLAGS: Final[Mapping[Flag, str]] = {"yes": "1", "no": "0"}


def library_link(
    any_of: Mapping[str, Iterable[str]] | None = None,
    none_of: Mapping[str, Iterable[str]] | None = None,
    *,
    text: str = "",
    years: tuple[int, int] = (0, 0),  # first and last; 0 leaves that side open
    code: Flag = "",
    reviewed: Flag = "",
    facet_ids: Iterable[str] = (),  # all facets, in the order they shall have; else by their ids
    keys: Iterable[str] = (),  # of entries; none for all
) -> str:
    """The path of a view from the site's root: `library/?categories=probing&models=clip`.

    A facet allows each of the terms in any_of, those below them included, and none of none_of.
    """
    sides = {id: _terms((any_of or {}).get(id, ()), (none_of or {}).get(id, ()))
             for id in facet_ids or sorted({*(any_of or {}), *(none_of or {})})}  # fmt: skip
    parts = {
        "q": text.strip(), **sides, "year": _years(*years),
        "code": _FLAGS.get(code, ""), "reviewed": _FLAGS.get(reviewed, ""),
    }  # fmt: skip
    query = urlencode({name: value for name, value in parts.items() if value}, safe=",*")
    anchor = ",".join(keys)
    return "library/" + (f"?{query}" if query else "") + (f"#ids={anchor}" if anchor else "")


def _terms(any_of: Iterable[str], none_of: Iterable[str]) -> str:
    return ",".join([*sorted(any_of), *sorted(f"-{term}" for term in none_of)])


def _years(first: int, last: int) -> str:
    years = [f"{year:04}" if year else "" for year in (first, last)]
    return years[0] if first == last else "-".join(years)
