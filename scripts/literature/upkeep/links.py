"""Looks at every link, remembers since when one fails, and tells what to do about it."""

from __future__ import annotations

import json
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from threading import Event, Lock
from typing import Final, TextIO
from urllib.parse import quote, urlsplit

from ..configuration import read_site
from ..dead_links import DAYS
from ..pipeline import GENERATED, read_sound_catalogue
from ..publish import write_if_changed, written_files
from ..read import LINKS
from ..sources.parts import part, word
from ..web import NoAnswer, Web, agent_of
from . import links_report
from .link_check import Outcome, check
from .link_places import Places, places_of
from .metrics_file import render_lines
from .progress import Progress
from .reach import Reach, host_of
from .refresh import Misuse

CACHE: Final = Path(".cache", "links")
ARCHIVE: Final = "https://archive.org"
WORKERS: Final = 8
PAUSE: Final = 1.0  # seconds between two calls of one host
PAUSES: Final = {"arxiv.org": 3.0}  # https://info.arxiv.org/help/api/tou.html
ENOUGH: Final = 3  # refusals in a row after which a host is left alone

summary_of = links_report.summary_of


@dataclass(frozen=True)
class Link:
    """One address: how it fared, and what is known from other days."""

    outcome: Outcome
    places: tuple[str, ...]
    failed: tuple[str, ...] = ()  # days, ISO: the first ones and the last
    archived: str = ""  # a copy at the Internet Archive, of a dead one

    @property
    def is_dead(self) -> bool:
        return len(self.failed) >= DAYS


@dataclass(frozen=True)
class Result:
    day: str
    links: tuple[Link, ...]


@dataclass
class Pace:
    """Lets a host be asked again only after its pause; of several who wait, one after the other."""

    pause: float = PAUSE
    pauses: Mapping[str, float] = field(default_factory=lambda: PAUSES)
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep

    def __post_init__(self) -> None:
        self._free: dict[str, float] = defaultdict(float)
        self._lock = Lock()

    def keep(self, host: str) -> None:
        with self._lock:
            now = self.clock()
            turn = max(now, self._free[host])
            self._free[host] = turn + self.pauses.get(host, self.pause)
        if turn > now:
            self.sleep(turn - now)


