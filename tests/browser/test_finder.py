"""The search box of every page, by keyboard and by finger, on a slow line and on a broken one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import pytest
from conftest import NOW_AT, node_module
from test_every_type_of_page import FAULTS, NARROW, TOO_WIDE, WIDE, Watch, origin_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Route

pytestmark = [pytest.mark.slow, pytest.mark.browser]

ENTRY = f"entries/{NOW_AT}/"
TITLE = "A Concept-Based Explainability Framework for Large Multimodal Models"
SEARCH_DATA = re.compile(r"/data/search\.json")
DETAILS = re.compile(r"/data/details\.json")
IN_FIELD = "document.activeElement.matches('dialog.finder input')"
SAID = "document.querySelector('.finder [role=status]').textContent"
SELECTED_TEXT = "getSelection().toString()"
SCHEMES: dict[Literal["light", "dark"], str] = {"light": "default", "dark": "slate"}

# Hint, or the answer to what is in the field: hits, or a sentence that there are none.
SETTLED = """(() => {
    const box = document.querySelector("dialog.finder");
    const note = box.querySelector(".finder__note").textContent;
    const text = box.querySelector("input").value.trim();
    if (!text) return note.startsWith("Type a title");
    if (note.includes(`Nothing for "${[...text].slice(0, 9).join("")}`)) return true;
    const all = box.querySelector(".hit--all")?.href;
    return all === `${all?.split("?")[0]}?${new URLSearchParams({q: text})}`;
})()"""


@pytest.fixture(params=[NARROW, WIDE], ids=["phone", "desk"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of a fresh reader, on a narrow and on a wide screen."""
    yield from page_of(browser, request.param)


@pytest.fixture
def wide_page(browser: Browser) -> Iterator[Page]:
    yield from page_of(browser, WIDE)


def page_of(browser: Browser, width: int) -> Iterator[Page]:
    context = browser.new_context(
        color_scheme="light", reduced_motion="reduce", viewport={"width": width, "height": 800}
    )
    context.set_default_timeout(8000)
    yield context.new_page()
    context.close()


def open_box(page: Page, key: str = "/") -> Locator:
    """The field of the box once it can be typed into."""
    page.keyboard.press(key)
    field = page.get_by_role("dialog", name="Search").get_by_role("combobox")
    field.wait_for()
    page.locator(".finder input:focus").wait_for()
    return field


def until(page: Page, condition: str) -> None:
    """Waits in the page; wait_for_function evaluates text there, which our CSP forbids."""
    page.evaluate(
        "async () => { const end = performance.now() + 8000;"
        f"while (!({condition})) {{ await new Promise(requestAnimationFrame);"
        "if (performance.now() > end) throw new Error('waited in vain'); } }"
    )


def first_hit(page: Page, key: str) -> Locator:
    """The first hit, once it is the entry of this key."""
    hit = page.locator(f"#finder-list-0[href$='/entries/{key}/']")
    hit.wait_for()
    return hit


def chosen(page: Page) -> str:
    """The id of the option that the field points to, which is the one that is selected."""
    named = page.get_by_role("combobox").get_attribute("aria-activedescendant")
    selected = page.locator("dialog.finder [role=option][aria-selected=true]")
    assert [option.get_attribute("id") for option in selected.all()] == ([named] if named else [])
    return named or ""


# Opening and closing


def test_a_page_loads_nothing_of_the_search_before_it_is_wanted(page: Page, served: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(served + ENTRY, wait_until="networkidle")
    assert [path for path in asked if re.search(r"/finder\.js|/find/|search\.json", path)] == []


@pytest.mark.parametrize("key", ["/", "s", "Control+k"])
def test_a_key_opens_the_box_with_the_field_ready(page: Page, served: str, key: str) -> None:
    page.goto(served + ENTRY)
    assert open_box(page, key).input_value() == ""
    page.get_by_text("Type a title, an author, a method or an arXiv id.").wait_for()


def test_the_button_opens_the_box_and_gets_the_focus_back(page: Page, served: str) -> None:
    page.goto(served + ENTRY)
    page.locator("[data-search]").click()
    page.locator(".finder input:focus").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="hidden")
    page.locator("[data-search]:focus").wait_for()


def test_keys_typed_into_a_field_open_nothing(page: Page, served: str) -> None:
    page.goto(served)
    field = page.get_by_label("Search the library")
    field.click()
    page.keyboard.type("a/s")
    assert field.input_value() == "a/s"
    assert page.get_by_role("dialog").count() == 0


