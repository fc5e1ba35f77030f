"""The Jinja environment: autoescape always on, missing values are errors."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ..text import count_of

# Stands for the way to the site's root in rendered fragments, so that one fragment serves pages
# of any depth. No entry can hold it: the reader refuses control characters.
ROOT = "\x01"
# Stand around the keys of entries where their rows belong: rows are large and shared by pages.
ROWS_START, ROWS_END = "\x02", "\x03"
_BLANK_LINES = re.compile(r"\n[ \n]*\n")


class _Loader(FileSystemLoader):
    """Puts the root placeholder into a template when it is read: half of what pages print."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        source, path, is_current = super().get_source(environment, template)
        return source.replace("{{ root }}", ROOT), path, is_current


@cache
def environment() -> Environment:
    """The templates beside this module."""
    env = Environment(
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


def render(template: str, **values: object) -> str:
    """A template's text without blank lines: Markdown readers end an HTML block at one."""
    text = environment().get_template(template).render(**values)
    return _BLANK_LINES.sub("\n", text).strip("\n")


def at_depth(fragment: str, depth: int) -> str:
    """The fragment with its links made relative to a page `depth` folders below the root."""
    return fragment.replace(ROOT, "../" * depth or "./")


def rows_here(keys: Iterable[str]) -> Markup:
    """What a template prints where the rows of these entries shall stand."""
    return Markup(f"{ROWS_START}{' '.join(keys)}{ROWS_END}")  # noqa: S704 - keys are [a-z0-9]


def split_rows(fragment: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The fragment in pieces: a text, and the keys of the rows that follow it."""
    for piece in fragment.split(ROWS_END):
        text, _, keys = piece.partition(ROWS_START)
        yield text, tuple(keys.split())
