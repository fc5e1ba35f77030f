"""The page of statistics in a real browser: its numbers lead to the library, its tables open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from conftest import node_module
from test_every_type_of_page import FAULTS, SAMPLE, TOO_WIDE, Watch
from test_map import in_library

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    context.set_default_timeout(8000)
    page = context.new_page()
    parts = urlsplit(served)
    watch = Watch(page, f"{parts.scheme}://{parts.netloc}")
    page.goto(f"{served}stats/")
    yield page
    assert [message for message in watch.messages if not message.startswith("failed: ")] == []
    assert watch.foreign == []
    context.close()


@pytest.mark.parametrize(
    "link",
    [
        "svg.years a[href*='year=2025&code=1']",
        "svg.years a[href*='year=2024&reviewed=0']",
        ".bars a[href*='venues=']",
        ".bars a[href*='models=']",
        ".numbers a[href*='categories='][href*='year=2024']",
        ".counts a[href*='code=1']",
    ],
)
def test_a_number_leads_to_as_many_entries(page: Page, link: str) -> None:
    found = page.locator(link).first
    said = found.get_attribute("aria-label") or found.text_content() or ""
    number = re.search(r": ([\d,]+)$", said) or re.match(r"([\d,]+)", said)
    assert number
    found.evaluate(
        "it => it.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))"
    )
    page.wait_for_url("**/library/?*")
    assert in_library(page) == int(number[1].replace(",", ""))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_when_all_numbers_are_open(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.evaluate(node_module("axe-core/axe.min.js").read_text(encoding="utf-8"))
    page.locator("details").evaluate_all("all => all.forEach(it => { it.open = true; })")
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(FAULTS, [SAMPLE, {}]) == []
        assert page.evaluate(TOO_WIDE) == []


def test_the_keyboard_opens_the_numbers_and_reaches_a_part_of_a_column(page: Page) -> None:
    summary = page.locator("summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("details").first.locator("table").is_visible()
    part = page.locator("svg.years a").last
    part.focus()
    assert part.evaluate("it => it === document.activeElement")


@pytest.mark.parametrize("width", [360, 1280])
def test_drawings_are_not_larger_than_their_texts_can_be_read(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    heights = page.locator("svg.years text").evaluate_all(
        "all => all.map(it => it.getBoundingClientRect().height)"
    )
    assert min(heights) > 11
