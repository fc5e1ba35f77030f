"""Lists of entries and of terms: which pages there are, what they show, how they are parted."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from html import unescape

import pytest
from toy import HOSTILE, SITE, bees, hostile_entry, toy

from literature.catalogue import Catalogue
from literature.model import Name, PartialDate
from literature.render import pages
from literature.render.edition import Edition, Place
from literature.render.pages import Listing, Page
from literature.text import plural_of

NEIGHBOURS = [
    (1, 1, (1,)),
    (1, 2, (1, 2)),
    (1, 3, (1, 2, 3)),
    (1, 4, (1, 2, 3, 4)),
    (1, 5, (1, 2, 3, 0, 5)),
    (1, 12, (1, 2, 3, 0, 12)),
    (4, 12, (1, 2, 3, 4, 5, 6, 0, 12)),
    (5, 12, (1, 0, 3, 4, 5, 6, 7, 0, 12)),
    (6, 12, (1, 0, 4, 5, 6, 7, 8, 0, 12)),
    (9, 12, (1, 0, 7, 8, 9, 10, 11, 12)),
    (12, 12, (1, 0, 10, 11, 12)),
]


@pytest.mark.parametrize(("number", "last", "expected"), NEIGHBOURS)
def test_a_page_of_a_list_leads_to_its_neighbours_and_both_ends(
    number: int, last: int, expected: tuple[int, ...]
) -> None:
    assert Listing("library/", number, last, 1).neighbours == expected


def test_the_first_page_of_a_list_has_no_number_in_its_address() -> None:
    listing = Listing("years/2024/", 1, 3, 500)
    assert [listing.path_of(number) for number in (1, 2, 3)] == [
        "years/2024/", "years/2024/2/", "years/2024/3/",
    ]  # fmt: skip


def edition_of(*entries: object) -> Edition:
    return Edition(Catalogue.of(entries, toy().taxonomy), SITE)  # type: ignore[arg-type]


@cache
def bee_edition() -> Edition:
    return Edition(toy(), SITE)


@cache
def long_edition() -> Edition:
    """750 entries: 100 of 2023, 650 of 2021, all in one category and by one author."""
    return edition_of(*(
        replace(
            bees("abe2019sound"),
            key=f"abe{2023 if number < 100 else 2021}n{number:03d}",
            published=PartialDate(2023 if number < 100 else 2021),
            title=f"Bees of slope {number:03d}",
            aliases=(),
        )
        for number in range(750)
    ))  # fmt: skip


def long_pages(edition: Edition) -> list[Page]:
    """The pages of the one category that all of long_edition is in."""
    found = pages.term_pages(edition, edition.taxonomy.facets["categories"])
    return [page for page in found if page.path.startswith("categories/field-survey/")]


def body(edition: Edition, page: Page) -> str:
    return edition.assemble(page.make_body(), page.depth)


def titles(text: str) -> list[str]:
    return [
        unescape(title)
        for title in re.findall(r'<h3 class="entry__title"><a [^>]*>(.*?)</a></h3>', text)
    ]


def term_page(edition: Edition, facet: str, term: str) -> str:
    found = pages.term_pages(edition, edition.taxonomy.facets[facet])
    return body(edition, next(page for page in found if page.path == f"{facet}/{term}/"))


# --- long lists ----------------------------------------------------------------------------------


def test_the_library_begins_with_fifty_entries_and_has_script_only_on_that_page() -> None:
    edition = long_edition()
    found = list(pages.library_pages(edition))
    assert [page.path for page in found] == [
        "library/", "library/2/", "library/3/", "library/4/",
    ]  # fmt: skip
    shown = [body(edition, page) for page in found]
    assert [len(titles(text)) for text in shown] == [50, 300, 300, 100]
    assert ["library.js" in text for text in shown] == [True, False, False, False]


def test_a_long_list_is_parted_and_no_entry_is_lost_or_shown_twice() -> None:
    edition = long_edition()
    found = long_pages(edition)
    assert [page.path for page in found] == [
        "categories/field-survey/",
        "categories/field-survey/2/",
        "categories/field-survey/3/",
    ]
    shown = [titles(body(edition, page)) for page in found]
    assert [len(part) for part in shown] == [150, 300, 300]
    assert [title for part in shown for title in part] == [
        f"Bees of slope {number:03d}" for number in range(750)
    ]


def test_rows_are_full_on_the_first_page_of_a_list_and_short_on_the_others() -> None:
    edition = long_edition()
    for found in (long_pages(edition), list(pages.library_pages(edition))):
        first, *others = [body(edition, page) for page in found]
        parts = ("entry__summary", "entry__terms", "Z3988", "data-summaries")
        assert [part in first for part in parts] == [True] * 4
        assert [part in text for text in others for part in parts] == [False] * 4 * len(others)
        assert all('class="entry__by"' in text and "data-copy" in text for text in others)


def test_only_the_first_page_of_a_list_goes_through_the_generator() -> None:
    found = long_pages(long_edition())
    assert [page.is_bounded for page in found] == [True, False, False]
    assert [page.title for page in found] == [
        "Field surveys",
        "Field surveys, page 2",
        "Field surveys, page 3",
    ]


def test_the_pages_of_a_list_lead_to_each_other() -> None:
    edition = long_edition()
    _, middle, last = (body(edition, page) for page in long_pages(edition))
    nav = re.findall(r'<nav class="pages".*?</nav>', middle, re.DOTALL)[0]
    first, third = "../../../categories/field-survey/", "../../../categories/field-survey/3/"
    assert re.findall(r'href="([^"]*)"', nav) == [first, first, third, third]
    assert '<span aria-current="page">2</span>' in nav
    assert 'rel="prev" href="../../../categories/field-survey/"' in nav
    assert 'rel="next"' not in last
    assert "<b>750</b> entries, newest first, page 3 of 3" in last


def test_a_year_heading_counts_the_whole_year_on_every_page() -> None:
    edition = long_edition()
    found = [body(edition, page) for page in long_pages(edition)]
    headings = [re.findall(r'id="y(\d+)">\d+ <span class="n">(\d+)<', text) for text in found]
    assert headings == [[("2023", "100"), ("2021", "650")], [("2021", "650")], [("2021", "650")]]


def test_a_bar_leads_to_the_page_on_which_its_year_begins() -> None:
    entries = [
        replace(entry, published=PartialDate(2020)) if number >= 220 else entry
        for number, entry in enumerate(long_edition().catalogue.entries)
    ]
    edition = edition_of(*entries)
    text = body(edition, long_pages(edition)[0])
    found = re.findall(
        r'<a href="([^"]*#y\d+)">.*?<text [^>]*>(\d+)</text> <text [^>]*>(\d+)<', text
    )
    assert found == [
        ("../../categories/field-survey/2/#y2020", "2020", "530"),
        ("../../categories/field-survey/#y2021", "2021", "120"),
        ("../../categories/field-survey/#y2023", "2023", "100"),
    ]


def test_lists_of_an_author_are_parted_and_never_bounded() -> None:
    found = [page for page in pages.author_pages(long_edition()) if "yu-abe" in page.path]
    assert [page.path for page in found] == [
        "authors/yu-abe/", "authors/yu-abe/2/", "authors/yu-abe/3/",
    ]  # fmt: skip
    assert {page.is_bounded for page in found} == {False}


# --- terms ---------------------------------------------------------------------------------------


def test_a_term_has_its_label_description_aliases_and_files() -> None:
    text = term_page(bee_edition(), "categories", "field-survey")
    assert "<h1>Field surveys</h1>" in text
    assert '<p class="lead">Works that count or trap bees outdoors.</p>' in text
    assert "Also called pan trap, transect." in text
    assert 'href="../../data/categories/field-survey.bib">BibTeX<' in text
    assert 'href="../../feeds/categories/field-survey.xml">Atom feed<' in text


def test_a_term_names_the_one_above_it_and_those_below() -> None:
    assert '<p class="hint">Includes <a href="../../regions/tyrol/">Tyrol</a> </p>' in term_page(
        bee_edition(), "regions", "alps"
    )
    assert '<p class="hint">Part of <a href="../../regions/alps/">Alps</a> </p>' in term_page(
        bee_edition(), "regions", "tyrol"
    )


def test_a_term_without_entries_asks_for_one() -> None:
    text = term_page(edition_of(bees("li2022solitary")), "regions", "tyrol")
    assert titles(text) == []
    assert '<p>No entry yet. If you know one, <a href="../../submit/">submit it</a>.</p>' in text
    assert "<b>0</b> entries, newest first" in text


def test_one_entry_is_counted_in_the_singular() -> None:
    assert "<b>1</b> entry, newest first" in term_page(bee_edition(), "kinds", "key")


def test_software_stands_in_a_box_of_its_terms() -> None:
    text = term_page(bee_edition(), "categories", "field-survey")
    assert "<h2>Identification keys</h2>" in text
    assert '<a href="../../entries/beelab2023keyed/">Keyed: naming bees by their wings</a>' in text


def test_terms_that_often_come_together_are_counted() -> None:
    text = term_page(bee_edition(), "categories", "nest-study")
    assert "<h2>Often together with</h2>" in text
    assert '<a href="../../categories/field-survey/">Field surveys</a> <span>1</span>' in text


def test_the_index_of_a_facet_shows_each_term_with_its_count() -> None:
    index = next(iter(pages.term_pages(bee_edition(), toy().taxonomy.facets["regions"])))
    text = body(bee_edition(), index)
    assert (index.path, index.title) == ("regions/", "Regions")
    assert re.findall(r'<a href="([^"]*)">([^<]*)</a> <span class="cat__n">(\d+)<', text) == [
        ("../regions/alps/", "Alps", "3"),
        ("../regions/tyrol/", "Tyrol", "1"),
    ]


# --- the front page, years, recent, authors -------------------------------------------------------


@pytest.mark.parametrize(
    ("noun", "plural"),
    [("study", "studies"), ("key", "keys"), ("box", "boxes"),
     ("sketch", "sketches"), ("Tool", "Tools"), ("data set", "data sets")],
)  # fmt: skip
def test_a_regular_noun_has_a_plural(noun: str, plural: str) -> None:
    assert plural_of(noun) == plural


def test_the_front_page_names_kinds_in_the_plural() -> None:
    text = body(bee_edition(), pages.home_page(bee_edition()))
    assert re.findall(r"<b>(\d)</b> ([a-z ]+)</a>", text) == [
        ("4", "studies"), ("1", "identification key"), ("1", "diary"),
    ]  # fmt: skip


def test_the_front_page_shows_the_latest_additions() -> None:
    text = body(bee_edition(), pages.home_page(bee_edition()))
    assert titles(text)[0] == "Keyed: naming bees by their wings"
    assert titles(text)[-1] == "The Sound of $n$ Bees at 100 Hz"
    assert len(titles(text)) == 6


def test_recent_is_by_the_day_of_addition() -> None:
    edition = edition_of(
        bees("abe2019sound", added=bees("beelab2023keyed").added),
        bees("okafor2022nest"),
        bees("li2022solitary"),
    )
    (page,) = pages.recent_page(edition)
    assert titles(body(edition, page)) == [
        "The Sound of $n$ Bees at 100 Hz",
        "A Nest in Every Wall",
        "Solitary Bees Remember _Where_, not When",
    ]
    assert page.description == "Entries by the day they came into the database."


def test_recent_ends_after_a_hundred_entries() -> None:
    (page,) = pages.recent_page(long_edition())
    assert len(titles(body(long_edition(), page))) == 100
    assert page.description == "The hundred entries that came into the database last."


def test_each_year_has_a_page_and_the_index_names_them_latest_first() -> None:
    found = list(pages.year_pages(bee_edition()))
    assert [page.path for page in found] == [
        "years/", "years/2023/", "years/2022/", "years/2021/", "years/2020/", "years/2019/",
    ]  # fmt: skip
    assert titles(body(bee_edition(), found[2])) == [
        "A Nest in Every Wall",
        "Solitary Bees Remember _Where_, not When",
    ]


def test_only_names_on_two_entries_have_a_page() -> None:
    found = list(pages.author_pages(bee_edition()))
    assert [(page.path, page.title) for page in found] == [
        ("authors/", "Authors"),
        ("authors/jan-van-der-berg/", "Jan van der Berg"),
        ("authors/ngozi-okafor/", "Ngozi Okafor"),
    ]
    assert '<a href="../authors/ngozi-okafor/">Ngozi Okafor</a>' in body(bee_edition(), found[0])


def test_the_index_of_a_thousand_names_and_more_is_parted() -> None:
    names = [Name(f"Bee{number:04d}", "Ada") for number in range(2100)]
    edition = edition_of(*(
        bees("abe2019sound", key=f"abe2019sound{letter}", authors=tuple(names)) for letter in "bc"
    ))  # fmt: skip
    index = [page for page in pages.author_pages(edition) if "Authors" in page.title]
    assert [page.path for page in index] == ["authors/", "authors/2/", "authors/3/"]
    counts = [body(edition, page).count('<li class="cat">') for page in index]
    assert counts == [1000, 1000, 100]


# --- text of strangers ---------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:20]))
def test_hostile_text_is_escaped_in_every_list(text: str) -> None:
    edition = edition_of(hostile_entry(text))
    found = [*pages.library_pages(edition), *pages.recent_page(edition), pages.home_page(edition)]
    found += [page for facet in toy().taxonomy.facets.values()
              for page in pages.term_pages(edition, facet)]  # fmt: skip
    for page in found:
        shown = body(edition, page)
        assert "<script>alert" not in shown, page.path
        assert "<b>bold" not in shown, page.path
        assert "\x01" not in shown
        assert "\x02" not in shown
        assert not any(not line.strip() for line in shown.splitlines()), page.path


def test_a_row_has_no_blank_line_at_which_markdown_would_end_the_html() -> None:
    for page in pages.library_pages(bee_edition()):
        assert "\n\n" not in body(bee_edition(), page)


def test_links_are_relative_to_the_depth_of_the_page() -> None:
    edition = bee_edition()
    assert 'href="./library/"' in edition.assemble('<a href="\x01library/">', 0)
    assert 'href="../library/"' in edition.assemble('<a href="\x01library/">', 1)
    assert 'href="../../../library/"' in edition.assemble('<a href="\x01library/">', 3)


def test_a_place_of_a_term_is_its_page() -> None:
    facet = toy().taxonomy.facets["regions"]
    assert bee_edition().place(facet, facet.terms["tyrol"]) == Place("Tyrol", "regions/tyrol/")


def test_a_category_that_has_no_entry_yet_stands_in_no_ones_way() -> None:
    entries = [entry for entry in toy().entries if "nest-study" not in entry.categories]
    edition = Edition(Catalogue.of(entries, toy().taxonomy), SITE)
    around = [edition.neighbours(entry) for entry in entries]
    assert [newer for newer, _ in around].count(None) == 1
    assert around[0][1] == entries[1]
