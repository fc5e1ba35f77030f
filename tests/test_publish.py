"""Text -> disk: whole files, no leftovers, and folders swapped in one step."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from literature import publish
from literature.publish import (
    recover,
    staging_folder,
    swap,
    take_turn,
    write_generated,
    write_if_changed,
    write_new,
    write_whole,
)

MARKER_TEXT = "# Written by the build, which owns this folder entirely.\n*\n"


def listing(folder: Path) -> dict[str, str]:
    """Path -> text of every file below, those of git aside."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".gitignore"
    }


def site_of(folder: Path, text: str) -> Path:
    (folder / "deep").mkdir(parents=True)
    (folder / "index.html").write_text(text)
    (folder / "deep" / "page.html").write_text(text)
    return folder


# --- one file ------------------------------------------------------------------------------------


def test_a_file_is_written_once_and_again_only_when_its_text_changes(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.md"
    assert write_if_changed(path, "Ünï\n") is True
    before = path.stat()
    assert write_if_changed(path, "Ünï\n") is False
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert path.stat().st_ino == before.st_ino
    assert write_if_changed(path, "two\n") is True
    assert path.read_bytes() == b"two\n"


def test_line_ends_are_written_as_they_are(tmp_path: Path) -> None:
    write_if_changed(tmp_path / "x", "a\r\nb\n")
    assert (tmp_path / "x").read_bytes() == b"a\r\nb\n"


def test_a_written_file_can_be_read_by_all_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        write_whole(tmp_path / "x", b"text")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o644


def test_a_disk_that_fails_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"new")
    assert [item.name for item in tmp_path.iterdir()] == ["x"]
    assert path.read_bytes() == b"old"


def test_a_reader_sees_the_old_file_or_the_new_one_never_half(tmp_path: Path) -> None:
    path = tmp_path / "x"
    texts = [b"a" * 500_000, b"b" * 500_000]
    path.write_bytes(texts[0])
    seen: set[bytes] = set()
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            seen.add(path.read_bytes())

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(60):
        write_whole(path, texts[number % 2])
    stop.set()
    reader.join()
    assert seen <= set(texts)


def test_a_long_name_is_written_too(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 250)
    write_whole(path, b"x")
    assert path.read_bytes() == b"x"


def test_a_new_page_makes_the_folders_above_it(tmp_path: Path) -> None:
    write_new(tmp_path, "entries/a/index.html", "page")
    write_new(tmp_path, "entries/a/a.bib", "record")
    write_new(tmp_path, "entries/a/index.html", "page again")
    assert listing(tmp_path) == {
        "entries/a/a.bib": "record", "entries/a/index.html": "page again",
    }  # fmt: skip


def test_a_large_page_is_written_to_its_end(tmp_path: Path) -> None:
    write_new(tmp_path, "index.html", "ü" * 3_000_000)
    assert (tmp_path / "index.html").stat().st_size == 6_000_000


# --- the generated part of docs/ -----------------------------------------------------------------


def test_owned_folders_are_marked_and_counted(tmp_path: Path) -> None:
    files = [("topics/a.md", "A"), ("topics/b.md", "B"), ("library.md", "L")]
    assert write_generated(tmp_path, files) == 3
    assert write_generated(tmp_path, files) == 0
    assert (tmp_path / "topics" / ".gitignore").read_text() == MARKER_TEXT
    assert not (tmp_path / ".gitignore").exists()


