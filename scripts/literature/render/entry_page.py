"""The page of one entry: everything that is known of the work, and how sure we are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from markupsafe import Markup

from ..catalogue import author_slug
from ..model import Entry, anthology_url, arxiv_url, doi_url, openreview_url
from ..related import Relation
from . import api, meta
from .compare_page import compare_link
from .edition import Edition, Place
from .handbook import chapter_place
from .html import ROOT, escape, escape_text, render
from .pages import Page
from .reading_paths import path_place

# What a reader calls the fields that can stand under `unverified`.
FIELD_WORDS = {
    "title": "the title", "authors": "the authors", "published": "the publication date",
    "summary": "the summary", "venue": "the venue", "code": "the code link",
    "project": "the project link", "arxiv": "the arXiv id", "doi": "the DOI",
    "openreview": "the OpenReview id", "anthology": "the Anthology id", "url": "the link",
    "license": "the licence",
}  # fmt: skip


def entry_pages(edition: Edition) -> Iterator[Page]:
    """One page per entry, newest first."""
    for entry in edition.catalogue.entries:
        yield Page(
            f"entries/{entry.key}/", entry.title, entry.blurb,
            partial(_body, edition, entry), is_bounded=False,
            make_head=partial(_head, edition, entry), changed=entry.added.isoformat(),
            made_from=partial(_made_from, edition, entry),
        )  # fmt: skip


def _body(edition: Edition, entry: Entry) -> str:
    category = _primary_category(edition, entry)
    previous, following = edition.neighbours(entry)
    repository = edition.site.repository
    return render(
        "entry.html",
        entry=entry,
        doubts=entry.unverified,
        crumbs=[Place("Home"), *([category] if category else [])],
        authors=_joined(", ", [edition.author_links[name] for name in entry.authors]),
        venue=_venue_words(edition, entry),
        date_words=entry.published.words,
        citation=_citation(edition, entry),
        formats=(
            ("bibtex", "BibTeX", escape_text(edition.bibtex[entry.key])),
            ("ris", "RIS", escape_text(edition.ris[entry.key].rstrip())),
            ("csl", "CSL-JSON", escape_text(edition.csl[entry.key])),
        ),
        facts=_facts(edition, entry),
        sections=_sections(edition, entry),
        related=_related(edition, entry),
        compared=compare_link([entry.key, *(it.key for it in _relations(edition, entry))]),
        neighbours_in=category.label if category else "",
        previous=previous,
        following=following,
        unconfirmed=[_field_words(edition, name) for name in entry.unverified],
        correct=f"{ROOT}submit/?entry={entry.key}",
        record=_record(edition, entry),
        learning=_learning(edition, entry),
        edit=f"{repository}/edit/main/entries/{entry.key}.yaml" if repository else "",
    )


def _record(edition: Edition, entry: Entry) -> Markup:
    """The fields of the entry's file as JSON, for the script that corrects them."""
    record = api.with_members({"key": entry.key}, edition.fields[entry.key])
    return Markup(meta.escape_script(record))  # noqa: S704 - escaped # nosec B704


def _made_from(edition: Edition, entry: Entry) -> object:
    """What the page shows besides the vocabulary and the site's facts, small enough to compare."""
    previous, following = edition.neighbours(entry)
    by_key, by_author = edition.catalogue.by_key, edition.catalogue.by_author
    implemented = [by_key[key] for key in entry.implements if key in by_key]
    tools, relations = edition.implemented_by.get(entry.key, ()), _relations(edition, entry)
    related = [by_key[it.key] for it in relations]
    return (
        previous and (previous.key, previous.title),
        following and (following.key, following.title),
        [author_slug(name) in by_author for name in entry.authors],
        (len(implemented), len(tools), [it.reason for it in relations]),
        edition.digest_of((entry, *implemented, *tools, *related)),
        _learning(edition, entry),
    )


def _learning(edition: Edition, entry: Entry) -> tuple[tuple[str, list[Place]], ...]:
    """The pages of the handbook that cite the entry, and the reading paths that lead over it."""
    handbook = edition.catalogue.handbook
    chapters = [chapter_place(it) for it in handbook.citing.get(entry.key, ())]
    paths = [path_place(it) for it in handbook.leading.get(entry.key, ())]
    return ("Handbook", chapters), ("Reading path", paths)


def _primary_category(edition: Edition, entry: Entry) -> Place | None:
    if not entry.categories:
        return None
    facet = edition.taxonomy.facets["categories"]
    return edition.place(facet, facet.terms[entry.categories[0]])


