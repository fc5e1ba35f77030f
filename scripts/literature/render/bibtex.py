"""BibTeX: one record of an entry, a whole bibliography, and its comparison with the entries.

Two dialects: "bibtex" for classic BibTeX and its styles (ASCII), "biblatex" for biber (UTF-8);
`latex` says what they do to characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from ..model import Entry, Name, doi_url
from ..taxonomy import Taxonomy, Term
from ..text import ascii_fold
from .latex import Dialect, decode, encode, encode_title, in_braces

__all__ = [
    "Dialect", "check_bibliography", "reads_back", "render_bibliography", "render_record",
]  # fmt: skip

_Field = tuple[str, str]  # name, value with its delimiters

_MONTHS: Final = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
_NO_VENUE: Final = Term("", "")
# Type of work -> how it was published, where nothing else says so.
_HOW_PUBLISHED: Final = {
    "software": "Computer software", "post": "Blog post", "report": "Technical report",
}  # fmt: skip


def render_record(entry: Entry, taxonomy: Taxonomy, dialect: Dialect) -> str:
    """The record of an entry, without a final line break: always the same fields in one order.

    The type follows from the venue: @inproceedings, @article, or @misc (biblatex: @online) for
    what has none. A work with a venue is cited as published there: year and DOI are the venue's,
    the arXiv id is kept as eprint. Without one the date is that of the first version.
    """
    venue_id = entry.venue
    venue = taxonomy.term("venue", venue_id) if venue_id else _NO_VENUE
    work = _work(entry, taxonomy)
    fields = [
        ("title", f"{{{encode_title(entry.title, dialect, entry.nickname)}}}"),
        ("author", f"{{{' and '.join([_name(name, dialect) for name in entry.authors])}}}"),
        *_container(entry, venue, work, dialect),
        *_date(entry, venue, dialect),
        *_identifiers(entry, venue, dialect),
    ]
    lines = "".join([f"  {name} = {value},\n" for name, value in fields])
    return f"@{_record_type(entry, venue, work, dialect)}{{{entry.key},\n{lines}}}"


def render_bibliography(blocks: Iterable[str], heading: str) -> str:
    """A whole file: the heading as a comment, then the records, one blank line between.

    Classic BibTeX knows no comments, it skips what is outside records; so that nothing in the
    heading starts one, "@" is written "(at)".
    """
    lines = ascii_fold(heading).replace("@", "(at)").splitlines()
    comment = "\n".join([f"% {line}".rstrip() for line in lines])
    return "\n\n".join([comment, *blocks]) + "\n"


def reads_back(record: str, entry: Entry, dialect: Dialect) -> bool:
    """Whether a record is surely read back as the entry, by check_bibliography's measure.

    Ten times quicker than the parser. It knows records of the usual form alone: a field per line,
    values in balanced braces. False may only mean that the parser should have a look.
    """
    usual = _USUAL_RECORD.fullmatch(record)
    if not usual or usual[1] != entry.key or (dialect == "bibtex" and not record.isascii()):
        return False
    names = _USUAL_NAME_OF_FIELD.findall(usual[2])
    values: dict[str, str] = dict(_USUAL_FIELD.findall(usual[2]))
    return len(set(names)) == len(names) and not any(_differences(entry, values, _year(entry)))


# To four levels of braces, as macros have them. Not known: a brace after a backslash, which the
# parser takes for no brace, and "@", which could start an entry.
def _braced(depth: int) -> str:
    inner = rf"|\{{{_braced(depth - 1)}\}}" if depth else ""
    return rf"(?:[^{{}}\\@\n]++|\\[^{{}}\\@\n]{inner})*+"


_BRACED: Final = _braced(4)
_USUAL_FIELD: Final = re.compile(rf"  ([A-Za-z]+) = \{{({_BRACED})\}},\n")
_USUAL_NAME_OF_FIELD: Final = re.compile(r"^  ([A-Za-z]+) = ", re.MULTILINE)
_USUAL_RECORD: Final = re.compile(
    rf"@[a-z]+\{{([a-z0-9]+),\n((?:  (?:[A-Za-z]+ = \{{{_BRACED}\}}|month = [a-z]{{3}}),\n)+)\}}"
)


def check_bibliography(text: str, entries: Iterable[Entry], dialect: Dialect) -> Iterator[str]:
    """Reads a whole file back and tells each difference to the entries it was made from.

    Compared are the keys in their order and, decoded from LaTeX, titles, authors and years.
    Nothing but records may be in the file.
    """
    # Slow to import, and few builds need it.
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.middlewares import RemoveEnclosingMiddleware

    if dialect == "bibtex" and not text.isascii():
        yield "the file is not pure ASCII; classic BibTeX needs that"
    library = parse_string(text, parse_stack=[RemoveEnclosingMiddleware()])
    for block in library.failed_blocks:
        line = (block.start_line or 0) + 1
        yield f"line {line}: not readable as BibTeX: {block.error}"
    if library.strings or library.preambles:
        count = len(library.strings) + len(library.preambles)
        yield f"{count} @string or @preamble blocks; the file must have none"
    expected = {entry.key: entry for entry in entries}
    found = [record.key for record in library.entries]
    if found != list(expected):
        yield _difference_of_keys(found, list(expected))
    for record in library.entries:
        entry = expected.get(record.key)
        if entry:
            values = {field.key: field.value for field in record.fields}
            yield from _differences(entry, values, _year(entry))


# Where and how it was published


def _work(entry: Entry, taxonomy: Taxonomy) -> str:
    """The type of the work's kind; whatever has a manuscript is cited as that, an article."""
    if entry.arxiv or entry.openreview or entry.anthology or not entry.kind:
        return "article"
    return taxonomy.term("kind", entry.kind).type


