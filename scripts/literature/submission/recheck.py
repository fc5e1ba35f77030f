"""A decision from another job, looked at again before anything is written by it.

The job that decides reads strangers' text and has no rights; the one that writes has rights and
reads only this. What it puts into the repository is checked here as if a stranger had sent it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ..read import Reading, read_content
from .decision import Decision
from .judge import World, faults

MAX_BYTES = 2_000_000


class BadDecision(Exception):
    """The file is not what the deciding half writes."""


def read_decision(path: Path, number: int, world: World) -> Decision:
    """The decision on this issue in a file. Raises BadDecision."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadDecision(f"{path} cannot be read: {error.strerror}") from None
    try:
        decision = Decision.from_json(content[:MAX_BYTES].decode())
        complaint = next(_complaints(decision, number, world), "")
    except (ValueError, TypeError, AttributeError, RecursionError):
        complaint = "is no decision"
    if complaint:
        raise BadDecision(f"{path} {complaint}")
    return decision


def _complaints(decision: Decision, number: int, world: World) -> Iterator[str]:
    """What is wrong, in words that hold nothing of the text."""
    texts = (decision.path, decision.content, decision.subject, decision.comment, decision.digest)
    if decision.number != number:
        yield "is about another issue"
    if not all(isinstance(text, str) for text in texts):
        yield "is no decision"
    if decision.verdict != "accept":
        return
    match = re.fullmatch(r"entries/([a-z][a-z0-9]{2,59})\.yaml", decision.path)
    if not match:
        yield "names another file than an entry's"
        return
    key = match[1]
    if not re.fullmatch(rf"[A-Z][a-z]{{1,20}} {key}", decision.subject):
        yield "has a subject of another form"
    reading = Reading(decision.path)
    read_content(reading, key, decision.content.encode(), world.taxonomy)
    if reading.problems or reading.entry is None:
        yield "holds an entry that cannot be read"
    elif any(faults(reading.entry, None, world)):
        yield "holds an entry that the checks refuse"
