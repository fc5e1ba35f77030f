"""A Markdown file -> headings, list items, table rows and paragraphs, each with its lines.

HTML within it is brought into Markdown's own words first, without moving a line.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Final

from .found import Ignored
from .inline import BREAK, MAX_LINE

MAX_LINES: Final = 400_000


@dataclass
class Block:
    """`kind`: heading, item, row, paragraph. `level` is that of a heading, the indent of an item."""  # noqa: E501

    kind: str
    line: int
    last: int
    text: str
    level: int = 0
    cells: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()


@dataclass
class Blocks:
    blocks: list[Block] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)
    references: dict[str, str] = field(default_factory=dict)
    cut: list[int] = field(default_factory=list)  # lines that are too long to be read whole


def read_blocks(text: str) -> Blocks:
    """All blocks in order. What is code, a comment or a definition is in `ignored`."""
    return _Reader(_without_html(text)).blocks()


def _keeping_lines(pattern: str, to: str, text: str) -> str:
    """Replaces and puts the line breaks of what was replaced behind it."""
    return re.sub(
        pattern,
        lambda match: match.expand(to).replace("\n", " ") + "\n" * match[0].count("\n"),
        text, flags=re.IGNORECASE | re.DOTALL,
    )  # fmt: skip


def _without_html(text: str) -> str:
    text = _blanked(r"<!--.*?(?:-->|\Z)", text)
    text = re.sub(r"\{:[^{}\n]{0,300}\}", "", text)  # attributes of kramdown
    if "<" not in text:
        return text
    text = re.sub(r"<img\b[^<>]{0,3000}>", _image, text, flags=re.IGNORECASE)
    text = _keeping_lines(r"<br\s*/?>", BREAK, text)
    text = _keeping_lines(r"</?(?:b|strong)(?:\s[^<>]{0,300})?>", "**", text)
    text = _keeping_lines(r"</?(?:i|em)(?:\s[^<>]{0,300})?>", "*", text)
    text = re.sub(
        r"<a\b([^<>]{0,3000})>((?:(?!</?a\b)[\s\S]){0,3000}?)</a\s*>",
        _anchor,
        text,
        flags=re.IGNORECASE,
    )
    text = re.sub(r"<tr\b[^<>]{0,500}>((?:(?!</?tr\b)[\s\S]){0,20000}?)(?:</tr\s*>|(?=<tr\b))",
                  _row, text, flags=re.IGNORECASE)  # fmt: skip
    text = re.sub(
        r"<h([1-6])\b[^<>]{0,500}>\s*", lambda it: f"{'#' * int(it[1])} ", text, flags=re.IGNORECASE
    )
    text = re.sub(r"<summary\b[^<>]{0,500}>\s*", "\x1d ", text, flags=re.IGNORECASE)
    text = re.sub(r"<li\b[^<>]{0,500}>\s*", "- ", text, flags=re.IGNORECASE)
    return _keeping_lines(r"</?[a-z][a-z0-9-]{0,20}(?:\s[^<>]{0,2000})?/?>", "", text)


def _blanked(pattern: str, text: str) -> str:
    return re.sub(pattern, lambda match: "\n" * match[0].count("\n"), text, flags=re.DOTALL)


def _image(match: re.Match[str]) -> str:
    tag = match[0]
    source = re.search(r"""\ssrc\s*=\s*["']?([^"'\s<>]{1,2000})""", tag, re.IGNORECASE)
    alt = re.search(r"""\salt\s*=\s*(?:"([^"<>]{0,300})"|'([^'<>]{0,300})')""", tag, re.IGNORECASE)
    words = re.sub(r"[\[\]]", " ", (alt[1] or alt[2] or "")) if alt else ""
    return (f"![{' '.join(words.split())}]({source[1]})" if source else "") + "\n" * tag.count("\n")


def _anchor(match: re.Match[str]) -> str:
    target = re.search(r"""\shref\s*=\s*["']?([^"'\s<>]{1,2000})""", match[1], re.IGNORECASE)
    inner = match[2].replace("\n", " ")
    link = f"[{inner.strip()}](<{html.unescape(target[1])}>)" if target else inner
    return link + "\n" * match[0].count("\n")


_HEAD: Final = "\x1c"  # begins the head of a table in HTML


def _row(match: re.Match[str]) -> str:
    inner = re.sub(r"<t([hd])\b[^<>]{0,500}>", "|", match[1].replace("|", "/"), flags=re.IGNORECASE)
    inner = re.sub(r"</?t[hd]\s*>", "", inner, flags=re.IGNORECASE)
    is_head = len(re.findall(r"<th\b", match[1], re.IGNORECASE)) > 1 and not re.search(
        r"<td\b", match[1], re.IGNORECASE
    )
    return f"\n{_HEAD if is_head else ''}{' '.join(inner.split())} |" + "\n" * max(
        0, match[0].count("\n") - 1
    )


_HEADING: Final = re.compile(r"\s{0,3}(#{1,6})(?:\s+|(?=[^\s#]))(.*)$")
_ITEM: Final = re.compile(
    r"(\s*)(?:[-*+•·▪◦‣]|[0-9]{1,4}[.)]|\([0-9]{1,4}\)|\[[0-9]{1,4}\](?!\())\s+(\S.*)$"
)
_RULE: Final = re.compile(r"-{3,}|\*{3,}|_{3,}|=+")  # without its blanks
_REFERENCE: Final = re.compile(r"\s{0,3}\[([^\[\]]{1,200})\]:\s*<?(\S{3,2000}?)>?(?:\s+[\"'(].*)?$")
_SEPARATOR: Final = re.compile(r"\|?:?-{1,}:?(?:\|:?-{1,}:?)*\|?")


class _Reader:
    def __init__(self, text: str) -> None:
        lines = [line.expandtabs(4)[:MAX_LINE] for line in text.split("\n")[:MAX_LINES]]
        self.lines = [line.rstrip().removesuffix("\\").rstrip() for line in lines]
        self.is_broken = [line.endswith(("  ", "\\")) for line in lines]  # by two blanks, a slash
        self.found = Blocks()
        total = text.count("\n") + 1
        if total > MAX_LINES:
            why = f"more than {MAX_LINES:,} lines; split the file"
            self.found.ignored.append(Ignored(MAX_LINES + 1, total, why))
        self.found.cut = [
            number
            for number, line in enumerate(text.split("\n")[:MAX_LINES], 1)
            if len(line) > MAX_LINE
        ]
        self.current: Block | None = None
        self.headers: tuple[str, ...] = ()
        self.is_after_blank = True

    def blocks(self) -> Blocks:
        fence, start = "", 0
        at = self._after_front_matter()
        while at < len(self.lines):
            line, number = self.lines[at], at + 1
            mark = re.match(r"\s*(?:>\s*)?(`{3,}|~{3,})", line)
            if mark and (not fence or line.strip().startswith(fence)):
                if fence:
                    self.found.ignored.append(Ignored(start, number, "code"))
                fence, start = ("", 0) if fence else (mark[1][:3], number)
                self._end()
            elif not fence:
                self._line(number, re.sub(r"^\s{0,3}(?:>\s?)+", "", line))
            at += 1
        if fence:
            self.found.ignored.append(Ignored(start, len(self.lines), "code"))
        self._end()
        return self.found

    def _after_front_matter(self) -> int:
        if self.lines and self.lines[0] == "---":
            for at, line in enumerate(self.lines[1:200], 1):
                if line in ("---", "..."):
                    self.found.ignored.append(Ignored(1, at + 1, "front matter"))
                    return at + 1
        return 0

    def _line(self, number: int, line: str) -> None:
        if not line.strip(f" {BREAK}"):
            self.is_after_blank = True
            self.headers = ()
            return
        if line.startswith(_HEAD):
            self._end()
            self.headers = tuple(cell.strip() for cell in _cells(line[1:]))
            self.found.ignored.append(Ignored(number, number, "head of a table"))
        elif line.startswith("\x1d"):
            self._start(Block("heading", number, number, line[1:].strip(), 7))
        elif match := _HEADING.match(line):
            self._start(Block("heading", number, number, match[2].rstrip("# "), len(match[1])))
        elif match := _REFERENCE.match(line):
            self.found.references[" ".join(match[1].lower().split())] = match[2]
            self.found.ignored.append(Ignored(number, number, "definition of a link"))
        elif _RULE.fullmatch("".join(line.split())):
            self._rule(number, line)
        elif line.count("|") >= 1 and (
            line.lstrip().startswith("|") or self.headers or self._is_header(number)
        ):
            self._table(number, line)
        elif match := _ITEM.match(line):
            self._start(Block("item", number, number, match[2], len(match[1])))
        else:
            self._text(number, line)
        self.is_after_blank = False

    def _is_header(self, number: int) -> bool:
        following = self.lines[number] if number < len(self.lines) else ""
        return "|" in following and bool(_SEPARATOR.fullmatch("".join(following.split())))

    def _rule(self, number: int, line: str) -> None:
        """An underline makes a heading of the paragraph above it; other rules end what they follow."""  # noqa: E501
        above = self.current
        is_heading = (
            above
            and above.kind == "paragraph"
            and not self.is_after_blank
            and above.line == above.last
            and re.fullmatch(r"\s*(?:=+|-+)\s*", line)
        )
        if is_heading and above and "](" not in above.text:
            above.kind, above.level, above.last = "heading", 1 if "=" in line else 2, number
        self._end()

    def _table(self, number: int, line: str) -> None:
        if _SEPARATOR.fullmatch("".join(line.split())):
            return
        cells = tuple(cell.strip() for cell in _cells(line))
        if self._is_header(number):
            self.headers = cells
            self._end()
            self.found.ignored.append(Ignored(number, number + 1, "head of a table"))
            return
        if not self.headers and self.current and self.current.kind == "row":
            pass
        self._start(Block("row", number, number, BREAK.join(cells), 0, cells, self.headers))
        headers = self.headers
        self._end()
        self.headers = headers

    def _text(self, number: int, line: str) -> None:
        """The next line of what is open, or a new paragraph."""
        current, indent = self.current, len(line) - len(line.lstrip())
        belongs = current is not None and (
            not self.is_after_blank or (current.kind == "item" and indent > current.level)
        ) and current.kind in ("item", "paragraph")  # fmt: skip
        if belongs and current and len(current.text) + len(line) > MAX_LINE:
            self.found.ignored.append(
                Ignored(number, number, "text of more than 20,000 characters")
            )
        elif belongs and current and not (
            current.kind == "paragraph" and (_begins(line) or self._begins_another(number, line))
        ):  # fmt: skip
            joint = " " if _goes_on(current.text[-40:], line) or _is_open(current.text) else BREAK
            current.text += f"{joint}{line.strip()}"
            current.last = number
        else:
            self._start(Block("paragraph", number, number, line.strip(), indent))

    def _begins_another(self, number: int, line: str) -> bool:
        """Whether a line behind a hard break is an entry as the lines before it are."""
        above = self.current.text.split(BREAK)[-1] if self.current else ""
        return self.is_broken[number - 2] and _is_titled_line(above) and _is_titled_line(line)

    def _start(self, block: Block) -> None:
        self._end()
        if block.kind != "row":
            self.headers = ()
        self.current = block
        self.found.blocks.append(block)

    def _end(self) -> None:
        self.current = None


def _goes_on(text: str, line: str) -> bool:
    """Whether a line goes on within the sentence of the one before: it was wrapped."""
    return bool(
        re.match(r"\s*[a-z(]", line)
        or re.search(r"(?:[,:&-]|\b(?:of|for|in|and|the|an?|to|with|on|from|by|via|is|are))$", text)
    ) and not text.endswith(BREAK)  # fmt: skip


def _is_titled_line(line: str) -> bool:
    """Whether a line has words before a link that is only a label: "Bees Count to Four [Paper](...)"."""  # noqa: E501
    match = re.match(r"([^\[\]]{12,400})\[{1,2}[^\[\]]{1,30}\]\(", line)
    return bool(match and len(match[1].split()) > 2)


def _is_open(text: str) -> bool:
    """Whether bold words go on in the next line."""
    last = text.rpartition(BREAK)[2]
    return last.count("**") % 2 == 1 and not last.endswith("**")


def _begins(line: str) -> bool:
    """Whether a line of a paragraph begins an entry of its own: a title that is a link."""
    match = re.match(r"\s*(?:\*\*[^*]{1,200}\*\*:?\s*)?\[([^\[\]!]{12,400})\]\(", line)
    return bool(match and " " in match[1])


def _cells(line: str) -> list[str]:
    """The cells of a row; a bar behind a backslash is none."""
    line = line.strip().removeprefix("|").removesuffix("|")
    return re.split(r"(?<!\\)\|", line)
