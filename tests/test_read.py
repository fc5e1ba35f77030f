"""Reading entry files: what counts as one, and what its values become."""

from __future__ import annotations

import os
import socket
from datetime import date
from pathlib import Path

import pytest
from samples import KEY, PROBE, TOY, changed, entry_of, messages_of, reading_of, toy_taxonomy

from literature.catalogue import read_catalogue
from literature.model import Name, PartialDate
from literature.read import entry_files, read_entry


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one good entry."""
    entries = tmp_path / "entries"
    entries.mkdir()
    (entries / "_taxonomy.yaml").write_bytes((TOY / "_taxonomy.yaml").read_bytes())
    (entries / f"{KEY}.yaml").write_text(PROBE, encoding="utf-8")
    return entries


def found_in(folder: Path) -> list[str]:
    """All problems, after a check that the good entry has outlived them."""
    catalogue, problems = read_catalogue(folder)
    assert [entry.key for entry in catalogue.entries] == [KEY]
    return [str(problem) for problem in problems]


def test_every_value_keeps_its_text() -> None:
    entry = entry_of(PROBE)
    assert entry.key == "ito2025probe"
    assert entry.title == "Probe the Hive"
    assert entry.authors == (Name("Ito", "Aya"), Name("van der Berg", "Jan"))
    assert entry.published == PartialDate(2025, 3, 14)
    assert entry.doi == "10.1000/x"
    assert entry.venue_year == 2025
    assert dict(entry.terms) == {
        "venue": ("icba",),
        "kind": ("study",),
        "categories": ("field-survey",),
        "regions": ("alps",),
    }
    assert entry.summary == (
        "Lowers a warm probe into forty hives and counts which bees come to look at it."
    )
    assert entry.added == date(2026, 1, 9)


@pytest.mark.parametrize("value", ["no", "on", "1e5", "0x1F", "1_000", "017", "1:30", "2025-01-01"])
def test_what_yaml_would_take_for_another_type_stays_text(value: str) -> None:
    text = changed(("kind:", f"nickname: {value}\nkind:"))
    assert entry_of(text).nickname == value


def test_an_arxiv_id_without_quotes_keeps_its_last_zero() -> None:
    entry = entry_of(changed(("doi: 10.1000/x", "arxiv: 2503.01230")))
    assert entry.arxiv == "2503.01230"


def test_lines_of_fields_and_items_are_known() -> None:
    lines = reading_of(PROBE).lines
    assert lines["title"] == 1
    assert lines["authors"] == 2
    assert lines["authors[1]"] == 4
    assert lines["regions[0]"] == 12
    assert lines["added"] == 17


def test_of_a_field_given_twice_the_first_counts() -> None:
    reading = reading_of(changed(("doi: 10.1000/x", "doi: 10.1000/x\ndoi: 10.1000/y")))
    assert reading.entry
    assert reading.entry.doi == "10.1000/x"
    assert reading.lines["doi"] == 6


def test_namesakes_are_allowed_among_more_than_fifty_authors() -> None:
    names = "".join(f"  - Abe, {chr(97 + n // 26)}{chr(97 + n % 26)}\n" for n in range(49))
    doubled = changed(("  - van der Berg, Jan\n", names + "  - Ito, Aya\n"))
    assert len(entry_of(doubled).authors) == 51
    fewer = doubled.replace("  - Abe, bw\n", "")
    assert messages_of(fewer) == [
        "52: authors: 'Ito, Aya' is listed twice, first in line 3; keep one"
    ]


@pytest.mark.parametrize(
    "comment",
    [
        ("authors:", "authors:  # as printed"),
        ("2025-03-14", "2025-03-14  # the day of v1"),
        ("kind: study", "kind: study  # not a diary"),
        ("[field-survey]", "[field-survey]  # first = primary"),
        ('Hive"', 'Hive"  # as printed'),
        ("title:", "# an entry\ntitle:"),
        ("summary: >-", "summary: >-  # ours"),
    ],
)
def test_comments_that_cut_no_text_are_allowed(comment: tuple[str, str]) -> None:
    entry_of(changed(comment))


def test_a_folder_that_is_not_there_has_no_entries(tmp_path: Path) -> None:
    assert entry_files(tmp_path / "nothing") == []


def test_hidden_files_and_back_ups_of_editors_are_ignored(folder: Path) -> None:
    for name in (".DS_Store", ".abe2020x.yaml.swp", f"{KEY}.yaml~", f"#{KEY}.yaml#", ".git"):
        (folder / name).write_bytes(b"\xff")
    (folder / f".#{KEY}.yaml").symlink_to("nobody@nowhere:1")
    assert found_in(folder) == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("abe2020x.yml", "only .yaml files belong here; rename it to abe2020x.yaml"),
        ("Abe2020X.YAML", "only .yaml files belong here; rename it to abe2020x.yaml"),
        ("abe2020x.yaml.orig", "only .yaml files belong here; move it elsewhere"),
        ("abe2020x", "only .yaml files belong here; move it elsewhere"),
        ("README.md", "only .yaml files belong here; move it elsewhere"),
        ("_taxonomy.yml", "only .yaml files belong here; rename it to _taxonomy.yaml"),
    ],
)
def test_what_could_be_a_lost_entry_is_told(folder: Path, name: str, message: str) -> None:
    (folder / name).write_text(PROBE, encoding="utf-8")
    assert found_in(folder) == [f"entries/{name}: {message}"]


def test_a_folder_among_the_entries_is_told(folder: Path) -> None:
    (folder / "abe2020x.yaml").mkdir()
    (folder / "more").mkdir()
    assert found_in(folder) == [
        "entries/abe2020x.yaml: a folder; entries lie side by side, one plain file each",
        "entries/more: a folder; entries lie side by side, one plain file each",
    ]


@pytest.mark.parametrize("target", ["/etc/passwd", f"{KEY}.yaml", "nothing", "abe2020x.yaml", "."])
def test_a_symbolic_link_is_refused_wherever_it_leads(folder: Path, target: str) -> None:
    (folder / "abe2020x.yaml").symlink_to(target)
    assert found_in(folder) == ["entries/abe2020x.yaml: a symbolic link; put the file itself here"]


def test_a_pipe_is_refused_without_waiting_for_a_writer(folder: Path) -> None:
    os.mkfifo(folder / "abe2020x.yaml")
    assert found_in(folder) == [
        "entries/abe2020x.yaml: neither a file nor a folder; an entry is a plain file"
    ]


def test_a_socket_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)  # the address of a socket is short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("abe2020x.yaml")
        assert found_in(folder) == [
            "entries/abe2020x.yaml: neither a file nor a folder; an entry is a plain file"
        ]


def test_a_file_that_may_not_be_read_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "abe2020x.yaml").write_text(PROBE, encoding="utf-8")
    read = Path.open

    def refuse(path: Path, *arguments: str) -> object:
        if path.name == "abe2020x.yaml":
            raise PermissionError(13, "Permission denied")
        return read(path, *arguments)

    monkeypatch.setattr(Path, "open", refuse)
    assert found_in(folder) == ["entries/abe2020x.yaml: cannot be read: Permission denied"]


def test_a_file_that_vanishes_is_told(tmp_path: Path) -> None:
    reading = read_entry(tmp_path / "entries" / "abe2020x.yaml", toy_taxonomy())
    assert [str(problem) for problem in reading.problems] == [
        "entries/abe2020x.yaml: the file is missing; restore it"
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ito-2025.yaml", "Ito-2025"),
        ("ito 2025.yaml", "ito 2025"),
        ("-rf.yaml", "-rf"),
        ("itö2025probe.yaml", "itö2025probe"),
        ("ito2025probe\n::error::x.yaml", "ito2025probe ::error::x"),
        ("ito\x1b[2J.yaml", "ito?[2J"),
        ("ito\u202e.yaml", "ito?"),
        ("ito2025.yaml", "ito2025"),
        ("con.yaml", "con"),
        ("2025probe.yaml", "2025probe"),
        ("x" * 100 + ".yaml", "x" * 79 + "…"),
    ],
)
def test_a_name_that_is_no_key_is_told_in_one_clean_line(
    folder: Path, name: str, shown: str
) -> None:
    text = changed(("Probe the Hive", "A Second Probe"), ("10.1000/x", "10.1000/y"))
    (folder / name).write_text(text, encoding="utf-8")
    path = shown.replace("…", "x" * 21)
    assert found_in(folder) == [
        f"entries/{path}.yaml:1: the key '{shown}' is not family + year + word in small letters; "
        "it would be ito2025second"
    ]


def test_a_name_that_is_not_utf_8_is_told(folder: Path) -> None:
    path = os.fsencode(folder) + b"/ito\xff2025.yaml"
    Path(os.fsdecode(path)).write_bytes(b"")
    assert found_in(folder) == [
        "entries/ito?2025.yaml:1: the file is empty; an entry starts with 'title:'"
    ]


def test_names_that_differ_only_in_case_are_told(folder: Path) -> None:
    text = changed(("Probe the Hive", "A Second Probe"), ("10.1000/x", "10.1000/y"))
    (folder / "Ito2025probe.yaml").write_text(text, encoding="utf-8")
    assert found_in(folder) == [
        "entries/Ito2025probe.yaml: differs from ito2025probe.yaml only in case; "
        "merge the two files",
        "entries/Ito2025probe.yaml:1: the key 'Ito2025probe' is not family + year + word in small "
        "letters; it would be ito2025second",
    ]


def test_the_folder_itself_may_be_the_place_to_stand(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    Path("abe2020x.yaml").write_text("", encoding="utf-8")
    _, problems = read_catalogue(Path())
    assert [str(problem) for problem in problems] == [
        "entries/abe2020x.yaml:1: the file is empty; an entry starts with 'title:'"
    ]


def test_the_lines_of_a_recalled_entry_are_read_when_they_are_needed(tmp_path: Path) -> None:
    path = tmp_path / f"{KEY}.yaml"
    path.write_text(PROBE)
    plain = read_entry(path, toy_taxonomy())
    recalled = read_entry(path, toy_taxonomy(), lambda key, content: plain.entry)
    assert recalled.is_sound and recalled.lines == {}
    assert recalled.read_lines
    assert recalled.read_lines() == plain.lines
    assert plain.lines["doi"] == 6
