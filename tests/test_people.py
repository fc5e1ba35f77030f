"""Names as people write them."""

from __future__ import annotations

import pytest

from literature.model import Name
from literature.people import read_people, split_name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Liu", Name("Liu", "Ada")),
        ("Jan van der Berg", Name("van der Berg", "Jan")),
        ("Ludwig van Beethoven", Name("van Beethoven", "Ludwig")),
        # Particles before a capital are not the last word's: nobody can tell such a name by rule.
        ("Charles-Jean de la Vallée Poussin", Name("Poussin", "Charles-Jean de la Vallée")),
        ("van Gogh", Name("van Gogh")),
        ("Monroe Kennedy III", Name("Kennedy", "Monroe", "III")),
        ("Plato", Name("Plato")),
    ],
)
def test_a_name_in_reading_order_is_split_before_its_particles(text: str, expected: Name) -> None:
    assert split_name(text) == expected


ADA, JAN, KIM = Name("Liu", "Ada"), Name("van der Berg", "Jan"), Name("Lee", "Kim")


@pytest.mark.parametrize(
    "text",
    [
        "Liu, Ada\nvan der Berg, Jan\nLee, Kim",
        "Ada Liu\nJan van der Berg\nKim Lee",
        "Ada Liu; Jan van der Berg; Kim Lee",
        "Ada Liu, Jan van der Berg, Kim Lee",
        "Ada Liu, Jan van der Berg and Kim Lee",
        "Ada Liu, Jan van der Berg, and Kim Lee",
        "Liu, Ada and van der Berg, Jan and Lee, Kim",
        "- Ada Liu\n- Jan van der Berg\n- Kim Lee",
        "1. Ada Liu\n2. Jan van der Berg\n3. Kim Lee",
        "Liu, Ada;\nvan der Berg, Jan;\nLee, Kim;",
    ],
)
def test_three_names_are_found_in_every_way_of_writing(text: str) -> None:
    assert read_people(text) == ([ADA, JAN, KIM], [])


def test_a_line_with_one_comma_is_one_name() -> None:
    assert read_people("Garcia Lopez, Ana Eva") == ([Name("Garcia Lopez", "Ana Eva")], [])
    assert read_people("Kennedy, III, Monroe") == ([Name("Kennedy", "Monroe", "III")], [])


def test_a_group_and_a_single_name_stay_whole() -> None:
    people, complaints = read_people("{The Bee and Wasp Atlas, Alps}\nPlato")
    assert people == [Name("The Bee and Wasp Atlas, Alps", is_group=True), Name("Plato")]
    assert complaints == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("Ada Liu et al.", "'Ada Liu et al.' is no author; list everyone by name"),
        ("Ada Liu and others", "'others' is no author; list everyone by name"),
        ("Ada <script>", "'Ada <script>' has a character that no name has"),
        ("...", "'...' is no author; list everyone by name"),
    ],
)
def test_what_is_no_name_is_said(text: str, complaint: str) -> None:
    _, complaints = read_people(text)
    assert [it[: len(complaint)] for it in complaints] == [complaint]


def test_good_names_beside_a_bad_one_are_kept() -> None:
    assert read_people("Liu, Ada\nLee, Kim, Bo, Eva")[0] == [ADA]
    assert read_people("") == ([], [])
