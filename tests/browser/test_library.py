"""The library page: filters, chips, addresses, order, more rows, the drawer, what goes wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pytest
from conftest import RawEntry, node_module
from test_every_type_of_page import FAULTS, TOO_WIDE, Watch

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

pytestmark = [pytest.mark.slow, pytest.mark.browser]

STATUS = ".toolbar__count"
SHOWN = ".more__shown"
WHOLE = "[data-rows]:not(.is-waiting)"  # all that the rows have is there
TITLES = "[data-rows] .entry__title"
FOCUSED = "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"
HOSTILE = (
    '<img src=x onerror=alert(1)>"><script>alert(2)</script>',
    "javascript:alert(3)",
    "((((a|b)*)+)*$[[[\\",
    "__proto__ constructor toString",
    "model:<svg/onload=alert(4)> -author:\"' OR 1=1",
    "\u202e\u0000\ud83d\ude00 e\u0301\u0301\u0301",
    "a" * 20_000,
)


@pytest.fixture
def context(browser: Browser, served: str) -> Iterator[BrowserContext]:
    """A fresh reader at a desk."""
    context = browser.new_context(
        color_scheme="light", viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=served)
    context.set_default_timeout(8000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, served: str) -> Iterator[Page]:
    """A page that must stay quiet: no message in the console, no dialog, no foreign request."""
    page = context.new_page()
    parts = urlsplit(served)
    watch = Watch(page, f"{parts.scheme}://{parts.netloc}")
    page.on("dialog", lambda dialog: watch.messages.append(f"dialog: {dialog.message}"))
    yield page
    # What a page asked for when the reader left it was not needed any more.
    assert [message for message in watch.messages if not message.startswith("failed: ")] == []
    assert watch.foreign == []


@pytest.fixture(scope="module")
def axe() -> str:
    return node_module("axe-core/axe.min.js").read_text(encoding="utf-8")


def open_library(page: Page, served: str, rest: str = "") -> None:
    """Opens the library with a query and waits until its filters are there."""
    page.goto(f"{served}library/{rest}")
    page.locator(".facet__term").first.wait_for(state="attached")


def choice(page: Page, label: str, facet: str = "") -> Locator:
    """The button of a value, by what can be read on it."""
    name = page.locator(".facet__name").get_by_text(label, exact=True)
    found = page.locator(".facet", has=page.locator("legend", has_text=facet)) if facet else page
    return found.locator(".facet__term").filter(has=name)


def says(page: Page, text: str) -> None:
    """Waits until the status line reads so."""
    page.locator(STATUS).get_by_text(re.compile(rf"(^|\. ){re.escape(text)}$")).wait_for()


def number_in(text: str | None) -> int:
    found = re.search(r"[\d,]+(?= entr)|^[\d,]+", text or "")
    assert found, text
    return int(found[0].replace(",", ""))


def total(page: Page) -> int:
    return number_in(page.locator(f"{STATUS} b").inner_text())


def counted(entries: dict[str, RawEntry], field: str, *terms: str) -> int:
    """How many entries have all of these terms."""
    return sum(set(terms) <= set(entry.get(field, ())) for entry in entries.values())


# The rows


ROWS = """() => [...document.querySelectorAll("[data-rows] article.entry")].map(row => {
    const copy = row.cloneNode(true);
    copy.querySelectorAll(".entry__pick, .entry__mark, .Z3988").forEach(it => it.remove());
    copy.querySelectorAll("a").forEach(link => link.setAttribute("href", link.href));
    return copy.outerHTML.replace(/\\s+/g, " ").replace(/ (?=<)|(?<=>) /g, "");
})"""


def test_rows_drawn_by_script_are_the_rows_of_the_build(page: Page, served: str) -> None:
    open_library(page, served)
    built = page.evaluate(ROWS)
    assert len(built) == 50
    page.get_by_label("Sort").select_option("oldest")
    page.locator(SHOWN).wait_for()
    page.get_by_label("Sort").select_option("newest")
    page.wait_for_function(
        f"rows => ({ROWS})()[0].slice(0, 99) === rows[0].slice(0, 99)", arg=built
    )
    page.locator(WHOLE).wait_for()
    drawn = page.evaluate(ROWS)
    assert len(drawn) >= 50
    assert drawn[:50] == built


def test_the_plain_list_stays_until_the_reader_asks_for_something(page: Page, served: str) -> None:
    page.add_init_script("""addEventListener("DOMContentLoaded", () => {
        document.querySelector("[data-rows] article").dataset.built = "yes"; })""")
    open_library(page, served)
    choice(page, "Has code").wait_for()
    assert page.locator("article[data-built]").count() == 1
    assert page.locator(".pages").is_visible()
    choice(page, "Has code").click()
    page.locator("article[data-built]").wait_for(state="detached")
    assert not page.locator(".pages").is_visible()


def test_summaries_come_with_the_rows_and_can_be_left_out(page: Page, served: str) -> None:
    open_library(page, served, "?categories=probing")
    page.get_by_label("Summaries").check()
    page.locator("[data-rows] .entry__summary:not(:empty)").first.wait_for()
    page.get_by_label("Summaries").uncheck()
    page.wait_for_url("**/library/?categories=probing&view=compact")
    assert not page.locator("[data-rows] .entry__summary").first.is_visible()
    page.get_by_label("Summaries").check()
    page.wait_for_url("**/library/?categories=probing")
    page.goto(f"{served}library/?categories=probing&view=compact")
    page.locator(".chip").wait_for()
    assert not page.get_by_label("Summaries").is_checked()


# Filters


def test_three_clicks_include_exclude_and_clear(
    page: Page, served: str, raw_entries: dict[str, RawEntry]
) -> None:
    all_of_them = len(raw_entries)
    probing = counted(raw_entries, "categories", "probing")
    open_library(page, served)
    button = choice(page, "Probing")
    assert button.text_content() == f"Probing, {probing} entries"
    button.click()
    says(page, f"{probing} of {all_of_them} entries")
    assert button.text_content() == f"Probing, {probing} entries, included"
    assert page.locator(".chip").all_inner_texts() == ["Probing"]
    assert page.url.endswith("/library/?categories=probing")
    button.click()
    says(page, f"{all_of_them - probing} of {all_of_them} entries")
    assert (button.text_content() or "").endswith(", excluded")
    assert page.locator(".chip").all_inner_texts() == ["not Probing"]
    assert page.url.endswith("/library/?categories=-probing")
    button.click()
    says(page, f"{all_of_them} entries")
    assert button.text_content() == f"Probing, {probing} entries"
    assert page.locator(".chip").count() == 0
    assert page.url.endswith("/library/")


def test_the_three_states_differ_by_more_than_colour(page: Page, served: str) -> None:
    look = """button => [getComputedStyle(button.querySelector(".facet__name")).textDecorationLine,
        getComputedStyle(button.querySelector(".facet__box"), "::after").borderBottomWidth,
        getComputedStyle(button.querySelector(".facet__box"), "::after").borderTopWidth]"""
    open_library(page, served)
    button = choice(page, "Probing")
    assert button.evaluate(look) == ["none", "0px", "0px"]
    button.click()
    page.locator("[data-standing=any]").wait_for()
    assert button.evaluate(look) == ["none", "2px", "0px"]
    button.click()
    page.locator("[data-standing=none]").wait_for()
    assert button.evaluate(look) == ["line-through", "0px", "2px"]


def test_filters_work_by_keyboard_alone(
    page: Page, served: str, raw_entries: dict[str, RawEntry]
) -> None:
    open_library(page, served)
    page.keyboard.press("f")
    first = page.evaluate(FOCUSED)
    expected = number_in(first.rsplit(", ", 1)[1])
    page.keyboard.press("Space")
    says(page, f"{expected} of {len(raw_entries)} entries")
    assert page.evaluate(FOCUSED) == f"{first}, included"
    page.keyboard.press("Enter")
    says(page, f"{len(raw_entries) - expected} of {len(raw_entries)} entries")
    assert page.evaluate(FOCUSED).endswith(", excluded")
    page.keyboard.press("Space")
    says(page, f"{len(raw_entries)} entries")
    assert page.evaluate(FOCUSED) == first
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) != first


def test_a_count_is_what_a_click_on_it_gives(
    page: Page, served: str, raw_entries: dict[str, RawEntry]
) -> None:
    for facet in ("Kind", "Model", "Topic", "Venue", "Author", "Status"):
        open_library(page, served, "?q=attention&categories=probing")
        page.locator(".chip").wait_for()
        page.locator(WHOLE).wait_for()
        button = page.locator(".facet", has=page.locator("legend", has_text=facet))
        button = button.locator(".facet__term:enabled").first
        expected = number_in((button.text_content() or "").rsplit(", ", 1)[1])
        button.click()
        page.locator(".chip").nth(1).wait_for()
        says(page, f"{expected} of {len(raw_entries)} entries")


def test_values_of_one_facet_add_up_and_facets_narrow_each_other(
    page: Page, served: str, raw_entries: dict[str, RawEntry]
) -> None:
    either = [e for e in raw_entries.values() if {"probing", "circuits"} & set(e["categories"])]
    with_code = [entry for entry in either if entry.get("code")]
    open_library(page, served)
    choice(page, "Probing").click()
    choice(page, "Circuits").click()
    says(page, f"{len(either)} of {len(raw_entries)} entries")
    choice(page, "Has code").click()
    says(page, f"{len(with_code)} of {len(raw_entries)} entries")
    assert page.url.endswith("?categories=circuits,probing&code=1")


def test_what_would_give_nothing_stays_visible_and_cannot_be_clicked(
    page: Page, served: str
) -> None:
    open_library(page, served, "?kinds=blog")
    page.locator(".chip").wait_for()
    empty = page.locator(".facet__term:disabled:visible")
    assert empty.count() > 0
    assert set(empty.locator("data").all_inner_texts()) == {"0"}


def test_what_is_asked_for_comes_first_in_its_facet(page: Page, served: str) -> None:
    open_library(page, served, "?categories=circuits")
    page.locator(".chip").wait_for()
    facet = page.locator(".facet").first
    assert facet.locator(".facet__name").first.inner_text() == "Circuits"


def test_a_value_does_not_move_away_from_under_the_pointer(page: Page, served: str) -> None:
    open_library(page, served)
    button = choice(page, "Circuits")
    before = button.bounding_box()
    button.click()
    page.locator(".chip").wait_for()
    assert button.bounding_box() == before


def test_a_long_facet_shows_six_then_all_with_a_field_to_filter_them(
    page: Page, served: str, raw_facets: dict[str, dict[str, list[object]]]
) -> None:
    open_library(page, served)
    facet = page.locator(".facet", has=page.locator("legend", has_text="Model"))
    number = len(raw_facets["models"]["terms"])
    assert facet.locator(".facet__term").count() == 6
    more = facet.get_by_role("button", name=f"All {number} models")
    more.click()
    assert facet.locator(".facet__term").count() == number
    field = facet.get_by_label("Filter models")
    field.fill("  LLAVA next ")
    assert facet.locator(".facet__name").all_inner_texts() == ["LLaVA-NeXT"]
    field.fill("no such thing")
    assert facet.locator(".facet__term").count() == 0
    assert facet.get_by_text("No models like that.").is_visible()
    field.press("Enter")
    assert page.url.endswith("/library/")
    facet.get_by_role("button", name="Fewer models").click()
    assert facet.locator(".facet__term").count() == 6
    assert facet.locator("input").count() == 0


def test_an_author_beyond_the_list_is_searched_for(page: Page, served: str) -> None:
    open_library(page, served)
    facet = page.locator(".facet", has=page.locator("legend", has_text="Author"))
    facet.locator(".facet__more").click()
    facet.get_by_label("Filter authors").fill("zzyzx")
    facet.get_by_role("button", name="Search for author").click()
    page.wait_for_url(re.compile(r"\?q=author"))
    assert page.get_by_label("Search the library").input_value() == 'author:"zzyzx"'


def test_years_bound_the_list(page: Page, served: str, raw_entries: dict[str, RawEntry]) -> None:
    years = [int(entry["published"][:4]) for entry in raw_entries.values()]
    open_library(page, served)
    page.get_by_label("From", exact=True).fill("2025")
    page.get_by_label("From", exact=True).press("Enter")
    says(page, f"{sum(year >= 2025 for year in years)} of {len(years)} entries")
    page.get_by_label("to", exact=True).fill("2024")
    page.get_by_label("to", exact=True).press("Tab")
    page.wait_for_url("**/?year=2024-2025")
    says(page, f"{sum(year in (2024, 2025) for year in years)} of {len(years)} entries")
    assert page.locator(".chip").all_inner_texts() == ["2024 to 2025"]
    page.locator("[data-year='2023'] .years__column").click()
    page.wait_for_url("**/?year=2023")
    page.locator("[data-year='2023'] .years__column").click()
    page.wait_for_url("**/library/")


def test_nonsense_in_a_year_is_no_filter(page: Page, served: str) -> None:
    open_library(page, served)
    page.get_by_label("From", exact=True).fill("12")
    page.get_by_label("From", exact=True).press("Enter")
    page.get_by_label("From", exact=True).fill("-2024")
    page.get_by_label("From", exact=True).press("Enter")
    assert page.url.endswith("/library/")


def test_added_since_is_a_period_or_a_day(page: Page, served: str) -> None:
    open_library(page, served)
    page.get_by_label("Added", exact=True).select_option("Last year")
    page.wait_for_url(re.compile(r"\?since=\d{4}-\d\d-\d\d$"))
    page.get_by_label("Added", exact=True).select_option("Since a date")
    page.get_by_label("Added since", exact=True).fill("2026-01-05")
    page.wait_for_url("**/?since=2026-01-05")
    page.get_by_text("Added since 5 Jan 2026").wait_for()
    page.get_by_label("Added", exact=True).select_option("Any time")
    page.wait_for_url("**/library/")


def test_a_term_in_a_row_narrows_the_list(page: Page, served: str) -> None:
    open_library(page, served, "?kinds=tool")
    link = page.locator("[data-rows] .entry__terms a").first
    term, address = link.inner_text(), link.get_attribute("href")
    link.click()
    page.locator(".chip").nth(1).wait_for()
    assert page.locator(".chip").all_inner_texts() == ["Tool", term]
    assert "/library/?" in page.url
    assert page.evaluate(FOCUSED) == f"Remove filter {term}"
    with page.context.expect_page() as opened:
        page.locator("[data-rows] .entry__terms a").first.click(modifiers=["Control"])
    assert "/library/" not in opened.value.url
    assert address is not None
    page.locator("[data-rows] .entry__terms a").get_by_text(term, exact=True).first.click()
    page.wait_for_url(address)


# Chips


def test_a_chip_removes_its_filter_and_the_focus_goes_to_the_next(page: Page, served: str) -> None:
    open_library(page, served, "?categories=circuits,probing&code=1")
    chips = page.locator(".chip")
    chips.nth(2).wait_for()
    chips.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/?categories=probing&code=1")
    assert page.evaluate(FOCUSED) == "Remove filter Probing"
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url("**/library/")
    page.wait_for_function("() => document.activeElement.matches('.toolbar__count')")


def test_clear_all_removes_the_filters_and_leaves_the_words(page: Page, served: str) -> None:
    open_library(page, served, "?q=attention&categories=probing&year=2024&sort=title")
    page.locator(".chips").get_by_role("button", name="Clear all").click()
    page.wait_for_url("**/?q=attention&sort=title")
    assert page.locator(".chip").count() == 0


def test_the_link_to_a_view_is_copied_whole(page: Page, served: str) -> None:
    open_library(page, served, "?categories=probing")
    page.get_by_label("Search the library").type("model")
    page.get_by_role("button", name="Copy link to this view").click()
    page.get_by_text("Copied").wait_for()
    expected = f"{served}library/?q=model&categories=probing"
    assert page.evaluate("navigator.clipboard.readText()") == expected


def test_where_copying_is_blocked_the_link_is_selected(page: Page, served: str) -> None:
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
    open_library(page, served, "?categories=probing")
    page.get_by_role("button", name="Copy link to this view").click()
    page.get_by_text("press Ctrl C").wait_for()
    assert page.get_by_label("Link to this view").input_value() == page.url


# Addresses


def test_back_returns_through_the_filters_to_where_the_reader_was(page: Page, served: str) -> None:
    open_library(page, served, "?sort=oldest")
    page.locator(SHOWN).wait_for()
    page.evaluate("scrollTo(0, 900)")
    page.wait_for_function("() => history.state?.scroll === 900")
    first = page.locator(TITLES).first.inner_text()
    choice(page, "Probing").click()
    page.wait_for_url("**/?categories=probing&sort=oldest")
    page.wait_for_function("() => scrollY === 0")
    choice(page, "Circuits").click()
    page.wait_for_url("**/?categories=circuits,probing&sort=oldest")
    page.go_back()
    page.wait_for_url("**/?categories=probing&sort=oldest")
    says_one = page.locator(".chip").all_inner_texts
    page.wait_for_function("() => document.querySelectorAll('.chip').length === 1")
    assert says_one() == ["Probing"]
    page.go_back()
    page.wait_for_function("() => Math.abs(scrollY - 900) < 10")
    assert page.locator(TITLES).first.inner_text() == first
    assert page.locator(".chip").count() == 0
    page.go_forward()
    page.get_by_role("button", name="Remove filter Probing").wait_for()


def test_back_from_an_entry_finds_the_list_as_it_was_left(page: Page, served: str) -> None:
    open_library(page, served, "?sort=oldest")
    page.get_by_role("button", name="Show 50 more").click()
    page.wait_for_function("() => document.querySelectorAll('[data-rows] article').length >= 100")
    row = page.locator(TITLES).nth(70)
    row.scroll_into_view_if_needed()
    page.wait_for_function("() => history.state?.scroll === Math.round(scrollY)")
    title, before = row.text_content(), row.bounding_box()
    row.locator("a").click()
    page.wait_for_url("**/entries/*/")
    page.go_back()
    page.wait_for_function("() => scrollY > 900")
    after = row.bounding_box()
    assert row.text_content() == title
    assert before is not None
    assert after is not None
    assert abs(before["y"] - after["y"]) < 10


@pytest.mark.parametrize(
    "query",
    [
        "?q=attention&categories=probing,-circuits&year=2024-2026&code=1&sort=title",
        "?venues=-arxiv&reviewed=1&view=compact",
        "?author=trevor-darrell&sort=oldest",
    ],
)
def test_a_view_is_the_same_after_a_reload_and_for_another_reader(
    page: Page, served: str, query: str
) -> None:
    seen = """() => [...document.querySelectorAll("[data-rows] .entry__title, .chip"
        + ", .toolbar__count, [data-standing=any], [data-standing=none]")]
        .map(it => it.textContent).concat(document.querySelector("[data-sort]").value)"""
    views = []
    for _ in range(2):
        open_library(page, served, query)
        page.locator(".chip").first.wait_for()
        page.locator(WHOLE).wait_for()
        views.append(page.evaluate(seen))
        page.reload()
    page.locator(".chip").first.wait_for()
    page.locator(WHOLE).wait_for()
    views.append(page.evaluate(seen))
    assert views[0] == views[1] == views[2]


def test_entries_named_in_the_address_are_shown_alone(
    page: Page, served: str, raw_entries: dict[str, RawEntry]
) -> None:
    keys = list(raw_entries)[60:62]
    open_library(page, served, f"#ids={','.join(keys)}")
    says(page, f"2 of {len(raw_entries)} entries")
    assert page.locator("[data-rows] article").evaluate_all("rows => rows.map(it => it.id)") == keys
    page.get_by_role("button", name="Remove filter 2 chosen entries").click()
    says(page, f"{len(raw_entries)} entries")


def test_what_an_address_says_in_vain_is_named(page: Page, served: str) -> None:
    open_library(page, served, "?colour=green&models=no-such-model,llava&year=soon&utm_source=x")
    note = page.locator("[data-message]")
    note.wait_for()
    text = note.inner_text()
    for part in ("colour", "no-such-model", "soon"):
        assert part in text
    assert "utm" not in text
    assert page.locator(".chip").all_inner_texts() == ["LLaVA"]
    page.locator(".chip").click()
    page.wait_for_url("**/library/")


# Words


def test_results_follow_what_is_typed_and_the_address_follows_too(page: Page, served: str) -> None:
    open_library(page, served)
    length = page.evaluate("history.length")
    page.get_by_label("Search the library").type("sparse autoenc", delay=15)
    page.wait_for_url("**/?q=sparse*autoenc")
    assert page.evaluate("history.length") == length
    page.locator("[data-rows] mark").first.wait_for()
    assert page.get_by_label("Sort").input_value() == "relevance"
    titles = page.locator(TITLES).all_text_contents()
    assert "autoenc" in titles[0].lower()
    page.get_by_label("Search the library").fill("")
    page.wait_for_url("**/library/")
    assert page.get_by_label("Sort").input_value() == "newest"


def test_the_number_of_results_is_said_once_typing_stops(
    page: Page, served: str, raw_entries: dict[str, RawEntry]
) -> None:
    open_library(page, served)
    page.evaluate("""() => { window.said = []; new MutationObserver(() => said.push(
        document.querySelector(".toolbar__count").innerText)).observe(
        document.querySelector(".toolbar__count"), {childList: true}); }""")
    page.get_by_label("Search the library").type("circuits", delay=70)
    page.wait_for_function("() => said.length > 0")
    assert page.locator(STATUS).get_attribute("role") == "status"
    assert len(page.evaluate("said")) == 1
    assert page.evaluate("said[0]").endswith(f"of {len(raw_entries)} entries")


def test_what_was_done_is_said_with_the_number(page: Page, served: str) -> None:
    open_library(page, served)
    choice(page, "Probing").click()
    page.locator(STATUS).get_by_text("Probing included.").wait_for()
    choice(page, "Probing").click()
    page.locator(STATUS).get_by_text("Probing excluded.").wait_for()
    page.locator(".chip").click()
    page.locator(STATUS).get_by_text("not Probing removed.").wait_for()


@pytest.mark.parametrize("text", HOSTILE)
def test_any_words_in_the_field_and_the_address_are_words(
    page: Page, served: str, text: str
) -> None:
    field = page.get_by_label("Search the library")
    open_library(page, served)
    field.fill(text.replace("\0", ""))
    field.press("Enter")
    page.wait_for_url("**/?q=*")
    page.locator(STATUS).get_by_text("entries").wait_for()
    address = quote(text[:5000].encode("utf-8", "surrogatepass"))
    open_library(page, served, f"?q={address}&models={address}&year={address}&{address}=1")
    page.locator("[data-message]").wait_for()
    assert page.locator("[data-rows] script, [data-rows] img, [data-message] img").count() == 0


@pytest.mark.parametrize(
    "rest", ["?q=%E0%A4%A", "?%%%=%", "#ids=%", "?models=%00,,-,--&year=-", "?#"]
)
def test_a_malformed_address_opens_the_library(page: Page, served: str, rest: str) -> None:
    open_library(page, served, rest)
    page.locator(STATUS).get_by_text("entries").wait_for()
    page.get_by_label("Search the library").fill("probing")
    page.get_by_label("Search the library").press("Enter")
    page.wait_for_url(re.compile(r"\?q=probing"))


# Order, more rows


def test_the_order_is_chosen_and_kept_in_the_address(
    page: Page, served: str, raw_entries: dict[str, RawEntry]
) -> None:
    newest = list(raw_entries)
    first = "document.querySelector('[data-rows] article').id"
    open_library(page, served)
    page.get_by_label("Sort").select_option("Oldest first")
    page.wait_for_url("**/?sort=oldest")
    page.wait_for_function(f"() => {first} === '{newest[-1]}'")
    page.get_by_label("Sort").select_option("Title")
    page.wait_for_url("**/?sort=title")
    page.locator(".year__label").first.wait_for(state="detached")
    page.get_by_label("Sort").select_option("Newest first")
    page.wait_for_url("**/library/")
    page.wait_for_function(f"() => {first} === '{newest[0]}'")


def test_rows_come_fifty_at_a_time_by_keyboard(
    page: Page, served: str, raw_entries: dict[str, RawEntry]
) -> None:
    page.add_init_script("delete window.IntersectionObserver")
    page.add_init_script(
        "window.IntersectionObserver = class { observe() {} disconnect() {} unobserve() {} }"
    )
    number = len(raw_entries)
    open_library(page, served, "?sort=oldest")
    page.get_by_text(f"50 of {number} shown.").wait_for()
    button = page.get_by_role("button", name="Show 50 more")
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_text(f"100 of {number} shown.").wait_for()
    assert page.evaluate(FOCUSED) == "Show 50 more"
    page.locator("[data-rows] article").nth(99).wait_for(state="attached")
    page.locator(WHOLE).wait_for()
    keys = page.locator("[data-rows] article").evaluate_all("rows => rows.map(it => it.id)")
    assert len(keys) == len(set(keys)) == 100
    while page.locator(".more-rows button").is_visible():
        shown = page.locator("[data-rows] article").count()
        page.keyboard.press("Enter")
        page.wait_for_function(
            f"() => document.querySelectorAll('[data-rows] article').length > {shown}"
        )
    assert page.evaluate(FOCUSED) == f"{number} of {number} shown."


def test_more_rows_come_when_the_reader_nears_the_end(page: Page, served: str) -> None:
    open_library(page, served, "?sort=oldest")
    page.locator(SHOWN).scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelectorAll('[data-rows] article').length === 100")


# Nothing found, nothing loaded


def test_when_nothing_is_found_the_way_out_is_named_with_what_it_gives(
    page: Page, served: str
) -> None:
    open_library(page, served, "?categories=probing&year=1990")
    page.get_by_text("No entry has all of these.").wait_for()
    advice = page.locator(".empty__advice .chip").first
    expected = number_in(re.sub(r".* gives ", "", advice.get_attribute("aria-label") or ""))
    assert expected > 0
    advice.click()
    page.locator("[data-rows] article").first.wait_for()
    assert total(page) == expected


def test_a_misspelt_word_is_answered_with_a_better_one_or_its_entries(
    page: Page, served: str
) -> None:
    open_library(page, served, "?q=qqxxzzqq")
    page.get_by_text("Nothing for “qqxxzzqq”.").wait_for()
    assert page.get_by_role("link", name="Tell us what is missing").is_visible()
    assert page.locator(".more-rows").is_hidden()


def test_when_the_data_do_not_load_the_page_says_what_to_do(
    context: BrowserContext, served: str, raw_entries: dict[str, RawEntry]
) -> None:
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    context.route("**/data/search.json", lambda route: route.abort())
    page.goto(f"{served}library/?categories=probing")
    alert = page.get_by_role("alert").filter(has_text="The list did not load.")
    alert.wait_for()
    assert page.locator("[data-rows] article").count() == 50
    link = alert.get_by_role("link", name="category pages")
    assert link.evaluate("link => link.href") == f"{served}categories/"
    context.unroute("**/data/search.json")
    alert.get_by_role("button", name="Try again").click()
    probing = counted(raw_entries, "categories", "probing")
    says(page, f"{probing} of {len(raw_entries)} entries")
    assert page.locator("[data-message]").is_hidden()
    assert errors == []


def test_rows_stay_when_the_summaries_do_not_load(context: BrowserContext, served: str) -> None:
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    context.route("**/data/details.json", lambda route: route.abort())
    open_library(page, served, "?categories=probing")
    page.locator("[data-rows]:not(.is-waiting) article").first.wait_for()
    choice(page, "Has code").click()
    page.get_by_role("button", name="Remove filter Has code").wait_for()
    assert errors == []


# On a phone


@pytest.mark.parametrize("width", [360, 390])
def test_on_a_phone_filters_are_in_a_drawer(
    page: Page, served: str, width: int, raw_entries: dict[str, RawEntry]
) -> None:
    probing = counted(raw_entries, "categories", "probing")
    page.set_viewport_size({"width": width, "height": 740})
    open_library(page, served)
    drawer, opener = page.locator("#facets"), page.locator(".toolbar__filters")
    assert not drawer.is_visible()
    opener.click()
    page.locator("#facets :focus").wait_for()
    choice(page, "Probing").click()
    drawer.get_by_role("button", name=f"Show {probing} entries").click()
    drawer.wait_for(state="hidden")
    says(page, f"{probing} of {len(raw_entries)} entries")
    assert page.evaluate(FOCUSED) == "Filters 1"
    assert page.evaluate(TOO_WIDE) == []
    opener.click()
    page.keyboard.press("Escape")
    drawer.wait_for(state="hidden")
    page.locator(".toolbar__filters:focus").wait_for()


def test_the_drawer_closes_when_the_focus_leaves_it(page: Page, served: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    open_library(page, served)
    page.locator(".toolbar__filters").click()
    page.locator("#facets :focus").wait_for()
    page.keyboard.press("Shift+Tab")
    page.locator("#facets").wait_for(state="hidden")


def test_a_drawer_that_is_open_becomes_the_rail_of_a_wide_page(page: Page, served: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    open_library(page, served)
    page.locator(".toolbar__filters").click()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.wait_for_function("() => !document.querySelector('#facets').matches(':popover-open')")
    assert choice(page, "Probing").is_visible()


# Keys


def test_single_keys_move_through_the_rows(page: Page, served: str) -> None:
    open_library(page, served)
    titles = page.locator(TITLES).all_text_contents()
    at = "document.activeElement.textContent"
    page.keyboard.press("j")
    assert page.evaluate(at) == titles[0]
    page.keyboard.press("j")
    assert page.evaluate(at) == titles[1]
    page.keyboard.press("k")
    assert page.evaluate(at) == titles[0]
    page.locator("[data-rows] .entry__pick").first.wait_for()
    page.keyboard.press("x")
    assert page.locator(".entry__pick").first.is_checked()
    page.keyboard.press("c")
    page.get_by_text("Copied").wait_for()
    page.keyboard.press("o")
    page.wait_for_url("**/entries/*/")


def test_single_keys_are_letters_while_somebody_types(page: Page, served: str) -> None:
    open_library(page, served)
    field = page.get_by_label("Search the library")
    field.click()
    page.keyboard.type("jkxocf?")
    assert field.input_value() == "jkxocf?"
    assert page.locator("dialog[open]").count() == 0
    page.locator(STATUS).click()
    page.keyboard.press("Control+j")
    assert page.evaluate("document.activeElement.closest('article.entry')") is None


def test_a_question_mark_lists_the_keys_which_can_be_turned_off(page: Page, served: str) -> None:
    open_library(page, served)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    assert dialog.get_by_text("Copy its BibTeX").is_visible()
    dialog.get_by_label("Single letters act").uncheck()
    dialog.get_by_role("button", name="Close").click()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('article.entry')") is None
    page.reload()
    page.locator(".facet__term").first.wait_for()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('article.entry')") is None


# Accessibility


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_filtered_library(
    page: Page, served: str, axe: str, scheme: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    part = {"exclude": [[".entry:nth-of-type(n+4)"]]}
    for query in (
        "?q=attention&categories=probing,-circuits&code=1&colour=x",
        "?categories=probing&year=1990",
    ):
        open_library(page, served, query)
        page.locator(".chip").first.wait_for()
        page.evaluate(axe)
        page.locator(".facet__more:visible").first.click()
        assert page.evaluate(FAULTS, [part, {}]) == []
    page.keyboard.press("Escape")
    page.locator(STATUS).focus()
    page.keyboard.press("?")
    assert page.evaluate(FAULTS, [{"include": [["dialog[open]"]]}, {}]) == []
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 360, "height": 740})
    page.locator(".toolbar__filters").click()
    page.locator("#facets").wait_for()
    assert page.evaluate(FAULTS, [{"include": [["#facets"]]}, {}]) == []
