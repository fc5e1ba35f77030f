"""What must hold of a site before it is published."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from toy import SITE, toy

from literature.invariants import LinkCheck, check_files, link_target
from literature.render import bibtex
from literature.render.edition import Edition

TARGETS = [
    ("entries/x/", "../../categories/a/#y2024", "categories/a/"),
    ("entries/x/", "../y/", "entries/y/"),
    ("entries/x/", "x.bib", "entries/x/x.bib"),
    ("entries/x/", "../../", ""),
    ("entries/x/", "../..", ""),
    ("entries/x/", ".", "entries/x/"),
    ("entries/x/", "..", "entries/"),
    ("entries/x/", "?q=1", None),
    ("entries/x/", "#cite", None),
    ("entries/x/", "", None),
    ("", "library/", "library/"),
    ("", "./library/?q=bees#top", "library/"),
    ("", ".", ""),
    ("", "a%20b/%C3%BC.txt", "a b/ü.txt"),
    ("", "a&amp;b/", "a&b/"),
    ("about/", "../../etc/passwd", "../etc/passwd"),
    ("about/", "../../../", "../.."),
    ("about/", "https://example.org/x/", None),
    ("about/", "//example.org/x/", None),
    ("about/", "mailto:bees@example.org", None),
    ("about/", "data:text/html,x", None),
    ("about/", "/lit/about/", None),
    ("404.html", "library/", "404.html/library/"),
]


@pytest.mark.parametrize(("folder", "link", "expected"), TARGETS)
def test_the_target_of_a_link(folder: str, link: str, expected: str | None) -> None:
    assert link_target(folder, link) == expected


def test_links_of_fragments_and_of_pages_that_lead_nowhere_are_told_with_their_page() -> None:
    links = LinkCheck()
    links.add_fragment("topics/a/", '<a href="\x01entries/x/"><a href="\x01entries/gone/#cite">')
    links.add_fragment("topics/b/", '<a href="\x01entries/gone/">')
    links.add_page("about/", '<a href="../topics/a/"><img src="../no.png"><form action="../x/">')
    assert list(links.broken({"topics/a/", "entries/x/"})) == [
        "/topics/a/ links to /entries/gone/, which does not exist",
        "/about/ links to /no.png, which does not exist",
        "/about/ links to /x/, which does not exist",
    ]


def test_a_link_out_of_the_site_is_broken() -> None:
    links = LinkCheck()
    links.add_page("about/", '<a href="../../secret">')
    assert list(links.broken({""})) == ["/about/ links to /../secret, which does not exist"]


def test_links_elsewhere_are_not_followed() -> None:
    links = LinkCheck()
    links.add_page(
        "about/", '<a href="https://example.org/"><a href="#top"><a href="mailto:a@b.c">'
    )
    assert list(links.broken(set())) == []


# --- exports -------------------------------------------------------------------------------------


def write_bibliographies(docs: Path, edition: Edition) -> None:
    (docs / "data").mkdir()
    for name, records in (
        ("literature", edition.bibtex),
        ("literature.biblatex", edition.biblatex),
    ):
        blocks = [records[entry.key] for entry in edition.catalogue.entries]
        text = bibtex.render_bibliography(blocks, "Bees\nhttps://bees.example/")
        (docs / "data" / f"{name}.bib").write_text(text, encoding="utf-8")


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    """The bees, with their two bibliographies below tmp_path."""
    edition = Edition(toy(), SITE)
    write_bibliographies(tmp_path, edition)
    return edition


def test_sound_files_have_no_faults(edition: Edition, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"a": 1}))
    (tmp_path / "a.xml").write_text("<a/>")
    assert list(check_files(edition, tmp_path, ["a.json", "a.xml", "data/literature.bib"])) == []


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.json", '{"a": }', "a.json: Expecting value"),
        ("a.json", "", "a.json: Expecting value"),
        ("a.xml", "<a><b></a>", "a.xml: mismatched tag"),
        ("a.xml", "<a>&nbsp;</a>", "a.xml: undefined entity"),
        ("a.xml", "<a>\x0b</a>", "a.xml: not well-formed"),
    ],
)
def test_a_file_that_does_not_parse_is_told(
    edition: Edition, tmp_path: Path, name: str, text: str, message: str
) -> None:
    (tmp_path / name).write_text(text)
    (found,) = check_files(edition, tmp_path, [name])
    assert found.startswith(message)


@pytest.mark.parametrize("name", ["literature.bib", "literature.biblatex.bib"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Keyed", "Locked"),
        ("@software", "@softwares"),
        ("li2022solitary", "li2022other"),
        ("author = {", "author = {{"),
    ],
)
def test_a_bibliography_that_says_something_else_than_the_entries_is_told(
    edition: Edition, tmp_path: Path, name: str, old: str, new: str
) -> None:
    file = tmp_path / "data" / name
    text = file.read_text(encoding="utf-8")
    changed = text.replace(old, new) if old in text else text.replace("@misc", new)
    assert changed != text
    file.write_text(changed, encoding="utf-8")
    found = list(check_files(edition, tmp_path, []))
    assert found
    assert all(message.startswith(f"data/{name}: ") for message in found)


def test_a_bibliography_that_is_cut_is_told(edition: Edition, tmp_path: Path) -> None:
    file = tmp_path / "data" / "literature.bib"
    file.write_text(file.read_text(encoding="utf-8")[:-200], encoding="utf-8")
    assert list(check_files(edition, tmp_path, [])) != []
