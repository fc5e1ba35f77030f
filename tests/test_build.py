"""Whole builds of a small site: what is published, what is refused, and nothing half done."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
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
from thorough import IS_WHOLE

__all__ = ["bees_root", "built_bees", "new_bees"]  # fixtures

pytestmark = pytest.mark.slow
GENERATED = ("index.md", "fields.md")


def refused(root: Path) -> str:
    """What a build that must fail says; the site must be as it was, and nothing half done."""
    before = fingerprint(root / "site")
    ended = build(root)
    assert ended.returncode != 0
    assert fingerprint(root / "site") == before
    assert staged(root) == []
    return ended.stdout + ended.stderr


def copy_tree(root: Path, target: Path) -> Path:
    return Path(shutil.copytree(root, target))


def built(root: Path) -> Path:
    ended = build(root)
    assert ended.returncode == 0, ended.stderr
    assert staged(root) == []
    return root / "site"


def test_a_build_says_what_it_did_in_three_lines(bees_root: Path) -> None:
    lines = build(bees_root).stderr.splitlines()
    assert [line.split()[0] for line in lines] == ["read", "wrote", "6"]
    assert lines[0] == "  read 6 entries"


def test_a_second_build_changes_no_byte_and_leaves_nothing_beside_the_site(bees_root: Path) -> None:
    before = fingerprint(bees_root, ".cache")
    built(bees_root)
    assert fingerprint(bees_root, ".cache") == before


def test_a_damaged_entry_is_refused_with_file_and_line_and_the_old_site_stays(
    bees_root: Path,
) -> None:
    change(
        bees_root / "entries" / "li2022solitary.yaml", "published: 2022-06", "published: 2022-13"
    )
    message = refused(bees_root)
    assert (
        "entries/li2022solitary.yaml:6: published: '2022-13' is no date that exists; "
        "write 2024-11-17, 2024-11 or 2024\nNothing was published.\n" in message
    )
    assert "Traceback" not in message


def test_every_damaged_entry_is_named_at_once(bees_root: Path) -> None:
    for key in ("li2022solitary", "abe2019sound"):
        change(bees_root / "entries" / f"{key}.yaml", "kind: study", "kind: studdy")
    message = refused(bees_root)
    assert "entries/li2022solitary.yaml:8: kind: " in message
    assert "entries/abe2019sound.yaml:9: kind: " in message


@pytest.mark.parametrize(
    "template", ["scripts/literature/render/templates/list.html", "docs/overrides/main.html"]
)
def test_a_broken_template_is_refused_and_the_old_site_stays(
    bees_root: Path, template: str
) -> None:
    path = bees_root / template
    path.write_text(path.read_text() + "{% if %}")
    assert "Expected an expression" in refused(bees_root)


def test_an_inline_script_on_a_written_page_is_refused(bees_root: Path) -> None:
    page = bees_root / "docs" / "about.md"
    page.write_text(page.read_text() + "\n<script>alert(1)</script>\n")
    message = refused(bees_root)
    assert "/about/ holds an inline script: alert(1)\nNothing was published.\n" in message


def test_a_link_of_a_written_page_that_leads_nowhere_is_refused(bees_root: Path) -> None:
    page = bees_root / "docs" / "about.md"
    page.write_text(page.read_text() + '\n<a href="../no/such/page/">x</a>\n')
    message = refused(bees_root)
    assert "/about/ links to /no/such/page/, which does not exist" in message


def test_an_entry_that_vanishes_is_refused_with_the_three_cures(bees_root: Path) -> None:
    (bees_root / "entries" / "dubois2020diary.yaml").unlink()
    message = refused(bees_root)
    assert (
        "entries/dubois2020diary.yaml was published and is gone; put it back, name "
        "'dubois2020diary' under the aliases of the entry that replaces it, or write "
        "'dubois2020diary  # withdrawn: <reason>' in entries/_published.txt\n" in message
    )


def test_a_key_of_the_list_of_published_keys_must_answer_even_without_an_old_site(
    bees_root: Path,
) -> None:
    (bees_root / "entries" / "_published.txt").write_text("smith2001wasps\n")
    shutil.rmtree(bees_root / "site")
    ended = build(bees_root)
    assert ended.returncode != 0
    assert "entries/smith2001wasps.yaml was published and is gone;" in ended.stdout + ended.stderr
    assert not (bees_root / "site").exists()


def test_a_former_key_leads_to_the_entry_that_names_it(bees_root: Path) -> None:
    (bees_root / "entries" / "dubois2020diary.yaml").unlink()
    change(
        bees_root / "entries" / "li2022solitary.yaml",
        "added: 2026-01-06\n",
        "added: 2026-01-06\naliases: [dubois2020diary]\n",
    )
    site = built(bees_root)
    page = (site / "entries" / "dubois2020diary" / "index.html").read_text()
    assert '<meta http-equiv="refresh" content="0;url=../li2022solitary/">' in page
    assert '<link rel="canonical" href="https://bees.example/lit/entries/li2022solitary/">' in page
    assert '<a href="../li2022solitary/">Solitary Bees Remember _Where_, not When</a>' in page


def test_a_withdrawn_key_shows_the_reason_without_its_markup(bees_root: Path) -> None:
    (bees_root / "entries" / "dubois2020diary.yaml").unlink()
    (bees_root / "entries" / "_published.txt").write_text(
        "dubois2020diary  # withdrawn: not <b>ours</b> & never was\n"
    )
    site = built(bees_root)
    page = (site / "entries" / "dubois2020diary" / "index.html").read_text()
    assert "<p>dubois2020diary: not &lt;b&gt;ours&lt;/b&gt; &amp; never was</p>" in page
    assert "dubois2020diary" not in (site / "data" / "literature.bib").read_text()


def test_pages_of_a_removed_term_and_of_a_removed_facet_disappear(bees_root: Path) -> None:
    entries = bees_root / "entries"
    assert (bees_root / "docs" / "regions" / "tyrol" / "index.md").exists()
    taxonomy = entries / "_taxonomy.yaml"
    change(
        taxonomy,
        "      tyrol: {label: Tyrol, description: North and South Tyrol., parent: alps}\n",
        "",
    )
    change(entries / "vanderberg2021orchard.yaml", "regions: [tyrol]\n", "regions: [alps]\n")
    change(entries / "beelab2023keyed.yaml", "covers: [alps, tyrol]\n", "covers: [alps]\n")
    site = built(bees_root)
    for gone in ("docs/regions/tyrol", "docs/data/regions/tyrol.bib", "site/regions/tyrol"):
        assert not (bees_root / gone).exists(), gone
    text = taxonomy.read_text()
    start, end = text.index("  regions:\n"), text.index("  venues:\n")
    taxonomy.write_text(text[:start] + text[end:].partition("fields:\n")[0])
    for name in ("vanderberg2021orchard", "beelab2023keyed", "abe2019sound", "okafor2022nest"):
        path = entries / f"{name}.yaml"
        lines = path.read_text().splitlines(keepends=True)
        path.write_text("".join(it for it in lines if not it.startswith(("regions:", "covers:"))))
    change(bees_root / "mkdocs.yml", "  hints:\n    - {label: Alps, url: regions/alps/}\n", "")
    change(bees_root / "mkdocs.yml", "    - {label: Regions, url: regions/}\n", "")
    site = built(bees_root)
    for gone in (bees_root / "docs" / "regions", site / "regions", site / "data" / "regions"):
        assert not gone.exists(), gone


def test_an_empty_library_is_a_site_without_entries(bees_root: Path) -> None:
    for path in (bees_root / "entries").glob("[a-z]*.yaml"):
        path.unlink()
    shutil.rmtree(bees_root / "site")
    site = built(bees_root)
    assert "No entry yet." in (site / "regions" / "alps" / "index.html").read_text()
    assert "0 entries." in (site / "index.html").read_text()


@pytest.mark.parametrize("what", ["everything in it", "the folder"])
def test_without_entries_and_vocabulary_the_message_says_what_is_missing(
    bees_root: Path, what: str
) -> None:
    shutil.rmtree(bees_root / "entries")
    if what == "everything in it":
        (bees_root / "entries").mkdir()
    message = refused(bees_root)
    assert (
        "entries/_taxonomy.yaml: the file is missing; restore it\nNothing was published." in message
    )
    assert "Traceback" not in message


def test_an_output_folder_that_cannot_be_written_is_a_message(bees_root: Path) -> None:
    closed = Path("/sys") if os.geteuid() == 0 else bees_root / "closed"
    if closed != Path("/sys"):
        closed.mkdir(mode=0o555)
    elif not closed.is_dir():
        pytest.skip("root can write everywhere here")
    ended = build(bees_root, "--site-dir", str(closed / "site"))
    message = ended.stdout + ended.stderr
    assert ended.returncode == 1
    assert f"'{closed}/.site.new'\nNothing was published.\n" in message
    assert "Traceback" not in message


def test_a_file_in_the_place_of_the_site_is_a_message(bees_root: Path) -> None:
    shutil.rmtree(bees_root / "site")
    (bees_root / "site").write_text("mine")
    ended = build(bees_root)
    assert ended.returncode == 1
    assert "is a file where the site should go: " in ended.stdout + ended.stderr
    assert (bees_root / "site").read_text() == "mine"


def test_nothing_is_written_but_generated_pages_the_cache_and_the_site(
    new_bees: Path, tmp_path: Path
) -> None:
    root = copy_tree(new_bees, tmp_path / "bees")
    before = fingerprint(root)
    for name in ("home", "temporary"):
        (tmp_path / name).mkdir()
    ended = build(
        root, HOME=str(tmp_path / "home"), TMPDIR=str(tmp_path / "temporary"), XDG_CACHE_HOME=""
    )
    assert ended.returncode == 0, ended.stderr
    assert sorted(tmp_path.rglob("home/*")) + sorted(tmp_path.rglob("temporary/*")) == []
    after = fingerprint(root, "site", ".cache")
    new = after.keys() - before.keys()
    assert {path: after[path] for path in before} == before
    owned = {
        "categories",
        "kinds",
        "regions",
        "venues",
        "years",
        "authors",
        "data",
        "feeds",
        "library",
        "recent",
        "shell",
        "submit",
        "digest",
        "landscape",
        "map",
        "stats",
        "compare",
        "glossary",
        "check-bib",
        "status",
    }
    strangers = {
        path
        for path in new
        if path.split("/")[1] not in {*owned, *GENERATED} or not path.startswith("docs/")
    }
    assert strangers == set()
    assert sorted(fingerprint(root / ".cache")) == ["build.lock", "memory"]


def test_git_sees_nothing_of_what_the_build_writes(new_bees: Path, tmp_path: Path) -> None:
    git = shutil.which("git")
    if not git:
        pytest.skip("git is not installed")
    root = copy_tree(new_bees, tmp_path / "bees")
    shutil.copy(ROOT / ".gitignore", root)
    for command in (["init", "-q"], ["add", "-A"]):
        subprocess.run([git, *command], cwd=root, check=True)
    built(root)
    status = subprocess.run(
        [git, "status", "--porcelain"], cwd=root, capture_output=True, text=True, check=True
    )
    lines = status.stdout.splitlines()
    assert {line[:2] for line in lines} == {"A "}
    assert not [line for line in lines if "docs/regions" in line or " site/" in line]


def test_mkdocs_build_alone_gives_the_same_bytes(
    new_bees: Path, built_bees: Path, tmp_path: Path
) -> None:
    root = copy_tree(new_bees, tmp_path / "alone")
    ended = build(root, "build", "--quiet", program=("-m", "mkdocs"))
    assert ended.returncode == 0, ended.stderr
    assert fingerprint(root / "site") == fingerprint(built_bees / "site")


# Runs the build on another day: what asks for the time gets it 400 days later.
LATER = """
import datetime, runpy, sys, time
shift = 400 * 86400
now = time.time
time.time = lambda: now() + shift
gmtime, localtime = time.gmtime, time.localtime
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
assert datetime.datetime.now().timestamp() > now() + shift - 9
sys.argv = ["scripts/build.py"]
sys.path.insert(0, "scripts")
runpy.run_path("scripts/build.py", run_name="__main__")
"""


def test_folder_day_time_zone_locale_umask_and_hash_seed_change_no_byte(
    new_bees: Path, tmp_path: Path
) -> None:
    first = copy_tree(new_bees, tmp_path / "first")
    second = copy_tree(new_bees, tmp_path / "a second, söme where else" / "deep er")
    for path in (second / "entries").iterdir():
        os.utime(path, (1_000_000_000, 1_000_000_000))
    here = build(
        first, TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="1", umask=0o022,
        PYTHONUTF8="0",
    )  # fmt: skip
    there = build(
        second, program=("-c", LATER), TZ="America/Anchorage", LC_ALL="tr_TR.UTF-8",
        PYTHONHASHSEED="4242", umask=0o077,
    )  # fmt: skip
    assert (here.returncode, there.returncode) == (0, 0), here.stderr + there.stderr
    assert fingerprint(first / "site") == fingerprint(second / "site")
    assert fingerprint(first / "docs") == fingerprint(second / "docs")
    difference = subprocess.run(
        ["diff", "-r", first / "site", second / "site"], capture_output=True, text=True
    )
    assert difference.stdout == ""


# Kills itself just before the n-th change that it makes to the disk. Without n it counts them, and
# tells which of them is the swap.
KILLED = """
import os, runpy, signal, sys
limit = int(sys.argv[1])
count = swap = 0
def watch(event, arguments):
    global count, swap
    if event == "open":
        if not arguments[2] & (os.O_WRONLY | os.O_RDWR):
            return
    elif event not in ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "ctypes.dlsym"):
        return
    if event == "ctypes.dlsym" and arguments[1] == "renameat2":
        swap = count + 1
    count += 1
    if count == limit:
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
sys.argv = ["scripts/build.py"]
sys.path.insert(0, "scripts")
try:
    runpy.run_path("scripts/build.py", run_name="__main__")
