"""Every number of the gap map and of the statistics is that of the view which it leads to.

All of them, in the real library and in the toy one, by the code of the library page itself.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from build_fixtures import built_bees, new_bees

__all__ = ["built_bees", "new_bees"]  # a fixture

pytestmark = pytest.mark.slow
PROGRAM = Path(__file__).parent / "js" / "count_links.mjs"


def follow_all(site: Path) -> dict[str, Any]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    ended = subprocess.run(
        [node, PROGRAM, site], capture_output=True, text=True, timeout=300, check=False
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


def cells_of(site: Path) -> int:
    """Cells of the maps with their sums, counted in the files that people download."""
    tables = [path.read_text(encoding="utf-8") for path in (site / "data" / "map").glob("*.csv")]
    sizes = [(len(it.splitlines()), len(it.splitlines()[0].split(",")) - 3) for it in tables]
    return sum(rows * columns for rows, columns in sizes)


def test_every_number_of_the_real_library_leads_to_as_many_entries(built_site: Path) -> None:
    found = follow_all(built_site)
    assert found["wrong"] == []
    assert len(found["maps"]) == 3
    assert found["followed"]["map"] == cells_of(built_site) > 2000
    assert found["followed"]["stats"] > 300
    assert found["followed"]["other years"] == 12 * cells_of(built_site)


def test_every_number_of_the_toy_library_leads_to_as_many_entries(built_bees: Path) -> None:
    found = follow_all(built_bees / "site")
    assert found["wrong"] == []
    assert found["maps"] == ["data/map/regions-categories.json"]
    assert found["followed"]["map"] == 9  # two regions and all, two approaches and all
    assert found["followed"]["other years"] == 12 * 9
    assert found["followed"]["stats"] > 20


@pytest.mark.parametrize(("page", "most"), [("map", 60_000), ("stats", 20_000)])
def test_the_page_is_small_on_its_way(built_site: Path, page: str, most: int) -> None:
    content = (built_site / page / "index.html").read_bytes()
    assert len(gzip.compress(content, 9)) < most


def test_what_the_map_loads_besides_is_small(built_site: Path) -> None:
    files = sorted((built_site / "data" / "map").glob("*.json"))
    assert sum(len(gzip.compress(file.read_bytes(), 9)) for file in files) < 60_000
    script = (built_site / "assets" / "js" / "map" / "map.js").read_bytes()
    assert len(gzip.compress(script, 9)) < 6_000


def test_the_pages_have_no_style_of_their_own_inline(built_site: Path) -> None:
    for page in ("map", "stats"):
        text = (built_site / page / "index.html").read_text(encoding="utf-8")
        assert re.search(r"\sstyle=|<style", text) is None
