"""The map in a real browser: drawn, moved, searched, read by keyboard, and there without script."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import RawEntry, node_module
from quiet_page import context
from test_every_type_of_page import FAULTS, SAMPLE, TOO_WIDE, Watch, origin_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

__all__ = ["context"]  # a fixture

pytestmark = [pytest.mark.slow, pytest.mark.browser]

FRAME, CARD, LIST = "[data-frame]", "[data-card]", "[data-list] a"
MOST_SCRIPT = 60_000  # bytes that the page loads before anything is done, compressed or not
INKED = """() => {
    const canvas = document.querySelector("[data-frame] canvas");
    const cells = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    let count = 0;
    for (let at = 3; at < cells.length; at += 4) if (cells[at] > 200) count++;
    return count;
}"""


@pytest.fixture
def page(context: BrowserContext, served: str) -> Iterator[Page]:
    page = context.new_page()
    watch = Watch(page, origin_of(served))
    yield page
    ours = ("failed: ", "warning: Canvas2D: Multiple readback")  # by what the tests do
    assert [it for it in watch.messages if not it.startswith(ours)] == []
    assert watch.foreign == []


@pytest.fixture(scope="module")
def file(built_site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((built_site / "data" / "landscape.json").read_bytes())
    return found


def open_map(page: Page, served: str) -> None:
    """Opens the page; done when entries can be named."""
    page.goto(f"{served}landscape/")
    page.locator(LIST).first.wait_for()


def place_of(page: Page, file: dict[str, Any], at: int) -> tuple[float, float]:
    """Where an entry is drawn while the whole map is shown, in pixels of the window."""
    page.locator(FRAME).scroll_into_view_if_needed()
    box = page.evaluate(
        """() => {
            const frame = document.querySelector("[data-frame]");
            const box = frame.getBoundingClientRect();
            return [box.x + frame.clientLeft, box.y + frame.clientTop, frame.clientWidth,
                    frame.clientHeight];
        }"""
    )
    left, top, width, height = box
    scale = min(width / file["width"], height / file["height"])
    return (
        left + (width - file["width"] * scale) / 2 + file["x"][at] * scale,
        top + (height - file["height"] * scale) / 2 + file["y"][at] * scale,
    )


def until_filtered(page: Page, everything: int) -> None:
    """Until the library shows fewer entries than it has, all that is searched being there."""
    page.wait_for_url("**/library/?*")
    page.wait_for_function(
        """all => {
            const text = document.querySelector(".toolbar__count b")?.textContent;
            return text && text !== all;
        }""",
        arg=f"{everything:,}",
    )
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)


def in_view(page: Page) -> int:
    """How many entries the list says are in view, once it has come to rest."""
    page.wait_for_timeout(500)
    text = page.locator("[data-count]").inner_text()
    return int((re.findall(r"of ([\d,]+)", text) or [text])[0].replace(",", ""))


def test_the_map_is_drawn_in_place_of_its_picture(page: Page, served: str) -> None:
    open_map(page, served)
    assert page.locator(".land__picture").is_hidden()
    assert page.evaluate(INKED) > 5000


def test_the_map_follows_the_scheme(page: Page, served: str) -> None:
    open_map(page, served)
    dot = """() => getComputedStyle(document.querySelector(".land__island")).color"""
    light = page.evaluate(dot)
    page.locator("[data-scheme]").click()
    assert page.evaluate(dot) != light
    assert page.evaluate(INKED) > 5000


def test_pointing_at_an_entry_shows_its_card_and_a_click_opens_it(
    page: Page, served: str, file: dict[str, Any], raw_entries: dict[str, RawEntry]
) -> None:
    open_map(page, served)
    key, entry = list(raw_entries.items())[40]
    page.mouse.move(*place_of(page, file, 40))
    page.get_by_role("link", name=entry["title"], exact=True).and_(
        page.locator(f"{CARD} a")
    ).wait_for()
    assert entry["published"][:4] in page.locator(CARD).inner_text()
    page.mouse.move(2, 2)
    page.locator(CARD).wait_for(state="hidden")
    page.mouse.click(*place_of(page, file, 40))
    page.wait_for_url(f"{served}entries/{key}/")


def test_a_finger_gets_the_card_first(
    browser: Browser, served: str, file: dict[str, Any], raw_entries: dict[str, RawEntry]
) -> None:
    context = browser.new_context(has_touch=True, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    open_map(page, served)
    key = list(raw_entries)[40]
    page.touchscreen.tap(*place_of(page, file, 40))
    link = page.locator(f"{CARD} a")
    link.wait_for()
    assert page.url == f"{served}landscape/"
    link.tap()
    page.wait_for_url(f"{served}entries/{key}/")
    context.close()


def test_buttons_wheel_drag_and_keys_move_the_map(
    page: Page, served: str, file: dict[str, Any]
) -> None:
    open_map(page, served)
    whole = file["count"]
    assert in_view(page) == whole
    page.get_by_role("button", name="Closer").click()
    page.get_by_role("button", name="Closer").click()
    closer = in_view(page)
    assert 0 < closer < whole
    page.get_by_role("button", name="Whole map").click()
    assert in_view(page) == whole
    page.locator(FRAME).focus()
    for key in ("+", "+", "+", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
    assert in_view(page) < closer
    page.keyboard.press("0")
    assert in_view(page) == whole
    x, y = place_of(page, file, 0)
    page.mouse.move(x, y)
    page.mouse.wheel(0, -600)
    zoomed = in_view(page)
    assert 0 < zoomed < whole
    names = page.locator(LIST).all_inner_texts()
    page.mouse.down()
    page.mouse.move(x - 250, y - 30, steps=5)
    page.mouse.up()
    assert page.url == f"{served}landscape/"
    page.wait_for_timeout(500)
    assert page.locator(LIST).all_inner_texts() != names


def test_the_wheel_moves_the_page_where_the_map_is_whole(page: Page, served: str) -> None:
    open_map(page, served)
    page.locator(FRAME).hover()
    page.mouse.wheel(0, 300)
    page.wait_for_function("scrollY > 100")


def test_searching_marks_what_the_library_finds(
    page: Page, served: str, file: dict[str, Any]
) -> None:
    page.goto(f"{served}library/?q=hallucination")
    until_filtered(page, file["count"])
    total = page.locator(".toolbar__count b").inner_text()
    open_map(page, served)
    before = page.evaluate(INKED)
    page.locator("#land-q").fill("hallucination")
    page.get_by_text(re.compile(rf"^{total} of ")).wait_for()
    assert in_view(page) == int(total.replace(",", ""))
    assert page.evaluate(INKED) < before
    page.locator("#land-q").fill("qqqqqqq")
    page.get_by_text("Nothing for “qqqqqqq”.").wait_for()
    page.locator("#land-q").fill("")
    page.wait_for_function("!document.querySelector('[data-said]').textContent")
    assert in_view(page) > int(total.replace(",", ""))


def test_a_box_of_the_key_takes_a_category_off_the_map(
    page: Page, served: str, file: dict[str, Any]
) -> None:
    open_map(page, served)
    label, *_, own = file["islands"][0]
    page.get_by_role("checkbox", name=f"Show {label} on the map").uncheck()
    assert in_view(page) == file["count"] - own


def test_the_keyboard_reaches_the_map_and_the_entries_in_view(page: Page, served: str) -> None:
    open_map(page, served)
    page.locator("#land-q").focus()
    for _ in range(4):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hasAttribute('data-frame')")
    first = page.locator(LIST).first
    first.focus()
    page.locator(f"{CARD} a").wait_for()
    assert page.locator(f"{CARD} a").inner_text() == first.inner_text()
    address = first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(str(address))


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_while_the_map_is_in_use(page: Page, served: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    open_map(page, served)
    page.locator("#land-q").fill("hallucination")
    page.get_by_text(re.compile(r"^\d+ of \d+ entries$")).wait_for()
    page.wait_for_load_state("networkidle")
    in_view(page)
    page.locator(LIST).first.focus()
    page.locator(f"{CARD} a").wait_for()
    page.locator(".land__time summary").click()
    page.evaluate(node_module("axe-core/axe.min.js").read_text(encoding="utf-8"))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert page.evaluate(FAULTS, [SAMPLE, {}]) == []
        assert page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_without_script_there_is_the_picture_with_its_key(
    browser: Browser, served: str, width: int
) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": width, "height": 800}
    )
    page = context.new_page()
    page.goto(f"{served}landscape/")
    assert page.locator(".land__picture").is_visible()
    assert page.locator("[data-zoom]").first.is_hidden()
    assert page.locator(".land__legend a").first.is_visible()
    page.locator("#land-q").fill("hallucination")
    page.get_by_role("button", name="Search").click()
    assert page.url == f"{served}library/?q=hallucination"
    context.close()


def test_a_map_that_does_not_load_leaves_the_picture(page: Page, served: str) -> None:
    page.route("**/landscape.json", lambda route: route.fulfill(body="{"))
    page.goto(f"{served}landscape/")
    page.get_by_text("The map did not load").wait_for()
    assert page.locator(".land__picture").is_visible()


def test_each_year_below_the_chart_counts_what_its_view_of_the_library_holds(
    page: Page, served: str, file: dict[str, Any]
) -> None:
    page.goto(f"{served}landscape/")
    link = page.locator(".land__chart a").last
    label = str(link.get_attribute("aria-label"))
    link.focus()
    page.keyboard.press("Enter")
    until_filtered(page, file["count"])
    count = page.locator(".toolbar__count b").inner_text()
    assert label.split(": ")[1].split()[0] == count
    assert f"year={label[:4]}" in page.url


def test_the_page_loads_little_script(page: Page, served: str, built_site: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda it: asked.append(it.url) if it.resource_type == "script" else None)
    open_map(page, served)
    paths = {it.removeprefix(served) for it in asked}
    assert "assets/js/landscape/landscape.js" in paths
    own = [path for path in paths if "worker" not in path]
    assert sum((built_site / path).stat().st_size for path in own) < MOST_SCRIPT
