"""The commands of docs/scale.md, run as they stand there."""

from __future__ import annotations

import re
import shutil
import subprocess
import textwrap
from pathlib import Path

import bulk_server
import pytest

from literature.export.folder import FORMATS, export
from literature.pipeline import read_sound_catalogue

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
NAMED = "http://localhost:9200"


def block(start: str) -> str:
    """The indented block whose first line begins so."""
    blocks = re.findall(r"(?m)(?:^ {4}.*\n)+", PAGE)
    (found,) = (text for each in blocks if (text := textwrap.dedent(each)).startswith(start))
    return found


def test_the_page_tells_of_every_format_of_an_export() -> None:
    assert set(re.findall(r"`make export DIR=\S+ FORMAT=(\w+)`", PAGE)) == set(FORMATS)


def test_the_query_counts_works_by_category(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    list(export(ROOT, tmp_path / "out", "parquet"))
    query = re.sub(r"'(\w+\.parquet)'", rf"'{tmp_path}/out/\1'", block("SELECT"))
    told = dict(duckdb.connect().execute(query).fetchall())
    catalogue = read_sound_catalogue(ROOT / "entries")
    labels = [
        catalogue.taxonomy.term("categories", term).label
        for entry in catalogue.entries
        for term in entry.categories
    ]
    assert told == {label: labels.count(label) for label in set(labels)}


@pytest.mark.parametrize("is_broken", [False, True])
def test_the_calls_load_every_entry_and_tell_which_file_was_not_taken(
    is_broken: bool, tmp_path: Path
) -> None:
    bash = shutil.which("bash")
    if not bash or not shutil.which("curl"):
        pytest.skip("bash or curl is not installed")
    list(export(ROOT, tmp_path / "out", "opensearch"))
    keys = set(read_sound_catalogue(ROOT / "entries").by_key)
    with bulk_server.running() as server:
        server.next_statuses = [429]  # curl asks again
        server.broken = {min(keys)} if is_broken else set()
        run = subprocess.run(
            [bash, "-e", "-c", block("index=").replace(NAMED, server.url)], cwd=tmp_path / "out",
            capture_output=True, text=True, timeout=60,
        )  # fmt: skip
    assert run.returncode == 0, run.stderr
    (documents,) = server.documents.values()
    assert set(documents) == keys - server.broken
    assert run.stdout.endswith("not all of bulk-0001.ndjson was taken\n") is is_broken
    assert server.requests == 2
