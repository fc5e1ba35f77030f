"""Chapters, reading paths and the glossary in a real browser: cards, keyboard, ticks, widths."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Literal

import pytest
from conftest import node_module
from quiet_page import context, page
from test_every_type_of_page import FAULTS, SAMPLE, TOO_WIDE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

__all__ = ["context", "page"]  # fixtures

pytestmark = [pytest.mark.slow, pytest.mark.browser]

CITED = ".chapter__text .cited a"
CARD = ".card"
SCROLLED = """async (it) => {
    while (!it.scrollLeft) await new Promise((done) => setTimeout(done, 50));
    return true;
}"""
NOTES = "JSON.parse(localStorage.getItem('atlas.notes'))"


@pytest.fixture
def chapter(page: Page, served: str) -> Page:
    """The first chapter, with script."""
    page.goto(f"{served}handbook/")
    page.locator(".chapters a").first.click()
    page.wait_for_url(re.compile("/handbook/[a-z-]+/$"))
    page.locator("html.has-script").wait_for()
    return page


@pytest.fixture
def path(page: Page, served: str) -> Page:
    """The first reading path, with script."""
    page.goto(f"{served}start/")
    page.locator(".chapters a").first.click()
    page.wait_for_url(re.compile("/start/[a-z-]+/$"))
    page.locator("html.has-script").wait_for()
    return page


def card_of(page: Page, link: Locator) -> tuple[str, str]:
    """Title on the card, and in the list of works, of what a link cites."""
    page.locator(CARD).wait_for()
    key = link.get_attribute("data-cite")
    title = page.locator(f"article[id='{key}'] .entry__title").inner_text()
    return page.locator(f"{CARD} b").inner_text(), " ".join(title.split())


def test_a_card_comes_with_the_pointer_and_goes_with_it(chapter: Page) -> None:
    link = chapter.locator(CITED).first
    link.hover()
    on_card, in_list = card_of(chapter, link)
    assert on_card == in_list
    chapter.locator(CARD).hover()
    chapter.wait_for_timeout(400)
    assert chapter.locator(CARD).is_visible()
    chapter.mouse.move(5, 5)
    chapter.locator(CARD).wait_for(state="detached")


def test_a_card_comes_with_the_keyboard_and_escape_closes_it(chapter: Page) -> None:
    chapter.keyboard.press("Tab")
    link = chapter.locator(CITED).nth(1)
    link.focus()
    on_card, in_list = card_of(chapter, link)
    assert on_card == in_list
    assert link.get_attribute("aria-describedby") == chapter.locator(CARD).get_attribute("id")
    chapter.keyboard.press("Escape")
    assert chapter.locator(CARD).count() == 0
    assert link.get_attribute("aria-describedby") is None
    assert link.evaluate("it => it === document.activeElement")
    chapter.keyboard.press("Tab")
    assert chapter.locator(CARD).count() <= 1


def test_one_card_at_a_time(chapter: Page) -> None:
    chapter.keyboard.press("Tab")
    chapter.locator(CITED).nth(0).focus()
    chapter.locator(CARD).wait_for()
    chapter.locator(CITED).nth(3).hover()
    chapter.wait_for_timeout(500)
    assert chapter.locator(CARD).count() == 1


@pytest.mark.parametrize("width", [360, 1280])
def test_every_card_stays_inside_the_window(chapter: Page, width: int) -> None:
    chapter.set_viewport_size({"width": width, "height": 700})
    chapter.keyboard.press("Tab")
    for link in chapter.locator(CITED).all():
        link.focus()
        box = chapter.locator(CARD).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= 701
        assert chapter.evaluate(TOO_WIDE) == []


def test_on_a_touch_screen_the_link_simply_opens(browser: Browser, served: str) -> None:
    context = browser.new_context(has_touch=True, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{served}handbook/")
    page.locator(".chapters a").first.tap()
    page.wait_for_url(re.compile("/handbook/[a-z-]+/$"))
    page.locator("html.has-script").wait_for()
    link = page.locator(CITED).first
    key = link.get_attribute("data-cite")
    link.tap()
    page.wait_for_url(f"{served}entries/{key}/")
    context.close()


def test_without_script_links_lead_on_and_say_what_they_cite(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}handbook/")
    page.locator(".chapters a").first.click()
    link = page.locator(CITED).first
    key = link.get_attribute("data-cite")
    title = page.locator(f"article[id='{key}'] .entry__title").inner_text()
    assert (link.get_attribute("title") or "").startswith(" ".join(title.split()))
    link.click()
    page.wait_for_url(f"{served}entries/{key}/")
    page.goto(f"{served}start/")
    page.locator(".chapters a").first.click()
    assert page.locator(".step article.entry").count() > 3
    assert not page.locator(".step__tick label").first.is_visible()
    assert not page.locator(".track progress").is_visible()
    page.goto(f"{served}glossary/")
    assert page.locator(".words dt").count() > 100
    context.close()


def test_the_measure_is_65_to_70_characters(chapter: Page) -> None:
    measured = chapter.evaluate(
        """() => {
            const lines = [];
            for (const paragraph of document.querySelectorAll(".chapter__text > p")) {
                const range = document.createRange();
                range.selectNodeContents(paragraph);
                const bottoms = [...range.getClientRects()].map(it => Math.round(it.bottom / 20));
                lines.push([paragraph.textContent.length, new Set(bottoms).size]);
            }
            const sum = at => lines.reduce((total, line) => total + line[at], 0);
            return sum(0) / sum(1);
        }"""
    )
    assert 55 <= measured <= 72  # the mean, last lines of paragraphs included


def test_a_wide_figure_scrolls_in_its_frame_with_the_keyboard(chapter: Page) -> None:
    frame = chapter.locator(".figure__frame").first
    assert frame.get_attribute("tabindex") is None
    chapter.set_viewport_size({"width": 360, "height": 740})
    chapter.locator(".figure__frame[tabindex='0']").first.wait_for()
    frame.focus()
    chapter.keyboard.press("ArrowRight")
    assert frame.evaluate(SCROLLED)


def test_contents_lead_to_the_sections(chapter: Page) -> None:
    links = chapter.locator(".contents a")
    assert links.count() > 3
    for link in links.all():
        link.click()
        anchor = (link.get_attribute("href") or "")[1:]
        assert chapter.locator(f"[id='{anchor}']").evaluate(
            "it => it.getBoundingClientRect().top < 300"
        )


# --- Reading paths -------------------------------------------------------------------------------


def test_ticks_are_kept_and_counted(path: Page, served: str) -> None:
    total = path.locator(".step").count()
    assert path.locator(".track p").inner_text() == f"0 of {total} read"
    path.locator(".step__tick input").nth(0).check()
    path.locator(".step__tick input").nth(2).check()
    assert path.locator(".track p").inner_text() == f"2 of {total} read"
    assert path.locator("progress").evaluate("it => it.value") == 2
    address = path.url
    path.reload()
    path.locator("html.has-script").wait_for()
    assert path.locator(".track p").inner_text() == f"2 of {total} read"
    assert path.locator(".step__tick input").nth(2).is_checked()
    path.goto(f"{served}start/")
    assert path.locator("[data-progress]").first.inner_text() == f"2 of {total} read"
    path.goto(address)
    path.locator(".step__tick input").nth(0).uncheck()
    assert path.locator(".track p").inner_text() == f"1 of {total} read"


def test_a_tick_is_the_mark_of_the_entry_and_leaves_its_note(path: Page, served: str) -> None:
    key = path.locator(".step").first.get_attribute("data-step")
    address = path.url
    path.goto(f"{served}entries/{key}/")
    path.get_by_label("Your notes").fill("a thought")
    path.get_by_role("checkbox", name="Read").check()
    path.goto(address)
    assert path.locator(".step__tick input").first.is_checked()
    path.locator(".step__tick input").first.uncheck()
    assert path.evaluate(NOTES)[key] == path.evaluate(NOTES)[key] | {
        "note": "a thought", "read": False,
    }  # fmt: skip


def test_a_tick_in_another_window_shows_here(path: Page, context: BrowserContext) -> None:
    other = context.new_page()
    other.goto(path.url)
    other.locator(".step__tick input").nth(1).check()
    path.locator(".step__tick input:checked").wait_for()
    assert path.locator(".track p").inner_text().startswith("1 of ")


def test_ticks_work_with_the_keyboard_and_have_names(path: Page) -> None:
    title = path.locator(".step .entry__title").first.inner_text()
    box = path.get_by_role("checkbox", name=f"Read: {title}", exact=True)
    box.focus()
    path.keyboard.press("Space")
    assert box.is_checked()
    assert path.locator(".track p").inner_text().startswith("1 of ")


def test_refused_storage_is_told_and_the_page_works(path: Page) -> None:
    path.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused'); }})"
    )
    path.reload()
    path.locator(".step__tick input").first.check()
    assert path.locator(".track p").inner_text().startswith("1 of ")
    path.get_by_text("Your browser does not store this").wait_for()


@pytest.mark.parametrize(
    "text", ["{", "null", '{"x":1}', json.dumps({"__proto__": {"read": True}})]
)
def test_what_is_damaged_in_storage_counts_as_nothing_read(path: Page, text: str) -> None:
    path.evaluate("text => localStorage.setItem('atlas.notes', text)", text)
    path.reload()
    path.locator("html.has-script").wait_for()
    assert path.locator(".track p").inner_text().startswith("0 of ")


def test_a_path_and_a_chapter_open_in_the_library(page: Page, served: str) -> None:
    for start, rows in (("start/", ".step"), ("handbook/", ".works li")):
        page.goto(served + start)
        page.locator(".chapters a").first.click()
        page.wait_for_url(re.compile(f"/{start}[a-z-]+/$"))
        page.locator("html.has-script").wait_for()
        count = page.locator(rows).count()
        page.get_by_role("link", name="Open in the library").click()
        page.wait_for_url(re.compile("/library/#ids="))
        page.locator(".toolbar__count b").get_by_text(str(count), exact=True).wait_for()


# --- All of them ---------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_with_a_card_open_and_works_read_there_are_no_faults(
    browser: Browser, served: str, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    axe = node_module("axe-core/axe.min.js").read_text(encoding="utf-8")
    for start in ("handbook/", "start/"):
        page.goto(served + start)
        page.locator(".chapters a").first.click()
        page.locator("html.has-script").wait_for()
        page.evaluate(axe)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            if start == "handbook/":
                page.keyboard.press("Tab")
                page.locator(CITED).nth(2).focus()
                page.locator(CARD).wait_for()
            else:
                page.locator(".step__tick input").first.check()
            assert page.evaluate(FAULTS, [SAMPLE, {}]) == [], (start, width)
            assert page.evaluate(TOO_WIDE) == [], (start, width)
    context.close()


def test_every_chapter_and_path_fits_every_width(page: Page, served: str) -> None:
    for start in ("handbook/", "start/"):
        page.goto(served + start)
        links = [it.get_attribute("href") for it in page.locator(".chapters a").all()]
        for link in links:
            page.goto(f"{served}{start}{(link or '').split('/')[-2]}/")
            for width in (360, 768, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                assert page.evaluate(TOO_WIDE) == [], (link, width)


def test_letters_of_the_glossary_lead_to_their_words(page: Page, served: str) -> None:
    page.goto(f"{served}glossary/")
    letter = page.locator(".glossary__letters a").nth(3)
    letter.click()
    anchor = (letter.get_attribute("href") or "")[1:]
    word = page.locator(f"[id='{anchor}'] dt a").first
    assert word.inner_text()[0].upper() == letter.inner_text()
    assert word.evaluate("it => it.getBoundingClientRect().top >= 48")
