"""A change of a few fields in the text of an entry, with every other line as it was."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import unified_diff

from ..model import Entry
from ..read import Reading, read_content
from ..render.api import field_names
from ..render.entry_yaml import field_lines
from ..taxonomy import Taxonomy


class CannotEdit(Exception):
    """The text is written in a way that only a person should change; the message says how."""


@dataclass(frozen=True)
class _Block:
    """The lines of one field, with the comments above it."""

    name: str
    lines: tuple[str, ...]

    @property
    def has_comment(self) -> bool:
        return any(re.search(r"(?:^|\s)#", line) for line in self.lines)


def edited(text: str, entry: Entry, names: Collection[str], taxonomy: Taxonomy) -> str:
    """The text with the named fields as the entry has them, and all others untouched.

    A field that the entry lacks is removed. Raises CannotEdit where a field that changes has a
    comment, or where the text would not be read as the entry.
    """
    order = field_names(taxonomy)
    blocks = list(_blocks(text))
    for name in sorted(names, key=order.index):
        new = tuple(f"{line}\n" for line in field_lines(name, entry, taxonomy))
        blocks = list(_with_block(blocks, _Block(name, new), order))
    changed = "".join(line for block in blocks for line in block.lines)
    reading = read_content(Reading(entry.key), entry.key, changed.encode(), taxonomy)
    if reading.problems or reading.entry != entry:
        raise CannotEdit("the file is written in a form that this program cannot change")
    return changed


def _blocks(text: str) -> Iterator[_Block]:
    """The fields in the order of the file; what is above the first has no name."""
    name = ""
    lines: list[str] = []
    above: list[str] = []
    for line in text.splitlines(keepends=True):
        match = re.match(r"([A-Za-z_]+):", line)
        if match:
            yield _Block(name, tuple(lines))
            name, lines, above = match[1], [*above, line], []
        elif line.startswith("#") or not line.strip():
            above.append(line)
        else:
            lines += [*above, line]
            above = []
    yield _Block(name, (*lines, *above))


def _with_block(blocks: list[_Block], new: _Block, order: tuple[str, ...]) -> Iterator[_Block]:
    """The new lines where the field was; else below the last field that comes before it."""
    names = [block.name for block in blocks]
    if new.name in names:
        for block in blocks:
            if block.name == new.name and block.has_comment:
                raise CannotEdit(f"{new.name} has a comment, which would be lost")
            yield new if block.name == new.name else block
        return
    before = order[: order.index(new.name)]
    at = max((index for index, name in enumerate(names) if name in before), default=0)
    yield from blocks[: at + 1]
    yield new
    yield from blocks[at + 1 :]


def difference(path: str, old: str, new: str) -> str:
    """The change of one file as `git apply` takes it."""
    lines = unified_diff(
        old.splitlines(keepends=True), new.splitlines(keepends=True), f"a/{path}", f"b/{path}"
    )
    return "".join(lines)
