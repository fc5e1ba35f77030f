"""What must be true of a site before anyone sees it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence, Set
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit
from xml.parsers import expat

from .handbook import FOLDER
from .model import Entry, Problem
from .render import bibtex
from .render.edition import Edition
from .render.html import ROOT
from .site import PAGES
from .text import shown

_ROOTED = re.compile(f'{ROOT}([^"#?]*)')
BATCH = 500  # records read back at once: what the reader makes of one takes 6 KB
_LINK = re.compile(r'\s(?:href|src|action)="([^"]*)"')


class BrokenSite(Exception):
    """The built site is not fit to be published; the message says why, one line per fault."""


def check_files(edition: Edition, docs: Path, files: Iterable[str]) -> Iterator[str]:
    """The faults of exports: XML and JSON that do not parse, BibTeX that reads differently."""
    for name in files:
        try:
            if name.endswith(".json"):
                # Nothing is kept of it: what a file of all entries holds takes 20 MB.
                json.loads((docs / name).read_bytes(), object_pairs_hook=lambda _: None)
            elif name.endswith(".xml"):
                # Our own text; no tree is made of it, for that takes longer than making the feeds.
                expat.ParserCreate().Parse((docs / name).read_bytes(), True)
        except (ValueError, expat.ExpatError) as error:
            yield f"{name}: {error}"
    yield from _check_bibliographies(edition, docs / "data")


def _check_bibliographies(edition: Edition, folder: Path) -> Iterator[str]:
    """Reads every record back once in its life.

    A record that an earlier build read back, and a biblatex record whose title and authors are the
    lines of the classic one, are not read again: that costs 0.1 ms each. Both files must consist of
    just these records.
    """
    new = [entry for entry in edition.catalogue.entries if not edition.is_known(entry)]
    other = [
        entry
        for entry in new
        if _read_lines(edition.bibtex[entry.key]) != _read_lines(edition.biblatex[entry.key])
    ]
    yield from _check_records(edition, folder / "literature.bib", "bibtex", new)
    yield from _check_records(edition, folder / "literature.biblatex.bib", "biblatex", other)


def _check_records(
    edition: Edition, file: Path, dialect: bibtex.Dialect, entries: Sequence[Entry]
) -> Iterator[str]:
    blocks = edition.bibtex if dialect == "bibtex" else edition.biblatex
    unsure = [it for it in entries if not bibtex.reads_back(blocks[it.key], it, dialect)]
    for start in range(0, len(unsure), BATCH):
        batch = unsure[start : start + BATCH]
        excerpt = bibtex.render_bibliography([blocks[entry.key] for entry in batch], "")
        for message in bibtex.check_bibliography(excerpt, batch, dialect):
            yield f"data/{file.name}: {message}"
    records = [blocks[entry.key] for entry in edition.catalogue.entries]
    _, _, rest = file.read_text(encoding="utf-8").partition("\n\n")
    if rest != "\n\n".join(records) + "\n" * bool(records):
        yield f"data/{file.name}: does not consist of the records of the entries, in their order"


def _read_lines(block: str) -> list[str]:
    return [line for line in block.split("\n") if line.startswith(("  title =", "  author ="))]


def unknown_links(edition: Edition, place: str = "entries") -> Iterator[Problem]:
    """Links of chapters to pages that the site will not have. Those to entries, terms, chapters
    and paths are looked at where chapters are read; those to files when the site is there."""
    for chapter in edition.catalogue.handbook.chapters.values():
        for link in chapter.text.links:
            path = re.split("[?#]", link.what)[0]
            first = path.partition("/")[0]
            if first in edition.taxonomy.facets or first in _LOOKED_AT or ":" in first:
                continue
            if path not in edition.written and path not in _pages_below(edition, first):
                message = f"'{shown(path)}' leads nowhere; the site has no such page"
                yield Problem(f"{place}/{FOLDER}/{chapter.category}.md", link.line, "", message)


_LOOKED_AT = frozenset(("entries", "handbook", "start", "data", "feeds", "assets", "fields"))


def _pages_below(edition: Edition, first: str) -> set[str]:
    makers = [make for pattern, make in PAGES.items() if pattern.split("/")[1] == first]
    return {page.path for make in makers for page in make(edition)}


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
