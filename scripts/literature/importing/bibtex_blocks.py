"""A BibTeX file -> its blocks with their lines; a damaged block damages no other.

The file is cut at each line that begins a block, and each piece is read by bibtexparser. A piece
that it cannot read is read line by line, as far as that goes.
"""

from __future__ import annotations

import logging
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from .found import MAX_RECORDS, too_many
from .tex_text import MAX_VALUE

MAX_BLOCK: Final = 400_000  # characters
_START: Final = re.compile(
    r"^[ \t]*@[ \t]*([A-Za-z][\w+-]{0,40})[ \t]*\n?[ \t]*([{(])", re.MULTILINE
)
_NO_ENTRY: Final = ("comment", "preamble", "string")
_MONTHS: Final = {
    name: name
    for name in ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
}


@dataclass(frozen=True)
class Block:
    """One record: its values without delimiters, strings put in; `lines` are those of its fields."""  # noqa: E501

    line: int
    type: str
    key: str
    values: Mapping[str, str]
    lines: Mapping[str, int] = field(default_factory=dict)
    complaints: tuple[tuple[int, str], ...] = ()  # line, what is wrong
    refusal: str = ""
    is_ours: bool = False  # laid out as our own exports


@dataclass
class Blocks:
    """The records of a file in order, and what was passed over."""

    records: list[Block] = field(default_factory=list)
    passed: list[tuple[int, int, str]] = field(default_factory=list)  # first, last line, what
    complaints: list[tuple[int, str]] = field(default_factory=list)


