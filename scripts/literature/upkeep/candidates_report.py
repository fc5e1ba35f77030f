"""The file in which candidates are reviewed, and how it is read back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ..render.site_facts import Site
from ..submission.comment import code, inert, link_target
from ..text import count_of

if TYPE_CHECKING:
    from .candidates import Candidate, Result

_HOW: Final = (
    "Put an x in the box of a work that belongs here, and a minus in that of one that does not. "
    "Then `make candidates ARGS=--accept` adds the first by the steps of every submission, asking "
    "for what is missing, and notes the others in `entries/_declined.txt`. Boxes left empty come "
    "again."
)
_BOX: Final = re.compile(r"- \[([xX-])\] .*<!-- (\S+) -->")


def summary_of(result: Result) -> str:
    """One line: "12 candidates since 2026-09-22; left out: 3 known, 1 declined; 1 failure"."""
    left_out = ", ".join(f"{count:,} {why}" for why, count in result.left_out.items())
    return (
        f"{count_of(len(result.candidates), 'candidate')} since {result.since}"
        + (f"; left out: {left_out}" if left_out else "")
        + (f"; {count_of(len(result.failures), 'failure')}" if result.failures else "")
    )  # fmt: skip


def render_markdown(result: Result, site: Site) -> str:
    return "\n".join(_lines(result, site)) + "\n"


def _lines(result: Result, site: Site) -> Iterator[str]:
    yield from (f"# Candidates, {result.day}", "", f"{summary_of(result)}.", "", _HOW, "")
    for candidate in result.candidates:
        yield from _item(candidate)
    if result.failures:
        yield from ("", "## What was asked in vain", "")
        yield from (f"- {code(sentence)}" for sentence in sorted(set(result.failures)))


def _item(candidate: Candidate) -> Iterator[str]:
    record = candidate.record
    yield f"- [ ] {code(record.title)} <!-- {_marker(candidate.id)} -->"
    names = [name.printed for name in record.authors]
    who = inert(", ".join(names[:4]) + (" and others" if len(names) > 4 else ""))
    when = f", {record.published}" if record.published else ""
    yield f"  {who}{when}, {_link(candidate)}, likeness {candidate.score:.2f}"
    yield from (f"  - {inert(reason)}" for reason in candidate.reasons)


def _marker(id: str) -> str:
    """An identifier that ends no comment."""
    return re.sub(r"[^\x21-\x7e]|--|[<>]", "", id)


def _link(candidate: Candidate) -> str:
    return f"[{candidate.record.source}]({link_target(candidate.record.page)})"


def render_json(result: Result) -> str:
    """All candidates, one a line: what `make add` takes, the record and the reasons."""
    lines = ",\n".join(json.dumps(_object(it), ensure_ascii=False) for it in result.candidates)
    head = json.dumps({
        "day": result.day, "since": result.since, "left_out": dict(result.left_out),
        "failures": list(result.failures),
    }, ensure_ascii=False)  # fmt: skip
    return f'{head[:-1]}, "candidates": [\n{lines}\n]}}\n'


def _object(candidate: Candidate) -> dict[str, object]:
    record = candidate.record
    return {
        "id": candidate.id, "title": record.title, "score": candidate.score,
        "authors": [name.inverted for name in record.authors], "published": str(record.published),
        "arxiv": record.arxiv, "doi": record.doi, "source": record.source, "page": record.page,
        "reasons": list(candidate.reasons),
    }  # fmt: skip


def read_ticks(text: str) -> tuple[list[str], list[str]]:
    """The identifiers of works that were taken, and of those that were declined."""
    marks = [match.groups() for match in map(_BOX.match, text.splitlines()) if match]
    taken = [id for mark, id in marks if mark in "xX"]
    return taken, [id for mark, id in marks if mark == "-"]
