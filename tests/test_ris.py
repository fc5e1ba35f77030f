"""RIS: literal records, one record whatever the input, and rispy reads back what was meant."""

from __future__ import annotations

from dataclasses import replace

import pytest
import rispy
from hypothesis import given, settings
from hypothesis import strategies as st
from thorough import examples
from toy import HOSTILE, SITE, bees, hostile_entry, toy

from literature.model import Entry, Name
from literature.render.ris import render_ris, render_ris_record


def record(entry: Entry) -> str:
    return render_ris_record(entry, toy().taxonomy, SITE)


def test_a_preprint_is_an_unpublished_work_with_its_arxiv_number() -> None:
    assert record(bees("li2022solitary")) == (
        "TY  - UNPB\n"
        "ID  - li2022solitary\n"
        "AU  - Li, Wei\n"
        "AU  - Kennedy, Monroe, III\n"
        "AU  - Divyansh\n"
        "TI  - Solitary Bees Remember _Where_, not When\n"
        "PY  - 2022\n"
        "DA  - 2022/06//\n"
        "DO  - 10.48550/arXiv.2206.00042\n"
        "M3  - Preprint\n"
        "DB  - arXiv\n"
        "AN  - arXiv:2206.00042\n"
        "UR  - https://arxiv.org/abs/2206.00042\n"
        "KW  - Nest studies\n"
        "N1  - Summary by Bees & Co, https://bees.example/lit/entries/li2022solitary/: Moves nest "
        "entrances by hand and shows that returning bees search the old place before the new one.\n"
        "ER  - \n"
    )


def test_an_article_has_journal_volume_and_pages() -> None:
    lines = record(bees("vanderberg2021orchard", number="2")).splitlines()
    assert lines[0] == "TY  - JOUR"
    assert lines[5:13] == [
        "T2  - Journal of Hymenoptera Research",
        "J2  - JHR",
        "PY  - 2021",
        "VL  - 81",
        "IS  - 2",
        "SP  - 1",
        "EP  - 20",
        "DO  - 10.3897/jhr.81.60528",
    ]


@pytest.mark.parametrize(
    ("key", "first_line"),
    [
        ("okafor2022nest", "TY  - CONF"),
        ("vanderberg2021orchard", "TY  - JOUR"),
        ("beelab2023keyed", "TY  - COMP"),
        ("dubois2020diary", "TY  - BLOG"),
        ("li2022solitary", "TY  - UNPB"),
    ],
)
def test_each_kind_of_work_has_its_type(key: str, first_line: str) -> None:
    assert record(bees(key)).splitlines()[0] == first_line


def test_the_year_of_a_paper_is_that_of_its_venue() -> None:
    text = record(bees("abe2019sound"))
    assert "PY  - 2020\n" in text
    assert "DA  - " not in text


def test_the_track_is_a_note() -> None:
    assert "N1  - Track: Workshop on Walls\n" in record(bees("okafor2022nest"))


def test_a_comma_in_a_group_does_not_make_a_given_name() -> None:
    entry = bees("beelab2023keyed", authors=(Name("Bees, Wasps and Ants", is_group=True),))
    assert "AU  - Bees Wasps and Ants\n" in record(entry)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_can_start_a_line(text: str) -> None:
    made = record(hostile_entry(text))
    lines = made.splitlines()
    assert made.split("\n") == [*lines, ""]
    assert [line[:2] for line in lines] == (
        ["TY", "ID", "AU", "AU", "TI", "T2", "PY", "UR", "KW", "KW", "N1", "N1", "ER"]
    )
    assert all(line[2:6] == "  - " for line in lines)


def test_a_semicolon_does_not_split_an_address() -> None:
    (read,) = rispy.loads(record(hostile_entry("x")))
    assert read["urls"] == ["https://example.org/a%3Bb?c=d&e='f'"]


def test_rispy_reads_back_every_record() -> None:
    entries = toy().entries
    read = rispy.loads(render_ris(map(record, entries)))
    assert [item["id"] for item in read] == [entry.key for entry in entries]
    assert [item["title"] for item in read] == [entry.title for entry in entries]
    assert [item["year"] for item in read] == ["2023", "2022", "2022", "2021", "2020", "2020"]
    assert read[2]["authors"] == ["Li, Wei", "Kennedy, Monroe, III", "Divyansh"]
    assert not any("unknown_tag" in item for item in read)


@settings(max_examples=examples(100), deadline=None)
@given(st.text(min_size=1))
def test_rispy_reads_one_record_whatever_the_title(title: str) -> None:
    (read,) = rispy.loads(record(bees("abe2019sound", title=title)))
    assert read.get("title", "") == " ".join(title.split())


def test_records_are_separated_by_an_empty_line() -> None:
    assert render_ris(["TY  - GEN\nER  - \n", "TY  - GEN\nER  - \n"]) == (
        "TY  - GEN\nER  - \n\nTY  - GEN\nER  - \n"
    )


def test_a_semicolon_in_a_label_parts_no_keyword() -> None:
    facet = toy().taxonomy.facets["categories"]
    term = replace(facet.terms["nest-study"], label="Nests; and holes")
    facets = {**toy().taxonomy.facets, "categories": replace(facet, terms={term.id: term})}
    taxonomy = replace(toy().taxonomy, facets=facets)
    text = render_ris_record(bees("li2022solitary"), taxonomy, SITE)
    assert "\nKW  - Nests, and holes\n" in text


def test_a_work_without_summary_has_no_note() -> None:
    assert "\nN1  - " not in record(bees("li2022solitary", summary=""))
