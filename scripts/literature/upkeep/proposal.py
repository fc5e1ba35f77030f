"""What a look-up says of an entry: what can be entered, and what only a person can decide.

Entered is what is absent, and marks of `unverified` that a register takes away. Whatever stands in
an entry stays: where a register says otherwise, that is a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from ..identifiers import same_arxiv
from ..keys import family_part
from ..model import Entry, Name, field_specs
from ..sources import LookUp, Record, Repository
from ..submission.complete import (
    OF_VENUE,
    RENAMED,
    is_confirmed,
    same_people,
    told_by,
    value_text,
)
from ..submission.match import SAME_TITLE, likest_title, title_likeness
from ..taxonomy import Taxonomy
from ..text import comparison_form, shown

Kind = Literal["withdrawn", "published", "completed", "code", "confirmed", "renamed", "authors",
               "moved", "differs"]  # fmt: skip
# They gather what others registered: what they alone say is a question.
GATHERERS: Final = frozenset(("OpenAlex", "Semantic Scholar"))
IDENTIFIERS: Final = ("arxiv", "doi", "openreview", "anthology")
_NOTICE: Final = re.compile(r"^(?:retracted|withdrawn|retraction)\b[^:]{0,30}:", re.IGNORECASE)


@dataclass(frozen=True)
class Proposal:
    """One field of one entry. `is_entered`: it is in the patch; else it is a question."""

    key: str
    kind: Kind
    field: str
    now: str  # as the entry has it, in one line
    then: str  # as the source has it
    source: str
    page: str  # where a person can look
    asked: str  # day, ISO
    remark: str = ""  # why a person must decide
    is_entered: bool = False


@dataclass(frozen=True)
class Doubt:
    """A record that is of another work than the entry whose identifier it came for."""

    key: str
    source: str
    page: str
    title: str
    asked: str


@dataclass(frozen=True)
class Holdings:
    """Which entry has an identifier: ("doi", form) -> key."""

    keys: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Holdings:
        return cls({
            (name, _form(name, value)): entry.key
            for entry in entries for name in IDENTIFIERS if (value := getattr(entry, name))
        })  # fmt: skip

    def other(self, name: str, value: str, key: str) -> str:
        """The key of another entry that has the identifier; empty when there is none."""
        found = self.keys.get((name, _form(name, value)), "")
        return "" if found == key else found


@dataclass(frozen=True)
class CodeFound:
    """A repository that a record names, and what GitHub says of it; None when it was not asked."""

    url: str
    repository: Repository | None


@dataclass(frozen=True)
class Findings:
    """All that came of one entry, and the entry with what can be entered."""

    entry: Entry
    proposals: tuple[Proposal, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def entered(self) -> tuple[Proposal, ...]:
        return tuple(proposal for proposal in self.proposals if proposal.is_entered)

    def as_questions(self, remark: str) -> Findings:
        """Nothing is entered after all, and why."""
        proposals = tuple(
            replace(it, is_entered=False, remark=remark) if it.is_entered else it
            for it in self.proposals
        )
        return replace(self, proposals=proposals)


@dataclass(frozen=True)
class _Fact:
    """A value of a field and the record that has it."""

    value: object
    text: str
    record: Record


@dataclass
class _Case:
    """One entry beside the records of its work."""

    entry: Entry
    records: Sequence[Record]
    taxonomy: Taxonomy
    holdings: Holdings
    found_code: CodeFound | None
    facts: dict[str, _Fact] = field(default_factory=dict)
    values: dict[str, object] = field(default_factory=dict)  # to be entered
    proposals: list[Proposal] = field(default_factory=list)


def fitting(entry: Entry, found: LookUp) -> tuple[tuple[Record, ...], tuple[Doubt, ...]]:
    """The records of the entry's work, and those that are of another."""
    records, doubts = [], []
    for record in found.records:
        if is_same_work(entry, record):
            records.append(record)
        else:
            doubts.append(Doubt(entry.key, record.source, record.page, record.title, record.asked))
    return tuple(records), tuple(doubts)


def is_same_work(entry: Entry, record: Record) -> bool:
    """By title as in submissions; and with the same title, not by quite other people."""
    likeness = max(likest_title(it, (record.title, *record.alt_titles)) for it in entry.titles)
    own, others = ({family_part(name) for name in names} for names in (entry.authors,
                                                                       record.authors))  # fmt: skip
    if likeness >= SAME_TITLE:
        return not others or bool(own & others)
    return likeness >= RENAMED and same_people(entry.authors, record.authors)


