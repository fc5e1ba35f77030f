"""What readers do on the pages: copy, switch, search, print; and all of it without script."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

import pytest
from conftest import NOW_AT, RawEntry
from local_server import FolderHandler, serving_folder
from page_types import NAMES, page_types

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.slow, pytest.mark.browser]

ENTRY = f"entries/{NOW_AT}/"
SCHEME = "document.body.dataset.mdColorScheme"
CLIPBOARD = "navigator.clipboard.readText()"
HIDDEN = "[...document.querySelectorAll('.js-only')].filter(it => it.checkVisibility()).length"
SHOWN_LENGTH = "document.querySelector('.md-content').innerText.replace(/\\s+/g, ' ').length"


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    """A page of a fresh reader, who lets the site write to the clipboard."""
    context = browser.new_context(color_scheme="light", viewport={"width": 1280, "height": 800})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=served)
    context.set_default_timeout(8000)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def plain_page(browser: Browser) -> Iterator[Page]:
    """A page of a reader without script."""
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 1280, "height": 800}
    )
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def bib(built_site: Path) -> str:
    """The BibTeX file of the entry that the tests open."""
    return (built_site / ENTRY / f"{NOW_AT}.bib").read_text(encoding="utf-8")


# Copying


def test_copy_bibtex_puts_the_text_of_the_bib_file_on_the_clipboard(
    page: Page, served: str, bib: str
) -> None:
    page.goto(served + ENTRY)
    page.get_by_role("button", name="Copy BibTeX").click()
    page.get_by_role("status").get_by_text("Copied").wait_for()
    assert page.evaluate(CLIPBOARD) == bib.rstrip("\n")


def test_cite_in_a_row_copies_the_bib_file_to_the_letter(
    page: Page, served: str, built_site: Path
) -> None:
    page.goto(f"{served}kinds/survey/")
    row = page.locator("article.entry").first
    key = row.get_attribute("id")
    row.get_by_text("Cite", exact=True).click()
    page.get_by_role("status").get_by_text("Copied").wait_for()
    file = built_site / "entries" / str(key) / f"{key}.bib"
    assert page.evaluate(CLIPBOARD) == file.read_text(encoding="utf-8")
    assert page.url == f"{served}kinds/survey/"


def test_copy_beside_the_tabs_copies_the_format_that_is_shown(page: Page, served: str) -> None:
    page.goto(served + ENTRY)
    page.get_by_role("tab", name="RIS").click()
    page.get_by_role("button", name="Copy", exact=True).click()
    page.get_by_role("status").get_by_text("Copied").wait_for()
    copied = page.evaluate(CLIPBOARD)
    assert copied.startswith("TY  - CONF\nID  - ")
    assert copied.endswith("\nER  -")


def test_where_copying_is_blocked_the_text_is_selected(page: Page, served: str, bib: str) -> None:
    page.add_init_script("navigator.clipboard.write = () => Promise.reject(new Error('blocked'))")
    page.goto(served + ENTRY)
    page.get_by_role("button", name="Copy BibTeX").click()
    page.get_by_role("status").get_by_text("press Ctrl C").wait_for()
    assert page.evaluate("getSelection().toString()").strip() == bib.strip()


# Tabs, summaries, the scheme


def test_tabs_are_moved_through_by_keyboard(page: Page, served: str) -> None:
    page.goto(served + ENTRY)
    tabs = page.get_by_role("tab")
    assert tabs.all_text_contents() == ["BibTeX", "RIS", "CSL-JSON"]
    tabs.first.focus()
    for key, name, panel in (
        ("ArrowRight", "RIS", "ris"),
        ("End", "CSL-JSON", "csl"),
        ("ArrowRight", "BibTeX", "bibtex"),
        ("ArrowLeft", "CSL-JSON", "csl"),
        ("Home", "BibTeX", "bibtex"),
    ):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.textContent") == name
        chosen = page.get_by_role("tab", selected=True)
        assert chosen.all_text_contents() == [name]
        assert page.get_by_role("tabpanel").count() == 1
        assert page.get_by_role("tabpanel").get_attribute("id") == panel


def test_one_tab_alone_is_in_the_order_of_the_keyboard(page: Page, served: str) -> None:
    page.goto(served + ENTRY)
    page.get_by_role("tab", name="RIS").click()
    stops = page.eval_on_selector_all("[role=tab]", "tabs => tabs.map(tab => tab.tabIndex)")
    assert stops == [-1, 0, -1]


def test_the_choice_of_summaries_is_kept(page: Page, served: str) -> None:
    page.goto(f"{served}kinds/survey/")
    box, summary = page.get_by_label("Summaries"), page.locator(".entry__summary").first
    was = box.is_checked()
    assert summary.is_visible() == was
    box.set_checked(not was)
    assert summary.is_visible() == (not was)
    page.goto(f"{served}recent/")
    assert page.get_by_label("Summaries").is_checked() == (not was)
    assert page.locator(".entry__summary").first.is_visible() == (not was)


def test_the_choice_of_scheme_is_kept_and_comes_before_the_first_paint(
    page: Page, served: str
) -> None:
    page.goto(served)
    assert page.evaluate(SCHEME) == "default"
    page.get_by_role("button", name="Dark mode").click()
    assert page.evaluate(SCHEME) == "slate"
    assert page.get_by_role("button", name="Dark mode").get_attribute("aria-pressed") == "true"
    page.route("**/*.js", lambda route: route.abort())
    page.goto(served + ENTRY, wait_until="domcontentloaded")
    assert page.evaluate(SCHEME) == "slate"


def test_the_scheme_follows_the_system_until_the_reader_chooses(page: Page, served: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(served)
    assert page.evaluate(SCHEME) == "slate"
    page.emulate_media(color_scheme="light")
    page.locator("body[data-md-color-scheme=default]").wait_for()
    page.get_by_role("button", name="Dark mode").click()
    page.reload()
    assert page.evaluate(SCHEME) == "slate"


def test_a_slash_typed_into_a_field_is_a_slash(page: Page, served: str) -> None:
    page.goto(served)
    page.get_by_label("Search the library").click()
    page.keyboard.type("a/b")
    assert page.get_by_label("Search the library").input_value() == "a/b"
    assert page.get_by_role("dialog", name="Search").count() == 0


# Menu and skip link


def test_on_a_phone_the_menu_opens_and_leads_to_the_methods(page: Page, served: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(served)
    page.get_by_role("button", name="Menu").click()
    menu = page.get_by_role("navigation", name="Menu")
    menu.get_by_role("link", name="Methods").click()
    page.wait_for_url(f"{served}categories/")


def test_the_first_tab_stop_skips_to_the_content(page: Page, served: str) -> None:
    page.goto(served + ENTRY)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to content"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#atlas-content"


# Without script


@pytest.fixture(scope="module")
def paths(raw_entries: dict[str, RawEntry], built_site: Path) -> dict[str, str]:
    return page_types(raw_entries, built_site)


def test_without_script_no_page_shows_a_control_that_needs_it(
    plain_page: Page, served: str, paths: dict[str, str]
) -> None:
    for name in NAMES:
        if name == "former key":
            continue  # leads on at once
        plain_page.goto(served + paths[name])
        assert plain_page.evaluate(HIDDEN) == 0, name
        assert plain_page.locator("[role=dialog]:visible").count() == 0, name


def test_without_script_a_page_has_the_same_text(
    plain_page: Page, page: Page, served: str, paths: dict[str, str]
) -> None:
    """All formats of the citation and all summaries are shown; nothing waits for script."""
    for name in ("home", "kind", "entry", "tool", "about", "fields"):
        plain_page.goto(served + paths[name])
        page.goto(served + paths[name])
        assert plain_page.evaluate(SHOWN_LENGTH) >= page.evaluate(SHOWN_LENGTH) - 60, name
    plain_page.goto(served + ENTRY)
    for panel in ("bibtex", "ris", "csl"):
        assert plain_page.locator(f"pre#{panel}").is_visible()
    plain_page.goto(f"{served}kinds/survey/")
    assert plain_page.locator(".entry__summary").first.is_visible()


def test_without_script_cite_leads_to_the_bib_file(plain_page: Page, served: str) -> None:
    plain_page.goto(f"{served}kinds/survey/")
    link = plain_page.locator("article.entry").first.get_by_text("Cite", exact=True)
    address = link.evaluate("link => link.href")
    response = plain_page.request.get(address)
    assert response.ok
    assert re.match(r"@\w+\{[a-z0-9]+,\n  title = ", response.text())


def test_without_script_an_address_of_nothing_leads_home(plain_page: Page, served: str) -> None:
    response = plain_page.goto(f"{served}entries/nothing/like/this/")
    assert response is not None
    assert response.status == 404
    plain_page.get_by_role("link", name="Home", exact=True).click()
    assert plain_page.url == served


# Print


def test_printed_an_entry_is_its_content_alone(page: Page, served: str) -> None:
    page.goto(served + ENTRY)
    page.emulate_media(media="print")
    assert not page.locator(".md-header").is_visible()
    assert not page.get_by_role("button", name="Copy BibTeX").is_visible()
    assert page.locator("h1").is_visible()
    assert page.locator("pre#bibtex").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in (
        "rgb(255, 255, 255)", "rgba(0, 0, 0, 0)",
    )  # fmt: skip


def test_printed_from_the_dark_scheme_text_is_dark_on_light(page: Page, served: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(served + ENTRY)
    page.emulate_media(media="print", color_scheme="dark")
    colour = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    assert sum(map(int, re.findall(r"\d+", colour)[:3])) < 3 * 128, colour


# Fonts

FONTS = """() => performance.getEntriesByType("resource").map(it => it.name)
    .filter(name => name.endsWith(".woff2")).length"""
KEPT = """async () => {
    while (!localStorage.getItem("atlas.fonts")) await new Promise(done => setTimeout(done, 100));
}"""
FACE = "getComputedStyle(document.querySelector('h1')).fontFamily"


@pytest.fixture(scope="module")
def slow(built_site: Path) -> Iterator[str]:
    """The address of the site on a server that thinks a while before each page."""

    class Slow(FolderHandler):
        def send_head(self) -> io.BytesIO | BinaryIO | None:
            if urlsplit(self.path).path.endswith("/"):
                time.sleep(0.4)
            return super().send_head()

    with serving_folder(built_site, Slow) as address:
        yield f"{address}/"


def test_on_a_slow_line_the_first_page_has_the_readers_fonts_and_the_next_has_ours(
    page: Page, slow: str
) -> None:
    page.goto(f"{slow}recent/")
    assert page.evaluate(FACE) == "Georgia, serif"
    assert page.evaluate(FONTS) == 0
    page.evaluate(KEPT)
    assert page.evaluate(FACE) == "Georgia, serif", "nothing jumps under the reader's eyes"
    page.goto(f"{slow}recent/")
    assert page.evaluate(FACE) == '"Source Serif 4", Georgia, serif'
    assert page.evaluate("document.fonts.load('600 16px \"Source Serif 4\"').then(it => it.length)")


def test_on_a_fast_line_our_fonts_are_asked_for_at_once(page: Page, served: str) -> None:
    page.goto(f"{served}recent/")
    assert page.evaluate(FACE) == '"Source Serif 4", Georgia, serif'
    assert page.evaluate(FONTS) >= 2
