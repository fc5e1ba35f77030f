"""The page "Fields of an entry", written from the same specifications that the checks read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..model import FieldSpec, FieldType, field_specs
from ..rules import MIN_SUMMARY, describe_rules
from ..taxonomy import Facet, Taxonomy, Term, TermField
from .api import field_names

# Vocabularies up to this size are printed in full; larger ones have their own page anyway.
TERMS_SHOWN: Final = 30

_TYPES: Final[dict[FieldType, str]] = {
    "text": "text",
    "list": "list of texts",
    "date": "day",
    "partial-date": "day, month or year",
    "url": "https address",
    "urls": "list of https addresses",
    "year": "year",
}


def render_field_reference(taxonomy: Taxonomy) -> str:
    """Markdown: every field in the order of a file, then the checks.

    Our own sentences are Markdown; what comes from the vocabulary is neutralised, for anybody may
    propose a change to it.
    """
    specs = {spec.name: spec for spec in field_specs()}
    blocks = [_INTRODUCTION, _overview(taxonomy, specs)]
    for name in field_names(taxonomy):
        if name in specs:
            blocks.append(_shared_field(specs[name]))
        else:
            blocks.append(_term_field(taxonomy.fields[name], taxonomy))
    blocks.append("## Checks\n\nEvery proposal is checked. These must hold of an entry:")
    blocks.append("\n".join(f"- **{name}**: {text}" for name, text in describe_rules().items()))
    return "\n\n".join(blocks) + "\n"


_INTRODUCTION: Final = """\
---
title: Fields of an entry
description: What each field of an entry file means, how it is written, and what is checked.
---

# Fields of an entry

An entry is one file, `entries/<key>.yaml`; the key is the first author's family name, the year and
the first content word of the title, as in `vanderberg2024bees`. Fields stand in the order below.
A field that is not known is left out. Every value is text: put titles, identifiers and anything
that YAML could take for a number or a mapping in double quotes.

This page is written from the same specifications that the checks read."""


def render_example(text: str) -> str:
    """A section that shows the text of an entry's file."""
    block = "\n".join(f"    {line}" for line in text.splitlines())
    return f"\n## An example\n\n{block}\n"


def neutral(text: str) -> str:
    """Untrusted text as inline Markdown that shows exactly that text, on one line.

    Every ASCII sign that HTML, Markdown or an extension of it could act on becomes an entity.

    >>> neutral("a | *b* <c>")
    'a &#124; &#42;b&#42; &#60;c&#62;'
    """
    return _ACTIVE.sub(lambda match: f"&#{ord(match[0])};", " ".join(text.split()))


_ACTIVE: Final = re.compile(r"[!\"#$%&()*+/:<=>?@\[\\\]^_`{|}~]|-(?=-)|(?<=-)-|^[-.0-9]|(?<=\d)\.")


def _overview(taxonomy: Taxonomy, specs: dict[str, FieldSpec]) -> str:
    """The required fields, linked."""
    needed = [
        f"[{_code(name)}](#{name})"
        for name in field_names(taxonomy)
        if (specs[name].required if name in specs else taxonomy.fields[name].is_required)
    ]
    return f"Required: {', '.join(needed)}."


def _shared_field(spec: FieldSpec) -> str:
    facts = ["required" if spec.required else "optional", *_limits(spec)]
    return "\n\n".join(
        (_heading(spec.name), f"*{', '.join(facts)}*", spec.description, _example(spec))
    )


def _limits(spec: FieldSpec) -> Iterator[str]:
    yield _TYPES[spec.type]
    if spec.type in ("list", "urls"):
        yield f"at most {spec.max_items:,} items"
    if spec.name == "summary":
        yield f"{MIN_SUMMARY} to {spec.max_length} characters"
    elif spec.type in ("text", "list"):
        yield f"at most {spec.max_length:,} characters{' each' if spec.type == 'list' else ''}"


def _example(spec: FieldSpec) -> str:
    is_item = spec.example.startswith("- ")
    value = f"\n  {spec.example}" if is_item else f" {spec.example}"
    return f"```yaml\n{spec.name}:{value}\n```"


def _term_field(term_field: TermField, taxonomy: Taxonomy) -> str:
    facet = taxonomy.facets[term_field.facet]
    need = "required" if term_field.is_required else "optional"
    amount = "one term" if term_field.is_single else f"list of at most {term_field.max_items} terms"
    of_facet = f"[{neutral(facet.label)}]({facet.id}/index.md)"
    blocks = [_heading(term_field.name), f"*{need}, {amount}* of {of_facet}"]
    if facet.description:
        blocks.append(neutral(facet.description))
    if len(facet.terms) <= TERMS_SHOWN and term_field.name == facet.field:
        blocks.append(_terms(facet))
    return "\n\n".join(blocks)


def _terms(facet: Facet) -> str:
    rows = (_row(term) for term in facet.terms.values())
    return "\n".join(("| id | label | meaning |", "| --- | --- | --- |", *rows))


def _row(term: Term) -> str:
    meaning = term.description or (term.name if term.name != term.label else "")
    return f"| {_code(term.id)} | {neutral(term.label)} | {neutral(meaning)} |"


def _heading(name: str) -> str:
    return f"## {_code(name)}"


def _code(text: str) -> str:
    """A name of a field or a term: both have no sign that could end the code."""
    return f"`{text}`"
