"""The engine around another library makes that library's pages and says nothing of this one."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from functools import cache
from html import unescape
from pathlib import Path

import pytest
import yaml
from build_fixtures import ROOT, built_bees, fingerprint, new_bees

__all__ = ["built_bees", "new_bees"]  # a fixture

pytestmark = pytest.mark.slow

EXPECTED_PAGES = """
    404.html index.html
    about/index.html cite/index.html contribute/index.html design/index.html fields/index.html
    importing/index.html limits/index.html maintaining/index.html new-site/index.html
    scale/index.html
    search/index.html submitting/index.html
    upkeep/index.html
    authors/index.html authors/jan-van-der-berg/index.html authors/ngozi-okafor/index.html
    categories/index.html categories/field-survey/index.html categories/nest-study/index.html
    entries/abe2019sound/index.html entries/abe2019sounds/index.html
    entries/beelab2023keyed/index.html entries/dubois2020diary/index.html
    entries/li2022solitary/index.html entries/okafor2022nest/index.html
    entries/vanderberg2021orchard/index.html
    kinds/index.html kinds/diary/index.html kinds/key/index.html kinds/study/index.html
    compare/index.html
    digest/index.html digest/2026-01/index.html landscape/index.html
    glossary/index.html
    library/index.html recent/index.html submit/index.html
    map/index.html stats/index.html check-bib/index.html status/index.html
    regions/index.html regions/alps/index.html regions/tyrol/index.html
    venues/index.html venues/icba/index.html venues/jhr/index.html
    years/index.html years/2019/index.html years/2020/index.html years/2021/index.html
    years/2022/index.html years/2023/index.html
"""
EXPECTED_FILES = """
    data/categories/field-survey.bib data/categories/nest-study.bib
    data/details.json data/entries.json data/entry.schema.json
    data/kinds/diary.bib data/kinds/key.bib data/kinds/study.bib
    data/literature.bib data/literature.biblatex.bib data/literature.csl.json data/literature.csv
    data/literature.md.txt data/literature.ris data/literature.txt
    data/landscape.json data/opensearch.xml data/search.json data/status.csv data/submit.json
    data/timeline.csv
    data/map/regions-categories.csv data/map/regions-categories.json
    data/map/regions-categories.svg
    data/stats.json data/stats/additions.csv data/stats/categories-by-year.csv data/stats/code.csv
    data/stats/doubts.csv data/stats/fields.csv data/stats/growth.csv
    data/stats/regions-by-year.csv data/stats/reviewed.csv data/stats/venues.csv
    data/regions/alps.bib data/regions/tyrol.bib data/taxonomy.json
    data/venues/icba.bib data/venues/jhr.bib
    data/years/2019.bib data/years/2020.bib data/years/2021.bib data/years/2022.bib
    data/years/2023.bib
    feeds/all.json feeds/all.xml
    feeds/categories/field-survey.json feeds/categories/field-survey.xml
    feeds/categories/nest-study.json feeds/categories/nest-study.xml
    feeds/kinds/diary.json feeds/kinds/diary.xml feeds/kinds/key.json feeds/kinds/key.xml
    feeds/digest.json feeds/digest.xml
    feeds/kinds/study.json feeds/kinds/study.xml
    feeds/regions/alps.json feeds/regions/alps.xml
    feeds/regions/tyrol.json feeds/regions/tyrol.xml
