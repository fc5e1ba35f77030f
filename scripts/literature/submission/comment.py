"""The one comment below a submission: Markdown in which no one else's text has a meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from ..model import Entry
from ..render import bibtex
from ..render.edition import short_authors
from ..render.entry_yaml import render_entry
from ..render.site_facts import Site
from ..taxonomy import Taxonomy
from ..text import UNSAFE, count_of
from .body import Finding
from .complete import Row
from .match import Likeness

MAX_COMMENT: Final = 60_000  # characters; GitHub refuses more than 65,536
_MAX_CELL: Final = 300
_MAX_FENCE: Final = 8_000


def code(text: str, limit: int = _MAX_CELL) -> str:
    """Anybody's text in one line: no Markdown, HTML, mention, reference or link comes of it.

    GitHub looks for mentions and references in text, and not inside code. Every character that
    Markdown could obey is written as a number, which also keeps it inside a table's cell.
    """
    line = " ".join(UNSAFE.sub("?", text.replace("\t", " ")).split())
    if not line:
        return ""
    if len(line) > limit:
        line = line[: limit - 1] + "…"
    return "<code>" + re.sub(r"[^\w \u0080-\U0010ffff]|_", _numbered, line) + "</code>"


def _numbered(character: re.Match[str]) -> str:
    return f"&#{ord(character[0])};"


def fenced(text: str, language: str = "text") -> str:
    """Anybody's text as it stands, in a fence longer than any inside."""
    text = UNSAFE.sub("?", text)
    if len(text) > _MAX_FENCE:
        text = text[:_MAX_FENCE] + "\n…"
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(4, longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def table(rows: Sequence[Row]) -> str:
    """Field by field: what was given, what a register says, what is stored."""
    lines = ["| Field | Given | Source says | Stored |", "|---|---|---|---|"]
    for row in rows:
        mark = " ⚠" if row.differs else ""
        cells = (code(row.given), code(row.source) + mark, code(row.stored))
        lines.append(f"| {row.field} | {' | '.join(cells)} |")
    return "\n".join(lines)


def problems(findings: Iterable[Finding]) -> str:
    """One line for each; our own words, quotations as code."""
    return "\n".join(f"- {f'**{name}**: ' if name else ''}{_sentence(it)}" for name, it in findings)


def _sentence(message: str) -> str:
    """A message in which what is quoted from the input is code, and the rest is inert."""
    parts = re.split(r"('(?:[^']|'(?=\w))*')", message)
    return "".join(
        code(part[1:-1]) if part.startswith("'") and len(part) > 2 else inert(part)
        for part in parts
    )


def inert(text: str) -> str:
    """A sentence of ours, safe even where a word of the input has come into it."""
    line = " ".join(UNSAFE.sub("?", text).split(" "))
    line = re.sub(r"[\\`*_{}\[\]<>#|~&]", _numbered, line.replace("\n", " "))
    return re.sub(r"@(?=\w)", "<span>@</span>", re.sub(r"(https?)://", r"\1&#58;//", line))


def link_target(url: str) -> str:
    """An address that ends neither a link nor a cell."""
    return url.replace("(", "%28").replace(")", "%29").replace("|", "%7C").replace(" ", "%20")


def entry_link(site: Site, key: str) -> str:
    return f"[{key}]({site.entry_url(key)})"


def preview(entry: Entry, taxonomy: Taxonomy) -> str:
    """The card, the file and the BibTeX record, folded up."""
    parts = [
        ("How it will look", fenced(_card(entry, taxonomy))),
        (f"The file entries/{entry.key}.yaml", fenced(render_entry(entry, taxonomy), "yaml")),
        ("BibTeX", fenced(bibtex.render_record(entry, taxonomy, "bibtex"), "bibtex")),
    ]
    return "\n\n".join(
        f"<details><summary>{heading}</summary>\n\n{text}\n\n</details>" for heading, text in parts
    )


def _card(entry: Entry, taxonomy: Taxonomy) -> str:
    venue = taxonomy.term("venue", entry.venue).label if entry.venue else ""
    where = f"{venue} {entry.venue_year}".strip() if venue else entry.published.words
    labels = [
        taxonomy.term(name, term_id).label
        for name, field in taxonomy.fields.items()
        if not field.is_single
        for term_id in entry.terms.get(name, ())
    ]
    lines = [entry.title, short_authors(entry), where, "", entry.summary, "", " · ".join(labels)]
    links = " · ".join(link.label for link in entry.links)
    return "\n".join([*lines, links])


def likeness(found: Likeness, site: Site) -> str:
    """Which work is there already, and what says so."""
    where = f"in #{found.issue}, which is open" if found.issue else entry_link(
        site, found.entry.key)  # fmt: skip
    return f"{code(found.entry.title)} is {where}: {found.reason}."


_DECIDES: Final = (
    "A maintainer of this repository reads it and decides, often within days. "
    "If nothing has happened after two weeks, write a comment here."
)
REPAIR: Final = (
    "**Edit the issue above** (three dots, *Edit*) and this comment will be brought up to date. "
    "Nothing is lost: the issue stays as you wrote it."
)


CHANGE: Final = (
    "To change something, edit the issue above: the pull request and this comment will follow."
)


def render_comment(head: str, sections: Iterable[tuple[str, str]], next_step: str = REPAIR) -> str:
    """The whole comment; a text that grows too long loses its last sections."""
    closing = f"{next_step}\n\n{_DECIDES}"
    body = [head]
    room = MAX_COMMENT - len(head) - len(closing)
    for heading, text in sections:
        part = f"#### {heading}\n\n{text}" if heading else text
        if not text:
            continue
        if len(part) > room:
            body.append("The rest is too long to show here.")
            break
        body.append(part)
        room -= len(part)
    return "\n\n".join([*body, closing])


def remarks(sentences: Iterable[str]) -> str:
    return "\n".join(f"- {_sentence(sentence)}" for sentence in sentences)


def needs(missing: Sequence[str]) -> str:
    """What a person must still supply."""
    names = ", ".join(f"**{name}**" for name in missing)
    said = f"{count_of(len(missing), 'field is', 'fields are')} still open: {names}."
    return f"{said} {_DATE}" if "published" in missing else said


_DATE: Final = (
    "No question asks for the date; write it below *Record*, like `published: 2025-03`, in the "
    "place of the words that stand there."
)
