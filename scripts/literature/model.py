"""What an entry is: the bibliographic record, its names and its derived links."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache, cached_property
from pathlib import PurePath
from typing import Literal, NamedTuple

from .text import MAX_MESSAGE, shown

FieldType = Literal["text", "list", "date", "partial-date", "url", "urls", "year"]


@dataclass(frozen=True)
class FieldSpec:
    """How one field is written in an entry file: its type, limits and meaning."""

    name: str
    type: FieldType
    description: str
    example: str
    required: bool = False
    max_length: int = 500  # characters of one value
    max_items: int = 1
    pattern: str | None = None


@dataclass(frozen=True, order=True)
class Problem:
    """Something wrong in the input: where, and what would be right.

    Every part is one line of bounded length without controls, whatever the input was: problems go
    to terminals, to logs that obey commands, and to pages.
    """

    path: str
    line: int
    field: str
    message: str

    def __post_init__(self) -> None:
        for name, limit in (("path", 200), ("field", 60), ("message", MAX_MESSAGE)):
            object.__setattr__(self, name, shown(getattr(self, name), limit))

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        return (
            f"{where}: {self.field}: {self.message}" if self.field else f"{where}: {self.message}"
        )


@dataclass(frozen=True)
class Name:
    """One author as printed. A group or a mononym has only a family name."""

    family: str
    given: str = ""
    suffix: str = ""
    is_group: bool = False

    @classmethod
    def parse(cls, text: str) -> Name:
        """Reads "Family, Given", "Family, Jr, Given" or "{Group}".

        >>> Name.parse("van der Berg, Jan")
        Name(family='van der Berg', given='Jan', suffix='', is_group=False)
        """
        if text.startswith("{") and text.endswith("}"):
            return cls(text[1:-1].strip(), is_group=True)
        parts = [part.strip() for part in text.split(",")]
        if len(parts) >= 3:
            return cls(parts[0], ", ".join(parts[2:]), parts[1])
        return cls(parts[0], parts[1] if len(parts) == 2 else "")

    def __hash__(self) -> int:
        """Of the two parts that tell names apart: names are looked up more than anything else."""
        return hash((self.family, self.given))

    @cached_property
    def printed(self) -> str:
        """The name in reading order: "Jan van der Berg"."""
        return " ".join(part for part in (self.given, self.family, self.suffix) if part)

    @cached_property
    def inverted(self) -> str:
        """The name as stored, without the braces of a group: "Kennedy, III, Monroe"."""
        return ", ".join(part for part in (self.family, self.suffix, self.given) if part)


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date of which month or day may be unknown (0)."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Reads 2024, 2024-11 or 2024-11-17; raises ValueError for anything else."""
        match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", text)
        if not match:
            raise ValueError(f"'{shown(text)}' is not a date; write 2024-11-17, 2024-11 or 2024")
        year, month, day = (int(part or 0) for part in match.groups())
        try:
            date(year, month if match[2] else 1, day if match[3] else 1)
        except ValueError:
            raise ValueError(
                f"'{text}' is no date that exists; write 2024-11-17, 2024-11 or 2024"
            ) from None
        return cls(year, month, day)

    def __bool__(self) -> bool:
        """Whether anything is known of it."""
        return self.year > 0

    def __str__(self) -> str:
        month = f"-{self.month:02d}" if self.month else ""
        return f"{self.year:04d}{month}-{self.day:02d}" if self.day else f"{self.year:04d}{month}"

    @property
    def words(self) -> str:
        """The date for readers, without the day: "Nov 2024"."""
        return f"{MONTHS[self.month - 1]} {self.year}" if self.month else str(self.year)

    @property
    def first_day(self) -> str:
        """The earliest day it can mean, ISO: 2024-11-01 for 2024-11."""
        return f"{self.year:04d}-{self.month or 1:02d}-{self.day or 1:02d}"


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Link(NamedTuple):
    """An address with the word it is shown as."""

    label: str
    url: str


