"""What became of the links, for people (Markdown) and for programs (JSON)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from ..submission.comment import code, inert
from ..text import count_of

if TYPE_CHECKING:
    from .links import Link, Result

MAX_ROWS: Final = 500
MAX_PLACES: Final = 5


def summary_of(result: Result) -> str:
    """One line: "812 links: 790 alive, 3 dead, 4 failing, 5 moved, 10 unknown"."""
    counts = Counter(link.outcome.state for link in result.links)
    dead = sum(link.is_dead for link in result.links)
    failing = sum(not link.is_dead for link in result.links if link.outcome.state == "failed")
    return (
        f"{count_of(len(result.links), 'link')}: {counts['alive']:,} alive, {dead:,} dead, "
        f"{failing:,} failing, {counts['moved']:,} moved, {counts['unknown']:,} unknown"
    )


def render_markdown(result: Result) -> str:
    return "\n".join(_lines(result)) + "\n"


def _lines(result: Result) -> Iterator[str]:
    yield from (f"# Links, {result.day}", "", f"{summary_of(result)}.")
    links = result.links
    failed = [link for link in links if link.outcome.state == "failed" or link.is_dead]
    yield from _table(
        "Dead",
        "Each failed on three different days, and never answered between.",
        [link for link in failed if link.is_dead],
        "Copy at the Internet Archive",
        lambda link: code(link.archived),
    )
    yield from _table(
        "Moved",
        "Each is redirected for good, and the new address answers.",
        [link for link in links if link.outcome.state == "moved"],
        "New address",
        lambda link: code(link.outcome.moved_to),
    )
    yield from _table(
        "Failing",
        "Not yet dead: it may pass.",
        [link for link in failed if not link.is_dead],
        "Failed on",
        lambda link: inert(", ".join(link.failed)),
    )
    yield from _table(
        "Unknown", "The server does not let a program look, or did not answer in time.",
        [link for link in links if link.outcome.state == "unknown" and not link.is_dead],
        "Failed on", lambda link: inert(", ".join(link.failed)),
    )  # fmt: skip


def _table(
    title: str, lead: str, links: Sequence[Link], column: str, told: Callable[[Link], str]
) -> Iterator[str]:
    if not links:
        return
    yield from ("", f"## {title}", "", lead, "", f"| Address | Where | Why | {column} |",
                "|---|---|---|---|")  # fmt: skip
    for link in links[:MAX_ROWS]:
        places = ", ".join(f"`{place}`" for place in link.places[:MAX_PLACES])
        more = f" and {len(link.places) - MAX_PLACES} more" * (len(link.places) > MAX_PLACES)
        why = inert(link.outcome.reason)
        yield f"| {code(link.outcome.url)} | {places}{more} | {why} | {told(link)} |"
    if len(links) > MAX_ROWS:
        yield from ("", f"{len(links) - MAX_ROWS:,} more are in links.json.")


def render_json(result: Result) -> str:
    """All links, one a line, with the redirects on the way."""
    lines = ",\n".join(json.dumps(_object(link), ensure_ascii=False) for link in result.links)
    return f'{{"day": "{result.day}",\n"links": [\n{lines}\n]}}\n'


def _object(link: Link) -> dict[str, object]:
    outcome = link.outcome
    return {
        "url": outcome.url, "state": "dead" if link.is_dead else outcome.state,
        "reason": outcome.reason, "private": outcome.is_private,
        "redirects": [{"status": status, "to": place} for status, place in outcome.hops],
        "moved_to": outcome.moved_to, "failed": list(link.failed), "archived": link.archived,
        "places": list(link.places),
    }  # fmt: skip
