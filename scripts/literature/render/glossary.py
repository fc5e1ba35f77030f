"""The glossary: every term of the vocabulary with what it means, on one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Final

from ..taxonomy import Facet, Term
from ..text import ascii_fold, count_of
from .edition import Edition, Place
from .html import render
from .pages import Page, other_spellings
from .written import Section

PATH: Final = "glossary/"
TITLE: Final = "Glossary"
LETTERS_FROM: Final = 25  # terms that a facet must have for a line of letters


@dataclass(frozen=True)
class Word:
    """A term as the glossary has it."""

    place: Place
    anchor: str
    description: str
    spellings: tuple[str, ...]
    above: str  # the label of the term that it is part of


@dataclass(frozen=True)
class Part:
    """The terms of a facet under their letters."""

    facet: Facet
    letters: tuple[tuple[str, str, tuple[Word, ...]], ...]  # letter, anchor, words

    @property
    def has_letters(self) -> bool:
        return sum(len(words) for _, _, words in self.letters) >= LETTERS_FROM


def glossary_pages(edition: Edition) -> Iterator[Page]:
    """The one page. Venues are no words of a field, so they are left out."""
    parts = [
        Part(facet, tuple(_letters(edition, facet)))
        for facet in edition.taxonomy.facets.values()
        if facet.id != "venues" and facet.terms
    ]
    total = sum(len(part.facet.terms) for part in parts)
    lead = (
        f"The words that entries are sorted by: {count_of(total, 'term')} and what each means here."
    )
    body = partial(
        render, "glossary.html", crumbs=(Place("Home"),), heading=TITLE, lead=lead, parts_of=parts,
    )  # fmt: skip
    yield Page(PATH, TITLE, lead, body)


def glossary_sections() -> Iterator[Section]:
    """Search finds the terms themselves; this is for the word glossary."""
    yield Section(TITLE, PATH, "", "Every term of the vocabulary, what it means, other spellings.")


def _letters(edition: Edition, facet: Facet) -> Iterator[tuple[str, str, tuple[Word, ...]]]:
    order = sorted(facet.terms.values(), key=_sort_key)
    for letter, terms in groupby(order, key=_letter):
        anchor = f"{facet.id}--letter-{'0' if letter == '0-9' else letter.lower()}"
        yield letter, anchor, tuple(_word(edition, facet, term) for term in terms)


def _sort_key(term: Term) -> tuple[bool, str, str]:
    folded = ascii_fold(term.label).casefold() or term.id
    return not folded[0].isdigit(), folded, term.id


def _letter(term: Term) -> str:
    first = _sort_key(term)[1][0].upper()
    return first if first.isalpha() else "0-9"


def _word(edition: Edition, facet: Facet, term: Term) -> Word:
    above = facet.terms.get(term.parent)
    count = len(edition.catalogue.by_term[facet.id][term.id])
    return Word(
        Place(term.label, f"{facet.id}/{term.id}/", count=count),
        f"{facet.id}--{term.id}",
        term.description or term.short,
        other_spellings(term),
        above.label if above else "",
    )
