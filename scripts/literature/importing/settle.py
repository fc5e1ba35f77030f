"""Records of a file -> what becomes of each: taken, merged or refused. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from ..identifiers import Identifiers, arxiv_fault, arxiv_month
from ..keys import derive_key, free_key, key_mismatch
from ..model import Entry, PartialDate
from ..pipeline import progress
from ..read import Reading as FileReading
from ..read import read_content
from ..render.entry_yaml import render_entry
from ..rules import check_entry
from ..sources import LookUp, Sources
from ..submission.complete import RENAMED, complete
from ..submission.given import BLANK, IDENTIFIERS, Given
from ..submission.match import SAME_TITLE, likest_title
from ..taxonomy import Taxonomy
from ..text import shown
from .found import Found, Remark
from .known import Known, Match, differ, plain_address
from .tangle import untangle
from .vocabulary import Vocabulary

NO_LOOK_UP: Final = LookUp((), ())
MAX_SILENT: Final = 20
MAX_LISTED: Final = 20  # lines that a remark names
# What a record may add to an entry that lacks it.
_ADDABLE: Final = ("arxiv", "doi", "openreview", "anthology", "code")
_OF_VENUE: Final = ("venue_year", "track", "volume", "number", "pages")
# Doubts that no program should settle: a person looks before the entry is published.
_FOR_A_PERSON: Final = frozenset(
    ("other-work", "link-conflict", "titles-of-one-id", "ids-of-one-title", "same-work", "damage")
)
Findings = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class World:
    """What a file is imported into. `review` are entries that wait for a person."""

    entries: Sequence[Entry]
    review: Sequence[Entry]
    vocabulary: Vocabulary
    today: date
    taken_keys: frozenset[str]
    sources: Sources | None = None
    defaults: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def taxonomy(self) -> Taxonomy:
        return self.vocabulary.taxonomy


@dataclass
class Outcome:
    """What becomes of one record. Of a merged one, `key` is that of the entry it goes into."""

    found: Found
    state: str  # "taken", "merged", "refused"
    reason: str = ""
    key: str = ""
    entry: Entry | None = None  # as it would be written
    place: str = ""  # "entries" or "import-review", of one that is taken
    missing: tuple[str, ...] = ()
    findings: Findings = ()
    additions: dict[str, object] = field(default_factory=dict)  # to the entry that is here
    remarks: list[Remark] = field(default_factory=list)


@dataclass
class _Work:
    """A new work, from the record that brought it."""

    outcome: Outcome
    entry: Entry
    words: list[str]
    lines: list[int]
    place: int


def settle(found: Sequence[Found], world: World) -> list[Outcome]:
    """One outcome per record, in the order of the file."""
    return _Run(world).outcomes(found)


class _Run:
    def __init__(self, world: World) -> None:
        self.world = world
        self.here = Known.of((*world.entries, *world.review))
        self.own = len(world.entries)
        self.old = len(world.entries) + len(world.review)
        self.works: dict[int, _Work] = {}  # by place
        self.keys = set(world.taken_keys)
        self.growing: dict[int, Entry] = {}  # old entries with what was added to them
        self.silent = 0  # look-ups in a row that no register answered
        self.met: dict[int, list[Found]] = {}  # records of entries that are here, by place

    def outcomes(self, found: Sequence[Found]) -> list[Outcome]:
        outcomes = [self._outcome(it) for it in untangle(found, self.here)]
        for work in progress(list(self.works.values()), "records", every=10):
            self._finish(work)
        for outcome in outcomes:  # what was merged into a work that was here after all
            if outcome.state == "merged" and outcome.key.startswith("#"):
                work = self.works[int(outcome.key[1:])]
                outcome.key = work.outcome.key
        return outcomes

    def _outcome(self, found: Found) -> Outcome:
        outcome = Outcome(found, "refused", found.refusal, remarks=list(found.remarks))
        if found.refusal:
            return outcome
        match, found = self._match(found, outcome)
        if match is None and outcome.reason:
            return outcome
        if match is None:
            self._take(found, outcome)
        elif match.place < self.old:
            self._compare(found, match, outcome)
        else:
            self._merge(found, match, outcome)
        return outcome

    def _match(self, found: Found, outcome: Outcome) -> tuple[Match | None, Found]:
        """The work that is here, and the record without identifiers that are another work's."""
        entry = found.entry
        by_id, by_title = self.here.with_identifier(entry), self.here.with_title(entry)
        if by_id and entry.title and not self._fits(entry, by_id):
            other = self.here.entries[by_id.place]
            where = self._where(by_id.place)
            what = by_id.reason.removeprefix("the same ")
            message = f"its {what} is that of '{shown(other.title, 120)}' ({where})"
            outcome.remarks.append(Remark(found.line, "other-work", message))
            entry = _without_ids_of(entry, other)
            found = replace(found, entry=entry)
            by_id = self.here.with_identifier(entry)
            if by_id and not self._fits(entry, by_id):
                by_id = None
            by_title = self.here.with_title(entry)
        match = by_id or by_title
        if match is None and entry.title:
            twin = self.here.same_title_other_work(entry)
            if twin is not None:
                message = f"another work with this title is here: {self._where(twin)}"
                outcome.remarks.append(Remark(found.line, "ids-of-one-title", message))
        if match and not match.is_certain:
            message = f"{match.reason} as {self._where(match.place)}; one work or two?"
            outcome.remarks.append(Remark(found.line, "same-work", message))
            match = None
        return match, found

    def _fits(self, entry: Entry, match: Match) -> bool:
        """Whether the work behind an identifier goes by the title, or went by it once."""
        other = self.here.entries[match.place]
        if not other.title:
            return True
        likeness = likest_title(entry.title, other.titles, 4)
        is_renamed = likeness >= RENAMED and bool(entry.authors) and not differ(entry, other)
        return likeness >= SAME_TITLE or is_renamed

    def _where(self, place: int) -> str:
        if place < self.old:
            return self.here.entries[place].key
        return f"line {self.works[place].outcome.found.line}"

    def _take(self, found: Found, outcome: Outcome) -> None:
        outcome.state = "taken"
        place = self.here.add(found.entry)
        self.works[place] = _Work(outcome, found.entry, list(found.words), [found.line], place)
        outcome.found = found

    def _merge(self, found: Found, match: Match, outcome: Outcome) -> None:
        """Into a work of the same file: what that lacks, and the sections of both."""
        work = self.works[match.place]
        outcome.state, outcome.reason, outcome.key = "merged", match.reason, f"#{match.place}"
        text = f"{match.reason} as line {_listed(work.lines)}{_under(found, [work.outcome.found])}"
        outcome.remarks.append(Remark(found.line, "duplicate", text))
        outcome.remarks += _differences(found, work.entry, None)
        work.words += [word for word in found.words if word not in work.words]
        work.lines.append(found.line)
        if not _is_doubtful(outcome.remarks):
            work.entry = _united(work.entry, found.entry)
            self.here.grow(match.place, work.entry)
        first = work.outcome.found
        if not first.venue and found.venue:
            work.outcome.found = replace(first, venue=found.venue)

    def _compare(self, found: Found, match: Match, outcome: Outcome) -> None:
        """With an entry that is here: what it lacks is proposed, what differs is told."""
        other = self.growing.get(match.place, self.here.entries[match.place])
        outcome.state, outcome.reason, outcome.key = "merged", match.reason, other.key
        outcome.remarks += _differences(found, other, self.world.vocabulary)
        outcome.remarks += self._met_before(found, match.place)
        terms = self.world.vocabulary.terms_of(found.words)
        for name, ids in terms.items():
            odd = [term_id for term_id in ids if term_id not in other.terms.get(name, ())]
            if odd and name == "categories" and other.terms.get(name):
                text = f"filed under {', '.join(odd)}; {other.key} is under {', '.join(other.categories)}"  # noqa: E501
                outcome.remarks.append(Remark(found.line, "differs", text))
        if match.place >= self.own or _is_doubtful(outcome.remarks):
            return
        outcome.additions = self._additions(found, other, outcome)
        if outcome.additions:
            self.growing[match.place] = grown(other, outcome.additions)

    def _met_before(self, found: Found, place: int) -> Iterator[Remark]:
        """That the file has the work in other lines as well, and dates it in another way."""
        before = self.met.setdefault(place, [])
        if before:
            lines = _listed([it.line for it in before[: MAX_LISTED + 1]])
            yield Remark(
                found.line, "duplicate", f"the same work as line {lines}{_under(found, before)}"
            )
        odd = next((it for it in before if it.listed_date != found.listed_date), None)
        if odd and found.listed_date and odd.listed_date:
            text = f"dated {found.listed_date}; line {odd.line}: {odd.listed_date}"
            yield Remark(found.line, "dates", text)
        before.append(found)

    def _additions(self, found: Found, other: Entry, outcome: Outcome) -> dict[str, object]:
        added: dict[str, object] = {}
        for name in _ADDABLE:
            value = getattr(found.entry, name)
            if not value or getattr(other, name) or value in (other.project, other.url):
                continue
            if name == "code" and (
                plain_address(value) in self.here.by_code
                or any(it.kind in ("shared-code", "code-conflict") for it in outcome.remarks)
            ):
                continue
            if self.here.by_id.get((name, value.casefold())) is None:
                added[name] = value
        venue, track = self.world.vocabulary.venue(found.venue) if found.venue else ("", "")
        year = found.entry.venue_year
        if venue and year and not other.venue and year >= other.year:
            added |= {"venue": (venue,), "venue_year": year, **({"track": track} if track else {})}
            added |= {name: getattr(found.entry, name) for name in ("volume", "number", "pages")
                      if getattr(found.entry, name)}  # fmt: skip
        entry = grown(other, added)
        return {} if any(check_entry(entry, self.world.taxonomy)) else added

    # A new work as a whole entry

    def _finish(self, work: _Work) -> None:
        outcome, world = work.outcome, self.world
        found = outcome.found
        terms = {**world.defaults, **self._terms(found, work)}
        for name, ids in world.defaults.items():
            if world.taxonomy.fields[name].is_single and name != "kind":
                terms[name] = ids
        entry = self._dated(replace(work.entry, terms=terms), found, outcome)
        entry = self._at_venue(entry, found, outcome)
        present = frozenset(
            name for name in Entry.__dataclass_fields__
            if name not in ("key", "terms", "added") and getattr(entry, name) != getattr(BLANK, name)  # noqa: E501
        ) | frozenset(terms)  # fmt: skip
        given = Given(
            entry, asked=present if found.is_typed else frozenset(),
            recorded=frozenset() if found.is_typed else present,
        )  # fmt: skip
        looked_up = self._looked_up(entry)
        completed = complete(given, looked_up, world.taxonomy, world.today)
        outcome.remarks += [
            Remark(found.line, "source", it)
            for it in completed.remarks
            if looked_up.records or looked_up.failures
        ]
        outcome.remarks += [
            Remark(found.line, "other-work", f"{name}: {text}") for name, text in completed.findings
        ]
        entry = completed.entry
        if looked_up.records and not completed.findings:
            again = Known.of(self.here.entries[: self.old])
            match = again.with_identifier(entry) or again.with_title(entry)
            if match:
                other = again.entries[match.place]
                outcome.state, outcome.reason, outcome.key = "merged", match.reason, other.key
                return
        missing = [name for name in completed.missing if name != "summary"]
        if "summary" in completed.missing:
            entry = replace(entry, needs=("summary",))
        if not entry.links:
            entry = replace(entry, needs=(*entry.needs, "url"))
        if not completed.findings and not completed.missing:
            pass
        outcome.missing = tuple(missing or (_missing(entry, world.taxonomy)))
        entry = self._with_key(entry, found)
        outcome.entry, outcome.key = entry, entry.key
        no_key = () if outcome.missing else (("", "too many entries want the same key"),)
        faults = _faults(entry, world.taxonomy) if entry.key else no_key
        outcome.findings = tuple(it for it in faults if it[0] not in outcome.missing)
        is_ready = not (outcome.missing or outcome.findings or _is_doubtful(outcome.remarks))
        outcome.place = "entries" if is_ready and entry.key else "import-review"

    def _terms(self, found: Found, work: _Work) -> dict[str, tuple[str, ...]]:
        terms = self.world.vocabulary.terms_of(work.words)
        kinds = self.world.taxonomy.facets["kinds"].terms.values()
        if "kind" not in terms and found.work and "kind" not in self.world.defaults:
            of_type = [term.id for term in kinds if term.type == found.work]
            terms |= {"kind": (of_type[0],)} if of_type else {}
        return terms

    def _dated(self, entry: Entry, found: Found, outcome: Outcome) -> Entry:
        """With the month that an arXiv id tells, where the record tells the date of another version."""  # noqa: E501
        if not entry.arxiv or arxiv_fault(entry.arxiv):
            return entry
        year, month = arxiv_month(entry.arxiv)
        own = entry.published
        months = own.year * 12 + own.month if own.month else 0
        numbered = year * 12 + month
        if own.year and (own.year < year or (months and months < numbered - 1)):
            if found.is_typed:
                text = f"dated {own}, before arXiv {entry.arxiv} was numbered"
                outcome.remarks.append(Remark(found.line, "dates", text))
            elif found.venue or entry.doi:
                return entry  # published first, put on arXiv later
        if months and numbered - 1 <= months <= numbered:
            return entry
        return replace(entry, published=PartialDate(year, month))

    def _at_venue(self, entry: Entry, found: Found, outcome: Outcome) -> Entry:
        """With its venue when the vocabulary has it; else without what hangs on one."""
        venue, track = self.world.vocabulary.venue(found.venue) if found.venue else ("", "")
        year = entry.venue_year
        if venue and year:
            published = PartialDate(year) if year < entry.year else entry.published
            return replace(entry, terms={**entry.terms, "venue": (venue,)}, published=published,
                           track=entry.track or track)  # fmt: skip
        if found.venue and not venue:
            outcome.remarks.append(Remark(found.line, "venue", f"'{shown(found.venue, 150)}'"))
        return replace(entry, venue_year=0, track="", volume="", number="", pages="")

    def _looked_up(self, entry: Entry) -> LookUp:
        """What the registers say of a work of which something is unknown."""
        identifiers = Identifiers(**{name: getattr(entry, name) for name in IDENTIFIERS})
        is_whole = entry.title and entry.authors and entry.published
        if self.world.sources is None or is_whole or not identifiers:
            return NO_LOOK_UP
        if self.silent >= MAX_SILENT:
            return LookUp((), ("no register answers; try again later, or with --offline",))
        found = self.world.sources.look_up(identifiers)
        self.silent = 0 if found.records else self.silent + 1
        return found

    def _with_key(self, entry: Entry, found: Found) -> Entry:
        """Under the key of the record when that is one of ours, else under one that follows."""
        wanted = replace(entry, key=found.wanted_key)
        is_whole = entry.authors and entry.year and entry.title
        if is_whole and found.wanted_key not in self.keys and not key_mismatch(wanted):
            entry = wanted
        elif is_whole:
            derived = derive_key(entry.authors, entry.year, entry.title)
            try:
                entry = replace(entry, key=free_key(derived, self.keys))
            except ValueError:  # half a hundred have it; a person finds another
                return entry
        self.keys.add(entry.key)
        return entry


