"""A JSON Schema of an entry file, for editors: `# yaml-language-server: $schema=...`.

It helps while typing; the checks decide. It knows one file at a time, and only the form of each
value: what holds between fields or entries is the business of the rules.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from ..model import FieldSpec, FieldType, field_specs
from ..rules import CAN_BE_NEEDED, MIN_SUMMARY
from ..taxonomy import Facet, Taxonomy, TermField
from .api import field_names
from .site_facts import Site

PATH: Final = "data/entry.schema.json"

_Schema = dict[str, object]

_KEY: Final = "[a-z][a-z0-9]{2,59}"
_URL: Final = r"""https://[^\s\\<>"`{}|^@/?#]+(?:[/?#][^\s\\<>"`{}|^]*)?"""
_PATTERNS: Final[Mapping[FieldType, str]] = {
    "date": "[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "partial-date": "[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?",
    "url": _URL,
    "urls": _URL,
    "year": "(?:18|19|20)[0-9]{2}",
}
_ITEM_PATTERNS: Final = {
    "authors": r"\{[^{}]+\}|[^{},]+(?:,[^{},]+){0,2}",
    "aliases": _KEY,
    "implements": _KEY,
}
# Editors read these as numbers when they stand without quotes; every scalar of ours is text.
_NUMERIC: Final = frozenset(("published", "venue_year", "volume", "number", "pages"))


def render_json_schema(taxonomy: Taxonomy, site: Site) -> str:
    """The schema in draft 2020-12; properties are in the order of a file."""
    specs = {spec.name: spec for spec in field_specs()}
    names = field_names(taxonomy)
    properties = {
        name: _shared(specs[name], names)
        if name in specs
        else _drawn(taxonomy.fields[name], taxonomy)
        for name in names
    }
    required = [
        name
        for name in names
        if (specs[name].required if name in specs else taxonomy.fields[name].is_required)
    ]
    schema: _Schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": site.url + PATH,
        "title": f"An entry of {site.name}",
        "type": "object",
        "required": [name for name in required if name not in CAN_BE_NEEDED],
        # `needs` says what is left out.
        "anyOf": [{"required": [name]} for name in ("summary", "needs")],
        "additionalProperties": False,
        "properties": properties,
        "$defs": {facet.id: _vocabulary(facet) for facet in taxonomy.facets.values()},
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _shared(spec: FieldSpec, names: tuple[str, ...]) -> _Schema:
    """A field that every field of science has."""
    head: _Schema = {"description": spec.description, "examples": [_example(spec)]}
    if spec.type not in ("list", "urls"):
        return {**head, **_text(spec)}
    items: _Schema = (
        {"enum": list(names)}
        if spec.name == "unverified"
        else ({"enum": list(CAN_BE_NEEDED)} if spec.name == "needs" else _text(spec))
    )
    return {**head, **_list(items, spec.max_items)}


def _text(spec: FieldSpec) -> _Schema:
    pattern = spec.pattern or _ITEM_PATTERNS.get(spec.name) or _PATTERNS.get(spec.type)
    text: _Schema = {
        "type": ["string", "integer"] if spec.name in _NUMERIC else "string",
        "minLength": MIN_SUMMARY if spec.name == "summary" else 1,
        "maxLength": spec.max_length,
    }
    return {**text, "pattern": f"^(?:{pattern})$"} if pattern else text


def _example(spec: FieldSpec) -> object:
    """The value that the example shows, out of its YAML."""
    value = spec.example.removeprefix("- ").strip('"')
    return [value] if spec.example.startswith("- ") else value


def _list(items: _Schema, max_items: int) -> _Schema:
    return {
        "type": "array", "items": items, "minItems": 1, "maxItems": max_items, "uniqueItems": True,
    }  # fmt: skip


def _drawn(term_field: TermField, taxonomy: Taxonomy) -> _Schema:
    """A field that draws on a facet."""
    facet = taxonomy.facets[term_field.facet]
    text = f"{term_field.label}. {facet.description}".strip()
    reference: _Schema = {"$ref": f"#/$defs/{facet.id}"}
    if term_field.is_single:
        return {"description": text, **reference}
    return {"description": text, **_list(reference, term_field.max_items)}


def _vocabulary(facet: Facet) -> _Schema:
    """Ids of the terms, each with the words an editor shows beside it."""
    return {
        "enum": list(facet.terms),
        "enumDescriptions": [
            f"{term.label}: {term.description}" if term.description else term.full_name
            for term in facet.terms.values()
        ],
    }
