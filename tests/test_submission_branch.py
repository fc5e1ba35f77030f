"""One commit with one file on a branch of its own, and nothing else in the repository touched."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from submission_bench import git, make_repository

from literature.submission import branch as branch_module
from literature.submission.branch import (
    Branches,
    Change,
    GitFailed,
    Tip,
    branch_of,
    commit_message,
    credentials,
    number_of,
)
from literature.submission.decision import Issue
from literature.submission.settings import Settings

ISSUE = Issue(
    7, "[Entry] Hostile title", "Hostile body", "visitor", 1001, created="2026-01-05T10:00:01Z"
)
CHANGE = Change("entries/ito2026bees.yaml", "title: Bees\n", "Add ito2026bees")
TOKEN = "a-very-secret-token"


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_repository(tmp_path_factory.mktemp("repository"))


@pytest.fixture
def folder(repository: Path, tmp_path: Path) -> Path:
    shutil.copytree(repository, tmp_path / "own")
    return tmp_path / "own"


@pytest.fixture
def branches(folder: Path) -> Branches:
    return Branches(folder / "clone", str(folder / "remote"))


def tip_of(branches: Branches, number: int = 7) -> Tip | None:
    branches.fetch()
    return branches.tip(number)


def test_the_commit_adds_one_plain_file_to_the_default_branch(
    folder: Path, branches: Branches
) -> None:
    branches.push(ISSUE, CHANGE, None)
    remote = folder / "remote"
    assert git(remote, "diff", "--raw", "--abbrev=7", "main", "submission/7").split()[:2] == [
        ":000000",
        "100644",
    ]
    assert git(remote, "diff", "--name-status", "main", "submission/7") == (
        "A\tentries/ito2026bees.yaml"
    )
    assert git(remote, "show", "submission/7:entries/ito2026bees.yaml") == "title: Bees"
    assert git(remote, "rev-parse", "submission/7^") == git(remote, "rev-parse", "main")


def test_the_commit_is_by_the_bot_on_the_day_of_the_issue(folder: Path, branches: Branches) -> None:
    branches.push(ISSUE, CHANGE, None)
    shown = git(folder / "remote", "log", "-1", "--format=%an|%ae|%at%n%cn|%ce|%ct", "submission/7")
    bot = "github-actions[bot]|41898282+github-actions[bot]@users.noreply.github.com|1767607201"
    assert shown.splitlines() == [bot, bot]  # 2026-01-05T10:00:01Z


def test_the_message_is_ours_and_names_the_submitter(folder: Path, branches: Branches) -> None:
    branches.push(ISSUE, CHANGE, None)
    assert git(folder / "remote", "log", "-1", "--format=%B", "submission/7").strip() == (
        "Add ito2026bees for #7\n\nCo-authored-by: visitor <1001+visitor@users.noreply.github.com>"
    )


@pytest.mark.parametrize(
    ("login", "user_id"),
    [
        ("", 0),
        ("visitor", 0),
        ("a\nCo-authored-by: b", 5),
        ("a <b@example.org>", 5),
        ("x" * 40, 5),
        ("dependabot[bot]", 5),
    ],
)
def test_a_login_that_github_gives_nobody_is_not_written(login: str, user_id: int) -> None:
    issue = replace(ISSUE, login=login, user_id=user_id)
    assert commit_message(issue, CHANGE) == "Add ito2026bees for #7\n"


def test_the_same_submission_gives_the_same_commit(folder: Path, branches: Branches) -> None:
    branches.push(ISSUE, CHANGE, None)
    first = tip_of(branches)
    assert first and first.is_ours
    assert first.holds(CHANGE)
    git(folder / "remote", "branch", "-D", "submission/7")
    branches.push(ISSUE, CHANGE, None)
    assert tip_of(branches) == first


def test_an_odd_date_gives_way_to_that_of_the_default_branch(
    folder: Path, branches: Branches
) -> None:
    branches.push(replace(ISSUE, created="tomorrow"), CHANGE, None)
    remote = folder / "remote"
    dates = [git(remote, "log", "-1", "--format=%ct", name) for name in ("main", "submission/7")]
    assert dates[0] == dates[1]


def test_another_text_takes_the_place_of_the_first(folder: Path, branches: Branches) -> None:
    branches.push(ISSUE, CHANGE, None)
    other = Change("entries/ito2025bees.yaml", "title: Other\n", "Add ito2025bees")
    branches.push(ISSUE, other, tip_of(branches))
    assert git(folder / "remote", "diff", "--name-status", "main...submission/7") == (
        "A\tentries/ito2025bees.yaml"
    )
    assert git(folder / "remote", "rev-list", "--count", "main..submission/7") == "1"


def test_a_branch_that_has_moved_meanwhile_is_not_overwritten(
    folder: Path, branches: Branches
) -> None:
    branches.push(ISSUE, CHANGE, None)
    seen = tip_of(branches)
    other = replace(CHANGE, content="title: By another run\n")
    branches.push(ISSUE, other, seen)
    with pytest.raises(GitFailed, match=r"^git push ended with 1: "):
        branches.push(ISSUE, replace(CHANGE, content="title: Late\n"), seen)
    assert git(folder / "remote", "show", "submission/7:entries/ito2026bees.yaml") == (
        "title: By another run"
    )


def test_a_branch_that_appeared_meanwhile_is_not_overwritten(branches: Branches) -> None:
    branches.push(ISSUE, CHANGE, None)
    with pytest.raises(GitFailed):
        branches.push(ISSUE, replace(CHANGE, content="title: Late\n"), None)


def test_a_branch_that_another_run_made_just_so_is_welcome(branches: Branches) -> None:
    branches.push(ISSUE, CHANGE, None)
    branches.push(ISSUE, CHANGE, None)


def test_the_same_change_on_a_newer_default_branch_by_another_run_is_welcome(
    folder: Path, branches: Branches
) -> None:
    branches.push(ISSUE, CHANGE, None)
    (folder / "clone" / "README.md").write_text("Changed.\n")
    git(folder / "clone", "commit", "--quiet", "--all", "-m", "Change")
    branches.push(ISSUE, CHANGE, None)
    tip = tip_of(branches)
    assert tip
    assert tip.holds(CHANGE)


def test_work_that_lies_in_the_clone_is_neither_taken_nor_touched(
    folder: Path, branches: Branches
) -> None:
    clone = folder / "clone"
    (clone / "entries" / "draft.yaml").write_text("draft\n")
    (clone / "README.md").write_text("Half done.\n")
    git(clone, "add", "README.md")
    before = git(clone, "status", "--porcelain")
    branches.push(ISSUE, CHANGE, None)
    assert git(clone, "status", "--porcelain") == before == "M  README.md\n?? entries/draft.yaml"
    assert git(folder / "remote", "diff", "--name-status", "main", "submission/7") == (
        "A\tentries/ito2026bees.yaml"
    )


def test_hooks_of_the_clone_do_not_run(folder: Path, branches: Branches) -> None:
    hooks = folder / "clone" / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("pre-push", "reference-transaction", "post-index-change"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {folder}/ran\n")
        (hooks / name).chmod(0o755)
    branches.push(ISSUE, CHANGE, None)
    assert not (folder / "ran").exists()


def test_settings_of_the_user_do_not_count(
    folder: Path, branches: Branches, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = folder / "config"
    config.write_text("[core]\n\tautocrlf = true\n[commit]\n\tgpgsign = true\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Somebody")
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    branches.push(ISSUE, replace(CHANGE, content="title: |\n  Bees\n"), None)
    tip = tip_of(branches)
    assert tip
    assert tip.files == {"entries/ito2026bees.yaml": "title: |\n  Bees\n"}


# Reading.


def test_who_committed_last_tells_whose_branch_it_is(folder: Path, branches: Branches) -> None:
    branches.push(ISSUE, CHANGE, None)
    git(folder, "clone", "--quiet", "--branch", "submission/7", "remote", "work")
    (folder / "work" / "entries" / "ito2026bees.yaml").write_text("title: By hand\n")
    git(folder / "work", "commit", "--quiet", "--all", "-m", "Better")
    git(folder / "work", "push", "--quiet")
    tip = tip_of(branches)
    assert tip
    assert not tip.is_ours
    assert tip.files == {"entries/ito2026bees.yaml": "title: By hand\n"}


def test_a_person_who_only_authors_is_a_person(folder: Path, branches: Branches) -> None:
    """GitHub itself commits what is edited on its pages; only the author is the person then."""
    branches.push(ISSUE, CHANGE, None)
    tree = git(folder / "remote", "rev-parse", "submission/7^{tree}")
    bot = "41898282+github-actions[bot]@users.noreply.github.com"
    made = git(folder / "remote", "-c", f"user.email={bot}", "commit-tree", tree, "-p",
               "submission/7", "-m", "Edit")  # fmt: skip
    git(folder / "remote", "update-ref", "refs/heads/submission/7", made)
    tip = tip_of(branches)
    assert tip
    assert tip.is_ours  # by the bot, both
    env = {"GIT_AUTHOR_NAME": "Mia", "GIT_AUTHOR_EMAIL": "mia@example.org"}
    by_mia = subprocess.run(
        ["git", "-c", "user.name=bot", "-c", f"user.email={bot}", "commit-tree", tree, "-p", made,
         "-m", "Edit"],
        cwd=folder / "remote", env=os.environ | env, capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    git(folder / "remote", "update-ref", "refs/heads/submission/7", by_mia)
    tip = tip_of(branches)
    assert tip
    assert not tip.is_ours


def test_what_main_has_got_meanwhile_is_no_change_of_the_branch(
    folder: Path, branches: Branches
) -> None:
    branches.push(ISSUE, CHANGE, None)
    (folder / "clone" / "entries" / "abe2019sound.yaml").write_text("title: Corrected\n")
    git(folder / "clone", "commit", "--quiet", "--all", "-m", "Correct")
    tip = tip_of(branches)
    assert tip
    assert tip.files == {"entries/ito2026bees.yaml": "title: Bees\n"}


def test_a_link_in_the_place_of_a_file_has_no_text(folder: Path, branches: Branches) -> None:
    git(folder, "clone", "--quiet", "remote", "work")
    (folder / "work" / "entries" / "link.yaml").symlink_to("/etc/passwd")
    (folder / "work" / "entries" / "abe2019sound.yaml").unlink()
    push_work(folder, "submission/7")
    tip = tip_of(branches)
    assert tip
    assert tip.files == {"entries/abe2019sound.yaml": None, "entries/link.yaml": None}


def push_work(folder: Path, name: str) -> None:
    work = folder / "work"
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "-m", "By hand")
    git(work, "push", "--quiet", "origin", f"HEAD:refs/heads/{name}")


def test_a_branch_without_a_common_history_stops_nobody(folder: Path, branches: Branches) -> None:
    (folder / "work").mkdir()
    git(folder / "work", "init", "--quiet", "--template=")
    git(folder / "work", "remote", "add", "origin", str(folder / "remote"))
    (folder / "work" / "file").write_text("x")
    push_work(folder, "submission/9")
    tip = tip_of(branches, 9)
    assert tip
    assert (tip.is_ours, tip.files) == (False, {})


def test_of_a_branch_that_changes_everything_only_some_is_read(
    folder: Path, branches: Branches
) -> None:
    git(folder, "clone", "--quiet", "remote", "work")
    for number in range(30):
        (folder / "work" / f"{number}.txt").write_text("x")
    (folder / "work" / "0.txt").write_text("x" * 70_000)
    push_work(folder, "submission/9")
    tip = tip_of(branches, 9)
    assert tip
    assert len(tip.files) == 20
    assert tip.files["0.txt"] is None


def test_branches_of_submissions_are_fetched_and_no_others(
    folder: Path, branches: Branches
) -> None:
    for name in ("submission/12", "topic"):
        git(folder / "remote", "branch", name, "main")
    branches.fetch()
    refs = git(folder / "clone", "for-each-ref", "--format=%(refname)").split()
    assert refs == ["refs/heads/main", "refs/submissions/12"]


def test_a_branch_below_the_name_of_a_submission_is_none(folder: Path, branches: Branches) -> None:
    git(folder / "remote", "branch", "submission/7/more", "main")
    assert tip_of(branches) is None


def test_a_branch_that_was_deleted_is_gone_here_too(folder: Path, branches: Branches) -> None:
    branches.push(ISSUE, CHANGE, None)
    assert tip_of(branches)
    git(folder / "remote", "branch", "-D", "submission/7")
    assert tip_of(branches) is None


def test_a_shallow_clone_is_deepened(folder: Path) -> None:
    """As a workflow gets it: without history there would be no telling what a branch changes."""
    for number in range(3):
        (folder / "clone" / "README.md").write_text(f"{number}\n")
        git(folder / "clone", "commit", "--quiet", "--all", "-m", "Change")
    git(folder / "clone", "push", "--quiet", str(folder / "remote"), "main")
    old = Branches(folder / "clone", str(folder / "remote"))
    git(folder / "clone", "checkout", "--quiet", "HEAD~2")
    old.push(ISSUE, CHANGE, None)  # from an older state of main
    git(folder, "clone", "--quiet", "--depth=1", f"file://{folder}/remote", "shallow")
    shallow = Branches(folder / "shallow", f"file://{folder}/remote")
    tip = tip_of(shallow)
    assert tip
    assert tip.files == {"entries/ito2026bees.yaml": "title: Bees\n"}


@pytest.mark.parametrize(
    ("branch", "number"),
    [("submission/7", 7), ("submission/07", 0), ("submission/7/x", 0), ("submission/-1", 0),
     ("main", 0), ("submission/", 0), ("submission/7\n", 0)],
)  # fmt: skip
def test_a_branch_tells_its_issue(branch: str, number: int) -> None:
    assert number_of(branch) == number
    assert not number or branch_of(number) == branch


# What others can see.


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, Any]]]:
    """Every program that is started, with what it is given."""
    found: list[dict[str, Any]] = []
    real = subprocess.run

    def run(command: Any, **more: Any) -> Any:
        found.append({"command": command, **more})
        return real(command, **more)

    monkeypatch.setattr(branch_module.subprocess, "run", run)
    yield found


def test_no_command_line_holds_text_of_the_issue_and_none_goes_through_a_shell(
    branches: Branches, commands: list[dict[str, Any]]
) -> None:
    branches.push(ISSUE, CHANGE, None)
    tip_of(branches)
    assert len(commands) > 5
    for command in commands:
        assert isinstance(command["command"], list)
        assert "shell" not in command
        assert not any("Hostile" in word for word in command["command"])
        assert command["timeout"] == 120
        assert command["env"]["GIT_TERMINAL_PROMPT"] == "0"


def test_the_token_is_nowhere_but_in_the_environment_of_git(
    folder: Path, commands: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
    settings = Settings("example/library", token=TOKEN, remote="https://127.0.0.1:9/x.git")
    branches = Branches.of(folder / "clone", settings)
    with pytest.raises(GitFailed) as failed:
        branches.fetch()
    secret = credentials(settings)["http.https://127.0.0.1:9/x.git.extraheader"]
    for hidden in (TOKEN, secret.split()[-1]):
        assert hidden not in str(failed.value) + repr(failed.value) + repr(branches)
        assert hidden not in repr(settings)
        assert not any(hidden in word for command in commands for word in command["command"])
    environ = commands[-1]["env"]
    assert [name for name, text in environ.items() if text == secret] == ["GIT_CONFIG_VALUE_3"]
    assert TOKEN not in environ.values()


@pytest.mark.parametrize("remote", ["http://github.example/x.git", "/srv/x.git", "git@host:x.git"])
def test_the_token_goes_over_https_alone(remote: str) -> None:
    assert credentials(Settings("example/library", token=TOKEN, remote=remote)) == {}


@pytest.mark.parametrize(
    "remote", ["ext::sh -c touch% ran", "ssh://127.0.0.1/x", "--upload-pack=x"]
)
def test_other_ways_to_a_remote_are_refused(folder: Path, remote: str) -> None:
    with pytest.raises(GitFailed):
        Branches(folder / "clone", remote).fetch()
    assert not (folder / "clone" / "ran").exists()


def test_what_git_complains_of_is_one_line_without_marks_that_a_runner_obeys(
    folder: Path, branches: Branches
) -> None:
    hook = folder / "remote" / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nprintf '::error::x\\n##[error]y' >&2\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(GitFailed) as failed:
        branches.push(ISSUE, CHANGE, None)
    assert "\n" not in str(failed.value)
    assert str(failed.value).startswith("git push ended with 1: ")
    assert "##[" not in str(failed.value)
