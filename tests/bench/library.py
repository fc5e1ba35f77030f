"""The library page: how long a click on a value of a filter takes until its rows are painted."""

from __future__ import annotations

import random

from finders import PATIENCE, rest
from playwright.sync_api import Page
from slowline import Server

ROWS = "[data-rows]"
VALUES = "#facets button.facet__term:not(:disabled)"
STATES = 3  # a click includes, the next one excludes, the third lets go


def open_library(page: Page, server: Server) -> None:
    """Opens the page and waits until its filters are there and all is loaded."""
    page.goto(f"{server.url}library/", wait_until="load")
    page.locator(VALUES).first.wait_for()
    rest(page, server)
    page.evaluate("all => { globalThis.values = [...document.querySelectorAll(all)]; }", VALUES)


def facet_clicks(page: Page, dice: random.Random, count: int) -> list[float]:
    """Milliseconds of each click that changed the rows."""
    choices = dice.sample(range(page.evaluate("values.length")), -(-count // STATES))
    times = []
    for choice in [choice for choice in choices for _ in range(STATES)][:count]:
        took = page.evaluate(
            "([at, rows, patience]) => bench.click(values[at], rows, patience)",
            [choice, ROWS, PATIENCE],
        )
        if took:
            times.append(took[1])
        page.wait_for_timeout(60)
    return times
