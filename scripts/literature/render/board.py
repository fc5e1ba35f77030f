"""The board: all works of one kind, what each of them does, and what with.

Which kind, and which two fields, mkdocs.yml says; without that there is no such page. A work counts
for a term when its field names the term or one below it, as in the library. What a field does not
name is not recorded, which is not the same as no.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from ..metrics import Metrics
from ..model import Entry, Link
from ..taxonomy import Facet, Taxonomy, Term
from ..text import count_of, plural_of
from .csv_table import csv_line, safe_cell
from .edition import Edition, Place, row_links
from .html import render
from .library_link import library_link
from .pages import Page
from .site_facts import BoardFacts

ALIASES_SHOWN: Final = 3


@dataclass(frozen=True)
class Member:
    """One work on the board."""

    entry: Entry
    does: tuple[str, ...]  # terms of the field of rows; of its facet's own field without that
    supports: tuple[str, ...]  # terms of the field of columns; empty: not recorded
    filed: tuple[str, ...]  # where that is not recorded: the terms it is filed under in the library

    @property
    def name(self) -> str:
        return self.entry.nickname or self.entry.title


@dataclass(frozen=True)
class Line:
    """A term with the members that count for it, and the library's page of just these."""

    id: str
    label: str
    members: tuple[Member, ...]
    path: str  # of the view, from the site's root
    also: str = ""  # other spellings


def board_pages(edition: Edition) -> Iterator[Page]:
    """The one page, if the site has a board."""
    board = edition.site.board
    if board:
        yield Page(board.path, board.title, board.lead, partial(_body, edition, board))


def board_files(edition: Edition) -> Iterator[tuple[str, str]]:
    """The board as a table."""
    board = edition.site.board
    if board:
        yield _file(board), "".join(_table(edition, board))


def members_of(edition: Edition, board: BoardFacts) -> tuple[Member, ...]:
    """The works of the board's kind by name."""
    if board.kind not in edition.taxonomy.facets["kinds"].terms:
        raise ValueError(f"extra.board: kind '{board.kind}' is no term of the kinds")
    rows, columns = (_own_field(edition.taxonomy, name) for name in (board.rows, board.columns))
    found = [
        Member(
            entry,
            does=entry.terms.get(board.rows) or entry.terms.get(rows, ()),
            supports=entry.terms.get(board.columns, ()),
            filed=() if entry.terms.get(board.columns) else entry.terms.get(columns, ()),
        )
        for entry in edition.catalogue.by_term["kinds"][board.kind]
    ]
    return tuple(sorted(found, key=lambda member: (member.name.casefold(), member.entry.key)))


def lines_of(
    edition: Edition, board: BoardFacts, facet: Facet,
    named: Iterable[tuple[Member, Sequence[str]]],
) -> list[Line]:  # fmt: skip
    """The terms of a facet in the order of the vocabulary, each with the members that name it."""
    members: dict[str, list[Member]] = {term_id: [] for term_id in facet.terms}
    for member, ids in named:
        for term_id in {above for own in ids for above in facet.with_ancestors(own)}:
            members[term_id].append(member)
    return [
        Line(
            term.id, term.label, tuple(members[term.id]),
            _view(edition, board, facet, term.id, members[term.id]),
            ", ".join(_telling_aliases(term)),
        )
        for term in facet.terms.values()
    ]  # fmt: skip


def _telling_aliases(term: Term) -> list[str]:
    """Other spellings that the label does not begin with: those one would not think of."""
    found: list[str] = []
    for alias in term.aliases:
        is_near = alias[:5].casefold() == term.label[:5].casefold()
        if not is_near and alias.removesuffix("s") not in found:
            found.append(alias)
    return found[:ALIASES_SHOWN]


def _view(
    edition: Edition, board: BoardFacts, facet: Facet, term_id: str, members: Sequence[Member]
) -> str:
    """The library's page of these members: by term where that finds the same works, else by key.

    The library filters by the own field of a facet, which may name less than the board's field.
    """
    filed = edition.catalogue.by_term[facet.id][term_id]
    keys = {member.entry.key for member in members}
    kind = {it.key for it in edition.catalogue.by_term["kinds"][board.kind]}
    if keys == kind.intersection(entry.key for entry in filed):
        terms = {facet.id: [term_id], "kinds": [board.kind]}
        return library_link(terms, facet_ids=_order(edition, terms))
    return library_link(keys=[member.entry.key for member in members])


def _order(edition: Edition, terms: Mapping[str, object]) -> list[str]:
    return [facet_id for facet_id in edition.taxonomy.facets if facet_id in terms]


def _own_field(taxonomy: Taxonomy, name: str) -> str:
    """The own field of the facet that a field draws on."""
    return _facet_of(taxonomy, name).field


def _facet_of(taxonomy: Taxonomy, name: str) -> Facet:
    if name not in taxonomy.fields:
        raise ValueError(f"extra.board: '{name}' is no field of the vocabulary")
    return taxonomy.facets[taxonomy.fields[name].facet]


