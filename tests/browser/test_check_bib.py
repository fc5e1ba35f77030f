"""The check of a bibliography in a real browser: 500 entries with a fault of every kind."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import node_module
from damaged_bib import KINDS, DamagedBib, damaged_bib
from test_every_type_of_page import FAULTS, TOO_WIDE, Watch, origin_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture(scope="module")
def damaged(built_site: Path) -> DamagedBib:
    return damaged_bib((built_site / "data" / "literature.bib").read_text("utf-8"))


@pytest.fixture(scope="module")
def bib(damaged: DamagedBib, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bib") / "mine.bib"
    path.write_bytes(damaged.content)
    return path


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, accept_downloads=True, reduced_motion="reduce"
    )
    context.set_default_timeout(30_000)
    yield context
    context.close()


def opened(context: BrowserContext, served: str) -> tuple[Page, Watch]:
    page = context.new_page()
    watch = Watch(page, origin_of(served))
    page.goto(f"{served}check-bib/")
    page.locator("[data-check-bib][data-is-ready]").wait_for()
    page.wait_for_load_state("networkidle")
    return page, watch


def drop(page: Page, **files: str | bytes) -> None:
    """Files let go over the page, named as the arguments with their last "_" as a dot."""
    given = [
        {"name": ".".join(name.rsplit("_", 1)), "text": _signs(content)}
        for name, content in files.items()
    ]
    page.evaluate(
        """files => {
            const given = new DataTransfer();
            for (const { name, text } of files) {
                given.items.add(new File([Uint8Array.from(text, it => it.charCodeAt(0))], name));
            }
            const event = new DragEvent("drop", {dataTransfer: given, bubbles: true});
            document.querySelector("[data-check-bib]").dispatchEvent(event);
        }""",
        given,
    )
    page.locator("[data-report]:not([hidden])").wait_for()


def _signs(content: str | bytes) -> str:
    return (content.encode() if isinstance(content, str) else content).decode("latin-1")


def repaired(page: Page) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name="Download repaired file").first.click()
    return Path(download.value.path()).read_bytes()


def findings(page: Page) -> set[tuple[str, str]]:
    """Group and key of all that is told."""
    for button in page.get_by_role("button", name="Show the other").all():
        button.click()
    found: list[list[str]] = page.eval_on_selector_all(
        ".finding",
        """items => items.map(item => [item.closest("section").id.replace("found-", ""),
            item.querySelector(".finding__place b")?.textContent ?? ""])""",
    )
    return {(group, key) for group, key in found}


@dataclass(frozen=True)
class Checked:
    found: set[tuple[str, str]]
    said: str
    asked: list[str]  # addresses asked for since the file was chosen
    messages: list[str]
    seconds: float
    unchanged: bytes  # with nothing ticked
    repaired: bytes
    faults: list[Any]  # of axe


@pytest.fixture(scope="module")
def checked(context: BrowserContext, served: str, bib: Path) -> Checked:
    page, watch = opened(context, served)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    start = time.perf_counter()
    page.locator("[data-choose]").set_input_files(bib)
    page.locator("[data-report]:not([hidden])").wait_for()
    seconds = time.perf_counter() - start
    said = page.locator("[data-said]").inner_text()
    whole = repaired(page)
    found = findings(page)
    page.evaluate(node_module("axe-core/axe.min.js").read_text("utf-8"))
    faults = page.evaluate(FAULTS, [{"exclude": [[".finding:nth-of-type(n+4)"]]}, {}])
    for button in page.get_by_role("button", name="Tick none").all():
        button.click()
    for box in page.locator(".finding input:checked").all():
        box.uncheck()
    unchanged = repaired(page)
    page.close()
    sent = [url for url in asked if not url.startswith(("blob:", "data:"))]
    return Checked(found, said, sent, watch.messages, seconds, unchanged, whole, faults)


def test_500_entries_are_checked_and_the_time_is_told(
    checked: Checked, record_property: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    record_property("seconds", checked.seconds)
    with capsys.disabled():
        print(f"\n500 entries with faults checked and drawn in {checked.seconds:.2f} s")
    assert checked.said.startswith("501 entries, ")


@pytest.mark.parametrize("kind", [*KINDS, "same key", "same work", "stray sign"])
def test_each_kind_of_fault_is_found(checked: Checked, damaged: DamagedBib, kind: str) -> None:
    injected = {(it.group, it.key) for it in damaged.faults if it.name == kind}
    assert injected - checked.found == set()
    assert injected


def test_nothing_else_is_told(checked: Checked, damaged: DamagedBib) -> None:
    assert checked.found - {(it.group, it.key) for it in damaged.faults} == set()


def test_nothing_is_asked_for_once_the_page_is_loaded(checked: Checked) -> None:
    assert (checked.asked, checked.messages) == ([], [])


def test_with_nothing_ticked_the_file_is_the_same_to_the_byte(
    checked: Checked, damaged: DamagedBib
) -> None:
    assert checked.unchanged == damaged.content


def test_bibtex_reads_the_repaired_file_and_not_the_damaged_one(
    checked: Checked, damaged: DamagedBib, tmp_path: Path
) -> None:
    assert _bibtex(tmp_path, checked.repaired) == 0
    assert _bibtex(tmp_path, damaged.content) == 2


def _bibtex(folder: Path, content: bytes) -> int:
    program = shutil.which("bibtex")
    if not program:
        pytest.skip("bibtex is not installed")
    (folder / "mine.bib").write_bytes(content)
    (folder / "paper.aux").write_text("\\citation{*}\n\\bibstyle{plain}\n\\bibdata{mine}\n")
    done = subprocess.run([program, "paper"], cwd=folder, capture_output=True, check=False)
    return done.returncode


def test_a_report_has_no_fault_of_access(checked: Checked) -> None:
    assert checked.faults == []


def test_a_pasted_text_is_checked_by_keyboard_alone(context: BrowserContext, served: str) -> None:
    page, watch = opened(context, served)
    page.locator("[data-paste]").focus()
    page.keyboard.insert_text("@misc{x, title = {A Study of BERT and Walls}, year = 2020}")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("[data-report]:not([hidden])").wait_for()
    assert findings(page) == {("capitals", "x")}
    page.get_by_role("checkbox", name="Change x").focus()
    page.keyboard.press("Space")
    assert page.locator("[data-report] .hint").first.inner_text() == "0 of 1 change ticked"
    page.keyboard.press("Space")
    assert repaired(page) == b"@misc{x, title = {A Study of {BERT} and Walls}, year = 2020}"
    assert watch.messages == []
    page.close()


def test_hostile_text_stays_text(context: BrowserContext, served: str) -> None:
    page, watch = opened(context, served)
    title = "<img src=x onerror=alert(1)><script>alert(2)</script> & BERT"
    drop(page, mine_bib=f"@misc{{<b>x, title = {{{title}}}, year = 2020}}\n@misc{{<b>x, a = }}")
    assert page.locator("#found-capitals .sides dd").first.inner_text() == title
    assert page.locator("[data-report] :is(img, script, b b)").count() == 0
    assert (watch.messages, watch.foreign) == ([], [])
    page.close()


def test_a_paper_beside_the_file_and_a_paper_alone(
    context: BrowserContext, served: str, raw_entries: dict[str, Any]
) -> None:
    page, _ = opened(context, served)
    key = next(iter(raw_entries))
    drop(page, paper_tex=f"\\cite{{{key},nobody1999}}")
    assert page.locator("[data-said]").inner_text() == "2 citations, 1 of them here."
    drop(page, mine_bib="@book{other, author = {A B}, title = {C}, publisher = {D}, year = 1990}")
    assert findings(page) == {("uncited", key), ("uncited", "nobody1999"), ("uncited", "other")}
    page.get_by_role("button", name="Remove paper.tex").click()
    page.get_by_text("1 entry, 0 of them here. Nothing to mend.").wait_for()
    page.close()


def test_entries_on_the_same_topics_go_into_the_selection(
    context: BrowserContext, served: str, built_site: Path
) -> None:
    page, _ = opened(context, served)
    records = (built_site / "data" / "literature.bib").read_text("utf-8").split("\n\n@")[1:31]
    drop(page, mine_bib="".join(f"@{record}\n" for record in records))
    rows = page.locator("#found-absent article")
    assert rows.count() == 10
    assert " of your works" in rows.first.locator(".entry__summary").inner_text()
    rows.first.get_by_role("checkbox").check()
    page.locator(".tray").get_by_text("1 selected").wait_for()
    page.locator(".tray").get_by_role("button", name="Clear").click()
    page.close()


def test_5000_entries_do_not_freeze_the_page(
    context: BrowserContext, served: str, built_site: Path
) -> None:
    page, _ = opened(context, served)
    many = damaged_bib((built_site / "data" / "literature.bib").read_text("utf-8"), 5000)
    page.evaluate(
        """() => { window.longest = 0; let last = performance.now();
        setInterval(() => { const now = performance.now();
            window.longest = Math.max(window.longest, now - last); last = now; }, 10); }"""
    )
    drop(page, mine_bib=many.content)
    assert page.locator("[data-said]").inner_text().startswith("5,001 entries, ")
    assert page.evaluate("window.longest") < 1500  # milliseconds without an answer
    page.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_a_report_fits_its_screen(
    context: BrowserContext, served: str, bib: Path, width: int
) -> None:
    page, _ = opened(context, served)
    page.set_viewport_size({"width": width, "height": 800})
    page.locator("[data-choose]").set_input_files(bib)
    page.locator("[data-report]:not([hidden])").wait_for()
    assert page.evaluate(TOO_WIDE) == []
    page.close()


def test_without_script_the_page_says_what_it_needs(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}check-bib/")
    assert page.get_by_text("This page needs JavaScript").is_visible()
    assert not page.locator("[data-choose]").is_visible()
    context.close()
