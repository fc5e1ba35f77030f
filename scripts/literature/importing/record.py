"""The parts that records of all formats have -> what an entry can hold of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import unquote

from ..identifiers import Identifiers, read_identifiers
from ..model import Entry, Name, PartialDate
from ..sources.cleaning import arxiv_of, doi_of, fitting, pages_of, plain, url_of, year_of
from ..submission.given import BLANK
from ..text import shown
from .found import Found, Remark
from .mojibake import repaired

_REPOSITORY: Final = re.compile(
    r"https://(?:www\.)?(?:github\.com|gitlab\.com|codeberg\.org|bitbucket\.org)/[^/?#]+/[^/?#]+"
    r"(?:/?$|/tree/|/blob/|#|\?)|https://huggingface\.co/(?:spaces|datasets)/[^/]+/[^/]+"
)
# Addresses of programs and of searches, which lead to no work.
_NO_PAGE: Final = re.compile(
    r"https://(?:www\.)?(?:semanticscholar\.org/search|scholar\.google\.|google\.[a-z]+/search"
    r"|zotero\.org|dblp\.org|mendeley\.com|linkinghub\.elsevier\.com/?$)"
)


@dataclass
class Parts:
    """A record as its format gives it: plain text, not yet checked. Empty where it is silent."""

    line: int
    key: str = ""
    title: str = ""
    authors: tuple[Name, ...] = ()
    date: PartialDate | None = None  # of the version that the record cites
    first_date: PartialDate | None = None  # of the first version, where the record tells it
    venue: str = ""
    track: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    doi: str = ""
    addresses: tuple[str, ...] = ()  # and texts that may hold identifiers
    words: tuple[str, ...] = ()
    work: str = ""
    nickname: str = ""
    code: str = ""
    notes: str = ""


def found_of(parts: Parts, remarks: Iterable[Remark] = ()) -> Found:
    """The record with all that an entry can hold; what cannot be held is told in remarks."""
    said = list(remarks)
    title = plain(repaired(parts.title))
    if title and title != plain(parts.title):
        said.append(
            Remark(parts.line, "mojibake", f"'{shown(parts.title)}' was read as '{shown(title)}'")
        )
    label = parts.key or title or parts.doi or f"line {parts.line}"
    if parts.title and not title:
        said.append(Remark(parts.line, "field", "the title is too long for one"))
    identifiers, candidates = _identifiers(parts, said)
    entry = replace(
        BLANK, title=title, authors=tuple(map(_mended, parts.authors)), nickname=fitting("nickname", parts.nickname),  # noqa: E501
        published=parts.first_date or parts.date or PartialDate(0),
        venue_year=parts.date.year if parts.venue and parts.date else 0,
        track=fitting("track", parts.track), volume=fitting("volume", parts.volume),
        number=fitting("number", parts.number), pages=_pages(parts, said), notes=parts.notes,
        **identifiers,  # type: ignore[arg-type]
    )  # fmt: skip
    entry = _with_code(entry, parts.code)
    words = tuple(dict.fromkeys(" ".join(word.split()) for word in parts.words if word.strip()))
    return Found(
        parts.line, shown(label, 100), entry, words[:60], plain(parts.venue, 300), "" if _has_manuscript(identifiers) else parts.work,  # noqa: E501
        parts.key, candidates, remarks=tuple(said),
        refusal="" if title or identifiers else "has neither a title nor an identifier",
    )  # fmt: skip


def _has_manuscript(identifiers: dict[str, str]) -> bool:
    """Whether it stands where manuscripts do: then it is no post, whatever its type says."""
    return any(identifiers.get(name) for name in ("arxiv", "openreview", "anthology"))


def _mended(name: Name) -> Name:
    if name.family.isascii() and name.given.isascii():
        return name
    return replace(name, family=repaired(name.family), given=repaired(name.given))


def _identifiers(parts: Parts, said: list[Remark]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Bare identifiers and one address; of two that differ, the first, with a remark."""
    found: dict[str, str] = {}
    candidates: list[str] = []
    for text in (parts.doi, *parts.addresses):
        whole = _DOI_ALONE.fullmatch(parts.doi.strip()) if text is parts.doi else None
        for kind, value in [("doi", whole[1])] if whole else _all_in(text):
            value = _checked(kind, value)
            if not value:
                continue
            if kind == "arxiv":
                candidates.append(value)
            first = found.setdefault(kind, value)
            if kind != "url" and first.casefold() != value.casefold():
                message = f"its links name two works, {first} and {value}"
                said.append(Remark(parts.line, "link-conflict", message))
    if parts.doi.strip() and not (found.get("doi") or found.get("arxiv")):
        said.append(Remark(parts.line, "field", f"'{shown(parts.doi)}' is no DOI"))
    if "url" in found and _says_no_more(found):
        del found["url"]
    return found, tuple(dict.fromkeys(candidates)) if len(set(candidates)) > 1 else ()


