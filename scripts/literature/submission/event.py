"""What set a run off: the file at GITHUB_EVENT_PATH. It may be stale; the issue is read again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from ..web import NoAnswer
from .decision import Issue
from .github import number_in, read_issue, text_in


class BadEvent(Exception):
    """The file is not that of an event about an issue."""


@dataclass(frozen=True)
class Event:
    action: str  # opened, edited, labeled, ...
    issue: Issue  # as it was then
    label: str = ""  # the one that was put on
    sender: str = ""  # login of who did it
    is_by_bot: bool = False


def read_event(path: Path) -> Event:
    """Raises BadEvent."""
    try:
        shape = json.loads(path.read_bytes())
    except OSError as error:
        raise BadEvent(f"{path} cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError):
        raise BadEvent(f"{path} holds no JSON") from None
    if not isinstance(shape, dict) or number_in(shape, "issue", "number") < 1:
        raise BadEvent(f"{path} is no event about an issue")
    try:
        issue = read_issue(shape["issue"])
    except NoAnswer:
        raise BadEvent(f"{path} is no event about an issue") from None
    return Event(
        action=text_in(shape, "action"),
        issue=issue,
        label=text_in(shape, "label", "name"),
        sender=text_in(shape, "sender", "login"),
        is_by_bot=text_in(shape, "sender", "type") == "Bot",
    )
