"""Chapters and reading paths: what they may hold, what is told where, and what becomes of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from toy import TOY_ENTRIES

from literature.catalogue import Catalogue, read_catalogue
from literature.chapter_text import read_chapter_text

ROOT = Path(__file__).parent.parent
LEARNING = Path(__file__).parent / "learning"
FRONT = "---\ntitle: Counting\ndescription: How one counts.\n---\n\n"  # five lines
CHAPTER = "entries/_handbook/field-survey.md"


@pytest.fixture
def entries(tmp_path: Path) -> Path:
    """The bees, with an empty folder for a handbook."""
    folder = Path(shutil.copytree(TOY_ENTRIES, tmp_path / "entries"))
    (folder / "_handbook").mkdir()
    return folder


@pytest.fixture
def learned(entries: Path) -> Catalogue:
    """The bees with their handbook."""
    shutil.copytree(LEARNING, entries, dirs_exist_ok=True)
    catalogue, problems = read_catalogue(entries)
    assert problems == []
    return catalogue


def told(entries: Path) -> list[str]:
    return [str(problem) for problem in read_catalogue(entries)[1]]


def told_of(entries: Path, text: str, front: str = FRONT) -> list[str]:
    """The problems of a chapter, without its path."""
    (entries / "_handbook" / "field-survey.md").write_text(front + text, encoding="utf-8")
    return [problem.removeprefix(f"{CHAPTER}:") for problem in told(entries)]


# --- What is read --------------------------------------------------------------------------------


def test_chapters_stand_in_the_order_of_the_vocabulary(learned: Catalogue) -> None:
    chapters = learned.handbook.chapters
    assert [(it, chapter.title) for it, chapter in chapters.items()] == [
        ("field-survey", "Counting bees outdoors"),
        ("nest-study", "Looking into nests"),
    ]


def test_cited_works_stand_in_order_of_first_mention(learned: Catalogue) -> None:
    cited = learned.handbook.chapters["field-survey"].cited
    assert cited == ("abe2019sound", "vanderberg2021orchard", "dubois2020diary")


def test_an_entry_knows_the_chapters_and_paths_that_name_it(learned: Catalogue) -> None:
    citing, leading = learned.handbook.citing, learned.handbook.leading
    assert [chapter.category for chapter in citing["abe2019sound"]] == ["field-survey"]
    assert [path.id for path in leading["abe2019sound"]] == ["from-ear-to-eye"]
    assert "beelab2023keyed" not in citing
    assert "beelab2023keyed" not in leading


def test_a_path_keeps_its_steps_in_order(learned: Catalogue) -> None:
    path = learned.handbook.paths[0]
    assert path.label == "From the ear to the eye"
    assert path.audience == "walkers who have never counted a bee"
    assert [(step.entry, step.reason) for step in path.steps] == [
        ("abe2019sound", "It shows how far one gets with one microphone."),
        ("vanderberg2021orchard", "Forty orchards, counted by people."),
    ]


def test_headings_have_anchors_each_its_own() -> None:
    text = read_chapter_text("## Why *now*\n\nA.\n\n## Why now\n\nB.\n\n## 蜂\n\nC.")
    assert text.headings == (("why-now", "Why now"), ("why-now-2", "Why now"), ("section", "蜂"))


@pytest.mark.parametrize("text", ["at 100 bees@home", "precision@5", "`@key`"])
def test_a_sign_that_cites_nothing_is_no_citation(text: str) -> None:
    found = read_chapter_text(text)
    assert [it.what for it in found.citations] == []
    assert found.faults == []


def test_files_beside_the_entries_are_no_entries(entries: Path) -> None:
    (entries / "_handbook" / ".draft.md.swp").write_text("x")
    (entries / "_handbook" / "field-survey.md~").write_text("x")
    assert told(entries) == []


def test_without_chapters_and_paths_there_is_no_handbook() -> None:
    handbook = read_catalogue(TOY_ENTRIES)[0].handbook
    assert (dict(handbook.chapters), handbook.paths) == ({}, ())


# --- What is told --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("One.\n\nTwo [@nobody2020no].", "8: 'nobody2020no' is no entry; write the key of one"),
        ("Two\n@nobody2020no.", "7: 'nobody2020no' is no entry; write the key of one"),
        ("A [@abe2019sound;\n@nobody2020no].",
         "7: 'nobody2020no' is no entry; write the key of one"),
        ("A [@abe2019sounds].", "6: 'abe2019sounds' is a former key; write abe2019sound"),
        ("A [@abe2019sound, @li2022solitary].",
         "6: '[@abe2019sound, @li2022solitary]' is no citation; write [@key] or [@key; @other]"),
        ("A [@Abe 2019].", "6: '[@Abe 2019]' is no citation; write [@key] or [@key; @other]"),
        ("## On @abe2019sound\n\nA.", "6: a citation inside a heading; put it after"),
        ("[so @abe2019sound](regions/)", "6: a citation inside a link; put it after"),
        ("A [b](entries/nobody/).", "6: 'nobody' is no entry; write the key of one"),
        ("A [b](entries/abe2019sounds/).",
         "6: 'abe2019sounds' is a former key; write abe2019sound"),
        ("A [b](regions/alp/).", "6: 'regions/alp/' leads nowhere; alp is not in regions"),
        ("A [b](handbook/nests/).",
         "6: 'handbook/nests/' leads nowhere; nests is not in handbook"),
        ("A [b](start/x/).", "6: 'start/x/' leads nowhere; x is not in start"),
        ("A [b](/regions/).",
         "6: '/regions/' is no address; write the path of a page from the site's root, like "
         "categories/ or library/, or an https address"),
        ("A [b](../regions/).",
         "6: '../regions/' is no address; write the path of a page from the site's root, like "
         "categories/ or library/, or an https address"),
        ("A [b](javascript:alert(1)).",
         "6: 'javascript:alert(1)' is not an https address; write https://host/path"),
        ("A [b](http://example.org/).",
         "6: 'http://example.org/' is not an https address; write https://example.org/"),
        ("A [b](data:text/html,x).",
         "6: 'data:text/html,x' is not an https address; write https://host/path"),
        ("A <b>c</b>.", "6: '<b>': HTML is not read here; write Markdown"),
        ("<script>alert(1)</script>", "6: '<script>': HTML is not read here; write Markdown"),
        ("<!-- hidden -->", "6: '<!--': HTML is not read here; write Markdown"),
        ("# Title\n\nA.",
         "6: a heading of the first level; the title stands in the front matter, begin with ##"),
        ("> said", "6: a quotation; write headings with ##, paragraphs, lists and figures"),
        ("A.\n\n    code", "8: an indented block; write headings with ##, paragraphs, lists and "
         "figures"),
        ("A:\n- b\n- c",
         "7: '- b': a list needs a blank line above it"),
        ("A ![b](c.svg) d.", "6: a figure inside a paragraph; give it a paragraph of its own"),
        ("![b](none.svg)", "6: none.svg is not there; put it beside the chapter"),
        ("![b](../x.svg)",
         "6: '../x.svg' is no drawing; write the name of an .svg file beside it"),
        ("![b](https://example.org/x.svg)",
         "6: 'https://example.org/x.svg' is no drawing; write the name of an .svg file beside it"),
        ("A\u200bb.", "6: U+200B ZERO WIDTH SPACE is not allowed; remove it"),
        ("<<<<<<< ours\nA.", "6: a merge-conflict marker; keep one side and delete the markers"),
        ("", "1: has no text; write it below the front matter"),
    ],
)  # fmt: skip
def test_what_a_chapter_cannot_hold_is_told_with_its_line(
    entries: Path, text: str, message: str
) -> None:
    assert message in told_of(entries, text)


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ("", "1: must begin with front matter: title and description between two lines of ---"),
        ("---\ntitle: A\n---\n", "1: description: is missing; every chapter needs it"),
        ("---\ntitle: A\ndescription: B\nauthor: C\n---\n",
         "4: author: unknown; write one of title, description"),
        ("---\ntitle: A\ntitle: B\ndescription: C\n---\n",
         "3: title: given twice, first in line 2; keep one"),
        ("---\ntitle: &a A\ndescription: B\n---\n",
         "2: the anchor &a; write the value itself, or quote it"),
        ("---\n---\n", "1: the front matter is empty; write title and description"),
    ],
)  # fmt: skip
def test_front_matter_is_read_strictly(entries: Path, front: str, message: str) -> None:
    assert message in told_of(entries, "A.\n", front)


def test_the_same_unknown_key_is_told_at_each_of_its_lines(entries: Path) -> None:
    assert told_of(entries, "A [@no].\n\nB [@abe2019sound].\n\nC @no, D [@no].") == [
        "6: 'no' is no entry; write the key of one",
        "10: 'no' is no entry; write the key of one",
        "10: 'no' is no entry; write the key of one",
    ]


def test_the_name_of_a_chapter_is_a_category(entries: Path) -> None:
    (entries / "_handbook" / "field-surveys.md").write_text(f"{FRONT}A.\n")
    (entries / "_handbook" / "notes.txt").write_text("A.\n")
    assert told(entries)[0] == (
        "entries/_handbook/field-surveys.md: 'field-surveys' is no category; "
        "did you mean field-survey?"
    )
    assert told(entries)[1] == (
        "entries/_handbook/notes.txt: only .md and .svg files belong here; move it elsewhere"
    )


def test_a_link_is_no_file(entries: Path) -> None:
    (entries / "_handbook" / "nest-study.md").symlink_to(entries / "abe2019sound.yaml")
    assert told(entries) == [
        "entries/_handbook/nest-study.md: a symbolic link; put the file itself here"
    ]


def test_an_entry_with_problems_of_its_own_may_be_cited(entries: Path) -> None:
    file = entries / "abe2019sound.yaml"
    file.write_text(file.read_text().replace("kind: study", "kind: studdy"))
    assert [
        problem for problem in told_of(entries, "A [@abe2019sound].\n") if "key" in problem
    ] == []


STEP = "    steps:\n      - entry: {}\n        reason: It is good.\n"
PATH = "paths:\n  one:\n    label: One\n    description: Of one.\n    audience: all\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (PATH + STEP.format("nobody"), "7: one.steps: 'nobody' is no entry; write the key of one"),
        (PATH + STEP.format("abe2019sounds"),
         "7: one.steps: 'abe2019sounds' is a former key; write abe2019sound"),
        (PATH, "2: one.steps: must be a list of entries with reasons"),
        (PATH + "    steps: []\n", "6: one.steps: must be a list of entries with reasons"),
        (PATH + "    steps:\n      - entry: abe2019sound\n",
         "7: one.steps: a step without reason; add it"),
        (PATH + STEP.format("abe2019sound")
         + "      - {entry: abe2019sound, reason: Again.}\n",
         "9: one.steps: 'abe2019sound' is there twice"),
        (PATH.replace("    audience: all\n", "") + STEP.format("abe2019sound"),
         "2: one: has no audience; add it"),
        (PATH.replace("one:", "One Path:") + STEP.format("abe2019sound"),
         "2: One Path: is no id; use lower-case words joined by hyphens"),
        (PATH + "    length: 3\n" + STEP.format("abe2019sound"),
         "6: one.length: unknown; write one of label, description, audience, steps"),
        ("ways: {}\n", "1: ways: unknown; the file has 'paths' alone"),
        ("- one\n", "1: no paths; start with 'paths:'"),
        ("", "1: no paths; start with 'paths:'"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_path_is_told_with_its_line(
    entries: Path, text: str, message: str
) -> None:
    (entries / "_paths.yaml").write_text(text, encoding="utf-8")
    assert f"entries/_paths.yaml:{message}" in told(entries)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[" * 20_000, "1: more than 1,000 brackets; write less"),
        ("* " * 3000 + "x", "1: nested too deep; write flat paragraphs and lists"),
        ("\n".join(f"{'    ' * n}- x" for n in range(90)),
         "1: nested too deep; write flat paragraphs and lists"),
        (">" * 200 + "x", "1: nested too deep; write flat paragraphs and lists"),
    ],
    ids=["brackets", "stars", "lists", "quotations"],
)  # fmt: skip
def test_what_would_keep_the_parser_busy_is_not_read(
    entries: Path, text: str, message: str
) -> None:
    assert told_of(entries, text) == [message]


# --- The texts of this site ----------------------------------------------------------------------


def test_every_work_that_this_site_s_handbook_names_is_an_entry() -> None:
    catalogue, problems = read_catalogue(ROOT / "entries")
    assert problems == []
    handbook, by_key = catalogue.handbook, catalogue.by_key
    assert len(handbook.chapters) == 12
    assert len(handbook.paths) == 4
    assert [key for key in (*handbook.citing, *handbook.leading) if key not in by_key] == []


def test_every_category_of_this_site_has_a_chapter_with_a_figure() -> None:
    catalogue = read_catalogue(ROOT / "entries")[0]
    chapters = catalogue.handbook.chapters
    assert list(chapters) == list(catalogue.taxonomy.facets["categories"].terms)
    assert [it for it, chapter in chapters.items() if len(chapter.drawings) != 1] == []
