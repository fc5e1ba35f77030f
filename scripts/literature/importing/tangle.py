"""Records of one file that contradict each other: whose is an identifier, and what is doubtful."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from ..identifiers import same_arxiv
from ..submission.match import SAME_TITLE, likest_title, title_likeness
from ..text import comparison_form, shown
from .found import Found, Remark
from .known import Known, plain_address

MAX_OPEN: Final = 300  # conflicts that are settled one after the other


def untangle(found: Sequence[Found], known: Known) -> list[Found]:
    """The records, each with the one arXiv id that fits it best, and with remarks on conflicts."""
    settled = list(found)
    open_places = [at for at, it in enumerate(settled) if it.candidates and not it.refusal]
    owners = _owners(it for it in settled if not it.candidates)
    while open_places:
        rest = []
        for at in open_places:
            ids = _left(settled[at], owners, known)
            if len(ids) == 1:
                settled[at] = _with_id(settled[at], ids[0])
                owners[ids[0]].append(settled[at].entry.title)
            else:
                rest.append(at)
        if len(rest) == len(open_places):  # nothing more to tell: the first link counts
            for at in rest if len(rest) > MAX_OPEN else rest[:1]:
                ids = _left(settled[at], owners, known)
                settled[at] = _with_id(settled[at], ids[0] if ids else "")
            rest = [] if len(rest) > MAX_OPEN else rest[1:]
        open_places = rest
    return _remarked(settled, found)


def _owners(found: Iterable[Found]) -> dict[str, list[str]]:
    owners: dict[str, list[str]] = defaultdict(list)
    for it in found:
        if it.entry.arxiv and it.entry.title:
            owners[it.entry.arxiv].append(it.entry.title)
    return owners


def _left(found: Found, owners: Mapping[str, list[str]], known: Known) -> list[str]:
    """The candidates that no other title has; the one that is known under this title."""
    left = []
    for arxiv in found.candidates:
        place = known.by_id.get(("arxiv", same_arxiv(arxiv)))
        titles = list(known.entries[place].titles) if place is not None else owners.get(arxiv, [])
        if not titles or not found.entry.title:
            left.append(arxiv)
        elif likest_title(found.entry.title, titles) >= SAME_TITLE:
            return [arxiv]
    return left


def _with_id(found: Found, arxiv: str) -> Found:
    return replace(found, entry=replace(found.entry, arxiv=arxiv))


def _remarked(settled: list[Found], before: Sequence[Found]) -> list[Found]:
    said: dict[int, list[Remark]] = defaultdict(list)
    _say(said, settled, _by_id(before), "titles-of-one-id", "arXiv {} also stands at")
    _say(said, settled, _by_title(settled), "ids-of-one-title", "the same title has arXiv {} in")
    _say(said, settled, _by_code(settled), "shared-code", "{} is also given for")
    return [
        replace(it, remarks=(*it.remarks, *said[at])) if said[at] else it
        for at, it in enumerate(settled)
    ]


_Groups = Mapping[str, Sequence[tuple[int, str]]]  # what is shared -> places, words of the remark


def _by_id(found: Sequence[Found]) -> _Groups:
    """arXiv ids that records with unlike titles name, in whichever link."""
    groups: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for at, it in enumerate(found):
        for arxiv in dict.fromkeys((*it.candidates, it.entry.arxiv)):
            if arxiv and it.entry.title:
                groups[arxiv].append((at, arxiv))
    return groups


def _by_title(found: Sequence[Found]) -> _Groups:
    groups: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for at, it in enumerate(found):
        if it.entry.title and it.entry.arxiv:
            groups[comparison_form(it.entry.title)].append((at, it.entry.arxiv))
    return {form: places for form, places in groups.items() if len({it for _, it in places}) > 1}


def _by_code(found: Sequence[Found]) -> _Groups:
    groups: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for at, it in enumerate(found):
        if it.entry.code and it.entry.title:
            groups[plain_address(it.entry.code)].append((at, it.entry.code))
    return groups


def _say(
    said: dict[int, list[Remark]], found: Sequence[Found], groups: _Groups, kind: str, words: str
) -> None:
    for places in groups.values():
        if not 1 < len(places) <= 200:
            continue
        for at, value in places:
            own = found[at]
            for other_at, other_value in places:
                other = found[other_at]
                is_other = (value != other_value if kind == "ids-of-one-title" else
                            not _is_same_title(own, other))  # fmt: skip
                if other_at != at and is_other:
                    text = (
                        f"{words.format(other_value)} '{shown(other.label, 80)}', line {other.line}"
                    )
                    said[at].append(Remark(own.line, kind, text))
                    break


def _is_same_title(own: Found, other: Found) -> bool:
    return title_likeness(own.entry.title, other.entry.title) >= SAME_TITLE
