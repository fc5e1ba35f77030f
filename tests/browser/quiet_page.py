"""A page of a fresh reader that must stay quiet: it complains of nothing and asks nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from conftest import node_module
from test_every_type_of_page import Watch, origin_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        color_scheme="light", viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
    )
    context.set_default_timeout(20_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, served: str) -> Iterator[Page]:
    page = context.new_page()
    watch = Watch(page, origin_of(served))
    yield page
    # A page that is left early gives up what it has asked for.
    assert [message for message in watch.messages if not message.startswith("failed: ")] == []
    assert watch.foreign == []


@pytest.fixture(scope="module")
def axe() -> str:
    return node_module("axe-core/axe.min.js").read_text(encoding="utf-8")
