"""Lists of entries and of terms: one page for each term, year, author, and the front page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, groupby

from ..model import Entry
from ..taxonomy import Facet, Term
from ..text import plural_of
from . import figures
from .edition import Edition, Place
from .html import RowKind, render
from .library_link import library_link

PAGE_LENGTH = 150
LATER_LENGTH = 300  # of the second page of a list and those after it: their rows are short
LIBRARY_PAGE_LENGTH = 50  # what script shows at a time, too
NAMES_ON_PAGE = 1000
DAYS_TOLD = 60  # what "new since" can count; it stands in two pages


@dataclass(frozen=True)
class Page:
    """One HTML page: where it is, what its head says (plain text), and its body (HTML).

    `is_bounded`: the number of such pages does not grow with the number of entries, so it goes
    through the site generator as Markdown; the others are put into a shell.
    """

    path: str
    title: str
    description: str
    make_body: Callable[[], str]  # called once, when the page is written: bodies are large
    is_bounded: bool = True
    make_head: Callable[[], str] = str  # HTML for <head>
    changed: str = ""  # ISO date, for the sitemap
    made_from: Callable[[], object] | None = None  # all that the page shows, if that can be told
    asks: tuple[str, ...] = ()  # origins of others that its script may ask
    feed: Place | None = None  # the feed of what the page lists

    @property
    def depth(self) -> int:
        return self.path.count("/")

    def head(self) -> str:
        """HTML for <head>, with the link by which programs find the feed of the page."""
        return self.make_head() + (feed_link(self.feed, self.depth) if self.feed else "")


def feed_link(place: Place, depth: int) -> str:
    """The link to a feed in the head of a page `depth` folders below the root."""
    return render("feed_link.html", feed=place, up="../" * depth)


@dataclass(frozen=True)
class Listing:
    """One slice of a long list: page `number` of `last`."""

    path: str
    number: int
    last: int
    total: int

    def path_of(self, number: int) -> str:
        return self.path if number == 1 else f"{self.path}{number}/"

    @classmethod
    def of(cls, path: str, total: int, first: int = PAGE_LENGTH) -> Iterator[tuple[Listing, slice]]:
        """The slices of a list of `total` entries, `first` on the first page."""
        last = cls.number_of(max(total - 1, 0), first)
        for number in range(1, last + 1):
            start = 0 if number == 1 else first + (number - 2) * LATER_LENGTH
            end = first if number == 1 else start + LATER_LENGTH
            yield cls(path, number, last, total), slice(start, end)

    @staticmethod
    def number_of(index: int, first: int = PAGE_LENGTH) -> int:
        """The number of the page on which the entry at `index` stands."""
        return 1 if index < first else 2 + (index - first) // LATER_LENGTH

    @property
    def neighbours(self) -> tuple[int, ...]:
        """Page numbers to link; 0 stands for a gap."""
        near = {1, self.last, *range(self.number - 2, self.number + 3)}
        shown = sorted(number for number in near if 1 <= number <= self.last)
        with_gaps: list[int] = []
        for number in shown:
            if with_gaps and number - with_gaps[-1] > 1:
                with_gaps.append(0)
            with_gaps.append(number)
        return tuple(with_gaps)


def list_pages(
    edition: Edition,
    path: str,
    heading: str,
    entries: Sequence[Entry],
    *,
    lead: str = "",
    crumbs: Sequence[Place] = (),
    order: str = "newest first",
    is_bounded: bool = True,
    has_bars: bool = False,
    template: str = "list.html",
    page_length: int = PAGE_LENGTH,
    row_kind: RowKind = "full",
    feed: Place | None = None,
    **more: object,
) -> Iterator[Page]:
    """The pages of one list: `page_length` entries on the first, the only one that can be bounded,
    and short rows on the others."""
    years = figures.counts_by_year(entries)
    bars = _bars(edition, path, years) if has_bars else ()
    values = {
        "aliases": (),
        "related": (),
        "related_label": "",
        "bars": bars,
        "boxes": (),
        "downloads": (),
        "aside": False,
        "filtered": "",
        "feed": feed,
        "chapter": None,
        **more,
    }
    for listing, part in Listing.of(path, len(entries), page_length):
        number, shown = listing.number, entries[part]
        title = heading if number == 1 else f"{heading}, page {number}"
        rows: RowKind = row_kind if number == 1 else "short"
        body = partial(
            _list_body,
            template,
            edition,
            shown,
            years,
            rows,
            heading=title,
            lead=lead,
            crumbs=(Place("Home"), *crumbs),
            order=order,
            listing=listing,
            page_length=page_length,
            has_summaries=rows == "full",
            **values,
        )
        text = lead or f"{heading}: {len(entries):,} entries, {order}."
        yield Page(
            listing.path_of(number),
            title,
            text,
            body,
            is_bounded and number == 1,
            made_from=partial(_made_from, edition, shown, title, lead, listing, years, values),
            feed=feed,
        )


def _made_from(edition: Edition, entries: Sequence[Entry], *shown: object) -> object:
    """What a page of a list shows besides the vocabulary and the site's facts."""
    return shown, edition.digest_of(entries)


