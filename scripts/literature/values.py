"""Text -> value: days, years, addresses and names, refused with what would be right.

Each function raises ValueError with the end of a message, ready to follow the name of a field.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from .model import Name
from .text import shown


def parse_year(text: str) -> int:
    if not re.fullmatch(r"(?:1[89]|20)[0-9]{2}", text):
        raise ValueError(f"'{shown(text)}' is no year; write four digits, like 2025")
    return int(text)


def parse_day(text: str) -> date:
    """A day on which an entry can have been added: ISO, and not before the web was."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(f"'{shown(text)}' is no day; write it like 2026-11-20")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"'{text}' is no date that exists; write it like 2026-11-20") from None
    if day.year < 1990:
        raise ValueError(f"'{text}' is too early; write the day the entry was added")
    return day


_HOST: Final = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]"
# Names that no public server can have (RFC 2606, RFC 6762, RFC 8375).
_NO_HOST: Final = r".*\.(?:test|invalid|localhost|local|internal|lan|home\.arpa|onion)"


# What nearly every address looks like; all others are looked at closely.
_PLAIN_URL: Final = re.compile(rf"https://{_HOST}(?:/[A-Za-z0-9._~!$&'()*+,;=:@/?#-]*)?")
_LOCAL: Final = (".test", ".invalid", "localhost", ".local", ".internal", ".lan", ".arpa", ".onion")


def parse_url(text: str) -> str:
    """An https address without user info and port that names a public-looking host."""
    if _PLAIN_URL.fullmatch(text) and not text[8:].partition("/")[0].endswith(_LOCAL):
        return text
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        raise ValueError(f"'{shown(text)}' is not a URL; write https://host/path") from None
    if text.startswith("http://"):
        secure = shown(text.replace("http://", "https://", 1))
        raise ValueError(f"'{shown(text)}' is not an https address; write {secure}")
    if not text.startswith("https://"):
        raise ValueError(f"'{shown(text)}' is not an https address; write https://host/path")
    if "@" in parts.netloc:
        raise ValueError(
            f"'{shown(text)}' hides its host behind user info; remove what is before '@'"
        )
    if not re.fullmatch(_HOST, host) or re.fullmatch(_NO_HOST, host):
        raise ValueError(f"'{shown(text)}' has no public host name; write https://host/path")
    if parts.netloc.lower() != host:
        raise ValueError(f"'{shown(text)}' has a port; write https://{shown(host)}/path")
    if re.search(r'[\s\\<>"`{}|^\[\]]|%(?![0-9A-Fa-f]{2})', text) or not text.isascii():
        raise ValueError(f"'{shown(text)}' has a character that no URL has; percent-encode it")
    return text


@lru_cache(100_000)
def parse_name(text: str) -> Name:
    """An author; raises ValueError with the right form for what is plainly none.

    One object for all who print a name: most names are on several works, and are looked up often.
    """
    if text.startswith("{") or text.endswith("}"):
        if not re.fullmatch(r"\{[^{}]+\}", text) or not text[1:-1].strip():
            inner = shown(re.sub(r"[{}]", "", text).strip()) or "Group"
            raise ValueError(f"'{shown(text)}' has unbalanced braces; write {{{inner}}}")
        return Name.parse(text)
    refuse_no_name(text)
    parts = [part.strip() for part in text.split(",")]
    if not all(parts) or len(parts) > 3:
        raise ValueError(f"'{shown(text)}' is not one name; write Family, Given")
    if len(parts) == 3 and not re.fullmatch(_SUFFIX, parts[1]):
        raise ValueError(
            f"'{shown(text)}' has two commas but no 'Jr' or 'III' between them; "
            "write Family, Given, or Family, III, Given"
        )
    if len(parts) == 1 and " " in text:
        given, _, family = map(shown, text.rpartition(" "))
        group = f"{{{shown(text)}}}"
        raise ValueError(
            f"'{shown(text)}' has no comma; write {family}, {given} (or {group} for a group)"
        )
    return Name.parse(text)


def refuse_no_name(text: str) -> None:
    """Raises ValueError for what no name is, in whichever order its parts stand."""
    for pattern, complaint in _NAME_FAULTS if _ODD_NAME.search(text) else ():
        if re.search(pattern, text, re.IGNORECASE):
            raise ValueError(f"'{shown(text)}' {complaint}")


# Something that no ordinary name has: only then the faults are looked for one by one.
_ODD_NAME: Final = re.compile(
    r"[^\w ,.'’-]|[0-9_]|\bet\b|\band\b|\bothers\b|\A[\W_]+\Z|:", re.IGNORECASE
)
_SUFFIX: Final = r"(?:Jr|Sr)\.?|I{1,3}|IV|VI{0,3}"
_NAME_FAULTS: Final = (
    (r"\bet\.? al\b\.?|^(?:and )?others$|^(?:\.\.\.|…)$", "is no author; list everyone by name"),
    (
        r"[{}\\<>;@*†‡§¶|=0-9]|https?:",
        "has a character that no name has; write Family, Given "
        "(a group or a made-up name in braces)",
    ),
    (r"^[\W_]+$", "has no letter; write Family, Given"),
    (
        r" (?:and|&) ",
        "looks like several names; give each its own line, or put the name of a group in braces",
    ),
)
