"""Entries and terms as typed tables: what a column holds, and the row of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from ..model import Entry, FieldType, field_specs
from ..render.api import field_names, field_value, term_values
from ..render.site_facts import Site
from ..taxonomy import Taxonomy

ColumnType = Literal["text", "texts", "integer", "date", "partial-date"]
# A partial date is a text as an entry file has it: 2024, 2024-11 or 2024-11-17.
Value = str | int | date | list[str]
Row = Mapping[str, Value]  # what is not known is not there

_TYPES: Final[Mapping[FieldType, ColumnType]] = {
    "text": "text", "url": "text", "list": "texts", "urls": "texts", "year": "integer",
    "date": "date", "partial-date": "partial-date",
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A column that every row may have."""

    name: str
    type: ColumnType
    is_label: bool = False  # words for readers beside the ids of terms


# What is derived from an entry stands before the fields of its file.
_DERIVED: Final = (
    Column("key", "text"), Column("page", "text"), Column("landing", "text"), Column("pdf", "text"),
    Column("year", "integer"), Column("published_from", "date"),
)  # fmt: skip
TERM_COLUMNS: Final = (
    Column("facet", "text"), Column("id", "text"), Column("label", "text"), Column("name", "text"),
    Column("short", "text"), Column("description", "text"), Column("aliases", "texts"),
    Column("parent", "text"), Column("bibtex", "text"), Column("type", "text"),
)  # fmt: skip


def entry_columns(taxonomy: Taxonomy) -> tuple[Column, ...]:
    """Derived facts, then every field of an entry file in the order of a file.

    A field that draws on the vocabulary has the ids of its terms, and their labels in a second
    column `<field>_label`. `published_from` is the first day that `published` can mean.
    """
    return (*_DERIVED, *_field_columns(taxonomy))


def entry_rows(entries: Iterable[Entry], taxonomy: Taxonomy, site: Site) -> Iterator[Row]:
    """A row per entry in order of the keys, its values as in the site's own data."""
    fields = field_names(taxonomy)
    for entry in sorted(entries, key=lambda it: it.key):
        yield _entry_row(entry, fields, taxonomy, site)


def term_rows(taxonomy: Taxonomy) -> Iterator[Row]:
    """A row per term, facets and terms in the order of the vocabulary."""
    for facet in taxonomy.facets.values():
        for term in facet.terms.values():
            values = {"facet": facet.id, **term_values(term)}
            yield {column.name: values[column.name] for column in TERM_COLUMNS
                   if column.name in values}  # fmt: skip


def _field_columns(taxonomy: Taxonomy) -> Iterator[Column]:
    types = {spec.name: _TYPES[spec.type] for spec in field_specs()}
    for name in field_names(taxonomy):
        if name in types:
            yield Column(name, types[name])
        else:
            type_of: ColumnType = "text" if taxonomy.fields[name].is_single else "texts"
            yield Column(name, type_of)
            yield Column(f"{name}_label", type_of, is_label=True)


def _entry_row(entry: Entry, fields: Iterable[str], taxonomy: Taxonomy, site: Site) -> Row:
    row: dict[str, Value] = {
        "key": entry.key, "page": site.entry_url(entry.key), "landing": entry.landing,
        "pdf": entry.pdf, "year": entry.year,
        "published_from": date.fromisoformat(entry.published.first_day),
    }  # fmt: skip
    for name in fields:
        row[name] = field_value(entry, name, taxonomy)
        if name in taxonomy.fields:
            labels = [taxonomy.term(name, it).label for it in entry.terms.get(name, ())]
            row[f"{name}_label"] = "".join(labels) if taxonomy.fields[name].is_single else labels
    return {name: value for name, value in {**row, "added": entry.added}.items() if value}
