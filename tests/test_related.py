"""Related entries: the right ones, for a reason that is true, and the same however one counts."""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from toy import HOSTILE, bees, hostile_entry, toy

from literature import related
from literature.catalogue import Catalogue, read_catalogue
from literature.model import Entry, Name, PartialDate
from literature.related import (
    COUNT,
    Evidence,
    Related,
    bulk_scores,
    evidence_of,
    find_related,
    weight_of,
)

sys.path.insert(0, str(Path(__file__).parent / "bench"))

from corpus import made_entries


def of(*entries: Entry) -> Catalogue:
    return Catalogue.of(entries, toy().taxonomy)


def reasons(found: Related, key: str) -> list[tuple[str, str]]:
    return [(it.key, it.reason) for it in found.lists[key]]


def keys(found: Related, key: str) -> list[str]:
    return [it.key for it in found.lists[key]]


def evidence(catalogue: Catalogue) -> Evidence:
    own = {it.key: evidence_of(it, catalogue.taxonomy) for it in catalogue.entries}
    return Evidence.of(catalogue, own)


def synthetic(count: int) -> Catalogue:
    real, problems = read_catalogue(Path(__file__).parents[1] / "entries")
    assert not problems
    return Catalogue.of(made_entries(real.entries, count), real.taxonomy)


def test_the_toy_library_has_these_relations() -> None:
    found = find_related(toy())
    assert {key: reasons(found, key) for key in found.lists} == EXPECTED


def test_the_order_of_entries_does_not_matter() -> None:
    entries = list(toy().entries)
    before = find_related(toy())
    for seed in range(5):
        random.Random(seed).shuffle(entries)
        assert find_related(Catalogue(tuple(entries), toy().taxonomy)).lists == before.lists


def test_two_entries_have_the_same_score_from_either_side() -> None:
    comparison = evidence(toy())
    scores = [comparison.scores(number, 6) for number in range(6)]
    for one, others in enumerate(scores):
        for other, score in others.items():
            assert scores[other][one] == score
            assert other != one


def test_nothing_is_related_to_itself_and_five_are_enough() -> None:
    copies = [
        bees("abe2019sound", key=f"abe2019copy{n}", authors=(Name(f"N{n}"),)) for n in "abcdefgh"
    ]
    found = find_related(of(*copies))
    assert keys(found, "abe2019copyc") == [f"abe2019copy{n}" for n in "abdef"]


def test_a_series_takes_at_most_two_places() -> None:
    copies = [bees("abe2019sound", key=f"abe2019copy{n}") for n in "abcde"]
    found = find_related(of(*copies, bees("dubois2020diary"), bees("okafor2022nest")))
    assert keys(found, "abe2019copya")[:2] == ["abe2019copyb", "abe2019copyc"]
    assert not {"abe2019copyd", "abe2019copye"} & set(keys(found, "abe2019copya"))


def test_versions_of_one_name_are_a_series_whoever_writes_them() -> None:
    versions = [
        bees("abe2019sound", key=f"v{n}", nickname=f"BeeNet-{n}", authors=(Name(f"N{n}"),))
        for n in range(1, 6)
    ]
    assert keys(find_related(of(*versions)), "v1") == ["v2", "v3"]


def test_people_of_one_name_in_many_entries_tell_little() -> None:
    assert weight_of("a li, wei, ", 40, 100) < weight_of("a li, wei, ", 2, 100)


def test_a_tool_and_its_method_say_so_from_either_side() -> None:
    found = find_related(toy())
    assert dict(reasons(found, "vanderberg2021orchard"))["beelab2023keyed"].startswith(
        "Implements its method"
    )
    assert dict(reasons(found, "beelab2023keyed"))["vanderberg2021orchard"].startswith(
        "Its method is implemented here"
    )