def _listed(lines: Sequence[int]) -> str:
    """The first of the lines: a work that stands there thousands of times would name them all."""
    listed = ", ".join(map(str, lines[:MAX_LISTED]))
    return f"{listed}, ..." if len(lines) > MAX_LISTED else listed


def _under(found: Found, before: Sequence[Found]) -> str:
    own, other = found.words[:1], before[0].words[:1]
    return (
        f", under '{shown(own[0], 40)}' and '{shown(other[0], 40)}'"
        if own != other and own and other
        else ""
    )


def _is_doubtful(remarks: Iterable[Remark]) -> bool:
    return any(remark.kind in _FOR_A_PERSON for remark in remarks)


def _without_ids_of(entry: Entry, other: Entry) -> Entry:
    """Without what leads to the other work."""
    for name in ("arxiv", "doi", "openreview", "anthology"):
        if (
            getattr(entry, name)
            and getattr(entry, name).casefold() == getattr(other, name).casefold()
        ):
            entry = replace(entry, **{name: ""})  # type: ignore[arg-type]
    if entry.url and plain_address(entry.url) in map(plain_address, (other.url, other.code)):
        entry = replace(entry, url="")
    if entry.code and other.code and plain_address(entry.code) == plain_address(other.code):
        entry = replace(entry, code="")
    return entry


