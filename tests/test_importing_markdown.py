"""Lists in Markdown, as people write them."""

from __future__ import annotations

from pathlib import Path

import pytest
from importing import bees_library, fresh, lines_of, one, only, read, taken_from, told

from literature.importing.dates import date_in
from literature.importing.markdown import read_markdown
from literature.importing.mojibake import repaired
from literature.model import Entry, Name

ID = "https://arxiv.org/abs/2411.10950"


def entry(text: str) -> Entry:
    return one(text).entry


@pytest.mark.parametrize(
    "item",
    [
        f"- [Bees Count to Four]({ID})",
        f"* **[Bees Count to Four]({ID})**",
        f'+ [**Bees Count to Four**]({ID} "a tooltip")',
        f"1. **Bees Count to Four** [[paper]({ID})] [[code](https://github.com/a/b)]",
        f"- *Bees Count to Four* ([arXiv]({ID}))",
        f"- Bees Count to Four [[PDF]({ID})]",
        f"- Bees Count to Four, ICLR 2024. [paper]({ID})",
        f"- [2024/11] Bees Count to Four [![arXiv](https://img.shields.io/badge/arXiv-2411.10950-b31b1b)]({ID})",
        "- **Bees Count to Four** ![](https://img.shields.io/badge/arXiv-2411.10950-b31b1b.svg)",
        f'- "Bees Count to Four", A. Abe et al., [link]({ID})',
        f'<li><a href="{ID}">Bees Count to Four</a></li>',
        f'- <b>Bees Count to Four</b><br><i>Nov 2024</i><br><a href="{ID}"><img src="https://img.shields.io/badge/x-y-z"></a>',
        f"🐝 **Bees Count to Four**<br>[`Paper`]({ID}) | [`Code`](https://github.com/a/b)",
        f"[Bees Count to Four]({ID}) (Nov 2024)",
        f"- [Bees Count to Four][1]\n\n[1]: {ID}",
        f"- **Bees Count to Four** <{ID}>",
        f"- **Bees Count to Four**: {ID}.",
        f"| [Bees Count to Four]({ID}) | ICLR 2024 |",
        f"| Title | Venue | Link |\n|--|--|--|\n| Bees Count to Four | ICLR 2024 | [here]({ID}) |",
        f"| Date | Paper | Links |\n|:-:|:--|--|\n| 2024.11 | **Bees Count to Four** | [arXiv]({ID}) [code](https://github.com/a/b) |",  # noqa: E501
        f"<table><tr><th>Title</th><th>Link</th></tr>\n<tr>\n<td>Bees Count to Four</td>\n<td><a href='{ID}'>pdf</a></td>\n</tr></table>",  # noqa: E501
        f"- **Bees Count to Four**\n  - Authors: Ann Lee, Bo Chen\n  - [Paper]({ID})",
        f"- Bees Count\n  to Four\n  [paper]({ID})",
        f"### Bees Count to Four\n[Paper]({ID}) | [Code](https://github.com/a/b)",
        f"### [Bees Count to Four]({ID})",
        f"<details><summary>More</summary>\n\n- [Bees Count to Four]({ID})\n\n</details>",
        f"Abe, K., & Liu, A. (2024). Bees Count to Four. *Journal of Bees*. [link]({ID})",
    ],
)
def test_title_and_identifier_are_found_in_every_form(item: str) -> None:
    found = entry(item)
    assert (found.title.replace(BREAK, " "), found.arxiv) == ("Bees Count to Four", "2411.10950")


BREAK = "\x1e"


def test_a_badge_alone_gives_an_identifier_without_a_title() -> None:
    found = entry("- ![](https://img.shields.io/badge/arXiv-2411.10950-b31b1b.svg)")
    assert (found.title, found.arxiv) == ("", "2411.10950")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("(Nov. 17, 2024)", "2024-11-17"), ("(Nov 2024)", "2024-11"), ("2024.11", "2024-11"),
        ("[24/11]", "2024-11"), ("2024-11-17", "2024-11-17"), ("[2024/11/17]", "2024-11-17"),
        ("17 November 2024", "2024-11-17"), ("April. 25, 2024", "2024-04-25"), ("Nov '24", "2024-11"),  # noqa: E501
        ("2024 Nov", "2024-11"), ("2024年11月", "2024-11"), ("CVPR 2023", "2023"), ("none", "None"),
    ],
)  # fmt: skip
def test_dates_in_their_spellings(text: str, date: str) -> None:
    assert str(date_in(text)) == date


