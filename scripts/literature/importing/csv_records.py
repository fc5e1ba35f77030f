"""CSV -> records: Zotero's export, our own table, and tables whose head names title and authors."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from typing import Final

from ..sources.names import authors_of
from ..text import shown
from .bibtex_names import family_before_initials, read_authors, read_name
from .csl import _leads
from .dates import date_in
from .found import MAX_RECORDS, Found, Ignored, Reading, Remark, too_many
from .record import Parts, found_of, year_and_month

_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "key": ("key", "citation key", "bibtex key", "id"),
    "title": ("title", "document title", "article title", "name", "paper", "paper title", "titel",
              "titre", "título", "titolo", "标题", "论文"),
    "authors": ("author", "authors", "author full names", "author(s)", "autor", "autoren",
                "auteur", "auteurs", "autores", "autori", "作者"),
    "date": ("published", "date", "publication date", "first published", "datum"),
    "year": ("publication year", "year", "py", "jahr", "année", "año", "anno", "年份"),
    "venue": ("venue_label", "publication title", "conference name", "journal", "source title",
              "booktitle", "proceedings title", "venue", "conference", "journal title",
              "publication", "zeitschrift", "revue", "revista", "会议", "期刊"),
    "venue_year": ("venue_year",),
    "track": ("track",),
    "volume": ("volume",), "number": ("issue", "number"), "pages": ("pages",),
    "doi": ("doi",), "url": ("url", "link", "landing", "paper url", "paper link", "pdf"), "arxiv": ("arxiv", "arxiv id", "archive location", "archive id"),  # noqa: E501
    "extra": ("extra",), "openreview": ("openreview",), "anthology": ("anthology",),
    "words": ("manual tags", "automatic tags", "tags", "keywords", "author keywords"),
    "type": ("item type", "type", "document type"),
    "code": ("code", "github", "repository", "code url", "code link", "repo"),
}  # fmt: skip
_WORKS: Final = {"computerprogram": "software", "software": "software", "blogpost": "post",
                 "webpage": "post", "report": "report"}  # fmt: skip


def read_csv(text: str) -> Reading:
    """One record per row below the head."""
    head_line = text.lstrip("\n").partition("\n")[0]
    comma = max(",;\t", key=head_line.count)
    csv.field_size_limit(1_000_000)
    rows = csv.reader(io.StringIO(text), delimiter=comma, strict=False)
    found: list[Found] = []
    ignored: list[Ignored] = []
    columns: dict[str, list[int]] = {}
    line = 1
    while True:
        start = line
        if len(found) >= MAX_RECORDS:
            found.append(too_many(start))
            break
        try:
            row = next(rows, None)
        except csv.Error as error:
            found.append(Found(start, f"line {start}", refusal=f"is not readable as CSV: {error}"))
            line = rows.line_num + 1
            continue
        if row is None:
            break
        line = rows.line_num + 1
        if not any(cell.strip() for cell in row):
            continue
        if not columns:
            columns = _columns(row)
            ignored.append(Ignored(start, line - 1, "head of the table"))
        else:
            found.append(_found(row, columns, start))
    return Reading("CSV", tuple(found), tuple(ignored))


def _columns(head: list[str]) -> dict[str, list[int]]:
    names = [re.sub(r"\s+", " ", cell.strip("\ufeff \"'").lower()) for cell in head]
    return {role: [names.index(it) for it in spellings if it in names]
            for role, spellings in _COLUMNS.items()} | {
        "labels": [at for at, it in enumerate(names) if it.endswith("_label") and it != "venue_label"]  # noqa: E501
    }  # fmt: skip


def columns_named(head: str) -> int:
    """How many columns that we know the first line of a table names."""
    comma = max(",;\t", key=head.count)
    return sum(bool(places) for places in _columns(head.split(comma)).values())


def _people_in(cell: str) -> list[str]:
    """The names in a cell: between semicolons, or between commas where each is a whole name."""
    parts = [part.strip() for part in cell.split(";") if part.strip()]
    if len(parts) != 1:
        return parts
    by_comma = [part.strip() for part in cell.split(",") if part.strip()]
    is_full = len(by_comma) > 1 and all(re.search(r"\w\s+\w", part) for part in by_comma)
    return family_before_initials(cell) or (by_comma if is_full and "{" not in cell else parts)


def _found(row: list[str], columns: Mapping[str, list[int]], line: int) -> Found:
    def cells(role: str) -> list[str]:
        values = [row[at].strip() for at in columns[role] if at < len(row)]
        return [
            value.removeprefix("'") if value[1:2] in "=+-@" else value for value in values if value
        ]

    first = {role: (cells(role) or [""])[0] for role in _COLUMNS}
    remarks: list[Remark] = []
    parts = _people_in(first["authors"])
    if len(parts) > 1 or first["authors"].count(",") == 1 or first["authors"].startswith("{"):
        names = [read_name(part) for part in parts]
        remarks += [Remark(line, "authors", f"'{shown(part, 60)}' is no name; left out")
                    for part, name in zip(parts, names, strict=True) if name is None]  # fmt: skip
        people = authors_of(names)
    else:
        people = read_authors(first["authors"]).names
    when = year_and_month(first["date"]) or date_in(first["date"]) or year_and_month(first["year"])
    venue_date = year_and_month(first["venue_year"])
    if when is None and (first["date"] or first["year"]):
        remarks.append(
            Remark(line, "dates", f"'{shown(first['date'] or first['year'], 40)}' is no date")
        )
    kind = re.sub(r"\W", "", first["type"].lower())
    venue = "" if re.search(r"(?i)^arxiv|^corr\b|preprint", first["venue"]) else first["venue"]
    words = [
        word
        for value in (*cells("labels"), *cells("words"))
        for word in re.split(r"[;|]|, ", value)
    ]
    ids = [f"arXiv:{re.sub('(?i)^arxiv[:.]?', '', value)}" for value in cells("arxiv")]
    ids += [f"openreview:{first['openreview']}"] if first["openreview"] else []
    return found_of(
        Parts(
            line, first["key"], first["title"], people, venue_date or when, when, venue,
            first["track"], first["volume"], first["number"], first["pages"], first["doi"],
            (*ids, first["anthology"], *_leads([first["extra"]]), first["url"]), tuple(words),
            _WORKS.get(kind, ""), code=first["code"],
        ), remarks,
    )  # fmt: skip
