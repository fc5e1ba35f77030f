"""What pages tell machines: literal tags, and nothing that leaves its script or attribute."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from thorough import examples
from toy import HOSTILE, SITE, bees, hostile_entry, toy

from literature.model import Entry, Name, PartialDate
from literature.render.meta import coins, highwire_tags, json_ld, open_graph, zotero_item_type


def tags(entry: Entry) -> tuple[tuple[str, str], ...]:
    return highwire_tags(entry, toy().taxonomy, SITE)


def linked(entry: Entry) -> dict[str, object]:
    read = json.loads(json_ld(entry, toy().taxonomy, SITE))
    assert isinstance(read, dict)
    return read


def query(entry: Entry) -> list[tuple[str, str]]:
    return parse_qsl(coins(entry, toy().taxonomy), strict_parsing=True)


def test_the_tags_of_an_article() -> None:
    assert tags(bees("vanderberg2021orchard", number="2")) == (
        ("citation_title", "Orchard bees & the 50% rule: What We Know"),
        ("citation_author", "van der Berg, Jan"),
        ("citation_author", "Müller, Änne"),
        ("citation_publication_date", "2021"),
        ("citation_online_date", "2021/03"),
        ("citation_journal_title", "Journal of Hymenoptera Research"),
        ("citation_volume", "81"),
        ("citation_issue", "2"),
        ("citation_firstpage", "1"),
        ("citation_lastpage", "20"),
        ("citation_doi", "10.3897/jhr.81.60528"),
        ("citation_arxiv_id", "2103.01234"),
        ("citation_pdf_url", "https://arxiv.org/pdf/2103.01234"),
        ("citation_public_url", "https://doi.org/10.3897/jhr.81.60528"),
        ("citation_abstract_html_url", "https://doi.org/10.3897/jhr.81.60528"),
        ("citation_keywords", "Field surveys; Nest studies; Tyrol"),
    )


def test_a_preprint_has_no_venue_tag_but_a_zotero_type() -> None:
    entry = bees("li2022solitary")
    names = [name for name, _ in tags(entry)]
    assert "citation_journal_title" not in names
    assert "citation_conference_title" not in names
    assert zotero_item_type(entry, toy().taxonomy) == "preprint"
    assert ("citation_doi", "10.48550/arXiv.2206.00042") in tags(entry)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("beelab2023keyed", "computerProgram"),
        ("dubois2020diary", "blogPost"),
        ("okafor2022nest", ""),
        ("vanderberg2021orchard", ""),
    ],
)
def test_the_zotero_type_is_given_where_no_tag_tells_it(key: str, expected: str) -> None:
    assert zotero_item_type(bees(key), toy().taxonomy) == expected


def test_a_paper_names_its_conference() -> None:
    conference = ("citation_conference_title", "International Conference on Bee Ecology")
    assert conference in tags(bees("okafor2022nest"))


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (PartialDate(2020, 5, 7), "2020/05/07"),
        (PartialDate(2020, 5), "2020/05"),
        (PartialDate(2020), "2020"),
    ],
)
def test_the_date_is_as_exact_as_it_is_known(published: PartialDate, expected: str) -> None:
    made = dict(tags(bees("dubois2020diary", published=published)))
    assert made["citation_publication_date"] == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (Name("van der Berg", "Jan"), "van der Berg, Jan"),
        (Name("Li", "Wei Ming"), "Li, Wei Ming"),
        # Zotero reads a comma between two parts of several words as one between two people.
        (Name("Vakilzadeh Hatefi", "Sayed Mohammad"), "Sayed Mohammad Vakilzadeh Hatefi"),
        (Name("Kennedy", "Monroe", "III"), "Kennedy III, Monroe"),
        (Name("Divyansh"), "Divyansh"),
        (Name("Bees, Wasps and Ants", is_group=True), "Bees, Wasps and Ants"),
    ],
)
def test_each_author_is_written_so_that_zotero_reads_one_person(name: Name, expected: str) -> None:
    entry = bees("abe2019sound", authors=(name,))
    assert [text for tag, text in tags(entry) if tag == "citation_author"] == [expected]


def test_our_summary_is_no_abstract() -> None:
    for entry in toy().entries:
        assert "citation_abstract" not in dict(tags(entry))
        assert "abstract" not in linked(entry)
        assert linked(entry)["description"] == entry.summary


def test_open_graph_describes_our_page() -> None:
    assert open_graph(bees("li2022solitary"), toy().taxonomy, SITE) == (
        ("og:type", "article"),
        ("og:title", "Solitary Bees Remember _Where_, not When"),
        (
            "og:description",
            "Moves nest entrances by hand and shows that returning bees search the old place "
            "before the new one.",
        ),
        ("og:url", "https://bees.example/lit/entries/li2022solitary/"),
        ("og:site_name", "Bees & Co"),
    )


def test_linked_data_of_an_article() -> None:
    assert linked(bees("vanderberg2021orchard", number="2")) == {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "@id": "https://bees.example/lit/entries/vanderberg2021orchard/#work",
        "name": "Orchard bees & the 50% rule: What We Know",
        "alternateName": ["Orchard bees: a first count"],
        "author": [
            {
                "@type": "Person",
                "name": "Jan van der Berg",
                "familyName": "van der Berg",
                "givenName": "Jan",
            },
            {
                "@type": "Person",
                "name": "Änne Müller",
                "familyName": "Müller",
                "givenName": "Änne",
            },
        ],
        "datePublished": "2021",
        "dateCreated": "2021-03",
        "description": "Counts wild bees in forty orchards and finds that half of the species "
        "live in one tenth of them.",
        "keywords": ["Field surveys", "Nest studies", "Tyrol"],
        "url": "https://doi.org/10.3897/jhr.81.60528",
        "sameAs": ["https://arxiv.org/abs/2103.01234"],
        "encoding": {
            "@type": "MediaObject",
            "encodingFormat": "application/pdf",
            "contentUrl": "https://arxiv.org/pdf/2103.01234",
        },
        "identifier": [
            {"@type": "PropertyValue", "propertyID": "doi", "value": "10.3897/jhr.81.60528"},
            {"@type": "PropertyValue", "propertyID": "arXiv", "value": "2103.01234"},
        ],
        "isPartOf": {
            "@type": "PublicationIssue",
            "issueNumber": "2",
            "isPartOf": {
                "@type": "PublicationVolume",
                "volumeNumber": "81",
                "isPartOf": {"@type": "Periodical", "name": "Journal of Hymenoptera Research"},
            },
        },
        "pagination": "1-20",
        "subjectOf": {
            "@type": "WebPage",
            "url": "https://bees.example/lit/entries/vanderberg2021orchard/",
            "license": "https://creativecommons.org/publicdomain/zero/1.0/",
            "dateCreated": "2026-01-05",
        },
    }


def test_linked_data_of_a_tool_has_its_repository_and_licence() -> None:
    made = linked(bees("beelab2023keyed"))
    assert made["@type"] == "SoftwareSourceCode"
    assert made["codeRepository"] == "https://github.com/example/keyed"
    assert made["license"] == "https://spdx.org/licenses/MIT"
    assert made["author"] == [{"@type": "Organization", "name": "Bee Lab"}]


class _Scripts(HTMLParser):
    """Collects the elements and the text of scripts as a browser would see them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.content = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)

    def handle_data(self, data: str) -> None:
        self.content += data


