"""Feeds of the newest additions: Atom 1.0 (RFC 4287) and JSON Feed 1.1 (jsonfeed.org).

An item is the record of a work, so its dates are those of the record: the day it was added. No
clock is read: same entries, same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from html import escape
from operator import attrgetter
from typing import Final

from ..model import Entry
from ..taxonomy import Taxonomy
from .csl import keywords
from .site_facts import Site

LENGTH: Final = 100
TERM_LENGTH: Final = 30  # of the feed of a term
AUTHOR_LENGTH: Final = 5
# Atom wants a date even of a feed without entries.
NEVER: Final = "1970-01-01T00:00:00Z"
# What XML 1.0 cannot hold, even escaped. Entries have none of it; a site's own words may.
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def atom_document(
    title: str, self_path: str, page_path: str, site: Site, updated: str, items: Iterable[str]
) -> str:
    """A feed around its finished items."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        _element("id", site.url + self_path),
        _element("title", title, type="text"),
        _element("subtitle", site.description, type="text") if site.description else "",
        _element("updated", updated),
        f"<author>{_element('name', site.name)}{_element('uri', site.url)}</author>",
        _empty("link", rel="self", type="application/atom+xml", href=site.url + self_path),
        _empty("link", rel="alternate", type="text/html", href=site.url + page_path),
        _element("rights", site.licence, type="text"),
    ]
    head = _NOT_XML.sub("", "\n".join(line for line in lines if line))
    return "\n".join((head, *items, "</feed>\n"))


def json_document(
    title: str, self_path: str, page_path: str, site: Site, items: Iterable[str]
) -> str:
    """A feed around its finished items."""
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "description": site.description,
        "home_page_url": site.url + page_path,
        "feed_url": site.url + self_path,
        "authors": [{"name": site.name, "url": site.url}],
    }
    members = [f"{_json(name)}: {_json(value)}" for name, value in head.items() if value]
    members.append('"items": [\n' + ",\n".join(items) + "\n]")
    return "{\n" + ",\n".join(members) + "\n}\n"


def latest_of(entries: Iterable[Entry], length: int) -> Sequence[Entry]:
    """The entries added last, latest first; at most `length`.

    They come newest work first, and sorting keeps that within a day.
    """
    return sorted(entries, key=attrgetter("added"), reverse=True)[:length]


def updated_of(latest: Sequence[Entry]) -> str:
    """When a feed changed last: the day of its first item."""
    return moment(latest[0].added) if latest else NEVER


def render_atom_item(entry: Entry, site: Site, taxonomy: Taxonomy) -> str:
    """An entry as an item of every Atom feed that holds it."""
    return _NOT_XML.sub("", "\n".join(_atom_lines(entry, site, taxonomy)))


def _atom_lines(entry: Entry, site: Site, taxonomy: Taxonomy) -> Iterator[str]:
    page = site.entry_url(entry.key)
    address, day = escape(page), moment(entry.added)
    yield f"<entry>\n<id>{address}</id>"
    yield f'<title type="text">{escape(entry.title)}</title>'
    yield f"<published>{day}</published>\n<updated>{day}</updated>"
    for name in entry.authors:
        yield f"<author><name>{escape(name.printed)}</name></author>"
    yield f'<link rel="alternate" type="text/html" href="{address}"/>'
    if entry.landing:
        yield _empty("link", rel="related", href=entry.landing)
    for field_name, ids in entry.terms.items():
        facet_id = taxonomy.fields[field_name].facet
        for term_id in ids:
            label = taxonomy.term(field_name, term_id).label
            yield _category(f"{site.url}{facet_id}/", term_id, label)
    yield f'<summary type="text">{escape(entry.blurb)}</summary>\n</entry>'


@cache
def _category(scheme: str, term: str, label: str) -> str:
    """A term of an entry: the same few hundred in every feed."""
    return _empty("category", scheme=scheme, term=term, label=label)


def render_json_item(entry: Entry, site: Site, taxonomy: Taxonomy) -> str:
    """An entry as an item of every JSON Feed that holds it."""
    page = site.entry_url(entry.key)
    item = {
        "id": page,
        "url": page,
        "external_url": entry.landing,
        "title": entry.title,
        "content_text": entry.blurb,
        "date_published": moment(entry.added),
        "authors": [{"name": name.printed} for name in entry.authors],
        "tags": list(keywords(entry, taxonomy)),
    }
    return _json({name: value for name, value in item.items() if value})


def atom_html_item(page: str, title: str, updated: str, content: str) -> str:
    """An item whose content is HTML; its id is the address of its page."""
    lines = (
        "<entry>",
        _element("id", page),
        _element("title", title, type="text"),
        _element("published", updated),
        _element("updated", updated),
        _empty("link", rel="alternate", type="text/html", href=page),
        _element("content", content, type="html"),
        "</entry>",
    )
    return _NOT_XML.sub("", "\n".join(lines))


def json_html_item(page: str, title: str, updated: str, content: str) -> str:
    """The same for a JSON Feed."""
    return _json(
        {"id": page, "url": page, "title": title, "content_html": content,
         "date_published": updated}
    )  # fmt: skip


def moment(day: date) -> str:
    """A day as feeds write it."""
    return f"{day.isoformat()}T00:00:00Z"


def _element(name: str, text: str, **attributes: str) -> str:
    return f"<{name}{_attributes(attributes)}>{escape(text)}</{name}>"


def _empty(name: str, **attributes: str) -> str:
    return f"<{name}{_attributes(attributes)}/>"


def _attributes(attributes: dict[str, str]) -> str:
    return "".join([f' {name}="{escape(text)}"' for name, text in attributes.items()])


def _json(value: object) -> str:
    return _ENCODER.encode(value)


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False)
