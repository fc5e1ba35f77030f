"""Text that was decoded by the wrong table, and back: "SchrÃ¶dinger" -> "Schrödinger"."""

from __future__ import annotations

import re
from typing import Final

# The tables that UTF-8 is most often taken for. In the first, an emoji loses its first byte where
# private characters are removed.
_TABLES: Final = ("cp1252", "latin-1", "mac_roman")
_RUN: Final = re.compile(r"[^\x00-\x7f]{2,12}")
_LIKELY: Final = re.compile(r"[ÃÂâÄÅÐÑã][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ¡-¿]|[√¬üð‚Ô]")


def repaired(text: str) -> str:
    """The text as it was meant; the same text when nothing is wrong with it.

    Runs that decode to letters become these; runs that were emoji go.

    >>> repaired("SchrÃ¶dinger")
    'Schrödinger'
    """
    if text.isascii() or not _LIKELY.search(text):
        return text
    mended = _RUN.sub(_meant, text)
    return " ".join(mended.split()) if mended != text else text


def _meant(match: re.Match[str]) -> str:
    run = match[0]
    for table in _TABLES:
        raw = _bytes(run, table)
        for start in (b"", b"\xf0"):
            try:
                meant = (start + raw).decode("utf-8") if raw else ""
            except UnicodeDecodeError:
                continue
            if meant and len(meant) < len(run):
                return "".join(char if char.isalnum() or ord(char) < 0x2100 else " "
                               for char in meant)  # fmt: skip
    return run


def _bytes(run: str, table: str) -> bytes:
    """The bytes behind a run; empty when the table lacks one. cp1252 leaves its holes as they are."""  # noqa: E501
    try:
        return run.encode(table)
    except UnicodeEncodeError:
        if table != "cp1252":
            return b""
    try:
        return b"".join(char.encode("latin-1") if "\x80" <= char <= "\x9f" else char.encode(table)
                        for char in run)  # fmt: skip
    except UnicodeEncodeError:
        return b""
