"""What a look-up gives: the record of one source, the records of a work, a repository."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Name, PartialDate


@dataclass(frozen=True)
class Record:
    """What one source says of one work. Empty means that it does not say.

    All of it has the form that an entry demands: text without markup, controls and needless
    blanks, bare identifiers, addresses that exist on the public web.
    """

    source: str  # "DataCite", "Crossref", "OpenAlex", "arXiv", "OpenReview"
    page: str  # https address for people to look at
    title: str = ""
    alt_titles: tuple[str, ...] = ()
    authors: tuple[Name, ...] = ()
    published: PartialDate | None = None  # the first version that the source knows of
    arxiv: str = ""
    doi: str = ""  # of the published version; never one that arXiv registered
    openreview: str = ""
    anthology: str = ""
    venue: str = ""  # as the source prints it
    event: str = ""  # name of the conference, where the source keeps it besides the proceedings
    venue_year: int = 0
    volume: str = ""
    number: str = ""
    pages: str = ""
    code: str = ""
    is_withdrawn: bool = False  # or retracted
    citations: int | None = None  # how many works cite it
    asked: str = ""  # the day, ISO, of an answer that was kept; empty for one given just now

    @property
    def is_complete(self) -> bool:
        """Whether it says what every entry needs."""
        return bool(self.title and self.authors and self.published)


@dataclass(frozen=True)
class LookUp:
    """All that the sources say of a work.

    `records`: best source first. `failures`: a sentence for each source that was asked in vain.
    """

    records: tuple[Record, ...] = ()
    failures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Repository:
    """Code on GitHub. `url` is its address after any renaming; `license` an SPDX id."""

    exists: bool
    url: str = ""
    license: str = ""
    stars: int | None = None
    last_commit: str = ""  # day of the last push, ISO
    asked: str = ""  # as in a record
