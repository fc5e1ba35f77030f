"""RIS -> records, as Zotero, EndNote, Mendeley, publishers and our own export write it.

https://en.wikipedia.org/wiki/RIS_(file_format): tags of two characters, "TY" first, "ER" last.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final

from ..model import Name, PartialDate
from ..sources.names import authors_of, group, person, printed_name
from ..text import shown
from .bibtex_names import read_name
from .dates import date_in
from .found import MAX_RECORDS, Found, Ignored, Reading, Remark, too_many
from .record import Parts, found_of, year_and_month

_TAG: Final = re.compile(r"\ufeff?([A-Z][A-Z0-9])  ?- ?(.*)$")
_WORKS: Final = {
    "COMP": "software", "BLOG": "post", "ELEC": "post", "ICOMM": "post", "RPRT": "report",
    "GEN": "", "WEB": "post",
}  # fmt: skip
_OURS: Final = re.compile(r"Track: (.+)")


def read_ris(text: str) -> Reading:
    """All records, those without an end among them."""
    found: list[Found] = []
    ignored: list[Ignored] = []
    tags: dict[str, list[str]] = {}
    start, last = 0, ""
    remarks: list[Remark] = []

    def close() -> None:
        if tags:
            found.append(_found(tags, start, list(remarks)))
        tags.clear()
        remarks.clear()

    for number, line in enumerate(text.split("\n"), 1):
        match = _TAG.match(line)
        if len(found) >= MAX_RECORDS:
            found.append(too_many(number))
            tags.clear()
            break
        if match and match[1] == "TY":
            if tags:
                remarks.append(Remark(start, "damage", "the record has no ER line"))
            close()
            start, tags["TY"], last = number, [match[2].strip()], "TY"
        elif match and match[1] == "ER":
            close()
        elif match and tags:
            tags.setdefault(match[1], []).append(match[2].strip()[:20_000])
            last = match[1]
        elif line.strip() and tags and last:
            tags[last][-1] = f"{tags[last][-1]} {line.strip()}"[:20_000]
        elif line.strip():
            ignored.append(Ignored(number, number, "text outside records"))
    if tags:
        remarks.append(Remark(start, "damage", "the file ends within the record"))
    close()
    return Reading("RIS", tuple(found), tuple(ignored))


def _found(tags: dict[str, list[str]], line: int, remarks: list[Remark]) -> Found:
    first = defaultdict(str, {tag: values[0] for tag, values in tags.items()})
    title = first["TI"] or first["T1"] or first["CT"] or first["BT"]
    names = [value for tag in ("AU", "A1") for value in tags.get(tag, []) if value]
    people = [_name(value) for value in names]
    remarks += [Remark(line, "authors", f"'{shown(value, 60)}' is no name; left out")
                for value, name in zip(names, people, strict=True) if name is None]  # fmt: skip
    kind = first["TY"].upper()
    venue = next(
        (first[tag] for tag in ("T2", "JO", "JF", "JA", "J2", "BT", "C3") if first[tag]), ""
    )
    if kind in ("UNPB", "BLOG", "COMP", "ELEC") and not re.search(
        "(?i)proc|conf|workshop|journal", venue
    ):
        venue = ""
    if re.search(r"(?i)^arxiv|^corr\b|preprint", venue):
        venue = ""
    track = next((match[1] for note in tags.get("N1", []) if (match := _OURS.fullmatch(note))), "")
    pages = "-".join(part for part in (first["SP"], first["EP"]) if part)
    addresses = [
        value
        for tag in ("AN", "C1", "M1", "M3", "UR", "L1", "L2", "LK", "N1", "JO", "PB")
        for value in tags.get(tag, [])
        if tag in ("UR", "LK") or re.search("(?i)arxiv|doi", value)
    ]
    words = [word for value in tags.get("KW", []) for word in re.split(r"[;\n]", value)]
    parts = Parts(
        line, first["ID"] or first["LB"], title, authors_of(people), _date(first, line, remarks),
        venue=venue, track=track, volume=first["VL"], number=first["IS"], pages=pages,
        doi=first["DO"], addresses=tuple(map(_plain, addresses)), words=tuple(words),
        work=_WORKS.get(kind, ""),
    )  # fmt: skip
    return found_of(parts, remarks)


def _plain(text: str) -> str:
    """What leads to a work in a text; a note may hold more than one address."""
    if len(text) < 200 and " " not in text:
        return text
    return " ".join(re.findall(r"(?i)https?://\S+|arxiv:\s?\S+|10\.[0-9]{4,9}/\S+", text)[:3])


def _name(value: str) -> Name | None:
    """ "Family, Given, Suffix", as RIS orders them; else as people write names."""
    parts = [part.strip() for part in value.split(",")]
    if len(parts) == 3 and re.fullmatch(r"(?:Jr|Sr)\.?|I{2,3}|IV|VI{1,3}", parts[2]):
        return person(parts[0], parts[1], parts[2])
    if (
        len(parts) == 1
        and " " in value
        and not re.search(r"\s[A-Z]\.|^[A-Z][\w'-]+ [A-Z][\w'-]+$", value)
    ):
        return printed_name(value) if len(value.split()) < 4 else group(value)
    return read_name(value)


def _date(first: defaultdict[str, str], line: int, remarks: list[Remark]) -> PartialDate | None:
    for tag in ("DA", "PY", "Y1"):
        text = first[tag].strip("/")
        if text and (when := year_and_month(re.sub("/+", "-", text).strip("-")) or date_in(text)):
            return when
    if first["PY"] or first["Y1"]:
        remarks.append(
            Remark(line, "dates", f"'{shown(first['PY'] or first['Y1'], 40)}' is no year")
        )
    return None
