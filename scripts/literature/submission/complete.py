"""What was given and what the registers say -> one entry, with the origin of each value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from ..identifiers import arxiv_fault, arxiv_month, arxiv_of_doi
from ..keys import derive_key, family_part, free_key
from ..model import Entry, Name, PartialDate
from ..people import one_or_two
from ..render.api import field_value
from ..sources import LookUp, Record
from ..taxonomy import Taxonomy
from ..text import comparison_form, shown
from .body import Finding
from .given import BLANK, IDENTIFIERS, Given
from .match import NEAR_TITLE, SAME_TITLE, likest_title, title_likeness
from .words import match_venue

OF_VENUE: Final = frozenset(("venue_year", "volume", "number", "pages"))
RENAMED: Final = 0.5  # likeness of an earlier title, where the authors are the same
_PART: Final = 4  # letters of a main title that people give for the whole, next to an identifier
# Facts that a register can confirm; others are the judgement of people.
_FACTS: Final = (
    "title", "authors", "published", "arxiv", "doi", "openreview", "anthology", "venue",
    "venue_year", "volume", "number", "pages",
)  # fmt: skip
_SHOWN: Final = (*_FACTS[:3], "venue", "venue_year", "arxiv", "doi", "openreview", "anthology",
                 "url", "volume", "number", "pages", "code")  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One field: as given, as the first register says that says anything, and as stored."""

    field: str
    given: str
    source: str
    stored: str

    @property
    def differs(self) -> bool:
        return bool(self.given and self.source) and (
            comparison_form(self.given) != comparison_form(self.source)
        )


@dataclass(frozen=True)
class Completed:
    """An entry as complete as can be; `missing` names what no one gave."""

    entry: Entry
    rows: tuple[Row, ...] = ()
    findings: tuple[Finding, ...] = ()
    remarks: tuple[str, ...] = ()  # sentences, our own words but for what is quoted
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()  # sentences on words that are no terms
    doubts: tuple[Finding, ...] = ()  # what must be made plain although nothing is wrong


def complete(
    given: Given,
    found: LookUp,
    taxonomy: Taxonomy,
    added: date,
    dropped: frozenset[str] = frozenset(),
) -> Completed:
    """The entry without its key. A failed look-up only leaves things open.

    `dropped` are fields of which no register is believed.
    """
    findings = tuple(_other_work(given, found.records))
    if findings:
        entry = replace(given.entry, added=added)
        return Completed(entry, findings=findings, unknown=given.unknown)
    told = {
        name: value
        for name, value in told_by(found.records, taxonomy).items()
        if name not in dropped
    }
    own_venue = given.entry.terms.get("venue")
    if "venue" not in told or (own_venue and own_venue != told["venue"]):
        told = {name: value for name, value in told.items() if name not in OF_VENUE}
    values = {name: told[name] for name in told if name not in given.present}
    if _is_retold(given, told):
        values["title"] = told["title"]
    if "authors" in given.asked - given.recorded and told.get("authors"):
        values["authors"] = told["authors"]
    entry = _with_values(given.entry, {**values, "added": added}, taxonomy)
    entry = _with_first_title(entry, given)
    entry = _with_month(entry)
    entry, chosen = _with_defaults(entry, taxonomy)
    entry = _with_evidence(entry, found.records)
    entry = replace(entry, unverified=_unconfirmed(entry, told, given, chosen, taxonomy))
    return Completed(
        entry,
        tuple(_rows(given, told, entry, taxonomy)),
        remarks=tuple(_remarks(found, taxonomy, told, chosen, entry)),
        missing=tuple(_missing(entry, taxonomy)),
        unknown=given.unknown,
        doubts=() if told.get("authors") else given.doubts,
    )


def with_key(entry: Entry, taken: frozenset[str]) -> Entry:
    """The entry under the key that it would get; without one when a part of it is unknown."""
    if not (entry.authors and entry.year and entry.title):
        return entry
    return replace(entry, key=free_key(derive_key(entry.authors, entry.year, entry.title), taken))


