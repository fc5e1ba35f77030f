"""Problems as lines, and the command that prints them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from samples import TOY, changed

from literature.model import Problem
from literature.report import annotation, report_lines

CHECK = Path(__file__).parent.parent / "scripts" / "check.py"


@pytest.mark.parametrize(
    ("problem", "command"),
    [
        (
            Problem("entries/a.yaml", 6, "doi", "'x' is a URL; write y"),
            "::error file=entries/a.yaml,line=6::doi: 'x' is a URL; write y",
        ),
        (
            Problem("entries/a.yaml", 0, "", "a folder"),
            "::error file=entries/a.yaml,line=1::a folder",
        ),
        (
            Problem("a,line=9::x%0A.yaml", 1, "f%0A", "100%0A::stop-commands::x"),
            "::error file=a%2Cline=9%3A%3Ax%250A.yaml,line=1::f%250A: 100%250A::stop-commands::x",
        ),
        (
            Problem("a\n::error::b", 1, "c\r\n", "d\n::e"),
            "::error file=a %3A%3Aerror%3A%3Ab,line=1::c? : d ::e",
        ),
    ],
)
def test_an_annotation_cannot_be_ended_by_text(problem: Problem, command: str) -> None:
    assert annotation(problem) == command


def test_a_problem_is_one_line_and_on_github_an_annotation_too() -> None:
    problem = Problem("entries/a.yaml", 6, "doi", "'##[error]x'")
    assert list(report_lines([problem])) == ["entries/a.yaml:6: doi: '## [error]x'"]
    assert list(report_lines([problem], is_github=True)) == [
        "entries/a.yaml:6: doi: '## [error]x'",
        "::error file=entries/a.yaml,line=6::doi: '## [error]x'",
    ]


def run_check(*arguments: str, **environment: str) -> tuple[int, list[str]]:
    result = subprocess.run(
        [sys.executable, str(CHECK), *arguments],
        capture_output=True,
        env={**os.environ, **environment},
        encoding="utf-8",
        check=False,
    )
    assert result.stderr == ""
    return result.returncode, result.stdout.splitlines()


def without_seconds(line: str) -> str:
    return re.sub(r"[0-9]+\.[0-9]{2} s$", "N s", line)


def test_check_is_silent_about_good_entries() -> None:
    code, lines = run_check(str(TOY))
    assert code == 0
    assert [without_seconds(line) for line in lines] == ["6 good entries, 0 problems, N s"]


def test_check_fails_and_prints_every_problem(tmp_path: Path) -> None:
    folder = tmp_path / "entries"
    shutil.copytree(TOY, folder)
    bad = changed(
        ("10.1000/x", "https://doi.org/10.1000/x"),
        ("kind: study", 'kind: "::warning::ü%0A"'),
    )
    (folder / "ito2025probe.yaml").write_text(bad, encoding="utf-8")
    (folder / "x\n::error::y.yaml").write_bytes(b"")
    code, lines = run_check("--github", str(folder), PYTHONIOENCODING="ascii")
    assert code == 1
    assert [without_seconds(line) for line in lines] == [
        "entries/ito2025probe.yaml:6: doi: 'https://doi.org/10.1000/x' is a URL; write 10.1000/x",
        "::error file=entries/ito2025probe.yaml,line=6::"
        "doi: 'https://doi.org/10.1000/x' is a URL; write 10.1000/x",
        "entries/ito2025probe.yaml:9: kind: unknown term '::warning::\\xfc%0A'; "
        "see kinds in entries/_taxonomy.yaml",
        "::error file=entries/ito2025probe.yaml,line=9::"
        "kind: unknown term '::warning::\\xfc%250A'; see kinds in entries/_taxonomy.yaml",
        "entries/x ::error::y.yaml:1: the file is empty; an entry starts with 'title:'",
        "::error file=entries/x %3A%3Aerror%3A%3Ay.yaml,line=1::"
        "the file is empty; an entry starts with 'title:'",
        "6 good entries, 3 problems, N s",
    ]


def test_check_of_a_folder_that_is_not_there_fails(tmp_path: Path) -> None:
    code, lines = run_check(str(tmp_path / "nothing"))
    assert code == 1
    assert lines[0] == "nothing/_taxonomy.yaml: the file is missing; restore it"
