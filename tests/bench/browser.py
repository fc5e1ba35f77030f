"""`make bench-search`: what searching costs a reader, here and in Material's own search.

Usage: browser.py [N ...] [--quick] [--keep FOLDER] [--timeline] [--data-only]

    N            numbers of entries; that of the real library, 2400 and 10000 unless told
    --quick      one repetition and few queries
    --keep       builds there, and takes the plain site from there when it is built already
    --timeline   prints what was asked for and sent on the slow line
    --data-only  ours alone: the site of the real library with the data of N entries, of which the
                 home page and the library are opened; to build all pages of 120,000 takes minutes

Beside our site stands plain MkDocs with Material's search over a page for each of the same
entries. Readers have an empty cache. Figures depend on the machine, and no test reads them.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from finders import (
    MATERIAL,
    OURS,
    Finder,
    First,
    all_searched,
    first_results,
    fresh_page,
    longest_task,
    memory,
    ranked_keys,
    rest,
    three_words,
    type_query,
    watch_keys,
)
from library import facet_clicks, open_library
from playwright.sync_api import Browser, Page, sync_playwright
from sites import ROOT, copy_engine, real_size, write_entries, write_large, write_plain
from slowcpu import SlowPages, computed
from slowline import SLOW, Line, Server, Site, timeline

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
SEED = 20261121
FACTOR = 4
DEPTH = 10
NOTES = """
Results: from navigation to the first hits of three words of a title, asked as soon as there is a
field; median. Of more than 5,000 entries the title is one of the newest, which are searched first;
all searched: all parts answer. Slow line: 1.6 Mbit/s, 150 ms. Slow CPU: pages run a quarter of
the time.
Key: from its event to the changed list, and to the next frame; all is loaded. Just after: the
slowest key of a query typed at once after the first results. Long tasks: of the main thread, 0 =
none over 50 ms. Click: to the second frame after the rows changed. Processor: time on a core, of
which other load on the machine is no part.
Known works: success@1 and MRR@10 of queries typed into the real box; ours lists 8 hits.
To reach with 2,400 on the slow line: results in 2 s and 200 KB; anywhere: a key 16 ms, no task
over 50 ms; with 10,000: a click 50 ms."""


@dataclass(frozen=True)
class Effort:
    """How often things are repeated."""

    fast: int = 5
    slow: int = 3
    queries: int = 20
    slow_queries: int = 6
    clicks: int = 30
    known: int = 150


QUICK = Effort(fast=1, slow=1, queries=4, slow_queries=2, clicks=9, known=20)


@dataclass
class Table:
    """Figures by name, then by column; the order is that in which they came."""

    columns: list[str] = field(default_factory=list)
    rows: dict[str, dict[str, str]] = field(default_factory=dict)

    def put(self, name: str, column: str, figure: str) -> None:
        self.columns += [] if column in self.columns else [column]
        self.rows.setdefault(name, {})[column] = figure
        print(f"  {column:<18}{name:<52}{figure}", file=sys.stderr, flush=True)

    def __str__(self) -> str:
        lines = ["".join([f"{'':<52}", *(f"{column:>17}" for column in self.columns)])]
        for name, figures in self.rows.items():
            cells = (f"{figures.get(column, '-'):>17}" for column in self.columns)
            lines.append("".join([f"{name:<52}", *cells]))
        return "\n".join(lines)


@dataclass(frozen=True)
class Bench:
    """One number of entries: both sites of it, and where figures go."""

    browser: Browser
    size: int
    sites: dict[Finder, Site]
    data: Path  # folder of search.json
    effort: Effort
    table: Table
    has_timeline: bool

    def put(self, name: str, finder: Finder, figure: str) -> None:
        self.table.put(name, f"{self.size:,} {finder.name}", figure)

    def dice(self) -> random.Random:
        """The same throws for both sites."""
        return random.Random(SEED)


def main(arguments: Sequence[str]) -> None:
    told = read_arguments(arguments)
    table = Table()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for size in told.sizes or [real_size(), 2400, 10000]:
            build = build_data if told.data_only else build_sites
            sites = build(Path(told.keep or folder) / str(size), size)
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("CHROME") or "/usr/bin/chromium", args=[*FLAGS]
            )
            effort = QUICK if told.quick else Effort()
            data = sites[OURS].folder / "data"
            measure(Bench(browser, size, sites, data, effort, table, told.timeline))
            browser.close()
    print(f"{platform.platform()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    print(table, NOTES, sep="\n")


def read_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measures search in a real browser.")
    parser.add_argument("sizes", nargs="*", type=int, metavar="N")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--keep", metavar="FOLDER")
    parser.add_argument("--timeline", action="store_true")
    parser.add_argument("--data-only", action="store_true")
    return parser.parse_args(arguments)


def build_sites(folder: Path, size: int) -> dict[Finder, Site]:
    """Builds both; entries and plain site are not made again when they are there."""
    folder.mkdir(parents=True, exist_ok=True)
    entries, ours, plain = folder / "entries", folder / "ours", folder / "plain"
    print(f"building {size:,}", file=sys.stderr)
    if not entries.exists():
        write_entries(entries, size)
    shutil.rmtree(ours, ignore_errors=True)
    copy_engine(ours)
    shutil.copytree(entries, ours / "entries")
    run([sys.executable, str(ours / "scripts" / "build.py")], ours)
    if not (plain / "site" / "index.html").exists():
        shutil.rmtree(plain, ignore_errors=True)
        write_plain(entries, plain)
        run([sys.executable, "-m", "mkdocs", "build", "--quiet"], plain)
    return {OURS: Site(ours / "site"), MATERIAL: Site(plain / "site")}


def build_data(folder: Path, size: int) -> dict[Finder, Site]:
    """Ours with the pages of the real library; data are not made again when they are there."""
    folder.mkdir(parents=True, exist_ok=True)
    ours, data = folder / "real", folder / "large"
    print(f"data of {size:,}", file=sys.stderr)
    if not data.exists():
        write_large(data, size)
    shutil.rmtree(ours, ignore_errors=True)
    copy_engine(ours)
    shutil.copytree(ROOT / "entries", ours / "entries")
    run([sys.executable, str(ours / "scripts" / "build.py")], ours)
    shutil.copytree(data, ours / "site", dirs_exist_ok=True)
    return {OURS: Site(ours / "site")}


def run(command: list[str], folder: Path) -> str:
    """What a command prints; exits with its complaint when it fails."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    ended = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if ended.returncode:
        raise SystemExit(ended.stdout + ended.stderr)
    return ended.stdout


