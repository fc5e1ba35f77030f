"""The hidden line of our comment, and what follows from it."""

from __future__ import annotations

from datetime import date

import pytest
from toy import HOSTILE

from literature.submission.marker import (
    Marker,
    is_marked,
    read_marker,
    with_marker,
    without_marker,
)

MARKER = Marker("held", "ab12", "cd34", "2026-01-05", 3)
LINE = (
    '<!-- atlas:submission {"approved": "cd34", "digest": "ab12", '
    '"runs": {"count": 3, "day": "2026-01-05"}, "state": "held"} -->'
)


def test_the_line_comes_first_and_the_text_after() -> None:
    assert with_marker(MARKER, "Thank you.\n\nMore.") == f"{LINE}\nThank you.\n\nMore."


def test_the_line_is_read_back() -> None:
    comment = with_marker(MARKER, "Thank you.")
    assert is_marked(comment)
    assert read_marker(comment) == MARKER
    assert without_marker(comment) == "Thank you."


@pytest.mark.parametrize("text", [*HOSTILE, "--> end", "--!>", "<!-- -->", "a-->b"])
def test_no_text_ends_the_line_early(text: str) -> None:
    comment = with_marker(Marker(digest=text), "Thank you.")
    first = comment.partition("\n")[0]
    assert first.isascii()
    assert first.index("-->") == len(first) - 3
    assert read_marker(comment).digest == text


@pytest.mark.parametrize(
    "comment",
    [
        "",
        "Thank you.",
        f"> {LINE}",
        f"\n{LINE}",
        f"Thank you.\n{LINE}",
        "<!-- atlas:submission -->",
        "<!-- atlas:submission {} -->",
        "<!-- atlas:submission {'digest': 1} -->",
        '<!-- atlas:submission {"digest": 1} -->',
        '<!-- atlas:submission {"runs": 7} -->',
        '<!-- atlas:submission {"runs": {"count": "7"}} -->',
        '<!-- atlas:submission ["digest"] -->',
        '<!-- atlas:submission {"state": ' + "[" * 9000 + "} -->",
    ],
)
def test_a_line_that_is_damaged_or_elsewhere_says_nothing(comment: str) -> None:
    assert read_marker(comment) == Marker()


def test_the_texts_of_a_day_are_counted() -> None:
    day = date(2026, 1, 5)
    first = Marker().counted("one", day)
    assert (first.digest, first.day, first.runs) == ("one", "2026-01-05", 1)
    assert first.counted("one", date(2026, 1, 6)) == first  # nothing new
    second = first.counted("two", day)
    assert second.runs == 2
    assert second.counted("three", date(2026, 1, 6)).runs == 1
