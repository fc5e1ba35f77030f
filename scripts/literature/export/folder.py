"""An export as a folder: its files, and a list of them with their digests."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from .. import publish
from ..catalogue import Catalogue
from ..configuration import FILE_NAME, read_site
from ..pipeline import read_sound_catalogue
from ..render.site_facts import Site
from ..text import count_of
from .bulk import bulk_bodies, index_name, render_index
from .lines import entry_lines, joined, term_lines
from .parquet import NoWriter, render_parquet
from .table import TERM_COLUMNS, entry_columns, entry_rows, term_rows

LIST: Final = "export.json"

File = tuple[str, bytes]


class Unfit(Exception):
    """Nothing was written; the message says why and what would be right."""


def export(root: Path, folder: Path | None, format_name: str) -> Iterator[str]:
    """Writes the entries of the repository into the folder; tells what it wrote.

    An export of before gives way as a whole. Raises Unfit, and RefusedEntries.
    """
    if format_name not in FORMATS:
        known = ", ".join(FORMATS)
        raise Unfit(f"FORMAT: '{format_name}': must be one of {known}")
    target = fit_folder(folder)
    site = read_site(root / FILE_NAME)
    catalogue = read_sound_catalogue(root / "entries")
    try:
        files = list(FORMATS[format_name](catalogue, site))
    except NoWriter as error:
        raise Unfit(str(error)) from None
    files.append((LIST, _list_of(files, format_name, len(catalogue.entries), site).encode()))
    _write(target, files)
    yield f"{count_of(len(catalogue.entries), 'entry', 'entries')} as {format_name} in {folder}:"
    for name, content in files:
        yield f"  {name:<20}{len(content):>12,} bytes"


def fit_folder(folder: Path | None) -> Path:
    """Where the export goes: a folder that is empty, not there, or holds an export and no more."""
    if folder is None:
        raise Unfit("Name a folder: make export DIR=../out FORMAT=jsonl")
    target = folder.resolve()
    if target.exists() and not target.is_dir():
        raise Unfit(f"{folder}: is a file; name a folder that is empty or not there")
    if not target.parent.is_dir():
        raise Unfit(f"{folder}: {target.parent} is not there; make it first")
    strange = set(map(str, _names_in(target))) - set(_listed(target))
    if strange:
        raise Unfit(f"{folder}: holds {min(strange)}, which is of no export; name another folder")
    return target


def _opensearch(catalogue: Catalogue, site: Site) -> Iterator[File]:
    yield "index.json", render_index(catalogue, site).encode()
    for number, body in enumerate(bulk_bodies(catalogue, site), 1):
        yield f"bulk-{number:04d}.ndjson", b"".join(body)


def _parquet(catalogue: Catalogue, site: Site) -> Iterator[File]:
    rows = entry_rows(catalogue.entries, catalogue.taxonomy, site)
    columns = entry_columns(catalogue.taxonomy)
    yield "entries.parquet", render_parquet(columns, rows, site)
    yield "terms.parquet", render_parquet(TERM_COLUMNS, term_rows(catalogue.taxonomy), site)


def _jsonl(catalogue: Catalogue, site: Site) -> Iterator[File]:
    yield "entries.jsonl", joined(entry_lines(catalogue, site))
    yield "terms.jsonl", joined(term_lines(catalogue))


FORMATS: Final[Mapping[str, Callable[[Catalogue, Site], Iterator[File]]]] = {
    "opensearch": _opensearch, "parquet": _parquet, "jsonl": _jsonl,
}  # fmt: skip


def _list_of(files: list[File], format_name: str, count: int, site: Site) -> str:
    """What the folder holds, for those who load it."""
    held = [
        {"name": name, "bytes": len(content), "sha256": sha256(content).hexdigest()}
        for name, content in files
    ]
    index = {"index": index_name(site)} if format_name == "opensearch" else {}
    told = {"site": site.name, "url": site.url, "licence": site.licence, "format": format_name,
            **index, "entries": count, "files": held}  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _write(target: Path, files: list[File]) -> None:
    """Beside the folder first: who loads an export never meets half of one."""
    staging = publish.staging_folder(target)
    try:
        for name, content in files:
            publish.write_whole(staging / name, content)
        publish.swap(staging, target)
    finally:
        publish.remove_folder(staging)


def _names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()] if folder.is_dir() else []


def _listed(folder: Path) -> list[str]:
    """Names of the files that an earlier export wrote, its list among them."""
    try:
        told = json.loads((folder / LIST).read_text(encoding="utf-8"))
        return [LIST, *(str(file["name"]) for file in told["files"])]
    except (OSError, ValueError, TypeError, KeyError):
        return []
