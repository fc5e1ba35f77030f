"""What a refresh found, for people (Markdown) and for programs (JSON)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from ..submission.comment import code, inert, link_target
from ..text import count_of
from .proposal import Proposal

if TYPE_CHECKING:
    from .refresh import Result

MAX_ROWS: Final = 500  # of one table; the JSON has all
TITLES: Final = {
    "withdrawn": "Withdrawn or retracted",
    "published": "Published meanwhile",
    "completed": "Completed",
    "code": "Code found",
    "confirmed": "Confirmed",
    "renamed": "Another title",
    "authors": "Other authors",
    "moved": "Code moved or gone",
    "differs": "The register says otherwise",
}
_ENTERED: Final = (
    "These are in the patch: fields that were absent, and marks of `unverified` that a register "
    "takes away. Nothing that stands in an entry is changed."
)
_ASKED: Final = "These are questions: the entry says something else, or one source is not enough."


def render_markdown(result: Result) -> str:
    """Tables of what is entered and what is asked, then records of other works, then failures."""
    return "\n".join(_lines(result)) + "\n"


def summary_of(result: Result) -> str:
    """One line: "12 entries asked; 3 changes, 2 questions, 1 doubtful record, 4 failures"."""
    entered = sum(len(one.entered) for one in result.findings)
    all_of_them = sum(len(one.proposals) for one in result.findings)
    doubts = sum(len(one.doubts) for one in result.findings)
    return (
        f"{count_of(len(result.asked), 'entry', 'entries')} asked; {count_of(entered, 'change')}, "
        f"{count_of(all_of_them - entered, 'question')}, "
        f"{count_of(doubts, 'record')} of other works, {count_of(len(result.failures), 'failure')}"
    )


def _lines(result: Result) -> Iterator[str]:
    proposals = [proposal for one in result.findings for proposal in one.proposals]
    yield f"# What the registers say, {result.day}"
    yield ""
    yield f"{summary_of(result)}."
    for title, lead, chosen in (
        ("To enter", _ENTERED, [it for it in proposals if it.is_entered]),
        ("To decide", _ASKED, [it for it in proposals if not it.is_entered]),
    ):
        if chosen:
            yield from ("", f"## {title}", "", lead)
            yield from _tables(chosen)
    yield from _doubts(result)
    yield from _failures(result)


def _tables(proposals: Sequence[Proposal]) -> Iterator[str]:
    for kind, title in TITLES.items():
        rows = [it for it in proposals if it.kind == kind]
        if rows:
            yield from ("", f"### {title}", "", _HEAD, "|---|---|---|---|---|---|")
            yield from map(_row, rows[:MAX_ROWS])
            if len(rows) > MAX_ROWS:
                yield from ("", f"{len(rows) - MAX_ROWS:,} more are in refresh.json.")


_HEAD: Final = "| Entry | Field | Now | Then | Source | To know |"


def _row(it: Proposal) -> str:
    source = f"[{it.source}]({link_target(it.page)}), {it.asked}"
    cells = (f"`{it.key}`", it.field, code(it.now), code(it.then), source, inert(it.remark))
    return f"| {' | '.join(cells)} |"


_DOUBTFUL: Final = (
    "A register answers about another work under the identifier of the entry: one of the two is "
    "wrong. Nothing of these records was used."
)


def _doubts(result: Result) -> Iterator[str]:
    doubts = [doubt for one in result.findings for doubt in one.doubts]
    if doubts:
        yield from ("", "## Records of other works", "", _DOUBTFUL, "")
        yield from ("| Entry | Title there | Source |", "|---|---|---|")
    for it in doubts:
        yield (f"| `{it.key}` | {code(it.title)} | [{it.source}]({link_target(it.page)}), "
               f"{it.asked or result.day} |")  # fmt: skip


def _failures(result: Result) -> Iterator[str]:
    """The same sentence of many entries is one line."""
    if not result.failures:
        return
    yield from ("", "## What was asked in vain", "")
    counts = Counter(sentence for _, sentence in result.failures)
    first: dict[str, str] = {}
    for key, sentence in result.failures:
        first.setdefault(sentence, key)
    for sentence in sorted(counts, key=lambda it: (-counts[it], it))[:MAX_ROWS]:
        more = f" and {counts[sentence] - 1:,} more" if counts[sentence] > 1 else ""
        yield f"- {code(sentence)} (`{first[sentence]}`{more})"


def render_json(result: Result) -> str:
    """Everything, one proposal a line."""
    parts = {
        "proposals": [asdict(it) for one in result.findings for it in one.proposals],
        "doubts": [asdict(it) for one in result.findings for it in one.doubts],
        "failures": [{"key": key, "sentence": sentence} for key, sentence in result.failures],
    }
    lists = ",\n".join(
        f'"{name}": [{",".join(chr(10) + json.dumps(item, ensure_ascii=False) for item in items)}]'
        for name, items in parts.items()
    )
    asked = json.dumps(list(result.asked))
    return f'{{"day": "{result.day}",\n"asked": {asked},\n{lists}}}\n'
