r"""TeX in titles and names -> the characters it stands for: `Schr\"odinger` -> "Schrödinger".

Formulas that characters can write lose their dollar signs, others stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Final

from ..render import latex_characters as characters

_ACCENT: Final = re.compile(
    r"\\(?:([\"'`^~=.])\s*|([uvHcdbrk])(?:\s+|(?=\{)))(?:\{\s*\\?([^\W\d_])\s*\}|\\?([^\W\d_]))"
)
_IN_TWO_BRACES: Final = re.compile(r"(\\[\"'`^~=.uvHcdbrk])\s*\{\{([^\W\d_])\}\}")
_COMMAND: Final = re.compile(r"\\([A-Za-z]+)(?:\{\}|[ \t]+(?=[A-Za-z])|(?![A-Za-z]))")
# What changes the look of its argument alone.
_LOOKS: Final = re.compile(
    r"\\(?:text(?:bf|it|sf|sc|tt|rm|md|up|sl|normal)?|emph|mathrm|mathit|mathsf|mathtt|mathbf|mbox"
    r"|mathcal|mathbb|boldsymbol|operatorname|underline|textsuperscript|textsubscript|ensuremath"
    r"|bm)\s*\{([^{}]*)\}"
)
_FORMULA: Final = re.compile(r"\${1,2}([^$]{1,300}?)\${1,2}")
_WORDS: Final = frozenset(("log", "exp", "min", "max", "sin", "cos", "tan", "lim", "sup", "inf"))


def without_tex(text: str) -> str:
    r"""The text with characters in the place of macros; unknown macros stay.

    >>> without_tex(r"{\L}ukasz on $\alpha$-bees at 50\%")
    'Łukasz on α-bees at 50%'
    """
    if not re.search(r"[\\{]|``|\$\$|--", text):
        return text
    text = _FORMULA.sub(_formula, text)
    pieces = re.split(r"(\$[^$]*\$)", text)
    pieces[::2] = [_prose(piece) for piece in pieces[::2]]
    return "".join(pieces)


def _prose(text: str) -> str:
    text = _macros(text)
    text = re.sub(r"\\([%&_#$])", r"\1", text)
    text = re.sub(r"\\[ ,;:!/]", " ", text)
    text = re.sub(r"``(.{0,300}?)''", r"“\1”", text)
    text = re.sub(r"(?<!-)---(?!-)", "—", text)
    text = re.sub(r"(?<=\w)--(?=\w)", "–", text)
    for _ in range(3):  # braces keep capitals in BibTeX; they print nothing
        text = re.sub(r"(?<!\\)\{([^{}\\]*)\}", r"\1", text)
    return text


def _macros(text: str) -> str:
    for _ in range(3):  # one on another: Nguy{\~{\^e}}n
        text = _IN_TWO_BRACES.sub(r"\1{\2}", _ACCENT.sub(_accented, text))
    for _ in range(3):
        text = _LOOKS.sub(r"\1", text)
    return _COMMAND.sub(_command, text)


def _command(match: re.Match[str]) -> str:
    """TeX takes the blank after a macro for its end; after a word like log we keep it."""
    if match[1] in _WORDS:
        return f"{match[1]} " if match[0].endswith((" ", "\t")) else match[1]
    return macro_table().get(match[1], match[0])


def _accented(match: re.Match[str]) -> str:
    letter = match[3] or match[4]
    return unicodedata.normalize("NFC", letter + marks()[match[1] or match[2]])


def _formula(match: re.Match[str]) -> str:
    """A formula in characters when they can write it; else unchanged, in single dollar signs."""
    inside = match[1]
    if "\\" not in inside and not match[0].startswith("$$"):
        return match[0]
    written = _macros(inside)
    written = re.sub(r"([_^])\{([0-9+-])\}", r"\1\2", written)
    written = re.sub(r"[_^][0-9+-]", lambda script: _scripts().get(script[0], script[0]), written)
    written = re.sub(r"\\[ ,;:!]", " ", written)
    if re.search(r"[\\{}_^]", written):
        return f"${inside}$"
    return " ".join(written.split())


@cache
def marks() -> Mapping[str, str]:
    """Macro of an accent -> the combining mark."""
    return {macro: mark for mark, macro in characters.ACCENTS.items()}


@cache
def macro_table() -> Mapping[str, str]:
    """Name of a macro -> character."""
    table: dict[str, str] = {}
    for char, macro in {**characters.PUNCTUATION, **characters.LETTERS}.items():
        if match := re.fullmatch(r"\{?\\([A-Za-z]+)\}?", macro):
            table[match[1]] = char
    for char, macro in characters.symbols().items():
        if match := re.fullmatch(r"\{\$\\([A-Za-z]+)\$\}", macro):
            table[match[1]] = char
    return table | {"to": "→", "le": "≤", "ge": "≥", "ne": "≠", "dots": "…", "textemdash": "—",
                    "textendash": "–", "textasciitilde": "~", "i": "ı", "j": "ȷ"}  # fmt: skip


@cache
def _scripts() -> Mapping[str, str]:
    """`_2` -> "₂", `^+` -> "⁺"."""
    table = {}
    for char, macro in characters.symbols().items():
        if match := re.fullmatch(r"\{\$([_^].)\$\}", macro):
            table[match[1]] = char
    return table
