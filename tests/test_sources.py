"""What is read out of the answers of DataCite, Crossref, OpenAlex, arXiv, OpenReview and GitHub."""

from __future__ import annotations

import copy
import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lookup_servers import Fault, LookupServers, Reply, Repo, Work
from lookup_works import (
    WORKS,
    arxiv_record,
    crossref_record,
    datacite_record,
    github_record,
    openalex_record,
    openreview_note,
)
from thorough import examples

from literature.identifiers import Identifiers, read_identifiers
from literature.model import Name, PartialDate, field_specs
from literature.sources import (
    BASES,
    LookUp,
    Record,
    Repository,
    Sources,
    bases_from,
    pauses_for,
)
from literature.sources.arxiv import read_arxiv
from literature.sources.cleaning import (
    arxiv_of,
    code_in,
    doi_of,
    marked_title_of,
    pages_of,
    says_withdrawn,
    title_of,
    url_of,
    with_subtitle,
)
from literature.sources.crossref import read_crossref
from literature.sources.datacite import read_datacite
from literature.sources.github_repository import read_repository, repository_name
from literature.sources.names import group, person, printed_name
from literature.sources.openalex import read_openalex
from literature.sources.openreview import read_openreview
from literature.sources.tex import without_tex
from literature.text import has_unsafe
from literature.values import parse_name, parse_url
from literature.web import Web

Json = dict[str, Any]
WAGGLE, FLIGHT, WINGS, TALKING, BUMBLEBEE, KEYED, WITHDRAWN, ORCHARD, HONEYCOMB = WORKS
SPECS = {spec.name: spec for spec in field_specs()}


def read(record: Record | None) -> Record:
    assert record
    return record


def assert_an_entry_can_hold(record: Record) -> None:
    """Everything in a record has the form that the fields of an entry demand."""
    assert parse_url(record.page) == record.page
    for member in fields(record):
        value = getattr(record, member.name)
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str):
                assert not has_unsafe(text), member.name
                assert len(text) <= 500, member.name
                assert text == " ".join(text.split()), member.name
    for name in ("arxiv", "doi", "openreview", "anthology", "volume", "number", "pages"):
        value, spec = getattr(record, name), SPECS[name]
        assert len(value) <= spec.max_length, name
        assert not value or re.fullmatch(spec.pattern or ".*", value), name
    assert len(record.authors) <= 3000
    for author in record.authors:
        written = f"{{{author.family}}}" if author.is_group else author.inverted
        assert parse_name(written) == author
    assert record.venue_year == 0 or 1800 <= record.venue_year < 2100
    if record.published:
        assert PartialDate.parse(str(record.published)) == record.published
    if record.code:
        assert parse_url(record.code) == record.code


# DataCite


def datacite(**attributes: object) -> Json:
    """An answer of DataCite for a preprint of arXiv, with some attributes changed."""
    answer: Json = datacite_record(WAGGLE)
    answer["data"]["attributes"].update(attributes)
    return answer


def test_a_preprint_at_datacite() -> None:
    assert read_datacite(datacite_record(FLIGHT)) == Record(
        source="DataCite",
        page="https://arxiv.org/abs/2403.11111",
        title="Flight of Apis mellifera at 5 °C & below",
        authors=(Name("Müller", "Änne"), Name("The Cold Hive Consortium", is_group=True)),
        published=PartialDate(2024, 3, 17),
        arxiv="2403.11111",
        doi="10.1234/Bees.2024.17",
    )


def test_software_at_datacite() -> None:
    assert read_datacite(datacite_record(KEYED)) == Record(
        source="DataCite",
        page="https://doi.org/10.5281/zenodo.1234567",
        title="Keyed: names for the bees of the Alps",
        authors=(Name("Bee Lab", is_group=True), Name("Abe", "Yū")),
        published=PartialDate(2023, 5, 4),
        doi="10.5281/zenodo.1234567",
    )


@pytest.mark.parametrize(
    ("dates", "published"),
    [
        (
            [
                {"date": "2026-04-24T12:16:18Z", "dateType": "Submitted", "dateInformation": "v2"},
                {"date": "2026-01-15T01:02:06Z", "dateType": "Updated", "dateInformation": "v1"},
                {"date": "2026-01-13T19:01:16Z", "dateType": "Submitted", "dateInformation": "v1"},
                {"date": "2026-01", "dateType": "Available", "dateInformation": "v1"},
                {"date": "2026", "dateType": "Issued"},
            ],
            PartialDate(2026, 1, 13),
        ),
        ([{"date": "2011-08", "dateType": "Available"}], PartialDate(2011, 8)),
        ([{"date": "2011", "dateType": "Issued"}], PartialDate(2011)),
        ([{"date": "2011-02-30", "dateType": "Issued"}], PartialDate(2025)),
        ([{"date": "last year", "dateType": "Issued"}], PartialDate(2025)),
        ([{"date": "2011-08-01/2011-09-01", "dateType": "Issued"}], PartialDate(2011, 8, 1)),
        ([], PartialDate(2025)),
    ],
)
def test_a_preprint_is_as_old_as_its_first_version(
    dates: list[Json], published: PartialDate
) -> None:
    assert read(read_datacite(datacite(dates=dates))).published == published


@pytest.mark.parametrize(
    ("creator", "name"),
    [
        ({"name": "Ito, Aya", "givenName": "Aya", "familyName": "Ito"}, Name("Ito", "Aya")),
        ({"name": "Ito, Aya", "nameType": "Personal"}, Name("Ito", "Aya")),
        ({"name": "Aya Ito"}, Name("Ito", "Aya")),
        ({"name": "Jan van der Berg"}, Name("van der Berg", "Jan")),
        ({"name": "Divyansh"}, Name("Divyansh")),
        ({"name": "Bee Lab", "nameType": "Organizational"}, Name("Bee Lab", is_group=True)),
        (
            {"name": "Kennedy III, Monroe", "givenName": "Monroe", "familyName": "Kennedy III"},
            Name("Kennedy", "Monroe", "III"),
        ),
        (
            {"name": "Team, Gemini", "givenName": "Gemini", "familyName": "Team"},
            Name("Gemini Team", is_group=True),
        ),
    ],
)
def test_a_creator_at_datacite(creator: Json, name: Name) -> None:
    assert read(read_datacite(datacite(creators=[creator]))).authors == (name,)


