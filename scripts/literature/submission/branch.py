"""The branches of submissions: read and pushed with git's own plumbing, past any working tree.

A submission has one branch, submission/<number>, with one commit on top of the default branch, in
which one file is added or changed. Where somebody else has committed, nothing is pushed any more.
"""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ..text import shown
from .decision import Issue
from .settings import Settings

# The account that commits of workflows are shown under; 41898282 is its number.
BOT_NAME: Final = "github-actions[bot]"
BOT_EMAIL: Final = "41898282+github-actions[bot]@users.noreply.github.com"
HERE: Final = "refs/submissions/"  # where the remote's branches of submissions are kept locally
MAX_FILE: Final = 65_536  # bytes
MAX_FILES: Final = 20
TIME_LIMIT: Final = 120.0  # seconds, for one command of git


class GitFailed(Exception):
    """A command of git did not do what it should."""


@dataclass(frozen=True)
class Change:
    """The one file that a submission adds or changes, and what is said of it in the commit."""

    path: str
    content: str
    subject: str  # one line: "Add liu2024bees"


@dataclass(frozen=True)
class Tip:
    """The last commit of a submission's branch."""

    commit: str
    is_ours: bool  # made by the pipeline, not by a person
    files: Mapping[str, str | None]  # what the branch changes: path -> new text, None if removed

    def holds(self, change: Change) -> bool:
        """Whether the branch makes just this change."""
        return self.files == {change.path: change.content}


def branch_of(number: int) -> str:
    return f"submission/{number}"


def number_of(branch: str) -> int:
    """The issue that a branch belongs to; 0 when it is no submission's."""
    match = re.fullmatch(r"submission/([1-9][0-9]{0,9})", branch)
    return int(match[1]) if match else 0


