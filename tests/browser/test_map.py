"""The gap map in a real browser: years, the switch, the keyboard, what a cell tells, a phone."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import node_module
from quiet_page import context
from quiet_page import page as quiet_page
from test_every_type_of_page import FAULTS, SAMPLE, TOO_WIDE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

__all__ = ["context", "quiet_page"]  # fixtures

pytestmark = [pytest.mark.slow, pytest.mark.browser]

TOLD = "[role=tooltip]"
FOCUSED = "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"


@pytest.fixture
def page(quiet_page: Page, served: str) -> Page:
    """The gap map, ready."""
    opened(quiet_page, served)
    return quiet_page


def opened(page: Page, served: str) -> None:
    page.goto(f"{served}map/")
    page.locator("table[role=grid]").nth(2).wait_for()


def first_map(page: Page) -> Locator:
    return page.locator("[data-map]").first


def move(page: Page, slider: str, year: int) -> None:
    page.locator(slider).evaluate(
        "(it, year) => { it.value = year; it.dispatchEvent(new Event('input', {bubbles: true})); }",
        year,
    )


def counts(page: Page) -> list[int]:
    """The numbers of the first map, none as 0."""
    cells = first_map(page).locator("tbody td a").all_text_contents()
    return [int(text.replace(",", "") or 0) for text in cells]


def in_library(page: Page) -> int:
    """How many entries the library shows, once it has read its address."""
    page.locator("[data-rows]:not(.is-waiting)").wait_for()
    page.locator(".chip").first.wait_for()
    return int(page.locator(".toolbar__count b").inner_text().replace(",", ""))


def follow(page: Page, link: Locator) -> tuple[int, int]:
    """(number of a cell, what the library shows at its address)"""
    said = link.get_attribute("aria-label") or ""
    number = re.search(r": ([\d,]+)$", said)
    link.evaluate("it => it.click()")
    page.wait_for_url("**/library/?*")
    return (int(number[1].replace(",", "")) if number else 0), in_library(page)


@pytest.mark.parametrize("at", [0, 17, 5 * 13 + 4, -1])
def test_a_cell_leads_to_as_many_entries(page: Page, at: int) -> None:
    here, there = follow(page, first_map(page).locator("tbody td a").nth(at))
    assert here == there


def test_an_empty_cell_leads_to_a_view_that_says_what_to_do(page: Page) -> None:
    assert follow(page, first_map(page).locator("tbody td a.s0").first) == (0, 0)
    page.get_by_text("No entry has all of these").wait_for()


def test_years_and_the_switch_change_counts_and_where_they_lead(page: Page, served: str) -> None:
    before = counts(page)
    move(page, "[data-from]", 2024)
    page.locator("[data-map] a[href*='year=2024-']").first.wait_for(state="attached")
    later = counts(page)
    assert sum(later) < sum(before)
    assert all(now <= then for now, then in zip(later, before, strict=True))
    here, there = follow(page, first_map(page).locator("tbody td a.s3").first)
    assert here == there > 0
    opened(page, served)
    move(page, "[data-from]", 2016)
    page.locator("[data-others]").check()
    page.locator("[data-map] td a[href*='kinds=']").first.wait_for(state="detached")
    assert sum(counts(page)) > sum(before)
    here, there = follow(page, first_map(page).locator("tbody td a.s5").first)
    assert here == there > 0


def test_one_slider_takes_the_other_along(page: Page) -> None:
    move(page, "[data-to]", 2022)
    move(page, "[data-from]", 2024)
    assert page.locator("[data-to]").input_value() == "2024"
    assert page.locator("[data-controls] b").all_text_contents() == ["2024", "2024"]
    page.locator("[data-map] a[href*='year=2024']").first.wait_for(state="attached")
    page.get_by_text("Counted: 2024 to 2024.").wait_for(state="attached")


def test_what_was_set_still_counts_after_the_way_back(page: Page) -> None:
    move(page, "[data-from]", 2025)
    page.locator("[data-map] a[href*='year=2025-']").first.wait_for(state="attached")
    follow(page, first_map(page).locator("tbody td a.s1").first)
    page.go_back()
    page.locator("table[role=grid]").first.wait_for()
    if page.locator("[data-from]").input_value() == "2025":
        page.locator("[data-map] a[href*='year=2025-']").first.wait_for(state="attached")


def test_one_tab_stop_and_arrows_from_cell_to_cell(page: Page) -> None:
    table = page.locator("table").first
    assert table.locator("a[tabindex='0']").count() == 1
    table.locator("a[tabindex='0']").focus()
    row = table.locator("tbody tr:not(.row--more)")
    labels = [row.nth(at).locator("td a").evaluate_all(
        "all => all.map(it => it.getAttribute('aria-label'))") for at in (0, 1)]  # fmt: skip
    page.keyboard.press("Control+Home")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(FOCUSED) == labels[0][0]
    page.keyboard.press("ArrowRight")
    assert page.evaluate(FOCUSED) == labels[0][1]
    page.keyboard.press("ArrowDown")
    assert page.evaluate(FOCUSED) == labels[1][1]
    page.keyboard.press("End")
    assert page.evaluate(FOCUSED) == labels[1][-1]
    page.keyboard.press("ArrowRight")  # nothing is there
    assert page.evaluate(FOCUSED) == labels[1][-1]
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert table.locator("a[tabindex='0']").count() == 1
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('table') !== null")


def test_rows_that_are_not_shown_are_not_met(page: Page) -> None:
    table = page.locator("table").first
    table.locator("tbody tr:not(.row--more) td a").first.focus()
    hidden = table.locator("tbody tr.row--more").first
    assert hidden.is_hidden()
    page.keyboard.press("ArrowDown")
    shown = table.locator("tbody tr:not(.row--more)").nth(1).locator("td a").first
    assert page.evaluate(FOCUSED) == shown.get_attribute("aria-label")
    first_map(page).locator("[data-rows-all]").check()
    assert hidden.is_visible()


def test_a_cell_tells_its_pair_and_its_newest_works(page: Page, built_site: Path) -> None:
    name = (first_map(page).get_attribute("data-map") or "").rpartition("/")[2]
    made = json.loads((built_site / "data" / "map" / name).read_text(encoding="utf-8"))
    titles = next(
        [made["works"][at][1] for at in works]
        for row, column, _, works, _ in made["cells"]
        if (row, column) == (0, 0)
    )
    cell = page.locator("table tbody td a").first
    cell.hover()
    told = page.locator(TOLD)
    told.wait_for()
    assert made["rows"]["terms"][0][1] in told.inner_text()
    assert [it.rsplit(" ", 1)[0] for it in told.locator("li").all_text_contents()] == titles
    assert cell.get_attribute("aria-describedby") == told.get_attribute("id")
    page.keyboard.press("Escape")
    assert told.count() == 0
    page.mouse.move(0, 0)
    cell.focus()
    told.wait_for()
    page.locator("[data-from]").focus()
    assert told.count() == 0


def test_counts_that_do_not_load_leave_the_page_as_it_was(
    context: BrowserContext, served: str
) -> None:
    page = context.new_page()  # one that may complain
    opened(page, served)
    before = counts(page)
    page.route("**/data/map/*.json", lambda route: route.fulfill(status=500))
    move(page, "[data-from]", 2025)
    page.get_by_text("The counts did not load. Try again.").wait_for(state="attached")
    assert counts(page) == before
    page.unroute("**/data/map/*.json")
    move(page, "[data-from]", 2024)
    page.locator("[data-map] a[href*='year=2024-']").first.wait_for(state="attached")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_all_rows_and_beside_a_cell(page: Page, scheme: str) -> None:
    axe = node_module("axe-core/axe.min.js").read_text(encoding="utf-8")
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.evaluate(axe)
    first_map(page).locator("[data-rows-all]").check()
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        first_map(page).locator("tbody td a").nth(40).focus()
        page.locator(TOLD).wait_for()
        assert page.evaluate(FAULTS, [SAMPLE, {}]) == []
        assert page.evaluate(TOO_WIDE) == []


def test_on_a_phone_the_first_column_stays_while_the_others_move(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    head = first_map(page).locator("tbody th").first
    left = head.bounding_box()
    first_map(page).locator(".matrixwrap").evaluate("it => { it.scrollLeft = 300; }")
    after = head.bounding_box()
    assert left and after
    assert left["width"] == after["width"]
    assert abs(left["x"] - after["x"]) <= 2  # the space between cells
    assert left["width"] < 140
    assert page.evaluate("scrollX") == 0


@pytest.mark.parametrize("width", [360, 1280])
def test_without_script_the_map_is_whole(browser: Browser, served: str, width: int) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": width, "height": 800}
    )
    try:
        page = context.new_page()
        page.goto(f"{served}map/")
        assert page.locator("[data-controls]").is_hidden()
        rows = page.locator("[data-map]").first.locator("tbody tr")
        assert rows.locator("visible=true").count() < rows.count()
        page.locator("[data-rows-all]").first.check()
        assert rows.last.is_visible()
        page.locator("[data-map] td a.s5").first.click()
        page.wait_for_url("**/library/?*")
    finally:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_picture_is_drawn_in_the_scheme_of_the_reader(
    context: BrowserContext, served: str, scheme: str
) -> None:
    page = context.new_page()  # a picture has no icon, for which the browser asks
    opened(page, served)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    name = (first_map(page).get_attribute("data-map") or "").replace(".json", ".svg")
    page.goto(f"{served}map/{name}")
    background = page.evaluate("getComputedStyle(document.querySelector('.bg')).fill")
    assert background == ("rgb(21, 24, 28)" if scheme == "dark" else "rgb(255, 255, 255)")
