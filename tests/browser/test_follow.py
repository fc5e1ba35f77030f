"""Following: "new since" on home and library, feed links, pages of months, in a real browser."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from conftest import RawEntry
from quiet_page import axe, context, page
from test_every_type_of_page import FAULTS, SAMPLE, TOO_WIDE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["axe", "context", "page"]  # fixtures

pytestmark = [pytest.mark.slow, pytest.mark.browser]

NEWS = "a[data-added]"
WHOLE = "[data-rows]:not(.is-waiting)"
DAY_BEFORE = "2026-11-03"


@pytest.fixture
def newcomers(raw_entries: dict[str, RawEntry]) -> int:
    """How many entries are new to a reader who saw the site as it was on DAY_BEFORE."""
    return sum(entry["added"] > DAY_BEFORE for entry in raw_entries.values())


def visited(page: Page, served: str, day: str = DAY_BEFORE, seen: str = DAY_BEFORE) -> None:
    """Leaves what an earlier visit leaves."""
    page.goto(f"{served}no/such/page")
    kept = json.dumps({"day": day, "seen": seen, "before": None})
    page.evaluate("kept => localStorage.setItem('atlas.visit', kept)", kept)


def kept(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page.evaluate("localStorage.getItem('atlas.visit')"))
    return found


def ready(page: Page) -> None:
    page.locator("html.has-script").wait_for()


@pytest.mark.parametrize("path", ["", "library/"])
def test_a_first_visit_says_nothing_and_is_kept(page: Page, served: str, path: str) -> None:
    page.clock.set_fixed_time("2026-12-01T12:00:00")
    page.goto(served + path)
    ready(page)
    assert page.locator(NEWS).is_hidden()
    assert kept(page)["day"] == "2026-12-01"
    assert kept(page)["before"] is None


@pytest.mark.parametrize("path", ["", "library/"])
def test_the_next_visit_says_what_is_new_however_often_it_is_loaded(
    page: Page, served: str, path: str, newcomers: int
) -> None:
    page.clock.set_fixed_time("2026-12-01T12:00:00")
    visited(page, served)
    for _ in range(3):
        page.goto(served + path)
        page.get_by_role("link", name=f"{newcomers} new since 3 November", exact=True).wait_for()
    page.clock.set_fixed_time("2026-12-02T12:00:00")
    page.reload()
    ready(page)
    assert page.locator(NEWS).is_hidden()


def test_the_link_leads_to_as_many_entries_and_then_there_is_nothing_new(
    page: Page, served: str, newcomers: int
) -> None:
    page.clock.set_fixed_time("2026-12-01T12:00:00")
    visited(page, served)
    page.goto(served)
    page.locator(NEWS).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{served}library/?since=2026-11-04")
    page.locator(WHOLE).wait_for()
    page.get_by_role("button", name="Remove filter Added since 4 Nov 2026").wait_for()
    assert page.locator(".toolbar__count b").inner_text().replace(",", "") == str(newcomers)
    assert page.locator(NEWS).is_hidden()
    page.go_back()
    ready(page)
    page.locator(NEWS).wait_for(state="hidden")
    page.goto(f"{served}library/")
    ready(page)
    assert page.locator(NEWS).is_hidden()


@pytest.mark.parametrize("now", ["2031-05-05T12:00:00", "1999-05-05T12:00:00"])
def test_a_wrong_clock_hides_nothing_and_is_not_quoted(
    page: Page, served: str, now: str, newcomers: int
) -> None:
    page.clock.set_fixed_time(now)
    visited(page, served, day="2040-01-01")
    page.goto(served)
    page.locator(NEWS).wait_for()
    assert page.locator(NEWS).inner_text().startswith(f"{newcomers} new since 4 November")


@pytest.mark.parametrize(
    "text", ["", "{", "null", '{"day":"<img src=x onerror=alert(1)>","seen":1}']
)
def test_what_is_damaged_counts_as_a_first_visit(page: Page, served: str, text: str) -> None:
    page.goto(f"{served}no/such/page")
    page.evaluate("text => localStorage.setItem('atlas.visit', text)", text)
    page.goto(served)
    ready(page)
    assert page.locator(NEWS).is_hidden()
    assert kept(page)["before"] is None


def test_refused_storage_leaves_the_pages_as_they_are(page: Page, served: str) -> None:
    refuse = (
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused'); }})"
    )
    page.add_init_script(refuse)
    for path in ("", "library/", "library/?since=2026-11-04"):
        page.goto(served + path)
        ready(page)
        assert page.locator(NEWS).is_hidden()


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_jumps_when_the_line_comes(page: Page, served: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.clock.set_fixed_time("2026-12-01T12:00:00")
    places = []
    for has_visited in (False, True):
        if has_visited:
            visited(page, served)
        for path in ("", "library/"):
            page.goto(served + path)
            ready(page)
            if has_visited:
                page.locator(NEWS).wait_for()
            below = ".ways" if not path else ".toolbar"
            box = page.locator(below).first.bounding_box()
            assert box
            places.append(round(box["y"]))
            assert page.evaluate(TOO_WIDE) == []
    assert places[:2] == places[2:]


def test_without_script_there_is_no_line(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in ("", "library/"):
        page.goto(served + path)
        assert page.locator(NEWS).is_hidden()
    page.goto(f"{served}digest/")
    page.locator(".cat a").first.click()
    assert page.locator("article.entry").count() > 0
    assert page.locator("article.entry .entry__summary").first.is_visible()
    context.close()


# --- Feed links ----------------------------------------------------------------------------------


def feed_in_chips(page: Page, served: str, rest: str) -> str:
    """Where the feed link of a view leads, from the site's root; "" without one."""
    page.goto(f"{served}library/{rest}")
    page.locator(WHOLE).wait_for()
    page.locator(".chip").first.wait_for()
    link = page.locator(".chips .feed")
    href = link.get_attribute("href") if link.count() else None
    return href.removeprefix(served) if href else ""


