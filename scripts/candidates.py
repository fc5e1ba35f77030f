"""Searches for new works like those here; writes a file to review, and does what it says."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from literature.report import RefusedEntries
from literature.upkeep.candidates import CACHE, COUNT, DAYS, Candidates, settle, summary_of

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=DAYS, help="how far to look back")
    parser.add_argument("--count", type=int, default=COUNT, help="how many to write down")
    parser.add_argument("--accept", action="store_true", help="do what the boxes say")
    given = parser.parse_args()
    today = datetime.now(UTC).date()
    try:
        if given.accept:
            print(*(settle(ROOT, today) or ["no box has a mark"]), sep="\n")
            return 0
        result = Candidates(ROOT, os.environ, today, given.days, given.count).run()
    except RefusedEntries as error:
        print(error, file=sys.stderr)
        return 1
    except (EOFError, KeyboardInterrupt):
        print("\nStopped.", file=sys.stderr)
        return 130
    print(summary_of(result), f"to review: {CACHE / 'candidates.md'}", sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
