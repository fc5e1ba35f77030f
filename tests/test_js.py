"""The browser's modules that draw nothing, tested by node's own test runner over the built data."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "tests" / "js").glob("*.test.mjs"))

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_tests_of_browser_code_pass(file: Path, built_site: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    ended = subprocess.run(
        [node, "--test", "--test-reporter=tap", file],
        env={**os.environ, "ATLAS_DATA": str(built_site / "data")},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ended.returncode == 0, ended.stdout[-8000:] + ended.stderr[-2000:]
    assert "\n# pass 0\n" not in ended.stdout, "no test ran"
    assert "\n# skipped 0\n" in ended.stdout, "a test was skipped without a word"
