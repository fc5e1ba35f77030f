"""What the pipeline makes of a submission, before anything is written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Literal, get_args

Verdict = Literal["accept", "invalid", "duplicate", "held", "ignored"]


@dataclass(frozen=True)
class Issue:
    """An issue as the service that keeps it tells it. Title and body are anybody's text."""

    number: int
    title: str
    body: str
    login: str
    user_id: int = 0
    labels: tuple[str, ...] = ()
    is_open: bool = True
    created: str = ""  # ISO instant, UTC
    is_pull: bool = False

    @property
    def digest(self) -> str:
        """SHA-256, hex, of what its author wrote; line ends do not count."""
        text = f"{self.title}\n\n{self.body}".replace("\r\n", "\n").replace("\r", "\n")
        return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True)
class Decision:
    """The verdict on one issue, with all that carrying it out needs.

    accept: one file and a pull request. invalid: problems to repair. duplicate: the entry is there
    already. held: nothing wrong, but a person must supply something. ignored: no submission.
    """

    verdict: Verdict
    number: int
    digest: str  # of the issue that was judged
    problems: tuple[tuple[str, str], ...] = ()  # (field of the form or the entry, message)
    duplicate_of: str = ""  # key
    path: str = ""  # of the one file, from the root of the repository
    content: str = ""  # its text; empty unless accepted
    subject: str = ""  # of commit and pull request, our own words: "Add liu2024bees"
    comment: str = ""  # Markdown, complete but for the hidden marker
    entry: Mapping[str, object] | None = None  # fields as in the file, as far as known
    missing: tuple[str, ...] = ()  # what a person must supply, when it is held

    def as_json(self) -> str:
        return json.dumps(
            {member.name: getattr(self, member.name) for member in fields(self)},
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str) -> Decision:
        """Raises ValueError when the text is not what as_json writes."""
        members = json.loads(text)
        names = {member.name for member in fields(cls)}
        if not isinstance(members, dict) or set(members) != names:
            raise ValueError("not a decision")
        if members["verdict"] not in get_args(Verdict):
            raise ValueError(f"'{members['verdict']}' is no verdict")
        members["problems"] = tuple((where, what) for where, what in members["problems"])
        members["missing"] = tuple(members["missing"])
        return cls(**members)

    def summary(self) -> Mapping[str, object]:
        """What a dry run prints."""
        return {
            "verdict": self.verdict,
            "problems": [{"field": where, "message": what} for where, what in self.problems],
            "duplicate_of": self.duplicate_of or None,
            "path": self.path,
            "entry": self.entry or {},
            "missing": list(self.missing),
        }
