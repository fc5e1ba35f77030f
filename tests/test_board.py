"""The board: who stands on it, what is marked, where its counts lead, its table."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from toy import HOSTILE, SITE, bees, hostile_entry, toy

from literature.catalogue import Catalogue
from literature.metrics import Metrics
from literature.model import Entry
from literature.render import board
from literature.render.edition import Edition
from literature.render.site_facts import BoardFacts

FACTS = BoardFacts(
    kind="key", path="keys/", title="Keys", lead="Programs that name bees.",
    rows="categories", columns="covers",
)  # fmt: skip
KEYED = bees("beelab2023keyed")
OLD = bees(
    "beelab2023keyed", key="old2001key", title="Old key", implements=(), code="", license="",
    terms={"kind": ("key",), "categories": ("nest-study",), "regions": ("tyrol",)},
)  # fmt: skip


def edition(
    *entries: Entry, facts: BoardFacts = FACTS, metrics: Mapping[str, Metrics] | None = None
) -> Edition:
    catalogue = Catalogue.of(entries, toy().taxonomy) if entries else toy()
    catalogue = replace(catalogue, metrics=metrics or {})
    return Edition(catalogue, replace(SITE, board=facts))


class Reader(HTMLParser):
    """The lines of the table: cells by line; links with a count; all tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.lines: list[list[str]] = []
        self.counted: list[tuple[str, int]] = []
        self.tags: list[str] = []
        self.is_in_cell = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        values = dict(attrs)
        if tag == "tr":
            self.lines.append([])
        if tag in ("th", "td"):
            self.lines[-1].append("")
            self.is_in_cell = True
        if tag == "a" and values.get("data-count"):
            self.counted.append((values.get("href") or "", int(values["data-count"] or 0)))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td"):
            self.is_in_cell = False

    def handle_data(self, text: str) -> None:
        if self.is_in_cell:
            self.lines[-1][-1] += text


def body(of: Edition) -> str:
    (page,) = board.board_pages(of)
    return of.assemble(page.make_body(), page.depth)


def lines(of: Edition) -> list[list[str]]:
    return [[" ".join(cell.split()) for cell in line] for line in Reader(body(of)).lines]


def table(of: Edition) -> list[dict[str, str]]:
    ((_, text),) = board.board_files(of)
    return [*csv.DictReader(io.StringIO(text))]


def test_a_site_without_a_board_has_no_page_and_no_file() -> None:
    plain = Edition(toy(), SITE)
    assert [*board.board_pages(plain)] == []
    assert [*board.board_files(plain)] == []


def test_the_page_is_where_the_configuration_says() -> None:
    (page,) = board.board_pages(edition())
    assert (page.path, page.title, page.description) == (
        "keys/", "Keys", "Programs that name bees.",
    )  # fmt: skip


def test_the_works_of_the_kind_stand_on_it_by_name() -> None:
    both = edition(KEYED, OLD, bees("okafor2022nest"))
    assert [it.name for it in board.members_of(both, FACTS)] == [
        "Keyed: naming bees by their wings", "Old key",
    ]  # fmt: skip


def test_a_line_marks_what_the_work_does_and_names_what_with() -> None:
    head, keyed, old = lines(edition(KEYED, OLD, bees("vanderberg2021orchard")))
    assert head == ["Identification key", "Field surveys 1", "Nest studies 1", "Regions covered"]
    assert keyed[1:] == ["Field surveys", "", "Regions covered: Alps, Tyrol"]
    assert old[1:3] == ["", "Nest studies"]


def test_what_is_not_recorded_is_said_and_never_no() -> None:
    old = lines(edition(KEYED, OLD))[2]
    assert old[3] == "Regions covered: Not recorded, filed under Tyrol"
    assert "no code link recorded" in old[0]
    assert "licence not recorded" in old[0]


def test_the_works_that_one_implements_are_linked() -> None:
    text = body(edition())
    assert '<a href="../entries/vanderberg2021orchard/">Orchard bees &amp; the 50% rule' in text


