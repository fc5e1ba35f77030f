"""The map of all entries and their course in time: the page, its picture, what its script reads."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from ..islands import HEIGHT, OTHERS, WIDTH, home_of
from . import timeline
from .edition import Edition
from .html import render
from .library_link import library_link
from .pages import Page
from .search_data import edition_of

PATH: Final = "landscape/"
# Raised when a script of an older page would misread the file.
VERSION: Final = 1
COLOURS: Final = 12  # the style sheet has so many; more categories begin anew
MOST_POINTS: Final = 2000  # in the picture; the script draws all
LEAD: Final = (
    "Every entry is a point, on the island of its main {category}. Entries with much in common lie "
    "near each other."
)


@dataclass(frozen=True)
class Region:
    """A category as the page shows it."""

    number: int  # in the vocabulary
    label: str
    count: int  # entries that have it, as the library counts
    path: str  # of that view; empty for what is no category
    own: int = 0  # entries on its island
    island: int = 0  # its place among the islands that have entries
    x: int = 0
    y: int = 0  # of the upper edge of the island
    circle: tuple[int, int, int] = (0, 0, 0)  # the island
    dots: str = ""  # path of its points in the picture

    @property
    def colour(self) -> int:
        return self.number % COLOURS


def landscape_pages(edition: Edition) -> Iterator[Page]:
    """The one page; it is complete without script."""
    lead = LEAD.format(category=edition.taxonomy.facets["categories"].singular.lower())
    yield Page(PATH, "Landscape", lead, partial(_body, edition, lead))


def _body(edition: Edition, lead: str) -> str:
    total = len(edition.catalogue.entries)
    every = -(-total // MOST_POINTS) or 1
    return render(
        "landscape.html",
        lead=lead,
        total=total,
        shown=-(-total // every),
        facet=edition.taxonomy.facets["categories"],
        width=WIDTH,
        height=HEIGHT,
        dot=dot_size(edition.landscape.distance),
        regions=regions_of(edition, every),
        row_facets=[facet.id for facet in edition.row_facets[1:]],
        chart=timeline.draw_chart(edition),
        chart_size=(timeline.WIDTH, timeline.HEIGHT, timeline.FLOOR),
        without_month=timeline.without_month(edition),
        by_year=timeline.numbers_by_year(edition),
        by_quarter=timeline.numbers_by_quarter(edition),
    )


def dot_size(distance: int) -> int:
    """The width of a point in the picture."""
    return min(110, max(26, distance * 8 // 10))


def regions_of(edition: Edition, every: int = 1) -> list[Region]:
    """The categories that have entries, in the order of the vocabulary; then what has none.

    `every`: of so many points the picture has one.
    """
    landscape, own = edition.landscape, _members(edition)
    names = timeline.names_of(edition)
    all_entries = edition.catalogue.by_term["categories"]
    regions: list[Region] = []
    for number, (name, label) in enumerate(names.items()):
        island = landscape.islands.get(name)
        members = own.get(name, [])
        count = len(members) if name == OTHERS else len(all_entries[name])
        if not count or not island:
            continue
        regions.append(
            Region(
                number, label, count,
                "" if name == OTHERS else library_link({"categories": [name]}),
                own=len(members),
                island=sum(region.own > 0 for region in regions),
                x=min(WIDTH - 700, max(700, island.x)),
                y=island.y - island.radius,
                circle=(island.x, island.y, island.radius + landscape.distance // 2),
                dots=_dots(landscape.places[key] for at, key in members if not at % every),
            )
        )  # fmt: skip
    return regions


def _members(edition: Edition) -> Mapping[str, Sequence[tuple[int, str]]]:
    """Category -> position and key of each entry on its island."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for position, entry in enumerate(edition.catalogue.entries):
        found[home_of(entry)].append((position, entry.key))
    return found


def _dots(places: Iterator[tuple[int, int]]) -> str:
    """A path of lines without length: round caps make points of them."""
    return "".join(f"M{x} {y}h0" for x, y in places)


def render_landscape_json(edition: Edition) -> str:
    """What the script draws. Position i of `home`, `x` and `y` is the i-th entry of search.json.

    `islands`: label, x, y, radius, colour, number of entries on it; `home` is a position in it.
    """
    catalogue, landscape = edition.catalogue, edition.landscape
    names = timeline.names_of(edition)
    counts = Counter(home_of(entry) for entry in catalogue.entries)
    shown = [name for name in names if counts[name]]
    at = {name: number for number, name in enumerate(shown)}
    islands = [
        [names[name], island.x, island.y, island.radius, list(names).index(name) % COLOURS,
         counts[name]]
        for name in shown
        for island in [landscape.islands[name]]
    ]  # fmt: skip
    places = [landscape.places[entry.key] for entry in catalogue.entries]
    members: dict[str, object] = {
        "version": VERSION,
        "edition": edition_of(catalogue),
        "count": len(catalogue.entries),
        "width": WIDTH,
        "height": HEIGHT,
        "distance": landscape.distance,
        "islands": islands,
        "home": [at[home_of(entry)] for entry in catalogue.entries],
        "x": [x for x, _ in places],
        "y": [y for _, y in places],
    }
    lines = (f"{_dump(name)}:{_dump(value)}" for name, value in members.items())
    return "{" + ",\n".join(lines) + "}\n"


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
