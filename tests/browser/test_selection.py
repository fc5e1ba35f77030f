"""Selecting entries, the tray, notes and backups: what a reader keeps in the browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from conftest import NOW_AT, RawEntry, node_module
from test_every_type_of_page import FAULTS, TOO_WIDE, Watch, origin_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [pytest.mark.slow, pytest.mark.browser]

LIST = "kinds/survey/"  # a page that lists few entries
ENTRY = f"entries/{NOW_AT}/"
CLIPBOARD = "navigator.clipboard.readText()"
STORED = "localStorage.getItem('atlas.selection')"
NOTES = "JSON.parse(localStorage.getItem('atlas.notes'))"
FOCUSED = "document.activeElement.textContent"
# Anything may be in storage: other programs, older and newer versions of this one, people.
GARBAGE = (
    "", "null", "{", "[", "0", "true", '"a"', "{}", "[[]]", "[null]", '[{"a":1}]',
    '["../x","<b>","A"]', '{"__proto__":{"read":true},"constructor":{"read":true}}',
    '{"a1":null,"b2":{"note":5}}', "\\u0000", "[" * 5000,
)  # fmt: skip

# All but what a page notes by itself: that its fonts are at hand.
KEPT = """() => Object.fromEntries(
    Object.entries(localStorage).filter(([name]) => name !== "atlas.fonts"))"""


@pytest.fixture
def context(browser: Browser, served: str) -> Iterator[BrowserContext]:
    """The browser of a fresh reader, who lets the site write to the clipboard."""
    context = browser.new_context(color_scheme="light", viewport={"width": 1280, "height": 800})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=served)
    context.set_default_timeout(8000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture(scope="module")
def surveys(raw_entries: dict[str, RawEntry]) -> list[str]:
    """The keys that the list shows, in its order."""
    return [key for key, entry in raw_entries.items() if entry["kind"] == "survey"]


@pytest.fixture(scope="module")
def bib_of(built_site: Path) -> Callable[[str], str]:
    """The BibTeX file of an entry."""
    return lambda key: (built_site / "entries" / key / f"{key}.bib").read_text(encoding="utf-8")


def pick(page: Page, *keys: str) -> None:
    for key in keys:
        page.locator(f"#{key} .entry__pick").check()
    tray(page).wait_for()


def tray(page: Page) -> Any:
    return page.get_by_role("region", name="Selection")


def said(page: Page, text: str) -> None:
    page.locator(".md-dialog").get_by_text(text).wait_for()


def stored(page: Page) -> list[str]:
    return json.loads(page.evaluate(STORED) or "[]")


def press(page: Page, name: str) -> None:
    tray(page).get_by_role("button", name=name, exact=True).click()


def press_in(page: Page, menu: str, name: str) -> None:
    press(page, menu)
    press(page, name)


# Picking


def test_what_is_picked_in_a_list_stays_picked_on_other_pages(
    page: Page, served: str, surveys: list[str]
) -> None:
    page.goto(served + LIST)
    assert tray(page).count() == 0
    pick(page, surveys[2], surveys[0])
    assert tray(page).get_by_role("status").inner_text() == "2 selected"
    for path in ("about/", "", ENTRY):
        page.goto(served + path)
        tray(page).get_by_text("2 selected").wait_for()
    page.goto(served + LIST)
    page.locator(f"#{surveys[0]} .entry__pick:checked").wait_for()
    assert page.locator(".entry__pick:checked").count() == 2
    assert stored(page) == [surveys[2], surveys[0]]


def test_a_box_is_named_after_its_entry(page: Page, served: str, surveys: list[str]) -> None:
    page.goto(served + LIST)
    row = page.locator(f"#{surveys[0]}")
    row.locator(".entry__pick").wait_for()
    title = row.get_by_role("heading").inner_text()
    assert row.get_by_role("checkbox", name=f"Select {title}", exact=True).count() == 1


def test_the_page_of_an_entry_selects_it_and_takes_it_out(page: Page, served: str) -> None:
    page.goto(served + ENTRY)
    page.get_by_role("button", name="Select", exact=True).click()
    tray(page).get_by_text("1 selected").wait_for()
    chosen = page.get_by_role("button", name="Selected", exact=True)
    assert chosen.get_attribute("aria-pressed") == "true"
    chosen.click()
    tray(page).wait_for(state="hidden")
    assert page.evaluate(STORED) is None


def test_a_click_with_shift_picks_all_between_also_over_years(page: Page, served: str) -> None:
    page.goto(f"{served}library/")
    boxes = page.locator(".rows .entry__pick, [data-rows] .entry__pick")
    boxes.nth(39).wait_for()
    shown = page.eval_on_selector_all("article.entry", "rows => rows.map(row => row.id)")
    boxes.nth(5).check()
    boxes.nth(2).click(modifiers=["Shift"])
    assert stored(page) == [shown[5], *shown[2:5]]
    boxes.nth(39).click(modifiers=["Shift"])
    assert sorted(stored(page)) == sorted(shown[2:40])
    boxes.nth(30).click(modifiers=["Shift"])
    assert sorted(stored(page)) == sorted(shown[2:30])
    assert page.evaluate("getSelection().toString()") == ""


def test_two_tabs_show_the_same_selection(
    context: BrowserContext, served: str, surveys: list[str]
) -> None:
    one, other = context.new_page(), context.new_page()
    one.goto(served + LIST)
    other.goto(served + LIST)
    pick(one, surveys[0])
    other.locator(f"#{surveys[0]} .entry__pick:checked").wait_for()
    tray(other).get_by_text("1 selected").wait_for()
    pick(other, surveys[1])
    tray(one).get_by_text("2 selected").wait_for()
    press(one, "Clear")
    tray(other).wait_for(state="hidden")


def test_rows_that_are_drawn_later_get_a_box_and_zotero_is_told(
    page: Page, served: str, surveys: list[str]
) -> None:
    page.goto(served + LIST)
    pick(page, surveys[0])
    page.evaluate(
        """key => {
            window.told = 0;
            document.addEventListener("ZoteroItemUpdated", () => { window.told += 1; });
            const list = document.querySelector(".rows, [data-rows]");
            const row = document.getElementById(key).cloneNode(true);
            row.querySelector(".entry__pick").remove();
            list.replaceChildren(row);
            document.dispatchEvent(new CustomEvent("atlas:rows", {detail: list}));
        }""",
        surveys[0],
    )
    assert page.locator(".entry__pick:checked").count() == 1
    assert page.evaluate("window.told") == 1


# The tray


def test_copy_bibtex_gives_the_files_of_the_entries_in_the_order_of_picking(
    page: Page, served: str, surveys: list[str], bib_of: Callable[[str], str]
) -> None:
    page.goto(served + LIST)
    pick(page, surveys[3], surveys[1])
    press(page, "Copy BibTeX")
    said(page, "Copied BibTeX of 2 entries.")
    assert page.evaluate(CLIPBOARD) == f"{bib_of(surveys[3])}\n{bib_of(surveys[1])}"


def test_copy_keys_and_copy_link_and_view(page: Page, served: str, surveys: list[str]) -> None:
    page.goto(served + LIST)
    pick(page, surveys[1], surveys[0])
    press_in(page, "More", "Copy keys")
    said(page, "Copied the keys of 2 entries.")
    assert page.evaluate(CLIPBOARD) == f"\\cite{{{surveys[1]},{surveys[0]}}}"
    press(page, "Copy link")
    said(page, "Copied the link.")
    address = f"{served}library/#ids={surveys[1]},{surveys[0]}"
    assert page.evaluate(CLIPBOARD) == address
    tray(page).get_by_role("link", name="View").click()
    page.wait_for_url(address)


def test_view_shows_what_is_selected_also_from_the_library_itself(
    page: Page, served: str, surveys: list[str]
) -> None:
    page.goto(served + LIST)
    pick(page, surveys[4], surveys[2])
    tray(page).get_by_role("link", name="View").click()
    page.locator("[data-count]").get_by_text("2", exact=True).wait_for()
    assert sorted(shown(page)) == sorted([surveys[4], surveys[2]])
    assert page.locator(".entry__pick:checked").count() == 2
    page.locator(f"#{surveys[4]} .entry__pick").uncheck()
    tray(page).get_by_text("1 selected").wait_for()
    tray(page).get_by_role("link", name="View").click()
    page.locator("[data-count]").get_by_text("1", exact=True).wait_for()
    assert shown(page) == [surveys[2]]
    page.goto(f"{served}library/#ids={surveys[0]},nobody1999nothing")
    page.locator("[data-message]").get_by_text("nobody1999nothing").wait_for()


def shown(page: Page) -> list[str]:
    keys: list[str] = page.eval_on_selector_all("article.entry", "rows => rows.map(row => row.id)")
    return keys


def test_clear_can_be_undone(page: Page, served: str, surveys: list[str]) -> None:
    page.goto(served + LIST)
    pick(page, surveys[2], surveys[0])
    press(page, "Clear")
    tray(page).get_by_text("Cleared 2 entries.").wait_for()
    assert page.evaluate(STORED) is None
    assert page.locator(".entry__pick:checked").count() == 0
    assert page.evaluate(FOCUSED) == "Undo"
    page.keyboard.press("Enter")
    tray(page).get_by_text("2 selected").wait_for()
    assert stored(page) == [surveys[2], surveys[0]]
    press(page, "Clear")
    press(page, "Close")
    tray(page).wait_for(state="hidden")
    page.locator(f"#{surveys[1]} .entry__pick").check()
    tray(page).get_by_text("1 selected").wait_for()


def test_where_copying_is_blocked_the_text_is_selected(
    page: Page, served: str, surveys: list[str], bib_of: Callable[[str], str]
) -> None:
    page.add_init_script("navigator.clipboard.write = () => Promise.reject(new Error('blocked'))")
    page.goto(served + LIST)
    pick(page, surveys[0])
    press(page, "Copy BibTeX")
    said(page, "press Ctrl C")
    page.locator("textarea.copied:focus").wait_for()
    assert page.locator("textarea.copied").input_value() == bib_of(surveys[0])


def test_the_whole_way_by_keyboard_alone(
    page: Page, served: str, surveys: list[str], bib_of: Callable[[str], str]
) -> None:
    page.goto(served + LIST)
    page.locator(".entry__pick").first.wait_for()
    tab_to(page, f"document.activeElement.closest('article')?.id === '{surveys[0]}'")
    page.keyboard.press("Space")
    tray(page).wait_for()
    tab_to(page, f"{FOCUSED} === 'Copy BibTeX'")
    page.keyboard.press("Enter")
    said(page, "Copied BibTeX of 1 entry.")
    assert page.evaluate(CLIPBOARD) == bib_of(surveys[0])
    tab_to(page, f"{FOCUSED} === 'Download'")
    page.keyboard.press("Enter")
    tab_to(page, f"{FOCUSED}.startsWith('RIS')")
    page.keyboard.press("Escape")
    assert page.evaluate(FOCUSED) == "Download"
    page.keyboard.press("Enter")
    with page.expect_download() as download:
        tab_to(page, f"{FOCUSED}.startsWith('RIS')")
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".ris")
    assert page.evaluate(FOCUSED) == "Download"
    tab_to(page, f"{FOCUSED} === 'Clear'")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")  # Undo has the focus
    assert stored(page) == [surveys[0]]


def tab_to(page: Page, is_there: str) -> None:
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate(is_there):
            return
    raise AssertionError(f"the keyboard does not reach {is_there}")


def test_what_has_the_focus_is_never_below_the_tray(page: Page, served: str) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{served}library/")
    page.locator(".entry__pick").first.check()
    tray(page).wait_for()
    for _ in range(40):
        page.keyboard.press("Tab")
        hidden = page.evaluate(
            """() => {
                const [box, bar] = [document.activeElement, document.querySelector(".tray")]
                    .map(it => it.getBoundingClientRect());
                return !document.activeElement.closest(".tray") && box.bottom > bar.top + 1;
            }"""
        )
        assert not hidden, page.evaluate("document.activeElement.outerHTML.slice(0, 120)")


# Notes


def test_a_note_and_a_read_mark_are_kept_and_shown_in_rows(page: Page, served: str) -> None:
    page.goto(served + ENTRY)
    notes = page.locator(".notes")
    notes.get_by_text("Kept in this browser only.").wait_for()
    notes.get_by_role("textbox", name="Your notes").fill("Read again <b>before</b> May\n")
    notes.get_by_role("checkbox", name="Read").check()
    page.reload()
    notes.wait_for()
    assert notes.get_by_role("textbox").input_value() == "Read again <b>before</b> May\n"
    assert notes.get_by_role("checkbox", name="Read").is_checked()
    page.goto(f"{served}categories/concept-explanations/")
    row = page.locator(f"#{NOW_AT}")
    row.get_by_text("Read, your note").wait_for()
    assert page.locator(".entry__mark").count() == 1
    row.get_by_role("link", name="your note").click()
    page.locator(".notes textarea:focus").wait_for()


def test_a_note_that_is_emptied_leaves_nothing(page: Page, served: str) -> None:
    page.goto(served + ENTRY)
    field = page.get_by_role("textbox", name="Your notes")
    field.fill("x")
    field.blur()
    assert list(page.evaluate(NOTES)) == [NOW_AT]
    field.fill("")
    field.blur()
    assert page.evaluate("localStorage.getItem('atlas.notes')") is None


def test_a_note_typed_in_one_tab_is_in_the_other(context: BrowserContext, served: str) -> None:
    one, other = context.new_page(), context.new_page()
    one.goto(served + ENTRY)
    other.goto(served + ENTRY)
    other.locator(".notes").wait_for()
    field = one.get_by_role("textbox", name="Your notes")
    field.fill("from here")
    field.blur()
    expect = pytest.importorskip("playwright.sync_api").expect
    expect(other.get_by_role("textbox", name="Your notes")).to_have_value("from here")


def test_where_storage_is_full_the_reader_is_told_and_the_text_stays(
    page: Page, served: str
) -> None:
    watch = Watch(page, origin_of(served))
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full'); }")
    page.goto(served + ENTRY)
    field = page.get_by_role("textbox", name="Your notes")
    field.fill("not to be lost")
    page.locator(".notes").get_by_text("Your browser does not store this").wait_for()
    page.get_by_role("button", name="Select", exact=True).click()
    tray(page).get_by_text("1 selected").wait_for()
    assert field.input_value() == "not to be lost"
    assert watch.messages == []


def test_a_long_note_is_kept_up_to_its_limit_and_that_is_said(page: Page, served: str) -> None:
    page.goto(served + ENTRY)
    field = page.get_by_role("textbox", name="Your notes")
    field.fill("x" * 10_250)
    page.locator(".notes").get_by_text("Only the first 10,000 of 10,250 characters").wait_for()
    assert len(page.evaluate(NOTES)[NOW_AT]["note"]) == 10_000
    field.blur()
    assert len(field.input_value()) == 10_250


# Backup


def test_a_backup_restores_everything_in_another_browser(
    page: Page, served: str, surveys: list[str], browser: Browser, tmp_path: Path
) -> None:
    page.goto(served + ENTRY)
    page.get_by_role("textbox", name="Your notes").fill('Ünïcödé\n"two" 漢字')
    page.get_by_role("checkbox", name="Read").check()
    page.goto(served + LIST)
    pick(page, surveys[1], surveys[0])
    with page.expect_download() as download:
        press_in(page, "More", "Backup")
    assert re.fullmatch(r"atlas-backup-\d{4}-\d\d-\d\d\.json", download.value.suggested_filename)
    file = tmp_path / "backup.json"
    download.value.save_as(file)
    before = page.evaluate(KEPT)

    fresh = browser.new_context()
    other = fresh.new_page()
    other.goto(served + ENTRY)
    restore(other, file)
    said(other, "Restored 2 selected entries and 1 note.")
    assert other.evaluate(KEPT) == before
    assert other.get_by_role("textbox", name="Your notes").input_value().startswith("Ünïcödé")
    restore(other, file)
    said(other, "Restored nothing: all of it is here already.")
    fresh.close()


def restore(page: Page, file: Path) -> None:
    with page.expect_file_chooser() as chooser:
        page.locator(".notes").get_by_role("button", name="Restore").click()
    chooser.value.set_files(file)


@pytest.mark.parametrize("text", ["", "no JSON", "[]", '{"version":9}', "\x00\xff", "[" * 9000])
def test_what_is_no_backup_changes_nothing(
    page: Page, served: str, tmp_path: Path, text: str
) -> None:
    watch = Watch(page, origin_of(served))
    page.goto(served + ENTRY)
    file = tmp_path / "backup.json"
    file.write_text(text, encoding="utf-8")
    restore(page, file)
    said(page, "This file is no backup")
    assert page.evaluate(KEPT) == {}
    assert watch.messages == []


# Storage that holds anything, or nothing


@pytest.mark.parametrize("garbage", GARBAGE)
def test_whatever_is_in_storage_the_page_is_quiet_and_one_can_select(
    page: Page, served: str, surveys: list[str], garbage: str
) -> None:
    watch = Watch(page, origin_of(served))
    page.goto(f"{served}about/")
    page.evaluate(
        "text => { for (const name of ['selection', 'notes', 'summaries', 'scheme'])"
        " localStorage.setItem(`atlas.${name}`, text); }",
        garbage,
    )
    for path, made_by_script in ((ENTRY, ".notes"), (LIST, ".entry__pick")):
        page.goto(served + path)
        page.locator(made_by_script).first.wait_for()
    pick(page, surveys[0])
    assert stored(page)[-1] == surveys[0]
    aborted = [message for message in watch.messages if message.startswith("failed: ")]
    assert watch.messages == aborted, "but for what leaving a page breaks off"


def test_where_storage_is_blocked_a_selection_lasts_as_long_as_the_page(
    page: Page, served: str, surveys: list[str]
) -> None:
    watch = Watch(page, origin_of(served))
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage',"
        " {get() { throw new DOMException('blocked', 'SecurityError'); }})"
    )
    page.goto(served + LIST)
    pick(page, surveys[0], surveys[1])
    tray(page).get_by_text("2 selected").wait_for()
    said(page, "it lasts until you leave this page")
    assert watch.messages == []


# Looks


def test_without_script_rows_have_no_box_and_no_room_for_one(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served + LIST)
    assert page.locator(".entry__pick, .tray, .notes").count() == 0
    row, title = page.locator(".entry").first, page.locator(".entry__title").first
    assert (row.bounding_box() or {})["x"] == (title.bounding_box() or {})["x"]
    context.close()


def test_the_boxes_move_nothing_when_they_come(page: Page, served: str) -> None:
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => list.getEntries()"
        ".forEach(it => { window.shift += it.value; }))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(served + LIST)
    page.locator(".entry__pick").first.wait_for()
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    assert page.evaluate("window.shift") < 0.01


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_tray_and_notes_and_they_fit(
    page: Page, served: str, surveys: list[str], scheme: Any, width: int
) -> None:
    axe = node_module("axe-core/axe.min.js").read_text(encoding="utf-8")

    def check(view: str) -> None:
        page.evaluate(axe)
        assert page.evaluate(FAULTS, [{"exclude": []}, {}]) == [], view
        assert page.evaluate(TOO_WIDE) == [], view

    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(served + LIST)
    pick(page, *surveys[:3])
    check("tray")
    press(page, "Download")
    check("download")
    press(page, "More")
    check("more")
    page.keyboard.press("Escape")
    shape = tray(page).bounding_box()
    assert shape is not None
    assert shape["height"] < 80, "one line"
    press(page, "Clear")
    check("cleared")
    page.goto(served + ENTRY)
    page.get_by_role("textbox", name="Your notes").fill("x")
    page.get_by_role("checkbox", name="Read").check()
    check("notes")
    page.goto(f"{served}categories/concept-explanations/")
    page.get_by_text("Read, your note").wait_for()
    check("marks")


def test_nothing_is_asked_of_other_hosts_and_the_console_is_quiet(
    page: Page, served: str, surveys: list[str]
) -> None:
    watch = Watch(page, origin_of(served))
    page.goto(served + LIST)
    pick(page, surveys[0])
    with page.expect_download():
        press_in(page, "Download", "CSL-JSON")
    said(page, "Downloaded 1 entry.")
    blobs = [url for url in watch.foreign if urlsplit(url).scheme != "blob"]
    assert (watch.messages, blobs) == ([], [])
