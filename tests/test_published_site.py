"""The built site as readers, crawlers and browsers get it: HTML read with the standard library."""

from __future__ import annotations

import base64
import hashlib
import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import feedparser
import pytest
from conftest import FORMER_KEY, NOW_AT, REASON, WITHDRAWN_KEY, RawEntry, newest_first
from markup import Element, PageFacts, resolve, tree

pytestmark = pytest.mark.slow

Pages = dict[str, PageFacts]
Entries = dict[str, RawEntry]

NO_PAGES = ("404.html", f"entries/{FORMER_KEY}/", f"entries/{WITHDRAWN_KEY}/")
TEXT = (".html", ".css", ".js", ".json", ".xml", ".bib", ".ris", ".csv", ".txt", ".svg")
# What no file of ours may hold: controls (blanks apart), byte order marks, halves of characters.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffd]")
MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@pytest.fixture(scope="module")
def real_pages(pages: Pages) -> Pages:
    """The pages that readers shall find: no redirect, no notice, not the 404 page."""
    return {path: facts for path, facts in pages.items() if path not in NO_PAGES}


@pytest.fixture(scope="module")
def entry_trees(built_site: Path, raw_entries: Entries) -> dict[str, Element]:
    """Key -> its page without header and footer."""
    return {key: content_of(built_site, f"entries/{key}/") for key in raw_entries}


@pytest.fixture(scope="module")
def home(built_site: Path) -> Element:
    return content_of(built_site, "")


def content_of(site: Path, path: str) -> Element:
    text = (site / path / "index.html").read_text(encoding="utf-8")
    return tree(text).one("article", "md-content__inner")


def terms_of(entry: RawEntry, field: str) -> list[str]:
    value = entry.get(field, [])
    return [value] if isinstance(value, str) else value


def entries_by_term(
    facet: Mapping[str, Any], facet_id: str, entries: Entries
) -> dict[str, list[str]]:
    """Term id -> keys of its entries and of those of its children, newest first."""
    parents = {term_id: term.get("parent", "") for term_id, term in facet["terms"].items()}
    found: dict[str, list[str]] = {term_id: [] for term_id in parents}
    for key, entry in entries.items():
        own = terms_of(entry, facet.get("field", facet_id))
        for term_id in {*own, *(parents[each] for each in own)} - {""}:
            found[term_id].append(key)
    return found


def printed(author: str) -> str:
    """ "Family, Jr, Given" -> "Given Family Jr"; a group without its braces."""
    if author.startswith("{"):
        return author.strip("{}")
    family, *rest = (part.strip() for part in author.split(","))
    suffix, given = (rest[0], ", ".join(rest[1:])) if len(rest) > 1 else ("", ", ".join(rest))
    return " ".join(part for part in (given, family, suffix) if part)


def listed_keys(site: Path, path: str) -> list[str]:
    """Keys of the rows of a list, over all its pages, in order."""
    keys: list[str] = []
    number = 1
    while True:
        page = content_of(site, path if number == 1 else f"{path}{number}/")
        keys += [row["id"] for row in page.all("article", "entry")]
        number += 1
        if not (site / path / str(number) / "index.html").exists():
            return keys


# What is there, and the ways to it


def test_every_record_is_a_page(raw_entries: Entries, pages: Pages) -> None:
    assert len(raw_entries) > 400
    made = {path.split("/")[1] for path in pages if path.startswith("entries/")}
    assert made - {FORMER_KEY, WITHDRAWN_KEY} == set(raw_entries)


def test_every_page_is_reached_from_home_by_plain_links(
    real_pages: Pages, site_url: str, built_site: Path
) -> None:
    reached, waiting = {""}, [""]
    while waiting:
        here = waiting.pop()
        for link in real_pages[here].anchors:
            target = resolve(site_url, here, link)
            if target and target[0] in real_pages and target[0] not in reached:
                reached.add(target[0])
                waiting.append(target[0])
    assert sorted(real_pages.keys() - reached) == []


