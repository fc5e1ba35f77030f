"""The real site, built once for all tests that look at it; a server and a browser for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
import yaml
from markup import PageFacts, read_pages
from once import made_once

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
GENERATED = ("index.md", "fields.md")
# No real entry has left its key or the library yet; the copy that is built has one of each.
FORMER_KEY, NOW_AT = "oldname2024concept", "parekh2024concept"
WITHDRAWN_KEY, REASON = "nobody2020gone", "It was listed twice & by mistake."

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
def built_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository with its site built; nobody may change it."""
    return made_once(tmp_path_factory, "atlas", _build_atlas)


def _build_atlas(root: Path) -> None:
    copy_tree(root)
    moved = root / "entries" / f"{NOW_AT}.yaml"
    lines = moved.read_text(encoding="utf-8").splitlines(keepends=True)
    after = next(index for index, line in enumerate(lines) if line.startswith("added:")) + 1
    lines.insert(after, f"aliases: [{FORMER_KEY}]\n")
    moved.write_text("".join(lines), encoding="utf-8")
    with (root / "entries" / "_published.txt").open("a", encoding="utf-8") as file:
        file.write(f"{WITHDRAWN_KEY}  # withdrawn: {REASON}\n")
    build(root)


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


class _PagesHandler(SimpleHTTPRequestHandler):
    """Serves a folder under the path of site_url, and 404.html for what is not there."""

    prefix = "/"

    def translate_path(self, path: str) -> str:
        inner = path.removeprefix(self.prefix) if path.startswith(self.prefix) else "\0outside"
        return super().translate_path(f"/{inner}") if "\0" not in inner else "/nonexistent"

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the tests look at requests in the browser."""


@pytest.fixture(scope="session")
def served(built_site: Path, site_url: str) -> Iterator[str]:
    """The address of the site on a server of this machine, with its last slash."""
    handler = type("Handler", (_PagesHandler,), {"prefix": urlsplit(site_url).path})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(built_site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}{handler.prefix}"
    server.shutdown()
    server.server_close()
    thread.join()


CHROMIUM_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def chromium_path() -> str | None:
    """$CHROME, or a Chromium of this machine; None when there is none."""
    names = (os.environ.get("CHROME", ""), "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if name and (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium; the test is skipped where there is none."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = chromium_path()
    if path is None:
        pytest.skip("no Chromium found; name one: make test CHROME=/path/to/chromium")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*CHROMIUM_FLAGS])
        yield browser
        browser.close()


def node_module(path: str) -> Path:
    """A file of an installed node package; the test is skipped where it is missing."""
    found = ROOT / "node_modules" / path
    if not found.exists():
        pytest.skip(f"node_modules/{path} is missing; run npm ci")
    return found
