"""What the pipeline is told by its environment: which repository, with which token and limits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

BOT_LOGIN: Final = "github-actions[bot]"  # whom a workflow's own token belongs to


@dataclass(frozen=True)
class Settings:
    """Where submissions are kept, and what is allowed there."""

    repository: str  # owner/name
    api_url: str = "https://api.github.com"
    server_url: str = "https://github.com"
    token: str = field(default="", repr=False)
    remote: str = ""  # what git fetches from and pushes to
    branch: str = "main"  # that pull requests go to
    bot_login: str = BOT_LOGIN  # whose comments are ours
    requires_approval: bool = False
    max_open_per_author: int = 3
    max_open: int = 30
    max_runs_per_day: int = 10  # for one issue; a run with the text of the last one is free

    @property
    def owner(self) -> str:
        return self.repository.partition("/")[0]

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Settings:
        """GITHUB_REPOSITORY and the like are set by GitHub, ATLAS_* by the workflow; those that are
        empty count as unset. Raises ValueError, naming the variable, for a value of no use."""
        given = {name: value.strip() for name, value in environ.items() if value.strip()}
        repository = given.get("GITHUB_REPOSITORY", "")
        if not re.fullmatch(r"[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}", repository):
            raise ValueError(f"GITHUB_REPOSITORY is '{repository}'; write owner/name")
        server_url = given.get("GITHUB_SERVER_URL", cls.server_url).rstrip("/")
        return cls(
            repository=repository,
            api_url=given.get("GITHUB_API_URL", cls.api_url).rstrip("/"),
            server_url=server_url,
            token=given.get("GITHUB_TOKEN", ""),
            remote=given.get("ATLAS_REMOTE", f"{server_url}/{repository}.git"),
            branch=_branch(given.get("ATLAS_BRANCH", cls.branch)),
            bot_login=given.get("ATLAS_BOT_LOGIN", cls.bot_login),
            requires_approval=given.get("ATLAS_REQUIRE_APPROVAL", "").lower() == "true",
            max_open_per_author=_limit(given, "ATLAS_MAX_OPEN_PER_AUTHOR", cls.max_open_per_author),
            max_open=_limit(given, "ATLAS_MAX_OPEN", cls.max_open),
            max_runs_per_day=_limit(given, "ATLAS_MAX_RUNS_PER_DAY", cls.max_runs_per_day),
        )


def _branch(name: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,200}", name):
        raise ValueError(f"ATLAS_BRANCH is '{name}'; write the name of a branch")
    return name


def _limit(given: Mapping[str, str], name: str, default: int) -> int:
    text = given.get(name, str(default))
    if not re.fullmatch(r"[0-9]{1,6}", text):
        raise ValueError(f"{name} is '{text}'; write a whole number")
    return int(text)
