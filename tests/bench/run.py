"""`make bench`: builds corpora made from the real entries and prints what that costs.

Usage: run.py [N ...]     (2400 and 10000 unless told)

After the builds: what the files weigh that programs and browsers load, and what exports cost.

Beside each build stands plain MkDocs with the same theme and one Markdown page per entry, outside
the navigation, with its search: what one would write without an engine. At the end stands one table
of both and of one page for all (rivals.py). Figures depend on the machine, and no test reads them.
"""

from __future__ import annotations

import gzip
import math
import os
import platform
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from preview import seconds_until_shown
from rivals import HEADING, Rival, rivals
from sites import copy_engine, write_entries, write_one_page, write_plain

# Whole catalogues in one file, and the longest pages: what grows with every entry.
WEIGHED = (
    "data/search.json", "data/search-*.json", "data/details.json", "data/entries.json",
    "data/literature.bib", "data/literature.csv", "data/landscape.json", "library/index.html",
    "map/index.html",
)  # fmt: skip


COMPARED = 20_000  # entries up to which the others are built, too: they take many minutes above


@dataclass(frozen=True)
class Cost:
    """What one process cost."""

    user: float
    system: float
    wall: float
    megabytes: int

    @property
    def cpu(self) -> float:
        return self.user + self.system


def main(arguments: Sequence[str]) -> None:
    sizes = [int(argument) for argument in arguments] or [2400, 10000]
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
          f"load {os.getloadavg()[0]:.1f}")  # fmt: skip
    print(f"{'entries':>8}  {'build':<34}{'CPU s':>8}{'user':>8}{'sys':>7}{'wall s':>8}"
          f"{'peak MB':>9}{'site MB':>9}{'files':>8}")  # fmt: skip
    table: list[Rival] = []
    costs: dict[int, Cost] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            costs[size], rows = measure(Path(folder), size)
            table += rows
    if len(costs) > 1:
        print(f"{'':8}  cold CPU grows with entries to the power of {exponent(costs):.2f}")
    if table:
        print("", HEADING, *table, sep="\n")


def measure(folder: Path, size: int) -> tuple[Cost, list[Rival]]:
    """All builds of one size; a row each, then the ratios to reach. Returns the cost of the cold
    build, and what is compared."""
    ours, plain, single = folder / "ours", folder / "plain", folder / "single"
    copy_engine(ours)
    write_entries(ours / "entries", size)
    build = [sys.executable, str(ours / "scripts" / "build.py")]
    cold = timed(build, ours)
    row(size, "ours, cold", cold, ours / "site")
    entry = sorted((ours / "entries").glob("[a-z]*.yaml"))[size // 2]
    entry.write_text(entry.read_text().replace("summary: >-\n  ", "summary: >-\n  Edited. ", 1))
    warm = timed(build, ours)
    row(size, "ours, warm after one edit", warm, ours / "site")
    shown = ", ".join(f"{seconds:.1f}" for seconds in seconds_until_shown(ours))
    print(f"{size:>8,}  an edit shows in the preview after {shown} s", flush=True)
    weigh(size, ours / "site")
    for name in ("opensearch", "parquet", "jsonl"):
        export = [sys.executable, str(ours / "scripts" / "export.py"), str(folder / name)]
        row(size, f"export, {name}", timed([*export, "--format", name], ours), folder / name)
    if size > COMPARED:
        return cold, []
    write_plain(ours / "entries", plain)
    rival = timed([sys.executable, "-m", "mkdocs", "build", "--quiet"], plain)
    row(size, "plain MkDocs, a page per entry", rival, plain / "site")
    print(f"{'':8}  warm / cold {warm.cpu / cold.cpu:.2f}, ours / plain {cold.cpu / rival.cpu:.2f}")
    write_one_page(ours / "entries", single)
    whole = timed([sys.executable, "-m", "mkdocs", "build", "--quiet"], single)
    row(size, "plain MkDocs, one page for all", whole, single / "site")
    costs = [(cost.cpu, cost.megabytes) for cost in (cold, rival, whole)]
    return cold, rivals(size, costs, [folder / "site" for folder in (ours, plain, single)])


def exponent(costs: Mapping[int, Cost]) -> float:
    """By which power of the number of entries the cold build grew from the least to the most."""
    least, most = min(costs), max(costs)
    return math.log(costs[most].cpu / costs[least].cpu) / math.log(most / least)


def weigh(size: int, site: Path) -> None:
    """Size of the files that are loaded whole, and what a server sends of each."""
    for path in (path for name in WEIGHED for path in sorted(site.glob(name))):
        content = path.read_bytes()
        name, sent = path.relative_to(site).as_posix(), len(gzip.compress(content, 6)) / 1000
        print(f"{size:>8,}  {name:<34}{len(content) / 1000:>10,.0f} KB, {sent:,.0f} KB compressed")


def timed(command: list[str], folder: Path) -> Cost:
    """Runs a command to its end; exits with its output when it fails."""
    log = folder / "log.txt"
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    # The file system skips inodes that were freed in the last seconds: let that pass.
    time.sleep(6)
    begun = time.monotonic()
    with log.open("wb") as output:
        actions = [
            (os.POSIX_SPAWN_DUP2, output.fileno(), 1),
            (os.POSIX_SPAWN_DUP2, output.fileno(), 2),
        ]
        os.chdir(folder)
        process = os.posix_spawn(command[0], command, environment, file_actions=actions)
        _, status, used = os.wait4(process, 0)
    if status:
        raise SystemExit(log.read_text())
    peak = used.ru_maxrss // (1024 if sys.platform != "darwin" else 1024 * 1024)
    return Cost(used.ru_utime, used.ru_stime, time.monotonic() - begun, peak)


def row(size: int, name: str, cost: Cost, site: Path) -> None:
    files = [path for path in site.rglob("*") if path.is_file()]
    megabytes = sum(path.stat().st_size for path in files) / 1e6
    times = f"{cost.cpu:>8.1f}{cost.user:>8.1f}{cost.system:>7.1f}{cost.wall:>8.1f}"
    sizes = f"{cost.megabytes:>9}{megabytes:>9.0f}{len(files):>8,}"
    print(f"{size:>8,}  {name:<34}{times}{sizes}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