@pytest.mark.parametrize(
    ("related", "doi"),
    [
        ({"relationType": "IsVersionOf"}, "10.1000/x"),
        ({"relationType": "IsPublishedIn"}, "10.1000/x"),
        ({"relationType": "Cites"}, ""),
        ({"relationType": "IsPublishedIn", "resourceTypeGeneral": "Journal"}, ""),
        ({"relationType": "IsVersionOf", "relatedIdentifier": "https://doi.org/10.1000/x"},
         "10.1000/x"),
        ({"relationType": "IsVersionOf", "relatedIdentifier": "10.48550/arXiv.2501.00001"}, ""),
        ({"relationType": "IsVersionOf", "relatedIdentifierType": "URL"}, ""),
    ],
)  # fmt: skip
def test_the_published_version_of_a_preprint(related: Json, doi: str) -> None:
    full = {"relatedIdentifier": "10.1000/x", "relatedIdentifierType": "DOI", **related}
    assert read(read_datacite(datacite(relatedIdentifiers=[full]))).doi == doi


def test_the_preprint_of_a_published_version_at_datacite() -> None:
    related = {
        "relationType": "HasVersion",
        "relatedIdentifier": "2501.12345v2",
        "relatedIdentifierType": "arXiv",
    }
    answer = datacite(doi="10.14288/1.0001", relatedIdentifiers=[related])
    assert read(read_datacite(answer)).arxiv == "2501.12345"


def test_subtitle_and_other_titles_at_datacite() -> None:
    titles = [
        {"title": "Der Honig", "titleType": "TranslatedTitle"},
        {"title": "Honey"},
        {"title": "A <i>history</i>", "titleType": "Subtitle"},
        {"title": "Honey", "titleType": "AlternativeTitle"},
        {"title": "On honey", "titleType": "AlternativeTitle"},
    ]
    record = read(read_datacite(datacite(doi="10.1000/x", titles=titles)))
    assert record.title == "Honey: A history"
    assert record.alt_titles == ("Der Honig", "Honey", "On honey")


def test_what_holds_a_work_at_datacite_is_its_venue() -> None:
    container = {
        "type": "Journal",
        "title": "Journal of Bees",
        "volume": "12",
        "issue": "3",
        "firstPage": "10",
        "lastPage": "20",
    }
    record = read(read_datacite(datacite(doi="10.1000/x", container=container)))
    assert (record.venue, record.venue_year) == ("Journal of Bees", 2025)
    assert (record.volume, record.number, record.pages) == ("12", "3", "10-20")


# Crossref


def crossref(**message: object) -> Json:
    """An answer of Crossref for an article, with some members changed."""
    answer: Json = crossref_record(FLIGHT)
    answer["message"].update(message)
    return answer


def test_an_article_at_crossref() -> None:
    assert read_crossref(crossref_record(FLIGHT)) == Record(
        source="Crossref",
        page="https://doi.org/10.1234/bees.2024.17",
        title="Flight of Apis mellifera at 5 °C & below",
        authors=(Name("Müller", "Änne"), Name("The Cold Hive Consortium", is_group=True)),
        published=PartialDate(2024, 9, 2),
        arxiv="2403.11111",
        doi="10.1234/bees.2024.17",
        venue="Journal of Bee Flight",
        venue_year=2024,
        volume="12",
        number="3",
        pages="101-117",
    )


def test_a_paper_in_proceedings_at_crossref() -> None:
    assert read_crossref(crossref_record(WINGS)) == Record(
        source="Crossref",
        page="https://doi.org/10.5555/3600000.3600123",
        title="Counting Wings: A Census of Solitary Bees",
        authors=(Name("Okafor", "Ngozi"), Name("Li", "Wei")),
        published=PartialDate(2023, 6, 12),
        doi="10.5555/3600000.3600123",
        venue="Proceedings of the 23rd International Conference on Bee Ecology",
        event="ICBA '23: International Conference on Bee Ecology",
        venue_year=2023,
        pages="12-24",
    )


def test_a_paper_of_the_acl_has_its_id_in_the_doi() -> None:
    assert read(read_crossref(crossref_record(TALKING))).anthology == "2024.bees-main.12"


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        (
            "Flight of\n          <i>Apis mellifera</i>\n          : a study",
            "Flight of Apis mellifera: a study",
        ),
        ("CO\n   <sub>2</sub>\n   in hives", "CO2 in hives"),
        ("Bees &amp; wasps", "Bees & wasps"),
        ("Bees &amp;amp; wasps", "Bees & wasps"),
        ("Bees &lt;i&gt;in vitro&lt;/i&gt;", "Bees in vitro"),
        ("Hives with p &lt; 0.05 and q &gt; 2", "Hives with p < 0.05 and q > 2"),
        ("Diary of a &lt;small&gt; meadow", "Diary of a <small> meadow"),
        ("<jats:title>On <jats:italic>Bombus</jats:italic></jats:title>", "On Bombus"),
        (
            'Solitons in<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML" display="inline">'
            '<mml:mi mathvariant="italic">N</mml:mi></mml:math>-Coupled Hives',
            "Solitons in N-Coupled Hives",
        ),
        (
            "Transitions <mml:math>\n<mml:msup>\n<mml:mn>0</mml:mn>\n<mml:mo>+</mml:mo>\n"
            "</mml:msup>\n<mml:mo>→</mml:mo>\n</mml:math>in hives",
            "Transitions 0+→ in hives",
        ),
        (
            "A <mml:math><mml:semantics><mml:mi>x</mml:mi><mml:annotation "
            'encoding="application/x-tex">x</mml:annotation></mml:semantics></mml:math> of bees',
            "A x of bees",
        ),
        (
            "The <inline-formula><alternatives><tex-math>$x$</tex-math><math><mi>x</mi></math>"
            "</alternatives></inline-formula> of bees",
            "The x of bees",
        ),
        ("Search for $$\\alpha $$ -bees", "Search for α -bees"),
        ("Bees<script>alert(1)</script> here", "Bees here"),
        ("Bees &#x202E;here&#x200B;&#0;", "Bees here"),
        ("Fu\u0308r Bienen", "Für Bienen"),
        ("<!-- no --><b>Bees</b><?php x ?>", "Bees"),
    ],
)
def test_a_title_at_crossref_loses_its_markup_only(title: str, printed: str) -> None:
    assert read(read_crossref(crossref(title=[title]))).title == printed


