"""Facts about the project's own files: locks, licences, written pages, make's targets."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import textwrap
import tomllib
from pathlib import Path

import pytest
import yaml

import bootstrap
from literature.catalogue import read_catalogue

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-export.lock")
# Links to these are checked by MkDocs, when they are there.
MADE_BY_THE_BUILD = (
    "index.md",
    "library",
    "recent",
    "submit",
    "check-bib",
    "status",
    "stats",
    "fields.md",
    "categories",
    "data",
    "digest",
    "feeds",
)
WRITTEN_PAGES = (
    "about.md", "cite.md", "contribute.md", "design.md", "importing.md", "limits.md",
    "maintaining.md",
    "new-site.md", "scale.md", "submitting.md", "upkeep.md",
)  # fmt: skip

# Joined here, so that this file does not hold what it looks for.
FORBIDDEN = tuple(
    "".join(parts)
    for parts in (
        ("pypi", ".org"),
        ("pythonhosted", ".org"),
        ("npmjs", ".org"),
        ("npmjs", ".com"),
        ("deb.debian", ".org"),
        ("/tmp", "/spec"),
        ("/tmp", "/venv"),
        ("/work", "/main"),
        ("/work", "/shared"),
        ("/work", "/.library"),
    )
)


def requirements(lock: str) -> dict[str, list[str]]:
    """Line "name==version ; marker" of a lock -> its hashes."""
    text = (ROOT / lock).read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    return {
        line.partition(" --hash")[0].strip(): re.findall(r"--hash=sha256:([0-9a-f]{64})\b", line)
        for line in lines
    }


def project_files() -> list[Path]:
    """The files of the repository; in an export without git, what the folders hold."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, capture_output=True, check=True, text=True,
        )  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        folders = (".github", ".ci", "docs", "entries", "scripts", "tests")
        found = [path for folder in folders for path in (ROOT / folder).rglob("*")]
        return [path for path in (*ROOT.glob("*.*"), *found) if path.is_file()]
    return [ROOT / name for name in listed.stdout.split("\0") if (ROOT / name).is_file()]


@pytest.mark.parametrize("lock", LOCKS)
def test_each_locked_requirement_is_exact_and_has_a_hash(lock: str) -> None:
    found = requirements(lock)
    assert len(found) > 20
    for requirement, hashes in found.items():
        assert re.match(r"[a-z0-9-]+==[0-9][^ ]*( ; .+)?$", requirement), requirement
        assert hashes, requirement


@pytest.mark.parametrize("lock", (*LOCKS, "package-lock.json"))
def test_a_lock_names_no_place_to_download_from(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert '"resolved"' not in text
    assert not re.search(r"--(extra-)?index-url|--find-links|--trusted-host", text)
    assert "://" not in text or lock == "package-lock.json"  # there: addresses of sponsors


def test_the_development_lock_holds_all_of_the_others() -> None:
    site, dev, export = (requirements(lock) for lock in LOCKS)
    assert {name: dev.get(name) for name in site} == site
    assert {name: dev.get(name) for name in export} == export


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    assert set(project["project"]["dependencies"]) <= set(requirements("requirements.lock"))
    assert set(groups["dev"]) <= set(requirements("requirements-dev.lock"))
    assert set(groups["export"]) <= set(requirements("requirements-export.lock"))


def test_building_needs_no_more_than_before_an_export_was_there() -> None:
    site = set(requirements("requirements.lock"))
    export = set(requirements("requirements-export.lock"))
    assert {name.partition("==")[0] for name in export - site} == {"pyarrow"}
    assert site < export


def test_node_tools_are_exact() -> None:
    package = yaml.safe_load((ROOT / "package.json").read_text())
    locked = yaml.safe_load((ROOT / "package-lock.json").read_text())["packages"]
    assert package["private"] is True
    assert "dependencies" not in package
    for name, version in package["devDependencies"].items():
        assert locked[f"node_modules/{name}"]["version"] == version


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in project_files()
        for word in FORBIDDEN
        if word.encode() in path.read_bytes()
    ]
    assert found == []


def test_the_licences_are_there_in_full() -> None:
    mit = (ROOT / "LICENSE").read_text()
    cc0 = (ROOT / "LICENSE-DATA").read_text()
    assert mit.startswith("MIT License\n\nCopyright (c) 2026 The Atlas contributors\n")
    assert mit.endswith("OTHER DEALINGS IN THE\nSOFTWARE.\n")
    assert cc0.startswith("Creative Commons Legal Code\n\nCC0 1.0 Universal\n")
    assert cc0.endswith("this CC0 or use of the Work.\n")
    assert [len(mit.split()), len(cc0.split())] == [170, 1066]


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    assert citation["version"] == project["version"]


