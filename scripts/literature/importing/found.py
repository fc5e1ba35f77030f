"""What a file says of one work, in whatever format: the form that all readers of files give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from ..model import Entry
from ..submission.given import BLANK
from ..text import shown

# Kinds of remarks, with the words that head them in a report. A doubt needs a person's eye.
DOUBTS: Final[Mapping[str, str]] = {
    "other-work": "An identifier belongs to another work",
    "link-conflict": "Links of one entry lead to different works",
    "code-conflict": "Code links disagree",
    "titles-of-one-id": "One identifier, several titles",
    "ids-of-one-title": "One title, several identifiers",
    "shared-code": "One repository, several works",
    "same-work": "Perhaps here already",
    "dates": "Dates that cannot be right",
    "no-link": "No link to the work",
    "authors": "Authors that are not whole",
    "damage": "Damaged records",
    "mojibake": "Broken characters",
    "nesting": "Wrong nesting",
    "field": "Values that no entry can hold",
}
NOTES: Final[Mapping[str, str]] = {
    "duplicate": "Listed more than once",
    "differs": "Differs from the entry that is here",
    "venue": "Venues that the vocabulary lacks",
    "word": "Words that the vocabulary lacks",
    "source": "From the registers",
    "left-out": "Left out",
}
KINDS: Final[Mapping[str, str]] = {**DOUBTS, **NOTES}


@dataclass(frozen=True, order=True)
class Remark:
    """Something to know about a line of the file. `kind` is one of KINDS."""

    line: int
    kind: str
    message: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", shown(self.message, 300))

    @property
    def is_doubt(self) -> bool:
        return self.kind in DOUBTS


@dataclass(frozen=True)
class Found:
    """One record of the file. `entry` is blank where the file says nothing.

    `words` are the sections, keywords and tags that it stands under, as printed. `candidates` are
    the identifiers that its links name, best evidence first, when they do not agree. A record with
    a `refusal` cannot be used, for the reason that it gives.
    """

    line: int
    label: str  # citation key or title, to find it again
    entry: Entry = BLANK
    words: tuple[str, ...] = ()
    venue: str = ""
    work: str = ""  # type of work, one of taxonomy.WORK_TYPES, where the file tells
    wanted_key: str = ""
    candidates: tuple[str, ...] = ()  # arXiv ids
    listed_date: str = ""  # as a list prints it; lists date works in many ways
    is_typed: bool = False  # by hand into a list: a register knows better
    remarks: tuple[Remark, ...] = ()
    refusal: str = ""


MAX_RECORDS: Final = 100_000  # of one file


def too_many(line: int) -> Found:
    """What stands for the rest of a file that has more records than one run takes."""
    reason = f"more than {MAX_RECORDS:,} records; split the file here"
    return Found(line, f"line {line} to the end", refusal=reason)


@dataclass(frozen=True)
class Ignored:
    """Lines that are about no work, and why."""

    first: int
    last: int
    reason: str


@dataclass(frozen=True)
class Reading:
    """All that a reader made of a file. Each record is in `found` once."""

    format: str  # "BibTeX", "RIS", ...
    found: tuple[Found, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    remarks: tuple[Remark, ...] = ()  # of lines that are in no record
    sections: Mapping[str, int] = field(default_factory=dict)  # heading -> its line
