"""New works like those in the database: searched, sifted, ranked, and written down for review.

Abstracts serve to rank and are written nowhere.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final, TextIO
from urllib.parse import urlsplit

from ..catalogue import Catalogue
from ..configuration import read_settings, read_site
from ..identifiers import same_arxiv
from ..keys import derive_key, family_part
from ..model import Entry, Name
from ..pipeline import read_sound_catalogue
from ..publish import write_if_changed
from ..published import read_published
from ..sources import Record, bases_from, pauses_for
from ..sources.search import Found, Phrases, search_arxiv, search_openalex
from ..submission.adding import Refused, add_work
from ..submission.given import BLANK
from ..submission.match import same_work
from ..taxonomy import Taxonomy, Term
from ..text import comparison_form, count_of
from ..web import NoAnswer, Web, agent_of
from . import candidates_report
from .declined import Declined, add_declined, ids_of, read_declined
from .likeness import Shelf
from .progress import Progress
from .refresh import PAUSES

CACHE: Final = Path(".cache", "candidates")
DAYS: Final = 60
COUNT: Final = 50
LEAST: Final = 0.05  # likeness below which a work has next to nothing in common with any entry
_NO_SUBJECT: Final = ("categories", "kinds", "venues")

summary_of = candidates_report.summary_of


@dataclass(frozen=True)
class Search:
    """What is looked for under one category: one phrase of each group."""

    label: str
    groups: tuple[Phrases, ...]


@dataclass(frozen=True)
class Candidate:
    """A work that is not here, why it may belong here, and how much speaks for it."""

    record: Record
    reasons: tuple[str, ...]
    score: float

    @property
    def id(self) -> str:
        """What `make add` takes."""
        return self.record.arxiv or self.record.doi


@dataclass(frozen=True)
class Result:
    day: str
    since: str
    candidates: tuple[Candidate, ...]
    left_out: Mapping[str, int]  # why -> how many works
    failures: tuple[str, ...]


@dataclass
class _Hit:
    """A work, in whichever searches it came up."""

    found: Found
    labels: Counter[str] = field(default_factory=Counter)


@dataclass
class Candidates:
    """One call of the program, in the repository at `root`."""

    root: Path
    environ: Mapping[str, str]
    today: date
    days: int = DAYS
    count: int = COUNT
    web: Web | None = None
    progress_to: TextIO = sys.stderr

    def run(self) -> Result:
        """Asks, and writes the file for review. Raises RefusedEntries."""
        catalogue = read_sound_catalogue(self.root / "entries")
        since = self.today - timedelta(days=self.days)
        hits, failures = self._hits(searches_of(catalogue.taxonomy, self._words(catalogue)), since)
        sieve = Sieve.of(catalogue, self.root / "entries")
        left_out: Counter[str] = Counter()
        kept = []
        for hit in hits:
            why = sieve.refusal(hit.found.record)
            if why:
                left_out[why] += 1
            else:
                kept.append(hit)
        ranked = ranking(kept, catalogue)
        left_out["unlike every entry"] += len(kept) - len(ranked)
        result = Result(
            self.today.isoformat(), since.isoformat(), tuple(ranked[: self.count]),
            {why: count for why, count in sorted(left_out.items()) if count}, tuple(failures),
        )  # fmt: skip
        site = read_site(self.root / "mkdocs.yml")
        folder = self.root / CACHE
        write_if_changed(folder / "candidates.md", candidates_report.render_markdown(result, site))
        write_if_changed(folder / "candidates.json", candidates_report.render_json(result))
        return result

    def _words(self, catalogue: Catalogue) -> Phrases:
        """What bounds the field: words of the settings, else the terms that rows show."""
        extra = read_settings(self.root / "mkdocs.yml").get("extra") or {}
        if told := extra.get("candidates"):
            return tuple(told)
        facets = extra.get("row_facets") or [
            name for name in catalogue.taxonomy.facets if name not in _NO_SUBJECT
        ]
        return tuple(dict.fromkeys(_common_labels(catalogue, facets)))

    def _hits(self, searches: Sequence[Search], since: date) -> tuple[list[_Hit], list[str]]:
        """Each work once, in the order in which it was found."""
        bases = bases_from(self.environ)
        agent = agent_of(read_site(self.root / "mkdocs.yml").repository)
        web = self.web or Web(tries=3, timeout=30.0, agent=agent)
        web.keep_apart(pauses_for(bases))
        web.keep_apart({urlsplit(bases["openalex"]).netloc: PAUSES["openalex"]})
        progress = Progress(self.progress_to, 2 * len(searches))
        hits: dict[str, _Hit] = {}
        failures: list[str] = []
        for search in searches:
            for ask, source in ((search_arxiv, "arxiv"), (search_openalex, "openalex")):
                progress.step(search.label)
                try:
                    found = ask(web, bases[source], search.groups, since)
                except NoAnswer as error:
                    failures.append(str(error))
                    continue
                for one in found:
                    _note(hits, one, search.label)
        progress.end()
        return list({id(hit): hit for hit in hits.values()}.values()), failures


def _note(hits: dict[str, _Hit], found: Found, label: str) -> None:
    """Under each name that a work goes by; the first record holds."""
    names = [*ids_of(found.record), comparison_form(found.record.title)]
    hit = next((hits[name] for name in names if name in hits), None) or _Hit(found)
    hit.labels[label] += 1
    for name in names:
        hits.setdefault(name, hit)


def searches_of(taxonomy: Taxonomy, words: Phrases) -> list[Search]:
    """One for each category: its label and aliases, and the words that bound the field."""
    categories = taxonomy.facets["categories"].terms.values()
    return [
        Search(term.label, (names_of(term), words) if words else (names_of(term),))
        for term in categories
    ]


def names_of(term: Term) -> tuple[str, ...]:
    """The words for a term, without its brackets: "Nest studies (indoors)" -> "Nest studies"."""
    names = (re.sub(r"\s*\([^()]*\)", "", name) for name in (term.label, *term.aliases))
    return tuple(dict.fromkeys(name for name in names if name))


def _common_labels(catalogue: Catalogue, facets: Iterable[str]) -> Iterator[str]:
    """The labels of terms that most entries have, of facets."""
    taxonomy = catalogue.taxonomy
    for facet_id in facets:
        facet = taxonomy.facets.get(facet_id)
        if facet is None:
            continue
        counts = Counter(
            id for entry in catalogue.entries for id in entry.terms.get(facet.field, ())
        )
        for term_id, _ in sorted(counts.items(), key=lambda it: (-it[1], it[0]))[:8]:
            yield facet.terms[term_id].label


@dataclass(frozen=True)
class Sieve:
    """Tells which works are here already, or were declined."""

    names: frozenset[str]  # identifiers and titles of all entries, as they are compared
    by_family: Mapping[str, tuple[Entry, ...]]  # of the first author
    declined: Declined
    withdrawn: frozenset[str]  # keys

    @classmethod
    def of(cls, catalogue: Catalogue, folder: Path) -> Sieve:
        names = {name for entry in catalogue.entries for name in _names_of(entry)}
        by_family: dict[str, list[Entry]] = defaultdict(list)
        for entry in catalogue.entries:
            by_family[family_part(entry.authors[0])].append(entry)
        return cls(
            frozenset(names), {name: tuple(entries) for name, entries in by_family.items()},
            read_declined(folder), frozenset(read_published(folder).withdrawn),
        )  # fmt: skip

    def refusal(self, record: Record) -> str:
        """Why a work is no candidate; empty when it is one."""
        if record.is_withdrawn:
            return "withdrawn"
        if self.declined.holds(record):
            return "declined"
        if not (record.authors and record.published and (record.arxiv or record.doi)):
            return "without authors, date or identifier"
        entry = _as_entry(record)
        if derive_key(entry.authors, entry.year, entry.title) in self.withdrawn:
            return "withdrawn from the database"
        others = self.by_family.get(family_part(record.authors[0]), ())
        is_known = not self.names.isdisjoint(_names_of(entry)) or same_work(entry, others)
        return "known" if is_known else ""


def _names_of(entry: Entry) -> Iterator[str]:
    ids = (same_arxiv(entry.arxiv), entry.doi.casefold(), entry.openreview, entry.anthology)
    yield from filter(None, (*ids, *map(comparison_form, entry.titles)))


def _as_entry(record: Record) -> Entry:
    return replace(
        BLANK, title=record.title, alt_titles=record.alt_titles, authors=record.authors,
        published=record.published or BLANK.published, arxiv=record.arxiv, doi=record.doi,
        openreview=record.openreview, anthology=record.anthology,
    )  # fmt: skip


def ranking(hits: Sequence[_Hit], catalogue: Catalogue) -> list[Candidate]:
    """Best first, ties by identifier; without those that are unlike every entry."""
    shelf = Shelf.of(catalogue.entries, catalogue.taxonomy)
    people = Counter(_person(name) for entry in catalogue.entries for name in entry.authors)
    found = [it for hit in hits if (it := _candidate(hit, shelf, people, catalogue))]
    return sorted(found, key=lambda it: (-it.score, it.id))


def _candidate(
    hit: _Hit, shelf: Shelf, people: Mapping[str, int], catalogue: Catalogue
) -> Candidate | None:
    record = hit.found.record
    nearest = shelf.nearest(f"{record.title} {record.title} {hit.found.abstract}")
    if not nearest or nearest[0][1] < LEAST:
        return None
    known = [name for name in record.authors if people.get(_person(name), 0) > 0]
    likeness = sum(score for _, score in nearest) / len(nearest)
    score = likeness + 0.02 * min(len(hit.labels), 5) + 0.01 * min(len(known), 5)
    reasons = [f"found under {_listed(list(hit.labels))}"]
    close = [catalogue.by_key[key] for key, score in nearest if score >= LEAST]
    reasons.append("like " + _listed([f"{entry.title} ({entry.key})" for entry in close]))
    if known:
        count = sum(people[_person(name)] for name in known)
        who = _listed([name.printed for name in known[:3]])
        reasons.append(f"by {who}, of {count_of(count, 'entry', 'entries')} here")
    return Candidate(record, tuple(reasons), round(score, 4))


def _person(name: Name) -> str:
    return f"{family_part(name)} {name.given[:1].casefold()}"


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words[:-1]) + (" and " if len(words) > 1 else "") + words[-1]


def settle(root: Path, today: date, ask: Callable[[str], str] | None = None) -> list[str]:
    """Does what the boxes of the reviewed file say; one line for each work. `ask` answers what no
    register told of a work that is added."""
    file = root / CACHE / "candidates.md"
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    taken, refused = candidates_report.read_ticks(text)
    lines = []
    for id in taken:
        try:
            _, path = add_work(root, id, today, is_offline=False, is_trial=False, ask=ask)
            lines.append(f"{id}: wrote {path.relative_to(root)}")
        except Refused as error:
            lines.append(f"{id}: {error}")
    add_declined(root / "entries", [(id, f"declined on {today}") for id in refused])
    return lines + [f"{id}: declined" for id in refused]