def _venue_words(edition: Edition, entry: Entry) -> str:
    if not entry.venue:
        return ""
    words = edition.where(entry).label
    return f"{words}, {entry.track}" if entry.track else words


def _citation(edition: Edition, entry: Entry) -> Markup:
    pieces = [f"<i>{escape_text(text)}</i>" if is_italic else escape_text(text)
              for text, is_italic in edition.citations[entry.key]]  # fmt: skip
    return _joined("", pieces)


_DOUBT: Final = ' <span class="doubt">not yet confirmed</span>'


def _facts(edition: Edition, entry: Entry) -> Markup:
    """Pairs of label and value, for a <dl>, of everything that is known of the work."""
    facts = [
        (name, edition.term_facts[name, ids])
        for name in edition.taxonomy.fields
        if (ids := entry.terms.get(name)) and not _is_said_again(edition, name, entry)
    ]
    simple = (
        ("Published", "published", entry.published.words, ""),
        ("arXiv", "arxiv", entry.arxiv, arxiv_url(entry.arxiv)),
        ("DOI", "doi", entry.doi, doi_url(entry.doi)),
        ("OpenReview", "openreview", entry.openreview, openreview_url(entry.openreview)),
        ("Anthology", "anthology", entry.anthology, anthology_url(entry.anthology)),
        ("Volume", "volume", entry.volume, ""),
        ("Issue", "number", entry.number, ""),
        ("Pages", "pages", entry.pages, ""),
        ("Licence", "license", entry.license, ""),
    )
    facts += [
        (name, f"<dt>{label}</dt><dd>{_linked(value, url)}")
        for label, name, value, url in simple
        if value
    ]
    lines = [f"{fact}{_DOUBT if name in entry.unverified else ''}</dd>" for name, fact in facts]
    return _joined("\n", lines)


def _linked(text: str, url: str) -> str:
    return f'<a href="{escape(url)}">{escape(text)}</a>' if url else escape(text)


def _joined(separator: str, pieces: Sequence[str]) -> Markup:
    """Pieces that are HTML already; quicker than Markup.join, which looks at each again."""
    return Markup(separator.join(pieces))  # noqa: S704 - of Markup # nosec B704


def _is_said_again(edition: Edition, name: str, entry: Entry) -> bool:
    """Whether a further field of the same facet says the same, as supported models often do."""
    terms = entry.terms
    return any(terms.get(other) == terms[name] for other in edition.further_fields[name])


def _sections(edition: Edition, entry: Entry) -> list[dict[str, object]]:
    by_key = edition.catalogue.by_key
    linked = (
        ("Implements", [by_key[key] for key in entry.implements if key in by_key]),
        ("Implemented by", edition.implemented_by.get(entry.key, ())),
    )
    return [
        {"heading": heading, "rows": edition.rows_of(entries)}
        for heading, entries in linked
        if entries
    ]


def _related(edition: Edition, entry: Entry) -> list[tuple[Markup, str]]:
    """Rows of the related entries, each with the reason."""
    by_key = edition.catalogue.by_key
    return [
        (edition.rows_of([by_key[it.key]], "short"), it.reason) for it in _relations(edition, entry)
    ]


def _relations(edition: Edition, entry: Entry) -> list[Relation]:
    """The related entries, but for those that sections of their own show above them."""
    tools = (tool.key for tool in edition.implemented_by.get(entry.key, ()))
    shown = {*entry.implements, *tools}
    return [it for it in edition.related.lists[entry.key] if it.key not in shown]


def _field_words(edition: Edition, name: str) -> str:
    if name in FIELD_WORDS:
        return FIELD_WORDS[name]
    term_field = edition.taxonomy.fields.get(name)
    return f"the {term_field.label.lower() if term_field else name.replace('_', ' ')}"


def _head(edition: Edition, entry: Entry) -> str:
    """Tags of <head>; their names are ours and need no escaping."""
    highwire = meta.highwire_tags(entry, edition.taxonomy, edition.site)
    open_graph = meta.open_graph(entry, edition.taxonomy, edition.site)
    zotero_type = meta.zotero_item_type(entry, edition.taxonomy)
    lines = [f'<meta name="{name}" content="{escape(text)}">' for name, text in highwire]
    if zotero_type:
        lines.append(f'<link rel="schema.z" href="{meta.ZOTERO_SCHEMA}">')
        lines.append(f'<meta name="z.itemType" content="{zotero_type}">')
    lines += [f'<meta property="{name}" content="{escape(text)}">' for name, text in open_graph]
    json_ld = meta.json_ld(entry, edition.taxonomy, edition.site)
    lines.append(f'<script type="application/ld+json">{json_ld}</script>')
    return "\n".join(lines)