@pytest.mark.parametrize("text", [*HOSTILE, "<!--<script>", "</SCRIPT >", "<![CDATA["])
def test_linked_data_stays_inside_its_script(text: str) -> None:
    written = json_ld(hostile_entry(text), toy().taxonomy, SITE)
    page = _Scripts(f'<script type="application/ld+json">{written}</script><p>')
    assert page.elements == ["script", "p"]
    assert json.loads(page.content)["name"] == text


@settings(max_examples=examples(100), deadline=None)
@given(st.text())
def test_linked_data_has_no_sign_of_html(text: str) -> None:
    written = json_ld(hostile_entry(text), toy().taxonomy, SITE)
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written).get("name", "") == text


def test_a_conference_paper_is_a_proceeding_in_coins() -> None:
    assert coins(bees("abe2019sound"), toy().taxonomy) == (
        "ctx_ver=Z39.88-2004"
        "&rft_id=info:doi/10.1000/bees_%282019%29%3C1%3E"
        "&rft_id=https://doi.org/10.1000/bees_%282019%29%253C1%253E"
        "&rft_val_fmt=info:ofi/fmt:kev:mtx:book"
        "&rft.genre=proceeding"
        "&rft.atitle=The+Sound+of+%24n%24+Bees+at+100+Hz"
        "&rft.btitle=International+Conference+on+Bee+Ecology"
        "&rft.au=Abe,+Y%C5%AB"
        "&rft.au=Okafor,+Ngozi"
        "&rft.date=2020"
    )


def test_an_article_is_a_journal_article_in_coins() -> None:
    assert query(bees("vanderberg2021orchard")) == [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_id", "info:doi/10.3897/jhr.81.60528"),
        ("rft_id", "https://doi.org/10.3897/jhr.81.60528"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:journal"),
        ("rft.genre", "article"),
        ("rft.atitle", "Orchard bees & the 50% rule: What We Know"),
        ("rft.jtitle", "Journal of Hymenoptera Research"),
        ("rft.au", "van der Berg, Jan"),
        ("rft.au", "Müller, Änne"),
        ("rft.date", "2021"),
        ("rft.volume", "81"),
        ("rft.spage", "1"),
        ("rft.epage", "20"),
    ]


def test_a_preprint_keeps_its_type_in_coins() -> None:
    made = dict(query(bees("li2022solitary")))
    assert made["rft_val_fmt"] == "info:ofi/fmt:kev:mtx:dc"
    assert made["rft.type"] == "preprint"
    assert made["rft.title"] == "Solitary Bees Remember _Where_, not When"


def test_a_group_that_comes_first_is_a_corporate_author() -> None:
    group = Name("Bee Lab", is_group=True)
    made = query(bees("abe2019sound", authors=(group, Name("Abe", "Yū"), group)))
    assert [pair for pair in made if pair[0].startswith("rft.au")] == [
        ("rft.aucorp", "Bee Lab"),
        ("rft.au", "Abe, Yū"),
        ("rft.au", "Bee Lab"),
    ]


@settings(max_examples=examples(100), deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_coins_hold_no_sign_of_html_and_give_the_title_back(title: str) -> None:
    entry = bees("abe2019sound", title=title)
    assert not set("<>\"' \n") & set(coins(entry, toy().taxonomy))
    assert ("rft.atitle", title) in query(entry)