def test_escape_closes_the_box_and_the_focus_is_where_it_was(page: Page, served: str) -> None:
    page.goto(served + ENTRY)
    page.get_by_role("button", name="Copy BibTeX").focus()
    open_box(page)
    page.keyboard.type("attention")
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="hidden")
    page.locator("[data-copy-from='#bibtex']:focus").wait_for()


def test_the_close_button_closes_the_box(page: Page, served: str) -> None:
    page.goto(served + ENTRY)
    open_box(page)
    page.get_by_role("button", name="Esc, close search").click()
    page.get_by_role("dialog").wait_for(state="hidden")


def test_a_click_beside_the_box_closes_it_but_dragging_out_of_it_does_not(
    wide_page: Page, served: str
) -> None:
    page = wide_page
    page.goto(served + ENTRY)
    field = open_box(page)
    page.keyboard.type("attention")
    box = field.bounding_box()
    assert box
    page.mouse.move(box["x"] + 60, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(20, 700)
    page.mouse.up()
    assert page.get_by_role("dialog").is_visible()
    page.mouse.click(20, 700)
    page.get_by_role("dialog").wait_for(state="hidden")


def test_reopened_the_box_has_the_last_query_selected_and_its_hits(page: Page, served: str) -> None:
    page.goto(served + ENTRY)
    open_box(page)
    page.keyboard.type("parekh concept")
    first_hit(page, NOW_AT)
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="hidden")
    open_box(page)
    assert page.evaluate(SELECTED_TEXT) == "parekh concept"
    first_hit(page, NOW_AT)
    page.keyboard.type("x")
    assert page.get_by_role("combobox").input_value() == "x"


# Finding


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("concept-based explainability fra", NOW_AT),
        ("kowal 2024", "kowal2024understanding"),
        ("https://arxiv.org/abs/2406.08074v2", NOW_AT),
    ],
    ids=["half a title", "author and year", "arXiv address"],
)
def test_an_entry_is_found(page: Page, served: str, query: str, key: str) -> None:
    page.goto(served)
    open_box(page)
    page.keyboard.insert_text(query)
    first_hit(page, key)


def test_a_hit_says_what_a_row_says(page: Page, served: str) -> None:
    page.goto(served)
    open_box(page)
    page.keyboard.insert_text("concept-based explainability fra")
    hit = first_hit(page, NOW_AT)
    assert hit.locator(".hit__title").inner_text() == TITLE
    assert hit.locator(".hit__by").inner_text() == (
        "Jayneel Parekh, Pegah Khayatan, Mustafa Shukor, and 2 more"
    )
    assert hit.locator(".hit__where span").all_inner_texts() == ["NeurIPS 2024", "Jun 2024"]


def test_what_matches_is_marked(page: Page, served: str) -> None:
    page.goto(served)
    open_box(page)
    page.keyboard.type("explainability parekh")
    hit = first_hit(page, NOW_AT)
    assert hit.locator(".hit__title mark").all_inner_texts() == ["Explainability"]
    assert hit.locator(".hit__by mark").all_inner_texts() == ["Parekh"]


def test_terms_and_written_pages_can_be_jumped_to(page: Page, served: str) -> None:
    page.goto(served)
    open_box(page)
    page.keyboard.type("logit lens")
    jump = page.locator(".finder__terms a", has_text="Logit lens").first
    jump.wait_for()
    count = int(jump.locator("data").inner_text())
    jump.click()
    page.wait_for_url(f"{served}categories/logit-lens/")
    assert page.locator("article.entry").count() == count
    open_box(page)
    page.keyboard.type("accessibility")
    page.locator(".finder__terms a[href$='/about/#accessibility']").wait_for()


def test_nothing_found_offers_what_may_be_meant_and_where_to_tell(page: Page, served: str) -> None:
    page.goto(served)
    open_box(page)
    page.keyboard.type("zqxj qzjx vvkq")
    note = page.locator(".finder__note")
    note.get_by_text('Nothing for "zqxj qzjx vvkq".').wait_for()
    assert note.get_by_role("link").get_attribute("href") == f"{served}submit/"
    assert page.get_by_role("listbox").count() == 0


def test_the_operators_are_named_by_the_facets_and_can_be_put_in(page: Page, served: str) -> None:
    page.goto(served)
    field = open_box(page)
    page.locator(".finder__operators").wait_for()
    names = page.locator(".finder__operators button").all_inner_texts()
    assert names[0] == "author:"
    assert {"method:", "model:", "venue:", "tag:"} <= set(names)
    page.get_by_role("button", name="author:").click()
    page.keyboard.type("kowal year:2024")
    assert field.input_value() == "author:kowal year:2024"
    first_hit(page, "kowal2024understanding")


