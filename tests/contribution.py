"""A clone of this repository with a bare remote, a stand-in for GitHub, and registers to ask."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from build_fixtures import make_bees
from conftest import copy_tree
from github_server import GitHubServer
from lookup_servers import LookupServers
from lookup_works import Work

SUMMARY = "Marks forty bees with paint and follows how they turn back to the hive."
HOME = Work(
    title="How bees <find> their way & back",
    authors=("van der Berg, Jan", "Ito, Aya"),
    published="2025-01-08",
    arxiv="2501.04999",
)
HIVE = Work(
    title="Listening to hives",
    authors=("Okafor, Ngozi",),
    published="2024-02-01",
    doi="10.1234/hives.24",
    venue="Journal of Hymenoptera Research",
    venue_date="2024-12-10",
    volume="97",
)


@dataclass
class Repository:
    """The clone, its remote, and the services that it talks to."""

    root: Path
    remote: Path
    github: GitHubServer
    sources: LookupServers

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """scripts/submit.py as the workflow runs it."""
        command = [sys.executable, self.root / "scripts" / "submit.py", *arguments]
        environ = {"PATH": os.environ["PATH"], **self.sources.environ, **self.github.environ}
        return subprocess.run(
            command, cwd=self.root, env=environ, capture_output=True, text=True, timeout=300
        )

    def submit(self, number: int, action: str = "opened") -> subprocess.CompletedProcess[str]:
        """What the workflow does on an event about an issue."""
        event = self.root.parent / "event.json"
        event.write_text(json.dumps(self.github.event(number, action)), encoding="utf-8")
        return self.run("--event", str(event))

    def git(self, *arguments: str) -> str:
        """What git says of the remote."""
        ended = subprocess.run(
            ["git", "-C", self.remote, *arguments], capture_output=True, text=True, check=True
        )
        return ended.stdout

    def changed_files(self, branch: str) -> list[str]:
        """Mode and path of what a branch changes."""
        base = self.git("merge-base", "main", branch).strip()
        lines = self.git("diff-tree", "-r", base, branch).splitlines()
        return [f"{line.split()[1]} {line.split(chr(9))[1]}" for line in lines]

    def pulls_of(self, number: int) -> list[str]:
        """Titles of the pull requests that an issue led to."""
        pulls = self.github.pulls.values()
        return [pull.title for pull in pulls if pull.head == f"submission/{number}"]

    def merge(self, number: int) -> None:
        """Merges the pull request of an issue, and brings the clone up to date."""
        (pull,) = [it for it in self.github.pulls.values() if it.head == f"submission/{number}"]
        self.github.merge_pull(pull.number)
        subprocess.run(["git", "-C", self.root, "pull", "-q", "origin", "main"], check=True)


@contextmanager
def running_repository(folder: Path, is_whole: bool = False) -> Iterator[Repository]:
    """The bees, or the whole of this project, in a repository of its own, not yet built.

    The site of the whole asks our registers, and hands over to our stand-in for GitHub.
    """
    root, remote = folder / "clone", folder / "remote.git"
    copy_tree(root) if is_whole else make_bees(root)
    (root / ".gitignore").write_text("/site/\n/.cache/\n__pycache__/\n", encoding="utf-8")
    with GitHubServer(remote=remote) as github, LookupServers() as sources:
        sources.add(HOME, HIVE)
        if is_whole:
            _point_site_at(root / "mkdocs.yml", github, sources)
        who = ("-c", "user.name=M", "-c", "user.email=m@example.org")
        for command in (
            ("git", "init", "-q", "--bare", "-b", "main", str(remote)),
            ("git", "-C", str(root), "init", "-q", "-b", "main"),
            ("git", "-C", str(root), "add", "-A"),
            ("git", "-C", str(root), *who, "commit", "-q", "-m", "All"),
            ("git", "-C", str(root), "remote", "add", "origin", str(remote)),
            ("git", "-C", str(root), "push", "-q", "origin", "main"),
        ):
            subprocess.run(command, check=True, capture_output=True)
        yield Repository(root, remote, github, sources)


def _point_site_at(settings: Path, github: GitHubServer, sources: LookupServers) -> None:
    text = settings.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^repo_url: .*$", f"repo_url: {github.url}/{github.repository}", text)
    for name in ("datacite", "crossref", "openalex"):
        text = re.sub(rf"(?m)^( +{name}): .*$", rf"\1: {sources.bases[name]}", text)
    settings.write_text(text, encoding="utf-8")