@dataclass
class Links:
    """One call of the program, in the repository at `root`."""

    root: Path
    environ: Mapping[str, str]
    today: date
    only: str = ""  # the key of one entry
    reach: Reach | None = None
    pace: Pace = field(default_factory=Pace)
    archive: Web | None = None  # what asks the Internet Archive
    progress_to: TextIO = sys.stderr
    stopped: Event = field(default_factory=Event)

    def run(self) -> Result:
        """Asks, and writes state and report. Raises Misuse and RefusedEntries."""
        site = read_site(self.root / "mkdocs.yml")
        agent = agent_of(site.repository)
        places = self._places(site.url)
        outcomes = self._outcomes(places, self.reach or Reach(agent=agent))
        known = read_state(self.root / "entries")
        links = [
            Link(outcome, places[outcome.url], days_of(outcome, known, self.today.isoformat()))
            for outcome in outcomes
        ]
        links = self._with_archived(links, agent)
        kept = {url: known[url] for url in known if self.only and url not in places}
        self._write_state(links, kept)
        result = Result(self.today.isoformat(), tuple(links))
        folder = self.root / CACHE
        write_if_changed(folder / "links.md", links_report.render_markdown(result))
        write_if_changed(folder / "links.json", links_report.render_json(result))
        return result

    def _places(self, own_site: str) -> Places:
        entries = read_sound_catalogue(self.root / "entries").entries
        if self.only:
            entries = tuple(entry for entry in entries if entry.key == self.only)
            if not entries:
                raise Misuse(f"'{self.only}' is no key of an entry")
            return places_of(entries, {})
        chapters = (self.root / "entries" / "_handbook").glob("*.md")
        written = written_files(self.root / "docs", GENERATED)
        files = [*written, *chapters, self.root / "README.md"]
        pages = {
            file.relative_to(self.root).as_posix(): file.read_text(encoding="utf-8")
            for file in files if file.is_file()
        }  # fmt: skip
        return places_of(entries, pages, own_site)

    def _outcomes(self, places: Places, reach: Reach) -> list[Outcome]:
        """In order of addresses. A host has one worker, which asks one address after the other."""
        by_host: dict[str, list[str]] = defaultdict(list)
        for url in places:
            by_host[host_of(url)].append(url)
        progress = Progress(self.progress_to, len(places))
        lock = Lock()

        def look(urls: Sequence[str]) -> list[Outcome]:
            return list(self._of_host(urls, reach, progress, lock))

        with ThreadPoolExecutor(WORKERS) as pool:
            longest_first = sorted(by_host.values(), key=len, reverse=True)
            try:
                every = list(pool.map(look, longest_first))
            except BaseException:
                self.stopped.set()
                pool.shutdown(cancel_futures=True)
                raise
            finally:
                progress.end()
        found = [outcome for outcomes in every for outcome in outcomes]
        if not any(outcome.is_answered for outcome in found):
            found = [Outcome(it.url, "unknown", "nobody answered this machine") for it in found]
        return sorted(found, key=lambda outcome: outcome.url)

    def _of_host(
        self, urls: Sequence[str], reach: Reach, progress: Progress, lock: Lock
    ) -> Iterator[Outcome]:
        refusals = 0
        for url in urls:
            if self.stopped.is_set():
                return
            with lock:
                progress.step(host_of(url))
            if refusals >= ENOUGH:
                yield Outcome(url, "unknown", "not asked: the host has been asked too often")
                continue
            outcome = check(url, reach, self.pace.keep)
            is_refused = outcome.reason == "429" or outcome.reason == "no answer in time"
            refusals = refusals + 1 if is_refused else 0
            yield outcome

    def _with_archived(self, links: Iterable[Link], agent: str) -> list[Link]:
        """Each dead one with a copy, if the Internet Archive has one."""
        base = self.environ.get("ATLAS_ARCHIVE_URL", "").strip().rstrip("/") or ARCHIVE
        web = self.archive or Web(tries=2, agent=agent)
        web.keep_apart({urlsplit(base).netloc: PAUSE})
        return [
            replace(link, archived=archived(link.outcome.url, base, web)) if link.is_dead else link
            for link in links
        ]

    def _write_state(self, links: Iterable[Link], kept: Mapping[str, object]) -> None:
        """Only what fails has a line, so the file is short, and a change of it means something."""
        lines = {
            link.outcome.url: {"failed": list(link.failed), "why": link.outcome.reason}
            | ({"archived": link.archived} if link.archived else {})
            for link in links if link.failed
        }  # fmt: skip
        file = self.root / "entries" / LINKS
        if lines or kept or file.exists():
            write_if_changed(file, render_lines({**kept, **lines}))


def read_state(folder: Path) -> dict[str, dict[str, object]]:
    """Address -> what is known of it: `failed`, `why`. Nothing of a file that cannot be read."""
    try:
        found = json.loads((folder / LINKS).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    known = found.items() if isinstance(found, dict) else ()
    return {url: line for url, line in known if isinstance(line, dict)}


def days_of(
    outcome: Outcome, known: Mapping[str, Mapping[str, object]], today: str
) -> tuple[str, ...]:
    """The days on which a link has failed since it was last alive; one that nobody can tell
    anything of today keeps what it had."""
    before = known.get(outcome.url, {}).get("failed")
    days = [day for day in before if _is_day(day)] if isinstance(before, list) else []
    if outcome.state in ("alive", "moved"):
        return ()
    if outcome.state == "failed" and today not in days:
        days.append(today)
    days = sorted(days)
    return (*days[: DAYS - 1], days[-1]) if len(days) > DAYS else tuple(days)


def _is_day(text: object) -> bool:
    return isinstance(text, str) and bool(re.fullmatch(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}", text))


def archived(url: str, base: str, web: Web) -> str:
    """The address of the newest copy; empty when there is none, or no answer.

    https://archive.org/help/wayback_api.php
    """
    try:
        answer = web.get(f"{base}/wayback/available?url={quote(url, safe='')}")
        closest = part(answer.json(), "archived_snapshots", "closest")
    except NoAnswer:
        return ""
    place = re.sub(r"^http:", "https:", word(closest, "url"))
    is_whole = part(closest, "available") is True and word(closest, "status") == "200"
    is_ours = re.fullmatch(r"https://web\.archive\.org/web/[0-9]{4,14}/\S{4,2000}", place)
    return place if is_whole and is_ours and place.isascii() else ""