def test_a_name_in_a_summary_is_a_link() -> None:
    one = bees("abe2019sound", nickname="BeeNet", authors=(Name("A"),))
    other = bees("dubois2020diary", summary="Extends BeeNet, which counts in the dark of cellars.")
    found = find_related(of(one, other))
    assert reasons(found, "abe2019sound")[0][1].startswith("Mentions BeeNet")
    assert reasons(found, "dubois2020diary")[0][1].startswith("Named in the summary above")


def test_a_name_in_other_capitals_or_within_a_word_is_none() -> None:
    one = bees("abe2019sound", nickname="AND")
    for summary in ("Bees and more bees", "ANDROID bees", "bees, And bees"):
        assert not related.find_links([one, bees("dubois2020diary", summary=summary)])


def test_entries_of_one_name_are_linked_until_there_are_too_many() -> None:
    two = [bees("abe2019sound", key=f"k{n:02}", nickname="BeeNet") for n in range(2)]
    many = [bees("abe2019sound", key=f"k{n:02}", nickname="BeeNet") for n in range(13)]
    assert related.find_links(two) == {("k00", "k01"): "name"}
    assert related.find_links(many) == {}


def test_nearer_dates_decide_between_equals() -> None:
    middle, near, far = (
        bees("abe2019sound", key=key, published=PartialDate(year, 3), authors=(Name(key),))
        for key, year in (("m", 2015), ("z", 2016), ("a", 2010))
    )
    assert keys(find_related(of(middle, near, far)), "m") == ["z", "a"]


@pytest.mark.parametrize("text", [*HOSTILE, "", " ", "...", "\x00", "漢字"])
def test_hostile_and_empty_texts_are_compared_like_others(text: str) -> None:
    found = find_related(of(hostile_entry(text), bees("dubois2020diary"), bees("li2022solitary")))
    assert set(found.lists) == {"abe2019sound", "dubois2020diary", "li2022solitary"}


def test_entries_without_anything_in_common_have_no_relations() -> None:
    one = Entry("a", "Xylem", (Name("A"),), PartialDate(2001), "Xylem.", bees("abe2019sound").added)
    other = replace(one, key="b", title="Quartz", authors=(Name("B"),), summary="Quartz.")
    assert find_related(of(one, other)).lists == {"a": (), "b": ()}
    assert find_related(of(one)).lists == {"a": ()}
    assert find_related(of()).lists == {}


def brute_force(catalogue: Catalogue) -> dict[str, list[tuple[str, int]]]:
    """Every pair compared, feature by feature; all sorted; series counted."""
    comparison = evidence(catalogue)
    vectors, found = comparison.vectors, {}
    for one, vector in enumerate(vectors):
        scored = []
        for other, theirs in enumerate(vectors):
            small, large = sorted((vector, theirs), key=len)
            score = sum(weight * large[name] for name, weight in small.items() if name in large)
            score += comparison.linked.get(one, {}).get(other, 0) + comparison.nearness(one, other)
            if other != one and score >= related.LEAST:
                scored.append((-score, other))
        chosen: list[tuple[str, int]] = []
        series: list[str] = []
        for minus, other in sorted(scored):
            if series.count(comparison.series[other]) < 2 and len(chosen) < 5:
                series.append(comparison.series[other])
                chosen.append((comparison.keys[other], -minus))
        found[comparison.keys[one]] = chosen
    return found


@pytest.mark.slow
def test_seven_hundred_entries_get_what_comparing_every_pair_gives() -> None:
    pytest.importorskip("numpy")
    catalogue = synthetic(700)  # more than are scored without arrays
    found = find_related(catalogue)
    assert {key: [(it.key, it.score) for it in its] for key, its in found.lists.items()} == (
        brute_force(catalogue)
    )


def test_arrays_give_the_scores_of_dictionaries() -> None:
    pytest.importorskip("numpy")
    comparison = evidence(synthetic(120))
    scores = bulk_scores(comparison)
    for number in range(120):
        assert scores(number, 120) == comparison.scores(number, 120)
        assert scores(number, 9) == comparison.scores(number, 9)


