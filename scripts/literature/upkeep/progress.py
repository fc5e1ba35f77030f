"""How far a long command is: a bar on a terminal, nothing in a log."""

from __future__ import annotations

import shutil
from typing import TextIO

from ..text import shown

WIDTH = 24


class Progress:
    """A bar that is drawn over itself; silent where nobody watches."""

    def __init__(self, stream: TextIO, total: int) -> None:
        self._stream = stream
        self._total = total
        self._done = 0
        self._is_watched = stream.isatty() and total > 0

    def step(self, what: str) -> None:
        """One more is begun."""
        if self._is_watched:
            self._draw(what)
        self._done += 1

    def end(self) -> None:
        """Takes the bar away."""
        if self._is_watched:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def _draw(self, what: str) -> None:
        full = WIDTH * self._done // self._total
        bar = "█" * full + "░" * (WIDTH - full)
        line = f"{bar} {self._done:,}/{self._total:,} {shown(what, 60)}"
        columns = shutil.get_terminal_size().columns
        self._stream.write(f"\r{line[: columns - 1]}\x1b[K")
        self._stream.flush()