# Keys


def test_arrows_choose_round_the_list_while_the_field_keeps_the_focus(
    page: Page, served: str
) -> None:
    page.goto(served)
    field = open_box(page)
    page.keyboard.type("attention")
    until(page, SETTLED)
    assert chosen(page) == ""
    page.keyboard.press("ArrowUp")
    assert chosen(page) == "finder-list-8"
    page.keyboard.press("ArrowDown")
    assert chosen(page) == "finder-list-0"
    page.keyboard.press("ArrowDown")
    assert chosen(page) == "finder-list-1"
    page.keyboard.press("Home")
    page.keyboard.type("x")
    assert field.input_value() == "xattention"
    assert page.evaluate(IN_FIELD)
    assert chosen(page) == ""


def test_enter_opens_the_first_hit_or_the_chosen_one(page: Page, served: str) -> None:
    page.goto(served)
    open_box(page)
    page.keyboard.type("parekh concept")
    first_hit(page, NOW_AT)
    page.keyboard.press("Enter")
    page.wait_for_url(served + ENTRY)
    open_box(page)
    page.keyboard.type("attention")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    address = page.locator("#finder-list-1[aria-selected=true]").evaluate("it => it.href")
    page.keyboard.press("Enter")
    page.wait_for_url(address)


def test_enter_pressed_at_once_waits_for_the_answer(page: Page, served: str) -> None:
    page.goto(served)
    open_box(page)
    page.keyboard.insert_text("arXiv:2406.08074")
    page.keyboard.press("Enter")
    page.wait_for_url(served + ENTRY)


def test_arrows_pressed_at_once_choose_in_the_answer_to_come(page: Page, served: str) -> None:
    page.goto(served)
    open_box(page)
    page.keyboard.insert_text("attention")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.locator("#finder-list-1[aria-selected=true]").wait_for()
    assert chosen(page) == "finder-list-1"


def test_what_was_typed_while_the_box_was_loading_is_searched(page: Page, served: str) -> None:
    page.goto(served)
    page.evaluate(
        "async root => (await import(`${root}assets/js/finder.js`))"
        ".openFinder(root, document.body, 'kowal 2024')",
        served,
    )
    first_hit(page, "kowal2024understanding")
    assert page.get_by_role("combobox").input_value() == "kowal 2024"


def test_shift_enter_and_the_last_line_lead_to_the_library(page: Page, served: str) -> None:
    page.goto(served)
    open_box(page)
    page.keyboard.type("attention & more")
    all_of_them = page.locator(f".hit--all[href='{served}library/?q=attention+%26+more']")
    all_of_them.wait_for()
    assert re.fullmatch(r"All \d+ results in the library", all_of_them.inner_text())
    page.keyboard.press("Shift+Enter")
    page.wait_for_url(re.compile(r"/library/\?q=attention"))


def test_control_enter_opens_a_new_tab_and_leaves_the_box_open(page: Page, served: str) -> None:
    page.goto(served)
    open_box(page)
    page.keyboard.type("parekh concept")
    first_hit(page, NOW_AT)
    with page.context.expect_page() as opened:
        page.keyboard.press("Control+Enter")
    opened.value.wait_for_url(served + ENTRY)
    assert page.url == served
    assert page.get_by_role("dialog").is_visible()


def test_tab_reaches_the_links_and_every_hit(page: Page, served: str) -> None:
    page.context.route(DETAILS, lambda route: route.abort())  # no wider answer meanwhile
    page.goto(served)
    open_box(page)
    page.keyboard.type("attention")
    until(page, SETTLED)
    reached = []
    stops = page.locator("dialog.finder :is(button, a)").count()
    for _ in range(stops):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
    assert reached[0] == "BUTTON"
    assert reached[-9:] == [f"finder-list-{at}" for at in range(9)]
    assert chosen(page) == "finder-list-8"
    page.keyboard.press("ArrowUp")
    assert page.evaluate(IN_FIELD)
    assert chosen(page) == "finder-list-7"


def test_a_link_to_a_place_on_the_page_closes_the_box(page: Page, served: str) -> None:
    page.goto(f"{served}about/")
    open_box(page)
    page.keyboard.type("accessibility")
    page.locator(".finder__terms a[href$='/about/#accessibility']").click()
    page.get_by_role("dialog").wait_for(state="hidden")
    assert page.url == f"{served}about/#accessibility"


