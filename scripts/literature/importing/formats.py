"""Which format a text is, by what it holds, and the reader of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from .bibtex import read_bibtex
from .csl import read_csl
from .csv_records import columns_named, read_csv
from .found import Reading
from .id_lines import read_ids
from .markdown import read_markdown
from .ris import read_ris

Reader = Callable[[str], Reading]
READERS: Final[Mapping[str, Reader]] = {
    "bibtex": read_bibtex, "ris": read_ris, "csl": read_csl, "csv": read_csv, "ids": read_ids,
    "markdown": read_markdown,
}  # fmt: skip


def format_of(text: str) -> str:
    """One of READERS; empty when nothing in the text tells."""
    head = text[:200_000]
    start = head.lstrip()[:1]
    if start in ("[", "{") and re.match(r'\s*[\[{]\s*(?:[\[{]\s*)?(?:"|[\]}])', head):
        return "csl"
    if re.search(r"^TY  ?- ?\S", head, re.MULTILINE):
        return "ris"
    first_line = head.lstrip("\n").partition("\n")[0]
    if re.match(r'"?(?:Key|key)"?[,;\t]"?(?:Item Type|page|title)', first_line) or (
        len(re.findall(r'"?\b(?:title|author|authors|doi|year|publication year|url)\b"?\s*(?:[,;\t]|$)',  # noqa: E501
                       first_line, re.IGNORECASE)) >= 2 and "|" not in first_line
    ) or (columns_named(first_line) >= 2 and not re.search(r"[|\[(]", first_line)):  # fmt: skip
        return "csv"
    prose = re.sub(r"(?m)^[^\S\n]*```[\s\S]*?(?:^[^\S\n]*```|\Z)", "", head)
    records = len(re.findall(r"^[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(]", prose, re.MULTILINE))
    links = len(re.findall(r"\]\(|<a |^[^\S\n]*[-*+] |^#{1,6} |^\|", prose, re.MULTILINE))
    if records and records * 3 >= links:
        return "bibtex"
    lines = [line.strip() for line in head.split("\n") if line.strip()]
    lone = [line for line in lines if is_lone(line)]
    if lines and len(lone) * 2 > len(lines):
        return "ids"
    return "markdown" if links or lines else ""


_LONE: Final = re.compile(
    r"(?i)(?:[-*+] )?<?(?:(?:arxiv|doi|openreview)\s*[:.]\s*\S+|https?://\S+|10\.[0-9]{4,9}/\S+"
    r"|[0-9]{4}\.[0-9]{4,5}(?:v[0-9]+)?|[a-z-]+(?:\.[A-Z]{2})?/[0-9]{7}(?:v[0-9]+)?"
    r"|[0-9]{4}\.[a-z0-9_]+-[a-z0-9]+\.[0-9]+|[a-z0-9.-]+\.[a-z]{2,6}/\S+)>?[,;]?(?:\s*(?:#|%|//).*)?"
)


def is_lone(line: str) -> bool:
    """Whether a line is one identifier or address, or a comment."""
    return bool(_LONE.fullmatch(line) or line.startswith(("# ", "% ", "//")))