def test_no_link_and_no_anchor_leads_nowhere(pages: Pages, site_url: str, built_site: Path) -> None:
    broken = []
    for path, facts in pages.items():
        # The server shows 404.html at any address.
        seen_at = "no/such/page" if path == "404.html" else path
        styles = (link["href"] for link in facts.head_links if "canonical" not in link["rel"])
        for link in {*facts.anchors, *facts.forms, *facts.loaded, *styles}:
            why = what_is_wrong(pages, site_url, built_site, seen_at, link, facts)
            if why:
                broken.append(f"/{path}: {link}: {why}")
    assert broken == []


def what_is_wrong(
    pages: Pages, site_url: str, site: Path, seen_at: str, link: str, facts: PageFacts
) -> str:
    target = resolve(site_url, seen_at, link)
    if target is None:
        outside = re.match(r"https://[\w.-]+(:\d+)?(/|$)|mailto:|data:image/|data:,$", link)
        return "" if outside or link == "http://www.zotero.org/namespaces/export#" else "odd"
    path, fragment = target
    if path == "library/" and fragment.startswith("ids="):  # the entries that its script shows
        keys = fragment.removeprefix("ids=").split(",")
        return "" if all(f"entries/{key}/" in pages for key in keys) else "no such entry"
    if path == seen_at:
        landing: PageFacts | None = facts
    elif path in pages:
        landing = pages[path]
    else:
        landing = None
        if path.endswith("/") or not (site / path).is_file():
            return "no such file"
    is_there = not fragment or (landing is not None and fragment in landing.ids)
    return "" if is_there else f"no id {fragment}"


def test_no_page_has_an_id_twice(pages: Pages) -> None:
    repeated = {
        path: [name for name, count in Counter(facts.ids).items() if count > 1]
        for path, facts in pages.items()
    }
    assert {path: names for path, names in repeated.items() if names} == {}


def test_the_sitemap_lists_every_page_and_nothing_else(
    built_site: Path, real_pages: Pages, site_url: str, raw_entries: Entries
) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    urls = ElementTree.parse(built_site / "sitemap.xml").getroot().findall("s:url", names)
    listed = [url.findtext("s:loc", "", names) for url in urls]
    assert sorted(listed) == sorted(site_url + path for path in real_pages)
    changed = {
        url.findtext("s:loc", "", names): url.findtext("s:lastmod", "", names) for url in urls
    }
    for key, entry in raw_entries.items():
        assert changed[f"{site_url}entries/{key}/"] == entry["added"]


def test_no_shell_and_no_source_is_published(built_site: Path) -> None:
    top = {path.name for path in built_site.iterdir()}
    assert not top & {"shell", "overrides", "sitemap.xml.gz"}
    suffixes = {path.suffix for path in built_site.rglob("*") if path.is_file()}
    assert not suffixes & {".md", ".py", ".yaml", ".yml", ".gz"}
    assert [path for path in built_site.rglob(".*") if path.name != ".nojekyll"] == []


def test_a_former_key_leads_to_the_entry(built_site: Path, site_url: str) -> None:
    page = tree((built_site / "entries" / FORMER_KEY / "index.html").read_text(encoding="utf-8"))
    refresh = page.one("meta", **{"http-equiv": "refresh"})
    assert refresh["content"] == f"0;url=../{NOW_AT}/"
    assert page.one("a")["href"] == f"../{NOW_AT}/"
    assert page.one("link", rel="canonical")["href"] == f"{site_url}entries/{NOW_AT}/"
    assert page.one("meta", name="", content="noindex")["content"] == "noindex"


def test_a_withdrawn_key_says_why(built_site: Path) -> None:
    page = tree((built_site / "entries" / WITHDRAWN_KEY / "index.html").read_text(encoding="utf-8"))
    assert f"{WITHDRAWN_KEY}: {REASON}" in page.text
    assert page.all("meta", content="noindex")


# The head of every page


def test_every_page_says_once_what_it_is(real_pages: Pages, site_url: str) -> None:
    wrong = [
        (path, facts.h1, facts.titles, facts.meta("description"), facts.link("canonical"))
        for path, facts in real_pages.items()
        if len(facts.h1) != 1 or not facts.h1[0].strip()
        or len(facts.titles) != 1 or not facts.titles[0].strip()
        or len(facts.meta("description")) != 1 or not facts.meta("description")[0].strip()
        or facts.link("canonical") != [site_url + path]
        or facts.meta("robots")
    ]  # fmt: skip
    assert wrong == []