finally:
    print(count, swap)
"""
MOMENTS = 50 if IS_WHOLE else 9


def killing_moments(root: Path) -> list[int]:
    """Which changes to the disk a kill comes before: those around the swap, and some anywhere."""
    counted = build(root, "0", program=("-c", KILLED))
    assert counted.returncode == 0, counted.stderr
    count, swap = map(int, counted.stdout.split())
    assert count > 200
    if not swap:  # no renameat2 here: two renames near the end
        swap = count - 200
    near = [swap, swap + 1, swap + 2, swap + 3, swap + 20]
    others = set(range(1, count)) - set(near)
    return near + random.Random(20).sample(sorted(others), MOMENTS - len(near))


def test_a_build_killed_at_any_moment_leaves_a_whole_site_and_the_next_one_succeeds(
    bees_root: Path,
) -> None:
    entry = bees_root / "entries" / "li2022solitary.yaml"
    texts = {
        name: entry.read_text().replace("Moves nest", name)
        for name in ("Moves nest", "Shifts nest")
    }
    wholes = {}
    for name, text in texts.items():
        entry.write_text(text)
        wholes[name] = fingerprint(built(bees_root))
    names = sorted(texts)
    entry.write_text(texts[names[1]])
    built(bees_root)
    entry.write_text(texts[names[0]])  # the builds that are killed have an edit to take in, too
    moments = killing_moments(bees_root)
    assert len(set(moments)) == MOMENTS
    left = []
    for number, moment in enumerate(moments):
        name = names[number % 2]
        before, entry_text = wholes[names[(number + 1) % 2]], texts[name]
        entry.write_text(texts[names[(number + 1) % 2]])
        if number == 0:
            built(bees_root)
        entry.write_text(entry_text)
        killed = build(bees_root, str(moment), program=("-c", KILLED))
        assert killed.returncode == -signal.SIGKILL, (moment, killed.stderr)
        found = fingerprint(bees_root / "site")
        left.append("old" if found == before else "new" if found == wholes[name] else "broken")
        assert fingerprint(built(bees_root)) == wholes[name], moment
    assert "broken" not in left, dict(zip(moments, left, strict=True))
    assert {"old", "new"} == set(left)


def test_a_build_waits_until_another_one_of_the_same_folder_has_ended(bees_root: Path) -> None:
    fcntl = pytest.importorskip("fcntl", reason="this system has no flock")
    with (bees_root / ".cache" / "build.lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        waiting = subprocess.Popen(
            [sys.executable, "scripts/build.py"], cwd=bees_root, env=environment_of(),
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert waiting.stderr
        assert waiting.stderr.readline() == "  another build is at work here; waiting for it\n"
        assert waiting.poll() is None
        assert staged(bees_root) == []
    waiting.communicate(timeout=60)
    assert waiting.returncode == 0


def test_two_builds_at_once_both_end_and_the_site_is_whole(
    new_bees: Path, built_bees: Path, tmp_path: Path
) -> None:
    root = copy_tree(new_bees, tmp_path / "bees")
    both = [
        subprocess.Popen(
            [sys.executable, "scripts/build.py"], cwd=root, env=environment_of(),
            stderr=subprocess.PIPE, text=True,
        )
        for _ in range(2)
    ]  # fmt: skip
    printed = [process.communicate(timeout=120)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], printed
    assert fingerprint(root / "site") == fingerprint(built_bees / "site")
    assert staged(root) == []


def test_two_builds_at_once_into_different_folders_do_not_disturb_each_other(
    new_bees: Path, built_bees: Path, tmp_path: Path
) -> None:
    root = copy_tree(new_bees, tmp_path / "bees")
    both = [
        subprocess.Popen(
            [sys.executable, "scripts/build.py", "--site-dir", str(tmp_path / name)],
            cwd=root, env=environment_of(), stderr=subprocess.PIPE, text=True,
        )
        for name in ("one", "two")
    ]  # fmt: skip
    printed = [process.communicate(timeout=120)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], printed
    for name in ("one", "two"):
        assert fingerprint(tmp_path / name) == fingerprint(built_bees / "site")
