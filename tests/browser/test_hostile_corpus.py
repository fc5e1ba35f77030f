"""Every text of hostile.yml in a real browser: in each page that holds it, in the search box, the
address, storage, exports, files and answers of registers. None of them runs."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import build_fixtures
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from hostile import EVERY, REGISTER, SINKS, Payload, corpus, hostile_root, pairs, sampled, shown
from hostile_crawl import Crawl, crawling, page_paths
from local_server import serving_folder
from lookup_works import Work, datacite_record
from test_check_bib import drop
from test_export import FILES, GO_TO, content
from thorough import IS_WHOLE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

__all__ = ["hostile_root"]

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture(scope="module")
def site(hostile_root: Path) -> Path:
    return hostile_root / "site"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Where the site is, without a slash at its end."""
    with serving_folder(site) as origin:
        yield origin


@pytest.fixture
def crawl(browser: Browser, address: str) -> Iterator[Crawl]:
    """A browser in which nothing may have run at the end of the test."""
    with crawling(browser, address) as crawl:
        yield crawl
        crawl.assert_clean()
        print(crawl.counts())


# What raw HTML does here: what the crawl would notice.
ACTIVE = ("elements", "handlers", "breakouts", "foreign", "mutation", "swallowing")


def test_the_crawl_notices_texts_that_are_not_escaped(browser: Browser, address: str) -> None:
    error = pytest.importorskip("playwright.sync_api").Error
    frame = "<!doctype html><header class=md-header></header><main><h1>{}</h1></main><footer>"
    with crawling(browser, address) as crawl:
        crawl.page.route("**//evil.example/**", lambda route: route.abort())
        for payload in [it for it in corpus() if it.family in ACTIVE][:: 1 if IS_WHOLE else 5]:
            page = frame.format(payload.text)
            crawl.page.route("**/raw", partial(answer, page))
            with suppress(error):  # some lead away while they are looked at
                crawl.open(f"{address}/raw")
    print("without escaping:", crawl.counts())
    assert len(crawl.ran) >= 5
    assert len(crawl.found["handlers"]) >= 5
    assert crawl.found["links"]
    assert crawl.found["elements"]
    assert crawl.foreign
    assert crawl.damaged


def answer(page: str, route: Route) -> None:
    route.fulfill(body=page, content_type="text/html")


# The text of everything that the pages say of an entry.
TEXTS = """() => {
    const texts = (selector) => [...document.querySelectorAll(selector)].map(it => it.textContent);
    return {
        h1: texts("main h1"), prose: texts(".prose"), hints: texts("main .hint"),
        authors: texts("main .authors"), published: texts(".published"), facts: texts(".facts a"),
        lead: texts("main .lead"), workflows: texts(".plainlist li"), terms: texts(".cat a"),
        actions: [...document.querySelectorAll(".actions a")].map(it => it.getAttribute("href")),
        canonical: document.querySelector("link[rel=canonical]")?.href ?? "",
        rows: [...document.querySelectorAll("main article.entry")].map(it => [it.id,
            it.querySelector(".entry__title a").textContent,
            it.querySelector(".entry__summary")?.textContent ?? null]),
    };
}"""
# Pages of people's own words, which hold no entry.
WRITTEN = {f"{name.removesuffix('.md')}/" for name in build_fixtures.WRITTEN}
# Pages that draw when script runs.
DRAWN = {"library/", "map/", "landscape/", "compare/", "stats/", "submit/", "check-bib/", ""}