def measure(bench: Bench) -> None:
    """Everything for one number of entries."""
    effort = bench.effort
    warm_up(bench)
    measure_box(bench, "fast", Line(), effort.fast, effort.queries)
    measure_box(bench, "slow line", SLOW, effort.slow, 0)
    measure_box(bench, "slow CPU", Line(), effort.slow, effort.slow_queries)
    measure_library(bench)
    if bench.size == real_size() and MATERIAL in bench.sites:
        measure_quality(bench)


def warm_up(bench: Bench) -> None:
    """Fills the servers' stores of zipped files; nothing is noted."""
    for finder, site in bench.sites.items():
        with Server(site, Line()) as server, fresh_page(bench.browser) as page:
            first_results(page, server, finder, three_words(bench.dice(), titles(bench)))
            rest(page, server)


def titles(bench: Bench, *, is_all: bool = True) -> list[str]:
    """The titles of all entries, or of those that are searched first."""
    found: list[str] = []
    for file in sorted(bench.data.glob("search*.json")) if is_all else [bench.data / "search.json"]:
        found += json.loads(file.read_text(encoding="utf-8"))["entries"]["title"]
    return found


def measure_box(bench: Bench, condition: str, line: Line, times: int, queries: int) -> None:
    """First results of several readers in turn; the last ones type on."""
    firsts: dict[Finder, list[First]] = {finder: [] for finder in bench.sites}
    longest = dict.fromkeys(bench.sites, 0.0)
    dice, newest = bench.dice(), titles(bench, is_all=False)
    for time in range(times):
        query = three_words(dice, newest)
        for finder, site in bench.sites.items():
            with (
                slow_pages(condition),
                Server(site, line) as server,
                fresh_page(bench.browser) as page,
            ):
                firsts[finder].append(first_results(page, server, finder, query))
                if finder is OURS and time == times - 1:
                    measure_growth(bench, condition, page, server)
                if time == times - 1 and queries:
                    measure_keys(bench, condition, finder, page, server, queries)
                longest[finder] = max(longest[finder], longest_task(page))
    for finder, found in firsts.items():
        put_firsts(bench, condition, finder, found)
        bench.put(f"longest task, {condition}, ms", finder, f"{longest[finder]:.0f}")


def measure_growth(bench: Bench, condition: str, page: Page, server: Server) -> None:
    """When all entries are searched, of how many bytes; nothing of a library in one file."""
    if (bench.data / "search-2.json").exists():
        when = all_searched(page, server) / 1000
        sent = sum(it.sent() for it in server.log if "/data/search" in it.path)
        figure = f"{when:.2f} ({sent / 1000:,.0f} KB)"
        bench.put(f"all searched, {condition}, s (data)", OURS, figure)