def _other_work(given: Given, records: Sequence[Record]) -> Iterator[Finding]:
    """The given title is not that of the work behind the identifier, or there are two works."""
    if sum(bool(getattr(given.entry, name)) for name in IDENTIFIERS) > 1:
        yield from _two_works(records)
    if "title" not in given.present:
        return
    for record in records:
        titles = (record.title, *record.alt_titles)
        if not record.title:
            continue
        likeness = max(likest_title(it, titles, _PART) for it in given.entry.titles)
        is_renamed = likeness >= RENAMED and same_people(given.entry.authors, record.authors)
        if likeness < SAME_TITLE and not is_renamed:
            yield (
                "identifier",
                (
                    f"belongs to another work: {record.source} says it is "
                    f"'{shown(record.title, 160)}', not '{shown(given.entry.title, 60)}'; "
                    "correct the identifier or the title"
                ),
            )
            return


def _two_works(records: Sequence[Record]) -> Iterator[Finding]:
    """Identifiers that registers give to works with other titles and nobody in common."""
    named = [record for record in records if record.title]
    for record in named[1:]:
        titles = (record.title, *record.alt_titles)
        likeness = max(likest_title(it, titles) for it in (named[0].title, *named[0].alt_titles))
        people = [{family_part(name) for name in it.authors} for it in (named[0], record)]
        is_strange = people[0].isdisjoint(people[1]) if all(people) else likeness < RENAMED
        if likeness < SAME_TITLE and is_strange:
            yield (
                "identifier",
                (
                    f"names two works: {named[0].source} says '{shown(named[0].title, 120)}', "
                    f"{record.source} says '{shown(record.title, 120)}'; keep one"
                ),
            )
            return


def same_people(first: Sequence[Name], second: Sequence[Name]) -> bool:
    return bool(first) and [family_part(name) for name in first] == [
        family_part(name) for name in second
    ]


def told_by(records: Sequence[Record], taxonomy: Taxonomy) -> dict[str, object]:
    """Field -> value of the first register that has one. The earliest date counts."""
    told: dict[str, object] = {}
    for record in records:
        for name in ("title", "authors", "arxiv", "doi", "openreview", "anthology", "code"):
            if getattr(record, name):
                told.setdefault(name, getattr(record, name))
        venue = match_venue(record.venue, taxonomy) or match_venue(record.event, taxonomy)
        if venue and record.venue_year and "venue" not in told:
            told["venue"] = (venue,)
            told["venue_year"] = record.venue_year
            for name in ("volume", "number", "pages"):
                if getattr(record, name):
                    told[name] = getattr(record, name)
    dates = [record.published for record in records if record.published]
    if dates:
        told["published"] = min(dates, key=lambda it: (it.first_day, -len(str(it))))
    if arxiv_of_doi(str(told.get("doi", ""))):  # stored as the arXiv id alone
        told.setdefault("arxiv", arxiv_of_doi(str(told.pop("doi"))))
    return told


def _is_retold(given: Given, told: Mapping[str, object]) -> bool:
    """Whether the register's title replaces one that was typed into the form."""
    return "title" in given.asked - given.recorded and bool(told.get("title"))


def _with_values(entry: Entry, values: Mapping[str, object], taxonomy: Taxonomy) -> Entry:
    terms = {
        name: value
        for name, value in values.items()
        if name in taxonomy.fields and isinstance(value, tuple)
    }
    others = {name: value for name, value in values.items() if name not in terms}
    return replace(entry, terms={**entry.terms, **terms}, **others)  # type: ignore[arg-type]


def _with_first_title(entry: Entry, given: Given) -> Entry:
    """Keeps a given title that is another than the register's, so that it is found; no slip."""
    own = given.entry.title
    likeness = title_likeness(own, entry.title) if own else 1.0
    is_slip = "title" not in given.recorded and likeness >= NEAR_TITLE
    if likeness == 1.0 or is_slip or own in entry.alt_titles:
        return entry
    return replace(entry, alt_titles=(*entry.alt_titles, own))


def _with_month(entry: Entry) -> Entry:
    """The date that an arXiv id tells, where no one told another."""
    if entry.year or not entry.arxiv or arxiv_fault(entry.arxiv):
        return entry
    return replace(entry, published=PartialDate(*arxiv_month(entry.arxiv)))


