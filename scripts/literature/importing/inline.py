"""A line of Markdown -> its links, images and the text between them."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from urllib.parse import unquote, urlsplit

from ..identifiers import Identifiers, read_identifiers

MAX_LINE: Final = 20_000
BREAK: Final = "\x1e"  # stands for a line break or <br> within an entry


@dataclass(frozen=True)
class Image:
    alt: str
    url: str

    @cached_property
    def words(self) -> str:
        """What it says: the alternative text, and the text of a badge."""
        return f"{self.alt} {badge_text(self.url)}".strip()


@dataclass(frozen=True)
class Link:
    """One link, with the place in the line where it begins and ends."""

    text: str  # without images
    url: str
    images: tuple[Image, ...] = ()
    start: int = 0
    end: int = 0

    @cached_property
    def label(self) -> str:
        """Its text; of a link that is a badge what that says."""
        return self.text or " ".join(image.words for image in self.images)

    @cached_property
    def identifiers(self) -> Identifiers:
        return identifiers_in(self.url)

    @cached_property
    def host(self) -> str:
        return host_of(self.url)


@dataclass(frozen=True)
class Line:
    """`text` has a blank in the place of each link and image, and of their brackets."""

    links: tuple[Link, ...]
    images: tuple[Image, ...]
    text: str


def identifiers_in(text: str) -> Identifiers:
    """What leads to one work; nothing for a text that names several."""
    try:
        return read_identifiers(text[:2000])
    except ValueError:
        return Identifiers()


def host_of(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def badge_text(url: str) -> str:
    """The words of a badge: ".../badge/arXiv-2401.12345-b31b1b" -> "arXiv 2401.12345"."""
    match = re.search(r"/(?:badge|static/v1)/([^?#]{1,200})", url)
    if not match or ("shields.io" not in url and "badgen" not in url and "badge" not in url):
        return ""
    parts = unquote(match[1]).removesuffix(".svg").replace("--", "\0").replace("_", " ").split("-")
    parts = parts[:-1] if len(parts) > 1 else parts
    return " ".join(parts).replace("\0", "-")


def badge_repository(url: str) -> str:
    """The repository whose stars a badge counts; empty for other images."""
    match = re.search(
        r"shields\.io/github/[a-z/-]*?(?:stars|forks|last-commit|license|watchers|issues)"
        r"/([\w.-]{1,60})/([\w.-]{1,100}?)(?:\.svg)?(?:[?#].*)?$", url,
    )  # fmt: skip
    return f"https://github.com/{match[1]}/{match[2]}" if match else ""


_AUTOLINK: Final = re.compile(r"<?(https?://[^\s<>\x1e\"]{4,1000})>?")


def read_line(text: str, references: Mapping[str, str] | None = None) -> Line:
    """The links and images of a line, in order; takes time in proportion to its length."""
    text = text[:MAX_LINE]
    closing = _closing(text)
    links: list[Link] = []
    images: list[Image] = []
    kept: list[str] = []
    at = 0
    while at < len(text):
        start = text.find("[", at)
        if start < 0:
            kept.append(_bare(text[at:], at, links))
            break
        is_image = start > 0 and text[start - 1] == "!" and start - 1 >= at
        kept.append(_bare(text[at : start - is_image], at, links))
        end, url = _target(text, start, closing, references or {})
        if not url and (words := _bracketed(text, start, closing)):
            kept.append(f" {_OPEN}{_bare(words, start + 1, links)}{_CLOSE}")
            at = start + len(words) + 2
        elif not url:
            kept.append(" ")
            at = start + 1
        elif is_image:
            images.append(Image(_plain(text[start + 1 : closing[start]]), url))
            kept.append(" ")
            at = end
        else:
            inner = text[start + 1 : closing[start]]
            inside = read_line(inner, references) if "[" in inner else Line((), (), inner)
            links += [link for link in inside.links if link.images]
            words = "" if _AUTOLINK.fullmatch(_plain(inner)) else _plain(inside.text)
            links.append(Link(words, url, inside.images, start, end))
            kept.append(f" {BREAK if inside.images and not _plain(inside.text) else ''} ")
            at = end
    beside = re.sub(" {3,}", "  ", "".join(kept).replace("]", " "))
    beside = beside.replace(_OPEN, "[").replace(_CLOSE, "]")
    return Line(tuple(links), tuple(images), beside)


_OPEN, _CLOSE = "\ufdd2", "\ufdd3"  # stand for brackets that are kept


def _bracketed(text: str, start: int, closing: Mapping[int, int]) -> str:
    """Words in brackets that hold no link: "[ICLR 2024]"; empty for a box and for what holds one."""  # noqa: E501
    words = text[start + 1 : closing.get(start, start)]
    is_box = not words.strip() or words.strip() in ("x", "X")
    return "" if is_box or "[" in words or "](" in words else words


def _plain(text: str) -> str:
    return " ".join(
        html.unescape(re.sub(r"[*`]+|(?<!\w)_+|_+(?!\w)|\\(?=[\W_])", "", text)).split()
    )


def _closing(text: str) -> dict[int, int]:
    """Place of each opening bracket -> that of the one that closes it."""
    closing: dict[int, int] = {}
    squares: list[int] = []
    rounds: list[int] = []
    for at, char in enumerate(text):
        if char not in "[]()" or (at and text[at - 1] == "\\"):
            continue
        if char == "[":
            squares.append(at)
        elif char == "(":
            rounds.append(at)
        elif char == "]" and squares:
            closing[squares.pop()] = at
        elif char == ")" and rounds:
            closing[rounds.pop()] = at
    return closing


def _target(
    text: str, start: int, closing: Mapping[int, int], references: Mapping[str, str]
) -> tuple[int, str]:
    """Where a link that begins here ends, and its address; empty for a bracket that is none."""
    end = closing.get(start)
    if end is None:
        return start, ""
    if text[end + 1 : end + 2] == "(" and end + 1 in closing:
        last = closing[end + 1]
        inside = text[end + 2 : last].strip()
        url = re.match(r"<([^<>]*)>|([^\s\"']*)", inside)
        found = (url[1] or url[2] or "") if url else ""
        if not found and inside:
            found = inside
        return last + 1, html.unescape(found).strip() or "#"
    if text[end + 1 : end + 2] == "[" and end + 1 in closing:
        last = closing[end + 1]
        name = text[end + 2 : last] or text[start + 1 : end]
        return last + 1, references.get(" ".join(name.lower().split()), "")
    return end + 1, references.get(" ".join(text[start + 1 : end].lower().split()), "")


def _bare(text: str, at: int, links: list[Link]) -> str:
    """The text without the addresses that stand in it as such; these become links."""

    def linked(match: re.Match[str]) -> str:
        url = re.sub(r"[).,;:!?'\]]+$", "", match[1])
        links.append(Link("", html.unescape(url), (), at + match.start(), at + match.end()))
        return " "

    return _AUTOLINK.sub(linked, text)
