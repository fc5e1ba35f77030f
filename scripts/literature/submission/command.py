"""The ways to run the pipeline: on an event, one issue or all that is left; whole or by halves."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from ..catalogue import Catalogue, read_catalogue
from ..configuration import FILE_NAME, RefusedSettings, read_site
from ..published import read_published
from ..sources import Sources, open_sources
from ..web import Web
from . import trial
from .branch import Branches
from .checks import start_checks
from .decision import Decision, Issue
from .event import BadEvent, Event, read_event
from .github import GitHub
from .judge import World, failed_build, judge, read_proposed
from .outcome import Outcome, place_of
from .recheck import BadDecision, read_decision
from .service import OUTAGES, Proposed, Service
from .settings import Settings


class Misuse(Exception):
    """The program was called in a way that cannot work."""


@dataclass(frozen=True)
class Report:
    """What a command has to say: lines for its output or, if it failed, for the error output."""

    lines: tuple[str, ...]
    code: int = 0  # 1: something could not be done; 2: it was called wrongly


@dataclass(frozen=True)
class Command:
    """One call of the program, in the clone at `root`."""

    options: Namespace
    root: Path
    environ: Mapping[str, str]
    today: date

    def run(self) -> Report:
        try:
            if self.options.dry_run:
                return self._dry_run()
            return _report(self._outcomes())
        except (BadEvent, Misuse) as error:
            return Report((str(error),), 2)
        except (*OUTAGES, RefusedSettings) as error:
            return Report((str(error),), 1)
        except Exception as error:
            if self.options.dry_run:
                raise
            return Report((place_of(error),), 1)  # a traceback might print what strangers wrote

    def _dry_run(self) -> Report:
        """Judges the issue in the event file as it stands there; writes nothing anywhere."""
        if self._event is None:
            raise BadEvent("a dry run needs --event FILE")
        decision = self._decide(self._event.issue, ())
        text = json.dumps(decision.summary(), indent=2)
        # A runner obeys "##[" anywhere in a line; the same JSON can do without.
        return Report((text.replace("##[", "##\\u005b"),))

    def _outcomes(self) -> Iterable[Outcome]:
        options = self.options
        if options.start_checks:
            return start_checks(self._github)
        if options.sweep:
            return self._service.sweep()
        if options.decide:
            decision = self._service.judged(self._number, self._event)
            Path(options.decide).write_text(decision.as_json(), encoding="utf-8")
            return (Outcome(self._number, decision.verdict),)
        if options.apply:
            return (self._apply(Path(options.apply)),)
        return (self._service.run(self._number, self._event),)

    def _apply(self, file: Path) -> Outcome:
        """What the deciding half did not do, or not well, is told on the issue."""
        if not file.exists():
            return self._service.fail(self._number, "no decision was made")
        try:
            decision = read_decision(file, self._number, self._world(()))
        except BadDecision as error:
            return self._service.fail(self._number, str(error))
        return self._service.apply(self._number, decision, self._event)

    @cached_property
    def _event(self) -> Event | None:
        return read_event(Path(self.options.event)) if self.options.event else None

    @property
    def _number(self) -> int:
        number: int = self._event.issue.number if self._event else (self.options.number or 0)
        if number < 1:
            raise Misuse("name an issue: --event FILE or --number N")
        return number

    @cached_property
    def _settings(self) -> Settings:
        try:
            return Settings.from_environ(self.environ)
        except ValueError as error:
            raise Misuse(str(error)) from None

    @cached_property
    def _github(self) -> GitHub:
        return GitHub(Web(), self._settings)

    @cached_property
    def _service(self) -> Service:
        branches = Branches.of(self.root, self._settings)
        return Service(self._settings, self._github, branches, self._decide, self.today)

    @cached_property
    def _catalogue(self) -> Catalogue:
        catalogue, _ = read_catalogue(self.root / "entries")
        return catalogue

    @cached_property
    def _sources(self) -> Sources | None:
        if self.options.offline:
            return None
        token = self.environ.get("GITHUB_TOKEN", "").strip()
        return open_sources(self.environ, token)

    def _world(self, others: Sequence[Proposed]) -> World:
        taxonomy = self._catalogue.taxonomy
        read = (read_proposed(it.number, it.path, it.content, taxonomy) for it in others)
        return World(
            catalogue=self._catalogue,
            site=read_site(self.root / FILE_NAME),
            sources=self._sources,
            others=tuple(entry for entry in read if entry),
            today=self.today,
            published=frozenset(read_published(self.root / "entries").keys),
        )

    def _decide(self, issue: Issue, others: Sequence[Proposed]) -> Decision:
        """The verdict; what it accepts has been built once."""
        decision = judge(issue, self._world(others))
        is_built = self.options.build or not self.options.dry_run
        if decision.verdict != "accept" or not is_built:
            return decision
        message = trial.build(self.root, decision.path, decision.content)
        return failed_build(decision, message) if message else decision


def _report(outcomes: Iterable[Outcome]) -> Report:
    done = list(outcomes)
    lines = tuple(str(outcome) for outcome in done) or ("nothing to do",)
    return Report(lines, int(any(outcome.is_failure for outcome in done)))
