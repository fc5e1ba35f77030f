"""Wherever a run dies, and whatever GitHub does meanwhile, the next run brings all to its end.

A run is killed between two of its steps by an exception that nothing catches, as a signal would
kill it, while the server fails in one of the ways that are documented. After one run more, or the
nightly sweep, there must be one branch, one pull request and one comment, all about the issue as it
is, and nothing left to do.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from github_server import FaultKind, GitHubServer
from submission_bench import Bench, make_repository
from thorough import part_of

from literature.submission.event import Event

pytestmark = pytest.mark.slow


class Crash(BaseException):
    """The end of a process. No code of ours catches it."""


@dataclass
class Killer:
    """Ends the run before or after the n-th call of a method, counted from 1."""

    method: str
    turn: int
    is_after: bool
    seen: int = 0

    def strike(self, method: str, is_after: bool) -> None:
        if method != self.method:
            return
        self.seen += not is_after
        if (self.seen, is_after) == (self.turn, self.is_after):
            raise Crash


class Mortal:
    """Something whose calls a killer watches."""

    def __init__(self, inner: Any, killer: Killer) -> None:
        self._inner, self._killer = inner, killer

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)

        def call(*given: Any, **named: Any) -> Any:
            self._killer.strike(name, is_after=False)
            result = found(*given, **named)
            self._killer.strike(name, is_after=True)
            return result

        return call


def kill(bench: Bench, number: int, event: Event | None, killer: Killer) -> bool:
    """One run that may be killed; says whether it was."""
    service = bench.service
    github, branches = Mortal(service.github, killer), Mortal(service.branches, killer)
    mortal = replace(service, github=github, branches=branches)  # type: ignore[arg-type]
    try:
        mortal.run(number, event)
    except Crash:
        return True
    return False


# What goes wrong with GitHub: the kind, the calls that it meets, how many of them.
Trouble = tuple[FaultKind, str, str, int]
TROUBLES: dict[str, tuple[Trouble, ...]] = {
    "all well": (),
    "500 twice on the pull request": (("500", "POST", "/pulls", 2),),
    "502 twice on reading": (("502", "GET", "*", 2),),
    "500 for long on the comment": (("500", "POST", "/issues/*/comments", 9),),
    "429 on labels": (("429", "POST", "/issues/*/labels", 2),),
    "secondary limit on the comment": (("secondary limit", "POST", "/issues/*/comments", 2),),
    "no right to make pull requests": (("forbidden", "POST", "/pulls", 1),),
    "404 on the issue": (("404", "GET", "/issues/*", 1),),
    "422 on the pull request": (("422", "POST", "/pulls", 1),),
    "no answer to the comment": (("hang", "POST", "/issues/*/comments", 1),),
    "no answer to the pull request, which is made": (("hang after", "POST", "/pulls", 1),),
    "connection cut on reading pull requests": (("cut", "GET", "/pulls", 1),),
    "connection cut after the pull request": (("cut after", "POST", "/pulls", 1),),
    "connection cut after the comment": (("cut after", "POST", "/issues/*/comments", 1),),
    "connection cut after the label": (("cut after", "POST", "/issues/*/labels", 1),),
    "half an answer to the pull request": (("truncated", "POST", "/pulls", 1),),
    "half an answer to the comment": (("truncated", "POST", "/issues/*/comments", 1),),
    "half a list": (("not json", "GET", "/issues/*/comments", 1),),
    "comments seen late": (("stale", "GET", "/issues/*/comments", 9),),
    "pull requests seen late": (("stale", "GET", "/pulls", 9),),
    "everything done twice": (("twice", "POST", "*", 9),),
    "one trouble after the other": (
        ("502", "GET", "/issues/*", 1),
        ("cut after", "POST", "/pulls", 1),
        ("429", "POST", "/issues/*/labels", 1),
        ("cut after", "POST", "/issues/*/comments", 1),
    ),
}
OF_CHANGES = (
    "all well", "502 twice on reading", "half a list", "cut after every change",
)  # fmt: skip
TROUBLES["cut after every change"] = (
    ("cut after", "PATCH", "*", 3),
    ("cut after", "DELETE", "*", 1),
    ("cut after", "POST", "*", 2),
)


Step = tuple[str, int]  # a method, and which of its calls, from 1


def moments(*steps: Step) -> list[Killer]:
    """Before each step that writes, and after the last."""
    return [*(Killer(*step, is_after=False) for step in steps), Killer(*steps[-1], is_after=True)]


def in_words(killer: Killer) -> str:
    return f"{'after' if killer.is_after else 'before'} {killer.method} {killer.turn}"


# The second reading of the issue is where the writing half begins.
OF_A_NEW_ISSUE = moments(
    ("issue", 2), ("push", 1), ("open_pull", 1), ("add_labels", 1), ("add_comment", 1)
)  # fmt: skip


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_repository(tmp_path_factory.mktemp("repository"))


@pytest.fixture
def bench(repository: Path, tmp_path: Path) -> Iterator[Bench]:
    folder = tmp_path / "own"
    shutil.copytree(repository, folder)
    with GitHubServer(remote=folder / "remote") as github:
        yield Bench(folder, github)


def give_trouble(bench: Bench, name: str) -> None:
    for kind, method, path, times in TROUBLES[name]:
        bench.github.fail(kind, method, path, times=times)
        bench.timeout = 0.3 if kind.startswith("hang") else 10.0


def end_trouble(bench: Bench) -> None:
    bench.github.faults.clear()
    bench.timeout = 10.0


def check_end(bench: Bench, number: int, event: Event | None, labels: list[str]) -> None:
    """All is there once and about the issue as it is, and a further run writes nothing."""
    assert bench.heads == ["main", f"submission/{number}"]
    assert len(bench.commits(number)) == 1
    assert len(bench.pulls(number)) == 1
    assert len(bench.comments(number)) == 1
    assert bench.labels(number) == labels
    bench.run_without_writing(number, event)


# Of six moments every fifth pair is tried: each trouble with another moment than the one before.
NEW_ISSUES = [
    pytest.param(moment, trouble, id=f"{in_words(moment)}-{trouble}")
    for trouble in TROUBLES
    if trouble not in OF_CHANGES[3:]
    for moment in OF_A_NEW_ISSUE
]


@pytest.mark.parametrize(("moment", "trouble"), part_of(NEW_ISSUES, 5))
def test_a_new_issue_ends_as_one_branch_one_pull_request_one_comment(
    bench: Bench, moment: Killer, trouble: str
) -> None:
    number = bench.open()
    event = bench.event(number)
    give_trouble(bench, trouble)
    assert kill(bench, number, event, replace(moment)) or trouble != "all well"
    end_trouble(bench)
    assert set(map(str, bench.service.sweep())) <= {"#1: proposed"}
    assert bench.content(number) == "title: Bees"
    check_end(bench, number, event, ["proposed", "submission"])


def new_key(bench: Bench) -> tuple[int, Event]:
    """An accepted issue whose edit leads to another file."""
    number = bench.open()
    bench.run(number)
    bench.edit(number, "accept ito2025bees Edited")
    return number, bench.event(number, "edited")


def no_longer_accepted(bench: Bench) -> tuple[int, Event]:
    number = bench.open()
    bench.run(number)
    bench.edit(number, "invalid")
    return number, bench.event(number, "edited")


def approved(bench: Bench) -> tuple[int, Event]:
    """An issue on which a maintainer has just put the label."""
    bench.settings_given = {"ATLAS_REQUIRE_APPROVAL": "true"}
    number = bench.open()
    bench.run(number)
    bench.github.label(number, "accepted")
    return number, bench.event(number, "labeled", label="accepted", sender="mia")


def twice_commented(bench: Bench) -> tuple[int, Event]:
    """An issue on which an earlier run left two comments, the younger one the better."""
    number = bench.open()
    bench.github.fail("twice", "POST", "/issues/*/comments")
    killer = Killer("add_comment", 1, is_after=True)
    assert kill(bench, number, None, killer)
    bench.comments(number)[0].body = bench.comments(number)[0].body.replace("Pull", "Push")
    return number, bench.event(number)


@dataclass(frozen=True)
class ChangeCase:
    begin: Callable[[Bench], tuple[int, Event]]
    labels: list[str]  # in the end
    moments: list[Killer]


CHANGES = {
    "new key": ChangeCase(
        new_key, ["proposed", "submission"],
        moments(("push", 1), ("rename_pull", 1), ("edit_comment", 1)),
    ),
    "no longer accepted": ChangeCase(
        no_longer_accepted, ["needs-changes", "submission"],
        moments(("add_labels", 1), ("remove_label", 1), ("edit_comment", 1)),
    ),
    "approved": ChangeCase(
        approved, ["accepted", "proposed", "submission"],
        moments(("edit_comment", 1), ("push", 1), ("open_pull", 1), ("add_labels", 1),
                ("remove_label", 1), ("edit_comment", 2)),
    ),
    "twice commented": ChangeCase(
        twice_commented, ["proposed", "submission"],
        moments(("edit_comment", 1), ("delete_comment", 1)),
    ),
}  # fmt: skip
CASES = [
    pytest.param(name, moment, trouble, id=f"{name}-{in_words(moment)}-{trouble}")
    for name, case in CHANGES.items()
    for moment in case.moments
    for trouble in OF_CHANGES
]


@pytest.mark.parametrize(("name", "moment", "trouble"), part_of(CASES, 3))
def test_a_change_ends_as_if_nothing_had_happened(
    bench: Bench, name: str, moment: Killer, trouble: str
) -> None:
    number, event = CHANGES[name].begin(bench)
    bench.github.faults.clear()
    give_trouble(bench, trouble)
    assert kill(bench, number, event, replace(moment)) or trouble != "all well"
    end_trouble(bench)
    if name == "approved":  # only its event tells of the label
        bench.run(number, event)
    else:
        list(bench.service.sweep())
    check_end(bench, number, event, CHANGES[name].labels)


def test_nothing_is_lost_when_every_run_of_a_day_fails(bench: Bench) -> None:
    numbers = [bench.open(f"accept ito202{year}bees Bees") for year in range(3)]
    bench.github.fail("500", times=10_000)
    for number in numbers:
        assert bench.run(number).is_failure
    bench.github.faults.clear()
    outcomes = [str(outcome) for outcome in bench.service.sweep()]
    assert outcomes == ["#1: proposed", "#2: proposed", "#3: proposed"]
