"""When the machine fails: a full or closed disk, odd places, a wrong clock, half-written files, no
network. Promised each time: the old site stays as it was, the message says what is wrong, the exit
code tells it, and the next build that has what it needs gives the bytes of one that never failed.

Tried elsewhere, with the real thing: builds killed at 9 moments (50 when everything is tried), two
builds at once, a broken template (test_build.py); a memory that is cut or none
(test_incremental_build.py); every damaged entry and each byte at which one can be cut
(test_damaged_files.py); a submission killed between any two calls, and GitHub failing in seven ways
(test_submission_crash.py); two submissions at once for one issue or one work
(test_submission_service.py); registers that fail, hang or lie (test_web.py, test_refresh.py,
test_candidates.py); links on a machine that reaches nobody (test_links.py).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from build_fixtures import (
    ROOT,
    bees_root,
    build,
    built_bees,
    change,
    environment_of,
    fingerprint,
    new_bees,
    staged,
)
from issue_bodies import body
from thorough import IS_WHOLE, part_of

from literature.configuration import RefusedSettings, check_hook, read_site
from literature.forms import add_form
from literature.pipeline import check_folder
from literature.taxonomy import read_taxonomy

__all__ = ["bees_root", "built_bees", "new_bees"]  # fixtures

pytestmark = pytest.mark.slow
ENTRY = "entries/li2022solitary.yaml"


def edit(root: Path) -> None:
    """Something for the next build to take in."""
    change(root / ENTRY, "Moves nest", "Shifts nest")


def is_edited(site: Mapping[str, str], root: Path) -> bool:
    """Whether the edit has come to the site."""
    name = "entries/li2022solitary/index.html"
    return name in site and "Shifts nest" in (root / "site" / name).read_text(encoding="utf-8")


def refused(root: Path, *arguments: str) -> str:
    """What a build says that must fail with the old site left as it was, and nothing beside it."""
    before = fingerprint(root / "site")
    ended = build(root, *arguments)
    said = ended.stdout + ended.stderr
    assert ended.returncode == 1, said
    assert "Nothing was published." in said
    assert "Traceback" not in said
    assert fingerprint(root / "site") == before
    assert staged(root) == []
    return said


def built(root: Path) -> dict[str, str]:
    """What a build publishes that must succeed."""
    ended = build(root)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert staged(root) == []
    return fingerprint(root / "site")


# A full disk.

FREE = part_of([0, 100, 400, 1000, 1800, 2000, 3000, 4000, 4500, 5000], 3)  # KB


class SmallDisk:
    """A file system of its own, whose room can be changed at any time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        if os.geteuid() != 0:
            pytest.skip("only root can make a small disk")
        command = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(folder)]
        ended = subprocess.run(command, capture_output=True, text=True)
        if ended.returncode:
            pytest.skip(f"no disk can be mounted here: {ended.stderr.strip()}")

    def leave(self, kilobytes: int) -> None:
        """Makes it so large that this much is free."""
        status = os.statvfs(self.folder)
        used = (status.f_blocks - status.f_bfree) * status.f_frsize // 1024
        options = f"remount,size={used + kilobytes}k"
        subprocess.run(["mount", "-o", options, str(self.folder)], check=True)

    def unmount(self) -> None:
        subprocess.run(["umount", str(self.folder)], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    disk = SmallDisk(tmp_path / "disk")
    yield disk
    disk.unmount()


def test_a_disk_that_fills_at_any_moment_leaves_the_old_site_and_names_the_file(
    disk: SmallDisk, bees_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(bees_root)
    root = disk.folder / "bees"
    shutil.copytree(bees_root, root)
    places = set()
    for number, free in enumerate(FREE):
        if number % 2:
            (root / ".cache" / "memory").unlink(missing_ok=True)
        disk.leave(free)
        said = refused(root)
        assert "No space left on device" in said, f"{free} KB"
        places.add(next((name for name in ("docs/", ".site.new/") if f"/{name}" in said), "MkDocs"))
        disk.leave(32_000)
        if IS_WHOLE:
            assert built(root) == built(bees_root)
            change(root / ENTRY, "Shifts nest", "Moves nest")
            built(root)
            edit(root)
    assert built(root) == built(bees_root)
    assert len(places) >= 2, places
    with capsys.disabled():
        print(f"  {len(FREE)} full disks, stopped in {', '.join(sorted(places))}", end="")


def test_a_cache_without_room_costs_only_time(bees_root: Path, disk: SmallDisk) -> None:
    edit(bees_root)
    shutil.rmtree(bees_root / ".cache")
    (bees_root / ".cache").symlink_to(disk.folder)
    disk.leave(8)
    first = built(bees_root)
    assert [path.name for path in disk.folder.iterdir()] == ["build.lock"]
    disk.leave(32_000)
    assert built(bees_root) == first
    assert (disk.folder / "memory").stat().st_size > 10_000


# A folder that is closed, or is something else.


@contextmanager
def closed(folder: Path) -> Iterator[None]:
    """The folder for reading only; root, who may write everywhere, gets a read-only mount."""
    if os.geteuid() != 0:
        folder.chmod(0o555)
        yield
        folder.chmod(0o755)
        return
    mounted = subprocess.run(["mount", "--bind", folder, folder], capture_output=True, text=True)
    if mounted.returncode:
        pytest.skip(f"no folder can be closed to root here: {mounted.stderr.strip()}")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


@pytest.mark.parametrize("name", part_of(["docs", ".cache", "site", "docs/categories"], 2))
def test_a_closed_folder_is_named(bees_root: Path, name: str) -> None:
    edit(bees_root)
    folder = bees_root / name
    if name == ".cache":  # nobody has built here yet
        (folder / "build.lock").unlink()
    if name == "site" and os.geteuid() != 0:
        pytest.skip("the site is swapped as a whole: only a mount stands in its way")
    with closed(folder):
        assert str(folder) in refused(bees_root)
    if IS_WHOLE:
        assert is_edited(built(bees_root), bees_root)


def test_closed_entries_are_built(bees_root: Path, built_bees: Path) -> None:
    with closed(bees_root / "entries"):
        assert built(bees_root) == fingerprint(built_bees / "site")


def test_a_memory_that_cannot_be_replaced_costs_only_time(bees_root: Path) -> None:
    edit(bees_root)
    memory = bees_root / ".cache" / "memory"
    memory.unlink()
    (memory / "full").mkdir(parents=True)
    assert is_edited(built(bees_root), bees_root)


def test_a_link_to_the_site_stays_and_what_it_leads_to_is_swapped(bees_root: Path) -> None:
    edit(bees_root)
    elsewhere = bees_root.parent / "public" / "lit"
    elsewhere.parent.mkdir()
    (elsewhere.parent / "mine.txt").write_text("mine")
    (bees_root / "site").rename(elsewhere)
    (bees_root / "site").symlink_to(elsewhere)
    new = built(bees_root)
    assert (bees_root / "site").readlink() == elsewhere
    assert fingerprint(elsewhere) == new
    assert sorted(path.name for path in elsewhere.parent.iterdir()) == ["lit", "mine.txt"]
    assert is_edited(new, bees_root)


def test_a_link_that_leads_to_itself_is_refused(bees_root: Path) -> None:
    shutil.rmtree(bees_root / "site")
    (bees_root / "site").symlink_to("site")
    ended = build(bees_root)
    assert ended.returncode == 1
    assert "is a link that leads to itself" in ended.stdout + ended.stderr
    assert (bees_root / "site").is_symlink()


@pytest.mark.parametrize("name", part_of([".site.new", ".site.old"], 2))
def test_what_lies_where_builds_work_is_removed_and_no_link_there_is_followed(
    bees_root: Path, name: str
) -> None:
    precious = bees_root.parent / "precious"
    precious.mkdir()
    (precious / "thesis.txt").write_text("mine")
    (bees_root / name).symlink_to(precious)
    left = [".cache/.memory.ab3_d9xy", "docs/.index.md.ab3_d9xy", "docs/.fields.md.zz_zz012"]
    for half_written in left:
        (bees_root / half_written).write_text("half")
    kept = bees_root / "docs" / ".about.md.ab3_d9xy"  # of no file that a build writes
    kept.write_text("mine")
    built(bees_root)
    assert (precious / "thesis.txt").read_text() == "mine"
    assert [half_written for half_written in left if (bees_root / half_written).exists()] == []
    assert kept.exists()


# A wrong clock.

CLOCK = """
import datetime, runpy, sys, time
day = float(sys.argv[1])
shift = day - time.time()
now, gmtime, localtime = time.time, time.gmtime, time.localtime
time.time = lambda: now() + shift
time.time_ns = lambda: int((now() + shift) * 1e9)
time.gmtime = lambda seconds=None: gmtime(time.time() if seconds is None else seconds)
time.localtime = lambda seconds=None: localtime(time.time() if seconds is None else seconds)
class Datetime(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(time.time(), datetime.timezone.utc).replace(tzinfo=None)
    @classmethod
    def today(cls):
        return cls.now()
datetime.datetime = Datetime
sys.argv = ["scripts/build.py"]
sys.path.insert(0, "scripts")
runpy.run_path("scripts/build.py", run_name="__main__")
"""
DAYS = {"1970": 86_400, "2099": 4_070_908_800}


@pytest.mark.parametrize("year", part_of(list(DAYS), 2))
def test_a_wrong_clock_and_odd_times_of_files_change_no_byte(
    bees_root: Path, built_bees: Path, year: str
) -> None:
    other = DAYS["2099" if year == "1970" else "1970"]
    for path in [*bees_root.rglob("*")]:  # of the other end of time
        os.utime(path, (other, other), follow_symlinks=False)
    (bees_root / ".cache" / "memory").unlink()
    ended = build(bees_root, str(DAYS[year]), program=("-c", CLOCK))
    assert ended.returncode == 0, ended.stderr
    assert fingerprint(bees_root / "site") == fingerprint(built_bees / "site")


def test_an_edit_within_one_tick_that_changes_no_length_is_taken_in(bees_root: Path) -> None:
    entry = bees_root / ENTRY
    before = entry.stat()
    change(entry, "Moves nest", "Finds nest")
    os.utime(entry, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert entry.stat().st_size == before.st_size
    built(bees_root)
    page = bees_root / "site" / "entries" / "li2022solitary" / "index.html"
    assert "Finds nest" in page.read_text(encoding="utf-8")


# Half-written files.

GARBAGE = (
    b"", b"\0" * 50, b"\xff\xfe\x00", b"\x80\x05cos\n", b"{", b"[1, 2", b"- a\n- b\n", b"null\n",
    b"x: [", b"<<<<<<< ours\na: b\n=======\n", b"\t\tx: y", b"'", b"!!python/object:os.system x\n",
    b"&a [*a]\n", b"[]\n", b"5\n", b"{}\n", b"[" * 5000, b'{"a": ' * 5000, b"extra: 5\n",
    b"site_name: x\nextra: [1]\n", b"site_name: x\nsite_url: nowhere\n",
)  # fmt: skip
METRICS = b'{"li2022solitary": {"stars": 12, "asked": "2026-01-01"}, "abe2019sound": {}}\n'
LINKS = b'{"https://a.example/": {"failed": ["2026-01-01", "2026-01-02"], "why": "404"}}\n'


def halves(whole: bytes, count: int) -> list[bytes]:
    """The file cut at so many places, and what is no such file at all."""
    places = range(0, len(whole), max(1, len(whole) // (10 * count if IS_WHOLE else count)))
    return [*(whole[:place] for place in places), *GARBAGE]


@pytest.fixture
def small_root(new_bees: Path, tmp_path: Path) -> Path:
    """Entries and settings of the bees, with two of the files that programs keep there."""
    root = tmp_path / "small"
    shutil.copytree(new_bees / "entries", root / "entries")
    shutil.copytree(ROOT / "tests" / "learning", root / "entries", dirs_exist_ok=True)
    shutil.copy(new_bees / "mkdocs.yml", root)
    (root / "docs").mkdir()
    (root / "docs" / "about.md").write_text("# About\n")
    (root / "entries" / "_metrics.json").write_bytes(METRICS)
    (root / "entries" / "_links.json").write_bytes(LINKS)
    (root / "entries" / "_published.txt").write_text("abe2019sound\nold2001bee  # withdrawn: x\n")
    return root


HALVED = (
    "li2022solitary.yaml", "_taxonomy.yaml", "_paths.yaml", "_metrics.json", "_links.json",
    "_published.txt", "_handbook/nest-study.md",
)  # fmt: skip


@pytest.mark.parametrize("name", HALVED)
def test_a_half_written_file_is_named_with_its_line_or_does_no_harm(
    small_root: Path, name: str
) -> None:
    """Each problem names a file that is there and a line; nothing is ever raised."""
    folder = small_root / "entries"
    _, problems = check_folder(folder)
    assert problems == []
    told = 0
    cases = halves((folder / name).read_bytes(), 40)
    for content in cases:
        (folder / name).write_bytes(content)
        _, problems = check_folder(folder)
        told += bool(problems)
        for problem in problems:
            assert (small_root / problem.path).exists(), problem
            assert problem.message
    assert told == 0 if name in ("_links.json", "_published.txt") else told > len(cases) // 2
    print(f"{name}: {len(cases)} forms, {told} of them with a problem")


def test_half_written_settings_are_named_or_do_no_harm(small_root: Path) -> None:
    file = small_root / "mkdocs.yml"
    cases = halves(file.read_bytes(), 60) + halves((ROOT / "mkdocs.yml").read_bytes(), 60)
    told = unhooked = 0
    for content in cases:
        file.write_bytes(content)
        try:
            read_site(file)
        except RefusedSettings as error:
            told += 1
            assert all(problem.path == "mkdocs.yml" for problem in error.problems)
            if told % 20 == 0:  # make check names them too
                assert set(error.problems) == set(check_folder(small_root / "entries")[1])
        try:
            check_hook(file)
        except RefusedSettings:
            unhooked += 1
    assert told > 100
    assert unhooked > told - 10  # a wrong address alone does not hide the hook
    print(f"{len(cases)} forms of settings, {told} refused")


SETTINGS: dict[str, tuple[str, str, str]] = {
    "a list that lost its end": ("row_facets: [regions]", "row_facets: [regions", "no YAML"),
    "a text in place of a list": (
        "row_facets: [regions]", "row_facets: regions", "extra.row_facets: must be a list of texts"
    ),
    "an item without its address": (
        "- {label: Alps, url: regions/alps/}", "- {label: Alps}",
        "extra.hints[0]: has no url; add it",
    ),
    "a table without columns": (
        "      columns: categories\n      title", "      title",
        "extra.maps[0]: has no columns; add it",
    ),
    "no name": ("site_name: Bee shelf\n", "", "mkdocs.yml: site_name: is missing; name the site"),
    "an address that is none": (
        "https://bees.example/lit/", "bees.example", "must be an absolute address"
    ),
    "no hook": ("hooks: [scripts/hook.py]\n", "", "hooks: does not name scripts/hook.py"),
}  # fmt: skip


@pytest.mark.parametrize("what", part_of(list(SETTINGS), 3))
def test_damaged_settings_end_the_build_before_the_site_is_touched(
    bees_root: Path, what: str
) -> None:
    old, new, message = SETTINGS[what]
    change(bees_root / "mkdocs.yml", old, new)
    assert message in refused(bees_root)


def test_settings_cut_before_the_hook_do_not_let_the_generator_empty_the_site(
    bees_root: Path,
) -> None:
    file = bees_root / "mkdocs.yml"
    file.write_text(file.read_text().partition("hooks:")[0])
    assert "mkdocs.yml: hooks: does not name scripts/hook.py" in refused(bees_root)


HALF = [
    ("entries/_paths.yaml", b"paths:\n  first: {label", "entries/_paths.yaml:2: "),
    ("entries/_metrics.json", METRICS[:30], "entries/_metrics.json:1: no JSON"),
    ("entries/_taxonomy.yaml", b"facets:\n  kinds: [", "entries/_taxonomy.yaml:2: "),
    ("docs/about.md", b"# About\n\n\xff\xfe\n", "docs/about.md:3: not UTF-8; save it as that"),
]


@pytest.mark.parametrize(("name", "content", "message"), part_of(HALF, 3))
def test_a_half_written_file_ends_the_build_with_its_name(
    bees_root: Path, name: str, content: bytes, message: str
) -> None:
    (bees_root / name).write_bytes(content)
    assert message in refused(bees_root)


# No network.

DOWN = """
import errno, runpy, socket, sys, time
time.sleep = lambda seconds: None
def refuse(event, arguments):
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        raise OSError(errno.ENETUNREACH, "Network is unreachable")
sys.addaudithook(refuse)
sys.argv = sys.argv[1:]
sys.path.insert(0, "scripts")
runpy.run_path(sys.argv[0], run_name="__main__")
"""
ANSWERS = "Bees Count to Four\nLiu, Ada; van der Berg, Jan\nfield-survey\n"
SAYS = "Marks forty bees with paint and follows how they turn back to the hive.\n"


def without_network(root: Path, *arguments: str, sent: str = "") -> str:
    """What a command says where no name is known and no address answers; it must succeed."""
    ended = subprocess.run(
        [sys.executable, "-c", DOWN, *arguments], cwd=root, env=environment_of(), input=sent,
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert "Traceback" not in ended.stderr
    assert ended.returncode == 0, ended.stderr
    return ended.stdout + ended.stderr


def test_a_build_asks_nobody(bees_root: Path, built_bees: Path) -> None:
    shutil.rmtree(bees_root / ".cache")
    without_network(bees_root, "scripts/build.py")
    assert fingerprint(bees_root / "site") == fingerprint(built_bees / "site")


COMMANDS: dict[str, tuple[tuple[str, ...], str]] = {
    "refresh": (("scripts/refresh.py",), "6 entries asked; 0 changes, 0 questions, "),
    "links": (("scripts/links.py",), "0 alive, 0 dead, 0 failing, 0 moved, "),
    "candidates": (("scripts/candidates.py",), "0 candidates since "),
}


@pytest.mark.parametrize("name", part_of(list(COMMANDS), 2))
def test_what_keeps_entries_up_to_date_says_that_nobody_answered_and_changes_nothing(
    bees_root: Path, name: str
) -> None:
    before = fingerprint(bees_root, ".cache")
    arguments, expected = COMMANDS[name]
    said = without_network(bees_root, *arguments)
    assert expected in said
    assert any(words in said for words in (" failures", " unknown"))
    assert fingerprint(bees_root, ".cache") == before


def test_a_work_is_added_from_answers_alone(bees_root: Path) -> None:
    said = without_network(bees_root, "scripts/add.py", "2502.00009", sent=ANSWERS + SAYS)
    assert said.index("could not be reached") < said.index("Title, as printed")
    text = (bees_root / "entries" / "liu2025bees.yaml").read_text(encoding="utf-8")
    assert "unverified:\n  - title\n" in text


def test_a_submission_is_judged_by_what_its_form_says(bees_root: Path, tmp_path: Path) -> None:
    form = add_form(read_taxonomy(bees_root / "entries")[0])
    filled = {"category": "Field surveys", "summary": SAYS.strip(), "title": "Bees Count to Four"}
    issue = {
        "number": 7, "title": "[Entry] Bees", "state": "open", "labels": [],
        "body": body(form, identifier="2502.00009", **filled),
        "user": {"login": "visitor", "id": 5, "type": "User"},
        "created_at": "2026-01-05T10:00:00Z",
    }  # fmt: skip
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"action": "opened", "issue": issue}))
    said = without_network(bees_root, "scripts/submit.py", "--dry-run", "--event", str(event))
    verdict = json.loads(said)
    assert (verdict["verdict"], verdict["missing"]) == ("held", ["authors"])
