"""What became of a file, for a terminal, as Markdown and as JSON; its texts stand as data."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from ..model import Name
from ..render.api import field_value
from ..taxonomy import Taxonomy
from ..text import count_of, shown
from .found import KINDS, Ignored, Remark
from .settle import Outcome

VERSION: Final = 1  # of the JSON
MAX_SHOWN: Final = 12  # lines of one kind on a terminal


@dataclass(frozen=True)
class Report:
    """One run. `proposals` and `terms` are the texts of the map and of the terms to be added."""

    source: str  # name of the file
    format: str
    outcomes: Sequence[Outcome]
    taxonomy: Taxonomy
    ignored: Sequence[Ignored] = ()
    remarks: Sequence[Remark] = ()
    proposals: str = ""
    terms: str = ""
    written: Sequence[str] = ()  # paths that changed
    is_preview: bool = True
    seconds: float = 0.0
    unread: Sequence[str] = field(default=())  # why nothing could be read

    @property
    def counts(self) -> Mapping[str, int]:
        states = Counter(it.state for it in self.outcomes)
        places = Counter(it.place for it in self.outcomes if it.state == "taken")
        return {
            "records": len(self.outcomes),
            "taken": states["taken"],
            "complete": places["entries"],
            "for_review": places["import-review"],
            "merged": states["merged"],
            "refused": states["refused"],
            "additions": sum(bool(it.additions) for it in self.outcomes),
            "doubtful": sum(any(one.is_doubt for one in it.remarks) for it in self.outcomes),
            "ignored_lines": sum(it.last - it.first + 1 for it in self.ignored),
        }

    @property
    def all_remarks(self) -> list[Remark]:
        """Each once, in the order of the file."""
        found = {*self.remarks, *(one for it in self.outcomes for one in it.remarks)}
        return sorted(found)


def summary_lines(report: Report) -> Iterator[str]:
    """The counts in sentences."""
    counts = report.counts
    yield (
        f"{report.source}: {report.format}, {count_of(counts['records'], 'record')}: "
        f"{counts['taken']} taken, {counts['merged']} merged, {counts['refused']} refused"
    )
    yield (f"taken: {counts['complete']} whole, {counts['for_review']} for review; "
           f"merged: {counts['additions']} add something")  # fmt: skip
    if report.ignored:
        yield f"{count_of(counts['ignored_lines'], 'line')} without a record"


def terminal_lines(report: Report) -> Iterator[str]:
    """The summary, then each kind of remark with its first lines."""
    yield from report.unread
    yield from summary_lines(report)
    refused = [f"{report.source}:{it.found.line}: {shown(it.found.label, 60)}: {it.reason}"
               for it in report.outcomes if it.state == "refused"]  # fmt: skip
    yield from _first("Refused", refused)
    yield from _first("For review", [_review_line(report, it) for it in _for_review(report)])
    yield from _first("Added to entries that are here", list(_addition_lines(report)))
    by_kind = defaultdict(list)
    for remark in report.all_remarks:
        by_kind[remark.kind].append(f"{report.source}:{remark.line}: {remark.message}")
    for kind, heading in KINDS.items():
        yield from _first(heading, by_kind[kind])
    if report.is_preview:
        yield "Preview: nothing was written. Add --write to write it."
    else:
        yield f"{count_of(len(report.written), 'file')} written."


def _first(heading: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"{heading} ({len(lines)}):"
        yield from (f"  {line}" for line in lines[:MAX_SHOWN])
        if len(lines) > MAX_SHOWN:
            yield f"  ... and {len(lines) - MAX_SHOWN} more; --report FILE has all"


def _for_review(report: Report) -> list[Outcome]:
    return [it for it in report.outcomes if it.state == "taken" and it.place != "entries"]


def lacks(outcome: Outcome) -> str:
    """What keeps a taken record from being an entry."""
    parts = [f"missing: {', '.join(outcome.missing)}"] if outcome.missing else []
    parts += [f"{name}: {text}" if name else text for name, text in outcome.findings]
    doubts = [KINDS[it.kind].lower() for it in outcome.remarks if it.is_doubt]
    parts += [f"doubtful: {', '.join(dict.fromkeys(doubts))}"] if doubts else []
    return "; ".join(parts)


def _review_line(report: Report, outcome: Outcome) -> str:
    name = outcome.key or "no key yet"
    return f"{report.source}:{outcome.found.line}: {name}: {lacks(outcome)}"


def _addition_lines(report: Report) -> Iterator[str]:
    for it in report.outcomes:
        if it.additions:
            values = ", ".join(f"{name}: {_text(value)}" for name, value in it.additions.items())
            yield f"{report.source}:{it.found.line}: {it.key}: {shown(values, 200)}"


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def render_markdown(report: Report) -> str:
    """The whole report as a page."""
    parts = [
        f"# Import of {_code(report.source)}\n",
        *(f"{_escaped(it)}  " for it in summary_lines(report)),
        "",
    ]
    parts += [f"> {_escaped(it)}" for it in report.unread]
    if report.is_preview:
        parts.append("Preview: nothing was written.\n")
    for heading, state in (("Taken", "taken"), ("Merged", "merged"), ("Refused", "refused")):
        rows = [it for it in report.outcomes if it.state == state]
        if rows:
            parts += [
                f"## {heading}: {len(rows)}\n",
                "| Line | Record | Entry | |",
                "|--:|---|---|---|",
            ]
            parts += [_row(it) for it in rows]
            parts.append("")
    by_kind = defaultdict(list)
    for remark in report.all_remarks:
        by_kind[remark.kind].append(remark)
    for kind, heading in KINDS.items():
        if by_kind[kind]:
            parts += [f"## {heading}: {len(by_kind[kind])}\n"]
            parts += [f"- line {it.line}: {_escaped(it.message)}" for it in by_kind[kind]]
            parts.append("")
    if report.ignored:
        parts += [f"## Lines without a record: {report.counts['ignored_lines']}\n"]
        parts += [f"- {reason}: {lines}" for reason, lines in _by_reason(report.ignored)]
        parts.append("")
    if report.proposals:
        parts += ["## Map of words to terms\n", "To change it, save this as a file, edit it, and give it with --map.\n",  # noqa: E501
                  "```yaml", report.proposals.rstrip(), "```", ""]  # fmt: skip
    if report.terms:
        parts += ["## Venues to add\n", "Lines for entries/_taxonomy.yaml, below the terms of venues; look at each.\n",  # noqa: E501
                  "```yaml", report.terms.rstrip(), "```", ""]  # fmt: skip
    return "\n".join(parts).rstrip() + "\n"


def _row(it: Outcome) -> str:
    if it.state == "taken":
        what = "" if it.place == "entries" else lacks(it)
    elif it.additions:
        what = f"{it.reason}; adds {', '.join(it.additions)}"
    else:
        what = it.reason
    return f"| {it.found.line} | {_escaped(shown(it.found.label, 90))} | {_code(it.key)} | {_escaped(what)} |"  # noqa: E501


def _by_reason(ignored: Sequence[Ignored]) -> Iterator[tuple[str, str]]:
    """Reason, and the lines as ranges."""
    lines: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for it in sorted(ignored, key=lambda one: one.first):
        ranges = lines[it.reason]
        if ranges and it.first <= ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], max(it.last, ranges[-1][1]))
        else:
            ranges.append((it.first, it.last))
    for reason, ranges in lines.items():
        text = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in ranges[:500])
        yield _escaped(reason), text + (" ..." if len(ranges) > 500 else "")


def _escaped(text: str) -> str:
    """Text of a stranger, as Markdown that shows it and does nothing else."""
    return re.sub(r"([\\`*_\[\]<>|#!&~@])", r"\\\1", shown(text, 400))


def _code(text: str) -> str:
    clean = re.sub(r"[`|]", "'", shown(text, 100))
    return f"`{clean}`" if clean else ""


def render_json(report: Report) -> str:
    """The report for programs: every record with its line, state, key, fields and remarks."""
    return json.dumps(
        {
            "version": VERSION, "source": report.source, "format": report.format,
            "is_preview": report.is_preview, "counts": dict(report.counts),
            "records": [_record(it, report.taxonomy) for it in report.outcomes],
            "remarks": [_remark(it) for it in report.remarks],
            "ignored": [{"first": it.first, "last": it.last, "reason": it.reason}
                        for it in report.ignored],
            "map": report.proposals, "terms": report.terms, "written": list(report.written),
            "unread": list(report.unread),
        },
        ensure_ascii=True, indent=1,
    ) + "\n"  # fmt: skip


def _record(it: Outcome, taxonomy: Taxonomy) -> dict[str, object]:
    fields: dict[str, object] = {}
    if it.entry:
        names = [
            name for name in type(it.entry).__dataclass_fields__ if name not in ("key", "terms")
        ]
        for name in (*names, *taxonomy.fields):
            has = it.entry.terms.get(name) if name in taxonomy.fields else getattr(it.entry, name)
            if has:
                fields[name] = field_value(it.entry, name, taxonomy)
    return {
        "line": it.found.line, "record": shown(it.found.label, 200), "state": it.state,
        "reason": it.reason, "key": it.key, "place": it.place, "missing": list(it.missing),
        "findings": [{"field": name, "message": text} for name, text in it.findings],
        "additions": {name: _plain(value) for name, value in it.additions.items()},
        "remarks": [_remark(one) for one in it.remarks], "entry": fields,
    }  # fmt: skip


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [it.inverted if isinstance(it, Name) else str(it) for it in value]
    return value if isinstance(value, int) else str(value)


def _remark(it: Remark) -> dict[str, object]:
    return {"line": it.line, "kind": it.kind, "is_doubt": it.is_doubt, "message": it.message}
