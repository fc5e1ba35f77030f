"""Pages of the handbook, the reading paths and the glossary, around the bees."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from build_fixtures import Server, at_last, build, change, fingerprint, make_bees, start_preview
from markup import Element, tree
from toy import SITE, TOY_ENTRIES, toy

from literature.catalogue import read_catalogue
from literature.render.edition import Edition
from literature.render.glossary import glossary_pages
from literature.site import FILES, PAGES

LEARNING = Path(__file__).parent / "learning"
COUNTING = "handbook/field-survey/"


def bees_that_learn(folder: Path) -> Path:
    """The entries of the bees with their handbook."""
    shutil.copytree(TOY_ENTRIES, folder)
    shutil.copytree(LEARNING, folder, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    catalogue, problems = read_catalogue(bees_that_learn(tmp_path_factory.mktemp("bees") / "e"))
    assert problems == []
    return Edition(catalogue, SITE)


@pytest.fixture(scope="module")
def bodies(edition: Edition) -> dict[str, str]:
    """Path of a page -> its body."""
    return {
        page.path: edition.assemble(page.make_body(), page.depth)
        for make in PAGES.values()
        for page in make(edition)
    }


def text_of(body: str) -> Element:
    return tree(body).one(name="chapter__text")


def file_of(edition: Edition, wanted: str) -> str:
    return next(text for make in FILES.values() for path, text in make(edition) if path == wanted)


# --- A chapter -----------------------------------------------------------------------------------


def test_a_citation_names_authors_and_year_and_leads_to_the_entry(bodies: dict[str, str]) -> None:
    text = text_of(bodies[COUNTING])
    assert "counts flights, not bees (Abe and Okafor 2019). A trap" in text.words
    assert "van der Berg and Müller (2021) used neither" in text.words
    assert "Weather hides bees (Dubois 2020; Abe and Okafor 2019)." in text.words
    links = [it for it in text.all("a") if "data-cite" in it.attributes]
    assert [it["href"] for it in links] == [
        "../../entries/abe2019sound/", "../../entries/vanderberg2021orchard/",
        "../../entries/dubois2020diary/", "../../entries/abe2019sound/",
    ]  # fmt: skip


def test_a_citation_says_in_its_title_what_it_cites(bodies: dict[str, str]) -> None:
    link = text_of(bodies[COUNTING]).all("a")[0]
    assert (
        link["title"]
        == "The Sound of $n$ Bees at 100 Hz. Yū Abe, Ngozi Okafor. ICBA 2020, Nov 2019"
    )


def test_works_that_share_authors_and_year_get_letters(tmp_path: Path) -> None:
    folder = bees_that_learn(tmp_path / "entries")
    twin = (folder / "li2022solitary.yaml").read_text(encoding="utf-8")
    twin = twin.replace("Solitary Bees Remember _Where_, not When", "Doors of Bees")
    (folder / "li2022doors.yaml").write_text(twin.replace("2206.00042", "2206.00043"))
    chapter = folder / "_handbook" / "nest-study.md"
    change(chapter, "[@li2022solitary]", "[@li2022solitary], then drew them [@li2022doors]")
    catalogue, problems = read_catalogue(folder)
    assert problems == []
    edition = Edition(catalogue, SITE)
    page = next(it for it in PAGES["/handbook/<id>/"](edition) if it.path == "handbook/nest-study/")
    words = text_of(page.make_body()).words
    assert "moved doors (Li et al. 2022a), then drew them (Li et al. 2022b)" in words


def test_the_text_is_of_the_elements_that_a_chapter_can_hold(bodies: dict[str, str]) -> None:
    text = text_of(bodies[COUNTING])
    assert [it.words for it in text.all("h2")] == ["What one counts", "What one must doubt"]
    assert [it["id"] for it in text.all("h2")] == ["what-one-counts", "what-one-must-doubt"]
    assert [it.words for it in text.one("ol").all("li")] == ["Walk.", "Look twice."]
    assert len(text.one("ul").all("li")) == 2
    assert (text.one("em").text, text.one("strong").text) == ("trap", "twice")
    assert text.one("code").text == "traps"


def test_links_lead_into_the_site_or_to_others(bodies: dict[str, str]) -> None:
    links = {it.words: it["href"] for it in text_of(bodies[COUNTING]).all("a")}
    assert links["the Alpine works"] == "../../regions/alps/"
    assert links["key"] == "https://example.org/wings?a=1&b=2"


def test_a_figure_stands_in_the_page_with_its_words(bodies: dict[str, str]) -> None:
    figure = text_of(bodies[COUNTING]).one("figure")
    drawing = figure.one("svg")
    assert drawing["aria-label"] == "A slope with three traps and one microphone."
    assert drawing["role"] == "img"
    assert drawing["viewbox"] == "0 0 720 120"
    assert figure.one("figcaption").text == "Three traps & one <microphone>."
    assert figure.one("text").text == "trap & ear"
    assert figure.all("title") == []


def test_the_works_cited_are_listed_once_in_order_of_mention(bodies: dict[str, str]) -> None:
    works = tree(bodies[COUNTING]).one("ol", "works")
    assert [it.words for it in works.all("p", "works__label")] == [
        "Abe and Okafor 2019", "van der Berg and Müller 2021", "Dubois 2020",
    ]  # fmt: skip
    assert [it["id"] for it in works.all("article")] == [
        "abe2019sound", "vanderberg2021orchard", "dubois2020diary",
    ]  # fmt: skip


def test_the_bibliography_of_a_chapter_has_exactly_the_works_it_cites(edition: Edition) -> None:
    text = file_of(edition, "data/handbook/field-survey.bib")
    assert [line for line in text.splitlines() if line.startswith("@")] == [
        "@inproceedings{abe2019sound,", "@article{vanderberg2021orchard,", "@misc{dubois2020diary,",
    ]  # fmt: skip
    assert "3 entries, in order of first mention" in text


def test_chapter_and_category_lead_to_each_other(bodies: dict[str, str]) -> None:
    links = {it["href"]: it.words for it in tree(bodies[COUNTING]).all("a")}
    assert links["../../categories/field-survey/"] == "Field surveys: 4 entries"
    back = {it["href"]: it.words for it in tree(bodies["categories/field-survey/"]).all("a")}
    assert back["../../handbook/field-survey/"] == "Handbook: Counting bees outdoors"
    assert "handbook" not in bodies["regions/alps/"]


def test_a_chapter_names_the_programs_of_its_category(bodies: dict[str, str]) -> None:
    side = tree(bodies[COUNTING]).one("aside")
    assert [it.words for it in side.all("h2")] == [
        "On this page", "Identification keys", "Take with you",
    ]  # fmt: skip
    assert [it["href"] for it in side.one("ul", "lines").all("a")] == [
        "../../entries/beelab2023keyed/"
    ]


def test_chapters_lead_to_their_neighbours(bodies: dict[str, str]) -> None:
    first, last = (
        tree(bodies[path]).one("nav", "turn") for path in (COUNTING, "handbook/nest-study/")
    )
    assert [(it["rel"], it["href"]) for it in first.all("a")] == [
        ("next", "../../handbook/nest-study/")
    ]
    assert [(it["rel"], it["href"]) for it in last.all("a")] == [
        ("prev", "../../handbook/field-survey/")
    ]


def test_the_list_of_chapters_says_how_many_works_each_cites(bodies: dict[str, str]) -> None:
    items = tree(bodies["handbook/"]).one("ol", "chapters").all("li")
    assert [(item.one("h2").words, item.one("p", "hint").words) for item in items] == [
        ("Counting bees outdoors", "Field surveys, 3 works cited"),
        ("Looking into nests", "Nest studies, 2 works cited"),
    ]


def test_an_entry_names_the_chapters_and_paths_that_lead_to_it(bodies: dict[str, str]) -> None:
    facts = tree(bodies["entries/abe2019sound/"]).one("dl", "facts")
    links = {it["href"]: it.words for it in facts.all("a")}
    assert links["../../handbook/field-survey/"] == "Counting bees outdoors"
    assert links["../../start/from-ear-to-eye/"] == "From the ear to the eye"
    assert "handbook/" not in bodies["entries/beelab2023keyed/"]


def test_search_finds_chapters_their_sections_and_paths(edition: Edition) -> None:
    text = file_of(edition, "data/details.json")
    for found in (
        '["Counting bees outdoors","handbook/field-survey/","",',
        '["What one counts","handbook/field-survey/#what-one-counts","Counting bees outdoors",',
        '["From the ear to the eye","start/from-ear-to-eye/","",',
        '["Glossary","glossary/","",',
    ):
        assert found in text
    assert "Whoever counts bees counts flights" in file_of(edition, "data/details.json")


HOSTILE = """\
---
title: "<b>Nests</b>"
description: "</p><script>alert(1)</script>"
---