def test_every_page_shows_the_texts_as_they_are_and_none_runs(
    crawl: Crawl, site: Path, address: str
) -> None:
    payloads = {it.key: it for it in shown()}
    compared = 0
    for path in page_paths(site) if IS_WHOLE else fewer(page_paths(site)):
        seen = crawl.open(f"{address}/{path}")
        if path in DRAWN:
            crawl.page.wait_for_timeout(400)
            crawl.survey()
        assert re.search("Bee shelf(: Everything on wild bees)?$", seen["title"]), path
        texts = crawl.page.evaluate(TEXTS)
        for key, title, summary in texts["rows"]:
            assert title == payloads[key].title, path
            assert summary in (None, payloads[key].summary), path
            compared += 1
        compared += compare(path, texts, payloads)
    assert len(payloads) * 8 < compared
    print(f"{len(sampled())} texts, {len(SINKS)} sinks, {pairs(sampled())} pairs; "
          f"{len(payloads)} texts {compared} times compared with what is shown")  # fmt: skip


def fewer(paths: Iterable[str]) -> Iterator[str]:
    """The pages of all entries, one page of a term for each text, and some of every other type."""
    seen: Counter[str] = Counter()
    of_terms = {"categories/c": 0, "regions/r": 1, "venues/v": 2}
    for path in paths:
        folder = path.partition("/")[0]
        term = re.match(r"(categories/c|regions/r|venues/v)(\d+)/", path)
        if term:
            is_wanted = int(term[2]) // EVERY % 3 == of_terms[term[1]]
        else:
            seen[folder] += 1
            is_wanted = folder == "entries" or seen[folder] == 1
        if is_wanted and path not in WRITTEN:
            yield path


def compare(path: str, texts: dict[str, Any], payloads: dict[str, Payload]) -> int:
    """How many texts of a page are what they must be: of an entry, or of a term."""
    kind, _, name = path.rstrip("/").partition("/")
    if kind == "entries" and name:
        it = payloads[name]
        assert texts["h1"] == [it.title], path
        assert texts["prose"][0] == it.summary, path
        assert not it.alt_title or f"Also titled “{it.alt_title}”" in texts["hints"], path
        assert not it.cut_to("nickname") or f"Known as {it.shows}" in texts["hints"], path
        if it.is_shown_as("author"):
            assert it.shows in texts["authors"][0], path
        assert texts["published"][0].startswith(it.shows), path
        assert texts["facts"].count(it.shows) >= 3, path  # category, region, venue
        assert texts["workflows"] == [text for text in [it.cut_to("workflow")] if text], path
        assert it.link in texts["actions"], path
        return 8
    by_number = {it.number: it for it in payloads.values()}
    term = re.fullmatch(r"(?:categories|regions|venues)/[crv](\d+)", f"{kind}/{name}")
    if term:
        it = by_number[int(term[1])]
        assert texts["h1"] == [it.shows], path
        assert kind == "venues" or texts["lead"] == [it.shows], path
        return 2
    if path in ("categories/", "regions/", "venues/"):
        assert set(texts["terms"]) >= {it.shows for it in payloads.values()}, path
        return len(payloads)
    return 0


HITS = """() => [...document.querySelectorAll("dialog.finder .hit")]
    .filter(it => it.pathname.includes("/entries/"))
    .map(it => [it.pathname.split("/").at(-2), it.querySelector(".hit__title").textContent])"""
SETTLED = """async () => {
    const box = document.querySelector("dialog.finder");
    const sign = () => box.textContent;
    let before = sign(), end = performance.now() + 400, quiet = performance.now() + 60;
    while (performance.now() < Math.min(end, quiet)) {
        await new Promise(requestAnimationFrame);
        if (sign() !== before) { before = sign(); quiet = performance.now() + 60; }
    }
}"""


def test_each_text_is_searched_in_the_box_and_shown_as_it_is(crawl: Crawl, address: str) -> None:
    titles = {it.key: it.title for it in shown()}
    crawl.open(f"{address}/about/")
    crawl.page.keyboard.press("/")
    box = crawl.page.get_by_role("dialog", name="Search").get_by_role("combobox")
    box.wait_for()
    found = 0
    for payload in sampled():
        box.fill(payload.text)
        crawl.page.evaluate(SETTLED)
        hits = crawl.page.evaluate(HITS)
        for key, title in hits:
            assert title == titles[key], payload.id
        found += payload.shows != "" and payload.key in [key for key, _ in hits]
    crawl.survey()
    print(f"{len(sampled())} texts searched, {found} led to their entry")
    assert found > len(titles) / 3


