"""A site of another field, made from this project and the toy library; ways to treat it badly."""

from __future__ import annotations

import hashlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from once import made_once

ROOT = Path(__file__).parent.parent
TOY = ROOT / "tests" / "library" / "entries"
WRITTEN = (
    "about.md", "cite.md", "contribute.md", "design.md", "importing.md", "limits.md",
    "maintaining.md",
    "new-site.md", "scale.md", "search.md", "submitting.md", "upkeep.md",
)  # fmt: skip
BEES_YML = """\
site_name: Bee shelf
site_url: https://bees.example/lit/
site_description: What is known of wild bees.
repo_url: https://github.com/example/bees
edit_uri: ""
exclude_docs: |
  /overrides/
  /assets/VENDORED.md
theme:
  name: material
  custom_dir: docs/overrides
  language: en
  favicon: assets/images/logo.svg
  font: false
extra_css: [assets/css/tokens.css, assets/css/atlas.css]
extra_javascript:
  - {path: assets/js/atlas.js, type: module}
hooks: [scripts/hook.py]
plugins: [search]
markdown_extensions: [toc]
nav: [index.md]
not_in_nav: |
  /**
extra:
  nav:
    - {label: Approaches, url: categories/}
    - {label: Regions, url: regions/}
  feed: feeds/all.xml
  headline: Everything on wild bees
  lead: Where they live and what they do there.
  hints:
    - {label: Alps, url: regions/alps/}
  row_facets: [regions]
  fed_facets: [regions]
  maps:
    - rows: regions
      columns: categories
      title: Approaches by region
      text: "How often each was used where."
    - {rows: regions, columns: weathers, title: Of no such facet}
  not_studies: {kinds: [key, no-such-kind], weathers: [rain]}
"""


def make_bees(root: Path, entries: Path = TOY) -> Path:
    """The engine and the written pages of this project around another library, not yet built."""
    shutil.copytree(ROOT / "scripts", root / "scripts")
    for name in ("assets", "overrides"):
        shutil.copytree(ROOT / "docs" / name, root / "docs" / name)
    for name in WRITTEN:
        shutil.copy(ROOT / "docs" / name, root / "docs")
    shutil.copytree(entries, root / "entries")
    (root / "mkdocs.yml").write_text(BEES_YML)
    return root


@pytest.fixture(scope="session")
def new_bees(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bees, never built; nobody may change them."""
    return make_bees(tmp_path_factory.mktemp("new") / "bees")


@pytest.fixture(scope="session")
def built_bees(new_bees: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bees with their site in site/; nobody may change it."""

    def make(root: Path) -> None:
        shutil.copytree(new_bees, root)
        built = build(root)
        assert built.returncode == 0, built.stderr

    return made_once(tmp_path_factory, "bees", make)


@pytest.fixture
def bees_root(built_bees: Path, tmp_path: Path) -> Path:
    """A copy of the built bees, free to be changed."""
    return Path(shutil.copytree(built_bees, tmp_path / "bees"))


def build(
    root: Path,
    *arguments: str,
    program: tuple[str, ...] = ("scripts/build.py",),
    umask: int = -1,
    **environment: str,
) -> subprocess.CompletedProcess[str]:
    """Runs the build of a copy, or another program in its place."""
    return subprocess.run(
        [sys.executable, *program, *arguments],
        cwd=root, env=environment_of(**environment), umask=umask,
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip


def environment_of(**changes: str) -> dict[str, str]:
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", **changes}


def fingerprint(folder: Path, *left_out: str) -> dict[str, str]:
    """Path of every file below the folder -> digest of its bytes, without some top folders."""
    found = {}
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and "__pycache__" not in parts and parts[0] not in left_out:
            name = "/".join(parts)
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def change(path: Path, old: str, new: str) -> None:
    """Replaces a text in a file, where it must stand once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path.name} holds {old!r} {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8")


def staged(root: Path) -> list[str]:
    """Names of what lies beside the site and is no part of the project: there should be nothing."""
    known = {".cache", ".git", ".gitignore", "docs", "entries", "mkdocs.yml", "scripts", "site"}
    return sorted({path.name for path in root.iterdir()} - known)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def at_last(is_so: Callable[[], bool]) -> None:
    """Waits until it is so; fails after two minutes, which no machine takes."""
    started = time.monotonic()
    while not is_so():
        assert time.monotonic() - started < 120, "not within two minutes"
        time.sleep(0.02)


class Server:
    """A preview server in a process of its own, with everything that it prints in a file."""

    def __init__(self, root: Path, *command: str, url: str = "") -> None:
        self.log = root.parent / f"{root.name}.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-u", *command], cwd=root, env=environment_of(),
                stdout=log, stderr=subprocess.STDOUT,
                # A shell lets what runs in its background ignore interrupts; children inherit that.
                preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
            )  # fmt: skip
        self.url = url

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    @property
    def printed(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def wait(self, words: str) -> None:
        """Until the words are printed; fails when the server ends first."""

        def is_there() -> bool:
            assert self.process.poll() is None, self.printed
            return words in self.printed

        at_last(is_there)

    def get(self, path: str) -> tuple[int, str, str]:
        """Status, content type and text of an answer. The path is sent as it is."""
        parts = urlsplit(self.url)
        connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=30)
        try:
            connection.putrequest("GET", path)
            connection.endheaders()
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", errors="replace")
            return answer.status, answer.getheader("Content-Type", ""), text
        finally:
            connection.close()

    def text(self, path: str) -> str:
        """The text of a page that must be there."""
        status, _, text = self.get(path)
        assert status == 200, f"{path}: {status}"
        return text


def start_preview(root: Path) -> Server:
    """scripts/serve.py at a free port, ready."""
    server = Server(root, "scripts/serve.py", "--port", "0")
    try:
        server.wait("Preview at ")
    except BaseException:
        server.__exit__()
        raise
    server.url = server.printed.partition("Preview at ")[2].split()[0]
    return server


@pytest.fixture
def preview(bees_root: Path) -> Iterator[Server]:
    """A running preview of a copy of the bees, which lies in `bees_root`."""
    with start_preview(bees_root) as server:
        yield server
