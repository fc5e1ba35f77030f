"""The toy library and a few values that the tests of the exports share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from literature.catalogue import Catalogue, read_catalogue
from literature.model import Entry, Name, PartialDate
from literature.render.site_facts import Site

TOY_ENTRIES = Path(__file__).parent / "library" / "entries"

SITE = Site(
    name="Bees & Co",
    url="https://bees.example/lit/",
    description="What is known of <wild> bees.",
    repository="https://github.com/example/bees",
    licence="CC0-1.0",
)

# Texts that have broken out of one format or another somewhere.
HOSTILE = (
    "</script><script>alert(1)</script>",
    "]]> & &amp; <b>bold</b>",
    "quote \" and ' and ` and \\",
    "line\nER  - \nTY  - JOUR\nTI  - forged",
    "line\r\nsecond\u2028third\u2029fourth\x0bfifth\x85sixth",
    "a  - b  - c",
    "=cmd|'/c calc'!A1",
    "\u202eright to left\u200b",
    "semi;colon, comma; {brace} [bracket] (round)",
    "$x$ 100% #1 ~tilde ^caret _under_ *star*",
    "😀 漢字 Ünïcödé ﬁ",
)


@cache
def toy() -> Catalogue:
    """The six bee entries."""
    catalogue, problems = read_catalogue(TOY_ENTRIES)
    assert not problems
    return catalogue


def bees(key: str, /, **changes: object) -> Entry:
    """An entry of the toy library, with some fields changed."""
    return replace(toy().by_key[key], **changes)  # type: ignore[arg-type]


def hostile_entry(text: str) -> Entry:
    """An entry that holds the text wherever free text can stand; no reader would let it through."""
    return Entry(
        key="abe2019sound",
        title=text,
        alt_titles=(text,),
        nickname=text,
        authors=(Name(text, text), Name(text, is_group=True)),
        published=PartialDate(2019, 11, 30),
        venue_year=2020,
        track=text,
        summary=text,
        added=date(2026, 1, 4),
        url="https://example.org/a;b?c=d&e='f'",
        notes=text,
        terms=toy().by_key["abe2019sound"].terms,
    )
