"""What must hold of an entry beyond the type of each value: one small generator per rule.

A rule yields (field, message); the field may name one item of a list, as in "authors[2]".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from . import identifiers
from .keys import derive_key, key_mismatch
from .model import Entry, field_specs
from .taxonomy import Taxonomy
from .text import comparison_form, shown

Finding = tuple[str, str]
Rule = Callable[[Entry, Taxonomy], Iterator[Finding]]

MIN_SUMMARY: Final = 40
CAN_BE_NEEDED: Final = ("summary", "url")


def key_follows_from_entry(entry: Entry, taxonomy: Taxonomy) -> Iterator[Finding]:
    """Key = file name = family + year + first content word; it is the entry's address for ever."""
    mismatch = key_mismatch(entry)
    if mismatch:
        wanted = derive_key(entry.authors, entry.year, entry.title)
        yield "", f"the key '{shown(entry.key)}' {mismatch}; it would be {wanted}"


def terms_exist(entry: Entry, taxonomy: Taxonomy) -> Iterator[Finding]:
    """Every term is in the vocabulary, by its id."""
    for name, ids in entry.terms.items():
        facet = taxonomy.facets[taxonomy.fields[name].facet]
        for index, term_id in enumerate(ids):
            if term_id not in facet.terms:
                near = taxonomy.suggest(facet.id, term_id)
                hint = f"did you mean {' or '.join(near)}?" if near else (
                    f"see {facet.id} in entries/_taxonomy.yaml")  # fmt: skip
                where = name if taxonomy.fields[name].is_single else f"{name}[{index}]"
                yield where, f"unknown term '{shown(term_id, 60)}'; {hint}"


def summary_is_short(entry: Entry, taxonomy: Taxonomy) -> Iterator[Finding]:
    """One or two sentences: long enough to say something; the upper limit is the field's."""
    if entry.summary and len(entry.summary) < MIN_SUMMARY:
        yield "summary", f"{len(entry.summary)} characters; write at least {MIN_SUMMARY}"


def needs_name_what_is_absent(entry: Entry, taxonomy: Taxonomy) -> Iterator[Finding]:
    """`needs` stands in place of a summary or a link that nobody has given yet."""
    for index, name in enumerate(entry.needs):
        if name not in CAN_BE_NEEDED:
            can = " and ".join(CAN_BE_NEEDED)
            yield f"needs[{index}]", f"'{shown(name)}' cannot be left out; only {can} can"
        elif entry.links if name == "url" else getattr(entry, name):
            there = "way to the work" if name == "url" else name
            yield f"needs[{index}]", f"there is a {there}; remove this line"


def dates_are_in_order(entry: Entry, taxonomy: Taxonomy) -> Iterator[Finding]:
    """Nothing is first published after it was added, nor long after arXiv numbered it."""
    if not entry.year:
        return
    if entry.year < 1800:
        yield "published", f"{entry.year} is too early; write the year of first publication"
    if entry.published.first_day > entry.added.isoformat() and entry.added.year > 1:
        yield "published", f"{entry.published} is after the day it was added, {entry.added}"
    if entry.arxiv and not identifiers.arxiv_fault(entry.arxiv):
        year, month = identifiers.arxiv_month(entry.arxiv)
        # An id is given out at submission and announced some days later.
        if entry.year * 12 + (entry.published.month or 1) > year * 12 + month + 1:
            yield "published", (f"{entry.published} is later than arXiv {entry.arxiv}, "
                                f"which is from {year}-{month:02d}")  # fmt: skip


def arxiv_id_is_possible(entry: Entry, taxonomy: Taxonomy) -> Iterator[Finding]:
    """arXiv can have given out this id: a number would have lost its last zero."""
    fault = identifiers.arxiv_fault(entry.arxiv) if entry.arxiv else ""
    if fault:
        yield "arxiv", f"'{entry.arxiv}' {fault}; copy the id from the arXiv page, in quotes"


