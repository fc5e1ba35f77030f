"""A list of identifiers or addresses, one per line -> records that the registers fill."""

from __future__ import annotations

import re

from ..text import shown
from .found import MAX_RECORDS, Found, Ignored, Reading, too_many
from .record import Parts, found_of


def read_ids(text: str) -> Reading:
    """One record per line; blank lines and comments are none."""
    found: list[Found] = []
    ignored: list[Ignored] = []
    for number, line in enumerate(text.split("\n"), 1):
        if len(found) >= MAX_RECORDS:
            found.append(too_many(number))
            break
        words = re.sub(r"^\s*(?:[-*+•]|[0-9]{1,4}[.)])\s+", "", line[:2000]).strip()
        words = re.split(r"\s+(?:#|%|//)", words)[0].strip(" ,;<>\"'")
        if not words:
            continue
        if re.match(r"#|%|//", words):
            ignored.append(Ignored(number, number, "comment"))
            continue
        if re.match(r"(?i)[\w.-]+\.[a-z]{2,6}/", words) and not re.match(
            r"(?i)(?:[a-z-]+\.[A-Z]{2})/[0-9]{7}", words
        ):
            words = f"https://{words}"
        record = found_of(Parts(number, addresses=(words,)))
        if record.refusal:
            reason = f"'{shown(words, 80)}' is no identifier and no https address"
            record = Found(number, shown(words, 80), refusal=reason)
        found.append(Found(number, shown(words, 100), record.entry, is_typed=True,
                           remarks=record.remarks, refusal=record.refusal))  # fmt: skip
    return Reading("identifiers", tuple(found), tuple(ignored))
