"""What the last build made of each entry, so that the next one need not make it again.

The site is the same with and without it. It is trusted only whole (a checksum), only under the
conditions that it was made in (engine, vocabulary, facts of the site), and page by page only while
the page on disk is the one that it remembers.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import platform
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from .landscape import Landscape
from .model import Entry
from .publish import link_new, write_parts
from .related import Related

ENGINE: Final = Path(__file__).parent
PACKAGES: Final = ("jinja2", "markupsafe", "pyyaml", "bibtexparser", "markdown")
_DIGEST, _LENGTH, _KEY = 32, 8, 60  # bytes
_PACKED = _KEY + _DIGEST
Texts = Mapping[str, Any]
Item = TypeVar("Item")


class Stamp(NamedTuple):
    """A page as it was written: what it was made from, and how its file looks."""

    made_from: bytes
    size: int
    mtime: int


@dataclass
class Memory:
    """The memory of one site. `pages` are by path in the target folder."""

    file: Path
    conditions: bytes
    packed: dict[str, tuple[bytes, memoryview]] = field(default_factory=dict)  # key: digest, pickle
    pages: dict[str, Stamp] = field(default_factory=dict)
    related: Related | None = None
    landscape: Landscape | None = None
    made: dict[str, tuple[bytes, Any]] = field(default_factory=dict)  # name: made from, what
    used: set[str] = field(default_factory=set)  # names of these, in this run
    digests: dict[str, bytes] = field(default_factory=lambda: defaultdict(bytes))  # of this run
    recalled: dict[str, tuple[Entry, Texts]] = field(default_factory=dict)  # of this run, by key

    @classmethod
    def load(cls, file: Path, conditions: bytes) -> Memory:
        """What is remembered under these conditions: nothing if anything is amiss."""
        memory = cls(file, conditions)
        try:
            content = file.read_bytes()
        except OSError:
            return memory
        body = memoryview(content)[:-_DIGEST]
        if content[:_DIGEST] != conditions or content[-_DIGEST:] != digest_of(body):
            return memory
        records = _records(body[_DIGEST:])
        common = pickle.loads(next(records))  # noqa: S301 - ours, and checked # nosec B301
        memory.pages, memory.related, memory.landscape, memory.made = common
        for record in records:
            key, digest = bytes(record[:_KEY]).rstrip().decode(), bytes(record[_KEY:_PACKED])
            memory.packed[key] = (digest, record[_PACKED:])
        return memory

    def save(
        self,
        entries: Iterable[tuple[Entry, Texts]],
        pages: Mapping[str, Stamp],
        related: Related,
        landscape: Landscape,
    ) -> None:
        """Replaces what is remembered. A disk that refuses costs time at the next build only."""
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            made = {name: self.made[name] for name in sorted(self.used)}
            common = dict(pages), related, landscape, made
            write_parts(self.file, self._parts(entries, common))
        except OSError:
            with suppress(OSError):
                self.file.unlink(missing_ok=True)

    def _parts(
        self, entries: Iterable[tuple[Entry, Texts]], common: tuple[object, ...]
    ) -> Iterator[bytes]:
        """Conditions, records, and the digest of all that. Each record has its length before it."""
        checksum = hashlib.blake2b(self.conditions, digest_size=_DIGEST)
        yield self.conditions
        for record in chain([pickle.dumps(common, -1)], self._packed(entries)):
            part = len(record).to_bytes(_LENGTH) + record
            checksum.update(part)
            yield part
        yield checksum.digest()

    def _packed(self, entries: Iterable[tuple[Entry, Texts]]) -> Iterator[bytes]:
        for entry, texts in entries:
            digest = self.digests.get(entry.key, bytes(_DIGEST))
            known = self.packed.get(entry.key)
            same = known is not None and known[0] == digest
            content = known[1] if known and same else pickle.dumps((entry, texts), -1)
            yield entry.key.encode().ljust(_KEY) + digest + content

    def recall(self, key: str, content: bytes) -> Entry | None:
        """The entry of a file that has not changed; None for any other."""
        digest = self.digests[key] = digest_of(b"%s\0%s" % (key.encode(), content))
        known = self.packed.get(key)
        if known is None or known[0] != digest:
            return None
        recalled: tuple[Entry, Texts] = pickle.loads(known[1])  # noqa: S301 - ours, and checked # nosec B301
        self.recalled[key] = recalled
        return recalled[0]

    def texts_of(self, entry: Entry) -> Texts:
        """The texts made from this very entry before; empty for a new or changed one."""
        known = self.recalled.get(entry.key)
        return known[1] if known and known[0] is entry else {}

    def keep(self, name: str, made_from: bytes, make: Callable[[], Item]) -> Item:
        """What was made under this name before, if it was made from the same; else made now."""
        known = self.made.get(name)
        if known is None or known[0] != made_from:
            known = self.made[name] = (made_from, make())
        self.used.add(name)
        item: Item = known[1]
        return item

    @property
    def digest(self) -> Callable[[str], bytes]:
        """Key -> the digest of key and file of an entry, as this run read it; b"" if it did not."""
        return self.digests.__getitem__

    def reuse(self, path: str, made_from: bytes, target: Path, staging: Path) -> Stamp | None:
        """Puts the old page in the new site if it was made from the same and is as we left it."""
        known = self.pages.get(path)
        if known is None or known.made_from != made_from:
            return None
        name = f"{path}index.html"
        try:
            status = os.lstat(f"{target}/{name}")
            if (status.st_size, status.st_mtime_ns) != (known.size, known.mtime):
                return None
            link_new(target, staging, name)
        except OSError:
            return None
        return known


class Templates(BytecodeCache):
    """Templates as they were compiled: to compile them takes a fifth of what a small build costs.

    The template engine sees to it that they are of the same source and of the same Python.
    """

    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    def load_bytecode(self, bucket: Bucket) -> None:
        name = f"template {bucket.key}"
        if name in self.memory.made:
            self.memory.used.add(name)
            bucket.bytecode_from_string(self.memory.made[name][1])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.memory.made[f"template {bucket.key}"] = (b"", bucket.bytecode_to_string())
        self.memory.used.add(f"template {bucket.key}")


def _records(body: memoryview) -> Iterator[memoryview]:
    start = 0
    while start < len(body):
        end = start + _LENGTH + int.from_bytes(body[start : start + _LENGTH])
        yield body[start + _LENGTH : end]
        start = end


def stamp(made_from: bytes, file: str) -> Stamp:
    """The stamp of a page just written."""
    status = os.lstat(file)
    return Stamp(made_from, status.st_size, status.st_mtime_ns)


def digest_of(content: bytes | memoryview) -> bytes:
    return hashlib.blake2b(content, digest_size=_DIGEST).digest()


def conditions_of(taxonomy_file: Path, *facts: object) -> bytes:
    """A digest of all that texts hang on besides their entry."""
    parts: Iterable[bytes] = (
        *(
            path.read_bytes()
            for path in sorted(ENGINE.rglob("*"))
            if path.suffix in (".py", ".html")
        ),
        *(f"{name} {version(name)}".encode() for name in PACKAGES),
        platform.python_version().encode(),
        taxonomy_file.read_bytes() if taxonomy_file.is_file() else b"",
        repr(facts).encode(),
    )
    return digest_of(b"\0".join(parts))