def _united(first: Entry, second: Entry) -> Entry:
    """The first, with values of the second where it has none. What belongs together stays so."""
    changes = {
        name: getattr(second, name)
        for name in (*_ADDABLE, "title", "authors", "url", "nickname", "project", "notes")
        if not getattr(first, name) and getattr(second, name)
    }
    if second.published and (
        not first.published or (first.year == second.year and not first.published.month)
    ):
        changes["published"] = second.published
    if second.venue_year and not first.venue_year:
        changes |= {name: getattr(second, name) for name in _OF_VENUE}
    if "url" in changes and any(getattr(first, name) for name in _ADDABLE[:4]):
        del changes["url"]
    return replace(first, **changes)


def grown(entry: Entry, additions: Mapping[str, object]) -> Entry:
    """The entry with what was added to it, each marked as not confirmed."""
    terms = {name: value for name, value in additions.items() if isinstance(value, tuple)}
    others = {name: value for name, value in additions.items() if name not in terms}
    doubted = tuple(dict.fromkeys((*entry.unverified, *additions)))
    return replace(entry, terms={**entry.terms, **terms}, unverified=doubted, **others)  # type: ignore[arg-type]


def _differences(found: Found, other: Entry, vocabulary: Vocabulary | None) -> Iterator[Remark]:
    name = other.key or "the first"
    for kind, text in _disagreements(found.entry, other, name, vocabulary):
        yield Remark(found.line, kind, text)


