"""Untrusted text -> values that an entry can hold; what does not fit is left out."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from ..identifiers import arxiv_fault, arxiv_of_doi, bare
from ..model import PartialDate, field_specs
from ..text import UNSAFE
from ..values import parse_url, parse_year
from .tex import without_tex

MAX_RAW: Final = 20_000  # characters of a text that we look at
_SPECS: Final = {spec.name: spec for spec in field_specs()}
MAX_TITLE: Final = _SPECS["title"].max_length
MAX_ALT_TITLES: Final = _SPECS["alt_titles"].max_items


def plain(text: str, limit: int = MAX_TITLE) -> str:
    """One line without controls, bidi marks and needless blanks; empty when it is too long."""
    if len(text) > MAX_RAW:
        return ""
    line = UNSAFE.sub("", " ".join(text.split()))
    line = " ".join(line.split())
    if len(line) > limit:
        return ""
    # Long runs of marks take quadratic time to put in order; what is that long is not stored.
    return unicodedata.normalize("NFC", line) if len(line) <= MAX_TITLE else line


def unmarked(text: str, limit: int = MAX_TITLE, *, is_xml: bool = False) -> str:
    """Text of a source that keeps markup: HTML, JATS or MathML, and entities, even doubled.

    `is_xml`: each "<" begins a tag; elsewhere only what is markup by its name goes.

    >>> unmarked("Flight of <i>Apis</i> &amp;amp; CO<sub>2</sub>")
    'Flight of Apis & CO2'
    """
    if len(text) > MAX_RAW:
        return ""
    text = _without_tags(text, _TAG if is_xml else _KNOWN_TAG)
    for _ in range(3):
        unescaped = html.unescape(text)
        if unescaped == text:
            break
        text = _without_tags(unescaped, _KNOWN_TAG)
    return plain(text, limit)


_TAG: Final = re.compile(r"</?[A-Za-z][^<>]{0,2000}>|<[!?][^<>]{0,2000}>")
_KNOWN_TAG: Final = re.compile(
    r"</?(?:(?:jats|mml):[a-z]+|i|b|u|em|strong|sub|sup|sc|scp|tt|ovl|strike|span|font|br|p|div"
    r"|italic|bold|monospace|script|style|inline-formula|math|m(?:i|n|o|row|sub|sup|text|frac)"
    r")(?:\s+[\w:-]{1,40}=(?:\"[^\"<>]{0,500}\"|'[^'<>]{0,500}'))*\s?/?>",
    re.IGNORECASE,
)
# The same formula once more, as TeX or in words; and what no reader of a page ever sees.
_UNSEEN: Final = re.compile(
    r"<(?:(?:mml:)?annotation(?:-xml)?|(?:jats:)?tex-math|script|style)\b[^<>]{0,2000}>"
    r"[^<]{0,5000}</[^<>]{1,40}>",
    re.IGNORECASE,
)
_FORMULA: Final = re.compile(
    r"(?P<word>(?<=[^\W\d_]))?<(?P<name>(?:mml:)?math)\b.{0,5000}?</(?P=name)>"
    r"(?P<next>(?=[^\W\d_]))?",
    re.IGNORECASE | re.DOTALL,
)


def _without_tags(text: str, tag: re.Pattern[str]) -> str:
    if "<" not in text:
        return text
    text = re.sub(r"\s+", lambda blank: "\n" if "\n" in blank[0] else " ", text)
    text = _FORMULA.sub(_formula, _UNSEEN.sub("", text))
    # Crossref breaks lines around markup, whether or not there was a blank.
    text = re.sub(r"\n(?=<(?:jats:)?su[bp]\b)", "", text)
    text = re.sub(r"(</[a-z:]{1,40}>)\n(?=[,.;:!?)\]-])", r"\1", text)
    text = re.sub(r"<br ?/?>|</(?:jats:)?p>", " ", text)
    return tag.sub("", text)


def _formula(match: re.Match[str]) -> str:
    """MathML in one piece, with a blank where a word stands right before or after it."""
    inside = re.sub(r"<[^<>]*>|\s+", "", match[0])
    before = " " if match["word"] is not None else ""
    return f"{before}{inside}{' ' if match['next'] is not None else ''}"


def title_of(text: str) -> str:
    """A plain title as printed: no TeX where characters say the same."""
    return plain(without_tex(plain(text, MAX_RAW)))


def marked_title_of(text: str, *, is_xml: bool = False) -> str:
    """The same of a source that keeps markup in titles."""
    return plain(without_tex(unmarked(text, MAX_RAW, is_xml=is_xml)))


def with_subtitle(title: str, subtitle: str) -> str:
    """Both, joined as titles are; the title alone when it holds the subtitle already.

    >>> with_subtitle("Counting Wings", "A Census")
    'Counting Wings: A Census'
    """
    if not title or not subtitle or subtitle.casefold() in title.casefold():
        return title
    joined = f"{title.rstrip(':').rstrip()}{'' if title[-1] in '?!.' else ':'} {subtitle}"
    return joined if len(joined) <= MAX_TITLE else title


def others_of(title: str, candidates: Iterable[str]) -> tuple[str, ...]:
    """The titles that are not the title and not each other."""
    kept: dict[str, str] = {}
    for candidate in candidates:
        if candidate and candidate.casefold() != title.casefold():
            kept.setdefault(candidate.casefold(), candidate)
    return tuple(kept.values())[:MAX_ALT_TITLES]


def fitting(name: str, text: str) -> str:
    """The text when a field of that name can hold it; else empty."""
    spec, text = _SPECS[name], plain(text)
    fits = len(text) <= spec.max_length and re.fullmatch(spec.pattern or ".*", text)
    return text if fits else ""


def doi_of(text: str) -> str:
    """The bare DOI in a text; empty when there is none, or one that arXiv registered."""
    doi = fitting("doi", bare("doi", plain(text)))
    return "" if arxiv_of_doi(doi) else doi


def arxiv_of(text: str) -> str:
    """The arXiv id without version in an id, an address or a DOI of arXiv's."""
    text = plain(text)
    archive, slash, number = bare("arxiv", arxiv_of_doi(bare("doi", text)) or text).rpartition("/")
    name, dot, subject = archive.lower().partition(".")
    found = fitting("arxiv", f"{name}{dot}{subject.upper()}{slash}{number}")
    return found if found and not arxiv_fault(found) else ""