def test_the_library_takes_each_text_as_words_filter_and_hash(crawl: Crawl, address: str) -> None:
    titles = {it.key: it.title for it in shown()}
    rows = "article.entry"
    for number, payload in enumerate(sampled()):
        code = quote(payload.text.encode("utf-8", "surrogatepass"), safe="")[:4000]
        parts = (f"q={code}", f"categories={code}", f"{code}={code}", f"author={code}",
                 f"sort={code}", f"constructor={code}", f"year={code}", f"v={code}")  # fmt: skip
        for query in (f"q={code}", "&".join(parts))[0 if IS_WHOLE else 1 :]:
            where = f"{address}/library/?{query}#ids={code}"
            if number % 13 == 0:
                crawl.page.goto("about:blank")
                crawl.open(where)
            else:
                crawl.page.evaluate(GO_TO, where)
                crawl.page.wait_for_timeout(20)
            crawl.page.locator("#facets .facet").first.wait_for(state="attached")
            crawl.page.locator("[data-rows][aria-busy]").wait_for(state="detached")
            for key, title in crawl.page.eval_on_selector_all(
                f"main {rows}",
                "all => all.map(it => [it.id, it.querySelector('.entry__title').textContent])",
            ):
                assert title == titles[key], payload.id
        crawl.survey()


def test_what_script_draws_of_entries_shows_the_texts_as_they_are(
    crawl: Crawl, address: str
) -> None:
    """Entries side by side, and the form that corrects one."""
    payloads = shown()
    for six in (payloads[at : at + 6] for at in range(0, len(payloads), 6)):
        crawl.page.goto("about:blank")
        crawl.open(f"{address}/compare/?ids={','.join(it.key for it in six)}")
        titles = crawl.page.locator(".compare__title")
        titles.first.wait_for()
        assert titles.all_text_contents() == [it.title for it in six]
        cells = crawl.page.locator(".compare td").all_text_contents()
        for payload in six:
            assert any(payload.summary in cell for cell in cells), payload.id
        crawl.survey()
    for payload in payloads if IS_WHOLE else payloads[::3]:
        crawl.open(f"{address}/submit/?entry={payload.key}")
        crawl.page.locator(
            f"[data-row] .entry__title:text-is({quoted_css(payload.title)})"
        ).wait_for()
        assert crawl.page.locator("#field-title").input_value() == payload.title
        assert crawl.page.locator("#field-summary").input_value() == payload.summary
        crawl.survey()


