"""What the texts of tests/hostile.yml do in plain MkDocs with Material, beside what they do here.

Usage: CHROME=/path/to/chromium python tests/bench/hostile_material.py [--every N] [--keep FOLDER]

    --every   takes each so-manieth text; 3 unless told, 1 takes half an hour
    --keep    builds there, and takes what is built there already

The plain site is what a simple generator writes: a Markdown page for each text and place, with the
settings that MkDocs and Material have by themselves. Its navigation is the home page alone, so that
no page spoils the others. Ours is the site of the tests: all these texts in one library. Both are
opened by the same crawl (tests/hostile_crawl.py). Figures are printed, and no test reads them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "scripts")]

import hostile  # noqa: E402
from build_fixtures import build  # noqa: E402
from conftest import CHROMIUM_FLAGS, chromium_path  # noqa: E402
from hostile_crawl import Crawl, crawling, page_paths  # noqa: E402
from local_server import serving_folder  # noqa: E402
from playwright.sync_api import Browser, Error, sync_playwright  # noqa: E402

SETTINGS = """site_name: Plain
theme: {name: material, font: false}
plugins: [search, tags]
nav: [index.md]
not_in_nav: /**
"""
# Place -> the page that has the text there, as it comes.
PLACES: dict[str, Callable[[str], str]] = {
    "heading": lambda text: f"# {text}\n\nA work.\n",
    "paragraph": lambda text: f"# A work\n\n{text}\n",
    "cell": lambda text: f"# A work\n\n| title | year |\n|---|---|\n| {text} | 2024 |\n",
    "link": lambda text: f"# A work\n\n[paper]({text})\n",
    "title": lambda text: f"---\ntitle: {hostile.quoted(text)}\n---\n\nA work.\n",
    "description": lambda text: f"---\ndescription: {hostile.quoted(text)}\n---\n\n# A work\n",
    "tag": lambda text: f"---\ntags: [{hostile.quoted(text)}]\n---\n\n# A work\n",
}


@dataclass
class Count:
    """How many pages of a site did what no page should."""

    name: str
    pages: int = 0
    ran: int = 0
    handlers: int = 0
    links: int = 0
    foreign: int = 0
    damaged: int = 0

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.pages} pages: {self.ran} ran script, {self.handlers} with live "
            f"handlers, {self.links} with script links, {self.foreign} asked others, "
            f"{self.damaged} damaged"
        )


def write_plain(root: Path, texts: Iterable[hostile.Payload]) -> None:
    """The sources of the plain site."""
    docs = root / "docs"
    docs.mkdir(parents=True)
    (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    (docs / "index.md").write_text("# Home\n", encoding="utf-8")
    for text in texts:
        for place, page in PLACES.items():
            content = page(text.text).encode("utf-8", "surrogatepass")
            (docs / f"{place}-{text.number}.md").write_bytes(content)


def build_plain(root: Path, texts: list[hostile.Payload]) -> Path:
    write_plain(root, texts)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=root, check=True, env=environment)
    return root / "site"


def build_ours(root: Path, texts: list[hostile.Payload]) -> Path:
    built = build(hostile.make_hostile(root, texts))
    if built.returncode:
        sys.exit(built.stderr)
    return root / "site"


def counted(browser: Browser, site: Path, name: str) -> Count:
    count = Count(name)
    with serving_folder(site) as address, crawling(browser, address) as crawl:
        crawl.page.route("**//evil.example/**", lambda route: route.abort())
        for path in page_paths(site):
            if path != "404.html":  # its links start at the root of the published site
                look(crawl, f"{address}/{path}", count)
    return count


def look(crawl: Crawl, address: str, count: Count) -> None:
    """Opens one page and adds what it did."""
    before = (len(crawl.ran), len(crawl.foreign))
    found = {kind: len(finds) for kind, finds in crawl.found.items()}
    count.pages += 1
    try:
        seen = crawl.open(address)
        crawl.page.wait_for_timeout(20)
        is_whole = [seen[it] for it in ("headers", "mains", "footers")] == [1, 1, 1]
        is_here = crawl.page.url.startswith(address)
    except Error:  # the page went away while it was looked at
        is_whole = is_here = False
    count.ran += len(crawl.ran) > before[0]
    count.foreign += len(crawl.foreign) > before[1]
    count.handlers += len(crawl.found["handlers"]) > found["handlers"]
    count.links += len(crawl.found["links"]) > found["links"]
    count.damaged += not (is_whole and is_here)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--every", type=int, default=3)
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    texts = list(hostile.corpus()[:: arguments.every])
    shown = [text for text in texts if text.shows]
    folder: AbstractContextManager[str] = (
        nullcontext(str(arguments.keep)) if arguments.keep else tempfile.TemporaryDirectory()
    )
    path = chromium_path()
    if path is None:
        sys.exit("no Chromium found; name one: CHROME=/path/to/chromium")
    with folder as name, sync_playwright() as playwright:
        plain, ours = Path(name, "plain"), Path(name, "ours")
        for root, make, held in ((plain, build_plain, texts), (ours, build_ours, shown)):
            if not (root / "site").is_dir():
                shutil.rmtree(root, ignore_errors=True)
                make(root, held)
        browser = playwright.chromium.launch(executable_path=path, args=[*CHROMIUM_FLAGS])
        what = f"{len(texts)} texts x {len(PLACES)} places"
        print(counted(browser, plain / "site", f"plain MkDocs and Material, {what}"), flush=True)
        print(counted(browser, ours / "site", f"here, {len(shown)} of them in one library"))
        browser.close()


if __name__ == "__main__":
    main()
