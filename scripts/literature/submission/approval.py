"""Approval: a maintainer's label counts for the very text that was shown, and for no other.

Between reading a submission and labelling it, or between the label and the run that it starts, the
text can be edited. So three digests must agree: of the text that our comment spoke of, of the text
as it was when the label was put on, and of the text now.
"""

from __future__ import annotations

from typing import Final

from .decision import Issue
from .event import Event
from .marker import Marker
from .settings import Settings

ACCEPTED: Final = "accepted"


def is_approved(issue: Issue, marker: Marker, event: Event | None, settings: Settings) -> bool:
    """Whether the text of the issue, as it is now, was approved by a person."""
    if not settings.requires_approval:
        return True
    if ACCEPTED not in issue.labels:
        return False  # taken off again
    if marker.approved == issue.digest:
        return True
    return event is not None and _is_by_person(event, settings) and (
        event.issue.digest == marker.digest == issue.digest
    )  # fmt: skip


def _is_by_person(event: Event, settings: Settings) -> bool:
    is_label = (event.action, event.label) == ("labeled", ACCEPTED)
    return is_label and not event.is_by_bot and event.sender not in ("", settings.bot_login)