def _record_type(entry: Entry, venue: Term, work: str, dialect: Dialect) -> str:
    if venue.bibtex in ("article", "inproceedings"):
        return venue.bibtex
    if dialect == "bibtex":
        return "misc"
    if work in ("article", "post") and entry.landing:
        return "online"
    return "software" if work == "software" else "misc"


def _container(entry: Entry, venue: Term, work: str, dialect: Dialect) -> list[_Field]:
    if venue.bibtex == "inproceedings":
        return [("booktitle", _plain(_with_track(venue.full_name, entry.track), dialect)),
                *_issue(entry, venue, dialect)]  # fmt: skip
    if venue.bibtex == "article":
        name = "journal" if dialect == "bibtex" else "journaltitle"
        note = [("note", _plain(entry.track, dialect))] if entry.track else []
        return [(name, _plain(venue.full_name, dialect)), *_issue(entry, venue, dialect), *note]
    record_type = _record_type(entry, venue, work, dialect)
    if venue.bibtex:
        name = "organization" if record_type == "online" else "howpublished"
        return [(name, _plain(_with_track(venue.full_name, entry.track), dialect))]
    how = _HOW_PUBLISHED.get(work, "") if record_type == "misc" else ""
    return [("howpublished", _plain(how, dialect))] if how else []


def _with_track(venue: str, track: str) -> str:
    """ "European Conference on Computer Vision: Workshop on Walls"; a comma after a colon."""
    if not track:
        return venue
    return f"{venue}, {track}" if ":" in venue else f"{venue}: {track}"


def _issue(entry: Entry, venue: Term, dialect: Dialect) -> Iterator[_Field]:
    """Volume, number and pages.

    Classic styles want a `number` only beside the volume of a journal and warn otherwise; then it
    is called `issue`, which they do not know.
    """
    if entry.volume:
        yield "volume", _plain(entry.volume, dialect)
    if entry.number:
        is_usual = dialect == "biblatex" or (venue.bibtex == "article" and entry.volume)
        yield "number" if is_usual else "issue", _plain(entry.number, dialect)
    if entry.pages:
        yield "pages", f"{{{entry.pages.replace('-', '--')}}}"


# When


def _date(entry: Entry, venue: Term, dialect: Dialect) -> list[_Field]:
    year = _year(entry)
    # The month of first publication is no month of the proceedings.
    is_first = year == entry.year and venue.bibtex not in ("article", "inproceedings")
    if dialect == "biblatex":
        return [("date", f"{{{entry.published if is_first else f'{year:04d}'}}}")]
    month = [("month", _MONTHS[entry.published.month - 1])]
    return [("year", f"{{{year:04d}}}"), *(month if is_first and entry.published.month else [])]


def _year(entry: Entry) -> int:
    return (entry.venue_year if entry.venue else 0) or entry.year


# Where to find it


def _identifiers(entry: Entry, venue: Term, dialect: Dialect) -> Iterator[_Field]:
    is_published = bool(entry.doi or venue.bibtex in ("article", "inproceedings"))
    doi = entry.doi if is_published else entry.arxiv_doi
    if doi:
        yield "doi", f"{{{_bare(doi)}}}"
    if entry.arxiv:
        yield "eprint", f"{{{entry.arxiv}}}"
        yield ("archivePrefix", "{arXiv}") if dialect == "bibtex" else ("eprinttype", "{arxiv}")
    url = _address(entry, is_published)
    # Styles of biblatex print the links of a DOI and an eprint themselves.
    if url and (dialect == "bibtex" or not url.startswith(_LINKED)):
        yield "url", f"{{{_bare_url(url)}}}"


_LINKED = ("https://doi.org/", "https://arxiv.org/abs/")


def _address(entry: Entry, is_published: bool) -> str:
    """Of a published work the publisher's page, of any other the best there is."""
    if not is_published:
        return entry.landing
    if entry.anthology:
        return f"https://aclanthology.org/{entry.anthology}/"
    if entry.openreview:
        return f"https://openreview.net/forum?id={entry.openreview}"
    return entry.url or (doi_url(entry.doi) if entry.doi else entry.landing)


