"""The sitemap: every page of the site (sitemaps.org protocol 0.9)."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from .site_facts import Site

MAX_URLS = 50_000  # of one file, by the protocol
_OPEN = '<?xml version="1.0" encoding="UTF-8"?>\n<{0} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


def render_sitemaps(
    site: Site, paths: Sequence[str], changed: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """(file name, text): sitemap.xml, and the parts it points to when one file cannot hold all.

    `changed` gives the day a page last changed, ISO, where that is known.
    """
    parts = [paths[start : start + MAX_URLS] for start in range(0, len(paths), MAX_URLS)] or [paths]
    if len(parts) == 1:
        yield "sitemap.xml", _urls(site, paths, changed)
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield name, _urls(site, part, changed)
    index = "".join(f"<sitemap><loc>{_address(site, name)}</loc></sitemap>\n" for name in names)
    yield "sitemap.xml", f"{_OPEN.format('sitemapindex')}{index}</sitemapindex>\n"


def _urls(site: Site, paths: Sequence[str], changed: Mapping[str, str]) -> str:
    lines = "".join(
        f"<url><loc>{_address(site, path)}</loc>"
        + (f"<lastmod>{changed[path]}</lastmod>" if path in changed else "")
        + "</url>\n"
        for path in paths
    )
    return f"{_OPEN.format('urlset')}{lines}</urlset>\n"


def _address(site: Site, path: str) -> str:
    return html.escape(site.url + quote(path))