def findings(
    entry: Entry,
    records: Sequence[Record],
    taxonomy: Taxonomy,
    holdings: Holdings,
    code: Repository | None = None,
    found_code: CodeFound | None = None,
) -> Findings:
    """What the records of an entry's work propose. `code` is what GitHub says of its link."""
    case = _Case(entry, records, taxonomy, holdings, found_code)
    case.facts = _facts(records, taxonomy)
    _look_for_withdrawal(case)
    _look_for_identifiers(case)
    _look_for_venue(case)
    _look_for_title(case)
    _look_for_authors(case)
    _look_for_code(case, code)
    _look_for_confirmation(case)
    return Findings(_changed(case), tuple(case.proposals))


def told_code(entry: Entry, records: Sequence[Record]) -> str:
    """The repository that a record names, for an entry that has none."""
    return "" if entry.code else next((it.code for it in records if it.code), "")


def _facts(records: Sequence[Record], taxonomy: Taxonomy) -> dict[str, _Fact]:
    """Field -> what the first record says of it; all of the venue from one. Registers first."""
    facts: dict[str, _Fact] = {}
    for record in sorted(records, key=lambda it: it.source in GATHERERS):
        told = told_by((record,), taxonomy)
        has_venue = "venue" in facts
        for name, value in told.items():
            if not (has_venue and name in OF_VENUE):
                facts.setdefault(name, _Fact(value, _text(name, value, taxonomy), record))
    return facts


def _text(name: str, value: object, taxonomy: Taxonomy) -> str:
    """A value in one line, as an entry's is shown."""
    if isinstance(value, tuple):
        return "; ".join(it.inverted if isinstance(it, Name) else str(it) for it in value)
    return str(value)


def _form(name: str, value: str) -> str:
    return same_arxiv(value) if name == "arxiv" else value.casefold()


def _propose(
    case: _Case, kind: Kind, name: str, fact: _Fact, remark: str = "", *, is_entered: bool = False
) -> None:
    if is_entered:
        case.values[name] = fact.value
    record = fact.record
    now = value_text(case.entry, name, case.taxonomy) if name else ""
    case.proposals.append(
        Proposal(
            case.entry.key, kind, name, now, fact.text, record.source, record.page,
            record.asked, remark, is_entered,
        )
    )  # fmt: skip


def _is_absent(case: _Case, name: str) -> bool:
    return not value_text(case.entry, name, case.taxonomy)


def _by_register(fact: _Fact) -> str:
    """Empty for what a register says; else why it is only a question."""
    return f"only {fact.record.source} says so" if fact.record.source in GATHERERS else ""


def _look_for_withdrawal(case: _Case) -> None:
    """Not asked again where the notes of the entry speak of it."""
    if re.search(r"(?i)\b(?:withdrawn|retracted)\b", case.entry.notes):
        return
    for record in case.records:
        if record.is_withdrawn:
            fact = _Fact("", "withdrawn or retracted", record)
            _propose(case, "withdrawn", "", fact, "decide whether it stays, and say so in notes")
            return


def _look_for_identifiers(case: _Case) -> None:
    for name in IDENTIFIERS:
        fact = case.facts.get(name)
        if fact is None:
            continue
        own = getattr(case.entry, name)
        other = case.holdings.other(name, fact.text, case.entry.key)
        kind: Kind = "published" if name in ("doi", "anthology") else "completed"
        if other:
            if not own:
                _propose(case, kind, name, fact, f"{other} has it; are they one work?")
        elif not own:
            remark = _by_register(fact)
            _propose(case, kind, name, fact, remark, is_entered=not remark)
        elif _form(name, own) != _form(name, fact.text):
            _propose(case, "differs", name, fact, "the entry has another one")


def _look_for_venue(case: _Case) -> None:
    fact, year = case.facts.get("venue"), case.facts.get("venue_year")
    if fact is None or year is None:
        _look_for_strange_venue(case)
        return
    own, own_year = case.entry.venue, case.entry.venue_year
    if not own:
        remark = _by_register(fact) or ("the entry has a track" if case.entry.track else "")
        for name in ("venue", *sorted(OF_VENUE, key=("venue_year", "volume", "number",
                                                     "pages").index)):  # fmt: skip
            if name in case.facts and _is_absent(case, name):
                _propose(case, "published", name, case.facts[name], remark, is_entered=not remark)
    elif own != fact.text:
        if not _by_register(fact):
            _propose(case, "differs", "venue", fact, "the entry has another one")
    elif own_year and own_year != year.value:
        if not _by_register(fact):
            _propose(case, "differs", "venue_year", year, "the entry has another one")
    elif not case.entry.track and not _by_register(fact):
        for name in ("venue_year", "volume", "number", "pages"):
            if name in case.facts and _is_absent(case, name):
                _propose(case, "completed", name, case.facts[name], is_entered=True)


