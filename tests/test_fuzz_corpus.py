"""What fuzzing has found worth keeping: each parser reads all of it and keeps its promises.

tests/bench/fuzz.py looks for more.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fuzzed import CORPUS, TARGETS

# Inputs that took the square of their length, or may: parser, beginning, piece, end.
CHANGE = "### Entry\n\nvanderberg2021orchard\n\n### Change\n\ntitle:\n"
ENDS = "x\n\n### Source\n\n_No response_\n\n### Notes\n\n_No response_\n"
LONG = (
    ("bibtex", "@misc{a,\n  title = {x},\n  author = ", "},\n", ""),
    ("bibtex", "@misc{a,\n  title = {{Bees},\n", " ", ""),
    ("bibtex", "@misc{a,\n  title = ", '\\"M{', ""),
    ("bibtex", "@misc{a,\n  title = {x", '"', ""),
    ("bibtex", "@misc{a,\n  title={x},\n  month=", "&", ""),
    ("entry", "title: ", "a: ", ""),
    ("issue", CHANGE, "\n", ENDS),
    ("list", "- [a](", "[a](", ""),
    ("list", "+ [Bees](https://a.example/x)", "\r", "- [Wasps](https://a.example/y)"),
    ("list", "", "2411.10950\n", ""),
)
FILES = [(name, path) for name in TARGETS for path in sorted((CORPUS / name).glob("*"))]


@pytest.mark.parametrize(("name", "path"), FILES, ids=lambda it: getattr(it, "name", it))
def test_what_was_kept_is_read_without_an_exception(name: str, path: Path) -> None:
    assert TARGETS[name].check(path.read_bytes())


def test_each_parser_has_a_corpus_and_all_of_it_is_small() -> None:
    assert {name for name, _ in FILES} == set(TARGETS)
    assert len(FILES) <= 60
    assert sum(path.stat().st_size for _, path in FILES) < 200_000


@pytest.mark.parametrize(("name", "before", "piece", "after"), LONG)
def test_a_long_input_comes_to_an_end(name: str, before: str, piece: str, after: str) -> None:
    """An input that takes the square of its length is stopped by the clock of the process."""
    content = (before + piece * (40_000 // len(piece)) + after).encode()
    with cpu_seconds(10):
        assert TARGETS[name].check(content)


@contextmanager
def cpu_seconds(limit: int) -> Iterator[None]:
    def stop(number: int, frame: object) -> None:
        pytest.fail(f"took {limit} s of CPU")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
