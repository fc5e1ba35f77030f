"""Which entries are most like each entry, and why: text, terms, authors, links and dates.

An entry is a sparse vector of whole numbers: its words, its terms and its authors, each part of
fixed length, rare ones weighing more. The score of two entries is the product of their vectors,
plus a bonus for a link between them and a little for near dates. Whole numbers make the score the
same in every order of counting.

Rarity is counted in steps, so that one more entry changes the weights of few features. What an
earlier run found stays true for the entries that no change can reach; only the others are asked
again.
"""

from __future__ import annotations

import hashlib
import heapq
import math
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from itertools import chain
from sys import intern
from typing import Any, Final, NamedTuple, TypeVar

from .catalogue import Catalogue
from .model import Entry, Name
from .taxonomy import Taxonomy, Term
from .text import ascii_fold, comparison_form

FEW: Final = 500  # lists that are found sooner without loading numpy
COUNT: Final = 5  # entries named for each entry
OF_A_SERIES: Final = 2  # of them at most, of one series
SEPARATOR: Final = "\0"  # of features in a text; no entry can hold it
UNIT: Final = 1000  # length of a part of weight 1
SCORE: Final = UNIT * UNIT  # of two entries with the same words and nothing else in common
PARTS: Final = {"w": 1.0, "t": 0.8, "a": 0.4}  # share in the score of words, terms, authors
LEAST: Final = SCORE // 12  # below this, two entries have next to nothing in common
LINKED: Final = {"implements": SCORE, "name": SCORE, "mention": 6 * SCORE // 10}
MOST_MENTIONS: Final = 12  # a name in more summaries than these is a common thing, no relation
FEW_HOLDERS: Final = 20  # a feature of so few entries always counts
MONTHS: Final = 24
LOOKED_AT: Final = 20  # best scores to choose from; all, if these are of few series
PER_MONTH: Final = SCORE // 2000  # 1.2 % for works of one month
NEAREST: Final = MONTHS * PER_MONTH
# Facets that say how and where a work appeared, not what it is about.
LEFT_OUT: Final = ("kinds", "venues")
COMMON: Final = 20  # a feature that more than one entry in so many has is counted by matrices
BLOCK: Final = 2_000_000  # scores that such a product holds at a time
FEW_ROWS: Final = 8  # entries whose scores are added up at a time
EXACT: Final = 20_000  # entries of which each is compared with every other
RARE: Final = EXACT // COMMON  # holders of what leads to the entries that are compared, above that
CANDIDATES: Final = 400  # of them, those that have most of it in common
STOP_WORDS: Final = frozenset(
    """a about across after all also an and any are as at be been before being between both but by
    can could do does each for from further given had has have here how if in instead into is it
    its less many may more most much near no nor not of on once one only or other our out over own
    per same several shows so some still such than that the their them then there these they this
    those three through to too two under until up upon use used uses using very via was way we well
    were what when where whether which while who whose why will with within without would yet
    """.split()  # noqa: SIM905 - as prose it can be read
)
_WORD = re.compile(r"[^\W_]+")
_PUNCTUATION = str.maketrans(dict.fromkeys(".,;:()[]{}<>\"'“”‘’?!", " "))
_VERSION = re.compile(r"[\s._-]*v?[0-9][0-9.]*$", re.I)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

Key = TypeVar("Key")
Value = TypeVar("Value")
Vector = dict[str, int]
Own = tuple[str, bytes, bytes]  # features, how much it has of each, digest
Scores = Callable[[int, int], dict[int, int]]  # of an entry, at least so many of the best


class Relation(NamedTuple):
    """A related entry: its key, why it is related, and how strongly."""

    key: str
    reason: str
    score: int


@dataclass(frozen=True)
class Related:
    """The related entries of each entry, best first, and what they were found from."""

    lists: Mapping[str, tuple[Relation, ...]] = field(default_factory=dict)
    found_from: Mapping[str, bytes] = field(default_factory=dict)  # key -> digest of its evidence
    weights: Mapping[str, int] = field(default_factory=dict)  # of the features
    links: Mapping[tuple[str, str], str] = field(default_factory=dict)


def find_related(
    catalogue: Catalogue, own: Mapping[str, Own] | None = None, known: Related | None = None
) -> Related:
    """For each entry up to five others, best first, ties by key; none is related to itself.

    Among more than EXACT entries each is compared with CANDIDATES others: to compare all takes the
    square of their number.

    `own` is what evidence_of gives for each key, if it is at hand; `known` is what an earlier state
    of the catalogue gave, under the same vocabulary. It saves time and changes nothing.
    """
    if own is None:
        own = {entry.key: evidence_of(entry, catalogue.taxonomy) for entry in catalogue.entries}
    evidence = Evidence.of(catalogue, own)
    keys = evidence.keys
    dirty: Sequence[int] = range(len(keys))
    if known and len(keys) <= EXACT:
        dirty = _out_of_date(evidence, known)
    elif known and _is_as_known(evidence, known):
        dirty = ()
    lists = {key: known.lists[key] for key in keys if key in known.lists} if known else {}
    is_bulk = len(dirty) > FEW or (bool(dirty) and len(keys) > EXACT)
    scores = bulk_scores(evidence) if is_bulk else evidence.scores
    for number in dirty:
        lists[keys[number]] = evidence.list_of(number, scores)
    digests = {key: evidence.digests[key] for key in keys}
    return Related({key: lists[key] for key in keys}, digests, evidence.weights, evidence.links)


def evidence_of(entry: Entry, taxonomy: Taxonomy) -> Own:
    """How much the entry has of each feature, and a digest of all that its relations hang on.

    As text and bytes: ten thousand dictionaries take 70 MB and longer to remember.
    """
    counts = {
        **_word_features(entry, taxonomy),
        **_term_features(entry, taxonomy),
        **_author_features(entry),
    }
    features, amounts = SEPARATOR.join(counts), bytes(counts.values())
    facts = "\n".join((features, str(entry.published), _series(entry), entry.nickname))
    digest = hashlib.blake2b(facts.encode() + amounts, digest_size=12).digest()
    return features, amounts, digest


def stems(text: str) -> list[str]:
    """The words of a text that tell something, without endings, in order."""
    return [feature.removeprefix("w ") for feature in _word_features_of(text)]


def features_of(own: Own) -> Iterable[str]:
    """What an entry has, each thing as one text for all entries."""
    return map(intern, own[0].split(SEPARATOR)) if own[1] else ()


def counts_of(own: Own) -> Vector:
    """How much an entry has of each feature."""
    return dict(zip(features_of(own), own[1], strict=True))


def _word_features_of(text: str) -> list[str]:
    """A feature for each word that counts, in their order."""
    found = _WORD.findall(ascii_fold(text).lower())
    return list(filter(None, map(_FEATURES.__getitem__, found)))


@cache
def _stem(word: str) -> str:
    """The word without the commonest English endings: "probes" and "probing" -> "prob"."""
    if len(word) <= 3 or not word.isalpha():
        return word
    for ending, rest in (
        ("ies", "y"), ("ations", "at"), ("ation", "at"), ("ings", ""), ("ing", ""), ("ers", ""),
        ("er", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", ""), ("ly", ""),
    ):  # fmt: skip
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word[: -len(ending)] + rest
    return word


def _subjects(entry: Entry, taxonomy: Taxonomy) -> Iterable[tuple[str, tuple[str, ...]]]:
    """The fields that say what the work is about, with their terms."""
    for name, ids in entry.terms.items():
        term_field = taxonomy.fields.get(name)
        if term_field and term_field.facet not in LEFT_OUT:
            yield name, ids


@dataclass(frozen=True)
class Evidence:
    """What speaks for relations in a catalogue. Entries are numbers in the order of their keys."""

    taxonomy: Taxonomy
    entries: Sequence[Entry]
    own: Sequence[Own]  # of each entry
    digests: Mapping[str, bytes]
    links: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, catalogue: Catalogue, own: Mapping[str, Own]) -> Evidence:
        entries = sorted(catalogue.entries, key=lambda entry: entry.key)
        digests = {entry.key: own[entry.key][2] for entry in entries}
        ordered = [own[entry.key] for entry in entries]
        return cls(catalogue.taxonomy, entries, ordered, digests, find_links(entries))

    @cached_property
    def keys(self) -> list[str]:
        return [entry.key for entry in self.entries]

    @cached_property
    def holders(self) -> Mapping[str, list[int]]:
        """Feature -> the entries that have it, for those that two or more have."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, own in enumerate(self.own):
            for feature in features_of(own):
                found[feature].append(number)
        return found

    @cached_property
    def weights(self) -> Mapping[str, int]:
        """Feature -> how much it tells, by how many have it; 0 for what most have."""
        total = len(self.entries)
        return {
            feature: weight_of(feature, len(numbers), total)
            for feature, numbers in self.holders.items()
        }

    @cached_property
    def vectors(self) -> Sequence[Vector]:
        return [vector_of(counts_of(own), self.weights) for own in self.own]

    @cached_property
    def months(self) -> Sequence[int]:
        return [entry.published.year * 12 + (entry.published.month or 6) for entry in self.entries]

    @cached_property
    def series(self) -> Sequence[str]:
        return [_series(entry) for entry in self.entries]

    @cached_property
    def linked(self) -> Mapping[int, Mapping[int, int]]:
        """Number -> the entries linked with it, either way, and the bonus."""
        at = {key: number for number, key in enumerate(self.keys)}
        found: dict[int, dict[int, int]] = defaultdict(dict)
        for (one, other), kind in self.links.items():
            for a, b in ((at[one], at[other]), (at[other], at[one])):
                found[a][b] = max(found[a].get(b, 0), LINKED[kind])
        return found

    def nearness(self, one: int, other: int) -> int:
        return max(0, MONTHS - abs(self.months[one] - self.months[other])) * PER_MONTH

    def scores(self, number: int, best: int) -> dict[int, int]:
        """The score with every entry that it has enough in common with to be related to it; of
        these the best ones suffice."""
        total: dict[int, int] = dict(self.linked.get(number, {}))
        for feature, weight in self.vectors[number].items():
            for other in self.holders[feature]:
                total[other] = total.get(other, 0) + weight * self.vectors[other][feature]
        total.pop(number, None)
        found = {
            other: score + self.nearness(number, other)
            for other, score in total.items()
            if score >= LEAST - NEAREST
        }
        least = heapq.nlargest(best, found.values())[-1] if best < len(found) else LEAST
        return {other: score for other, score in found.items() if score >= max(least, LEAST)}

    def list_of(self, number: int, scores: Scores) -> tuple[Relation, ...]:
        """The related entries of one entry."""
        best = scores(number, LOOKED_AT)
        chosen = self.choose(best)
        if len(chosen) < COUNT and len(best) >= LOOKED_AT:
            best = scores(number, len(self.entries))
            chosen = self.choose(best)
        return tuple(
            Relation(self.keys[other], self.reason(number, other), best[other]) for other in chosen
        )

    def choose(self, scores: Mapping[int, int]) -> list[int]:
        """The best five, ties by key, with at most two of one series."""
        return self._without_crowds(sorted(scores, key=lambda other: (-scores[other], other)))

    def _without_crowds(self, ordered: Iterable[int]) -> list[int]:
        chosen: list[int] = []
        seen: dict[str, int] = {}
        for other in ordered:
            series = self.series[other]
            seen[series] = seen.get(series, 0) + 1
            if seen[series] <= OF_A_SERIES:
                chosen.append(other)
                if len(chosen) == COUNT:
                    break
        return chosen

    def reason(self, number: int, other: int) -> str:
        """Why, in at most two phrases: a link, the authors, the terms, else the words."""
        phrases = [
            *self._link_phrases(number, other),
            *self._author_phrases(number, other),
            *self._term_phrases(number, other),
        ]
        text = "; ".join(phrases[:2]) or "described in much the same words"
        return text[0].upper() + text[1:]

    def _link_phrases(self, number: int, other: int) -> list[str]:
        if other not in self.linked.get(number, ()):
            return []
        this, that = self.keys[number], self.keys[other]
        if self.links.get((that, this)) == "implements":
            return ["implements its method"]
        if self.links.get((this, that)) == "implements":
            return ["its method is implemented here"]
        if "name" in (self.links.get((that, this)), self.links.get((this, that))):
            return ["goes by the same name"]
        if (that, this) in self.links:
            return [f"mentions {self.entries[number].nickname}"]
        return ["named in the summary above"] if (this, that) in self.links else []

    @cached_property
    def people(self) -> Sequence[frozenset[str]]:
        return [frozenset(map(_author, entry.authors)) for entry in self.entries]

    def _author_phrases(self, number: int, other: int) -> list[str]:
        shared = len(self.people[number] & self.people[other])
        if not shared:
            return []
        if self.people[number] == self.people[other]:
            return ["by the same authors" if shared > 1 else "by the same author"]
        if shared > 1:
            count = _NUMBERS[shared] if shared < len(_NUMBERS) else str(shared)
            return [f"by {count} of the same authors"]
        first, second = (self.entries[it].authors[0] for it in (number, other))
        is_first = _author(first) == _author(second)
        return ["by the same first author" if is_first else "by one of the same authors"]

    def _term_phrases(self, number: int, other: int) -> list[str]:
        """The two terms that weigh most, of two facets if there are such, in the order of facets.

        Not those of facets with one value: such a value says what an entry is, not what it is on.
        """
        ours, theirs = self.subjects[number], self.subjects[other]
        shared = sorted(
            [(-weight * theirs[name], name) for name, weight in ours.items() if name in theirs]
        )
        if not shared:
            return []
        first, second = shared[0][1], ""
        for _, name in shared[1:]:
            facet, apart = self.wording.pairs[first, name]
            if apart and (facet or not second):
                second = name
                if facet:
                    break
        return [self.wording.phrases[first, second]]

    @cached_property
    def wording(self) -> Wording:
        return Wording(self.taxonomy)

    @cached_property
    def subjects(self) -> Mapping[int, Vector]:
        """The terms of each entry that a reason may name, with their weights."""
        facets, vectors = self.taxonomy.facets, self.vectors
        named = tuple(f"t {facet.id} " for facet in facets.values() if facet.max_items > 1)

        def subjects(number: int) -> Vector:
            vector = vectors[number].items()
            return {name: weight for name, weight in vector if name.startswith(named)}

        return Kept(subjects)


@dataclass(frozen=True)
class Wording:
    """How terms are named in reasons. Apart from Evidence, which is large: what keeps functions of
    its own is freed only when garbage is collected, and a build does not."""

    taxonomy: Taxonomy

    @cached_property
    def pairs(self) -> Mapping[tuple[str, str], tuple[bool, bool]]:
        """Two terms -> whether they are of two facets, and worth being named together."""
        return Kept(
            lambda names: (names[0].split()[1] != names[1].split()[1], not self._overlap(*names))
        )

    @cached_property
    def phrases(self) -> Mapping[tuple[str, str], str]:
        facets = list(self.taxonomy.facets)

        def phrase(names: tuple[str, str]) -> str:
            named = sorted(filter(None, names), key=lambda name: facets.index(name.split()[1]))
            return "also on " + ", ".join(self._label(name) for name in named)

        return Kept(phrase)

    def _overlap(self, one: str, other: str) -> bool:
        """Whether naming both would say a thing twice: one is above the other, or in its label."""
        first, second = self._term(one), self._term(other)
        if one.split()[1] == other.split()[1]:
            facet = self.taxonomy.facets[one.split()[1]]
            chains = facet.with_ancestors(first.id), facet.with_ancestors(second.id)
            if first.id in chains[1] or second.id in chains[0]:
                return True
        words, others = (set(_WORD.findall(it.label.lower())) for it in (first, second))
        return words <= others or others <= words

    def _term(self, name: str) -> Term:
        _, facet_id, term_id = name.split()
        return self.taxonomy.facets[facet_id].terms[term_id]

    def _label(self, name: str) -> str:
        label = self._term(name).label
        return label[0].lower() + label[1:] if self._is_common(label) else label

    def _is_common(self, label: str) -> bool:
        """Whether a label begins with a capital only because it is a label: it goes on in small
        letters, or the vocabulary writes its first word so in a sentence."""
        first, *rest = label.split()
        if not first.istitle():
            return False
        return bool(rest and rest[0].islower() and rest[0] != "and") or (
            _stem(first.lower()) in self._small_stems
        )

    @cached_property
    def _small_stems(self) -> frozenset[str]:
        texts = (
            text
            for facet in self.taxonomy.facets.values()
            for term in facet.terms.values()
            for text in (facet.description, term.description, term.short, term.label, *term.aliases)
        )
        words = (word for text in texts for word in _WORD.findall(text))
        return frozenset(_stem(word) for word in words if word.islower())


class Kept(dict[Key, Value]):
    """What is made of a key, made when first asked for."""

    def __init__(self, make: Callable[[Key], Value]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, key: Key) -> Value:
        self[key] = value = self.make(key)
        return value


def _feature(word: str) -> str:
    """The feature of a word in small letters; empty for one that does not count. One text for all
    entries that have it: they are most of what a build holds."""
    return f"w {_stem(word)}" if len(word) > 1 and word not in STOP_WORDS else ""


_FEATURES: Final = Kept[str, str](_feature)


def bulk_scores(evidence: Evidence) -> Scores:
    """Evidence.scores for many entries, by arrays: the same numbers thirty times as fast.

    What a few entries share is added up from lists of holders; what many share, from a product of
    matrices. Numbers with a fraction count whole numbers of this size exactly.
    """
    # One thread: a second one takes as much time again to wait for its turn.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Imported here: it takes 0.2 s, which a build that asks for few entries need not spend.
    import numpy as np

    ids: dict[str, int] = {}
    vectors, count = evidence.vectors, len(evidence.vectors)
    own = [[ids.setdefault(name, len(ids)) for name in vector] for vector in vectors]
    lengths = np.array([len(names) for names in own], np.int64)
    features = np.fromiter(chain.from_iterable(own), np.int64)
    weights = np.fromiter(chain.from_iterable(vector.values() for vector in vectors), np.float64)
    holders = np.repeat(np.arange(count), lengths)
    sizes = np.bincount(features, minlength=len(ids))

    is_common = sizes > min(count // COMMON, RARE)
    common = is_common[features]
    columns = np.cumsum(is_common) - 1
    table = np.zeros((count, int(is_common.sum())), np.float32)
    table[holders[common], columns[features[common]]] = weights[common]

    features, weights, holders = features[~common], weights[~common], holders[~common]
    order = np.argsort(features, kind="stable")
    sizes = np.bincount(features, minlength=len(ids))
    begins = np.cumsum(sizes) - sizes
    its_holders, its_weights = holders[order], weights[order]
    bounds = np.searchsorted(holders, np.arange(count + FEW_ROWS + 1)).tolist()
    months = np.array(evidence.months)
    blocks = max(1, BLOCK // max(count * FEW_ROWS, 1))

    @lru_cache(1)
    def common_by(first: int) -> Any:
        return table[first : first + blocks * FEW_ROWS] @ table.T

    def rare_by(first: int) -> Any:
        """What is rare and shared with all: a pair for each holder of each feature."""
        mine = slice(bounds[first], bounds[first + FEW_ROWS])
        names = features[mine]
        lengths = sizes[names]
        ends = np.cumsum(lengths)
        at = np.arange(lengths.sum()) + np.repeat(begins[names] - ends + lengths, lengths)
        others = its_holders[at] + np.repeat((holders[mine] - first) * count, lengths)
        shares = its_weights[at] * np.repeat(weights[mine], lengths)
        total = np.bincount(others, shares, FEW_ROWS * count).astype(np.float32)
        return total.reshape(FEW_ROWS, count)

    @lru_cache(1)
    def totals_of(block: int) -> Any:
        """A row for each of a few entries, with what it has in common with all."""
        first = block * FEW_ROWS
        total = rare_by(first)[: count - first]
        if count <= EXACT:
            above = first % (blocks * FEW_ROWS)
            total += common_by(first - above)[above : above + FEW_ROWS]
        for row, number in enumerate(range(first, first + len(total))):
            for other, bonus in evidence.linked.get(number, {}).items():
                total[row, other] += bonus
            total[row, number] = 0
        return total

    def candidates(total: Any, number: int) -> Any:
        """Those that have most of what is rare in common, with their whole scores in `total`."""
        found = total.nonzero()[0]
        if len(found) > CANDIDATES:
            least = np.partition(total[found], -CANDIDATES)[-CANDIDATES]
            found = found[total[found] >= least]
        total[found] += table[found] @ table[number]
        return found

    def scores(number: int, best: int) -> dict[int, int]:
        total = totals_of(number // FEW_ROWS)[number % FEW_ROWS]
        if count <= EXACT:
            likely = (total >= LEAST - NEAREST).nonzero()[0]
        else:
            total = total.copy()
            likely = candidates(total, number)
            likely = likely[total[likely] >= LEAST - NEAREST]
        near = np.maximum(0, MONTHS - np.abs(months[likely] - months[number]))
        found = total[likely].astype(np.int64) + near * PER_MONTH
        least = np.partition(found, -best)[-best] if best < len(found) else LEAST
        enough = found >= max(least, LEAST)
        return dict(zip(likely[enough].tolist(), found[enough].tolist(), strict=True))

    return scores


def _word_features(entry: Entry, taxonomy: Taxonomy) -> Vector:
    """Of the titles, the nickname, the summary and the labels of terms: 2 for a word, 3 for one in
    a title or more than once."""
    words = dict.fromkeys(_word_features_of(" ".join((*entry.titles, entry.nickname))), 3)
    more = _word_features_of(entry.summary)
    for name, ids in _subjects(entry, taxonomy):
        for term_id in ids:
            more += _label_features(taxonomy.term(name, term_id).label)
    for word in more:
        words[word] = 3 if word in words else 2
    return words


@cache
def _label_features(label: str) -> list[str]:
    return _word_features_of(label)


def _term_features(entry: Entry, taxonomy: Taxonomy) -> Vector:
    """The terms and all above them, of whatever field; the first category counts for more."""
    found: dict[str, int] = {}
    for name, ids in _subjects(entry, taxonomy):
        facet = taxonomy.facets[taxonomy.fields[name].facet]
        for term_id in ids:
            own, *above = _line_features(facet.id, facet.with_ancestors(term_id))
            found[own] = max(found.get(own, 0), 2)
            for feature in above:
                found.setdefault(feature, 1)
    for term_id in entry.categories[:1]:
        found[f"t categories {term_id}"] = 3
    return found


@cache
def _line_features(facet_id: str, term_ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"t {facet_id} {term_id}" for term_id in term_ids)


def _author_features(entry: Entry) -> Vector:
    found: dict[str, int] = {}
    for position, name in enumerate(entry.authors):
        found.setdefault(_author_feature(name), 3 if position == 0 else 2)
    return found


@cache
def _author_feature(name: Name) -> str:
    return f"a {_author(name)}".replace(SEPARATOR, " ")


@cache
def _author(name: Name) -> str:
    """Family and given name, in any case: two people of one name cannot be told apart."""
    return f"{name.family}, {name.given}, {name.suffix}".casefold()


def _series(entry: Entry) -> str:
    """What the versions of a work share: the name it goes by, else the first author."""
    name = comparison_form(_VERSION.sub("", entry.nickname))
    return name or (f", {_author(entry.authors[0])}" if entry.authors else f"= {entry.key}")


def weight_of(feature: str, count: int, total: int) -> int:
    """How much a feature tells that `count` of `total` entries have; 0 for what too many have.

    A step of words is a factor of four, of terms and authors a factor of two.
    """
    if feature[0] == "w":
        if count > max(FEW_HOLDERS, total // 12):
            return 0
        return 1 + (total.bit_length() - 1) // 2 - (count.bit_length() - 1) // 2
    if feature[0] == "t" and count > max(FEW_HOLDERS, total // 3):
        return 0
    return 1 + total.bit_length() - count.bit_length()


def vector_of(counts: Mapping[str, int], weights: Mapping[str, int]) -> Vector:
    """Each part of a fixed length, in whole numbers."""
    raw = [(name, count * it) for name, count in counts.items() if (it := weights[name])]
    squares = dict.fromkeys(PARTS, 0)
    for name, weight in raw:
        squares[name[0]] += weight * weight
    scale = {part: UNIT * math.sqrt(share / (squares[part] or 1)) for part, share in PARTS.items()}
    return {name: round(weight * scale[name[0]]) for name, weight in raw}


def find_links(entries: Sequence[Entry]) -> dict[tuple[str, str], str]:
    """(an entry, one that it names) -> how: implements it, mentions it, has its name."""
    known = {entry.key for entry in entries}
    links: dict[tuple[str, str], str] = {}
    for one, other in _mentions(entries):
        links[one, other] = "mention"
    for keys in _namesakes(entries):
        links.update(((one, other), "name") for one in keys for other in keys if one < other)
    for entry in entries:
        for key in entry.implements:
            if key in known and key != entry.key:
                links[entry.key, key] = "implements"
    return links


def _namesakes(entries: Iterable[Entry]) -> Iterable[list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        name = comparison_form(entry.nickname)
        if name:
            found[name].append(entry.key)
    return [keys for keys in found.values() if 1 < len(keys) <= MOST_MENTIONS]


def _mentions(entries: Sequence[Entry]) -> Iterable[tuple[str, str]]:
    """Pairs of keys: the summary of the first names the second, in the same capitals."""
    named: dict[str, list[tuple[str, str]]] = defaultdict(list)  # first word -> (nickname, key)
    for entry in entries:
        plain = entry.nickname.translate(_PUNCTUATION).split()
        if plain and not entry.nickname.islower() and len(entry.nickname) > 2:
            named[plain[0]].append((" ".join(plain), entry.key))
    found: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        words = entry.summary.translate(_PUNCTUATION).split()
        for first in named.keys() & set(words):
            text = f" {' '.join(words)} "
            for name, key in named[first]:
                if key != entry.key and f" {name} " in text:
                    found[key].append(entry.key)
    return [(one, key) for key, ones in found.items() if len(ones) <= MOST_MENTIONS for one in ones]


def _is_as_known(evidence: Evidence, known: Related) -> bool:
    """Whether nothing has changed: on what lists of candidates hang is not told apart."""
    digests = [(key, evidence.digests[key]) for key in evidence.keys]
    return list(known.found_from.items()) == digests and known.links == evidence.links


def _out_of_date(evidence: Evidence, known: Related) -> Sequence[int]:
    """The entries whose list may be another now. A score changes only if one of the two entries
    or their link did; a list only if it held such an entry, or one now scores enough for it."""
    keys = evidence.keys
    changed = {
        number
        for number, key in enumerate(keys)
        if known.found_from.get(key) != evidence.digests[key]
    }
    for feature, weight in evidence.weights.items():
        if known.weights.get(feature, weight) != weight:
            changed.update(evidence.holders[feature])
    if 4 * len(changed) > len(keys):
        return range(len(keys))
    gone = known.lists.keys() - set(keys)
    lost = {keys[number] for number in changed} | gone
    dirty = set(changed)
    fifth = []
    for number, key in enumerate(keys):
        relations = known.lists.get(key, ())
        fifth.append(relations[-1].score if len(relations) == COUNT else LEAST)
        if any(relation.key in lost for relation in relations):
            dirty.add(number)
    at = {key: number for number, key in enumerate(keys)}
    for pair, _ in evidence.links.items() ^ known.links.items():
        dirty.update(at[key] for key in pair if key in at)
    scores = bulk_scores(evidence) if len(changed) > FEW else evidence.scores
    for number in changed:
        for other, score in scores(number, len(keys)).items():
            if score >= fifth[other]:
                dirty.add(other)
    return sorted(dirty)