def _file(board: BoardFacts) -> str:
    return f"data/{board.path.strip('/')}.csv"


def _body(edition: Edition, board: BoardFacts) -> str:
    members, taxonomy = members_of(edition, board), edition.taxonomy
    rows, columns = _facet_of(taxonomy, board.rows), _facet_of(taxonomy, board.columns)
    heads = lines_of(edition, board, rows, [(it, it.does) for it in members])
    named = lines_of(edition, board, columns, [(it, it.supports) for it in members])
    kind = taxonomy.facets["kinds"].terms[board.kind]
    return render(
        "board.html",
        board=board, kind=kind, crumbs=(Place("Home"),), rows=rows, columns=columns,
        heads=heads, last=taxonomy.fields[board.columns].label,
        cards=[_card(edition, heads, columns, member) for member in members],
        named=[line for line in named if line.members],
        options=_options(columns, named),
        any=[line for line in named if line.id in board.any],
        unsaid=[member for member in members if not member.supports],
        licensed=sum(1 for member in members if member.entry.license),
        whole=Place("", library_link({"kinds": [board.kind]}), count=len(members)),
        file=Place("CSV", _file(board)),
        noun=kind.label.lower(), nouns=plural_of(kind.label.lower()),
    )  # fmt: skip


def _card(
    edition: Edition, heads: Sequence[Line], columns: Facet, member: Member
) -> dict[str, object]:
    """What a line of the board says of one work."""
    by_key, entry = edition.catalogue.by_key, member.entry
    does = {above for own in member.does for above in _rows_above(edition, own)}
    return {
        "member": member,
        "entry": entry,
        "marks": [(head.id, head.label if head.id in does else "") for head in heads],
        "supports": [edition.place(columns, columns.terms[it]) for it in member.supports],
        "filed": [edition.place(columns, columns.terms[it]) for it in member.filed],
        "links": _links(entry),
        "implements": [by_key[key] for key in entry.implements if key in by_key],
        "activity": activity_words(edition.catalogue.metrics.get(entry.key, Metrics())),
    }


def _rows_above(edition: Edition, term_id: str) -> tuple[str, ...]:
    board = edition.site.board
    assert board
    return _facet_of(edition.taxonomy, board.rows).with_ancestors(term_id)


def _links(entry: Entry) -> list[Link]:
    """The links of a row with the code first; without a page that is the code again."""
    links = sorted(row_links(entry), key=lambda link: link.label != "Code")
    if entry.code and links and links[0].url == entry.code:
        return [Link("Code", entry.code), *links[1:]]
    return links


def activity_words(metrics: Metrics) -> tuple[str, ...]:
    """What was measured, as the board says it: "last commit 2026-10-02", "1,204 stars"."""
    words = []
    if metrics.last_commit:
        words.append(f"last commit {metrics.last_commit}")
    if metrics.stars is not None:
        words.append(count_of(metrics.stars, "star"))
    if words and metrics.asked:
        words.append(f"as of {metrics.asked}")
    return tuple(words)


def _options(columns: Facet, lines: Iterable[Line]) -> list[tuple[str, list[dict[str, object]]]]:
    """What a reader can pick: all terms by name, those that a member names first."""
    options = [
        {"id": line.id, "label": line.label, "count": len(line.members),
         "above": " ".join(columns.with_ancestors(line.id)[1:])}
        for line in sorted(lines, key=lambda line: line.label.casefold())
    ]  # fmt: skip
    groups = (
        ("Named", [option for option in options if option["count"]]),
        ("Named by none", [option for option in options if not option["count"]]),
    )
    return [(label, group) for label, group in groups if group]


def _table(edition: Edition, board: BoardFacts) -> Iterator[str]:
    """Lines of the CSV file; what is not recorded is empty."""
    taxonomy = edition.taxonomy
    fields = (board.rows, board.columns)
    yield csv_line(
        (
            "key", "page", "name", "title", "published",
            *(column for name in fields for column in (name, f"{name}_label")),
            "implements", "code", "license", "project", "landing",
            "stars", "last_commit", "citations", "asked",
        )
    )  # fmt: skip
    for member in members_of(edition, board):
        cells = _cells(edition, member, taxonomy, fields)
        yield csv_line(safe_cell("" if cell is None else str(cell)) for cell in cells)


def _cells(
    edition: Edition, member: Member, taxonomy: Taxonomy, fields: Iterable[str]
) -> Iterator[object]:
    entry, measured = member.entry, edition.catalogue.metrics.get(member.entry.key, Metrics())
    yield from (entry.key, edition.site.entry_url(entry.key), member.name, entry.title)
    yield entry.published
    for name, ids in zip(fields, (member.does, member.supports), strict=True):
        yield "; ".join(ids)
        yield "; ".join([taxonomy.term(name, term_id).label for term_id in ids])
    yield "; ".join(entry.implements)
    yield from (entry.code, entry.license, entry.project, entry.landing)
    yield from (measured.stars, measured.last_commit, measured.citations, measured.asked)
