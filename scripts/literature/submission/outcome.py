"""What became of a submission, for the log of a run."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Outcome:
    """In words that hold nothing of the issue's text: a runner obeys some marks in its log."""

    number: int
    what: str
    is_failure: bool = False

    def __str__(self) -> str:
        return f"#{self.number}: {self.what}"


def place_of(fault: Exception) -> str:
    """Kind and place of a fault of the program; its own text may hold some of the issue's."""
    frames = traceback.extract_tb(fault.__traceback__)
    place = f" in {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(fault).__name__}{place}"
