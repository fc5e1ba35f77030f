"""A correction: the changed fields of an entry, each with its old and its new value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Final
from unicodedata import normalize

from .. import strict_yaml
from ..catalogue import Catalogue
from ..forms import Form
from ..identifiers import read_identifiers
from ..model import Entry, entry_path
from ..read import Reading, read_fields
from ..render.api import field_names, field_value
from ..render.entry_yaml import render_entry
from ..strict_yaml import Node, Text, YamlError
from ..taxonomy import Taxonomy
from ..text import comparison_form, shown
from ..values import parse_url
from . import comment
from .body import Finding, meant, read_answers
from .complete import Row
from .decision import Decision, Issue
from .given import BLANK, IDENTIFIERS
from .judge import World, faults, stored_fields
from .match import same_work

# Only maintainers change these.
_FIXED: Final = ("added", "aliases", "key", "needs", "unverified")
_KEY: Final = re.compile(r"(?:(?:.*/)?entries/)?([a-z][a-z0-9]{2,59})(?:/|\.yaml)?(?:[?#].*)?")


@dataclass(frozen=True)
class Change:
    """One field before and after; None stands for absent."""

    name: str
    old: Node | None
    new: Node | None


def correct(issue: Issue, form: Form, world: World) -> Decision:
    """The decision on a correction. Plain words are held for a person to read."""
    answers = read_answers(issue.body, form)
    texts = meant(answers)
    entry = find_entry(texts.get("entry", ""), world.catalogue)
    findings = list(answers.findings)
    if texts.get("entry") and entry is None:
        findings.append(("entry", _no_entry(texts["entry"], world.catalogue)))
    source = _source(texts.get("source", ""))
    findings += [("source", message) for message in _url_faults(source)]
    text = texts.get("change", "")
    if findings or entry is None:
        return _invalid(issue, findings)
    if not _is_structured(text):
        return _for_a_person(issue, entry, world)
    try:
        changes = read_changes(text)
    except YamlError as error:
        return _invalid(issue, [("change", f"line {error.line}: {error.message}")])
    corrected, wrong = apply_changes(entry, changes, world.taxonomy)
    if source and source not in corrected.evidence and not wrong:
        corrected = replace(corrected, evidence=(*corrected.evidence, source))
    wrong = wrong or [
        ("change", f"{name}: {it}" if name else it) for name, it in faults(corrected, None, world)
    ]
    if wrong:
        return _invalid(issue, wrong)
    return _accept(issue, entry, corrected, changes, world)


def find_entry(text: str, catalogue: Catalogue) -> Entry | None:
    """The entry of a key, a former key, the address of a page, an identifier or a title."""
    named = _named(text, catalogue)
    if named:
        return named[0] if len(named) == 1 else None
    try:
        found = read_identifiers(text)
    except ValueError:
        return None
    identified = replace(BLANK, **{name: getattr(found, name) for name in IDENTIFIERS}, url="")
    known = same_work(identified, catalogue.entries)
    if known:
        return known.entry
    title = comparison_form(text)
    titled = [
        entry for entry in catalogue.entries if title in map(comparison_form, entry.titles)
    ]  # fmt: skip
    return titled[0] if title and len(titled) == 1 else None


def _named(text: str, catalogue: Catalogue) -> list[Entry]:
    """The entries whose keys, former keys or pages a text names."""
    former = {alias: entry for entry in catalogue.entries for alias in entry.aliases}
    words = (word.strip("<>`'\"@.()[]").lower() for word in re.split(r"[\s,;]+", text[:2000]))
    keys = [match[1] for word in words if (match := _KEY.fullmatch(word))]
    found = (catalogue.by_key.get(key) or former.get(key) for key in keys)
    return list({entry.key: entry for entry in found if entry}.values())


def _no_entry(text: str, catalogue: Catalogue) -> str:
    named = _named(text, catalogue)
    if len(named) > 1:
        keys = " and ".join(entry.key for entry in named[:2])
        return f"names several entries, {keys}; open an issue for each"
    near = get_close_matches(text[:100].lower(), catalogue.by_key, 1, 0.8)
    hint = f"; did you mean {near[0]}?" if near else "; write its key, or the address of its page"
    return f"'{shown(text)}' is no entry here{hint}"


def _source(text: str) -> str:
    """The address that a source is given by, also where its scheme is missing or it is an id."""
    try:
        found = read_identifiers(text)
    except ValueError:
        return text
    if not found or text.startswith("https://"):
        return text
    values = {name: getattr(found, name) for name in IDENTIFIERS}
    return next((link.url for link in replace(BLANK, **values).links), text)


def _url_faults(text: str) -> Iterator[str]:
    try:
        parse_url(text or "https://example.org/")
    except ValueError as error:
        yield str(error)


def _is_structured(text: str) -> bool:
    """Whether it is meant for a program: a word alone in its line, and old or new below it."""
    return bool(_STRUCTURE.search(text))


_STRUCTURE: Final = re.compile(
    r"^[\"']?\w+[\"']?:[^\S\n]*\n[^\S\n]+[\"']?(?:old|new)[\"']?:", re.MULTILINE | re.IGNORECASE
)


def read_changes(text: str) -> list[Change]:
    """The changes in the order of the text; raises YamlError for anything else."""
    text = strict_yaml.decode_utf8(f"{normalize('NFC', text)}\n".encode("utf-8", "replace"), 65_536)
    for line, message in strict_yaml.oddities(text):
        raise YamlError(line, message)
    root = strict_yaml.parse(text)
    if not isinstance(root, strict_yaml.Mapping) or root.is_flow:
        raise YamlError(1, "not a list of changes; write a field, then old: and new: below it")
    for name, first in root.repeated():
        raise YamlError(name.line, f"{shown(name.value)} stands twice, first in line {first}")
    return [_change(name, node) for name, node in root.pairs]


def _change(name: Text, node: Node) -> Change:
    if not isinstance(node, strict_yaml.Mapping):
        raise YamlError(name.line, f"{shown(name.value)}: write old: and new: below it")
    for again, first in node.repeated():
        raise YamlError(again.line, f"{shown(again.value)} stands twice, first in line {first}")
    values = {key.value.lower(): value for key, value in node.pairs if not _is_blank(value)}
    odd = [key for key, _ in node.pairs if key.value.lower() not in ("old", "new")]
    if odd or not node.pairs:
        line = odd[0].line if odd else name.line
        raise YamlError(line, f"{shown(name.value)}: only old: and new: can stand below it")
    return Change(name.value.lower(), values.get("old"), values.get("new"))


def _is_blank(node: Node) -> bool:
    """Whether nothing stands there: so people write that a field is absent, or is to be."""
    return isinstance(node, Text) and not node.value and node.is_plain


def apply_changes(
    entry: Entry, changes: list[Change], taxonomy: Taxonomy
) -> tuple[Entry, list[Finding]]:
    """The entry with the new values, and what is wrong with the changes."""
    findings: list[Finding] = []
    terms, values = dict(entry.terms), {}
    changed = []
    for change in changes:
        if change.name in _FIXED:
            findings.append(("change", f"{change.name} is changed by maintainers only; remove it"))
            continue
        new, wrong = _value(change.name, change.new, entry, taxonomy)
        findings += wrong
        if wrong:
            continue
        if not _is_current(change, entry, taxonomy):
            findings.append(("change", _stale(change, entry, taxonomy)))
        if new != (
            entry.terms.get(change.name, ())
            if change.name in taxonomy.fields
            else getattr(entry, change.name)
        ):
            changed.append(change.name)
        if change.name in taxonomy.fields:
            terms[change.name] = new if isinstance(new, tuple) else ()
        else:
            values[change.name] = new
    unverified = tuple(dict.fromkeys((*entry.unverified, *(
        name for name in changed if name in taxonomy.fields or name not in _NOT_FACTS
    ))))  # fmt: skip
    corrected = replace(entry, terms=terms, **values)  # type: ignore[arg-type]
    present = {name for name in unverified if _is_there(corrected, name, taxonomy)}
    kept = tuple(name for name in unverified if name in present)
    needs = tuple(
        name
        for name in entry.needs
        if not (corrected.links if name == "url" else _is_there(corrected, name, taxonomy))
    )
    return replace(corrected, unverified=kept, needs=needs), findings


# Text of our own: there is no source that could confirm it.
_NOT_FACTS: Final = frozenset(("summary", "notes", "evidence", "nickname", "workflows"))


def _is_there(entry: Entry, name: str, taxonomy: Taxonomy) -> bool:
    if name in taxonomy.fields:
        return bool(entry.terms.get(name))
    return bool(getattr(entry, name, "") != getattr(BLANK, name, ""))


def _value(
    name: str, node: Node | None, entry: Entry, taxonomy: Taxonomy
) -> tuple[object, list[Finding]]:
    """A value as the reader of entries reads it; the blank one for an absent node."""
    if node is None:
        blank: object = () if name in taxonomy.fields else getattr(BLANK, name, None)
        return blank, []
    reading = Reading("change")
    root = strict_yaml.Mapping([(Text(name, node.line), node)], node.line)
    read = read_fields(reading, entry.key, root, taxonomy)
    wrong = [("change", f"line {it.line}: {it.field}: {it.message}") for it in reading.problems]
    value = read.terms.get(name) if name in taxonomy.fields else getattr(read, name, None)
    return value, wrong


def _is_current(change: Change, entry: Entry, taxonomy: Taxonomy) -> bool:
    """Whether the old value is still that of the entry."""
    old, wrong = _value(change.name, change.old, entry, taxonomy)
    if change.name in taxonomy.fields:
        return not wrong and (old or ()) == entry.terms.get(change.name, ())
    current = getattr(entry, change.name, None)
    return not wrong and (old == current or _form(old) == _form(current))


def _form(value: object) -> str:
    return comparison_form(str(value)) if isinstance(value, str) else repr(value)


def _stale(change: Change, entry: Entry, taxonomy: Taxonomy) -> str:
    now = _shown_value(entry, change.name, taxonomy)
    if not now:
        return f"{change.name}: the entry has none by now; leave its 'old' line out"
    return (
        f"{change.name}: the entry says something else by now: '{shown(now, 200)}'; "
        "open the entry again and correct what it says today"
    )


def _shown_value(entry: Entry, name: str, taxonomy: Taxonomy) -> str:
    if not _is_there(entry, name, taxonomy):
        return ""
    value = field_value(entry, name, taxonomy)
    return "; ".join(value) if isinstance(value, list) else str(value)


def _rows(old: Entry, new: Entry, taxonomy: Taxonomy) -> Iterator[Row]:
    for name in field_names(taxonomy):
        before, after = (_shown_value(entry, name, taxonomy) for entry in (old, new))
        if before != after:
            yield Row(name, before, "", after)


def _table(rows: list[Row]) -> str:
    lines = ["| Field | Now | Then |", "|---|---|---|"]
    lines += [f"| {it.field} | {comment.code(it.given)} | {comment.code(it.stored)} |"
              for it in rows]  # fmt: skip
    return "\n".join(lines)


def _accept(
    issue: Issue, entry: Entry, corrected: Entry, changes: list[Change], world: World
) -> Decision:
    rows = list(_rows(entry, corrected, world.taxonomy))
    if not changes or not rows:
        return _invalid(issue, [("change", "changes nothing; the entry says all of this already")])
    path = entry_path(entry.key).as_posix()
    return Decision(
        "accept", issue.number, issue.digest,
        path=path, content=render_entry(corrected, world.taxonomy),
        subject=f"Correct {entry.key}", entry=stored_fields(corrected, world.taxonomy),
        comment=comment.render_comment(
            "### Ready for review\n\nThank you. All checks pass for the changed "
            f"{comment.entry_link(world.site, entry.key)}.",
            [
                ("", _table(rows)),
                ("Preview", comment.preview(corrected, world.taxonomy)),
            ], next_step=comment.CHANGE,
        ),
    )  # fmt: skip


def _for_a_person(issue: Issue, entry: Entry, world: World) -> Decision:
    known: Mapping[str, object] = stored_fields(entry, world.taxonomy)
    link = f"{world.site.url}submit/?entry={entry.key}"
    return Decision(
        "held", issue.number, issue.digest,
        path=entry_path(entry.key).as_posix(), entry=known, missing=("change",),
        comment=comment.render_comment(
            "### A person will read this\n\nThank you. Your correction of "
            f"{comment.entry_link(world.site, entry.key)} is in plain words, so no program makes "
            f"the change. To have it made at once, use [its form]({link}).",
            [],
        ),
    )  # fmt: skip


def _invalid(issue: Issue, findings: list[Finding]) -> Decision:
    return Decision(
        "invalid", issue.number, issue.digest, problems=tuple(findings),
        comment=comment.render_comment(
            "### Some things need repair\n\nThank you. Before this can become a pull request:",
            [("", comment.problems(findings))],
        ),
    )  # fmt: skip
