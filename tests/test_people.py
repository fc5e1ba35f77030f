"""Names as people write them."""

from __future__ import annotations

import pytest

from literature.model import Name
from literature.people import one_or_two, read_people, split_name


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
        "Ada Liu \u00b7 Jan van der Berg | Kim Lee",
        "\u2022 Ada Liu\n\u2022 Jan van der Berg\n\u2022 Kim Lee",
        "Ada Liu, Jan van der Berg und Kim Lee",
        "by Dr. Ada Liu, PhD; Prof. Jan van der Berg; Kim Lee",
        "Liu,Ada;van der Berg,Jan;Lee,Kim",
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


LIU_WANG = [Name("\u5218\u7231\u8fbe"), Name("\u738b\u5ca9")]
A_LIU, J_BERG = Name("Liu", "A."), Name("van der Berg", "J. P.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Liu, A., van der Berg, J. P.", [A_LIU, J_BERG]),
        ("Liu, A., & van der Berg, J. P.", [A_LIU, J_BERG]),
        ("A. Liu, J. P. van der Berg", [A_LIU, J_BERG]),
        ("Liu A, van der Berg JP", [Name("Liu", "A"), Name("van der Berg", "JP")]),
        ("Liu A, Lee K and Wu B", [Name("Liu", "A"), Name("Lee", "K"), Name("Wu", "B")]),
        (
            "\u5218\u7231\u8fbe\uff0c\u738b\u5ca9",
            [Name("\u5218\u7231\u8fbe"), Name("\u738b\u5ca9")],
        ),
        ("\u7530\u4e2d, \u592a\u90ce", [Name("\u7530\u4e2d", "\u592a\u90ce")]),
        ("Liu A; Lee K", [Name("Liu", "A"), Name("Lee", "K")]),
        ("\u5218\u7231\u8fbe\u30fb\u738b\u5ca9", LIU_WANG),
        ("1 Ada Liu\n2 Kim Lee", [ADA, KIM]),
        ("a) Ada Liu.\nb) Kim Lee", [ADA, KIM]),
        ('"Ada Liu"', [ADA]),
        ("Bee Lab Team\nAda Liu", [Name("Bee Lab Team", is_group=True), ADA]),
        ("Jos\u00e9 Ortega y Gasset", [Name("y Gasset", "Jos\u00e9 Ortega")]),
    ],
)
def test_initials_groups_and_other_scripts_are_read(text: str, expected: list[Name]) -> None:
    assert read_people(text) == (expected, [])


def test_names_that_only_y_joins_are_not_taken_for_one() -> None:
    _, complaints = read_people("Ana de la Cruz y Gabriel Mar Gil")
    assert complaints == [
        "'Ana de la Cruz y Gabriel Mar Gil' looks like several names; give each its own line"
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Ada Liu, Jan van der Berg", "Ada Liu, Jan van der Berg"),
        ("Ada Liu,Jan Berg", "Ada Liu, Jan Berg"),
        ("Garcia Lopez, Ana Eva", "Garcia Lopez, Ana Eva"),
        ("Kim Lee\nAda Liu, Jan Berg", "Ada Liu, Jan Berg"),
        ("- Garcia Lopez, Ana Eva", ""),
        ("Garcia Lopez, Ana Eva\nBerg, Jan", ""),
        ("van der Berg, Jan Pieter", ""),
        ("Garcia Lopez, A. E.", ""),
        ("A. Liu, J. Berg", ""),
        ("Ada Liu, Jan Berg and Kim Lee", ""),
        ("Liu, Ada", ""),
        ("Liu, Berg, and Lee", "Liu, Berg, and Lee"),
        ("Liu and Berg", ""),
        ("Liu, A., & Lee, K.", ""),
        ("Liu, Ada and Lee, Kim", ""),
        ("", ""),
    ],
)
def test_a_line_that_may_be_one_name_or_two_is_found(text: str, line: str) -> None:
    assert one_or_two(text) == line
