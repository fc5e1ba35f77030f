"""What must be true of a site before anyone sees it."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from .render import bibtex
from .render.edition import Edition
from .render.html import ROOT

_ROOTED = re.compile(f'{ROOT}([^"#?]*)')
_LINK = re.compile(r'\s(?:href|src|action)="([^"]*)"')


class BrokenSite(Exception):
    """The built site is not fit to be published; the message says why, one line per fault."""


def check_files(edition: Edition, docs: Path, files: Iterable[str]) -> Iterator[str]:
    """What is wrong with the exports: XML and JSON that do not parse, BibTeX that reads differently."""
    for name in files:
        try:
            if name.endswith(".json"):
                json.loads((docs / name).read_bytes())
            elif name.endswith(".xml"):
                ElementTree.fromstring((docs / name).read_bytes())  # noqa: S314 - our own text
        except (ValueError, ElementTree.ParseError) as error:
            yield f"{name}: {error}"
    yield from _check_bibliographies(edition, docs / "data")


def _check_bibliographies(edition: Edition, folder: Path) -> Iterator[str]:
    """Reads the classic file back whole, and of the other the records that differ in what is read.

    Titles and authors are the same lines in both for most records; reading costs 0.1 ms each.
    """
    entries = edition.catalogue.entries
    text = (folder / "literature.bib").read_text(encoding="utf-8")
    for message in bibtex.check_bibliography(text, entries, "bibtex"):
        yield f"data/literature.bib: {message}"
    other = [
        entry
        for entry in entries
        if _read_lines(edition.bibtex[entry.key]) != _read_lines(edition.biblatex[entry.key])
    ]
    blocks = [edition.biblatex[entry.key] for entry in other]
    excerpt = bibtex.render_bibliography(blocks, "")
    for message in bibtex.check_bibliography(excerpt, other, "biblatex"):
        yield f"data/literature.biblatex.bib: {message}"
    text = (folder / "literature.biblatex.bib").read_text(encoding="utf-8")
    if text.count("\n@") != len(entries):
        yield f"data/literature.biblatex.bib: {text.count(chr(10) + '@')} records"


def _read_lines(block: str) -> list[str]:
    return [line for line in block.split("\n") if line.startswith(("  title =", "  author ="))]


class LinkCheck:
    """Collects the internal links of pages and finds those that lead nowhere."""

    def __init__(self) -> None:
        self.wanted: dict[str, str] = {}  # path from the root -> a page that links to it

    def add_fragment(self, page: str, fragment: str) -> None:
        """Notes the links of a fragment, which start with the root placeholder."""
        for target in set(_ROOTED.findall(fragment)):
            self.wanted.setdefault(target, page)

    def add_page(self, page: str, text: str) -> None:
        """Notes the relative links in the HTML of a finished page."""
        for link in set(_LINK.findall(text)):
            target = link_target(page, link)
            if target is not None:
                self.wanted.setdefault(target, page)

    def broken(self, paths: Set[str]) -> Iterator[str]:
        """Messages for links to what is not among the published paths."""
        for target in sorted(self.wanted.keys() - paths):
            yield f"/{self.wanted[target]} links to /{target}, which does not exist"


def link_target(folder: str, link: str) -> str | None:
    """The path from the root that a relative link means; None for one that leaves the site.

    >>> link_target("entries/x/", "../../categories/a/#y2024")
    'categories/a/'
    """
    parts = urlsplit(link.replace("&amp;", "&"))
    if parts.scheme or parts.netloc or parts.path.startswith("/") or not parts.path:
        return None
    path = unquote(parts.path)
    target = normpath(join(folder, path))
    if target.startswith(".."):
        return target
    target = "" if target == "." else target
    return f"{target}/" if target and path.endswith(("/", "..", ".")) else target
