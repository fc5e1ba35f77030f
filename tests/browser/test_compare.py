"""Entries side by side in a real browser: the address, adding and removing, exports, phones."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from conftest import FORMER_KEY, NOW_AT, RawEntry, node_module
from quiet_page import context, page
from test_every_type_of_page import FAULTS, TOO_WIDE
from test_hostile_views import ADDRESSES, TEXTS
from thorough import part_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["context", "page"]  # fixtures

pytestmark = [pytest.mark.slow, pytest.mark.browser]

THREE = ("fiottokaufman2024nnsight", "wu2024pyvene", "bau2022baukit")
COMPARE = "compare/"
TITLES = ".compare__title"


def view(page: Page, address: str) -> None:
    """Opens the page and waits until it has drawn."""
    page.goto("about:blank")
    page.goto(address)
    page.locator("[data-add]:visible, .compare:visible").first.wait_for()


def of(*keys: str) -> str:
    return f"{COMPARE}?ids={','.join(keys)}"


def keys_of(page: Page) -> list[str]:
    links = page.locator(TITLES).evaluate_all("all => all.map(it => it.getAttribute('href'))")
    return [link.rstrip("/").rpartition("/")[2] for link in links]


def line(page: Page, label: str) -> list[str]:
    """The cells of a line."""
    row = page.locator(".compare tbody tr").filter(
        has=page.locator(f"th:text-matches('^{label}( same)?$')")
    )
    return [" ".join(text.split()) for text in row.locator("td").all_inner_texts()]


def test_the_address_says_which_entries_stand_side_by_side(page: Page, served: str) -> None:
    view(page, served + of(*THREE))
    assert keys_of(page) == [*THREE]
    assert line(page, "Short name") == ["nnsight", "pyvene", "not recorded"]
    assert line(page, "Kind") == ["= in all: Tool"] * 3
    assert "+ here alone: Qwen2-VL" in line(page, "Models")[0]
    assert page.locator("[data-said]").inner_text().startswith("3 entries, ")


def test_what_all_have_is_called_so_in_words(page: Page, served: str) -> None:
    view(page, served + of(*THREE))
    same = page.locator("tr.is-same th").all_inner_texts()
    assert [text.split()[0] for text in same if text.startswith("Kind")] == ["Kind"]
    assert all("same" in text for text in same)


def test_only_what_differs_can_be_asked_for_and_stands_in_the_address(
    page: Page, served: str
) -> None:
    view(page, served + of(*THREE))
    page.get_by_label("Only what differs").check()
    page.locator("tr.is-same").first.wait_for(state="detached")
    assert page.url == f"{served}{of(*THREE)}&only=differences"
    page.reload()
    page.locator(TITLES).first.wait_for()
    assert page.locator("tr.is-same").count() == 0
    assert page.get_by_label("Only what differs").is_checked()


def test_an_entry_is_found_and_added_with_keys_alone(page: Page, served: str) -> None:
    view(page, served + COMPARE)
    page.get_by_label("Add an entry").focus()
    page.keyboard.type("nnsight")
    page.locator(".compare__hit").first.wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(TITLES).first.wait_for()
    assert keys_of(page) == ["fiottokaufman2024nnsight"]
    assert page.url == served + of("fiottokaufman2024nnsight")
    assert page.evaluate("document.activeElement.id") == "add"
    assert page.locator("[data-said]").inner_text() == "1 entry: add another to compare"


def test_an_entry_is_removed_and_back_brings_it_again(page: Page, served: str) -> None:
    view(page, served + of(*THREE))
    page.get_by_role("button", name="Remove baukit").click()
    page.wait_for_function("() => document.querySelectorAll('.compare__title').length === 2")
    assert page.url == served + of(*THREE[:2])
    page.wait_for_function("() => document.activeElement.matches('[data-remove]')")
    page.go_back()
    page.wait_for_function("() => document.querySelectorAll('.compare__title').length === 3")


def test_unknown_keys_are_named_and_former_ones_resolve(page: Page, served: str) -> None:
    view(page, served + of(FORMER_KEY, "nope2020", THREE[0]))
    assert keys_of(page) == [NOW_AT, THREE[0]]
    assert page.locator("[data-message] p").all_inner_texts() == [
        "No entry has the key nope2020; left aside.", f"{FORMER_KEY} is now {NOW_AT}.",
    ]  # fmt: skip


def test_more_than_six_are_cut_with_a_sentence(
    page: Page, served: str, raw_entries: dict[str, RawEntry]
) -> None:
    keys = [*raw_entries][:8]
    view(page, served + of(*keys))
    assert keys_of(page) == keys[:6]
    assert page.locator("[data-message]").inner_text() == (
        f"A comparison holds 6 entries; left out: {keys[6]}, {keys[7]}."
    )
    assert not page.locator("[data-add]").is_visible()


def test_the_records_are_those_of_the_build(page: Page, served: str, built_site: Path) -> None:
    view(page, served + of(*THREE))
    with page.expect_download() as download:
        page.locator("[data-take]").get_by_role("button", name=".bib", exact=True).click()
    text = download.value.path().read_text(encoding="utf-8")
    for key in THREE:
        record = (built_site / "entries" / key / f"{key}.bib").read_text(encoding="utf-8")
        assert record.strip() in text


def test_the_table_is_taken_as_csv_and_as_markdown(page: Page, served: str) -> None:
    view(page, served + of(*THREE))
    place = page.locator("[data-take] > p")
    with page.expect_download() as download:
        place.get_by_role("button", name="CSV").click()
    text = download.value.path().read_text(encoding="utf-8")
    rows = [*csv.reader(io.StringIO(text))]
    assert rows[0][0] == "Field"
    assert rows[0][3:] == ["baukit", "Comparison"]
    assert ["Kind", "Tool", "Tool", "Tool", "same"] in rows
    assert re.fullmatch(r"atlas-comparison-[0-9-]+\.csv", download.value.suggested_filename)
    with page.expect_download() as download:
        place.get_by_role("button", name="Markdown").click()
    lines = download.value.path().read_text(encoding="utf-8").splitlines()
    assert "| Kind (same) | Tool | Tool | Tool |" in lines


def test_the_selection_offers_to_compare_two_to_six(page: Page, served: str) -> None:
    page.goto(f"{served}kinds/tool/")
    boxes = page.locator(".entry__pick")
    boxes.nth(0).check()
    link = page.locator(".tray").get_by_role("link", name="Compare")
    page.locator(".tray").wait_for()
    assert link.count() == 0
    boxes.nth(1).check()
    link.wait_for()
    for number in range(2, 7):
        boxes.nth(number).check()
    assert link.count() == 0
    boxes.nth(6).uncheck()
    link.click()
    page.locator(TITLES).first.wait_for()
    assert len(keys_of(page)) == 6


def test_an_empty_page_offers_what_is_selected(page: Page, served: str) -> None:
    page.goto(served)
    kept = json.dumps(THREE)
    page.evaluate("kept => localStorage.setItem('atlas.selection', kept)", kept)
    view(page, served + COMPARE)
    page.get_by_role("link", name="Compare the 3 selected").click()
    page.locator(TITLES).first.wait_for()
    assert keys_of(page) == [*THREE]


def test_an_entry_leads_to_a_comparison_with_its_related_ones(page: Page, served: str) -> None:
    page.goto(f"{served}entries/{THREE[0]}/")
    related = page.locator(".related .entry").evaluate_all("all => all.map(it => it.id)")
    page.get_by_role("link", name="Compare these with this entry").click()
    page.locator(TITLES).first.wait_for()
    assert keys_of(page) == [THREE[0], *related]


def test_a_list_that_does_not_load_can_be_tried_again(page: Page, served: str) -> None:
    page.route("**/data/*.json", lambda route: route.fulfill(status=200, body="{"))
    page.goto(served + of(*THREE))
    page.get_by_role("button", name="Try again").wait_for()
    page.unroute("**/data/*.json")
    page.get_by_role("button", name="Try again").click()
    page.locator(TITLES).first.wait_for()
    assert not page.locator("[data-message]").is_visible()


def test_without_script_a_sentence_says_where_the_facts_are(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served + of(*THREE))
    assert page.get_by_text("Setting entries side by side needs JavaScript.").is_visible()
    assert page.locator(".noscript a").count() == 3
    assert not page.locator("[data-compare]").is_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("keys", [(), (*THREE, "nope")])
def test_it_fits_and_axe_finds_nothing(
    page: Page, served: str, width: int, scheme: str, keys: tuple[str, ...]
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    view(page, served + (of(*keys) if keys else COMPARE))
    page.get_by_label("Add an entry").fill("sparse")
    page.locator(".compare__hit").first.wait_for()
    page.evaluate(node_module("axe-core/axe.min.js").read_text(encoding="utf-8"))
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate(FAULTS, [{"exclude": []}, {}]) == []


def test_on_a_phone_the_names_of_the_fields_stay_while_columns_scroll(
    page: Page, served: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    view(page, served + of(*THREE))
    frame = page.locator(".compare__frame")
    frame.evaluate("it => { it.scrollLeft = 200; }")
    box = page.locator(".compare tbody th").first.bounding_box()
    assert box
    assert box["x"] == 16
    assert frame.evaluate("it => it.scrollLeft") == 200


def test_on_paper_the_table_is_whole(page: Page, served: str) -> None:
    view(page, served + of(*THREE))
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 720, "height": 1000})
    assert page.evaluate(TOO_WIDE) == []
    assert not page.locator("[data-add]").is_visible()
    assert page.get_by_role("button", name="Remove baukit").count() == 0
    assert page.locator(TITLES).last.is_visible()


def test_hostile_addresses_and_words_stay_text(page: Page, served: str) -> None:
    queries = [
        f"?ids={quote(it.encode('utf-8', 'surrogatepass'), safe='')[:3000]}" for it in TEXTS[::6]
    ]
    for address in [*queries, *part_of(ADDRESSES, 30)]:
        view(page, f"{served}{COMPARE}{address}")
        assert page.evaluate("globalThis.hacked ?? ({}).hacked ?? null") is None, address[:80]
        assert page.locator("[data-message] p > *").count() == 0, address[:80]
    field = page.get_by_label("Add an entry")
    for text in part_of(TEXTS, 30):
        field.fill(text)
        page.wait_for_timeout(200)
        assert page.evaluate("globalThis.hacked ?? ({}).hacked ?? null") is None, text[:80]
        assert page.locator("[data-found] *").count() == 0
