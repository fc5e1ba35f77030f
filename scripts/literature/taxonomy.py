"""The closed vocabulary: facets, their terms, and the entry fields that draw on them."""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from . import strict_yaml
from .model import Problem, field_specs, ordered_fields
from .node_reader import NodeReader
from .strict_yaml import Node, Sequence, Text, YamlError
from .text import shown

FILE_NAME = "_taxonomy.yaml"
MAX_BYTES = 2_000_000
TERM_ID = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
FACET_ID = re.compile(r"[a-z][a-z0-9-]{0,39}")
FIELD_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
BIBTEX_TYPES = ("article", "inproceedings", "misc")
WORK_TYPES = ("article", "software", "post", "report")
# The engine cites works and groups them, so these three must exist in every field of science.
NEEDED_FACETS = {"categories": "categories", "kinds": "kind", "venues": "venue"}
# What every object of a browser has under this name is no value of an entry.
IN_EVERY_OBJECT = "constructor"
# Directories of the site that are no facet, and what else the address of a view can hold.
RESERVED_FACETS = frozenset((
    "assets", "authors", "compare", "data", "entries", "feeds", "glossary", "handbook", "landscape",
    "library", "map", "paths", "recent", "search", "shell", "start", "stats", "submit", "years",
    "about", "cite", "404", IN_EVERY_OBJECT,
    "author", "code", "ids", "q", "reviewed", "since", "sort", "tag", "tags", "v", "view", "year",
))  # fmt: skip
MAX_ID = 60
MAX_SHORT = 70  # it stands on a card


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
    terms: Mapping[str, Term] = dataclasses.field(default_factory=dict)

    @cached_property
    def by_spelling(self) -> Mapping[str, str]:
        """Folded id, label, alias and, where no other term has it for one of these, full name."""
        terms = self.terms.values()
        names = {spelling(term.full_name): term.id for term in terms}
        return names | {
            spelling(text): term.id
            for term in terms
            for text in (*term.aliases, term.label, term.id)
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
        return self._chains.get(term_id, ())

    @cached_property
    def _chains(self) -> Mapping[str, tuple[str, ...]]:
        return {term_id: self._chain(term_id) for term_id in self.terms}

    def _chain(self, term_id: str) -> tuple[str, ...]:
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

    @cached_property
    def required_fields(self) -> tuple[str, ...]:
        """Names of the fields that every entry needs."""
        return tuple(name for name, term_field in self.fields.items() if term_field.is_required)

    @cached_property
    def entry_fields(self) -> tuple[str, ...]:
        """All fields of an entry file, in the order of a file."""
        own = [facet.field for facet in self.facets.values()]
        return ordered_fields(own, [name for name in self.fields if name not in own])

    @cached_property
    def lists(self) -> tuple[tuple[str, Mapping[str, Term]], ...]:
        """Each field that takes several terms, with the terms of its facet."""
        return tuple(
            (name, self.facets[term_field.facet].terms)
            for name, term_field in self.fields.items()
            if not term_field.is_single
        )

    def term(self, field_name: str, term_id: str) -> Term:
        """The term behind a value of an entry; raises KeyError for an unknown one."""
        return self.facets[self.fields[field_name].facet].terms[term_id]

    def suggest(self, facet_id: str, text: str) -> tuple[str, ...]:
        """Ids of the terms someone may have meant, likeliest first, at most three."""
        facet = self.facets[facet_id]
        exact = facet.by_spelling.get(spelling(text))
        if exact:
            return (exact,)
        wanted = spelling(text)[:MAX_ID]
        near = difflib.get_close_matches(wanted, facet.by_spelling, n=6, cutoff=0.7)
        return tuple(dict.fromkeys(facet.by_spelling[match] for match in near))[:3]


def spelling(text: str) -> str:
    """What two spellings of one term share: case, blanks, hyphens and dots do not count."""
    return re.sub(r"[\W_]+", "", text.casefold())


def read_taxonomy(folder: Path) -> tuple[Taxonomy, list[Problem]]:
    """The vocabulary of a folder of entries; with problems when anything in it is wrong."""
    path = f"{folder.name or folder.resolve().name}/{FILE_NAME}"
    try:
        content = strict_yaml.file_content(folder / FILE_NAME, MAX_BYTES)
    except YamlError as error:
        return Taxonomy({}, {}), [Problem(path, error.line, "", error.message)]
    return read_taxonomy_content(path, content)


def read_taxonomy_content(path: str, content: bytes) -> tuple[Taxonomy, list[Problem]]:
    """The vocabulary in the bytes of a file. Never raises for wrong input."""
    reader = _Reader(path)
    try:
        text = strict_yaml.decode_utf8(content, MAX_BYTES)
        for line, message in strict_yaml.oddities(text):
            reader.report(line, "", message)
        if not reader.problems:
            return reader.taxonomy(strict_yaml.parse(text)), sorted(reader.problems)
    except YamlError as error:
        reader.report(error.line, "", error.message)
    return Taxonomy({}, {}), reader.problems


class _Reader(NodeReader):
    """Turns nodes into facets and collects what is wrong on the way."""

    def taxonomy(self, root: Node | None) -> Taxonomy:
        if not isinstance(root, strict_yaml.Mapping):
            raise YamlError(root.line if root else 1, "not a vocabulary; start with 'facets:'")
        facets: dict[str, Facet] = {}
        lines: dict[str, int] = {}
        fields: dict[str, TermField] = {}
        extra: Node | None = None
        for name, node in self.pairs(root, ""):
            if name.value == "facets":
                for facet_name, facet_node in self.pairs(node, "facets"):
                    facet = self.facet(facet_name, facet_node)
                    facets[facet.id] = facet
                    lines[facet.id] = facet_name.line
                    self.add(fields, _field_of(facet), facet_name.line)
            elif name.value == "fields":
                extra = node
            else:
                self.report(name.line, name.value, "unknown; the file has 'facets' and 'fields'")
        if extra:
            for name, node in self.pairs(extra, "fields"):
                self.add(fields, self.term_field(name, node, facets), name.line)
        self.require(facets, lines)
        return Taxonomy(facets, fields)

    def add(self, fields: dict[str, TermField], term_field: TermField | None, line: int) -> None:
        """Another field that draws on a facet, unless an entry has one of that name already."""
        if term_field is None:
            return
        name = term_field.name
        if not FIELD_NAME.fullmatch(name):
            self.report(line, name, "cannot be a field name; use lower-case words joined by '_'")
        elif name == IN_EVERY_OBJECT:
            self.report(line, name, "is in every object of a browser; rename it")
        elif name in fields:
            self.report(line, name, f"already the field of facet {fields[name].facet}; rename it")
        elif name in {spec.name for spec in field_specs()}:
            self.report(line, name, "already a field of every entry; rename it")
        else:
            fields[name] = term_field

    def require(self, facets: Mapping[str, Facet], lines: Mapping[str, int]) -> None:
        for facet_id, field_name in NEEDED_FACETS.items():
            if facet_id not in facets:
                self.report(1, "facets", f"'{facet_id}' is missing; every site needs it")
            elif facets[facet_id].field != field_name:
                self.report(lines[facet_id], facet_id, f"its field must be '{field_name}'")

    def aliases(self, node: Node | None, where: str) -> tuple[str, ...]:
        if node is None:
            return ()
        if isinstance(node, Sequence):
            return tuple(filter(None, (self.text(item, where) for item in node.items)))
        self.report(node.line, where, "must be a list")
        return ()

    def facet(self, name: Text, node: Node) -> Facet:
        where = name.value
        if not FACET_ID.fullmatch(where) or where in RESERVED_FACETS:
            self.report(name.line, where, "cannot be a facet id; use another lower-case word")
        texts, nodes = self.texts_of(node, where, _FACET_TEXTS, ("terms",))
        values = {key: text.value for key, text in texts.items() if text.value}
        field_name = values.get("field", where)
        terms = self.terms(where, nodes["terms"]) if "terms" in nodes else ()
        return Facet(
            id=where,
            label=values.get("label", where.capitalize()),
            singular=values.get("singular", where.capitalize()),
            field=field_name,
            description=values.get("description", ""),
            is_required=self.yes(texts.get("required"), where),
            max_items=self.count(texts.get("max"), where, 40 if field_name == where else 1),
            terms={term.id: term for term in terms},
        )

    def yes(self, text: Text | None, where: str) -> bool:
        if text and text.value not in ("yes", "no", ""):
            self.report(text.line, f"{where}.required", f"'{shown(text.value)}'; write yes or no")
        return text is not None and text.value == "yes"

    def count(self, text: Text | None, where: str, default: int) -> int:
        if not text or not text.value:
            return default
        if re.fullmatch(r"[1-9][0-9]{0,2}", text.value):
            return int(text.value)
        message = f"'{shown(text.value)}' is no count; write a number from 1 to 999"
        self.report(text.line, f"{where}.max", message)
        return default

    def terms(self, facet_id: str, node: Node) -> tuple[Term, ...]:
        lines: dict[str, int] = {}
        terms: list[Term] = []
        for name, child in self.pairs(node, facet_id):
            lines[name.value] = name.line
            terms.append(self.term(facet_id, name, child))
        self.check_spellings(facet_id, terms, lines)
        self.check_parents(facet_id, terms, lines)
        return tuple(terms)

    def check_spellings(self, facet_id: str, terms: list[Term], lines: Mapping[str, int]) -> None:
        owner: dict[str, str] = {}
        for term in terms:
            own: dict[str, str] = {}
            for text in (term.id, term.label, *term.aliases):
                own.setdefault(spelling(text) or text, text)
            for form, text in own.items():
                other = owner.setdefault(form, term.id)
                if other != term.id:
                    message = f"'{shown(text)}' already names {other}; a spelling has one term"
                    self.report(lines[term.id], f"{facet_id}.{term.id}", message)

    def check_parents(self, facet_id: str, terms: list[Term], lines: Mapping[str, int]) -> None:
        parents = {term.id: term.parent for term in terms}
        for term in terms:
            where = f"{facet_id}.{term.id}"
            if term.parent and term.parent not in parents:
                message = f"its parent '{shown(term.parent)}' is no term here; add it"
                self.report(lines[term.id], where, message)
            elif _is_circular(term.id, parents):
                self.report(lines[term.id], where, "is its own ancestor; break the circle")

    def term(self, facet_id: str, name: Text, node: Node) -> Term:
        where = f"{facet_id}.{name.value}"
        if not TERM_ID.fullmatch(name.value) or len(name.value) > MAX_ID:
            self.report(name.line, where, "is no term id; use lower-case words joined by hyphens")
        texts, nodes = self.texts_of(node, where, _TERM_TEXTS, ("aliases",))
        if "label" not in texts:
            self.report(name.line, where, "has no label; add the words that readers see")
        short = texts.get("short")
        if short and len(short.value) > MAX_SHORT:
            message = f"{len(short.value)} characters; shorten to {MAX_SHORT}"
            self.report(short.line, f"{where}.short", message)
        self.choice(texts, "bibtex", BIBTEX_TYPES, name.line, where, facet_id == "venues")
        self.choice(texts, "type", WORK_TYPES, name.line, where, facet_id == "kinds")
        values = {key: text.value for key, text in texts.items() if text.value}
        return Term(
            id=name.value,
            aliases=self.aliases(nodes.get("aliases"), f"{where}.aliases"),
            **{"label": name.value, **values},
        )

    def choice(
        self,
        texts: Mapping[str, Text],
        key: str,
        allowed: tuple[str, ...],
        line: int,
        where: str,
        is_needed: bool,
    ) -> None:
        """One of the allowed words; a problem when it is another, or needed and not there."""
        text = texts.get(key)
        if text is None and is_needed:
            self.report(line, where, f"has no {key}; write one of {', '.join(allowed)}")
        elif text and text.value and text.value not in allowed:
            message = f"'{shown(text.value)}' is unknown; write one of {', '.join(allowed)}"
            self.report(text.line, f"{where}.{key}", message)

    def term_field(self, name: Text, node: Node, facets: Mapping[str, Facet]) -> TermField | None:
        texts, _ = self.texts_of(node, name.value, ("facet", "label"))
        facet, label = texts.get("facet"), texts.get("label")
        if facet is None or facet.value not in facets:
            line, shown_facet = (facet.line, shown(facet.value)) if facet else (name.line, "")
            if facets:
                known = ", ".join(facets)
                self.report(line, name.value, f"'{shown_facet}' is no facet; write one of {known}")
            return None
        return TermField(
            name.value, facet.value, label.value if label else name.value, is_single=False
        )


_FACET_TEXTS = ("field", "label", "singular", "description", "required", "max")
_TERM_TEXTS = ("label", "short", "description", "parent", "name", "bibtex", "type")


def _field_of(facet: Facet) -> TermField:
    """The entry field that every facet has of itself."""
    is_single = facet.max_items == 1
    label = facet.singular if is_single else facet.label
    return TermField(facet.field, facet.id, label, is_single, facet.is_required, facet.max_items)


def _is_circular(term_id: str, parents: Mapping[str, str]) -> bool:
    """Whether a term is above itself; one that is only below a circle is not."""
    seen: set[str] = set()
    above = parents.get(term_id, "")
    while above and above != term_id and above not in seen:
        seen.add(above)
        above = parents.get(above, "")
    return above == term_id
