"""Every rule with what passes it and what does not."""

from __future__ import annotations

import random
from datetime import date

import pytest
from samples import PROBE, changed, entry_of, messages_of, reading_of, toy_taxonomy

from literature.catalogue import check_readings
from literature.model import Entry
from literature.rules import RULES, check_together, describe_rules

Change = tuple[str, str]
DOI = "doi: 10.1000/x"


def with_doi(lines: str) -> Change:
    return DOI, lines


SUMMARY = (
    "summary: >-\n  Lowers a warm probe into forty hives and\n"
    "  counts which bees come to look at it.\n"
)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param([("Ito, Aya", "Ito, Ayaka")], id="another given name"),
        pytest.param([("Ito, Aya", "Itô, Aya")], id="an accent"),
        pytest.param([("  - Ito, Aya\n", ""), ("Jan\n", "Jan\n  - Ito, Aya\n")], id="an author"),
        pytest.param([("2025-03-14", "2024-12-31")], id="a year later than the work"),
        pytest.param([("2025-03-14", "2025")], id="only a year"),
        pytest.param([("2025-03-14", "2025-12"), ("2026-01-09", "2025-12-01")], id="added within"),
        pytest.param([("Probe the Hive", "The Probe")], id="a stop word"),
        pytest.param([("Probe the Hive", "Probe-Hive")], id="half a hyphenated word"),
        pytest.param(
            [("Probe the Hive", "Hive"), ("authors", "alt_titles:\n  - Probe\nauthors")],
            id="a former title",
        ),
        pytest.param([("summary: >-\n  Lowers a", "summary: >-\n  " + "x" * 410)], id="480 chars"),
        pytest.param([with_doi('arxiv: "2503.01234"')], id="arXiv alone"),
        pytest.param([with_doi('arxiv: "2502.28123"')], id="numbered a month before"),
        pytest.param([with_doi('arxiv: "2509.01234"')], id="public before arXiv"),
        pytest.param(
            [with_doi('arxiv: "2503.01234"\ndoi: 10.48550/arXiv.2503.01234')],
            id="the arXiv DOI of its own id",
        ),
        pytest.param(
            [with_doi('arxiv: "2503.01234"\ndoi: 10.48550/ARXIV.2503.01234v2')],
            id="the arXiv DOI with version",
        ),
        pytest.param(
            [with_doi("anthology: 2025.acl-long.1\ndoi: 10.18653/v1/2025.acl-long.1")],
            id="the DOI of its Anthology id",
        ),
        pytest.param([with_doi("openreview: abcDEF123")], id="OpenReview alone"),
        pytest.param([with_doi("url: https://example.org/"), ("code: ", "project: ")], id="a page"),
        pytest.param([(DOI + "\n", "")], id="code alone"),
        pytest.param([("venue: icba\nvenue_year: 2025\n", "")], id="no venue"),
        pytest.param([("venue_year: 2025", "venue_year: 2026")], id="a later venue"),
        pytest.param([("Probe the Hive", "Probe NASA")], id="a word in capitals"),
        pytest.param([("Probe the Hive", "Probe $n$ <L> __init__")], id="signs"),
        pytest.param([("2026-01-09", "2026-01-09\nunverified: [kind, doi, volume]")],
                     id="unverified fields"),
        pytest.param([("2026-01-09", "2026-01-09\naliases: [ito2024probe]")], id="a former key"),
        pytest.param([(SUMMARY, ""), ("2026-01-09", "2026-01-09\nneeds: [summary]")],
                     id="no summary yet"),
        pytest.param([("Probe the Hive", "Probe the \\\\ Hive")], id="a lone backslash"),
        pytest.param([with_doi("doi: 10.18653/v1/p19-1001\nanthology: P19-1001")],
                     id="a DOI in small letters"),
    ],
)  # fmt: skip
def test_a_right_entry_passes(changes: list[Change]) -> None:
    assert messages_of(changed(*changes)) == []


