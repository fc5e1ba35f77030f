"""Runs refreshes in children of its own, so that a test can kill one at any moment and at once.

A line on its input, the folder and the environment of a run as JSON, starts one and prints its id.
The line "end" waits for it and prints how it ended: 0, or -9 for one that was killed. It imports
before it forks, so a run takes as long as what it does.
"""

from __future__ import annotations

import io
import json
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "scripts"))

from literature.upkeep.refresh import Options, Refresh

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
# Tests wait for nobody: a pause is short, and a server that says nothing is soon given up.
QUICK = {"tries": 2, "timeout": 1.0, "sleep": lambda seconds: time.sleep(min(seconds, 0.002))}


def refresh(root: str, environ: dict[str, str]) -> None:
    Refresh(Path(root), environ, NOW, Options(), QUICK, io.StringIO()).run()


def main() -> None:
    child = 0
    for line in sys.stdin:
        if line.strip() == "end":
            print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
            continue
        child = os.fork()
        if child == 0:
            refresh(*json.loads(line))
            os._exit(0)
        print(child, flush=True)


if __name__ == "__main__":
    main()
