"""What a part of the site costs: builds with all pages and files, and builds without that part.

Usage: share.py [PART ...] [--sizes N ...] [--pairs N]     (all parts, 2400, 3 pairs unless told)

Both builds run the same program on the same corpus, one after the other, in pairs; each is a cold
one. Without a part its rows are taken out of the tables of site.py, and what only it computes is
not computed. Links that lead nowhere then are counted and not refused.
"""

from __future__ import annotations

import argparse
import os
import runpy
import shutil
import statistics
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from sites import copy_engine, write_entries

# Part -> rows of site.py's tables, "related entries" among them.
RELATED = "related entries"
PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "related": (RELATED,),
    "landscape": ("/landscape/", "/data/landscape.json", "/data/timeline.csv"),
    "map": ("/map/", "/data/map/<name>.csv and .svg", "/data/map/<name>.json"),
    "feeds": ("/feeds/<name>.xml and .json", "/feeds/authors/<slug>.xml and .json"),
    "digest": ("/digest/<yyyy-mm>/",),
    "board": ("/<board>/", "/data/<board>.csv"),
    "handbook": ("/handbook/<id>/", "/start/<id>/", "/glossary/", "/data/handbook/<id>.bib",
                 "/data/paths/<id>.bib"),
    "compare": ("/compare/",),
    "stats": ("/stats/", "/data/stats.json", "/data/stats/<name>.csv"),
}  # fmt: skip
ALL: Final = "all of these"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--sizes", nargs="+", type=int, default=[2400], metavar="N")
    parser.add_argument("--pairs", type=int, default=3, metavar="N")
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    rows = [row for part in asked.parts or PARTS for row in PARTS[part]]
    if asked.build:
        build_without(asked.build, rows)
    for size in asked.sizes:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            root = Path(folder, "site")
            copy_engine(root)
            write_entries(root / "entries", size)
            measure(root, size, asked.parts, asked.pairs)


def measure(root: Path, size: int, parts: list[str], pairs: int) -> None:
    whole = [sys.executable, str(root / "scripts" / "build.py")]
    without = [sys.executable, __file__, *parts, "--build", str(root)]
    seconds_of(whole, root)  # modules are compiled
    found = [(seconds_of(whole, root), seconds_of(without, root)) for _ in range(pairs)]
    more = statistics.median((one - other) / other for one, other in found)
    told = ", ".join(f"{one:.1f} and {other:.1f}" for one, other in found)
    name = ", ".join(parts) or ALL
    print(f"{size:>8,}  {name}: s of CPU with and without {told}: {more:+.0%} (median)", flush=True)


def seconds_of(command: list[str], root: Path) -> float:
    """CPU seconds of one cold build."""
    for folder in (root / "site", root / ".cache"):
        shutil.rmtree(folder, ignore_errors=True)
    process = os.posix_spawn(command[0], command, {**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    _, status, used = os.wait4(process, 0)
    if status:
        raise SystemExit(f"{command} failed")
    return used.ru_utime + used.ru_stime


def build_without(root: Path, rows: list[str]) -> None:
    """Runs the build of a copy without these rows; ends the process."""
    sys.path.insert(0, str(root / "scripts"))
    from literature import landscape, pipeline, related, site
    from literature.render import edition

    unknown = {*rows} - {RELATED, *site.PAGES, *site.FILES, *site.ENTRY_FILES}
    if unknown:
        raise SystemExit(f"site.py has no such rows: {', '.join(sorted(unknown))}")
    for table in ("PAGES", "FILES", "ENTRY_FILES"):
        kept = {path: make for path, make in getattr(site, table).items() if path not in rows}
        setattr(pipeline, table, MappingProxyType(kept))
    has_landscape, has_related = "/landscape/" not in rows, RELATED not in rows
    if not has_landscape:
        edition.lay_out = lambda *_: landscape.Landscape({}, {}, 0)
    if not has_related:
        edition.find_related = lambda catalogue, *_: related.Related(
            lists={entry.key: () for entry in catalogue.entries}
        )
    if not (has_landscape or has_related):
        edition.evidence_of = lambda *_: ("", b"", b"")
    pipeline.refuse = lambda messages: len(list(messages))
    sys.argv = ["build.py"]
    runpy.run_path(str(root / "scripts" / "build.py"), run_name="__main__")


if __name__ == "__main__":
    main()