# Old DOIs have semicolons in them, which part identifiers elsewhere.
_DOI_ALONE: Final = re.compile(r"(?:https?://(?:dx\.)?doi\.org/)?(10\.[0-9]{4,9}/[^\s;]+;[^\s;]+)")


def _all_in(text: str) -> list[tuple[str, str]]:
    """The identifiers in a text, each kind once or more."""
    text = text[:4000]
    try:
        found = read_identifiers(text)
    except ValueError:  # several works
        pairs = []
        for word in re.split(r"[\s,;]+", text)[:40]:
            pairs += _all_in(word) if word != text.strip() else []
        return pairs
    return [(name, getattr(found, name)) for name in Identifiers.__dataclass_fields__
            if getattr(found, name)]  # fmt: skip


def _checked(kind: str, value: str) -> str:
    if kind == "arxiv":
        return arxiv_of(value)
    if kind == "doi":
        if re.search(r"%[0-9A-Fa-f]{2}", value):
            value = unquote(value)
        return doi_of(value)
    if kind == "url":
        url = url_of(value)
        return "" if _NO_PAGE.match(url) else url
    return fitting(kind, value)


def _says_no_more(found: dict[str, str]) -> bool:
    """Whether the address only leads where an identifier leads."""
    host = re.sub(r"^https://(?:www\.|dx\.|export\.)?|/.*", "", found["url"])
    by_host = {"arxiv.org": "arxiv", "doi.org": "doi", "openreview.net": "openreview",
               "aclanthology.org": "anthology", "aclweb.org": "anthology"}  # fmt: skip
    kind = by_host.get(host)
    if kind:
        return bool(found.get(kind) or (kind == "doi" and found.get("arxiv")))
    return bool(found.get("doi") and found["doi"].casefold() in found["url"].casefold())


def _with_code(entry: Entry, code: str) -> Entry:
    """With its repository, which may stand in the place of the page."""
    code = url_of(code)
    if entry.url and _REPOSITORY.match(entry.url):
        code, entry = code or entry.url, replace(entry, url="")
    return replace(entry, code=repository(code)) if code else entry


def repository(url: str) -> str:
    """The address of a repository, without the folder in it."""
    match = re.match(r"https://(?:www\.)?((?:github\.com|gitlab\.com)/[^/?#]+/[^/?#]+)", url)
    return f"https://{match[1].removesuffix('.git')}" if match else url


def _pages(parts: Parts, said: list[Remark]) -> str:
    if not parts.pages.strip():
        return ""
    text = re.sub(r"^(?:pp?\.|pages?)\s*", "", parts.pages.strip(), flags=re.IGNORECASE)
    pages = pages_of(re.sub(r"\s*-+\s*", "-", text.split(",")[0].split(";")[0]))
    if not pages and parts.pages.strip("-– "):
        message = f"'{shown(parts.pages, 60)}' are no pages; left out"
        said.append(Remark(parts.line, "left-out", message))
    return pages


def year_and_month(text: str) -> PartialDate | None:
    """An ISO date or span, where the format says so: "2024-11-17", "2024/2025"."""
    part = r"(?:[-/]([0-9]{1,2})(?![0-9]))?"
    match = re.match(rf"\s*([0-9]{{4}})(?![0-9]){part}{part}", text)
    if not match or not year_of(match[1]):
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    try:
        return PartialDate.parse(
            f"{year:04d}" + (f"-{month:02d}" if month else "")
            + (f"-{day:02d}" if month and day else "")
        )  # fmt: skip
    except ValueError:
        return PartialDate(year)
