"""How long somebody waits for an edited entry to show in `make serve`."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

EDITS = 3
START_SECONDS, SHOW_SECONDS = 300, 60


def seconds_until_shown(root: Path) -> list[float]:
    """For each of a few edits of one entry, the seconds until its page in the preview has it."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    command = [sys.executable, "scripts/serve.py", "--port", str(port)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    with (root / "preview.txt").open("wb") as log:
        process = subprocess.Popen(command, cwd=root, env=environment, stdout=log, stderr=log)
    try:
        files = sorted((root / "entries").glob("[a-z]*.yaml"))
        entry = files[len(files) // 2]
        page = f"http://127.0.0.1:{port}/entries/{entry.stem}/"
        _wait(page, "", START_SECONDS)
        return [_edit(entry, page, number) for number in range(EDITS)]
    finally:
        process.terminate()
        process.wait()


def _edit(entry: Path, page: str, number: int) -> float:
    words = f"Edited {number} a moment ago."
    text = entry.read_text(encoding="utf-8")
    entry.write_text(text.replace("summary: >-\n  ", f"summary: >-\n  {words} ", 1), "utf-8")
    return _wait(page, words, SHOW_SECONDS)


def _wait(page: str, words: str, limit: float) -> float:
    begun = time.monotonic()
    while time.monotonic() - begun < limit:
        try:
            with urllib.request.urlopen(page, timeout=limit) as answer:
                if words in answer.read().decode():
                    return time.monotonic() - begun
        except urllib.error.URLError:
            pass  # the preview has not begun yet
        time.sleep(0.05)
    raise SystemExit(f"{page} does not show '{words}' after {limit} s")
