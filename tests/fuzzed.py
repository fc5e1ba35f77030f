"""The four parsers of strangers' bytes, each as one function that fails for what it never may do.

Fuzzing (tests/bench/fuzz.py) throws bytes at them; the tests replay those that are kept in
tests/fuzz/. What a parser made of the bytes is told in words, so that what is new can be seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from samples import KEY, reading_of
from toy import SITE, toy

from literature.importing.decoding import decode_file
from literature.importing.formats import READERS, format_of
from literature.importing.found import KINDS, Reading
from literature.importing.settle import World, settle
from literature.importing.vocabulary import Map, Vocabulary
from literature.model import Problem
from literature.read import Reading as FileReading
from literature.read import read_content
from literature.render.entry_yaml import render_entry
from literature.rules import check_entry
from literature.submission.decision import Issue
from literature.submission.judge import World as Submissions
from literature.submission.judge import judge
from literature.text import UNSAFE

CORPUS = Path(__file__).parent / "fuzz"
TODAY = date(2026, 11, 21)
LIMIT = 1.0  # seconds of CPU for one input


@dataclass(frozen=True)
class Target:
    """One parser. `modules` are those whose lines tell whether an input led somewhere new."""

    name: str
    check: Callable[[bytes], list[str]]  # what came of it; raises for what may never be
    modules: str  # a regular expression for paths below scripts/literature/
    words: tuple[str, ...] = ()  # that chance would not find


def read_entry_file(content: bytes) -> list[str]:
    """An entry, or problems with the file and a line of it; what has none is written back equal."""
    reading = reading_of(content)
    assert reading.entry or reading.problems
    lines = content.count(b"\n") + 1
    for problem in reading.problems:
        assert problem.path == f"entries/{KEY}.yaml"
        assert 0 <= problem.line <= lines
        assert_clean(problem)
    if reading.entry and not reading.problems:
        text = render_entry(reading.entry, toy().taxonomy)
        again = read_content(FileReading(reading.path), KEY, text.encode(), toy().taxonomy)
        assert (again.entry, again.problems) == (reading.entry, [])
    return [problem.message for problem in reading.problems] or ["an entry"]


def assert_clean(problem: Problem) -> None:
    assert len(str(problem)) <= 600
    assert not UNSAFE.search(str(problem))
    assert "\n" not in str(problem)


def import_bibtex(content: bytes) -> list[str]:
    text, _ = decode_file(content)
    return imported(READERS["bibtex"](text), text)


def import_list(content: bytes) -> list[str]:
    """A list as people keep them, in the format that the file seems to have."""
    text, _ = decode_file(content)
    return imported(READERS[format_of(text) or "markdown"](text), text)


def imported(reading: Reading, text: str) -> list[str]:
    """Each record is taken, merged or refused with a reason; what is ready keeps all rules."""
    world = World(toy().entries, (), Vocabulary(toy().taxonomy, Map()), TODAY, frozenset())
    outcomes = settle(reading.found, world)
    assert len(outcomes) == len(reading.found)
    last = text.count("\n") + 1
    for outcome in outcomes:
        assert 1 <= outcome.found.line <= last
        assert outcome.state in ("taken", "merged", "refused")
        assert outcome.reason or outcome.state == "taken"
        if outcome.entry and outcome.place == "entries":
            assert list(check_entry(outcome.entry, toy().taxonomy)) == []
            assert re.fullmatch(r"[a-z][a-z0-9]{2,59}", outcome.entry.key)
    remarks = [*reading.remarks, *(it for outcome in outcomes for it in outcome.remarks)]
    assert {it.kind for it in remarks} <= set(KINDS)
    return [reading.format, *(it.message for it in remarks),
            *(f"{it.state} {it.place} {it.reason}" for it in outcomes)]  # fmt: skip


def read_issue(content: bytes) -> list[str]:
    """The decision on an issue with this body: of an accepted one, the file keeps all rules."""
    text = content.decode("utf-8", "replace")
    said: list[str] = []
    for title, labels in _ISSUES:
        issue = Issue(7, title, text, "ada", labels=labels, created="2026-11-20T10:00:00Z")
        decision = judge(issue, _submissions())
        assert decision.verdict in ("accept", "invalid", "duplicate", "held", "ignored")
        assert bool(decision.problems) == (decision.verdict == "invalid")
        assert bool(decision.content) == (decision.verdict == "accept")
        if decision.content:
            assert re.fullmatch(r"entries/[a-z][a-z0-9]{2,59}\.yaml", decision.path)
            reading = FileReading(decision.path)
            read_content(reading, decision.path[8:-5], decision.content.encode(), toy().taxonomy)
            assert reading.problems == []
        said += [decision.verdict, *(what for _, what in decision.problems)]
    return said


_ISSUES = (("[Entry] x", ("submission",)), ("[Correction] x", ("submission", "correction")))


@cache
def _submissions() -> Submissions:
    return Submissions(toy(), SITE, TODAY)


_MARKS = (
    "{", "}", "\\", "%", "&", "<", ">", '"', "'", "#", "_", "$", "^", "~", "`", "@", "|", ":",
    "-", "\n", "\r", "\t", " ", "\0", "\x1b", "\u202e", "\u200b", "\ufeff", "\U0001f41d",
    "e\u0301", "\ufdd0", "\ufdfa", "\ud7ff", "\u2028", "\x85", "9" * 30,
)  # fmt: skip
TARGETS: Mapping[str, Target] = {
    target.name: target
    for target in (
        Target(
            "entry", read_entry_file,
            r"(?:read|rules|strict_yaml|usual_yaml|values|keys|identifiers|text|model)\.py",
            (*_MARKS, "&a ", "*a", "!!str ", "? ", "---\n", "...\n", "<<: ", ">-\n  ", "|\n  ",
             "null", "~", "2411.10950", "cs/0112017", "10.48550/arXiv.2411.10950", "10.18653/v1/",
             "et al.", "{Group}", ", Jr, ", "needs: [summary]\n", "aliases: [x]\n", "2026-02-30",
             "pages: 1-2\n", "unverified:\n  - title\n", "https://", "=======\n", "- a\n"),
        ),
        Target(
            "bibtex", import_bibtex,
            r"importing/.*\.py|identifiers\.py|sources/(?:cleaning|tex)\.py",
            (*_MARKS, "@misc{a,\n", "@article(", "@string{a = ", "@comment{", "@preamble{",
             "@xdata{",
             "title = ", "author = ", " and ", "and others", "year = 2001,", "month = jan # {~1},",
             "crossref = {a},", "xdata = {a},", "eprint = {2411.10950},", "doi = {10.1000/x},",
             "url = {https://example.org/},", "journal = jb # { X},", "\\url{", '{\\"u}', "\\'{e}",
             "$\\alpha$", "\\textit{", "date = {2001-02},", "pages = {1--2},", "},\n", "}\n\n"),
        ),
        Target(
            "issue", read_issue, r"submission/.*\.py|identifiers\.py|forms\.py|people\.py",
            (*_MARKS, "### ", "\n\n### Title\n\n", "_No response_", "```yaml\n", "```", "old: ",
             "new: ", "2406.00001", "10.1000/hive", "Field surveys", "Let the maintainers choose",
             "vanderberg2021orchard", "entries/", "title:\n  old: x\n  new: y\n", "{Group}",
             "https://github.com/a/b", "<!-- x -->"),
        ),
        Target(
            "list", import_list, r"importing/.*\.py|identifiers\.py|sources/(?:cleaning|tex)\.py",
            (*_MARKS, "# ", "## ", "- [", "](https://arxiv.org/abs/", "](", "[code](", "**", "* ",
             "| a | b |\n|--|--|\n", "<a href='", "</a>", "<details>", "<br>", "<!--", "```\n",
             "TY  - JOUR\n", "ER  - \n", "AU  - ", "TI  - ", "PY  - 2001\n", "Title,Author,DOI\n",
             '[{"title": "', '"author": [{"family": "A"}]', '"issued": {"date-parts": [[2001]]}',
             "null", "1e999", "(Nov 2024)", "*ICML 2024*", "2411.10950\n", "&amp;", "&#x110000;",
             "\u00c3\u00a9", "[a]: https://a.example/\n", "  - ", "\\|", "![", "[[", "]]"),
        ),
    )
}  # fmt: skip
