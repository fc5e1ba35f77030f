"""Bytes of a file -> text: the encodings in which bibliographies lie about."""

from __future__ import annotations

import re
from typing import Final

from .found import Remark

MAX_BYTES: Final = 64_000_000
_BOMS: Final = (
    (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\0\0", "utf-32-le"), (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"),
)  # fmt: skip


def decode_file(content: bytes) -> tuple[str, list[Remark]]:
    """The text with line feeds alone, and remarks on what had to be guessed.

    UTF-8 where it is that, by its mark or its bytes; UTF-16 with a mark or where every other byte
    is zero; else Windows' Latin-1, with the first line that is not UTF-8.
    """
    text, remarks = _decoded(content)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        remarks.append(Remark(line, "field", "null characters in the file; they were left out"))
        text = text.replace("\0", "")
    return re.sub("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", " ", text), remarks


def _decoded(content: bytes) -> tuple[str, list[Remark]]:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace"), []
    head = content[:4000]
    if len(head) > 8 and head[1::2].count(0) > 0.4 * len(head) / 2:
        return content.decode("utf-16-le", "replace"), [_guess(1, "UTF-16")]
    if len(head) > 8 and head[::2].count(0) > 0.4 * len(head) / 2:
        return content.decode("utf-16-be", "replace"), [_guess(1, "UTF-16")]
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        # Some lines may be UTF-8 all the same, in a file that was joined from several.
        lines = [_line(raw) for raw in content.split(b"\n")]
        return "\n".join(lines), [_guess(line, "Latin-1")]


def _line(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        # cp1252 has five holes, which Latin-1 has as controls.
        return raw.decode("cp1252", "replace") if _is_cp1252(raw) else raw.decode("latin-1")


def _is_cp1252(raw: bytes) -> bool:
    return not re.search(rb"[\x81\x8d\x8f\x90\x9d]", raw)


def _guess(line: int, encoding: str) -> Remark:
    return Remark(line, "mojibake", f"the file is not UTF-8 from here on; read as {encoding}")
