"""What a browser loads before a page is whole: no page weighs more than its type may.

Counted are the page, its style sheets, the scripts that it names with all that these import, and
what it asks to have fetched early; compressed, of every page of the site. Fonts and pictures are
not: a slow line does without the former, and what scripts fetch later has tests of its own.
"""

from __future__ import annotations

import gzip
import re
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from markup import PageFacts, resolve

pytestmark = pytest.mark.slow

# Paths of a type of page -> KB (1,000 bytes) that its heaviest page may have; the first that fits.
# 30 of them are the frame: its style sheets and what every page does.
LIST = 95  # its rows are bounded, whatever the library grows to
BUDGETS = {
    "": 40,
    "404.html": 34,
    "entries/*/": 38,
    "authors/": 45,  # all names
    "authors/*/": 45,
    "categories/": 35,
    "categories/*/": LIST,
    "kinds/": 35,
    "kinds/*/": LIST,
    "modalities/": 35,
    "modalities/*/": LIST,
    "models/": 42,
    "models/*/": LIST,
    "scopes/": 35,
    "scopes/*/": LIST,
    "topics/": 42,
    "topics/*/": LIST,
    "venues/": 36,
    "venues/*/": LIST,
    "years/": 34,
    "years/*/": LIST,
    "digest/": 34,
    "digest/*/": LIST,
    "recent/": 75,
    "library/": 135,  # with search.json, which grows with the library
    "library/*/": 66,
    "landscape/": 60,
    "map/": 65,
    "stats/": 44,
    "status/": 42,
    "tools/": 52,
    "handbook/": 38,
    "handbook/*/": 46,
    "start/": 38,
    "start/*/": 40,
    "glossary/": 55,
    "compare/": 105,  # with search.json
    "submit/": 110,  # with the vocabulary
    "check-bib/": 160,  # with search.json and all records
    "design/": 48,
    "fields/": 42,
    "*/": 40,  # what people wrote
}
COUNTED = (".css", ".js", ".json", ".bib")
IMPORTED = re.compile(r'(?:from|import)\s?"(\.[^"]+\.js)"')


@pytest.fixture(scope="module")
def weights(pages: dict[str, PageFacts], built_site: Path, site_url: str) -> dict[str, int]:
    """Path of each page -> bytes."""

    @cache
    def size(name: str) -> int:
        return len(gzip.compress((built_site / name).read_bytes(), 6))

    @cache
    def imports(name: str) -> tuple[str, ...]:
        text = (built_site / name).read_text(encoding="utf-8") if name.endswith(".js") else ""
        return tuple(normpath(join(dirname(name), it)) for it in IMPORTED.findall(text))

    def weight(path: str, facts: PageFacts) -> int:
        places = (resolve(site_url, path, link) for link in facts.loaded)
        found = [place[0] for place in places if place and place[0].endswith(COUNTED)]
        for name in found:
            found += [it for it in imports(name) if it not in found]
        file = path if path.endswith(".html") else f"{path}index.html"
        return sum(map(size, {file, *found}))

    return {path: weight(path, facts) for path, facts in pages.items()}


def type_of(path: str) -> str | None:
    return next((pattern for pattern in BUDGETS if fnmatch(path, pattern)), None)


def test_every_page_has_a_budget(weights: dict[str, int]) -> None:
    assert [path for path in weights if type_of(path) is None] == []
    assert {type_of(path) for path in weights} == set(BUDGETS), "a budget for no page"


@pytest.mark.parametrize("pattern", BUDGETS)
def test_no_page_is_heavier_than_its_type_may_be(weights: dict[str, int], pattern: str) -> None:
    mine = {path: size for path, size in weights.items() if type_of(path) == pattern}
    heaviest = max(mine, key=mine.__getitem__)
    print(f"{pattern or 'home'}: {mine[heaviest] / 1000:.1f} of {BUDGETS[pattern]} KB, {heaviest}")
    assert mine[heaviest] / 1000 <= BUDGETS[pattern], heaviest
