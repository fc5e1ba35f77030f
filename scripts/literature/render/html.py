"""The Jinja environment: autoescape always on, missing values are errors."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup
from markupsafe import escape as escape_any

from ..text import count_of

# Stands for the way to the site's root in rendered fragments, so that one fragment serves pages
# of any depth. No entry can hold it: the reader refuses control characters.
ROOT = "\x01"
# Stand around the keys of entries where their rows belong: rows are large and shared by pages.
# The first word names the kind of row.
ROWS_START, ROWS_END = "\x02", "\x03"
RowKind = Literal["full", "short"]
_BLANK_LINES = re.compile(r"\n[ \n]*\n")


class _Loader(FileSystemLoader):
    """Puts the root placeholder into a template when it is read: half of what pages print."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        source, path, is_current = super().get_source(environment, template)
        return source.replace("{{ root }}", ROOT), path, is_current


class _Template(Template):
    """Escapes with a quicker function: most of what a template prints is one of its two cases."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        template = super().from_code(environment, code, globals, uptodate)
        template.root_render_func.__globals__["escape"] = escape
        return template


class _Environment(Environment):
    """Gives each template its globals as a plain dict: what it has of Jinja is slow to look into,
    and Jinja does so for each page and each import."""

    template_class = _Template

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


@cache
def environment() -> Environment:
    """The templates beside this module."""
    env = _Environment(
        loader=_Loader(Path(__file__).with_name("templates")),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(count_of=count_of)
    env.filters["thousands"] = lambda number: f"{number:,}"
    return env


def escape(value: object) -> str:
    """The value as HTML, fit for text and for attributes in quotes; Markup is HTML already."""
    if type(value) is Markup:
        return value
    if type(value) is str and not (  # to look for each sign is quicker than for any of them
        "&" in value or "<" in value or ">" in value or '"' in value or "'" in value
    ):
        return value
    return escape_any(value)


def escape_text(text: str) -> Markup:
    """A text as HTML between tags, where quotation marks may stand as they are."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Markup(text)  # noqa: S704 - just escaped # nosec B704


def render(template: str, **values: object) -> str:
    """A template's text without blank lines: Markdown readers end an HTML block at one."""
    text = environment().get_template(template).render(**values)
    return _BLANK_LINES.sub("\n", text).strip("\n")


def at_depth(fragment: str, depth: int) -> str:
    """The fragment with its links made relative to a page `depth` folders below the root."""
    return fragment.replace(ROOT, "../" * depth or "./")


def rows_here(keys: Iterable[str], kind: RowKind = "full") -> Markup:
    """What a template prints where the rows of these entries shall stand."""
    words = " ".join((kind, *keys))
    return Markup(f"{ROWS_START}{words}{ROWS_END}")  # noqa: S704 - keys are [a-z0-9] # nosec B704


def split_rows(fragment: str) -> Iterator[tuple[str, str, list[str]]]:
    """The fragment in pieces: a text, and the kind and the keys of the rows that follow it."""
    for piece in fragment.split(ROWS_END):
        text, _, words = piece.partition(ROWS_START)
        kind, *keys = words.split() or [""]
        yield text, kind, keys
