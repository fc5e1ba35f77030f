"""This repository's own library, whatever its field: a copy to build, and what its site holds."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from markup import PageFacts, read_pages

ROOT = Path(__file__).parent.parent
GENERATED = ("index.md", "fields.md")

RawEntry = Mapping[str, Any]  # field -> text or list of texts, as YAML has them


def copy_tree(target: Path) -> Path:
    """The parts of this repository that a build needs, without what an earlier build wrote."""

    def left_out(folder: str, names: list[str]) -> set[str]:
        here = Path(folder)
        made = {name for name in names if (here / name / ".gitignore").is_file()}
        return {"__pycache__"} | made | (set(GENERATED) if here == ROOT / "docs" else set())

    for name in ("docs", "entries", "scripts"):
        shutil.copytree(ROOT / name, target / name, ignore=left_out)
    shutil.copy(ROOT / "mkdocs.yml", target)
    return target


def build(root: Path) -> Path:
    """Builds the site of a copy and returns its folder."""
    command: list[str | Path] = [sys.executable, root / "scripts" / "build.py"]
    ended = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=600)
    assert ended.returncode == 0, ended.stderr
    return root / "site"


@pytest.fixture(scope="session")
def built_site(built_root: Path) -> Path:
    """The folder of the real site, built from a copy of this repository."""
    return built_root / "site"


@pytest.fixture(scope="session")
def pages(built_site: Path) -> dict[str, PageFacts]:
    """Facts of every HTML file of the site, by path from its root."""
    return read_pages(built_site)


@pytest.fixture(scope="session")
def site_url() -> str:
    """The address the site is published at, with its last slash."""
    lines = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    return next(line.split()[1] for line in lines if line.startswith("site_url:"))


@pytest.fixture(scope="session")
def raw_entries(built_root: Path) -> dict[str, RawEntry]:
    """Key -> what its file says, read by PyYAML alone, newest work first, ties by key."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every scalar stays text
    files = (built_root / "entries").glob("[a-z]*.yaml")
    found = {file.stem: yaml.load(file.read_text(encoding="utf-8"), loader) for file in files}
    return dict(sorted(found.items(), key=lambda item: newest_first(item[0], item[1])))


@pytest.fixture(scope="session")
def raw_facets(built_root: Path) -> dict[str, Any]:
    """Facet id -> what the vocabulary says of it, read by PyYAML alone."""
    text = (built_root / "entries" / "_taxonomy.yaml").read_text(encoding="utf-8")
    facets: dict[str, Any] = yaml.load(text, yaml.BaseLoader)["facets"]
    return facets


def newest_first(key: str, entry: RawEntry) -> tuple[object, ...]:
    """Sorts newest first; an unknown month or day counts as before the first."""
    parts = [int(part) for part in entry["published"].split("-")]
    return (*(-part for part in parts), *(0,) * (3 - len(parts)), key)