def _bare(doi: str) -> str:
    """A DOI as it is; a character that ends a value or a line of TeX as its address has it."""
    return _NOT_IN_DOI.sub(lambda match: quote(match[0], safe=""), doi)


def _bare_url(url: str) -> str:
    """An address as it is; what no address may have, percent-encoded (RFC 3986, 2.1)."""
    return _NOT_IN_URL.sub(lambda match: quote(match[0], safe=""), url)


_NOT_IN_DOI = re.compile(r"[^!-$&-\[\]-z|~]")
_NOT_IN_URL = re.compile(r"""[^!#-;=?-\[\]_a-z~]""")


# Text and names


@lru_cache(4096)
def _plain(text: str, dialect: Dialect) -> str:
    return f"{{{encode(text, dialect)}}}"


@lru_cache(100_000)
def _name(name: Name, dialect: Dialect) -> str:
    """One author as BibTeX reads names: "von Last, Jr, First", a group in braces."""
    if name.given and not (name.suffix or name.is_group):
        usual = f"{name.family}, {name.given}"
        if _USUAL_NAME.fullmatch(usual):
            return usual
    if name.is_group:
        return in_braces(encode(name.family, dialect))
    if not (name.given or name.suffix):
        return _name_part(name.family, dialect, _NOT_ALONE)
    is_turned = bool(_LATE_PARTICLE.search(name.family))
    family = (
        in_braces(encode(name.family, dialect))
        if is_turned
        else _name_part(name.family, dialect, _NOT_IN_PART)
    )
    parts = [family, *([_name_part(name.suffix, dialect, _NOT_IN_PART)] if name.suffix else [])]
    return ", ".join([*parts, _name_part(name.given, dialect, _NOT_IN_PART)])


def _name_part(part: str, dialect: Dialect, trouble: re.Pattern[str]) -> str:
    value = encode(part, dialect)
    return in_braces(value) if trouble.search(part) else value


_USUAL_NAME = re.compile(r"(?!.*\b(?i:and|others)\b)[A-Za-z]+, [A-Z][a-z]+(?:[ -][A-Z][a-z]*\.?)?")
# What BibTeX would split, or biber read as "family=..."; "others" means "et al.".
_NOT_IN_PART = re.compile(r"[,={}\"]|\band\b|^\s*(?:others\s*)?$", re.IGNORECASE)
_NOT_ALONE = re.compile(rf"\s|{_NOT_IN_PART.pattern}", re.IGNORECASE)
# BibTeX takes all before the last lower-case word for particles: "Ramón y" of "Ramón y Cajal".
_LATE_PARTICLE = re.compile(r"^[^\Wa-z]\S*(?: \S+)* [a-z]")


# Reading back


def _difference_of_keys(found: list[str], expected: list[str]) -> str:
    missing = sorted(set(expected) - set(found))
    extra = sorted(set(found) - set(expected))
    if missing or extra:
        return (f"{len(found)} records for {len(expected)} entries; "
                f"missing: {_few(missing)}; not expected: {_few(extra)}")  # fmt: skip
    return "the records are not in the order of the entries, or one stands there twice"


def _few(keys: list[str]) -> str:
    shown = ", ".join(keys[:5]) or "none"
    return f"{shown} and {len(keys) - 5} more" if len(keys) > 5 else shown


def _differences(entry: Entry, values: dict[str, str], year: int) -> Iterator[str]:
    title = decode(values.get("title", ""))
    if title != entry.title:
        yield f"{entry.key}: title reads back as {title!r}; the entry has {entry.title!r}"
    authors = _read_names(values.get("author", ""))
    expected = [(name.family, name.suffix, name.given) for name in entry.authors]
    if authors != expected:
        yield f"{entry.key}: authors read back as {authors}; the entry has {expected}"
    found = values.get("year") or values.get("date", "")[:4]
    if found != f"{year:04d}":
        yield f"{entry.key}: year reads back as '{found}'; the entry has {year}"


def _read_names(value: str) -> list[tuple[str, str, str]]:
    """Family, suffix, given of each name of an author field."""
    return [_read_name(name) for name in _split(value, " and ")]


@lru_cache(100_000)
def _read_name(value: str) -> tuple[str, str, str]:
    parts = [decode(part) for part in _split(value, ", ")]
    family, given = parts[0], parts[-1] if len(parts) > 1 else ""
    return family, parts[1] if len(parts) > 2 else "", given


def _split(value: str, separator: str) -> list[str]:
    """The parts between separators that stand outside braces."""
    pieces = value.split(separator)
    if "{" not in value:
        return pieces
    parts = [pieces[0]]
    for piece in pieces[1:]:
        if parts[-1].count("{") == parts[-1].count("}"):
            parts.append(piece)
        else:
            parts[-1] += separator + piece
    return parts
