"""RIS, the format that every reference manager reads.

RIS has no type for preprints. UNPB (unpublished work) is the nearest: EndNote, Zotero, JabRef and
rispy all know it, whereas JOUR makes a journal article without a journal and GEN loses the date in
some programs. M3, DB and AN say that it is a preprint, where, and under which number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from ..model import Entry, Name, PartialDate
from ..taxonomy import Taxonomy
from .csl import WorkType, cited_doi, cited_url, issued, keywords, page_range, venue_of, work_type
from .site_facts import Site

TYPES: Final[Mapping[WorkType, str]] = {
    "article": "UNPB",
    "article-journal": "JOUR",
    "paper-conference": "CONF",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "software": "COMP",
}


def render_ris_record(entry: Entry, taxonomy: Taxonomy, site: Site) -> str:
    """One record, from its TY line to its ER line.

    There is no AB or N2: our summary is not the work's abstract, so it stands in a note (N1) that
    names its source. There is no L1: programs would fetch hundreds of PDFs on import.
    """
    lines = [
        f"{tag}  - {text}" for tag, value in _tags(entry, taxonomy, site) if (text := _line(value))
    ]
    return "\n".join([*lines, "ER  - \n"])


def render_ris(records: Iterable[str]) -> str:
    """A file of records with an empty line between them."""
    return "\n".join(records)


def _tags(entry: Entry, taxonomy: Taxonomy, site: Site) -> Iterator[tuple[str, str]]:
    kind = work_type(entry, taxonomy)
    venue = venue_of(entry, taxonomy)
    when = issued(entry)
    first, last = page_range(entry.pages)
    yield "TY", TYPES[kind]
    yield "ID", entry.key
    yield from (("AU", _author(name)) for name in entry.authors)
    yield "TI", entry.title
    yield "T2", venue.full_name if venue else ""
    yield "J2", venue.label if venue and kind == "article-journal" else ""
    yield "PY", f"{when.year:04d}"
    yield "DA", _date(when)
    yield "VL", entry.volume
    yield "IS", entry.number
    yield "SP", first
    yield "EP", last
    yield "DO", cited_doi(entry, kind)
    yield "M3", "Preprint" if kind == "article" else ""
    yield "DB", "arXiv" if entry.arxiv else ""
    yield "AN", f"arXiv:{entry.arxiv}" if entry.arxiv else ""
    # Readers split UR and KW at semicolons.
    yield "UR", cited_url(entry, kind).replace(";", "%3B")
    yield from (("KW", label.replace(";", ",")) for label in keywords(entry, taxonomy))
    yield "N1", f"Track: {entry.track}" if entry.track else ""
    summary = f"Summary by {site.name}, {site.entry_url(entry.key)}: {entry.summary}"
    yield "N1", summary if entry.summary else ""


def _author(name: Name) -> str:
    """RIS puts the suffix last. A comma in a group's name would make a given name of its rest."""
    if name.is_group:
        return name.family.replace(",", "")
    return ", ".join(part for part in (name.family, name.given, name.suffix) if part)


def _date(when: PartialDate) -> str:
    """YYYY/MM/DD/ with unknown parts empty; nothing for a bare year, which PY has."""
    day = f"{when.day:02d}" if when.day else ""
    return f"{when.year:04d}/{when.month:02d}/{day}/" if when.month else ""


def _line(value: str) -> str:
    """One line with single blanks: no value can start a tag or hold two blanks and a hyphen."""
    return " ".join(value.split())
