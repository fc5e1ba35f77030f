"""The bees as the registers see them some years later, and a folder to refresh them in."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from build_fixtures import BEES_YML, TOY
from lookup_servers import LookupServers
from lookup_works import WORKS, Repo, Work
from upkeep_nursery import NOW, QUICK

from literature.upkeep.refresh import CACHE, Options, Refresh, Result

SOUND = Work(  # by one more
    title="The Sound of n Bees at 100 Hz",
    authors=("Abe, Yū", "Okafor, Ngozi", "Ito, Aya"),
    published="2019-11-30",
    doi="10.1000/bees_(2019)<1>",
    venue="Proceedings of the 12th International Conference on Bee Ecology",
    venue_date="2020-02-01",
    pages="33-41",
    citations=7,
)
SOLITARY = Work(  # published meanwhile, and its code is out
    title="Solitary Bees Remember Where, not When",
    authors=("Li, Wei", "Kennedy, III, Monroe", "Divyansh"),
    published="2022-06-01",
    arxiv="2206.00042",
    doi="10.3897/jhr.90.1",
    venue="Journal of Hymenoptera Research",
    venue_date="2023-04-02",
    volume="90",
    number="2",
    pages="11-25",
    code="https://github.com/example/where",
    citations=31,
)
NEST = Work(  # renamed
    title="A Nest in Each and Every Wall",
    authors=("Okafor, Ngozi", "van der Berg, Jan"),
    published="2022-06-01",
    openreview="abcDEF123",
    venue="ICBA 2022 poster",
)
ORCHARD = replace(  # retracted
    next(work for work in WORKS if work.arxiv == "2103.01234"), is_withdrawn=True, citations=3
)
LATER = (SOUND, SOLITARY, NEST, ORCHARD)
KEYED_CODE = Repo("bee-lab/keyed", former="example/keyed", stars=12, pushed="2026-10-02T08:00:00Z")
WHERE_CODE = Repo("example/where", stars=2, pushed="2024-01-03T08:00:00Z")
REPOSITORIES = (KEYED_CODE, WHERE_CODE)


ALL = Options()


def servers_of_later() -> LookupServers:
    """The registers some years later; the code of the orchard is gone."""
    return LookupServers(LATER, REPOSITORIES)


def shelf(root: Path) -> Path:
    """The entries and the settings of the bees, all that upkeep reads."""
    shutil.copytree(TOY, root / "entries")
    (root / "mkdocs.yml").write_text(BEES_YML)
    return root


def refreshed(
    root: Path,
    environ: Mapping[str, str],
    now: datetime = NOW,
    options: Options = ALL,
    **bounds: object,
) -> Result:
    return Refresh(root, environ, now, options, {**QUICK, **bounds}, io.StringIO()).run()


def told(root: Path) -> dict[str, Any]:
    """refresh.json of the last run."""
    found: dict[str, Any] = json.loads((root / CACHE / "refresh.json").read_text())
    return found


def written(root: Path) -> dict[str, str]:
    """Name -> content of all that a refresh writes for people."""
    files = [*(root / CACHE).glob("refresh.*"), root / "entries" / "_metrics.json"]
    return {file.name: file.read_text() for file in files}


def day(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}T10:00:00").replace(tzinfo=UTC)
