"""Asks the registers about each entry, and makes of their answers a patch and a report."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final, TextIO
from urllib.parse import urlsplit

from ..catalogue import Catalogue
from ..configuration import read_site
from ..identifiers import Identifiers
from ..model import Entry, entry_path
from ..pipeline import read_sound_catalogue
from ..publish import write_if_changed, write_whole
from ..rules import check_entry
from ..sources import Record, Repository, Sources, bases_from
from ..taxonomy import Taxonomy
from ..web import NoAnswer, agent_of
from . import refresh_report
from .answers import RememberingWeb, Run
from .edit import CannotEdit, difference, edited
from .metrics_file import Numbers, merged, numbers_of, read_numbers, write_numbers
from .progress import Progress
from .proposal import (
    IDENTIFIERS,
    CodeFound,
    Doubt,
    Findings,
    Holdings,
    changed_fields,
    findings,
    fitting,
    told_code,
)

CACHE: Final = Path(".cache", "refresh")
# Seconds between two calls, besides arXiv's three. They stay below what the services ask for:
# DataCite 3,000 in 5 minutes, Crossref 50 and OpenAlex 10 a second, Semantic Scholar one.
PAUSES: Final = {"datacite": 0.15, "crossref": 0.1, "openalex": 0.15, "openreview": 0.5,
                 "github": 0.1, "s2": 1.1}  # fmt: skip


summary_of = refresh_report.summary_of


class Misuse(Exception):
    """The program was called in a way that cannot work; the message says how it would."""


@dataclass(frozen=True)
class Options:
    only: str = ""  # the key of one entry
    since: int = 0  # days; entries that were asked about later are left out
    is_offline: bool = False


@dataclass(frozen=True)
class Result:
    """What a run gave: per entry, in order of keys, and the patch."""

    day: str
    asked: tuple[str, ...]  # keys
    findings: tuple[Findings, ...]
    failures: tuple[tuple[str, str], ...]  # key, sentence
    patch: str
    numbers: Mapping[str, Numbers]


@dataclass
class Refresh:
    """One call of the program, in the repository at `root`."""

    root: Path
    environ: Mapping[str, str]
    now: datetime
    options: Options
    bounds: Mapping[str, object]  # of `Web`
    progress_to: TextIO = sys.stderr

    def run(self) -> Result:
        """Asks, and writes the numbers and the report. Raises Misuse and RefusedEntries."""
        folder = self.root / CACHE
        catalogue = read_sound_catalogue(self.root / "entries")
        run = Run.begin(folder, self.now)
        web = RememberingWeb(
            folder / "answers", run, is_offline=self.options.is_offline,
            agent=agent_of(read_site(self.root / "mkdocs.yml").repository), **self.bounds,
        )  # fmt: skip
        self._seen = _Seen(folder / "asked", run)
        result = self._result(catalogue, web, run)
        write_numbers(self.root / "entries", result.numbers)
        write_whole(folder / "refresh.patch", result.patch.encode())
        write_if_changed(folder / "refresh.md", refresh_report.render_markdown(result))
        write_if_changed(folder / "refresh.json", refresh_report.render_json(result))
        run.end(is_whole=not (self.options.only or self.options.is_offline))
        return result

    def _sources(self, web: RememberingWeb) -> Sources:
        bases = bases_from(self.environ)
        web.keep_apart({urlsplit(bases[name]).netloc: pause for name, pause in PAUSES.items()})
        secrets = [self.environ.get(name, "").strip() for name in ("GITHUB_TOKEN", "ATLAS_S2_KEY")]
        if not all(it.isascii() and it.isprintable() and " " not in it for it in secrets):
            raise Misuse("GITHUB_TOKEN or ATLAS_S2_KEY has a character that no key has")
        return Sources(web, bases, token=secrets[0], s2_key=secrets[1])

    def _result(self, catalogue: Catalogue, web: RememberingWeb, run: Run) -> Result:
        sources = self._sources(web)
        holdings = Holdings.of(catalogue.entries)
        chosen = self._chosen(catalogue)
        progress = Progress(self.progress_to, len(chosen))
        told: dict[str, Numbers] = {}
        found: list[Findings] = []
        failures: list[tuple[str, str]] = []
        for entry in chosen:
            progress.step(entry.key)
            asking = _Asking(entry, sources, catalogue, holdings, run.today)
            outages = web.outages
            found.append(asking.findings())
            told[entry.key] = asking.numbers
            failures += [(entry.key, sentence) for sentence in asking.failures]
            if web.outages == outages and not self.options.is_offline:
                self._seen.note(entry.key)
        progress.end()
        found, patch = self._patch(catalogue, found)
        numbers = merged(read_numbers(self.root / "entries"), told, catalogue.by_key)
        return Result(
            run.today, tuple(entry.key for entry in chosen), tuple(found), tuple(failures), patch,
            numbers,
        )  # fmt: skip

    def _chosen(self, catalogue: Catalogue) -> list[Entry]:
        """The entries to ask about, in order of keys."""
        only = self.options.only
        if only and only not in catalogue.by_key:
            raise Misuse(f"'{only}' is no key of an entry")
        entries = [catalogue.by_key[only]] if only else list(catalogue.entries)
        since = self.now.date() - timedelta(days=self.options.since) if self.options.since else None
        return [
            entry for entry in sorted(entries, key=lambda it: it.key)
            if since is None or not self._seen.is_later(entry.key, since)
        ]  # fmt: skip

    def _patch(self, catalogue: Catalogue, found: list[Findings]) -> tuple[list[Findings], str]:
        """The differences of all files, each entry checked beside all others. What would not pass
        the checks, or cannot be written without losing something, becomes a question."""
        checked: list[Findings] = []
        differences = []
        holdings = Holdings.of(catalogue.entries)
        for one in found:
            path = entry_path(one.entry.key)
            old = catalogue.by_key[one.entry.key]
            if not one.entered:
                checked.append(one)
                continue
            text = (self.root / path).read_text(encoding="utf-8")
            names = tuple(changed_fields(old, one.entry, catalogue.taxonomy))
            try:
                changed = edited(text, one.entry, names, catalogue.taxonomy)
                _refuse(one.entry, holdings, catalogue.taxonomy)
            except CannotEdit as error:
                checked.append(one.as_questions(str(error)))
                continue
            holdings = Holdings({**holdings.keys, **Holdings.of([one.entry]).keys})
            differences.append(difference(path.as_posix(), text, changed))
            checked.append(one)
        return checked, "".join(differences)


def _refuse(entry: Entry, holdings: Holdings, taxonomy: Taxonomy) -> None:
    """Raises CannotEdit for an entry that would break a rule, or clash with another one."""
    for where, message in check_entry(entry, taxonomy):
        raise CannotEdit(f"{where}: {message}" if where else message)
    for name in IDENTIFIERS:
        value = getattr(entry, name)
        if value and (other := holdings.other(name, value, entry.key)):
            raise CannotEdit(f"{other} has the same {name} by now")


@dataclass
class _Asking:
    """One entry and what is asked about it."""

    entry: Entry
    sources: Sources
    catalogue: Catalogue
    holdings: Holdings
    today: str

    def __post_init__(self) -> None:
        self.failures: list[str] = []
        self.numbers: Numbers = {}

    def findings(self) -> Findings:
        ids = Identifiers(**{name: getattr(self.entry, name) for name in IDENTIFIERS})
        doubts: tuple[Doubt, ...] = ()
        records: tuple[Record, ...] = ()
        if ids:
            found = self.sources.survey(ids)
            self.failures += found.failures
            records, doubts = fitting(self.entry, found)
        code = self._repository(self.entry.code)
        url = told_code(self.entry, records)
        found_code = CodeFound(url, self._repository(url)) if url else None
        self.numbers = numbers_of(records, code, self.today)
        made = findings(
            self.entry, records, self.catalogue.taxonomy, self.holdings, code, found_code
        )
        proposals = tuple(replace(it, asked=it.asked or self.today) for it in made.proposals)
        return replace(made, proposals=proposals, doubts=doubts)

    def _repository(self, url: str) -> Repository | None:
        try:
            return self.sources.ask_repository(url)
        except NoAnswer as error:
            self.failures.append(str(error))
            return None


@dataclass(frozen=True)
class _Seen:
    """When each entry was asked about last, one small file each: a kill spoils none of them."""

    folder: Path
    run: Run

    def note(self, key: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        write_if_changed(self.folder / key, f"{self.run.today} {self.run.id}\n")

    def is_later(self, key: str, day: date) -> bool:
        """Whether it was asked about after the day, by a run that has ended."""
        try:
            words = (self.folder / key).read_text(encoding="utf-8").split()
            return words[1] != self.run.id and date.fromisoformat(words[0]) > day
        except (OSError, ValueError, IndexError):
            return False
