"""How much a test tries: a part of a large matrix, or all of it with `make prove`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Final, TypeVar

Case = TypeVar("Case")
IS_WHOLE: Final = os.environ.get("ATLAS_PROVE") == "1"


def part_of(cases: Sequence[Case], every: int) -> list[Case]:
    """Each so-manieth case, the first among them; all of them when everything is tried."""
    return list(cases if IS_WHOLE else cases[::every])


def examples(usual: int) -> int:
    """How many random examples a property is tried on: 10,000 at least when everything is."""
    return max(usual, 10_000) if IS_WHOLE else usual