def test_keys_of_the_page_behind_do_nothing_while_the_box_is_open(page: Page, served: str) -> None:
    page.goto(served + ENTRY)
    page.evaluate("window.heard = 0; addEventListener('keydown', () => { window.heard += 1; })")
    page.keyboard.press("/")
    page.locator(".finder input:focus").wait_for()
    before = page.evaluate("window.heard")
    page.keyboard.type("jkx/")
    page.keyboard.press("Tab")
    page.keyboard.press("x")
    assert page.evaluate("window.heard") == before


# What is said


def test_the_number_of_results_is_said_once_typing_stops(page: Page, served: str) -> None:
    page.goto(served)
    open_box(page)
    status = page.locator("dialog.finder [role=status]")
    page.keyboard.type("parekh concept-based")
    first_hit(page, NOW_AT)
    until(page, SAID)
    assert re.match(r"\d+ results?[.,]", status.inner_text())
    page.keyboard.type("zqxj")
    until(page, f"!{SAID}")


def test_summaries_are_asked_for_after_the_first_hits_and_not_where_data_are_dear(
    wide_page: Page, served: str
) -> None:
    page = wide_page
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(served)
    open_box(page)
    assert not any(map(DETAILS.search, asked))
    with page.context.expect_event("request", lambda request: DETAILS.search(request.url)):
        page.keyboard.type("attention")
    page.add_init_script(
        "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
    )
    page.goto(served + ENTRY)
    asked.clear()
    open_box(page)
    page.keyboard.type("attention")
    page.locator(".hit--all").wait_for()
    page.keyboard.type(" parekh")
    until(page, SAID)
    assert not any(map(DETAILS.search, asked))


# A slow line, a broken line


OUT_OF_ORDER = """
const row = (title) => ({key: "abc2024", title, authors: "A", where: "B", dateWords: "C"});
const wait = {a: 300, ab: 10};
export const connect = () => ({
  ready: Promise.resolve({count: 2, facets: [], years: [2020, 2024]}),
  details: () => new Promise(() => {}), growth: {follow() {}},
  find: ({state}) => new Promise((answer) => setTimeout(() => {
    window.answers = [...(window.answers ?? []), state.text];
    answer({total: 1, rows: [row("Answer to " + state.text)], jump: [], pages: [], ignored: []});
  }, wait[state.text])),
});
"""


def test_an_old_answer_never_replaces_a_newer_one(wide_page: Page, served: str) -> None:
    page = wide_page
    page.route(
        re.compile(r"/find/client\.js"),
        lambda route: route.fulfill(body=OUT_OF_ORDER, content_type="text/javascript"),
    )
    page.goto(served)
    open_box(page)
    page.keyboard.type("ab")
    until(page, "window.answers?.length === 2")
    assert page.evaluate("window.answers") == ["ab", "a"]
    assert page.locator(".hit__title").all_inner_texts() == ["Answer to ab"]


def test_on_a_slow_line_what_is_typed_stays_and_results_come(page: Page, served: str) -> None:
    held: list[Route] = []
    page.context.route(SEARCH_DATA, lambda route: held.append(route))
    page.goto(served)
    field = open_box(page)
    page.keyboard.type("parekh conc")
    page.locator(".finder__note").get_by_text("Loading the list...").wait_for()
    page.locator(".finder [role=status]").get_by_text("Loading the list...").wait_for()
    page.keyboard.type("ept")
    assert held
    for route in held:
        route.continue_()
    first_hit(page, NOW_AT)
    assert field.input_value() == "parekh concept"
    page.get_by_text("Loading the list...").first.wait_for(state="detached")


def test_when_the_list_does_not_load_the_box_says_so_and_tries_again(
    page: Page, served: str
) -> None:
    page.context.route(SEARCH_DATA, lambda route: route.abort())
    page.goto(served)
    field = open_box(page)
    page.keyboard.type("parekh concept")
    note = page.locator(".finder__note")
    note.get_by_text("The list did not load.").wait_for()
    page.locator(".finder [role=status]").get_by_text("The list did not load.").wait_for()
    links = [link.get_attribute("href") for link in note.get_by_role("link").all()]
    assert links == [f"{served}library/", f"{served}categories/"]
    page.context.unroute(SEARCH_DATA)
    note.get_by_role("button", name="Try again").click()
    first_hit(page, NOW_AT)
    assert field.input_value() == "parekh concept"
    assert page.evaluate(IN_FIELD)


