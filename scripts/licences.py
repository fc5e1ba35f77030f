"""Writes THIRD-PARTY.md: the licence of everything that a lock file names or docs/assets holds."""

from __future__ import annotations

import sys
from pathlib import Path

from literature.publish import write_if_changed
from literature.supply.licences import FILE_NAME, find_licences, read_licences, render_licences
from literature.supply.packages import read_packages

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    file = ROOT / FILE_NAME
    known = read_licences(file.read_text(encoding="utf-8")) if file.is_file() else {}
    packages = read_packages(ROOT)
    licences, wrong = find_licences(packages, known)
    if wrong:
        print(*wrong, sep="\n", file=sys.stderr)
        return 1
    changed = write_if_changed(file, render_licences(packages, licences))
    print(f"{len(licences)} packages; {FILE_NAME} {'is written' if changed else 'is up to date'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
