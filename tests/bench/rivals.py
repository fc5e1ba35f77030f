"""The table at the end of `make bench`: this site beside other ways to publish the same entries.

    ours                 all that this repository makes
    a page per entry     plain MkDocs with Material and its search, one Markdown page per entry
    one page             the same with all entries listed on one page, as HEPML-LivingReview does

Bytes are those that a reader with an empty cache gets, compressed, without fonts: of the first page
with its styles and scripts; and until an entry is found by three words of its title. On ours and
with a page per entry that is by the search of the site; the one page is searched by the browser.
Known works (success@1: the right one is the first hit) are asked for in Chromium, typed into the
real boxes, where CHROME names one: the queries of `make bench-search`, fewer of them.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from finders import Finder

SEED = 20261121
KNOWN = 40  # queries
NAMES = ("ours", "a page per entry", "one page")
_EARLY = re.compile(
    r'<link\b[^>]*rel="?(?:stylesheet|modulepreload|preload)"?[^>]*>|<script\b[^>]*\bsrc=[^>]*>'
)
_ADDRESS = re.compile(r'(?:href|src)="?([^"\s>]+)')
_IMPORTED = re.compile(r'(?:from|import)\s?"(\.[^"]+\.js)"')


@dataclass(frozen=True)
class Rival:
    """One way to publish, and what it costs writer and reader."""

    size: int
    name: str
    cpu: float
    peak: int  # MB
    site: Path
    files: int
    megabytes: float
    home: int  # bytes
    find: int  # bytes
    success: str  # share of known works found first

    def __str__(self) -> str:
        has_pages = "no" if self.name == "one page" else "yes"
        return (
            f"{self.size:>8,}  {self.name:<18}{self.cpu:>8.1f}{self.peak:>9}{self.megabytes:>9.1f}"
            f"{self.files:>8,}{self.home / 1000:>9.0f}{self.find / 1000:>9,.0f}{has_pages:>8}"
            f"{self.success:>11}"
        )


HEADING = (
    f"{'entries':>8}  {'':<18}{'CPU s':>8}{'peak MB':>9}{'site MB':>9}{'files':>8}{'home KB':>9}"
    f"{'find KB':>9}{'pages':>8}{'success@1':>11}"
)


def rivals(size: int, costs: Sequence[tuple[float, int]], sites: Sequence[Path]) -> list[Rival]:
    """A row for each of NAMES, from CPU seconds and peak MB of its build, and its site."""
    found = successes(sites)
    rows = []
    for name, (cpu, peak), site in zip(NAMES, costs, sites, strict=True):
        files = [path for path in site.rglob("*") if path.is_file()]
        megabytes = sum(path.stat().st_size for path in files) / 1e6
        home = loaded(site, "index.html")
        rows.append(
            Rival(
                size,
                name,
                cpu,
                peak,
                site,
                len(files),
                megabytes,
                weight(site, home),
                weight(site, {*home, *searched(site, name)}),
                found[name],
            )
        )
    return rows


def loaded(site: Path, page: str) -> set[str]:
    """The page, and the files that it names to be loaded with it, with all that they import."""
    text = (site / page).read_text(encoding="utf-8")
    named = [_ADDRESS.search(tag) for tag in _EARLY.findall(text)]
    paths = (normpath(join(dirname(page), it[1])) for it in named if it)
    return {page} | with_imports(site, (path for path in paths if (site / path).is_file()))


def with_imports(site: Path, scripts: Iterable[str]) -> set[str]:
    """The files and all that they import."""
    found = [*scripts]
    for name in found:
        if name.endswith(".js"):
            text = (site / name).read_text(encoding="utf-8")
            imported = (normpath(join(dirname(name), it)) for it in _IMPORTED.findall(text))
            found += [it for it in imported if it not in found and (site / it).is_file()]
    return set(found)


def searched(site: Path, name: str) -> set[str]:
    """What is loaded besides the first page until a search has found an entry."""
    if name == "one page":
        return set()
    if name == "ours":
        scripts = ("finder.js", "find/client.js", "find/worker.js")
        parts = {it.relative_to(site).as_posix() for it in (site / "data").glob("search*.json")}
        return with_imports(site, (f"assets/js/{it}" for it in scripts)) | parts
    workers = site.glob("assets/javascripts/workers/search.*.js")
    return {it.relative_to(site).as_posix() for it in workers} | {"search/search_index.json"}


def weight(site: Path, names: Iterable[str]) -> int:
    """Bytes of files, compressed as a server does."""
    return sum(len(gzip.compress((site / name).read_bytes(), 6)) for name in names)


def successes(sites: Sequence[Path]) -> dict[str, str]:
    """Name -> share of known works that are the first hit; where there is none, why."""
    if not os.environ.get("CHROME"):
        return dict.fromkeys(NAMES, "not asked") | {"one page": "none"}
    # Only here: they need a browser and its driver.
    from finders import MATERIAL, OURS

    items = known_works(sites[0])
    return {
        "ours": success(sites[0], OURS, items),
        "a page per entry": success(sites[1], MATERIAL, items),
        "one page": "none",  # its search leads to a section: no entry has an address
    }


def known_works(site: Path) -> list[dict[str, str]]:
    """Some queries with one right answer each, made from the entries."""
    quality = str(Path(__file__).with_name("quality.mjs"))
    ended = subprocess.run(
        ["node", quality, str(site / "data"), "--list"], capture_output=True, text=True, check=True
    )
    items = json.loads(ended.stdout)
    return random.Random(SEED).sample(items, min(KNOWN, len(items)))


def success(site: Path, finder: Finder, items: Sequence[dict[str, str]]) -> str:
    """How many of the queries have the right work as the first hit, typed into the real box."""
    from finders import first_results, fresh_page, ranked_keys, rest, watch_keys
    from playwright.sync_api import sync_playwright
    from slowline import Line, Server, Site

    with sync_playwright() as playwright, Server(Site(site), Line()) as server:
        browser = playwright.chromium.launch(
            executable_path=os.environ["CHROME"], args=["--no-sandbox", "--disable-gpu"]
        )
        with fresh_page(browser) as page:
            first_results(page, server, finder, "attention")
            rest(page, server)
            watch_keys(page, finder)
            firsts = [ranked_keys(page, finder, item["query"])[:1] for item in items]
        browser.close()
    hits = sum(keys == [item["target"]] for keys, item in zip(firsts, items, strict=True))
    return f"{hits} of {len(items)}"
