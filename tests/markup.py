"""Reading finished HTML with the standard library alone: a tree of one page, facts of any page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
))  # fmt: skip
LINKING = {"a": "href", "area": "href", "form": "action"}
LOADING = ("src", "srcset", "poster", "data", "xlink:href")
LOADED_LINKS = frozenset((
    "stylesheet", "preload", "modulepreload", "icon", "manifest", "prefetch", "dns-prefetch",
    "preconnect", "apple-touch-icon",
))  # fmt: skip


@dataclass(eq=False)
class Element:
    """An element, with its children in order; text stands among them as str."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """The element and all below it, in document order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, tag: str = "", name: str = "", **attributes: str) -> list[Element]:
        """Elements below with this tag, class and attributes, where given."""
        return [
            element
            for element in self.walk()
            if tag in ("", element.tag)
            and (not name or name in element.attributes.get("class", "").split())
            and all(element.attributes.get(key) == value for key, value in attributes.items())
        ]

    def one(self, tag: str = "", name: str = "", **attributes: str) -> Element:
        """The only such element."""
        found = self.all(tag, name, **attributes)
        assert len(found) == 1, f"{len(found)} of {tag}.{name} {attributes}"
        return found[0]

    @property
    def text(self) -> str:
        """Its text as it stands, blanks included."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def words(self) -> str:
        """Its text with blanks folded."""
        return " ".join(self.text.split())

    def __getitem__(self, attribute: str) -> str:
        return self.attributes[attribute]


class _TreeBuilder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("#document")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        for index in range(len(self.open) - 1, 0, -1):
            if self.open[index].tag == tag:
                del self.open[index:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def tree(text: str) -> Element:
    """The document; end tags may be missing."""
    builder = _TreeBuilder()
    builder.feed(text)
    builder.close()
    return builder.root


@dataclass
class PageFacts:
    """What one pass over a page finds, in document order. Addresses are as written."""

    path: str  # from the site's root: "" of the home page, "404.html", "entries/x/"
    h1: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    metas: list[dict[str, str]] = field(default_factory=list)
    head_links: list[dict[str, str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)  # where <a href> leads
    forms: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)  # inline ones that would run
    handlers: list[str] = field(default_factory=list)  # attributes that would run: onclick, ...

    def meta(self, name: str) -> list[str]:
        return [meta["content"] for meta in self.metas if meta.get("name") == name]

    def link(self, rel: str) -> list[str]:
        return [link["href"] for link in self.head_links if rel in link.get("rel", "").split()]

    @property
    def policy(self) -> str:
        """The Content-Security-Policy; empty when there is none."""
        wanted = "content-security-policy"
        found = [it["content"] for it in self.metas if it.get("http-equiv", "").lower() == wanted]
        return found[0] if found else ""


class _FactFinder(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__(convert_charrefs=True)
        self.facts = PageFacts(path)
        self.sink: list[str] | None = None
        self.in_drawing = False  # a drawing has titles of its own

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        facts = self.facts
        if "id" in values:
            facts.ids.append(values["id"])
        if tag in ("a", "area") and "href" in values:
            facts.anchors.append(values["href"])
        elif tag == "form" and "action" in values:
            facts.forms.append(values["action"])
        elif tag == "meta":
            facts.metas.append(values)
        elif tag == "link":
            facts.head_links.append(values)
            if LOADED_LINKS & set(values.get("rel", "").split()):
                facts.loaded.append(values["href"])
        elif tag == "svg":
            self.in_drawing = True
        elif tag in ("h1", "script") or (tag == "title" and not self.in_drawing):
            self._open(tag, values)
        facts.loaded += [values[name] for name in LOADING if name in values]
        facts.handlers += [name for name in values if name.startswith("on")]

    def _open(self, tag: str, values: dict[str, str]) -> None:
        is_data = values.get("type", "").startswith("application/")
        if tag == "script" and ("src" in values or is_data):
            return
        sinks = {"h1": self.facts.h1, "title": self.facts.titles, "script": self.facts.scripts}
        self.sink = sinks[tag]
        self.sink.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("h1", "title", "script"):
            self.sink = None
        elif tag == "svg":
            self.in_drawing = False

    def handle_data(self, data: str) -> None:
        if self.sink is not None:
            self.sink[-1] += data


def facts_of(path: str, text: str) -> PageFacts:
    """The facts of a page at a path from the site's root."""
    finder = _FactFinder(path)
    finder.feed(text)
    finder.close()
    return finder.facts


def read_pages(site: Path) -> dict[str, PageFacts]:
    """Path from the site's root -> facts of every HTML file."""
    found = {}
    for file in sorted(site.rglob("*.html")):
        path = file.relative_to(site).as_posix().removesuffix("index.html")
        found[path] = facts_of(path, file.read_text(encoding="utf-8"))
    return found


def resolve(base: str, path: str, link: str) -> tuple[str, str] | None:
    """(path from the site's root, fragment) that a link on a page means to a browser.

    None for one that leaves the site. `base` is the address of the site.
    """
    address, fragment = urldefrag(urljoin(base + path, link))
    if not address.startswith(base):
        return None
    target = unquote(address[len(base) :].partition("?")[0])
    return target, unquote(fragment)
