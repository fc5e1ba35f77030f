"""The sitemap: one file, or an index of files when there are more than 50,000 addresses."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

from toy import SITE

from literature.render.sitemap import render_sitemaps

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def locations(text: str) -> list[str]:
    root = ElementTree.fromstring(text)
    return [element.text or "" for element in root.iter(f"{NAMESPACE}loc")]


def test_a_small_site_has_one_file() -> None:
    files = list(render_sitemaps(SITE, ["", "about/", "entries/a/"], {"entries/a/": "2026-01-04"}))
    assert files == [(
        "sitemap.xml",
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        "<url><loc>https://bees.example/lit/</loc></url>\n"
        "<url><loc>https://bees.example/lit/about/</loc></url>\n"
        "<url><loc>https://bees.example/lit/entries/a/</loc><lastmod>2026-01-04</lastmod></url>\n"
        "</urlset>\n",
    )]  # fmt: skip


def test_a_site_without_pages_has_an_empty_file() -> None:
    ((name, text),) = render_sitemaps(SITE, [], {})
    assert (name, locations(text)) == ("sitemap.xml", [])


def test_addresses_are_percent_encoded_and_escaped() -> None:
    ((_, text),) = render_sitemaps(SITE, ["a&b<c>/", "ü/", "a b/"], {})
    assert locations(text) == [
        "https://bees.example/lit/a%26b%3Cc%3E/",
        "https://bees.example/lit/%C3%BC/",
        "https://bees.example/lit/a%20b/",
    ]


def test_fifty_thousand_addresses_fit_into_one_file() -> None:
    files = dict(render_sitemaps(SITE, [f"{number}/" for number in range(50_000)], {}))
    assert list(files) == ["sitemap.xml"]
    assert files["sitemap.xml"].count("<url>") == 50_000


def test_more_addresses_are_parted_and_an_index_names_the_parts() -> None:
    paths = [f"{number}/" for number in range(100_001)]
    files = dict(render_sitemaps(SITE, paths, {"100000/": "2026-01-04"}))
    assert sorted(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]
    assert files["sitemap.xml"].splitlines()[1].startswith("<sitemapindex ")
    assert locations(files["sitemap.xml"]) == [
        "https://bees.example/lit/sitemap-1.xml",
        "https://bees.example/lit/sitemap-2.xml",
        "https://bees.example/lit/sitemap-3.xml",
    ]
    parts = [locations(files[f"sitemap-{number}.xml"]) for number in (1, 2, 3)]
    assert [len(part) for part in parts] == [50_000, 50_000, 1]
    assert parts[0][0] == "https://bees.example/lit/0/"
    assert parts[1][0] == "https://bees.example/lit/50000/"
    assert parts[2] == ["https://bees.example/lit/100000/"]
    assert "<lastmod>2026-01-04</lastmod>" in files["sitemap-3.xml"]
    assert max(len(text.encode()) for text in files.values()) < 52_428_800
