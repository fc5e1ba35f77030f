"""The map: the same on every machine, each point in its frame, and none moves for a newcomer."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from toy import HOSTILE, bees, hostile_entry, toy

from literature.catalogue import Catalogue, read_catalogue
from literature.islands import HEIGHT, WIDTH, lay_islands
from literature.landscape import (
    FINE,
    Landscape,
    lay_out,
    part,
    share_below,
    step_of,
    turn_of,
    way_of,
)
from literature.model import Entry
from literature.related import evidence_of

sys.path.insert(0, str(Path(__file__).parent / "bench"))

from corpus import made_entries

ROOT = Path(__file__).parent.parent
KEYS = sorted(toy().by_key)


def of(*entries: Entry) -> Catalogue:
    return Catalogue.of(entries, toy().taxonomy)


def map_of(catalogue: Catalogue, known: Landscape | None = None) -> Landscape:
    own = {it.key: evidence_of(it, catalogue.taxonomy) for it in catalogue.entries}
    return lay_out(catalogue, own, known)


@cache
def real(count: int = 0) -> Catalogue:
    """The entries of this repository; some of them, in the order of their keys, if told."""
    catalogue, problems = read_catalogue(ROOT / "entries")
    assert not problems
    chosen = sorted(catalogue.entries, key=lambda it: it.key)[: count or None]
    return Catalogue.of(chosen, catalogue.taxonomy)


def assert_in_frame(landscape: Landscape) -> None:
    for x, y in landscape.places.values():
        assert isinstance(x, int) and isinstance(y, int)
        assert 0 <= x <= WIDTH and 0 <= y <= HEIGHT
    for island in landscape.islands.values():
        assert island.radius <= island.x <= WIDTH - island.radius
        assert island.radius <= island.y <= HEIGHT - island.radius


def distance(one: tuple[int, int], other: tuple[int, int]) -> float:
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)


# --- The same for the same entries ---------------------------------------------------------------


def test_the_map_of_the_toy_library_is_this_one_on_every_machine() -> None:
    assert map_of(toy()).places == EXPECTED


def test_the_map_of_many_entries_is_this_one_on_every_machine() -> None:
    days = (date(2026, 1, 1) + timedelta(days=n // 7) for n in range(300))
    many = [bees(KEYS[n % 6], key=f"a{n}", added=day) for n, day in enumerate(days)]
    landscape = map_of(of(*many))
    text = repr((sorted(landscape.places.items()), landscape.distance))
    assert sha256(text.encode()).hexdigest()[:16] == EXPECTED_DIGEST


@settings(max_examples=25, deadline=None)
@given(some.permutations(sorted(KEYS)))
def test_the_order_in_which_entries_come_does_not_matter(keys: list[str]) -> None:
    shuffled = Catalogue(tuple(toy().by_key[key] for key in keys), toy().taxonomy)
    assert map_of(shuffled) == map_of(toy())


def test_the_order_of_many_entries_does_not_matter() -> None:
    catalogue = real()
    entries = list(catalogue.entries)
    random.Random(3).shuffle(entries)
    assert map_of(Catalogue(tuple(entries), catalogue.taxonomy)) == map_of(catalogue)


def test_another_run_with_another_hash_seed_gives_the_same_map() -> None:
    program = (
        "import sys; sys.path[:0] = ['scripts', 'tests']\n"
        "from test_landscape import map_of, real\n"
        "landscape = map_of(real(120))\n"
        "print(sorted(landscape.places.items()), landscape.islands)\n"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, env={"PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "77")
    }  # fmt: skip
    assert len(runs) == 1


def test_a_known_map_is_taken_when_nothing_has_changed_and_only_then() -> None:
    known = map_of(toy())
    assert map_of(toy(), known) is known
    changed = of(*toy().entries[1:], replace(toy().entries[0], summary="Of something else."))
    assert map_of(changed, known) == map_of(changed)
    assert map_of(changed, known) is not known


# --- Nothing moves for a newcomer ----------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 10])
def test_later_entries_move_no_earlier_one(count: int) -> None:
    catalogue = real()
    tomorrow = max(entry.added for entry in catalogue.entries) + timedelta(days=1)
    made = [replace(it, added=tomorrow) for it in made_entries(catalogue.entries, count)]
    before = map_of(catalogue)
    after = map_of(Catalogue.of([*catalogue.entries, *made], catalogue.taxonomy))
    assert {key: after.places[key] for key in before.places} == before.places
    assert after.islands == before.islands


def test_a_changed_entry_that_came_late_moves_no_other() -> None:
    entries = list(real(100).entries)
    late = replace(entries[7], added=date(2027, 1, 1))
    others = [entry for entry in entries if entry.key != late.key]
    taxonomy = real(1).taxonomy
    before = map_of(Catalogue.of([*others, late], taxonomy))
    edited = replace(late, summary="About bread.", terms={**late.terms, **others[0].terms})
    after = map_of(Catalogue.of([*others, edited], taxonomy))
    moved = {key for key in before.places if before.places[key] != after.places[key]}
    assert moved <= {late.key}


@pytest.mark.parametrize(
    ("count", "founders"), [(0, 0), (1, 1), (2, 2), (5, 4), (6, 6), (454, 384), (512, 512)]
)
def test_the_founders_become_more_in_steps(count: int, founders: int) -> None:
    assert step_of(count) == founders


# --- Any library has a map -----------------------------------------------------------------------


def without_terms(key: str) -> Entry:
    return bees("abe2019sound", key=key, terms={}, authors=(), title="", summary="")


HARD: Mapping[str, tuple[Entry, ...]] = {
    "none": (),
    "one": (bees("abe2019sound"),),
    "one without terms": (without_terms("a"),),
    "all without terms": tuple(without_terms(f"a{n}") for n in range(300)),
    "all equal": tuple(bees("abe2019sound", key=f"a{n}") for n in range(700)),
    "one without a category among the last": (
        *(bees("abe2019sound", key=f"a{n}") for n in range(5)),
        replace(without_terms("z"), added=date(2030, 1, 1)),
    ),
    "hostile texts": tuple(
        replace(hostile_entry(text), key=f"a{n}") for n, text in enumerate(HOSTILE)
    ),
}


@pytest.mark.parametrize("name", HARD)
def test_all_places_are_whole_numbers_inside_the_frame(name: str) -> None:
    landscape = map_of(of(*HARD[name]))
    assert landscape.places.keys() == {entry.key for entry in HARD[name]}
    assert_in_frame(landscape)


def test_equal_entries_do_not_lie_on_one_heap() -> None:
    places = list(map_of(of(*HARD["all equal"])).places.values())
    assert len(set(places)) > 690


@settings(max_examples=25, deadline=None)
@given(
    some.lists(
        some.tuples(some.sampled_from(KEYS), some.dates(date(2020, 1, 1), date(2030, 1, 1))),
        max_size=40,
    )
)
def test_any_mixture_of_entries_fits_the_frame(chosen: list[tuple[str, date]]) -> None:
    entries = [bees(key, key=f"{key}{n}", added=day) for n, (key, day) in enumerate(chosen)]
    assert_in_frame(map_of(of(*entries)))


# --- It can be looked at -------------------------------------------------------------------------


def test_no_island_lies_upon_another() -> None:
    for one, other in combinations(map_of(real()).islands.values(), 2):
        assert distance((one.x, one.y), (other.x, other.y)) > one.radius + other.radius


@pytest.mark.parametrize("count", [1, 2, 3, 30, 80])
def test_as_many_categories_as_one_likes_find_room(count: int) -> None:
    islands = lay_islands([f"c{n}" for n in range(count)], ())
    assert len(islands) == count
    for one, other in combinations(islands.values(), 2):
        assert distance((one.x, one.y), (other.x, other.y)) > one.radius + other.radius


def test_a_point_stands_on_the_island_of_its_main_category() -> None:
    catalogue = real()
    landscape = map_of(catalogue)
    astray = [
        entry.key
        for entry in catalogue.entries
        if distance(landscape.places[entry.key], _centre(landscape, entry.categories[0]))
        > landscape.islands[entry.categories[0]].radius + 2 * landscape.distance
    ]
    assert astray == []


def _centre(landscape: Landscape, category: str) -> tuple[int, int]:
    island = landscape.islands[category]
    return island.x, island.y


def test_points_keep_their_distance() -> None:
    landscape = map_of(real())
    near = [
        distance(one, other)
        for one, other in combinations(landscape.places.values(), 2)
        if distance(one, other) < landscape.distance * 0.75
    ]
    assert near == []


def test_a_point_that_is_wanted_twice_is_given_to_the_first() -> None:
    first, second, third = part([(500, 500), (500, 500), (2000, 500)], 100)
    assert (first, third) == ((500, 500), (2000, 500))
    assert 90 <= distance(first, second) <= 160


# --- Directions and shares -----------------------------------------------------------------------


def test_a_direction_grows_with_the_angle_and_can_be_turned_back() -> None:
    points = [(3, 0), (2, 1), (0, 5), (-1, 1), (-7, 0), (-1, -2), (0, -1), (4, -1)]
    turns = [turn_of(*point) for point in points]
    assert turns == sorted(turns)
    assert [way_of(turn_of(*point)) for point in [(1, 0), (0, 1), (-1, 0), (0, -1)]] == [
        (FINE, 0), (0, FINE), (-FINE, 0), (0, -FINE),
    ]  # fmt: skip
    assert turn_of(0, 0) == 0


@pytest.mark.parametrize(
    ("value", "known", "whole", "share"),
    [
        (5, [], 10, 0.5), (5, [], 0, 0.5), (0, [4, 8], 0, 0.0), (4, [4, 8], 0, 0.25),
        (6, [4, 8], 0, 0.5), (8, [4, 8], 0, 0.75), (99, [4, 8], 0, 1.0), (16, [4, 8], 16, 1.0),
        (7, [7, 7, 7], 0, 0.16666666666666666),
    ],
)  # fmt: skip
def test_the_share_of_known_values_below_one(
    value: int, known: list[int], whole: int, share: float
) -> None:
    assert share_below(value, known, whole) == share


EXPECTED: Mapping[str, tuple[int, int]] = {
    "abe2019sound": (1470, 2148), "beelab2023keyed": (3161, 3525), "dubois2020diary": (3230, 1344),
    "li2022solitary": (7960, 3786), "okafor2022nest": (8244, 2214),
    "vanderberg2021orchard": (1838, 4986),
}  # fmt: skip
EXPECTED_DIGEST = "f71802bd6f5860b5"
