"""Anything can stand in an address, in a box or in the browser's storage: nothing of it runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from test_every_type_of_page import Watch, origin_of
from test_export import GO_TO
from thorough import IS_WHOLE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.slow, pytest.mark.browser]

CALL = "globalThis.hacked=1"
# Written into an address percent-encoded, and into the boxes as they are.
TEXTS = (
    f"<script>{CALL}</script>",
    f"</script><script>{CALL}//",
    f"<img src=x onerror={CALL}>",
    f"<svg/onload={CALL}>",
    f"<svg><animate onbegin={CALL} attributeName=x>",
    f'"><img src=x onerror={CALL}>',
    f"'><body onload={CALL}>",
    f"<iframe srcdoc='<script>{CALL}</script>'>",
    f"<a href=javascript:{CALL}>x</a>",
    f"javascript:{CALL}",
    f"JaVaScRiPt:{CALL}",
    f"data:text/html,<script>{CALL}</script>",
    f"<details open ontoggle={CALL}>",
    f"<input autofocus onfocus={CALL}>",
    f"<math><mi xlink:href=javascript:{CALL}>",
    f"<style>@import'x'</style><img src=x onerror={CALL}>",
    f"<template><script>{CALL}</script></template>",
    f"<noscript><p title='</noscript><img src=x onerror={CALL}>'>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;url=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<img src=//evil.example/x.png>",
    "<form action=//evil.example/><button>",
    "<!--",
    "-->",
    "]]>",
    "<![CDATA[",
    "<plaintext>",
    "<textarea>",
    "<title>",
    "<xmp>",
    "&lt;script&gt;",
    "&#60;img&#62;",
    "&amp;&amp;",
    "%3Cscript%3E",
    "${7*7}",
    "{{7*7}}",
    "{{constructor.constructor('hacked=1')()}}",
    "#{7*7}",
    "<%= 7*7 %>",
    "`${globalThis.hacked=1}`",
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "hasOwnProperty",
    "__proto__[hacked]=1",
    "constructor.prototype.hacked=1",
    "null",
    "undefined",
    "NaN",
    "Infinity",
    "-1",
    "1e999",
    "0x10",
    "true",
    "[]",
    "{}",
    "[object Object]",
    '{"__proto__":{"hacked":1}}',
    "\\",
    "\\\\",
    "\\u003cscript\\u003e",
    "'",
    '"',
    "''",
    '""',
    '"unbalanced',
    "'; hacked=1; '",
    "(",
    "[",
    "(?",
    "(a+)+$",
    "[a-",
    "*",
    "+",
    "?",
    "^$",
    "\\d{999999}",
    ".*.*.*.*.*x",
    "(?<=a)b",
    "\\",
    "|",
    "a|",
    "author:",
    'author:"',
    "year:",
    "year:abcd",
    "year:9999999999",
    "year:2023-",
    "year:-",
    "year:2025-2023",
    "tag:",
    "tag:__proto__",
    "venue:<b>",
    "-",
    "--",
    "-- -",
    '-"',
    '""""',
    "- - - -",
    "foo:bar",
    ":",
    "::",
    "::::",
    "../../../etc/passwd",
    "..%2f..%2f",
    "//evil.example",
    "file:///etc/passwd",
    "\r\nSet-Cookie: a=b",
    "a\nb\tc",
    "\u202eevil",
    "\u200b\u200d\ufeff",
    "e\u0301" * 50,
    "Z\u0351\u036b\u0343" * 40,
    "😀👩‍👩‍👧‍👦🏳️‍🌈",
    "漢字かなカナ",
    "العربية",
    "ﷺ",
    "ﬁ",
    "İıſß",
    "\u0000",
    "\u0001\u001f\u007f",
    "\u2028\u2029",
    "a" * 5000,
    "a " * 2000,
    "<" * 3000,
    '"' * 1001,
    "(" * 500,
    "é" * 3000,
    "=cmd|'/c calc'!A1",
    "@SUM(1)",
    "$(id)",
    "`id`",
    "; ls",
    "| cat",
    "' OR 1=1 --",
    "*)(uid=*",
    "!!python/object:os",
    "arxiv.org/abs/",
    "arxiv.org/abs/9999.99999v99",
    "10.1000/<script>",
    "https://doi.org/",
    'doi.org/10.1/"onerror=',
    "openreview.net/forum?id=<b>",
    "http://",
    "https://[::1",
    "https://a:b@c",
    "mailto:a@b",
)
# Written into an address as they are: what no program of ours would write.
ADDRESSES = (
    "?q=%",
    "?q=%zz",
    "?q=%E0%A4%A",
    "?q=%ff%fe",
    "?q=%00",
    "?q=%ED%A0%80",
    "?q",
    "?=",
    "?&&&",
    "?q=a&q=b&q=c",
    "?q[]=a",
    "?categories",
    "?categories=",
    "?categories=,,,",
    "?categories=-",
    "?categories=--a",
    "?categories=%2C",
    "?categories=a,-a",
    "?__proto__=1",
    "?constructor=1",
    "?toString=a",
    "?__proto__[a]=b",
    "?hasOwnProperty=x",
    "?valueOf=1",
    "?year=",
    "?year=abc",
    "?year=99999",
    "?year=-",
    "?year=2025-2020",
    "?year=1e9",
    "?year=-1-",
    "?year=2020-2021-2022",
    "?since=2026-13-45",
    "?since=x",
    "?since=0000-00-00",
    "?since=9999-99-99",
    "?sort=",
    "?sort=__proto__",
    "?sort=drop",
    "?view=<b>",
    "?code=2",
    "?code=yes&code=no",
    "?reviewed=",
    "?author=",
    "?author=-",
    "?author=__proto__",
    "?author=,,",
    "?v=9&state=eyJhIjoxfQ",
    "?v=99",
    "?page=-1",
    "?page=1e9",
    "?size=1000000",
    "?utm_source=<script>",
    "?fbclid=1",
    "#",
    "##",
    "#ids",
    "#ids=",
    "#ids=,,,",
    "#ids=__proto__",
    "#ids=constructor,toString",
    "#ids=%",
    "#ids=<script>",
    "#ids=../../x",
    "#ids=" + "a," * 3000,
    "#<img src=x onerror=globalThis.hacked=1>",
    "#javascript:globalThis.hacked=1",
    "#q=a",
    "#!/a",
    "#%00",
    "#ids=a&ids=b",
    "?ids=a,b",
    "?ids=<b>#ids=c",
    "?" + "&".join(f"a{n}=1" for n in range(500)),
)
STORED = (
    "",
    "null",
    "{}",
    "[",
    "[1,2,3]",
    '["__proto__"]',
    '["<img src=x onerror=globalThis.hacked=1>"]',
    '{"a":1}',
    "9" * 5000,
    '[["a"]]',
    '{"length":9}',
    '"text"',
    "\u0000",
    "[null,true,{}]",
    '{"__proto__":{"note":"x"}}',
    '{"a":{"note":7,"read":[]}}',
)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
    yield page
    context.close()


