"""A library in parts: it answers from the first one, and in the end like one in a single file."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import RawEntry, node_module, serving
from once import made_once
from test_every_type_of_page import FAULTS, TOO_WIDE, Watch, origin_of
from thorough import IS_WHOLE

from literature.catalogue import read_catalogue
from literature.configuration import read_site
from literature.pipeline import written_sources
from literature.render.edition import Edition
from literature.site import ENTRY_FILES, FILES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

pytestmark = [pytest.mark.slow, pytest.mark.browser]

# Entries of the first part: with 100 one details.json still has all, with 40 it comes in pieces.
SIZES = {"details in one file": 100, "details in pieces": 40}
CUT = (
    "/data/search.json and -<number>.json", "/data/details.json", "/data/details/<number>.json",
    "/data/parts/<number>/<file>",
)  # fmt: skip


def cut_site(built_root: Path, site: Path, part: int) -> None:
    """The built site with its data cut; all other files are those of the built one."""
    shutil.copytree(built_root / "site", site, copy_function=os.link)
    catalogue, _ = read_catalogue(built_root / "entries")
    facts = replace(read_site(built_root / "mkdocs.yml"), part_size=part)
    edition = Edition(catalogue, facts, written=written_sources(built_root / "docs"))
    for pattern in CUT:
        for path, text in {**FILES, **ENTRY_FILES}[pattern](edition):
            (site / path).unlink(missing_ok=True)  # a link to the file of the built site
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def cut(
    request: pytest.FixtureRequest, built_root: Path, site_url: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:  # fmt: skip
    """The address of the site cut into parts; its search.json has 40 entries."""
    part = getattr(request, "param", SIZES["details in pieces"])
    site = made_once(tmp_path_factory, f"cut-{part}", lambda it: cut_site(built_root, it, part))
    with serving(site, site_url) as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True)
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def hold(context: BrowserContext, file: str) -> Callable[[], None]:
    """Keeps the answer for a file back until the function that is returned is called."""
    held: list[Route] = []
    context.route(f"**/data/{file}", lambda route: held.append(route))

    def let_go() -> None:
        for route in held:
            route.continue_()
        context.unroute(f"**/data/{file}")

    return let_go


def note(page: Page, words: str) -> Any:
    found = page.locator(".results .note").filter(has_text=words)
    found.wait_for()
    return found


def count_says(page: Page, words: str) -> None:
    page.locator("[data-count]").filter(has_text=words).wait_for()


def keys_of(page: Page) -> list[str]:
    keys: list[str] = page.locator("[data-rows] article.entry").evaluate_all(
        "them => them.map((it) => it.id)"
    )
    return keys


# All parts together

VIEWS = [
    {}, {"text": "attention"}, {"text": "sparse autoencoder"}, {"text": "langauge"},
    {"text": "author:li 2024"}, {"text": "zzqx"}, {"text": '"language models" -probing'},
    {"sort": "oldest"}, {"sort": "title", "code": "yes"}, {"sort": "added", "reviewed": "no"},
    {"from": 2023, "to": 2024}, {"facets": {"kinds": {"any": ["survey"], "none": []}}},
    {"text": "heads", "facets": {"categories": {"any": [], "none": ["probing"]}}},
]  # fmt: skip
# Not of the written pages: what searches them is loaded last.
ASK = """async ([root, views, hasDetails]) => {
    const client = (await import(`${root}assets/js/find/client.js`)).connect(root);
    await client.all();
    if (hasDetails) await client.details();
    const answers = [];
    for (const state of views) {
        const { searched, of, pages, ...answer } = await client.find({
            state, counts: true, marks: true,
        });
        answers.push({ answer, keys: (await client.keys({ state })).keys, searched, of });
    }
    return answers;
}"""


def ask(context: BrowserContext, root: str, views: list[Any], has_details: bool) -> Any:
    page = context.new_page()
    page.goto(f"{root}about/")
    answers = page.evaluate(ASK, [root, views, has_details])
    page.close()
    return answers


@pytest.mark.parametrize("cut", SIZES.values(), ids=SIZES, indirect=True)
def test_with_all_parts_it_answers_like_one_in_a_single_file(
    context: BrowserContext, cut: str, served: str, raw_entries: dict[str, RawEntry]
) -> None:
    words = [str(entry["title"]) for entry in raw_entries.values()]
    dice = random.Random(5)
    titles = dice.sample(words, 60 if IS_WHOLE else 6)
    views = [*VIEWS, *({"text": " ".join(title.split()[1:4])} for title in titles)]
    is_whole = not (read := json.loads(context.request.get(f"{cut}data/search.json").text()))[
        "details"
    ]
    mine, theirs = (ask(context, root, views, is_whole) for root in (cut, served))
    for view, own, other in zip(views, mine, theirs, strict=True):
        assert own == other, view
        assert own["searched"] == len(raw_entries)
    assert len(read["ends"]) > 3
    print(f"{len(views)} views of {len(raw_entries)} entries in {len(read['ends'])} parts")


def test_a_library_in_one_file_is_asked_for_once(page: Page, served: str) -> None:
    asked: list[str] = []
    page.on("request", lambda it: asked.append(it.url.partition("/data/")[2]))
    page.goto(f"{served}library/?q=attention")
    count_says(page, "of ")
    page.locator("[data-rows]:not(.is-waiting) .Z3988").first.wait_for(state="attached")
    assert sorted(filter(None, asked)) == ["details.json", "search.json"]


# While parts are still to come


def test_the_first_part_answers_and_says_so_until_all_are_there(
    context: BrowserContext, page: Page, cut: str, raw_entries: dict[str, RawEntry]
) -> None:
    watch = Watch(page, origin_of(cut))
    let_go = hold(context, "search-2.json")
    page.goto(f"{cut}library/?q=attention")
    page.locator("[data-count]").get_by_text("so far").wait_for()
    of = len(raw_entries)
    status = note(page, f"The newest 40 of {of} entries are searched; the others are on their way.")
    assert status.get_attribute("role") == "status"
    first = keys_of(page)
    newest = list(raw_entries)[:40]
    assert first
    assert set(first) <= set(newest)
    assert page.get_by_text("Export all of these:").is_visible()
    page.evaluate(node_module("axe-core/axe.min.js").read_text(encoding="utf-8"))
    assert page.evaluate(FAULTS, [{"include": [[".results"]]}, {}]) == []
    let_go()
    count_says(page, f"of {of} entries")
    status.wait_for(state="hidden")
    assert len(keys_of(page)) > len(first)
    page.get_by_text("Export these").wait_for()
    assert (watch.messages, watch.foreign) == ([], [])


def test_the_plain_list_stays_while_the_numbers_grow(
    context: BrowserContext, page: Page, cut: str, raw_entries: dict[str, RawEntry]
) -> None:
    let_go = hold(context, "search-2.json")
    page.goto(f"{cut}library/")
    surveys = [key for key, entry in raw_entries.items() if entry.get("kind") == "survey"]
    newest = set(list(raw_entries)[:40])
    choice = page.locator("#facets button.facet__term").filter(has_text="Survey").first
    choice.filter(has_text=str(len(newest.intersection(surveys)))).wait_for()
    article = page.locator("[data-rows] article").first.element_handle()
    let_go()
    choice.filter(has_text=str(len(surveys))).wait_for()
    assert article.evaluate("row => row.isConnected"), "the rows are those that were built"


def test_rows_in_sight_stay_where_they_are(
    context: BrowserContext, page: Page, cut: str, raw_entries: dict[str, RawEntry]
) -> None:
    let_go = hold(context, "search-2.json")
    page.goto(f"{cut}library/?sort=title")
    page.locator("[data-count]").get_by_text("so far").wait_for()
    link = page.locator("[data-rows] article").nth(5).locator("h3 a")
    link.focus()
    title = link.inner_text()
    let_go()
    count_says(page, "entries")
    if title in page.locator("[data-rows] article h3 a").all_inner_texts():
        assert page.evaluate("document.activeElement.textContent") == title
    titles = [str(entry["title"]) for entry in raw_entries.values()]
    assert len(titles) > len(keys_of(page)) >= 50


@pytest.mark.parametrize("size", [(360, 740), (1280, 800)])
def test_a_part_that_fails_is_told_and_can_be_tried_again(
    context: BrowserContext, page: Page, cut: str, raw_entries: dict[str, RawEntry],
    size: tuple[int, int],
) -> None:  # fmt: skip
    page.set_viewport_size({"width": size[0], "height": size[1]})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    context.route("**/data/search-3.json", lambda route: route.abort())
    of = len(raw_entries)
    page.goto(f"{cut}library/?q=attention")
    status = note(page, f"The newest 80 of {of} entries are searched; the others did not load.")
    assert set(keys_of(page)) <= set(list(raw_entries)[:80])
    assert page.evaluate(TOO_WIDE) == []
    page.locator("#q").fill("sparse")  # the rest works
    page.locator("[data-rows] mark").filter(has_text="parse").first.wait_for()
    context.unroute("**/data/search-3.json")
    status.get_by_role("button", name="Try again").click()
    count_says(page, f"of {of} entries")
    status.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.id") == "q", "the focus is not lost"
    assert errors == []


def test_parts_of_another_edition_are_loaded_anew(
    context: BrowserContext, page: Page, cut: str, raw_entries: dict[str, RawEntry]
) -> None:
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url.rpartition("/")[2])
        text = context.request.get(route.request.url).text()
        if len(asked) == 1:
            text = text.replace('"edition":"', '"edition":"old', 1)
        route.fulfill(body=text, content_type="application/json")

    context.route("**/data/search-2.json", answer)
    page.goto(f"{cut}library/?q=attention")
    count_says(page, f"of {len(raw_entries)} entries")
    assert len(asked) == 2


def test_editions_that_stay_different_are_told(
    context: BrowserContext, page: Page, cut: str, raw_entries: dict[str, RawEntry]
) -> None:
    def answer(route: Route) -> None:
        text = context.request.get(route.request.url).text()
        route.fulfill(body=text.replace('"edition":"', '"edition":"old', 1))

    context.route("**/data/search-2.json", answer)
    page.goto(f"{cut}library/?q=attention")
    status = note(page, "the site was published anew meanwhile. Reload the page to search all.")
    assert status.get_by_role("button").count() == 0
    assert set(keys_of(page)) <= set(list(raw_entries)[:40])


THRIFTY = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}});"


def test_a_reader_who_saves_data_is_asked_first(
    context: BrowserContext, page: Page, cut: str, raw_entries: dict[str, RawEntry]
) -> None:
    context.add_init_script(THRIFTY)
    asked: list[str] = []
    page.on("request", lambda it: asked.append(it.url.partition("/data/")[2]))
    page.goto(f"{cut}library/?q=attention")
    of = len(raw_entries)
    status = note(page, f"The newest 40 of {of} entries are searched.")
    page.locator("[data-rows]:not(.is-waiting) article").first.wait_for()
    assert [path for path in asked if path.startswith("search-")] == []
    status.get_by_role("button", name=f"Search the other {of - 40}").click()
    count_says(page, f"of {of} entries")
    assert "search-5.json" in asked


# What an address names may be in a part that comes late


def test_an_address_with_old_entries_is_understood_when_they_are_there(
    context: BrowserContext, page: Page, cut: str, raw_entries: dict[str, RawEntry]
) -> None:
    oldest = list(raw_entries)[-3:]
    let_go = hold(context, "search-2.json")
    page.goto(f"{cut}library/#ids={','.join(oldest)}")
    note(page, "The newest 40 of")
    let_go()
    count_says(page, f"of {len(raw_entries)} entries")
    page.get_by_role("button", name="Remove filter 3 chosen entries").wait_for()
    assert keys_of(page) == oldest
    assert page.locator("[data-message]").is_hidden()


def test_old_entries_are_compared(page: Page, cut: str, raw_entries: dict[str, RawEntry]) -> None:
    keys = [list(raw_entries)[at] for at in (0, -1)]
    page.goto(f"{cut}compare/?ids={','.join(keys)}")
    for key in keys:
        page.locator("[data-table]").get_by_text(str(raw_entries[key]["title"])).wait_for()
        page.locator("[data-table]").get_by_text(str(raw_entries[key]["summary"])).wait_for()


# The search box


def test_the_box_says_how_much_is_searched(
    context: BrowserContext, page: Page, cut: str, raw_entries: dict[str, RawEntry]
) -> None:
    oldest, of = list(raw_entries)[-1], len(raw_entries)
    let_go = hold(context, "search-2.json")
    page.goto(f"{cut}about/")
    page.keyboard.press("/")
    page.locator(".finder input").fill(str(raw_entries[oldest]["title"]))
    box = page.locator(".finder")
    words = f"The newest 40 of {of} entries are searched; the others are on their way."
    box.get_by_text(words).wait_for()
    let_go()
    box.locator(f"a.hit[href$='/entries/{oldest}/']").wait_for()
    box.get_by_text("are searched").wait_for(state="detached")


def test_the_box_finds_written_pages_after_another_worker_answers(
    context: BrowserContext, page: Page, cut: str
) -> None:
    let_go = hold(context, "search-2.json")
    page.goto(cut)
    page.keyboard.press("/")
    page.locator(".finder input").fill("accessibility")
    box = page.locator(".finder")
    link = box.locator(".finder__terms a[href$='/about/#accessibility']")
    link.wait_for()
    box.get_by_text("are searched").wait_for()
    let_go()
    box.get_by_text("are searched").wait_for(state="detached")
    link.wait_for()
    page.locator(".finder input").fill("licences")
    box.locator(".finder__terms a[href$='/about/#licences']").wait_for()


# Exports


def test_a_selection_is_cut_out_of_the_parts_that_have_it(
    page: Page, cut: str, built_site: Path, raw_entries: dict[str, RawEntry]
) -> None:
    keys = random.Random(4).sample(list(raw_entries), 4)
    asked: list[str] = []
    page.goto(f"{cut}about/")
    page.evaluate("keys => { localStorage['atlas.selection'] = JSON.stringify(keys); }", keys)
    page.goto(f"{cut}kinds/survey/")
    page.on("request", lambda it: asked.append(it.url.partition("/data/")[2]))
    tray = page.get_by_role("region", name="Selection")
    with page.expect_download() as download:
        tray.get_by_role("button", name="Download", exact=True).click()
        tray.get_by_role("button", name="RIS").click()
    whole = (built_site / "data" / "literature.ris").read_text(encoding="utf-8")
    records = {f"{block}\n".partition("ID  - ")[2].partition("\n")[0]: f"{block}\n"
               for block in whole.removesuffix("\n").split("\n\n")}  # fmt: skip
    made = Path(download.value.path()).read_bytes().decode()
    assert made == "\n".join(records[key] for key in keys)
    assert "literature.ris" not in asked
    assert 1 <= len([path for path in asked if path.startswith("parts/")]) <= len(keys)


def test_a_view_is_exported_whole_before_all_of_it_is_searched(
    context: BrowserContext, page: Page, cut: str, raw_entries: dict[str, RawEntry]
) -> None:
    context.add_init_script(THRIFTY)
    page.goto(f"{cut}library/?kinds=survey")
    page.get_by_text("Export all of these:").wait_for()
    with page.expect_download() as download:
        page.locator("[data-export]").get_by_role("button", name="CSL-JSON", exact=True).click()
    items = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    surveys = [key for key, entry in raw_entries.items() if entry.get("kind") == "survey"]
    assert [item["id"] for item in items] == surveys


def test_everything_comes_in_one_file(page: Page, cut: str, built_site: Path) -> None:
    page.goto(f"{cut}library/")
    with page.expect_download() as download:
        page.locator("[data-export]").get_by_role("button", name="CSV", exact=True).click()
    whole = (built_site / "data" / "literature.csv").read_bytes()
    assert Path(download.value.path()).read_bytes() == whole


# Summaries in pieces


def test_rows_get_their_summaries_from_the_pieces_that_have_them(
    page: Page, cut: str, raw_entries: dict[str, RawEntry]
) -> None:
    asked: list[str] = []
    page.on("request", lambda it: asked.append(it.url.partition("/data/")[2]))
    page.goto(f"{cut}library/?kinds=survey")
    count_says(page, f"of {len(raw_entries)} entries")
    surveys = [key for key, entry in raw_entries.items() if entry.get("kind") == "survey"]
    for key in surveys:
        row = page.locator(f"[id='{key}']")
        row.get_by_text(str(raw_entries[key]["summary"])).wait_for(state="attached")
        row.locator(".Z3988").wait_for(state="attached")
    places = [list(raw_entries).index(key) + 1 for key in surveys]
    pieces = {path for path in asked if path.startswith("details/")}
    assert pieces == {f"details/{place}.json" for place in places}


def test_a_bibliography_is_checked_against_all_parts(
    page: Page, cut: str, built_site: Path, raw_entries: dict[str, RawEntry]
) -> None:
    oldest = list(raw_entries)[-1]
    page.goto(f"{cut}check-bib/")
    page.locator("[data-check-bib][data-is-ready]").wait_for()
    record = (built_site / "entries" / oldest / f"{oldest}.bib").read_text(encoding="utf-8")
    page.locator("[data-paste]").fill(record.replace("year = {20", "year = {19"))
    page.locator("form").filter(has=page.locator("[data-paste]")).get_by_role("button").last.click()
    page.locator("[data-report]").get_by_text("19").first.wait_for()
