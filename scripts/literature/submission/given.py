"""What a person says of a work: the answers of a form and the record, as far as they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Final
from unicodedata import normalize

from ..forms import UNDECIDED
from ..identifiers import Identifiers, read_identifiers
from ..model import Entry, Name, PartialDate, field_specs
from ..people import one_or_two, read_people
from ..read import Reading, read_content
from ..taxonomy import Taxonomy
from ..text import comparison_form, describe_character, shown
from ..values import parse_url
from .body import Answers, Finding, meant
from .words import read_tags

SPECS: Final = {spec.name: spec for spec in field_specs()}
IDENTIFIERS: Final = ("arxiv", "doi", "openreview", "anthology")
# What a submission cannot set: the pipeline does, or only a maintainer may.
_NOT_OURS_TO_TAKE: Final = {
    "aliases": "leads old addresses elsewhere, so only a maintainer adds it; remove it",
}
BLANK: Final = Entry(
    key="", title="", authors=(), published=PartialDate(0), summary="", added=date.min
)


@dataclass(frozen=True)
class Given:
    """An entry, blank where nothing was given, and what is wrong with the rest.

    `asked` are the fields of the entry that a question of the form gave, `recorded` those of the
    record, which somebody saw as a whole before sending it. `unknown` tells of words that are no
    terms: that is no reason to refuse the rest.
    """

    entry: Entry = BLANK
    asked: frozenset[str] = frozenset()
    recorded: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()
    unknown: tuple[str, ...] = ()
    doubts: tuple[Finding, ...] = ()  # findings unless a register tells the authors

    @property
    def present(self) -> frozenset[str]:
        return self.asked | self.recorded


def read_given(answers: Answers, taxonomy: Taxonomy) -> Given:
    """What the answers of the form for new entries give."""
    texts = meant(answers)
    asked = _Asked(texts, answers.form.title, taxonomy)
    recorded = read_record(texts.get("record", ""), taxonomy)
    findings = [*answers.findings, *asked.findings, *recorded.findings]
    if not recorded.findings:
        findings += _disagreements(asked, recorded, taxonomy)
    entry = _merged(asked, recorded.entry, taxonomy)
    return Given(
        entry, frozenset(asked.names), recorded.recorded, tuple(findings), tuple(asked.unknown),
        () if recorded.entry.authors else tuple(asked.doubts),
    )  # fmt: skip


class _Asked:
    """Answers -> values of fields; `findings` name the questions."""

    def __init__(self, texts: Mapping[str, str], prefix: str, taxonomy: Taxonomy) -> None:
        self.texts = {name: normalize("NFC", text) for name, text in texts.items()}
        self.taxonomy = taxonomy
        self.values: dict[str, object] = {}
        self.terms: dict[str, tuple[str, ...]] = {}
        self.findings: list[Finding] = []
        self.unknown: list[str] = []
        self.doubts: list[Finding] = []
        self._identifier()
        self._title(prefix)
        self._authors()
        self._category()
        self._tags()
        self._code()
        for name in ("summary", "notes"):
            self._keep(name, " ".join(self.texts.get(name, "").split()))

    @property
    def names(self) -> set[str]:
        return {*self.values, *self.terms}

    def _keep(self, name: str, value: object) -> None:
        if value:
            self.values[name] = value

    def _identifier(self) -> None:
        text = self.texts.get("identifier", "")
        if not text:
            return
        try:
            found = read_identifiers(text)
            for member in fields(Identifiers):
                self._keep(
                    member.name, checked_identifier(member.name, getattr(found, member.name))
                )
        except ValueError as error:
            self.findings.append(("identifier", str(error)))
            return
        if found.url and _INDEX.match(found.url) and len(self.values) == 1:
            self.values.clear()
            message = "does not say which work; write its id, or the address of its own page there"
            self.findings.append(("identifier", f"'{shown(text)}' {message}"))
        if not found:
            message = "is no identifier we know; write an arXiv id, a DOI, or an https address"
            self.findings.append(("identifier", f"'{shown(text)}' {message}"))

    def _title(self, prefix: str) -> None:
        """A link that fills in the issue's title may fill in this question with the same text."""
        text = " ".join(self.texts.get("title", "").split())
        text = text.removeprefix(prefix.strip()).strip()
        around = re.fullmatch(r"""\*\*([^*]+)\*\*|"([^"]+)"\.?|“([^“”]+)”\.?""", text)
        self._keep("title", next(filter(None, around.groups())) if around else text)

    def _authors(self) -> None:
        text = self.texts.get("authors", "")
        names, complaints = read_people(text)
        if not complaints and (line := one_or_two(text)):
            self.doubts.append(("authors", _DOUBT.format(shown(line))))
        self._keep("authors", tuple(names))
        self.findings += [("authors", complaint) for complaint in complaints]

    def _category(self) -> None:
        text = " ".join(self.texts.get("category", "").split())
        if text in ("", UNDECIDED, "None"):
            return
        terms = self.taxonomy.facets["categories"].terms
        label = next((term.id for term in terms.values() if term.label == text), "")
        tags = read_tags(text, self.taxonomy)
        if label:
            self.terms["categories"] = (label,)
        elif set(tags.terms) == {"categories"} and not (tags.complaints or tags.unknown):
            self.terms["categories"] = tags.terms["categories"]
        else:
            labels = ", ".join(term.label for term in terms.values())
            self.findings.append(("category", f"'{shown(text)}' is none of {labels}"))

    def _tags(self) -> None:
        tags = read_tags(self.texts.get("tags", ""), self.taxonomy)
        self.findings += [("tags", complaint) for complaint in tags.complaints]
        self.unknown += tags.unknown
        for name, ids in tags.terms.items():
            self.terms[name] = tuple(dict.fromkeys((*self.terms.get(name, ()), *ids)))
        self._keep("venue_year", tags.venue_year)

    def _code(self) -> None:
        text = self.texts.get("code", "")
        try:
            self._keep("code", repository_address(text) if text else "")
        except ValueError as error:
            self.findings.append(("code", str(error)))


