"""`make bench-pages`: Lighthouse on one page of every type, on its own profile of a phone.

Usage: lighthouse.py [--site FOLDER] [--runs N] [--only NAME ...] [--findings]

    --site       a built site; else one is built from the entries
    --runs       how often each page is looked at; five unless told, and medians are printed
    --only       names of types, as in the table; all unless told
    --findings   also prints every audit that is not passed, whatever it weighs

Lighthouse is node_modules/lighthouse, or the package whose folder LIGHTHOUSE names. The site comes
zipped from the server that the other measurements use, on this machine; Lighthouse slows line and
processor down by its own model. Accessibility, best practices and SEO hang on the page alone;
performance also on what else the machine does. Figures are printed, and no test reads them.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sites import ROOT, copy_engine, real_size, write_entries
from slowline import Line, Server, Site

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
AIM = 98
TRIES = 3
# Type of page -> its path, or the folder of which one page is taken.
PAGES: Mapping[str, str | Callable[[Path], str]] = {
    "home": "",
    "categories": "categories/",
    "category": lambda site: largest(site, "categories"),
    "topic": lambda site: largest(site, "topics"),
    "model": lambda site: largest(site, "models"),
    "entry": lambda site: largest(site, "entries"),
    "author": lambda site: largest(site, "authors"),
    "authors": "authors/",
    "venue": lambda site: largest(site, "venues"),
    "kind": lambda site: largest(site, "kinds"),
    "year": lambda site: largest(site, "years"),
    "library": "library/",
    "recent": "recent/",
    "gap map": "map/",
    "landscape": "landscape/",
    "tools": "tools/",
    "handbook": "handbook/",
    "chapter": lambda site: largest(site, "handbook"),
    "reading paths": "start/",
    "reading path": lambda site: largest(site, "start"),
    "glossary": "glossary/",
    "statistics": "stats/",
    "status": "status/",
    "months": "digest/",
    "month": lambda site: largest(site, "digest"),
    "compare": "compare/",
    "submit": "submit/",
    "check a .bib": "check-bib/",
    "search help": "search/",
    "about": "about/",
    "cite": "cite/",
    "fields": "fields/",
}


@dataclass(frozen=True)
class Look:
    """What Lighthouse says of one page at one time."""

    scores: Mapping[str, float]  # of 100
    sent: int  # bytes
    findings: Sequence[str]


def main(arguments: Sequence[str]) -> int:
    told = read_arguments(arguments)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        site = told.site or built_site(Path(folder) / "site")
        heads = "".join(f"{name:>16}" for name in CATEGORIES)
        print(f"Lighthouse {version()}, median of {told.runs}; load {os.getloadavg()[0]:.1f}")
        print(f"{'page':<16}{heads}{'KB sent':>10}")
        missed = 0
        with Server(Site(site), Line()) as server:
            for name in told.only or PAGES:
                page = PAGES[name]
                path = page(site) if callable(page) else page
                looks = [look(server.url + path) for _ in range(told.runs)]
                missed += put(name, looks, told.findings)
    print(f"{missed} of {len(told.only or PAGES) * len(CATEGORIES)} medians below {AIM}")
    return 0


def read_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measures one page of every type by Lighthouse.")
    parser.add_argument("--site", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", nargs="+", choices=[*PAGES], metavar="NAME")
    parser.add_argument("--findings", action="store_true")
    return parser.parse_args(arguments)


def largest(site: Path, folder: str) -> str:
    """The path of the heaviest page right below a folder: the worst of its type."""
    pages = [path for path in (site / folder).glob("*/index.html") if not path.parent.name.isdigit()
             or folder == "years"]  # fmt: skip
    file = max(sorted(pages), key=lambda path: path.stat().st_size)
    return f"{file.parent.relative_to(site).as_posix()}/"


def built_site(folder: Path) -> Path:
    """The site of the real library, built in the folder."""
    copy_engine(folder)
    write_entries(folder / "entries", real_size())
    run([sys.executable, str(folder / "scripts" / "build.py")])
    return folder / "site"


def look(url: str) -> Look:
    """One run of Lighthouse in a fresh Chromium."""
    flags = "--headless --no-sandbox --disable-gpu"
    report = json.loads(run([
        "node", str(package() / "cli" / "index.js"), url, "--quiet", "--output=json",
        "--output-path=stdout", f"--chrome-flags={flags}", "--form-factor=mobile",
        f"--only-categories={','.join(CATEGORIES)}",
    ]))  # fmt: skip
    scores = {name: 100 * report["categories"][name]["score"] for name in CATEGORIES}
    sent = int(report["audits"]["total-byte-weight"]["numericValue"])
    return Look(scores, sent, [*findings(report)])


def findings(report: Mapping[str, Any]) -> list[str]:
    """Every audit of the categories that is not passed, with its first places."""
    found = []
    for name in CATEGORIES:
        for reference in report["categories"][name]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if audit["score"] is None or audit["score"] >= 0.9:
                continue
            items = (audit.get("details") or {}).get("items") or []
            nodes = [
                it["node"].get("snippet", "") for it in items if isinstance(it.get("node"), dict)
            ]
            places = "; ".join(nodes[:3])
            found.append(f"{name}: {audit['id']}: {audit.get('displayValue', '')} {places}"[:400])
    return found


def put(name: str, looks: Sequence[Look], has_findings: bool) -> int:
    """Prints a row; returns how many of its medians miss the aim."""
    medians = [statistics.median(it.scores[each] for it in looks) for each in CATEGORIES]
    sent = statistics.median(it.sent for it in looks) / 1000
    print(f"{name:<16}" + "".join(f"{it:>16.0f}" for it in medians) + f"{sent:>10.0f}", flush=True)
    for finding in dict.fromkeys(each for it in looks for each in it.findings):
        if has_findings:
            print(f"    {finding}")
    return sum(round(median) < AIM for median in medians)


def package() -> Path:
    """The folder of Lighthouse; exits with how to get it when it is not there."""
    folder = Path(os.environ.get("LIGHTHOUSE") or ROOT / "node_modules" / "lighthouse")
    if not (folder / "cli" / "index.js").is_file():
        raise SystemExit(
            "Lighthouse is missing: npm install lighthouse@12.8.2, and LIGHTHOUSE=its folder"
        )
    return folder


def version() -> str:
    text = (package() / "package.json").read_text(encoding="utf-8")
    return str(json.loads(text)["version"])


def run(command: list[str]) -> str:
    """What a command prints; exits with its complaint when it fails."""
    chrome = os.environ.get("CHROME") or "/usr/bin/chromium"
    environment = {**os.environ, "CHROME_PATH": chrome, "NO_MKDOCS_2_WARNING": "1"}
    for _ in range(TRIES):  # a busy machine may keep Chromium from answering in time
        ended = subprocess.run(command, env=environment, capture_output=True, text=True)
        if not ended.returncode:
            return ended.stdout
    raise SystemExit(ended.stderr[-2000:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
