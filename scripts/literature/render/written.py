"""The pages that people wrote, cut into sections that search can lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

from markdown import Markdown


@dataclass(frozen=True)
class Section:
    """A heading of a written page with the text below it."""

    title: str
    path: str  # from the site's root, with the anchor of a section that is not the first
    page: str  # the title of the page; empty for its first section
    text: str


def read_sections(written: Mapping[str, str]) -> tuple[Section, ...]:
    """All sections of pages, in order: path of a page ("about/") -> its Markdown."""
    return tuple(section for path, source in written.items() for section in _sections(path, source))


def _sections(path: str, source: str) -> Iterator[Section]:
    parser = _Headings()
    parser.feed(Markdown(extensions=["toc"]).convert(_FRONT_MATTER.sub("", source)))
    parser.close()
    page = ""
    for anchor, title, texts in parser.found:
        text = " ".join("".join(texts).split())
        if not page:
            page = title
            yield Section(title, path, "", text)
        else:
            yield Section(title, f"{path}#{anchor}", page, text)


_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


_INLINE = frozenset(("a", "b", "code", "em", "i", "kbd", "small", "span", "strong", "sub", "sup"))


class _Headings(HTMLParser):
    """Collects (anchor, heading, texts below it) of headings of the first two levels."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, list[str]]] = []
        self.heading: list[str] | None = None
        self.anchor = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._part(tag)
        if tag in ("h1", "h2"):
            self.heading, self.anchor = [], dict(attrs).get("id") or ""

    def handle_endtag(self, tag: str) -> None:
        self._part(tag)
        if tag in ("h1", "h2") and self.heading is not None:
            self.found.append((self.anchor, " ".join("".join(self.heading).split()), []))
            self.heading = None

    def _part(self, tag: str) -> None:
        """Texts of different blocks are different words."""
        if tag not in _INLINE:
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        if self.heading is not None:
            self.heading.append(data)
        elif self.found:
            self.found[-1][2].append(data)
