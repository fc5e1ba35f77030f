"""Where and when a work appeared, as a list writes it before or behind a title."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from .labels import is_acronym

_YEAR: Final = (
    r"(?:(?:19|20)[0-9]{2}(?:[./-](?:0?[1-9]|1[0-2])(?![0-9])){0,2}|(?<=['’])[0-9]{2}(?![0-9]))"
)
_NAME: Final = r"[A-Z0-9a-z][\w&*+./@-]{0,30}(?:[ '’][\w&*+./@-]{1,30}){0,7}?"
_AWARD: Final = (
    r"(?:oral|spotlight|poster|highlight|submission|submitted|accepted|workshops?|findings|main"
    r"|track|demo|short|long|best|student|paper|award|finalist|honou?rable|mention|notable|top"
    r"|under|review|in|preprint|conference|and|the|for|[0-9]{1,2}%?)"
)
_PLACE: Final = re.compile(
    rf"(?:(?P<before>{_NAME})[\s,'’:-]{{0,3}}{_YEAR}|{_YEAR}[\s,:-]{{0,3}}(?P<after>{_NAME})|{_YEAR}"
    r"|arxiv(?:\s+[0-9]{4})?)"
    rf"(?P<award>(?:[\s,;()*]+{_AWARD}\b)*)[\s)*]*",
    re.IGNORECASE,
)
_PREPRINT: Final = re.compile(r"(?i)(?:arxiv|corr|biorxiv|medrxiv|preprint)")
_SERIES: Final = re.compile(
    r"(?i)(?:in )?(?:the )?(?:proc|conf|symp|workshop|journal|trans|ieee|acm|annual|international)"
)
_TAIL: Final = re.compile(r"\s*[(（]\s*([^()（）]{2,100}?)\s*[)）]?[\s.*]*$")


def is_place(words: str) -> bool:
    """Whether words name a venue with its year, a year with its venue, or a month.

    >>> is_place("CoRL 2023 workshop"), is_place("2012 NeurIPS"), is_place("Bees in 2012")
    (True, True, False)
    """
    match = _PLACE.fullmatch(words.strip(" .[]()【】"))
    if match is None or len(words) > 120:
        return False
    name = match["before"] or match["after"] or ""
    if not name or _PREPRINT.fullmatch(name):
        return True
    is_short = len(name.split()) < 4 or bool(_SERIES.match(name))
    return is_short and is_acronym(name)


def venue_of(words: str) -> tuple[str, int]:
    """Venue and year of words that name nothing else: "Bee Systems 2021 from Ann Lee"; or ("", 0).

    >>> venue_of("Distributed Bees 2020, best paper"), venue_of("arXiv 2021")
    (('Distributed Bees', 2020), ('', 2021))
    """
    match = re.match(
        rf"(?P<name>{_NAME})?[\s,'’:-]{{0,3}}(?P<year>(?:19|20)[0-9]{{2}}|(?<=['’])[0-9]{{2}})(?![0-9])"
        rf"(?:\s+(?P<after>(?:[A-Z][\w-]*[A-Z][\w-]*|(?i:arxiv))))?(?=$|[\s,;)])",
        words.strip(),
    )  # fmt: skip
    if match is None:
        return "", 0
    name = (match["name"] or match["after"] or "").strip(" ,")
    year = int(match["year"]) if len(match["year"]) == 4 else 2000 + int(match["year"])
    return ("" if _PREPRINT.fullmatch(name) else name), year


def without_lead(title: str) -> str:
    """The title without a venue or date before its first comma: "ICML 2023 oral, Bees" -> "Bees"."""  # noqa: E501
    lead, comma, rest = title.partition(",")
    is_led = comma and len(rest.split()) > 1 and is_place(lead)
    return rest.strip() if is_led else title


def trail_of(title: str) -> str:
    """The venue behind the last comma of a title: "Bees Count, CVPR'19" -> "CVPR'19"."""
    if marked := re.search(r"\s((?:\w[\w&-]*)['’](?:(?:19|20)[0-9]{2}|[0-9]{2}))$", title):
        return marked[1]
    before, _, trail = title.rpartition(",")
    return trail.strip() if len(before.split()) > 1 and is_place(trail) else ""


def place_above(headings: Iterable[str]) -> tuple[str, int]:
    """Venue and year that one of the headings is: "2022", "NeurIPS 2023 (Oral)"; ("", 0) for none."""  # noqa: E501
    for heading in headings:
        words = re.sub(r"(?i)\s+(?:papers?|publications)\b", "", heading).strip()
        if is_place(words) and re.search(r"(?:19|20)[0-9]{2}", words):
            return venue_of(words)
    return "", 0


def tail_of(title: str) -> str:
    """What the brackets at the end of a title say, when they name a year.

    >>> tail_of("Counting Bees (SIGMOD 2021 from Ann Lee)"), tail_of("Counting (Four) Bees")
    ('SIGMOD 2021 from Ann Lee', '')
    """
    match = _dated_tail(title)
    return match[1] if match else ""


def without_tail(title: str) -> str:
    """The title without brackets at its end that name a year."""
    match = _dated_tail(title)
    return title[: len(title) - len(match[0])].rstrip(" .*") if match else title


def _dated_tail(title: str) -> re.Match[str] | None:
    match = _TAIL.search(title[-140:])
    return match if match and re.search(r"(?:19|20)[0-9]{2}|['’][0-9]{2}", match[1]) else None


def balanced(words: str) -> str:
    """The words without a bracket at either end that has no partner in them.

    >>> balanced("(Bees Count to (Four)"), balanced("Bees (Count)"), balanced("[Bees]")
    ('Bees Count to (Four)', 'Bees (Count)', '[Bees]')
    """
    for opening, closing in ("()", "[]", "（）"):
        while words.startswith(opening) and words.count(opening) > words.count(closing):
            words = words[1:].strip()
        while words.endswith(closing) and words.count(closing) > words.count(opening):
            words = words[:-1].strip()
    return words
