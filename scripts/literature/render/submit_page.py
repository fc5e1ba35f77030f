"""The page where people submit a work or correct an entry, and the data that its script needs.

Every question follows from the model and the vocabulary; only the words around it are here.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal

from ..forms import Form, all_forms
from ..keys import STOP_WORDS
from ..model import FieldSpec, field_specs, ordered_fields
from ..people import PARTICLES
from ..rules import MIN_SUMMARY
from ..taxonomy import Facet, Taxonomy, TermField
from . import latex, latex_characters
from .edition import Edition
from .html import render
from .pages import Page
from .site_facts import REGISTERS, Site

PATH: Final = "submit/"
# Raised when a script of an older page would misread the file.
VERSION: Final = 1

Control = Literal["line", "lines", "prose", "terms"]


@dataclass(frozen=True)
class Question:
    """One field of the form."""

    name: str  # of the field of an entry
    label: str
    hint: str = ""
    control: Control = "line"
    rows: int = 0  # of a control with several lines
    example: str = ""
    is_required: bool = False
    mode: str = ""  # what a phone's keyboard should offer


# Field -> label, hint, lines that are shown at first. What is not here is not asked for.
_WORDS: Final[Mapping[str, tuple[str, str, int]]] = {
    "title": ("Title", "as printed", 0),
    "authors": ("Authors", "one per line, Family, Given", 5),
    "published": ("Date", "first public version", 0),
    "venue_year": ("Venue year", "", 0),
    "summary": ("Summary", "what was done, what was found; your own words", 5),
    "arxiv": ("arXiv", "", 0),
    "doi": ("DOI", "", 0),
    "openreview": ("OpenReview", "", 0),
    "anthology": ("ACL Anthology", "", 0),
    "url": ("Page", "where no identifier leads to it", 0),
    "code": ("Code", "optional", 0),
    "project": ("Project page", "optional", 0),
    "notes": ("Notes", "optional; a remark for curators, kept with the entry", 2),
    "alt_titles": ("Other titles", "one per line", 2),
    "nickname": ("Short name", "that the work goes by", 0),
    "track": ("Workshop or track", "at the venue", 0),
    "volume": ("Volume", "", 0),
    "number": ("Issue", "", 0),
    "pages": ("Pages", "", 0),
    "license": ("Licence of the code", "SPDX", 0),
    "workflows": ("What one does with it", "tools; a phrase per line", 2),
    "implements": ("Implements", "tools; keys of entries, one per line", 2),
}
_SPECS: Final = {spec.name: spec for spec in field_specs()}
_MODES: Final = {"url": "url", "year": "numeric"}


def submit_pages(edition: Edition) -> Iterator[Page]:
    """The one page; it is complete without script, which its form needs."""
    body = partial(_body, edition.taxonomy, edition.site)
    yield Page(
        PATH,
        "Submit an entry",
        "Paste an identifier, check what was found, send: a work that is missing, or a correction.",
        body,
        asks=tuple(origin for _, origin in edition.site.lookups),
    )


def _body(taxonomy: Taxonomy, site: Site) -> str:
    forms = {form.id: form for form in all_forms(taxonomy)}
    return render(
        "submit.html",
        site=site,
        asked=_asked(site),
        add=forms["add"],
        correct=forms["correct"],
        ways=[(form, _form_address(form, site)) for form in forms.values() if site.repository],
        facts=_rows("title", "authors"),
        when=_rows("published", *_venue(taxonomy), "venue_year", taxonomy=taxonomy),
        needed=[_term_question(taxonomy, it) for it in _own_fields(taxonomy) if it.is_required],
        summary=_rows("summary"),
        others=[_term_question(taxonomy, it) for it in _own_fields(taxonomy) if not it.is_required],
        links=_rows("code", "project"),
        identifiers=_rows("arxiv", "doi", "openreview", "anthology", "url"),
        notes=_rows("notes"),
        rare=_rows("alt_titles", "nickname", "track", "volume", "number", "pages", "license"),
        of_tools=[*_rows("workflows", "implements"), *_further(taxonomy)],
    )


def _asked(site: Site) -> str:
    """The registers that a look-up asks, in words: "DataCite, Crossref or OpenAlex"."""
    names = [REGISTERS[name] for name, _ in site.lookups]
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _form_address(form: Form, site: Site) -> str:
    return f"{site.repository}/issues/new?template={form.file}"


# Questions


def _rows(*names: str, taxonomy: Taxonomy | None = None) -> list[Question]:
    return [
        _term_question(taxonomy, taxonomy.fields[name])
        if taxonomy and name in taxonomy.fields
        else _question(_SPECS[name])
        for name in names
    ]


def _question(spec: FieldSpec) -> Question:
    label, hint, rows = _WORDS[spec.name]
    is_list = spec.type in ("list", "urls")
    return Question(
        spec.name, label, hint,
        control="lines" if is_list else "prose" if rows else "line",
        rows=rows,
        example=spec.example.strip('"').removeprefix("- ") if spec.name not in _SAID else "",
        is_required=spec.required,
        mode=_MODES.get(spec.type, ""),
    )  # fmt: skip


_SAID: Final = frozenset(("title", "summary", "notes", "alt_titles", "nickname", "implements"))


def _venue(taxonomy: Taxonomy) -> Iterator[str]:
    yield from (field.name for field in taxonomy.fields.values() if _is_venue(field))


def _is_venue(term_field: TermField) -> bool:
    return term_field.facet == "venues"


def _own_fields(taxonomy: Taxonomy) -> list[TermField]:
    """The field that each facet has of itself, those of several terms first; without the venue."""
    own = [taxonomy.fields[facet.field] for facet in taxonomy.facets.values()]
    asked = [term_field for term_field in own if not _is_venue(term_field)]
    return sorted(asked, key=lambda term_field: term_field.is_single)


def _further(taxonomy: Taxonomy) -> Iterator[Question]:
    own = {facet.field for facet in taxonomy.facets.values()}
    for term_field in taxonomy.fields.values():
        if term_field.name not in own:
            yield _term_question(taxonomy, term_field)


def _term_question(taxonomy: Taxonomy, term_field: TermField) -> Question:
    facet = taxonomy.facets[term_field.facet]
    return Question(
        term_field.name,
        term_field.label,
        "" if term_field.is_single else _how_many(term_field, facet),
        control="terms",
        is_required=term_field.is_required,
    )


_NUMBERS: Final = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def _how_many(term_field: TermField, facet: Facet) -> str:
    """ "one to three, the main one first", or "optional" where there is no limit worth telling."""
    most = term_field.max_items
    if most >= len(_NUMBERS):
        return "all that apply" if term_field.is_required else "optional"
    number = f"one to {_NUMBERS[most]}" if term_field.is_required else f"up to {_NUMBERS[most]}"
    return f"{number}, the main one first" if facet.id == "categories" else number


# Data


def render_submit_json(taxonomy: Taxonomy) -> str:
    """What the script needs to write an entry as the build does: limits of fields, the order of a
    file, words of keys and names, characters of LaTeX. One member per line."""
    own = [facet.field for facet in taxonomy.facets.values()]
    further = [name for name in taxonomy.fields if name not in own]
    members = {
        "version": VERSION,
        "order": ordered_fields(own, further),
        "fields": {spec.name: _limits(spec) for spec in field_specs()},
        "min_summary": MIN_SUMMARY,
        "stop_words": sorted(STOP_WORDS),
        "particles": sorted(PARTICLES),
        "latex": _latex(),
    }
    lines = (f"{_dump(name)}:{_dump(value)}" for name, value in members.items())
    return "{" + ",\n".join(lines) + "}\n"


def _limits(spec: FieldSpec) -> dict[str, object]:
    known = {
        "type": spec.type, "max": spec.max_length, "items": spec.max_items,
        "pattern": spec.pattern, "example": spec.example.strip('"'), "required": spec.required,
    }  # fmt: skip
    return {name: value for name, value in known.items() if value}


def _latex() -> dict[str, object]:
    symbols = latex_characters.symbols()
    return {
        "marks": {
            mark: [macro, unicodedata.combining(mark)]
            for mark, macro in _marks().items()
        },
        "letters": latex_characters.LETTERS,
        "punctuation": latex_characters.PUNCTUATION,
        "reserved": latex_characters.RESERVED,
        "symbols": {char: macro[2:-2] for char, macro in symbols.items()},
        "formula": latex.FORMULA,
    }  # fmt: skip


def _marks() -> dict[str, str]:
    """Combining mark -> its macro; the two that have none are named."""
    return {
        **latex_characters.ACCENTS,
        latex_characters.HOOK_ABOVE: "hook",
        latex_characters.HORN: "horn",
    }


def _dump(value: object) -> str:
    return _ENCODER.encode(list(value) if isinstance(value, Sequence) and not isinstance(value, str)
                           else value)  # fmt: skip


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