def _bars(edition: Edition, path: str, counts: Mapping[int, int]) -> tuple[figures.Bar, ...]:
    """Entries by year; each bar leads to where its year begins in a list that is newest first."""
    listing = Listing(path, 1, 1, 0)
    first, before = {}, 0
    for year in sorted(counts, reverse=True):
        first[year] = before
        before += counts[year]
    return figures.year_bars(
        counts, edition.years, 110,
        lambda year: f"{listing.path_of(listing.number_of(first[year]))}#y{year}",
    )  # fmt: skip


def _list_body(
    template: str,
    edition: Edition,
    entries: Sequence[Entry],
    years: Mapping[int, int],
    row_kind: RowKind,
    **values: object,
) -> str:
    return render(template, groups=_year_groups(edition, entries, years, row_kind), **values)


def _year_groups(
    edition: Edition, entries: Sequence[Entry], counts: Mapping[int, int], row_kind: RowKind
) -> list[dict[str, object]]:
    """Rows under their year; the same year may come again when the list is not by year."""
    return [
        {"year": year, "count": counts[year], "rows": edition.rows_of(group, row_kind)}
        for year, group in groupby(entries, key=lambda entry: entry.year)
    ]


def term_pages(edition: Edition, facet: Facet) -> Iterator[Page]:
    """All pages of a facet: its index and the lists of its terms."""
    entries_of = edition.catalogue.by_term[facet.id]
    yield _facet_index(edition, facet)
    for term in facet.terms.values():
        yield from _term_page(edition, facet, term, entries_of[term.id])


def _term_page(
    edition: Edition, facet: Facet, term: Term, entries: Sequence[Entry]
) -> Iterator[Page]:
    children = [facet.terms[child] for child in facet.children.get(term.id, ())]
    parent = facet.terms.get(term.parent)
    related = children or ([parent] if parent else [])
    feed = _feed_of_term(edition, facet, term)
    yield from list_pages(
        edition, f"{facet.id}/{term.id}/", term.label, entries,
        lead=term.description, crumbs=(Place(facet.label, f"{facet.id}/"),),
        aliases=other_spellings(term),
        related=tuple(edition.place(facet, other) for other in related),
        related_label="Includes" if children else "Part of",
        has_bars=True,
        boxes=_boxes(edition, facet, term, entries), filtered=library_link({facet.id: [term.id]}),
        downloads=downloads(facet.id, term.id, feed), aside=True, feed=feed,
        chapter=_chapter_of(edition, facet, term),
    )  # fmt: skip