def view(page: Page, address: str, is_new: bool = True) -> None:
    """Opens the library, or goes there as Back does, and waits until it has answered."""
    if is_new:
        page.goto("about:blank")
        page.goto(address)
    else:
        page.evaluate(GO_TO, address)
        page.wait_for_timeout(30)
    page.locator("#facets .facet").first.wait_for(state="attached")
    page.locator("[data-rows][aria-busy]").wait_for(state="detached")


def assert_quiet(page: Page, watch: Watch, what: str) -> None:
    assert page.evaluate("globalThis.hacked ?? ({}).hacked ?? null") is None, what
    # A request that the next page cut off is no fault; one that went wrong is told on the console.
    assert [it for it in watch.messages if not it.startswith("failed: ")] == [], what
    assert watch.foreign == [], what
    assert page.locator(".md-header .brand").is_visible(), what
    assert page.locator("footer.foot").count() == 1, what


def test_there_are_two_hundred_of_them() -> None:
    assert len({*TEXTS, *ADDRESSES, *STORED}) >= 200


def test_texts_in_the_address_and_in_the_box_do_nothing(page: Page, served: str) -> None:
    watch = Watch(page, origin_of(served))
    field = page.locator("#q")
    for number, text in enumerate(TEXTS):
        code = quote(text.encode("utf-8", "surrogatepass"), safe="")[:6000]
        if number % 3 == 0:  # in the address, too; some of them load the page with it
            parts = (
                f"q={code}",
                f"categories={code}",
                f"{code}=1",
                f"author={code}",
                f"sort={code}",
            )
            is_new = IS_WHOLE or number % 40 == 0
            view(page, f"{served}library/?{'&'.join(parts)}#ids={code}", is_new)
            assert_quiet(page, watch, f"address: {text[:80]!r}")
        field.fill(text)
        page.wait_for_timeout(30)
        assert_quiet(page, watch, f"box: {text[:80]!r}")
    field.press("Enter")
    assert_quiet(page, watch, "Enter")


def test_addresses_that_mean_nothing_are_ignored(page: Page, served: str) -> None:
    watch = Watch(page, origin_of(served))
    for number, address in enumerate(ADDRESSES):
        view(page, f"{served}library/{address}", IS_WHOLE or number % 15 == 0)
        assert_quiet(page, watch, address[:80])


@pytest.mark.parametrize(
    "name", ["atlas.selection", "atlas.notes", "atlas.summaries", "atlas.scheme"]
)
def test_what_others_left_in_the_storage_does_nothing(page: Page, served: str, name: str) -> None:
    watch = Watch(page, origin_of(served))
    page.goto(served)
    for stored in STORED:
        page.evaluate("([name, text]) => localStorage.setItem(name, text)", [name, stored])
        page.goto(f"{served}recent/")
        assert_quiet(page, watch, f"{name}: {stored[:80]!r}")


def test_state_of_a_future_version_is_read_as_far_as_it_is_known(page: Page, served: str) -> None:
    view(page, f"{served}library/?v=9&code=1&embedding=near&sort=newest")
    message = page.locator("[data-message]")
    message.wait_for(state="visible")
    assert "embedding" in message.inner_text()
    assert page.get_by_role("button", name="Remove filter Has code").count() == 1
