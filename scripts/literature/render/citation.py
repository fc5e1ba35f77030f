"""A citation in APA 7 (https://apastyle.apa.org), as runs of upright and italic text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from ..model import Entry, Name, PartialDate, doi_url
from ..taxonomy import Taxonomy, Term
from .csl import WorkType, cited_doi, cited_url, issued, venue_of, work_type

Run = tuple[str, bool]

MAX_AUTHORS: Final = 20
MONTH_NAMES: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def render_apa(entry: Entry, taxonomy: Taxonomy) -> tuple[Run, ...]:
    """The citation as (text, is_italic) runs; joined they are the plain text.

    The title stays as printed: sentence case cannot be made without knowing the names in it.
    """
    kind = work_type(entry, taxonomy)
    venue = venue_of(entry, taxonomy)
    when = _date_words(issued(entry)) if kind == "post-weblog" else str(issued(entry).year)
    runs: list[Run] = [(f"{_sentence(_authors(entry.authors))}({when}). ", False)]
    if kind == "article-journal" and venue:
        runs += [(_sentence(entry.title), False), *_journal(entry, venue)]
    elif kind == "paper-conference" and venue:
        runs += [(f"{_sentence(entry.title)}In ", False), *_proceedings(entry, venue)]
    elif kind == "software":
        runs += [(entry.title, True), (" [Computer software]. ", False)]
    elif entry.arxiv:
        runs += [(entry.title, True), (f" (arXiv:{entry.arxiv}). arXiv. ", False)]
    else:
        source = venue.full_name if venue else "OpenReview" if entry.openreview else ""
        runs += [(entry.title, True), (_after(entry.title) + _sentence(source), False)]
    return _tidy([*runs, (_address(entry, kind), False)])


def plain(runs: Iterable[Run]) -> str:
    """The citation without italics."""
    return "".join([text for text, _ in runs])


def render_plain_list(citations: Iterable[Iterable[Run]]) -> str:
    """The citations without italics, one per line, in the order given."""
    return "".join([f"{plain(runs)}\n" for runs in citations])


def render_markdown_item(entry: Entry, citation: Iterable[Run], taxonomy: Taxonomy) -> str:
    """The citation of an entry as an item of a Markdown list (CommonMark), one line."""
    runs = [*citation]
    address = _address(entry, work_type(entry, taxonomy))
    text, is_italic = runs.pop()
    runs.append((text.removesuffix(address), is_italic))
    marked = (
        f"*{_escape_markdown(text)}*" if is_italic else _escape_markdown(text)
        for text, is_italic in runs
    )
    line = "".join(marked) + (f"<{address}>" if address else "")
    item = _BLOCK_START.sub(r"\1\\\2", line.strip())
    return f"- {item}\n"


def _escape_markdown(text: str) -> str:
    """The text as readers of Markdown old and new show it: entities where a backslash is young."""
    for sign, code in _MARKDOWN_SIGNS:
        text = text.replace(sign, code)
    return text


# The backslash and "&" come before the signs that are written with them.
_MARKDOWN_SIGNS: Final = (
    *((sign, f"\\{sign}") for sign in "\\`*_[]"),
    ("&", "&amp;"),
    ("<", "&lt;"),
    (">", "&gt;"),
    ("~", "&#126;"),
)
# What would begin another list, a heading or a rule at the start of an item.
_BLOCK_START: Final = re.compile(r"^([0-9]*)([#+.)-])")


def _address(entry: Entry, kind: WorkType) -> str:
    doi = cited_doi(entry, kind)
    return doi_url(doi) if doi else cited_url(entry, kind)


def initials(given: str) -> str:
    """The given names as APA shortens them.

    >>> initials("Jean-Luc M."), initials("J.R.")
    ('J.-L. M.', 'J. R.')
    """
    words = _GLUED.sub(". ", given).split() if "." in given else given.split()
    return " ".join(filter(None, map(_initial, words)))


_GLUED: Final = re.compile(r"\.(?=[^\W\d_])")


def _initial(word: str) -> str:
    letters = (next(filter(str.isalpha, part), "") for part in word.split("-"))
    return "-".join(f"{letter.upper()}." for letter in letters if letter)


def _authors(names: Sequence[Name]) -> str:
    """Up to twenty; of more, the first nineteen and the last."""
    shown = [_author(name) for name in names]
    if len(shown) > MAX_AUTHORS:
        return f"{', '.join(shown[: MAX_AUTHORS - 1])}, . . . {shown[-1]}"
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])}, & {shown[-1]}"


@lru_cache(100_000)
def _author(name: Name) -> str:
    parts = (name.family, initials(name.given), name.suffix)
    return ", ".join(part for part in parts if part)


def _journal(entry: Entry, venue: Term) -> list[Run]:
    runs: list[Run] = [(venue.full_name, True)]
    if entry.volume:
        runs += [(", ", False), (entry.volume, True)]
    if entry.number:
        runs.append((f"({entry.number})" if entry.volume else f", ({entry.number})", False))
    if entry.pages:
        runs.append((f", {_pages(entry.pages)}", False))
    return [*runs, (". ", False)]


def _proceedings(entry: Entry, venue: Term) -> list[Run]:
    name = venue.full_name
    if entry.track:
        name += f"{',' if ':' in name else ':'} {entry.track}"
    label = "pp." if "-" in entry.pages else "p."
    inside = (
        f"Vol. {entry.volume}" if entry.volume else "",
        f"{label} {_pages(entry.pages)}" if entry.pages else "",
    )
    brackets = ", ".join(filter(None, inside))
    return [(name, True), (f" ({brackets}). " if brackets else _after(name), False)]


def _pages(pages: str) -> str:
    return pages.replace("-", "–")


def _date_words(when: PartialDate) -> str:
    """The date of a post: "2020, May 17"."""
    month = f", {MONTH_NAMES[when.month - 1]}" if when.month else ""
    return f"{when.year}{month}{f' {when.day}' if when.day else ''}"


def _sentence(text: str) -> str:
    """The text with what ends a sentence after it; nothing for nothing."""
    return text + _after(text) if text else ""


def _after(text: str) -> str:
    return " " if text.endswith((".", "?", "!", "…")) else ". "


def _tidy(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Without empty runs, neighbours of one style joined, no blank at the end."""
    joined: list[Run] = []
    for text, is_italic in runs:
        if joined and joined[-1][1] == is_italic:
            joined[-1] = (joined[-1][0] + text, is_italic)
        elif text:
            joined.append((text, is_italic))
    if joined:
        joined[-1] = (joined[-1][0].rstrip(), joined[-1][1])
    return tuple(joined)
