"""Style sheets, scripts and fonts are what we say they are and ask nobody else for anything."""

import hashlib
import json
import re
from pathlib import Path

import pytest

ASSETS = Path(__file__).parent.parent / "docs" / "assets"
OVERRIDES = Path(__file__).parent.parent / "docs" / "overrides"
STYLES = sorted((ASSETS / "css").glob("*.css"))
SCRIPTS = sorted(path for path in (ASSETS / "js").rglob("*.js") if path.parent.name != "vendor")
VENDORED = json.loads((ASSETS / "vendored.json").read_text(encoding="utf-8"))
OTHER_HOST = re.compile(r"https?:|url\(\s*['\"]?//|@import", re.IGNORECASE)
URL = re.compile(r"url\(\s*['\"]?([^'\")]+)")
# What turns text into HTML or program.
HTML_FROM_TEXT = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|DOMParser"
    r"|createContextualFragment|setHTML|srcdoc|\.style\b|setAttribute\(\s*[\"'`](?:on|style)"
)


@pytest.mark.parametrize("vendored", VENDORED, ids=lambda vendored: vendored["file"])
def test_a_vendored_file_has_the_recorded_hash(vendored: dict[str, str]) -> None:
    content = (ASSETS / vendored["file"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == vendored["sha256"]


@pytest.mark.parametrize("vendored", VENDORED, ids=lambda vendored: vendored["file"])
def test_the_readable_list_names_every_vendored_file(vendored: dict[str, str]) -> None:
    rows = (ASSETS / "VENDORED.md").read_text(encoding="utf-8").splitlines()
    row = next(row for row in rows if f"`{vendored['file']}`" in row)
    assert vendored["sha256"] in row
    assert f"`{vendored['package']}` {vendored['version']} " in row


def test_every_font_library_and_licence_is_recorded_as_vendored() -> None:
    folders = (ASSETS / "fonts", ASSETS / "js" / "vendor")
    on_disk = {
        path.relative_to(ASSETS).as_posix() for folder in folders for path in folder.iterdir()
    }
    assert on_disk == {vendored["file"] for vendored in VENDORED}


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_a_style_sheet_asks_no_other_host(style: Path) -> None:
    assert OTHER_HOST.search(style.read_text(encoding="utf-8")) is None


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_every_file_a_style_sheet_names_exists(style: Path) -> None:
    named = URL.findall(style.read_text(encoding="utf-8"))
    assert [url for url in named if not (style.parent / url).is_file()] == []


OF_EVERY_PAGE = ("atlas.css", "tokens.css")


def test_the_style_sheets_of_every_page_stay_under_29_kilobytes_together() -> None:
    assert sum((ASSETS / "css" / name).stat().st_size for name in OF_EVERY_PAGE) <= 29_000


@pytest.mark.parametrize(
    "style",
    [style for style in STYLES if style.name not in OF_EVERY_PAGE],
    ids=lambda path: path.name,
)
def test_a_style_sheet_of_one_type_of_page_stays_under_8_kilobytes(style: Path) -> None:
    assert style.stat().st_size <= 8_000


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_never_makes_html_from_text(script: Path) -> None:
    assert HTML_FROM_TEXT.search(script.read_text(encoding="utf-8")) is None


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_asks_no_other_host(script: Path) -> None:
    text = script.read_text(encoding="utf-8").replace('"http://www.w3.org/2000/svg"', "")  # a name
    assert re.search(r"https?://", text) is None


@pytest.mark.parametrize("template", sorted(OVERRIDES.rglob("*.html")), ids=lambda path: path.name)
def test_a_template_has_no_inline_style(template: Path) -> None:
    assert re.search(r"<style|\sstyle=", template.read_text(encoding="utf-8")) is None
