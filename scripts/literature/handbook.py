"""The handbook: a chapter for a category, with figures, in which every claim cites an entry."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final, TypeVar

from . import strict_yaml
from .chapter_text import ChapterText, Mention, read_chapter_text
from .drawing import Drawing, read_drawing
from .model import Entry, Problem
from .node_reader import NodeReader
from .reading_paths import FILE_NAME, ReadingPath, read_paths
from .strict_yaml import YamlError
from .taxonomy import Taxonomy
from .text import shown
from .values import parse_url

Item = TypeVar("Item")
FOLDER: Final = "_handbook"
MAX_BYTES: Final = 100_000
_FIGURE: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.svg")
_ON_SITE: Final = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9./_-]*(?:\?[A-Za-z0-9=&,.*+%_-]*)?(?:#[A-Za-z0-9_-]+)?"
)


@dataclass(frozen=True)
class Chapter:
    """What there is to know of a category, in the words of the people who keep the site."""

    category: str
    title: str
    description: str
    text: ChapterText
    drawings: Mapping[str, Drawing]  # by name of the file

    @cached_property
    def cited(self) -> tuple[str, ...]:
        """Keys of the entries that it cites, in order of first mention."""
        return tuple(dict.fromkeys(mention.what for mention in self.text.citations))


@dataclass(frozen=True)
class Handbook:
    """What stands beside the entries for those who learn: chapters and reading paths."""

    chapters: Mapping[str, Chapter] = field(default_factory=dict)  # as the vocabulary has them
    paths: tuple[ReadingPath, ...] = ()

    @cached_property
    def citing(self) -> Mapping[str, tuple[Chapter, ...]]:
        """Key -> the chapters that cite the entry."""
        return _by_key((chapter, chapter.cited) for chapter in self.chapters.values())

    @cached_property
    def leading(self) -> Mapping[str, tuple[ReadingPath, ...]]:
        """Key -> the reading paths that lead over the entry."""
        return _by_key((path, [step.entry for step in path.steps]) for path in self.paths)


def _by_key(items: Iterable[tuple[Item, Iterable[str]]]) -> Mapping[str, tuple[Item, ...]]:
    found: dict[str, list[Item]] = {}
    for item, keys in items:
        for key in keys:
            found.setdefault(key, []).append(item)
    return {key: tuple(some) for key, some in found.items()}


@dataclass(frozen=True)
class Known:
    """What chapters and paths can name."""

    taxonomy: Taxonomy
    keys: Collection[str]  # of all entries, those that could not be read included
    former: Mapping[str, str]  # former key -> present key

    @classmethod
    def of(cls, taxonomy: Taxonomy, entries: Iterable[Entry], keys: Iterable[str]) -> Known:
        former = {alias: entry.key for entry in entries for alias in entry.aliases}
        return cls(taxonomy, frozenset(keys), former)

    def fault(self, key: str) -> str:
        """What is wrong with a key; empty when an entry has it."""
        if key in self.keys:
            return ""
        if key in self.former:
            return f"'{shown(key)}' is a former key; write {self.former[key]}"
        return f"'{shown(key)}' is no entry; write the key of one"


def read_handbook(folder: Path, known: Known) -> tuple[Handbook, list[Problem]]:
    """The handbook in a folder of entries, and all that is wrong with it; without files empty."""
    paths, problems = read_paths(folder)
    place = f"{folder.name or folder.resolve().name}"
    problems += _unknown_steps(f"{place}/{FILE_NAME}", paths, known)
    chapters: dict[str, Chapter] = {}
    readings: list[_Reading] = []
    for file in chapter_files(folder):
        if file.suffix == ".svg":
            continue
        reading = _Reading(f"{place}/{FOLDER}/{file.name}", file, known)
        readings.append(reading)
        chapter = reading.chapter()
        if chapter:
            chapters[chapter.category] = chapter
    for reading in readings:
        reading.check_links(chapters, {path.id for path in paths})
        problems += reading.problems
    order = known.taxonomy.facets["categories"].terms if known.taxonomy.facets else {}
    ordered = {category: chapters[category] for category in order if category in chapters}
    return Handbook(ordered, paths), sorted(problems)


def chapter_files(folder: Path) -> list[Path]:
    """All that lies in the folder of chapters, sorted; empty when there is none."""
    inside = folder / FOLDER
    files = inside.iterdir() if inside.is_dir() else ()
    return sorted(file for file in files if not file.name.startswith(".") and file.name[-1] != "~")


def _unknown_steps(path: str, paths: Iterable[ReadingPath], known: Known) -> Iterator[Problem]:
    for reading_path in paths:
        for step in reading_path.steps:
            fault = known.fault(step.entry) if step.entry else ""
            if fault:
                yield Problem(path, step.line, f"{reading_path.id}.steps", fault)


class _Reading(NodeReader):
    """What one file of the handbook gave, and what is wrong with it."""

    def __init__(self, path: str, file: Path, known: Known) -> None:
        super().__init__(path)
        self.file = file
        self.known = known
        self.links: list[Mention] = []

    def chapter(self) -> Chapter | None:
        """The chapter, as far as it could be read."""
        self._check_name()
        source = self._source(self.file)
        if source is None:
            return None
        lines = source.split("\n")
        if lines[0] != "---" or "---" not in lines[1:]:
            self.report(
                1,
                "",
                "must begin with front matter: title and description between two lines of ---",
            )
            return None
        end = lines.index("---", 1)
        values = self._front_matter("\n".join(["", *lines[1:end]]))
        # Blank lines in the place of the front matter keep the count of lines.
        text = read_chapter_text("\n" * (end + 1) + "\n".join(lines[end + 1 :]))
        self._check_text(text)
        return Chapter(
            self.file.stem, values.get("title", ""), values.get("description", ""),
            text, self._drawings(text.figures),
        )  # fmt: skip

    def _check_name(self) -> None:
        terms = self.known.taxonomy.facets["categories"].terms
        if self.file.suffix != ".md":
            self.report(0, "", "only .md and .svg files belong here; move it elsewhere")
        elif self.file.stem not in terms:
            near = self.known.taxonomy.suggest("categories", self.file.stem)
            hint = f"did you mean {' or '.join(near)}?" if near else "name it after one"
            self.report(0, "", f"'{shown(self.file.stem)}' is no category; {hint}")

    def _source(self, file: Path) -> str | None:
        """The text of a file; None, and problems, for one that is not clean."""
        try:
            content = strict_yaml.file_content(file, MAX_BYTES)
            text = strict_yaml.decode(content, MAX_BYTES)
        except YamlError as error:
            self.report(error.line, "", error.message)
            return None
        if not unicodedata.is_normalized("NFC", text):
            self.report(0, "", "is not in Unicode form NFC; type the accented letters anew")
            return None
        return text

    def _front_matter(self, text: str) -> dict[str, str]:
        try:
            root = strict_yaml.parse(text)
        except YamlError as error:
            self.report(error.line, "", error.message)
            return {}
        if root is None:
            self.report(1, "", "the front matter is empty; write title and description")
            return {}
        texts, _ = self.texts_of(root, "", ("title", "description"))
        for name in ("title", "description"):
            if name not in texts:
                self.report(1, name, "is missing; every chapter needs it")
        return {name: text.value for name, text in texts.items()}

    def _check_text(self, text: ChapterText) -> None:
        for fault in text.faults:
            self.report(fault.line, "", fault.what)
        for citation in text.citations:
            fault_of_key = self.known.fault(citation.what)
            if fault_of_key:
                self.report(citation.line, "", fault_of_key)
        if not len(text.root) and not text.faults:
            self.report(1, "", "has no text; write it below the front matter")
        self.links = text.links

    def _drawings(self, figures: Iterable[Mention]) -> dict[str, Drawing]:
        found: dict[str, Drawing] = {}
        for figure in figures:
            if not _FIGURE.fullmatch(figure.what):
                what = f"'{shown(figure.what)}' is no drawing"
                self.report(figure.line, "", f"{what}; write the name of an .svg file beside it")
            elif figure.what in found:
                self.report(figure.line, "", f"{figure.what} stands here twice; keep one")
            else:
                found[figure.what] = self._drawing(figure)
        return found

    def _drawing(self, figure: Mention) -> Drawing:
        file = self.file.with_name(figure.what)
        beside = _Reading(self.path.replace(self.file.name, figure.what), file, self.known)
        if not file.exists():
            self.report(figure.line, "", f"{figure.what} is not there; put it beside the chapter")
            return Drawing()
        text = beside._source(file)
        drawing, faults = read_drawing(file.stem, text) if text is not None else (Drawing(), [])
        for line, message in faults:
            beside.report(line, "", message)
        self.problems += beside.problems
        return drawing

    def check_links(self, chapters: Mapping[str, Chapter], paths: Collection[str]) -> None:
        """Links to what the entries, the vocabulary and the handbook say. What else the site has
        is known further up (invariants.unknown_links)."""
        for link in self.links:
            fault = self._fault_of_link(link.what, chapters, paths)
            if fault:
                self.report(link.line, "", fault)

    def _fault_of_link(
        self, address: str, chapters: Mapping[str, Chapter], paths: Collection[str]
    ) -> str:
        if ":" in address.partition("/")[0]:
            try:
                parse_url(address)
            except ValueError as error:
                return str(error)
            return ""
        if not _ON_SITE.fullmatch(address) or "//" in address or ".." in address:
            return (
                f"'{shown(address)}' is no address; write the path of a page from the site's root, "
                "like categories/ or library/, or an https address"
            )
        first, *rest = re.split(r"[?#]", address)[0].split("/")
        name = rest[0] if rest else ""
        if name and first == "entries":
            return self.known.fault(name)
        places: dict[str, Collection[str]] = {
            facet.id: facet.terms for facet in self.known.taxonomy.facets.values()
        }
        places |= {"handbook": chapters, "start": paths}
        if name and name not in places.get(first, (name,)):
            return f"'{shown(address)}' leads nowhere; {shown(name)} is not in {first}"
        return ""
