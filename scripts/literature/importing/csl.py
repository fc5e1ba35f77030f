"""CSL-JSON -> records: our own, Zotero's, Crossref's and pandoc's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final

from ..model import Name, PartialDate
from ..sources.cleaning import unmarked
from ..sources.names import authors_of, group, person, printed_name
from ..text import shown
from .dates import date_in, date_of_parts
from .found import MAX_RECORDS, Found, Reading, Remark, too_many
from .record import Parts, found_of, year_and_month

_WORKS: Final = {
    "software": "software", "post-weblog": "post", "post": "post", "webpage": "post",
    "report": "report",
}  # fmt: skip
_MAX_DEPTH: Final = 12


def read_csl(text: str) -> Reading:
    """All items of an array, of one item alone, or of an object that holds them."""
    found: list[Found] = []
    for line, value, fault in _items(text):
        if len(found) >= MAX_RECORDS:
            found.append(too_many(line))
            break
        if fault:
            found.append(Found(line, f"line {line}", refusal=fault))
        elif isinstance(value, dict):
            found.append(_found(value, line))
        else:
            found.append(Found(line, f"line {line}", refusal="is no record but a single value"))
    return Reading("CSL-JSON", tuple(found))


def _items(text: str) -> Iterator[tuple[int, object, str]]:
    """Line, value and fault of each item; what follows a damaged one is read on."""
    decoder = json.JSONDecoder()
    at = _first_item(text)
    line, counted = 1, 0
    while at < len(text):
        start = re.compile(r"[\s,]*").match(text, at)
        at = start.end() if start else at
        if at >= len(text) or text[at] in "]}":
            return
        line, counted = line + text.count("\n", counted, at), at
        try:
            if _depth(text, at) > _MAX_DEPTH:
                raise ValueError("nested too deeply")
            value, at = decoder.raw_decode(text, at)
            yield line, value, ""
        except (ValueError, RecursionError) as error:
            message = getattr(error, "msg", "") or str(error)
            yield line, None, f"is not readable as JSON: {shown(message, 80)}"
            following = re.compile(r"\n\s{0,8}\{\s*(?=\n|\")|\},\s*(?=\{)").search(text, at + 1)
            if not following:
                return
            at = following.end() - 1 if following[0].rstrip().endswith("{") else following.end()
            at = text.rfind("{", 0, at + 1) if following[0].rstrip().endswith("{") else at


def _first_item(text: str) -> int:
    """Where the first item stands: in an array, or under "items" or "references"."""
    match = re.match(r"\s*\[", text)
    if match:
        return match.end()
    wrapped = re.match(
        r'\s*\{\s*(?:"[\w-]+"\s*:\s*(?:"[^"]{0,500}"|[0-9.]+)\s*,\s*){0,10}"(?:items|references)"\s*:\s*\[',
        text,
    )
    return wrapped.end() if wrapped else 0


def _depth(text: str, at: int) -> int:
    """How deep the item that begins here is nested, as far as a look at its start tells."""
    deepest = depth = 0
    for char in text[at : at + 2000]:
        depth += (char in "[{") - (char in "]}")
        deepest = max(deepest, depth)
        if depth <= 0:
            break
    return deepest


def _text(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return unmarked(str(value), 5000) if isinstance(value, str | int | float) else ""


def _found(item: Mapping[str, object], line: int) -> Found:
    remarks: list[Remark] = []
    names = []
    authors = item.get("author")
    for value in authors if isinstance(authors, list) else []:
        name = _name(value)
        names.append(name)
        if name is None:
            remarks.append(
                Remark(line, "authors", f"'{shown(str(value), 60)}' is no name; left out")
            )
    kind = _text(item.get("type"))
    venue = (
        _text(item.get("container-title"))
        or _text(item.get("event-title"))
        or _text(item.get("event"))
    )
    if kind in ("article", "post-weblog", "software", "webpage", "manuscript") or re.search(
        r"(?i)^arxiv|preprint", venue
    ):
        venue = "" if not re.search("(?i)proc|conf|journal", venue) else venue
    issued, first = _date(item.get("issued")), _date(item.get("available-date"))
    if issued is None and item.get("issued"):
        remarks.append(Remark(line, "dates", f"'{shown(str(item['issued']), 60)}' is no date"))
    keyword = item.get("keyword") or item.get("subject") or item.get("categories") or ""
    words = (
        [_text(it) for it in keyword]
        if isinstance(keyword, list)
        else re.split("[;,]", _text(keyword))
    )
    texts = [
        _text(item.get(name))
        for name in ("number", "archive_location", "note", "URL", "link", "archive")
    ]
    title = _text(item.get("title"))
    subtitle = _text(item.get("subtitle"))
    parts = Parts(
        line, _text(item.get("id")) or _text(item.get("citation-key")),
        f"{title}: {subtitle}" if subtitle and subtitle.casefold() not in title.casefold() else title,  # noqa: E501
        authors_of(names), issued, first, venue,
        _text(item.get("event-title")) if kind == "paper-conference" and _text(item.get("container-title")) and _text(item.get("event-title")) and not _text(item.get("event")) and "event-place" not in item and _is_ours(item) else "",  # noqa: E501
        _text(item.get("volume")), _text(item.get("issue")), _text(item.get("page")),
        _text(item.get("DOI")), tuple(_leads(texts)), tuple(words), _WORKS.get(kind, ""),
    )  # fmt: skip
    return found_of(parts, remarks)


def _is_ours(item: Mapping[str, object]) -> bool:
    """Whether the event is what our export writes there: the workshop of a conference."""
    return not {"publisher-place", "accessed", "language", "source"} & item.keys()


def _leads(texts: list[str]) -> Iterator[str]:
    for text in texts:
        if re.search(r"(?i)https?:|arxiv|doi|^10\.", text):
            yield " ".join(
                re.findall(r"(?i)https?://\S+|arxiv:\s?\S+|10\.[0-9]{4,9}/\S+", text)[:3]
            )


def _name(value: object) -> Name | None:
    if isinstance(value, str):
        return printed_name(value)
    if not isinstance(value, dict):
        return None
    parts = {
        name: _text(value.get(name))
        for name in (
            "family",
            "given",
            "suffix",
            "literal",
            "name",
            "non-dropping-particle",
            "dropping-particle",
        )
    }
    if parts["literal"] or parts["name"]:
        return group(parts["literal"] or parts["name"])
    particle = f"{parts['dropping-particle']} {parts['non-dropping-particle']}".strip()
    family = f"{particle} {parts['family']}".strip()
    return person(family, parts["given"], parts["suffix"])


def _date(value: object) -> PartialDate | None:
    if isinstance(value, str):
        return year_and_month(value) or date_in(value)
    if not isinstance(value, dict):
        return None
    parts = value.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    if isinstance(first, list) and first:
        texts = [str(it) for it in first[:3]] + ["", ""]
        return date_of_parts(texts[0], texts[1], texts[2])
    text = _text(value.get("raw")) or _text(value.get("literal"))
    return year_and_month(text) or date_in(text)
