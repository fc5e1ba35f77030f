"""All entries in order, with look-ups by key, term and author; read, checked, or refused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from itertools import chain
from pathlib import Path, PurePath

from .handbook import Handbook, Known, read_handbook
from .metrics import Metrics, read_metrics
from .model import Entry, Name, Problem
from .read import SPECS, Reading, Recall, entry_files, read_entry, recall_nothing
from .rules import check_entry, check_together
from .taxonomy import Taxonomy, read_taxonomy
from .text import slug


@dataclass(frozen=True)
class Catalogue:
    """Entries newest first, the vocabulary that they draw on, and the handbook that cites them."""

    entries: tuple[Entry, ...]
    taxonomy: Taxonomy
    handbook: Handbook = field(default_factory=Handbook)
    metrics: Mapping[str, Metrics] = field(default_factory=dict)  # by key, of the works measured

    @classmethod
    def of(cls, entries: Iterable[Entry], taxonomy: Taxonomy) -> Catalogue:
        return cls(tuple(sorted(entries, key=lambda entry: entry.sort_key)), taxonomy)

    @cached_property
    def by_key(self) -> Mapping[str, Entry]:
        return {entry.key: entry for entry in self.entries}

    @cached_property
    def by_term(self) -> Mapping[str, Mapping[str, tuple[Entry, ...]]]:
        """Facet id -> term id -> its entries and those of the terms below it, newest first."""
        found: dict[str, dict[str, list[Entry]]] = {
            facet.id: {term_id: [] for term_id in facet.terms}
            for facet in self.taxonomy.facets.values()
        }
        for entry in self.entries:
            for facet in self.taxonomy.facets.values():
                own = entry.terms.get(facet.field, ())
                for term_id in {*chain.from_iterable(map(facet.with_ancestors, own))}:
                    found[facet.id][term_id].append(entry)
        return {
            facet: {term: tuple(entries) for term, entries in terms.items()}
            for facet, terms in found.items()
        }

    @cached_property
    def by_year(self) -> Mapping[int, tuple[Entry, ...]]:
        """Year of first publication -> its entries, latest year first."""
        years: dict[int, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            years[entry.year].append(entry)
        return {year: tuple(years[year]) for year in sorted(years, reverse=True)}

    @cached_property
    def by_author(self) -> Mapping[str, tuple[Entry, ...]]:
        """Slug of a printed name -> entries, for names on two or more; by slug.

        A number is the address of a further page of the index of names, so it is nobody's.
        """
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            for author in dict.fromkeys(author_slug(name) for name in entry.authors):
                found[author].append(entry)
        return {
            author: tuple(found[author])
            for author in sorted(found)
            if author and not author.isdigit() and len(found[author]) > 1
        }

    @cached_property
    def author_names(self) -> Mapping[str, str]:
        """Slug of a printed name -> the name as its newest entry prints it."""
        names: dict[str, str] = {}
        for entry in self.entries:
            for name in entry.authors:
                names.setdefault(author_slug(name), name.printed)
        return names

    @cached_property
    def recent(self) -> tuple[Entry, ...]:
        """Entries by the day they were added, latest first; newest work first within a day."""
        return tuple(
            sorted(self.entries, key=lambda entry: (-entry.added.toordinal(), entry.sort_key))
        )


@cache
def author_slug(name: Name) -> str:
    """The address of a name: "Jan van der Berg" -> jan-van-der-berg; empty if nothing is ASCII."""
    return slug(name.printed)


def read_catalogue(
    folder: Path, recall: Recall = recall_nothing
) -> tuple[Catalogue, list[Problem]]:
    """Everything in a folder of entries, and all that is wrong there, in order of files and lines.

    Entries with problems of their own are left out of the catalogue. With a broken vocabulary it is
    empty, and of the entries only those problems are told that do not hang on the vocabulary.
    `recall` is that of read_entry.
    """
    taxonomy, problems = read_taxonomy(folder)
    readings = [read_entry(folder / name, taxonomy, recall) for name in entry_files(folder)]
    catalogue, of_entries = check_readings(readings, taxonomy)
    metrics, of_metrics = read_metrics(folder)
    if not problems:
        catalogue, of_handbook = with_handbook(folder, catalogue, readings)
        catalogue = replace(catalogue, metrics=metrics)
        return catalogue, sorted(of_entries + of_handbook + of_metrics)
    unreadable = {reading.path for reading in readings if reading.entry is None}
    independent = [
        problem
        for problem in of_entries
        if problem.field in {"", *SPECS} or problem.path in unreadable
    ]
    return Catalogue((), taxonomy), sorted(problems + independent + of_metrics)


def check_readings(readings: list[Reading], taxonomy: Taxonomy) -> tuple[Catalogue, list[Problem]]:
    """Applies every rule to what was read."""
    readable = [(reading, reading.entry) for reading in readings if reading.entry]
    for reading, entry in readable:
        if reading.is_sound:
            continue
        unread = frozenset(problem.field for problem in reading.problems)
        for where, message in check_entry(entry, taxonomy, unread):
            _report(reading, where, message)
    _check_names(readings)
    by_key = {entry.key: reading for reading, entry in readable}
    keys = [PurePath(reading.path).stem for reading in readings]
    for entry, where, message in check_together([entry for _, entry in readable], keys):
        _report(by_key[entry.key], where, message)
    good = [entry for reading, entry in readable if not reading.problems]
    problems = sorted(problem for reading in readings for problem in reading.problems)
    return Catalogue.of(good, taxonomy), problems


def with_handbook(
    folder: Path, catalogue: Catalogue, readings: Iterable[Reading]
) -> tuple[Catalogue, list[Problem]]:
    """The catalogue with the handbook of its folder, which may cite entries that have problems."""
    keys = [PurePath(reading.path).stem for reading in readings]
    known = Known.of(catalogue.taxonomy, catalogue.entries, keys)
    handbook, problems = read_handbook(folder, known)
    return replace(catalogue, handbook=handbook), problems


def _check_names(readings: list[Reading]) -> None:
    """No two file names differ in case alone: a Mac or Windows keeps one of them."""
    first: dict[str, Reading] = {}
    for reading in reversed(readings):  # small letters sort last and are the right ones
        other = first.setdefault(reading.path.casefold(), reading)
        if other is not reading:
            name = PurePath(other.path).name
            reading.report(0, "", f"differs from {name} only in case; merge the two files")


def _report(reading: Reading, where: str, message: str) -> None:
    field_name = where.partition("[")[0]
    if reading.read_lines and not reading.lines:
        reading.lines = reading.read_lines()
    line = reading.lines.get(where) or reading.lines.get(field_name) or 1
    reading.report(line, field_name, message)
