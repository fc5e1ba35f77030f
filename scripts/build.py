"""Builds the site: entries -> docs/ -> site/. The old site stays until the new one is whole."""

from __future__ import annotations

import atexit
import os
import sys
from pathlib import Path

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.__main__ import cli

from literature.configuration import FILE_NAME, RefusedSettings, check_hook

SETTINGS = Path(__file__).resolve().parent.parent / FILE_NAME


def main() -> None:
    """Passes its arguments on to `mkdocs build`, which runs everything through scripts/hook.py."""
    try:
        check_hook(SETTINGS)
        cli(["build", "--quiet", "--config-file", str(SETTINGS), *sys.argv[1:]], prog_name="mkdocs")
    except RefusedSettings as error:
        sys.exit(f"{error}\nNothing was published.")
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