## <i onclick="x">One</i>

<script>alert(1)</script> <img src=x onerror=alert(1)> &lt;b&gt; [a](javascript:alert(1))
[b](data:text/html,x) [c](//evil.example/) [d](https://x.example/"onclick="x) `<u>`
[@abe2019sound; @"><b>] ![a](../secret.svg "<b>") \\<b>

![" onload="x](slope.svg "</figcaption><script>")
"""


def test_no_text_of_a_chapter_becomes_html(tmp_path: Path) -> None:
    folder = bees_that_learn(tmp_path / "entries")
    (folder / "_handbook" / "nest-study.md").write_text(HOSTILE, encoding="utf-8")
    catalogue, problems = read_catalogue(folder)
    assert len(problems) > 8
    pages = PAGES["/handbook/<id>/"](Edition(catalogue, SITE))
    body = tree("".join(page.make_body() for page in pages if "nest" in page.path))
    text = body.one(name="chapter__text")
    allowed = {"div", "p", "h2", "a", "span", "code", "figure", "figcaption", "svg", "path", "line",
               "text", "defs", "marker"}  # fmt: skip
    assert {it.tag for it in text.walk()} <= allowed
    assert [it for it in body.walk() for name in it.attributes if name.startswith("on")] == []
    assert body.all("script")[1:] == []
    links = {it["href"] for it in text.all("a") if "data-cite" not in it.attributes}
    assert [it for it in links if not it.startswith("https://x.example/")] == []


# --- Reading paths -------------------------------------------------------------------------------


def test_a_path_has_its_steps_in_order_with_reasons(bodies: dict[str, str]) -> None:
    steps = tree(bodies["start/from-ear-to-eye/"]).one("ol", "steps").all("li")
    assert [step["data-step"] for step in steps] == ["abe2019sound", "vanderberg2021orchard"]
    assert [step.one("p", "step__why").words for step in steps] == [
        "It shows how far one gets with one microphone.", "Forty orchards, counted by people.",
    ]  # fmt: skip
    assert [step.one("article")["id"] for step in steps] == [step["data-step"] for step in steps]


def test_the_list_of_paths_says_for_whom_each_is(bodies: dict[str, str]) -> None:
    items = tree(bodies["start/"]).one("ul", "chapters").all("li")
    assert [(item.one("h2").words, item.one("p", "hint").words) for item in items] == [
        ("From the ear to the eye", "2 works. For walkers who have never counted a bee"),
        ("Into the wall", "1 work. For builders"),
    ]


def test_the_bibliography_of_a_path_is_in_its_order(edition: Edition) -> None:
    text = file_of(edition, "data/paths/from-ear-to-eye.bib")
    assert [line for line in text.splitlines() if line.startswith("@")] == [
        "@inproceedings{abe2019sound,", "@article{vanderberg2021orchard,",
    ]  # fmt: skip


# --- The glossary --------------------------------------------------------------------------------


@cache
def glossary() -> Element:
    page = next(iter(glossary_pages(Edition(toy(), SITE))))
    return tree(page.make_body())


def test_the_glossary_has_every_term_but_venues_by_facet_and_alphabet() -> None:
    words = [[it.words for it in part.all("dt")] for part in glossary().all("dl", "words")]
    assert words == [
        ["Field surveys 4", "Nest studies 3"],
        ["Diary 1", "Identification key 1", "Study 4"],
        ["Alps 3", "Tyrol 1"],
    ]


def test_a_term_of_the_glossary_has_its_meaning_its_spellings_and_what_it_is_part_of() -> None:
    meanings = [it.words for it in glossary().all("dd")]
    assert "Works that count or trap bees outdoors. Also: pan trap, transect." in meanings
    assert "North and South Tyrol. Part of Alps." in meanings


def test_counts_of_the_glossary_are_those_of_the_pages_they_stand_beside() -> None:
    by_term = toy().by_term
    for word in glossary().all("dt"):
        facet, term = word.one("a")["href"].strip("\x01/").split("/")
        assert word.one("span", "n").text == str(len(by_term[facet][term]))


def test_a_long_part_has_letters_that_lead_to_its_words(tmp_path: Path) -> None:
    folder = bees_that_learn(tmp_path / "entries")
    terms = "".join(f"      r{n}: {{label: {label}}}\n" for n, label in enumerate(_LABELS))
    change(
        folder / "_taxonomy.yaml", "      alps: {label: Alps,", f"{terms}      alps: {{label: Alps,"
    )
    catalogue, problems = read_catalogue(folder)
    assert problems == []
    page = tree(next(iter(glossary_pages(Edition(catalogue, SITE)))).make_body())
    letters = page.one("nav", "glossary__letters").all("a")
    assert [it.words for it in letters] == ["0-9", *"ABCDEFGHIJKLMNOPQRSTUVWX"]
    ids = {it["id"] for it in page.walk() if "id" in it.attributes}
    assert [it["href"] for it in letters if it["href"].strip("#") not in ids] == []


_LABELS = ["5 hills", "Étang", *(f"{letter}land" for letter in "ABCDFGHIJKLMNOPQRSUVWX")]


# --- The whole site ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def learning(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of the bees with a handbook, built."""
    folder = tmp_path_factory.mktemp("learning")
    root = make_bees(folder / "bees", bees_that_learn(folder / "entries"))
    built = build(root)
    assert built.returncode == 0, built.stderr
    return root


@pytest.fixture(scope="module")
def preview(learning: Path) -> Iterator[Server]:
    with start_preview(learning) as server:
        yield server


@pytest.mark.slow
def test_the_site_has_the_pages_and_files_of_its_handbook(learning: Path) -> None:
    site = learning / "site"
    for path in (
        "handbook/index.html", "handbook/field-survey/index.html", "handbook/nest-study/index.html",
        "start/index.html", "start/from-ear-to-eye/index.html", "start/into-the-wall/index.html",
        "glossary/index.html", "data/handbook/field-survey.bib", "data/handbook/nest-study.bib",
        "data/paths/from-ear-to-eye.bib", "data/paths/into-the-wall.bib",
    ):  # fmt: skip
        assert (site / path).is_file(), path


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("_handbook/nest-study.md", "[@okafor2022nest]", "[@okafor2022nests]",
         "entries/_handbook/nest-study.md:6: 'okafor2022nests' is no entry; write the key of one"),
        ("_handbook/nest-study.md", "an odd door", "an [odd](nowhere/) door",
         "entries/_handbook/nest-study.md:10: 'nowhere/' leads nowhere; the site has no such page"),
        ("_paths.yaml", "okafor2022nest", "okafor2022nests",
         "entries/_paths.yaml:16: into-the-wall.steps: 'okafor2022nests' is no entry"),
    ],
)  # fmt: skip
def test_a_site_whose_handbook_names_what_is_not_there_is_not_built(
    learning: Path, tmp_path: Path, file: str, old: str, new: str, message: str
) -> None:
    root = Path(shutil.copytree(learning, tmp_path / "bees"))
    change(root / "entries" / file, old, new)
    built = build(root)
    assert built.returncode != 0
    assert message in built.stdout + built.stderr


