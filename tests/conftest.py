"""The real site, built once for all tests that look at it; a server and a browser for it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from local_server import FolderHandler, serving_folder
from once import made_once
from own_library import (
    ROOT,
    RawEntry,
    build,
    built_site,
    copy_tree,
    newest_first,
    pages,
    raw_entries,
    raw_facets,
    site_url,
)  # fmt: skip

from bootstrap import BROWSER_NAMES

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Fixtures of every library, and what other tests import from here.
__all__ = [
    "ROOT", "RawEntry", "build", "built_site", "copy_tree", "newest_first", "pages", "raw_entries",
    "raw_facets", "site_url",
]  # fmt: skip

# No real entry has left its key or the library yet; the copy that is built has one of each.
FORMER_KEY, NOW_AT = "oldname2024concept", "parekh2024concept"
WITHDRAWN_KEY, REASON = "nobody2020gone", "It was listed twice & by mistake."


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


class _PagesHandler(FolderHandler):
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


@pytest.fixture(scope="session")
def served(built_site: Path, site_url: str) -> Iterator[str]:
    """The address of the site on a server of this machine, with its last slash."""
    with serving(built_site, site_url) as address:
        yield address


@contextmanager
def serving(site: Path, site_url: str) -> Iterator[str]:
    """The address at which the files of a site are served until the block ends."""
    handler = type("Handler", (_PagesHandler,), {"prefix": urlsplit(site_url).path})
    with serving_folder(site, handler) as address:
        yield address + handler.prefix


CHROMIUM_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def chromium_path() -> str | None:
    """$CHROME, or a Chromium of this machine; None when there is none."""
    names = (os.environ.get("CHROME", ""), *BROWSER_NAMES)
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
