"""Asks the registers what is new about each entry; proposes a patch, writes a report."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from literature.report import RefusedEntries
from literature.upkeep.refresh import CACHE, Misuse, Options, Refresh, summary_of

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", metavar="KEY", help="ask about one entry")
    since = "leave out entries asked about in the last DAYS"
    parser.add_argument("--since", type=int, default=0, metavar="DAYS", help=since)
    parser.add_argument("--offline", action="store_true", help="use what is kept, ask nobody")
    given = parser.parse_args()
    try:
        options = Options(given.only, given.since, given.offline)
        result = Refresh(ROOT, os.environ, datetime.now(UTC), options, {"tries": 2}).run()
    except (Misuse, RefusedEntries) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The next call goes on from here.", file=sys.stderr)
        return 130
    print(summary_of(result), f"report: {CACHE / 'refresh.md'}", sep="\n")
    if result.patch:
        print(f"to enter what is sure: git apply {CACHE / 'refresh.patch'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