def quoted_css(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


NAMES = ("atlas.selection", "atlas.notes", "atlas.summaries", "atlas.scheme", "atlas.fonts",
         "atlas.visit", "atlas.draft", "atlas.read")  # fmt: skip
STORE = "stored => { for (const [name, text] of stored) localStorage.setItem(name, text); }"


def test_what_storage_holds_is_a_text_at_most(crawl: Crawl, address: str) -> None:
    some = shown()[0]
    crawl.open(f"{address}/about/")
    for number, payload in enumerate(sampled()):
        note = {some.key: {"note": payload.text, "read": payload.text}, payload.text: payload.text}
        forms = (
            [(name, payload.text) for name in NAMES],
            [("atlas.selection", json.dumps([some.key, payload.text])),
             ("atlas.notes", json.dumps(note))],
        )  # fmt: skip
        for stored in forms if IS_WHOLE else [forms[number % 2]]:
            crawl.page.evaluate(STORE, stored)
            crawl.open(f"{address}/entries/{some.key}/")


def test_everything_is_exported_in_each_format_and_reads_back(
    crawl: Crawl, site: Path, address: str
) -> None:
    titles = {it.key: it.title for it in shown()}
    crawl.open(f"{address}/library/")
    export = crawl.page.locator("[data-export]")
    export.get_by_text(f"Export these {len(titles)}:").wait_for()
    texts: dict[str, str] = {}
    for name in (".bib", "biblatex", "RIS", "CSL-JSON", "CSV", "Markdown", "Citations"):
        with crawl.page.expect_download() as download:
            export.get_by_role("button", name=name, exact=True).click()
        texts[name] = content(download.value)
    for name in (".bib", "biblatex"):
        library = parse_string(texts[name], parse_stack=[])
        assert {it.key for it in library.entries} == set(titles), name
        assert (library.failed_blocks, library.strings, library.preambles) == ([], [], []), name
    assert {it["id"]: it["title"] for it in rispy.loads(texts["RIS"])} == titles
    assert {it["id"]: it["title"] for it in json.loads(texts["CSL-JSON"])} == titles
    rows = list(csv.DictReader(texts["CSV"].splitlines(keepends=True), strict=True))
    assert {row["key"] for row in rows} == set(titles)
    for name, file in (("RIS", "RIS"), ("CSV", "CSV"), ("CSL-JSON", "CSL-JSON")):
        assert texts[name] == (site / "data" / FILES[file][0]).read_bytes().decode()
    for name in ("Markdown", "Citations"):
        assert len(re.findall(r"(?m)^(?:- |\w)", texts[name])) >= len(titles), name


def test_a_bibliography_of_such_texts_is_checked_and_none_runs(crawl: Crawl, address: str) -> None:
    """All that the page for bibliographies says of a file is text."""
    records = "".join(
        f"@article{{k{it.number}{it.shows[:9] if it.number % 9 == 0 else ''},\n"
        f" title = {{{it.text}}},\n author = {{{it.text}}},\n journal = {{{it.text}}},\n"
        f" year = 20{it.number % 90 + 10},\n doi = {{10.1000/{it.text}}}\n}}\n\n"
        for it in sampled()
    )
    crawl.open(f"{address}/check-bib/")
    crawl.page.locator("[data-check-bib][data-is-ready]").wait_for()
    drop(crawl.page, mine_bib=records)
    more = crawl.page.get_by_role("button", name="Show the other")
    while more.count():  # each goes when it is pressed
        more.first.click()
    crawl.survey()
    shown_keys = crawl.page.locator(".finding").count()
    print(f"{shown_keys} findings in a bibliography of {len(sampled())} texts")
    assert shown_keys > 0


FOUND = "[data-found]"


def test_what_a_register_answers_is_text_in_the_form(crawl: Crawl, address: str) -> None:
    crawl.origins.add(REGISTER)
    answers: dict[str, object] = {}
    readable = {"Access-Control-Allow-Origin": "*"}
    crawl.page.route(
        f"{REGISTER}/**", lambda route: route.fulfill(json=answers["next"], headers=readable)
    )
    crawl.open(f"{address}/submit/")
    crawl.page.locator(".chips__add").first.wait_for()
    given = 0
    for payload in sampled():
        arxiv = f"2406.{payload.number:05d}"
        work = Work(
            title=payload.text, authors=("Liu, Ada", payload.text), arxiv=arxiv,
            published="2024-06-03", venue=payload.text, abstract=payload.text,
        )  # fmt: skip
        answers["next"] = datacite_record(work)
        crawl.page.locator("#identify").fill(arxiv)
        crawl.page.keyboard.press("Enter")
        said = crawl.page.locator(FOUND).get_by_text(re.compile(f"DataCite .*|{arxiv}"))
        said.first.wait_for()
        crawl.page.locator(FOUND).get_by_text("Asking").wait_for(state="detached")
        title = crawl.page.locator("#field-title").input_value()
        row = crawl.page.locator("[data-row] .entry__title")
        if title:
            given += 1
            assert row.first.text_content() == title, payload.id
        crawl.survey()
        crawl.page.locator("#identify").fill("")
    print(f"{given} titles of a register shown")
    assert given > len(sampled()) / 2
