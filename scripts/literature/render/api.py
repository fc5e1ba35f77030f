"""The whole catalogue and its vocabulary as JSON, in the words of the entry format."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Final

from ..catalogue import Catalogue
from ..model import Entry, Name
from ..taxonomy import Facet, Taxonomy, Term
from .site_facts import Site

# Raised when a field changes its meaning or goes; new fields may come without it.
VERSION: Final = 1


def render_entries_json(catalogue: Catalogue, site: Site, fields: Iterable[str] = ()) -> str:
    """All entries, newest first, one per line: the fields of their files and `page`, no others.

    Absent fields are unknown. Values are as in the files: terms by id, authors as
    "Family, Given" and groups in braces, dates in ISO form. The curators' notes are among them.
    Nothing tells the time of the build: same entries, same bytes. `fields` are what
    render_fields gives for each entry, if it is at hand.
    """
    entries = catalogue.entries
    fields = fields or (render_fields(entry, catalogue.taxonomy) for entry in entries)
    own = (
        with_members({"key": it.key, "page": site.entry_url(it.key)}, text)
        for it, text in zip(entries, fields, strict=True)
    )
    return _document({**_head(site), "count": len(entries)}, {"entries": own})


def render_fields(entry: Entry, taxonomy: Taxonomy) -> str:
    """The fields of an entry's file as a JSON object."""
    known = {
        name: field_value(entry, name, taxonomy)
        for name in field_names(taxonomy)
        if (entry.terms.get(name) if name in taxonomy.fields else getattr(entry, name))
    }
    return _dump(known)


def with_members(first: Mapping[str, object], fields: str) -> str:
    """A JSON object that is not empty, with other members before its own."""
    return f"{_dump(first)[:-1]}, {fields[1:]}"


def render_taxonomy_json(taxonomy: Taxonomy, site: Site) -> str:
    """The facets with their terms in the order of the file, and the fields that draw on them."""
    fields = (
        {
            "name": item.name, "facet": item.facet, "label": item.label,
            "required": item.is_required, "max": item.max_items if not item.is_single else 1,
        }
        for item in taxonomy.fields.values()
    )  # fmt: skip
    facets = map(_facet, taxonomy.facets.values())
    return _document(_head(site), {"fields": map(_dump, fields), "facets": facets})


def field_names(taxonomy: Taxonomy) -> tuple[str, ...]:
    """All fields of an entry file, in the order of a file."""
    return taxonomy.entry_fields


def field_value(entry: Entry, name: str, taxonomy: Taxonomy) -> str | int | list[str]:
    """The value of a field as its file has it; empty when it is absent."""
    term_field = taxonomy.fields.get(name)
    if term_field:
        ids = entry.terms.get(name, ())
        return "".join(ids[:1]) if term_field.is_single else list(ids)
    value = getattr(entry, name)
    if not value:
        return ""
    if isinstance(value, tuple):
        return [_stored(item) if isinstance(item, Name) else str(item) for item in value]
    return value if isinstance(value, int) else str(value)


def term_values(term: Term) -> dict[str, str | list[str]]:
    """What is known of a term, by the words of the vocabulary."""
    values: dict[str, str | list[str]] = {
        "id": term.id, "label": term.label, "name": term.name, "short": term.short,
        "description": term.description, "aliases": list(term.aliases), "parent": term.parent,
        "bibtex": term.bibtex, "type": term.type,
    }  # fmt: skip
    return {name: value for name, value in values.items() if value}


def _stored(name: Name) -> str:
    return f"{{{name.family}}}" if name.is_group else name.inverted


def _facet(facet: Facet) -> str:
    head = {
        "id": facet.id, "label": facet.label, "singular": facet.singular, "field": facet.field,
        "description": facet.description, "required": facet.is_required, "max": facet.max_items,
    }  # fmt: skip
    return _document(head, {"terms": (_dump(term_values(term)) for term in facet.terms.values())})


def _head(site: Site) -> dict[str, object]:
    facts = {
        "name": site.name, "url": site.url, "description": site.description,
        "repository": site.repository,
    }  # fmt: skip
    return {"version": VERSION, "site": facts, "licence": site.licence}


def _document(head: Mapping[str, object], lists: Mapping[str, Iterable[str]]) -> str:
    """An object: its short members on a line each, then each list with one item per line.

    Joined once: a text with one rare letter takes four bytes a letter, and all entries are long.
    """
    pieces = [",\n".join(f"{_dump(name)}: {_dump(value)}" for name, value in head.items())]
    for name, items in lists.items():
        pieces.append(f",\n{_dump(name)}: [\n")
        pieces += chain.from_iterable((item.rstrip(), ",\n") for item in items)
        if pieces[-1] == ",\n":
            pieces[-1] = "\n"
        pieces.append("]")
    return "".join(("{\n", *pieces, "\n}\n"))


def _dump(value: object) -> str:
    return _ENCODER.encode(value)


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False)