def read_blocks(text: str) -> Iterator[Block | Blocks]:
    """Each record of the text as it is read; at the end what was passed over."""
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    rest = Blocks()
    strings: dict[str, str] = dict(_MONTHS)
    count = 0
    for line, piece in _pieces(text):
        match = _START.match(piece)
        if match is None:
            _pass_over(rest, line, piece)
            continue
        kind = match[1].lower()
        if kind == "string":
            _learn(strings, line, piece, rest)
        elif kind in _NO_ENTRY:
            _pass(rest, line, piece, f"@{kind}")
        elif len(piece) > MAX_BLOCK:
            yield Block(line, kind, "", {}, refusal=f"has {len(piece):,} characters")
        else:
            count += 1
            if count > MAX_RECORDS:
                yield Block(line, kind, "", {}, refusal=too_many(line).refusal)
                break
            yield _record(line, kind, piece, match, strings, rest)
    yield rest


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Line and text of each piece; what stands after the end of a block is in its piece."""
    starts = [match.start() for match in _START.finditer(text)]
    line = 1
    for start, end in zip([0, *starts], [*starts, len(text)], strict=True):
        piece = text[start:end]
        lead = len(piece) - len(piece.lstrip())
        blank_lines = piece[:lead].count("\n")
        if piece.strip():
            yield line + blank_lines, piece[lead:]
        line += piece.count("\n")


def _pass(rest: Blocks, line: int, piece: str, what: str) -> None:
    """A block that is no record, and what stands behind it."""
    end = _end_of_block(piece)
    own = piece if end < 0 else piece[: end + 1]
    rest.passed.append((line, line + own.rstrip().count("\n"), what))
    _pass_over(rest, line + own.count("\n"), piece[len(own) :])


def _pass_over(rest: Blocks, line: int, piece: str) -> None:
    for offset, words in enumerate(piece.split("\n")):
        if words.strip():
            rest.passed.append((line + offset, line + offset, "text outside records"))


def _learn(strings: dict[str, str], line: int, piece: str, rest: Blocks) -> None:
    match = re.match(r"@\s*\w+\s*[{(]\s*([^\s=,{}\"#%()]+)\s*=\s*(.*)", piece, re.DOTALL)
    end = _end_of_block(piece)
    if match is None or end < 0:
        rest.complaints.append((line, "a @string that cannot be read"))
        return
    value, unknown = value_of(match[2][: end - match.start(2)], strings)
    strings[match[1].lower()] = value
    _pass(rest, line, piece, "@string")
    if unknown:
        rest.complaints.append(
            (line, f"the @string {match[1]} uses {', '.join(unknown)}, not defined")
        )


def _end_of_block(piece: str) -> int:
    """Index of the brace that closes a block; -1 when it is not closed."""
    opening = re.search(r"[{(]", piece)
    if not opening:
        return -1
    closing = "}" if opening[0] == "{" else ")"
    depth, is_quoted = 0, False
    for match in re.finditer(r'[{}()"]', piece[opening.end() :]):
        char = match[0]
        if char == '"' and depth == 0:
            is_quoted = not is_quoted
        elif char == closing and depth == 0 and not is_quoted:
            return opening.end() + match.start()
        elif char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
    return -1


def _record(
    line: int, kind: str, piece: str, start: re.Match[str], strings: Mapping[str, str],
    rest: Blocks,
) -> Block:  # fmt: skip
    from bibtexparser.model import DuplicateFieldKeyBlock, Entry
    from bibtexparser.splitter import Splitter

    library = Splitter(re.sub(r"^@\s+", "@", piece)).split()
    first = library.blocks[0] if library.blocks else None
    complaints: list[tuple[int, str]] = []
    if isinstance(first, DuplicateFieldKeyBlock):
        again = ", ".join(sorted(first.duplicate_keys))
        complaints.append((line, f"{again} stands there twice; the first one counts"))
        first = first.ignore_error_block
    raw: dict[str, tuple[int, str]] = {}
    own = (first.raw or "") if isinstance(first, Entry) else ""
    behind = piece[len(own) :] if own else ""
    is_early = bool(_FIELD_LINE.search(behind))
    if isinstance(first, Entry) and _is_whole(first) and not is_early:
        _pass_over(rest, line + own.count("\n"), behind)
        key = first.key
        for item in first.fields:
            raw.setdefault(item.key.lower(), (line + (item.start_line or 0), item.value))
    else:
        reason = getattr(getattr(first, "error", None), "abort_reason", "") or "is not closed"
        reason = "a brace too many" if is_early else reason
        complaints.append((line, f"damaged ({' '.join(reason.split())}); read line by line"))
        key, raw = _salvaged(line, piece, start.end())
    values, lines = {}, {}
    for name, (at, text) in raw.items():
        value, unknown = value_of(text, strings)
        if unknown:
            complaints.append(
                (at, f"{name} uses {', '.join(unknown)[:80]}, which no @string defines")
            )
        if value.strip():
            values[name], lines[name] = value.strip(), at
    return Block(
        line,
        kind,
        key.strip(),
        values,
        lines,
        tuple(complaints),
        "" if values else "has no field that can be read",
        bool(_OURS.match(piece)),
    )


_OURS: Final = re.compile(
    r"@[a-z]+\{[a-z]+[0-9]{4}[a-z0-9]+,\n  title = \{[^\n]*\},\n  author = \{"
)


def _is_whole(entry: object) -> bool:
    """Whether each value is one: a lost comma or quotation mark makes two of them one."""
    fields = getattr(entry, "fields", [])
    return all(
        re.fullmatch(r"[\w:.+/-]{1,60}", item.key) and _tokens(item.value) is not None
        for item in fields
    )


_TOKEN: Final = re.compile(r'\s*(?:(?P<open>[{"])|(?P<bare>[^\s{}"#,]+))')


def _tokens(raw: str) -> list[tuple[str, bool]] | None:
    """The parts of a value, each with whether it is a literal; None when it is not well formed."""
    parts: list[tuple[str, bool]] = []
    at, raw = 0, raw.strip()
    while at < len(raw):
        match = _TOKEN.match(raw, at)
        if match is None:
            return None
        if match["bare"]:
            parts.append((match["bare"], False))
            at = match.end()
        else:
            end = _end_of_literal(raw, match.end(), match["open"])
            if end < 0:
                return None
            parts.append((raw[match.end() : end], True))
            at = end + 1
        joint = re.compile(r"\s*(?:#|$)").match(raw, at)
        if joint is None:
            return None
        at = joint.end()
    return parts


def _end_of_literal(raw: str, start: int, opening: str) -> int:
    depth = 0
    for match in _DELIMITERS.finditer(raw, start):
        char = match[0]
        if char == "{":
            depth += 1
        elif char == "}" and depth:
            depth -= 1
        elif depth == 0 and char == ("}" if opening == "{" else '"'):
            return match.start()
        elif char == "}":
            return -1
    return -1


_DELIMITERS: Final = re.compile(r'(?<!\\)[{}"]')


def value_of(raw: str, strings: Mapping[str, str]) -> tuple[str, list[str]]:
    """The text of a value with its strings put in, at most MAX_VALUE long, and unknown strings."""
    parts = _tokens(raw)
    if parts is None:
        return _loose(raw), []
    texts: list[str] = []
    unknown: list[str] = []
    for part, is_literal in parts:
        if is_literal or part.isdigit():
            texts.append(part)
        elif part.lower() in strings:
            texts.append(strings[part.lower()])
        else:
            unknown.append(part)
            texts.append(part)
    return "".join(texts)[: MAX_VALUE * 10 if len(parts) == 1 else MAX_VALUE], unknown


def _loose(raw: str) -> str:
    """A value whose delimiters do not fit, without them."""
    return _without_end(re.sub(r'^\s*[{"]+', "", raw), r'[}",\s]*')


def _without_end(text: str, pattern: str) -> str:
    """The text without what is of the pattern at its end; read from there, because a search for
    such an end would begin at each sign and read to the last one."""
    end = re.match(pattern, text[::-1])
    return text[: len(text) - end.end()] if end else text


_FIELD_LINE: Final = re.compile(
    r"""(?:^|(?<=[,}"]))[ \t]*([A-Za-z][\w-]{1,30})[ \t]*=[ \t]*""", re.MULTILINE
)


def _salvaged(line: int, piece: str, start: int) -> tuple[str, dict[str, tuple[int, str]]]:
    """Key and fields of a damaged record: every line that begins like a field begins one."""
    key = re.match(r"\s*([^\s,={}\"]*)", piece[start:])
    ends = [at for at, char in enumerate(piece) if char == "\n"]
    raw: dict[str, tuple[int, str]] = {}
    places = list(_FIELD_LINE.finditer(piece, start))
    for number, match in enumerate(places):
        following = places[number + 1] if number + 1 < len(places) else None
        end = following.start() if following else len(piece)
        value = piece[match.end() : end].strip().rstrip(",").strip()
        if following is None:
            value = _without_end_of_block(value)
        parts = _tokens(value)
        if parts is None:
            whole = _without_end(value, r"[\s,}]*")
            value = re.sub(r'^[{"]|[}"]$', "", value if whole == value else f"{whole}}}")
            opened, closed = value.count("{"), value.count("}")
            if opened != closed:
                value = re.sub(r"[{}]", "", value)
            value = f"{{{value}}}"
        raw.setdefault(match[1].lower(), (line + bisect_right(ends, match.start(1) - 1), value))
    return (key[1] if key else ""), raw


def _without_end_of_block(value: str) -> str:
    """The last value of a damaged record, as far as it goes: to a blank line or the brace."""
    value = value.split("\n\n")[0].rstrip()
    while value.endswith(("}", ")")) and value.count("}") > value.count("{"):
        value = value[:-1].rstrip().rstrip(",").rstrip()
    return value
