"""Reading a whole folder, and finding entries in it."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from samples import PROBE, TOY, changed, reading_of, toy_taxonomy

from literature.catalogue import Catalogue, author_slug, check_readings, read_catalogue
from literature.model import Name
from literature.read import entry_files, read_entry

ENTRIES = Path(__file__).parent.parent / "entries"


@pytest.fixture(scope="module")
def toy() -> Catalogue:
    catalogue, problems = read_catalogue(TOY)
    assert problems == []
    return catalogue


def keys(entries: object) -> list[str]:
    assert isinstance(entries, tuple)
    return [entry.key for entry in entries]


def test_entries_are_newest_first(toy: Catalogue) -> None:
    assert keys(toy.entries) == [
        "beelab2023keyed",
        "okafor2022nest",
        "li2022solitary",
        "vanderberg2021orchard",
        "dubois2020diary",
        "abe2019sound",
    ]


def test_recent_entries_are_those_added_last(toy: Catalogue) -> None:
    assert keys(toy.recent)[:3] == ["beelab2023keyed", "okafor2022nest", "li2022solitary"]


def test_entries_are_found_by_key(toy: Catalogue) -> None:
    assert toy.by_key["abe2019sound"].title == "The Sound of $n$ Bees at 100 Hz"


def test_a_term_has_the_entries_of_those_below_it(toy: Catalogue) -> None:
    assert keys(toy.by_term["regions"]["tyrol"]) == ["vanderberg2021orchard"]
    assert keys(toy.by_term["regions"]["alps"]) == [
        "okafor2022nest",
        "vanderberg2021orchard",
        "abe2019sound",
    ]


def test_a_term_without_entries_is_empty() -> None:
    assert Catalogue.of((), toy_taxonomy()).by_term["kinds"] == {
        "study": (),
        "key": (),
        "diary": (),
    }


def test_years_are_latest_first(toy: Catalogue) -> None:
    assert list(toy.by_year) == [2023, 2022, 2021, 2020, 2019]
    assert keys(toy.by_year[2022]) == ["okafor2022nest", "li2022solitary"]


def test_a_name_that_is_a_number_does_not_take_the_address_of_a_further_page() -> None:
    entries = [
        replace(entry, authors=(Name("2", is_group=True), Name("The 2", is_group=True)))
        for entry in read_catalogue(TOY)[0].entries
    ]
    assert list(Catalogue.of(entries, toy_taxonomy()).by_author) == ["the-2"]


def test_authors_of_two_entries_have_a_page(toy: Catalogue) -> None:
    assert {author: keys(entries) for author, entries in toy.by_author.items()} == {
        "jan-van-der-berg": ["okafor2022nest", "vanderberg2021orchard"],
        "ngozi-okafor": ["okafor2022nest", "abe2019sound"],
    }
    assert toy.author_names["jan-van-der-berg"] == "Jan van der Berg"


def test_a_name_without_ascii_letters_has_no_address() -> None:
    assert author_slug(Name("李", "伟")) == ""


def test_an_entry_with_a_problem_is_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "entries"
    shutil.copytree(TOY, folder)
    bad = changed(("10.1000/x", "https://doi.org/10.1000/x"))
    (folder / "ito2025probe.yaml").write_text(bad, encoding="utf-8")
    catalogue, problems = read_catalogue(folder)
    assert len(catalogue.entries) == 6
    assert [str(problem) for problem in problems] == [
        "entries/ito2025probe.yaml:6: doi: 'https://doi.org/10.1000/x' is a URL; write 10.1000/x"
    ]


def test_problems_come_in_order_of_files_and_lines(tmp_path: Path) -> None:
    folder = tmp_path / "entries"
    shutil.copytree(TOY, folder)
    bad = changed(("kind: study", "kind: studdy"), ("  - alps", "  - alpes"), ("Ito, Aya", "Aya I"))
    for name in ("zeta2025probe.yaml", "ito2025probe.yaml", "alpha2025probe.yaml"):
        (folder / name).write_text(bad, encoding="utf-8")
    (folder / "alpha2025probe.yaml").write_bytes(b"")
    _, problems = read_catalogue(folder)
    assert [(problem.path, problem.line, problem.field) for problem in problems] == [
        ("entries/alpha2025probe.yaml", 1, ""),
        ("entries/ito2025probe.yaml", 3, "authors"),
        ("entries/ito2025probe.yaml", 9, "kind"),
        ("entries/ito2025probe.yaml", 12, "regions"),
        ("entries/zeta2025probe.yaml", 1, "title"),
        ("entries/zeta2025probe.yaml", 3, "authors"),
        ("entries/zeta2025probe.yaml", 6, "doi"),
        ("entries/zeta2025probe.yaml", 9, "kind"),
        ("entries/zeta2025probe.yaml", 12, "regions"),
    ]


def test_the_order_of_files_on_the_disk_changes_nothing() -> None:
    taxonomy = toy_taxonomy()
    expected = None
    for seed in range(10):
        readings = [read_entry(TOY / name, taxonomy) for name in entry_files(TOY)]
        readings += [reading_of(PROBE), reading_of(PROBE, "ito2025probeb")]
        for reading in readings:
            reading.problems.clear()
        random.Random(seed).shuffle(readings)
        result = check_readings(readings, taxonomy)
        expected = expected or result
        assert result == expected
    assert expected
    assert [problem.path for problem in expected[1]] == ["entries/ito2025probeb.yaml"] * 2


def test_the_entries_of_this_site_have_no_problem() -> None:
    catalogue, problems = read_catalogue(ENTRIES)
    assert [str(problem) for problem in problems] == []
    assert len(catalogue.entries) == len(entry_files(ENTRIES))