def test_a_work_counts_for_the_term_above_the_one_it_names() -> None:
    tyrol = bees("beelab2023keyed", terms={**KEYED.terms, "covers": ("tyrol",)})
    members = board.members_of(edition(tyrol), FACTS)
    facet = toy().taxonomy.facets["regions"]
    named = board.lines_of(edition(tyrol), FACTS, facet, [(it, it.supports) for it in members])
    assert [(line.label, len(line.members)) for line in named] == [("Alps", 1), ("Tyrol", 1)]


def test_a_count_leads_to_the_view_by_term_where_the_library_finds_the_same() -> None:
    counted = Reader(body(edition(KEYED, OLD))).counted
    assert ("../library/?categories=nest-study&kinds=key", 1) in counted


def test_a_count_leads_to_the_works_by_key_where_the_library_would_find_others() -> None:
    counted = Reader(body(edition(KEYED, OLD))).counted
    assert ("../library/#ids=beelab2023keyed", 1) in counted  # the Alps: filed under no region


def test_what_was_measured_is_shown() -> None:
    measured = Metrics(1204, date(2026, 10, 2), None, date(2026, 11, 20))
    words = lines(edition(metrics={"beelab2023keyed": measured}))[1][0]
    assert "last commit 2026-10-02 1,204 stars as of 2026-11-20" in words


def test_without_measurements_nothing_is_said_of_them() -> None:
    words = lines(edition(metrics={"beelab2023keyed": Metrics(asked=date(2026, 11, 20))}))[1][0]
    assert "2026" not in words
    assert "star" not in words


def test_the_table_has_a_line_for_each_work() -> None:
    measured = Metrics(12, date(2026, 10, 2), 3, date(2026, 11, 20))
    keyed, old = table(edition(KEYED, OLD, metrics={"beelab2023keyed": measured}))
    assert keyed == {
        "key": "beelab2023keyed", "page": "https://bees.example/lit/entries/beelab2023keyed/",
        "name": "Keyed: naming bees by their wings", "title": "Keyed: naming bees by their wings",
        "published": "2023",
        "categories": "field-survey", "categories_label": "Field surveys",
        "covers": "alps; tyrol", "covers_label": "Alps; Tyrol",
        "implements": "vanderberg2021orchard", "code": "https://github.com/example/keyed",
        "license": "MIT", "project": "", "landing": "https://github.com/example/keyed",
        "stars": "12", "last_commit": "2026-10-02", "citations": "3", "asked": "2026-11-20",
    }  # fmt: skip
    assert (old["covers"], old["code"], old["stars"]) == ("", "", "")


def test_a_cell_that_a_spreadsheet_would_run_starts_with_an_apostrophe() -> None:
    (line,) = table(edition(replace(KEYED, title="=1+1")))
    assert line["title"] == "'=1+1"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    usual = set(Reader(body(edition(KEYED))).tags)
    entry = replace(hostile_entry(text), terms=KEYED.terms)
    assert set(Reader(body(edition(entry))).tags) <= usual | {"p"}


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        (replace(FACTS, kind="tool"), "kind 'tool' is no term of the kinds"),
        (replace(FACTS, rows="methods"), "'methods' is no field of the vocabulary"),
        (replace(FACTS, columns="models"), "'models' is no field of the vocabulary"),
    ],
)
def test_a_board_that_the_vocabulary_does_not_know_is_refused(
    facts: BoardFacts, message: str
) -> None:
    with pytest.raises(ValueError, match=f"extra.board: {message}"):
        body(edition(facts=facts))


def test_a_path_that_is_no_folder_of_the_site_is_refused() -> None:
    with pytest.raises(ValueError, match="must be like 'tools/'"):
        replace(SITE, board=replace(FACTS, path="../x/"))


def test_a_library_without_such_works_has_an_empty_board() -> None:
    assert "No entry yet" in body(edition(bees("okafor2022nest")))
