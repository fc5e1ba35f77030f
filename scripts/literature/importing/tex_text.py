r"""Values of BibTeX fields -> plain text: whatever spelling of TeX a stranger's file uses.

What our own exports write is read back exactly (`render.latex`); all else goes through
`sources.tex`, after spellings that it does not know have been brought into those that it does.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from ..render.latex import decode, encode, encode_title
from ..sources.tex import macro_table, marks, without_tex
from ..text import UNSAFE

MAX_VALUE: Final = 20_000
_PLAIN: Final = re.compile(r"[^\\{}$~`'\"<>|^-]*")
_DECLARATION: Final = re.compile(
    r"\\(?:em|bf|it|sl|sc|tt|rm|sf|bfseries|itshape|scshape|ttfamily|normalfont|upshape|textstyle"
    r"|displaystyle|small|footnotesize|large|protect|relax|noopsort\s*\{[^{}]*\}|sortas\{[^{}]*\})"
    r"(?![A-Za-z])\s*"
)
_ACCENT: Final = r"\\(?:[\"'`^~=.]|[uvHcdbrkt](?![A-Za-z]))"
_ACCENT_IN_BRACES: Final = re.compile(rf"\{{\s*({_ACCENT})\s*\}}\s*(?=[A-Za-z\\])")
_DOUBLE_BRACED: Final = re.compile(rf"({_ACCENT})\s*\{{\s*\{{(\\?[A-Za-z])\s*\}}\s*\}}")
_OF_SPECIAL: Final = re.compile(
    rf"({_ACCENT})\s*\{{?\s*\\(ae|AE|oe|OE|o|O|aa|AA)(?![A-Za-z])\s*\}}?"
)
_LINK: Final = re.compile(r"\\href\s*\{[^{}]*\}\s*(?=\{)|\\(?:url|path|nolinkurl)\s*(?=\{)")
_GROUP: Final = re.compile(r"(\\(?:[A-Za-z]+|.)\s*)?\{([^{}\\$]*)\}")
_CHARACTERS: Final = (
    ("\\textquotesingle", "'"), ("\\textquotedblleft", "“"), ("\\textquotedblright", "”"),
    ("\\textquotedbl", '"'), ("\\textquoteright", "’"), ("\\textquoteleft", "‘"),
    ("\\textasciitilde", "\ufdd4"), ("\\textunderscore", "_"), ("\\textdollar", "$"),
    ("\\textsubscript", ""), ("\\textsuperscript", ""), ("\\slash", "/"), ("\\textbar", "|"),
    ("\\textless", "<"), ("\\textgreater", ">"), ("\\textasciicircum", "^"),
    ("\\textbackslash", "\ufdd5"), ("\\guillemotleft", "«"), ("\\guillemotright", "»"),
    ("\\textcommabelow", "\\c"), ("\\dots", "…"), ("\\ldots", "…"), ("\\ss", "ß"),
    ("\\S", "§"), ("\\pounds", "£"), ("\\copyright", "©"), ("\\LaTeX", "LaTeX"), ("\\TeX", "TeX"),
    ("\\BibTeX", "BibTeX"), ("\\eg", "e.g."), ("\\ie", "i.e."), ("\\quad", " "), ("\\xspace", ""),
    ("\\hyphen", "-"),
)  # fmt: skip
_TEXT_OF: Final = dict(_CHARACTERS)
_CHARACTER: Final = re.compile(
    rf"({'|'.join(re.escape(macro) for macro, _ in _CHARACTERS)})(?![A-Za-z])(?:\{{\}}|[ \t]+(?=[A-Za-z]))?"  # noqa: E501
)


@lru_cache(20_000)
def text_of(value: str) -> str:
    """The text behind a value; macros that nobody knows stay.

    >>> text_of(r"{\'E}tudes on {{\"O}}ko-{B}ees")
    'Études on Öko-Bees'
    """
    value = " ".join(UNSAFE.sub("", value[:MAX_VALUE]).split())
    if _PLAIN.fullmatch(value):
        return value
    own = decode(value)
    if own != value and not re.search("[ıȷ][\u0300-\u036f]", own) and _is_ours(value, own):
        return own
    return _general(value)


def _is_ours(value: str, text: str) -> bool:
    return value in (
        encode_title(text, "bibtex"), encode_title(text, "biblatex"),
        encode(text, "bibtex"), encode(text, "biblatex"),
    )  # fmt: skip


def _general(value: str) -> str:
    value = re.sub(r"\\[/-]|\{\}(?=[-`'])", "", value)
    value = value.replace("\\{", "\ufdd6").replace("\\}", "\ufdd7")
    value = _LINK.sub("", _DECLARATION.sub("", value))
    value = _CHARACTER.sub(lambda match: _TEXT_OF[match[1]], value)
    value = _ACCENT_IN_BRACES.sub(r"\1", value)
    value = _DOUBLE_BRACED.sub(r"\1{\2}", value)
    value = _OF_SPECIAL.sub(lambda match: f"{match[1]}{{{macro_table()[match[2]]}}}", value)
    value = _with_marks(value)
    value = re.sub(r"(?<!\\)~", " ", value)
    value = _OF_BIBLATEX.sub(r"\1", _QUOTE.sub(r"“\1”", value))
    for _ in range(8):  # as deep as braces are nested
        before = value
        value = without_tex(_GROUP.sub(lambda match: match[0] if match[1] else match[2], value))
        if value == before:
            break
    value = value.replace("?`", "¿").replace("!`", "¡")
    value = (
        value.replace("``", "“").replace("''", "”").replace("\ufdd4", "~").replace("\ufdd5", "\\")
    )
    pieces = re.split(r"(\$[^$]*\$)", value)
    pieces[::2] = [re.sub(r"(?<!\\)[{}]", "", piece) for piece in pieces[::2]]
    text = "".join(pieces).replace("\ufdd6", "{").replace("\ufdd7", "}")
    return " ".join(text.split())


_INNER: Final = r"((?:[^{}]|\{[^{}]*\})*)"
_QUOTE: Final = re.compile(rf"\\(?:mkbibquote|enquote\*?|textquote)\s*\{{{_INNER}\}}")
_OF_BIBLATEX: Final = re.compile(
    rf"\\(?:mkbib(?:emph|bold|italic|parens|brackets|superscript)|autocap)\s*\{{{_INNER}\}}"
)


_MARKED: Final = re.compile(
    r"\\(?:([\"'`^~=.])\s*|([uvHcdbrk])(?:\s+|(?=\{)))(?:\{\s*([^\W\d_])\s*\}|([^\W\d_]))"
)


def _with_marks(value: str) -> str:
    """Accents on letters that are no ASCII: "\\'{ø}" -> "ǿ"."""
    return _MARKED.sub(
        lambda match: unicodedata.normalize(
            "NFC", (match[3] or match[4]) + marks()[match[1] or match[2]]
        ),
        value,
    )


def address_of(value: str) -> str:
    r"""An address, in which TeX stands for few characters: \url{...}, \_, \%, {\textasciitilde}."""
    value = "".join(value[:MAX_VALUE].split())
    value = re.sub(r"\\(?:url|href|path)(?=\{)", "", value)
    value = re.sub(r"\{?\$?\\(?:textasciitilde|sim|string~|~)(?:\{\})?\$?\}?", "~", value)
    value = re.sub(r"\\([_%&#$~])", r"\1", value)
    value = value.replace("{\\textunderscore}", "_").replace("\\textunderscore", "_")
    return re.sub(r"[{}]", "", value)
