"""Begins another site with this engine, in a folder of its own, empty or with a file imported."""

from __future__ import annotations

import argparse
import io
import sys
from datetime import date
from pathlib import Path

from literature.new_site import Unfit, make_site
from literature.report import RefusedEntries

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", help="where to; it must be empty or absent")
    parser.add_argument("--title", default="", help="name of the site; else that of the folder")
    parser.add_argument("--repository", default="", help="https://github.com/OWNER/NAME")
    parser.add_argument("--file", type=Path, help="a bibliography or list to import")
    parser.add_argument("--offline", action="store_true", help="ask no register about the file")
    given = parser.parse_args()
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal may know only ASCII
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        wishes = (given.title, given.repository, given.file, given.offline)
        for line in make_site(ROOT, given.folder, *wishes, date.today()):
            print(line, flush=True)
    except (Unfit, RefusedEntries) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