"""


@pytest.fixture(scope="module")
def site(built_bees: Path) -> Path:
    return built_bees / "site"


def titles(site: Path, page: str) -> list[str]:
    text = (site / page / "index.html").read_text(encoding="utf-8")
    found = re.findall(r'<h3 class="entry__title"><a [^>]*>(.*?)</a></h3>', text)
    return [unescape(title) for title in found]


def test_the_site_has_these_pages_and_no_others(site: Path) -> None:
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert pages == set(EXPECTED_PAGES.split())


def test_the_site_has_these_exports_and_feeds_and_no_others(site: Path) -> None:
    found = {path for path in fingerprint(site) if path.startswith(("data/", "feeds/"))}
    assert found == set(EXPECTED_FILES.split())


def test_each_entry_has_its_bibtex_file(site: Path) -> None:
    assert sorted(path.name for path in site.glob("entries/*/*.bib")) == [
        "abe2019sound.bib", "beelab2023keyed.bib", "dubois2020diary.bib", "li2022solitary.bib",
        "okafor2022nest.bib", "vanderberg2021orchard.bib",
    ]  # fmt: skip


def test_a_page_of_its_own_facet_lists_the_entries_of_the_term_and_of_those_below(
    site: Path,
) -> None:
    assert titles(site, "regions/alps") == [
        "A Nest in Every Wall",
        "Orchard bees & the 50% rule: What We Know",
        "The Sound of $n$ Bees at 100 Hz",
    ]
    assert titles(site, "regions/tyrol") == ["Orchard bees & the 50% rule: What We Know"]


def test_a_page_of_a_facet_with_one_value_lists_its_entries(site: Path) -> None:
    assert titles(site, "kinds/key") == ["Keyed: naming bees by their wings"]
    assert titles(site, "venues/icba") == [
        "A Nest in Every Wall",
        "The Sound of $n$ Bees at 100 Hz",
    ]


def test_a_row_shows_the_facet_that_the_configuration_names(site: Path) -> None:
    text = (site / "venues" / "jhr" / "index.html").read_text(encoding="utf-8")
    assert '<a href="../../regions/tyrol/">Tyrol</a>' in text


def test_the_library_lists_all_six_newest_first(site: Path) -> None:
    assert titles(site, "library") == [
        "Keyed: naming bees by their wings",
        "A Nest in Every Wall",
        "Solitary Bees Remember _Where_, not When",
        "Orchard bees & the 50% rule: What We Know",
        "Diary of a <small> meadow",
        "The Sound of $n$ Bees at 100 Hz",
    ]


def test_the_home_page_says_what_the_configuration_says(site: Path) -> None:
    text = (site / "index.html").read_text(encoding="utf-8")
    assert "<h1>Everything on wild bees</h1>" in text
    assert "6 entries. Where they live and what they do there." in text
    assert "<h2>Browse by approach</h2>" in text
    assert '<a href="./regions/">Regions</a> <span>2</span>' in text
    assert '<a href="./regions/alps/">Alps</a>' in text


def test_the_header_has_the_links_of_the_configuration(site: Path) -> None:
    text = (site / "years" / "2022" / "index.html").read_text(encoding="utf-8")
    menu = re.search(r'<ul class="mainnav">(.*?)</ul>', text, re.DOTALL)
    assert menu
    assert re.findall(r'href="([^"]*)"[^>]*>([^<]*)<', menu[1]) == [
        ("../../categories/", "Approaches"),
        ("../../regions/", "Regions"),
    ]


def test_each_feed_is_xml_with_the_addresses_of_its_own_site(site: Path) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    root = ElementTree.parse(site / "feeds" / "all.xml").getroot()
    assert root.findtext(f"{atom}title") == "Bee shelf"
    links = [entry.find(f"{atom}link") for entry in root.findall(f"{atom}entry")]
    assert [link.get("href") for link in links if link is not None] == [
        f"https://bees.example/lit/entries/{key}/"
        for key in (
            "beelab2023keyed", "okafor2022nest", "li2022solitary", "vanderberg2021orchard",
            "dubois2020diary", "abe2019sound",
        )
    ]  # fmt: skip


def test_the_sitemap_names_every_page_that_can_be_found_and_nothing_else(site: Path) -> None:
    text = (site / "sitemap.xml").read_text(encoding="utf-8")
    pages = [page for page in EXPECTED_PAGES.split() if page != "404.html"]
    former = "https://bees.example/lit/entries/abe2019sounds/"
    expected = {f"https://bees.example/lit/{page.removesuffix('index.html')}" for page in pages}
    assert set(re.findall(r"<loc>(.*?)</loc>", text)) == expected - {former}


# --- nothing of the flagship's topic -------------------------------------------------------------

# Words of the flagship's vocabulary that are ordinary English or belong to the web and to
# bibliographies, so that the engine, the theme or the bees may use them:
ORDINARY = {
    # of HTML, CSS, HTTP and schema.org
    "action", "actions", "article", "color", "colour", "context", "control", "dataset", "image",
    "images", "position", "robots", "text", "video",
    "t5",  # also a size of text in the style sheets
    # of JavaScript and of English
    "alignment", "depth", "entities", "math", "numbers",
    # of any bibliography
    "benchmark", "benchmarks", "blog", "blog post", "facts", "library", "paper", "papers",
    "position paper", "preprint", "software", "survey", "surveys", "taxonomy", "tool", "tools",
    "acl",  # the ACL Anthology is a field of an entry
    "registers", "review",
    # of any prose
    "counting", "editing", "general", "language", "pictures", "sound", "training", "words",
}  # fmt: skip
# What the flagship's front page says beyond its vocabulary.
TOPIC = (
    "interpretability", "mechanistic", "multimodal", "vision-language", "sparse autoencoder",
    "LLaVA", "CLIP", "LMM", "hallucination", "logit lens", "modality gap", "CoX-LMM", "EleutherAI",
    "neural", "transformer",
)  # fmt: skip
# Written by others: Material's bundles and the licences of the fonts.
FOREIGN = (
    "assets/javascripts/", "assets/stylesheets/", "assets/fonts/", "assets/js/vendor/",
)  # fmt: skip


def topic_words() -> set[str]:
    """Labels, names and aliases of every term of the flagship, keys and titles of its entries.

    Of ids only those of several words: the others are the labels again.
    """
    facets = yaml.load((ROOT / "entries" / "_taxonomy.yaml").read_text("utf-8"), yaml.BaseLoader)
    words = set(TOPIC)
    for facet in facets["facets"].values():
        for term_id, term in facet["terms"].items():
            words |= {term["label"], *term.get("aliases", [])}
            words |= {
                name for name in (term_id, term.get("name", "")) if "-" in name or " " in name
            }
    for path in (ROOT / "entries").glob("[a-z]*.yaml"):
        entry = yaml.load(path.read_text("utf-8"), getattr(yaml, "CBaseLoader", yaml.BaseLoader))
        words |= {path.stem, entry["title"]}
        words |= {name for name in [entry.get("nickname", "")] if len(name) > 5}
    return {word for word in words if word.casefold() not in ORDINARY}


@cache
def topic_pattern() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words in small letters match any case; those with capitals inside only as written: CLIP is
    a model, clip-path is CSS."""
    words = sorted(topic_words(), key=len, reverse=True)
    exact = [word for word in words if word[1:] != word[1:].lower()]
    loose = [word for word in words if word[1:] == word[1:].lower()]

    def compiled(some: list[str], flags: int) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, some))})(?!\w)", flags)

    return compiled(exact, 0), compiled(loose, re.IGNORECASE)


def topic_words_in(text: str) -> set[str]:
    return {match for pattern in topic_pattern() for match in pattern.findall(text)}


def published_texts(site: Path) -> dict[str, str]:
    """Path -> text of every file of ours. Drawings are left out of pages: they are no words."""
    texts = {}
    for path in fingerprint(site):
        if not path.startswith(FOREIGN) and not path.endswith((".woff2", ".png")):
            text = (site / path).read_text(encoding="utf-8")
            texts[path] = re.sub(r"<svg.*?</svg>", "", text, flags=re.DOTALL)
    return texts


def test_the_list_of_topic_words_is_not_empty_and_knows_the_flagship() -> None:
    assert len(topic_words()) > 1500
    assert topic_words_in("a CLIP-like, vision-language Transformer") == {
        "CLIP", "vision-language", "Transformer",
    }  # fmt: skip
    assert topic_words_in("clip-path: inset(50%); text, image, tool") == set()


def test_no_page_or_file_holds_a_word_of_the_flagship(site: Path) -> None:
    found = {
        path: sorted(words)
        for path, text in published_texts(site).items()
        if (words := topic_words_in(text))
    }
    assert found == {}
