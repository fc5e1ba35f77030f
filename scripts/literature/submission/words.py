"""Words of people and registers -> terms of the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from ..taxonomy import Facet, Taxonomy, spelling
from ..text import shown

Finding = tuple[str, str]
MAX_WORDS: Final = 100  # more are no description; each one that is not known is compared with all


@dataclass
class Tags:
    """Terms by the field of an entry that holds them, and what came of the other words."""

    terms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    venue_year: int = 0
    complaints: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)  # sentences, with what may be meant


def read_tags(text: str, taxonomy: Taxonomy) -> Tags:
    """Terms of any facet, separated by commas, semicolons or lines: "CLIP, survey, NeurIPS 2024".

    A word may name its facet: "model: CLIP". Two terms may be joined: "CLIP and LLaVA".
    """
    tags = Tags()
    words = list(dict.fromkeys(_words(text)))
    if len(words) > MAX_WORDS:
        tags.complaints.append(f"{len(words):,} words; write at most {MAX_WORDS}")
    for word in words[:MAX_WORDS]:
        facet, rest = _facet_and_rest(word, taxonomy)
        found = _found(rest, taxonomy, facet)
        several = () if found else _each(rest, taxonomy, facet)
        if not (found or several):
            tags.unknown.append(_unknown(rest, taxonomy, facet))
        for name, term_id, year in (found,) if found else several:
            _add(tags, name, term_id, taxonomy)
            if name == "venue" and year:
                tags.venue_year = year
    return tags


def _found(text: str, taxonomy: Taxonomy, facet: Facet | None) -> tuple[str, str, int] | None:
    """Field, id and year of what a text means as a whole; the year, of a venue alone, may be 0."""
    for written in (text, text.removesuffix("s"), f"{text}s") if len(text) > 3 else (text,):
        if found := _term(written, taxonomy, facet):
            return *found, 0
    venues = taxonomy.facets["venues"]
    year = re.search(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])|['’]([0-9]{2})(?![0-9])", text)
    if facet not in (None, venues) or not (year or facet):
        return None
    bare = text.replace(year[0], " ") if year else text
    number = int(year[1] or f"20{year[2]}") if year else 0
    found = _term(bare, taxonomy, venues)
    venue = found[1] if found else match_venue(text, taxonomy) or match_venue(bare, taxonomy)
    return (venues.field, venue, number) if venue else None


def _each(text: str, taxonomy: Taxonomy, facet: Facet | None) -> tuple[tuple[str, str, int], ...]:
    """What each part of a joined text means; nothing when one of them means nothing."""
    parts = re.split(r"\s+(?:and|&|\+)\s+|\s*[/|]\s*|\s+#", text)
    found = [_found(part, taxonomy, facet) for part in parts] if 1 < len(parts) < 9 else []
    return tuple(it for it in found if it) if all(found) else ()


def _words(text: str) -> Iterator[str]:
    for word in re.split(r"[,;\n]", text):
        word = " ".join(word.strip(" \t#`'\"*-•").split())
        if word:
            yield word


def _facet_and_rest(word: str, taxonomy: Taxonomy) -> tuple[Facet | None, str]:
    name, colon, rest = word.partition(":")
    if colon and rest.strip():
        for facet in taxonomy.facets.values():
            names = (facet.id, facet.field, facet.label, facet.singular)
            if spelling(name) in {spelling(it) for it in names}:
                return facet, rest.strip()
    return None, word


def _term(text: str, taxonomy: Taxonomy, facet: Facet | None = None) -> tuple[str, str] | None:
    """Field and id of the term that is spelled like this, in the first facet that has one."""
    for candidate in (facet,) if facet else taxonomy.facets.values():
        term_id = candidate.by_spelling.get(spelling(text))
        if term_id:
            return candidate.field, term_id
    return None


def _add(tags: Tags, name: str, term_id: str, taxonomy: Taxonomy) -> None:
    before = tags.terms.get(name, ())
    if term_id in before:
        return
    if before and taxonomy.fields[name].is_single:
        facet = taxonomy.facets[taxonomy.fields[name].facet]
        labels = f"{facet.terms[before[0]].label} and {facet.terms[term_id].label}"
        tags.complaints.append(f"{labels} are both a {facet.singular.lower()}; keep one")
        return
    tags.terms[name] = (*before, term_id)


def _unknown(text: str, taxonomy: Taxonomy, facet: Facet | None) -> str:
    facets = (facet,) if facet else tuple(taxonomy.facets.values())
    near = [
        f"'{found.terms[term_id].label}' ({found.singular.lower()})"
        for found in facets
        for term_id in taxonomy.suggest(found.id, text)
    ]
    hint = (
        f"did you mean {' or '.join(near[:4])}?" if near
        else "it can be proposed with the form 'Propose a term'"
    )  # fmt: skip
    return f"'{shown(text, 60)}' is not in the vocabulary; {hint}"


def match_venue(text: str, taxonomy: Taxonomy) -> str:
    """Id of the venue that a register's or a bibliography's words name; empty when none is known.

    >>> # "Proceedings of the 2024 Conference on Bees (ICBA 2024)" -> icba
    """
    facet = taxonomy.facets["venues"]
    for candidate in _venue_spellings(text):
        term_id = facet.by_spelling.get(spelling(candidate))
        if term_id:
            return term_id
    return ""


_ORDINAL: Final = (
    r"(?i)\b(?:the )?(?:[0-9]+(?:st|nd|rd|th)|(?:[a-z]+-)?(?:first|second|third|fourth|fifth|sixth|"
    r"seventh|eighth|ninth|tenth|eleventh|twelfth|[a-z]+teenth|[a-z]+tieth))\b"
)


def _venue_spellings(text: str) -> Iterator[str]:
    """The words, then what is left without years, numbers, "Proceedings of the" and the like."""
    yield text
    inside = re.findall(r"\(([^()]{2,60})\)", text)
    bare = re.sub(r"\([^()]*\)", " ", text)
    bare = re.sub(_ORDINAL, " ", bare)
    bare = re.sub(r"(?i)^\s*(?:in:? )?(?:proceedings|proc\.?) of (?:the )?", " ", bare)
    bare = re.sub(r"['’]?\b[0-9]{2,4}\b", " ", bare)
    bare = re.sub(r"(?i)\b(?:poster|oral|spotlight|conference track)\s*$", " ", bare)
    bare = " ".join(bare.replace(" ,", ",").split()).strip(" ,.:;")
    yield bare
    yield re.sub(r"(?i)^the ", "", bare)
    if re.search(r"(?i)\bworkshop|\bcompanion|\badjunct", text):  # not the venue that hosts it
        return
    yield from (re.sub(r"[\s'’-]*[0-9]{2,4}\s*$", "", words) for words in inside)
    yield from re.split(r", | [-–—] ", bare)