def test_a_view_of_one_term_leads_to_its_feed(page: Page, served: str, built_site: Any) -> None:
    for facet in ("categories", "kinds", "models", "topics"):
        term = next(path.stem for path in sorted((built_site / "feeds" / facet).glob("*.xml")))
        path = feed_in_chips(page, served, f"?{facet}={term}")
        assert path == f"feeds/{facet}/{term}.xml"
        assert page.request.get(served + path).ok
        assert feed_in_chips(page, served, f"?{facet}={term}&code=1") == ""
        assert feed_in_chips(page, served, f"?{facet}=-{term}") == ""
    assert feed_in_chips(page, served, "?venue=neurips") == ""
    assert feed_in_chips(page, served, "?since=2026-01-01") == ""


def test_a_view_of_one_author_leads_to_a_feed_when_there_is_one(
    page: Page, served: str, built_site: Any
) -> None:
    fed = {path.stem for path in (built_site / "feeds" / "authors").glob("*.xml")}
    names = {path.name for path in (built_site / "authors").iterdir() if path.is_dir()}
    with_feed, without = sorted(fed)[0], sorted(names - fed)[0]
    path = feed_in_chips(page, served, f"?author={with_feed}")
    assert path == f"feeds/authors/{with_feed}.xml"
    assert page.request.get(served + path).ok
    assert feed_in_chips(page, served, f"?author={without}") == ""
    page.goto(f"{served}authors/{with_feed}/")
    assert page.locator(".toolbar .feed").inner_text().startswith("Feed")
    page.goto(f"{served}authors/{without}/")
    assert page.locator(".feed").count() == 0


def test_a_view_with_a_feed_has_no_faults(page: Page, served: str, axe: str) -> None:
    page.clock.set_fixed_time("2026-12-01T12:00:00")
    visited(page, served)
    for path in ("", "library/?kinds=survey", "kinds/survey/"):
        page.goto(served + path)
        ready(page)
        if path.startswith("library"):
            page.locator(".chips .feed").wait_for()
        page.evaluate(axe)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(FAULTS, [SAMPLE, {}]) == []
            assert page.evaluate(TOO_WIDE) == []