def test_no_two_pages_have_one_title(real_pages: Pages) -> None:
    """An author and a term may share a name, so only pages of one folder are compared."""
    titles = Counter((path.split("/")[0], facts.titles[0]) for path, facts in real_pages.items())
    assert [title for title, count in titles.items() if count > 1] == []


def test_the_title_of_home_names_the_site_and_what_it_is(pages: Pages) -> None:
    name, _, rest = pages[""].titles[0].partition(": ")
    assert name == "Atlas"
    assert rest != name


def test_pages_that_are_no_content_are_not_indexed(pages: Pages) -> None:
    for path in NO_PAGES:
        assert pages[path].meta("robots") == ["noindex"], path
        assert len(pages[path].h1) == 1, path


def test_every_page_begins_with_its_policy(pages: Pages) -> None:
    for path, facts in pages.items():
        first, second = facts.metas[:2]
        assert first == {"charset": "utf-8"}, path
        assert second.get("http-equiv") == "Content-Security-Policy", path
        assert "default-src 'none'" in facts.policy, path
        assert "'unsafe-inline'" not in directive(facts.policy, "script-src"), path


def test_every_inline_script_is_allowed_by_its_hash(pages: Pages) -> None:
    for path, facts in pages.items():
        allowed = directive(facts.policy, "script-src")
        for script in facts.scripts:
            digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in allowed, (path, script[:80])
        assert facts.handlers == [], path


def test_a_policy_allows_no_script_that_is_not_on_the_page(pages: Pages) -> None:
    for path, facts in pages.items():
        hashes = [
            part for part in directive(facts.policy, "script-src").split() if "sha256" in part
        ]
        assert len(hashes) == len(set(facts.scripts)), path


def directive(policy: str, name: str) -> str:
    parts = (part.strip() for part in policy.split(";"))
    return next((part for part in parts if part.startswith(f"{name} ")), "")


def test_nothing_is_loaded_from_elsewhere(pages: Pages, site_url: str, built_site: Path) -> None:
    for path, facts in pages.items():
        for link in facts.loaded:
            assert link.startswith("data:") or resolve(site_url, path, link), (path, link)
    for file in built_site.rglob("*.css"):
        folder = file.relative_to(built_site).as_posix()
        for link in css_urls(file.read_text(encoding="utf-8")):
            if not link.startswith("data:"):
                target = resolve(site_url, folder, link)
                assert target, (folder, link)
                assert (built_site / target[0]).is_file(), (folder, link)


def css_urls(text: str) -> Iterator[str]:
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    for match in re.finditer(r"url\(\s*(\"[^\"]*\"|'[^']*'|[^)]*)\s*\)", bare):
        yield match[1].strip("\"'")
    yield from re.findall(r"@import\s+[\"']([^\"']+)", bare)


def test_no_file_holds_a_placeholder_or_a_control_character(built_site: Path) -> None:
    found = []
    for file in sorted(built_site.rglob("*")):
        if file.suffix in TEXT:
            text = file.read_bytes().decode("utf-8")
            # Material's bundle holds "@@observable", MiniSearch's index a node named by a NUL.
            is_ours = not {"javascripts", "vendor"} & set(file.parts)
            control = CONTROLS.search(text) if is_ours else None
            if control or (is_ours and re.search("@@[A-Z]+@@", text)):
                found.append((file.relative_to(built_site).as_posix(), control))
    assert found == []


def test_no_template_left_its_traces(pages: Pages, entry_trees: Mapping[str, Element]) -> None:
    suspicious = re.compile(r"\{\{|\}\}|\{%|\bNone\b|\bundefined\b|Markup\(|<built-in")
    for key, page in entry_trees.items():
        shown = page.text.replace(page.one("div", "cite").text, "")
        own = page.one("h1").text + page.one("p", "prose").text
        assert set(suspicious.findall(shown)) <= set(suspicious.findall(own)), key


# What an entry's page says


