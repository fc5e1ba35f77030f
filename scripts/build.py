"""Builds the site: entries -> docs/ -> site/. The old site stays until the new one is whole."""

from __future__ import annotations

import atexit
import os
import sys
from pathlib import Path

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.__main__ import cli

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Passes its arguments on to `mkdocs build`, which runs everything through scripts/hook.py."""
    arguments = ["build", "--quiet", *sys.argv[1:]]
    if not {"-f", "--config-file"} & set(arguments):
        arguments += ["--config-file", str(ROOT / "mkdocs.yml")]
    try:
        cli(arguments, prog_name="mkdocs")
    except SystemExit as ended:
        if not ended.code:
            atexit.register(leave)
        raise


def leave() -> None:
    """Ends the process at once: to take the objects of a build apart costs a tenth of it."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
