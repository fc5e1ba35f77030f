"""One edition of the site: the catalogue, the site's facts, and each entry's texts made once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from typing import Any, NamedTuple, TypeVar

from markupsafe import Markup, escape

from ..catalogue import Catalogue, author_slug
from ..crossing import Crossing, cross
from ..landscape import Landscape, lay_out
from ..model import Entry, Link, Name
from ..related import Own, Related, evidence_of, find_related
from ..stats import Figure, all_figures
from ..taxonomy import Facet, Taxonomy, Term
from . import api, bibtex, citation, csl, csv_table, feed, figures, meta, ris
from .html import ROOT, RowKind, at_depth, environment, rows_here, split_rows
from .site_facts import Pairing, Site

Key = TypeVar("Key")
Value = TypeVar("Value")
AUTHORS_SHOWN = 4
FED_FROM = 3  # entries that a name must have for feeds of its own


@dataclass(frozen=True)
class Place:
    """A page of this site with the words it is shown as."""

    label: str
    path: str = ""  # from the site's root
    count: int = 0
    text: str = ""
    spark: str = ""
    note: str = ""


class Where(NamedTuple):
    """Where a work appeared, as a row says it."""

    label: str
    is_venue: bool


TEXTS = ("rows", "bibtex", "biblatex", "ris", "csl", "fields", "citations", "evidence")


def _no_texts(entry: Entry) -> Mapping[str, Any]:
    return {}


def _make(name: str, made_from: bytes, make: Callable[[], Value]) -> Value:
    return make()


def _no_digest(key: str) -> bytes:
    return b""


@dataclass(frozen=True)
class Edition:
    """Everything a page needs. Texts of entries are made at first use and kept."""

    catalogue: Catalogue
    site: Site
    texts_of: Callable[[Entry], Mapping[str, Any]] = _no_texts  # made in an earlier build
    digest: Callable[[str], bytes] = _no_digest  # of an entry's key and file, by key
    written: Mapping[str, str] = field(default_factory=dict)  # path of a page -> its Markdown
    known_related: Related | None = None  # found in an earlier build
    known_landscape: Landscape | None = None
    dead_links: Mapping[str, str] = field(default_factory=dict)  # address -> why it is dead
    keep: Callable[[str, bytes, Callable[[], Any]], Any] = _make  # what an earlier build made

    @property
    def taxonomy(self) -> Taxonomy:
        return self.catalogue.taxonomy

    @cached_property
    def rows(self) -> Mapping[str, str]:
        """Key -> its row, with links that start with the root placeholder."""
        macro = environment().get_template("row.html").module.row  # type: ignore[attr-defined]
        return self._texts("rows", lambda entry: self._row(macro, entry))

    @cached_property
    def short_rows(self) -> Mapping[str, str]:
        """Key -> its row without summary, terms and COinS, made when first asked for."""
        macro = environment().get_template("row.html").module.short_row  # type: ignore[attr-defined]
        by_key = self.catalogue.by_key
        return _Computed(lambda key: self._short_row(macro, by_key[key]))

    def _short_row(self, macro: Callable[..., str], entry: Entry) -> str:
        text = macro(
            entry=entry,
            where=self.where(entry),
            date_words=entry.published.words,
            links=row_links(entry)[:1],
            authors=short_authors(entry),
        )
        return str(text).strip()

    def _texts(self, name: str, make: Callable[[Entry], Value]) -> Mapping[str, Value]:
        """Key -> a text of its entry: the one made before, or made when first asked for."""
        by_key = self.catalogue.by_key
        texts = _Computed[str, Value](lambda key: make(by_key[key]))
        for entry in self.catalogue.entries:
            known = self.texts_of(entry)
            if name in known:
                texts[entry.key] = known[name]
        return texts

    def is_known(self, entry: Entry) -> bool:
        """Whether its texts were made, and checked, in an earlier build."""
        return len(self.texts_of(entry)) == len(TEXTS)

    def digest_of(self, entries: Iterable[Entry]) -> str:
        """A short text that is another one if any of the entries, or their order, is another."""
        digests = b"".join([self.digest(entry.key) for entry in entries])
        return blake2b(digests, digest_size=16).hexdigest()

    def texts(self, entry: Entry) -> Mapping[str, Any]:
        """All texts of an entry, to be remembered."""
        return {name: getattr(self, name)[entry.key] for name in TEXTS}

    def _row(self, macro: Callable[..., str], entry: Entry) -> str:
        kind = self.taxonomy.term("kind", entry.kind)
        text = macro(
            entry=entry,
            where=self.where(entry),
            date_words=entry.published.words,
            kind="" if kind is self.usual_kind else kind.label,
            terms=self._shown_terms(entry),
            links=row_links(entry),
            coins=meta.coins(entry, self.taxonomy),
            authors=short_authors(entry),
        )
        return str(text).strip()

    @cached_property
    def software_kinds(self) -> frozenset[str]:
        """Ids of the kinds whose entries are programs."""
        kinds = self.taxonomy.facets["kinds"].terms.values()
        return frozenset(kind.id for kind in kinds if kind.type == "software")

    @cached_property
    def usual_kind(self) -> Term:
        """The first kind of the vocabulary: rows do not name it."""
        return next(iter(self.taxonomy.facets["kinds"].terms.values()))

    def rows_of(self, entries: Iterable[Entry], kind: RowKind = "full") -> Markup:
        """What a template prints where the rows of these entries shall stand."""
        return rows_here((entry.key for entry in entries), kind)

    def assemble(self, fragment: str, depth: int) -> str:
        """The fragment of a page `depth` folders below the root, with its rows and links."""
        pieces = []
        for text, kind, keys in split_rows(fragment):
            rows = self.short_rows if kind == "short" else self.rows
            pieces.append(text)
            pieces.append("\n".join([rows[key] for key in keys]))
        return at_depth("".join(pieces), depth)

    def prepare(self) -> None:
        """Makes all texts, entry by entry: while an entry is at hand, not once for each text."""
        for entry in self.catalogue.entries:
            self.texts(entry)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years that charts show."""
        return figures.shown_years(self.catalogue.entries)

    @cached_property
    def bibtex(self) -> Mapping[str, str]:
        """Key -> its record in classic BibTeX."""
        return self._texts(
            "bibtex", lambda entry: bibtex.render_record(entry, self.taxonomy, "bibtex")
        )

    @cached_property
    def biblatex(self) -> Mapping[str, str]:
        """Key -> its record for biblatex."""
        return self._texts(
            "biblatex", lambda entry: bibtex.render_record(entry, self.taxonomy, "biblatex")
        )

    @cached_property
    def ris(self) -> Mapping[str, str]:
        """Key -> its RIS record."""
        return self._texts(
            "ris", lambda entry: ris.render_ris_record(entry, self.taxonomy, self.site)
        )

    @cached_property
    def csl(self) -> Mapping[str, str]:
        """Key -> its CSL-JSON item as text, a variable per line."""
        return self._texts("csl", lambda entry: csl.render_item(entry, self.taxonomy))

    @cached_property
    def fields(self) -> Mapping[str, str]:
        """Key -> the fields of its file as a JSON object."""
        return self._texts("fields", lambda entry: api.render_fields(entry, self.taxonomy))

    @cached_property
    def citations(self) -> Mapping[str, tuple[citation.Run, ...]]:
        """Key -> its citation as (text, is_italic) runs."""
        return self._texts("citations", lambda entry: citation.render_apa(entry, self.taxonomy))

    @cached_property
    def markdown(self) -> Mapping[str, str]:
        """Key -> its citation as an item of a Markdown list: in the file of all and in a part."""
        by_key, citations = self.catalogue.by_key, self.citations
        return _Computed(
            lambda key: citation.render_markdown_item(by_key[key], citations[key], self.taxonomy)
        )

    @cached_property
    def csv(self) -> Mapping[str, str]:
        """Key -> its line in the table of all and in that of a part."""
        by_key = self.catalogue.by_key
        return _Computed(lambda key: csv_table.render_row(by_key[key], self.taxonomy, self.site))

    @cached_property
    def evidence(self) -> Mapping[str, Own]:
        """Key -> that by which it is compared with others."""
        return self._texts("evidence", lambda entry: evidence_of(entry, self.taxonomy))

    @cached_property
    def related(self) -> Related:
        return find_related(self.catalogue, self.evidence, self.known_related)

    @cached_property
    def landscape(self) -> Landscape:
        return lay_out(self.catalogue, self.evidence, self.known_landscape)

    def where(self, entry: Entry) -> Where:
        """The venue with its year, else the preprint server, else the web."""
        if entry.venue:
            label = f"{self.taxonomy.term('venue', entry.venue).label} {entry.venue_year}"
            return Where(label, is_venue=True)
        return Where("arXiv" if entry.arxiv else "Web", is_venue=False)

    def _shown_terms(self, entry: Entry) -> Markup:
        """The terms a row shows: the categories, then those of the facets that the site names."""
        links = [
            self.term_links[facet.field, term_id]
            for facet in self.row_facets
            for term_id in entry.terms.get(facet.field, ())
        ]
        return Markup(" ".join(links))  # noqa: S704 - links made by _link # nosec B704

    @cached_property
    def row_facets(self) -> tuple[Facet, ...]:
        """The categories, and the facets that mkdocs.yml names for rows."""
        facets = self.taxonomy.facets
        extra = (facets[name] for name in self.site.row_facets if name in facets)
        return (facets["categories"], *extra)

    @cached_property
    def fed_facets(self) -> tuple[str, ...]:
        """Ids of the facets whose terms have feeds: categories, kinds, those of mkdocs.yml."""
        named = dict.fromkeys(("categories", "kinds", *self.site.fed_facets))
        return tuple(name for name in named if name in self.taxonomy.facets)

    @cached_property
    def not_studies(self) -> Mapping[str, tuple[str, ...]]:
        """Facet id -> the terms whose entries are no studies, of those that mkdocs.yml names."""
        facets = self.taxonomy.facets
        known = {
            name: tuple(term for term in terms if term in facets[name].terms)
            for name, terms in self.site.not_studies
            if name in facets
        }
        return {name: terms for name, terms in known.items() if terms}

    @cached_property
    def crossings(self) -> tuple[tuple[Pairing, Crossing], ...]:
        """What the gap map shows."""
        return tuple(
            (it, cross(self.catalogue, it.rows, it.columns, self.not_studies))
            for it in self.pairings
        )

    @property
    def pairings(self) -> tuple[Pairing, ...]:
        """Those of mkdocs.yml whose facets the vocabulary has."""
        facets = self.taxonomy.facets
        return tuple(
            it
            for it in self.site.maps
            if it.rows in facets and it.columns in facets and it.rows != it.columns
        )

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """What the page of statistics shows; the facets of rows are followed by year."""
        return all_figures(self.catalogue, self.row_facets)

    @cached_property
    def fed_authors(self) -> Mapping[str, tuple[Entry, ...]]:
        """Slug of a printed name -> its entries, for the names that have feeds."""
        return {
            author: entries
            for author, entries in self.catalogue.by_author.items()
            if len(entries) >= FED_FROM
        }

    @cached_property
    def atom_items(self) -> Mapping[str, str]:
        """Key -> its item in Atom feeds: an entry stands in some ten of them."""
        by_key = self.catalogue.by_key
        return _Computed(lambda key: feed.render_atom_item(by_key[key], self.site, self.taxonomy))

    @cached_property
    def json_items(self) -> Mapping[str, str]:
        """Key -> its item in JSON Feeds."""
        by_key = self.catalogue.by_key
        return _Computed(lambda key: feed.render_json_item(by_key[key], self.site, self.taxonomy))

    def place(self, facet: Facet, term: Term) -> Place:
        return Place(term.label, f"{facet.id}/{term.id}/")

    @cached_property
    def term_links(self) -> Mapping[tuple[str, str], Markup]:
        """(field, id) -> the link to the term's page."""
        return _Computed(self._term_link)

    def _term_link(self, field_and_id: tuple[str, str]) -> Markup:
        facet_id = self.taxonomy.fields[field_and_id[0]].facet
        term = self.taxonomy.facets[facet_id].terms[field_and_id[1]]
        return _link(f"{facet_id}/{term.id}/", term.label)

    @cached_property
    def term_facts(self) -> Mapping[tuple[str, tuple[str, ...]], str]:
        """(field, ids) -> label and links, for a <dl>; its last element is not closed."""
        return _Computed(self._term_fact)

    def _term_fact(self, field_and_ids: tuple[str, tuple[str, ...]]) -> str:
        name, ids = field_and_ids
        links = "".join([self.term_links[name, term_id] for term_id in ids])
        return f"<dt>{escape(self.taxonomy.fields[name].label)}</dt><dd>{links}"

    @cached_property
    def further_fields(self) -> Mapping[str, tuple[str, ...]]:
        """The own field of a facet -> the other fields that draw on it; no others have any."""
        fields, facets = self.taxonomy.fields, self.taxonomy.facets
        return {
            name: tuple(
                other
                for other in fields
                if other != name == facets[field.facet].field and fields[other].facet == field.facet
            )
            for name, field in fields.items()
        }

    @cached_property
    def author_links(self) -> Mapping[Name, Markup]:
        """A name -> itself, linked if it has a page."""
        return _Computed(self._author_link)

    def _author_link(self, name: Name) -> Markup:
        author = author_slug(name)
        if author in self.catalogue.by_author:
            return _link(f"authors/{author}/", name.printed)
        return escape(name.printed)

    @cached_property
    def implemented_by(self) -> Mapping[str, tuple[Entry, ...]]:
        """Key of a work -> the tools that implement it, newest first."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.catalogue.entries:
            for key in entry.implements:
                found[key].append(entry)
        return {key: tuple(tools) for key, tools in found.items()}

    @cached_property
    def _neighbours(self) -> Mapping[str, tuple[Entry | None, Entry | None]]:
        around: dict[str, tuple[Entry | None, Entry | None]] = {}
        for term_id, entries in self.catalogue.by_term["categories"].items():
            before, after = (None, *entries), (*entries[1:], None)
            for newer, entry, older in zip(before, entries, after, strict=False):
                if term_id in entry.categories[:1]:
                    around[entry.key] = (newer, older)
        return around

    def neighbours(self, entry: Entry) -> tuple[Entry | None, Entry | None]:
        """The next newer and the next older entry of the primary category."""
        return self._neighbours.get(entry.key, (None, None))


def _link(path: str, label: str) -> Markup:
    return Markup(f'<a href="{ROOT}{escape(path)}">{escape(label)}</a>')  # noqa: S704 - escaped # nosec B704


class _Computed(dict[Key, Value]):
    """A value made when first asked for, and kept."""

    def __init__(self, make: Callable[[Key], Value]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, key: Key) -> Value:
        self[key] = value = self.make(key)
        return value


def short_authors(entry: Entry) -> str:
    """Up to four names; of more, three and how many more."""
    names = [name.printed for name in entry.authors]
    if len(names) <= AUTHORS_SHOWN:
        return ", ".join(names)
    return f"{', '.join(names[: AUTHORS_SHOWN - 1])}, and {len(names) - AUTHORS_SHOWN + 1} more"


def row_links(entry: Entry) -> tuple[Link, ...]:
    """The links of a row: one landing page, the PDF, the code."""
    links = {link.label: link for link in entry.links}
    landing = next(
        (
            links[name]
            for name in ("arXiv", "DOI", "OpenReview", "Anthology", "Page")
            if name in links
        ),
        None,
    )
    chosen = (landing, links.get("PDF"), links.get("Code"))
    seen: dict[str, Link] = {}
    for link in chosen:
        if link:
            seen.setdefault(link.url, link)
    return tuple(seen.values())
