r"""Text <-> LaTeX as our BibTeX files hold it; what is encoded decodes to exactly the same text.

Two dialects. "bibtex" is pure ASCII, for classic BibTeX and any .bst file: `{\"u}`. "biblatex" is
UTF-8, for biber: letters and punctuation stay as they are. What needs a mathematical font is a
macro in both, because no engine finds it in a text font: `{$\beta$}`.

A character that LaTeX cannot write in ASCII (Chinese, Cyrillic, emoji) becomes `{[U+4E2D]}` in
"bibtex": it compiles everywhere, shows what is missing, and is read back. Letters such as ą, đ, þ
need `\usepackage[T1]{fontenc}`, as they do in any LaTeX document.

Ligatures of TeX that the text does not mean are broken by `{}`: `a--b` is written `a-{}-b`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final, Literal

from . import latex_characters as characters

Dialect = Literal["bibtex", "biblatex"]


def encode(text: str, dialect: Dialect) -> str:
    """The text as a value of a field that no style changes the case of.

    The braces are balanced and the value has no line break; other blanks become single spaces.
    """
    if not _SPECIAL.search(text):
        return text
    return _escape_at(_translate(_mark_ligatures(_tidy(text)), dialect))


def encode_title(title: str, dialect: Dialect, name: str = "") -> str:
    """A title: words with inner capitals keep them, and formulas stay formulas.

    `name` is one more word to protect, the short name of the work.

    >>> encode_title("LLaVA sees 50% of $n$ Things", "bibtex")
    '{LLaVA} sees 50\\% of {{$n$}} Things'
    """
    return _encode_title(title, "bibtex" if title.isascii() else dialect, name)


@lru_cache(64)  # ASCII is the same in both dialects, which are written one after the other
def _encode_title(title: str, dialect: Dialect, name: str) -> str:
    pieces = _formula().split(_tidy(title)) if title.count("$") > 1 else [_tidy(title)]
    for index, piece in enumerate(pieces):
        if index % 2:
            pieces[index] = f"{{{{{piece}}}}}"
            continue
        piece = _protect(piece, name)
        if _SPECIAL.search(piece):
            piece = _translate(_mark_ligatures(piece), dialect)
        pieces[index] = piece
    return _escape_at("".join(pieces))


def in_braces(value: str) -> str:
    """An encoded value as one unit, which BibTeX neither splits nor changes.

    A macro right behind the brace would make the unit one letter for BibTeX, hence {{\\&} Sons};
    and where the unit would be a code of its own, {} ends it.
    """
    if value.startswith("\\"):
        return f"{{{{{value[:2]}}}{value[2:]}}}"
    return f"{{{value}{{}}}}" if _CODE.fullmatch(f"{{{value}}}") else f"{{{value}}}"


def decode(value: str) -> str:
    """The text behind a value that `encode` or `encode_title` wrote, in either dialect."""
    return _CODE.sub(_decoded, value) if _CODED.search(value) else value


# Characters that no text has (Unicode, "noncharacters") stand for braces until the text around
# them is encoded.
_BREAK, _OPEN, _CLOSE, _BRACKET = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
_MARKERS: Final = {_BREAK: "{}", _OPEN: "{", _CLOSE: "}", _BRACKET: "{[}"}

_SPECIAL = re.compile(r"[^A-Za-z0-9 .:;()/*+=!?'@\[\]\",-]|--|''|,,|\[U\+|  ")
_ODD_BLANK = re.compile(r"[^\S ]|  |[\ufdd0-\ufdd3]")
_COMBINING = re.compile(r"([^\ufdd0-\ufdd3][\u0300-\u036f]+)")
_LIGATURE = re.compile(r"(?<=[-–—])(?=[-–—])|(?<=['”])(?=['”])|(?<=[`“?!])(?=[`“])|(?<=,)(?=,)")
# bibtexparser takes "@word {" for the start of an entry.
_ENTRY_START = re.compile(r"@(?=\w*[ \t]*\{)")


def _tidy(text: str) -> str:
    return " ".join(_ODD_BLANK.sub(" ", text).split()) if _ODD_BLANK.search(text) else text


def _mark_ligatures(text: str) -> str:
    return _LIGATURE.sub(_BREAK, text).replace("[U+", f"{_BRACKET}U+")


def _escape_at(value: str) -> str:
    return _ENTRY_START.sub("{@}", value) if "@" in value else value


def _translate(text: str, dialect: Dialect) -> str:
    table = _table(dialect)
    if dialect == "biblatex" or text.isascii() or not _COMBINING.search(text):
        return text.translate(table)
    pieces = _COMBINING.split(text)
    for index, piece in enumerate(pieces):
        macro = _encode_cluster(piece) if index % 2 else ""
        pieces[index] = macro or piece.translate(table)
    return "".join(pieces)


def _encode_cluster(cluster: str) -> str:
    decomposed = unicodedata.normalize("NFD", cluster)
    return characters.put_marks(decomposed[0], decomposed[1:])


class _Table(dict[int, str]):
    """For str.translate: code point -> LaTeX, for each that is met."""

    def __init__(self, macros: Mapping[str, str], is_ascii: bool) -> None:
        super().__init__({ord(char): macro for char, macro in macros.items()})
        self.is_ascii = is_ascii

    def __missing__(self, code: int) -> str:
        is_plain = 32 <= code < 127 or (code > 127 and not self.is_ascii)
        self[code] = chr(code) if is_plain else f"{{[U+{code:04X}]}}"
        return self[code]


@cache
def _table(dialect: Dialect) -> _Table:
    macros = {**characters.symbols(), **characters.RESERVED, **_MARKERS}
    if dialect == "bibtex":
        macros = {**dict(characters.accented_letters()), **characters.PUNCTUATION, **macros}
    return _Table(macros, is_ascii=dialect == "bibtex")


# Case. A style may set titles in lower case; a word keeps its capitals when they are not just
# first letters: LLaVA, CLIP, GPT-4V, Q-Former, 3D; neither "Vision-Language" nor "A".
_WORD = re.compile(r"[^\W_](?:\S*[^\W_][\u0300-\u036f]*)?")
_CAPITALS_MATTER = re.compile(
    r"[A-Za-z0-9][A-Z]|(?<![A-Za-z0-9])[A-Z][&-]|[&-][A-Z](?![A-Za-z0-9])"
)
_CAPITAL, _DIGIT = re.compile("[A-Z]"), re.compile("[0-9]")


def _protect(text: str, name: str) -> str:
    def protected(match: re.Match[str]) -> str:
        word = match[0]
        shadow = word if word.isascii() else "".join(map(_shadow, word))
        if _keeps_capitals(shadow) or (word == name and not word.islower()):
            return f"{_OPEN}{word}{_CLOSE}"
        return word

    return _WORD.sub(protected, text)


def _keeps_capitals(word: str) -> bool:
    """Two searches for a capital beside a digit: one for both would take the square of a word."""
    if word.isalpha() and (word.islower() or word.istitle()):  # as most are
        return False
    return bool(_CAPITALS_MATTER.search(word) or (_CAPITAL.search(word) and _DIGIT.search(word)))


def _shadow(char: str) -> str:
    """A letter of any alphabet as an ASCII one of the same case."""
    if char.isascii():
        return char
    return "A" if char.isupper() else "a" if char.isalpha() else "."


# A formula stays one only if it is well formed and made of what is listed here, so that it
# compiles without packages and does nothing else. "$5 and $6" and "$HOME/$PATH" are no formulas:
# without a macro, a subscript or a superscript, letters stand alone and nothing is apart.
_SYMBOL_NAMES = (
    "alpha|beta|gamma|delta|epsilon|varepsilon|zeta|eta|theta|vartheta|iota|kappa|lambda|mu|nu|xi|"
    "pi|varpi|rho|varrho|sigma|varsigma|tau|upsilon|phi|varphi|chi|psi|omega|Gamma|Delta|Theta|"
    "Lambda|Xi|Pi|Sigma|Upsilon|Phi|Psi|Omega|times|cdot|pm|mp|div|ast|star|circ|infty|partial|"
    "nabla|sum|prod|int|to|rightarrow|leftarrow|leftrightarrow|Rightarrow|Leftarrow|mapsto|leq?|"
    "geq?|neq?|approx|equiv|sim|simeq|propto|ll|gg|in|notin|subset|subseteq|cup|cap|emptyset|"
    "forall|exists|wedge|vee|neg|perp|oplus|otimes|odot|ell|hbar|prime|log|exp|min|max|sup|inf|"
    "ldots|cdots|dots|langle|rangle|mid|parallel|dagger|sqrt\\{[A-Za-z0-9]\\}"
)
_SYMBOL = rf"\\(?:{_SYMBOL_NAMES})(?![A-Za-z])"
_FLAT = rf"(?:[A-Za-z0-9.,:+*/=<>()!|-]| (?! )|{_SYMBOL})+"
_STYLED = rf"\\(?:mathbf|mathcal|mathrm|mathit|mathsf|mathtt|bar|hat|tilde|vec)\{{{_FLAT}\}}"
_ARGUMENT = rf"(?:[A-Za-z0-9*+-]|{_SYMBOL}|{_STYLED}|\{{{_FLAT}\}})"
_ATOM = rf"(?:[A-Za-z0-9.,:+*/=<>()!|-]| (?! )|{_SYMBOL}|{_STYLED}|\{{{_FLAT}\}})"
_TERM = rf"(?:(?:_{_ARGUMENT})(?:\^{_ARGUMENT})?|\^{_ARGUMENT}(?:_{_ARGUMENT})?)"
FORMULA: Final = (
    rf"(\$(?=[^$]*[\\_^])(?! )(?:{_TERM}(?![_^]))?(?:{_ATOM}(?:{_TERM}(?![_^]))?)+(?<! )\$(?![0-9])"
    rf"|\$(?=[^$]*[\\_^])(?:{_TERM})(?![_^])\$(?![0-9])"
    r"|\$(?:[A-Za-z](?![A-Za-z])|[0-9.,+*/=<>()|-])*[A-Za-z](?![A-Za-z])"
    r"(?:[A-Za-z](?![A-Za-z])|[0-9.,+*/=<>()|-])*\$(?![A-Za-z0-9]))"
)


@cache
def _formula() -> re.Pattern[str]:
    """Compiled when a title first needs it: that takes a while, and few titles do."""
    return re.compile(FORMULA)


_CODED = re.compile(r"[{}\\]|--|``|''")
_CODE = re.compile(
    r"\{\{\$[^$]*\$\}\}"  # a formula
    r"|\{\$[^$]*\$\}"  # a symbol
    r"|\{\\(?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*\}"  # a macro with its arguments
    r"|\{\[U\+[0-9A-F]{4,6}\]\}"
    r"|\{[`'@\[-]?\}|\\[&%#_$]|---?|``|''|[{}]"
)
_ACCENTED = re.compile(
    r"\{(?:(?P<horned>\\.*)\\negthinspace'|\\accent`\\'(?P<hooked>.*)"
    r"|\\(?P<accent>[`'^~=.\"]|(?:[ucdbkrvH]|textcommabelow)(?=\{))(?P<on>.*))\}"
)


def _decoded(match: re.Match[str]) -> str:
    code = match[0]
    known = _reverse().get(code)
    if known is not None:
        return known
    if code.startswith("{{$"):
        return code[2:-2]
    if code.startswith("{[U+"):
        return chr(int(code[4:-2], 16))
    return unicodedata.normalize("NFC", _decode_marks(code)) if code.startswith("{\\") else code


def _decode_marks(code: str) -> str:
    """A letter and its marks; the code itself when it is none of ours.

    >>> _decode_marks(r"{\\`{\\d{o}}}") == "o" + chr(0x323) + chr(0x300)
    True
    """
    known = _reverse().get(code) or _reverse().get(f"{{{code}}}")
    if known or len(code) == 1:
        return known or code
    match = _ACCENTED.fullmatch(code) or _ACCENTED.fullmatch(f"{{{code}}}")
    if not match:
        return _decode_marks(code[1:-1]) if code[:1] == "{" and code[-1:] == "}" else code
    if match["accent"]:
        return _decode_marks(match["on"]) + _MARK_OF[match["accent"]]
    if match["hooked"]:
        return _decode_marks(match["hooked"]) + characters.HOOK_ABOVE
    return _decode_marks(match["horned"].removeprefix("\\relax ")) + characters.HORN


_MARK_OF: Final = {accent: mark for mark, accent in characters.ACCENTS.items()}


@cache
def _reverse() -> Mapping[str, str]:
    """What the encoder writes -> the character; "" for what only groups or separates."""
    macros = {
        **dict(characters.accented_letters()), **characters.symbols(), **characters.PUNCTUATION,
        **characters.RESERVED,
    }  # fmt: skip
    codes = {macro: char for char, macro in macros.items()}
    units = {in_braces(macro): char for macro, char in codes.items() if macro[0] == "\\"}
    return {**codes, **units, "{": "", "}": "", "{}": "", "{[}": "[", "{@}": "@"}
