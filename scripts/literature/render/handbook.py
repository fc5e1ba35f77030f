"""The handbook: its list of chapters, a page for each, and the works that a chapter cites."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from html import unescape
from typing import Final
from xml.etree.ElementTree import Element

from markupsafe import Markup

from ..chapter_text import CITE, FIGURE, words_of
from ..handbook import Chapter
from ..model import Entry
from ..text import count_of
from .edition import Edition, Place, short_authors
from .html import ROOT, escape, render
from .library_link import library_link
from .pages import Page, software_box
from .written import Section

PATH: Final = "handbook/"
TITLE: Final = "Handbook"
WORKS: Final = "works-cited"
_SAFE: Final = re.compile(r"https://[!-~]+|[A-Za-z0-9][A-Za-z0-9./?=&,#*+%_-]*")


def chapter_path(chapter: Chapter) -> str:
    return f"{PATH}{chapter.category}/"


def chapter_place(chapter: Chapter) -> Place:
    return Place(chapter.title, chapter_path(chapter), text=chapter.description)


def handbook_pages(edition: Edition) -> Iterator[Page]:
    """The list of chapters and the chapters; nothing where there are none."""
    chapters = [*edition.catalogue.handbook.chapters.values()]
    if not chapters:
        return
    yield _index(edition, chapters)
    around = (None, *chapters, None)
    for before, chapter, after in zip(around, chapters, around[2:], strict=False):
        body = partial(_body, edition, chapter, before, after)
        yield Page(chapter_path(chapter), chapter.title, chapter.description, body)


def chapter_files(edition: Edition) -> Iterator[tuple[str, str, Sequence[Entry]]]:
    """Path of its bibliography, title and cited works, of each chapter."""
    for chapter in edition.catalogue.handbook.chapters.values():
        path = f"data/handbook/{chapter.category}.bib"
        yield path, chapter.title, Citations(edition, chapter).entries


def chapter_sections(edition: Edition) -> Iterator[Section]:
    """The chapters cut at their headings, for search."""
    for chapter in edition.catalogue.handbook.chapters.values():
        title, path = chapter.title, chapter_path(chapter)
        heading, anchor, texts = "", "", [chapter.description]
        for element in chapter.text.root:
            if element.tag == "h2":
                yield _section(title, path, heading, anchor, texts)
                heading, anchor, texts = words_of(element), element.get("id", ""), []
            else:
                texts += [element.get("caption", ""), words_of(element)]
        yield _section(title, path, heading, anchor, texts)


def _section(title: str, path: str, heading: str, anchor: str, texts: list[str]) -> Section:
    text = " ".join(filter(None, texts))
    if not heading:
        return Section(title, path, "", text)
    return Section(heading, f"{path}#{anchor}", title, text)


def _index(edition: Edition, chapters: Sequence[Chapter]) -> Page:
    facet = edition.taxonomy.facets["categories"]
    lead = f"A chapter for each {facet.singular.lower()}, every claim with the work it rests on."
    places = [
        (chapter_place(chapter), facet.terms[chapter.category].label,
         count_of(len(Citations(edition, chapter).entries), "work"))
        for chapter in chapters
    ]  # fmt: skip
    body = partial(
        render, "handbook.html", crumbs=(Place("Home"),), heading=TITLE, lead=lead,
        chapters=places, has_paths=bool(edition.catalogue.handbook.paths),
    )  # fmt: skip
    return Page(PATH, TITLE, lead, body)


def _body(edition: Edition, chapter: Chapter, before: Chapter | None, after: Chapter | None) -> str:
    facet = edition.taxonomy.facets["categories"]
    term = facet.terms[chapter.category]
    entries = edition.catalogue.by_term["categories"][term.id]
    citations = Citations(edition, chapter)
    return render(
        "chapter.html",
        crumbs=(Place("Home"), Place(TITLE, PATH)),
        chapter=chapter,
        headings=chapter.text.headings,
        text=_Writer(citations, chapter).inside(chapter.text.root),
        category=Place(term.label, f"categories/{term.id}/", count=len(entries)),
        works=[
            (citations.labels[entry.key], edition.rows_of([entry], "short"))
            for entry in citations.entries
        ],
        anchor=WORKS,
        view=library_link(keys=[entry.key for entry in citations.entries]),
        bibliography=f"data/handbook/{chapter.category}.bib",
        boxes=software_box(edition, entries),
        before=chapter_place(before) if before else None,
        after=chapter_place(after) if after else None,
    )


@dataclass(frozen=True)
class Citations:
    """The works that a chapter cites, and what they are called there."""

    edition: Edition
    chapter: Chapter

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The cited entries in order of first mention."""
        by_key = self.edition.catalogue.by_key
        return tuple(by_key[key] for key in self.chapter.cited if key in by_key)

    @cached_property
    def names(self) -> Mapping[str, tuple[str, str]]:
        """Key -> authors and year: ("Li et al.", "2024"); works that share both get a letter."""
        found = {entry.key: (_authors(entry), str(entry.year)) for entry in self.entries}
        together, seen = Counter(found.values()), Counter[tuple[str, str]]()
        named: dict[str, tuple[str, str]] = {}
        for key, (authors, year) in found.items():
            letter = chr(ord("a") + seen[authors, year]) if together[authors, year] > 1 else ""
            seen[authors, year] += 1
            named[key] = (authors, year + letter)
        return named

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Key -> "Li et al. 2024"."""
        return {key: " ".join(names) for key, names in self.names.items()}


def _authors(entry: Entry) -> str:
    """ "Li", "Li and Abe" or "Li et al."."""
    names = [name.family for name in entry.authors]
    if len(names) > 2:
        return f"{names[0]} et al."
    return " and ".join(names)


class _Writer:
    """Writes the tree of a chapter as HTML: each element that it knows, all text escaped."""

    def __init__(self, citations: Citations, chapter: Chapter) -> None:
        self.citations = citations
        self.chapter = chapter
        self.of_tag: Mapping[str, Callable[[Element], str]] = {
            **dict.fromkeys(("p", "ul", "ol", "li", "em", "strong"), self._plain),
            **dict.fromkeys(("h2", "h3"), self._heading),
            "code": self._code,
            "a": self._link,
            CITE: self._citation,
            FIGURE: self._figure,
        }

    def inside(self, element: Element) -> Markup:
        """What stands in an element."""
        parts = [escape(element.text or "")]
        for child in element:
            parts += [self.of_tag.get(child.tag, self.inside)(child), escape(child.tail or "")]
        return Markup("".join(parts))  # noqa: S704 - each part is escaped or written here # nosec B704

    def _plain(self, element: Element) -> str:
        return f"<{element.tag}>{self.inside(element)}</{element.tag}>"

    def _heading(self, element: Element) -> str:
        anchor = escape(element.get("id", ""))
        return f'<{element.tag} id="{anchor}">{self.inside(element)}</{element.tag}>'

    def _code(self, element: Element) -> str:
        # Python-Markdown has escaped it already.
        return f"<code>{escape(unescape(element.text or ''))}</code>"

    def _link(self, element: Element) -> str:
        address = element.get("href", "")
        if not _SAFE.fullmatch(address):
            return self.inside(element)
        root = "" if address.startswith("https://") else ROOT
        return f'<a href="{root}{escape(address)}">{self.inside(element)}</a>'

    def _citation(self, element: Element) -> str:
        keys = element.get("keys", "").split()
        if element.get("form") == "sentence":
            return self._cited(keys[0], "{} ({})")
        return f"({'; '.join(self._cited(key, '{} {}') for key in keys)})"

    def _cited(self, key: str, form: str) -> str:
        if key not in self.citations.names:
            return escape(f"@{key}")  # the preview shows what is wrong beside it
        entry = self.citations.edition.catalogue.by_key[key]
        where = self.citations.edition.where(entry).label
        about = f"{entry.title}. {short_authors(entry)}. {where}, {entry.published.words}"
        words = escape(form.format(*self.citations.names[key]))
        return (
            f'<span class="cited"><a href="{ROOT}entries/{key}/" data-cite="{key}" '
            f'title="{escape(about)}">{words}</a></span>'
        )

    def _figure(self, element: Element) -> str:
        drawing = self.chapter.drawings.get(element.get("src", ""))
        if drawing is None:
            return ""
        caption, words = escape(element.get("caption", "")), escape(element.get("alt", ""))
        return (
            '<figure class="figure"><div class="figure__frame">'
            f'<svg viewBox="0 0 720 {drawing.height}" role="img" aria-label="{words}">'
            f"{drawing.inside}</svg></div>"
            f"{f'<figcaption>{caption}</figcaption>' if caption else ''}</figure>"
        )