def arxiv_doi_agrees(entry: Entry, taxonomy: Taxonomy) -> Iterator[Finding]:
    """A DOI that arXiv registered belongs to the entry's own arXiv id."""
    inside = identifiers.arxiv_of_doi(entry.doi)
    if inside and not entry.arxiv:
        yield "doi", f'this is the DOI of arXiv {inside}; write arxiv: "{inside}" instead'
    elif inside and identifiers.same_arxiv(inside) != identifiers.same_arxiv(entry.arxiv):
        yield "doi", f"is of arXiv {inside}, but arxiv is {entry.arxiv}; keep the right one"


def anthology_doi_agrees(entry: Entry, taxonomy: Taxonomy) -> Iterator[Finding]:
    """DOIs of the ACL (10.18653/v1/) end with the Anthology id."""
    if not (entry.doi and entry.anthology):
        return
    inside = re.fullmatch(r"10\.18653/v1/(.+)", entry.doi, re.IGNORECASE)
    if inside and inside[1].lower() != entry.anthology.lower():
        right = f"anthology is {entry.anthology}; keep the right one"
        yield "doi", f"is of {shown(inside[1])}, but {right}"


def venue_has_year(entry: Entry, taxonomy: Taxonomy) -> Iterator[Finding]:
    """venue and venue_year come together; a track, volume or pages need a venue."""
    if entry.venue and not entry.venue_year:
        yield "venue", "has no venue_year; add the year of the venue"
    for name in ("venue_year", "track", "volume", "number", "pages"):
        if getattr(entry, name) and not entry.venue:
            yield name, "needs a venue; add the venue or remove this line"
    if entry.venue_year and entry.year and entry.venue_year < entry.year:
        yield "venue_year", f"{entry.venue_year} is before the first publication, {entry.published}"


def title_is_plain(entry: Entry, taxonomy: Taxonomy) -> Iterator[Finding]:
    """Titles are text as printed: no LaTeX commands, no shouting."""
    for index, title in enumerate(entry.titles):
        where = "title" if index == 0 else f"alt_titles[{index - 1}]"
        if "\\" in title and re.search(r"\\[a-zA-Z\"'`^~=.]|\{\\", title):
            yield where, "holds LaTeX; write the characters themselves"
        elif title.upper() == title and _is_shouted(title):
            yield where, "is all capitals; write it as a sentence or in title case"


def _is_shouted(title: str) -> bool:
    letters = [char for char in title if char.isalpha()]
    return len(letters) > 20 and all(char.isupper() for char in letters)


def titles_differ(entry: Entry, taxonomy: Taxonomy) -> Iterator[Finding]:
    """An alternative title is another title."""
    own = comparison_form(entry.title) if entry.alt_titles else ""
    for index, title in enumerate(entry.alt_titles):
        if title == entry.title or (
            own and comparison_form(title) == own and title.casefold() == entry.title.casefold()
        ):
            yield f"alt_titles[{index}]", "is the title itself; remove it"


def has_a_way_in(entry: Entry, taxonomy: Taxonomy) -> Iterator[Finding]:
    """A reader can reach the work."""
    if not entry.links and "url" not in entry.needs:
        yield "", "no way to reach the work; add arxiv, doi, openreview, anthology, url or code"


def unverified_names_fields(entry: Entry, taxonomy: Taxonomy) -> Iterator[Finding]:
    """`unverified` lists fields that the entry can have."""
    if not taxonomy.fields:  # an unreadable vocabulary
        return
    if not entry.unverified:
        return
    known = {spec.name for spec in field_specs()} | set(taxonomy.fields)
    for index, name in enumerate(entry.unverified):
        if name not in known:
            yield f"unverified[{index}]", f"'{shown(name)}' is no field; write the name of a field"


