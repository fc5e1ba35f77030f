"""An entry written as a file reads back as the same entry, whatever its texts hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from thorough import examples
from toy import bees, toy

from literature.catalogue import Catalogue, read_catalogue
from literature.model import Entry, Name
from literature.read import Reading, read_content
from literature.render.entry_yaml import render_entry
from literature.taxonomy import Taxonomy
from literature.text import UNSAFE

ROOT = Path(__file__).parent.parent


def read_back(text: str, key: str, taxonomy: Taxonomy) -> Reading:
    return read_content(Reading(f"entries/{key}.yaml"), key, text.encode(), taxonomy)


def assert_round_trip(entry: Entry, taxonomy: Taxonomy) -> None:
    text = render_entry(entry, taxonomy)
    reading = read_back(text, entry.key, taxonomy)
    assert list(map(str, reading.problems)) == [], text
    assert reading.entry == entry, text
    assert render_entry(reading.entry, taxonomy) == text


@pytest.mark.parametrize("key", [entry.key for entry in toy().entries])
def test_every_toy_entry_reads_back_equal_and_its_text_is_stable(key: str) -> None:
    assert_round_trip(toy().by_key[key], toy().taxonomy)


def test_every_real_entry_reads_back_equal_and_its_text_is_stable() -> None:
    catalogue: Catalogue
    catalogue, problems = read_catalogue(ROOT / "entries")
    assert problems == []
    assert len(catalogue.entries) > 400
    for entry in catalogue.entries:
        assert_round_trip(entry, catalogue.taxonomy)


def test_the_text_of_an_entry() -> None:
    assert render_entry(bees("vanderberg2021orchard"), toy().taxonomy) == (
        'title: "Orchard bees & the 50% rule: What We Know"\n'
        "alt_titles:\n"
        '  - "Orchard bees: a first count"\n'
        "authors:\n"
        "  - van der Berg, Jan\n"
        "  - Müller, Änne\n"
        'published: "2021-03"\n'
        'arxiv: "2103.01234"\n'
        'doi: "10.3897/jhr.81.60528"\n'
        "venue: jhr\n"
        'venue_year: "2021"\n'
        'volume: "81"\n'
        'pages: "1-20"\n'
        "kind: study\n"
        "categories: [field-survey, nest-study]\n"
        "regions: [tyrol]\n"
        "summary: >-\n"
        "  Counts wild bees in forty orchards and finds that half of the species live in one "
        "tenth of them.\n"
        "code: https://github.com/example/orchard\n"
        'added: "2026-01-05"\n'
        "unverified:\n"
        "  - published\n"
    )


def test_a_group_a_suffix_and_a_mononym_are_written_as_they_are_read() -> None:
    authors = (Name("Bee Lab", is_group=True), Name("Kennedy", "Monroe", "III"), Name("Divyansh"))
    text = render_entry(bees("abe2019sound", authors=authors), toy().taxonomy)
    assert '  - "{Bee Lab}"\n  - Kennedy, III, Monroe\n  - Divyansh\n' in text


def test_a_quote_and_a_backslash_are_escaped() -> None:
    text = render_entry(bees("abe2019sound", title='A "b" \\c'), toy().taxonomy)
    assert text.startswith('title: "A \\"b\\" \\\\c"\n')


def test_many_terms_stand_below_each_other() -> None:
    ids = tuple(f"a-rather-long-term-{number}" for number in range(9))
    entry = bees("abe2019sound", terms=MappingProxyType({"categories": ids}))
    text = render_entry(entry, toy().taxonomy)
    assert "categories:\n  - a-rather-long-term-0\n  - a-rather-long-term-1\n" in text
    assert max(map(len, text.splitlines())) <= 100


def test_an_unknown_value_is_left_out() -> None:
    text = render_entry(bees("dubois2020diary"), toy().taxonomy)
    names = [line.partition(":")[0] for line in text.splitlines() if not line.startswith(" ")]
    assert names == [
        "title", "authors", "published", "url", "kind", "categories", "summary", "added",
    ]  # fmt: skip


HOSTILE = (
    "null", "~", "Null", "no", "Yes", "TRUE", "off", ".inf", ".nan", "0x1F", "0o17", "017", "1e3",
    "2411.10950", "2024-11-17", "12:30:45", "=", "<<", "---", "...", "--- a", "- a", "-",
    "? a", "?",
    ": a", "a: b", "a:", ":", "a #b", "#b", "a#b", "'", "''", '"', '""', "'a'", '"a"', "a'b",
    'a"b',
    "\\", "\\n", "\\u0041", "\\\\", "a\\", '\\"', "{a}", "{", "}", "[a]", "[", "]", "a, b",
    ",", "&a", "*a",
    "!a", "!!str a", "|", ">", "| a", "> a", ">-", "%", "%YAML 1.2", "@a", "`a`", "a`", "_a_",
    "__init__",
    "<script>alert(1)</script>", "</title>", "&amp;", "{{ a }}", "{% raw %}", "${a}", "$x^2$",
    "a -- b",
    "é", "漢字", "😀", "ﬁ", "العربية", "ñ", "–", "…", "“a”", "’", "a|b", "=a", "+a", "@SUM(A1)",
    "https://example.org/a: b", "x" * 400, "word " * 60 + "end",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:20]))
def test_a_hostile_text_reads_back_equal_wherever_free_text_stands(text: str) -> None:
    try_texts(text, ("title", "alt_titles", "nickname", "track", "notes", "workflows", "summary"))


def try_texts(text: str, fields: tuple[str, ...]) -> None:
    """Puts the text into each field in turn; what the reader refuses cannot be in an entry."""
    for name in fields:
        value: object = (text,) if name in ("alt_titles", "workflows") else text
        entry = bees("abe2019sound", **{name: value})
        written = render_entry(entry, toy().taxonomy)
        reading = read_back(written, entry.key, toy().taxonomy)
        assert reading.entry is not None, written
        refused = [problem for problem in reading.problems if problem.field != name]
        assert refused == [], written
        if not reading.problems:
            assert reading.entry == entry, written
            assert render_entry(reading.entry, toy().taxonomy) == written
        else:
            message = reading.problems[0].message
            assert any(word in message for word in REFUSED), (written, message)


# What the reader refuses in a text however it is written: see test_damaged_files.py.
REFUSED = ("shorten", "is not allowed", "is empty", "NFC", "null", "leave", "write", "remove")


SAFE = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn", "Cf", "Zl", "Zp"))
    | st.sampled_from("\"'\\:#-{}[],&*!|>%@`?~ \t<=$_"),
    min_size=1,
    max_size=120,
)
PHRASES = st.lists(st.sampled_from(HOSTILE) | SAFE, min_size=1, max_size=4).map(" ".join)


def clean(text: str) -> str:
    """The text as the reader would have it: single blanks, none at the ends, nothing invisible."""
    return " ".join(UNSAFE.sub("", text).split())


@settings(
    max_examples=examples(200), derandomize=True, database=None, deadline=timedelta(seconds=2)
)
@given(PHRASES.map(clean).filter(bool))
def test_any_text_reads_back_equal(text: str) -> None:
    try_texts(clean(text[:480]), ("title", "nickname", "notes", "summary", "workflows"))


@settings(
    max_examples=examples(200), derandomize=True, database=None, deadline=timedelta(seconds=2)
)
@given(
    st.lists(
        st.builds(
            Name,
            st.from_regex(r"\A[A-ZÀ-Þ][a-zß-ÿ'’-]{1,12}( [A-Z][a-z]+)?\Z"),
            st.from_regex(r"\A([A-Z][a-z]{1,8}|[A-Z]\.)( [A-Z]\.)?\Z"),
            st.sampled_from(["", "Jr", "III"]),
        ),
        min_size=1,
        max_size=5,
        unique_by=lambda name: name.printed.casefold(),
    )
)
def test_any_authors_read_back_equal(authors: list[Name]) -> None:
    entry = replace(bees("abe2019sound"), authors=tuple(authors))
    text = render_entry(entry, toy().taxonomy)
    reading = read_back(text, entry.key, toy().taxonomy)
    assert reading.entry is not None
    if not reading.problems:
        assert reading.entry.authors == tuple(authors), text
    assert {problem.field for problem in reading.problems} <= {"authors"}
