"""From an issue to a pull request and on to the site, by the command that the workflow runs."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import build
from contribution import SUMMARY, Repository, running_repository
from issue_bodies import body

from literature.catalogue import read_catalogue
from literature.forms import add_form, correct_form

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Repository]:
    with running_repository(tmp_path_factory.mktemp("contribute")) as repository:
        yield repository


@pytest.fixture(scope="module")
def forms(repository: Repository) -> object:
    taxonomy = read_catalogue(repository.root / "entries")[0].taxonomy
    return add_form(taxonomy), correct_form()


def test_an_issue_becomes_one_pull_request_and_then_a_page(
    repository: Repository, forms: tuple
) -> None:
    github = repository.github
    text = body(
        forms[0], identifier="arXiv:2501.04999v2", category="Field surveys", summary=SUMMARY
    )
    number = github.open_issue("[Entry] How bees find their way", text)
    started = time.perf_counter()
    ended = repository.submit(number)
    seconds = time.perf_counter() - started
    assert ended.returncode == 0, ended.stderr
    assert seconds < 60  # 20 s on a quiet machine: see README
    assert github.issues[number].labels == ["submission", "proposed"], [
        it.body for it in github.comments_of(number)
    ]

    branch = f"submission/{number}"
    assert repository.changed_files(branch) == ["100644 entries/vanderberg2025bees.yaml"]
    (pull,) = [it for it in github.pulls.values() if it.head == branch]
    assert pull.title == f"Add vanderberg2025bees (#{number})"
    assert f"Closes #{number}" in pull.body
    (comment,) = github.comments_of(number)
    assert "Ready for review" in comment.body
    assert set(github.issues[number].labels) == {"submission", "proposed"}

    before = len(github.writes)
    assert repository.submit(number, "edited").returncode == 0
    assert len(github.writes) == before

    repository.merge(number)
    site = build(repository.root)
    page = (site / "entries" / "vanderberg2025bees" / "index.html").read_text(encoding="utf-8")
    assert "How bees &lt;find&gt; their way &amp; back" in page
    assert "vanderberg2025bees" in (site / "data" / "literature.bib").read_text(encoding="utf-8")


def test_a_doi_brings_its_venue(repository: Repository, forms: tuple) -> None:
    number = repository.github.open_issue(
        "[Entry] Hives",
        body(forms[0], identifier="https://doi.org/10.1234/hives.24", category="Field surveys",
             summary=SUMMARY),
    )  # fmt: skip
    assert repository.submit(number).returncode == 0
    text = repository.git("show", f"submission/{number}:entries/okafor2024listening.yaml")
    assert 'venue: jhr\nvenue_year: "2024"\nvolume: "97"\n' in text


def test_an_entry_that_is_there_gets_a_link_and_no_pull_request(
    repository: Repository, forms: tuple
) -> None:
    github = repository.github
    text = body(forms[0], identifier="https://doi.org/10.1000/bees_(2019)<1>")
    number = github.open_issue("[Entry] x", text)
    assert repository.submit(number).returncode == 0
    (comment,) = github.comments_of(number)
    assert "/entries/abe2019sound/)" in comment.body
    assert not [it for it in github.pulls.values() if it.head == f"submission/{number}"]
    assert set(github.issues[number].labels) == {"submission", "duplicate"}
    assert github.issues[number].is_open


def test_the_id_of_another_work_is_named_with_its_title(
    repository: Repository, forms: tuple
) -> None:
    github = repository.github
    text = body(forms[0], identifier="2501.04999", title="A Census of Alpine Wasps")
    number = github.open_issue("[Entry] x", text)
    assert repository.submit(number).returncode == 0
    (comment,) = github.comments_of(number)
    assert "belongs to another work" in comment.body
    assert "How bees" in comment.body
    assert set(github.issues[number].labels) == {"submission", "needs-changes"}

    fixed = body(forms[0], identifier="2501.04999", title="How bees find their way & back")
    github.edit_issue(number, body=fixed)
    assert repository.submit(number, "edited").returncode == 0
    assert len(github.comments_of(number)) == 1
    assert "needs-changes" not in github.issues[number].labels


def test_garbage_is_answered_and_kept(repository: Repository) -> None:
    github = repository.github
    number = github.open_issue("[Entry] ::set-output name=x::y", "$(id) `id` {{ 7*7 }}")
    ended = repository.submit(number)
    assert ended.returncode == 0
    assert "::" not in ended.stdout + ended.stderr
    (comment,) = github.comments_of(number)
    assert "headings" in comment.body
    assert github.issues[number].is_open


def test_a_correction_changes_the_one_file(repository: Repository, forms: tuple) -> None:
    github = repository.github
    entry = read_catalogue(repository.root / "entries")[0].by_key["abe2019sound"]
    change = f"summary:\n  old: >-\n    {entry.summary}\n  new: {SUMMARY}"
    text = body(forms[1], entry="abe2019sound", change=change)
    number = github.open_issue("[Correction] abe2019sound", text,
                               labels=("submission", "correction"))  # fmt: skip
    assert repository.submit(number).returncode == 0
    branch = f"submission/{number}"
    assert repository.changed_files(branch) == ["100644 entries/abe2019sound.yaml"]
    diff = repository.git("diff", "main", branch)
    assert f"+  {SUMMARY}" in diff


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        (
            {"identifier": "10.1234/hives.24", "category": "Field surveys", "summary": SUMMARY},
            "accept",
        ),
        ({"identifier": "10.1000/bees_(2019)<1>"}, "duplicate"),
        ({"identifier": "2599.1"}, "invalid"),
        ({"identifier": "2501.88888"}, "held"),
    ],
)
def test_a_dry_run_prints_the_verdict_and_touches_nothing(
    repository: Repository, forms: tuple, answers: dict[str, str], verdict: str, tmp_path: Path
) -> None:
    event = {
        "action": "opened",
        "issue": {
            "number": 9000, "title": "[Entry] x", "body": body(forms[0], **answers),
            "user": {"login": "ada", "id": 5}, "labels": [], "state": "open",
            "created_at": "2026-11-20T10:00:00Z",
        },
        "repository": {"full_name": "example/library"},
    }  # fmt: skip
    file = tmp_path / "event.json"
    file.write_text(json.dumps(event), encoding="utf-8")
    writes = len(repository.github.writes)
    ended = repository.run("--event", str(file), "--dry-run")
    assert ended.returncode == 0, ended.stderr
    summary = json.loads(ended.stdout)
    assert summary["verdict"] == verdict
    assert set(summary) >= {"verdict", "problems", "duplicate_of", "path", "entry"}
    assert (summary["duplicate_of"] == "abe2019sound") == (verdict == "duplicate")
    assert len(repository.github.writes) == writes
    assert repository.git("branch", "--list", "submission/9000") == ""
