"""Feeds: a literal document, order and length, and readers that take every text as plain text."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from thorough import examples
from toy import HOSTILE, SITE, bees, hostile_entry, toy

from literature.catalogue import Catalogue
from literature.model import Entry
from literature.render.feed import (
    LENGTH,
    atom_document,
    atom_html_item,
    json_document,
    json_html_item,
    latest_of,
    render_atom_item,
    render_json_item,
    updated_of,
)

ATOM = "{http://www.w3.org/2005/Atom}"


def atom(*entries: Entry, title: str = "Bees") -> str:
    latest = latest_of(Catalogue.of(entries, toy().taxonomy).entries, LENGTH)
    items = (render_atom_item(entry, SITE, toy().taxonomy) for entry in latest)
    return atom_document(title, "feeds/all.xml", "recent/", SITE, updated_of(latest), items)


def json_feed(*entries: Entry) -> str:
    latest = latest_of(Catalogue.of(entries, toy().taxonomy).entries, LENGTH)
    items = (render_json_item(entry, SITE, toy().taxonomy) for entry in latest)
    return json_document("Bees", "feeds/all.json", "recent/", SITE, items)


def test_a_feed_of_one_entry_in_full() -> None:
    assert atom(bees("dubois2020diary")) == (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom">\n'
        "<id>https://bees.example/lit/feeds/all.xml</id>\n"
        '<title type="text">Bees</title>\n'
        '<subtitle type="text">What is known of &lt;wild&gt; bees.</subtitle>\n'
        "<updated>2026-01-04T00:00:00Z</updated>\n"
        "<author><name>Bees &amp; Co</name><uri>https://bees.example/lit/</uri></author>\n"
        '<link rel="self" type="application/atom+xml" '
        'href="https://bees.example/lit/feeds/all.xml"/>\n'
        '<link rel="alternate" type="text/html" href="https://bees.example/lit/recent/"/>\n'
        '<rights type="text">CC0-1.0</rights>\n'
        "<entry>\n"
        "<id>https://bees.example/lit/entries/dubois2020diary/</id>\n"
        '<title type="text">Diary of a &lt;small&gt; meadow</title>\n'
        "<published>2026-01-04T00:00:00Z</published>\n"
        "<updated>2026-01-04T00:00:00Z</updated>\n"
        "<author><name>Zoé Dubois</name></author>\n"
        '<link rel="alternate" type="text/html" '
        'href="https://bees.example/lit/entries/dubois2020diary/"/>\n'
        '<link rel="related" href="https://example.org/diary"/>\n'
        '<category scheme="https://bees.example/lit/kinds/" term="diary" label="Diary"/>\n'
        '<category scheme="https://bees.example/lit/categories/" term="field-survey" '
        'label="Field surveys"/>\n'
        '<summary type="text">Notes from one meadow over one summer: which bees came, in which '
        "weather, and to which flowers.</summary>\n"
        "</entry>\n"
        "</feed>\n"
    )


def test_a_feed_without_entries_is_valid_and_reads_no_clock() -> None:
    read = feedparser.parse(atom())
    assert not read.bozo
    assert read.feed.updated == "1970-01-01T00:00:00Z"
    assert json.loads(json_feed())["items"] == []


def test_the_latest_added_come_first() -> None:
    read = feedparser.parse(atom(*toy().entries))
    assert not read.bozo
    assert [entry.id.split("/")[-2] for entry in read.entries] == [
        "beelab2023keyed",
        "okafor2022nest",
        "li2022solitary",
        "vanderberg2021orchard",
        "dubois2020diary",
        "abe2019sound",
    ]
    assert read.feed.updated == "2026-01-07T00:00:00Z"


def test_a_feed_has_at_most_a_hundred_entries() -> None:
    many = [
        bees("abe2019sound", key=f"abe2019sound{number}", added=date(2026, 1, 1 + number % 28))
        for number in range(130)
    ]
    assert len(feedparser.parse(atom(*many)).entries) == 100
    assert len(json.loads(json_feed(*many))["items"]) == 100


@pytest.mark.parametrize("text", [one for one in HOSTILE if "\n" not in one])
def test_any_text_is_plain_text_to_an_xml_parser(text: str) -> None:
    root = ElementTree.fromstring(atom(hostile_entry(text), title=text).encode())
    (entry,) = root.findall(f"{ATOM}entry")
    shown = text.replace("\x0b", "")
    assert root.findtext(f"{ATOM}title") == shown
    assert entry.findtext(f"{ATOM}title") == shown
    assert entry.findtext(f"{ATOM}summary") == shown
    assert [child.tag.removeprefix(ATOM) for child in entry] == (
        [
            "id",
            "title",
            "published",
            "updated",
            "author",
            "author",
            "link",
            "link",
            "category",
            "category",
            "category",
            "category",
            "summary",
        ]
    )


@settings(max_examples=examples(100), deadline=None)
@given(st.text())
def test_a_feed_is_well_formed_whatever_the_texts(text: str) -> None:
    written = atom(hostile_entry(text), title=text)
    ElementTree.fromstring(written.encode())
    assert not feedparser.parse(written.encode()).bozo


def test_a_json_feed_item_in_full() -> None:
    read = json.loads(json_feed(bees("li2022solitary")))
    assert {name: read[name] for name in read if name != "items"} == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Bees",
        "description": "What is known of <wild> bees.",
        "home_page_url": "https://bees.example/lit/recent/",
        "feed_url": "https://bees.example/lit/feeds/all.json",
        "authors": [{"name": "Bees & Co", "url": "https://bees.example/lit/"}],
    }
    assert read["items"] == [
        {
            "id": "https://bees.example/lit/entries/li2022solitary/",
            "url": "https://bees.example/lit/entries/li2022solitary/",
            "external_url": "https://arxiv.org/abs/2206.00042",
            "title": "Solitary Bees Remember _Where_, not When",
            "content_text": "Moves nest entrances by hand and shows that returning bees search "
            "the old place before the new one.",
            "date_published": "2026-01-06T00:00:00Z",
            "authors": [{"name": "Wei Li"}, {"name": "Monroe Kennedy III"}, {"name": "Divyansh"}],
            "tags": ["Nest studies"],
        }
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_comes_back_from_a_json_feed(text: str) -> None:
    (item,) = json.loads(json_feed(hostile_entry(text)))["items"]
    assert (item["title"], item["content_text"]) == (text, text)


def test_what_is_not_known_is_no_member_of_an_item() -> None:
    (item,) = json.loads(json_feed(bees("dubois2020diary", url="", authors=())))["items"]
    assert sorted(item) == ["content_text", "date_published", "id", "tags", "title", "url"]


def test_an_item_of_html_in_full() -> None:
    page, day = "https://bees.example/lit/digest/2026-01/", "2026-02-01T00:00:00Z"
    assert atom_html_item(page, "January & more\x0b", day, "<p>a</p>") == (
        "<entry>\n"
        f"<id>{page}</id>\n"
        '<title type="text">January &amp; more</title>\n'
        f"<published>{day}</published>\n"
        f"<updated>{day}</updated>\n"
        f'<link rel="alternate" type="text/html" href="{page}"/>\n'
        '<content type="html">&lt;p&gt;a&lt;/p&gt;</content>\n'
        "</entry>"
    )
    assert json.loads(json_html_item(page, "January", day, "<p>a</p>")) == {
        "id": page, "url": page, "title": "January", "content_html": "<p>a</p>",
        "date_published": day,
    }  # fmt: skip


def test_a_site_without_a_description_has_no_subtitle() -> None:
    lines = atom_document("Bees", "f.xml", "", replace(SITE, description=""), "", []).splitlines()
    assert lines[3] == '<title type="text">Bees</title>'
    assert lines[4] == "<updated></updated>"
