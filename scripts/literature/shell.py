"""The shell: a page that the generator renders once, into which entries and authors are put."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .render.pages import Page

CSP, CANONICAL = "@@CSP@@", "@@CANONICAL@@"
_BODY, _END = "<!--@@BODY@@-->", "<!--@@END@@-->"
SLOTS = ("@@TITLE@@", "@@DESCRIPTION@@", CANONICAL, "<!--@@HEAD@@-->", _BODY)
DEPTHS = {1: "shell/", 2: "shell/two/", 3: "shell/two/three/"}
_SCRIPT = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*\btype=\"application/)[^>]*>(.*?)</script>", re.S
)
_INDENTATION = re.compile(r"\s*\n\s*")
_ITEM = re.compile(r'(<li><a href="((?:\.\./)+)([^"#:]+)")')
_ASKED = "connect-src 'self'"
_POLICY = (
    "default-src 'none'; script-src 'self'{hashes}; style-src 'self'; "
    f"img-src 'self' data:; font-src 'self'; {_ASKED}{{asked}}; worker-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-src 'none'; object-src 'none'"
)


class ForeignScript(Exception):
    """A page holds an inline script that the theme did not put there."""


@dataclass(frozen=True)
class Shell:
    """The rendered shell of one depth, cut at its slots."""

    depth: int
    pieces: tuple[str, ...]  # text, slot, text, slot, ..., text

    @cached_property
    def digest(self) -> str:
        """Of what the shell itself shows."""
        return hashlib.sha256("".join(self.pieces).encode()).hexdigest()

    def fill(self, page: Page, body: str, site_url: str) -> str:
        """The whole page around a finished body."""
        values = {
            "@@TITLE@@": html.escape(page.title),
            "@@DESCRIPTION@@": html.escape(page.description),
            CANONICAL: html.escape(site_url + page.path),
            "<!--@@HEAD@@-->": page.head(),
            _BODY: body,
        }
        text = "".join(values.get(piece, piece) for piece in self._pieces_at(page.path))
        return text.replace(_ASKED, _ASKED + _listed(page.asks), 1) if page.asks else text

    def _pieces_at(self, path: str) -> tuple[str, ...]:
        """The pieces with the links of menus that lead here, or above here, marked as the theme
        marks them."""
        if not path.startswith(self._linked):
            return self.pieces

        def marked(item: re.Match[str]) -> str:
            if not path.startswith(item[3]):
                return item[0]
            return f'{item[1]} aria-current="{"page" if item[3] == path else "true"}"'

        return tuple(_ITEM.sub(marked, piece) for piece in self.pieces)

    @cached_property
    def _linked(self) -> tuple[str, ...]:
        """Where the menus lead, from the root."""
        return tuple({item[3] for piece in self.pieces for item in _ITEM.finditer(piece)})


def shell_sources() -> Iterator[tuple[str, str]]:
    """The Markdown pages that the generator turns into shells: (path in docs/, text)."""
    matter = "---\ntitle: Shell\nshell: true\n---\n\nShell.\n"
    for path in DEPTHS.values():
        yield f"{path}index.md", matter


def read_shells(site: Path) -> dict[int, Shell]:
    """Depth -> shell."""
    slot = re.compile("|".join(f"({re.escape(name)})" for name in SLOTS))
    shells = {}
    for depth, path in DEPTHS.items():
        text = _INDENTATION.sub("\n", (site / path / "index.html").read_text(encoding="utf-8"))
        missing = [name for name in SLOTS if name not in text]
        if missing:
            raise ValueError(f"the theme's shell lacks {', '.join(missing)}")
        shells[depth] = Shell(depth, tuple(filter(None, slot.split(text))))
    return shells


def inline_scripts(text: str) -> frozenset[str]:
    """The inline scripts of a clean page."""
    return frozenset(_SCRIPT.findall(text))


def with_policy(text: str, asks: Sequence[str] = ()) -> str:
    """A page of the theme with the hashes of its inline scripts in its Content-Security-Policy,
    and the origins of others that its script may ask.

    Only for text that holds nothing of an entry but escaped words: what is hashed may run.
    """
    digests = [
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        for script in dict.fromkeys(_SCRIPT.findall(text))
    ]
    hashes = "".join(f" 'sha256-{it}'" for it in digests)
    return text.replace(CSP, _POLICY.format(hashes=hashes, asked=_listed(asks)), 1)


def _listed(origins: Sequence[str]) -> str:
    return "".join(f" {origin}" for origin in origins)


def refuse_foreign_scripts(path: str, text: str, allowed: frozenset[str]) -> None:
    """Raises ForeignScript when a page has an inline script that the theme did not put there."""
    for script in inline_scripts(text) - allowed:
        raise ForeignScript(f"/{path} holds an inline script: {script[:200]}")


STAND_IN = f"{_BODY}\n{_END}"  # what the generator parses in place of a generated page


def put_body(text: str, body: str) -> str:
    """The generator's page with the body where its stand-in was."""
    before, _, rest = text.partition(_BODY)
    _, found, after = rest.partition(_END)
    if not found:
        raise ValueError("the theme does not print the content of a generated page")
    return f"{before}{body}{after}"


def body_of(markdown: str) -> str:
    """The HTML of a page that markdown_page made."""
    return markdown.split("\n---\n\n", 1)[1]


def markdown_page(page: Page, body: str) -> str:
    """A bounded page as Markdown: front matter, and its finished body as HTML."""
    matter = {
        "title": html.escape(page.title),
        "description": html.escape(page.description),
        "template_page": True,
    }
    if page.feed:
        matter |= {"feed": page.feed.path, "feed_title": html.escape(page.feed.label)}
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in matter.items())
    return "\n".join(("---", *lines, "---", "", body, ""))


def markdown_path(page: Page) -> str:
    """Where a bounded page lies in docs/: categories/probing/index.md for categories/probing/.

    Never categories/probing.md: some generators take links in HTML as relative to that file.
    """
    return f"{page.path}index.md"