def _chapter_of(edition: Edition, facet: Facet, term: Term) -> Place | None:
    """The page of the handbook about a category."""
    chapter = edition.catalogue.handbook.chapters.get(term.id)
    if chapter is None or facet.id != "categories":
        return None
    return Place(chapter.title, f"handbook/{chapter.category}/")


def other_spellings(term: Term) -> tuple[str, ...]:
    """What else the term is called, without spellings that differ only in case."""
    seen = {term.label.casefold()}
    shown = []
    for text in (*([term.name] if term.name else []), *term.aliases):
        if text.casefold() not in seen:
            seen.add(text.casefold())
            shown.append(text)
    return tuple(shown)


def downloads(facet_id: str, term_id: str, feed: Place | None = None) -> tuple[Place, ...]:
    """The files that hold a term's entries."""
    return (Place("BibTeX", f"data/{facet_id}/{term_id}.bib"), *_feed_files(feed))


def _feed_files(feed: Place | None) -> tuple[Place, ...]:
    if feed is None:
        return ()
    return Place("Atom feed", feed.path), Place("JSON feed", f"{feed.path[:-4]}.json")


def feed_of_all(edition: Edition) -> Place:
    return Place(edition.site.name, "feeds/all.xml")


def _feed_of_term(edition: Edition, facet: Facet, term: Term) -> Place | None:
    if facet.id not in edition.fed_facets:
        return None
    return Place(f"{edition.site.name}: {term.label}", f"feeds/{facet.id}/{term.id}.xml")


def _feed_of_author(edition: Edition, author: str) -> Place | None:
    if author not in edition.fed_authors:
        return None
    name = edition.catalogue.author_names[author]
    return Place(f"{edition.site.name}: {name}", f"feeds/authors/{author}.xml")


def _boxes(
    edition: Edition, facet: Facet, term: Term, entries: Sequence[Entry]
) -> list[dict[str, object]]:
    boxes = software_box(edition, entries) if facet.id != "kinds" else []
    named = (entry.terms.get(facet.field, ()) for entry in entries)
    together = Counter(chain.from_iterable(named))
    own_family = {term.id, *facet.children.get(term.id, ()), *facet.with_ancestors(term.id)}
    lines = [
        Place(facet.terms[other].label, f"{facet.id}/{other}/", note=f"{count:,}")
        for other, count in sorted(together.items(), key=lambda item: (-item[1], item[0]))
        if other not in own_family
    ][:5]
    if lines:
        boxes.append({"heading": "Often together with", "lines": lines})
    maps = _maps_with(edition, facet)
    return [*boxes, {"heading": "Gap map", "lines": maps}] if maps else boxes


def _maps_with(edition: Edition, facet: Facet) -> tuple[Place, ...]:
    """The matrices of the gap map that have the terms of a facet as rows or columns."""
    return tuple(
        Place(it.title, f"map/#{it.name}")
        for it in edition.pairings
        if facet.id in (it.rows, it.columns)
    )


def software_box(edition: Edition, entries: Sequence[Entry]) -> list[dict[str, object]]:
    """The programs among some entries, under what their kind is called; nothing without any."""
    software = [entry for entry in entries if entry.kind in edition.software_kinds]
    if not software:
        return []
    lines = [Place(it.nickname or it.title, f"entries/{it.key}/") for it in software[:8]]
    kind = edition.taxonomy.term("kind", software[0].kind)
    return [{"heading": plural_of(kind.label), "lines": lines}]


def _facet_index(edition: Edition, facet: Facet) -> Page:
    years = edition.years
    places = term_places(edition, facet, with_sparks=True)
    if facet.id != "categories":
        places = sorted(places, key=lambda place: (-place.count, place.label.casefold()))
    body = partial(
        render,
        "index_of_terms.html", crumbs=(Place("Home"),), heading=facet.label,
        lead=facet.description, terms=places, spark_years=years, maps=_maps_with(edition, facet),
    )  # fmt: skip
    text = facet.description or f"{facet.label}: {len(facet.terms)} terms."
    return Page(f"{facet.id}/", facet.label, text, body)