def _disagreements(
    own: Entry, other: Entry, name: str, vocabulary: Vocabulary | None
) -> Iterator[tuple[str, str]]:
    """Kind of remark and words, for each thing of which the two say something else."""
    titles = (other.title, *other.alt_titles) if other.title else ()
    if own.title and titles and likest_title(own.title, titles) < 1.0:
        text = f"titled '{shown(own.title, 100)}'; {name}: '{shown(other.title, 100)}'"
        yield "differs", text
    if text := _other_date(own, other, name, vocabulary):
        yield "differs", text
    if _leads_elsewhere(own.code, other.code, other):
        yield "code-conflict", f"code {own.code}; {name}: {other.code}"
    for kind in ("arxiv", "doi", "openreview", "anthology"):
        mine, theirs = getattr(own, kind), getattr(other, kind)
        if mine and theirs and mine.casefold() != theirs.casefold():
            yield "link-conflict", f"{kind} {mine}; {name}: {theirs}"
    if _leads_elsewhere(own.url, other.url, other):
        yield "differs", f"leads to {own.url}; {name}: {other.url}"
    families = [[it.family for it in entry.authors] for entry in (own, other)]
    if all(families) and families[0] != families[1]:
        yield "differs", f"{len(own.authors)} authors; {name}: {len(other.authors)}, or others"


