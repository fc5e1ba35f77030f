"""Takes the pictures of docs/submitting.md from the real page: `python tests/bench/pictures.py`.

Builds the site in a temporary folder, with registers of this machine that know one made-up work,
and writes docs/assets/images/submit-*.png, 1280 pixels wide. Needs a Chromium ($CHROME).
"""

from __future__ import annotations

import re
import struct
import sys
import tempfile
import zlib
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from conftest import CHROMIUM_FLAGS, NOW_AT, build, chromium_path, copy_tree  # noqa: E402
from local_server import serving_folder  # noqa: E402
from lookup_servers import LookupServers  # noqa: E402
from lookup_works import Work  # noqa: E402

IMAGES = ROOT / "docs" / "assets" / "images"
WIDTH, VIEW, MOST_BYTES = 1280, 1000, 60_000
MADE_UP = Work(
    title="Reading Between the Pixels: Where Captions Are Decided",
    authors=("van der Berg, Jan", "Ito, Aya", "Kennedy, III, Monroe"),
    arxiv="2511.01234",
    published="2025-11-04",
)
SUMMARY = (
    "Follows a caption back through the layers of three models and finds that most words are "
    "decided in a few heads of the middle layers."
)
REGISTERS = ("datacite", "crossref", "openalex")


def identify(page: Page) -> None:
    page.locator("#identify").fill(MADE_UP.arxiv)
    page.keyboard.press("Enter")
    page.get_by_text("DataCite gave title").wait_for()
    page.locator("[data-row] .entry").wait_for()


def describe(page: Page) -> None:
    field = page.locator('[data-field="categories"]')
    field.locator(".chips__add").click()
    page.get_by_role("option").nth(4).click()
    page.get_by_role("combobox").press("ArrowDown")


def send(page: Page) -> None:
    page.get_by_role("button", name="Done").click()
    page.locator("#field-summary").fill(SUMMARY)
    page.get_by_text("All there.").wait_for()
    page.locator("#field-summary").blur()


def correct(page: Page) -> None:
    page.goto(page.url.partition("?")[0] + f"?entry={NOW_AT}")
    page.locator(".chips__add").first.wait_for()
    page.locator("#field-published").fill("2024-06-13")
    page.locator('[data-field="modalities"] .chip').first.click()
    page.locator("#identify").blur()
    page.get_by_text("All there.").wait_for()


# Name of the picture -> what is done before it, the element at its top, its height.
STEPS: Mapping[str, tuple[Callable[[Page], None], str, int]] = {
    "identify": (identify, "h1", 470),
    "describe": (describe, '[data-field="categories"]', 520),
    "send": (send, '[data-field="notes"]', 620),
    "correct": (correct, "h1", 700),
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, LookupServers() as registers:
        registers.add(MADE_UP)
        root = copy_tree(Path(folder) / "site")
        config = root / "mkdocs.yml"
        text = config.read_text(encoding="utf-8")
        for name in REGISTERS:
            text = re.sub(rf"(?m)^(    {name}:).*$", rf"\1 {registers.bases[name]}", text)
        config.write_text(text, encoding="utf-8")
        with serving_folder(build(root)) as address:
            take(f"{address}/")


def take(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=[*CHROMIUM_FLAGS]
        )
        page = browser.new_page(
            viewport={"width": WIDTH, "height": VIEW}, color_scheme="light", reduced_motion="reduce"
        )
        page.goto(f"{address}submit/")
        page.locator(".chips__add").first.wait_for()
        for name, (act, top, height) in STEPS.items():
            act(page)
            file = IMAGES / f"submit-{name}.png"
            file.write_bytes(with_palette(picture(page, top, height)))
            size = file.stat().st_size
            print(f"{file.relative_to(ROOT)}: {size:,} bytes")
            assert size <= MOST_BYTES, "too heavy for a page of the handbook"
        browser.close()


def picture(page: Page, top: str, height: int) -> bytes:
    """The page from a little above an element on, that many pixels high."""
    page.locator(top).evaluate("it => scrollTo(0, it.getBoundingClientRect().top + scrollY - 72)")
    page.wait_for_timeout(200)
    found = page.locator(top).bounding_box()
    assert found
    start = max(0, found["y"] - 72)  # where the page ends, it is not scrolled so far
    clip = {"x": 0, "y": start, "width": WIDTH, "height": min(height, VIEW - start)}
    return page.screenshot(clip=clip, caret="hide")  # type: ignore[arg-type]


# PNG (https://www.w3.org/TR/png-3/): Chromium writes three bytes a pixel, a palette needs one.


def with_palette(png: bytes) -> bytes:
    """The picture in its 256 most frequent colours, each other pixel in the nearest of them."""
    width, height, channels, rows = _pixels(png)
    counts = Counter(
        row[at : at + 3] for row in rows for at in range(0, width * channels, channels)
    )
    palette = [colour for colour, _ in counts.most_common(256)]
    index = {colour: number for number, colour in enumerate(palette)}
    for colour in counts:
        if colour not in index:
            index[colour] = min(
                range(len(palette)),
                key=lambda at: sum((a - b) ** 2 for a, b in zip(palette[at], colour, strict=True)),
            )
    lines = b"".join(
        b"\0" + bytes(index[row[at : at + 3]] for at in range(0, width * channels, channels))
        for row in rows
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", b"".join(palette)), (b"IDAT", zlib.compress(lines, 9)),
              (b"IEND", b""))  # fmt: skip
    return _SIGNATURE + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def _pixels(png: bytes) -> tuple[int, int, int, list[bytes]]:
    """Width, height, bytes a pixel, and the bytes of each row."""
    at, packed, head = len(_SIGNATURE), b"", b""
    while at < len(png):
        (length,), name = struct.unpack(">I", png[at : at + 4]), png[at + 4 : at + 8]
        data = png[at + 8 : at + 8 + length]
        head, packed = (data, packed) if name == b"IHDR" else (head, packed)
        packed += data if name == b"IDAT" else b""
        at += length + 12
    width, height, depth, kind = struct.unpack(">IIBB", head[:10])
    channels = {2: 3, 6: 4}[kind]
    assert depth == 8
    plain, length = zlib.decompress(packed), width * channels
    rows: list[bytes] = []
    for start in range(0, len(plain), length + 1):
        above = rows[-1] if rows else bytes(length)
        rows.append(_row(plain[start], plain[start + 1 : start + 1 + length], above, channels))
    return width, height, channels, rows


def _row(method: int, line: bytes, above: bytes, channels: int) -> bytes:
    """A row without its filter: what is stored is the difference to its neighbours."""
    if method == 0:
        return line
    if method == 2:
        return bytes((a + b) & 255 for a, b in zip(line, above, strict=True))
    row = bytearray(line)
    for at in range(len(row)):
        left = row[at - channels] if at >= channels else 0
        corner = above[at - channels] if at >= channels else 0
        row[at] = (row[at] + _guess(method, left, above[at], corner)) & 255
    return bytes(row)


def _guess(method: int, left: int, above: int, corner: int) -> int:
    if method == 1:
        return left
    if method == 3:
        return (left + above) // 2
    guess = left + above - corner
    return min((left, above, corner), key=lambda it: abs(guess - it))


if __name__ == "__main__":
    main()