def test_after_any_change_the_known_lists_give_what_a_fresh_search_gives() -> None:
    catalogue = synthetic(150)
    known = find_related(catalogue)
    dice = random.Random(7)
    entries = list(catalogue.entries)
    for step in range(25):
        at, other = dice.sample(range(len(entries)), 2)
        one, second = entries[at], entries[other]
        if step % 5 == 0:
            del entries[at]
        elif step % 5 == 1:
            entries[at] = replace(one, summary=second.summary, nickname=f"Net{step}")
        elif step % 5 == 2:
            entries[at] = replace(one, authors=second.authors, published=second.published)
        elif step % 5 == 3:
            entries.append(replace(one, key=f"new{step}", terms=second.terms))
        else:
            entries[at] = replace(one, implements=(second.key,), terms=second.terms)
        changed = Catalogue.of(entries, catalogue.taxonomy)
        known = find_related(changed, known=known)
        assert known == find_related(changed), step


EXPECTED: dict[str, list[tuple[str, str]]] = {
    "abe2019sound": [
        ("dubois2020diary", "Also on field surveys"),
        ("beelab2023keyed", "Also on field surveys, Alps"),
        ("vanderberg2021orchard", "Also on field surveys, Alps"),
        ("okafor2022nest", "By one of the same authors; also on Alps"),
    ],
    "beelab2023keyed": [
        ("vanderberg2021orchard", "Its method is implemented here; also on field surveys, Tyrol"),
        ("abe2019sound", "Also on field surveys, Alps"),
        ("dubois2020diary", "Also on field surveys"),
        ("okafor2022nest", "Also on Alps"),
    ],
    "dubois2020diary": [
        ("abe2019sound", "Also on field surveys"),
        ("beelab2023keyed", "Also on field surveys"),
        ("vanderberg2021orchard", "Also on field surveys"),
    ],
    "li2022solitary": [
        ("okafor2022nest", "Also on nest studies"),
        ("vanderberg2021orchard", "Also on nest studies"),
    ],
    "okafor2022nest": [
        ("li2022solitary", "Also on nest studies"),
        ("vanderberg2021orchard", "By one of the same authors; also on nest studies, Alps"),
        ("abe2019sound", "By one of the same authors; also on Alps"),
        ("beelab2023keyed", "Also on Alps"),
    ],
    "vanderberg2021orchard": [
        ("beelab2023keyed", "Implements its method; also on field surveys, Tyrol"),
        ("okafor2022nest", "By one of the same authors; also on nest studies, Alps"),
        ("li2022solitary", "Also on nest studies"),
        ("abe2019sound", "Also on field surveys, Alps"),
        ("dubois2020diary", "Also on field surveys"),
    ],
}


def test_of_a_large_library_candidates_are_compared_and_the_best_are_among_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    catalogue = synthetic(900)
    exact = find_related(catalogue).lists
    monkeypatch.setattr(related, "EXACT", 500)
    monkeypatch.setattr(related, "RARE", 25)
    monkeypatch.setattr(related, "CANDIDATES", 60)
    found = find_related(catalogue)
    wanted = {(key, it.key, it.score) for key, them in exact.items() for it in them}
    named = {(key, it.key, it.score) for key, them in found.lists.items() for it in them}
    share = len(wanted & named) / len(wanted)
    print(f"{share:.0%} of the relations that comparing every pair finds")
    assert share > 0.6
    assert all(len(them) <= COUNT for them in found.lists.values())


def test_of_a_large_library_what_was_known_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(related, "EXACT", 500)
    before = synthetic(600)
    known = find_related(before)
    assert find_related(before, known=known) == known
    first, *others = before.entries
    after = Catalogue.of([replace(first, title="Bees of the dunes"), *others], before.taxonomy)
    assert find_related(after, known=known) == find_related(after)
