"""Identifiers of works: their bare form, found inside whatever people paste."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields
from urllib.parse import unquote, urlsplit

# Where each identifier hides in an address or a prefixed form; group 1 is the bare id.
_EMBEDDED = {
    "arxiv": re.compile(
        r"(?:^|arxiv\.org/(?:abs|pdf|html|format)/|alphaxiv\.org/abs/|arxiv[.:/]\s*)"
        r"([0-9]{4}\.[0-9]{4,5}|[a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2})?/[0-9]{7})"
        r"(?:v[0-9]+)?(?:\.pdf)?/?(?:[?#].*)?$",
        re.IGNORECASE,
    ),
    "doi": re.compile(
        r"(?:^|doi\.org/|doi:\s*|doi=|/doi/(?:abs/|full/|pdf/)?)"
        r"(10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+)$",
        re.IGNORECASE,
    ),
    "openreview": re.compile(r"openreview\.net/(?:forum|pdf)\?id=([A-Za-z0-9_-]+)(?:[&#].*)?$"),
    "anthology": re.compile(
        r"(?:^|aclanthology\.org/|aclweb\.org/anthology/)"
        r"([0-9]{4}\.[a-z0-9_]+-[a-z0-9]+\.[0-9]+|[A-Z][0-9]{2}-[0-9]{4,5})(?:\.pdf|\.bib)?/?$"
    ),
}


@dataclass(frozen=True)
class Identifiers:
    """What leads to one work; empty where nothing was given. `url` is as pasted, unchecked."""

    arxiv: str = ""
    doi: str = ""
    openreview: str = ""
    anthology: str = ""
    url: str = ""

    def __bool__(self) -> bool:
        return any(getattr(self, member.name) for member in fields(self))


_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)


def bare(kind: str, text: str) -> str:
    """The bare identifier of that kind in a pasted address or form; empty when there is none.

    >>> bare("arxiv", "https://arxiv.org/abs/2411.10950v2")
    '2411.10950'
    """
    pattern = _EMBEDDED.get(kind)
    match = pattern.search(text.strip()) if pattern else None
    return match[1] if match else ""


def arxiv_of_doi(doi: str) -> str:
    """The arXiv id inside a DOI that arXiv registered; empty for any other DOI."""
    match = _ARXIV_DOI.fullmatch(doi)
    return re.sub(r"[vV][0-9]+$", "", match[1]) if match else ""


def arxiv_month(arxiv: str) -> tuple[int, int]:
    """Year and month in which an arXiv id was given out.

    >>> arxiv_month("2411.10950"), arxiv_month("cs/9901001")
    ((2024, 11), (1999, 1))
    """
    archive, _, digits = arxiv.rpartition("/")
    year, month = int(digits[:2]), int(digits[2:4])
    return (1900 + year if archive and year > 90 else 2000 + year), month


def arxiv_fault(arxiv: str) -> str:
    """Why arXiv cannot have given out an id of the right form; empty when it can.

    Ids have an archive until March 2007, then four digits after the dot, and five since 2015
    (https://info.arxiv.org/help/arxiv_identifier.html).
    """
    year, month = arxiv_month(arxiv)
    is_old = "/" in arxiv
    if not 1 <= month <= 12:
        return f"has no month {month:02d}"
    if is_old != ((1991, 8) <= (year, month) <= (2007, 3)):
        return f"is not how arXiv numbered works in {year}-{month:02d}"
    digits = len(arxiv.partition(".")[2])
    wanted = 4 if year < 2015 else 5
    if not is_old and digits != wanted:
        return f"has {digits} digits after the dot; arXiv gave {wanted} in {year}"
    return ""


def same_arxiv(arxiv: str) -> str:
    """What two ids of one preprint share: math.GT/0309136 is math/0309136."""
    return re.sub(r"\.[A-Z]{2}/", "/", arxiv)


# Hosts whose addresses end with an arXiv id, besides arXiv's own.
_ARXIV_HOSTS = re.compile(
    r"(?:.+\.)?(?:arxiv\.org|alphaxiv\.org|ar5iv\.org|huggingface\.co|hf\.co|semanticscholar\.org)"
)
_ARXIV_ID = r"[0-9]{4}\.[0-9]{4,5}|[a-z]+(?:-[a-z]+)?(?:\.[A-Za-z]{2})?/[0-9]{7}"
_IN_PATH = re.compile(
    rf"(?:^|[/:])({_ARXIV_ID})(?:v[0-9]+)?(?:\.pdf)?(?![0-9.]*[0-9])", re.IGNORECASE
)
# What other hosts than those say of arXiv: "arxiv:2411.10950" or arXiv's own address anywhere in
# theirs, an id as the last part of the path, and how DBLP and ADS write it.
_NAMED = re.compile(
    rf"arxiv(?:\.org/(?:abs|pdf|html)/|[:/=])({_ARXIV_ID})(?![0-9.]*[0-9])", re.IGNORECASE
)
_LAST = re.compile(r"/([0-9]{4}\.[0-9]{4,5})(?:v[0-9]+)?(?:\.pdf)?/?")
_DASHED = re.compile(
    r"/corr/abs-([0-9]{4})-([0-9]{4,5})(?![0-9])|[0-9]{4}arXiv([0-9]{4})([0-9]{5})[A-Z]"
)
_ALONE = re.compile(
    rf"#?(?:arxiv[:./_-]?|abs/|pdf/)?({_ARXIV_ID})(?:v[0-9]+)?(?:\.pdf)?", re.IGNORECASE
)
_DOI = re.compile(r"(?<![0-9.])10\.[0-9]{4,9}(?:\.[0-9]+)*/[\x21-\x7e]+")
_APPENDED = re.compile(
    r"(?:v[0-9]+)?(?:/(?:full|abstract|pdf|epdf|html|meta|fulltext)|\.(?:pdf|html?|full))+$"
)
_ANTHOLOGY = re.compile(
    r"([0-9]{4}\.[a-z0-9_]+-[a-z0-9]+\.[0-9]+|[A-Z][0-9]{2}-[0-9]{4,5})(?:v[0-9]+)?"
)
# Hosts whose addresses hold the end of a DOI.
_DOI_PLACES = (
    ("nature.com", re.compile(r"/articles/([a-z0-9.-]+?)(?:\.pdf|/.*)?"), "10.1038/"),
    ("zenodo.org", re.compile(r"/records?/([0-9]+)(?:/.*)?"), "10.5281/zenodo."),
)
_ACL_DOI = re.compile(r"10\.(?:18653/v1|3115/v1)/(.+)", re.IGNORECASE)


def read_identifiers(text: str) -> Identifiers:
    """What leads to a work in whatever people paste: bare and prefixed ids, addresses, several.

    Raises ValueError, with a message to follow the field's name, when they lead to several works.

    >>> read_identifiers("arXiv:2411.10950v2 [cs.CV]").arxiv
    '2411.10950'
    """
    found: dict[str, str] = {}
    for kind, value in _identifiers_in(text):
        first = found.setdefault(kind, value)
        if first.casefold() != value.casefold() and kind != "url":
            raise ValueError(f"names two works, {first[:60]} and {value[:60]}; keep one")
    if len(found) > 1:  # an address whose identifier is known says no more
        found.pop("url", None)
    return Identifiers(**found)


# Invisible characters that come along with what is copied from a page.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
# Blanks and signs between identifiers. A comma inside brackets belongs to a DOI, as does the
# semicolon in the last part of a SICI (ANSI/NISO Z39.56): 10.1002/(SICI)...3.0.CO;2-O.
_BETWEEN = re.compile(
    r"[\s\u3001\u3002\u300c-\u300f]+|[,;](?!2-[0-9A-Z#](?![0-9A-Za-z]))(?![^/()\s]{0,40}\))|\]\("
)


def _identifiers_in(text: str) -> Iterator[tuple[str, str]]:
    text = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).replace("\\_", "_")
    text = re.sub(r"(?i)\b(arxiv|doi|openreview)\s*:\s+", r"\1:", text)
    text = re.sub(r"(?i)(?<=[^\x00-\x7f])[:(]?(?=https?://|arxiv|10\.)", " ", text)
    for chunk in _BETWEEN.split(text):
        bare_chunk = chunk.strip("\"'`“”‘’.,;:!")
        for opening, closing in _BRACKETS:  # those around it, not those within
            if bare_chunk.count(opening) < bare_chunk.count(closing):
                bare_chunk = bare_chunk.rstrip(closing)
            elif bare_chunk.startswith(opening):
                bare_chunk = bare_chunk[1:].removesuffix(closing)
        bare_chunk = bare_chunk.rstrip(".,;:!")
        yield from _identifiers_of(bare_chunk)


_BRACKETS = (("<", ">"), ("(", ")"), ("[", "]"), ("{", "}"))


def _identifiers_of(chunk: str) -> Iterator[tuple[str, str]]:
    """Kind and value of the identifiers in a text without blanks."""
    if match := _ALONE.fullmatch(chunk):
        yield "arxiv", _with_archive_case(match[1])
    elif re.match(r"(?i)https?://|[a-z0-9.-]+\.[a-z]{2,}/", chunk):
        yield from _of_address(chunk)
    elif match := _DOI.search(chunk):
        yield from _of_doi(match[0])
    elif match := re.fullmatch(rf"(?:(?i:acl)[:/])?{_ANTHOLOGY.pattern}(?:\.(?:pdf|bib))?", chunk):
        yield "anthology", match[1]
    elif match := re.fullmatch(r"(?i:openreview)[:=]([A-Za-z0-9_-]{6,40})", chunk):
        yield "openreview", match[1]


def _of_address(address: str) -> Iterator[tuple[str, str]]:
    full = address if "://" in address else f"https://{address}"
    try:
        parts = urlsplit(full)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return
    path, query = unquote(parts.path), unquote(parts.query)
    if host == "openreview.net" and (match := re.search(r"(?:^|&)id=([A-Za-z0-9_-]{6,40})", query)):
        yield "openreview", match[1]
    elif host in ("aclanthology.org", "aclanthology.info", "aclweb.org") and (
        match := _ANTHOLOGY.search(path)
    ):
        yield "anthology", match[1]
    elif doi := _DOI.search(f"{path}?{query}" if "10." in query else path):
        yield from _of_doi(doi[0].partition("&")[0] if "10." in query else doi[0])
    elif _ARXIV_HOSTS.fullmatch(host) and (match := _IN_PATH.search(path)):
        yield "arxiv", _with_archive_case(match[1])
    elif re.fullmatch(r"[a-z0-9.-]+", parts.netloc.lower()) and (
        arxiv := _arxiv_elsewhere(path, query)
    ):
        yield "arxiv", arxiv
    elif doi_of_place := _doi_of_place(host, path):
        yield "doi", doi_of_place
    yield "url", re.sub(r"^http://", "https://", full)


def _arxiv_elsewhere(path: str, query: str) -> str:
    """The arXiv id in an address of another host; empty when there is none."""
    if match := _NAMED.search(f"{path}?{query}"):
        return _with_archive_case(match[1])
    if (match := _LAST.search(path)) and match.end() == len(path) and not arxiv_fault(match[1]):
        return match[1]
    if match := _DASHED.search(path):
        return f"{match[1] or match[3]}.{match[2] or match[4]}"
    return ""


def _doi_of_place(host: str, path: str) -> str:
    for place, pattern, prefix in _DOI_PLACES:
        if host == place and (match := pattern.fullmatch(path)):
            return prefix + match[1]
    return ""


def _of_doi(doi: str) -> Iterator[tuple[str, str]]:
    for opening, closing in _BRACKETS:  # doi = {10.1000/xyz}
        while doi.endswith(closing) and doi.count(opening) < doi.count(closing):
            doi = doi[:-1]
    arxiv = arxiv_of_doi(doi)
    if arxiv:
        yield "arxiv", arxiv
        return
    doi = _APPENDED.sub("", doi)
    if doi.startswith("10.1101/"):  # bioRxiv and medRxiv number versions in addresses only
        doi = re.sub(r"v[0-9]+$", "", doi)
    yield "doi", doi
    if (inside := _ACL_DOI.fullmatch(doi)) and _ANTHOLOGY.fullmatch(inside[1]):
        yield "anthology", inside[1]


def _with_archive_case(arxiv: str) -> str:
    """Archives in small letters, their subject classes in capitals: math.GT/0309136."""
    archive, slash, number = arxiv.rpartition("/")
    name, dot, subject = archive.lower().partition(".")
    return f"{name}{dot}{subject.upper()}{slash}{number}"
