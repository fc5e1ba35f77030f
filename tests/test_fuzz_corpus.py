"""What fuzzing has found worth keeping: each parser reads all of it and keeps its promises.

tests/bench/fuzz.py looks for more.
"""

from __future__ import annotations

import importlib.util
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
from conftest import ROOT
from fuzzed import CORPUS, TARGETS, Target

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


def test_a_planted_fault_is_found_made_small_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = importlib.util.spec_from_file_location("fuzz", ROOT / "tests" / "bench" / "fuzz.py")
    assert spec and spec.loader
    fuzz = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "fuzz", fuzz)  # dataclasses look for their module there
    spec.loader.exec_module(fuzz)
    monkeypatch.setattr(fuzz, "CORPUS", tmp_path)
    monkeypatch.setattr(fuzz, "samples", lambda name: iter([b"{a}\n"]))

    def check(content: bytes) -> list[str]:
        if content.count(b"{") > 3 and b"}" in content:
            raise KeyError("planted")
        return ["read"]

    run = fuzz.Run(Target("planted", check, "text.py", ("{",)), Random(0))
    run.go(0.5)
    assert [where.partition(" at ")[0] for where in run.findings] == ["KeyError"]
    (kept,) = (tmp_path / "planted").glob("found-*")
    assert sorted(kept.read_bytes()) == sorted(b"{{{{}")
