"""The markup of every type of page, by html-validate's recommended rules."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, RawEntry, node_module
from page_types import page_types

pytestmark = pytest.mark.slow

CONFIG = ROOT / ".htmlvalidate.json"
# Rule of .htmlvalidate.json that is off or milder -> why. JSON has no comments.
LENIENT = {
    "doctype-style": "Material writes the doctype in small letters, so all pages do",
    "valid-id": "Material's script looks for ids such as __search",
    "long-title": "a page is called what the work is called, however long",
    "no-trailing-whitespace": "what Material's templates leave where their tags stood",
    "valid-autocomplete": "Material puts autocomplete=off on its two checkboxes",
    "wcag/h32": "the filters of the library answer to each click; there is nothing to submit",
}


def test_every_rule_that_is_relaxed_has_a_reason() -> None:
    assert set(json.loads(CONFIG.read_bytes())["rules"]) == set(LENIENT)


def test_html_validate_finds_nothing(built_site: Path, raw_entries: dict[str, RawEntry]) -> None:
    program = node_module(".bin/html-validate")
    if not shutil.which("node"):
        pytest.skip("node is not installed")
    paths = page_types(raw_entries, built_site)
    del paths["404"]
    files = [built_site / path / "index.html" for path in paths.values()]
    files.append(built_site / "404.html")
    command: list[str | Path] = [program, "--config", CONFIG, "--formatter", "json", *files]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert ended.stdout.startswith("["), ended.stderr
    faults = [
        (Path(page["filePath"]).relative_to(built_site).as_posix(), fault["ruleId"],
         fault["message"], fault.get("selector"))
        for page in json.loads(ended.stdout)
        for fault in page["messages"]
    ]  # fmt: skip
    assert faults == []
    assert ended.returncode == 0, ended.stderr
