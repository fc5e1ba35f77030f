"""The file of what is measured: it may be absent; what cannot be right is named and left out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from literature.catalogue import read_catalogue
from literature.metrics import MAX_BYTES, Metrics, read_metrics
from literature.read import entry_files

TOY = Path(__file__).parent / "library" / "entries"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "entries"
    folder.mkdir()
    return folder


def read(folder: Path, text: str) -> tuple[dict[str, Metrics], list[str]]:
    (folder / "_metrics.json").write_text(text, encoding="utf-8")
    found, problems = read_metrics(folder)
    return dict(found), [str(problem) for problem in problems]


def test_a_folder_without_the_file_has_no_metrics_and_no_problem(folder: Path) -> None:
    assert read_metrics(folder) == ({}, [])


def test_what_was_measured_is_read(folder: Path) -> None:
    text = (
        '{"abe2019sound": {"stars": 12, "last_commit": "2026-10-02", "citations": 0,'
        ' "asked": "2026-11-20"}}'
    )
    measured = Metrics(12, date(2026, 10, 2), 0, date(2026, 11, 20))
    assert read(folder, text) == ({"abe2019sound": measured}, [])


@pytest.mark.parametrize("values", ["{}", '{"stars": null}', '{"downloads": "many"}'])
def test_what_is_absent_or_not_ours_is_unknown(folder: Path, values: str) -> None:
    assert read(folder, f'{{"abe2019sound": {values}}}') == ({"abe2019sound": Metrics()}, [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "1: no JSON: Expecting value; write it anew"),
        ("{\n", "2: no JSON: Expecting property name enclosed in double quotes; write it anew"),
        ("null", "1: null is nothing; write {} or remove the file"),
        ("[]", "1: must be an object of keys of entries"),
        ("[" * 100_000, "1: too many levels; write it anew"),
        ("9" * 5_000, "1: a number is too long; write it anew"),
        ('{\n"Abe": {}}', "2: Abe: is no key of an entry; remove it"),
        ('{"../x": {}}', "1: ../x: is no key of an entry; remove it"),
        ('{"abe2019": 3}', '1: abe2019: must be an object, like {"stars": 12}'),
        ('{"abe2019": {},\n "abe2019": {}}', "1: abe2019: given twice; keep one"),
        (
            '{"abe2019": {"stars": -1}}',
            "1: abe2019.stars: '-1' is no count; write a whole number like 12",
        ),
        (
            '{"abe2019": {"stars": true}}',
            "1: abe2019.stars: 'True' is no count; write a whole number like 12",
        ),
        (
            '{"abe2019": {"citations": 1.5}}',
            "1: abe2019.citations: '1.5' is no count; write a whole number like 12",
        ),
        (
            '{"abe2019": {"citations": NaN}}',
            "1: abe2019.citations: 'nan' is no count; write a whole number like 12",
        ),
        (
            '{"abe2019": {"last_commit": "2026-02-30"}}',
            "1: abe2019.last_commit: '2026-02-30' is no day; write it like 2026-11-17",
        ),
        (
            '{"abe2019": {"asked": "<b>"}}',
            "1: abe2019.asked: '<b>' is no day; write it like 2026-11-17",
        ),
        ('{"abe2019": {"asked": 5}}', "1: abe2019.asked: '5' is no day; write it like 2026-11-17"),
    ],
)
def test_what_cannot_be_right_is_named_with_its_line(folder: Path, text: str, message: str) -> None:
    assert read(folder, text)[1] == [f"entries/_metrics.json:{message}"]


def test_a_wrong_value_leaves_the_others(folder: Path) -> None:
    found, _ = read(folder, '{"abe2019": {"stars": "many", "last_commit": "2026-10-02"}, "b": 1}')
    assert found == {"abe2019": Metrics(last_commit=date(2026, 10, 2))}


def test_a_file_that_is_not_utf_8_is_a_problem(folder: Path) -> None:
    (folder / "_metrics.json").write_bytes(b'{"\xff": {}}')
    found, problems = read_metrics(folder)
    assert found == {}
    assert len(problems) == 1


def test_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text("{}")
    (folder / "_metrics.json").symlink_to(tmp_path / "other.json")
    assert [problem.message for problem in read_metrics(folder)[1]] == [
        "a symbolic link; put the file itself here"
    ]


def test_a_file_that_is_too_large_is_refused(folder: Path) -> None:
    (folder / "_metrics.json").write_text("{" + " " * MAX_BYTES + "}")
    assert len(read_metrics(folder)[1]) == 1


def test_the_file_is_no_entry(folder: Path) -> None:
    (folder / "_metrics.json").write_text("{}")
    assert entry_files(folder) == []


def test_checking_the_entries_checks_the_file_too(folder: Path) -> None:
    (folder / "_taxonomy.yaml").write_bytes((TOY / "_taxonomy.yaml").read_bytes())
    (folder / "_metrics.json").write_text('{"abe2019": {"stars": "many"}}')
    assert [str(problem) for problem in read_catalogue(folder)[1]] == [
        "entries/_metrics.json:1: abe2019.stars: 'many' is no count; write a whole number like 12"
    ]
