"""A quick reader of the YAML that `render.entry_yaml` writes, which nearly every entry file is.

It knows five ways to write a field, each on lines of its own, and gives exactly what
`strict_yaml.parse` gives. Whatever is written in another way, it leaves to that parser: comments,
escapes, odd characters, other indentation, and everything that is wrong.
"""

from __future__ import annotations

import re
from typing import Final

from .strict_yaml import Mapping, Node, Sequence, Text

# Letters of the alphabets that names and titles have; nothing that breaks a line or does not show.
_LETTER: Final = r"\u00a1-\u00ac\u00ae-\u02ff\u0370-\u05ff\u1e00-\u1fff\u2010-\u2027\u4e00-\u9fff"
_QUOTED: Final = rf'"[ !#-\[\]-~{_LETTER}]*"'  # no escapes
# Starts with a letter or digit, no ":" but in an address, no "#", no blank at the end.
_PLAIN: Final = (
    rf"[A-Za-z0-9{_LETTER}](?:(?:[A-Za-z0-9 .,/()'+=~?&%@;_{_LETTER}-]|:(?=//))*"
    rf"[A-Za-z0-9.,/()'+=~?&%@;_{_LETTER}-])?"
)
_ID: Final = r"[a-z0-9]+(?:[.-][a-z0-9]+)*"
_FLOW: Final = rf"\[{_ID}(?:, {_ID})*\]"
_BLOCK: Final = rf"(?:  - (?:{_QUOTED}|{_PLAIN})\n)+"
_FOLDED: Final = rf"(?:  [!-~{_LETTER}](?:[ -~{_LETTER}]*[!-~{_LETTER}])?\n)+"
_FIELD: Final = re.compile(
    rf"([a-z_]{{1,40}}):(?: ({_PLAIN}|{_QUOTED}|{_FLOW})\n|\n({_BLOCK})| >-\n({_FOLDED}))"
)


def read_usual(text: str) -> Mapping | None:
    """The mapping that the text is; None when it is not written in the usual way throughout."""
    root = Mapping([], 1)
    line, start, end = 1, 0, len(text)
    while start < end:
        field = _FIELD.match(text, start)
        if field is None:
            return None
        name, short, block, folded = field.groups()
        value: Node
        if short is not None:
            value = _short(short, line)
            last = line
        elif block is not None:
            items = block[:-1].split("\n")
            value = Sequence([_scalar(item[4:], line + 1 + n) for n, item in enumerate(items)],
                             line + 1)  # fmt: skip
            last = line + len(items)
        else:
            lines = folded[2:-1].split("\n  ")
            value = Text(" ".join(lines), line)
            last = line + len(lines)
        root.pairs.append((Text(name, line, True), value))
        line, start = last + 1, field.end()
    return root if root.pairs else None


def _short(text: str, line: int) -> Node:
    if text[0] == "[":
        return Sequence([Text(item, line, True) for item in text[1:-1].split(", ")], line, True)
    return _scalar(text, line)


def _scalar(text: str, line: int) -> Text:
    return Text(text[1:-1], line) if text[0] == '"' else Text(text, line, True)