def _other_date(own: Entry, other: Entry, name: str, vocabulary: Vocabulary | None) -> str:
    """A list dates the version at a venue, so that date is compared only where it names none."""
    listed, theirs = own.published, other.published
    if not (listed and theirs):
        return ""
    if not vocabulary:
        return f"dated {listed}, before {theirs}" if listed != theirs else ""
    is_other = listed.year != theirs.year or 0 < listed.month != theirs.month > 0
    return f"dated {listed}; {name}: {theirs}" if is_other and not own.venue_year else ""


def _leads_elsewhere(address: str, theirs: str, other: Entry) -> bool:
    """Whether both are given, and the first is neither the second nor the page of the project."""
    known = {plain_address(theirs), plain_address(other.project or "-")}
    return bool(address and theirs) and plain_address(address) not in known


def _missing(entry: Entry, taxonomy: Taxonomy) -> Iterator[str]:
    for name in ("title", "authors", "published"):
        if getattr(entry, name) == getattr(BLANK, name):
            yield name
    yield from (name for name in taxonomy.required_fields if not entry.terms.get(name))


def _faults(entry: Entry, taxonomy: Taxonomy) -> Iterator[tuple[str, str]]:
    """What the rules say, and whether the file would be read back as the entry."""
    findings = list(check_entry(entry, taxonomy))
    yield from findings
    if not findings:
        text = render_entry(entry, taxonomy)
        reading = read_content(FileReading("import"), entry.key, text.encode(), taxonomy)
        yield from ((it.field, it.message) for it in reading.problems)
        if not reading.problems and reading.entry != entry:
            yield "", "is read back as another entry"
