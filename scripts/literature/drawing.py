"""A drawing in SVG, read strictly: shapes and words that take their colours from the page.

What is not in the lists below is refused, and the drawing is written anew from what was read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import Final
from xml.parsers import expat

NAMESPACE: Final = "http://www.w3.org/2000/svg"
MAX_ELEMENTS: Final = 5_000
MAX_DEPTH: Final = 12
# What docs/assets/css/handbook.css gives a look.
CLASSES: Final = frozenset((
    "f-line", "f-soft", "f-dash", "f-box", "f-tint", "f-fill", "f-accent", "f-accent-fill",
    "f-text", "f-note", "f-mono", "f-strong", "f-middle", "f-end", "f-arrow",
))  # fmt: skip
_NUMBERS: Final = re.compile(r"[-+0-9.eE, ]*")
_PATH: Final = re.compile(r"[MLHVCSQTAZmlhvcsqtaz0-9eE.,+\-\s]*")
_MOVE: Final = re.compile(r"(?:\s*(?:translate|rotate|scale|matrix|skewX|skewY)\([-+0-9.eE, ]*\))*")
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,39}")
_LINK: Final = re.compile(r"url\(#([A-Za-z][A-Za-z0-9-]{0,39})\)")
_VIEW: Final = re.compile(r"0 0 720 ([1-9][0-9]{1,3})")
_FORMS: Final = {
    "class": re.compile(r"[a-z -]*"), "id": _NAME,
    "transform": _MOVE, "d": _PATH, "points": _NUMBERS,
    "orient": re.compile(r"auto|auto-start-reverse|[0-9]{1,3}"),
    "markerUnits": re.compile("strokeWidth|userSpaceOnUse"),
    "marker-start": _LINK, "marker-mid": _LINK, "marker-end": _LINK,
}  # fmt: skip
_EVERY: Final = ("class", "id", "transform")
_ENDS: Final = ("marker-start", "marker-mid", "marker-end")
# Element -> the attributes that it can have besides those of every element.
_ELEMENTS: Final = {
    "g": (), "defs": (), "title": (), "desc": (),
    "path": ("d", *_ENDS), "polyline": ("points", *_ENDS), "polygon": ("points",),
    "line": ("x1", "y1", "x2", "y2", *_ENDS),
    "rect": ("x", "y", "width", "height", "rx", "ry"),
    "circle": ("cx", "cy", "r"), "ellipse": ("cx", "cy", "rx", "ry"),
    "text": ("x", "y", "dx", "dy"), "tspan": ("x", "y", "dx", "dy"),
    "marker": ("viewBox", "refX", "refY", "markerWidth", "markerHeight", "markerUnits", "orient"),
}  # fmt: skip
_ON_SVG: Final = ("viewBox", "role", "xmlns")
_WORDS: Final = frozenset(("text", "tspan", "title", "desc"))
_ARROW: Final = "arrow"


@dataclass(frozen=True)
class Drawing:
    """A drawing as it can stand in a page; its ids begin with its name."""

    height: int = 0  # of a width of 720
    inside: str = ""  # SVG below the <svg> element


@dataclass
class _Reader:
    """Takes what the parser finds, writes what is allowed and notes what is not."""

    name: str
    parser: expat.XMLParserType
    parts: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    wanted: dict[str, int] = field(default_factory=dict)
    height: int = 0
    count: int = 0
    has_arrow: bool = False
    hidden: int = 0  # how deep below what is not written

    def fault(self, message: str) -> None:
        self.faults.append((self.parser.CurrentLineNumber, message))

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.count += 1
        self.open.append(tag)
        if self.count > MAX_ELEMENTS or len(self.open) > MAX_DEPTH:
            raise _TooMuch
        if len(self.open) == 1:
            self._root(tag, attributes)
        elif tag not in _ELEMENTS:
            self.fault(f"<{tag}> is not allowed; write one of {', '.join(_ELEMENTS)}")
        elif self.hidden or (tag in ("title", "desc") and len(self.open) == 2):
            self.hidden += 1  # the words for those who do not see it stand in the chapter
        else:
            self._write(tag, attributes)

    def _root(self, tag: str, attributes: dict[str, str]) -> None:
        view = _VIEW.fullmatch(attributes.get("viewBox", ""))
        if tag != "svg":
            self.fault("not a drawing; start with <svg>")
        elif view is None:
            self.fault('needs viewBox="0 0 720 H", with its height for H')
        else:
            self.height = int(view[1])
        for name in attributes:
            if name not in _ON_SVG:
                self.fault(f"{name} is not allowed in <svg>; remove it")
        if attributes.get("xmlns") != NAMESPACE:
            self.fault(f'needs xmlns="{NAMESPACE}"')

    def _write(self, tag: str, attributes: dict[str, str]) -> None:
        written = [tag]
        for name, value in attributes.items():
            if name not in (*_EVERY, *_ELEMENTS[tag]):
                self.fault(f"{name} is not allowed in <{tag}>; remove it")
            elif not _FORMS.get(name, _NUMBERS).fullmatch(value):
                self.fault(f"{name} of <{tag}> cannot be read; write it as SVG has it")
            else:
                written.append(f'{name}="{escape(self._own(name, value))}"')
        if _is_arrow(attributes) and "marker-end" not in attributes:
            self.has_arrow = True
            written.append(f'marker-end="url(#{self.name}-{_ARROW})"')
        self.parts.append(f"<{' '.join(written)}>")

    def _own(self, name: str, value: str) -> str:
        """The value as it is written: names get the name of the drawing before them."""
        if name == "class":
            for each in value.split():
                if each not in CLASSES:
                    self.fault(
                        f"class {each} has no look; write one of {', '.join(sorted(CLASSES))}"
                    )
        elif name == "id":
            if value in self.ids or value == _ARROW:
                self.fault(f"id {value} is taken; write another")
            self.ids[value] = self.parser.CurrentLineNumber
            return f"{self.name}-{value}"
        elif link := _LINK.fullmatch(value):
            self.wanted.setdefault(link[1], self.parser.CurrentLineNumber)
            return f"url(#{self.name}-{link[1]})"
        return " ".join(value.split())

    def end(self, tag: str) -> None:
        self.open.pop()
        if self.hidden:
            self.hidden -= 1
        elif self.open and tag in _ELEMENTS:
            self.parts.append(f"</{tag}>")

    def words(self, text: str) -> None:
        if self.hidden or (not text.strip() and self.open[-1] not in _WORDS):
            return
        if self.open[-1] not in _WORDS:
            self.fault(f"words outside of <text>: '{text.strip()[:40]}'; put them into <text>")
        self.parts.append(escape(text.replace("\n", " "), quote=False))

    def doctype(self, *_: object) -> None:
        self.fault("a document type; remove the line")
        raise _TooMuch

    def instruction(self, *_: object) -> None:
        self.fault("an instruction to programs; remove the line")


class _TooMuch(Exception):
    """The drawing is not worth reading on."""


def _is_arrow(attributes: dict[str, str]) -> bool:
    return "f-arrow" in attributes.get("class", "").split()


def read_drawing(name: str, text: str) -> tuple[Drawing, list[tuple[int, str]]]:
    """The drawing in a text, and what is wrong with it by line. Never raises for wrong input."""
    parser = expat.ParserCreate(encoding="utf-8")
    parser.buffer_text = True
    parser.ordered_attributes = False
    reader = _Reader(name, parser)
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.words
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.ProcessingInstructionHandler = reader.instruction
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        reader.faults.append((error.lineno, f"not XML: {expat.ErrorString(error.code)}"))
    except _TooMuch:
        if not reader.faults:
            reader.fault(f"more than {MAX_ELEMENTS:,} elements, or nested too deep; draw less")
    for wanted, line in reader.wanted.items():
        if wanted not in reader.ids:
            reader.faults.append((line, f"no element has the id {wanted}; add it to <defs>"))
    arrow = _arrow(name) if reader.has_arrow else ""
    return Drawing(reader.height, arrow + "".join(reader.parts)), sorted(reader.faults)


def _arrow(name: str) -> str:
    """The head of each line of the class f-arrow."""
    return (
        f'<defs><marker id="{name}-{_ARROW}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" '
        'markerHeight="8" markerUnits="userSpaceOnUse" orient="auto-start-reverse">'
        '<path class="f-fill" d="M0 0 8 4 0 8Z"></path></marker></defs>'
    )
