"""BibTeX and biblatex -> records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from ..model import PartialDate
from ..render.latex import encode_title
from ..text import shown
from .bibtex_blocks import Block, Blocks, read_blocks
from .bibtex_names import read_authors
from .dates import date_in, date_of_parts, month_number
from .found import Found, Ignored, Reading, Remark
from .record import Parts, found_of, year_and_month
from .tex_text import address_of, text_of

# Type of a record -> what it is cited as.
_WORKS: Final = {
    "software": "software", "online": "post", "electronic": "post", "www": "post",
    "techreport": "report", "report": "report", "manual": "report",
}  # fmt: skip
_HOW: Final = {"computer software": "software", "blog post": "post", "technical report": "report"}
_IDS: Final = ("url", "ee", "link", "note", "annote", "howpublished", "addendum", "pubstate",
               "file_url", "journal", "journaltitle", "number", "volume", "series",
               "publisher")  # fmt: skip
_AS_NUMBER: Final = ("journal", "journaltitle", "number", "volume", "series", "publisher")
_PREPRINT: Final = re.compile(
    r"(?i)\b(?:arxiv|corr|preprints?|biorxiv|medrxiv|ssrn|openreview|unpublished|under review)\b"
)


# Journals as the macros of AASTeX name them, which the records of NASA's ADS use.
_JOURNALS: Final = {
    "aap": "Astronomy & Astrophysics", "aapr": "Astronomy & Astrophysics Review",
    "aj": "Astronomical Journal", "apj": "Astrophysical Journal",
    "apjl": "Astrophysical Journal Letters", "apjs": "Astrophysical Journal Supplement",
    "araa": "Annual Review of Astronomy and Astrophysics",
    "jcap": "Journal of Cosmology and Astroparticle Physics",
    "mnras": "Monthly Notices of the Royal Astronomical Society", "nat": "Nature",
    "pasj": "Publications of the Astronomical Society of Japan",
    "pasp": "Publications of the Astronomical Society of the Pacific",
    "physrep": "Physics Reports", "prd": "Physical Review D", "prl": "Physical Review Letters",
    "solphys": "Solar Physics", "ssr": "Space Science Reviews",
}  # fmt: skip
MAX_MONTH: Final = 60  # characters; it is searched in ways that take the square of its length


def read_bibtex(text: str) -> Reading:
    """All records of a file, damaged ones and those that stand there twice among them."""
    blocks: list[Block] = []
    rest = Blocks()
    for item in read_blocks(text):
        if isinstance(item, Blocks):
            rest = item
        else:
            blocks.append(item)
    by_key: dict[str, Block] = {}
    for block in blocks:
        by_key.setdefault(block.key.casefold(), block)
    return Reading(
        "BibTeX",
        tuple(_found(block, by_key) for block in blocks if not _is_set(block, by_key)),
        tuple(_ignored(rest, blocks)),
        tuple(Remark(line, "damage", message) for line, message in rest.complaints),
    )


def _is_set(block: Block, by_key: Mapping[str, Block]) -> bool:
    """Whether a block only holds values for others: @xdata, @set."""
    return block.type in ("xdata", "set")


def _ignored(rest: Blocks, blocks: list[Block]) -> Iterator[Ignored]:
    yield from (Ignored(first, last, reason) for first, last, reason in rest.passed)
    yield from (
        Ignored(block.line, block.line, f"@{block.type}, values for other records")
        for block in blocks if block.type in ("xdata", "set")
    )  # fmt: skip


def _found(block: Block, by_key: Mapping[str, Block]) -> Found:
    remarks = [Remark(line, "damage" if message.startswith("damaged") else "field", message)
               for line, message in block.complaints]  # fmt: skip
    if block.refusal:
        return Found(block.line, block.key or f"line {block.line}", remarks=tuple(remarks),
                     refusal=block.refusal)  # fmt: skip
    first = by_key[block.key.casefold()]
    if block.key and first is not block:
        message = f"the key {block.key} stands in line {first.line} already"
        remarks.append(Remark(block.line, "duplicate", message))
    values = _inherited(block, by_key, remarks)
    return found_of(_parts(block, values, remarks), remarks)


_NOT_INHERITED: Final = frozenset(
    ("ids", "crossref", "xref", "xdata", "entryset", "relat", "related", "execute", "label",
     "options", "presort", "sortkey", "keywords", "note", "url", "doi", "pages", "abstract")
)  # fmt: skip


def _inherited(block: Block, by_key: Mapping[str, Block], said: list[Remark]) -> dict[str, str]:
    """The values, with those of the records that it names in crossref and xdata."""
    values = dict(block.values)
    for name in ("xdata", "crossref"):
        for key in values.get(name, "").split(","):
            parent = by_key.get(key.strip().casefold())
            if not key.strip() or parent is block:
                continue
            if parent is None:
                message = f"{name} names {shown(key.strip(), 40)}, which is not in the file"
                said.append(Remark(block.lines.get(name, block.line), "field", message))
                continue
            for field_name, value in parent.values.items():
                is_title = name == "crossref" and field_name in ("title", "booktitle")
                own = "booktitle" if is_title else field_name
                if name == "xdata" or (
                    field_name not in _NOT_INHERITED and field_name not in ("author", "key")
                ):
                    values.setdefault(own, value)
    return values


def _parts(block: Block, values: dict[str, str], said: list[Remark]) -> Parts:
    """The record in plain text."""
    texts = {name: text_of(value) for name, value in values.items() if name in _TEXTS}
    people = read_authors(values.get("author") or values.get("editor") or "")
    line = block.lines.get("author", block.line)
    if "author" not in values and people.names and block.type not in ("book", "proceedings",
                                                                      "collection"):  # fmt: skip
        people = read_authors("")
    notes = ""
    if people.is_cut:
        said.append(Remark(line, "authors", "the list of authors ends with 'and others'"))
        notes = "The imported list of authors ended with 'and others'."
    said += [Remark(line, "authors", f"'{shown(odd, 60)}' is no name; left out")
             for odd in people.odd]  # fmt: skip
    venue, track = _venue(block, texts)
    work = _WORKS.get(block.type, "")
    how = texts.get("howpublished", "").casefold()
    return Parts(
        block.line, block.key, _title(texts), people.names, _date(block, values, said),
        year_and_month(values.get("origdate", "")), venue, track, texts.get("volume", ""),
        texts.get("number") or texts.get("issue", ""), texts.get("pages", "") or
        text_of(values.get("eid", "") or values.get("articleno", "")),
        _doi(values), tuple(_addresses(values, texts)), _keywords(values), _HOW.get(how, work),
        nickname_in(values.get("title", ""), block.is_ours), notes=notes,
    )  # fmt: skip


_TEXTS: Final = frozenset(
    ("title", "subtitle", "booktitle", "booksubtitle", "journal", "journaltitle", "series",
     "volume", "number", "issue", "pages", "howpublished", "note", "eventtitle", "organization",
     "institution", "school", "publisher", "type", "maintitle", "shorttitle")
)  # fmt: skip


def _title(texts: Mapping[str, str]) -> str:
    title, subtitle = texts.get("title", "").rstrip(". "), texts.get("subtitle", "")
    if texts.get("title", "").endswith("..."):
        title = texts["title"]
    if subtitle and subtitle.casefold() not in title.casefold():
        return f"{title.rstrip(':')}: {subtitle}"
    return title


def nickname_in(value: str, is_ours: bool = False) -> str:
    """The short name that a title begins with, where braces keep its capitals.

    In a record that we wrote, any word in braces that would stand there without them otherwise.

    >>> nickname_in("{BeeTrack}: Following Wings")
    'BeeTrack'
    """
    match = re.match(r"\{+([A-Z][\w.+-]{1,29})\}+: ", value)
    if match or not is_ours:
        return match[1] if match else ""
    text = text_of(value)
    if value in (encode_title(text, "bibtex"), encode_title(text, "biblatex")):
        return ""
    return next(
        (word for word in re.findall(r"\{([^{}]+)\}", value)
         if value in (encode_title(text, "bibtex", word), encode_title(text, "biblatex", word))), "",  # noqa: E501
    )  # fmt: skip


def _date(block: Block, values: Mapping[str, str], said: list[Remark]) -> PartialDate | None:
    """Of `date`, or `year` and `month`; a year may stand in odd company."""
    written = values.get("date", "")
    if written and (when := year_and_month(text_of(written)) or date_in(text_of(written))):
        return when
    year, month = text_of(values.get("year", "")), text_of(values.get("month", ""))[:MAX_MONTH]
    day = values.get("day", "")
    if not month_number(month) and (
        match := re.search(r"([0-9]{1,2})?\W*([A-Za-z]{3,})\W*([0-9]{1,2})?", month)
    ):
        day, month = day or match[1] or match[3] or "", match[2]
    elif match := re.fullmatch(r"([0-9]{1,2})\W+([0-9]{1,2})", month):
        month = match[1]
    when = date_of_parts(year, month, day)
    if when is None and (year or written):
        line = block.lines.get("year") or block.lines.get("date") or block.line
        said.append(Remark(line, "dates", f"'{shown(year or written, 60)}' is no year"))
    return when


def _venue(block: Block, texts: Mapping[str, str]) -> tuple[str, str]:
    """Where it appeared, as printed, and the track behind the name that our own files have."""
    name = next(
        (
            texts[it]
            for it in ("journal", "journaltitle", "booktitle", "eventtitle")
            if texts.get(it)
        ),
        "",
    )
    if not name and texts.get("howpublished", "").casefold() not in _HOW:
        how = texts.get("howpublished", "") or texts.get("organization", "")
        name = "" if re.search(r"https?:|www\.|\\url", how) else how
    name = _JOURNALS.get(name.removeprefix("\\").strip(), name) if name.startswith("\\") else name
    if _PREPRINT.search(name) and not re.search(r"(?i)proceedings|workshop|conference", name):
        return "", ""
    if block.type in ("phdthesis", "mastersthesis", "thesis", "book", "inbook", "incollection"):
        name = name if block.type in ("inbook", "incollection") else ""
    return name, ""


def _doi(values: Mapping[str, str]) -> str:
    return address_of(values.get("doi", ""))


def _addresses(values: Mapping[str, str], texts: Mapping[str, str]) -> Iterator[str]:
    """Everything that may hold an identifier, best evidence first."""
    eprint = address_of(
        values.get("eprint", "") or values.get("arxivid", "") or values.get("arxiv", "")
    )
    kind = text_of(values.get("eprinttype", "") or values.get("archiveprefix", "")).casefold()
    if eprint and kind in ("arxiv", "") and re.search(r"[0-9]{4}\.[0-9]{4,5}|/[0-9]{7}", eprint):
        yield (
            eprint
            if eprint.startswith("http")
            else f"arXiv:{re.sub(r'(?i)^arxiv[:.]?', '', eprint)}"
        )
    elif eprint and kind in ("openreview", "openreviewid"):
        yield f"openreview:{eprint}"
    for name in _IDS:
        value = values.get(name, "")
        if not value or (name in _AS_NUMBER and not re.search("(?i)arxiv|abs/|corr", value)):
            continue
        first = re.split(r"[\s;,]+(?=https?://)", value.strip())[0]
        plain = address_of(first) if name in ("url", "ee", "link") else _spaced(value)
        if name in _AS_NUMBER or not re.search("(?i)https?:|doi|arxiv|openreview", plain):
            plain = " ".join(
                re.findall(
                    r"(?i)(?:arxiv[:.\s]*|abs/)([0-9]{4}\.[0-9]{4,5}|[a-z-]+(?:\.[A-Z]{2})?/[0-9]{7})",
                    plain,
                )
            )
            plain = " ".join(f"arXiv:{it}" for it in plain.split())
        yield plain


def _spaced(value: str) -> str:
    """A text in which addresses stand among words."""
    value = re.sub(r"\\(?:url|href|path)\s*\{([^{}]*)\}", r" \1 ", value[:4000])
    return " ".join(address_of(word) for word in value.split())


def _keywords(values: Mapping[str, str]) -> tuple[str, ...]:
    text = text_of(values.get("keywords", "") or values.get("keyword", "") or
                   values.get("mendeley-tags", ""))  # fmt: skip
    return tuple(word.strip() for word in re.split(r"[,;]|\s[-/]\s", text) if word.strip())