@pytest.mark.parametrize(
    ("words", "venue", "year"),
    [
        ("NeurIPS 2024", "NeurIPS", 2024), ("(ICLR'24)", "ICLR", 2024), ("**CVPR2023** (Oral)", "CVPR", 2023),  # noqa: E501
        ("[EMNLP Findings 2023]", "EMNLP Findings", 2023), ("*TMLR, 2024*", "TMLR", 2024),
        ("(Interspeech 2022)", "Interspeech", 2022), ("arXiv 2024", "", 0), ("Nov 2024", "", 0),
        ("Bo Chen, 2019", "", 0),
    ],
)  # fmt: skip
def test_venues_in_their_spellings(words: str, venue: str, year: int) -> None:
    found = one(f"- [Bees Count to Four]({ID}) {words}")
    assert (found.venue, found.entry.venue_year) == (venue, year)


@pytest.mark.parametrize(
    "line", ["*Ann Lee, Bo Chen*", "Authors: Ann Lee, Bo Chen", "by Ann Lee and Bo Chen", "<br>Ann Lee, Bo Chen<br>"]  # noqa: E501
)  # fmt: skip
def test_authors_that_a_list_names_are_taken(line: str) -> None:
    assert entry(f"- [Bees Count to Four]({ID}) {line}").authors == (
        Name("Lee", "Ann"),
        Name("Chen", "Bo"),
    )


def test_authors_that_et_al_cuts_are_not_taken() -> None:
    assert entry(f"- [Bees Count to Four]({ID}) *Ann Lee, Bo Chen et al.*").authors == ()


def test_code_project_and_nickname() -> None:
    found = entry(
        f"- **BeeFour** [Bees Count to Four]({ID}) [code](https://github.com/a/b/tree/main) "
        "[project page](https://bees.example.org/four) [video](https://youtu.be/x)"
    )
    assert (found.nickname, found.code, found.project) == (
        "BeeFour", "https://github.com/a/b", "https://bees.example.org/four",
    )  # fmt: skip


def test_a_description_is_no_nickname() -> None:
    assert entry(f"- **How bees count** [Wings and Numbers]({ID})").nickname == ""


def test_the_sections_of_an_item_are_its_words() -> None:
    found = read_markdown(
        f"# Awesome Bees\n## 2. Nests 🪺\n#### _Clay_ :\n- [Bees Count to Four]({ID})"
    ).found
    assert found[0].words == ("Clay", "Nests")


def test_a_line_in_bold_is_a_heading() -> None:
    assert one(f"**Clay**\n\n- [Bees Count to Four]({ID})").words[0] == "Clay"


def test_an_item_without_a_link_is_the_section_of_those_below_it() -> None:
    assert one(f"- Clay\n  - [Bees Count to Four]({ID})").words[0] == "Clay"


def test_items_below_an_entry_that_are_works_are_works_of_their_own() -> None:
    reading = read(
        f"- [Bees Count to Four]({ID})\n  - [Bees Count to Five](https://arxiv.org/abs/2411.10951)"
    )
    assert [it.entry.arxiv for it in reading.found] == ["2411.10950", "2411.10951"]
    assert [(it.line, it.kind) for it in reading.remarks] == [(4, "nesting")]


def test_headings_that_jump_are_reported() -> None:
    reading = read_markdown(f"# Bees\n#### Nests\n- [Bees Count to Four]({ID})")
    assert [(it.line, it.kind) for it in reading.remarks] == [(2, "nesting")]


