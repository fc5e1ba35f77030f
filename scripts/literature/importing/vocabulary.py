"""Sections, keywords and venues of a file -> terms; by the vocabulary and by a map of the person's.

A map is YAML; each word leads to "facet/term", to several of them, or to "ignore":

    words:
      Nest work: categories/nest-study
      News: ignore
    venues:
      Bee Letters: jhr
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from .. import strict_yaml
from ..strict_yaml import Text, YamlError
from ..submission.words import match_venue
from ..taxonomy import Taxonomy, spelling
from ..text import count_of, plural_of, shown, slug
from .mojibake import repaired

IGNORE: Final = "ignore"
MAX_MAP: Final = 1_000_000
_GENERIC: Final = re.compile(
    r"(?i)\b(?:papers?|methods?|works?|approaches|techniques|resources|lists?|based|related"
    r"|articles?|literature|publications?|section|in|on|for|of|the)\b"
)
# Headings under which lists of any field put what is no category.
_NO_TOPIC: Final = re.compile(
    r"(?i)^(?:papers?|articles?|publications?|news|updates?|contents?|table of contents|overview"
    r"|introduction|contribut\w*|license|citation|references?|bibliography|others?|misc\w*"
    r"|(?:19|20)[0-9]{2}|reading list|to-?read|related work|highlights|star history|contact"
    r"|acknowledge?ments?|paper list|all papers|read|unread|journal article|conference paper"
    r"|preprint|article|import(?:ed)?)$"
)


class UnfitMap(Exception):
    """The map cannot be used; the message says where and why."""


@dataclass(frozen=True)
class Map:
    """What a person decided of words: folded word -> (field, term id) pairs; none: ignore it."""

    words: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    venues: Mapping[str, str] = field(default_factory=dict)


def read_map(path: str, content: bytes, taxonomy: Taxonomy) -> Map:
    """The map in the bytes of a file; raises UnfitMap for anything that it cannot mean."""
    try:
        root = strict_yaml.parse(strict_yaml.decode(content, MAX_MAP))
    except YamlError as error:
        raise UnfitMap(f"{path}:{error.line}: {error.message}") from None
    words: dict[str, tuple[tuple[str, str], ...]] = {}
    venues: dict[str, str] = {}
    for name, node in _pairs(path, root):
        if name.value not in ("words", "venues"):
            raise UnfitMap(f"{path}:{name.line}: '{shown(name.value)}'; write words: or venues:")
        for word, value in _pairs(path, node):
            facet = "venues" if name.value == "venues" else ""
            pairs = tuple(_target(path, text, taxonomy, facet) for text in _texts(path, value))
            pairs = tuple(pair for pair in pairs if pair[1])
            if facet:
                venues[_folded(word.value)] = pairs[0][1] if pairs else ""
            else:
                words[_folded(word.value)] = pairs
    return Map(words, venues)


def _pairs(path: str, node: strict_yaml.Node | None) -> list[tuple[Text, strict_yaml.Node]]:
    if node is None or (isinstance(node, Text) and not node.value):
        return []
    if not isinstance(node, strict_yaml.Mapping):
        raise UnfitMap(f"{path}:{node.line}: must be a mapping of words to terms")
    return node.pairs


def _texts(path: str, node: strict_yaml.Node) -> list[Text]:
    items: Sequence[strict_yaml.Node] = (
        node.items if isinstance(node, strict_yaml.Sequence) else [node]
    )
    for item in items:
        if not isinstance(item, Text):
            raise UnfitMap(f"{path}:{item.line}: must be a term, a list of terms, or {IGNORE}")
    return [item for item in items if isinstance(item, Text)]


def _target(path: str, text: Text, taxonomy: Taxonomy, facet_id: str) -> tuple[str, str]:
    if text.value.strip() in ("", IGNORE):
        return "", ""
    facet_name, slash, word = text.value.rpartition("/")
    facets = [facet_name.strip() or facet_id] if slash or facet_id else list(taxonomy.facets)
    for name in facets:
        facet = taxonomy.facets.get(name)
        term_id = facet.by_spelling.get(spelling(word)) if facet else None
        if facet and term_id:
            return facet.field, term_id
    raise UnfitMap(f"{path}:{text.line}: '{shown(text.value)}' is no term of the vocabulary; "
                   f"write facet/term, or {IGNORE}")  # fmt: skip


def _folded(text: str) -> str:
    return spelling(heading_text(text)) or text.casefold().strip()


def heading_text(text: str) -> str:
    """A heading without marks, emoji, numbering and broken characters: "Probing"."""
    text = repaired(text)
    text = re.sub(r"[^\w\s()&/,.:'’+#-]|(?<!\w)_+|_+(?!\w)", " ", text)
    text = re.sub(
        r"^\s*(?:\(?[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]?|[IVX]{1,4}[.)]|[A-Z][.)])\s+", "", text
    )
    return " ".join(text.split()).strip(" :.-#&")


@dataclass
class Vocabulary:
    """Words -> terms; counts what it did not know, for the report."""

    taxonomy: Taxonomy
    map: Map = field(default_factory=Map)
    unknown: Counter[str] = field(default_factory=Counter)
    unknown_venues: Counter[str] = field(default_factory=Counter)
    used: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    _known: dict[str, tuple[tuple[str, str], ...] | None] = field(default_factory=dict)

    def terms_of(self, words: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Terms by field. Of a field that takes one, the first; of others at most as many as fit."""  # noqa: E501
        found: dict[str, tuple[str, ...]] = {}
        for word in words:
            for name, term_id in self.pairs(word):
                own = found.get(name, ())
                limit = 1 if self.taxonomy.fields[name].is_single else (
                    self.taxonomy.fields[name].max_items)  # fmt: skip
                if term_id not in own and len(own) < limit:
                    found[name] = (*own, term_id)
        return found

    def pairs(self, word: str) -> tuple[tuple[str, str], ...]:
        """What one word means; nothing for one to ignore, or not known."""
        if word not in self._known:
            self._known[word] = self._look_up(word)
        pairs = self._known[word]
        if pairs is None:
            self.unknown[heading_text(word)] += 1
        elif pairs:
            self.used[heading_text(word)] = pairs
        return pairs or ()

    def _look_up(self, word: str) -> tuple[tuple[str, str], ...] | None:
        folded = _folded(word)
        if folded in self.map.words:
            return self.map.words[folded]
        text = heading_text(word)
        if not text or _NO_TOPIC.match(text):
            return ()
        for candidate in _spellings(text):
            if pair := self._by_spelling.get(spelling(candidate)):
                return (pair,)
        parts = re.split(r"\s*(?:/|&|,|;|\band\b|\bor\b)\s*", text)
        pairs = [self._by_spelling.get(spelling(it)) for part in parts for it in _spellings(part)]
        return tuple(dict.fromkeys(pair for pair in pairs if pair)) or None

    @cached_property
    def _by_spelling(self) -> Mapping[str, tuple[str, str]]:
        found: dict[str, tuple[str, str]] = {}
        for facet in self.taxonomy.facets.values():
            if facet.id != "venues":
                for form, term_id in facet.by_spelling.items():
                    found.setdefault(form, (facet.field, term_id))
        return found

    def venue(self, text: str) -> tuple[str, str]:
        """Id of a venue and the track behind its name; empty for one that is not known."""
        folded = _folded(text)
        if folded in self.map.venues:
            return self.map.venues[folded], ""
        facet = self.taxonomy.facets["venues"]
        if found := facet.by_spelling.get(spelling(text)):
            return found, ""
        for match in re.finditer(
            ": |, (?=.*(?:Demo|Workshop|Track|Tutorial|Industry|Findings))", text
        ):
            if found := facet.by_spelling.get(spelling(text[: match.start()])):
                return found, text[match.end() :].strip()
        if found := match_venue(text, self.taxonomy):
            return found, ""
        self.unknown_venues[text] += 1
        return "", ""

    def proposed_map(self) -> str:
        """The map that was used and what it lacks, as the text of a file to be edited."""
        lines = ["words:"]
        lines += [f"  {_quoted(word)}: {_targets(pairs, self.taxonomy)}"
                  for word, pairs in sorted(self.used.items())]  # fmt: skip
        lines += [f"  {_quoted(word)}: {IGNORE}  # {count_of(count, 'time')}{self._near(word)}"
                  for word, count in _ranked(self.unknown)]  # fmt: skip
        if self.unknown_venues:
            lines.append("venues:")
            lines += [f"  {_quoted(word)}: {IGNORE}  # {count_of(count, 'time')}"
                      for word, count in _ranked(self.unknown_venues)]  # fmt: skip
        return "\n".join(lines) + "\n" if len(lines) > 1 else ""

    def _near(self, word: str) -> str:
        near = [
            f"{facet.id}/{term_id}"
            for facet in self.taxonomy.facets.values()
            if facet.id != "venues"
            for term_id in self.taxonomy.suggest(facet.id, word)
        ]
        return f"; perhaps {' or '.join(near[:3])}" if near else ""

    def proposed_terms(self) -> str:
        """The venues that are missing, as lines for entries/_taxonomy.yaml."""
        taken = set(self.taxonomy.facets["venues"].terms)
        lines: list[str] = []
        for name, count in _ranked(self.unknown_venues):
            term_id = slug(short_name(name))[:40].strip("-")
            if not term_id or term_id in taken:
                continue
            taken.add(term_id)
            label = _quoted(short_name(name))
            kind = "article" if looks_like_journal(name) else "inproceedings"
            lines.append(f"      {term_id}: {{label: {label}, name: {_quoted(bare_name(name) or name)}, "  # noqa: E501
                         f"bibtex: {kind}}}  # {count_of(count, 'time')}")  # fmt: skip
        return "\n".join(lines) + "\n" if lines else ""


