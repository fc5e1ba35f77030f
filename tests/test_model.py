"""The record: names, dates, derived addresses, and problems fit to print."""

from __future__ import annotations

import pickle

import pytest
from samples import PROBE, changed, entry_of

from literature.model import (
    Entry,
    Name,
    PartialDate,
    Problem,
    doi_url,
    entry_path,
    field_specs,
    ordered_fields,
)


@pytest.mark.parametrize(
    ("text", "printed", "inverted"),
    [
        ("van der Berg, Jan", "Jan van der Berg", "van der Berg, Jan"),
        ("Kennedy, III, Monroe", "Monroe Kennedy III", "Kennedy, III, Monroe"),
        ("Divyansh", "Divyansh", "Divyansh"),
        ("{Bee Lab}", "Bee Lab", "Bee Lab"),
    ],
)
def test_a_name_is_printed_both_ways(text: str, printed: str, inverted: str) -> None:
    name = Name.parse(text)
    assert (name.printed, name.inverted) == (printed, inverted)
    assert name.is_group is text.startswith("{")


@pytest.mark.parametrize(
    ("text", "words", "first_day"),
    [
        ("2024-11-17", "Nov 2024", "2024-11-17"),
        ("2024-11", "Nov 2024", "2024-11-01"),
        ("2024", "2024", "2024-01-01"),
    ],
)
def test_a_date_may_lack_its_day_and_month(text: str, words: str, first_day: str) -> None:
    date = PartialDate.parse(text)
    assert (str(date), date.words, date.first_day) == (text, words, first_day)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2024-13", "'2024-13' is no date that exists; write 2024-11-17, 2024-11 or 2024"),
        ("2024-00", "'2024-00' is no date that exists; write 2024-11-17, 2024-11 or 2024"),
        ("2023-02-29", "'2023-02-29' is no date that exists; write 2024-11-17, 2024-11 or 2024"),
        ("0000", "'0000' is no date that exists; write 2024-11-17, 2024-11 or 2024"),
        ("2024-1-1", "'2024-1-1' is not a date; write 2024-11-17, 2024-11 or 2024"),
        ("20241117", "'20241117' is not a date; write 2024-11-17, 2024-11 or 2024"),
        ("Nov 2024", "'Nov 2024' is not a date; write 2024-11-17, 2024-11 or 2024"),
        ("2024-11-17T00:00", "'2024-11-17T00:00' is not a date; "
         "write 2024-11-17, 2024-11 or 2024"),
        ("", "'' is not a date; write 2024-11-17, 2024-11 or 2024"),
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError) as refusal:
        PartialDate.parse(text)
    assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (
            Problem("entries/ito2025probe.yaml", 6, "doi", "'x' is a URL; write y"),
            "entries/ito2025probe.yaml:6: doi: 'x' is a URL; write y",
        ),
        (Problem("entries/a.yaml", 0, "", "a folder"), "entries/a.yaml: a folder"),
        (Problem("a\nb", 1, "c\rd", "e\x1b[2J\u202ef"), "a b:1: c?d: e?[2J?f"),
        (Problem("a", 1, "f" * 99, "m" * 999), f"a:1: {'f' * 59}…: {'m' * 299}…"),
    ],
)
def test_a_problem_is_one_clean_line(problem: Problem, line: str) -> None:
    assert str(problem) == line


def test_problems_sort_by_file_and_line() -> None:
    problems = [Problem("b", 1, "", ""), Problem("a", 10, "", ""), Problem("a", 9, "z", "")]
    assert sorted(problems) == [problems[2], problems[1], problems[0]]


def all_ids() -> Entry:
    return entry_of(
        changed(
            ("doi: 10.1000/x", 'arxiv: "2503.01234"\ndoi: 10.1000/x\nopenreview: abcDEF123\n'
             "anthology: 2025.acl-long.1\nurl: https://example.org/page"),
        )
    )  # fmt: skip


def test_addresses_are_derived_from_identifiers() -> None:
    assert [(link.label, link.url) for link in all_ids().links] == [
        ("arXiv", "https://arxiv.org/abs/2503.01234"),
        ("PDF", "https://arxiv.org/pdf/2503.01234"),
        ("DOI", "https://doi.org/10.1000/x"),
        ("OpenReview", "https://openreview.net/forum?id=abcDEF123"),
        ("Anthology", "https://aclanthology.org/2025.acl-long.1/"),
        ("Page", "https://example.org/page"),
        ("Code", "https://example.org/code"),
    ]
    assert all_ids().arxiv_doi == "10.48550/arXiv.2503.01234"


def test_the_best_address_is_the_doi_or_else_the_first_page() -> None:
    assert all_ids().landing == "https://doi.org/10.1000/x"
    no_doi = entry_of(changed(("doi: 10.1000/x\n", "")))
    assert no_doi.landing == "https://example.org/code"


@pytest.mark.parametrize(
    ("ids", "pdf"),
    [
        ("anthology: 2025.acl-long.1", "https://aclanthology.org/2025.acl-long.1.pdf"),
        ("openreview: abcDEF123", "https://openreview.net/pdf?id=abcDEF123"),
        ("doi: 10.1000/x", ""),
    ],
)
def test_a_free_pdf_is_known_by_identifier(ids: str, pdf: str) -> None:
    assert entry_of(changed(("doi: 10.1000/x", ids))).pdf == pdf


def test_the_address_of_a_doi_is_percent_encoded() -> None:
    assert doi_url('10.1000/a<1>#b?c%d"') == "https://doi.org/10.1000/a%3C1%3E%23b%3Fc%25d%22"


def test_terms_are_found_by_field() -> None:
    entry = entry_of(PROBE)
    assert (entry.venue, entry.kind, entry.categories) == ("icba", "study", ("field-survey",))
    assert entry.term("regions") == "alps"
    assert entry.term("nothing") == ""


def test_fields_are_written_in_one_order() -> None:
    assert ordered_fields(["kind", "regions", "categories", "venue"], ["covers"]) == (
        "title", "alt_titles", "nickname", "authors", "published", "arxiv", "doi", "openreview",
        "anthology", "url", "venue", "track", "venue_year", "volume", "number", "pages", "kind",
        "categories", "regions", "summary", "code", "project", "license", "covers", "workflows",
        "implements", "added", "aliases", "needs", "unverified", "evidence", "notes",
    )  # fmt: skip


def test_every_field_says_what_it_means() -> None:
    for spec in field_specs():
        assert spec.description.endswith("."), spec.name
        assert spec.example, spec.name


def test_an_entry_lives_in_the_file_of_its_key() -> None:
    assert entry_path("ito2025probe").as_posix() == "entries/ito2025probe.yaml"


def test_an_entry_is_remembered_without_what_is_absent_or_follows_from_it() -> None:
    entry = entry_of(PROBE)
    assert entry.links
    known = entry.__getstate__()
    assert known["doi"] == "10.1000/x"
    assert not {"links", "arxiv"} & known.keys()
    again = pickle.loads(pickle.dumps(entry, -1))
    assert again == entry
    assert again.links == entry.links
