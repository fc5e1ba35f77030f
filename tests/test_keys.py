"""Citation keys: derived once, then frozen."""

from __future__ import annotations

import re

import pytest
from samples import PROBE, changed, entry_of, reading_of

from literature.keys import derive_key, family_part, free_key, key_mismatch, title_word
from literature.model import Name


@pytest.mark.parametrize(
    ("author", "year", "title", "key"),
    [
        (Name("Parekh", "Jayneel"), 2024, "A Concept-Based Framework", "parekh2024concept"),
        (Name("Neo", "Clement"), 2024, "Towards Interpreting Visuals", "neo2024interpreting"),
        (Name("Cassano", "F."), 2026, "Look But Don't Touch", "cassano2026look"),
        (Name("van der Berg", "Jan"), 2021, "What We Know", "vanderberg2021know"),
        (Name("EleutherAI", is_group=True), 2023, "The Library", "eleutherai2023library"),
        (Name("Höhne-Łuk", "M."), 2020, "Vision-Default", "hohneluk2020vision"),
        (Name("O'Brien", "F."), 2019, "’Tis 3D", "obrien2019tis"),
        (Name("Abe", "Y."), 2022, "3D Gaussians", "abe20223d"),
        (Name("Abe", "Y."), 2022, "How Do You Do?", "abe2022how"),
        (Name("李", "伟"), 2022, "Bees", "anon2022bees"),
        (Name("Li", "W."), 2022, "蜂", "li2022xe573de"),
        (Name("x" * 40, "Y."), 2022, "y" * 40, "x" * 30 + "2022" + "y" * 24),
    ],
)  # fmt: skip
def test_a_key_is_family_year_and_first_content_word(
    author: Name, year: int, title: str, key: str
) -> None:
    assert derive_key([author, Name("Other")], year, title) == key
    assert re.fullmatch(r"[a-z][a-z0-9]{2,59}", key)


def test_a_key_needs_no_author() -> None:
    assert derive_key([], 2022, "Bees") == "anon2022bees"


@pytest.mark.parametrize(
    ("taken", "key"),
    [
        (set(), "li2022bees"),
        ({"li2022bees"}, "li2022beesb"),
        ({"li2022bees", "li2022beesb"}, "li2022beesc"),
        ({"li2022bees"} | {f"li2022bees{x}" for x in "bcdefghijklmnopqrstuvwxyz"}, "li2022beeszb"),
    ],
)
def test_a_clash_gets_the_next_letter(taken: set[str], key: str) -> None:
    assert free_key("li2022bees", taken) == key


def test_more_clashes_than_letters_are_an_error() -> None:
    letters = "bcdefghijklmnopqrstuvwxyz"
    taken = {"x"} | {f"x{a}" for a in letters} | {f"xz{a}" for a in letters}
    with pytest.raises(ValueError, match="more than 51 entries want the key x"):
        free_key("x", taken)


@pytest.mark.parametrize("key", ["ito2025probe", "ito2025probeb", "ito2025probezb", "ito2024probe",
                                 "ito2026probe", "vanderberg2025probe"])  # fmt: skip
def test_a_key_may_outlive_corrections(key: str) -> None:
    assert key_mismatch(entry_of(PROBE, key)) == ""


def test_a_key_may_come_from_a_former_title() -> None:
    former = changed(("authors:", "alt_titles: [Listening to Hives]\nauthors:"))
    assert key_mismatch(entry_of(former, "ito2025listening")) == ""


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("Ito2025probe", "is not family + year + word in small letters"),
        ("ito-2025-probe", "is not family + year + word in small letters"),
        ("ito25probe", "is not family + year + word in small letters"),
        ("ito2025", "is not family + year + word in small letters"),
        ("2025probe", "is not family + year + word in small letters"),
        ("../../x", "is not family + year + word in small letters"),
        ("ito2025" + "x" * 60, "is not family + year + word in small letters"),
        ("ito2025probe\n", "is not family + year + word in small letters"),
        ("itö2025probe", "is not family + year + word in small letters"),
        ("ito٢٠٢٥probe", "is not family + year + word in small letters"),
        ("abe2025probe", "starts with 'abe', which is no author's family name"),
        ("ito2022probe", "has the year 2022, but the work is from 2025"),
        ("ito2025hive", "ends with 'hive', which is not the first content word of a title"),
        ("ito2025probea", "ends with 'probea', which is not the first content word of a title"),
    ],
)
def test_a_key_that_does_not_follow_from_the_entry_is_told(key: str, why: str) -> None:
    entry = reading_of(PROBE, key).entry
    assert entry
    assert key_mismatch(entry) == why


@pytest.mark.parametrize(
    ("family", "part"),
    [("van der Berg", "vanderberg"), ("Müller", "muller"), ("d’Ascoli", "dascoli"), ("李", "anon")],
)
def test_a_family_name_is_folded(family: str, part: str) -> None:
    assert family_part(Name(family)) == part


@pytest.mark.parametrize(
    ("title", "word"), [("The CLIP", "clip"), ("蜂", ""), ("", ""), ("Of", "of")]
)
def test_the_first_content_word_is_found(title: str, word: str) -> None:
    assert title_word(title) == word
