"""The Markdown of a chapter as a tree of the few elements that a chapter can hold.

Python-Markdown finds the structure; its HTML is not used. Whoever draws the tree writes each
element that it knows and no other, so no text of a chapter becomes HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from html import unescape
from typing import Final
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from .text import shown, slug

# A citation is <cite keys="one two" form="...">, a figure <figure src="" alt="" caption="">.
CITE, FIGURE = "cite", "figure"
MAX_BRACKETS: Final = 1_000
MAX_DEPTH: Final = 12
BLOCKS: Final = frozenset(("p", "h2", "h3", "ul", "ol", "li", FIGURE))
INLINE: Final = frozenset(("em", "strong", "code", "a", CITE))
_BRACKETS: Final = r"\[(\s*@[^\[\]()]*)\](?!\()"
_NARRATIVE: Final = r"(?<![\w@./-])@(\w+)"
_ONE: Final = re.compile(r"@(\w+)")
# What Markdown would let through, and ways of writing that a chapter needs not.
_LEFT_OUT: Final[Mapping[str, tuple[str, ...]]] = {
    "preprocessors": ("html_block",),
    "treeprocessors": ("prettify",),
    "inlinePatterns": (
        "reference", "image_reference", "short_reference", "short_image_ref", "autolink",
        "automail", "linebreak", "html", "entity",
    ),
}  # fmt: skip
_USUAL: Final = "write headings with ##, paragraphs, lists and figures"
_REFUSED: Final[Mapping[str, str]] = {
    "h1": "a heading of the first level; the title stands in the front matter, begin with ##",
    "img": "a figure inside a paragraph; give it a paragraph of its own",
    "pre": f"an indented block; {_USUAL}",
    "blockquote": f"a quotation; {_USUAL}",
    "hr": f"a rule across the page; {_USUAL}",
}
_LEFT_OVER: Final = (
    (re.compile(r"</?[A-Za-z!?][^\s>]{0,40}>?"), "HTML is not read here; write Markdown"),
    (re.compile(r"\]\(\S{0,60}"), "a link that cannot be read; write [words](path/of/the/page/)"),
    (re.compile(r"\*\*\S{0,40}"), "** that is opened or closed alone; write **words**"),
    (re.compile(r"(?<=\n)(?:[-*+]|[0-9]+\.) .{0,40}"), "a list needs a blank line above it"),
)  # fmt: skip


@dataclass(frozen=True)
class Mention:
    """Something that a chapter names, and the line where it does: a key, an address, a file."""

    what: str
    line: int


@dataclass
class ChapterText:
    """What the Markdown of a chapter holds; lines are counted from 1."""

    root: Element
    citations: list[Mention] = field(default_factory=list)  # keys, in order
    links: list[Mention] = field(default_factory=list)  # addresses as written
    figures: list[Mention] = field(default_factory=list)  # names of files
    faults: list[Mention] = field(default_factory=list)  # messages

    @property
    def headings(self) -> tuple[tuple[str, str], ...]:
        """(anchor, words) of the headings of the second level."""
        return tuple((it.get("id", ""), words_of(it)) for it in self.root.iter("h2"))


def read_chapter_text(source: str) -> ChapterText:
    """The tree of a text, and what is wrong with it. Never raises for wrong input."""
    root, fault = _safe_tree_of(source)
    text = ChapterText(root, faults=[fault] if fault else [])
    noting = _Noting(text, source)
    for paragraph in list(text.root.iter("p")):
        _lift_figure(paragraph)
    for element, above in _walk(text.root):
        noting.take(element, above)
    _give_ids(text.root)
    return text


def words_of(element: Element) -> str:
    """The text of an element with single blanks; citations are left out."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    text = element.text or ""
    yield unescape(text) if element.tag == "code" else text
    for child in element:
        yield from _texts(child)
        yield child.tail or ""


