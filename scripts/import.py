"""Takes lists and bibliographies into entries/: a preview, or with --write for good."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from literature.importing.command import parser, run

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    try:
        return run(ROOT, parser(__doc__ or "").parse_args(), date.today())
    except KeyboardInterrupt:
        print("\nStopped; a second run goes on from here.", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