def test_title_authors_and_summary_stand_on_the_page_to_the_letter(
    raw_entries: Entries, entry_trees: Mapping[str, Element]
) -> None:
    for key, entry in raw_entries.items():
        page = entry_trees[key]
        assert page.one("h1").text == entry["title"], key
        authors = without_doubt(page.one("p", "authors"))
        assert authors == ", ".join(map(printed, entry["authors"])), key
        assert without_doubt(page.one("p", "prose")) == entry["summary"], key


def without_doubt(element: Element) -> str:
    return element.text.removesuffix(" not yet confirmed")


def test_other_titles_nickname_and_workflows_stand_on_the_page(
    raw_entries: Entries, entry_trees: Mapping[str, Element]
) -> None:
    for key, entry in raw_entries.items():
        page = entry_trees[key]
        hints = [hint.words for hint in page.all("p", "hint")]
        for title in entry.get("alt_titles", ()):
            assert f"Also titled “{title}”" in hints, key
        if "nickname" in entry:
            assert any(hint.startswith(f"Known as {entry['nickname']}") for hint in hints), key
        for workflow in entry.get("workflows", ()):
            assert workflow in [item.text for item in page.all("li")], key


def test_date_venue_and_identifiers_stand_on_the_page(
    raw_entries: Entries, entry_trees: Mapping[str, Element], raw_facets: Mapping[str, Any]
) -> None:
    for key, entry in raw_entries.items():
        page = entry_trees[key]
        line = page.one("p", "published").words
        year, month = [*entry["published"].split("-"), "0"][:2]
        assert f"first published {MONTHS[int(month)]} {year}".replace("  ", " ") in line, key
        if "venue" in entry:
            label = raw_facets["venues"]["terms"][entry["venue"]]["label"]
            assert line.startswith(f"{label} {entry['venue_year']}"), key
            assert entry.get("track", "") in line, key
        facts = page.one("dl", "facts").text
        for name in ("arxiv", "doi", "openreview", "anthology", "volume", "pages", "license"):
            assert entry.get(name, "") in facts, (key, name)


def test_every_term_of_an_entry_is_a_link_on_its_page(
    raw_entries: Entries,
    raw_facets: Mapping[str, Any],
    entry_trees: Mapping[str, Element],
    site_url: str,
) -> None:
    for key, entry in raw_entries.items():
        links = links_of(entry_trees[key].one("dl", "facts"), site_url, f"entries/{key}/")
        for facet_id, facet in raw_facets.items():
            for term_id in terms_of(entry, facet.get("field", facet_id)):
                label = facet["terms"][term_id]["label"]
                assert links.get(f"{facet_id}/{term_id}/") == label, key


def links_of(part: Element, site_url: str, path: str) -> dict[str, str]:
    """Where the links in a part of a page lead within the site -> their words."""
    found = {}
    for link in part.all("a"):
        target = resolve(site_url, path, link["href"])
        if target:
            found[target[0]] = link.words
    return found


def test_the_works_own_addresses_are_links(
    raw_entries: Entries, entry_trees: Mapping[str, Element]
) -> None:
    for key, entry in raw_entries.items():
        links = {link["href"] for link in entry_trees[key].all("a")}
        wanted = [entry.get(name, "") for name in ("url", "code", "project")]
        wanted += [f"https://arxiv.org/abs/{entry['arxiv']}"] if "arxiv" in entry else []
        wanted += entry.get("evidence", [])
        assert {url for url in wanted if url} <= links, key


# Field -> the paragraph that shows it; identifiers and all other fields stand among the facts, too.
SHOWN_IN = {
    "authors": "authors", "summary": "prose", "published": "published", "venue": "published",
    "code": "actions", "project": "actions", "url": "actions",
    "arxiv": "actions", "doi": "actions", "openreview": "actions", "anthology": "actions",
}  # fmt: skip


def test_every_unconfirmed_field_is_marked_where_it_stands(
    raw_entries: Entries, entry_trees: Mapping[str, Element]
) -> None:
    with_doubt = {key: entry for key, entry in raw_entries.items() if entry.get("unverified")}
    assert len(with_doubt) > 50
    for key, entry in with_doubt.items():
        page, fields = entry_trees[key], set(entry["unverified"])
        assert {mark.words for mark in page.all(name="doubt")} == {"not yet confirmed"}, key
        for place in set(SHOWN_IN.values()):
            wanted = any(place == SHOWN_IN.get(field) for field in fields)
            assert bool(page.one("p", place).all("span", "doubt")) == wanted, (key, place)
        beside_title = [child for child in page.one("header", "head").children if is_doubt(child)]
        assert bool(beside_title) == ("title" in fields), key
        others = fields - {"title", "authors", "summary", "code", "project", "url"}
        assert len(page.one("dl", "facts").all("span", "doubt")) == len(others), key


