"""The hidden first line of our comment: what the pipeline remembers of an issue.

<!-- atlas:submission {"approved": "", "digest": "9f2c...", "runs": {...}, "state": "held"} -->
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

_LINE: Final = re.compile(r"<!-- atlas:submission (\{[ -~]*\}) -->")


@dataclass(frozen=True)
class Marker:
    """Of which text the comment speaks. Of nothing, before there is a comment."""

    state: str = ""  # the label that shows it
    digest: str = ""  # of the text that was dealt with
    approved: str = ""  # digest of the text that a maintainer approved
    day: str = ""  # of the last text, ISO date
    runs: int = 0  # texts on that day

    def counted(self, digest: str, today: date) -> Marker:
        """With one text more today, unless it is the one that was dealt with last."""
        if digest == self.digest:
            return self
        runs = self.runs + 1 if self.day == today.isoformat() else 1
        return replace(self, digest=digest, day=today.isoformat(), runs=runs)


def is_marked(body: str) -> bool:
    """Whether a comment begins with the line, be it damaged or not."""
    return body.startswith("<!-- atlas:submission ")


def with_marker(marker: Marker, text: str) -> str:
    """The whole comment."""
    shape = {
        "state": marker.state,
        "digest": marker.digest,
        "approved": marker.approved,
        "runs": {"day": marker.day, "count": marker.runs},
    }
    # No ">" in it: the first "-->" is the end of the line.
    line = json.dumps(shape, sort_keys=True).replace(">", "\\u003e")
    return f"<!-- atlas:submission {line} -->\n{text}"


def read_marker(body: str) -> Marker:
    """What the first line says. A damaged one says nothing, so that everything is done again."""
    match = _LINE.match(body)
    try:
        shape = json.loads(match[1]) if match else {}
        runs = shape.get("runs", {})
        marker = Marker(
            shape.get("state", ""), shape.get("digest", ""), shape.get("approved", ""),
            runs.get("day", ""), runs.get("count", 0),
        )  # fmt: skip
    except (ValueError, AttributeError, RecursionError):
        return Marker()
    texts = (marker.state, marker.digest, marker.approved, marker.day)
    is_sound = all(isinstance(it, str) for it in texts) and isinstance(marker.runs, int)
    return marker if is_sound else Marker()


def without_marker(body: str) -> str:
    """The text of a comment below the line."""
    return body.partition("\n")[2] if is_marked(body) else body
