"""The table of published paths, on the toy library."""

from __future__ import annotations

import textwrap
from pathlib import Path

from literature.catalogue import read_catalogue
from literature.read import Reading, read_content
from literature.render.edition import Edition
from literature.render.site_facts import Site
from literature.site import ENTRY_FILES, FILES, PAGES

TOY = Path(__file__).with_name("library") / "entries"


def edition() -> Edition:
    catalogue, problems = read_catalogue(TOY)
    assert problems == []
    return Edition(
        catalogue, Site("Bees", "https://bees.example/", "Works on bees.", "", "CC0-1.0")
    )


def test_no_path_is_made_twice() -> None:
    toy = edition()
    paths = [page.path for make in PAGES.values() for page in make(toy)]
    paths += [path for make in (*FILES.values(), *ENTRY_FILES.values()) for path, _ in make(toy)]
    assert sorted(paths) == sorted(set(paths))


def test_every_entry_has_a_page_and_a_bibtex_file() -> None:
    toy = edition()
    pages = {page.path for make in PAGES.values() for page in make(toy)}
    files = {path for make in ENTRY_FILES.values() for path, _ in make(toy)}
    assert "entries/okafor2022nest/" in pages
    assert "entries/okafor2022nest/okafor2022nest.bib" in files
    assert len([path for path in pages if path.startswith("entries/")]) == 6


def test_the_example_on_the_page_of_fields_is_an_entry_without_problems() -> None:
    toy = edition()
    ((_, text),) = FILES["/fields/"](toy)
    example = textwrap.dedent(text.split("## An example\n\n")[1])
    reading = read_content(
        Reading("x.yaml"), "vanderberg2021orchard", example.encode(), toy.taxonomy
    )
    assert reading.problems == []
    assert reading.entry
    assert reading.entry.title == "Orchard bees & the 50% rule: What We Know"
