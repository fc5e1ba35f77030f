"""The maintainer's way in: an id, a few questions, a file."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT
from issue_bodies import SUMMARY
from lookup_servers import LookupServers

from literature.submission.adding import Refused, add_work

TODAY = date(2026, 11, 21)
TOY = Path(__file__).parent / "library"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The bees with a settings file, in a folder of their own."""
    shutil.copytree(TOY / "entries", tmp_path / "entries")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


def answering(*answers: str) -> tuple[list[str], object]:
    """Questions asked, and a function that answers them in turn."""
    asked: list[str] = []
    rest = list(answers)

    def ask(question: str) -> str:
        asked.append(question)
        return rest.pop(0)

    return asked, ask


def test_what_no_register_told_is_asked_for(root: Path) -> None:
    asked, ask = answering(
        "Bees Count to Four", "Liu, Ada; van der Berg, Jan", "field-survey", SUMMARY
    )
    text, path = add_work(root, "2502.00009", TODAY, True, False, ask)  # type: ignore[arg-type]
    assert [question.partition(" ")[0].strip(",") for question in asked] == [
        "Title", "Authors", "Approaches", "One",
    ]  # fmt: skip
    assert path == root / "entries" / "liu2025bees.yaml"
    assert path.read_text(encoding="utf-8") == text
    assert 'arxiv: "2502.00009"' in text
    assert "categories: [field-survey]" in text
    assert "  - van der Berg, Jan" in text
    assert "unverified:\n  - title\n" in text


def test_a_trial_writes_nothing(root: Path) -> None:
    before = sorted(root.rglob("*"))
    _, ask = answering("Bees Count to Four", "Liu, Ada", "nest-study", SUMMARY)
    text, _ = add_work(root, "2502.00009", TODAY, True, True, ask)  # type: ignore[arg-type]
    assert text.startswith('title: "Bees Count to Four"')
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize(
    ("identifier", "answers", "message"),
    [
        ("10.1000/bees_(2019)<1>", (), "abe2019sound is here already: the same DOI"),
        ("the paper on bees", (), "is no identifier we know"),
        ("2502.00009", ("", "", "", ""), "still missing: title, authors, categories, summary"),
        ("2502.00009", ("Bees Count", "Liu et al.", "field-survey", SUMMARY), "list everyone"),
        ("2502.00009", ("Bees Count", "Liu, Ada", "wasps", SUMMARY), "not in the vocabulary"),
        ("https://example.org/x", ("Bees Count", "Liu, Ada", "soon", "field-survey", SUMMARY),
         "published"),
    ],
)  # fmt: skip
def test_what_cannot_be_added_is_refused_with_a_reason(
    root: Path, identifier: str, answers: tuple[str, ...], message: str
) -> None:
    before = sorted(root.rglob("*"))
    _, ask = answering(*answers)
    with pytest.raises(Refused) as refusal:
        add_work(root, identifier, TODAY, True, False, ask)  # type: ignore[arg-type]
    assert message in str(refusal.value)
    assert sorted(root.rglob("*")) == before


def test_the_command_looks_the_work_up(root: Path) -> None:
    shutil.copytree(
        ROOT / "scripts", root / "scripts", ignore=shutil.ignore_patterns("__pycache__")
    )
    with LookupServers() as servers:
        environ = {f"ATLAS_{name.upper()}_URL": url for name, url in servers.bases.items()}
        ended = subprocess.run(
            [sys.executable, root / "scripts" / "add.py", "arXiv:2501.04567", "--dry-run"],
            input=f"field-survey\n{SUMMARY}\n", env=environ, capture_output=True, text=True,
            timeout=60,
        )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert 'arxiv: "2501.04567"' in ended.stdout
    assert "authors:\n  - " in ended.stdout
    assert "evidence:\n" in ended.stdout