class _Cites(InlineProcessor):
    """A citation in brackets, or in the sentence."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the name is Python-Markdown's
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        parts = [_ONE.fullmatch(part.strip()) for part in m[1].split(";")]
        keys = [part[1] for part in parts if part]
        if len(keys) < len(parts):
            return Element(CITE, broken=m[0]), m.start(0), m.end(0)
        return Element(CITE, keys=" ".join(keys), form="brackets"), m.start(0), m.end(0)


class _Names(InlineProcessor):
    def handleMatch(  # type: ignore[override]  # noqa: N802 - the name is Python-Markdown's
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        return Element(CITE, keys=m[1], form="sentence"), m.start(0), m.end(0)


class _Keep(Treeprocessor):
    """Keeps the tree as it is when all others have done their work."""

    root: Element

    def run(self, root: Element) -> None:
        self.root = root


def _safe_tree_of(source: str) -> tuple[Element, Mention | None]:
    """The tree, or an empty one and the reason: what is nested or bracketed without end would keep
    the parser busy for minutes, or be too deep for whoever walks the tree."""
    if source.count("[") > MAX_BRACKETS:
        return Element("div"), Mention(f"more than {MAX_BRACKETS:,} brackets; write less", 1)
    try:
        root = _tree_of(source)
        if _depth_of(root) <= MAX_DEPTH:
            return root, None
    except RecursionError:
        pass
    return Element("div"), Mention("nested too deep; write flat paragraphs and lists", 1)


def _depth_of(root: Element) -> int:
    level, depth = [*root], 0
    while level:
        level, depth = [child for element in level for child in element], depth + 1
    return depth


def _tree_of(source: str) -> Element:
    markdown = Markdown(extensions=["sane_lists"])
    for registry, names in _LEFT_OUT.items():
        for name in names:
            getattr(markdown, registry).deregister(name)
    markdown.parser.blockprocessors.deregister("reference")
    markdown.inlinePatterns.register(_Cites(_BRACKETS, markdown), "citation", 175)
    markdown.inlinePatterns.register(_Names(_NARRATIVE, markdown), "narrative", 155)
    keep = _Keep(markdown)
    markdown.treeprocessors.register(keep, "keep", -1)
    markdown.convert(source)
    return keep.root if source.strip() else Element("div")


def _lift_figure(paragraph: Element) -> None:
    """Makes a figure of a paragraph that is nothing but an image."""
    image = next(iter(paragraph), None)
    if image is None or image.tag != "img" or len(paragraph) > 1:
        return
    if (paragraph.text or "").strip() or (image.tail or "").strip():
        return
    paragraph.tag, paragraph.text = FIGURE, None
    for name, value in (("src", "src"), ("alt", "alt"), ("caption", "title")):
        paragraph.set(name, " ".join(image.get(value, "").split()))
    paragraph.remove(image)


def _walk(element: Element, above: Set[str] = frozenset()) -> Iterator[tuple[Element, Set[str]]]:
    """All elements below, in the order of the text, each with the tags above it."""
    for child in element:
        yield child, above
        yield from _walk(child, above | {child.tag})


class _Noting:
    """Notes what the elements of a text name, and what is wrong with them."""

    def __init__(self, text: ChapterText, source: str) -> None:
        self.text = text
        self.lines = _Lines(source)
        self.of_tag = {"a": self._link, CITE: self._citation, FIGURE: self._figure}

    def take(self, element: Element, above: Set[str]) -> None:
        """The next element of the text, and the tags above it."""
        tag = element.tag
        line = self.of_tag.get(tag, self._other)(element)
        if tag in ("a", CITE) and above & {"h2", "h3", "a"}:
            what = "a link" if tag == "a" else "a citation"
            where = "a link" if "a" in above else "a heading"
            self._fault(f"{what} inside {where}; put it after", line)
        for own in ("" if tag == "code" else element.text, element.tail):
            for pattern, message in _LEFT_OVER:
                for found in pattern.finditer(own or ""):
                    self._fault(f"'{found[0]}': {message}", self.lines.of(found[0]))

    def _fault(self, message: str, line: int) -> None:
        self.text.faults.append(Mention(message, line))

    def _link(self, element: Element) -> int:
        address = element.get("href", "")
        line = self.lines.of(f"]({address}")
        self.text.links.append(Mention(address, line))
        return line

    def _citation(self, element: Element) -> int:
        keys, broken = element.get("keys", "").split(), element.get("broken", "")
        mentions = [Mention(key, self.lines.of(f"@{key}")) for key in keys]
        self.text.citations += mentions
        if mentions:
            return mentions[0].line
        line = self.lines.of(broken)
        what = f"'{shown(broken, 60)}' is no citation"
        self._fault(f"{what}; write [@key] or [@key; @other]", line)
        return line

    def _figure(self, element: Element) -> int:
        file = element.get("src", "")
        line = self.lines.of(file)
        self.text.figures.append(Mention(file, line))
        if not element.get("alt"):
            self._fault("a figure without words; write ![what it shows](file.svg)", line)
        return line

    def _other(self, element: Element) -> int:
        tag = element.tag
        if tag in BLOCKS | INLINE:
            return 0
        line = self.lines.of(element.get("src") or words_of(element)[:30])
        self._fault(_REFUSED.get(tag, f"'{tag}' is not known here; {_USUAL}"), line)
        return line


class _Lines:
    """Where words stand in a source: the n-th time they are asked for, where they stand the n-th
    time. A text is asked through from its beginning to its end."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.reached: dict[str, int] = {}

    def of(self, words: str) -> int:
        """The line of the words; 1 when they do not stand there as they are."""
        start = self.reached.get(words, 0)
        end = r"(?!\w)" if words[-1:].isalnum() else ""
        at = re.compile(re.escape(words) + end).search(self.source, start)
        if at is None or not words:
            return 1
        self.reached[words] = at.start() + 1
        return self.source.count("\n", 0, at.start()) + 1


def _give_ids(root: Element) -> None:
    """Gives each heading an anchor made of its words, once in the text."""
    taken: set[str] = set()
    for heading in root.iter():
        if heading.tag in ("h2", "h3"):
            name = stem = slug(words_of(heading)) or "section"
            number = 1
            while name in taken:
                number += 1
                name = f"{stem}-{number}"
            taken.add(name)
            heading.set("id", name)