def is_doubt(child: Element | str) -> bool:
    return isinstance(child, Element) and child.attributes.get("class") == "doubt"


def test_a_note_counts_the_fields_that_nobody_has_confirmed(
    raw_entries: Entries, entry_trees: Mapping[str, Element]
) -> None:
    for key, entry in raw_entries.items():
        count = len(entry.get("unverified", ()))
        notes = [note.words for note in entry_trees[key].all("p", "note")]
        assert len(notes) == min(count, 1), key
        are = "field is" if count == 1 else "fields are"
        assert not notes or notes[0].startswith(f"{count} {are} unconfirmed."), key


def test_a_confirmed_entry_has_no_mark_of_doubt(
    raw_entries: Entries, entry_trees: Mapping[str, Element]
) -> None:
    for key, entry in raw_entries.items():
        if not entry.get("unverified"):
            assert entry_trees[key].all(name="doubt") == [], key
            assert entry_trees[key].all(name="note") == [], key


def test_the_bib_file_of_an_entry_is_the_text_on_its_page(
    built_site: Path, entry_trees: Mapping[str, Element]
) -> None:
    for key, page in entry_trees.items():
        file = (built_site / "entries" / key / f"{key}.bib").read_text(encoding="utf-8")
        assert file.startswith("@") and file.endswith("}\n"), key
        assert page.one("pre", id="bibtex").text == file.rstrip("\n"), key


# Lists


def test_every_term_lists_its_entries_once_and_newest_first(
    built_site: Path, raw_entries: Entries, raw_facets: Mapping[str, Any]
) -> None:
    for facet_id, facet in raw_facets.items():
        for term_id, keys in entries_by_term(facet, facet_id, raw_entries).items():
            assert listed_keys(built_site, f"{facet_id}/{term_id}/") == keys, (facet_id, term_id)


def test_a_bibliography_of_a_term_holds_the_entries_of_its_page(
    built_site: Path, raw_entries: Entries, raw_facets: Mapping[str, Any]
) -> None:
    for facet_id, facet in raw_facets.items():
        for term_id, keys in entries_by_term(facet, facet_id, raw_entries).items():
            assert bib_keys(built_site / "data" / facet_id / f"{term_id}.bib") == keys, term_id


def bib_keys(file: Path) -> list[str]:
    return re.findall(r"^@\w+\{([^,]+),$", file.read_text(encoding="utf-8"), flags=re.M)


def test_a_year_lists_what_was_first_published_in_it(
    built_site: Path, raw_entries: Entries
) -> None:
    years = {entry["published"][:4] for entry in raw_entries.values()}
    assert {folder.name for folder in (built_site / "years").iterdir() if folder.is_dir()} == years
    for year in years:
        keys = [key for key, entry in raw_entries.items() if entry["published"][:4] == year]
        assert listed_keys(built_site, f"years/{year}/") == keys
        assert bib_keys(built_site / "data" / "years" / f"{year}.bib") == keys


def test_an_author_with_two_entries_has_a_page_that_lists_them(
    built_site: Path, raw_entries: Entries, pages: Pages, entry_trees: Mapping[str, Element],
    site_url: str,
) -> None:  # fmt: skip
    linked: dict[str, set[str]] = {}
    for key, page in entry_trees.items():
        for path in links_of(page.one("p", "authors"), site_url, f"entries/{key}/"):
            linked.setdefault(path, set()).add(key)
    assert {path for path in pages if re.fullmatch(r"authors/(?!\d+/)[^/]+/", path)} == set(linked)
    for path, keys in linked.items():
        assert set(listed_keys(built_site, path)) == keys, path
        assert len(keys) > 1, path


