"""Corpora of any size made from the real entries: resampled titles, names and summaries.

The texts are nonsense with the lengths and words of real ones, and the ids are invented. Used for
measuring alone, never published.
"""

from __future__ import annotations

import dataclasses
import random
import re
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType

from literature.catalogue import read_catalogue
from literature.keys import derive_key, free_key
from literature.model import Entry, Name, PartialDate
from literature.render.entry_yaml import render_entry
from literature.text import comparison_form

SEED = 20261120
# So many entries the real names suffice for; further ones have authors of a larger pool.
NAMED = 10_000
POOL = 60_000


def write_corpus(source: Path, target: Path, count: int) -> None:
    """Fills the folder `target` with `count` entry files and the vocabulary of `source`."""
    catalogue, problems = read_catalogue(source)
    if problems:
        raise SystemExit("the real entries have problems; run make check first")
    target.mkdir(parents=True)
    shutil.copy(source / "_taxonomy.yaml", target)
    for entry in made_entries(catalogue.entries, count):
        text = render_entry(entry, catalogue.taxonomy)
        (target / f"{entry.key}.yaml").write_text(text, encoding="utf-8")


def made_entries(real: tuple[Entry, ...], count: int) -> Iterator[Entry]:
    """`count` entries made from the real ones, the same in every run."""
    dice = random.Random(SEED)
    taken = {entry.key for entry in real}
    titles = {comparison_form(entry.title) for entry in real}
    names = [name for entry in real for name in entry.authors]
    for number in range(count):
        if number == NAMED:
            names = list(_more_names(names))
        yield _entry(dice, real, names, number, titles, taken)


def _entry(
    dice: random.Random, real: tuple[Entry, ...], names: list[Name], number: int,
    titles: set[str], taken: set[str],
) -> Entry:  # fmt: skip
    model = dice.choice(real)
    title = _title(dice, real, titles)
    authors = tuple(
        dict.fromkeys(
            dice.choice(names)
            if dice.random() < 0.5
            else Name(dice.choice(names).family, dice.choice(names).given or "Ada")
            for _ in model.authors
        )
    )
    published = _published(dice, model.published)
    key = free_key(derive_key(authors, published.year, title), taken)
    taken.add(key)
    return dataclasses.replace(
        model,
        key=key, title=title, alt_titles=(), authors=authors, published=published,
        arxiv=_arxiv(published, number, taken) if model.arxiv else "",
        doi=f"10.99999/{number}" if model.doi else "", openreview="", anthology="",
        url="" if model.arxiv else f"https://example.org/{number}",
        venue_year=max(published.year, model.venue_year) if model.venue else 0,
        summary=_summary(dice, real), nickname="", implements=(), aliases=(), evidence=(),
        notes="", unverified=(), added=date(2026, 11, 20) - timedelta(days=number % 600),
        terms=MappingProxyType(dict(model.terms)),
    )  # fmt: skip


def _more_names(names: list[Name]) -> Iterator[Name]:
    """Names with families of two joined, which are not among the real ones."""
    dice = random.Random(SEED)
    for _ in range(POOL):
        family = dice.choice(names).family + dice.choice(names).family.lower()
        yield Name(family, dice.choice(names).given or "Ada")


def _arxiv(published: PartialDate, number: int, taken: set[str]) -> str:
    """An id of the right form that nothing else has, with a number that no month has had."""
    month = f"{published.year % 100:02d}{published.month:02d}"
    while (found := f"{month}.{50_000 + number % 50_000}") in taken:
        number += 1
    taken.add(found)
    return found


def _title(dice: random.Random, real: tuple[Entry, ...], titles: set[str]) -> str:
    while True:
        first = dice.choice(real).title.split()
        second = dice.choice(real).title.split()
        words = first[: max(2, len(first) * 2 // 3)] + second[len(second) // 3 :]
        title = " ".join(words[:20])
        if comparison_form(title) not in titles:
            titles.add(comparison_form(title))
            return title


def _summary(dice: random.Random, real: tuple[Entry, ...]) -> str:
    sentences = [re.split(r"(?<=[.!?]) ", dice.choice(real).summary)[0] for _ in range(2)]
    return " ".join(sentences)[:480]


def _published(dice: random.Random, like: PartialDate) -> PartialDate:
    year = min(like.year, 2024)
    return PartialDate(year, dice.randint(1, 12), dice.randint(1, 28) if like.day else 0)
