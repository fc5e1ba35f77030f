"""Plain-text functions that several modules need: folding, slugs, refused characters, quoting."""

from __future__ import annotations

import re
import unicodedata

_LAST_OF_PLANES = "".join(
    chr(plane + last) for plane in range(0x10000, 0xF0000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
# Controls, bidi marks and overrides, zero-width and other invisible characters, the byte order
# mark, line and paragraph separators, surrogates, private characters, the replacement character
# of a broken conversion, and code points that are no characters: each shows a reader something
# other than what is stored (Unicode TR 36, TR 39).
UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f"
    f"\ufeff\uffa0\ufff0-\uffff{_LAST_OF_PLANES}\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_UNSAFE_ASCII = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_SPECIAL_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ð": "d",
     "Ð": "D", "þ": "th", "Þ": "Th", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ħ": "h"}
)  # fmt: skip
_NOT_ALPHANUMERIC = re.compile("[^a-z0-9]+")
_NAMELESS = {"Cc": "control character", "Co": "private character", "Cs": "half a character"}
MAX_MESSAGE = 300


def ascii_fold(text: str) -> str:
    """The text without accents, only ASCII left: "Höhne" -> "Hohne"."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(_SPECIAL_LETTERS))
    return decomposed.encode("ascii", "ignore").decode()


def comparison_form(text: str) -> str:
    """What two spellings of one title share: NFKC, case-folded, letters and digits only."""
    if text.isascii():
        return _NOT_ALPHANUMERIC.sub("", text.lower())
    folded = unicodedata.normalize("NFKD", text.translate(_SPECIAL_LETTERS)).casefold()
    return "".join(char for char in folded if char.isalnum())


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens; empty when nothing ASCII is left."""
    return _NOT_ALPHANUMERIC.sub("-", ascii_fold(text).lower()).strip("-")[:80].strip("-")


def has_unsafe(text: str) -> bool:
    """Whether UNSAFE finds anything; quick for the ASCII that most text is."""
    return bool((_UNSAFE_ASCII if text.isascii() else UNSAFE).search(text))


def describe_character(char: str) -> str:
    """A character that one may not see, named: "U+200B ZERO WIDTH SPACE"."""
    kind = _NAMELESS.get(unicodedata.category(char), "no character")
    return f"U+{ord(char):04X} {unicodedata.name(char, f'({kind})')}"


def shown(text: str, limit: int = 80) -> str:
    """Text out of a file, fit for a message: one line, no odd characters, cut to the limit."""
    line = UNSAFE.sub("?", text.replace("\n", " ").replace("\t", " "))
    return line if len(line) <= limit else line[: limit - 1] + "…"


def plural_of(noun: str) -> str:
    """The plural of a regular English noun: "studies", "boxes", "keys"."""
    if re.search("[^aeiou]y$", noun):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "z", "ch", "sh")) else f"{noun}s"


def count_of(number: int, singular: str, plural: str = "") -> str:
    """A count with its noun: "1 entry", "3 entries"."""
    return f"{number:,} {singular if number == 1 else plural or plural_of(singular)}"
