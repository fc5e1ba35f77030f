"""How the two search boxes are worked, and what is measured of both in the same way."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page
from slowcpu import megabytes, renderers
from slowline import Answer, Server

WATCH = Path(__file__).with_name("watch.js")
PATIENCE = 5000  # ms for the answer to a key or a click
LONGEST = 400_000  # ms for first results
# Words that Material's index leaves out although they are long.
STOP_WORDS = {"because", "cannot", "either", "however", "neither", "rather", "should", "almost"}


@dataclass(frozen=True)
class Finder:
    """Selectors of a search box; `trigger` is the event at which it begins to search."""

    name: str
    field: str
    hit: str
    area: str
    trigger: str


OURS = Finder(
    "ours", "dialog.finder input", ".finder .hit:not(.hit--all)", ".finder__hits", "input"
)
MATERIAL = Finder(
    "Material", ".md-search__input", ".md-search-result__item", ".md-search-result", "keyup"
)


@dataclass(frozen=True)
class First:
    """The first results of a reader who has nothing in the cache."""

    box: float  # ms from navigation until one could type
    results: float  # ms from navigation
    sent: int  # bytes until then
    without_fonts: int
    log: Sequence[Answer]


@contextmanager
def fresh_page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(180_000)
    context.add_init_script(path=WATCH)
    yield context.new_page()
    context.close()


def first_results(page: Page, server: Server, finder: Finder, query: str) -> First:
    """Opens the front page, its search box by the key, and asks as soon as one can."""
    server.log.clear()
    page.goto(server.url, wait_until="domcontentloaded")
    page.keyboard.press("/")
    box = page.evaluate(
        "([field, patience]) => bench.focused(field, patience)", [finder.field, LONGEST]
    )
    page.evaluate("([hit, patience]) => bench.expectHits(hit, patience)", [finder.hit, LONGEST])
    _ask(page, query)
    first = page.evaluate("bench.firstHits()")
    log = list(server.log)
    return First(
        box,
        first["at"],
        sum(answer.sent(first["clock"]) for answer in log),
        sum(answer.sent(first["clock"]) for answer in log if not answer.is_font),
        log,
    )


def all_searched(page: Page, server: Server) -> float:
    """Milliseconds from navigation until all entries of a library in parts are searched."""
    when: float = page.evaluate(
        "async (root) => { const it = await import(`${root}assets/js/find/client.js`);"
        " await it.connect(root).all(); return performance.now(); }",
        server.url,
    )
    return when


def _ask(page: Page, query: str) -> None:
    """The whole query at once, so that the first hits are hits for all of it."""
    page.keyboard.insert_text(query)
    page.keyboard.press("End")  # Material looks at its field when a key is let go


def rest(page: Page, server: Server) -> None:
    """Waits until nothing more is sent and pages have no work left."""
    before = -1.0
    while before != (before := _work(server)):
        time.sleep(0.5)


def _work(server: Server) -> float:
    """Grows as long as pages compute or load."""
    ticks = 0
    for process in renderers():
        stat = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        ticks += (int(stat[11]) + int(stat[12])) // 5
    return ticks + sum(answer.sent() for answer in server.log)


def watch_keys(page: Page, finder: Finder) -> None:
    page.evaluate(
        "([area, trigger, patience]) => bench.watchKeys(area, trigger, patience)",
        [finder.area, finder.trigger, PATIENCE],
    )


def type_query(page: Page, query: str) -> list[tuple[float, float]]:
    """Types over what is in the field; for each key, ms until the list changed and its frame."""
    page.keyboard.press("Control+a")
    times = []
    for letter in query:
        page.keyboard.press("Space" if letter == " " else letter)
        if answer := page.evaluate("bench.answer()"):
            times.append((answer[0], answer[1]))
    return times


def ranked_keys(page: Page, finder: Finder, query: str) -> list[str]:
    """The keys of the entries whose pages are listed for a query, best first; "" for others."""
    page.keyboard.press("Control+a")
    _ask(page, query)
    page.evaluate("bench.answer()")
    addresses = page.evaluate(
        "hit => [...document.querySelectorAll(hit)]"
        ".map((it) => it.href ?? it.querySelector('a').href)",
        finder.hit,
    )
    found = [re.search(r"/entries/([^/]+)/", address) for address in addresses]
    return [match[1] if match else "" for match in found]


def memory() -> float:
    """Megabytes of the largest page."""
    return max(megabytes(process) for process in renderers())


def longest_task(page: Page) -> float:
    """Milliseconds, 0 when none was over 50 ms."""
    tasks: list[Any] = page.evaluate("bench.tasks")
    return max((length for _, length in tasks), default=0.0)


def three_words(dice: random.Random, titles: Sequence[str]) -> str:
    """Three words of the title of a random entry, as one remembers it, in their order."""
    while True:
        words = [word.lower() for word in dice.choice(titles).split()]
        words = [word for word in dict.fromkeys(words) if re.fullmatch("[a-z]{6,}", word)]
        words = [word for word in words if word not in STOP_WORDS]
        if len(words) >= 3:
            return " ".join(words[at] for at in sorted(dice.sample(range(len(words)), 3)))