@pytest.mark.slow
def test_the_check_knows_the_pages_of_the_site(learning: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(learning, tmp_path / "bees"))
    door = "an [odd](nowhere/) [d](about/) [o](library/?q=a) [o](years/2019/) [r](years/1200/) door"
    change(root / "entries" / "_handbook" / "nest-study.md", "an odd door", door)
    checked = build(root, "entries", program=("scripts/check.py",))
    place, nowhere = (
        "entries/_handbook/nest-study.md:10",
        "leads nowhere; the site has no such page",
    )
    assert checked.stdout.splitlines()[:2] == [
        f"{place}: 'nowhere/' {nowhere}",
        f"{place}: 'years/1200/' {nowhere}",
    ]
    assert checked.stdout.splitlines()[2].startswith("6 good entries, 2 problems, ")


@pytest.mark.slow
def test_a_build_that_remembers_takes_in_what_changed_in_the_handbook(
    learning: Path, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(learning, tmp_path / "bees"))
    change(root / "entries" / "_handbook" / "nest-study.md", "Looking into nests", "Inside nests")
    change(root / "entries" / "_paths.yaml", "label: Into the wall", "label: Inside the wall")
    assert build(root).returncode == 0
    warm = fingerprint(root / "site")
    for folder in (".cache", "site"):
        shutil.rmtree(root / folder)
    assert build(root).returncode == 0
    assert warm == fingerprint(root / "site")
    page = (root / "site" / "entries" / "okafor2022nest" / "index.html").read_text("utf-8")
    assert "Inside nests" in page
    assert "Inside the wall" in page


@pytest.mark.slow
def test_the_preview_follows_chapters_and_paths(preview: Server, learning: Path) -> None:
    entries = learning / "entries"
    change(entries / "_handbook" / "nest-study.md", "an odd door", "a strange door")
    at_last(lambda: "a strange door" in preview.text("/handbook/nest-study/"))
    change(entries / "_paths.yaml", "label: Into the wall", "label: Inside the wall")
    at_last(lambda: "Inside the wall" in preview.text("/start/into-the-wall/"))
    change(entries / "_handbook" / "nest-study.md", "@li2022solitary", "@li2022lonely")
    at_last(lambda: "li2022lonely&#x27; is no entry" in preview.text("/handbook/nest-study/"))
    assert "{okafor2022nest," in preview.text("/data/handbook/nest-study.bib")
