"""Plain-text helpers that several modules need: folding, slugs, and which characters are refused."""

from __future__ import annotations

import re
import unicodedata

# Controls, bidi marks and overrides, zero-width and other invisible characters, the byte order
# mark, line and paragraph separators, surrogates, and code points that are no characters: each
# shows a reader something other than what is stored (Unicode TR 36, TR 39).
UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
_SPECIAL_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ð": "d",
     "Ð": "D", "þ": "th", "Þ": "Th", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ħ": "h"}
)  # fmt: skip


def ascii_fold(text: str) -> str:
    """The text without accents, only ASCII left: "Höhne" -> "Hohne"."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_SPECIAL_LETTERS))
    return decomposed.encode("ascii", "ignore").decode()


def comparison_form(text: str) -> str:
    """What two spellings of one title share: NFKC, case-folded, letters and digits only."""
    folded = unicodedata.normalize("NFKD", text.translate(_SPECIAL_LETTERS)).casefold()
    return "".join(char for char in folded if char.isalnum())


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens; empty when nothing ASCII is left."""
    return re.sub(r"[^a-z0-9]+", "-", ascii_fold(text).lower()).strip("-")[:80].strip("-")


def describe_character(char: str) -> str:
    """A character that one may not see, named: "U+200B ZERO WIDTH SPACE"."""
    return f"U+{ord(char):04X} {unicodedata.name(char, 'control character')}"


def count_of(number: int, singular: str, plural: str = "") -> str:
    """A count with its noun: "1 entry", "3 entries"."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"
