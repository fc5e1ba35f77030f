"""Words of people and registers, and titles that are alike."""

from __future__ import annotations

import pytest
from conftest import ROOT
from toy import bees, toy

from literature.catalogue import read_catalogue
from literature.model import Name, PartialDate
from literature.submission.match import same_work, title_likeness
from literature.submission.words import match_venue, read_tags

REAL = read_catalogue(ROOT / "entries")[0]


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("Advances in Neural Information Processing Systems 37 (NeurIPS 2024)", "neurips"),
        ("NeurIPS 2024", "neurips"),
        ("The Twelfth International Conference on Learning Representations", "iclr"),
        ("ICLR 2025 poster", "iclr"),
        ("2024 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)", "cvpr"),
        ("Findings of the Association for Computational Linguistics: EMNLP 2024", "findings-emnlp"),
        ("Computer Vision – ECCV 2024", "eccv"),
        ("Proceedings of the 31st ACM International Conference on Multimedia", "acm-mm"),
        ("ICML'23", "icml"),
        ("Workshop on Bees (NeurIPS 2024)", ""),
        ("Lecture Notes in Computer Science", ""),
        ("arXiv", ""),
        ("", ""),
    ],
)
def test_a_venue_is_known_by_its_many_names(text: str, venue: str) -> None:
    assert match_venue(text, REAL.taxonomy) == venue


def test_tags_are_terms_of_any_facet() -> None:
    tags = read_tags("Tyrol; `diary`, region: alps, ICBA 2025\n- Nest studies", toy().taxonomy)
    assert tags.complaints == []
    assert tags.venue_year == 2025
    assert tags.terms == {
        "regions": ("tyrol", "alps"),
        "kind": ("diary",),
        "venue": ("icba",),
        "categories": ("nest-study",),
    }


@pytest.mark.parametrize(
    ("first", "second", "is_same"),
    [
        ("How Bees Come Home", "how bees come home.", True),
        ("How Bees Come Home: A Radar Study", "How bees come home", True),
        ("Finetuning Hives", "Fine-tuning hives", True),
        ("The Sound of Bees", "The Sounds of Bees", True),
        ("A Census of Alpine Bees", "A Census of Alpine Wasps", False),
        ("How Bees Come Home", "A Census of Alpine Wasps", False),
        ("Bees", "Bees: How They Come Home", False),
        ("漢字の研究", "漢字の研究", True),
        ("", "How Bees Come Home", False),
    ],
)
def test_titles_are_alike_or_not(first: str, second: str, is_same: bool) -> None:
    assert (title_likeness(first, second) >= 0.85) == is_same
    assert title_likeness(first, second) == pytest.approx(title_likeness(second, first), abs=0.1)


def test_no_two_real_entries_have_titles_of_one_work() -> None:
    entries = REAL.entries
    alike = [
        (one.key, other.key)
        for number, one in enumerate(entries)
        for other in entries[number + 1 :]
        if len(set(one.title.split()) & set(other.title.split())) >= 4
        and title_likeness(one.title, other.title) >= 0.85
    ]
    assert alike == []


def test_parts_of_a_series_are_different_works() -> None:
    first = bees("abe2019sound", title="Bees at the Hive, Part I", doi="", alt_titles=())
    second = bees("abe2019sound", title="Bees at the Hive, Part II", doi="", alt_titles=())
    assert same_work(second, [first]) is None


def test_a_late_namesake_is_another_work() -> None:
    first = bees("abe2019sound", doi="")
    near = bees("abe2019sound", doi="", title="The Sounds of $n$ Bees at 100 Hz")
    found = same_work(near, [first])
    assert found
    assert (found.entry, found.is_certain) == (first, False)
    later = bees("abe2019sound", doi="", title=near.title, published=PartialDate(2024))
    assert same_work(later, [first]) is None
    others = bees("abe2019sound", doi="", title=near.title, authors=(Name("Liu", "Ada"),))
    assert same_work(others, [first]) is None


def test_the_surest_evidence_comes_first() -> None:
    by_title = bees("abe2019sound", doi="")
    by_doi = bees("li2022solitary", doi="10.1000/BEES_(2019)<1>")
    found = same_work(bees("abe2019sound"), [by_title, by_doi])
    assert found
    assert (found.entry, found.reason) == (by_doi, "the same DOI")


@pytest.mark.parametrize(
    ("text", "terms", "year"),
    [
        ("Tyrol and Alps", {"regions": ("tyrol", "alps")}, 0),
        ("#Tyrol #Alps", {"regions": ("tyrol", "alps")}, 0),
        ("pan traps", {"categories": ("field-survey",)}, 0),
        ("ICBA'25 (oral)", {"venue": ("icba",)}, 2025),
        ("Proc. of Bee Ecology 2023", {"venue": ("icba",)}, 2023),
        ("venue: Bee Ecology", {"venue": ("icba",)}, 0),
    ],
)
def test_joined_words_plurals_and_venues_as_references_write_them_are_known(
    text: str, terms: dict[str, tuple[str, ...]], year: int
) -> None:
    tags = read_tags(text, toy().taxonomy)
    assert (tags.terms, tags.venue_year, tags.unknown, tags.complaints) == (terms, year, [], [])


def test_joined_words_of_which_one_is_unknown_are_told_as_a_whole() -> None:
    tags = read_tags("Tyrol and Mars", toy().taxonomy)
    assert tags.terms == {}
    assert [it[: len("'Tyrol and Mars' is not")] for it in tags.unknown] == [
        "'Tyrol and Mars' is not"
    ]