def slow_pages(condition: str) -> AbstractContextManager[object]:
    return SlowPages(FACTOR) if condition == "slow CPU" else nullcontext()


def put_firsts(bench: Bench, condition: str, finder: Finder, found: list[First]) -> None:
    times = [first.results / 1000 for first in found]
    bench.put(f"field ready, {condition}, s", finder, middle(first.box / 1000 for first in found))
    bench.put(f"first results, {condition}, s", finder, f"{middle(times)} (to {max(times):.2f})")
    if condition == "slow line":
        kilobytes = [f"{count / 1000:,.0f}" for count in (found[-1].sent, found[-1].without_fonts)]
        bench.put(
            "  sent until then, KB (without fonts)", finder, f"{kilobytes[0]} ({kilobytes[1]})"
        )
        if bench.has_timeline:
            when = f"field at {found[-1].box:.0f} ms, results at {found[-1].results:.0f} ms"
            print(f"\n{bench.size:,} {finder.name}, {when}\n{timeline(found[-1].log)}\n")


def middle(values: Iterable[float]) -> str:
    return f"{statistics.median(values):.2f}"


def measure_keys(
    bench: Bench, condition: str, finder: Finder, page: Page, server: Server, count: int
) -> None:
    """Latency of keys, at once and when all is loaded; then the memory of the page."""
    dice = bench.dice()
    watch_keys(page, finder)
    early = type_query(page, three_words(dice, titles(bench)))
    rest(page, server)
    words = [three_words(dice, titles(bench)) for _ in range(count)]
    before = computed()
    times = [each for query in words for each in type_query(page, query)]
    used = (computed() - before) / max(1, sum(map(len, words)))
    for name, at in (("key to list", 0), ("key to frame", 1)):
        figure = spread([each[at] for each in times])
        bench.put(f"{name}, {condition}, median / p95 ms", finder, figure)
    bench.put(f"  processor per key, {condition}, ms", finder, f"{used:.1f}")
    slowest = max((each[1] for each in early), default=0)
    bench.put(f"slowest key just after, {condition}, ms", finder, f"{slowest:.0f}")
    if condition == "fast":
        bench.put(f"memory after {count} queries, MB", finder, f"{memory():.0f}")


def spread(times: list[float]) -> str:
    """Median and the time that 95 of 100 are under."""
    if not times:
        return "no answer"
    ordered = sorted(times)
    return f"{statistics.median(ordered):.1f} / {ordered[int(len(ordered) * 0.95)]:.1f}"


def measure_library(bench: Bench) -> None:
    for condition in ("fast", "slow CPU"):
        with (
            slow_pages(condition),
            Server(bench.sites[OURS], Line()) as server,
            fresh_page(bench.browser) as page,
        ):
            open_library(page, server)
            before = computed()
            times = facet_clicks(page, bench.dice(), bench.effort.clicks)
            used = (computed() - before) / bench.effort.clicks
            longest = longest_task(page)
        bench.put(f"facet click, {condition}, median / p95 ms", OURS, spread(times))
        bench.put(f"  processor per click, {condition}, ms", OURS, f"{used:.1f}")
        bench.put(f"  longest task there, {condition}, ms", OURS, f"{longest:.0f}")


def measure_quality(bench: Bench) -> None:
    """Types queries for known works into both boxes."""
    quality = Path(__file__).with_name("quality.mjs")
    items = json.loads(run(["node", str(quality), str(bench.data), "--list"], ROOT))
    sample = bench.dice().sample(items, min(bench.effort.known, len(items)))
    for finder, site in bench.sites.items():
        with Server(site, Line()) as server, fresh_page(bench.browser) as page:
            first_results(page, server, finder, "attention")
            rest(page, server)
            watch_keys(page, finder)
            ranks = [(item["kind"], rank(page, finder, item)) for item in sample]
        for kind in ("all", *sorted({kind for kind, _ in ranks})):
            found = [number for each, number in ranks if kind in ("all", each)]
            first = sum(number == 1 for number in found) / len(found)
            mean = sum(1 / number for number in found if number) / len(found)
            name = f"known works, {kind} ({len(found)}), s@1 / MRR@10"
            bench.put(name, finder, f"{first:.3f} / {mean:.3f}")


def rank(page: Page, finder: Finder, item: dict[str, str]) -> int:
    """The place of the work that a query means, from 1; 0 = not among the first."""
    keys = ranked_keys(page, finder, item["query"])[:DEPTH]
    return keys.index(item["target"]) + 1 if item["target"] in keys else 0


if __name__ == "__main__":
    main(sys.argv[1:])
