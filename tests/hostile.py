"""The hostile texts of hostile.yml, and a library that holds each of them wherever an entry or the
vocabulary can hold text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from build_fixtures import BEES_YML, build, make_bees
from once import made_once
from thorough import part_of

from literature.keys import derive_key
from literature.model import Name

CORPUS: Final = Path(__file__).parent / "hostile.yml"
# Where a text of somebody else can come to stand, or come in.
PROSE: Final = (
    "title", "alt_title", "author", "summary", "venue_label", "term_label", "term_description",
)  # fmt: skip
IDS: Final = ("arxiv", "doi", "openreview", "anthology")
NARROW: Final = ("link", *IDS, "key")  # what takes no text but of its own form
OUTPUTS: Final = (
    "bibtex", "ris", "csl", "feed", "csv", "json", "json_lines", "bulk", "json_ld", "meta",
    "search_index",
)  # fmt: skip
IN_BROWSER: Final = ("url_state", "search_box", "local_storage")
COMING_IN: Final = ("issue_body", "imported_file", "api_answer")
SINKS: Final = (*PROSE, *NARROW, *OUTPUTS, *IN_BROWSER, *COMING_IN)
# Of fields that not every text fits into.
MAX_KEY: Final = 60
MAX_LENGTH: Final = {"nickname": 60, "track": 200, "workflow": 200, "short": 70}
CALL: Final = "__ran"  # what a text calls if it runs
PLACE: Final = "Counted on one meadow over one summer, by one person."
REGISTER: Final = "https://api.datacite.org"  # which the page for submissions asks
EVERY: Final = 23  # of the texts, in a usual run


@dataclass(frozen=True)
class Payload:
    """One text and what must become of it: shown as it is, or refused with a reason."""

    id: str
    family: str
    number: int
    text: str
    shows: str  # the text with single blanks; empty when it is refused wherever there is prose
    refusals: Mapping[str, str]  # sink -> what a problem says

    def is_shown_as(self, sink: str) -> bool:
        return sink not in self.refusals

    @property
    def key(self) -> str:
        """Of the entry that holds it."""
        return derive_key([Name(self.family_name)], self.year, self.title)

    @property
    def title(self) -> str:
        return self.shows if self.is_shown_as("title") else f"Work {self.number} of bees"

    @property
    def alt_title(self) -> str:
        return f"{self.shows} ~" if self.is_shown_as("alt_title") else ""

    @property
    def summary(self) -> str:
        """The text where it is long enough for a summary, else with a sentence behind it."""
        is_fit = self.is_shown_as("summary") and len(self.shows) >= 40
        return self.shows if is_fit else f"{self.shows[:400]} {PLACE}"

    @property
    def year(self) -> int:
        return 2001 + self.number % 25

    @property
    def family_name(self) -> str:
        """Letters that no other entry's first author has, so that its key is its own."""
        first, second = divmod(self.number, 26)
        return f"Ost{chr(97 + first)}{chr(97 + second)}berg"

    @property
    def link(self) -> str:
        return self.shows if self.is_shown_as("link") else f"https://example.org/{self.number}"

    def cut_to(self, field: str) -> str:
        """The text if the field has room for it; else nothing."""
        return self.shows if len(self.shows) <= MAX_LENGTH[field] else ""


@cache
def corpus() -> tuple[Payload, ...]:
    """All texts, in the order of the file."""
    document = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))
    rows = [
        (family, id, row)
        for family, members in document["payloads"].items()
        for id, row in members.items()
    ]
    return tuple(
        _payload(number, family, id, row, document["refusals"])
        for number, (family, id, row) in enumerate(rows, start=1)
    )


def _payload(
    number: int, family: str, id: str, row: Mapping[str, Any], usual: Mapping[str, str]
) -> Payload:
    assert not set(row) - {"text", "times", "shows", "says", "except", "also"}, id
    text: str = row["text"] * row.get("times", 1)
    refusals = {sink: says for sink, says in usual.items() if sink not in row.get("also", ())}
    if len(text) > MAX_KEY:
        refusals["key"] = f"{len(text)} characters; shorten to {MAX_KEY}"
    if "{" in text or "}" in text:
        refusals["author"] = "has unbalanced braces; write {"
    shows = row.get("shows", " ".join(text.split()))
    if shows == "refused":
        shows, refusals = "", dict.fromkeys((*PROSE, *NARROW), row["says"])
    excepted = dict(row.get("except", {}))
    if says := excepted.pop("titles", ""):
        excepted |= {"title": says, "alt_title": says}
    return Payload(id, family, number, text, shows, {**refusals, **excepted})


def sampled() -> list[Payload]:
    """A part of the texts, of each family some; all with `make prove`."""
    return part_of(corpus(), EVERY)


def shown() -> list[Payload]:
    """Those of them that a library can hold."""
    return [payload for payload in sampled() if payload.shows]


