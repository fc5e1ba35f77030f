"""Exports and COinS made in the browser are the build's own, in a library of another field too."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from build_fixtures import ROOT, built_bees, new_bees

__all__ = ["built_bees", "new_bees"]  # fixtures

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", ["records", "export", "coins"])
def test_the_browser_takes_apart_and_cites_the_toy_library_as_well(
    name: str, built_bees: Path
) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    ended = subprocess.run(
        [node, "--test", "--test-reporter=tap", ROOT / "tests" / "js" / f"{name}.test.mjs"],
        env={**os.environ, "ATLAS_DATA": str(built_bees / "site" / "data")},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ended.returncode == 0, ended.stdout[-4000:]
    assert "\n# pass 0\n" not in ended.stdout, "no test ran"
