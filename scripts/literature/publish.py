"""Text -> disk: writes only what changed, removes leftovers, swaps folders. The only writer."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

if sys.platform != "win32":
    import fcntl

_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
MARKER = ".gitignore"
MARKER_TEXT = "# Written by the build, which owns this folder entirely.\n*\n"


def write_if_changed(path: Path, text: str) -> bool:
    """Writes the text unless the file holds it; says whether it wrote. Never half a file."""
    content = text.encode()
    try:
        if path.read_bytes() == content:
            return False
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)
    return True


def write_whole(path: Path, content: bytes) -> None:
    """The old file or the new one, never half: written beside it, then put in its place."""
    write_parts(path, (content,))


def write_parts(path: Path, parts: Iterable[bytes]) -> None:
    """Like write_whole, for what is too large to be held twice."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    try:
        with naming(path), os.fdopen(descriptor, "wb") as file:
            for part in parts:
                file.write(part)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def naming(path: Path | str) -> Iterator[None]:
    """Adds the file to a complaint of the system about what was written: it names none itself."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = os.fspath(path)
        raise


def write_generated(root: Path, files: Iterable[tuple[str, str]]) -> int:
    """Writes the generated part of docs/; returns how many files changed.

    Each top folder in `files` belongs to the build: what it held before and does not hold now is
    removed, and so is a folder that an earlier build owned.
    """
    kept: set[Path] = set()
    changed = 0
    for name, text in files:
        path = root / name
        kept.add(path)
        changed += write_if_changed(path, text)
    owned = {root / path.relative_to(root).parts[0] for path in kept if path.parent != root}
    for folder in owned:
        write_if_changed(folder / MARKER, MARKER_TEXT)
    for folder in _owned_before(root) | owned:
        _remove_leftovers(folder, kept)
    return changed


def _owned_before(root: Path) -> set[Path]:
    return {
        marker.parent
        for marker in root.glob(f"*/{MARKER}")
        if marker.read_bytes() == MARKER_TEXT.encode()
    }


def _remove_leftovers(folder: Path, kept: set[Path]) -> None:
    holds_something = False
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path in kept:
            holds_something = True
        elif path.name != MARKER:
            path.unlink()
    if not holds_something:
        shutil.rmtree(folder)


def written_files(root: Path, generated: Container[str]) -> list[Path]:
    """The Markdown files on top of docs/ that people wrote, by name."""
    return [path for path in sorted(root.glob("*.md")) if path.name not in generated]


def remove_folder(folder: Path) -> None:
    """Removes a folder and all in it, if it is there; of a link, the link alone.

    (shutil is slow and sure: the second try.)
    """
    if folder.is_symlink():
        folder.unlink()
        return
    try:
        _remove(os.fspath(folder))
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)


def _remove(folder: str) -> None:
    with os.scandir(folder) as found:
        items = list(found)
    for item in items:
        if item.is_dir(follow_symlinks=False):
            _remove(item.path)
        else:
            os.unlink(item.path)  # noqa: PTH108 - hot path
    os.rmdir(folder)  # noqa: PTH106 - hot path


def remove_file(file: Path) -> None:
    """Removes a file of a folder that nobody reads yet."""
    file.unlink()


def write_new(root: Path, name: str, text: str) -> None:
    """A file of a folder that nobody reads yet: no need to write it beside and swap."""
    path = f"{root}/{name}"
    if name.endswith("/index.html"):
        _make_folder(path[: -len("/index.html")])
    try:
        descriptor = os.open(path, _NEW, 0o666)
    except FileNotFoundError:  # the first file of a folder that holds no pages
        _make_folder(path.rpartition("/")[0])
        descriptor = os.open(path, _NEW, 0o666)
    content = text.encode()
    try:
        written = os.write(descriptor, content)
        while written < len(content):
            written += os.write(descriptor, content[written:])
    except OSError as error:
        error.filename = path
        raise
    finally:
        os.close(descriptor)


def link_new(source: Path, root: Path, name: str) -> None:
    """A page of another folder as a page of this one, which nobody reads yet: the same file."""
    path = f"{root}/{name}"
    _make_folder(path.rpartition("/")[0])
    os.link(f"{source}/{name}", path)


def take_turn(lock: Path, when_waiting: Callable[[], None]) -> IO[bytes]:
    """Waits until no other build holds the lock. It is held until the file is closed: by its owner,
    or by the system when the process dies. (Windows has no flock; nobody waits there.)"""
    lock.parent.mkdir(parents=True, exist_ok=True)
    file = lock.open("wb")
    if sys.platform != "win32":
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            when_waiting()
            fcntl.flock(file, fcntl.LOCK_EX)
    return file


def _make_folder(path: str) -> None:
    try:
        os.mkdir(path)  # noqa: PTH102 - hot path; nearly always new, below a folder that exists
    except FileExistsError:
        pass
    except FileNotFoundError:
        Path(path).mkdir(parents=True, exist_ok=True)


def staging_folder(target: Path) -> Path:
    """A fresh folder beside the target, on its file system; leftovers of others are removed."""
    recover(target)
    if target.is_symlink():  # what is still one after all links were followed
        raise OSError(errno.ELOOP, "is a link that leads to itself", str(target))
    if target.exists() and not target.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "is a file where the site should go", str(target))
    if target.is_mount():
        message = "is a mount point, which cannot be swapped; name a folder in it"
        raise OSError(errno.EBUSY, message, str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    staging = target.with_name(f".{target.name}.new")
    remove_folder(staging)
    staging.mkdir()
    return staging


def remove_half_written(folder: Path, names: Iterable[str]) -> None:
    """Removes what writers of these files left beside them when they were killed."""
    for name in names:
        for path in folder.glob(f".{name[:40]}.????????"):
            path.unlink(missing_ok=True)


def recover(target: Path) -> None:
    """Puts the old folder back where a build died between moving it away and the new one in."""
    old = target.with_name(f".{target.name}.old")
    if old.exists() and not target.exists():
        old.rename(target)
    remove_folder(old)


def swap(staging: Path, target: Path) -> None:
    """Puts the staged folder in the place of the target in one step where the system can."""
    if not target.exists():
        staging.rename(target)
        return
    old = target.with_name(f".{target.name}.old")
    if _exchange(staging, target):
        old = staging
    else:
        target.rename(old)
        staging.rename(target)
    remove_folder(old)


def _exchange(first: Path, second: Path) -> bool:
    """Swaps two folders atomically: renameat2(2) with RENAME_EXCHANGE. False where unsupported."""
    if not sys.platform.startswith("linux"):
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    return bool(renameat2(here, os.fsencode(first), here, os.fsencode(second), exchange) == 0)