def pairs(payloads: Sequence[Payload]) -> int:
    """How many pairs of a text and a sink there are: what is refused gets into no output."""
    return sum(len(SINKS) - (0 if it.shows else len(OUTPUTS)) for it in payloads)


# A library that holds them


def quoted(text: str) -> str:
    """The text in double quotes, as every reader of YAML reads it."""
    return '"' + "".join(map(_quoted_character, text)) + '"'


def _quoted_character(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    return char if " " <= char <= "~" else f"\\U{ord(char):08x}"


def entry_text(payload: Payload, before: Payload) -> str:
    """An entry with the text in every field that takes it. `before` is a second author."""
    lists: dict[str, list[str]] = {
        "alt_titles": [payload.alt_title],
        "authors": [f"{payload.family_name}, Ada", *_groups(payload, before)],
        "workflows": [payload.cut_to("workflow")],
    }
    texts = {
        "title": payload.title,
        "nickname": payload.cut_to("nickname"),
        "published": f"{payload.year}-06",
        **{name: payload.shows for name in IDS if payload.is_shown_as(name)},
        "venue": f"v{payload.number}",
        "venue_year": str(payload.year + 1),
        "track": payload.cut_to("track"),
        "kind": "study",
        "summary": payload.summary,
        "code": payload.link,
        "notes": payload.shows,
        "added": f"2026-0{1 + payload.number % 2}-{1 + payload.number % 28:02d}",
    }
    terms = {"categories": f"c{payload.number}", "regions": f"r{payload.number}"}
    lines = [f"{name}: {quoted(text)}" for name, text in texts.items() if text]
    for name, items in lists.items():
        if any(items):
            lines[1:1] = [f"{name}:", *(f"  - {quoted(item)}" for item in items if item)]
    lines[-1:-1] = [*(f"{name}: [{term}]" for name, term in terms.items()), "length: [length]"]
    return "\n".join(lines) + "\n"


def _groups(*payloads: Payload) -> Iterator[str]:
    for payload in payloads:
        if payload.is_shown_as("author"):
            yield f"{{{payload.shows}}}"


def vocabulary_text(payloads: list[Payload]) -> str:
    """A category, a region and a venue for each text; facets named like members of objects."""
    odd = payloads[0].shows
    return f"""\
facets:
  categories:
    label: Approaches
    singular: Approach
    required: yes
    terms:
{_terms("c", payloads)}
  kinds:
    label: Kinds
    singular: Kind
    field: kind
    required: yes
    terms:
      study: {{label: Study, description: {quoted(odd)}, type: article}}
      constructor: {{label: {quoted(odd)}, type: software}}
  regions:
    label: Regions
    singular: Region
    description: {quoted(odd)}
    terms:
{_terms("r", payloads)}
  venues:
    label: Venues
    singular: Venue
    field: venue
    terms:
{_venues(payloads)}
  length:
    label: {quoted(odd)}
    singular: {quoted(odd)}
    terms:
      constructor: {{label: constructor}}
      length: {{label: length, parent: constructor}}
  then:
    label: then
    terms:
      valueof: {{label: valueOf, aliases: [__proto__, toString]}}
fields:
  prototype: {{facet: then, label: {quoted(odd)}}}
"""


def _terms(letter: str, payloads: list[Payload]) -> str:
    lines = []
    for payload in payloads:
        label, short = quoted(payload.shows), quoted(payload.cut_to("short") or "Many.")
        about = f"label: {label}, short: {short}, description: {label}, aliases: [{label}]"
        lines.append(f"      {letter}{payload.number}: {{{about}}}")
    return "\n".join(lines)


def _venues(payloads: list[Payload]) -> str:
    kinds = ("article", "inproceedings", "misc")
    return "\n".join(
        f"      v{it.number}: {{label: {quoted(it.shows)}, name: {quoted(it.shows)}, "
        f"bibtex: {kinds[it.number % 3]}}}"
        for it in payloads
    )


def make_hostile(root: Path, payloads: list[Payload]) -> Path:
    """A site of another field, not yet built, whose library holds these texts."""
    make_bees(root)
    entries = root / "entries"
    for file in entries.glob("[a-z]*.yaml"):
        file.unlink()
    (entries / "_taxonomy.yaml").write_text(vocabulary_text(payloads), encoding="utf-8")
    for before, payload in zip([payloads[-1], *payloads], payloads, strict=False):
        (entries / f"{payload.key}.yaml").write_text(entry_text(payload, before), "utf-8")
    settings = BEES_YML.replace("regions/alps/", "regions/").replace("/lit/", "/")
    settings += f"  lookups: {{datacite: {REGISTER}}}\n"
    (root / "mkdocs.yml").write_text(settings.replace("- rows: regions", "- rows: length"))
    return root


@pytest.fixture(scope="session")
def hostile_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of that library, with its site in site/; nobody may change it."""

    def make(root: Path) -> None:
        built = build(make_hostile(root, shown()))
        assert built.returncode == 0, built.stderr

    return made_once(tmp_path_factory, "hostile", make)