def test_a_list_that_is_no_list_is_told_like_one_that_did_not_load(
    wide_page: Page, served: str
) -> None:
    page = wide_page
    page.context.route(SEARCH_DATA, lambda route: route.fulfill(body="<html>", status=200))
    page.goto(served)
    open_box(page)
    page.locator(".finder__note").get_by_text("The list did not load.").wait_for()


# Any string at all


HOSTILE = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>",
    "javascript:alert(1)", "' OR 1=1 --", "{{7*7}}", "${alert(1)}", "</dialog><b>", "&lt;b&gt;",
    "%3Cscript%3E", "%", "%E0%A4%A", "\\", "\\u0000", "\0", "\x01\x02\x7f", "\ud800", "\udc00x",
    "(", ")", "[", "]", "*", "+", "?", "^$", ".*", "(a+)+$", "[[[", "|||", "---", "--x", "-",
    '"', '""', '"""', '"unclosed', "author:", "author:\"", "year:", "year:abcd", "year:9999-0000",
    "year:1e400", "-author:", "author:author:author:", "model:__proto__", "tag:constructor",
    "__proto__", "toString", "hasOwnProperty:x", "\u202eevil", "\u200b\u200d\ufeff", "👩‍👩‍👧‍👦",
    "Ａｔｔｅｎｔｉｏｎ", "注意力", "внимание", "التفات", "İıßſ", "a" * 5000, "a " * 3000,
    "https://evil.example/" + "%41" * 500, "file:///etc/passwd", "data:text/html,<b>", "\t\n\r",
    "NaN", "undefined", "null", "[object Object]", "10.1000/<script>", "🐝" * 800,
)  # fmt: skip


def test_no_string_in_the_box_breaks_the_page(wide_page: Page, served: str) -> None:
    page = wide_page
    watch = Watch(page, origin_of(served))
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page.goto(served)
    field = open_box(page)
    assert len(HOSTILE) >= 60
    for text in HOSTILE:
        field.evaluate(
            "(it, text) => { it.value = text; it.dispatchEvent(new Event('input')); }", text
        )
        until(page, SETTLED)
        assert page.locator("dialog.finder :is(script, img, svg, iframe)").count() == 0, text
        assert page.evaluate("document.querySelectorAll('dialog').length") == 1, text
        wrong = page.eval_on_selector_all("dialog.finder a", OUTSIDE, served)
        assert wrong == [], text
    field.fill("parekh concept")
    first_hit(page, NOW_AT)
    assert (dialogs, watch.messages, watch.foreign, page.url) == ([], [], [], served)


OUTSIDE = "(links, root) => links.map(link => link.href).filter(href => !href.startsWith(root))"


# For everybody


def test_axe_finds_nothing_in_the_open_box_and_it_fits(page: Page, served: str) -> None:
    watch = Watch(page, origin_of(served))
    axe = node_module("axe-core/axe.min.js").read_text(encoding="utf-8")
    page.goto(served)
    page.evaluate(axe)
    field = open_box(page)
    page.locator(".finder__operators").wait_for()
    for text, sign in SHOWN.items():
        field.fill(text)
        page.locator(sign).wait_for()
        if text == "attention":
            page.keyboard.press("ArrowDown")
        for scheme, name in SCHEMES.items():
            page.emulate_media(color_scheme=scheme)
            page.locator(f"body[data-md-color-scheme={name}]").wait_for()
            assert page.evaluate(FAULTS, [THE_BOX, {}]) == [], (text, scheme)
            assert page.evaluate(TOO_WIDE) == [], (text, scheme)
    assert watch.messages == []


# What is typed -> what shows that the box has come to rest.
SHOWN = {"": ".finder__operators", "attention": ".hit--all", "zqxj qzjx vvkq": ".finder__note a"}
THE_BOX = {"include": [["dialog.finder"]]}


def test_on_a_phone_the_box_fills_the_screen_and_can_be_tapped(
    browser: Browser, served: str
) -> None:
    for page in page_of(browser, NARROW):
        page.goto(served)
        field = open_box(page)
        page.keyboard.type("attention")
        page.locator(".hit--all").wait_for()
        box = page.get_by_role("dialog").bounding_box()
        assert box == {"x": 0, "y": 0, "width": NARROW, "height": 800}
        assert field.evaluate("it => parseFloat(getComputedStyle(it).fontSize)") >= 16
        heights = page.eval_on_selector_all(
            ".finder :is(.hit, .finder__terms a)", "hits => hits.map(hit => hit.offsetHeight)"
        )
        assert min(heights) >= 24
        assert min(page.eval_on_selector_all(".hit", "all => all.map(it => it.offsetHeight)")) >= 40