def test_the_library_lists_everything(built_site: Path, raw_entries: Entries, pages: Pages) -> None:
    assert listed_keys(built_site, "library/") == list(raw_entries)
    last = 1 + -(-(len(raw_entries) - 50) // 300)
    numbered = {path for path in pages if path.startswith("library/")}
    assert numbered == {"library/", *(f"library/{n}/" for n in range(2, last + 1))}


def test_papers_go_on_to_a_second_page_and_each_stands_once(
    built_site: Path, raw_entries: Entries, pages: Pages
) -> None:
    papers = [key for key, entry in raw_entries.items() if entry["kind"] == "paper"]
    assert len(papers) > 200
    assert "kinds/paper/2/" in pages
    assert listed_keys(built_site, "kinds/paper/") == papers
    assert len(content_of(built_site, "kinds/paper/").all("article", "entry")) == 150


def test_pages_of_a_list_lead_to_each_other(built_site: Path, pages: Pages, site_url: str) -> None:
    numbered = [path for path in pages if re.search(r"/[0-9]{1,3}/$", path)]
    assert numbered
    for path in numbered:
        folder, number = path[:-1].rsplit("/", 1)
        before = f"{folder}/" if number == "2" else f"{folder}/{int(number) - 1}/"
        assert relation(built_site, path, "prev", site_url) == before
        assert relation(built_site, before, "next", site_url) == path


def relation(site: Path, path: str, rel: str, site_url: str) -> str | None:
    """Where the rel=prev or rel=next link of a page leads."""
    links = content_of(site, path).all("a", rel=rel)
    assert len(links) <= 1, path
    target = resolve(site_url, path, links[0]["href"]) if links else None
    return target[0] if target else None


def test_newer_and_older_entries_are_the_neighbours_in_the_main_category(
    raw_entries: Entries,
    raw_facets: Mapping[str, Any],
    entry_trees: Mapping[str, Element],
    site_url: str,
) -> None:
    by_category = entries_by_term(raw_facets["categories"], "categories", raw_entries)
    for category, keys in by_category.items():
        neighbours = dict(pairwise(keys))
        before = {newer: older for older, newer in neighbours.items()}
        for key in keys:
            if raw_entries[key]["categories"][0] != category:
                continue
            for rel, expected in (("next", neighbours.get(key)), ("prev", before.get(key))):
                links = entry_trees[key].all("a", rel=rel)
                found = [resolve(site_url, f"entries/{key}/", link["href"]) for link in links]
                assert found == ([(f"entries/{expected}/", "")] if expected else []), (key, rel)


def test_recent_lists_the_hundred_that_came_last(built_site: Path, raw_entries: Entries) -> None:
    assert listed_keys(built_site, "recent/") == by_addition(raw_entries)[:100]


def by_addition(entries: Entries) -> list[str]:
    """Keys by the day they were added, latest first, newest work first within a day."""
    days = sorted({entry["added"] for entry in entries.values()}, reverse=True)
    return [key for day in days for key, entry in entries.items() if entry["added"] == day]


def test_feeds_list_the_newest(
    built_site: Path, raw_entries: Entries, raw_facets: Mapping[str, Any], site_url: str
) -> None:
    feeds = {"all": list(raw_entries)}
    for facet_id in ("categories", "kinds"):
        by_term = entries_by_term(raw_facets[facet_id], facet_id, raw_entries)
        feeds |= {f"{facet_id}/{term_id}": keys for term_id, keys in by_term.items()}
    for name, keys in feeds.items():
        feed = feedparser.parse((built_site / "feeds" / f"{name}.xml").read_bytes())
        limit = 100 if name == "all" else 30
        latest = by_addition({key: raw_entries[key] for key in keys})[:limit]
        assert [item.id for item in feed.entries] == [f"{site_url}entries/{k}/" for k in latest]


def test_every_index_counts_what_its_terms_list(
    built_site: Path, raw_entries: Entries, raw_facets: Mapping[str, Any], site_url: str
) -> None:
    for facet_id, facet in raw_facets.items():
        counts = counted(content_of(built_site, f"{facet_id}/"), site_url, f"{facet_id}/")
        by_term = entries_by_term(facet, facet_id, raw_entries)
        assert counts == {f"{facet_id}/{term}/": len(keys) for term, keys in by_term.items()}


def counted(page: Element, site_url: str, path: str) -> dict[str, int]:
    """Address -> the number beside it, of the cards on a page."""
    found = {}
    for card in page.all("li", "cat"):
        target = resolve(site_url, path, card.one("a")["href"])
        assert target
        found[target[0]] = number(card.one("span", "cat__n").text)
    return found


def number(text: str) -> int:
    return int(text.replace(",", ""))


def test_the_count_of_a_list_is_its_number_of_rows(
    built_site: Path, raw_entries: Entries, raw_facets: Mapping[str, Any]
) -> None:
    for facet_id, facet in raw_facets.items():
        for term_id, keys in entries_by_term(facet, facet_id, raw_entries).items():
            page = content_of(built_site, f"{facet_id}/{term_id}/")
            count = page.one("p", "toolbar__count").words
            word = "entry" if len(keys) == 1 else "entries"
            assert count.startswith(f"{len(keys):,} {word},"), (facet_id, term_id)
            chart = page.all("svg", "years")
            if chart:
                assert sum(bar_count(bar) for bar in chart[0].all("a")) == len(keys)


def bar_count(bar: Element) -> int:
    """The count in the words of a bar: "2024 133" or "to 2018 1,002"."""
    found = re.fullmatch(r"(?:to )?\d{4} ([\d,]+)", bar.words)
    assert found, bar.words
    return number(found[1])


# The front page


def test_the_figures_on_home_are_the_counts(
    home: Element, raw_entries: Entries, raw_facets: Mapping[str, Any], site_url: str
) -> None:
    assert (
        home.one("section", "hero").one("p", "lead").text.startswith(f"{len(raw_entries)} entries.")
    )
    kinds = Counter(entry["kind"] for entry in raw_entries.values())
    figures = home.one("p", "counts")
    for link in figures.all("a"):
        assert number(link.one("b").text) == kinds[link["href"].split("/")[-2]]
    assert len(figures.all("a")) == 3
    with_code = sum("code" in entry for entry in raw_entries.values())
    assert figures.one("span").words == f"{with_code} with code"
    by_category = entries_by_term(raw_facets["categories"], "categories", raw_entries)
    assert counted(home, site_url, "") == {
        f"categories/{term}/": len(keys) for term, keys in by_category.items()
    }


def test_the_bars_on_home_count_every_entry_and_lead_to_their_years(
    home: Element, raw_entries: Entries, site_url: str, built_site: Path
) -> None:
    years = Counter(entry["published"][:4] for entry in raw_entries.values())
    bars = home.one("svg", "years").all("a")
    assert sum(bar_count(bar) for bar in bars) == len(raw_entries)
    for bar in bars:
        label = bar.words.split()[0]
        if label != "to":
            assert resolve(site_url, "", bar["href"]) == (f"years/{label}/", "")
            assert bar_count(bar) == years[label]


def test_home_shows_the_latest_and_the_size_of_every_other_way_in(
    home: Element,
    raw_entries: Entries,
    raw_facets: Mapping[str, Any],
    pages: Pages,
    site_url: str,
) -> None:
    rows = [row["id"] for row in home.all("article", "entry")]
    assert rows == by_addition(raw_entries)[:6]
    sizes = {f"{facet_id}/": len(facet["terms"]) for facet_id, facet in raw_facets.items()}
    del sizes["categories/"]
    sizes["years/"] = len({entry["published"][:4] for entry in raw_entries.values()})
    sizes["authors/"] = sum(bool(re.fullmatch(r"authors/(?!\d+/)[^/]+/", path)) for path in pages)
    shown = {}
    for line in home.one("ul", "lines").all("li"):
        target = resolve(site_url, "", line.one("a")["href"])
        assert target
        shown[target[0]] = number(line.one("span").text)
    assert shown == sizes


def test_the_raw_order_is_newest_first_with_ties_by_key() -> None:
    """The order that the tests above rely on."""
    published = {"b2024x": "2024-03", "a2024x": "2024-03", "c2024x": "2024-03-01", "d2025x": "2025"}
    order = sorted(published, key=lambda key: newest_first(key, {"published": published[key]}))
    assert order == ["d2025x", "c2024x", "a2024x", "b2024x"]
