"""An entry as the text of its file: one canonical form, so that a change is a small difference."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import Final

from ..model import Entry, Name, field_specs, ordered_fields
from ..taxonomy import Taxonomy

WIDTH: Final = 100
_SPECS: Final = {spec.name: spec for spec in field_specs()}
# Always quoted, so that no YAML reader takes them for numbers or dates, and titles with ': ' hold.
_QUOTED: Final = frozenset(
    ("title", "alt_titles", "arxiv", "volume", "number", "published", "added", "nickname")
)
_FOLDED: Final = frozenset(("summary", "notes"))
_PLAIN = re.compile(
    r"[A-Za-z\u00c0-\uffef][^\x00-\x1f:#\"'\[\]{},&*!|>%@`]*(?:,[^\x00-\x1f:#\"'\[\]{}&*!|>%@`]*)?"
)
_WORDS_WITH_MEANING = frozenset(
    ("true", "false", "yes", "no", "on", "off", "null", "y", "n", "nan", "inf")
)


def render_entry(entry: Entry, taxonomy: Taxonomy) -> str:
    """The text of entries/<key>.yaml. Reading it back gives an equal entry."""
    facets = {facet.field for facet in taxonomy.facets.values()}
    own = [name for name in taxonomy.fields if name in facets]
    names = ordered_fields(own, [name for name in taxonomy.fields if name not in facets])
    lines = (line for name in names for line in field_lines(name, entry, taxonomy))
    return "".join(f"{line}\n" for line in lines)


def field_lines(name: str, entry: Entry, taxonomy: Taxonomy) -> Iterator[str]:
    """The lines of one field, without line ends; none when it is absent."""
    if name in taxonomy.fields:
        ids = entry.terms.get(name, ())
        if ids and taxonomy.fields[name].is_single:
            yield f"{name}: {_scalar(name, ids[0])}"
        elif ids:
            yield from _short_list(name, ids)
        return
    value = getattr(entry, name)
    if not value:
        return
    if isinstance(value, tuple):
        yield f"{name}:"
        yield from (f"  - {_scalar(name, _item(item))}" for item in value)
    elif name in _FOLDED:
        yield f"{name}: >-"
        yield from textwrap.wrap(
            value, WIDTH, initial_indent="  ", subsequent_indent="  ",
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip
    else:
        yield f"{name}: {_scalar(name, str(value))}"


def _item(value: object) -> str:
    if isinstance(value, Name):
        return f"{{{value.family}}}" if value.is_group else value.inverted
    return str(value)


def _short_list(name: str, ids: Sequence[str]) -> Iterator[str]:
    line = f"{name}: [{', '.join(ids)}]"
    if len(line) <= WIDTH:
        yield line
    else:
        yield f"{name}:"
        yield from (f"  - {term_id}" for term_id in ids)


def _scalar(name: str, text: str) -> str:
    """The text as YAML: plain where that is safe for every reader, else in double quotes."""
    is_plain = (
        name not in _QUOTED
        and text.casefold() not in _WORDS_WITH_MEANING
        and (
            _PLAIN.fullmatch(text)
            or (text.startswith("https://") and not re.search(r"\s#|: ", text))
        )
        and not text.endswith((" ", ":"))
    )
    return text if is_plain else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