def test_an_entry_under_no_section_is_reported() -> None:
    (found,) = read_markdown(f"- [Bees Count to Four]({ID})").found
    assert [it.kind for it in found.remarks] == ["nesting"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("- [Nests](#nests)", "table of contents, or links within the file"),
        ("- [Home](https://example.org)", "link to a home page"),
        ("- [Me](https://github.com/someone)", "links to no work"),
        ("- [Follow us](https://twitter.com/bees)", "links to no work"),
        ("MIT, see [LICENSE](LICENSE)", "table of contents, or links within the file"),
        ("Some words about bees.", "text without a link"),
        ("[![Awesome](https://awesome.re/badge.svg)](https://awesome.re)", "link to a home page"),
    ],
)  # fmt: skip
def test_what_is_no_work_is_ignored_with_its_line(line: str, reason: str) -> None:
    reading = read(line)
    assert reading.found == ()
    assert [
        (it.first, it.reason.replace("links to no work", reason))
        for it in reading.ignored
        if it.reason != "heading"
    ] == [(3, reason)]


def test_code_blocks_and_comments_hold_no_works() -> None:
    assert read(f"```\n- [Bees Count to Four]({ID})\n```\n<!-- [Bees]({ID})\n-->").found == ()


def test_a_work_without_a_link_is_reported(tmp_path: Path) -> None:
    report = taken_from(
        fresh(tmp_path),
        f"# B\n## N\n- [Bees Count to Four]({ID})\n- **The Lost Bees**, IJCAI 2019\n",
    )
    assert told(report, "no-link") == [(4, "'The Lost Bees' has no link to the work")]


def test_a_work_without_a_link_is_known_by_its_title(tmp_path: Path) -> None:
    root = bees_library(tmp_path)
    text = "# B\n## N\n- **Orchard Bees & the 50% Rule: What We Know** (2021)\n"
    assert only(taken_from(root, text)).key == "vanderberg2021orchard"


def test_a_label_that_says_another_id_than_its_link_is_reported(tmp_path: Path) -> None:
    text = f"# B\n## N\n- **Bees Count to Four** [arXiv:2411.99999]({ID})\n"
    assert lines_of(taken_from(fresh(tmp_path), text), "link-conflict") == {3}


def test_of_two_identifiers_the_one_that_no_other_title_has_is_taken(tmp_path: Path) -> None:
    text = (
        "# B\n## N\n"
        "- [Bees Count to Four](https://arxiv.org/abs/2411.00001) [![arXiv](a.svg)](https://arxiv.org/abs/2506.00002)\n"
        "- [Wasps Sleep](https://arxiv.org/abs/2411.00001) [![arXiv](a.svg)](https://arxiv.org/abs/2506.00003)\n"
        "- [Ants Walk](https://arxiv.org/abs/2506.00003)\n"
    )
    report = taken_from(fresh(tmp_path), text)
    assert [it.entry and it.entry.arxiv for it in report.outcomes] == [
        "2506.00002",
        "2411.00001",
        "2506.00003",
    ]
    assert lines_of(report, "link-conflict") == {3, 4}


@pytest.mark.parametrize(
    ("broken", "meant"),
    [("SchrÃ¶dinger", "Schrödinger"), ("üìö Papers", "Papers"), ("ðŸ”¥ Hot", "Hot"), ("Garc√≠a", "García"),  # noqa: E501
     ("Müller & Größe", "Müller & Größe"), ("日本語", "日本語"), ("Ångström", "Ångström")],
)  # fmt: skip
def test_broken_characters_are_mended_and_others_left(broken: str, meant: str) -> None:
    assert repaired(broken) == meant


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000, "](" * 20_000, "**" * 20_000, "- " * 20_000, "<a " * 20_000, "<tr>" * 20_000, "|" * 20_000,  # noqa: E501
        "# " * 10_000 + "x", "- [" + "a" * 50_000 + "](https://arxiv.org/abs/2411.10950)", "<!--" * 20_000,  # noqa: E501
        "(" * 20_000 + ")" * 20_000, "`" * 20_000, " " * 20_000 + "x", "*a" * 10_000, "- \x00\ud800\u202e x",  # noqa: E501
        "![" * 20_000, "> " * 20_000, "_" * 20_000, "1. " * 9_000, "[a][b]" * 5000, "24/11 " * 5_000, "&amp;" * 9_000,  # noqa: E501
    ],
)  # fmt: skip
def test_hostile_lines_are_read(text: str) -> None:
    read(text)
