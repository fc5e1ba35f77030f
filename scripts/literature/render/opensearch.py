"""The description by which browsers offer this site as a search engine (OpenSearch 1.1)."""

from __future__ import annotations

from html import escape

from .site_facts import Site

MAX_SHORT_NAME = 16  # by the specification, so are the next two
MAX_DESCRIPTION = 1024


def render_opensearch(site: Site) -> str:
    """Leads a browser's query to the library.

    https://github.com/dewitt/opensearch/blob/master/opensearch-1-1-draft-6.md
    """
    template = escape(f"{site.url}library/?q={{searchTerms}}")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{escape(site.name[:MAX_SHORT_NAME], quote=False)}</ShortName>\n"
        f"<Description>{escape(site.description[:MAX_DESCRIPTION], quote=False)}</Description>\n"
        "<InputEncoding>UTF-8</InputEncoding>\n"
        f'<Url type="text/html" method="get" template="{template}"/>\n'
        "</OpenSearchDescription>\n"
    )
