"""Addresses of views of the library are those that its script writes itself."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from literature.render.library_link import library_link

STATE = Path(__file__).parent.parent / "docs" / "assets" / "js" / "find" / "state.js"
VIEWS: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({}, {}, "library/"),
    (
        {"any_of": {"models": ["clip", "blip"]}},
        {"facets": {"models": {"any": ["clip", "blip"], "none": []}}},
        "library/?models=blip,clip",
    ),
    (
        {"any_of": {"models": ["clip"]}, "none_of": {"kinds": ["tool", "survey"]}},
        {
            "facets": {
                "models": {"any": ["clip"], "none": []},
                "kinds": {"any": [], "none": ["tool", "survey"]},
            }
        },
        "library/?kinds=-survey,-tool&models=clip",
    ),
    (
        {"text": ' "a b" & c*', "years": (2023, 2025)},
        {"text": ' "a b" & c*', "from": 2023, "to": 2025},
        "library/?q=%22a+b%22+%26+c*&year=2023-2025",
    ),
    ({"years": (2024, 2024)}, {"from": 2024, "to": 2024}, "library/?year=2024"),
    ({"years": (0, 2020)}, {"from": 0, "to": 2020}, "library/?year=-2020"),
    ({"years": (2020, 0)}, {"from": 2020, "to": 0}, "library/?year=2020-"),
    (
        {"code": "no", "reviewed": "yes"},
        {"code": "no", "reviewed": "yes"},
        "library/?code=0&reviewed=1",
    ),
]


@pytest.mark.parametrize(("view", "state", "expected"), VIEWS, ids=[it[2] for it in VIEWS])
def test_a_view_has_this_address(
    view: dict[str, Any], state: dict[str, Any], expected: str
) -> None:
    assert library_link(**view) == expected


def test_facets_stand_in_the_order_that_is_asked_for() -> None:
    link = library_link(
        {"models": ["clip"], "categories": ["probing"]}, facet_ids=["models", "categories"]
    )
    assert link == "library/?models=clip&categories=probing"


@pytest.mark.skipif(not shutil.which("node"), reason="node is not installed")
def test_the_script_of_the_library_writes_the_same_addresses() -> None:
    program = (
        f"import {{ stateToUrl }} from {json.dumps(STATE.as_uri())};"
        "console.log(JSON.stringify(JSON.parse(process.argv[1]).map((it) => stateToUrl(it))));"
    )
    states = json.dumps([state for _, state, _ in VIEWS])
    ran = subprocess.run(
        ["node", "--input-type=module", "-e", program, states],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert [f"library/{address}" for address in json.loads(ran.stdout)] == [it[2] for it in VIEWS]
