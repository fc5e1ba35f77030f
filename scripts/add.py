"""Adds one work to entries/: looks it up, asks for what no register told, checks, writes."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from literature.submission.adding import Refused, add_work

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("identifier", help="arXiv id, DOI, or an address")
    parser.add_argument("--offline", action="store_true", help="look nothing up")
    parser.add_argument("--dry-run", action="store_true", help="show the file, write nothing")
    options = parser.parse_args()
    try:
        today = date.today()
        text, path = add_work(ROOT, options.identifier, today, options.offline, options.dry_run)
    except Refused as error:
        print(error, file=sys.stderr)
        return 1
    except (EOFError, KeyboardInterrupt):
        print("\nNothing was written.", file=sys.stderr)
        return 1
    print(text if options.dry_run else f"wrote {path}; look at it with: make serve")
    return 0


if __name__ == "__main__":
    sys.exit(main())
