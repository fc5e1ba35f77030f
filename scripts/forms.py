"""Writes the issue forms in .github/ISSUE_TEMPLATE/ from the forms' description and vocabulary."""

from __future__ import annotations

import sys
from pathlib import Path

from literature.configuration import FILE_NAME, read_site
from literature.publish import write_if_changed
from literature.render.issue_forms import render_issue_forms
from literature.report import RefusedEntries
from literature.taxonomy import read_taxonomy

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    taxonomy, problems = read_taxonomy(ROOT / "entries")
    if problems:
        print(*problems, sep="\n", file=sys.stderr)
        return 1
    try:
        texts = render_issue_forms(taxonomy, read_site(ROOT / FILE_NAME))
    except (ValueError, RefusedEntries) as error:
        print(error, file=sys.stderr)
        return 1
    changed = [path for path, text in texts.items() if write_if_changed(ROOT / path, text)]
    print(*changed or ["The forms are up to date."], sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
