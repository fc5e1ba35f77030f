"""Asks about known faults of every locked package; 1 when there is one, and says who was silent."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from literature.supply.audit import OSV, audit, changed_lines, exit_code

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--complete", action="store_true", help="2 when somebody did not answer")
    parser.add_argument("--osv", default=OSV, metavar="URL", help="where to ask about Python's")
    parser.add_argument("--registry", default="", metavar="URL", help="where to ask about node's")
    given = parser.parse_args()
    changed = changed_lines(ROOT)
    verdicts = []
    for verdict in audit(ROOT, given.osv, given.registry):
        verdicts.append(verdict)
        print(*verdict.lines(), sep="\n", flush=True)
    print(*changed or ["Files taken from elsewhere: each is what it was"], sep="\n")
    return exit_code(verdicts, changed, must_answer=given.complete)


if __name__ == "__main__":
    sys.exit(main())