@dataclass
class Branches:
    """The branches of the remote, seen from a clone of it whose HEAD is the default branch."""

    root: Path
    remote: str
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)  # git settings

    @classmethod
    def of(cls, root: Path, settings: Settings) -> Branches:
        return cls(root, settings.remote, credentials(settings))

    def fetch(self) -> None:
        """Brings the branches of all submissions here, as they are now."""
        is_shallow = self._git("rev-parse", "--is-shallow-repository") == "true"
        deepen = ["--unshallow"] if is_shallow else []
        self._git(
            "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--force", "--prune",
            *deepen, "--", self.remote, f"+refs/heads/submission/*:{HERE}*",
        )  # fmt: skip

    def tip(self, number: int) -> Tip | None:
        """The branch as it was fetched; None when there is none."""
        name = f"{HERE}{number}"
        found = self._git("for-each-ref", "--format=%(refname) %(objectname)", name).split()
        if name not in found:
            return None
        commit = found[found.index(name) + 1]
        people = self._git("show", "--no-patch", "--format=%ae%n%ce", commit).splitlines()
        return Tip(commit, set(people) == {BOT_EMAIL}, dict(self._files(commit)))

    def _files(self, commit: str) -> Iterator[tuple[str, str | None]]:
        """Nothing of a branch that has no history in common, or changes more than we ever do."""
        try:
            base = self._git("merge-base", "HEAD", commit)
        except GitFailed:
            return
        lines = self._git("diff-tree", "-r", "-z", "--no-renames", base, commit).split("\0")
        for facts, path in list(zip(lines[::2], lines[1::2], strict=False))[:MAX_FILES]:
            _, mode, _, blob, _ = facts.removeprefix(":").split()
            is_file = mode == "100644"
            yield path, self._content(blob) if is_file else None

    def _content(self, blob: str) -> str | None:
        if int(self._git("cat-file", "-s", blob)) > MAX_FILE:
            return None
        content = self._run(("cat-file", "blob", blob))
        return content.decode("utf-8", "replace")

    def has(self, path: str) -> bool:
        """Whether the default branch has this file."""
        return bool(self._git("ls-tree", "--name-only", "HEAD", "--", path))

    def push(self, issue: Issue, change: Change, seen: Tip | None) -> None:
        """Puts one commit with this change on the branch, in the place of what was seen there.

        The same issue, change and HEAD give the same commit. Raises GitFailed when the branch has
        become another one meanwhile, unless it makes this very change now.
        """
        commit = self._commit(issue, change)
        reference = f"refs/heads/{branch_of(issue.number)}"
        lease = f"--force-with-lease={reference}:{seen.commit if seen else ''}"
        target = f"{commit}:{reference}"
        try:
            self._git("push", "--quiet", "--no-verify", lease, "--", self.remote, target)
        except GitFailed:
            self.fetch()
            now = self.tip(issue.number)
            if now is None or not now.holds(change):
                raise

    def _commit(self, issue: Issue, change: Change) -> str:
        parent = self._git("rev-parse", "--verify", "HEAD^{commit}")
        tree = self._tree(parent, change)
        when = issue.created
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", when):
            when = self._git("show", "--no-patch", "--format=%cI", parent)
        people = {
            f"GIT_{role}_{what}": value
            for role in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", BOT_NAME), ("EMAIL", BOT_EMAIL), ("DATE", when))
        }
        message = commit_message(issue, change)
        return self._git("commit-tree", tree, "-p", parent, "-F", "-", sent=message, more=people)

    def _tree(self, parent: str, change: Change) -> str:
        blob = self._git("hash-object", "-w", "--no-filters", "--stdin", sent=change.content)
        with tempfile.TemporaryDirectory() as folder:
            index = {"GIT_INDEX_FILE": str(Path(folder, "index"))}
            self._git("read-tree", parent, more=index)
            entry = f"100644,{blob},{change.path}"
            self._git("update-index", "--add", "--cacheinfo", entry, more=index)
            return self._git("write-tree", more=index)

    def _git(self, *words: str, sent: str = "", more: Mapping[str, str] = {}) -> str:
        """What git says, without the line end. Raises GitFailed when it fails."""
        return self._run(words, sent.encode(), more).decode("utf-8", "replace").strip("\n")

    def _run(
        self, words: tuple[str, ...], sent: bytes = b"", more: Mapping[str, str] = {}
    ) -> bytes:
        program = shutil.which("git")
        if program is None:
            raise GitFailed("git is not installed")
        try:
            ended = subprocess.run(  # noqa: S603 - a list of words, no shell
                [program, *words], cwd=self.root, input=sent, capture_output=True, check=False,
                env={**self._environment(), **more}, timeout=TIME_LIMIT,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise GitFailed(f"git {words[0]} did not end within {TIME_LIMIT:g} s") from None
        if ended.returncode:
            raise GitFailed(_complaint(words[0], ended.returncode, ended.stderr))
        return ended.stdout

    def _environment(self) -> dict[str, str]:
        """No hooks, no questions, no settings or helpers of the user; the token is in here, where
        a list of processes does not show it."""
        given = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        given.pop("GITHUB_TOKEN", None)
        settings = {
            "core.hooksPath": os.devnull,
            "http.followRedirects": "false",
            "safe.directory": str(self.root),
            **self.secrets,
        }
        numbered = {
            f"GIT_CONFIG_{what}_{number}": text
            for number, pair in enumerate(settings.items())
            for what, text in zip(("KEY", "VALUE"), pair, strict=True)
        }
        return given | numbered | {
            "GIT_CONFIG_COUNT": str(len(settings)),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_ALLOW_PROTOCOL": "https:file",
            "LC_ALL": "C",
        }  # fmt: skip


def credentials(settings: Settings) -> Mapping[str, str]:
    """The git setting that sends the token, to the remote alone; nothing for other than https."""
    if not settings.token or not settings.remote.startswith("https://"):
        return {}
    pair = base64.b64encode(f"x-access-token:{settings.token}".encode()).decode()
    return {f"http.{settings.remote}.extraheader": f"AUTHORIZATION: basic {pair}"}


def commit_message(issue: Issue, change: Change) -> str:
    """The subject, and who submitted it, where the login is one that GitHub can have given.

    https://docs.github.com/pull-requests/committing-changes-to-your-project/creating-and-editing-commits/creating-a-commit-with-multiple-authors
    """
    subject = f"{change.subject} for #{issue.number}\n"
    if not re.fullmatch(r"[A-Za-z0-9-]{1,39}", issue.login) or issue.user_id < 1:
        return subject
    address = f"{issue.user_id}+{issue.login}@users.noreply.github.com"
    return f"{subject}\nCo-authored-by: {issue.login} <{address}>\n"


def _complaint(command: str, code: int, said: bytes) -> str:
    """The last line that git said, made fit for a log in which some marks are commands."""
    lines = said.decode("utf-8", "replace").strip().splitlines()
    last = shown(lines[-1], 200).replace("##[", "## [") if lines else "it does not say why"
    return f"git {command} ended with {code}: {last}"
