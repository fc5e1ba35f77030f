"""THE table: every published path -> the function that makes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from types import MappingProxyType
from typing import Final

from .model import Entry
from .render import (
    api,
    bibtex,
    board,
    check_page,
    citation,
    compare_page,
    csl,
    csv_table,
    digest,
    feed,
    glossary,
    handbook,
    json_schema,
    landscape_page,
    map_files,
    map_page,
    opensearch,
    pages,
    reading_paths,
    reference,
    ris,
    search_data,
    stats_page,
    status_page,
    submit_page,
    timeline,
)
from .render.edition import Edition
from .render.entry_page import entry_pages
from .render.entry_yaml import render_entry
from .render.pages import Page
from .render.parts import Cuts, spans
from .render.written import Section, read_sections
from .taxonomy import Taxonomy

File = tuple[str, str]  # path from the site's root, text


def _facet_pages(edition: Edition) -> Iterator[Page]:
    for facet in edition.taxonomy.facets.values():
        yield from pages.term_pages(edition, facet)


def _term_bibliographies(edition: Edition) -> Iterator[File]:
    for facet_id, terms in edition.catalogue.by_term.items():
        for term_id, entries in terms.items():
            label = edition.taxonomy.facets[facet_id].terms[term_id].label
            yield f"data/{facet_id}/{term_id}.bib", _bibliography(edition, entries, label)


def _year_bibliographies(edition: Edition) -> Iterator[File]:
    for year, entries in edition.catalogue.by_year.items():
        yield f"data/years/{year}.bib", _bibliography(edition, entries, str(year))


def _handbook_bibliographies(edition: Edition) -> Iterator[File]:
    for path, what, entries in handbook.chapter_files(edition):
        yield path, _bibliography(edition, entries, what, "in order of first mention")


def _path_bibliographies(edition: Edition) -> Iterator[File]:
    for path, what, entries in reading_paths.path_files(edition):
        yield path, _bibliography(edition, entries, what, "in the order of reading")


def _bibliography(
    edition: Edition, entries: Sequence[Entry], what: str, order: str = "newest first"
) -> str:
    heading = _heading(edition, what, len(entries), order)
    return bibtex.render_bibliography((edition.bibtex[entry.key] for entry in entries), heading)


def _heading(edition: Edition, what: str, count: int, order: str = "newest first") -> str:
    site = edition.site
    return f"{site.name}: {what}, {count} entries, {order}\n{site.url}\nRecords: {site.licence}"


def _entry_bibliographies(edition: Edition) -> Iterator[File]:
    for entry in edition.catalogue.entries:
        yield f"entries/{entry.key}/{entry.key}.bib", edition.bibtex[entry.key] + "\n"


def _biblatex(edition: Edition, entries: Sequence[Entry], what: str = "everything") -> str:
    return bibtex.render_bibliography(
        (edition.biblatex[entry.key] for entry in entries),
        _heading(edition, f"{what}, for biblatex and biber", len(entries)),
    )


def _feeds(edition: Edition) -> Iterator[File]:
    everything = edition.catalogue.entries
    yield from _feed(edition, "all", "", edition.site.name, everything, feed.LENGTH)
    for facet_id in edition.fed_facets:
        facet = edition.taxonomy.facets[facet_id]
        for term_id, entries in edition.catalogue.by_term[facet_id].items():
            title = f"{edition.site.name}: {facet.terms[term_id].label}"
            path = f"{facet_id}/{term_id}"
            yield from _feed(edition, path, f"{path}/", title, entries, feed.TERM_LENGTH)
    yield from digest.digest_feeds(edition)


def _author_feeds(edition: Edition) -> Iterator[File]:
    for author, entries in edition.fed_authors.items():
        title = f"{edition.site.name}: {edition.catalogue.author_names[author]}"
        path = f"authors/{author}"
        yield from _feed(edition, path, f"{path}/", title, entries, feed.AUTHOR_LENGTH)


def _feed(
    edition: Edition, name: str, page: str, title: str, entries: Sequence[Entry], length: int
) -> Iterator[File]:
    """A feed in both formats; the entries are in the order of the catalogue."""
    latest = feed.latest_of(entries, length)
    keys, atom, site = [entry.key for entry in latest], f"feeds/{name}.xml", edition.site
    items = (edition.atom_items[key] for key in keys)
    yield atom, feed.atom_document(title, atom, page, site, feed.updated_of(latest), items)
    items = (edition.json_items[key] for key in keys)
    json = f"feeds/{name}.json"
    yield json, feed.json_document(title, json, page, site, items)


def _field_reference(edition: Edition) -> str:
    """The reference with an example from the newest entries. Search asks for it, too."""
    newest = edition.catalogue.entries[:500]
    made_from = edition.digest_of(newest).encode()
    text: str = edition.keep("fields", made_from, lambda: _reference_of(newest, edition.taxonomy))
    return text


def _reference_of(newest: Sequence[Entry], taxonomy: Taxonomy) -> str:
    """The reference with an example: of the entries with most fields, the one with least text."""
    names = api.field_names(taxonomy)
    counts = [sum(bool(api.field_value(it, name, taxonomy)) for name in names) for it in newest]
    fullest = [it for it, count in zip(newest, counts, strict=True) if count == max(counts)]
    examples = [render_entry(entry, taxonomy) for entry in fullest]
    best = min(
        examples,
        key=lambda text: (len(text), text),
        default="",
    )
    return reference.render_field_reference(taxonomy) + (
        reference.render_example(best) if best else ""
    )


def _sections(edition: Edition) -> Sequence[Section]:
    written = {**edition.written, "fields/": _field_reference(edition)}
    made_from = repr(written).encode()
    return (
        *edition.keep("sections", made_from, lambda: read_sections(written)),
        *handbook.chapter_sections(edition),
        *reading_paths.path_sections(edition),
        *glossary.glossary_sections(),
    )


def _search_files(edition: Edition) -> Iterator[File]:
    part = edition.site.part_size
    for name, text in search_data.render_search_files(edition.catalogue, part):
        yield f"data/{name}", text


def _details(edition: Edition) -> Iterator[File]:
    part = edition.site.part_size
    files = search_data.render_details_files(edition.catalogue, _sections(edition), part)
    yield from ((f"data/{name}", text) for name, text in files)


def _details_file(edition: Edition) -> Iterator[File]:
    yield next(_details(edition))


def _details_parts(edition: Edition) -> Iterator[File]:
    yield from islice(_details(edition), 1, None)


# The files that readers export from: a record for each entry, in the order of the entries.
EXPORTS: Final = MappingProxyType[str, Callable[[Edition, Sequence[Entry], str], str]](
    {
        "literature.bib": _bibliography,
        "literature.biblatex.bib": _biblatex,
        "literature.ris": lambda edition, entries, _: ris.render_ris(
            edition.ris[entry.key] for entry in entries
        ),
        "literature.csl.json": lambda edition, entries, _: csl.render_csl(
            edition.csl[entry.key] for entry in entries
        ),
        "literature.csv": lambda edition, entries, _: csv_table.render_csv(
            [edition.csv[entry.key] for entry in entries], edition.taxonomy
        ),
        "literature.txt": lambda edition, entries, _: citation.render_plain_list(
            edition.citations[entry.key] for entry in entries
        ),
        "literature.md.txt": lambda edition, entries, _: "".join(
            [edition.markdown[entry.key] for entry in entries]
        ),
    }
)


def _export(name: str) -> Callable[[Edition], Iterator[File]]:
    """A file with all records."""
    return _one(
        f"data/{name}",
        lambda edition: EXPORTS[name](edition, edition.catalogue.entries, "everything"),
    )


def _export_parts(edition: Edition) -> Iterator[File]:
    """The same records in parts, where a few of them shall not cost the file of all."""
    entries = edition.catalogue.entries
    size = Cuts(len(entries), edition.site.part_size).records
    for number, (start, end) in enumerate(spans(len(entries), size), 1):
        for name, render in EXPORTS.items():
            what = f"entries {start + 1} to {end}"
            yield f"data/parts/{number}/{name}", render(edition, entries[start:end], what)


def _one(path: str, make: Callable[[Edition], str]) -> Callable[[Edition], Iterator[File]]:
    def files(edition: Edition) -> Iterator[File]:
        yield path, make(edition)

    return files


def _home(edition: Edition) -> Iterator[Page]:
    yield pages.home_page(edition)


PAGES: Final = MappingProxyType[str, Callable[[Edition], Iterable[Page]]](
    {
        "/": _home,
        "/library/": pages.library_pages,
        "/recent/": pages.recent_page,
        "/submit/": submit_page.submit_pages,
        "/landscape/": landscape_page.landscape_pages,
        "/check-bib/": check_page.check_pages,
        "/status/": status_page.status_pages,
        "/digest/<yyyy-mm>/": digest.digest_pages,
        "/map/": map_page.map_pages,
        "/stats/": stats_page.stats_pages,
        "/<board>/": board.board_pages,
        "/compare/": compare_page.compare_page,
        "/handbook/<id>/": handbook.handbook_pages,
        "/start/<id>/": reading_paths.reading_path_pages,
        "/glossary/": glossary.glossary_pages,
        "/<facet>/<term>/": _facet_pages,
        "/years/<yyyy>/": pages.year_pages,
        "/authors/<slug>/": pages.author_pages,
        "/entries/<key>/": entry_pages,
    }
)

# Files whose number is bounded by the vocabulary: written into docs/, copied by any generator.
FILES: Final = MappingProxyType[str, Callable[[Edition], Iterable[File]]](
    {
        "/data/literature.bib": _export("literature.bib"),
        "/data/literature.biblatex.bib": _export("literature.biblatex.bib"),
        "/data/literature.ris": _export("literature.ris"),
        "/data/literature.csl.json": _export("literature.csl.json"),
        "/data/literature.csv": _export("literature.csv"),
        "/data/literature.txt": _export("literature.txt"),
        "/data/literature.md.txt": _export("literature.md.txt"),
        "/data/search.json and -<number>.json": _search_files,
        "/data/details.json": _details_file,
        "/data/opensearch.xml": _one(
            "data/opensearch.xml", lambda edition: opensearch.render_opensearch(edition.site)
        ),
        "/data/entries.json": _one(
            "data/entries.json",
            lambda edition: api.render_entries_json(
                edition.catalogue,
                edition.site,
                (edition.fields[entry.key] for entry in edition.catalogue.entries),
            ),
        ),
        "/data/taxonomy.json": _one(
            "data/taxonomy.json",
            lambda edition: api.render_taxonomy_json(edition.taxonomy, edition.site),
        ),
        "/data/entry.schema.json": _one(
            "data/entry.schema.json",
            lambda edition: json_schema.render_json_schema(edition.taxonomy, edition.site),
        ),
        "/data/submit.json": _one(
            "data/submit.json",
            lambda edition: submit_page.render_submit_json(edition.taxonomy),
        ),
        "/data/landscape.json": _one("data/landscape.json", landscape_page.render_landscape_json),
        "/data/timeline.csv": _one("data/timeline.csv", timeline.render_csv),
        "/data/status.csv": _one("data/status.csv", status_page.render_status_csv),
        "/data/map/<name>.csv and .svg": map_files.map_tables,
        "/data/map/<name>.json": map_files.map_counts,
        "/data/stats.json": _one("data/stats.json", stats_page.render_stats_json),
        "/data/stats/<name>.csv": stats_page.stats_tables,
        "/data/<board>.csv": board.board_files,
        "/data/<facet>/<term>.bib": _term_bibliographies,
        "/data/years/<yyyy>.bib": _year_bibliographies,
        "/data/handbook/<id>.bib": _handbook_bibliographies,
        "/data/paths/<id>.bib": _path_bibliographies,
        "/feeds/<name>.xml and .json": _feeds,
        "/fields/": _one("fields.md", _field_reference),
    }
)

# Files whose number grows with the entries: written past the generator.
ENTRY_FILES: Final = MappingProxyType[str, Callable[[Edition], Iterable[File]]](
    {
        "/entries/<key>/<key>.bib": _entry_bibliographies,
        "/feeds/authors/<slug>.xml and .json": _author_feeds,
        "/data/details/<number>.json": _details_parts,
        "/data/parts/<number>/<file>": _export_parts,
    }
)
