"""The program as a workflow or a person calls it: arguments, files, exit codes, what it prints."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from build_fixtures import BEES_YML, TOY, make_bees
from github_server import GitHubServer
from issue_bodies import ALONE, body
from submission_bench import git

from literature.submission import trial
from literature.submission.command import Command, Report
from literature.submission.decision import Decision
from literature.submission.settings import Settings

TODAY = date(2026, 11, 21)
GOOD = body(**ALONE)
GARBAGE = body(identifier="::error::x\n##[group]y", title="::set-output name=a::b")


def make_clone(folder: Path) -> Path:
    """The bees under git, and the bare repository `remote` beside them."""
    git(folder, "init", "--quiet", "--template=", "--initial-branch=main")
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "-m", "Begin")
    git(folder, "clone", "--quiet", "--template=", "--bare", ".", str(folder.parent / "remote"))
    return folder


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The bees without the engine, so that nothing can be built."""
    shutil.copytree(TOY, tmp_path / "bees" / "entries")
    (tmp_path / "bees" / "mkdocs.yml").write_text(BEES_YML)
    monkeypatch.setattr(trial, "build", lambda root, path, content: "")
    return make_clone(tmp_path / "bees")


@pytest.fixture
def github(clone: Path) -> Iterator[GitHubServer]:
    with GitHubServer("example/bees", remote=clone.parent / "remote") as server:
        yield server


Call = Callable[..., Report]


@pytest.fixture
def call(clone: Path, github: GitHubServer) -> Call:
    """The program, in this process: call(number=1), call(event=path, dry_run=True)."""

    def command(**given: Any) -> Report:
        names = ("event", "number", "dry_run", "decide", "apply", "sweep", "start_checks", "build")
        options = Namespace(**{**dict.fromkeys(names), "offline": True, **given})
        return Command(options, clone, github.environ, TODAY).run()

    return command


def event_file(folder: Path, shape: object) -> str:
    path = folder / "event.json"
    path.write_text(shape if isinstance(shape, str) else json.dumps(shape))
    return str(path)


# Dry runs.


def test_a_dry_run_prints_the_verdict_and_touches_nothing(
    call: Call, github: GitHubServer, tmp_path: Path
) -> None:
    number = github.open_issue("[Entry] Bees Count to Four", GOOD, "visitor")
    report = call(event=event_file(tmp_path, github.event(number)), dry_run=True)
    assert report.code == 0
    shown = json.loads("\n".join(report.lines))
    assert (shown["verdict"], shown["problems"]) == ("accept", [])
    assert shown["path"] == "entries/liu2025bees.yaml"
    assert shown["duplicate_of"] is None
    assert shown["entry"]["title"] == "Bees Count to Four"
    assert github.journal == []
    assert github.head_of("submission/1") == ""


@pytest.mark.parametrize("text", [GARBAGE, "", "nothing of a form"])
def test_a_dry_run_ends_well_whatever_the_verdict(
    call: Call, github: GitHubServer, tmp_path: Path, text: str
) -> None:
    number = github.open_issue("[Entry] x", text, "visitor")
    report = call(event=event_file(tmp_path, github.event(number)), dry_run=True)
    assert report.code == 0
    assert json.loads("\n".join(report.lines))["verdict"] == "invalid"
    for line in "\n".join(report.lines).splitlines():
        assert not line.lstrip().startswith("::")
        assert "##[" not in line


