"""arXiv: its own preprints, in Atom. https://info.arxiv.org/help/api/user-manual.html"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers.expat import ExpatError, ParserCreate

from ..model import arxiv_url
from . import cleaning
from .names import authors_of, printed_name
from .record import Record

SOURCE: Final = "arXiv"
_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_ARXIV: Final = "{http://arxiv.org/schemas/atom}"


def read_arxiv(answer: object) -> Record | None:
    """The record in an answer to /api/query?id_list=<id>; None when there is no work in it.

    What arXiv says of a wrong id comes as an entry as well, with the title "Error".
    """
    feed = read_xml(answer)
    entry = None if feed is None else feed.find(f"{_ATOM}entry")
    return None if entry is None else _record(entry)


def read_arxiv_list(answer: object) -> list[tuple[Record, str]] | None:
    """The records of a search and the abstract of each; None for what is no feed."""
    feed = read_xml(answer)
    if feed is None or feed.tag != f"{_ATOM}feed":
        return None
    found = [(_record(entry), _text(entry, f"{_ATOM}summary"))
             for entry in feed.iterfind(f"{_ATOM}entry")]  # fmt: skip
    return [(record, abstract) for record, abstract in found if record]


def _record(entry: Element) -> Record | None:
    arxiv = cleaning.arxiv_of(_text(entry, f"{_ATOM}id"))
    title = cleaning.title_of(_text(entry, f"{_ATOM}title"))
    if not arxiv or not title:
        return None
    comment = cleaning.plain(_text(entry, f"{_ARXIV}comment"), cleaning.MAX_RAW)
    reference = cleaning.plain(_text(entry, f"{_ARXIV}journal_ref"))
    abstract = cleaning.plain(_text(entry, f"{_ATOM}summary"), cleaning.MAX_RAW)
    return Record(
        source=SOURCE,
        page=arxiv_url(arxiv),
        title=title,
        authors=authors_of(map(printed_name, _authors(entry))),
        published=cleaning.date_of(_text(entry, f"{_ATOM}published")),
        arxiv=arxiv,
        doi=cleaning.doi_of(_text(entry, f"{_ARXIV}doi").partition(" ")[0]),
        venue=reference,
        venue_year=cleaning.year_in(reference),
        code=cleaning.code_in(comment, abstract),
        is_withdrawn=cleaning.says_withdrawn(comment) or cleaning.says_withdrawn(abstract),
    )


def _text(element: Element, name: str) -> str:
    return (element.findtext(name) or "")[: cleaning.MAX_RAW + 1].strip()


def _authors(entry: Element) -> Iterator[str]:
    for author in entry.iterfind(f"{_ATOM}author"):
        yield _text(author, f"{_ATOM}name")


class _Refused(Exception):
    """XML with a document type: it may hold entities that grow without bound, or name files."""


def read_xml(answer: object) -> Element | None:
    """The root element, names as {namespace}name; None for what is not XML, or not harmless."""
    if not isinstance(answer, bytes | str):
        return None
    parser = ParserCreate(namespace_separator="}")
    builder = TreeBuilder()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda name, values: builder.start(_braced(name), values)
    parser.EndElementHandler = lambda name: builder.end(_braced(name))
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(answer, True)
        root = builder.close()
    except (ExpatError, _Refused, UnicodeError, ValueError):
        return None
    return root


def _braced(name: str) -> str:
    return f"{{{name}" if "}" in name else name


def _refuse(*_: object) -> None:
    raise _Refused
