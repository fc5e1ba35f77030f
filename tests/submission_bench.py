"""A repository, a server that stands for GitHub, and a judge whose verdict is in the issue."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from github_server import BOT, GitHubServer, StoredComment, StoredPull

from literature.submission.branch import Branches
from literature.submission.decision import Decision, Issue
from literature.submission.event import Event
from literature.submission.github import GitHub, read_issue, text_in
from literature.submission.service import Outcome, Proposed, Service
from literature.submission.settings import Settings
from literature.web import Web

TODAY = date(2026, 1, 5)
MAINTAINER = ("-c", "user.name=Mia Maintainer", "-c", "user.email=mia@example.org")


def git(folder: Path, *words: str, sent: str | None = None) -> str:
    """What git says in a folder, run as a person."""
    environ = {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}
    more = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", *MAINTAINER, *words]
    ended = subprocess.run(
        command, cwd=folder, input=sent, capture_output=True, text=True, env=environ | more
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.rstrip("\n")


def make_repository(folder: Path) -> Path:
    """A folder with `clone`, whose HEAD is main, and `remote`, the bare repository it is of."""
    clone = folder / "clone"
    clone.mkdir(parents=True)
    git(clone, "init", "--quiet", "--template=", "--initial-branch=main")
    (clone / "entries").mkdir()
    (clone / "entries" / "abe2019sound.yaml").write_text("title: Sound\n")
    (clone / "README.md").write_text("A library.\n")
    git(clone, "add", ".")
    git(clone, "commit", "--quiet", "-m", "Begin")
    git(folder, "clone", "--quiet", "--template=", "--bare", "clone", "remote")
    return folder


def judge(issue: Issue, others: Sequence[Proposed]) -> Decision:
    """The verdict that the first word of the body asks for: "accept ito2026bees Some text"."""
    verdict, _, rest = issue.body.partition(" ")
    key, _, text = rest.partition(" ")
    made = Decision(verdict, issue.number, issue.digest, comment=f"Verdict: {verdict}.")  # type: ignore[arg-type]
    if verdict != "accept":
        return made
    return replace(
        made, path=f"entries/{key}.yaml", content=f"title: {text}\n", subject=f"Add {key}"
    )


@dataclass
class Bench:
    """All that one test needs; the service is the real one, on real connections and real git."""

    folder: Path  # that make_repository gave
    github: GitHubServer
    settings_given: Mapping[str, str] = field(default_factory=dict)
    decide: Any = judge
    today: date = TODAY
    slept: list[float] = field(default_factory=list)
    timeout: float = 10.0

    @property
    def remote(self) -> Path:
        return self.folder / "remote"

    @property
    def clone(self) -> Path:
        return self.folder / "clone"

    @property
    def settings(self) -> Settings:
        return Settings.from_environ(self.github.environ | dict(self.settings_given))

    @property
    def web(self) -> Web:
        return Web(timeout=self.timeout, sleep=self.slept.append)

    @cached_property
    def client(self) -> GitHub:
        return GitHub(self.web, self.settings)

    @property
    def branches(self) -> Branches:
        return Branches.of(self.clone, self.settings)

    @property
    def service(self) -> Service:
        client = GitHub(self.web, self.settings)
        return Service(self.settings, client, self.branches, self.decide, self.today)

    def open(self, body: str = "accept ito2026bees Bees", **more: Any) -> int:
        return self.github.open_issue("[Entry] Bees", body, **more)

    def edit(self, number: int, body: str) -> None:
        self.github.edit_issue(number, body=body)

    def event(self, number: int, action: str = "opened", **more: Any) -> Event:
        """The event as the program reads it from its file."""
        shape = self.github.event(number, action, **more)
        return Event(
            action,
            read_issue(shape["issue"]),
            text_in(shape, "label", "name"),
            text_in(shape, "sender", "login"),
            text_in(shape, "sender", "type") == "Bot",
        )

    def run(self, number: int, event: Event | None = None) -> Outcome:
        return self.service.run(number, event)

    def run_without_writing(self, number: int, event: Event | None = None) -> Outcome:
        """A run that has nothing left to do; fails the test if it writes anything."""
        before = self.state
        writes = len(self.github.writes)
        outcome = self.run(number, event)
        assert self.github.writes[writes:] == []
        assert self.state == before
        return outcome

    # What is there.

    @property
    def state(self) -> object:
        """Everything that lasts."""
        heads = git(self.remote, "for-each-ref", "--format=%(refname) %(objectname)")
        return heads, repr((self.github.issues, self.github.comments, self.github.pulls))

    @property
    def heads(self) -> list[str]:
        found = git(self.remote, "for-each-ref", "--format=%(refname:short)", "refs/heads")
        return found.splitlines()

    def changes(self, number: int) -> list[str]:
        """What the branch of an issue changes, as `git diff --raw` writes it, without hashes."""
        lines = git(self.remote, "diff", "--raw", f"main...submission/{number}").splitlines()
        return [" ".join((*line.split()[:2], *line.split()[4:])) for line in lines]

    def content(self, number: int, path: str = "entries/ito2026bees.yaml") -> str:
        return git(self.remote, "show", f"submission/{number}:{path}")

    def commits(self, number: int) -> list[str]:
        """Subjects of the commits of a branch that main does not have."""
        return git(self.remote, "log", "--format=%s", f"main..submission/{number}").splitlines()

    def commit_by_hand(self, number: int, path: str, text: str) -> None:
        """A maintainer's commit on top of a branch."""
        work = self.folder / "work"
        git(self.folder, "clone", "--quiet", "--branch", f"submission/{number}", "remote", "work")
        (work / path).write_text(text)
        git(work, "add", "--all")
        git(work, "commit", "--quiet", "-m", "Put it better")
        git(work, "push", "--quiet", "origin", f"submission/{number}")
        shutil.rmtree(work)

    def comments(self, number: int) -> list[StoredComment]:
        return self.github.comments_of(number, BOT)

    def comment(self, number: int) -> str:
        """The text of the only comment, without its hidden line."""
        only = self.comments(number)
        assert len(only) == 1
        return only[0].body.partition("\n")[2]

    def pulls(self, number: int) -> list[StoredPull]:
        head = f"submission/{number}"
        return [pull for pull in self.github.pulls.values() if pull.head == head]

    def labels(self, number: int) -> list[str]:
        return sorted(self.github.issues[number].labels)
