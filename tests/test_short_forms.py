"""Short forms: what they leave out, and what they leave as it is."""

from __future__ import annotations

from datetime import date

import pytest
from toy import bees, toy

from literature.model import Name, PartialDate
from literature.render.short_forms import (
    author_columns,
    day_number,
    first_uses,
    short_arxiv,
    short_key,
    term_rows,
)

KEY = "abe2019sound"


def test_what_was_used_before_is_told_by_its_place() -> None:
    assert first_uses(["a", "b", "a", "c", "b"]) == (["a", "b", "c"], [0, 0, 1, 0, 2])


@pytest.mark.parametrize(
    ("key", "title", "family", "short"),
    [
        ("abe2019sound", "The Sound of Bees", "Abe", 1),
        ("abe2019sound", "Sound, sound", "Abe", 0),
        ("beelab2019sound", "The Sound of Bees", "Bee Lab", 1),
        ("oneil2019of", "The Sound of Bees", "O'Neil", 2),
        ("abe2019soundb", "The Sound of Bees", "Abe", "abe2019soundb"),
        ("abe2018sound", "The Sound of Bees", "Abe", "abe2018sound"),
        ("hohne2019sound", "The Sound of Bees", "Höhne", "hohne2019sound"),
        ("abe2019etude", "Étude of Bees", "Abe", "abe2019etude"),
    ],
)
def test_a_key_is_a_word_of_the_title_where_it_follows_from_ascii(
    key: str, title: str, family: str, short: int | str
) -> None:
    entry = bees(KEY, key=key, title=title, authors=(Name(family, "Yu"),))
    assert short_key(entry) == short


@pytest.mark.parametrize(
    ("arxiv", "published", "short"),
    [
        ("1911.01234", PartialDate(2019, 11, 30), ".01234"),
        ("1911.01234", PartialDate(2019, 11), ".01234"),
        ("1912.01234", PartialDate(2019, 11, 30), "1912.01234"),
        ("1911.01234", PartialDate(2019), "1911.01234"),
        ("math/0309136", PartialDate(2003, 9), "math/0309136"),
        ("", PartialDate(2019, 11), ""),
    ],
)
def test_an_arxiv_id_leaves_out_the_month_of_publication(
    arxiv: str, published: PartialDate, short: str
) -> None:
    assert short_arxiv(bees(KEY, arxiv=arxiv, published=published)) == short


def test_a_name_that_two_parts_do_not_tell_is_told_whole() -> None:
    names = (Name("Li", "Wei"), Name("{Apis, ", is_group=True), Name("Aristotle"), Name("Li, "))
    columns, _ = author_columns([bees(KEY, authors=names)])
    assert columns["names"] == [0, 0, 0, 0, 0, 0, "Li, "]
    assert columns["families"] == ["Li", "{{Apis", "Aristotle"]
    assert columns["givens"] == ["Wei", "}", ""]


def test_days_are_counted_from_1970() -> None:
    assert day_number(date(1970, 1, 2)) == 1
    assert day_number(date(2026, 1, 1)) == 20454


def test_terms_are_places_in_the_vocabulary_and_empty_facets_at_the_end_are_left_out() -> None:
    facets = list(toy().taxonomy.facets.values())
    terms = {"categories": ("nest-study", "field-survey"), "regions": ("tyrol",)}
    entries = [bees(KEY, terms=terms), bees(KEY, terms={})]
    assert list(term_rows(entries, facets)) == ["1,0||1", ""]
