"""CSL-JSON: literal items, the shape the specification wants, and a processor that reads them."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from toy import HOSTILE, bees, hostile_entry, toy

from literature.model import Entry, Name
from literature.render.csl import csl_item, render_csl, render_item, work_type

TEXT = {"type": "string", "minLength": 1}
DATE = {
    "type": "object",
    "required": ["date-parts"],
    "additionalProperties": False,
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 1,
            "items": {
                "type": "array",
                "items": {"type": "integer"},
                "minItems": 1,
                "maxItems": 3,
            },
        }
    },
}
NAME = {
    "type": "object",
    "additionalProperties": False,
    "properties": dict.fromkeys(("family", "given", "suffix", "literal"), TEXT),
}
TEXT_FIELDS = (
    *("id", "title", "container-title", "container-title-short", "event-title", "volume"),
    *("issue", "page", "DOI", "URL", "publisher", "number", "note", "keyword"),
)
# The part of CSL 1.0.2 that we use (specification, appendices III and IV).
ITEMS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "type", "title", "author", "issued"],
        "additionalProperties": False,
        "properties": {
            "type": {
                "enum": [
                    "article",
                    "article-journal",
                    "paper-conference",
                    "post-weblog",
                    "report",
                    "software",
                ]
            },
            "author": {"type": "array", "minItems": 1, "items": NAME},
            "issued": DATE,
            "available-date": DATE,
            **dict.fromkeys(TEXT_FIELDS, TEXT),
        },
    },
}


def item(entry: Entry) -> dict[str, object]:
    return csl_item(entry, toy().taxonomy)


def text_of(entry: Entry) -> str:
    return render_item(entry, toy().taxonomy)


def test_a_preprint_is_an_article_published_by_arxiv() -> None:
    assert item(bees("li2022solitary")) == {
        "DOI": "10.48550/arXiv.2206.00042",
        "URL": "https://arxiv.org/abs/2206.00042",
        "author": [
            {"family": "Li", "given": "Wei"},
            {"family": "Kennedy", "given": "Monroe", "suffix": "III"},
            {"family": "Divyansh"},
        ],
        "id": "li2022solitary",
        "issued": {"date-parts": [[2022, 6]]},
        "keyword": "Nest studies",
        "number": "arXiv:2206.00042",
        "publisher": "arXiv",
        "title": "Solitary Bees Remember _Where_, not When",
        "type": "article",
    }


def test_a_journal_article_keeps_its_preprint_in_a_note() -> None:
    assert item(bees("vanderberg2021orchard", number="2")) == {
        "DOI": "10.3897/jhr.81.60528",
        "URL": "https://doi.org/10.3897/jhr.81.60528",
        "author": [
            {"family": "van der Berg", "given": "Jan"},
            {"family": "Müller", "given": "Änne"},
        ],
        "available-date": {"date-parts": [[2021, 3]]},
        "container-title": "Journal of Hymenoptera Research",
        "container-title-short": "JHR",
        "id": "vanderberg2021orchard",
        "issue": "2",
        "issued": {"date-parts": [[2021]]},
        "keyword": "Field surveys; Nest studies; Tyrol",
        "note": "arXiv:2103.01234",
        "page": "1-20",
        "title": "Orchard bees & the 50% rule: What We Know",
        "type": "article-journal",
        "volume": "81",
    }


def test_a_workshop_is_the_event_of_a_paper() -> None:
    made = item(bees("okafor2022nest"))
    assert made["container-title"] == "International Conference on Bee Ecology"
    assert made["event-title"] == "Workshop on Walls"
    assert made["issued"] == {"date-parts": [[2022]]}
    assert made["available-date"] == {"date-parts": [[2022, 6, 1]]}


def test_a_work_first_published_at_its_venue_keeps_its_day() -> None:
    made = item(bees("okafor2022nest", openreview=""))
    assert made["issued"] == {"date-parts": [[2022, 6, 1]]}
    assert "available-date" not in made


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"arxiv": "2206.00042"}, "https://openreview.net/forum?id=abcDEF123"),
        ({"arxiv": "2206.00042", "openreview": ""}, "https://arxiv.org/abs/2206.00042"),
        ({"anthology": "2022.acl-long.1"}, "https://aclanthology.org/2022.acl-long.1/"),
        ({"doi": "10.1000/x"}, "https://doi.org/10.1000/x"),
    ],
)
def test_the_address_of_a_paper_is_that_of_the_published_version(
    changes: dict[str, object], expected: str
) -> None:
    assert item(bees("okafor2022nest", **changes))["URL"] == expected


def test_a_group_is_one_literal_name() -> None:
    assert item(bees("beelab2023keyed"))["author"] == [{"literal": "Bee Lab"}]


def test_our_summary_is_not_passed_off_as_an_abstract() -> None:
    assert not any("abstract" in item(entry) for entry in toy().entries)


@pytest.mark.parametrize(
    ("key", "changes", "expected"),
    [
        ("beelab2023keyed", {}, "software"),
        ("beelab2023keyed", {"arxiv": "2301.00001"}, "article"),
        ("dubois2020diary", {}, "post-weblog"),
        ("dubois2020diary", {"openreview": "abcDEF123"}, "article"),
        ("okafor2022nest", {}, "paper-conference"),
        ("vanderberg2021orchard", {}, "article-journal"),
        ("li2022solitary", {}, "article"),
    ],
)
def test_the_venue_then_a_manuscript_then_the_kind_decide_the_type(
    key: str, changes: dict[str, object], expected: str
) -> None:
    assert work_type(bees(key, **changes), toy().taxonomy) == expected


def test_the_items_have_the_shape_of_the_specification() -> None:
    items = json.loads(render_csl(map(text_of, toy().entries)))
    jsonschema.validate(items, ITEMS)
    assert [one["id"] for one in items] == [entry.key for entry in toy().entries]


def test_each_variable_has_a_line() -> None:
    text = text_of(bees("dubois2020diary", authors=(Name("Dubois", "Zoé"),), summary="x"))
    assert text.splitlines()[:3] == [
        "{",
        ' "URL": "https://example.org/diary",',
        ' "author": [{"family": "Dubois", "given": "Zoé"}],',
    ]
    assert text.splitlines()[-1] == "}"


def test_no_items_are_an_empty_array() -> None:
    assert json.loads(render_csl([])) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_comes_back_from_one_line(text: str) -> None:
    written = text_of(hostile_entry(text))
    assert len(written.split("\n")) == len(item(hostile_entry(text))) + 2
    (read,) = json.loads(render_csl([written]))
    assert (read["title"], read["author"][0]["given"]) == (text, text)


def test_a_name_without_given_name_is_a_family_name() -> None:
    made = item(bees("li2022solitary", authors=(Name("Divyansh"),)))
    assert made["author"] == [{"family": "Divyansh"}]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:The following arguments for Reference")
def test_a_citation_processor_writes_a_bibliography_from_it() -> None:
    citeproc = pytest.importorskip("citeproc", reason="citeproc-py is not installed")
    source = pytest.importorskip("citeproc.source.json")
    read = json.loads(render_csl(map(text_of, toy().entries)))
    folder = Path(citeproc.__file__).parent / "data" / "styles"
    style = citeproc.CitationStylesStyle(
        str(folder / "harvard-cite-them-right.csl"), validate=False
    )
    bibliography = citeproc.CitationStylesBibliography(
        style, source.CiteProcJSON(read), citeproc.formatter.plain
    )
    for one in read:
        bibliography.register(citeproc.Citation([citeproc.CitationItem(one["id"])]))
    assert str(bibliography.bibliography()[3]) == (
        "van der Berg, J. and Müller, Ä. (2021) “Orchard bees & the 50% rule: What We Know”, "
        "Journal of Hymenoptera Research, 81, pp. 1–20. "
        "Available at: https://doi.org/10.3897/jhr.81.60528."
    )