def short_name(name: str) -> str:
    """What a venue is called for short: the capitals in brackets, or the name without its frame."""
    if match := re.search(r"\(([A-Z][A-Za-z&-]{1,11})(?:['’ ]*[0-9]{2,4})?\)", name):
        return match[1]
    return bare_name(name)[:60].strip() or name[:60]


def bare_name(name: str) -> str:
    """A venue without "Proceedings of the", numbers, years and brackets."""
    bare = re.sub(r"(?i)^(?:in )?(?:the )?(?:proceedings|proc\.?) of (?:the )?", "", name)
    bare = re.sub(r"(?i)\b[0-9]+(?:st|nd|rd|th)\b|\b(?:19|20)[0-9]{2}\b|\([^()]*\)", " ", bare)
    return " ".join(bare.split()).strip(" ,.-:")


def looks_like_journal(name: str) -> bool:
    return bool(
        re.search(
            r"(?i)journal|transactions|letters|review|annals|magazine|nature|science"
            r"|bulletin|\bacta\b|quarterly|plos|elife|frontiers",
            name,
        )
        and not re.search(r"(?i)proceedings|conference|workshop|symposium", name)
    )


def _spellings(text: str) -> Iterator[str]:
    """A word in the forms that a vocabulary may have: without brackets, frames, its plural."""
    bare = " ".join(re.sub(r"\([^()]*\)", " ", text).split())
    opened = " ".join(re.sub(r"[()]", " ", text).split())
    core = " ".join(_GENERIC.sub(" ", bare).split()).strip(" -")
    for form in dict.fromkeys((text, bare, opened, core)):
        if form:
            yield form
            yield plural_of(form)
            yield (
                re.sub(r"(?i)ies$", "y", form)
                if form.lower().endswith("ies")
                else form.rstrip("sS")
            )
            yield re.sub(r"(?i)(?:es|s)$", "", form)


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda it: (-it[1], it[0]))[:300]


def _quoted(text: str) -> str:
    clean = shown(text, 300).replace("\\", "/").replace('"', "'")
    return f'"{clean}"'


def _targets(pairs: Sequence[tuple[str, str]], taxonomy: Taxonomy) -> str:
    texts = [f"{taxonomy.fields[name].facet}/{term_id}" for name, term_id in pairs]
    return texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"