# Where a work has an id: an address without one is that of a list, a search or a file.
_INDEX: Final = re.compile(
    r"https://(?:www\.|dx\.)?(?:arxiv\.org|openreview\.net|aclanthology\.org|doi\.org)(?:[/?#]|$)"
)
_DOUBT: Final = (
    "'{0}' can be one author or more; write each in a line of its own, and if it is one, a dash "
    "before it: '- {0}'"
)


# Letters that look like Latin ones. Greek small ones but omicron stand in names of methods.
_ALIKE: Final = re.compile(
    "[\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u0400-\u04ff]"
)


def alike_letters(entry: Entry) -> Iterator[Finding]:
    """Words of titles and names that mix Latin letters with others that look like them.

    So a title that is here passes for another one. An entry may hold such a word; a person who
    submits one has hardly typed it.
    """
    texts = [("title", title) for title in entry.titles]
    texts += [("authors", name.printed) for name in entry.authors]
    for where, text in texts:
        for word in () if text.isascii() else re.findall(r"[^\W\d_]+", text):
            odd = _ALIKE.search(word)
            if odd and len(re.findall("[A-Za-z]", word)) > 1:
                yield (
                    where,
                    (
                        f"'{shown(word)}' has {describe_character(odd[0])} among Latin letters; "
                        "type it anew"
                    ),
                )
                return


def checked_identifier(name: str, value: str) -> str:
    """The identifier if it is of the right form; raises ValueError with what would be right."""
    if not value:
        return ""
    if name == "url":
        return parse_url(value)
    spec = SPECS[name]
    if not re.fullmatch(spec.pattern or "", value) or len(value) > spec.max_length:
        example = spec.example.strip('"')
        raise ValueError(f"'{shown(value)}' is not of the right form; write it like {example}")
    return value


def repository_address(text: str) -> str:
    """The address of a repository as stored; raises ValueError with what would be right."""
    text = re.sub(r"(?:ssh://)?git@([a-z.]+)[:/]", r"https://\1/", text.strip("<> \t"))
    found = list(dict.fromkeys(map(_plain_address, _ADDRESS.findall(text))))
    if len(found) > 1:
        raise ValueError(f"names several addresses, {_quoted(found[:2])}; keep one")
    if re.fullmatch(r"[\w-]+/[\w.-]+", text):
        whole = shown(f"https://github.com/{text}")
        raise ValueError(f"'{shown(text)}' is not an https address; write it whole, as {whole}")
    url = parse_url(found[0] if found else text)
    if re.fullmatch(r"https://(?:www\.)?(?:github|gitlab)\.com(?:/[^/?#]*)?", url):
        host = re.sub(r"^https://(?:www\.)?|/.*", "", url)
        raise ValueError(
            f"'{shown(url)}' is an account, not a repository; write https://{host}/owner/name"
        )
    return url