def test_what_is_no_longer_generated_is_removed_and_the_rest_stays(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "mine.css").write_text("mine")
    (tmp_path / "about.md").write_text("mine")
    write_generated(
        tmp_path, [("topics/a.md", "A"), ("topics/deep/b.md", "B"), ("data/c.bib", "C")]
    )
    write_generated(tmp_path, [("topics/a.md", "A")])
    assert listing(tmp_path) == {"about.md": "mine", "assets/mine.css": "mine", "topics/a.md": "A"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["about.md", "assets", "topics"]
    assert not (tmp_path / "topics" / "deep").exists()


def test_strangers_in_an_owned_folder_are_removed(tmp_path: Path) -> None:
    write_generated(tmp_path, [("topics/a.md", "A")])
    (tmp_path / "topics" / "stray").mkdir()
    (tmp_path / "topics" / "stray" / "x.md").write_text("x")
    (tmp_path / "elsewhere.md").write_text("elsewhere")
    (tmp_path / "topics" / "link").symlink_to(tmp_path / "elsewhere.md")
    write_generated(tmp_path, [("topics/a.md", "A")])
    assert listing(tmp_path) == {"elsewhere.md": "elsewhere", "topics/a.md": "A"}


def test_a_folder_with_a_gitignore_of_its_own_is_not_the_builds(tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / ".gitignore").write_bytes(b"# \xff mine\n*\n")
    (tmp_path / "drafts" / "x.md").write_text("x")
    write_generated(tmp_path, [("topics/a.md", "A")])
    assert (tmp_path / "drafts" / "x.md").exists()


# --- folders ------------------------------------------------------------------------------------


def test_the_staging_folder_lies_beside_the_target_and_is_empty(tmp_path: Path) -> None:
    leftover = tmp_path / "deep" / ".site.new" / "half"
    leftover.mkdir(parents=True)
    staging = staging_folder(tmp_path / "deep" / "site")
    assert staging == tmp_path / "deep" / ".site.new"
    assert list(staging.iterdir()) == []


def test_a_file_in_the_place_of_the_target_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")
    with pytest.raises(NotADirectoryError, match="is a file where the site should go"):
        staging_folder(tmp_path / "site")


@pytest.mark.parametrize("is_atomic", [True, False], ids=["renameat2", "two renames"])
def test_the_swap_puts_the_new_folder_in_place_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_atomic: bool
) -> None:
    if not is_atomic:
        monkeypatch.setattr(publish, "_exchange", lambda *_: False)
    target = site_of(tmp_path / "site", "old")
    swap(site_of(tmp_path / ".site.new", "new"), target)
    assert listing(tmp_path) == {"site/deep/page.html": "new", "site/index.html": "new"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_the_first_swap_needs_no_old_site(tmp_path: Path) -> None:
    swap(site_of(tmp_path / ".site.new", "new"), tmp_path / "site")
    assert listing(tmp_path) == {"site/deep/page.html": "new", "site/index.html": "new"}


def test_a_folder_that_a_dead_build_moved_away_comes_back(tmp_path: Path) -> None:
    site_of(tmp_path / ".site.old", "old")
    recover(tmp_path / "site")
    assert listing(tmp_path) == {"site/deep/page.html": "old", "site/index.html": "old"}


def test_an_old_folder_that_a_dead_build_did_not_remove_goes(tmp_path: Path) -> None:
    site_of(tmp_path / ".site.old", "old")
    site_of(tmp_path / "site", "new")
    recover(tmp_path / "site")
    assert listing(tmp_path) == {"site/deep/page.html": "new", "site/index.html": "new"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_readers_always_find_a_whole_site_while_it_is_swapped(tmp_path: Path) -> None:
    target = site_of(tmp_path / "site", "0")
    if not publish._exchange(site_of(tmp_path / "probe", "p"), target):
        pytest.skip("this system cannot exchange two folders in one step")
    publish._exchange(tmp_path / "probe", target)
    missing = 0
    stop = threading.Event()

    def look() -> None:
        nonlocal missing
        while not stop.is_set():
            missing += not target.exists()

    reader = threading.Thread(target=look)
    reader.start()
    for number in range(100):
        swap(site_of(tmp_path / ".site.new", str(number)), target)
    stop.set()
    reader.join()
    assert missing == 0
    assert (target / "index.html").read_text() == "99"


# --- turns --------------------------------------------------------------------------------------


def test_a_turn_waits_for_the_one_before_it(tmp_path: Path) -> None:
    pytest.importorskip("fcntl", reason="this system has no flock")
    lock = tmp_path / ".cache" / "build.lock"
    said: list[str] = []
    first = take_turn(lock, lambda: said.append("waiting"))
    second = threading.Thread(
        target=lambda: take_turn(lock, lambda: said.append("waiting")).close(), daemon=True
    )
    second.start()
    second.join(0.3)
    assert said == ["waiting"]
    assert second.is_alive()
    first.close()
    second.join(10)
    assert not second.is_alive()
    take_turn(lock, lambda: said.append("again")).close()
    assert said == ["waiting"]
