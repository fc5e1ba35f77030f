"""A build that remembers the last one publishes the same bytes as one that remembers nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from build_fixtures import bees_root, build, built_bees, change, fingerprint, new_bees, staged
from thorough import part_of

__all__ = ["bees_root", "built_bees", "new_bees"]  # fixtures

pytestmark = pytest.mark.slow
Change = Callable[[Path], None]
TEMPLATES = "scripts/literature/render/templates"


def edit(name: str, old: str, new: str) -> Change:
    return lambda root: change(root / name, old, new)


def add_entry(root: Path) -> None:
    """A newer nest study, by someone who so far has one entry."""
    text = (root / "entries" / "li2022solitary.yaml").read_text(encoding="utf-8")
    for old, new in (
        ("Solitary Bees Remember _Where_, not When", "Walls of Clay"),
        ("published: 2022-06", "published: 2023-06"),
        ("2206.00042", "2306.00042"),
        ("  - Kennedy, III, Monroe\n", ""),
    ):
        text = text.replace(old, new)
    (root / "entries" / "li2023walls.yaml").write_text(text, encoding="utf-8")


def replace_entry(root: Path) -> None:
    (root / "entries" / "okafor2022nest.yaml").unlink()
    change(
        root / "entries" / "li2022solitary.yaml",
        "added: 2026-01-06\n",
        "added: 2026-01-06\naliases: [okafor2022nest]\n",
    )


def withdraw_entry(root: Path) -> None:
    (root / "entries" / "dubois2020diary.yaml").unlink()
    (root / "entries" / "_published.txt").write_text("dubois2020diary  # withdrawn: no study\n")


def touch_everything(root: Path) -> None:
    for path in root.rglob("*"):
        path.touch()


def damage_memory(root: Path) -> None:
    memory = root / ".cache" / "memory"
    memory.write_bytes(memory.read_bytes()[:-100])


def garble_memory(root: Path) -> None:
    (root / ".cache" / "memory").write_bytes(b"\x80\x05cos\nsystem\n(S'touch pwned'\ntR.")


def tamper_with_page(root: Path) -> None:
    page = root / "site" / "entries" / "li2022solitary" / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("Solitary", "Satanary"), "utf-8")


def remove_page(root: Path) -> None:
    shutil.rmtree(root / "site" / "entries" / "abe2019sound")


CHANGES: dict[str, Change] = {
    "nothing": lambda root: None,
    "times of all files": touch_everything,
    "a summary": edit("entries/li2022solitary.yaml", "Moves nest", "Shifts nest"),
    "a title that other pages show": edit(
        "entries/okafor2022nest.yaml", "A Nest in Every Wall", "A Nest in Each Wall"
    ),
    "a nickname that a box shows": edit(
        "entries/beelab2023keyed.yaml",
        "authors:\n",
        "nickname: Keyed\nauthors:\n",
    ),
    "the spelling of an author": edit("entries/abe2019sound.yaml", "Okafor, Ngozi", "Okafor, N."),
    "an author who now has two entries": edit(
        "entries/dubois2020diary.yaml", "  - Dubois, Zoé\n", "  - Dubois, Zoé\n  - Li, Wei\n"
    ),
    "a date, and so the order": edit(
        "entries/okafor2022nest.yaml", "published: 2022-06-01", "published: 2022-01-01"
    ),
    "the day an entry was added": edit(
        "entries/abe2019sound.yaml", "added: 2026-01-04", "added: 2026-01-09"
    ),
    "what a tool implements": edit(
        "entries/beelab2023keyed.yaml",
        "  - vanderberg2021orchard\n",
        "  - okafor2022nest\n",
    ),
    "the categories of an entry": edit(
        "entries/abe2019sound.yaml", "[field-survey]", "[nest-study, field-survey]"
    ),
    "an unconfirmed field": edit(
        "entries/vanderberg2021orchard.yaml", "unverified: [published]", "unverified: [doi]"
    ),
    "a link to code": edit(
        "entries/vanderberg2021orchard.yaml", "example/orchard", "example/orchards"
    ),
    "a new entry": add_entry,
    "an entry under another key": replace_entry,
    "a withdrawn entry": withdraw_entry,
    "the label of a term": edit("entries/_taxonomy.yaml", "label: Nest studies", "label: Nests"),
    "the name of a venue": edit("entries/_taxonomy.yaml", "Hymenoptera Research", "Bees"),
    "the name of the site": edit("mkdocs.yml", "Bee shelf", "Bee board"),
    "the address of the site": edit("mkdocs.yml", "bees.example/lit", "bees.example/new"),
    "the repository": edit("mkdocs.yml", "example/bees", "example/wasps"),
    "the facets of rows": edit("mkdocs.yml", "row_facets: [regions]", "row_facets: []"),
    "the menu": edit("mkdocs.yml", "label: Approaches", "label: Ways"),
    "the theme": edit("docs/overrides/404.html", "No page here", "Nothing here"),
    "the header": edit("docs/overrides/partials/header.html", "Main", "Chief"),
    "the template of entries": edit(f"{TEMPLATES}/entry.html", "In short", "In brief"),
    "the template of rows": edit(f"{TEMPLATES}/row.html", ">Cite</a>", ">Quote</a>"),
    "the engine": edit("scripts/literature/render/entry_page.py", '"BibTeX"', '"Bibtex"'),
    "a written page": edit("docs/about.md", "# About", "# Of us"),
    "a cut memory": damage_memory,
    "a memory that is none": garble_memory,
    "a page changed by hand": tamper_with_page,
    "a page removed by hand": remove_page,
}


@pytest.mark.parametrize("what", part_of(list(CHANGES), 2))
def test_after_a_change_the_site_is_the_one_that_a_fresh_build_makes(
    bees_root: Path, what: str
) -> None:
    CHANGES[what](bees_root)
    with_memory = build(bees_root)
    assert with_memory.returncode == 0, with_memory.stdout + with_memory.stderr
    remembered = fingerprint(bees_root, ".cache")
    (bees_root / ".cache" / "memory").unlink()
    without = build(bees_root)
    assert without.returncode == 0, without.stdout + without.stderr
    fresh = fingerprint(bees_root, ".cache")
    assert [path for path in fresh if remembered.get(path) != fresh[path]] == []
    assert sorted(remembered) == sorted(fresh)
    assert staged(bees_root) == []


def test_many_changes_one_after_the_other_add_up(bees_root: Path) -> None:
    for what in (
        "a new entry",
        "a date, and so the order",
        "what a tool implements",
        "an author who now has two entries",
        "the label of a term",
        "a summary",
    ):
        CHANGES[what](bees_root)
        built = build(bees_root)
        assert built.returncode == 0, built.stdout + built.stderr
    remembered = fingerprint(bees_root / "site")
    shutil.rmtree(bees_root / ".cache")
    assert build(bees_root).returncode == 0
    assert fingerprint(bees_root / "site") == remembered


def test_a_damaged_entry_is_refused_however_well_it_is_remembered(bees_root: Path) -> None:
    change(bees_root / "entries" / "abe2019sound.yaml", "kind: study", "kind: studdy")
    for _ in range(2):
        ended = build(bees_root)
        assert ended.returncode == 1
        assert "entries/abe2019sound.yaml:9: kind: " in ended.stdout + ended.stderr


def test_a_problem_between_entries_is_seen_when_only_one_of_them_has_changed(
    bees_root: Path,
) -> None:
    change(
        bees_root / "entries" / "okafor2022nest.yaml",
        "openreview: abcDEF123\n",
        'openreview: abcDEF123\narxiv: "2206.00042"\n',
    )
    ended = build(bees_root)
    assert ended.returncode == 1
    assert "entries/okafor2022nest.yaml:" in ended.stdout + ended.stderr
    assert "2206.00042" in ended.stdout + ended.stderr


def test_a_page_in_the_old_site_is_not_changed_by_the_build_that_replaces_it(
    bees_root: Path,
) -> None:
    old = bees_root.parent / "old"
    shutil.copytree(bees_root / "site", old, copy_function=_link)
    before = fingerprint(old)
    change(bees_root / "entries" / "li2022solitary.yaml", "Moves nest", "Shifts nest")
    assert build(bees_root).returncode == 0
    assert fingerprint(old) == before


def _link(source: str, target: str) -> None:
    Path(target).hardlink_to(source)
