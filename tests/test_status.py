"""What the library wants: which entries, in which order, on the page and in the table."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from conftest import RawEntry
from toy import HOSTILE, SITE, bees, hostile_entry, toy

from literature.catalogue import Catalogue
from literature.dead_links import read_dead_links
from literature.metrics import Metrics
from literature.model import Entry, PartialDate
from literature.render.edition import Edition
from literature.render.status_page import render_status_csv, status_pages
from literature.wanting import Want, Wants, first_five, months_before

DIARY = "https://example.org/diary"


def edition(*entries: Entry, metrics: Mapping[str, Metrics] | None = None, **known: Any) -> Edition:
    catalogue = Catalogue.of(entries, toy().taxonomy) if entries else toy()
    return Edition(replace(catalogue, metrics=metrics or {}), SITE, **known)


def page_text(of: Edition) -> str:
    (page,) = status_pages(of)
    return of.assemble(page.make_body(), page.depth)


def table(of: Edition) -> list[tuple[str, str, str]]:
    """Want, key and details of each row."""
    rows = csv.DictReader(io.StringIO(render_status_csv(of), newline=""))
    return [(row["want"], row["key"], row["details"]) for row in rows]


def counts(text: str) -> dict[str, int]:
    """Heading -> number, as the top of the page has them."""
    top = text[text.index("status__counts") : text.index("All of it as CSV")]
    items = re.findall(r"<li>(.*?)</li>", top, re.S)
    words = [re.sub(r'<span class="sr">.*?</span>|<[^>]+>', "", item).split() for item in items]
    return {" ".join(word[:-1]): int(word[-1].replace(",", "")) for word in words}


# What is wanted


def test_a_preprint_is_wanted_when_it_is_older_than_18_months_before_the_latest_addition() -> None:
    def preprint(key: str, *day: int) -> Entry:
        return bees("li2022solitary", key=key, published=PartialDate(*day), arxiv="2206.00042",
                    terms={}, added=date(2026, 1, 7))  # fmt: skip

    old, young, unknown = preprint("a", 2024, 7, 6), preprint("b", 2024, 7, 7), preprint("c", 2024)
    found = [row for row in table(edition(old, young, unknown)) if row[0] == "preprints"]
    assert found == [("preprints", "a", "first version Jul 2024")]


def test_a_work_with_a_venue_is_no_preprint() -> None:
    keys = [key for want, key, _ in table(edition()) if want == "preprints"]
    assert "okafor2022nest" not in keys


def test_what_is_not_confirmed_is_named_in_words_and_most_doubts_come_first() -> None:
    one = bees("dubois2020diary", unverified=("regions",))
    two = bees("okafor2022nest", unverified=("venue", "authors"))
    assert [row for row in table(edition(one, two)) if row[0] == "unverified"] == [
        ("unverified", "okafor2022nest", "the venue, the authors"),
        ("unverified", "dubois2020diary", "the regions"),
    ]


def test_a_dead_link_is_told_with_its_reason() -> None:
    dead = {DIARY: "404", "https://elsewhere.example/": "410"}
    assert table(edition(dead_links=dead))[0] == ("dead", "dubois2020diary", "Page: 404")


def test_code_without_a_commit_for_two_years_and_old_entries_are_stale() -> None:
    code = bees("abe2019sound", code="https://example.org/x", added=date(2026, 1, 7))
    old = bees("dubois2020diary", added=date(2023, 5, 6))
    metrics = {"abe2019sound": Metrics(last_commit=date(2023, 12, 1))}
    assert [row for row in table(edition(code, old, metrics=metrics)) if row[0] == "stale"] == [
        ("stale", "dubois2020diary", "added 2023-05-06"),
        ("stale", "abe2019sound", "last commit of the code 2023-12-01"),
    ]


def test_months_are_counted_from_a_day_that_every_month_has() -> None:
    assert months_before(date(2026, 8, 31), 18) == "2025-02-28"
    assert months_before(date(2026, 1, 7), 24) == "2024-01-07"


def test_five_to_start_with_are_of_every_kind_in_turn_and_no_entry_twice() -> None:
    entries = [bees("abe2019sound", key=f"k{number}") for number in range(9)]

    def wants(id: str, *numbers: int) -> Wants:
        return Wants(id, tuple(Want(entries[number], "") for number in numbers))

    lists = (wants("dead", 0, 1), wants("unverified", 0, 2, 3), wants("code", 4, 5, 6, 7, 8))
    assert [want.entry.key for _, want in first_five(lists)] == ["k0", "k1", "k2", "k3"]
    assert len(first_five((wants("dead"), wants("code", 4, 5, 6, 7, 8, 0)))) == 5


# The state file


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"a": 1}', '{"a": {"failed": 3}}', '{"a": {"failed": [1, 2, [3]]}}',
             '{"a": {"failed": ["2026-01-01", "2026-01-02"]}}', "[" * 100_000],
)  # fmt: skip
def test_a_state_file_that_says_nothing_of_use_is_as_if_it_were_not_there(
    tmp_path: Path, text: str
) -> None:
    (tmp_path / "_links.json").write_text(text, "utf-8")
    assert read_dead_links(tmp_path) == {}


def test_a_link_that_failed_on_three_days_is_dead(tmp_path: Path) -> None:
    days = ["2026-01-01", "2026-01-02", "2026-01-05"]
    lines = {DIARY: {"failed": days, "why": "404"}, "b": {"failed": [days[0]] * 3, "why": "x"}}
    (tmp_path / "_links.json").write_text(json.dumps(lines), "utf-8")
    assert read_dead_links(tmp_path) == {DIARY: "404"}


# The page


def test_each_line_leads_to_the_form_of_its_entry() -> None:
    text = page_text(edition())
    lines = re.findall(r'<li><p class="want__title">.*?</li>', text, re.S)
    assert len(lines) > 6
    for line in lines:
        key = re.search(r'href="\.\./entries/([a-z0-9]+)/"', line)
        assert key and f'href="../submit/?entry={key[1]}"' in line


def test_a_long_list_shows_twenty_and_the_number_of_the_rest() -> None:
    many = [bees("dubois2020diary", key=f"k{number:03}") for number in range(45)]
    text = page_text(edition(*many))
    section = text[text.index('id="code"') :]
    assert section.count('<p class="want__title">') == 20
    assert "25 more are in the" in section
    assert len(render_status_csv(edition(*many)).splitlines()) == 46


def test_the_page_stays_small_however_much_is_wanted() -> None:
    many = [
        bees("okafor2022nest", key=f"k{number:03}", title="W" * 200, published=PartialDate(2019),
             unverified=("venue", "authors", "summary"), terms={"categories": ("nest-study",)})
        for number in range(300)
    ]  # fmt: skip
    assert len(page_text(edition(*many))) < 60_000


def test_without_code_has_its_view_of_the_library_and_each_category_too() -> None:
    text = page_text(edition())
    assert 'href="../library/?code=0"' in text
    assert 'href="../library/?categories=nest-study&amp;code=0">Nest studies</a>' in text


def test_an_empty_library_wants_nothing() -> None:
    empty = Edition(Catalogue((), toy().taxonomy), SITE)
    assert "Nothing wants anything." in page_text(empty)
    assert table(empty) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    of = edition(hostile_entry(text))
    assert "<script" not in page_text(of).replace('<script type="module"', "")
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in table(of) for cell in row)


# The real site


@pytest.mark.slow
def test_the_counts_of_the_site_are_those_of_the_entries(
    built_site: Path, raw_entries: dict[str, RawEntry]
) -> None:
    text = (built_site / "status" / "index.html").read_text("utf-8")
    entries: list[Mapping[str, Any]] = [*raw_entries.values()]
    before = _months_before(max(entry["added"] for entry in entries))
    preprints = [
        entry for entry in entries
        if not entry.get("venue") and (entry.get("arxiv") or entry.get("openreview"))
        and (entry["published"] + "-99-99"[len(entry["published"]) - 4 :])[:10] < before
    ]  # fmt: skip
    assert counts(text) == {
        "Links known to be dead": 0,
        "Not confirmed": sum(bool(entry.get("unverified")) for entry in entries),
        "Preprints without a venue": len(preprints),
        "Stale": 0,
        "Without a code link": sum(not entry.get("code") for entry in entries),
    }
    with (built_site / "data" / "status.csv").open(encoding="utf-8", newline="") as file:
        assert len([*csv.DictReader(file)]) == sum(counts(text).values())
    assert len(text) < 60_000


def _months_before(day: str) -> str:
    year, month = divmod(int(day[:4]) * 12 + int(day[5:7]) - 1 - 18, 12)
    return f"{year}-{month + 1:02}-{min(int(day[8:]), 28):02}"


@pytest.mark.slow
def test_every_category_has_as_many_without_code_as_its_view_of_the_library(
    built_site: Path, raw_entries: dict[str, RawEntry]
) -> None:
    text = (built_site / "status" / "index.html").read_text("utf-8")
    found = re.findall(
        r'library/\?categories=([a-z-]+)&amp;code=0">[^<]*</a> <span class="n">([0-9,]+)', text
    )
    wanted = [
        category
        for entry in raw_entries.values() if not entry.get("code")
        for category in entry["categories"]
    ]  # fmt: skip
    assert {unescape(id): int(count) for id, count in found} == {
        category: wanted.count(category) for category in set(wanted)
    }
