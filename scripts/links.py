"""Looks at every link of the entries and the written pages; writes a report, fails nothing."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from literature.report import RefusedEntries
from literature.upkeep.links import CACHE, Links, summary_of
from literature.upkeep.refresh import Misuse

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", metavar="KEY", help="the links of one entry")
    given = parser.parse_args()
    try:
        result = Links(ROOT, os.environ, datetime.now(UTC).date(), given.only).run()
    except (Misuse, RefusedEntries) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Nothing was written.", file=sys.stderr)
        return 130
    print(summary_of(result), f"report: {CACHE / 'links.md'}", sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
