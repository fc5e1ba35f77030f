"""The short forms in search.json, which docs/assets/js/find/unfold.js makes long again.

Each of them tells any value that it is given, for what it cannot shorten stays as it is; and each
looks at ASCII alone, so that builds and browsers with other versions of Unicode agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from ..model import Entry, Name
from ..taxonomy import Facet, Term

_FIRST_DAY: Final = date(1970, 1, 1).toordinal()
_NOT_LETTER: Final = re.compile(r"[^A-Za-z]")
_WORD: Final = re.compile(r"[A-Za-z0-9]+")
_AFTER_FAMILY: Final = ", "


def first_uses(texts: Iterable[str]) -> tuple[list[str], list[int]]:
    """Each text once, in the order of first use; and a number for each use.

    0 is the next text that was not used before, n the n-th of the texts.

    >>> first_uses(["a", "b", "a", "c"])
    (['a', 'b', 'c'], [0, 0, 1, 0])
    """
    places: dict[str, int] = {}
    numbers = []
    for text in texts:
        numbers.append(places.get(text, 0))
        places.setdefault(text, len(places) + 1)
    return list(places), numbers


# Signs that JSON writes as they are: the last digit of a number is one of 57 from "#" on, those
# before it are of 34 from "]" on. So a number needs no sign that ends it.
_LAST: Final = (57, ord("#"))
_FIRST: Final = (34, ord("]"))


def letters(numbers: Iterable[int]) -> str:
    """Numbers from 0 on, one behind the other.

    >>> letters([0, 1, 56, 57, 1938])
    '#$[^#^]#'
    """
    return "".join(map(_number, numbers))


def _number(number: int) -> str:
    left, last = divmod(number, _LAST[0])
    found = chr(_LAST[1] + last)
    while left:
        left, digit = divmod(left, _FIRST[0])
        found = chr(_FIRST[1] + digit) + found
    return found


def names_in_letters(names: Iterable[int | str]) -> list[str | list[str]]:
    """What author_columns gives of the pairs: runs of numbers as one text, whole names as [name].

    >>> names_in_letters([0, 0, 1, 0, "Li, ", 0, 2])
    ['##$#', ['Li, '], '#%']
    """
    runs = ((is_whole, list(run)) for is_whole, run in groupby(names, lambda it: type(it) is str))
    return [
        it
        for is_whole, run in runs
        for it in ([[str(name)] for name in run] if is_whole else [letters(map(int, run))])
    ]


def stored(name: Name) -> str:
    """The name as entries store it: "Family, Given", a group in braces."""
    return f"{{{name.family}}}" if name.is_group else name.inverted


def author_columns(
    entries: Sequence[Entry],
) -> tuple[dict[str, list[str] | list[int | str]], list[list[int]]]:
    """The names of all authors as families, givens and pairs of both; and the authors by entry.

    All are numbers of first uses. `names` holds two numbers for each name, of the text before the
    first comma and of the text after it, or the name itself where these do not tell it.
    """
    pool, uses = first_uses(stored(name) for entry in entries for name in entry.authors)
    numbers = iter(uses)
    authors = [[next(numbers) for _ in entry.authors] for entry in entries]
    parts = [tuple(name.partition(_AFTER_FAMILY)[::2]) for name in pool]
    whole = [_joined(*pair) != name for pair, name in zip(parts, pool, strict=True)]
    told = [pair for pair, is_whole in zip(parts, whole, strict=True) if not is_whole]
    families, family_numbers = first_uses(family for family, _ in told)
    givens, given_numbers = first_uses(given for _, given in told)
    pairs = zip(family_numbers, given_numbers, strict=True)
    names: list[int | str] = []
    for name, is_whole in zip(pool, whole, strict=True):
        names += [name] if is_whole else next(pairs)
    return {"families": families, "givens": givens, "names": names}, authors


def _joined(family: str, given: str) -> str:
    return family + _AFTER_FAMILY + given if given else family


def short_key(entry: Entry) -> int | str:
    """Which word of the title, from 0, stands in the key after the first family and the year.

    The key itself where it is made in another way.
    """
    family = stored(entry.authors[0]).partition(_AFTER_FAMILY)[0] if entry.authors else ""
    start = _NOT_LETTER.sub("", family).lower() + str(entry.published)[:4]
    for number, word in enumerate(_WORD.findall(entry.title)):
        if start + word.lower() == entry.key:
            return number
    return entry.key


def short_arxiv(entry: Entry) -> str:
    """The arXiv id, from its point on where year and month are those of publication."""
    month = str(entry.published)[2:7].replace("-", "")
    is_usual = len(month) == 4 and entry.arxiv.startswith(f"{month}.")
    return entry.arxiv[len(month) :] if is_usual else entry.arxiv


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - _FIRST_DAY


def short_term(term: Term, places: Mapping[str, int]) -> list[object]:
    """[id, label, place of the parent or -1, other spellings, type, full name].

    Left off at the end: no parent, no spellings, no type, and the label as full name.
    """
    parent = places[term.parent] if term.parent else -1
    usual: list[object] = [None, None, -1, [], "", term.label]
    found: list[object] = [
        term.id, term.label, parent, list(term.aliases), term.type or term.bibtex, term.full_name
    ]  # fmt: skip
    while found[-1] == usual[len(found) - 1]:
        found.pop()
    return found


def term_rows(entries: Sequence[Entry], facets: Sequence[Facet]) -> Iterator[str]:
    """The places of the terms of each entry: by commas, facets by bars; no bars at the end.

    An entry with two terms of the first facet and one of the third: "8,4||0".
    """
    columns = [
        (facet.field, {term: str(at) for at, term in enumerate(facet.terms)}) for facet in facets
    ]
    for entry in entries:
        lists = (",".join(at[term] for term in entry.terms.get(field, ())) for field, at in columns)
        yield "|".join(lists).rstrip("|")