@pytest.mark.parametrize(
    ("changes", "messages"),
    [
        ([("Ito, Aya", "Abe, Aya")],
         ["1: the key 'ito2025probe' starts with 'ito', which is no author's family name; "
          "it would be abe2025probe"]),
        ([("2025-03-14", "2023-03-14")],
         ["1: the key 'ito2025probe' has the year 2025, but the work is from 2023; "
          "it would be ito2023probe"]),
        ([("Probe the Hive", "Hive of Probes")],
         ["1: the key 'ito2025probe' ends with 'probe', which is not the first content word of a "
          "title; it would be ito2025hive"]),
        ([("  - alps", "  - alps\n  - Alpes")],
         ["13: regions: unknown term 'Alpes'; did you mean alps?"]),
        ([("  - alps", "  - Alps")], ["12: regions: unknown term 'Alps'; did you mean alps?"]),
        ([("  - alps", "  - mars")],
         ["12: regions: unknown term 'mars'; see regions in entries/_taxonomy.yaml"]),
        ([("venue: icba", "venue: Journal of Hymenoptera Research")],
         ["7: venue: unknown term 'Journal of Hymenoptera Research'; did you mean jhr?"]),
        ([("  Lowers a warm probe into forty hives and\n  counts which bees come to look at it.",
           "  " + "x" * 39)], ["13: summary: 39 characters; write at least 40"]),
        ([(SUMMARY, "")], ["1: summary: is missing; every entry needs it"]),
        ([("2026-01-09", "2026-01-09\nneeds: [summary]")],
         ["18: needs: there is a summary; remove this line"]),
        ([("2026-01-09", "2026-01-09\nneeds: [url]")],
         ["18: needs: there is a way to the work; remove this line"]),
        ([("2026-01-09", "2026-01-09\nneeds: [title]")],
         ["18: needs: 'title' cannot be left out; only summary and url can"]),
        ([("summary: >-\n  Lowers a", "summary: >-\n  " + "x" * 411)],
         ["13: summary: 481 characters; shorten to 480"]),
        ([("2025-03-14", "1700"), ("venue: icba\nvenue_year: 2025\n", "")],
         ["1: the key 'ito2025probe' has the year 2025, but the work is from 1700; "
          "it would be ito1700probe",
          "5: published: 1700 is too early; write the year of first publication"]),
        ([("2025-03-14", "2025-03-15"), ("2026-01-09", "2025-03-14")],
         ["5: published: 2025-03-15 is after the day it was added, 2025-03-14"]),
        ([with_doi('arxiv: "2501.01234"')],
         ["5: published: 2025-03-14 is later than arXiv 2501.01234, which is from 2025-01"]),
        ([with_doi("arxiv: 2503.1234")],
         ["6: arxiv: '2503.1234' has 4 digits after the dot; arXiv gave 5 in 2025; "
          "copy the id from the arXiv page, in quotes"]),
        ([with_doi("doi: 10.48550/arXiv.2503.01234")],
         ['6: doi: this is the DOI of arXiv 2503.01234; write arxiv: "2503.01234" instead']),
        ([with_doi('arxiv: "2503.01234"\ndoi: 10.48550/arXiv.2503.01235')],
         ["7: doi: is of arXiv 2503.01235, but arxiv is 2503.01234; keep the right one"]),
        ([with_doi("anthology: 2025.acl-long.1\ndoi: 10.18653/v1/2025.acl-long.2")],
         ["7: doi: is of 2025.acl-long.2, but anthology is 2025.acl-long.1; keep the right one"]),
        ([("venue_year: 2025\n", "")],
         ["7: venue: has no venue_year; add the year of the venue"]),
        ([("venue: icba\nvenue_year: 2025", 'track: Walls\nvolume: "1"\nnumber: "2"\npages: 1-2')],
         ["10: pages: needs a venue; add the venue or remove this line",
          "7: track: needs a venue; add the venue or remove this line",
          "8: volume: needs a venue; add the venue or remove this line",
          "9: number: needs a venue; add the venue or remove this line"]),
        ([("venue_year: 2025", "venue_year: 2024")],
         ["8: venue_year: 2024 is before the first publication, 2025-03-14"]),
        ([("Probe the Hive", "PROBE THE HIVE OF THE BEES")],
         ["1: title: is all capitals; write it as a sentence or in title case"]),
        ([('"Probe the Hive"', "'Probe the H\\\"ive'")],
         ["1: title: holds LaTeX; write the characters themselves"]),
        ([("authors:", "alt_titles:\n  - Other\n  - '{\\\"A} probe'\nauthors:")],
         ["4: alt_titles: holds LaTeX; write the characters themselves"]),
        ([("authors:", "alt_titles:\n  - PROBE the Hive\nauthors:")],
         ["3: alt_titles: is the title itself; remove it"]),
        ([(DOI + "\n", ""), ("code: https://example.org/code\n", "")],
         ["1: no way to reach the work; add arxiv, doi, openreview, anthology, url or code"]),
        ([("added: 2026-01-09\n", "added: 2026-01-09\nunverified:\n  - doi\n  - key\n")],
         ["20: unverified: 'key' is no field; write the name of a field"]),
        ([("added: 2026-01-09\n", "added: 2026-01-09\naliases:\n  - Ito2024\n  - ito2025probe\n")],
         ["19: aliases: 'Ito2024' cannot have been a key; write a former key",
          "20: aliases: 'ito2025probe' is the key of an entry; an alias is a former key"]),
        ([("code:", "implements: [ito2025probe]\ncode:")],
         ["16: implements: 'ito2025probe' is this entry itself; remove it"]),
        ([("code:", "implements: [abe2019sound]\ncode:")],
         ["16: implements: 'abe2019sound' is no entry; write the key of one"]),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_told_by_rule(changes: list[Change], messages: list[str]) -> None:
    assert sorted(messages_of(changed(*changes))) == messages


@pytest.mark.parametrize(
    ("changes", "messages"),
    [
        ([(DOI, "doi: https://doi.org/10.1000/x"), ("code: https://example.org/code\n", "")],
         ["6: doi: 'https://doi.org/10.1000/x' is a URL; write 10.1000/x"]),
        ([("venue_year: 2025", "venue_year: soon")],
         ["8: venue_year: 'soon' is no year; write four digits, like 2025"]),
        ([("venue: icba", "venue: [icba]")],
         ["7: venue: must be one text, not a list or mapping"]),
        ([("Ito, Aya", "Aya Ito")],
         ["3: authors: 'Aya Ito' has no comma; write Ito, Aya (or {Aya Ito} for a group)"]),
        ([(DOI, "arxiv: unknown\ndoi: 10.48550/arXiv.2503.01234")],
         ["6: arxiv: 'unknown' is not of the right form; write it like 2411.10950"]),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_read_gives_no_second_problem(
    changes: list[Change], messages: list[str]
) -> None:
    assert messages_of(changed(*changes)) == messages


def second(*changes: Change, key: str = "abe2025second", added: str = "2026-01-10") -> Entry:
    """Another entry, which shares with the first only what the changes say."""
    plain = changed(
        ("Probe the Hive", "A Second Look"),
        ("Ito, Aya", "Abe, Yu"),
        (DOI, "doi: 10.1000/second"),
        ("2026-01-09", added),
    )
    for old, new in changes:
        assert old in plain
        plain = plain.replace(old, new, 1)
    return entry_of(plain, key)


def together(*entries: Entry) -> list[str]:
    return [f"{entry.key}: {field}: {text}" for entry, field, text in check_together(entries)]


def test_two_different_entries_get_along() -> None:
    assert together(entry_of(PROBE), second()) == []


@pytest.mark.parametrize(
    ("first", "changes", "message"),
    [
        ((DOI, DOI), [("10.1000/second", "10.1000/X")],
         "doi: '10.1000/X' is already the doi of ito2025probe; merge or correct"),
        ((DOI, 'arxiv: "2503.01234"'), [("doi: 10.1000/second", 'arxiv: "2503.01234"')],
         "arxiv: '2503.01234' is already the arxiv of ito2025probe; merge or correct"),
        ((DOI, "openreview: abcDEF123"), [("doi: 10.1000/second", "openreview: abcDEF123")],
         "openreview: 'abcDEF123' is already the openreview of ito2025probe; merge or correct"),
        ((DOI, "anthology: P18-1001"), [("doi: 10.1000/second", "anthology: P18-1001")],
         "anthology: 'P18-1001' is already the anthology of ito2025probe; merge or correct"),
        ((DOI, DOI), [('"A Second Look"', '"PROBE: the hive!"\nalt_titles: [A Second Look]')],
         "title: 'PROBE: the hive!' is already a title of ito2025probe; merge the two entries"),
        ((DOI, DOI), [("authors:", "alt_titles:\n  - Other\n  - Próbe – the Hive?\nauthors:")],
         "alt_titles[1]: 'Próbe – the Hive?' is already a title of ito2025probe; "
         "merge the two entries"),
    ],
)  # fmt: skip
def test_the_entry_added_later_is_told_what_it_shares(
    first: Change, changes: list[Change], message: str
) -> None:
    earlier, later = entry_of(changed(first)), second(*changes)
    assert together(earlier, later) == [f"abe2025second: {message}"]
    assert together(later, earlier) == [f"abe2025second: {message}"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("openreview: abcDEF123", "openreview: ABCdef123"), (DOI, "doi: 10.1000/xy")],
)
def test_identifiers_that_only_look_alike_get_along(one: str, other: str) -> None:
    first = entry_of(changed((DOI, one)))
    assert together(first, second(("doi: 10.1000/second", other))) == []


def test_old_arxiv_ids_with_and_without_subject_class_are_the_same() -> None:
    old = [("2025-03-14", "2003-09"), ("venue: icba\nvenue_year: 2025\n", "")]
    first = entry_of(changed(*old, (DOI, "arxiv: math/0309136")), "ito2003probe")
    later = second(*old, ("doi: 10.1000/second", "arxiv: math.GT/0309136"), key="abe2003second")
    assert together(first, later) == [
        "abe2003second: arxiv: 'math.GT/0309136' is already the arxiv of ito2003probe; "
        "merge or correct"
    ]


def test_of_entries_added_on_one_day_the_later_key_is_told() -> None:
    twin = second(("10.1000/second", "10.1000/x"), added="2026-01-09")
    assert together(entry_of(PROBE), twin) == [
        "ito2025probe: doi: '10.1000/x' is already the doi of abe2025second; merge or correct"
    ]


def test_an_entry_without_a_day_is_told_instead_of_the_good_one() -> None:
    broken = reading_of(changed(("added: 2026-01-09\n", ""))).entry
    assert broken
    assert broken.added == date.min
    good = second(("10.1000/second", "10.1000/x"), added="2026-05-05")
    assert together(broken, good) == [
        "ito2025probe: doi: '10.1000/x' is already the doi of abe2025second; merge or correct"
    ]


def test_an_alias_leads_to_one_entry() -> None:
    alias = "added: 2026-01-09\naliases: [old2020x]"
    first = entry_of(changed(("added: 2026-01-09", alias)))
    later = second(("added: 2026-01-10", "added: 2026-01-10\naliases: [old2020x, ito2025probe]"))
    assert together(first, later) == [
        "abe2025second: aliases[0]: 'old2020x' already leads to ito2025probe; keep one of them",
        "abe2025second: aliases[1]: 'ito2025probe' is the key of an entry; "
        "an alias is a former key",
    ]


def test_a_tool_may_implement_an_entry_that_is_broken_today() -> None:
    tool = reading_of(changed(("code:", "implements: [abe2025second]\ncode:")))
    tool.problems.clear()
    broken = reading_of("title: [\n", "abe2025second")
    _, problems = check_readings([tool, broken], toy_taxonomy())
    assert [problem.path for problem in problems] == ["entries/abe2025second.yaml"]


def test_the_order_of_reading_changes_no_problem() -> None:
    changes = [("10.1000/second", "10.1000/x"), ("A Second Look", "Probe the Hive")]
    entries = [
        entry_of(PROBE),
        second(),
        *(second(*changes, key=f"abe2025probe{letter}") for letter in "bcd"),
    ]
    expected = together(*entries)
    assert len(expected) == 6
    for seed in range(20):
        random.Random(seed).shuffle(entries)
        assert together(*entries) == expected


def test_every_rule_says_in_one_sentence_what_must_hold() -> None:
    described = describe_rules()
    assert len(described) == len(RULES) == 13
    assert described["arxiv id is possible"] == (
        "arXiv can have given out this id: a number would have lost its last zero."
    )
    assert all(sentence.endswith((".", ":")) for sentence in described.values())


@pytest.mark.parametrize(
    ("year", "messages"),
    [
        ("1800", []),
        ("1799", ["5: published: 1799 is too early; write the year of first publication"]),
    ],
)  # fmt: skip
def test_no_work_is_from_before_1800(year: str, messages: list[str]) -> None:
    text = changed(("2025-03-14", year), ("venue: icba\nvenue_year: 2025\n", ""))
    assert messages_of(text, f"ito{year}probe") == messages


@pytest.mark.parametrize(
    ("changes", "messages"),
    [
        ([("Probe the Hive", "Probe " + "x" * 494)], []),
        ([("Probe the Hive", "Probe " + "x" * 495)],
         ["1: title: 501 characters; shorten to 500"]),
        ([("10.1000/x", "10.1000/" + "x" * 192)], []),
        ([("10.1000/x", "10.1000/" + "x" * 193)], ["6: doi: 201 characters; shorten to 200"]),
    ],
)  # fmt: skip
def test_a_text_may_be_as_long_as_its_limit(changes: list[Change], messages: list[str]) -> None:
    assert messages_of(changed(*changes)) == messages
