"""A browser that opens pages full of hostile texts and tells what ran, what was asked for, and what
is in the pages that nobody wants there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from hostile import CALL

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# What a page holds after the browser has parsed it: of each kind, a word on each find.
SURVEY: Final = """() => {
    const all = [...document.querySelectorAll("*")];
    const addresses = ["href", "src", "action", "formaction", "xlink:href", "data", "poster",
        "srcset", "ping", "to", "values"];
    const named = (it) => it.outerHTML.slice(0, 90);
    const runs = (text) => {
        try {
            return /^(javascript|vbscript|data):/i.test(new URL(text, location.href).protocol);
        } catch { return false; }
    };
    let inherited = "";
    for (const name in {}) inherited += name;
    return {
        handlers: all.flatMap(it => it.getAttributeNames().filter(name => /^on/i.test(name))
            .map(name => `${name}: ${named(it)}`)),
        links: all.flatMap(it => addresses.map(name => it.getAttribute(name))
            .filter(text => text && runs(text))),
        elements: [...document.querySelectorAll(`iframe, frame, object, embed, base, applet, math,
            plaintext, xmp, marquee, x-y, meta[http-equiv=refresh i], body style,
            body link[href*="//"], svg script, svg animate, svg set,
            svg foreignObject, form[action*="evil" i],
            [src*="evil.example"], [style*="fixed"], [id=location], [id=document],
            [id=localStorage], [name=getElementById]`)].map(named),
        inherited: inherited ? [inherited] : [],
        headers: document.querySelectorAll("header.md-header").length,
        mains: document.querySelectorAll("main").length,
        footers: document.querySelectorAll("footer").length,
        headings: document.querySelectorAll("main h1").length,
        title: document.title,
    };
}"""
KINDS: Final = ("handlers", "links", "elements", "inherited")


@dataclass
class Crawl:
    """One reader's browser, and what was noted in all its pages so far."""

    page: Page
    origins: set[str]  # which may be asked
    opened: int = 0
    ran: list[str] = field(default_factory=list)  # arguments of the canary
    dialogs: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)  # of the console, and uncaught errors
    foreign: list[str] = field(default_factory=list)  # addresses of others that were asked for
    found: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    damaged: list[str] = field(default_factory=list)  # pages whose frame is not whole

    def open(self, address: str, wait_until: Any = "load") -> dict[str, Any]:
        """Opens a page and surveys it."""
        self.page.goto(address, wait_until=wait_until)
        self.opened += 1
        return self.survey()

    def survey(self) -> dict[str, Any]:
        seen: dict[str, Any] = self.page.evaluate(SURVEY)
        for kind in KINDS:
            self.found[kind] += [f"{self.page.url}: {it}" for it in seen[kind]]
        counts = [seen[name] for name in ("headers", "mains", "footers", "headings")]
        if counts != [1, 1, 1, 1]:
            self.damaged.append(f"{self.page.url}: {counts}")
        return seen

    def assert_clean(self) -> None:
        """Nothing ran, nobody else was asked, and every page is whole and free of others' parts."""
        noted = {
            "ran": self.ran, "dialogs": self.dialogs, "messages": self.messages,
            "foreign": self.foreign, "damaged": self.damaged, **self.found,
        }  # fmt: skip
        noted = {what: finds[:5] for what, finds in noted.items() if finds}
        assert noted == {}, noted

    def counts(self) -> str:
        """What was noted, for people."""
        numbers = Counter({kind: len(found) for kind, found in self.found.items()})
        return (
            f"{self.opened} pages opened, {len(self.ran)} scripts ran, {len(self.dialogs)} dialogs,"
            f" {numbers['handlers']} live handlers, {numbers['links']} script links, "
            f"{len(self.foreign)} foreign requests, {numbers['elements']} elements of others, "
            f"{len(self.damaged)} pages damaged"
        )


@contextmanager
def crawling(browser: Browser, origin: str) -> Iterator[Crawl]:
    """A crawl in a fresh context. Whatever calls the canary in any frame is noted."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, reduced_motion="reduce", accept_downloads=True
    )
    context.set_default_timeout(20_000)
    page = context.new_page()
    crawl = Crawl(page, {origin})
    context.expose_binding(CALL, lambda _, *words: crawl.ran.append(" ".join(map(str, words))))
    page.on("dialog", lambda it: (crawl.dialogs.append(it.message), it.dismiss()))
    page.on("pageerror", lambda error: crawl.messages.append(str(error)))
    page.on("console", lambda it: crawl.messages.append(f"{it.type}: {it.text}")
            if it.type in ("error", "warning") else None)  # fmt: skip
    page.on("request", lambda request: _note_foreign(crawl, request.url))
    yield crawl
    context.close()


def _note_foreign(crawl: Crawl, address: str) -> None:
    parts = urlsplit(address)
    if (
        parts.scheme in ("http", "https")
        and f"{parts.scheme}://{parts.netloc}" not in crawl.origins
    ):
        crawl.foreign.append(address)


def page_paths(site: Path) -> Iterable[str]:
    """The path of every page of a site, sorted, with its last slash; no former addresses."""
    for file in sorted(site.rglob("*.html")):
        path = file.relative_to(site).as_posix()
        yield path.removesuffix("index.html")
