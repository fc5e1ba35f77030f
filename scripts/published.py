"""Adds the keys of all entries to entries/_published.txt: from then on they answer for ever."""

from __future__ import annotations

import sys
from pathlib import Path

from literature.pipeline import read_sound_catalogue
from literature.publish import write_if_changed
from literature.published import FILE_NAME, with_keys
from literature.report import RefusedEntries

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    folder = ROOT / "entries"
    try:
        catalogue = read_sound_catalogue(folder)
    except RefusedEntries as error:
        print(error, file=sys.stderr)
        return 1
    changed = write_if_changed(folder / FILE_NAME, with_keys(folder, catalogue.by_key))
    print(f"{len(catalogue.entries)} keys; the list {'has grown' if changed else 'is up to date'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
