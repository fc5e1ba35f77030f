"""Dates as people and programs spell them -> what is known of day, month and year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from ..model import MONTHS, PartialDate

_NAMES: Final = {name.lower(): number for number, name in enumerate(MONTHS, 1)}
_FURTHER: Final = {"mär": 3, "mai": 5, "okt": 10, "dez": 12, "sept": 9}
_MONTH: Final = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR: Final = r"(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
_DAY: Final = r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?"
_PATTERNS: Final = tuple(
    re.compile(rf"(?<![\w.])(?:{pattern})(?![\w])", re.IGNORECASE)
    for pattern in (
        rf"{_MONTH}\s*{_DAY}\s*,?\s+{_YEAR}",  # Nov. 30, 2024
        rf"{_DAY}\.?\s+{_MONTH},?\s*{_YEAR}",  # 30 Nov 2024
        rf"{_MONTH}[\s,'’-]*{_YEAR}",  # Nov 2024
        rf"{_YEAR}[\s,-]+{_MONTH}(?:\s+{_DAY})?",  # 2024 Nov 30
        rf"{_YEAR}\s?[-/.年]\s?(?P<month>0?[1-9]|1[0-2])\s?[-/.月]\s?{_DAY}日?",  # 2024-11-17
        rf"{_YEAR}\s?[-/.年]\s?(?P<month>0?[1-9]|1[0-2])月?(?![.-/][0-9])",  # 2024.11
        rf"(?P<day>3[01]|[12][0-9]|0?[1-9])[./](?P<month>0?[1-9]|1[0-2])[./]{_YEAR}",  # 17.11.2024
        rf"(?P<month>0[1-9]|1[0-2])[./]{_YEAR}",  # 11/2024
        rf"{_MONTH}\s*['’](?P<short>[0-9]{{2}})",  # Nov '24
        r"(?P<short>[0-3][0-9])[./](?P<month>0[1-9]|1[0-2])(?:[./](?P<day>[0-3][0-9]))?",  # 24/11
    )
)
_LONE_YEAR: Final = re.compile(_YEAR)


def dates_in(text: str) -> Iterator[tuple[PartialDate, int, int]]:
    """Each date with a month in a text, with the places where it starts and ends, in order."""
    found: list[tuple[int, int, PartialDate]] = []
    if not re.search(r"[0-9]", text):
        return
    for pattern in _PATTERNS:
        for match in pattern.finditer(text[:2000]):
            when = _date(match)
            is_new = not any(match.start() < end and start < match.end() for start, end, _ in found)
            if when and is_new:
                found.append((match.start(), match.end(), when))
    for start, end, when in sorted(found, key=lambda it: it[:2]):
        yield when, start, end


def date_in(text: str) -> PartialDate | None:
    """The first date of a text, or the one year that it names.

    >>> str(date_in("(Nov. 30, 2024)")), str(date_in("24/11")), str(date_in("CVPR 2023"))
    ('2024-11-30', '2024-11', '2023')
    """
    for when, _, _ in dates_in(text):
        return when
    years = {match["year"] for match in _LONE_YEAR.finditer(text[:2000])}
    return _possible(int(years.pop())) if len(years) == 1 else None


def month_number(text: str) -> int:
    """The number of a month in letters or digits; 0 for anything else."""
    word = text.strip().strip(".").lower()
    if re.fullmatch(r"0?[1-9]|1[0-2]", word):
        return int(word)
    if not word.isalpha():
        return 0
    return _NAMES.get(word[:3]) or _FURTHER.get(word[:4], 0) or _FURTHER.get(word[:3], 0)


def date_of_parts(year: str, month: str = "", day: str = "") -> PartialDate | None:
    """A date out of three fields; what cannot be is left out."""
    match = re.search(r"(?<![0-9])(1[6-9]|20)[0-9]{2}(?![0-9])", year)
    if not match:
        return None
    days = re.search(r"(?<![0-9])[0-3]?[0-9](?![0-9])", day)
    return _possible(int(match[0]), month_number(month), int(days[0]) if days else 0)


def _date(match: re.Match[str]) -> PartialDate | None:
    groups = match.groupdict()
    year = int(groups.get("year") or f"20{groups['short']}")
    name = groups.get("name")
    month = _NAMES[name[:3].lower()] if name else int(groups["month"])
    when = _possible(year, month, int(groups.get("day") or 0))
    return when if when and (groups.get("year") or 2000 <= when.year <= 2035) else None


def _possible(year: int, month: int = 0, day: int = 0) -> PartialDate | None:
    if not 1600 <= year <= 2100:
        return None
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return PartialDate(year, month) if 0 <= month <= 12 else PartialDate(year)
    return PartialDate(year, month, day if month else 0)
