"""One import: read the file, settle each record, report, and write when that is wanted."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from ..catalogue import Catalogue, read_catalogue
from ..model import Entry, Problem, entry_path
from ..publish import remove_file, write_if_changed
from ..published import read_published
from ..read import Reading as FileReading
from ..read import entry_files, read_content, read_entry
from ..render.entry_yaml import render_entry
from ..sources import Sources
from ..taxonomy import Taxonomy
from ..text import UNSAFE, shown
from .decoding import MAX_BYTES, decode_file
from .formats import READERS, format_of
from .found import Reading
from .report import Report, lacks
from .settle import Outcome, World, grown, settle
from .vocabulary import Map, UnfitMap, Vocabulary, read_map

REVIEW: Final = "import-review"


class Refused(Exception):
    """Nothing was imported; the message says why and what would be right."""


@dataclass(frozen=True)
class Wishes:
    """What the person asked for."""

    is_writing: bool = False
    map: Path | None = None
    defaults: Mapping[str, str] = field(default_factory=dict)  # field -> word for a term
    sources: Sources | None = None
    format: str = ""


def import_file(root: Path, source: Path, today: date, wishes: Wishes) -> Report:
    """The report on a file, or on a folder of entries that waited for review. Raises Refused."""
    started = time.perf_counter()
    catalogue = _catalogue(root)
    if source.is_dir():
        return accept(root, source, catalogue, wishes.is_writing)
    reading, name = _reading(source, wishes.format), source.name
    vocabulary = Vocabulary(catalogue.taxonomy, _map(wishes.map, catalogue.taxonomy))
    world = World(
        catalogue.entries, _waiting(root / REVIEW, catalogue.taxonomy), vocabulary, today,
        _taken_keys(root, catalogue), wishes.sources, _defaults(wishes.defaults, catalogue.taxonomy),  # noqa: E501
    )  # fmt: skip
    outcomes = settle(reading.found, world)
    written = _write(root, outcomes, catalogue, name) if wishes.is_writing else []
    return Report(
        shown(name, 100), reading.format, outcomes, catalogue.taxonomy, reading.ignored,
        reading.remarks, vocabulary.proposed_map(), vocabulary.proposed_terms(), written,
        not wishes.is_writing, time.perf_counter() - started, unknown=dict(vocabulary.unknown),
    )  # fmt: skip


def _catalogue(root: Path) -> Catalogue:
    catalogue, problems = read_catalogue(root / "entries")
    if problems:
        first = "\n".join(map(str, problems[:10]))
        raise Refused(f"{first}\nThe entries have problems; see make check. Nothing was imported.")
    return catalogue


def _reading(source: Path, wanted: str) -> Reading:
    try:
        if not source.is_file():
            raise Refused(f"{source}: no such file")
        if source.stat().st_size > MAX_BYTES:
            raise Refused(f"{source}: larger than {MAX_BYTES:,} bytes; split it")
        content = source.read_bytes()
    except OSError as error:
        raise Refused(f"{source}: cannot be read: {error.strerror}") from None
    text, remarks = decode_file(content)
    name = wanted or format_of(text)
    if name not in READERS:
        known = ", ".join(READERS)
        raise Refused(f"{source}: nothing tells its format; name one with --format: {known}")
    reading = READERS[name](text)
    return Reading(reading.format, reading.found, reading.ignored,
                   (*remarks, *reading.remarks), reading.sections)  # fmt: skip


def _map(path: Path | None, taxonomy: Taxonomy) -> Map:
    if path is None:
        return Map()
    try:
        return read_map(path.name, path.read_bytes(), taxonomy)
    except OSError as error:
        raise Refused(f"{path}: cannot be read: {error.strerror}") from None
    except UnfitMap as error:
        raise Refused(str(error)) from None


def _defaults(words: Mapping[str, str], taxonomy: Taxonomy) -> dict[str, tuple[str, ...]]:
    """Terms for every new entry, by field."""
    found: dict[str, tuple[str, ...]] = {}
    for name, word in words.items():
        facet = taxonomy.facets[taxonomy.fields[name].facet]
        term_id = facet.by_spelling.get(_spelling(word))
        if not term_id:
            raise Refused(
                f"--{facet.singular.lower()}: '{shown(word)}' is none of {', '.join(facet.terms)}"
            )
        found[name] = (term_id,)
    return found


def _spelling(word: str) -> str:
    from ..taxonomy import spelling

    return spelling(word)


def _waiting(folder: Path, taxonomy: Taxonomy) -> list[Entry]:
    """Entries of the review folder, whole or not, so that no second import takes them again."""
    readings = [read_entry(folder / name, taxonomy) for name in entry_files(folder)
                if name.endswith(".yaml")]  # fmt: skip
    return [reading.entry for reading in readings if reading.entry]


def _taken_keys(root: Path, catalogue: Catalogue) -> frozenset[str]:
    waiting = {name.removesuffix(".yaml") for name in entry_files(root / REVIEW)}
    aliases = {alias for entry in catalogue.entries for alias in entry.aliases}
    published = read_published(root / "entries").keys
    return frozenset({*catalogue.by_key, *waiting, *aliases, *published})


# Writing


def _write(root: Path, outcomes: Sequence[Outcome], catalogue: Catalogue, source: str) -> list[str]:
    """Writes new entries, files for review and additions; returns the paths that changed."""
    written = []
    unnamed = 0
    for it in outcomes:
        if it.state != "taken" or it.entry is None:
            continue
        if it.place == "entries":
            path, text = entry_path(it.key).as_posix(), render_entry(it.entry, catalogue.taxonomy)
        else:
            unnamed += not it.key
            name = it.key or f"unnamed-{_digest(it)}"
            path, text = f"{REVIEW}/{name}.yaml", _review_text(it, catalogue.taxonomy, source)
        if not (root / path).exists() and write_if_changed(root / path, text):
            written.append(path)
    written += _write_additions(root, outcomes, catalogue)
    if any(path.startswith(REVIEW) for path in written):
        write_if_changed(root / REVIEW / ".gitignore", "*\n")
    return written


def _digest(outcome: Outcome) -> str:
    import hashlib

    entry = outcome.found.entry
    text = "\n".join((entry.title, entry.arxiv, entry.doi, entry.url, entry.openreview))
    return hashlib.blake2b(text.encode(), digest_size=5).hexdigest()


def _review_text(outcome: Outcome, taxonomy: Taxonomy, source: str) -> str:
    """The entry as far as it goes, under comments that say what it lacks."""
    assert outcome.entry
    notes = [f"From {shown(source)}, line {outcome.found.line}: {shown(outcome.found.label, 150)}",
             *([lacks(outcome)] if lacks(outcome) else []),
             *(it.message for it in outcome.remarks if it.is_doubt)]  # fmt: skip
    comments = "".join(f"# {UNSAFE.sub('', ' '.join(note.split()))}\n" for note in notes)
    return comments + render_entry(outcome.entry, taxonomy)


def _write_additions(root: Path, outcomes: Sequence[Outcome], catalogue: Catalogue) -> list[str]:
    """Puts what was absent into entries whose files are as we write them; others a person edits."""
    changed: dict[str, Entry] = {}
    for it in outcomes:
        if it.additions:
            before = changed.get(it.key) or catalogue.by_key[it.key]
            changed[it.key] = grown(before, it.additions)
    written = []
    for key, entry in changed.items():
        path = root / entry_path(key)
        written_so_far, taxonomy = path.read_text(encoding="utf-8"), catalogue.taxonomy
        text = render_entry(entry, taxonomy)
        if written_so_far != render_entry(
            catalogue.by_key[key], taxonomy
        ):  # keeps comments and layout
            text = _with_lines(written_so_far, text)
        reading = read_content(FileReading(path.name), key, text.encode(), taxonomy)
        if reading.entry == entry and not reading.problems and write_if_changed(path, text):
            written.append(entry_path(key).as_posix())
    return written


def _with_lines(before: str, usual: str) -> str:
    """The text of a file that a person laid out, with the lines of the fields that are new."""
    blocks = {match[1]: match[0] for match in _FIELD.finditer(usual)}
    new = [
        name
        for name, block in blocks.items()
        if name != "unverified" and not re.search(rf"^{name}:", before, re.MULTILINE)
    ]
    text = re.sub(r"^unverified:.*\n(?:[ -].*\n)*", "", before, flags=re.MULTILINE)
    lines = "".join(blocks[name] for name in new)
    text = re.sub(r"^(?=added:)", lambda _: lines, text, count=1, flags=re.MULTILINE)
    return f"{text.rstrip()}\n{blocks.get('unverified', '')}"


_FIELD: Final = re.compile(r"^([a-z_]+):.*\n(?:[ -].*\n)*", re.MULTILINE)


# Entries that waited


def accept(root: Path, folder: Path, catalogue: Catalogue, is_writing: bool) -> Report:
    """Moves the whole entries of a review folder into entries/; tells what the others lack."""
    from ..catalogue import check_readings
    from .found import Found

    names = [name for name in entry_files(folder) if name.endswith(".yaml")]
    readings = [read_entry(folder / name, catalogue.taxonomy) for name in names]
    own = [read_entry(root / "entries" / f"{key}.yaml", catalogue.taxonomy)
           for key in catalogue.by_key]  # fmt: skip
    check_readings([*own, *readings], catalogue.taxonomy)
    outcomes, written = [], []
    for name, reading in zip(names, readings, strict=True):
        key = name.removesuffix(".yaml")
        found = Found(1, name)
        is_sound = (
            reading.entry is not None and not reading.problems and key not in catalogue.by_key
        )
        outcome = Outcome(found, "taken" if is_sound else "refused", _told(reading.problems, key, catalogue),  # noqa: E501
                          key, reading.entry, "entries" if is_sound else "")  # fmt: skip
        outcomes.append(outcome)
        if is_sound and is_writing and reading.entry:
            path = entry_path(key)
            write_if_changed(root / path, render_entry(reading.entry, catalogue.taxonomy))
            remove_file(folder / name)
            written.append(path.as_posix())
    return Report(f"{folder.name}/", "entries for review", outcomes, catalogue.taxonomy,
                  written=written, is_preview=not is_writing)  # fmt: skip


def _told(problems: Sequence[Problem], key: str, catalogue: Catalogue) -> str:
    if key in catalogue.by_key:
        return "an entry has this key already; rename the file"
    return "; ".join(f"line {it.line}: {it.field}: {it.message}" for it in problems[:6])
