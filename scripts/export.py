"""Writes all entries into a folder, in a form that a database or a search engine loads."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from literature.export.folder import FORMATS, Unfit, export
from literature.report import RefusedEntries

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", help="empty, not there, or an export")
    parser.add_argument("--format", default="jsonl", metavar="NAME", help=", ".join(FORMATS))
    given = parser.parse_args()
    try:
        for line in export(ROOT, given.folder, given.format):
            print(line)
    except (Unfit, RefusedEntries, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
