"""Every type of page, light and dark, narrow and wide: axe, the console, requests, its width."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

import pytest
from conftest import FORMER_KEY, NOW_AT, RawEntry, node_module
from page_types import NAMES, page_types
from thorough import IS_WHOLE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

pytestmark = [pytest.mark.slow, pytest.mark.browser]

Part = dict[str, list[list[str]]]  # axe's context: selectors of what to leave out

NARROW, WIDE = 360, 1280
# Rows are all of one template: all of them are looked at on one page, elsewhere some.
ALL: Part = {"exclude": []}
SAMPLE: Part = {"exclude": [[".entry:nth-of-type(n+9)"], [".cat:nth-of-type(n+25)"]]}
# The second scheme changes colours only.
OF_COLOUR = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
VIEWS: tuple[tuple[Literal["light", "dark"], int, dict[str, Any]], ...] = (
    ("light", NARROW, {"rules": {"target-size": {"enabled": True}}}),  # WCAG 2.2, 2.5.8
    ("light", WIDE, {}),
    ("dark", WIDE, OF_COLOUR),
    ("dark", NARROW, OF_COLOUR),
)
FAULTS = """async ([part, options]) => {
    const result = await axe.run(part, {resultTypes: ["violations"], ...options});
    return result.violations.flatMap(rule => rule.nodes.map(node =>
        `${rule.id}: ${node.html.slice(0, 200)}: ${node.failureSummary}`)).slice(0, 8);
}"""
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll("body *")].filter(it => {
        const box = it.getBoundingClientRect();
        return box.width && box.right > innerWidth + 1;
    }).map(it => it.outerHTML.slice(0, 120)).slice(0, 5)"""


class Watch:
    """Notes everything that a page says, asks for, or fails at."""

    def __init__(self, page: Page, origin: str) -> None:
        self.messages: list[str] = []
        self.foreign: list[str] = []
        self.origin = origin
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.messages.append(f"error: {error}"))
        page.on("request", self._on_request)
        page.on("requestfailed", lambda request: self.messages.append(f"failed: {request.url}"))

    def _on_console(self, message: Any) -> None:
        is_the_page_itself = message.location.get("url", "").endswith("/no/such/page")
        if message.type in ("error", "warning") and not is_the_page_itself:
            self.messages.append(f"{message.type}: {message.text}")

    def _on_request(self, request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme != "data" and f"{parts.scheme}://{parts.netloc}" != self.origin:
            self.foreign.append(request.url)


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture(scope="module")
def paths(raw_entries: dict[str, RawEntry], built_site: Path) -> dict[str, str]:
    return page_types(raw_entries, built_site)


@pytest.fixture(scope="module")
def axe() -> str:
    return node_module("axe-core/axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    yield page
    page.close()


def origin_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_and_the_page_is_quiet_and_fits(
    name: str, page: Page, served: str, paths: dict[str, str], axe: str
) -> None:
    watch = Watch(page, origin_of(served))
    if name == "former key":
        page.route("**/*", stay_there)
    page.set_viewport_size({"width": NARROW, "height": 800})
    page.goto(served + paths[name], wait_until="load")
    page.evaluate(axe)
    for scheme, width, options in VIEWS if IS_WHOLE else VIEWS[:3]:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        view = f"{name}, {scheme}, {width} px"
        assert page.evaluate(TOO_WIDE) == [], view
        part = ALL if name == "library" and "runOnly" not in options else SAMPLE
        assert page.evaluate(FAULTS, [part, options]) == [], view
    assert watch.messages == []
    assert watch.foreign == []


def stay_there(route: Route) -> None:
    """Answers with the page itself, without what would lead on to another at once."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace('http-equiv="refresh"', ""))


def test_a_former_key_lands_on_the_entry(page: Page, served: str) -> None:
    watch = Watch(page, origin_of(served))
    page.goto(f"{served}entries/{FORMER_KEY}/")
    page.wait_for_url(f"{served}entries/{NOW_AT}/")
    assert (watch.messages, watch.foreign) == ([], [])
