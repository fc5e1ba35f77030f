"""Months, their pages and their feed; which feeds an entry gets into."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from xml.etree import ElementTree

import feedparser
import pytest
from toy import HOSTILE, SITE, bees, hostile_entry, toy

from literature.catalogue import Catalogue
from literature.model import Entry, Name
from literature.render import digest, pages
from literature.render.edition import Edition
from literature.site import ENTRY_FILES, FILES

ATOM = "{http://www.w3.org/2005/Atom}"
FED = replace(SITE, fed_facets=("regions", "no-such-facet"))
OKAFOR = Name("Okafor", "Ngozi")


def edition(*entries: Entry) -> Edition:
    catalogue = Catalogue.of(entries, toy().taxonomy) if entries else toy()
    return Edition(catalogue, FED)


def added(key: str, day: str, /, **changes: object) -> Entry:
    return bees("abe2019sound", key=key, added=date.fromisoformat(day), **changes)


def feeds(of: Edition) -> dict[str, str]:
    """Path of every feed -> its text."""
    makers = (FILES["/feeds/<name>.xml and .json"],
              ENTRY_FILES["/feeds/authors/<slug>.xml and .json"])  # fmt: skip
    return {path: text for make in makers for path, text in make(of)}


def page_texts(of: Edition) -> dict[str, str]:
    return {
        page.path: of.assemble(page.make_body(), page.depth) for page in digest.digest_pages(of)
    }


# --- Which feeds there are, and what is in them --------------------------------------------------


def test_there_is_a_feed_in_both_formats_for_each_term_of_the_facets_that_have_feeds() -> None:
    names = [
        "all", "categories/field-survey", "categories/nest-study", "digest", "kinds/diary",
        "kinds/key", "kinds/study", "regions/alps", "regions/tyrol",
    ]  # fmt: skip
    assert sorted(feeds(edition())) == sorted(f"feeds/{name}.{end}" for name in names
                                              for end in ("json", "xml"))  # fmt: skip


def test_a_name_gets_a_feed_with_its_third_entry() -> None:
    two = edition()
    assert not any(path.startswith("feeds/authors/") for path in feeds(two))
    three = edition(*toy().entries, bees("li2022solitary", key="okafor2022x", authors=(OKAFOR,)))
    found = [path for path in feeds(three) if path.startswith("feeds/authors/")]
    assert found == ["feeds/authors/ngozi-okafor.xml", "feeds/authors/ngozi-okafor.json"]
    read = feedparser.parse(feeds(three)[found[0]].encode())
    assert read.feed.title == "Bees & Co: Ngozi Okafor"
    assert len(read.entries) == 3


def test_an_entry_is_in_exactly_the_feeds_of_its_terms_and_those_above_them() -> None:
    def holders(key: str, suffix: str) -> list[str]:
        return sorted(path for path, text in feeds(edition()).items()
                      if path.endswith(suffix) and f"/entries/{key}/" in text)  # fmt: skip

    expected = [
        "feeds/all", "feeds/categories/field-survey", "feeds/categories/nest-study",
        "feeds/kinds/study", "feeds/regions/alps", "feeds/regions/tyrol",
    ]  # fmt: skip
    assert holders("vanderberg2021orchard", ".xml") == [f"{name}.xml" for name in expected]
    assert holders("vanderberg2021orchard", ".json") == [f"{name}.json" for name in expected]


def test_every_feed_is_valid_and_names_itself_and_its_page() -> None:
    entries = [*toy().entries, added("abe2019late", "2026-03-01")]
    for path, text in feeds(edition(*entries)).items():
        own = f"https://bees.example/lit/{path}"
        if path.endswith(".json"):
            read = json.loads(text)
            assert (read["version"], read["feed_url"]) == ("https://jsonfeed.org/version/1.1", own)
            assert all((item["id"] and "content_text" in item) or "content_html" in item
                       for item in read["items"])  # fmt: skip
        else:
            parsed = feedparser.parse(text.encode())
            assert not parsed.bozo, path
            assert parsed.version == "atom10"
            assert parsed.feed.id == own
            ids = [entry.id for entry in parsed.entries]
            assert len(ids) == len(set(ids))
            assert parsed.feed.updated == max((it.updated for it in parsed.entries),
                                              default="1970-01-01T00:00:00Z")  # fmt: skip


def test_both_formats_hold_the_same_items() -> None:
    made = feeds(edition())
    for path in [path for path in made if path.endswith(".xml")]:
        items = json.loads(made[path.replace(".xml", ".json")])["items"]
        assert [item["id"] for item in items] == [
            entry.id for entry in feedparser.parse(made[path].encode()).entries
        ]


def test_an_addition_leaves_every_other_item_as_it_was() -> None:
    before = feeds(edition())
    after = feeds(edition(*toy().entries, added("abe2019late", "2026-03-01")))
    for path, text in before.items():
        if path.endswith(".xml"):
            assert atom_items(text) <= atom_items(after[path])


def atom_items(text: str) -> set[bytes]:
    return {ElementTree.tostring(it) for it in ElementTree.fromstring(text).iter(f"{ATOM}entry")}


def test_a_feed_of_a_term_has_the_thirty_entries_that_came_last() -> None:
    many = [added(f"abe2019sound{n:02}", f"2026-01-{1 + n % 28:02}") for n in range(40)]
    made = feeds(edition(*many))
    assert len(feedparser.parse(made["feeds/categories/field-survey.xml"].encode()).entries) == 30
    assert len(feedparser.parse(made["feeds/all.xml"].encode()).entries) == 40
    first = feedparser.parse(made["feeds/categories/field-survey.xml"].encode()).entries[0]
    assert first.id == "https://bees.example/lit/entries/abe2019sound27/"


def test_pages_of_terms_authors_and_months_name_their_feed_in_the_head() -> None:
    of = edition(*toy().entries, bees("li2022solitary", key="okafor2022x", authors=(OKAFOR,)))
    regions = of.taxonomy.facets["regions"]
    heads = {page.path: page.head() for page in (
        *pages.term_pages(of, regions), *pages.author_pages(of), *digest.digest_pages(of)
    )}  # fmt: skip
    assert heads["regions/tyrol/"] == (
        '<link rel="alternate feed" type="application/atom+xml" title="Bees &amp; Co: Tyrol" '
        'href="../../feeds/regions/tyrol.xml">'
    )
    assert 'href="../../feeds/authors/ngozi-okafor.xml"' in heads["authors/ngozi-okafor/"]
    assert heads["authors/jan-van-der-berg/"] == ""
    assert 'href="../../feeds/digest.xml"' in heads["digest/2026-01/"]


# --- Months --------------------------------------------------------------------------------------


def test_months_come_latest_first_and_empty_ones_are_left_out() -> None:
    entries = [added(f"a{day[:7]}", day) for day in
               ("2026-01-31", "2025-11-01", "2026-03-01", "2025-11-30")]  # fmt: skip
    months = digest.months_of(entries)
    assert [(month.path, month.label, len(month.entries)) for month in months] == [
        ("digest/2026-03/", "March 2026", 1),
        ("digest/2026-01/", "January 2026", 1),
        ("digest/2025-11/", "November 2025", 2),
    ]
    assert months[2].last_addition == date(2025, 11, 30)


def test_a_month_lists_its_entries_by_main_category_in_the_order_of_the_vocabulary() -> None:
    of = edition()
    (month,) = digest.months_of(of.catalogue.entries)
    assert [(group.label, [entry.key for entry in group.entries])
            for group in digest.groups_of(of, month.entries)] == [
        ("Field surveys",
         ["beelab2023keyed", "vanderberg2021orchard", "dubois2020diary", "abe2019sound"]),
        ("Nest studies", ["okafor2022nest", "li2022solitary"]),
    ]  # fmt: skip


def test_the_page_of_a_month_leads_to_the_months_around_it_and_to_its_parts() -> None:
    entries = [added("a1", "2026-01-31"), added("a2", "2026-03-01"), added("a3", "2025-11-30")]
    text = page_texts(edition(*entries))["digest/2026-01/"]
    assert "<h1>Added in January 2026</h1>" in text
    assert '<a rel="prev" href="../../digest/2026-03/">March 2026</a>' in text
    assert '<a rel="next" href="../../digest/2025-11/">November 2025</a>' in text
    assert 'href="../../digest/2026-01/#c-field-survey">Field surveys</a> <span>1</span>' in text
    assert '<p class="entry__summary">' in text


def test_a_long_month_has_pages_and_its_parts_are_found_on_the_right_one() -> None:
    many = [added(f"a{n:03}", "2026-01-05") for n in range(149)]
    nest = [bees("li2022solitary", key=f"b{n}") for n in range(3)]
    texts = page_texts(edition(*many, *nest))
    assert sorted(texts) == ["digest/", "digest/2026-01/", "digest/2026-01/2/"]
    for text in (texts["digest/2026-01/"], texts["digest/2026-01/2/"]):
        assert "digest/2026-01/#c-nest-study" in text
    assert texts["digest/2026-01/"].count("<article") == 150
    assert texts["digest/2026-01/"].count("entry__summary") == 150
    assert "entry__summary" not in texts["digest/2026-01/2/"]
    assert texts["digest/2026-01/2/"].count("<article") == 2


def test_the_list_of_months_says_how_many_came_in() -> None:
    text = page_texts(edition())["digest/"]
    assert '<a href="../digest/2026-01/">January 2026</a> <span class="cat__n">6</span>' in text
    assert "<p>Field surveys 4, Nest studies 2</p>" in text
    assert 'href="../feeds/digest.xml">Feed' in text


def test_a_library_without_entries_has_a_list_of_no_months() -> None:
    empty = Edition(Catalogue((), toy().taxonomy), FED)
    assert "No entry yet." in page_texts(empty)["digest/"]
    assert not feedparser.parse(feeds(empty)["feeds/digest.xml"].encode()).entries


# --- The feed of months --------------------------------------------------------------------------


def test_a_month_gets_into_the_feed_when_an_entry_of_a_later_month_is_there() -> None:
    assert not feedparser.parse(feeds(edition())["feeds/digest.xml"].encode()).entries
    made = feeds(edition(*toy().entries, added("abe2019late", "2026-03-01")))
    (item,) = feedparser.parse(made["feeds/digest.xml"].encode()).entries
    assert item.id == item.link == "https://bees.example/lit/digest/2026-01/"
    assert item.title == "Bees & Co: month by month, January 2026"
    assert item.updated == "2026-01-07T00:00:00Z"


def test_the_item_of_a_month_is_its_list() -> None:
    made = feeds(edition(bees("dubois2020diary"), added("abe2019late", "2026-03-01")))
    (item,) = json.loads(made["feeds/digest.json"])["items"]
    assert item == {
        "id": "https://bees.example/lit/digest/2026-01/",
        "url": "https://bees.example/lit/digest/2026-01/",
        "title": "Bees & Co: month by month, January 2026",
        "content_html": '<p><a href="https://bees.example/lit/digest/2026-01/">1 entry in '
        "January 2026</a></p>\n<h2>Field surveys (1)</h2>\n<ul>\n"
        '<li><a href="https://bees.example/lit/entries/dubois2020diary/">Diary of a '
        "&lt;small&gt; meadow</a><br>Zoé Dubois. Web, May 2020<br>Notes from one meadow over one "
        "summer: which bees came, in which weather, and to which flowers.</li>\n</ul>",
        "date_published": "2026-01-04T00:00:00Z",
    }


def test_a_large_month_is_cut_in_the_feed_and_says_so() -> None:
    many = [added(f"a{n:03}", "2026-01-05") for n in range(99)]
    nest = [bees("li2022solitary", key=f"b{n:02}") for n in range(60)]
    made = feeds(edition(*many, *nest, added("late", "2026-02-01")))
    (item,) = json.loads(made["feeds/digest.json"])["items"]
    assert item["content_html"].count("/entries/") == 100
    assert "Field surveys (99)" in item["content_html"]
    assert "<li>49 more <a" in item["content_html"]
    assert "<li>10 more <a" in item["content_html"]
    assert len(item["content_html"]) < 100_000


def test_the_feed_has_the_last_six_months_that_are_over() -> None:
    entries = [added(f"a{month}", f"2025-{month:02}-03") for month in range(1, 10)]
    made = feeds(edition(*entries))
    links = [
        item.link[-8:-1] for item in feedparser.parse(made["feeds/digest.xml"].encode()).entries
    ]
    assert links == ["2025-08", "2025-07", "2025-06", "2025-05", "2025-04", "2025-03"]


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert {name for name, _ in attrs} <= {"href"}

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_stays_text_in_the_item_of_a_month(text: str) -> None:
    made = feeds(edition(hostile_entry(text), added("late", "2026-02-01")))
    root = ElementTree.fromstring(made["feeds/digest.xml"].encode())
    content = root.findtext(f"{ATOM}entry/{ATOM}content") or ""
    (item,) = json.loads(made["feeds/digest.json"])["items"]
    for html in (content, item["content_html"]):
        tags = _Tags()
        tags.feed(html)
        assert tags.tags <= {"p", "a", "h2", "ul", "li", "br"}
        shown = [" ".join(it.replace("\x0b", "").split()) for it in (text, tags.text)]
        assert shown[0] in shown[1]


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_stays_text_in_the_feed_of_an_author(text: str) -> None:
    entries = [replace(hostile_entry(text), key=f"x{n}", authors=(Name("Wu", text), OKAFOR))
               for n in range(3)]  # fmt: skip
    for path, made in feeds(edition(*entries)).items():
        if path.endswith(".xml"):
            assert not feedparser.parse(made.encode()).bozo
            ElementTree.fromstring(made.encode())
        else:
            json.loads(made)


# --- What came in on which day -------------------------------------------------------------------


def test_home_and_library_say_how_many_came_in_on_each_of_the_latest_days() -> None:
    text = "2026-01-07 1, 2026-01-06 2, 2026-01-05 1, 2026-01-04 2"
    assert pages.added_by_day(edition()) == text
    assert f'data-added="{text}"' in pages.home_page(edition()).make_body()
    assert f'data-added="{text}"' in next(pages.library_pages(edition())).make_body()


def test_earlier_days_are_told_as_dots() -> None:
    many = [added(f"a{n}", f"2026-{1 + n // 28:02}-{1 + n % 28:02}") for n in range(61)]
    told = pages.added_by_day(edition(*many))
    assert told.count(",") == 60
    assert told.endswith("2026-01-02 1, ...")
