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
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any, Final

from .landscape import Landscape
from .model import Entry
from .publish import write_parts
from .related import Related

ENGINE: Final = Path(__file__).parent
PACKAGES: Final = ("jinja2", "markupsafe", "pyyaml", "bibtexparser")
_DIGEST, _LENGTH, _KEY = 32, 8, 60  # bytes
_PACKED = _KEY + _DIGEST
Texts = Mapping[str, Any]


@dataclass(frozen=True)
class Stamp:
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
    digests: dict[str, bytes] = field(default_factory=dict)  # of this run, by key
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
        memory.pages, memory.related, memory.landscape = common
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
            common = dict(pages), related, landscape
            write_parts(self.file, self._parts(entries, common))
        except OSError:
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
        digest = self.digests[key] = digest_of(content)
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

    def digest(self, key: str) -> bytes:
        """Of the file of an entry, as this run read it."""
        return self.digests.get(key, b"")

    def reuse(self, path: str, made_from: bytes, target: Path, staging: Path) -> Stamp | None:
        """Puts the old page in the new site if it was made from the same and is as we left it."""
        known = self.pages.get(path)
        if known is None or known.made_from != made_from:
            return None
        old = target / path / "index.html"
        try:
            status = old.lstat()
            if (status.st_size, status.st_mtime_ns) != (known.size, known.mtime):
                return None
            new = staging / path / "index.html"
            new.parent.mkdir(parents=True, exist_ok=True)
            os.link(old, new)
        except OSError:
            return None
        return known


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