_ADDRESS: Final = re.compile(
    r"(?:https?://|(?<![\w@./:-])(?:[a-z0-9-]+\.)+[a-z]{2,}/)[^\s<>()\[\]\"'`]*", re.IGNORECASE
)


def _plain_address(text: str) -> str:
    """With its scheme, the host in small letters, and without what copying adds."""
    text = re.sub(r"^(?:https?://)?", "https://", text, flags=re.IGNORECASE).rstrip(".,;:!")
    host, slash, path = text.removeprefix("https://").partition("/")
    if re.fullmatch(r"(?:www\.)?(?:github|gitlab)\.com", host.lower()):
        path = re.sub(r"[?#].*", "", path)
    return f"https://{host.lower()}{slash}{path}".rstrip("/").removesuffix(".git")


def _quoted(texts: list[str]) -> str:
    return " and ".join(f"'{shown(text)}'" for text in texts)


def read_record(text: str, taxonomy: Taxonomy) -> Given:
    """The entry that the site's form wrote into the issue; blank for an empty record."""
    if not text.strip():
        return Given()
    if re.search(r"^[ \t]*@[A-Za-z]+[ \t]*[{(]", text, re.MULTILINE):
        message = (
            "is BibTeX; paste it into the form of the site, which makes a record of it, or empty "
            "this and leave the rest to the identifier"
        )
        return Given(findings=(("record", message),))
    if not re.search(r"^\S+:", text, re.MULTILINE):
        message = f"'{shown(text.strip(), 60)}' is no record; leave this empty, or move it to Notes"
        return Given(findings=(("record", message),))
    reading = read_content(
        Reading("record"), "", f"{text}\n".encode("utf-8", "replace"), taxonomy, is_whole=False
    )
    findings = [
        ("record", f"line {it.line}: {it.field}: {it.message}" if it.field else
         f"line {it.line}: {it.message}")
        for it in sorted(reading.problems)
    ]  # fmt: skip
    if reading.entry is None:
        return Given(findings=tuple(findings) or (("record", "is no entry"),))
    names = frozenset(name for name in reading.lines if "[" not in name)
    findings += [
        ("record", f"line {reading.lines[name]}: {name}: {message}")
        for name, message in _NOT_OURS_TO_TAKE.items()
        if name in names
    ]
    entry = replace(reading.entry, added=date.min)
    return Given(entry, recorded=names - {"added", "aliases"}, findings=tuple(findings))


def _disagreements(asked: _Asked, recorded: Given, taxonomy: Taxonomy) -> Iterator[Finding]:
    """Where an answer says something else than the record."""
    for name in asked.names & recorded.recorded:
        own = asked.terms.get(name) or asked.values.get(name)
        other: object = recorded.entry.terms.get(name) or getattr(recorded.entry, name, "")
        if not _agree(name, own, other):
            yield (
                _QUESTIONS.get(name, "tags" if name in asked.terms else name),
                (
                    f"says '{_words(own)}', but the record says '{_words(other)}'; "
                    "make them agree, or empty one of the two"
                ),
            )


_QUESTIONS: Final = dict.fromkeys((*IDENTIFIERS, "url"), "identifier") | {
    "categories": "category", "venue_year": "tags",
}  # fmt: skip


def _agree(name: str, own: object, other: object) -> bool:
    if name == "authors" and isinstance(own, tuple) and isinstance(other, tuple):
        return [comparison_form(it.printed) for it in own] == [
            comparison_form(it.printed) for it in other
        ]
    if isinstance(own, tuple) and isinstance(other, tuple):  # terms: the record may have more
        return set(own) <= set(other)
    if name in ("title", "doi", "arxiv"):
        return comparison_form(str(own)) == comparison_form(str(other))
    return " ".join(str(own).split()) == " ".join(str(other).split())


def _words(value: object) -> str:
    if isinstance(value, tuple):
        return shown("; ".join(it.inverted if isinstance(it, Name) else str(it) for it in value))
    return shown(str(value))


def _merged(asked: _Asked, recorded: Entry, taxonomy: Taxonomy) -> Entry:
    """The record, with the answers where it is silent."""
    values = {
        name: value
        for name, value in asked.values.items()
        if name in SPECS and not _has(recorded, name)
    }
    terms = {**asked.terms, **recorded.terms}
    return replace(recorded, terms=terms, **values)  # type: ignore[arg-type]


def _has(entry: Entry, name: str) -> bool:
    return bool(getattr(entry, name) != getattr(BLANK, name))