@pytest.mark.parametrize(
    ("title", "subtitle", "both"),
    [
        ("Counting Wings", ["A Census"], "Counting Wings: A Census"),
        ("Counting Wings:", ["A Census"], "Counting Wings: A Census"),
        ("Who Counts?", ["A Census"], "Who Counts? A Census"),
        ("Counting Wings: a census", ["A Census"], "Counting Wings: a census"),
        ("Counting Wings", [""], "Counting Wings"),
        ("Counting Wings", [], "Counting Wings"),
    ],
)
def test_a_subtitle_is_part_of_the_title(title: str, subtitle: list[str], both: str) -> None:
    assert read(read_crossref(crossref(title=[title], subtitle=subtitle))).title == both


def test_an_original_title_is_another_title() -> None:
    record = read(read_crossref(crossref(title=["Bees"], **{"original-title": ["Bienen", "Bees"]})))
    assert record.alt_titles == ("Bienen",)


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ({"given": "Ngozi", "family": "Okafor"}, Name("Okafor", "Ngozi")),
        ({"given": "Monroe", "family": "Kennedy", "suffix": "III"},
         Name("Kennedy", "Monroe", "III")),
        ({"given": "Martin Luther", "family": "King Jr."}, Name("King", "Martin Luther", "Jr.")),
        ({"given": "Monroe, III", "family": "Kennedy"}, Name("Kennedy", "Monroe", "III")),
        ({"given": "Ana", "family": "Hoyer, PhD"}, Name("Hoyer PhD", "Ana")),
        ({"given": "Jean", "family": "d&apos;Alembert"}, Name("d'Alembert", "Jean")),
        ({"given": "Ngozi1,2", "family": "Okafor*"}, Name("Okafor", "Ngozi")),
        ({"family": "Divyansh"}, Name("Divyansh")),
        ({"given": "Divyansh"}, Name("Divyansh")),
        ({"family": "Jan van der Berg"}, Name("van der Berg", "Jan")),
        ({"name": "Bee Lab"}, Name("Bee Lab", is_group=True)),
        ({"name": "Smith and Sons 2000"}, Name("Smith and Sons 2000", is_group=True)),
        ({"name": "A {brace} lab"}, Name("A brace lab", is_group=True)),
        ({"family": "BEES Collaboration"}, Name("BEES Collaboration", is_group=True)),
        ({"given": "Aya and Jan", "family": "Ito"}, Name("Aya and Jan Ito", is_group=True)),
        ({"given": "<b>Aya</b>", "family": "I\u202eto"}, Name("Ito", "Aya")),
        ({"given": "A=ya", "family": "{Ito}"}, Name("Ito", "A ya")),
        ({"given": "Fran\\c{c}ois", "family": "M\\\"uller"}, Name("Müller", "François")),
        ({"given": "V", "family": "Li"}, Name("Li", "V")),
    ],
)  # fmt: skip
def test_an_author_at_crossref(author: Json, name: Name) -> None:
    assert read(read_crossref(crossref(author=[author]))).authors == (name,)


@pytest.mark.parametrize(
    "author",
    [{}, {"family": "et al."}, {"family": "others"}, {"family": "***"}, {"name": "{}"},
     {"family": "1234"}, {"name": "x" * 300}, {"family": "…"}, {"name": "et al"}],
)  # fmt: skip
def test_what_is_no_author_is_left_out(author: Json) -> None:
    okafor = {"given": "Ngozi", "family": "Okafor"}
    assert read(read_crossref(crossref(author=[author, okafor]))).authors == (
        Name("Okafor", "Ngozi"),
    )


def dated(**parts: list[int]) -> Json:
    """An article with these dates only."""
    answer = crossref()
    for name in ("published-print", "published", "issued"):
        answer["message"].pop(name)
    for name, date in parts.items():
        answer["message"][name.replace("_", "-")] = {"date-parts": [date]}
    return answer


@pytest.mark.parametrize(
    ("parts", "published"),
    [
        ({"issued": [2024, 9, 2]}, "2024-09-02"),
        ({"issued": [2024, 9]}, "2024-09"),
        ({"issued": [2024]}, "2024"),
        ({"issued": [2024], "published_online": [2024, 3, 5]}, "2024-03-05"),
        ({"published_print": [2025, 1], "published_online": [2024, 12, 20]}, "2024-12-20"),
        ({"posted": [2023, 2, 1], "issued": [2023, 2, 1]}, "2023-02-01"),
        ({"issued": [2024, 13]}, "None"),
        ({"issued": [2024, 2, 30]}, "None"),
        ({"issued": [None]}, "None"),
        ({"issued": [-5]}, "None"),
        ({"issued": [10**30]}, "None"),
        ({"issued": [True, True]}, "None"),
        ({"issued": ["2024"]}, "None"),
        ({}, "None"),
    ],
)
def test_an_article_is_as_old_as_its_first_date(parts: dict[str, Any], published: str) -> None:
    assert str(read(read_crossref(dated(**parts))).published) == published


def test_a_preprint_at_crossref_leads_to_the_published_version() -> None:
    relation = {"is-preprint-of": [{"id-type": "doi", "id": "10.1000/Published"}]}
    answer = crossref(type="posted-content", DOI="10.1101/2024.01.01.1", relation=relation)
    record = read(read_crossref(answer))
    assert record.doi == "10.1000/Published"
    assert record.page == "https://doi.org/10.1101/2024.01.01.1"
    assert (record.venue, record.venue_year) == ("", 0)


@pytest.mark.parametrize(
    "other",
    [
        {"id-type": "doi", "id": "10.48550/arXiv.2403.11111"},
        {"id-type": "arxiv", "id": "2403.11111v2"},
        {"id-type": "uri", "id": "https://arxiv.org/abs/2403.11111"},
    ],
)
def test_an_article_at_crossref_leads_to_its_preprint(other: Json) -> None:
    record = read(read_crossref(crossref(relation={"has-preprint": [other]})))
    assert record.arxiv == "2403.11111"
    assert record.doi == "10.1234/bees.2024.17"


@pytest.mark.parametrize(
    ("members", "venue", "year"),
    [
        ({"container-title": ["Lecture Notes in Bees", "Bee Vision – BV 2024"]},
         "Bee Vision – BV 2024", 2024),
        ({"container-title": ["Bees &amp; Wasps"]}, "Bees & Wasps", 2024),
        ({"container-title": [], "event": {"name": "ICBA '23"}}, "ICBA '23", 2024),
        ({"container-title": [], "event": {"name": "ICBA '23",
          "start": {"date-parts": [[2023, 6, 1]]}}}, "ICBA '23", 2023),
        ({"container-title": []}, "", 0),
    ],
)  # fmt: skip
def test_the_venue_at_crossref(members: Json, venue: str, year: int) -> None:
    record = read(read_crossref(crossref(**members)))
    assert (record.venue, record.venue_year) == (venue, year)


