"""A trial build: the whole site with one file added, in a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ..publish import MARKER, write_if_changed

TIME_LIMIT: Final = 300.0  # seconds
MAX_MESSAGE: Final = 2_000  # characters
_PARTS: Final = ("docs", "entries", "scripts")


def build(root: Path, path: str, content: str, time_limit: float = TIME_LIMIT) -> str:
    """What goes wrong when the site is built with this file; empty when nothing does."""
    with tempfile.TemporaryDirectory(prefix="trial-") as folder:
        copy = Path(folder)
        for part in _PARTS:
            shutil.copytree(root / part, copy / part, ignore=_generated, symlinks=True)
        shutil.copy(root / "mkdocs.yml", copy)
        write_if_changed(copy / path, content)
        return _run(copy, time_limit)


def _run(copy: Path, time_limit: float) -> str:
    command = [sys.executable, str(copy / "scripts" / "build.py")]
    try:
        ended = subprocess.run(  # noqa: S603 - a list of words, no shell
            command, cwd=copy, env=_environment(), stdin=subprocess.DEVNULL, capture_output=True,
            check=False, timeout=time_limit,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return f"the build did not end within {time_limit:g} s"
    if not ended.returncode:
        return ""
    said = ended.stderr.decode("utf-8", "replace").replace(f"{copy}/", "").strip()
    return said[-MAX_MESSAGE:] or f"the build ended with {ended.returncode} and no message"


def _environment() -> Mapping[str, str]:
    """Without what a build has no use for, the token above all."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GITHUB_", "ATLAS_", "ACTIONS_", "GIT_"))
    }


def _generated(folder: str, names: list[str]) -> set[str]:
    """What the build makes itself, and marks as its own, or as nothing to keep."""
    here = Path(folder)
    made = {name for name in names if (here / name / MARKER).is_file()}
    return made | {name for name in names if name == "__pycache__"}
