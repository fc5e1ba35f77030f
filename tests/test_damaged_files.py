"""Every damaged file is named with its line, and harms no other.

tests/damaged/expected.txt lists the files: "== name", below it all messages, literally.
"""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from samples import PROBE, TOY, changed, messages_of, reading_of

from literature.catalogue import read_catalogue

DAMAGED = Path(__file__).parent / "damaged"


def expected_messages() -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for line in (DAMAGED / "expected.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            table[line.removeprefix("== ")] = []
        else:
            list(table.values())[-1].append(line)
    return table


EXPECTED = expected_messages()


@pytest.mark.parametrize("name", EXPECTED)
def test_a_damaged_file_gives_exactly_its_messages(name: str) -> None:
    problems = sorted(reading_of((DAMAGED / name).read_bytes()).problems)
    assert [str(problem) for problem in problems] == EXPECTED[name]


def test_the_table_lists_every_damaged_file() -> None:
    assert sorted(EXPECTED) == sorted(path.name for path in DAMAGED.glob("*.yaml"))
    assert len(EXPECTED) >= 250
    assert all(EXPECTED.values())


def test_the_undamaged_file_has_no_problem() -> None:
    assert messages_of(PROBE) == []


def test_damaged_files_neither_hide_each_other_nor_harm_the_good_ones(tmp_path: Path) -> None:
    folder = tmp_path / "entries"
    shutil.copytree(TOY, folder)
    for path in DAMAGED.glob("*.yaml"):
        shutil.copy(path, folder / path.name)
    catalogue, problems = read_catalogue(folder)
    assert catalogue.entries == read_catalogue(TOY)[0].entries
    assert {problem.path for problem in problems} == {f"entries/{name}" for name in EXPECTED}


def test_many_characters_nobody_sees_are_told_once_a_line_and_twenty_times() -> None:
    messages = messages_of("# \u200b\u200b\n" * 100 + PROBE)
    assert len(messages) == 21
    assert messages[0] == "1: U+200B ZERO WIDTH SPACE is not allowed; remove it"
    assert messages[20] == "21: more lines like those above; mend them all"


def test_an_entry_has_at_most_a_hundred_fields() -> None:
    fields = "".join(f"field{number}: x\n" for number in range(2000))
    assert messages_of(fields) == ["1: 2,000 fields; an entry has at most 100"]


def test_an_entry_has_at_most_three_thousand_authors() -> None:
    letters = "abcdefghijklmno"
    names = [f"  - Ito, {a}{b}{c}{d}\n" for a in letters[:1] for b in letters for c in letters
             for d in letters][:3001]  # fmt: skip
    text = changed(("  - Ito, Aya\n  - van der Berg, Jan\n", "".join(names)))
    assert messages_of(text) == ["2: authors: 3,001 items; at most 3,000 are allowed"]
    assert messages_of(text.replace(names[-1], "")) == []


@pytest.mark.parametrize(
    "content",
    [
        PROBE.encode() + b"# " + b"x" * 70_000 + b"\n",
        b"x" * 2_000_000,
        b"categories:\n" + b"- x\n" * 1_000_000,
        b"\0" * 100_000,
    ],
    ids=["comment", "letters", "million items", "zeros"],
)
def test_a_huge_file_is_refused_unparsed(content: bytes) -> None:
    started = time.perf_counter()
    assert messages_of(content) == [" larger than 65,536 bytes; shorten it"]
    assert time.perf_counter() - started < 3


def test_a_file_of_exactly_the_size_limit_is_read() -> None:
    assert messages_of(PROBE.encode() + b"#" * (65_535 - len(PROBE)) + b"\n") == []


# All that an entry can have, in the order of a file; from line 23 on nothing is required.
WHOLE = changed(
    ("authors:", 'alt_titles:\n  - "Probing Hives"\nnickname: PtH\nauthors:'),
    ("doi:", 'arxiv: "2503.01234"\ndoi:'),
    (
        "added: 2026-01-09\n",
        "added: 2026-01-09\naliases:\n  - ito2025probing\n  - ito2025probes\n"
        "unverified: [doi]\nevidence:\n  - https://example.org/a\nnotes: >-\n"
        "  Retitled in the\n  second version.\n",
    ),
)


def test_a_file_cut_at_any_byte_has_a_problem_or_all_required_fields() -> None:
    whole = reading_of(WHOLE)
    assert whole.entry
    assert not whole.problems
    unnoticed = []
    for end in range(len(WHOLE)):
        cut = reading_of(WHOLE[:end])
        if cut.problems:
            continue
        assert cut.entry
        for name in ("title", "authors", "published", "summary", "added", "kind", "categories"):
            assert getattr(cut.entry, name) == getattr(whole.entry, name)
        unnoticed.append(WHOLE[:end].splitlines()[-1])
    # Only cuts between two lines after the required fields: nothing in the file tells them.
    assert unnoticed == [
        "added: 2026-01-09",
        "  - ito2025probing",
        "  - ito2025probes",
        "unverified: [doi]",
        "  - https://example.org/a",
        "  Retitled in the",
    ]