def _look_for_strange_venue(case: _Case) -> None:
    """A venue that the vocabulary lacks, for an entry that has none."""
    if case.entry.venue:
        return
    for record in case.records:
        if record.venue and record.source not in GATHERERS:
            text = f"{record.venue} {record.venue_year or ''}".strip()
            _propose(case, "published", "venue", _Fact("", text, record), "not in the vocabulary")
            return


def _look_for_title(case: _Case) -> None:
    fact = case.facts.get("title")
    if fact is None or _by_register(fact) or _NOTICE.match(fact.text):
        return
    forms = {comparison_form(title) for title in case.entry.titles}
    is_new = max(title_likeness(fact.text, title) for title in case.entry.titles) < 1.0
    if is_new and comparison_form(fact.text) not in forms:
        _propose(case, "renamed", "title", fact, "if so, keep the old one in alt_titles")


def _look_for_authors(case: _Case) -> None:
    fact = case.facts.get("authors")
    if fact is None or _by_register(fact) or not isinstance(fact.value, tuple):
        return
    if not same_people(case.entry.authors, fact.value):
        _propose(case, "authors", "authors", fact, _difference_of_people(case.entry, fact.record))


def _difference_of_people(entry: Entry, record: Record) -> str:
    """Who came and who went; else that the order, or a spelling, is another."""
    own, others = ({family_part(it): it.printed for it in people}
                   for people in (entry.authors, record.authors))  # fmt: skip
    come = [name for form, name in others.items() if form not in own]
    gone = [name for form, name in own.items() if form not in others]
    parts = [f"more: {', '.join(come)}"] * bool(come) + [f"fewer: {', '.join(gone)}"] * bool(gone)
    return shown("; ".join(parts) or "in another order", 200)


def _look_for_code(case: _Case, code: Repository | None) -> None:
    if code:
        record = Record("GitHub", case.entry.code, asked=code.asked)
        if not code.exists:
            fact = _Fact("", "not there any more", record)
            _propose(case, "moved", "code", fact, "find where it is now, or remove the link")
        elif _is_elsewhere(case.entry.code, code.url):
            _propose(case, "moved", "code", _Fact(code.url, code.url, record), "it has moved there")
    found = case.found_code
    told = case.facts.get("code")
    if case.entry.code or found is None or told is None:
        return
    if found.repository and found.repository.exists:
        fact = replace(told, value=found.repository.url, text=found.repository.url)
        _propose(case, "code", "code", fact, is_entered=True)
    elif found.repository is None:
        _propose(case, "code", "code", told, "nobody was asked whether it is there")


def _is_elsewhere(link: str, url: str) -> bool:
    """Whether the repository of a link has another address by now; a path in it may follow."""
    own = re.sub(r"^https?://(?:www\.)?|(?:\.git)?/*$", "", link.casefold())
    now = url.casefold().removeprefix("https://")
    return not (own == now or own.startswith(f"{now}/"))


def _look_for_confirmation(case: _Case) -> None:
    """A mark goes when a register says what the entry says."""
    told = {name: it.value for name, it in case.facts.items() if not _by_register(it)}
    registers = [record for record in case.records if record.source not in GATHERERS]
    told |= {name: it for name, it in told_by(registers, case.taxonomy).items()
             if name == "published"}  # fmt: skip
    for name in case.entry.unverified:
        fact = case.facts.get(name)
        if fact is None or name not in told or _is_absent(case, name):
            continue
        if name == "code":
            is_same = not _is_elsewhere(case.entry.code, fact.text)
        else:
            is_same = is_confirmed(told, case.entry, name, case.taxonomy)
        if is_same:
            _propose(case, "confirmed", name, fact, is_entered=True)
            case.values.pop(name, None)


def _changed(case: _Case) -> Entry:
    """The entry with what is entered, the pages that it was taken from, and without marks."""
    entered = [it for it in case.proposals if it.is_entered]
    if not entered:
        return case.entry
    terms = {name: value for name, value in case.values.items() if name in case.taxonomy.fields}
    others = {name: value for name, value in case.values.items() if name not in terms}
    confirmed = {it.field for it in entered if it.kind == "confirmed"}
    pages = dict.fromkeys((*case.entry.evidence, *(it.page for it in entered)))
    return replace(
        case.entry,
        terms={**case.entry.terms, **terms},  # type: ignore[dict-item]
        unverified=tuple(name for name in case.entry.unverified if name not in confirmed),
        evidence=tuple(pages),
        **others,  # type: ignore[arg-type]
    )


def changed_fields(old: Entry, new: Entry, taxonomy: Taxonomy) -> Iterator[str]:
    """Names of the fields that differ."""
    for name in taxonomy.fields:
        if old.terms.get(name, ()) != new.terms.get(name, ()):
            yield name
    for spec in field_specs():
        if getattr(old, spec.name) != getattr(new, spec.name):
            yield spec.name