@pytest.mark.parametrize(
    ("members", "pages"),
    [
        ({"page": "101–117"}, "101-117"),
        ({"page": "101--117"}, "101-117"),
        ({"page": "e33693"}, "e33693"),
        ({"page": "1-3, 7"}, ""),
        ({"page": None, "article-number": "104512"}, "104512"),
        ({"page": "x" * 50}, ""),
    ],
)
def test_pages_at_crossref(members: Json, pages: str) -> None:
    assert read(read_crossref(crossref(**members))).pages == pages


@pytest.mark.parametrize(
    ("members", "is_withdrawn"),
    [
        ({"updated-by": [{"type": "correction"}, {"type": "retraction"}]}, True),
        ({"updated-by": [{"type": "correction"}]}, False),
        ({"update-to": [{"type": "retraction"}]}, False),
        ({"title": ["RETRACTED: All bees are one bee"]}, True),
        ({"title": ["WITHDRAWN: All bees are one bee"]}, True),
        ({"title": ["Retracted articles about bees"]}, False),
    ],
)
def test_a_retraction_at_crossref(members: Json, is_withdrawn: bool) -> None:
    assert read(read_crossref(crossref(**members))).is_withdrawn is is_withdrawn


# OpenAlex


def openalex(**members: object) -> Json:
    return {**openalex_record(FLIGHT), **members}


def test_a_work_at_openalex() -> None:
    record = read(read_openalex(openalex_record(FLIGHT)))
    assert record == Record(
        source="OpenAlex",
        page=record.page,
        title="Flight of Apis mellifera at 5 °C & below",
        authors=(Name("Müller", "Änne"), Name("The Cold Hive Consortium", is_group=True)),
        published=PartialDate(2024, 3, 17),
        arxiv="2403.11111",
        doi="10.1234/bees.2024.17",
        venue="Journal of Bee Flight",
        venue_year=2024,
        volume="12",
        number="3",
        pages="101-117",
    )
    assert re.fullmatch(r"https://openalex\.org/W[0-9]+", record.page)


def test_the_first_of_a_list_at_openalex() -> None:
    answer = {"meta": {"count": 1}, "results": [openalex_record(WINGS)]}
    assert read(read_openalex(answer)).title == "Counting Wings"
    assert read_openalex({"meta": {"count": 0}, "results": []}) is None


@pytest.mark.parametrize(
    ("members", "field", "value"),
    [
        ({"publication_date": "2024-01-01"}, "published", PartialDate(2024)),
        ({"publication_date": None}, "published", PartialDate(2024)),
        ({"is_retracted": True}, "is_withdrawn", True),
        ({"is_retracted": "no"}, "is_withdrawn", False),
        ({"is_authors_truncated": True}, "authors", ()),
        ({"title": None, "display_name": "A <i>bee</i>"}, "title", "A bee"),
        ({"title": "Bees with p<0.05 and q>2"}, "title", "Bees with p<0.05 and q>2"),
        ({"authorships": [{"raw_author_name": "Tang, Sophia"}]}, "authors",
         (Name("Tang", "Sophia"),)),
        ({"authorships": [{"author": {"display_name": "Sophia Tang"}}]}, "authors",
         (Name("Tang", "Sophia"),)),
        ({"doi": "https://doi.org/10.48550/arxiv.2403.11111"}, "doi", ""),
        ({"primary_location": {"source": {"display_name": "arXiv (Cornell University)",
          "type": "repository"}}}, "venue", ""),
        ({"primary_location": None}, "venue", ""),
        ({"biblio": {"first_page": "7", "last_page": "7"}}, "pages", "7"),
    ],
)  # fmt: skip
def test_a_part_of_a_work_at_openalex(members: Json, field: str, value: object) -> None:
    assert getattr(read(read_openalex(openalex(**members))), field) == value


# arXiv


def changed_feed(*changes: tuple[str, str]) -> bytes:
    feed = arxiv_record(FLIGHT)
    for old, new in changes:
        assert old in feed, old
        feed = feed.replace(old, new)
    return feed.encode()


def test_a_preprint_at_arxiv() -> None:
    assert read_arxiv(arxiv_record(FLIGHT).encode()) == Record(
        source="arXiv",
        page="https://arxiv.org/abs/2403.11111",
        title="Flight of Apis mellifera at 5 °C & below",
        authors=(Name("Müller", "Änne"), Name("The Cold Hive Consortium", is_group=True)),
        published=PartialDate(2024, 3, 17),
        arxiv="2403.11111",
        doi="10.1234/Bees.2024.17",
        venue="Journal of Bee Flight 12 (2024) 101-117",
        venue_year=2024,
    )


def test_an_old_preprint_at_arxiv_keeps_its_archive() -> None:
    assert read(read_arxiv(arxiv_record(HONEYCOMB).encode())).arxiv == "math.MG/0309136"


def test_a_broken_title_at_arxiv_is_one_line_again() -> None:
    feed = arxiv_record(WAGGLE)
    assert "dark:\n  what" in feed
    record = read(read_arxiv(feed.encode()))
    assert record.title == "Waggle dances in the dark: what followers learn"
    assert record.code == "https://github.com/example/waggle"


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        (r"Schr\"odinger's bee and Erd\H{o}s, {\L}ukasz, G\'{\i}", None),
        ("Diary of a &lt;small&gt; meadow", "Diary of a <small> meadow"),
        ("The Sound of $n$ Bees", "The Sound of $n$ Bees"),
        ("$p&lt;0.05$", "$p<0.05$"),
    ],
)
def test_a_title_at_arxiv_is_plain_text_with_tex(title: str, printed: str | None) -> None:
    feed = changed_feed(("Flight of Apis mellifera at 5 °C &amp; below", title))
    wanted = printed or "Schrödinger's bee and Erdős, Łukasz, Gí"
    assert read(read_arxiv(feed)).title == wanted


def test_a_withdrawn_preprint_says_so() -> None:
    assert read(read_arxiv(arxiv_record(WITHDRAWN).encode())).is_withdrawn
    assert read(read_datacite(datacite_record(WITHDRAWN))).is_withdrawn
    assert not read(read_arxiv(arxiv_record(FLIGHT).encode())).is_withdrawn


