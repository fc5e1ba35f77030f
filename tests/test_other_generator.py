"""The docs/ on disk are enough for another generator: it ignores our hook and gets every entry."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path, PurePosixPath
from posixpath import join, normpath

import pytest
from build_fixtures import built_bees, environment_of, fingerprint, new_bees

__all__ = ["built_bees", "new_bees"]  # a fixture

pytestmark = pytest.mark.slow
ROW = re.compile(r'<h3 class="entry__title"><a [^>]*?href="([^"]*)"[^>]*>(.*?)</a></h3>')


@pytest.fixture(scope="module")
def other_site(built_bees: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The docs/ of the bees as Zensical renders them, with the same mkdocs.yml."""
    zensical = Path(sys.executable).with_name("zensical")
    if not zensical.exists():
        pytest.skip("zensical is not installed beside this Python")
    root = tmp_path_factory.mktemp("other") / "bees"
    shutil.copytree(built_bees, root, ignore=shutil.ignore_patterns("site", "scripts", ".cache"))
    before = fingerprint(root / "docs")
    ended = subprocess.run(
        [zensical, "build"], cwd=root, env=environment_of(), capture_output=True, text=True,
        timeout=120,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert fingerprint(root / "docs") == before
    return root / "site"


def rows(site: Path, page: str) -> list[tuple[str, str]]:
    """(address, title) of each row on a page."""
    text = (site / page / "index.html").read_text(encoding="utf-8")
    return [(link, unescape(title)) for link, title in ROW.findall(text)]


BOUNDED = (
    "", "library", "recent", "categories/field-survey", "categories/nest-study", "kinds/study",
    "kinds/key", "kinds/diary", "regions/alps", "regions/tyrol", "venues/icba", "venues/jhr",
    "years/2019", "years/2022",
)  # fmt: skip


@pytest.mark.parametrize("page", BOUNDED)
def test_a_page_has_every_row_that_it_has_with_mkdocs(
    built_bees: Path, other_site: Path, page: str
) -> None:
    titles = [title for _, title in rows(other_site, page)]
    assert titles == [title for _, title in rows(built_bees / "site", page)]
    assert titles


def test_a_category_page_names_its_entries(other_site: Path) -> None:
    assert [title for _, title in rows(other_site, "categories/field-survey")] == [
        "Keyed: naming bees by their wings",
        "Orchard bees & the 50% rule: What We Know",
        "Diary of a <small> meadow",
        "The Sound of $n$ Bees at 100 Hz",
    ]


@pytest.mark.parametrize("page", [page for page in BOUNDED if page])
def test_the_links_of_rows_lead_to_the_entries(other_site: Path, page: str) -> None:
    wrong = [
        link
        for link, _ in rows(other_site, page)
        if PurePosixPath(normpath(join(page, link))).parts[0] != "entries"
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("about", "This site is a living bibliography."),
        ("cite", "If a work helped you, cite the work."),
        ("contribute", "One work is one file."),
        ("design", "The path of an entry"),
        ("fields", "First public version: the day, the month or only the year."),
    ],
)
def test_a_written_page_comes_out_with_its_words(other_site: Path, page: str, words: str) -> None:
    text = (other_site / page / "index.html").read_text(encoding="utf-8")
    assert words in text
    assert re.findall(r'<ul class="mainnav">(.*?)</ul>', text, re.DOTALL) != [""]


def test_exports_and_feeds_are_the_same_bytes(built_bees: Path, other_site: Path) -> None:
    for folder in ("data", "feeds"):
        ours = fingerprint(built_bees / "site" / folder)
        assert fingerprint(other_site / folder) == ours
        assert ours