def test_an_archive_is_told_the_same_as_who_cites() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    told = json.loads((ROOT / ".zenodo.json").read_text())
    assert told["title"] == citation["title"]
    assert told["description"] == citation["abstract"].strip()
    assert told["creators"] == citation["authors"]
    assert told["keywords"] == citation["keywords"]
    assert told["license"] == "cc-zero"


def test_the_address_of_the_site_and_of_its_repository_is_the_same_everywhere() -> None:
    site = yaml.load((ROOT / "mkdocs.yml").read_text(), yaml.BaseLoader)
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    assert (citation["url"], citation["repository-code"]) == (site["site_url"], site["repo_url"])
    assert site["site_url"] in (ROOT / "docs" / "cite.md").read_text()
    assert site["repo_url"] + "/issues/new" in (ROOT / "docs" / "contribute.md").read_text()


@pytest.mark.parametrize("page", WRITTEN_PAGES)
def test_a_written_page_has_title_and_description(page: str) -> None:
    _, front_matter, body = (ROOT / "docs" / page).read_text().split("---\n", 2)
    meta = yaml.safe_load(front_matter)
    assert set(meta) >= {"title", "description"}
    assert 20 <= len(meta["description"]) <= 160
    assert body.lstrip().startswith(f"# {meta['title']}\n")


@pytest.mark.parametrize("page", ("../README.md", *WRITTEN_PAGES))
def test_links_between_written_pages_lead_somewhere(page: str) -> None:
    source = ROOT / "docs" / page
    for target in re.findall(r"\]\(([^)\s]+)\)", source.read_text()):
        path, _, anchor = target.partition("#")
        if "://" in target or path.split("/")[0] in MADE_BY_THE_BUILD:
            continue
        linked = source.parent / path if path else source
        assert linked.exists(), f"{page}: {target}"
        assert not anchor or anchor in headings(linked), f"{page}: {target}"


def headings(page: Path) -> set[str]:
    """Anchors of a page, as MkDocs makes them."""
    lines = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w]+", "-", line.lower()).strip("-") for line in lines}


def fenced_yaml(page: Path) -> list[str]:
    """The YAML examples of a page, without the indent of the list they stand in."""
    blocks = re.findall(r"^ {4}```yaml\n(.*?)^ {4}```$", page.read_text(), re.MULTILINE | re.DOTALL)
    return [textwrap.dedent(block) for block in blocks]


def test_the_example_of_the_readme_is_a_database_without_problems(tmp_path: Path) -> None:
    taxonomy, entry = fenced_yaml(ROOT / "README.md")
    (tmp_path / "_taxonomy.yaml").write_text(taxonomy)
    (tmp_path / "okoro2021harbour.yaml").write_text(entry)
    catalogue, problems = read_catalogue(tmp_path)
    assert list(map(str, problems)) == []
    assert [entry.key for entry in catalogue.entries] == ["okoro2021harbour"]


def test_the_ci_script_is_a_valid_script() -> None:
    bash = shutil.which("bash")
    if not bash:
        pytest.skip("bash is not installed")
    run = subprocess.run([bash, "-n", ROOT / ".ci" / "run"], capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (0, "")


def run_make(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """What make says when it is called from outside, not from the `make test` around this test."""
    make = shutil.which("make")
    if not make:
        pytest.skip("make is not installed")
    outer = ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "ARGS", "ID", "FORMAT", "PYTHON", "CHROME")
    environment = {name: value for name, value in os.environ.items() if name not in outer}
    return subprocess.run(
        [make, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**environment, **variables},
    )


def make_program(path: Path, script: str) -> Path:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def test_make_without_a_target_explains_every_target() -> None:
    shown = re.findall(r"^  make ([a-z-]+) +\S", run_make().stdout, re.MULTILINE)
    assert shown == [
        "help", "serve", "site", "check", "add", "import", "export", "refresh", "links",
        "candidates", "new-site", "test", "prove", "test-fast", "bench", "bench-search",
        "bench-quality", "bench-pages", "bench-hostile", "fuzz", "mutation", "published", "forms",
        "lint", "audit", "licences", "sbom", "lock", "clean",
    ]  # fmt: skip


def test_make_says_so_when_no_python_is_new_enough(tmp_path: Path) -> None:
    make_program(tmp_path / "python3", "exit 1")
    run = run_make("venv", PATH=str(tmp_path))
    assert run.returncode == 2
    assert run.stderr.startswith("Python 3.11 or newer is needed and was not found; name one: make")


def test_the_browser_that_is_named_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_program(tmp_path / "chromium", "exit 0")
    mine = make_program(tmp_path / "mine", "exit 0")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CHROME", str(mine))
    assert bootstrap.installed_browser() == str(mine)


def test_a_browser_that_does_not_start_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_program(tmp_path / "chromium", "echo 'install the snap' >&2; exit 1")
    chrome = make_program(tmp_path / "google-chrome", "exit 0")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROME", raising=False)
    assert bootstrap.installed_browser() == str(chrome)