FEED = '<feed xmlns="http://www.w3.org/2005/Atom">{}</feed>'
ERROR = (
    "<entry><id>https://arxiv.org/api/errors#incorrect_id_format_for_x</id><title>Error</title>"
    "<author><name>arXiv api core</name></author></entry>"
)
BOMB = (
    '<!DOCTYPE feed [<!ENTITY a "Bees"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/2501.04567v1</id>'
    "<title>&b;</title></entry></feed>"
)


@pytest.mark.parametrize(
    "answer",
    [
        FEED.format(ERROR),
        FEED.format(""),
        FEED.format("<entry/>"),
        FEED.format("<entry><title>Bees</title></entry>"),
        FEED.format("<entry><id>http://arxiv.org/abs/2501.04567v1</id></entry>"),
        BOMB,
        f"\ufeff{BOMB}",
        '<!DOCTYPE feed SYSTEM "file:///etc/passwd"><feed/>',
        BOMB.encode("utf-16"),
        arxiv_record(WAGGLE)[:-40],
        "<html><body>Down</body></html>",
        "<feed>" * 100_000,
        "Rate exceeded.",
        "",
        "\x00",
        b"\xff\xfe\x00",
        None,
        7,
        {"feed": 1},
    ],
)
def test_what_is_no_feed_with_a_work_gives_no_record(answer: object) -> None:
    assert read_arxiv(answer) is None
    if isinstance(answer, str):
        assert read_arxiv(answer.encode()) is None


# OpenReview


def note(**members: object) -> Json:
    """An answer of OpenReview; a name in `content_` is of the content."""
    found: Json = openreview_note(BUMBLEBEE)
    for name, value in members.items():
        if name.startswith("content_"):
            found["content"][name.removeprefix("content_")] = value
        else:
            found[name] = value
    return {"notes": [found], "count": 1}


def test_a_submission_at_openreview() -> None:
    assert read_openreview(note()) == Record(
        source="OpenReview",
        page="https://openreview.net/forum?id=bEeFoRuM01",
        title="How Much Does a Bumblebee See?",
        authors=(Name("Sanderson", "Maya"), Name("Dubois", "Zoé")),
        published=PartialDate(2024, 10, 11),
        openreview="bEeFoRuM01",
        venue="ICBA 2025 poster",
        venue_year=2025,
    )


@pytest.mark.parametrize(
    ("members", "field", "value"),
    [
        ({"content_title": "A plain title of the first API"}, "title",
         "A plain title of the first API"),
        ({"content_authors": {"value": [{"fullname": "Maya Sanderson", "username": "~M1"}]}},
         "authors", (Name("Sanderson", "Maya"),)),
        ({"content_authors": {"value": None}}, "authors", ()),
        ({"content_venue": {"value": "Submitted to ICBA 2025"}}, "venue", ""),
        ({"content_venue": {"value": "Submitted to ICBA 2025"}}, "venue_year", 0),
        ({"content_venue": {"value": "Accepted by TMLR"}}, "venue", "Accepted by TMLR"),
        ({"content_venue": {"value": "TMLR"}}, "venue_year", 2025),
        ({"content_venueid": {"value": "ICBA.cc/2025/Conference/Withdrawn_Submission"}},
         "is_withdrawn", True),
        ({"content_venueid": {"value": "ICBA.cc/2025/Conference/Rejected_Submission"}},
         "is_withdrawn", False),
        ({"content_code": {"value": "https://github.com/example/see"}}, "code",
         "https://github.com/example/see"),
        ({"content_code": {"value": "javascript:alert(1)"}}, "code", ""),
        ({"odate": None, "pdate": 1546300800000}, "published", PartialDate(2019)),
        ({"odate": None, "pdate": None}, "published", PartialDate(2024, 10, 4)),
        ({"odate": None, "pdate": None, "cdate": -1}, "published", None),
        ({"odate": 10**40, "pdate": 1.5, "cdate": "x"}, "published", None),
    ],
)  # fmt: skip
def test_a_part_of_a_submission_at_openreview(members: Json, field: str, value: object) -> None:
    assert getattr(read(read_openreview(note(**members))), field) == value


def test_a_review_at_openreview_is_no_work() -> None:
    assert read_openreview(note(id="rEvIeW0001")) is None
    assert read_openreview({"notes": []}) is None


# Pieces


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        (r"{\L}ukasz, Fran\c{c}ois, \v{S}, \'e, \o re, na\"{\i}ve, \AA", None),
        (r"$\alpha$-bees at 50\% \& more", "α-bees at 50% & more"),
        (r"$O(n \log n)$ bees", "O(n log n) bees"),
        (r"The $\ell_2$ hive", "The ℓ₂ hive"),
        (r"$\mathcal{O}(n)$ and $\mathbb{R}$", "O(n) and R"),
        (r"H$_2$O", r"H$_2$O"),
        (r"$\frac{a}{b}$ bees", r"$\frac{a}{b}$ bees"),
        (r"\textbf{Bold} {BERT} and \emph{more}", "Bold BERT and more"),
        (r"``Quoted'' bees---really, 1--2", "“Quoted” bees—really, 1–2"),
        (r"\ourmethod{}: bees", r"\ourmethod: bees"),
        ("C--: a language", "C--: a language"),
        ("A_b ~ c & d $5", "A_b ~ c & d $5"),
        (r"A $\to$ B", "A → B"),
        (r"Nguy{\~{\^e}}n, Tr{\`{\^{a}}}n, {\'{\u a}}, {\d{\^o}}", "Nguyễn, Trần, ắ, ộ"),
    ],
)
def test_tex_becomes_the_characters_it_stands_for(text: str, characters: str | None) -> None:
    assert without_tex(text) == (characters or "Łukasz, François, Š, é, øre, naïve, Å")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Code: https://github.com/a/b.", "https://github.com/a/b"),
        (
            "at github.com/a/b.git, and http://www.github.com/A/B/tree/main",
            "https://github.com/a/b",
        ),
        ("https://gitlab.com/a/b_c-d.e", "https://gitlab.com/a/b_c-d.e"),
        ("https://github.com/a/b and https://github.com/a/c", ""),
        ("https://evil.example/github.com/a/b", ""),
        ("no code", ""),
    ],
)
def test_the_one_repository_in_a_text(text: str, code: str) -> None:
    assert code_in(text) == code


@pytest.mark.parametrize(
    ("text", "withdrawn"),
    [
        ("This paper has been withdrawn by the author due to an error", True),
        ("This submission has been withdrawn by arXiv administrators", True),
        ("Withdrawn: Lemma 2 is wrong", True),
        ("Paper withdrawn", True),
        ("arXiv admin note: This paper has been withdrawn by arXiv due to", True),
        ("Withdrawn submission of ICBA 2024", False),
        ("We study how retracted works are cited", False),
        ("Bees that were withdrawn from hives", False),
        ("12 pages", False),
    ],
)
def test_words_that_take_a_work_back(text: str, withdrawn: bool) -> None:
    assert says_withdrawn(text) is withdrawn


