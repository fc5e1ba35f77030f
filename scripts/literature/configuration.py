"""What mkdocs.yml says of the site, for commands that need no MkDocs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from .render.parts import PART
from .render.site_facts import BoardFacts, Pairing, Site, Way

FILE_NAME = "mkdocs.yml"


def read_site(file: Path) -> Site:
    """The facts in mkdocs.yml. Every value is read as text, tags of MkDocs' own are ignored."""
    return site_of(read_settings(file))


def read_settings(file: Path) -> Mapping[str, Any]:
    """mkdocs.yml as it is, every value a text."""
    text = file.read_text(encoding="utf-8")
    # BaseLoader makes nothing but texts, lists and mappings, whatever a tag asks for.
    settings: Mapping[str, Any] = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - see above # nosec B506
    return settings


def site_of(settings: Mapping[str, Any]) -> Site:
    """What the pages know of the site, from the settings that MkDocs or we have read."""
    extra: Mapping[str, Any] = settings.get("extra") or {}
    name: str = settings["site_name"]
    return Site(
        name=name,
        url=(settings.get("site_url") or "http://127.0.0.1:8000/").rstrip("/") + "/",
        description=settings.get("site_description") or "",
        repository=(settings.get("repo_url") or "").rstrip("/"),
        licence=extra.get("licence", "CC0-1.0"),
        headline=extra.get("headline", name),
        lead=extra.get("lead", ""),
        hints=_ways(extra.get("hints", [])),
        ways=_ways(extra.get("ways", [])),
        row_facets=tuple(extra.get("row_facets", [])),
        fed_facets=tuple(extra.get("fed_facets", [])),
        lookups=tuple((extra.get("lookups") or {}).items()),
        maps=_maps(extra.get("maps", [])),
        not_studies=tuple(
            (facet, tuple(terms)) for facet, terms in (extra.get("not_studies") or {}).items()
        ),
        board=_board(extra["board"]) if extra.get("board") else None,
        part_size=_number(extra.get("part_size", PART)),
    )


def _number(value: str | int) -> int:
    """0, which is no size of anything, for what is no number."""
    return int(value) if str(value).isdecimal() else 0


def _board(facts: Mapping[str, Any]) -> BoardFacts:
    return BoardFacts(
        kind=facts["kind"],
        path=facts["path"].strip("/") + "/",
        title=facts["title"],
        lead=facts.get("lead", ""),
        rows=facts["rows"],
        columns=facts["columns"],
        any=tuple(facts.get("any", ())),
    )


def _ways(items: Sequence[Mapping[str, str]]) -> tuple[Way, ...]:
    return tuple(Way(item["label"], item["url"], item.get("text", "")) for item in items)


def _maps(items: Sequence[Mapping[str, str]]) -> tuple[Pairing, ...]:
    return tuple(
        Pairing(item["rows"], item["columns"], item["title"], item.get("text", ""))
        for item in items
    )
