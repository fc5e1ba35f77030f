"""Makes a pull request of a submitted issue, and says in one comment there what became of it."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from literature.submission.command import Command

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--event", metavar="FILE", help="event about an issue, as GitHub writes it")
    parser.add_argument("--number", type=int, metavar="N", help="an issue, without an event")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--dry-run", action="store_true", help="print the verdict, touch nothing")
    way.add_argument("--decide", metavar="OUT", help="only judge; write the decision to a file")
    way.add_argument("--apply", metavar="IN", help="only carry out the decision in a file")
    way.add_argument("--sweep", action="store_true", help="do what earlier runs left undone")
    way.add_argument("--start-checks", action="store_true", help="start checks of pull requests")
    parser.add_argument("--offline", action="store_true", help="look nothing up")
    parser.add_argument("--build", action="store_true", help="build the site in a dry run, too")
    options = parser.parse_args()
    report = Command(options, ROOT, os.environ, datetime.now(UTC).date()).run()
    print(*report.lines, sep="\n", file=sys.stderr if report.code else sys.stdout)
    return report.code


if __name__ == "__main__":
    sys.exit(main())
