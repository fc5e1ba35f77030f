"""The closed vocabulary: facets, their terms, and the entry fields that draw on them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from . import strict_yaml
from .model import Problem
from .strict_yaml import Node, Sequence, Text, YamlError

FILE_NAME = "_taxonomy.yaml"
MAX_BYTES = 2_000_000
TERM_ID = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
FACET_ID = re.compile(r"[a-z][a-z0-9-]{0,39}")
FIELD_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
BIBTEX_TYPES = ("article", "inproceedings", "misc")
WORK_TYPES = ("article", "software", "post", "report")
# The engine cites works and groups them, so these three must exist in every field of science.
NEEDED_FACETS = {"categories": "categories", "kinds": "kind", "venues": "venue"}
# Directories of the site that are no facet.
RESERVED_FACETS = frozenset(
    "assets authors data entries feeds library recent search shell years about cite 404".split()
)


@dataclass(frozen=True)
class Term:
    """One value of a facet."""

    id: str
    label: str
    description: str = ""
    short: str = ""
    aliases: tuple[str, ...] = ()
    parent: str = ""
    name: str = ""  # venues: the full name that a citation prints
    bibtex: str = ""  # venues: one of BIBTEX_TYPES
    type: str = ""  # kinds: one of WORK_TYPES

    @property
    def full_name(self) -> str:
        return self.name or self.label


@dataclass(frozen=True)
class Facet:
    """A dimension of the vocabulary. Its id is the directory of its pages."""

    id: str
    label: str
    singular: str
    field: str
    description: str = ""
    is_required: bool = False
    max_items: int = 1
    terms: Mapping[str, Term] = field(default_factory=dict)

    @cached_property
    def by_spelling(self) -> Mapping[str, str]:
        """Folded id, label and alias -> term id."""
        return {
            spelling(text): term.id
            for term in self.terms.values()
            for text in (*term.aliases, term.full_name, term.label, term.id)
        }

    @cached_property
    def children(self) -> Mapping[str, tuple[str, ...]]:
        """Term id -> ids of the terms directly below it, in the order of the file."""
        below: dict[str, list[str]] = {}
        for term in self.terms.values():
            if term.parent:
                below.setdefault(term.parent, []).append(term.id)
        return {parent: tuple(ids) for parent, ids in below.items()}

    def with_ancestors(self, term_id: str) -> tuple[str, ...]:
        """The term and all above it."""
        chain: list[str] = []
        while term_id and term_id in self.terms and term_id not in chain:
            chain.append(term_id)
            term_id = self.terms[term_id].parent
        return tuple(chain)


@dataclass(frozen=True)
class TermField:
    """An entry field whose values are terms of a facet."""

    name: str
    facet: str
    label: str
    is_single: bool
    is_required: bool = False
    max_items: int = 40


@dataclass(frozen=True)
class Taxonomy:
    facets: Mapping[str, Facet]
    fields: Mapping[str, TermField]

    def term(self, field_name: str, term_id: str) -> Term:
        """The term behind a value of an entry; raises KeyError for an unknown one."""
        return self.facets[self.fields[field_name].facet].terms[term_id]

    def suggest(self, facet_id: str, text: str) -> tuple[str, ...]:
        """Ids of the terms someone may have meant, likeliest first, at most three."""
        facet = self.facets[facet_id]
        exact = facet.by_spelling.get(spelling(text))
        if exact:
            return (exact,)
        near = difflib.get_close_matches(spelling(text), facet.by_spelling, n=6, cutoff=0.7)
        return tuple(dict.fromkeys(facet.by_spelling[match] for match in near))[:3]


def spelling(text: str) -> str:
    """What two spellings of one term share: case, blanks, hyphens and dots do not count."""
    return re.sub(r"[\W_]+", "", text.casefold())


def read_taxonomy(folder: Path) -> tuple[Taxonomy, list[Problem]]:
    """The vocabulary of a folder of entries; with problems when anything in it is wrong."""
    reader = _Reader(f"{folder.name}/{FILE_NAME}")
    try:
        root = strict_yaml.parse(strict_yaml.decode((folder / FILE_NAME).read_bytes(), MAX_BYTES))
    except FileNotFoundError:
        reader.report(0, "", "the file is missing; it holds the facets and their terms")
        root = None
    except YamlError as error:
        reader.report(error.line, "", error.message)
        root = None
    return reader.taxonomy(root), reader.problems


class _Reader:
    """Turns nodes into facets and collects what is wrong on the way."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def report(self, line: int, where: str, message: str) -> None:
        self.problems.append(Problem(self.path, line, where, message))

    def taxonomy(self, root: Node | None) -> Taxonomy:
        facets: dict[str, Facet] = {}
        fields: dict[str, TermField] = {}
        extra: Node | None = None
        for name, node in self.pairs(root, ""):
            if name.value == "facets":
                for facet_name, facet_node in self.pairs(node, "facets"):
                    facet = self.facet(facet_name, facet_node)
                    facets[facet.id] = facet
                    fields[facet.field] = TermField(
                        facet.field, facet.id, facet.label if facet.max_items > 1 else facet.singular,
                        facet.max_items == 1, facet.is_required, facet.max_items,
                    )  # fmt: skip
            elif name.value == "fields":
                extra = node
            else:
                self.report(name.line, name.value, "unknown; the file has 'facets' and 'fields'")
        for name, node in self.pairs(extra, "fields"):
            fields[name.value] = self.term_field(name, node, facets)
        self.require(root, facets)
        return Taxonomy(facets, fields)

    def require(self, root: Node | None, facets: Mapping[str, Facet]) -> None:
        if root is None:
            return
        for facet_id, field_name in NEEDED_FACETS.items():
            if facet_id not in facets:
                self.report(root.line, "facets", f"'{facet_id}' is missing; every site needs it")
            elif facets[facet_id].field != field_name:
                self.report(root.line, facet_id, f"its field must be '{field_name}'")

    def pairs(self, node: Node | None, where: str) -> Iterator[tuple[Text, Node]]:
        if node is None:
            return
        if not isinstance(node, strict_yaml.Mapping):
            self.report(node.line, where, "must be a mapping of names to values")
            return
        for key, first in node.repeated():
            self.report(key.line, key.value, f"given twice, first in line {first}; keep one")
        yield from node.pairs

    def text(self, node: Node, where: str) -> str:
        if isinstance(node, Text):
            unsafe = strict_yaml.UNSAFE.search(node.value)
            if unsafe:
                named = strict_yaml.describe_character(unsafe[0])
                self.report(node.line, where, f"{named} is not allowed; remove it")
                return ""
            return " ".join(node.value.split())
        self.report(node.line, where, "must be one text")
        return ""

    def texts(self, node: Node, where: str) -> tuple[str, ...]:
        if isinstance(node, Sequence):
            return tuple(self.text(item, where) for item in node.items)
        self.report(node.line, where, "must be a list")
        return ()

    def facet(self, name: Text, node: Node) -> Facet:
        where = name.value
        if not FACET_ID.fullmatch(where) or where in RESERVED_FACETS:
            self.report(name.line, where, "cannot be a facet id; use another lower-case word")
        values = {"field": where, "label": where.capitalize(), "singular": where.capitalize(),
                  "description": "", "required": "no", "max": ""}  # fmt: skip
        terms: dict[str, Term] = {}
        for key, child in self.pairs(node, where):
            if key.value == "terms":
                terms = {term.id: term for term in self.terms(where, child)}
            elif key.value in values:
                values[key.value] = self.text(child, where)
            else:
                known = ", ".join((*values, "terms"))
                self.report(key.line, f"{where}.{key.value}", f"unknown; a facet has {known}")
        if not FIELD_NAME.fullmatch(values["field"]):
            self.report(name.line, where, f"'{values['field']}' cannot be a field name")
        default_max = "1" if values["field"] != where else "40"
        return Facet(
            id=where, label=values["label"], singular=values["singular"], field=values["field"],
            description=values["description"],
            is_required=self.yes(values["required"], name.line, where),
            max_items=self.count(values["max"] or default_max, name.line, where), terms=terms,
        )  # fmt: skip

    def yes(self, text: str, line: int, where: str) -> bool:
        if text not in ("yes", "no"):
            self.report(line, where, f"required: '{text}'; write yes or no")
        return text == "yes"

    def count(self, text: str, line: int, where: str) -> int:
        if re.fullmatch(r"[1-9][0-9]{0,2}", text):
            return int(text)
        self.report(line, where, f"max: '{text}' is no count; write a number from 1 to 999")
        return 1

    def terms(self, facet_id: str, node: Node) -> Iterator[Term]:
        seen: dict[str, str] = {}
        parents: list[tuple[int, str, str]] = []
        ids = set()
        for name, child in self.pairs(node, facet_id):
            term = self.term(facet_id, name, child)
            ids.add(term.id)
            if term.parent:
                parents.append((name.line, term.id, term.parent))
            for text in dict.fromkeys(map(spelling, (term.id, term.label, *term.aliases))):
                if seen.setdefault(text, term.id) != term.id:
                    self.report(name.line, f"{facet_id}.{term.id}",
                                f"'{text}' already names {seen[text]}; a spelling has one term")  # fmt: skip
            yield term
        chain = {term_id: parent for _, term_id, parent in parents}
        for line, term_id, parent in parents:
            if parent not in ids:
                self.report(line, f"{facet_id}.{term_id}", f"its parent '{parent}' is no term here")
            elif _is_circular(term_id, chain):
                self.report(line, f"{facet_id}.{term_id}", "is its own ancestor; break the circle")

    def term(self, facet_id: str, name: Text, node: Node) -> Term:
        where = f"{facet_id}.{name.value}"
        if not TERM_ID.fullmatch(name.value) or len(name.value) > 60:
            self.report(name.line, where, "is no term id; use lower-case words joined by hyphens")
        values: dict[str, str] = {}
        aliases: tuple[str, ...] = ()
        for key, child in self.pairs(node, where):
            if key.value == "aliases":
                aliases = self.texts(child, where)
            elif key.value in _TERM_TEXTS:
                values[key.value] = self.text(child, where)
            else:
                known = ", ".join((*_TERM_TEXTS, "aliases"))
                self.report(key.line, f"{where}.{key.value}", f"unknown; a term has {known}")
        if not values.get("label"):
            self.report(name.line, where, "has no label; add the words that readers see")
        self.choice(values, "bibtex", BIBTEX_TYPES, name.line, where, facet_id == "venues")
        self.choice(values, "type", WORK_TYPES, name.line, where, facet_id == "kinds")
        return Term(id=name.value, aliases=aliases, **{"label": name.value, **values})

    def choice(
        self, values: dict[str, str], key: str, allowed: tuple[str, ...], line: int, where: str,
        is_needed: bool,
    ) -> None:  # fmt: skip
        if (is_needed or key in values) and values.get(key) not in allowed:
            self.report(line, where, f"{key} must be one of {', '.join(allowed)}")
            values[key] = allowed[0]

    def term_field(self, name: Text, node: Node, facets: Mapping[str, Facet]) -> TermField:
        values = {
            key.value: self.text(child, name.value) for key, child in self.pairs(node, name.value)
        }
        facet = values.get("facet", "")
        if not FIELD_NAME.fullmatch(name.value):
            self.report(name.line, name.value, "cannot be a field name; use lower-case words")
        if facet not in facets:
            self.report(name.line, name.value, f"draws on '{facet}', which is no facet")
        label = values.get("label", name.value)
        return TermField(name.value, facet or "categories", label, is_single=False)


_TERM_TEXTS = ("label", "short", "description", "parent", "name", "bibtex", "type")


def _is_circular(term_id: str, parents: Mapping[str, str]) -> bool:
    seen = {term_id}
    while (term_id := parents.get(term_id, "")) and term_id not in seen:
        seen.add(term_id)
    return bool(term_id)
