"""Identifiers of works: their bare form, found inside whatever people paste."""

from __future__ import annotations

import re

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