@pytest.mark.parametrize(
    ("clean", "text", "value"),
    [
        (doi_of, "https://doi.org/10.1000/x", "10.1000/x"),
        (doi_of, "10.48550/arXiv.2501.00001", ""),
        (doi_of, "10.1000/ü", ""),
        (doi_of, "10.1000/" + "x" * 300, ""),
        (doi_of, "none", ""),
        (arxiv_of, "http://arxiv.org/abs/2501.04567v12", "2501.04567"),
        (arxiv_of, "10.48550/arxiv.math.mg/0309136", "math.MG/0309136"),
        (arxiv_of, "hep-th/9901001v2", "hep-th/9901001"),
        (arxiv_of, "2513.04567", ""),
        (arxiv_of, "1601.1234", ""),
        (arxiv_of, "https://example.org/2501.04567x", ""),
        (url_of, "http://github.com/a/b", "https://github.com/a/b"),
        (url_of, "https://localhost/a", ""),
        (url_of, "javascript:alert(1)", ""),
        (url_of, "https://user@example.org/", ""),
        (pages_of, "1 – 20", "1-20"),
        (pages_of, "−3", ""),
        (title_of, "  A \u202ebee\x00\n\tand\u2028another  ", "A bee and another"),
        (title_of, "x" * 501, ""),
        (title_of, "x" * 1_000_000, ""),
        (marked_title_of, "a<b and c>d, <em>bees</em>", "a<b and c>d, bees"),
    ],
)
def test_a_value_is_cleaned_or_left_out(clean: Callable[[str], str], text: str, value: str) -> None:
    assert clean(text) == value


def test_a_subtitle_that_makes_a_title_too_long_is_left_out() -> None:
    assert with_subtitle("Bees", "x" * 498) == "Bees"


def test_names_in_one_piece_and_in_parts() -> None:
    assert printed_name("Ludwig van Beethoven") == Name("van Beethoven", "Ludwig")
    assert printed_name("Monroe Kennedy III") == Name("Kennedy", "Monroe", "III")
    assert printed_name("") is None
    assert person("Kennedy", "Monroe", "the third") == Name("Kennedy", "Monroe")
    assert group("The H1 Team of 2000") == Name("The H1 Team of 2000", is_group=True)


# Hostile answers


def readings() -> list[tuple[str, Callable[[object], Record | Repository | None], Json]]:
    return [
        ("datacite", read_datacite, datacite_record(FLIGHT)),
        ("datacite software", read_datacite, datacite_record(KEYED)),
        ("crossref", read_crossref, crossref_record(FLIGHT)),
        ("crossref proceedings", read_crossref, crossref_record(WINGS)),
        ("openalex", read_openalex, openalex_record(FLIGHT)),
        ("openreview", read_openreview, note()),
        ("github", read_repository, github_record(Repo("example/waggle"))),
    ]