RULES: Final[tuple[Rule, ...]] = (
    key_follows_from_entry,
    terms_exist,
    summary_is_short,
    needs_name_what_is_absent,
    dates_are_in_order,
    arxiv_id_is_possible,
    arxiv_doi_agrees,
    anthology_doi_agrees,
    venue_has_year,
    title_is_plain,
    titles_differ,
    has_a_way_in,
    unverified_names_fields,
)


# Fields without which a rule would only say again that the field could not be read.
_NEEDS: Final[Mapping[Rule, frozenset[str]]] = {
    key_follows_from_entry: frozenset(("title", "authors", "published")),
    arxiv_doi_agrees: frozenset(("arxiv",)),
    venue_has_year: frozenset(("venue", "venue_year")),
    has_a_way_in: frozenset(("arxiv", "doi", "openreview", "anthology", "url", "code", "project")),
}


def check_entry(
    entry: Entry, taxonomy: Taxonomy, unread: frozenset[str] = frozenset()
) -> Iterator[Finding]:
    """All findings of all rules about one entry; `unread` are fields that have problems already."""
    for rule in RULES:
        if not unread or not unread & _NEEDS.get(rule, frozenset()):
            yield from rule(entry, taxonomy)


Together = Iterator[tuple[Entry, str, str]]


def check_together(entries: Iterable[Entry], unread_keys: Iterable[str] = ()) -> Together:
    """What cannot be seen in one entry: (entry, field, message), later entries first to blame.

    An entry of which nobody knows when it was added counts as the last. `unread_keys` are those of
    files that could not be read: they exist, so others may name them.
    """
    entries = sorted(entries, key=lambda entry: (entry.added == date.min, entry.added, entry.key))
    yield from _same_identifiers(entries)
    yield from _same_titles(entries)
    yield from _keys_and_aliases(entries, {entry.key for entry in entries}.union(unread_keys))


def _same_identifiers(entries: list[Entry]) -> Together:
    normal_forms: Mapping[str, Callable[[str], str]] = {
        "arxiv": identifiers.same_arxiv,
        "doi": str.casefold,
        "openreview": str,
        "anthology": str,
    }
    for name, normal_form in normal_forms.items():
        owner: dict[str, Entry] = {}
        for entry in entries:
            value = getattr(entry, name)
            first = owner.setdefault(normal_form(value), entry) if value else entry
            if first is not entry:
                other = f"{name} of {first.key}"
                yield entry, name, f"'{shown(value)}' is already the {other}; merge or correct"


def _same_titles(entries: list[Entry]) -> Together:
    owner: dict[str, Entry] = {}
    for entry in entries:
        for index, title in enumerate(entry.titles):
            form = comparison_form(title) or title
            first = owner.setdefault(form, entry) if form else entry
            if first is not entry:
                where = "title" if index == 0 else f"alt_titles[{index - 1}]"
                other = f"title of {first.key}"
                yield entry, where, f"'{shown(title)}' is already a {other}; merge the two entries"


def _keys_and_aliases(entries: list[Entry], keys: set[str]) -> Together:
    owner: dict[str, str] = {}
    for entry in entries:
        for index, alias in enumerate(entry.aliases):
            where = f"aliases[{index}]"
            if not re.fullmatch(r"[a-z][a-z0-9]{2,59}", alias):
                yield entry, where, f"'{alias}' cannot have been a key; write a former key"
            elif alias in keys:
                yield entry, where, f"'{alias}' is the key of an entry; an alias is a former key"
            elif owner.setdefault(alias, entry.key) != entry.key:
                yield entry, where, f"'{alias}' already leads to {owner[alias]}; keep one of them"
        for index, key in enumerate(entry.implements):
            if key == entry.key:
                yield entry, f"implements[{index}]", f"'{key}' is this entry itself; remove it"
            elif key not in keys:
                yield entry, f"implements[{index}]", f"'{key}' is no entry; write the key of one"


def describe_rules() -> Mapping[str, str]:
    """Name of each rule -> its first sentence, for the field reference."""
    return {rule.__name__.replace("_", " "): (rule.__doc__ or "").splitlines()[0] for rule in RULES}
