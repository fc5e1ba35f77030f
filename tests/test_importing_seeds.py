"""Two real lists, mistakes included: every entry is found, and so is what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from importing import TODAY, fresh, lines_of, real_library, told

from literature.importing.report import Report
from literature.importing.run import Wishes, import_file

LISTS = Path(__file__).parent / "lists"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return real_library(tmp_path_factory.mktemp("real"))


@pytest.fixture(scope="module")
def plain(library: Path) -> Report:
    return import_file(library, LISTS / "plain.md", TODAY, Wishes(is_writing=True))


@pytest.fixture(scope="module")
def sections(library: Path) -> Report:
    return import_file(library, LISTS / "sections.md", TODAY, Wishes(is_writing=True))


def line(name: str, start: str, which: int = 0) -> int:
    """The line of a list that begins like this."""
    lines = (LISTS / name).read_text(encoding="utf-8").splitlines()
    return [number for number, text in enumerate(lines, 1) if text.startswith(start)][which]


def test_every_entry_of_the_plain_list_is_here_already(plain: Report) -> None:
    assert [it.state for it in plain.outcomes] == ["merged"] * 11


def test_every_entry_of_the_list_with_sections_is_here_already(sections: Report) -> None:
    assert [it.state for it in sections.outcomes] == ["merged"] * 72


def test_importing_them_again_changes_nothing(
    library: Path, plain: Report, sections: Report
) -> None:
    for name in ("plain.md", "sections.md"):
        again = import_file(library, LISTS / name, TODAY, Wishes(is_writing=True))
        assert (again.written, again.counts["taken"], again.counts["additions"]) == ([], 0, 0)


def test_a_badge_that_leads_to_another_work_is_reported(plain: Report, sections: Report) -> None:
    assert lines_of(plain, "link-conflict") == {line("plain.md", "+ **LLaVA-Intrepret")}
    assert lines_of(sections, "link-conflict") == {
        line("sections.md", "+ **Token Activation Map"),
        line("sections.md", "+ **Attributing Decision Region"),
        line("sections.md", "+ **Understanding the decision basis of MLLMs based on integrated"),
        line("sections.md", "+ **Tool to Visualize"),
    }


def test_a_record_with_two_identifiers_goes_to_the_work_of_its_title(sections: Report) -> None:
    by_line = {it.found.line: it for it in sections.outcomes}
    assert by_line[line("sections.md", "+ **Token Activation Map")].key == "li2025token"
    assert by_line[line("sections.md", "+ **Attributing Decision")].key == "chen2024interpreting"


def test_one_title_on_two_identifiers_is_reported(plain: Report) -> None:
    first, second = line("plain.md", "+ **LMM Concept"), line("plain.md", "+ **SAE 4 LMM")
    assert lines_of(plain, "ids-of-one-title") == {first, second}
    assert lines_of(plain, "other-work") == {first}


def test_one_identifier_under_several_titles_is_reported(sections: Report) -> None:
    messages = told(sections, "titles-of-one-id")
    assert {message.split(" ")[1] for _, message in messages} == {
        "2411.16198", "2506.11976", "2307.13339",
    }  # fmt: skip


def test_code_of_another_work_is_reported(plain: Report, sections: Report) -> None:
    for report, name in ((plain, "plain.md"), (sections, "sections.md")):
        assert line(name, "+ **Information Storage") in lines_of(report, "shared-code")


def test_a_badge_of_another_repository_than_its_link_is_reported(
    plain: Report, sections: Report
) -> None:
    for report, name in ((plain, "plain.md"), (sections, "sections.md")):
        assert line(name, "+ **What Do VLMs NOTICE") in lines_of(report, "code-conflict")


def test_code_that_is_not_where_the_list_says_is_reported(sections: Report) -> None:
    messages = dict(told(sections, "code-conflict"))
    message = messages[line("sections.md", "+ **Multimodal In-Context")]
    assert "github.com/folbaeni" in message and "gitlab.com/folbaeni" in message


def test_a_copy_of_a_post_is_reported(plain: Report) -> None:
    messages = dict(told(plain, "differs"))
    assert "8JTi7N3nQmjoRRuMD" in messages[line("plain.md", "[Are SAE")]


def test_entries_that_are_listed_twice_are_reported(sections: Report) -> None:
    again = (
        ("+ [Case Study", 1), ("+ **Diffusion Steering Lens", 1), ("+ **DiffLens", 1),
        ("+ **Understanding Feature Mappings in VLMs", 0), ("+ **A Probing Perspective", 0),
        ("+ **A Probing Perspective", 1), ("+ **Attention Lens", 1), ("+ **LVLM-Intrepret", 0),
        ("+ **Causal Tracing Tool", 1),
    )  # fmt: skip
    assert lines_of(sections, "duplicate") == {line("sections.md", *it) for it in again}


def test_two_dates_of_one_entry_are_reported(sections: Report) -> None:
    assert line("sections.md", "+ [Case Study", 1) in lines_of(sections, "dates")


def test_a_date_before_the_work_was_there_is_reported(sections: Report) -> None:
    messages = dict(told(sections, "differs"))
    assert "2025-06-29" in messages[line("sections.md", "+ **Token Activation Map")]


def test_headings_in_broken_characters_are_read(sections: Report) -> None:
    assert len(lines_of(sections, "mojibake")) >= 12
    words = {word for it in sections.outcomes for word in it.found.words}
    assert {"Sparse Autoencoder", "Neuron Analysis", "Surveys"} <= words


def test_a_table_of_contents_is_ignored_with_its_lines(sections: Report) -> None:
    contents = [it for it in sections.ignored if it.reason.startswith("table of contents")]
    assert {it.first for it in contents} >= set(range(2, 16))


def test_into_an_empty_library_each_work_comes_once(tmp_path: Path) -> None:
    root = fresh(tmp_path, ROOT / "entries")
    first = import_file(root, LISTS / "sections.md", TODAY, Wishes(is_writing=True))
    assert (first.counts["taken"], first.counts["merged"]) == (63, 9)
    again = import_file(root, LISTS / "sections.md", TODAY, Wishes(is_writing=True))
    assert (again.counts["taken"], again.written) == (0, [])


def test_sections_of_an_entry_that_is_listed_twice_become_its_categories(tmp_path: Path) -> None:
    root = fresh(tmp_path, ROOT / "entries")
    report = import_file(root, LISTS / "sections.md", TODAY, Wishes())
    entry = next(it.entry for it in report.outcomes if it.entry and it.entry.arxiv == "2503.20483")
    assert entry.categories == ("sparse-autoencoders", "steering")