def test_a_dry_run_builds_only_when_it_is_told_to(
    call: Call, github: GitHubServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = github.open_issue("[Entry] x", GOOD, "visitor")
    monkeypatch.setattr(trial, "build", lambda root, path, content: "no room")
    event = event_file(tmp_path, github.event(number))
    verdicts = [
        json.loads("\n".join(call(event=event, dry_run=True, build=build).lines))["verdict"]
        for build in (False, True)
    ]
    assert verdicts == ["accept", "invalid"]


@pytest.mark.parametrize(
    ("shape", "message"),
    [
        ("{", "holds no JSON"),
        ("[" * 100_000, "holds no JSON"),
        ([], "is no event about an issue"),
        ({}, "is no event about an issue"),
        ({"issue": None}, "is no event about an issue"),
        ({"issue": {"number": "1"}}, "is no event about an issue"),
        ({"issue": {"number": -1}}, "is no event about an issue"),
    ],
    ids=str,
)
def test_a_file_that_is_no_event_about_an_issue_is_refused(
    call: Call, tmp_path: Path, shape: object, message: str
) -> None:
    path = event_file(tmp_path, shape)
    assert call(event=path, dry_run=True) == Report((f"{path} {message}",), 2)


def test_a_missing_event_file_is_named(call: Call, tmp_path: Path) -> None:
    path = str(tmp_path / "none.json")
    message = f"{path} cannot be read: No such file or directory"
    assert call(event=path, dry_run=True) == Report((message,), 2)


def test_a_call_without_an_issue_is_refused(call: Call) -> None:
    assert call(dry_run=True) == Report(("a dry run needs --event FILE",), 2)
    assert call() == Report(("name an issue: --event FILE or --number N",), 2)
    assert call(number=0).code == 2


# Real runs.


def test_a_run_makes_a_pull_request_and_prints_nothing_of_the_text(
    call: Call, github: GitHubServer, tmp_path: Path
) -> None:
    number = github.open_issue("[Entry] x", GOOD, "visitor")
    assert call(event=event_file(tmp_path, github.event(number))) == Report(("#1: proposed",), 0)
    assert len(github.pulls) == 1


def test_an_entry_that_cannot_be_built_is_not_accepted(
    call: Call, github: GitHubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = github.open_issue("[Entry] x", GOOD, "visitor")
    monkeypatch.setattr(trial, "build", lambda root, path, content: "no room")
    assert call(number=number) == Report(("#1: needs-changes",), 0)
    assert "no room" in github.comments_of(number)[0].body


def test_what_another_submission_proposes_is_a_duplicate(call: Call, github: GitHubServer) -> None:
    first = github.open_issue("[Entry] x", GOOD, "visitor")
    second = github.open_issue("[Entry] x", GOOD, "somebody")
    assert call(number=first).lines == ("#1: proposed",)
    assert call(number=second).lines == ("#2: duplicate",)
    assert "#1" in github.comments_of(second)[0].body


def test_a_failure_is_the_exit_code_one(call: Call, github: GitHubServer) -> None:
    number = github.open_issue("[Entry] x", GOOD, "visitor")
    github.fail("forbidden", "POST", "/pulls")
    report = call(number=number)
    assert report.code == 1
    assert report.lines[0].startswith("#1: GitHub answers 403 to POST /pulls")


def test_a_sweep_that_cannot_begin_says_why(call: Call, github: GitHubServer) -> None:
    github.fail("forbidden", "GET", "/issues")
    report = call(sweep=True)
    assert (report.code, report.lines[0][:31]) == (1, "GitHub answers 403 to GET /issu")


def test_a_sweep_without_work_says_so(call: Call) -> None:
    assert call(sweep=True) == Report(("nothing to do",), 0)


def test_checks_are_started(call: Call, github: GitHubServer) -> None:
    number = github.open_issue("[Entry] x", GOOD, "visitor")
    call(number=number)
    assert call(start_checks=True) == Report(("#1: checks started on pull request 2",), 0)
    assert [(name, branch) for name, branch, _ in github.runs] == [("check.yml", "submission/1")]


def test_a_wrong_setting_is_named(clone: Path) -> None:
    options = Namespace(event=None, number=1, dry_run=False, decide=None, apply=None, sweep=False,
                        start_checks=False, build=False, offline=True)  # fmt: skip
    report = Command(options, clone, {"GITHUB_REPOSITORY": "bees"}, TODAY).run()
    assert report == Report(("GITHUB_REPOSITORY is 'bees'; write owner/name",), 2)


# Two halves.


@pytest.fixture
def decided(call: Call, github: GitHubServer, tmp_path: Path) -> Path:
    """What the deciding half made of issue 1, with rights to read alone."""
    number = github.open_issue("[Entry] x", GOOD, "visitor")
    github.rights = {"issues": "read", "pull-requests": "read"}
    path = tmp_path / "decision.json"
    assert call(number=number, decide=str(path)) == Report(("#1: accept",), 0)
    github.rights = {"issues": "write", "pull-requests": "write"}
    return path


def test_the_halves_together_do_what_the_whole_does(
    call: Call, github: GitHubServer, decided: Path
) -> None:
    assert github.writes == []
    assert call(number=1, apply=str(decided)) == Report(("#1: proposed",), 0)
    assert len(github.pulls) == 1


def test_a_decision_that_was_not_made_is_told_on_the_issue(
    call: Call, github: GitHubServer, tmp_path: Path
) -> None:
    github.open_issue("[Entry] x", GOOD, "visitor")
    report = call(number=1, apply=str(tmp_path / "none.json"))
    assert report == Report(("#1: no decision was made",), 1)
    assert "bot-error" in github.issues[1].labels


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"number": 2}, "is about another issue"),
        ({"path": "../liu2025bees.yaml"}, "names another file than an entry's"),
        ({"path": "entries/../x.yaml"}, "names another file than an entry's"),
        ({"path": ".github/workflows/x.yml"}, "names another file than an entry's"),
        ({"path": "entries/_taxonomy.yaml"}, "names another file than an entry's"),
        ({"path": "entries/liu2025bees.yaml\n"}, "names another file than an entry's"),
        ({"path": "entries/abe2019sound.yaml"}, "has a subject of another form"),
        ({"subject": "Add liu2025bees\n\nCloses #5"}, "has a subject of another form"),
        ({"subject": "--force liu2025bees"}, "has a subject of another form"),
        ({"content": "title: x\n"}, "holds an entry that cannot be read"),
        ({"content": ""}, "holds an entry that cannot be read"),
        ({"content": "title: !!python/x y\n"}, "holds an entry that cannot be read"),
        ({"content": 5}, "is no decision"),
        ({"comment": None}, "is no decision"),
    ],
    ids=str,
)
def test_a_decision_that_was_tampered_with_is_not_carried_out(
    call: Call, github: GitHubServer, decided: Path, changes: dict[str, object], complaint: str
) -> None:
    shape = json.loads(decided.read_text()) | changes
    decided.write_text(json.dumps(shape))
    assert call(number=1, apply=str(decided)) == Report((f"#1: {decided} {complaint}",), 1)
    assert github.issues[1].labels == ["submission", "bot-error"]
    assert github.pulls == {}
    assert github.head_of("submission/1") == ""