def term_places(edition: Edition, facet: Facet, *, with_sparks: bool) -> list[Place]:
    """The terms of a facet with counts, in the order of the vocabulary."""
    years = edition.years
    entries_of = edition.catalogue.by_term[facet.id]
    return [
        Place(
            term.label, f"{facet.id}/{term.id}/", count=len(entries_of[term.id]),
            text=term.short or term.description,
            spark=figures.spark(entries_of[term.id], years) if with_sparks else "",
        )
        for term in facet.terms.values()
    ]  # fmt: skip


def year_pages(edition: Edition) -> Iterator[Page]:
    """The index of years and the list of each."""
    by_year = edition.catalogue.by_year
    places = [Place(str(year), f"years/{year}/", count=len(by_year[year])) for year in by_year]
    body = partial(
        render,
        "index_of_terms.html", crumbs=(Place("Home"),), heading="Years",
        lead="Entries by year of first publication.", terms=places, spark_years=(), maps=(),
    )  # fmt: skip
    yield Page("years/", "Years", "Entries by year of first publication.", body)
    for year, entries in by_year.items():
        yield from list_pages(
            edition, f"years/{year}/", str(year), entries,
            lead=f"Works first published in {year}.", crumbs=(Place("Years", "years/"),),
            downloads=downloads("years", str(year)), aside=True,
            filtered=library_link(years=(year, year)),
        )  # fmt: skip


def library_pages(edition: Edition) -> Iterator[Page]:
    """Everything, newest first."""
    yield from list_pages(
        edition, "library/", "Library", edition.catalogue.entries,
        lead="All entries, newest first: search them, combine filters, take away what is shown.",
        downloads=(*_all_files(), *_feed_files(feed_of_all(edition))),
        template="library.html", page_length=LIBRARY_PAGE_LENGTH,
        fed_facets=edition.fed_facets, added=added_by_day(edition), feed=feed_of_all(edition),
        row_facets=[facet.id for facet in edition.row_facets[1:]],
        facets=_facet_places(edition), boxes=_library_boxes(edition),
    )  # fmt: skip


def _library_boxes(edition: Edition) -> list[dict[str, object]]:
    """What the rail shows without script: the terms of small facets, and links to the others."""
    facets = edition.taxonomy.facets
    boxes: list[dict[str, object]] = []
    for facet in (facets["categories"], facets["kinds"]):
        places = term_places(edition, facet, with_sparks=False)
        lines = [Place(it.label, it.path, note=f"{it.count:,}") for it in places]
        boxes.append({"heading": facet.label, "lines": lines})
    lines = [
        Place(place.label, place.path, note=f"{place.count:,}")
        for place in _facet_places(edition)
        if place.path != "kinds/"
    ]
    return [*boxes, {"heading": "More lists", "lines": lines}]


def recent_page(edition: Edition) -> Iterator[Page]:
    """The entries that came in last."""
    entries = edition.catalogue.recent[:100]
    yield from list_pages(
        edition, "recent/", "Recent", entries, order="latest addition first",
        lead="The hundred entries that came into the database last."
        if len(edition.catalogue.entries) > 100
        else "Entries by the day they came into the database.",
        downloads=_feed_files(feed_of_all(edition)), aside=True, feed=feed_of_all(edition),
    )  # fmt: skip


def author_pages(edition: Edition) -> Iterator[Page]:
    """The index of names on two or more entries, and the list of each."""
    by_author, names = edition.catalogue.by_author, edition.catalogue.author_names
    yield from _author_index(edition)
    for author, entries in by_author.items():
        yield from list_pages(
            edition, f"authors/{author}/", names[author], entries,
            lead="Entries that print this name. One name may be several people.",
            crumbs=(Place("Authors", "authors/"),), is_bounded=False, row_kind="short",
            filtered=f"library/?author={author}", feed=_feed_of_author(edition, author),
        )  # fmt: skip


