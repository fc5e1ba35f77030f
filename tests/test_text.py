"""Folding, slugs, refused characters and quoting."""

from __future__ import annotations

import pytest

from literature.text import (
    UNSAFE,
    ascii_fold,
    comparison_form,
    count_of,
    describe_character,
    plural_of,
    shown,
    slug,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Höhne", "Hohne"),
        ("Łukasz Ørsted", "Lukasz Orsted"),
        ("Straße", "Strasse"),
        ("Æsir Œuvre", "AEsir OEuvre"),
        ("ﬁne １２", "fine 12"),
        ("ßøØæÆœŒðÐþÞłŁđĐıħ", "ssoOaeAEoeOEdDthThlLdDih"),
        ("Nguyễn", "Nguyen"),
        ("李 Wei", " Wei"),
        ("", ""),
    ],
)
def test_folding_leaves_ascii(text: str, folded: str) -> None:
    assert ascii_fold(text) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Probe the Hive", "PROBE: the hive!"),
        ("Café", "Cafe\u0301"),
        ("Ｐｒｏｂｅ", "probe"),
        ("vision-language", "vision language"),
        ("Straße", "STRASSE"),
        ("x²", "x2"),
        ("Łukasz’s “Bees”", "Lukaszs Bees"),
    ],
)
def test_two_spellings_of_a_title_compare_equal(one: str, other: str) -> None:
    assert comparison_form(one) == comparison_form(other) != ""


@pytest.mark.parametrize(("one", "other"), [("Part 1", "Part 2"), ("蜂", "蟻"), ("Bee", "Bees")])
def test_two_titles_compare_different(one: str, other: str) -> None:
    assert comparison_form(one) != comparison_form(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jan van der Berg", "jan-van-der-berg"),
        ("  A -- B  ", "a-b"),
        ("李", ""),
        ("../../etc", "etc"),
        ("x" * 100, "x" * 80),
        ("x" * 79 + " y", "x" * 79),
    ],
)
def test_a_slug_is_lower_case_ascii(text: str, expected: str) -> None:
    assert slug(text) == expected


@pytest.mark.parametrize(
    "code",
    [0x00, 0x08, 0x0B, 0x0C, 0x0D, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9F, 0xAD, 0x34F, 0x61C, 0x115F,
     0x17B4, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2060,
     0x2064, 0x2066, 0x2069, 0x206F, 0x2800, 0x3164, 0xD800, 0xDFFF, 0xE000, 0xF8FF, 0xFDD0, 0xFDEF,
     0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFC, 0xFFFD, 0xFFFE, 0xFFFF, 0x1FFFE, 0x1FFFF,
     0x8FFFE, 0xE0001, 0xE0041, 0xE0100, 0xEFFFF, 0xF0000, 0x10FFFF],
)  # fmt: skip
def test_characters_that_deceive_are_unsafe(code: int) -> None:
    assert UNSAFE.search(f"a{chr(code)}b")


@pytest.mark.parametrize(
    "text", ["a\tb\nc", "é李ā😀", "“…–—’†∞", "a\u00a0b", "עברית", "e\u0301", "𝒳"]
)
def test_ordinary_characters_of_all_scripts_are_safe(text: str) -> None:
    assert not UNSAFE.search(text)


@pytest.mark.parametrize(
    ("char", "named"),
    [
        ("\u200b", "U+200B ZERO WIDTH SPACE"),
        ("\0", "U+0000 (control character)"),
        ("\ue000", "U+E000 (private character)"),
        ("\ud800", "U+D800 (half a character)"),
        ("\uffff", "U+FFFF (no character)"),
    ],
)
def test_a_character_that_one_cannot_see_is_named(char: str, named: str) -> None:
    assert describe_character(char) == named


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("plain", 80, "plain"),
        ("a\nb\tc\rd\x1be", 80, "a b c?d?e"),
        ("abcdef", 5, "abcd…"),
        ("abcde", 5, "abcde"),
    ],
)
def test_text_in_a_message_is_one_short_clean_line(text: str, limit: int, expected: str) -> None:
    assert shown(text, limit) == expected


def test_text_in_a_message_has_eighty_characters_at_most() -> None:
    assert shown("x" * 80) == "x" * 80
    assert shown("x" * 81) == "x" * 79 + "…"


@pytest.mark.parametrize(
    ("noun", "plural"),
    [
        ("study", "studies"),
        ("key", "keys"),
        ("box", "boxes"),
        ("thesis", "thesises"),
        ("quiz", "quizes"),
        ("approach", "approaches"),
        ("brush", "brushes"),
        ("model", "models"),
    ],
)
def test_the_plural_of_a_regular_noun(noun: str, plural: str) -> None:
    assert plural_of(noun) == plural
    assert count_of(2, noun) == f"2 {plural}"


@pytest.mark.parametrize(
    ("number", "expected"), [(0, "0 entries"), (1, "1 entry"), (1234, "1,234 entries")]
)
def test_a_count_has_its_noun(number: int, expected: str) -> None:
    assert count_of(number, "entry", "entries") == expected