def test_an_entry_that_the_checks_refuse_is_not_carried_out(
    call: Call, github: GitHubServer, decided: Path
) -> None:
    decision = Decision.from_json(decided.read_text())
    content = decision.content.replace("nest-study", "no-such-term")
    decided.write_text(replace(decision, content=content).as_json())
    report = call(number=1, apply=str(decided))
    assert report == Report((f"#1: {decided} holds an entry that the checks refuse",), 1)


@pytest.mark.parametrize("text", ["", "[]", "{}", "5", "{", "[" * 100_000, "\x00"])
def test_a_file_that_is_no_decision_is_refused(
    call: Call, github: GitHubServer, decided: Path, text: str
) -> None:
    decided.write_text(text)
    assert call(number=1, apply=str(decided)) == Report((f"#1: {decided} is no decision",), 1)
    assert github.pulls == {}


# Settings.


def test_what_is_not_set_or_empty_is_as_on_github() -> None:
    settings = Settings.from_environ({"GITHUB_REPOSITORY": "example/bees", "ATLAS_MAX_OPEN": " "})
    assert settings == Settings(
        repository="example/bees",
        api_url="https://api.github.com",
        server_url="https://github.com",
        token="",
        remote="https://github.com/example/bees.git",
        branch="main",
        bot_login="github-actions[bot]",
        requires_approval=False,
        max_open_per_author=3,
        max_open=30,
        max_runs_per_day=10,
    )


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("GITHUB_REPOSITORY", "", "GITHUB_REPOSITORY is ''; write owner/name"),
        ("GITHUB_REPOSITORY", "a/b/c", "GITHUB_REPOSITORY is 'a/b/c'; write owner/name"),
        ("GITHUB_REPOSITORY", "../b?c", "GITHUB_REPOSITORY is '../b?c'; write owner/name"),
        ("ATLAS_MAX_OPEN", "many", "ATLAS_MAX_OPEN is 'many'; write a whole number"),
        ("ATLAS_MAX_OPEN", "-1", "ATLAS_MAX_OPEN is '-1'; write a whole number"),
        ("ATLAS_BRANCH", "-f", "ATLAS_BRANCH is '-f'; write the name of a branch"),
    ],
)
def test_a_setting_of_no_use_is_named(name: str, value: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        Settings.from_environ({"GITHUB_REPOSITORY": "example/bees", name: value})


@pytest.mark.parametrize(("text", "wanted"), [("true", True), ("True", True), ("1", False)])
def test_approval_is_asked_for_by_the_word_true(text: str, wanted: bool) -> None:
    given = {"GITHUB_REPOSITORY": "example/bees", "ATLAS_REQUIRE_APPROVAL": text}
    assert Settings.from_environ(given).requires_approval is wanted


# The trial build.


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Something whose build can be anything."""
    for name in ("docs", "entries", "scripts", "docs/made", "scripts/__pycache__"):
        (tmp_path / "root" / name).mkdir(parents=True, exist_ok=True)
    (tmp_path / "root" / "docs" / "made" / ".gitignore").write_text("*\n")
    (tmp_path / "root" / "mkdocs.yml").write_text("site_name: x\n")
    return tmp_path / "root"


def try_build(root: Path, program: str, time_limit: float = 60) -> str:
    (root / "scripts" / "build.py").write_text(program)
    return trial.build(root, "entries/ito2026bees.yaml", "title: Bees\n", time_limit)


def test_the_trial_has_all_that_a_build_needs_and_the_new_file(root: Path) -> None:
    said = try_build(
        root,
        "import pathlib, sys\n"
        "found = sorted(p.as_posix() for p in pathlib.Path('.').rglob('*'))\n"
        "sys.exit(repr((found, pathlib.Path('entries/ito2026bees.yaml').read_text())))",
    )
    assert said == repr(
        (
            ["docs", "entries", "entries/ito2026bees.yaml", "mkdocs.yml", "scripts",
             "scripts/build.py"],
            "title: Bees\n",
        )
    )  # fmt: skip
    assert not (root / "entries" / "ito2026bees.yaml").exists()


def test_a_trial_that_succeeds_says_nothing(root: Path) -> None:
    assert try_build(root, "import sys; print('fine'); print('a warning', file=sys.stderr)") == ""


def test_a_trial_that_fails_says_why_without_the_folder(root: Path) -> None:
    said = try_build(root, "import os, sys; sys.exit(f'{os.getcwd()}/entries/x.yaml: title: bad')")
    assert said == "entries/x.yaml: title: bad"


def test_a_trial_that_says_much_is_heard_to_its_end(root: Path) -> None:
    said = try_build(root, "import sys; sys.exit('x' * 5000 + 'end')")
    assert len(said) == 2000
    assert said.endswith("xend")


def test_a_trial_that_fails_silently_is_a_failure(root: Path) -> None:
    assert try_build(root, "raise SystemExit(3)") == "the build ended with 3 and no message"


def test_a_trial_that_does_not_end_is_ended(root: Path) -> None:
    said = try_build(root, "import time; time.sleep(60)", 0.5)
    assert said == "the build did not end within 0.5 s"


def test_a_trial_does_not_get_the_token(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_TOKEN", "ACTIONS_RUNTIME_TOKEN", "ATLAS_REMOTE"):
        monkeypatch.setenv(name, "secret")
    assert try_build(root, "import os, sys; sys.exit('secret' in os.environ.values())") == ""


# The whole program.


@pytest.fixture
def bees(tmp_path: Path) -> Path:
    return make_clone(make_bees(tmp_path / "bees"))


def run_program(
    root: Path, github: GitHubServer, *arguments: str
) -> subprocess.CompletedProcess[str]:
    environ = {name: text for name, text in os.environ.items() if name != "GITHUB_TOKEN"}
    return subprocess.run(
        [sys.executable, "scripts/submit.py", "--offline", *arguments],
        cwd=root, env=environ | github.environ, capture_output=True, text=True, timeout=300,
    )  # fmt: skip


@pytest.mark.slow
def test_the_program_prints_what_it_did_and_nothing_of_what_strangers_wrote(
    bees: Path, tmp_path: Path
) -> None:
    with GitHubServer("example/bees", remote=tmp_path / "remote") as github:
        hostile = github.open_issue("::error::title", GARBAGE, "visitor")
        title = "::warning::Bees ##[error]count %0A::set-output name=a::b"
        sound = github.open_issue("::error::title", body(**ALONE | {"title": title}), "visitor")
        for number, line in ((hostile, "#1: needs-changes\n"), (sound, "#2: proposed\n")):
            event = event_file(tmp_path, github.event(number))
            ended = run_program(bees, github, "--event", event)
            assert (ended.returncode, ended.stdout, ended.stderr) == (0, line, "")
            again = run_program(bees, github, "--event", event)
            assert (again.returncode, again.stdout, again.stderr) == (0, line, "")
        assert title in git(tmp_path / "remote", "show", "submission/2:entries/liu2025warning.yaml")
        assert len(github.comments) == 2


@pytest.mark.slow
def test_wrong_arguments_are_told_on_the_error_output(bees: Path, tmp_path: Path) -> None:
    with GitHubServer("example/bees", remote=tmp_path / "remote") as github:
        ended = run_program(bees, github, "--event", "none.json", "--dry-run")
        message = "none.json cannot be read: No such file or directory\n"
        assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", message)
        assert run_program(bees, github, "--dry-run", "--sweep").returncode == 2
