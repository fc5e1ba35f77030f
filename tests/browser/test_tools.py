"""The tools board in a real browser: two picks, the address, keys, phones, and without script."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from conftest import RawEntry, node_module
from quiet_page import context, page
from test_every_type_of_page import FAULTS, TOO_WIDE
from test_hostile_views import TEXTS
from thorough import part_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["context", "page"]  # fixtures

pytestmark = [pytest.mark.slow, pytest.mark.browser]

BOARD = "tools/"
SAID = "[data-said]"
GROUPS = ".board__group"


def view(page: Page, address: str) -> None:
    """Opens the board and waits for its script."""
    page.goto(address)
    page.locator("html.has-script").wait_for()
    page.locator("[data-pick][aria-pressed]").first.wait_for()


def names(page: Page) -> list[str]:
    """The works that are shown, in their order."""
    return page.locator(".board tbody .board__name").all_inner_texts()


def texts(page: Page, selector: str) -> list[str]:
    return [" ".join(text.split()) for text in page.locator(selector).all_inner_texts()]


def test_two_clicks_tell_which_tool_patches_activations_of_a_model(page: Page, served: str) -> None:
    view(page, served + BOARD)
    page.get_by_role("button", name="activation patching").click()
    page.get_by_label("Model", exact=True).select_option("qwen2-vl")
    assert texts(page, GROUPS)[:2] == ["Names Qwen2-VL 1", "Names Any PyTorch model 2"]
    assert names(page)[:3] == ["nnsight", "baukit", "pyvene"]
    assert page.locator(SAID).inner_text().startswith(
        "1 tool for Causal tracing that names Qwen2-VL"
    )  # fmt: skip
    assert page.url == f"{served}{BOARD}?categories=causal-tracing&models=qwen2-vl"


def test_what_is_not_recorded_comes_last_and_is_called_so(page: Page, served: str) -> None:
    view(page, f"{served}{BOARD}?models=llava-1.5")
    groups = texts(page, GROUPS)
    assert [group.rsplit(" ", 1)[0] for group in groups] == [
        "Names LLaVA-1.5", "Names LLaVA, the family of LLaVA-1.5", "Names Any PyTorch model",
        "Supported models not recorded",
    ]  # fmt: skip
    assert "LVLM-Interpret" in names(page)


def test_a_tool_without_a_list_is_told_from_one_that_is_filed_under_the_model(
    page: Page, served: str
) -> None:
    view(page, f"{served}{BOARD}?categories=attention&models=llava")
    assert "Supported models not recorded, filed under LLaVA 1" in texts(page, GROUPS)


def test_the_link_leads_to_the_works_that_are_shown(page: Page, served: str) -> None:
    view(page, f"{served}{BOARD}?categories=causal-tracing&models=qwen2-vl")
    count = len(names(page))
    page.locator("[data-view]").click()
    page.locator("[data-rows]:not(.is-waiting)").wait_for()
    page.wait_for_function(
        f"() => document.querySelector('[data-count] b')?.textContent === '{count}'"
    )
    assert "#ids=" in page.url


def test_back_returns_to_the_picks_before(page: Page, served: str) -> None:
    view(page, served + BOARD)
    everything = names(page)
    page.locator("[data-pick=probing]").click()
    assert len(names(page)) < len(everything)
    page.get_by_role("button", name="Clear").click()
    page.go_back()
    assert page.locator("[data-pick=probing]").get_attribute("aria-pressed") == "true"
    page.go_back()
    assert names(page) == everything


def test_the_keys_alone_answer_the_question(page: Page, served: str) -> None:
    view(page, served + BOARD)
    page.locator("[data-pick=causal-tracing]").focus()
    page.keyboard.press("Enter")
    while not page.evaluate("document.activeElement.matches('[data-with]')"):
        page.keyboard.press("Tab")
    page.keyboard.type("Qwen2-V")
    page.wait_for_function("() => location.search.includes('models=qwen2-vl')")
    assert names(page)[0] == "nnsight"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url == served + BOARD
    assert page.evaluate("document.activeElement.matches('[data-pick]')")


def test_parts_of_the_address_that_mean_nothing_are_named(page: Page, served: str) -> None:
    view(page, f"{served}{BOARD}?categories=dance&foo=1")
    assert page.locator("[data-aside]").inner_text() == "Left aside: categories dance, foo."


def test_all_tools_stand_there_without_script(
    browser: Browser, served: str, raw_entries: dict[str, RawEntry]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served + BOARD)
    shown = page.locator("tbody tr[id]").evaluate_all("all => all.map(it => it.id)")
    tools = {key for key, entry in raw_entries.items() if entry["kind"] == "tool"}
    assert set(shown) == tools
    found = names(page)
    assert {"XL-VLMs", "Prisma", "LVLM-Interpret", "TransformerLens", "nnsight"} <= set(found)
    mark = "td[data-column=causal-tracing].board__mark"
    assert page.locator("#fiottokaufman2024nnsight").locator(mark).count() == 1
    assert "Qwen2-VL" in page.locator("#fiottokaufman2024nnsight .board__with").inner_text()
    assert not page.locator(".picks").is_visible()
    context.close()


def test_the_table_holds_each_tool_once(built_site: Path, raw_entries: dict[str, RawEntry]) -> None:
    text = (built_site / "data" / "tools.csv").read_text(encoding="utf-8")
    keys = [line["key"] for line in csv.DictReader(io.StringIO(text))]
    tools = [key for key, entry in raw_entries.items() if entry["kind"] == "tool"]
    assert sorted(keys) == sorted(tools)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_an_answer_fits_and_axe_finds_nothing(
    page: Page, served: str, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    view(page, f"{served}{BOARD}?categories=causal-tracing&models=llava&foo=1")
    page.evaluate(node_module("axe-core/axe.min.js").read_text(encoding="utf-8"))
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate(FAULTS, [{"exclude": []}, {}]) == []


def test_hostile_addresses_stay_text(page: Page, served: str) -> None:
    for text in part_of(TEXTS, 30):
        code = quote(text.encode("utf-8", "surrogatepass"), safe="")[:3000]
        view(page, f"{served}{BOARD}?categories={code}&models={code}&{code}=1")
        assert page.evaluate("globalThis.hacked ?? ({}).hacked ?? null") is None, text[:80]
        assert page.locator("[data-aside] *").count() == 0, text[:80]
        assert len(names(page)) >= 30, text[:80]