def _spec(
    type: FieldType, description: str, example: str, **limits: object
) -> Mapping[str, object]:
    return {"type": type, "description": description, "example": example, **limits}


@dataclass(frozen=True)
class Entry:
    """One work. Absent fields mean unknown; lists keep the order of the file.

    `terms` maps each field that draws on the vocabulary (categories, venue, ...) to the ids of
    its terms: the names of those fields come from the taxonomy, not from here.
    """

    key: str
    title: str = field(
        metadata=_spec(
            "text",
            "Title of the newest version, exactly as printed.",
            '"How bees find their way home"',
            required=True,
            max_length=500,
        )
    )
    authors: tuple[Name, ...] = field(
        metadata=_spec(
            "list",
            "Everyone, in printed order, as `Family, Given`. A suffix goes in the middle: "
            "`Kennedy, III, Monroe`. A group stands in braces: `{The Bee Atlas}`. "
            "Someone with one name is written as that name.",
            "- van der Berg, Jan",
            required=True,
            max_length=200,
            max_items=3000,
        )
    )
    published: PartialDate = field(
        metadata=_spec(
            "partial-date",
            "First public version: the day, the month or only the year.",
            "2024-11-17",
            required=True,
        )
    )
    summary: str = field(
        metadata=_spec(
            "text",
            "One or two plain sentences in our own words: what was done, what was found. "
            "40 to 480 characters, never copied from the abstract.",
            "Follows marked bees with radar and measures how they turn back.",
            required=True,
            max_length=480,
        )
    )
    added: date = field(
        metadata=_spec(
            "date",
            "Day the entry came into the database; drives the recent list and the feeds.",
            "2026-11-20",
            required=True,
        )
    )
    alt_titles: tuple[str, ...] = field(
        default=(),
        metadata=_spec(
            "list",
            "Earlier or variant titles, so that they are found.",
            "- An older title",
            max_items=20,
        ),
    )
    nickname: str = field(
        default="",
        metadata=_spec("text", "Short name the work goes by.", "BeeTrack", max_length=60),
    )
    arxiv: str = field(
        default="",
        metadata=_spec(
            "text",
            "arXiv id, bare and without version.",
            '"2411.10950"',
            max_length=40,
            pattern=r"(?:[0-9]{2}(?:0[1-9]|1[0-2])\.[0-9]{4,5}|[a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2})?/[0-9]{7})",
        ),
    )
    doi: str = field(
        default="",
        metadata=_spec(
            "text",
            "DOI of the published version, bare.",
            "10.1000/xyz123",
            max_length=200,
            pattern=r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[\x21-\x7e]+",
        ),
    )
    openreview: str = field(
        default="",
        metadata=_spec(
            "text",
            "OpenReview forum id, bare.",
            "Ll5miDx8KB",
            max_length=40,
            pattern=r"[A-Za-z0-9_-]{6,40}",
        ),
    )
    anthology: str = field(
        default="",
        metadata=_spec(
            "text",
            "ACL Anthology id, bare.",
            "2025.acl-long.175",
            max_length=60,
            pattern=r"(?:[0-9]{4}\.[a-z0-9_]+-[a-z0-9]+\.[0-9]+|[A-Z][0-9]{2}-[0-9]{4,5})",
        ),
    )
    url: str = field(
        default="",
        metadata=_spec(
            "url",
            "Landing page, where no identifier above leads to one.",
            "https://example.org/post",
        ),
    )
    track: str = field(
        default="",
        metadata=_spec(
            "text",
            "Workshop or track at the venue.",
            "System Demonstrations",
            max_length=200,
        ),
    )
    venue_year: int = field(
        default=0,
        metadata=_spec("year", "Year of the venue; goes with `venue`.", "2025"),
    )
    volume: str = field(default="", metadata=_spec("text", "Volume.", '"52"', max_length=20))
    number: str = field(default="", metadata=_spec("text", "Issue.", '"1"', max_length=20))
    pages: str = field(
        default="",
        metadata=_spec(
            "text",
            "Pages, or the article number.",
            "2856-2861",
            max_length=40,
            pattern=r"[A-Za-z0-9.:]+(?:-[A-Za-z0-9.:]+)?",
        ),
    )
    code: str = field(
        default="",
        metadata=_spec("url", "Repository with the code.", "https://github.com/owner/name"),
    )
    project: str = field(
        default="", metadata=_spec("url", "Page of the project.", "https://example.org/project")
    )
    license: str = field(
        default="",
        metadata=_spec(
            "text",
            "SPDX id of the code's licence (tools).",
            "Apache-2.0",
            max_length=40,
            pattern=r"[A-Za-z0-9][A-Za-z0-9.+-]*",
        ),
    )
    workflows: tuple[str, ...] = field(
        default=(),
        metadata=_spec(
            "list",
            "What one does with the tool, a short phrase each (tools).",
            "- Name a bee from a photograph",
            max_length=200,
            max_items=20,
        ),
    )
    implements: tuple[str, ...] = field(
        default=(),
        metadata=_spec(
            "list",
            "Keys of the entries whose methods the tool implements (tools).",
            "- vanderberg2024bees",
            max_length=60,
            max_items=50,
        ),
    )
    aliases: tuple[str, ...] = field(
        default=(),
        metadata=_spec(
            "list",
            "Former keys; their addresses lead here for ever.",
            "- vanderberg2024how",
            max_length=60,
            max_items=20,
        ),
    )
    unverified: tuple[str, ...] = field(
        default=(),
        metadata=_spec(
            "list",
            "Fields that nobody has confirmed against a source yet; shown to readers.",
            "- published",
            max_length=40,
            max_items=40,
        ),
    )
    needs: tuple[str, ...] = field(
        default=(),
        metadata=_spec(
            "list",
            "What nobody has given yet, in place of it: `summary`, or `url` where nothing leads to "
            "the work. Shown to readers; remove it when it is there.",
            "- summary",
            max_length=40,
            max_items=2,
        ),
    )
    evidence: tuple[str, ...] = field(
        default=(),
        metadata=_spec(
            "urls",
            "Pages from which the fields were taken.",
            "- https://arxiv.org/abs/2411.10950",
            max_items=40,
        ),
    )
    notes: str = field(
        default="",
        metadata=_spec("text", "A remark for later curators.", "Retitled in v2.", max_length=2000),
    )
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def categories(self) -> tuple[str, ...]:
        """Ids of the categories; the first is the primary one."""
        return self.terms.get("categories", ())

    @property
    def kind(self) -> str:
        return self.term("kind")

    @property
    def venue(self) -> str:
        """Id of the venue; empty when none is known."""
        return self.term("venue")

    def term(self, field_name: str) -> str:
        """The first term of a field; empty when it has none."""
        ids = self.terms.get(field_name)
        return ids[0] if ids else ""

    @property
    def year(self) -> int:
        """Year of the first public version."""
        return self.published.year

    @property
    def sort_key(self) -> tuple[object, ...]:
        """Ascending order of this is newest first, ties by key."""
        return (-self.year, -self.published.month, -self.published.day, self.key)

    @property
    def blurb(self) -> str:
        """What a program shows of the work in one line: the summary, or by whom it is."""
        if self.summary:
            return self.summary
        others = " and others" if len(self.authors) > 1 else ""
        by = f"By {self.authors[0].printed}{others}, {self.year}. " if self.authors else ""
        return f"{by}No summary yet."

    @property
    def titles(self) -> tuple[str, ...]:
        """The title and the alternative titles."""
        return (self.title, *self.alt_titles)

    @cached_property
    def landing(self) -> str:
        """The one best address of the work; empty when none is known."""
        if self.doi:
            return doi_url(self.doi)
        return next((link.url for link in self.links if link.label in LANDING_LABELS), "")

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Addresses of the work, most useful first."""
        candidates = (
            ("arXiv", self.arxiv and arxiv_url(self.arxiv)),
            ("PDF", self.pdf),
            ("DOI", self.doi and doi_url(self.doi)),
            (
                "OpenReview",
                self.openreview and openreview_url(self.openreview),
            ),
            ("Anthology", self.anthology and anthology_url(self.anthology)),
            ("Page", self.url),
            ("Code", self.code),
            ("Project", self.project),
        )
        return tuple(Link(label, url) for label, url in candidates if url)

    @cached_property
    def pdf(self) -> str:
        """Address of a PDF that anyone can read; empty when none is known."""
        if self.arxiv:
            return f"https://arxiv.org/pdf/{self.arxiv}"
        if self.anthology:
            return f"https://aclanthology.org/{self.anthology}.pdf"
        return f"https://openreview.net/pdf?id={self.openreview}" if self.openreview else ""

    @property
    def arxiv_doi(self) -> str:
        """The DOI that arXiv registers for a preprint; empty without an arXiv id."""
        return f"10.48550/arXiv.{self.arxiv}" if self.arxiv else ""

    def __getstate__(self) -> dict[str, object]:
        """What is remembered of it: neither absent fields, nor what is made of other fields."""
        values = vars(self)
        return {
            name: values[name] for name in _FIELDS if values[name] or name not in _CAN_BE_ABSENT
        }


_FIELDS = tuple(member.name for member in fields(Entry))
_CAN_BE_ABSENT = frozenset(name for name in _FIELDS if hasattr(Entry, name))  # the value of none


LANDING_LABELS = frozenset(("arXiv", "OpenReview", "Anthology", "Page", "Code", "Project"))


def arxiv_url(arxiv: str) -> str:
    return f"https://arxiv.org/abs/{arxiv}"


def openreview_url(openreview: str) -> str:
    return f"https://openreview.net/forum?id={openreview}"


def anthology_url(anthology: str) -> str:
    return f"https://aclanthology.org/{anthology}/"


def doi_url(doi: str) -> str:
    """The address of a DOI, percent-encoded where a URL needs it (DOI Handbook 2.5.2.4)."""
    return "https://doi.org/" + re.sub(r'[%"#? <>{}^\[\]`|\\]', lambda m: f"%{ord(m[0]):02X}", doi)


# The order in which an entry file is written: what readers look for first. "*" stands for the
# facets that are not named here, "**" for further fields that draw on the vocabulary.
FILE_ORDER = (
    "title", "alt_titles", "nickname", "authors", "published", "arxiv", "doi", "openreview",
    "anthology", "url", "venue", "track", "venue_year", "volume", "number", "pages", "kind",
    "scope", "categories", "*", "summary", "code", "project", "license", "**", "workflows",
    "implements", "added", "aliases", "needs", "unverified", "evidence", "notes",
)  # fmt: skip


@cache
def field_specs() -> tuple[FieldSpec, ...]:
    """The fields that every field of science shares, in the order of the dataclass."""
    return tuple(
        FieldSpec(name=member.name, **member.metadata)
        for member in fields(Entry)
        if member.metadata
    )


def ordered_fields(facet_fields: Sequence[str], further_fields: Sequence[str]) -> tuple[str, ...]:
    """All names of fields in the order of a file; the arguments come from the taxonomy."""
    known = {spec.name for spec in field_specs()} | {*facet_fields, *further_fields}
    unnamed = {
        "*": [name for name in facet_fields if name not in FILE_ORDER],
        "**": [name for name in further_fields if name not in FILE_ORDER],
    }
    return tuple(
        name for place in FILE_ORDER for name in unnamed.get(place, [place]) if name in known
    )


def entry_path(key: str) -> PurePath:
    """Where an entry lives: one file, named after its key."""
    return PurePath("entries", f"{key}.yaml")
