"""Writes a software bill of materials (CycloneDX) of everything that a lock file names."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from literature.publish import write_if_changed
from literature.supply.bill import render_bill
from literature.supply.licences import FILE_NAME, read_licences
from literature.supply.packages import read_packages

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=ROOT / "sbom.cdx.json")
    file: Path = parser.parse_args().file
    packages = read_packages(ROOT)
    licences = read_licences((ROOT / FILE_NAME).read_text(encoding="utf-8"))
    unknown = [it.name for it in packages if (it.ecosystem, it.name) not in licences]
    if unknown:
        print(f"{FILE_NAME} lacks {', '.join(unknown)}; make licences", file=sys.stderr)
        return 1
    made = os.environ.get("SOURCE_DATE_EPOCH")
    write_if_changed(file, render_bill(ROOT, packages, licences, int(made) if made else None))
    print(f"{len(packages)} packages in {file}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
