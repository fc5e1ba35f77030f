"""What every page and export knows of the site that publishes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from .parts import PART

# The registers that the page for submissions can ask, and what people call them.
REGISTERS: Final = {"datacite": "DataCite", "crossref": "Crossref", "openalex": "OpenAlex"}
# It stands in the Content-Security-Policy of a page, so nothing but an origin will do.
_ORIGIN: Final = re.compile(
    r"https://[a-z0-9.-]+(?::[0-9]+)?|http://(?:127\.0\.0\.1|localhost)(?::[0-9]+)?"
)

_FOLDER: Final = re.compile(r"[a-z][a-z0-9-]{0,39}/")


@dataclass(frozen=True)
class Way:
    """A page of this site that the home page leads to."""

    label: str
    path: str  # from the site's root
    text: str = ""


@dataclass(frozen=True)
class Pairing:
    """Two facets, by their ids, whose terms the gap map crosses."""

    rows: str
    columns: str
    title: str
    text: str = ""

    @property
    def name(self) -> str:
        """What its files are called."""
        return f"{self.rows}-{self.columns}"


@dataclass(frozen=True)
class BoardFacts:
    """What the page that compares the entries of one kind is called and looks at."""

    kind: str  # a term of the kinds
    path: str  # from the site's root
    title: str
    lead: str
    rows: str  # the field that names what such a work does
    columns: str  # the field that names what it does so with
    any: tuple[str, ...] = ()  # terms of `columns` that stand for all others, too


@dataclass(frozen=True)
class Site:
    name: str
    url: str  # absolute, ends with "/"
    description: str
    repository: str  # https address without final "/", or empty
    licence: str  # SPDX id of the records, not of the works
    headline: str = ""
    lead: str = ""
    hints: tuple[Way, ...] = ()
    ways: tuple[Way, ...] = ()
    row_facets: tuple[str, ...] = ()  # facets that rows show after the categories
    fed_facets: tuple[str, ...] = ()  # facets with feeds, besides categories and kinds
    lookups: tuple[tuple[str, str], ...] = ()  # name of a register, origin of its API
    maps: tuple[Pairing, ...] = ()  # what the gap map shows; none of them, no page
    not_studies: tuple[tuple[str, tuple[str, ...]], ...] = ()  # facet id, terms that make no study
    board: BoardFacts | None = None
    part_size: int = PART  # entries of the first part of search.json

    def __post_init__(self) -> None:
        if not (self.url.startswith(("https://", "http://")) and self.url.endswith("/")):
            raise ValueError(f"'{self.url}' must be an absolute address that ends with '/'")
        if self.board and not _FOLDER.fullmatch(self.board.path):
            raise ValueError(f"extra.board: path '{self.board.path}' must be like 'tools/'")
        if self.part_size < 1:
            raise ValueError(f"extra.part_size: '{self.part_size}' must be a number above 0")
        for name, origin in self.lookups:
            if name not in REGISTERS or not _ORIGIN.fullmatch(origin):
                known = ", ".join(REGISTERS)
                raise ValueError(
                    f"extra.lookups: '{name}: {origin}' must be one of {known} with an address "
                    "like https://api.example.org"
                )

    def entry_url(self, key: str) -> str:
        """The address of an entry's page, the same for ever."""
        return f"{self.url}entries/{key}/"
