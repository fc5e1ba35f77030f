"""The keys that were ever published, and what becomes of those that are gone."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from build_fixtures import ROOT, TOY

from literature.published import missing_keys, read_published, site_keys, with_keys

HEADING = "# Keys ever published, one a line. Never remove one; see docs/maintaining.md.\n"


def write_list(folder: Path, *lines: str) -> Path:
    (folder / "_published.txt").write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return folder


def test_no_list_is_an_empty_list(tmp_path: Path) -> None:
    found = read_published(tmp_path)
    assert (set(found.keys), dict(found.withdrawn)) == (set(), {})


def test_keys_and_notices_are_read_and_other_lines_are_not(tmp_path: Path) -> None:
    write_list(
        tmp_path, "# a remark", "", "abe2019sound", "  li2022solitary  ", "Not a key", "a", "../x",
        "ito2020gone  # withdrawn: listed twice", "ito2021gone # removed",
        "ito2022gone  # withdrawn: ", "ito2023gone  # withdrawn: " + "x" * 301,
    )  # fmt: skip
    found = read_published(tmp_path)
    assert set(found.keys) == {"abe2019sound", "li2022solitary", "ito2020gone"}
    assert dict(found.withdrawn) == {"ito2020gone": "listed twice"}


def test_the_list_grows_is_sorted_and_keeps_notices(tmp_path: Path) -> None:
    write_list(tmp_path, "zed2001bees", "ito2020gone  # withdrawn: listed twice")
    assert with_keys(tmp_path, ["li2022solitary", "abe2019sound"]) == (
        HEADING
        + "abe2019sound\nito2020gone  # withdrawn: listed twice\nli2022solitary\nzed2001bees\n"
    )


def test_the_list_of_a_new_library_has_a_heading_and_its_keys(tmp_path: Path) -> None:
    assert with_keys(tmp_path, ["b2020x", "a2020x"]) == HEADING + "a2020x\nb2020x\n"


def test_keys_of_a_site_are_its_folders(tmp_path: Path) -> None:
    (tmp_path / "entries" / "abe2019sound").mkdir(parents=True)
    (tmp_path / "entries" / "index.html").write_text("x")
    assert site_keys(tmp_path) == {"abe2019sound"}
    assert site_keys(tmp_path / "nowhere") == set()


def test_a_key_of_the_list_or_of_the_old_site_must_have_an_address(tmp_path: Path) -> None:
    write_list(tmp_path, "abe2019sound", "li2022solitary")
    (tmp_path / "site" / "entries" / "okafor2022nest").mkdir(parents=True)
    messages = list(missing_keys(tmp_path, tmp_path / "site", {"li2022solitary"}))
    assert [message.partition(" was published")[0] for message in messages] == [
        "entries/abe2019sound.yaml",
        "entries/okafor2022nest.yaml",
    ]
    assert messages[0] == (
        "entries/abe2019sound.yaml was published and is gone; put it back, name 'abe2019sound' "
        "under the aliases of the entry that replaces it, or write "
        "'abe2019sound  # withdrawn: <reason>' in entries/_published.txt"
    )


def run_published(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "scripts/published.py"], cwd=root, capture_output=True, text=True
    )


def test_the_command_adds_every_key_and_says_so(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    shutil.copytree(TOY, tmp_path / "entries")
    first, second = run_published(tmp_path), run_published(tmp_path)
    assert (first.returncode, first.stdout) == (0, "6 keys; the list has grown\n")
    assert (second.returncode, second.stdout) == (0, "6 keys; the list is up to date\n")
    assert (tmp_path / "entries" / "_published.txt").read_text() == HEADING + (
        "abe2019sound\nbeelab2023keyed\ndubois2020diary\nli2022solitary\nokafor2022nest\n"
        "vanderberg2021orchard\n"
    )


def test_the_command_refuses_damaged_entries_and_leaves_the_list(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    shutil.copytree(TOY, tmp_path / "entries")
    (tmp_path / "entries" / "li2022solitary.yaml").write_text("title: x\n")
    ended = run_published(tmp_path)
    assert ended.returncode == 1
    assert "entries/li2022solitary.yaml:1: authors: " in ended.stderr
    assert not (tmp_path / "entries" / "_published.txt").exists()
