"""Prints every problem of every entry, and fails when there is one."""

from __future__ import annotations

import argparse
import io
import sys
import time
from pathlib import Path

from literature.pipeline import check_folder
from literature.report import report_lines
from literature.text import count_of

ENTRIES = Path(__file__).resolve().parent.parent / "entries"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--github", action="store_true", help="also write workflow annotations")
    parser.add_argument("folder", nargs="?", type=Path, default=ENTRIES, metavar="FOLDER")
    options = parser.parse_args()
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal may know only ASCII
        sys.stdout.reconfigure(errors="backslashreplace")
    started = time.perf_counter()
    catalogue, problems = check_folder(options.folder)
    for line in report_lines(problems, options.github):
        print(line)
    entries = count_of(len(catalogue.entries), "good entry", "good entries")
    seconds = time.perf_counter() - started
    print(f"{entries}, {count_of(len(problems), 'problem')}, {seconds:.2f} s")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
