"""Throws bytes at the four parsers of strangers' text, and keeps what leads somewhere new.

Usage: fuzz.py [--minutes 1] [--seed 0] [--keep] [entry bibtex issue list]

Begins with what is kept in tests/fuzz/<parser>/ and with samples of the tests. Changes bytes,
words, lines and lengths, and goes on from every input that ran a line for the first time or was
told something that none was told before. An exception, a broken promise (tests/fuzzed.py) and more
than a second of CPU are findings: each is made small, written into tests/fuzz/, and told; then the
run ends with 1. `--keep` writes what ran new lines, too: fifteen files a parser at most.
`--minutes` is CPU time for each parser; a run with the same seed on the same machine need not be
the same.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType

ROOT = Path(__file__).resolve().parents[2]
LITERATURE = ROOT / "scripts" / "literature"
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

from bibtex_damage import DAMAGES, WITHOUT_RECORD  # noqa: E402
from fuzzed import CORPUS, LIMIT, TARGETS, Target  # noqa: E402
from issue_bodies import HONEST, HOSTILE  # noqa: E402
from toy import toy  # noqa: E402

from literature.render.bibtex import render_record  # noqa: E402

MAX_KEPT = 15
MAX_LENGTH = 4_000
LONG, EVERY = 20_000, 400  # every so-manieth input is a piece many times over: what takes long?
MAX_TOLD = 400  # inputs that are gone on from only because of what they were told
PATIENCE = 20.0  # seconds of CPU, traced, until an input is given up


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("parsers", nargs="*", metavar="parser", help=", ".join(TARGETS))
    words.add_argument("--minutes", type=float, default=1)
    words.add_argument("--seed", type=int, default=0)
    words.add_argument("--keep", action="store_true")
    options = words.parse_args()
    findings = 0
    for name in options.parsers or TARGETS:
        run = Run(TARGETS[name], random.Random(options.seed))
        run.go(options.minutes * 60)
        print(run, flush=True)
        if options.keep:
            run.keep()
        findings += len(run.findings)
    return 1 if findings else 0


class TooLong(BaseException):
    """An input took all the time that one may take."""


class Lines:
    """Which lines of some modules ran, by a tracer that leaves functions alone that ran whole."""

    def __init__(self, modules: str) -> None:
        self.modules = re.compile(modules)
        self.unseen: dict[CodeType, set[int]] = {}
        self.met: set[tuple[str, int]] = set()  # ran for the first time, since the last look
        self.count = 0

    def _start(self, frame: FrameType, event: str, arg: object) -> Callable[..., object] | None:
        unseen = self.unseen.get(frame.f_code)
        if unseen is None:
            unseen = self.unseen[frame.f_code] = self._lines_of(frame.f_code)
        return self._step if unseen else None

    def _step(self, frame: FrameType, event: str, arg: object) -> Callable[..., object]:
        unseen = self.unseen[frame.f_code]
        if event == "line" and frame.f_lineno in unseen:
            unseen.discard(frame.f_lineno)
            self.met.add((frame.f_code.co_filename, frame.f_lineno))
            self.count += 1
        return self._step

    def _lines_of(self, code: CodeType) -> set[int]:
        path = Path(code.co_filename)
        if not path.is_relative_to(LITERATURE):
            return set()
        if not self.modules.fullmatch(path.relative_to(LITERATURE).as_posix()):
            return set()
        return {line for _, _, line in code.co_lines() if line and line != code.co_firstlineno}

    def of(self, run: Callable[[], object]) -> set[tuple[str, int]]:
        """The lines that ran for the first time."""
        self.met = set()
        sys.settrace(self._start)
        try:
            run()
        finally:
            sys.settrace(None)
        return self.met


@dataclass
class Run:
    """One parser under fire."""

    target: Target
    chance: random.Random
    pool: list[bytes] = field(default_factory=list)
    new: list[tuple[bytes, set[tuple[str, int]]]] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    findings: dict[str, bytes] = field(default_factory=dict)  # where it broke -> input
    tried: int = 0
    seconds: float = 0

    def __post_init__(self) -> None:
        self.lines = Lines(self.target.modules)
        self.folder = CORPUS / self.target.name
        self.words = [word.encode("utf-8", "surrogatepass") for word in self.target.words]

    def __str__(self) -> str:
        kinds = f"{len(self.told):,} kinds of message"
        return (
            f"{self.target.name}: {self.tried:,} inputs in {self.seconds:.0f} s of CPU, "
            f"{self.lines.count:,} lines reached ({len(self.new)} inputs beyond the samples), "
            f"{kinds}, {len(self.findings)} findings"
        )  # fmt: skip

    def go(self, seconds: float) -> None:
        signal.signal(signal.SIGVTALRM, _give_up)
        started = time.process_time()
        for content in samples(self.target.name):
            self.try_one(content)
            self.pool.append(content)
        self.new.clear()
        told_only = 0
        while (spent := time.process_time() - started) < seconds:
            if self.tried % EVERY == 0:
                self.try_long()
            content = self.changed()
            found, is_told = self.try_one(content)
            if found:
                self.new.append((content, found))
            if found or (is_told and (told_only := told_only + 1) < MAX_TOLD):
                self.pool.append(content)
        self.seconds = spent

    def try_one(self, content: bytes) -> tuple[set[tuple[str, int]], bool]:
        """The lines that ran first, and whether something was told that none was told before."""
        self.tried += 1
        said: list[str] = []
        started = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
        try:
            found = self.lines.of(lambda: said.extend(self.target.check(content)))
        except (Exception, TooLong) as error:  # noqa: BLE001 - any exception is what we look for
            self.report(content, place_of(error))
            return set(), False
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        if time.process_time() - started > LIMIT and self.seconds_of(content) > LIMIT:
            self.report(content, "takes long")
        kinds = {_kind(message) for message in said}
        is_new = not kinds <= self.told
        self.told |= kinds
        return found, is_new

    def try_long(self) -> None:
        """A piece of an input, or a word, over and over, behind its beginning."""
        self.tried += 1
        content = self.chance.choice(self.pool)
        start, end = self.span(content)
        piece = content[start:end] if self.chance.random() < 0.5 else self.chance.choice(self.words)
        content = (content[:start] + piece * (LONG // max(1, len(piece))))[:LONG] + content[end:]
        signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
        try:
            if self.seconds_of(content) > LIMIT:
                self.report(content, f"takes long: {piece[:20]!r} over and over")
        except (Exception, TooLong) as error:  # noqa: BLE001 - any exception is what we look for
            self.report(content, place_of(error))
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    def seconds_of(self, content: bytes) -> float:
        started = time.process_time()
        self.target.check(content)
        return time.process_time() - started

    def report(self, content: bytes, where: str) -> None:
        if where in self.findings:
            return
        self.findings[where] = content
        small = content if "long" in where else shrunk(content, lambda it: self.fails(it) == where)
        self.findings[where] = small
        path = self.folder / f"found-{_name(small)}"
        self.folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(small)
        print(f"{self.target.name}: {where}\n  {small[:200]!r}\n  {path}", flush=True)

    def fails(self, content: bytes) -> str:
        try:
            self.target.check(content)
        except Exception as error:  # noqa: BLE001 - any exception is what we look for
            return place_of(error)
        return ""

    def keep(self) -> None:
        """Writes those that ran most new lines, made small, beside the others that are kept."""
        room = MAX_KEPT - len(list(self.folder.glob("*")))
        best = sorted(self.new, key=lambda it: -len(it[1]))[: max(0, room)]
        for content, lines in best:
            small = shrunk(content, lambda it, lines=lines: self.runs(it, lines))  # type: ignore[misc]
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / _name(small)).write_bytes(small)

    def runs(self, content: bytes, lines: set[tuple[str, int]]) -> bool:
        fresh = Lines(self.target.modules)
        try:
            return lines <= fresh.of(lambda: self.target.check(content))
        except Exception:  # noqa: BLE001 - what fails is no sample
            return False

    # Changing an input

    def changed(self) -> bytes:
        """One that went well before, with one to six changes."""
        recent = self.pool[-40:]
        content = self.chance.choice(recent if self.chance.random() < 0.5 else self.pool)
        for _ in range(self.chance.choice((1, 1, 2, 3, 6))):
            content = self.chance.choice(_CHANGES)(self, content)
        return content[:MAX_LENGTH]

    def place(self, content: bytes) -> int:
        return self.chance.randint(0, len(content))

    def span(self, content: bytes) -> tuple[int, int]:
        start = self.place(content)
        return start, min(len(content), start + self.chance.choice((1, 1, 2, 4, 8, 30, 200)))

    def flip(self, content: bytes) -> bytes:
        if not content:
            return b"\0"
        at = self.chance.randrange(len(content))
        return (
            content[:at] + bytes((content[at] ^ 1 << self.chance.randrange(8),)) + content[at + 1 :]
        )

    def put_byte(self, content: bytes) -> bytes:
        at = self.place(content)
        return content[:at] + bytes((self.chance.randrange(256),)) + content[at:]

    def put_word(self, content: bytes) -> bytes:
        at = self.place(content)
        return content[:at] + self.chance.choice(self.words) + content[at:]

    def replace_word(self, content: bytes) -> bytes:
        start, end = self.span(content)
        return content[:start] + self.chance.choice(self.words) + content[end:]

    def drop(self, content: bytes) -> bytes:
        start, end = self.span(content)
        return content[:start] + content[end:]

    def cut(self, content: bytes) -> bytes:
        return content[: self.place(content)]

    def repeat(self, content: bytes) -> bytes:
        start, end = self.span(content)
        times = self.chance.choice((1, 1, 2, 3, 20, 200))
        return content[:end] + content[start:end] * times + content[end:]

    def splice(self, content: bytes) -> bytes:
        other = self.chance.choice(self.pool)
        start, end = self.span(other)
        at = self.place(content)
        if self.chance.random() < 0.3:
            return content[:at] + other[start:]
        return content[:at] + other[start:end] + content[at:]

    def move_line(self, content: bytes) -> bytes:
        lines = content.split(b"\n")
        line = lines.pop(self.chance.randrange(len(lines)))
        how = self.chance.randrange(3)
        if how:
            lines.insert(self.chance.randint(0, len(lines)), line)
        if how == 2:
            lines.insert(self.chance.randint(0, len(lines)), line)
        return b"\n".join(lines)

    def put_line(self, content: bytes) -> bytes:
        lines = content.split(b"\n")
        other = self.chance.choice(self.pool).split(b"\n")
        lines.insert(self.chance.randint(0, len(lines)), self.chance.choice(other))
        return b"\n".join(lines)


_CHANGES: Sequence[Callable[[Run, bytes], bytes]] = (
    Run.flip, Run.put_byte, Run.put_word, Run.put_word, Run.replace_word, Run.replace_word,
    Run.drop, Run.cut, Run.repeat, Run.splice, Run.move_line, Run.put_line,
)  # fmt: skip


def samples(name: str) -> Iterator[bytes]:
    """What is kept of a parser, then what its tests are made of."""
    for path in sorted((CORPUS / name).glob("*")):
        yield path.read_bytes()
    tests = ROOT / "tests"
    if name == "entry":
        paths = sorted((tests / "library" / "entries").glob("[a-z]*.yaml"))
        paths += sorted((tests / "damaged").glob("*.yaml"))
        yield from (path.read_bytes()[:MAX_LENGTH] for path in paths)
    elif name == "bibtex":
        records = [render_record(entry, toy().taxonomy, "bibtex") for entry in toy().entries]
        yield "\n\n".join(records).encode()
        for damage in DAMAGES:
            if damage not in WITHOUT_RECORD:
                text = DAMAGES[damage](records[0], toy().entries[0].key)
                yield text.encode("utf-8", "surrogateescape")[:2000]
    elif name == "issue":
        yield from (case.body.encode("utf-8", "surrogatepass") for case in (*HONEST, *HOSTILE)
                    if len(case.body) < MAX_LENGTH)  # fmt: skip
    else:
        for path in sorted((tests / "lists").glob("*.md")):
            text = path.read_bytes()
            yield from (text[at : at + 600] for at in range(0, len(text), 600))
        yield b'Title,Author,DOI,Year\nBees,"Abe, Kobo",10.1000/x,2001\n'
        yield b"TY  - JOUR\nTI  - Bees\nAU  - Abe, Kobo\nPY  - 2001\nDO  - 10.1000/x\nER  - \n"
        yield b'[{"title": "Bees", "author": [{"family": "Abe"}],"issued":{"date-parts":[[2001]]}}]'
        yield b"2411.10950\nhttps://doi.org/10.1000/y\n# Notes\narXiv:2406.00001v2\n"
        yield b"| Title | Link |\n|--|--|\n| Bees | [a](https://arxiv.org/abs/2411.10950) |\n"


def shrunk(content: bytes, is_same: Callable[[bytes], bool], seconds: float = 5) -> bytes:
    """A part of the input of which the same holds; as small as some seconds allow."""
    deadline = time.process_time() + seconds
    size = len(content) // 2
    while size:
        at = 0
        while at < len(content) and time.process_time() < deadline:
            shorter = content[:at] + content[at + size :]
            if is_same(shorter):
                content = shorter
            else:
                at += size
        size //= 2
    return content


def place_of(error: BaseException) -> str:
    """The kind of an exception and the line of ours on which it arose."""
    if isinstance(error, TooLong):
        return "takes too long"
    frames = [it for it in traceback.extract_tb(error.__traceback__) if str(ROOT) in it.filename]
    last = frames[-1]
    return f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}: {str(error)[:100]}"


def _give_up(number: int, frame: FrameType | None) -> None:
    raise TooLong


_VARIABLE = re.compile(r"'.*'|\"[^\"]*\"|[0-9][0-9.,/-]*|[^\x00-\x7f]+")


def _kind(message: str) -> str:
    """A message without what differs from input to input."""
    return _VARIABLE.sub("#", message)[:60]


def _name(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=6).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