def _author_index(edition: Edition) -> Iterator[Page]:
    by_author, names = edition.catalogue.by_author, edition.catalogue.author_names
    places = sorted(
        (Place(names[author], f"authors/{author}/", count=len(entries))
         for author, entries in by_author.items()),
        key=lambda place: place.path,
    )  # fmt: skip
    last = max(1, -(-len(places) // NAMES_ON_PAGE))
    for number in range(1, last + 1):
        shown = places[(number - 1) * NAMES_ON_PAGE : number * NAMES_ON_PAGE]
        listing = Listing("authors/", number, last, len(places))
        letters = [
            (letter.upper(), list(group))
            for letter, group in groupby(shown, key=lambda place: place.path[len("authors/")])
        ]
        body = partial(
            render, "authors.html", crumbs=(Place("Home"),), letters=letters, listing=listing
        )
        title = "Authors" if number == 1 else f"Authors, page {number}"
        text = "Names printed on two or more entries."
        yield Page(listing.path_of(number), title, text, body, is_bounded=number == 1)


def home_page(edition: Edition) -> Page:
    catalogue, site = edition.catalogue, edition.site
    years = edition.years
    facets = edition.taxonomy.facets
    categories = facets["categories"]
    kinds = [
        place for place in term_places(edition, facets["kinds"], with_sparks=False) if place.count
    ]
    body = partial(
        render,
        "home.html", site=site, total=len(catalogue.entries),
        hints=tuple(Place(hint.label, hint.path) for hint in site.hints),
        bars=figures.year_bars(
            figures.counts_by_year(catalogue.entries), years, 132,
            lambda year: f"years/{year}/", "years/",
        ),
        kinds=_plural_kinds(sorted(kinds, key=lambda place: -place.count)[:3]),
        with_code=sum(1 for entry in catalogue.entries if entry.code), ways=site.ways,
        categories={"label": categories.label, "singular": categories.singular,
                    "max": categories.max_items,
                    "terms": term_places(edition, categories, with_sparks=True)},
        spark_years=years, newest=edition.rows_of(catalogue.recent[:6]),
        facets=_facet_places(edition), downloads=_all_files(), added=added_by_day(edition),
    )  # fmt: skip
    return Page("", site.name, site.description, body)


def added_by_day(edition: Edition) -> str:
    """How many entries came in on each of the latest days: "2026-01-07 1, 2026-01-06 2".

    "..." at the end stands for earlier days.
    """
    counts = Counter(entry.added for entry in edition.catalogue.entries)
    days = sorted(counts, reverse=True)
    shown = [f"{day} {counts[day]}" for day in days[:DAYS_TOLD]]
    return ", ".join([*shown, "..."] if len(days) > DAYS_TOLD else shown)


def _plural_kinds(kinds: Sequence[Place]) -> list[Place]:
    labels = [place.label.lower() for place in kinds]
    return [
        Place(label if place.count == 1 else plural_of(label), place.path, count=place.count)
        for place, label in zip(kinds, labels, strict=True)
    ]


def _facet_places(edition: Edition) -> list[Place]:
    places = [
        Place(facet.label, f"{facet.id}/", count=len(facet.terms))
        for facet in edition.taxonomy.facets.values()
        if facet.terms and facet.id != "categories"
    ]
    authors = Place("Authors", "authors/", count=len(edition.catalogue.by_author))
    return [*places, Place("Years", "years/", count=len(edition.catalogue.by_year)), authors]


def _all_files() -> tuple[Place, ...]:
    return (
        Place("BibTeX", "data/literature.bib"),
        Place("biblatex", "data/literature.biblatex.bib"),
        Place("RIS", "data/literature.ris"),
        Place("CSL-JSON", "data/literature.csl.json"),
        Place("CSV", "data/literature.csv"),
        Place("JSON", "data/entries.json"),
    )
