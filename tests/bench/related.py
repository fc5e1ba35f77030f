"""How good related entries are, on the real entries, and what they cost.

Usage: related.py [N ...]     (measures corpora of these sizes, too)

Explicit pairs: a tool and what it implements, entries of one name, a summary that names another.
Plain TF-IDF (the words alone) and chance stand beside the blend. precision@5 is the share of
related ones among the five of 40 entries, by the judgements in related.yaml; what nobody judged
counts as not related. Last, 15 entries to read.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import yaml  # noqa: E402
from corpus import made_entries  # noqa: E402

from literature import related  # noqa: E402
from literature.catalogue import Catalogue, read_catalogue  # noqa: E402
from literature.model import Entry  # noqa: E402

Lists = Mapping[str, Sequence[str]]


def main(arguments: Sequence[str]) -> None:
    catalogue, problems = read_catalogue(ROOT / "entries")
    if problems:
        raise SystemExit("the entries have problems; run make check first")
    found = related.find_related(catalogue)
    links = list(found.links)
    blended = {key: [it.key for it in its] for key, its in found.lists.items()}
    with (
        patch.object(related, "PARTS", {"w": 1.0, "t": 0.0, "a": 0.0}),
        patch.object(related, "LINKED", dict.fromkeys(related.LINKED, 0)),
    ):
        words = related.find_related(catalogue).lists
    plain = {key: [it.key for it in its] for key, its in words.items()}
    dice = random.Random(5)
    by_chance = {key: dice.sample(list(blended), 5) for key in blended}
    judged = yaml.safe_load((Path(__file__).parent / "related.yaml").read_text(encoding="utf-8"))
    print(f"{'':12}{'explicit pairs':>16}{'same category':>16}{'a common model':>16}"
          f"{'precision@5':>16}{'not judged':>16}")  # fmt: skip
    for name, lists in (("blended", blended), ("plain TF-IDF", plain), ("chance", by_chance)):
        category = share(catalogue, lists, lambda entry: entry.categories[:1])
        model = share(catalogue, lists, lambda entry: entry.terms.get("models", ()))
        named = sum(other in lists[one] or one in lists[other] for one, other in links)
        good, unknown = precision(lists, judged)
        print(f"{name:12}{f'{named} of {len(links)}':>16}{category:>16.0%}{model:>16.0%}"
              f"{good:>16.0%}{unknown:>16.0%}")  # fmt: skip
    for entry in catalogue.entries[:: len(catalogue.entries) // 14][:15]:
        print(f"\n{entry.title}")
        for it in found.lists[entry.key]:
            print(f"  {it.score / related.SCORE:.2f}  {catalogue.by_key[it.key].title[:70]:70}  "
                  f"{it.reason}")  # fmt: skip
    for size in map(int, arguments):
        measure(Catalogue.of(made_entries(catalogue.entries, size), catalogue.taxonomy))


def share(
    catalogue: Catalogue, lists: Lists, terms_of: Callable[[Entry], tuple[str, ...]]
) -> float:
    """Of all pairs whose first has such terms, how many have one in common."""
    by_key = catalogue.by_key
    pairs = [
        bool({*terms_of(by_key[one])} & {*terms_of(by_key[other])})
        for one, others in lists.items() for other in others if terms_of(by_key[one])
    ]  # fmt: skip
    return sum(pairs) / len(pairs)


def precision(lists: Lists, judged: Mapping[str, Mapping[str, list[str]]]) -> tuple[float, float]:
    """Of all places in the lists of the judged entries: the share of related ones, of unknown."""
    pairs = [(one, other) for one in judged for other in lists[one]]
    good = sum(other in judged[one]["related"] for one, other in pairs)
    bad = sum(other in judged[one]["other"] for one, other in pairs)
    return good / len(pairs), 1 - (good + bad) / len(pairs)


def measure(catalogue: Catalogue) -> None:
    begun = time.process_time()
    own = {it.key: related.evidence_of(it, catalogue.taxonomy) for it in catalogue.entries}
    known = related.find_related(catalogue, own)
    cold = time.process_time() - begun
    edited = catalogue.entries[len(own) // 2].key
    begun = time.process_time()
    related.find_related(
        catalogue, {**own, edited: ({**own[edited][0], "w edited": 2}, b"")}, known
    )
    warm = time.process_time() - begun
    print(f"\n{len(own):,} entries: {cold:.2f} s CPU, after one edit {warm:.2f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