def anthology_of_doi(doi: str) -> str:
    """The id in a DOI of the ACL Anthology; empty for any other DOI."""
    match = re.fullmatch(r"10\.(?:18653|3115)/v1/(.+)", doi, re.IGNORECASE)
    return fitting("anthology", match[1]) if match else ""


def pages_of(text: str) -> str:
    """Pages with a plain hyphen: "101–117" -> "101-117"."""
    return fitting("pages", re.sub(r"\s*(?:--+|[‐‑‒–—−])\s*", "-", plain(text)))


def url_of(text: str) -> str:
    """A public https address; empty for anything else."""
    text = re.sub(r"^http://", "https://", plain(text))
    try:
        return parse_url(text) if len(text) <= 500 else ""
    except ValueError:
        return ""


def year_of(text: str) -> int:
    try:
        return parse_year(text)
    except ValueError:
        return 0


def year_in(text: str) -> int:
    """The one year that a text names; 0 when it names none, or several."""
    years = set(re.findall(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", text))
    return int(years.pop()) if len(years) == 1 else 0


def date_of(text: str) -> PartialDate | None:
    """The day, month or year at the start of an ISO date, instant or span."""
    match = re.match(r"[0-9]{4}(?:-[0-9]{2}){0,2}(?![0-9])", text[:40].strip())
    return _parsed(match[0]) if match else None


def date_of_parts(year: int, month: int = 0, day: int = 0) -> PartialDate | None:
    """A date of which only the front part may be known."""
    parts = [f"{year:04d}"] + [f"{month:02d}"] * bool(month) + [f"{day:02d}"] * bool(month and day)
    return _parsed("-".join(parts))


def day_or_year(date: PartialDate | None) -> PartialDate | None:
    """The first of January stands for a year of which no more is known."""
    return PartialDate(date.year) if date and (date.month, date.day) == (1, 1) else date


def date_of_moment(milliseconds: int) -> PartialDate | None:
    """The day, in UTC, of milliseconds since 1970."""
    if not 0 < milliseconds < 10**13:
        return None
    day = datetime(1970, 1, 1) + timedelta(milliseconds=milliseconds)
    return PartialDate(day.year, day.month, day.day)


def earliest(dates: Iterable[PartialDate | None]) -> PartialDate | None:
    """The first date; of two that may be the same, the one that says more."""
    known = [date for date in dates if date]
    return min(known, key=lambda date: (date.year, date.month or 13, date.day or 32), default=None)


def _parsed(text: str) -> PartialDate | None:
    try:
        date = PartialDate.parse(text)
    except ValueError:
        return None
    return date if 1400 <= date.year <= 2200 else None


_REPOSITORY: Final = re.compile(
    r"(?:https?://|(?<![\w./-]))(?:www\.)?(github\.com|gitlab\.com|codeberg\.org|bitbucket\.org)"
    r"/([A-Za-z0-9_.-]{1,100})/([A-Za-z0-9_.-]{1,100})",
    re.IGNORECASE,
)


def code_in(*texts: str) -> str:
    """The repository of code that texts name; empty when they name none, or several."""
    found: dict[str, str] = {}
    for text in texts:
        for host, owner, name in _REPOSITORY.findall(text[:MAX_RAW]):
            address = f"https://{host.lower()}/{owner}/{re.sub(r'(?:[.]git)?[.]*$', '', name)}"
            found.setdefault(address.casefold(), address)
    return url_of(next(iter(found.values()))) if len(found) == 1 else ""


_WITHDRAWN: Final = re.compile(
    r"\b(?:this|the) (?:\w+ )?(?:paper|article|manuscript|submission|preprint|work|version)"
    r" (?:has|have|is|was)(?: \w+){0,2} (?:withdrawn|retracted)\b"
    r"|\bwithdrawn by (?:the |its )?(?:authors?|arxiv)\b"
    r"|^\W*(?:(?:paper|article|manuscript|submission) )?(?:withdrawn|retracted)\b"
    r"(?! submission| from)",
    re.IGNORECASE,
)


def says_withdrawn(text: str) -> bool:
    """Whether a comment, or what stands in the place of an abstract, takes the work back."""
    return bool(_WITHDRAWN.search(plain(text, MAX_RAW)[:200]))
