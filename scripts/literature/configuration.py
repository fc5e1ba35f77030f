"""What mkdocs.yml says of the site, for commands that need no MkDocs; and what is wrong there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import yaml

from .model import Problem
from .render.parts import PART
from .render.site_facts import BoardFacts, Pairing, Site, Way
from .report import RefusedEntries
from .strict_yaml import YamlError, decode_utf8

FILE_NAME = "mkdocs.yml"
HOOK: Final = "scripts/hook.py"
# Makes nothing but texts, lists and mappings, whatever a tag asks for.
_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
MAX_BYTES: Final = 1_000_000
# What each setting of `extra` must be. Others are left to whoever reads them.
_TEXTS: Final = ("licence", "headline", "lead", "feed", "search_label")
_LISTS: Final = ("row_facets", "fed_facets", "candidates")
_RECORDS: Final = {
    "nav": ("label", "url"), "footer": ("label", "url"), "hints": ("label", "url"),
    "ways": ("label", "url"), "maps": ("rows", "columns", "title"),
}  # fmt: skip
_BOARD: Final = ("kind", "path", "title", "rows", "columns")


class RefusedSettings(RefusedEntries):
    """mkdocs.yml cannot be read, or does not say what it must."""


def read_site(file: Path) -> Site:
    """The facts in mkdocs.yml. Every value is read as text, tags of MkDocs' own are ignored.

    Raises RefusedSettings."""
    return _checked_site(file, read_settings(file))


def _checked_site(file: Path, settings: Mapping[str, Any]) -> Site:
    try:
        return site_of(settings)
    except ValueError as error:  # an address or a path that cannot be one
        raise RefusedSettings([Problem(file.name, 0, "", str(error))]) from None


def read_settings(file: Path) -> Mapping[str, Any]:
    """mkdocs.yml as it is, every value a text. Raises RefusedSettings."""
    try:
        text = decode_utf8(file.read_bytes(), MAX_BYTES)
        settings = yaml.load(text, _LOADER)  # noqa: S506 - see there # nosec B506
    except OSError as error:
        raise RefusedSettings([Problem(file.name, 0, "", str(error.strerror))]) from None
    except YamlError as error:
        raise RefusedSettings([Problem(file.name, error.line, "", error.message)]) from None
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or "cannot be read"
        line = mark.line + 1 if mark else 0
        raise RefusedSettings([Problem(file.name, line, "", f"no YAML: {why}")]) from None
    problems = [
        Problem(file.name, _line_of(text, where), where, message)
        for where, message in _faults(settings)
    ]
    if problems:
        raise RefusedSettings(problems)
    found: Mapping[str, Any] = settings
    return found


def check_settings(file: Path) -> None:
    """Raises RefusedSettings when mkdocs.yml does not say what the site must know."""
    if not _inherits(file):
        read_site(file)


def check_hook(file: Path) -> None:
    """Raises RefusedSettings when mkdocs.yml would let MkDocs build without us.

    That would empty the old site first, and put one without entries in its place."""
    if _inherits(file):
        return
    settings = read_settings(file)
    _checked_site(file, settings)
    hooks = settings.get("hooks")
    if not isinstance(hooks, list) or HOOK not in hooks:
        message = f"does not name {HOOK}, which makes the site; put it back"
        raise RefusedSettings([Problem(file.name, 0, "hooks", message)])


def _inherits(file: Path) -> bool:
    """Whether another file has settings too: MkDocs alone knows what they are together."""
    return file.is_file() and bool(re.search(rb"(?m)^INHERIT:", file.read_bytes()))


def _line_of(text: str, where: str) -> int:
    """The first line with the setting; 0 where it is missing."""
    name = re.sub(r"\[\d+\]", "", where).rpartition(".")[2]
    found = re.search(rf"(?m)^\s*{re.escape(name)}\s*:", text)
    return text.count("\n", 0, found.end()) + 1 if found else 0


def _faults(settings: object) -> Iterator[tuple[str, str]]:
    """(setting, what is wrong with it) of all that is."""
    if not isinstance(settings, Mapping):
        yield "", "no settings; start with 'site_name:'"
        return
    if not settings.get("site_name"):
        yield "site_name", "is missing; name the site"
    for name in ("site_name", "site_url", "site_description", "repo_url"):
        yield from _no_text(name, settings.get(name) or "")
    extra = settings.get("extra") or {}
    if not isinstance(extra, Mapping):
        yield "extra", "must hold settings by name"
        return
    for name in _TEXTS:
        yield from _no_text(f"extra.{name}", extra.get(name) or "")
    for name in _LISTS:
        yield from _no_list(f"extra.{name}", extra.get(name) or [])
    for name, needed in _RECORDS.items():
        yield from _no_records(f"extra.{name}", extra.get(name) or [], needed)
    yield from _no_board(extra.get("board") or None)
    for name in ("lookups", "not_studies"):
        pairs = extra.get(name) or {}
        if not isinstance(pairs, Mapping):
            yield f"extra.{name}", "must hold values by name"
            continue
        for key, value in pairs.items():
            no_value = _no_text if name == "lookups" else _no_list
            yield from no_value(f"extra.{name}.{key}", value)


def _no_text(where: str, value: object) -> Iterator[tuple[str, str]]:
    if not isinstance(value, str):
        yield where, "must be a text"


def _no_list(where: str, value: object) -> Iterator[tuple[str, str]]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        yield where, "must be a list of texts, like [a, b]"


def _no_records(where: str, value: object, needed: Sequence[str]) -> Iterator[tuple[str, str]]:
    if not isinstance(value, list):
        yield where, f"must be a list of items with {' and '.join(needed)}"
        return
    for number, item in enumerate(value):
        yield from _no_record(f"{where}[{number}]", item, needed)


def _no_record(where: str, value: object, needed: Sequence[str]) -> Iterator[tuple[str, str]]:
    if not isinstance(value, Mapping):
        yield where, f"must have {' and '.join(needed)}"
        return
    for name in needed:
        if not isinstance(value.get(name), str):
            yield where, f"has no {name}; add it"


def _no_board(value: object) -> Iterator[tuple[str, str]]:
    if value is None:
        return
    yield from _no_record("extra.board", value, _BOARD)
    if isinstance(value, Mapping):
        yield from _no_list("extra.board.any", value.get("any") or [])


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
        hints=_ways(extra.get("hints") or []),
        ways=_ways(extra.get("ways") or []),
        row_facets=tuple(extra.get("row_facets") or []),
        fed_facets=tuple(extra.get("fed_facets") or []),
        lookups=tuple((extra.get("lookups") or {}).items()),
        maps=_maps(extra.get("maps") or []),
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
        any=tuple(facts.get("any") or ()),
    )


def _ways(items: Sequence[Mapping[str, str]]) -> tuple[Way, ...]:
    return tuple(Way(item["label"], item["url"], item.get("text", "")) for item in items)


def _maps(items: Sequence[Mapping[str, str]]) -> tuple[Pairing, ...]:
    return tuple(
        Pairing(item["rows"], item["columns"], item["title"], item.get("text", ""))
        for item in items
    )
