"""How long imports take, by format and size: seconds of this process and of the clock.

    python tests/bench/importing.py [COPIES]

Prints alone: nothing passes or fails by it.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [
    str(Path(__file__).parent.parent),
    str(Path(__file__).parent.parent.parent / "scripts"),
]

from bibtex_damage import damaged_bibliography  # noqa: E402
from conftest import ROOT  # noqa: E402
from importing import fresh, taken_from  # noqa: E402
from test_importing_damage import exported  # noqa: E402


def main() -> None:
    copies = int(sys.argv[1]) if len(sys.argv) > 1 else 6
    records = exported(copies)
    clean = "\n\n".join(record for _, record in records).encode()
    lists = {path.name: path.read_bytes() for path in (ROOT / "tests" / "lists").glob("*.md")}
    for name, content in {
        "clean.bib": clean, "damaged.bib": damaged_bibliography(records).content, **lists,
    }.items():  # fmt: skip
        with tempfile.TemporaryDirectory() as folder:
            root = fresh(Path(folder) / "x", ROOT / "entries")
            for run in ("first", "again"):
                clock, cpu = time.perf_counter(), time.process_time()
                report = taken_from(root, content, name, category="probing", is_writing=True)
                took = (
                    f"{time.process_time() - cpu:5.2f} s CPU, {time.perf_counter() - clock:5.2f} s"
                )
                print(f"{name:12} {run:5} {len(report.outcomes):6,} records  {took}")


if __name__ == "__main__":
    main()
