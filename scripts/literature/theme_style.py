"""The theme's style sheets without what no page of this site can use.

A page is not shown before its style sheets have come, and of the theme's the site uses a sixth:
the rest is for parts that our templates replace. A selector is left out when it asks for a class
or an id of which no page, template or script has the name, and a custom property when nothing
names it. What stands in parentheses, as in :not(.a), is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

_TOKEN: Final = re.compile(
    r"""/\*.*?\*/|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|url\([^"')]*\)|\\.|[{};]""", re.DOTALL
)
_GROUP: Final = re.compile(r"\s*@(?:media|supports|layer|container)\b")
_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NAME: Final = re.compile(r"[.#]((?:[\w-]|\\.)+)")
_WORD: Final = re.compile(r"[\w-]+")
_ATTRIBUTE: Final = re.compile(r"""\s(?:class|id)=(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""")
_PROPERTY: Final = re.compile(
    r"""(--[\w-]+)\s*:(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|url\([^)]*\)|[^;{}"'])*(?:;|(?=\}))"""
)
_VALUE_OF: Final = re.compile(r"var\(\s*(--[\w-]+)")


def names_in_page(text: str) -> set[str]:
    """The classes and ids of a page of HTML."""
    values = {"".join(groups) for groups in {*_ATTRIBUTE.findall(text)}}
    return {name for value in values for name in value.split()}


def words_in_code(text: str) -> set[str]:
    """Everything in a template or script that may be the name of a class, id or property."""
    return set(_WORD.findall(text))


def trim_styles(
    theme: Mapping[str, str], names: Collection[str], others: Iterable[str] = ()
) -> dict[str, str]:
    """The style sheets of the theme, path -> text, for a site with these names.

    `others` are the style sheets beside them, which may use their custom properties.

    >>> trim_styles({"x.css": ".a,.b:not(.x){top:0}.c .a{top:1px}"}, {"a", "b"})
    {'x.css': '.a,.b:not(.x){top:0}'}
    """
    left = {path: _trimmed(style, names) for path, style in theme.items()}
    used = {name for text in (*left.values(), *others) for name in _VALUE_OF.findall(text)}
    used.update(names)
    return {
        path: _PROPERTY.sub(lambda it: it[0] if it[1] in used else "", style)
        for path, style in left.items()
    }


def _trimmed(style: str, names: Collection[str]) -> str:
    found = []
    for prelude, body in _rules(style):
        if body is None:
            found.append(f"{prelude};")
        elif _GROUP.match(prelude):
            inner = _trimmed(body, names)
            found.append(f"{prelude}{{{inner}}}" if inner else "")
        elif prelude.lstrip().startswith("@"):
            found.append(f"{prelude}{{{body}}}")
        else:
            kept = [each for each in _selectors(prelude) if _is_of(each, names)]
            found.append(f"{','.join(kept)}{{{body}}}" if kept else "")
    return "".join(found)


def _rules(style: str) -> Iterator[tuple[str, str | None]]:
    """(selectors or at-rule, content of the braces) in order; None for a statement without."""
    start = opened = depth = 0
    for token in _TOKEN.finditer(style):
        sign = token[0]
        if sign == "{":
            opened = opened if depth else token.start()
            depth += 1
        elif sign == "}":
            depth -= 1
            if not depth:
                yield style[start:opened], style[opened + 1 : token.start()]
                start = token.end()
        elif sign == ";" and not depth:
            yield style[start : token.start()], None
            start = token.end()


def _selectors(prelude: str) -> Iterator[str]:
    """The parts between commas, but for commas in brackets."""
    start = depth = 0
    for at, sign in enumerate(prelude):
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and not depth:
            yield prelude[start:at]
            start = at + 1
    yield prelude[start:]


def _is_of(selector: str, names: Collection[str]) -> bool:
    bare, count = selector, 1
    while count:
        bare, count = _BRACKETS.subn("", bare)
    return all(name in names for name in _NAME.findall(bare))