def places(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to every node of an answer."""
    yield path
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(
        value, list
    ) else ()  # fmt: skip
    for step, inner in pairs:
        yield from places(inner, (*path, step))


def replaced(answer: Json, path: tuple[str | int, ...], value: object) -> object:
    if not path:
        return value
    changed: Any = copy.deepcopy(answer)
    node = changed
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return changed


HOSTILE: tuple[object, ...] = (
    None, True, False, 0, -1, 7, 10**30, 1.5, float("nan"), "", "x", "\x00\u202e", [], [None],
    [[]], [{}], {}, {"value": None}, {"date-parts": [[None]]}, "</script><script>alert(1)</script>",
    "\ud800", "{", "}", "a, b, c, d", "https://", "10.", "9" * 5000, ["x"] * 3, "\\", "$\\", "<",
    "&",
)  # fmt: skip


@pytest.mark.parametrize(
    ("reader", "answer"), [pytest.param(*rest, id=name) for name, *rest in readings()]
)
def test_any_part_may_be_anything(
    reader: Callable[[object], Record | Repository | None], answer: Json
) -> None:
    for path in places(answer):
        for value in HOSTILE:
            found = reader(replaced(answer, path, value))
            if isinstance(found, Record):
                assert_an_entry_can_hold(found)


def test_any_element_of_a_feed_may_be_anything() -> None:
    feed = arxiv_record(FLIGHT)
    texts = re.findall(r">([^<>]+)<", feed) + re.findall(r'="([^"]+)"', feed)
    tags = re.findall(r"</?([a-z:_]+)[ >]", feed)
    hostile = ("", "x", "&#x202e;", "]]>", "<b>x</b>", "&amp;", "9" * 5000, "&nope;", "<!-- -->")
    for old in dict.fromkeys((*texts, *tags)):
        for new in hostile:
            found = read_arxiv(feed.replace(old, new).encode())
            if found:
                assert_an_entry_can_hold(found)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(
            ("data", "attributes", "doi", "titles", "title", "creators", "name", "message", "DOI",
             "author", "family", "given", "notes", "id", "forum", "content", "value", "authors",
             "authorships", "dates", "date", "issued", "date-parts", "relation", "has-preprint")
        ),
        inner,
        max_size=5,
    ),
    max_leaves=30,
)  # fmt: skip


@settings(max_examples=examples(200), deadline=None, derandomize=True)
@given(json_values)
def test_no_json_makes_a_reader_fail(value: object) -> None:
    for reader in (read_datacite, read_crossref, read_openalex, read_openreview):
        found = reader(value)
        if found:
            assert_an_entry_can_hold(found)


LARGE = "a <i>b</i> & $\\alpha$ {c} \n" * 40_000  # 1 MB


@pytest.mark.parametrize(
    "text",
    [
        LARGE,
        "<" * 19_000,
        "<mml:math" * 2_000,
        "<math>" * 3_000,
        "\n" * 19_999 + "<sub>",
        " \n" * 9_999,
        "<annotation>" * 1_600,
        "``" * 9_900,
        "\\" * 19_999,
        "{" * 19_999,
        "$" * 19_999,
        "$\\a" * 6_000,
        "\\textbf{" * 2_400,
        "&amp;" * 3_900,
        "\\'" * 9_900,
        "a\u0316\u0301" * 6_000,
        "github.com/" * 1_800,
        "https://github.com/a/" + "." * 19_000,
        "this paper is " * 1_400,
        "<i " + 'a="b" ' * 3_000,
        "--" * 9_999,
        "and " * 4_900,
        ", " * 9_900,
    ],
    ids=range(23),
)
def test_long_text_takes_no_long_time(text: str) -> None:
    answers: list[tuple[Callable[[object], object], object]] = [
        (read_datacite, datacite(doi="10.1000/x", titles=[{"title": text}, {"title": "Bees"}],
                                 creators=[{"name": text}], descriptions=[{"description": text}])),
        (read_crossref, crossref(title=[text, "Bees"], author=[{"name": text}, {"family": text}],
                                 page=text)),
        (read_openreview, note(content_abstract={"value": text}, content_venue={"value": text})),
    ]  # fmt: skip
    started = time.process_time()
    for reader, answer in answers:
        reader(answer)
    assert time.process_time() - started < 3


def test_a_title_of_a_megabyte_is_no_title() -> None:
    assert read_crossref(crossref(title=[LARGE])) is None
    assert read_crossref(crossref(title=[LARGE, "Bees"])) == read_crossref(crossref(title=["Bees"]))


@pytest.mark.parametrize("count", [3_001, 9_000, 100_000])
def test_more_authors_than_an_entry_holds_are_none(count: int) -> None:
    author = {"given": "Ngozi", "family": "Okafor"}
    assert read(read_crossref(crossref(author=[author] * count))).authors == ()


def test_three_thousand_authors_are_all_there() -> None:
    author = {"given": "Ngozi", "family": "Okafor"}
    assert len(read(read_crossref(crossref(author=[author] * 3_000))).authors) == 3000


# Look-ups


@pytest.fixture(scope="module")
def running() -> Iterator[LookupServers]:
    with LookupServers() as servers:
        yield servers


@pytest.fixture
def servers(running: LookupServers) -> LookupServers:
    running.heal()
    return running


def look_up(servers: LookupServers, pasted: str, **bounds: object) -> LookUp:
    web = Web(sleep=lambda _: None, **bounds)  # type: ignore[arg-type]
    return Sources(web, servers.bases).look_up(read_identifiers(pasted))


def asked(servers: LookupServers) -> list[str]:
    """Services in the order in which they were asked."""
    return [call.service for call in servers.calls]


@pytest.mark.parametrize(
    ("pasted", "services", "sources"),
    [
        ("2501.04567", ["datacite"], ["DataCite"]),
        ("https://arxiv.org/abs/2501.04567v2", ["datacite"], ["DataCite"]),
        ("math.MG/0309136", ["datacite"], ["DataCite"]),
        ("2403.11111", ["datacite", "crossref"], ["DataCite", "Crossref"]),
        ("10.1234/bees.2024.17", ["crossref", "datacite"], ["Crossref", "DataCite"]),
        ("2403.11111 10.1234/bees.2024.17", ["datacite", "crossref"], ["DataCite", "Crossref"]),
        ("10.5555/3600000.3600123", ["crossref"], ["Crossref"]),
        ("10.5281/zenodo.1234567", ["crossref", "datacite"], ["DataCite"]),
        ("2024.bees-main.12", ["crossref"], ["Crossref"]),
        ("https://aclanthology.org/2024.bees-main.12/", ["crossref"], ["Crossref"]),
        ("https://openreview.net/forum?id=bEeFoRuM01", ["openreview"], ["OpenReview"]),
        ("https://example.org/diary", [], []),
    ],
)
def test_the_sources_of_a_work(
    servers: LookupServers, pasted: str, services: list[str], sources: list[str]
) -> None:
    found = look_up(servers, pasted)
    assert [record.source for record in found.records] == sources
    assert asked(servers) == services
    for record in found.records:
        assert_an_entry_can_hold(record)


@pytest.mark.parametrize(
    ("pasted", "failures"),
    [
        ("2501.09999", ("DataCite knows no arXiv 2501.09999", "arXiv knows no 2501.09999",
                        "OpenAlex knows no arXiv 2501.09999")),
        ("10.1234/nothing", ("Crossref knows no 10.1234/nothing",
                             "DataCite knows no 10.1234/nothing",
                             "OpenAlex knows no 10.1234/nothing")),
        ("10.5281/zenodo.1234567", ("Crossref knows no 10.5281/zenodo.1234567",)),
        ("https://openreview.net/forum?id=nOtHiNg001", ("OpenReview knows no nOtHiNg001",)),
        ("2501.04567", ()),
    ],
)  # fmt: skip
def test_who_knows_nothing_is_named(
    servers: LookupServers, pasted: str, failures: tuple[str, ...]
) -> None:
    assert look_up(servers, pasted).failures == failures


@pytest.mark.parametrize(
    ("fault", "failure"),
    [
        ("error", "127.0.0.1 answered with error 500"),
        ("overloaded", "127.0.0.1 answered with error 503"),
        ("too-many", "127.0.0.1 has been asked too often"),
        ("too-many-far", "127.0.0.1 has been asked too often"),
        ("forbidden", "DataCite answered with error 403"),
        ("missing", "DataCite knows no arXiv 2501.04567"),
        ("hang", "127.0.0.1 did not answer within 1 s"),
        ("truncated", "127.0.0.1 sent no valid JSON"),
        ("cut", "127.0.0.1 broke off its answer"),
        ("html", "127.0.0.1 sent no valid JSON"),
        ("huge", "127.0.0.1 sent more than 5 MB"),
        ("redirect", "127.0.0.1 redirects to another host"),
        ("loop", "127.0.0.1 redirects too often"),
        ("drip", "127.0.0.1 did not answer within 1 s"),
        ("null", "DataCite sent nothing of use about arXiv 2501.04567"),
    ],
)
def test_when_one_source_fails_the_next_is_asked(
    servers: LookupServers, fault: Fault, failure: str
) -> None:
    servers.fail("datacite", fault)
    found = look_up(servers, "2501.04567", tries=1, timeout=1 if fault in ("hang", "drip") else 10)
    assert found.failures == (failure,)
    assert [record.source for record in found.records] == ["arXiv"]


@pytest.mark.parametrize("fault", ["error", "forbidden", "missing", "html", "truncated", "null"])
def test_when_all_sources_fail_there_are_sentences_and_no_records(
    servers: LookupServers, fault: Fault
) -> None:
    for service in ("datacite", "arxiv", "openalex"):
        servers.fail(service, fault)
    found = look_up(servers, "2501.04567", tries=1)
    assert found.records == ()
    assert len(found.failures) == 3


def test_the_last_resort_is_openalex(servers: LookupServers) -> None:
    servers.fail("datacite", "error")
    servers.fail("arxiv", "html")
    found = look_up(servers, "2501.04567", tries=1)
    assert [record.source for record in found.records] == ["OpenAlex"]
    assert found.failures == (
        "127.0.0.1 answered with error 500",
        "arXiv sent nothing of use about 2501.04567",
    )


def test_a_record_that_lacks_what_every_entry_needs_is_completed(servers: LookupServers) -> None:
    body = json.dumps(datacite(creators=[])).encode()
    servers.fail("datacite", Reply(200, body))
    found = look_up(servers, "2501.04567")
    assert [record.source for record in found.records] == ["DataCite", "arXiv"]
    assert found.records[1].authors[0] == Name("van der Berg", "Jan")


def test_an_answer_about_another_work_is_refused(servers: LookupServers) -> None:
    servers.fail("datacite", Reply(200, json.dumps(datacite_record(WITHDRAWN)).encode()))
    found = look_up(servers, "2501.04567")
    assert found.failures == ("DataCite answered about another work than arXiv 2501.04567",)
    assert [record.arxiv for record in found.records] == ["2501.04567"]


def test_no_source_is_asked_twice(servers: LookupServers) -> None:
    servers.fail("datacite", "missing")
    servers.fail("arxiv", "missing")
    servers.fail("crossref", "missing")
    look_up(servers, "2403.11111 10.1234/bees.2024.17")
    assert asked(servers) == ["datacite", "arxiv", "openalex", "crossref"]


def test_an_identifier_is_only_ever_one_part_of_an_address(servers: LookupServers) -> None:
    web = Web(sleep=lambda _: None)
    Sources(web, servers.bases).look_up(
        Identifiers(arxiv="../../x?y=1#z", doi="10.1/../../y?a=b&c#d e", openreview="a&b=c")
    )
    Sources(web, servers.bases).look_up(Identifiers(doi="10.1/\ud800"))
    paths = [call.path for call in servers.calls]
    assert paths[0] == "/dois/10.48550%2FarXiv...%2F..%2Fx%3Fy%3D1%23z"
    assert paths[1] == "/api/query?id_list=..%2F..%2Fx%3Fy%3D1%23z&max_results=1"
    assert paths[3] == "/works/10.1%2F..%2F..%2Fy%3Fa%3Db%26c%23d%20e"
    assert paths[4] == "/notes?id=a%26b%3Dc"


def test_works_of_a_test_can_be_added(servers: LookupServers) -> None:
    servers.add(Work(title="A new bee", authors=("Ito, Aya",), arxiv="2601.00001"))
    assert look_up(servers, "2601.00001").records[0].title == "A new bee"


# Code


@pytest.mark.parametrize(
    ("url", "repository"),
    [
        ("https://github.com/example/waggle",
         Repository(True, "https://github.com/example/waggle", "MIT")),
        ("https://github.com/example/waggle.git",
         Repository(True, "https://github.com/example/waggle", "MIT")),
        ("https://www.github.com/Example/Waggle/tree/main?x#y",
         Repository(True, "https://github.com/example/waggle", "MIT")),
        ("https://github.com/beelab/keyed-old",
         Repository(True, "https://github.com/bee-lab/keyed", "Apache-2.0")),
        ("https://github.com/example/unlicensed",
         Repository(True, "https://github.com/example/unlicensed")),
        ("https://github.com/example/nothing", Repository(False)),
        ("https://gitlab.com/example/waggle", None),
        ("https://github.com/example", None),
        ("https://github.com/example/..", None),
        ("https://github.com/example/waggle:x", None),
        ("https://github.com.evil.example/example/waggle", None),
        ("https://example.org/?https://github.com/example/waggle", None),
    ],
)  # fmt: skip
def test_a_link_to_code_is_looked_at(
    servers: LookupServers, url: str, repository: Repository | None
) -> None:
    web = Web(sleep=lambda _: None)
    assert Sources(web, servers.bases).repository(url) == repository


@pytest.mark.parametrize("fault", ["error", "forbidden", "too-many-far", "html", "null", "hang"])
def test_code_of_which_nothing_is_known_is_neither_there_nor_gone(
    servers: LookupServers, fault: Fault
) -> None:
    servers.fail("github", fault)
    web = Web(sleep=lambda _: None, timeout=0.3, tries=1)
    assert Sources(web, servers.bases).repository("https://github.com/example/waggle") is None


def test_the_token_goes_to_github_alone(servers: LookupServers) -> None:
    sources = Sources(Web(sleep=lambda _: None), servers.bases, token="ghs_secret")
    sources.repository("https://github.com/example/waggle")
    sources.look_up(Identifiers(arxiv="2403.11111"))
    sent = {call.service: call.headers.get("authorization") for call in servers.calls}
    assert sent == {"github": "Bearer ghs_secret", "datacite": None, "crossref": None}


def test_a_name_on_github() -> None:
    assert repository_name("https://github.com/a-b/c.d_e/") == "a-b/c.d_e"
    assert read_repository({"full_name": "a/b", "license": {"spdx_id": "NOASSERTION"}}) == (
        Repository(True, "https://github.com/a/b")
    )


# Settings


def test_the_environment_names_other_addresses() -> None:
    bases = bases_from(
        {
            "ATLAS_DATACITE_URL": "http://127.0.0.1:1/",
            "ATLAS_CROSSREF_URL": "",
            "GITHUB_API_URL": "https://github.example/api/v3",
        }
    )
    assert bases == {
        "datacite": "http://127.0.0.1:1",
        "crossref": "https://api.crossref.org",
        "openalex": "https://api.openalex.org",
        "arxiv": "https://export.arxiv.org",
        "openreview": "https://api2.openreview.net",
        "github": "https://github.example/api/v3",
        "s2": "https://api.semanticscholar.org",
    }


def test_arxiv_is_asked_every_three_seconds_at_most(servers: LookupServers) -> None:
    assert pauses_for(BASES) == {"export.arxiv.org": 3.0}
    servers.fail("datacite", "missing")
    slept: list[float] = []
    sources = Sources(Web(sleep=slept.append, clock=lambda: 5.0), servers.bases)
    sources.look_up(Identifiers(arxiv="2501.04567"))
    sources.look_up(Identifiers(arxiv="2405.22222"))
    assert slept == [3.0]


def test_all_of_the_world_is_asked_by_https() -> None:
    assert all(base.startswith("https://") for base in BASES.values())
