"""A processor that is several times slower, for the pages of a browser alone.

Chromium's own throttling does not reach workers. Here the processes of the pages are stopped and
continued many times a second, so that they run only a part of the time.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path

CYCLE = 0.020  # seconds


def renderers() -> list[int]:
    """Ids of the processes that draw pages, among the descendants of this process."""
    parents = {int(path.name): _parent(path) for path in Path("/proc").glob("[0-9]*")}
    found = []
    for process in parents:
        above, ancestor = [], process
        while ancestor and ancestor not in above:
            above.append(ancestor)
            ancestor = parents.get(ancestor, 0)
        if os.getpid() in above and _is_renderer(process):
            found.append(process)
    return found


def _parent(process: Path) -> int:
    with suppress(OSError):
        # The name in brackets may hold blanks and brackets itself.
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    return 0


def _is_renderer(process: int) -> bool:
    with suppress(OSError):
        return b"--type=renderer" in Path(f"/proc/{process}/cmdline").read_bytes()
    return False


def megabytes(process: int) -> float:
    """Memory of a process that is in RAM."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def computed() -> float:
    """Milliseconds of processor that all pages have used; other load on the machine is no part."""
    total = 0
    for process in renderers():
        for thread in Path(f"/proc/{process}/task").glob("*/schedstat"):
            with suppress(OSError):
                total += int(thread.read_text().split()[0])
    return total / 1e6


class SlowPages:
    """Within the `with` block, pages get one part in `factor` of the time."""

    def __init__(self, factor: int) -> None:
        self.factor = factor
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> SlowPages:
        self._thread.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        pages: list[int] = []
        ran = stopped = CYCLE
        cycle = 0
        while not self._over.is_set():
            begun = time.monotonic()
            _signal_all(pages, signal.SIGSTOP)
            if cycle % 10 == 0:
                pages = renderers()
            cycle += 1
            # Sleeping takes longer than asked; sums make that good on both sides.
            time.sleep(max(CYCLE / 4, ran * (self.factor - 1) - stopped))
            _signal_all(pages, signal.SIGCONT)
            continued = time.monotonic()
            stopped += continued - begun
            time.sleep(max(CYCLE / 20, stopped / (self.factor - 1) - ran))
            ran += time.monotonic() - continued


def _signal_all(processes: list[int], number: signal.Signals) -> None:
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, number)