def _with_defaults(entry: Entry, taxonomy: Taxonomy) -> tuple[Entry, tuple[str, ...]]:
    """Required single terms that no one chose: the first of the list, which is the usual one."""
    chosen = {
        name: (next(iter(taxonomy.facets[field.facet].terms)),)
        for name, field in taxonomy.fields.items()
        if field.is_required and field.is_single and not entry.terms.get(name)
    }
    return replace(entry, terms={**entry.terms, **chosen}), tuple(chosen)


def _with_evidence(entry: Entry, records: Sequence[Record]) -> Entry:
    pages = dict.fromkeys((*entry.evidence, *(record.page for record in records if record.page)))
    return replace(entry, evidence=tuple(pages))


def _unconfirmed(
    entry: Entry,
    told: Mapping[str, object],
    given: Given,
    chosen: Sequence[str],
    taxonomy: Taxonomy,
) -> tuple[str, ...]:
    """Facts that no register told or that differ from what it told, and terms of our choice."""
    names = [
        name for name in _FACTS
        if value_text(entry, name, taxonomy) and not is_confirmed(told, entry, name, taxonomy)
    ]  # fmt: skip
    return tuple(dict.fromkeys((*given.entry.unverified, *names, *chosen)))


def is_confirmed(told: Mapping[str, object], entry: Entry, name: str, taxonomy: Taxonomy) -> bool:
    own, other = value_text(entry, name, taxonomy), _told_text(told, name, taxonomy)
    if name == "published":
        return bool(other) and (other == own or other.startswith(f"{own}-"))
    if name == "authors":
        people = told.get("authors")
        return isinstance(people, tuple) and same_people(entry.authors, people)
    return bool(other) and comparison_form(own) == comparison_form(other)


def value_text(entry: Entry, name: str, taxonomy: Taxonomy) -> str:
    """The value as its file has it, in one line."""
    if name not in taxonomy.fields and getattr(entry, name) == getattr(BLANK, name):
        return ""
    value = field_value(entry, name, taxonomy)
    return "; ".join(value) if isinstance(value, list) else str(value)


def _told_text(told: Mapping[str, object], name: str, taxonomy: Taxonomy) -> str:
    if name not in told:
        return ""
    return value_text(_with_values(BLANK, {name: told[name]}, taxonomy), name, taxonomy)


def _rows(
    given: Given, told: Mapping[str, object], entry: Entry, taxonomy: Taxonomy
) -> Iterator[Row]:
    further = [name for name in taxonomy.fields if name not in _SHOWN]
    for name in (*_SHOWN, *further, "summary"):
        row = Row(
            name,
            value_text(given.entry, name, taxonomy),
            _told_text(told, name, taxonomy),
            value_text(entry, name, taxonomy),
        )
        if row.given or row.source or row.stored:
            yield row


def _remarks(
    found: LookUp,
    taxonomy: Taxonomy,
    told: Mapping[str, object],
    chosen: Sequence[str],
    entry: Entry,
) -> Iterator[str]:
    yield from found.failures
    label: Callable[[str], str] = lambda name: taxonomy.term(name, entry.term(name)).label  # noqa: E731
    for name in chosen:
        singular = taxonomy.facets[taxonomy.fields[name].facet].singular
        yield f"{singular} was not given; the usual one is entered: {label(name)}."
    alone = entry.authors[0].inverted if len(entry.authors) == 1 else ""
    if alone and not told.get("authors") and one_or_two(alone):
        yield f"'{shown(alone)}' is stored as one author; give two a line each."
    if re.search(r"\*\*|\]\(https?:|</?[a-z]+\s?/?>", entry.summary):
        yield "The summary has marks of Markdown or HTML; a reader will see them as they stand."
    for record in found.records:
        if record.is_withdrawn:
            yield f"{record.source} says that this work was withdrawn."
        if record.venue and "venue" not in told and not entry.venue:
            yield (f"{record.source} names a venue that the vocabulary lacks: "
                   f"'{shown(record.venue, 120)}'.")  # fmt: skip


def _missing(entry: Entry, taxonomy: Taxonomy) -> Iterator[str]:
    for name in ("title", "authors", "published", *taxonomy.required_fields, "summary"):
        value = entry.terms.get(name) if name in taxonomy.fields else (
            getattr(entry, name) != getattr(BLANK, name))  # fmt: skip
        if not value:
            yield name
