"""What every page and export knows of the site that publishes it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Way:
    """A page of this site that the home page leads to."""

    label: str
    path: str  # from the site's root
    text: str = ""


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

    def __post_init__(self) -> None:
        if not (self.url.startswith(("https://", "http://")) and self.url.endswith("/")):
            raise ValueError(f"'{self.url}' must be an absolute address that ends with '/'")

    def entry_url(self, key: str) -> str:
        """The address of an entry's page, the same for ever."""
        return f"{self.url}entries/{key}/"
